"""A model that reads very plain English, as answers to whatever is asked of it; and a dispute in plain English.

It answers from the request alone, so that the whole program can be run against it over HTTP (`loopback`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.loopback import Answer, said

NORTH = "Norway insists that the pier must close.\n\nThe pier was shut in May.\n"
SOUTH = "Sweden insists that the pier must stay open.\n\nThe pier was open in May.\n"

Reply = Callable[[str], Any]

_STANCES = {"insists": "demands", "says": "claims", "warns": "warns"}
_SAID = re.compile(r"(?P<speaker>[\w ]+?) (?P<verb>insists|says|warns) that .*")
_ENTRY = re.compile(r"^(?P<id>[pa]\d+) \[.*?\] (?P<said>.*)$", re.MULTILINE)


def articles(folder: Path, **texts: str) -> Path:
    """Writes articles into a folder: the dispute over the pier, where no others are given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (texts or {"north": NORTH, "south": SOUTH}).items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def step(body: dict[str, Any]) -> str:
    """Which step a request is of: extract, mend, group, compare or summarise."""
    name: str = body["response_format"]["json_schema"]["name"]
    return name.removesuffix("Offer").lower()


def material(body: dict[str, Any], name: str) -> str:
    """What a request has between the marked lines of that name."""
    asked = body["messages"][1]["content"]
    found = re.search(rf"^<(?P<mark>{name}-\w+)>\n(?P<text>.*?)\n</(?P=mark)>$", asked, re.DOTALL | re.MULTILINE)
    assert found is not None, asked
    return found["text"]


def read(body: dict[str, Any]) -> Answer:
    """The plain model's answer to a request."""
    return said(json.dumps(_READ[step(body)](body)))


def about(body: dict[str, Any], words: str) -> bool:
    """Whether a request is to read an article with these words."""
    return step(body) == "extract" and words in material(body, "article")


def steps(bodies: Iterable[dict[str, Any]]) -> list[str]:
    """The steps of several requests, in alphabetical order."""
    return sorted(map(step, bodies))


def statement(words: str, speaker: str, **more: Any) -> dict[str, Any]:
    """An offered statement that says its words again."""
    return {
        "words": [words],
        "speaker": speaker,
        "actor": speaker,
        "behalf": "",
        "stance": "demands",
        "issue": "the pier",
        "statement": words,
        "voice": "attributed",
        "hedged": False,
        "via": [],
        **more,
    }


def account(words: str, **more: Any) -> dict[str, Any]:
    """An offered account that says its words again."""
    return {"words": [words], "issue": "the pier", "statement": words, "hedged": False, **more}


def _extract(body: dict[str, Any]) -> dict[str, Any]:
    statements, accounts = [], []
    for line in filter(None, material(body, "article").split("\n")):
        told = _SAID.fullmatch(line)
        if told:
            statements.append(statement(line, told["speaker"], stance=_STANCES[told["verb"]]))
        else:
            accounts.append(account(line))
    return {"statements": statements, "accounts": accounts}


def _group(body: dict[str, Any]) -> dict[str, Any]:
    ids = [match["id"] for match in _ENTRY.finditer(material(body, "entries"))]
    held, told = ([ident for ident in ids if ident[0] == kind] for kind in "pa")
    return {"issues": [{"name": "the pier", "positions": held, "accounts": told}]}


def _compare(body: dict[str, Any]) -> dict[str, Any]:
    ids = [match["id"] for match in _ENTRY.finditer(material(body, "issues"))]
    findings = []
    for letter, kind in (("p", "actor_disagreement"), ("a", "report_conflict")):
        mine = [ident for ident in ids if ident[0] == letter][:2]
        if len(mine) == 2:
            sides = [
                {"label": "the pier", "positions": [x] * (letter == "p"), "accounts": [x] * (letter == "a")}
                for x in mine
            ]
            finding = {"kind": kind, "issue": "the pier", "statement": "The pier is in dispute.", "apparent": False}
            findings.append({**finding, "sides": sides})
    return {"findings": findings}


def _summarise(body: dict[str, Any]) -> dict[str, Any]:
    first = _ENTRY.search(material(body, "issues"))
    sentences = [{"text": first["said"].partition(": ")[2], "cites": [first["id"]]}] if first else []
    return {"sentences": sentences}


_READ: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "extract": _extract,
    "mend": lambda body: {"mended": []},
    "group": _group,
    "compare": _compare,
    "summarise": _summarise,
}
