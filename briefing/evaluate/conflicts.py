"""Findings, held against the annotated conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from briefing.evaluate.evaluation import Conflicts
from briefing.evaluate.gold import CONFLICTING, Conflict, Gold
from briefing.evaluate.spans import Span, meet
from briefing.shape import AccountShape, FindingShape

_Places = list[tuple[str, Span]]


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
    return {
        number
        for number, spans in enumerate(sides)
        if any(item.name == name and meet(item.span, span) for item in side.evidence for name, span in spans)
    }
