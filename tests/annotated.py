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
    hold("Ukraine", "one", "s1", voice="ascribed", issue="What Kyiv was told"),
    hold("Poland", "one", "s2", voice="quoted", issue="The talks"),
    hold("Germany", "one", "s3", stance="supports", voice="ascribed", hedged=True, issue="The talks"),
    hold("Ukraine", "two", "s2", stance="claims", voice="attributed", issue="What Kyiv was told"),
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


ROOT = Path(__file__).parents[1]


def told_back() -> list[dict[str, Any]]:
    """Every annotation of the seeds as a position that is right in everything."""
    positions = []
    for path in sorted((ROOT / "evals/seeds").glob("0*.jsonl")):
        text = (ROOT / "seeds" / f"{path.stem}.txt").read_bytes().decode()
        lines = path.with_suffix(".sents.tsv").read_text(encoding="utf-8").splitlines()
        places = {parts[0]: (int(parts[1]), int(parts[2])) for parts in (line.split("\t") for line in lines)}
        for line in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            start, end = places[told["evidence"][0]]
            voice, _, hedged = told["reported"].partition("-")
            positions.append(
                {
                    "actor": told["actor"][0],
                    "stance": told["stance"][0],
                    "voice": voice,
                    "hedged": bool(hedged),
                    "via": told.get("via", [])[:1],
                    "evidence": [{"article": f"{path.stem}.txt", "start": start, "end": end, "text": text[start:end]}],
                }
            )
    return positions


def spoiled() -> dict[str, Any]:
    """The same with every sort of fault at regular places, and a finding for all but two conflicts."""
    positions = told_back()
    for number, position in enumerate(positions):
        place = position["evidence"][0]
        if number % 7 == 1:
            position["actor"] = "Canada" if number % 2 else "some U.S. officials"
        if number % 5 == 2:
            position["stance"] = "claims"
        if number % 11 == 3:
            position["voice"] = "quoted"
        if number % 3 == 0:
            position["hedged"] = False
        if number % 17 == 5:
            place["text"] = place["text"][:-1]
        if number % 13 == 4:
            place |= {"end": place["start"] + 9, "text": place["text"][:9]}
    positions += [dict(position) for position in positions[::6] for _ in range(2)]
    findings: list[dict[str, Any]] = []
    for line in (ROOT / "evals/seeds/conflicts.jsonl").read_text(encoding="utf-8").splitlines()[1:-1]:
        conflict = json.loads(line)
        sides = [{"evidence": [_cited(one) for one in side]} for side in conflict["sides"]]
        findings.append({"kind": "report_conflict", "apparent": len(findings) % 2 == 0, "sides": sides})
    return {"positions": positions, "findings": findings}


def _cited(passage: dict[str, str]) -> dict[str, Any]:
    text = (ROOT / "seeds" / f"{passage['article']}.txt").read_bytes().decode()
    start = text.index(passage["quote"])
    return {
        "article": f"{passage['article']}.txt",
        "start": start,
        "end": start + len(passage["quote"]),
        "text": passage["quote"],
    }
