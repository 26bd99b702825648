"""The quotations of a briefing's JSON, each against its article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from briefing.shape import BriefingShape, Evidence
from briefing.typography import fold
from briefing.verify.texts import Texts
from briefing.verify.verdict import Verdict, at_place


def check(briefing: BriefingShape, texts: Texts) -> Verdict:
    """Each piece of evidence must be the words at its offsets, and each speaker must stand in the article."""
    folded = cache(lambda source: [fold(text).casefold() for text in texts(source)])
    faults: list[str] = []
    sources: dict[str, None] = {}
    checked = 0
    for where, speaker, evidence in _cited(briefing):
        checked += max(1, len(evidence))
        if not evidence:
            faults.append(f"{where}: has no quotation")
            continue
        wrong = [at_place(item.article, item.start, item.end, item.text, texts) for item in evidence]
        sources |= dict.fromkeys(item.article for item in evidence)
        if speaker and not any(wrong) and not _speaks(speaker, folded(evidence[0].article)):
            wrong.append(f"the speaker {speaker} does not stand in {evidence[0].article}")
        faults += [f"{where}: {fault}" for fault in wrong if fault]
    return Verdict(checked, len(sources), tuple(faults))


def _cited(briefing: BriefingShape) -> Iterator[tuple[str, str, Sequence[Evidence]]]:
    """Everything that cites: where it is, its speaker if it has one, its evidence."""
    for position in briefing.positions:
        yield f"position {position.id}", position.speaker, position.evidence
    for account in briefing.accounts:
        yield f"account {account.id}", "", account.evidence
    for finding in briefing.findings:
        for side in finding.sides:
            yield f"finding {finding.id}, {side.label}", "", side.evidence


def _speaks(speaker: str, texts: Sequence[str]) -> bool:
    """Every word of the speaker as written stands in the article; the order is the step's to check, not a reader's."""
    words = fold(speaker).casefold().split()
    return any(all(word in text for word in words) for text in texts)
