"""An evaluation, or two runs held against each other, as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.evaluate.against import Against
from briefing.evaluate.bootstrap import FEW, Interval
from briefing.evaluate.counts import SHARES
from briefing.evaluate.evaluation import Cost, Evaluation, Figures

_HEAD = (
    *("article", "predicted", "matched", "core", "found", "precision", "recall", "F1"),
    *("stance", "voice", "via", "hedges lost", "ungrounded"),
)
_NAMES = dict(zip(SHARES, ("precision", "recall", "F1", "stance", "voice", "via"), strict=True))


def table(evaluation: Evaluation) -> str:
    """The figures by article and in all, their intervals, the stances confused, and the rest, without a line end."""
    blocks = [_aligned([_HEAD, *_figures(evaluation)])]
    if any(evaluation.intervals.values()):
        blocks.append(_intervals(evaluation))
    if evaluation.total.stance_confusion:
        blocks.append(_confusion(evaluation.total.stance_confusion))
    blocks.append("\n".join(_remarks(evaluation)))
    return "\n\n".join(blocks)


def _figures(evaluation: Evaluation) -> list[Sequence[str]]:
    alone = [_row(name, figures) for name, figures in evaluation.articles.items()]
    return [*alone, _row("all", evaluation.total)]


def _row(name: str, figures: Figures) -> Sequence[str]:
    counts = (figures.predicted, figures.matched, figures.core, figures.found)
    return (
        name,
        *map(str, counts),
        *(_share(getattr(figures, share)) for share in SHARES),
        str(figures.hedges_lost),
        str(figures.ungrounded),
    )


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _intervals(evaluation: Evaluation) -> str:
    """Each share in all beside its interval, and what that means."""
    rows = [
        (_NAMES[name], _share(getattr(evaluation.total, name)), _range(evaluation.intervals[name])) for name in SHARES
    ]
    return _aligned([("all", "share", "95 % interval"), *rows]) + "\n" + _method(evaluation)


def _range(interval: Interval | None, form: str = ".3f") -> str:
    return "–" if interval is None else f"{interval[0]:{form}} to {interval[1]:{form}}"


def _method(evaluation: Evaluation) -> str:
    number = len(evaluation.articles)
    told = f"Percentile bootstrap over the {number} articles, {evaluation.resamples} resamples."
    if number >= FEW:
        return told
    return (
        f"{told} Of so few the interval is wide, and still too narrow:\n"
        "it tells how much hangs on which of these articles were taken, not how other articles would be read."
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
    total, conflicts, issues, changes = evaluation.total, evaluation.conflicts, evaluation.issues, evaluation.changes
    remarks = []
    if conflicts:
        remarks.append(
            f"conflicts: {conflicts.found} of {conflicts.total} found, {conflicts.false} false, "
            f"{conflicts.apparent_right} rightly called apparent or not"
        )
    together = f"; of {issues.annotated} conflicts and agreements {issues.together} have all sides in one issue"
    remarks.append(f"issues: {issues.total}{together if issues.annotated else ''}")
    if changes:
        remarks.append(
            f"changes: {changes.right} of {changes.planted} reported, {changes.kept_still} of {changes.still} "
            f"non-changes left alone, {changes.others} others reported"
        )
    if total.nested_rows:
        remarks.append(
            f"nested: {total.nested_found} of {total.nested_rows} annotated ones found with their reporter; "
            f"of the positions that match one, {total.via_right} of {total.nested} name the reporter"
        )
    if total.via_invented:
        remarks.append(f"reporters named where there are none: {total.via_invented}")
    if evaluation.cost:
        remarks.append(_cost(evaluation.cost))
    remarks.append(f"rejected: {evaluation.rejected_share:.1%} of what the reading offered")
    if evaluation.unscored:
        remarks.append(f"not scored: {evaluation.unscored} positions without evidence in an annotated article")
    if evaluation.ungrounded_elsewhere:
        remarks.append(f"ungrounded in accounts and findings: {evaluation.ungrounded_elsewhere}")
    return remarks + [f"article missing: {name}" for name in evaluation.missing]


def _cost(cost: Cost) -> str:
    each = cost.per_article
    return (
        f"an article: {each(cost.calls):g} calls, {each(cost.prompt_tokens):g} tokens in, "
        f"{each(cost.completion_tokens):g} out; {cost.stored} replies from the store, which count no tokens"
    )


def compared(outcome: Against) -> str:
    """Two runs held against each other, without a line end."""
    rows = [
        (
            _NAMES[name],
            _share(one.this),
            _share(one.against),
            "–" if one.difference is None else f"{one.difference:+.3f}",
            _range(one.interval, "+.3f"),
        )
        for name, one in outcome.shares.items()
    ]
    blocks = [_aligned([("all", "this", "against", "difference", "95 % interval, paired"), *rows])]
    listed = {
        "positions won": outcome.won,
        "positions lost": outcome.lost,
        "wrong predictions that came": outcome.came,
        "wrong predictions that went": outcome.went,
    }
    blocks += ["\n".join([f"{name}: {len(lines)}", *(f"  {line}" for line in lines)]) for name, lines in listed.items()]
    return "\n\n".join(blocks)


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in rows
    )
