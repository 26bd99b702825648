"""Hold a briefing against annotations: what was found, what is wrong, what was missed.

    briefing, gold, articles → judged positions, judged conflicts → `Evaluation` → `table`

`evals/README.md` says what is annotated and how it is scored. The comparison of names here is the gold set's own and
shares nothing with the program's gazetteer: a yardstick must not be cut from the cloth that it measures.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.evaluate.conflicts import judge_conflicts
from briefing.evaluate.evaluation import Conflicts, Evaluation, Figures
from briefing.evaluate.gold import Gold, open_gold
from briefing.evaluate.positions import astray, figures, judge, notes
from briefing.evaluate.table import table
from briefing.shape import BriefingShape, load, parse

__all__ = ["Conflicts", "Evaluation", "Figures", "evaluate", "load", "table"]


def evaluate(briefing: Mapping[str, Any], gold: Path, articles: Path) -> Evaluation:
    """Score `briefing`, a briefing's JSON, against the annotations in the folder `gold`.

    Args:
        articles: the folder of the articles' files, `<name>.txt` for `<name>.jsonl` in `gold`, at any depth.

    Raises:
        UsageError: the briefing has another shape, a folder is missing, or an annotation cannot be read.
    """
    offered = parse(briefing)
    annotated = open_gold(gold, articles)
    judged = judge(offered.positions, annotated)
    conflicts, conflict_notes = judge_conflicts(offered.findings, annotated)
    elsewhere = [item for item in offered.other_evidence if astray(item, annotated)]
    return Evaluation(
        total=figures(judged, annotated),
        articles={name: _one(offered, annotated, name) for name in annotated.articles},
        conflicts=conflicts,
        ungrounded_elsewhere=len(elsewhere),
        unscored=len(offered.positions) - len(judged),
        rejected_share=round(offered.rejected_share, 3),
        missing=annotated.missing,
        misses=(
            *notes(judged, annotated),
            *(f"ungrounded  {item.name} in an account or a finding: {item.shown}" for item in elsewhere),
            *conflict_notes,
            *annotated.faults,
            *(f"article missing  {name}" for name in annotated.missing),
        ),
    )


def _one(offered: BriefingShape, gold: Gold, name: str) -> Figures:
    """The figures of one article, as if it were the only one annotated."""
    alone = gold.only(name)
    return figures(judge(offered.positions, alone), alone)
