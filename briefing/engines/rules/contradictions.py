"""Where one report denies what another says: the same clause with and without its negation, or with two numbers.

Precision before recall. A clause that could be, should be or would be contradicts nothing; nor do two clauses about
different names; nor a clause that negates something else than the verb of the other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.actors import Actors
from briefing.clauses import clauses
from briefing.engines.rules.content import REPORTING, Item
from briefing.engines.rules.grammar import TIMES
from briefing.engines.rules.opposites import Family, families
from briefing.polarity import Denial, Reading, Word, read
from briefing.records import Position
from briefing.stems import stem, stems

SHARED = 3
"""How many content words the two clauses share at least, the verb among them; names and days do not count."""
VERBAL = re.compile(r"not|never|n['’]t|den\w+.*", re.IGNORECASE)
"""The denials that turn a verb round: "no" turns a noun round, and may speak of quite another thing."""
SHARE = 0.5
"""Which share of the shorter clause's content words they are at least."""
MOST_ITEMS = 250
"""How many items of a pole are compared."""
MOST = 60
"""How many items that share a word are held against each other."""
UNSURE = re.compile(
    r"\b(?:if|unless|whether|would|could|might|may|should|must|ought|can|cannot|want\w*|hop(?:e|es|ed|ing)|plan\w* to"
    r"|any more|until|yet|without|only)\b|\?",
    re.IGNORECASE,
)
AUXILIARY = r"\b(?:has|have|had|was|were|been|is|are|will|did|does|do)(?: not|n['’]t| never)?(?: \w+){0,2}"
"""Before a verb that states something."""
COUNTED = re.compile(
    r"(?P<number>\d[\d,]*)(?: [a-z-]+)?? (?P<noun>[a-z]{3,}s|people)"
    r"(?: (?:had|have|has|were|was|are|been|be|to|already|now))+ (?P<verb>[a-z]{3,}(?:ed|en|ost|ut|ught))\b"
)
"""A number of things, and what was done to them: "140 operations had to be cancelled"."""
ABOUT = re.compile(
    r"\b(?:least|most|than|over|nearly|almost|about|around|some|further|another|other|up to)(?: \w+)?\s*$",
    re.IGNORECASE,
)


def ties(items: Sequence[Item], actors: Actors) -> Iterator[list[Item]]:
    """Items that contradict each other and so are about one matter, whatever their words."""
    for _, one, other in opposed_words(items, actors):
        yield [*one, *other]
    yield from ([one, other] for one, other in contradictions(items, actors))
    yield from ([one, other] for one, other, _ in differing_numbers(items))


def opposed_words(items: Sequence[Item], actors: Actors) -> Iterator[tuple[Family, list[Item], list[Item]]]:
    """Opposed words about one actor, or one referent, in two articles."""
    for family in families():
        poles: dict[str, list[Item]] = {"one": [], "other": []}
        for item in items:
            pole = family.pole(item.sentence)
            if pole:
                poles[pole].append(item)
        pairs = [
            (one, other)
            for one in poles["one"][:MOST_ITEMS]
            for other in poles["other"][:MOST_ITEMS]
            if not sources(one) & sources(other) and _same_referent(family, one, other, actors)
        ]
        if pairs:
            first = {one.id: one for one, _ in pairs}
            second = {other.id: other for _, other in pairs}
            yield family, list(first.values()), list(second.values())


def _same_referent(family: Family, one: Item, other: Item, actors: Actors) -> bool:
    if family.referent is not None:
        return True
    shared = _named(one, actors) & _named(other, actors)
    holders = {item.actor.name for item in (one, other) if isinstance(item, Position)}
    return bool(shared & holders if holders else shared)


def _named(item: Item, actors: Actors) -> set[str]:
    """The actors whom the item is about."""
    named = {mention.actor.name for mention in actors.mentions(" ".join(quote.text for quote in item.evidence))}
    return named | ({item.actor.name} if isinstance(item, Position) else set())


def contradictions(items: Sequence[Item], actors: Actors) -> Iterator[tuple[Item, Item]]:
    """Pairs of items of which one denies what the other says, the denier second."""
    by_stem: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        for word in {word.stem for clause in _clauses(item.sentence) for word in clause.words}:
            by_stem[word].append(item)
    for denier in items:
        for clause in _clauses(denier.sentence):
            for denial in clause.denials:
                lead = denial.scope[0].stem if denial.scope and VERBAL.fullmatch(denial.word) else ""
                for other in by_stem.get(lead, ())[:MOST]:
                    if other is not denier and _apart(denier, other) and _denies(clause, denial, denier, other, actors):
                        yield other, denier


def differing_numbers(items: Sequence[Item]) -> Iterator[tuple[Item, Item, str]]:
    """Pairs of items that count the same things in the same words and come to different numbers, with the things."""
    counts: dict[tuple[str, str], list[tuple[str, Item, str]]] = defaultdict(list)
    for item in items:
        for found in COUNTED.finditer(item.sentence):
            if not ABOUT.search(item.sentence, 0, found.start()) and not item.hedged:
                counts[stem(found["noun"]), stem(found["verb"])].append(
                    (found["number"].replace(",", ""), item, found["noun"])
                )
    for told in counts.values():
        for place, (number, item, things) in enumerate(told[:MOST]):
            for other_number, other, _ in told[place + 1 : MOST]:
                if number != other_number and _apart(item, other):
                    yield item, other, things


@lru_cache(maxsize=1 << 14)
def _clauses(text: str) -> tuple[Reading, ...]:
    return tuple(read(text, frozenset()))


def _apart(one: Item, other: Item) -> bool:
    """Whether two reports speak: two articles, or two actors in one, in sentences of their own."""
    if {quote.text for quote in one.evidence} & {quote.text for quote in other.evidence}:
        return False
    if not sources(one) & sources(other):
        return True
    return isinstance(one, Position) and isinstance(other, Position) and one.actor != other.actor


def _denies(clause: Reading, denial: Denial, denier: Item, other: Item, actors: Actors) -> bool:
    lead = denial.scope[0]
    if UNSURE.search(_text(clause, denier)):
        return False
    for told in _clauses(other.sentence):
        said, denied = _counts(told), _counts(clause)
        shared = said.keys() & denied.keys()
        if told.operators or said.get(lead.stem, 1) or len(shared) < SHARED:
            continue
        if len(shared) < SHARE * min(len(said), len(denied)) or denied.get(lead.stem, 0) % 2 == 0:
            continue
        texts = _text(told, other), _text(clause, denier)
        if UNSURE.search(texts[0]) or not _same_names(*texts, actors):
            continue
        if _states(told, lead, texts[0]) and _states(clause, lead, texts[1]):
            return True
    return False


def _counts(clause: Reading) -> dict[str, int]:
    """The content words of a clause but its names, with how many negations act on each."""
    return {
        word.stem: word.negations for word in clause.words if word.stem not in REPORTING and not word.text[:1].isupper()
    }


def _states(clause: Reading, lead: Word, text: str) -> bool:
    """Whether the clause states the verb: "has agreed", "did not agree", "agreed"; not "to agree", "not agreeing"."""
    verb = next((word.text for word in clause.words if word.stem == lead.stem), "")
    if not verb:
        return False
    plain = verb.endswith("ed") and not re.search(rf"\bto {re.escape(verb)}", text)
    return plain or re.search(rf"{AUXILIARY} {re.escape(verb)}", text, re.IGNORECASE) is not None


def _text(clause: Reading, item: Item) -> str:
    """The clause's own text, found again by its words."""
    words = [word.text for word in clause.words]
    for part in clauses(item.sentence):
        if all(word in part.text for word in words):
            return part.text
    return item.sentence


def _same_names(one: str, other: str, actors: Actors) -> bool:
    """Whether one of two clauses names nobody, or both name somebody together."""
    names = [_names(text, actors) for text in (one, other)]
    return not all(names) or bool(names[0] & names[1])


def _names(text: str, actors: Actors) -> set[str]:
    """The stems of the names in a clause; its first word is one only where the gazetteer has it."""
    told = " ".join(text[mention.start : mention.end] for mention in actors.mentions(text))
    capital = [word for word in re.findall(r"(?<=\w )[A-Z][\w-]+", text) if word.lower() not in TIMES]
    return set(stems(f"{told} {' '.join(capital)}"))


def sources(item: Item) -> set[str]:
    """The articles that an item stands in."""
    return {quote.source for quote in item.evidence}
