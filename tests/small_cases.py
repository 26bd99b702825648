"""A project with golden cases of its own on the dispute over the pier, and a model that is scripted to answer them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.annotated import jsonl, row
from tests.loopback import Answer, said
from tests.scripted import material, statement, step

NORTH = "Norway insists that the pier must close."
SOUTH = "Sweden warns that the pier must stay open."
TEXT = f"{NORTH}\n\n{SOUTH}\n\nThe pier was shut in May.\n"
CASE = """\
prompt: extract
title: The pier
articles: [pier.txt]
gold: .
at_least: {recall: 0.9}
at_most: {ungrounded: 0}
"""
ROWS = [
    row("p1", "Norway", "Norway", ["s1"], "demands", "attributed", "core"),
    row("p2", "Sweden", "Sweden", ["s2"], "warns", "attributed", "core"),
]


def project(folder: Path, *, text: str = TEXT, case: str = CASE) -> Path:
    """Writes briefing.toml and one case with its article and annotations; gives the folder of the cases."""
    cases = folder / "evals" / "cases"
    cases.mkdir(parents=True)
    (folder / "briefing.toml").write_text('model = "served"\n')
    (cases / "pier.yaml").write_text(case, encoding="utf-8")
    (cases / "pier.txt").write_text(text, encoding="utf-8")
    (cases / "pier.jsonl").write_text(jsonl(ROWS), encoding="utf-8")
    (cases / "pier.sents.tsv").write_text(f"s1\t{NORTH}\ns2\t{SOUTH}\n", encoding="utf-8")
    return cases


def read_both(body: dict[str, Any]) -> Answer:
    """What a careful model reads in the article."""
    return answer(statement(NORTH, "Norway"), statement(SOUTH, "Sweden", stance="warns"))(body)


def answer(*statements: dict[str, Any]) -> Callable[[dict[str, Any]], Answer]:
    """A model that offers these statements, and mends nothing."""

    def script(body: dict[str, Any]) -> Answer:
        mending = step(body) == "mend"
        assert material(body, "article")
        return said(json.dumps({"mended": []} if mending else {"statements": list(statements), "accounts": []}))

    return script
