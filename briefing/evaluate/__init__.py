"""Hold a briefing against annotations: what was found, what is wrong, what was missed.

    briefing, gold, articles → judged positions, conflicts, issues, changes → `Evaluation` → `table`
    two briefings → `Against` → `compared`

`docs/annotating.md` says what is annotated and how it is scored. The comparison of names here is the gold set's own and
shares nothing with the program's gazetteer: a yardstick must not be cut from the cloth that it measures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.evaluate.against import Against, against
from briefing.evaluate.bootstrap import RESAMPLES, intervals
from briefing.evaluate.changes import Changes, judge_changes
from briefing.evaluate.conflicts import judge_conflicts, judge_issues
from briefing.evaluate.evaluation import Conflicts, Cost, Evaluation, Figures, Issues
from briefing.evaluate.gold import Gold, open_gold
from briefing.evaluate.positions import Scored, astray, count, figures, judge, notes
from briefing.evaluate.table import compared, table
from briefing.shape import BriefingShape, load, parse

__all__ = [
    "RESAMPLES",
    "Against",
    "Changes",
    "Conflicts",
    "Cost",
    "Evaluation",
    "Figures",
    "Issues",
    "compare",
    "compared",
    "evaluate",
    "load",
    "open_gold",
    "table",
]


def evaluate(
    briefing: Mapping[str, Any], gold: Path, articles: Path | Sequence[Path], *, resamples: int = RESAMPLES
) -> Evaluation:
    """Score `briefing`, a briefing's JSON, against the annotations in the folder `gold`.

    Args:
        articles: the articles' files, `<name>.txt` for `<name>.jsonl` in `gold`, or folders of them at any depth.
        resamples: of the bootstrap over articles; 0 for no intervals.

    Raises:
        UsageError: the briefing has another shape, a folder is missing, or an annotation cannot be read.
    """
    offered = parse(briefing)
    annotated = open_gold(gold, articles)
    scored = _scored(offered, annotated)
    conflicts, conflict_notes = judge_conflicts(offered.findings, annotated)
    issues, issue_notes = judge_issues(offered, annotated)
    changes, change_notes = judge_changes(offered.changes, gold, articles)
    elsewhere = [item for item in offered.other_evidence if astray(item, annotated)]
    return Evaluation(
        total=figures(scored.judged, annotated),
        articles={name: figures(one.judged, annotated.only(name)) for name, one in scored.alone.items()},
        intervals=intervals([one.counts for one in scored.alone.values()], resamples),
        resamples=resamples,
        conflicts=conflicts,
        issues=issues,
        changes=changes,
        cost=_cost(offered),
        ungrounded_elsewhere=len(elsewhere),
        unscored=len(offered.positions) - len(scored.judged),
        rejected_share=round(offered.rejected_share, 3),
        missing=annotated.missing,
        misses=(
            *notes(scored.judged, annotated),
            *(f"ungrounded  {item.name} in an account or a finding: {item.shown}" for item in elsewhere),
            *conflict_notes,
            *issue_notes,
            *change_notes,
            *annotated.faults,
            *(f"article missing  {name}" for name in annotated.missing),
        ),
    )


def compare(
    briefing: Mapping[str, Any],
    other: Mapping[str, Any],
    gold: Path,
    articles: Path | Sequence[Path],
    *,
    resamples: int = RESAMPLES,
) -> Against:
    """What `briefing` wins and loses beside `other`; the rest as in `evaluate`."""
    annotated = open_gold(gold, articles)
    return against(_scored(parse(briefing), annotated), _scored(parse(other), annotated), annotated, resamples)


def _scored(offered: BriefingShape, gold: Gold) -> Scored:
    """The positions, judged and counted: all, and those of each article as if it were the only one annotated."""
    whole = judge(offered.positions, gold)
    alone = {}
    for name in gold.articles:
        only = gold.only(name)
        judged = judge(offered.positions, only)
        alone[name] = Scored(judged, count(judged, only))
    return Scored(whole, count(whole, gold), alone)


def _cost(offered: BriefingShape) -> Cost | None:
    used = offered.run.usage.values()
    if not used:
        return None
    return Cost(
        articles=len(offered.articles),
        calls=sum(step.calls for step in used),
        stored=sum(step.stored for step in used),
        prompt_tokens=sum(step.prompt_tokens for step in used),
        completion_tokens=sum(step.completion_tokens for step in used),
    )
