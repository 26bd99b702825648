"""A small annotated set to score against, and the briefings that are held against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.evaluate import Evaluation, evaluate

SENTENCES = {
    "one": {
        "s1": "Kyiv demands firm guarantees.",
        "s2": "“No deal without Ukraine,” Warsaw said.",
        "s3": "Berlin reportedly supports the talks.",
        "s4": "The envoys met on Monday.",
        "s5": "Nobody commented at length.",
        "s6": "Kyiv again asked for guarantees.",
    },
    "two": {"s1": "The talks covered territory.", "s2": "Kyiv was told in advance."},
}
TEXTS = {name: "\n\n".join(parts.values()) + "\n" for name, parts in SENTENCES.items()}


def row(
    ident: str, actor: str, written: str, evidence: list[str], stance: str, reported: str, weight: str
) -> dict[str, Any]:
    """An annotated position."""
    return {
        "id": ident,
        "evidence": evidence,
        "actor": [actor],
        "as_written": written,
        "stance": [stance],
        "issue": "the talks",
        "statement": f"{actor} has a view.",
        "reported": reported,
        "weight": weight,
    }


ROWS: dict[str, list[dict[str, Any]]] = {
    "one": [
        row("p1", "Ukraine", "Kyiv", ["s1", "s6"], "demands", "ascribed", "core"),
        row("p2", "Poland", "Warsaw", ["s2"], "demands", "quoted", "core"),
        row("p3", "Germany", "Berlin", ["s3"], "supports", "ascribed-hedged", "core"),
        row("p4", "Russia", "Moscow", ["s4"], "claims", "attributed", "optional"),
    ],
    "two": [row("p1", "Ukraine", "Kyiv", ["s2"], "claims", "attributed", "core")],
}
CONFLICTS: list[dict[str, Any]] = [
    {
        "id": "c1",
        "issue": "Was Kyiv told?",
        "kind": "report_conflict",
        "apparent": True,
        "sides": [
            [{"article": "one", "quote": "Kyiv demands firm guarantees."}],
            [{"article": "two", "quote": "Kyiv was told in advance."}],
        ],
    },
    {
        "id": "n1",
        "issue": "Territory",
        "kind": "compatible",
        "apparent": "either",
        "sides": [
            [{"article": "one", "quote": "The envoys met on Monday."}],
            [{"article": "two", "quote": "The talks covered territory."}],
        ],
    },
]


def jsonl(rows: list[dict[str, Any]]) -> str:
    """The rows, one a line."""
    return "".join(json.dumps(one) + "\n" for one in rows)


@dataclass(frozen=True)
class Small:
    """The small set as files."""

    gold: Path
    articles: Path

    def score(self, *positions: dict[str, Any], **other: Any) -> Evaluation:
        """A briefing of these positions, held against it."""
        return evaluate({"positions": positions, **other}, self.gold, self.articles)

    def annotate(self, name: str, *rows: dict[str, Any]) -> None:
        """Put other rows in the place of a file's."""
        (self.gold / f"{name}.jsonl").write_text(jsonl(list(rows)), encoding="utf-8")


def small_set(folder: Path) -> Small:
    """The small set, written into a folder."""
    small = Small(folder / "gold", folder / "articles")
    small.gold.mkdir()
    small.articles.mkdir()
    for name, parts in SENTENCES.items():
        at = [(ident, TEXTS[name].index(words), words) for ident, words in parts.items()]
        lines = "".join(f"{ident}\t{start}\t{start + len(words)}\t{words}\n" for ident, start, words in at)
        (small.gold / f"{name}.sents.tsv").write_text(lines, encoding="utf-8")
        (small.articles / f"{name}.txt").write_bytes(TEXTS[name].encode())
        small.annotate(name, *ROWS[name])
    small.annotate("conflicts", *CONFLICTS)
    return small


def cite(name: str, words: str) -> dict[str, Any]:
    """The first place of `words` in the article."""
    start = TEXTS[name].index(words)
    return {"article": f"{name}.txt", "start": start, "end": start + len(words), "text": words}


def hold(actor: str, name: str, *idents: str, **other: Any) -> dict[str, Any]:
    """A position that cites whole sentences."""
    evidence = [cite(name, SENTENCES[name][ident]) for ident in idents]
    return {
        "actor": {"name": actor, "kind": "state"},
        "stance": "demands",
        "hedged": False,
        "evidence": evidence,
    } | other


def finding(kind: str, apparent: bool, *sides: tuple[str, str]) -> dict[str, Any]:
    """A finding that cites one sentence a side."""
    return {
        "kind": kind,
        "apparent": apparent,
        "sides": [{"label": name, "evidence": [cite(name, SENTENCES[name][ident])]} for name, ident in sides],
    }


RIGHT = [
    hold("Ukraine", "one", "s1", voice="ascribed"),
    hold("Poland", "one", "s2", voice="quoted"),
    hold("Germany", "one", "s3", stance="supports", voice="ascribed", hedged=True),
    hold("Ukraine", "two", "s2", stance="claims", voice="attributed"),
]
UNEVEN: dict[str, Any] = {
    "positions": [
        hold("Ukraine", "one", "s1", voice="quoted"),
        hold("Ukraine", "one", "s2"),
        hold("Germany", "one", "s3", stance="opposes", voice="ascribed"),
        hold("Germany", "one", "s3", stance="supports", hedged=True),
        hold("Germany", "one", "s3", stance="supports", hedged=True),
        hold("Poland", "one", "s2", evidence=[cite("one", "“No deal") | {"text": "“No war"}]),
        hold("Ukraine", "one", "s1", evidence=[cite("one", "Kyiv") | {"article": "three.txt"}]),
    ],
    "accounts": [{"evidence": [cite("two", "territory") | {"end": 4}]}],
    "findings": [
        finding("report_conflict", False, ("one", "s1"), ("two", "s2")),
        finding("report_conflict", False, ("one", "s4"), ("two", "s1")),
    ],
    "rejected": [{"step": "extract"}, {"step": "compare"}],
}
