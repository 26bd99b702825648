"""Every figure on the annotated articles as a table in Markdown, with the command of each row (`make figures`).

A row is a name, who read, and the arguments of `briefing evaluate`; to measure something else, add a row.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        articles: which, and whether they were in view while the engine was written.
        arguments: what follows `briefing evaluate`, run at the project's root.
    """

    articles: str
    engine: str
    arguments: str


RECORDED = "briefings/recorded"
"""Where `python -m tests.recorded_sets` writes what the recordings give."""
BLIND = "evals/blind/gold --articles evals/blind/articles"
ROWS = (
    Row("seeds, tuned on", "model, recorded", "docs/example/2026-11-22-ukraine.json evals/seeds --articles seeds"),
    Row(
        "held-out",
        "model, recorded",
        f"{RECORDED}/held-out.json evals/held-out/gold --articles evals/held-out/articles",
    ),
    Row("blind, misses not read", "model, recorded", f"{RECORDED}/blind.json {BLIND}"),
    Row("two days", "model, recorded", f"{RECORDED}/tuesday.json evals/days/gold --articles evals/days"),
    Row("seeds, tuned on", "rules", "seeds evals/seeds --engine rules"),
    Row("tuning, tuned on", "rules", "evals/tuning/articles evals/tuning/gold --engine rules"),
    Row("held-out, no longer blind", "rules", "evals/held-out/articles evals/held-out/gold --engine rules"),
    Row("more-tuning, tuned on", "rules", "evals/more-tuning/articles evals/more-tuning/gold --engine rules"),
    Row("validation, misses not read", "rules", "evals/validation/articles evals/validation/gold --engine rules"),
    Row("blind, misses not read", "rules", "evals/blind/articles evals/blind/gold --engine rules"),
)
SHARES = ("precision", "recall", "f1", "stance_accuracy", "voice_accuracy")
HEAD = (
    *("", "articles", "read by", "number", "precision", "recall", "F1", "stance", "voice", "nested", "hedges lost"),
    *("ungrounded", "conflicts", "false", "issues", "together", "changes", "rejected", "calls", "tokens"),
)
NOTE = """\
In brackets the 95 % interval: the percentile bootstrap over the articles, of which there are few. *Nested*: annotated
positions that somebody reports to the writer, found with their reporter. *False*: traps shown as conflicts. *Together*:
annotated conflicts and agreements with all sides in one issue. *Changes*: planted changes reported, and planted
non-changes left alone. *Rejected*: of what the reading offered. *Calls* and *tokens* (in and out) are for each article,
without what came from the store. What each figure is: [annotating.md](annotating.md#how-a-briefing-is-scored).
"""


def measured(row: Row) -> dict[str, Any]:
    """The figures of a row, as `briefing evaluate --json` gives them.

    Raises:
        SystemExit: the command gave none; what it said is the message.
    """
    command = [sys.executable, "-m", "briefing", "evaluate", *row.arguments.split(), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise SystemExit(f"briefing evaluate {row.arguments}\n{done.stderr}")
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def cells(number: int, row: Row, data: Mapping[str, Any]) -> Sequence[str]:
    """The cells of one line."""
    changes, cost, issues = data["changes"], data["cost"], data["issues"]
    return (
        str(number),
        row.articles,
        row.engine,
        str(len(data["articles"])),
        *(_share(data[name], data["intervals"][name]) if data["articles"] else "–" for name in SHARES),
        f"{data['nested_found']} of {data['nested_rows']}" if data["nested_rows"] else "–",
        str(data["hedges_lost"]),
        str(data["ungrounded"] + data["ungrounded_elsewhere"]),
        "–" if data["conflicts"] is None else f"{data['conflicts_found']} of {data['conflicts']}",
        "–" if data["conflicts"] is None else str(data["conflicts_false"]),
        str(issues["total"]),
        f"{issues['together']} of {issues['annotated']}" if issues["annotated"] else "–",
        f"{changes['right']} of {changes['planted']}, {changes['kept_still']} of {changes['still']}"
        if changes
        else "–",
        f"{data['rejected_share']:.1%}",
        f"{cost['calls_per_article']:g}" if cost else "–",
        f"{cost['prompt_tokens_per_article']:.0f} + {cost['completion_tokens_per_article']:.0f}" if cost else "–",
    )


def _share(share: float | None, interval: Sequence[float] | None) -> str:
    if share is None:
        return "–"
    return f"{share:.3f}" + (f" ({interval[0]:.2f}–{interval[1]:.2f})" if interval else "")


def page(rows: Sequence[Row]) -> str:
    """The table, and the command of each of its lines."""
    lines = [cells(number, row, measured(row)) for number, row in enumerate(rows, 1)]
    table = [f"| {' | '.join(line)} |" for line in (HEAD, ["---"] * len(HEAD), *lines)]
    commands = [f"{number}. `briefing evaluate {row.arguments}`" for number, row in enumerate(rows, 1)]
    return "\n".join([*table, "", NOTE, *commands])


if __name__ == "__main__":
    print(page(ROWS))
