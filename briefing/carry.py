"""Whether a sentence of ours is carried by what it cites: its names, numbers, negations and hedges.

The check is one-sided on purpose. It cannot prove that a sentence is right; it finds the slips that matter most, and
where it errs, it errs by refusing. A sentence that fails is replaced by the article's words, or dropped, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from briefing.actors import Actors
from briefing.hedging import hedges, lost_hedges
from briefing.languages import begins, countries
from briefing.locate import quotations
from briefing.numbers import numbers
from briefing.opposites import opposites
from briefing.polarity import negations
from briefing.records import Quote
from briefing.stems import EMPTY_WORDS
from briefing.typography import fold

__all__ = ["faults", "hedges", "translation_faults"]

_ONE = re.compile(r"\b(?:one|an?|single|first)\b", re.IGNORECASE)
_OUR_COUNT = re.compile(
    r"\b(?:two|three|four|five|2|3|4|5) (?:sides|reports|articles|accounts|outlets|versions)\b", re.IGNORECASE
)
"""How many sides or reports a finding has is ours to count."""
_DIGITS = re.compile(r"\d+")
_NAME = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w'-]*")
_ORDINARY = EMPTY_WORDS | frozenset(
    "academics according accounts activists advisers agreements aid aides allies although ambassadors amid analysts "
    "another article articles attacks authorities banks businesses campaigners campaigns capitals carriers children "
    "citizens civilians claims clashes clinics coalition commanders commuters companies concerns conservationists "
    "consumers countries courts critics customers cuts delegates delegations deliveries demonstrators despite "
    "diplomats disagreement discussions disputes doctors drivers economists elections elsewhere employees employers "
    "engineers environmentalists envoys estimates everybody everyone experts exporters exports factories families "
    "farmers fighters fighting firms fishermen flights forces foreign former growers growing guerrillas half health "
    "hospitals households however human humanitarian importers imports industry investors islanders journalists "
    "judges landowners lawmakers lawyers leaders legislators less local locals lots managers manufacturers many "
    "mayors mediators members men migrants militants military militias miners ministers nations negotiations "
    "negotiators neighbouring neither no nobody none nothing nurses observers officials oil opinion opponents "
    "opposition outlets owners parents parliament parties passengers people pilots plans police policymakers "
    "politicians polls prices producers progress proposals prosecutors protesters protests public pupils rather "
    "rebels refugees regulators relations reports representatives researchers residents retailers rights rising "
    "rulers sanctions scientists settlers several shareholders ships shops smaller smugglers soldiers somebody "
    "someone sources spokespeople staff strikers strikes students support supporters talks tariffs taxes taxpayers "
    "teachers tensions three today together tomorrow traders troops two unions victims villagers violence volunteers "
    "voters wages while without witnesses women workers yesterday young".split()
)
"""Words with which a sentence may open; any other capitalised word that the citations do not have is a name."""


def faults(
    sentence: str,
    evidence: Sequence[Quote],
    actors: Actors,
    *,
    named: Iterable[str] = (),
    hedged: bool = False,
    translations: Sequence[str] = (),
) -> tuple[str, ...]:
    """What `sentence` says that its evidence does not carry, a phrase for each fault; empty when it is carried.

    Args:
        evidence: the quotations that it cites. An outlet's own name in them carries nothing ("Iran International" does
            not carry Iran).
        named: names that the citations bring with them: the actor, the speaker as written.
        hedged: the article hedges what is cited, so the sentence must.
        translations: sentences of ours that stand for what is cited in another language.
    """
    said = fold(sentence)
    words = [*(_without_outlet(quote) for quote in evidence), *translations]
    told = [fold(text) for text in words]
    return (
        *_names(said, " \n ".join([*told, *(fold(name) for name in named)]), actors),
        *_numbers(sentence, words),
        *negations(sentence, words),
        *opposites(sentence, words),
        *lost_hedges(sentence, words, hedged),
        *_quotations(sentence, words),
    )


def translation_faults(
    sentence: str, evidence: Sequence[Quote], actors: Actors, language: str, *, named: Iterable[str] = ()
) -> tuple[str, ...]:
    """The same for a sentence about words in another language, as far as that can be told across languages.

    Names must stand there, or be those of a country that the words name in their language; numbers in digits must stand
    there. Negations and hedges cannot be held against it, which is why such a sentence is marked as translated.

    Args:
        language: of the evidence, ISO 639-1.
    """
    words = [_without_outlet(quote) for quote in evidence]
    present = {begin for text in words for begin in begins(text)}
    there = [name for name, stems in countries(language).items() if stems & present]
    carried = [*map(fold, words), *map(fold, named), *there]
    digits = {match for text in words for match in _DIGITS.findall(text)}
    return (
        *_names(fold(sentence), " \n ".join(carried), actors),
        *(f"the number {match}" for match in _DIGITS.findall(sentence) if match not in digits),
    )


def _without_outlet(quote: Quote) -> str:
    outlet = (quote.article.outlet or "").strip()
    return re.sub(rf"(?<!\w){re.escape(outlet)}(?!\w)", " ", quote.text) if outlet else quote.text


def _names(said: str, carried: str, actors: Actors) -> list[str]:
    """A name stands by any alias of the same actor; an unknown one by its own words."""
    known = [mention for mention in actors.mentions(said) if not said[mention.start : mention.end].islower()]
    present = {mention.actor.name for mention in actors.mentions(carried)}
    found = [
        f"the name “{said[mention.start : mention.end]}”"
        for mention in known
        if mention.actor.name not in present and not _stands(said[mention.start : mention.end], carried)
    ]
    for match in _NAME.finditer(said):
        word = re.sub(r"'s?$", "", match[0])
        inside = any(mention.start <= match.start() < mention.end for mention in known)
        if inside or not word[:1].isupper() or word == "I" or _stands(word, carried):
            continue
        if _opens(said, match.start()) and word.casefold() in _ORDINARY:
            continue
        if not all(_stands(part, carried) for part in word.split("-")):
            found.append(f"the name “{word}”")
    return found


def _opens(said: str, at: int) -> bool:
    before = said[:at].rstrip(" \"'(")
    return not before or before[-1] in ".!?:"


def _stands(name: str, carried: str) -> bool:
    """Whether a name stands in a text in whatever case; "US" and "May" as they are, for they are words as well."""
    exact = name.casefold() in EMPTY_WORDS or (name.isupper() and len(name) > 1)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", carried, 0 if exact else re.IGNORECASE) is not None


def _numbers(said: str, words: Sequence[str]) -> list[str]:
    carried = {number for text in words for number in numbers(text)}
    if any(_ONE.search(text) for text in words):
        carried.add(Decimal(1))
    return [f"the number {number:f}" for number in sorted(numbers(_OUR_COUNT.sub("", said)) - carried)]


def _quotations(said: str, words: Sequence[str]) -> list[str]:
    """Quotation marks in a sentence of ours hold words that the articles put in quotation marks."""
    quoted = [fold(text) for evidence in words for text in quotations(evidence)]
    ours = [fold(text) for text in quotations(said)]
    return [f"the quotation “{text}”" for text in ours if not any(_within(text, other) for other in quoted)]


def _within(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
