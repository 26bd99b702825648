"""What each way of reading costs, and what it brings: `python -m evals.variants`, out of the recordings.

One pass reads each article once. The second look gives back what did not stand (`mend`). Sharing a call would save the
fixed words of the prompt for all articles but one; what that is at most is told, in tokens and in cost, where a token
that comes out is priced as eight that go in (as of the common price lists of 2026).
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.actors import Actors
from briefing.articles import read
from briefing.daily import prepare
from briefing.engines.model import ModelEngine
from briefing.evaluate import evaluate
from briefing.extract import extract
from briefing.offers import MendOffer
from briefing.prompts import Prompts
from briefing.records import Chunk, Position, Rejected
from briefing.resolve import resolve
from briefing.tokens import counter
from tests.recorded import MODEL, ROOT, SEEDS, model, replayed
from tests.recorded_sets import SETS

LIMIT = 24_000
"""Tokens of an article that go into one call."""
OUT = 8
"""What a token that comes out is priced at, in tokens that go in."""
GOLD = {"seeds": (ROOT / "evals" / "seeds", SEEDS)} | {
    name: (ROOT / "evals" / gold / "gold", SETS[name].articles)
    for name, gold in (("held-out", "held-out"), ("blind-a", "blind"), ("blind-b", "blind"))
}


@dataclass(frozen=True, slots=True)
class Line:
    """One variant on one set."""

    articles: str
    variant: str
    calls: int
    tokens_in: int
    tokens_out: int
    f1: float
    rejected: int

    @property
    def cost(self) -> int:
        """In tokens that go in."""
        return self.tokens_in + OUT * self.tokens_out


class _OnePass(ModelEngine):
    """The engine without its second look."""

    async def mend(self, chunk: Chunk, refused: Sequence[Rejected]) -> MendOffer:
        """Nothing is asked."""
        return MendOffer(mended=[])


async def _line(name: str, variant: str, kind: type[ModelEngine]) -> Line:
    """A set read by one variant, as far as its positions, which is what is scored."""
    gold, folder = GOLD[name]
    count, actors = counter(MODEL).count, Actors.load()
    articles = read([str(folder)], io.BytesIO()).articles
    async with model() as opened:
        engine = kind(opened, Prompts(), LIMIT, count)
        parts = [part for item in prepare(articles, LIMIT, count) for part in item.chunks]
        found = await asyncio.gather(*(extract(part, engine, actors) for part in parts))
        usage = opened.usage.values()
    positions = resolve([said for item in found for said in item.statements], actors)
    rejected = [{"step": "extract"} for item in found for _ in item.rejected]
    evaluation = evaluate({"positions": [_shown(item) for item in positions], "rejected": rejected}, gold, folder)
    return Line(
        articles=name,
        variant=variant,
        calls=sum(used.calls for used in usage),
        tokens_in=sum(used.prompt_tokens for used in usage),
        tokens_out=sum(used.completion_tokens for used in usage),
        f1=evaluation.total.f1,
        rejected=len(rejected),
    )


def _shown(item: Position) -> dict[str, Any]:
    places = [{"article": one.source, "start": one.start, "end": one.end, "text": one.text} for one in item.evidence]
    told = {"actor": item.actor.name, "stance": item.stance, "voice": item.voice, "hedged": item.hedged}
    return {**told, "speaker": item.speaker, "via": list(item.via), "evidence": places}


def lines() -> Iterator[Line]:
    """Each variant on each set."""
    for name in GOLD:
        for variant, kind in (("one pass and a second look", ModelEngine), ("one pass", _OnePass)):
            with replayed("daily" if name == "seeds" else name, whole=False):
                yield asyncio.run(_line(name, variant, kind))


def shared(articles: Path, used: Line) -> str:
    """What one call for all articles of a set could save at most."""
    prompt = (ROOT / "prompts" / "extract.md").read_text(encoding="utf-8")
    fixed = counter(MODEL).count(prompt.partition("# System")[2])
    saved = fixed * (len(list(articles.iterdir())) - 1)
    return f"{saved / used.tokens_in:.0%} of the tokens in, {saved / used.cost:.1%} of the cost"


def main() -> None:
    """Prints the table."""
    print("| articles | variant | calls | tokens in | tokens out | F1 | rejected |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    first: dict[str, Line] = {}
    for line in lines():
        first.setdefault(line.articles, line)
        numbers = f"{line.calls} | {line.tokens_in} | {line.tokens_out} | {line.f1:.3f} | {line.rejected}"
        print(f"| {line.articles} | {line.variant} | {numbers} |")
    print()
    for name, line in first.items():
        print(f"One call for all articles of {name} would save at most {shared(GOLD[name][1], line)}.")


if __name__ == "__main__":
    main()
