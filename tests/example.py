"""Writes docs/example/: the briefing of the seed articles as the recorded model reads them (`make example`)."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from briefing.export import export
from briefing.records import Briefing
from briefing.render import render
from briefing.templates import template
from tests.recorded import DAY, model, replayed, seed_briefing

NAME = f"{DAY.isoformat()}-ukraine"


async def _made() -> Briefing:
    async with model() as opened:
        return await seed_briefing(opened)


def example() -> dict[str, str]:
    """The example's files, by name."""
    with replayed("daily"):
        briefing = asyncio.run(_made())
    data = json.dumps(export(briefing), ensure_ascii=False, indent=2) + "\n"
    return {f"{NAME}.md": render(briefing, template("daily")), f"{NAME}.json": data}


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in example().items():
        (folder / name).write_text(text, encoding="utf-8")
        print(folder / name)
