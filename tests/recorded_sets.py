"""The annotated sets as the recorded model reads them: `python -m tests.recorded_sets [NAME…]`.

Plays the exchanges of each set from its cassette and writes the briefing to briefings/recorded/NAME.md and .json, to be
scored and read; with RECORD=1 the endpoint is asked again first. Without a name, every set.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from briefing.export import FORMAT, export
from briefing.records import Briefing, Earlier
from briefing.render import render
from briefing.store import Store
from briefing.templates import template
from tests.recorded import ROOT, briefing_of, model, replayed

_ID = re.compile(r'"(?P<id>[paf]\d+)"')
EVALS = ROOT / "evals"
WRITTEN = ROOT / "briefings" / "recorded"


@dataclass(frozen=True, slots=True)
class Set:
    """Articles that are read as one day's.

    Attributes:
        name: of the set, and of its cassette.
        before: the set of the day before, which this one is held against.
    """

    name: str
    articles: Path
    topic: str
    date: date
    before: str = ""


SETS = {
    item.name: item
    for item in (
        Set("held-out", EVALS / "held-out" / "articles", "", date(2026, 11, 25)),
        Set("blind-a", EVALS / "blind" / "articles" / "a", "", date(2026, 11, 25)),
        Set("blind-b", EVALS / "blind" / "articles" / "b", "", date(2026, 11, 25)),
        Set("monday", EVALS / "days" / "monday", "The Halder Link", date(2031, 3, 10)),
        Set("tuesday", EVALS / "days" / "tuesday", "The Halder Link", date(2031, 3, 11), "monday"),
        Set("languages", EVALS / "languages" / "articles", "", date(2026, 11, 25)),
    )
}


def recorded(name: str) -> Briefing:
    """The briefing of a set, out of its recording and that of the day before."""
    chosen = SETS[name]
    earlier = _earlier(recorded(chosen.before), chosen.date) if chosen.before else None
    with replayed(name):
        return asyncio.run(_made(chosen, earlier))


def _earlier(before: Briefing, day: date) -> Earlier | None:
    with Store.in_memory() as store:
        store.keep_briefing(before, "before.md")
        return store.last_briefing(before.topic, day, before.run.engine)


async def _made(chosen: Set, earlier: Earlier | None) -> Briefing:
    async with model() as opened:
        return await briefing_of(opened, chosen.articles, chosen.topic, chosen.date, earlier)


def write(name: str) -> Path:
    """Writes the briefing of a set and its JSON; the path of the JSON."""
    briefing = recorded(name)
    WRITTEN.mkdir(parents=True, exist_ok=True)
    (WRITTEN / f"{name}.md").write_text(render(briefing, template("daily")), encoding="utf-8")
    path = WRITTEN / f"{name}.json"
    path.write_text(json.dumps(export(briefing), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def together(*names: str) -> dict[str, Any]:
    """What is scored of several briefings, as one briefing's JSON; ids tell the sets apart."""
    whole: dict[str, Any] = {"format": FORMAT, "positions": [], "accounts": [], "findings": [], "rejected": []}
    for name in names:
        told = json.dumps(export(recorded(name)))
        one = json.loads(_ID.sub(rf'"{name}-\g<id>"', told))
        for part in ("positions", "accounts", "findings", "rejected"):
            whole[part] += one[part]
    return whole


if __name__ == "__main__":
    for wanted in sys.argv[1:] or SETS:
        print(write(wanted).relative_to(ROOT))
    if not sys.argv[1:]:
        both, blind = WRITTEN / "blind.json", together("blind-a", "blind-b")
        both.write_text(json.dumps(blind, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        print(both.relative_to(ROOT))
