"""From an offered answer to the sentences that stand.

Each must cite passages that were found, with words that stand there, and be carried by the whole sentences around those
words. A sentence that fails is dropped and counted; where none is left, the articles do not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.carry import faults, hedges
from briefing.engine import Engine
from briefing.kin import kin, stemmed
from briefing.locate import Miss, Places
from briefing.offers import AnswerOffer, ToldOffer
from briefing.passages import Passage, Told
from briefing.records import Quote, Reason, Rejected
from briefing.stems import EMPTY_WORDS, WORD, stem, stems
from briefing.typography import fold

OWN = 0.4
"""The share of its ordinary words that a sentence may have of its own."""
SHORT = 4
"""A sentence of fewer ordinary words may have none."""

_TELLING = stems(
    "say tell report according article account passage claim insist stress note add state describe one two another "
    "while however also both reportedly reported official position"
)
_SAYS = (
    r"(?:say|said|tell|told|insist|claim|argue|stress|note|add|report|state|maintain|deny|denie|acknowledge|admit|believe"
    r"|emphasi[sz]e|describe|express|announce|warn|suggest|declare)"
)
_REPORTS = re.compile(rf"\b{_SAYS}(?:s|ed|d)?\b", re.I)
_WITHIN = re.compile(
    r"\b(?:(?:have|has|had|were|was|been)? ?(?:received|given|got) (?:assurances?|promises?|guarantees?|word|notice)"
    r"|(?:has|have|had)? ?(?:assured|promised|told|informed|notified|pledged))\b.*?\b(?:from|by|that|them|him|her)\b",
    re.I,
)
_ATTRIBUTES = re.compile(
    rf"\b(?:{_SAYS}(?:s|ed|d|ing)?|according to|reported(?:ly)?|in the words of|per|from the account of)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What stands of an offer, and what was not taken."""

    told: tuple[Told, ...]
    conflicting: bool
    rejected: tuple[Rejected, ...]


async def answer(question: str, passages: Sequence[Passage], engine: Engine, actors: Actors) -> Checked:
    """The sentences that stand, in the order offered.

    Raises:
        ReplyError, EndpointError: as the engine does.
    """
    return check(await engine.answer(question, passages), passages, actors)


def check(offer: AnswerOffer, passages: Sequence[Passage], actors: Actors) -> Checked:
    """Holds an offer against the passages that it was made from."""
    cited = {citation.passage for item in offer.sentences for citation in item.citations}
    places = {passage.id: Places(passage.chunk) for passage in passages if passage.id in cited}
    told: dict[tuple[str, tuple[Quote, ...]], Told] = {}
    rejected: list[Rejected] = []
    for item in offer.sentences if offer.answered else ():
        sentence = _sentence(item, places, actors)
        if isinstance(sentence, Rejected):
            rejected.append(sentence)
        elif told.setdefault((fold(sentence.text), sentence.evidence), sentence) is not sentence:
            rejected.append(_refusal(item, "repeated", ""))
    stand = tuple(told.values())
    sources = {quote for sentence in stand for quote in sentence.evidence}
    return Checked(stand, offer.conflicting and len(sources) > 1, tuple(rejected))


def _sentence(item: ToldOffer, places: Mapping[str, Places], actors: Actors) -> Told | Rejected:
    """The sentence with its evidence, or the first reason why it does not stand."""
    unknown = [citation.passage for citation in item.citations if citation.passage not in places]
    if unknown or not item.citations:
        return _refusal(item, "unknown_citation" if unknown else "uncited", ", ".join(unknown))
    evidence: dict[Quote, None] = {}
    hedged = False
    for citation in item.citations:
        here = places[citation.passage]
        quote = here.locate(citation.words)
        if isinstance(quote, Miss):
            return _refusal(item, quote.reason, f"{citation.words!r}: {quote.passage}")
        evidence[here.widen(quote)] = None
        hedged = hedged or hedges(quote.text, item.text)
    cited = tuple(evidence)
    verbatim = any(fold(item.text) == fold(quote.text) for quote in cited)
    wrong = () if verbatim else _faults(item.text, cited, actors, hedged=hedged)
    if wrong:
        return _refusal(item, "not_carried", ", ".join(wrong))
    says = item.says if any(places[citation.passage].holds(item.says) for citation in item.citations) else ""
    return Told(item.text, says, verbatim, cited)


def _faults(said: str, evidence: Sequence[Quote], actors: Actors, *, hedged: bool) -> tuple[str, ...]:
    """What an answer's sentence says that its evidence does not: as in a briefing, and its other words too."""
    return (
        *faults(said, evidence, actors, hedged=hedged),
        *_unattributed(said, evidence, actors),
        *_foreign(said, evidence, actors),
    )


def _foreign(said: str, evidence: Sequence[Quote], actors: Actors) -> tuple[str, ...]:
    """The words of which the evidence has neither the stem nor a kindred one, where those are too many.

    A check on names and numbers alone would let "Kyiv agreed" rest on any sentence about Kyiv.
    """
    sentence = fold(said)
    names = [(mention.start, mention.end) for mention in actors.mentions(sentence)]
    told = frozenset(one for quote in evidence for one in stemmed(fold(quote.text)))
    ours = [
        match[0].casefold()
        for match in WORD.finditer(sentence)
        if not any(start <= match.start() < end for start, end in names)
    ]
    ours = [word for word in ours if word not in EMPTY_WORDS and stem(word) not in _TELLING]
    foreign = [word for word in ours if not any(told >= {*stemmed(other)} for other in (word, *kin(word)))]
    enough = len(ours) * OWN if len(ours) >= SHORT else 0
    return tuple(f"the word “{word}”" for word in foreign) if len(foreign) > enough else ()


def _unattributed(said: str, evidence: Sequence[Quote], actors: Actors) -> tuple[str, ...]:
    """A report inside a report is told as one: who reported it to the writer is named, as its reporter."""
    sentence = fold(said)
    for quote in evidence:
        text = fold(quote.text)
        report = _REPORTS.search(text)
        within = _WITHIN.search(text, report.end()) if report else None
        if report is None or within is None or not stems(sentence) & stems(text[within.start() :]):
            continue
        outer = text[: report.start()]
        if not _ATTRIBUTES.search(sentence) or not _names_any(sentence, outer, actors):
            return (f"without who reported it ({' '.join(outer.split())})",)
    return ()


def _names_any(sentence: str, outer: str, actors: Actors) -> bool:
    """Whether the sentence names whom `outer` names, by any alias, or by a word of it."""
    named = {mention.actor.name for mention in actors.mentions(outer)}
    ours = {mention.actor.name for mention in actors.mentions(sentence)}
    return bool(named & ours) or bool(stems(outer) & stems(sentence))


def _refusal(item: ToldOffer, reason: Reason, detail: str) -> Rejected:
    return Rejected("answer", item.text, reason, detail)
