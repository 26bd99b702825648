"""A review as text for a terminal: a line for each case, two versions side by side in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.cases.outcome import Line
from briefing.cases.review import Review, Row, Sheet
from briefing.records import Usage

WHOLE = frozenset(
    {"positions", "ungrounded", "refused", "mended", "issues", "left over", "findings", "found", "traps", "apparent"}
    | {"sentences", "right"}
)
"""The figures that are counts; the others are shares."""

Price = Callable[[int, int], float]


def table(review: Review, price: Price | None = None, currency: str = "") -> str:
    """The table of each prompt, what changed, what has no recording, without a line end."""
    blocks = [block for sheet in review.sheets for block in _sheet(sheet, review, price, currency)]
    return "\n\n".join([*blocks, "\n".join(unanswered(review, price, currency))] if review.calls else blocks)


def rows(sheet: Sheet, price: Price | None = None, currency: str = "") -> list[tuple[str, ...]]:
    """The cells of a prompt's table: heads, cases, all of them together."""
    costs = (f"cost, {currency}",) if price is not None else ()
    lines = [("case", *sheet.figures, "tokens in", "out", *costs, "")]
    for row in sheet.rows:
        told = [_cell(name, [version.values(name) for version in row.versions]) for name in sheet.figures]
        used = [(version.usage if version.whole else None) for version in row.versions]
        lines.append((row.case.name, *told, *_taken(used, price), verdict(row)))
    totals = [sheet.total(number) for number in range(len(sheet.labels))]
    if any(totals):
        told = [_cell(name, [[total[name]] if name in total else [] for total in totals]) for name in sheet.figures]
        used = [sheet.usage(number) if total else None for number, total in enumerate(totals)]
        lines.append(("all", *told, *_taken(used, price), ""))
    return lines


def verdict(row: Row) -> str:
    """Whether a case is as expected, and whether it changed."""
    if len(row.versions) > 1 and row.now.whole and not row.versions[0].whole:
        return f"{row.now.verdict}; the other version: no recording"
    return f"{row.now.verdict}; changed" if row.changed else row.now.verdict


def heading(sheet: Sheet, review: Review) -> str:
    """Which versions, and how often."""
    often = f", {review.runs} runs: mean (least–most)" if review.runs > 1 else ""
    return " → ".join(sheet.labels) + often


def refused(sheet: Sheet) -> str:
    """What was refused, by reason, in each version that has replies."""
    told = []
    for number in (place for place in range(len(sheet.labels)) if any(row.versions[place].whole for row in sheet.rows)):
        reasons = sorted(sheet.reasons(number).items(), key=lambda item: (-item[1], item[0]))
        told.append(", ".join(f"{count} {reason}" for reason, count in reasons) or "nothing")
    return "refused: " + (" → ".join(dict.fromkeys(told) if len(set(told)) == 1 else told) or "not known yet")


def mixed(sheet: Sheet) -> list[str]:
    """The cases of which one version was answered by one model and the other by another."""
    return [row.case.name for row in sheet.rows if len(row.models) > 1]


def unanswered(review: Review, price: Price | None = None, currency: str = "") -> Iterator[str]:
    """What has no recording, and what asking would take."""
    for sheet in review.sheets:
        for row in sheet.unanswered:
            for label, version in zip(sheet.labels, row.versions, strict=True):
                if not version.whole:
                    steps = dict.fromkeys(item.step for run in version.runs for item in run.missing)
                    yield f"no recording: {row.case.name} ({', '.join(steps)}), {label}"
    calls = f"{review.calls} call{'' if review.calls == 1 else 's'}"
    cost = f", ≈ {price(review.prompt_tokens, review.completion_tokens):.4f} {currency}" if price is not None else ""
    yield (
        f"--live would take {calls} at least: {review.prompt_tokens} tokens in, ≈ {review.completion_tokens} out{cost}"
    )


def marked(lines: Sequence[Line], sign: str) -> list[str]:
    """Lines that came or went."""
    return [f"  {sign} {' '.join(part for part in (line.state, said(line)) if part)}" for line in lines]


def said(line: Line) -> str:
    """A line in words: whose, what, and what is wrong with it."""
    head = " ".join(part for part in (line.who, f"[{line.label}]" if line.label else "") if part)
    told = f"{head}: {line.text}" if head else line.text
    return f"{told} ({line.why})" if line.why else told


def _sheet(sheet: Sheet, review: Review, price: Price | None, currency: str) -> Iterator[str]:
    yield "\n".join(
        [
            heading(sheet, review),
            aligned(rows(sheet, price, currency)),
            *([refused(sheet)] if "refused" in sheet.figures else []),
            *(f"answered by two models, which may be all the difference: {name}" for name in mixed(sheet)),
        ]
    )
    for row in sheet.rows:
        if row.changed:
            yield "\n".join([f"changed: {row.case.name}", *marked(row.went, "-"), *marked(row.came, "+")])


def _cell(name: str, versions: Sequence[Sequence[float]]) -> str:
    told = [_told(name, values) for values in versions]
    return told[0] if len(set(told)) == 1 else " → ".join(told)


def _told(name: str, values: Sequence[float]) -> str:
    """One value; or the mean of several, with the least and the most."""
    if not values:
        return "–"
    form = "{:.0f}" if name in WHOLE else "{:.3f}"
    least, most = form.format(min(values)), form.format(max(values))
    if least == most:
        return least
    mean = sum(values) / len(values)
    return f"{f'{mean:.1f}' if name in WHOLE else form.format(mean)} ({least}–{most})"


def _taken(versions: Sequence[Usage | None], price: Price | None) -> list[str]:
    """Tokens in, tokens out, and what they cost where a price is known; of each version, where they differ."""
    told = [
        (str(used.prompt_tokens), str(used.completion_tokens))
        + ((f"{price(used.prompt_tokens, used.completion_tokens):.4f}",) if price is not None else ())
        if used is not None
        else ("–",) * (2 if price is None else 3)
        for used in versions
    ]
    return [" → ".join(dict.fromkeys(cells) if len(set(cells)) == 1 else cells) for cells in zip(*told, strict=True)]


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Columns two blanks apart, the first and the last to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in (0, len(widths) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
