"""Findings and issues, held against the annotated conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from briefing.evaluate.evaluation import Conflicts, Issues
from briefing.evaluate.gold import CONFLICTING, Conflict, Gold
from briefing.evaluate.spans import Span, meet
from briefing.shape import AccountShape, BriefingShape, Evidence, FindingShape, PositionShape

_Places = list[tuple[str, Span]]
_Entry = PositionShape | AccountShape


def judge_conflicts(findings: Sequence[FindingShape], gold: Gold) -> tuple[Conflicts | None, list[str]]:
    """How the findings fared, and a line for each conflict that was missed or is none."""
    if gold.conflicts is None:
        return None, []
    offered = [finding for finding in findings if finding.kind in CONFLICTING]
    hits = [(row, _showing(offered, _sides(row, gold))) for row in gold.conflicts]
    real = [(row, found) for row, found in hits if row.kind in CONFLICTING]
    traps = [(row, found) for row, found in hits if row.kind not in CONFLICTING]
    outcome = Conflicts(
        total=len(real),
        found=sum(bool(found) for _, found in real),
        false=sum(bool(found) for _, found in traps),
        apparent_right=sum(any(row.apparent in ("either", hit.apparent) for hit in found) for row, found in real),
    )
    missed = [f"conflict missed  {row.id} {row.issue}" for row, found in real if not found]
    false = [f"no conflict, but reported  {row.id} {row.issue}" for row, found in traps if found]
    return outcome, missed + false


def judge_issues(offered: BriefingShape, gold: Gold) -> tuple[Issues, list[str]]:
    """How many issues there are, which annotated sides one of them holds, and a line for each conflict torn apart.

    An agreement's sides belong together as a conflict's do; a trap of another kind says nothing about its sides.
    """
    entries: list[_Entry] = [*offered.positions, *offered.accounts]
    rows = [row for row in gold.conflicts or () if row.kind in {*CONFLICTING, "agreement"}]
    apart = []
    for row in rows:
        held = [_issues_of(side, entries) for side in _sides(row, gold)]
        if not held or not set.intersection(*held):
            shown = "; ".join(f"side {number} {_named(names)}" for number, names in enumerate(held, 1))
            apart.append(f"apart  {row.id} {row.issue}: {shown}")
    names = {entry.issue for entry in entries if entry.issue}
    return Issues(total=len(names), annotated=len(rows), together=len(rows) - len(apart)), apart


def _issues_of(side: _Places, entries: Sequence[_Entry]) -> set[str]:
    """The issues of the positions and accounts that rest on words of one side."""
    return {entry.issue for entry in entries if entry.issue and any(_meets(item, side) for item in entry.evidence)}


def _named(issues: set[str]) -> str:
    return "in " + ", ".join(f"“{name}”" for name in sorted(issues)) if issues else "in none"


def _sides(row: Conflict, gold: Gold) -> list[_Places]:
    """Where the quotations of each side stand."""
    return [[(passage.article, span) for passage in side for span in gold.find(passage)] for side in row.sides]


def _showing(findings: Sequence[FindingShape], sides: Sequence[_Places]) -> list[FindingShape]:
    """The findings two of whose sides overlap quotations of two different sides."""
    return [
        finding
        for finding in findings
        if any(
            a != b
            for one, other in combinations([_met(side, sides) for side in finding.sides], 2)
            for a in one
            for b in other
        )
    ]


def _met(side: AccountShape, sides: Sequence[_Places]) -> set[int]:
    """The numbers of the annotated sides that the evidence of one side of a finding overlaps."""
    return {number for number, spans in enumerate(sides) if any(_meets(item, spans) for item in side.evidence)}


def _meets(item: Evidence, side: _Places) -> bool:
    return any(item.name == name and meet(item.span, span) for name, span in side)
