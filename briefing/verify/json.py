"""The quotations of a briefing's JSON, each against its article; and its citations, each against what it cites."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import cache

from briefing.shape import AccountShape, BriefingShape, Citing, Evidence, PositionShape
from briefing.typography import fold
from briefing.verify.texts import Texts
from briefing.verify.verdict import Verdict, at_place


def check(briefing: BriefingShape, texts: Texts) -> Verdict:
    """Each piece of evidence must be the words at its offsets, each speaker stand in the article, each id be there."""
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
    return Verdict(checked, len(sources), (*faults, *_astray(briefing)))


def _cited(briefing: BriefingShape) -> Iterator[tuple[str, str, Sequence[Evidence]]]:
    """Everything that cites: where it is, its speaker if it has one, its evidence."""
    for position in briefing.positions:
        yield f"position {position.id}", position.speaker, position.evidence
    for account in briefing.accounts:
        yield f"account {account.id}", "", account.evidence
    for finding in briefing.findings:
        for side in finding.sides:
            yield f"finding {finding.id}, {side.label}", "", side.evidence

    for position in (*briefing.not_seen, *briefing.doubtful):
        yield f"earlier position {position.id}", position.speaker, position.evidence
    for change in briefing.changes:
        for position in (*change.before, *change.after):
            yield f"change {change.id}, position {position.id}", position.speaker, position.evidence


def _astray(briefing: BriefingShape) -> Iterator[str]:
    """A fault for each id that is there twice or not at all, and for what is quoted from none of the entries cited."""
    entries: dict[str, PositionShape | AccountShape] = {}
    for kind, found in (("position", briefing.positions), ("account", briefing.accounts)):
        for entry in found:
            if f"{kind} {entry.id}" in entries:
                yield f"{kind} {entry.id}: is there twice"
            entries[f"{kind} {entry.id}"] = entry
    for finding in briefing.findings:
        for side in finding.sides:
            where = f"finding {finding.id}, {side.label}"
            cited = _ids(side)
            yield from _dangling(where, cited, entries)
            theirs = {_place(item) for name in cited if name in entries for item in entries[name].evidence}
            for item in side.evidence:
                if _place(item) not in theirs:
                    yield f"{where}: quotes what nothing that it cites has: {item.text}"
    for number, sentence in enumerate(briefing.bottom_line, start=1):
        yield from _dangling(f"bottom line, sentence {number}", _ids(sentence), entries)


def _place(item: Evidence) -> tuple[str, int, int]:
    return item.article, item.start, item.end


def _ids(part: Citing) -> list[str]:
    return [*(f"position {name}" for name in part.positions), *(f"account {name}" for name in part.accounts)]


def _dangling(where: str, cited: Sequence[str], entries: Container[str]) -> Iterator[str]:
    if not cited:
        yield f"{where}: cites nothing"
    for name in cited:
        if name not in entries:
            yield f"{where}: cites {name}, which is not there"


def _speaks(speaker: str, texts: Sequence[str]) -> bool:
    """Every word of the speaker as written stands in the article; the order is the step's to check, not a reader's."""
    words = fold(speaker).casefold().split()
    return any(all(word in text for word in words) for text in texts)
