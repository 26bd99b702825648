"""From findings to the bottom line: a few sentences, each carried by the positions and accounts that it cites."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.carry import faults
from briefing.engine import Engine
from briefing.offers import SentenceOffer
from briefing.records import Finding, Issue, Rejected, Sentence, translations


@dataclass(frozen=True, slots=True)
class Summary:
    """The bottom line, and what was offered and not taken."""

    sentences: tuple[Sentence, ...]
    rejected: tuple[Rejected, ...]


async def summarise(issues: Sequence[Issue], findings: Sequence[Finding], engine: Engine, actors: Actors) -> Summary:
    """The sentences that stand; one that does not is dropped."""
    if not issues:
        return Summary((), ())
    offer = await engine.summarise(issues, findings)
    positions = {position.id: position for issue in issues for position in issue.positions}
    accounts = {account.id: account for issue in issues for account in issue.accounts}
    sentences: list[Sentence] = []
    rejected: list[Rejected] = []
    for item in offer.sentences:
        refusal = _refuse_citations(item, {*positions, *accounts})
        sentence = Sentence(
            item.text,
            tuple(positions[ident] for ident in dict.fromkeys(item.cites) if ident in positions),
            tuple(accounts[ident] for ident in dict.fromkeys(item.cites) if ident in accounts),
        )
        if refusal is None and (wrong := _faults(sentence, actors)):
            refusal = Rejected("summarise", item.text, "not_carried", ", ".join(wrong))
        if refusal is None:
            sentences.append(sentence)
        else:
            rejected.append(refusal)
    return Summary(tuple(sentences), tuple(rejected))


def _refuse_citations(item: SentenceOffer, known: set[str]) -> Rejected | None:
    unknown = [ident for ident in item.cites if ident not in known]
    if unknown:
        return Rejected("summarise", item.text, "unknown_citation", ", ".join(unknown))
    return None if item.cites else Rejected("summarise", item.text, "uncited", "")


def _faults(sentence: Sentence, actors: Actors) -> tuple[str, ...]:
    named = [text for item in sentence.positions for text in (item.actor.name, item.speaker, *item.via)]
    ours = translations((*sentence.positions, *sentence.accounts))
    return faults(sentence.text, sentence.evidence, actors, named=named, translations=ours)
