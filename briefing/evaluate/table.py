"""An evaluation as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.evaluate.evaluation import Evaluation, Figures

_HEAD = (
    *("article", "predicted", "matched", "core", "found", "precision", "recall", "F1"),
    *("stance", "voice", "hedges lost", "ungrounded"),
)


def table(evaluation: Evaluation) -> str:
    """The figures by article and in all, the stances confused, the conflicts and the rest, without a line end."""
    blocks = [_aligned([_HEAD, *_figures(evaluation)])]
    if evaluation.total.stance_confusion:
        blocks.append(_confusion(evaluation.total.stance_confusion))
    blocks.append("\n".join(_remarks(evaluation)))
    return "\n\n".join(blocks)


def _figures(evaluation: Evaluation) -> list[Sequence[str]]:
    alone = [_row(name, figures) for name, figures in evaluation.articles.items()]
    return [*alone, _row("all", evaluation.total)]


def _row(name: str, figures: Figures) -> Sequence[str]:
    counts = (figures.predicted, figures.matched, figures.core, figures.found)
    shares = (figures.precision, figures.recall, figures.f1, figures.stance_accuracy, figures.voice_accuracy)
    return (
        name,
        *map(str, counts),
        *("–" if share is None else f"{share:.3f}" for share in shares),
        str(figures.hedges_lost),
        str(figures.ungrounded),
    )


def _confusion(counts: Mapping[str, Mapping[str, int]]) -> str:
    """Stances offered down, annotated across."""
    annotated = sorted({stance for row in counts.values() for stance in row})
    rows = [
        (offered or "none", *(str(row[stance]) if stance in row else "·" for stance in annotated))
        for offered, row in counts.items()
    ]
    return _aligned([("offered, annotated →", *annotated), *rows])


def _remarks(evaluation: Evaluation) -> list[str]:
    conflicts = evaluation.conflicts
    remarks = [f"rejected: {evaluation.rejected_share:.1%} of what the reading offered"]
    if conflicts:
        remarks.insert(
            0,
            f"conflicts: {conflicts.found} of {conflicts.total} found, {conflicts.false} false, "
            f"{conflicts.apparent_right} rightly called apparent or not",
        )
    if evaluation.unscored:
        remarks.append(f"not scored: {evaluation.unscored} positions without evidence in an annotated article")
    if evaluation.ungrounded_elsewhere:
        remarks.append(f"ungrounded in accounts and findings: {evaluation.ungrounded_elsewhere}")
    return remarks + [f"article missing: {name}" for name in evaluation.missing]


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )
