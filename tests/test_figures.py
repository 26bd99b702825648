"""The table of all figures."""

from __future__ import annotations

import json

from briefing.evaluate import evaluate
from evals.figures import HEAD, NOTE, ROOT, Row, page
from tests.example import NAME

BRIEFING = f"docs/example/{NAME}.json"


def test_a_line_of_the_table_stands_for_what_its_command_prints() -> None:
    arguments = f"{BRIEFING} evals/seeds --articles seeds --resamples 0"
    head, _, line, _, *rest = page([Row("seeds", "model", arguments)]).split("\n")
    told = dict(zip(HEAD, line.strip("| ").split(" | "), strict=False))
    scored = evaluate(json.loads((ROOT / BRIEFING).read_text(encoding="utf-8")), ROOT / "evals/seeds", ROOT / "seeds")
    assert head == f"| {' | '.join(HEAD)} |"
    assert (told["articles"], told["read by"], told["number"]) == ("seeds", "model", "5")
    assert told["F1"] == f"{scored.total.f1:.3f}"
    assert told["nested"] == f"{scored.total.nested_found} of {scored.total.nested_rows}"
    assert scored.conflicts is not None
    assert told["conflicts"] == f"{scored.conflicts.found} of {scored.conflicts.total}"
    assert "\n".join(rest) == f"{NOTE}\n1. `briefing evaluate {arguments}`"
