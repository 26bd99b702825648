"""Grouping and comparing by rules: 1,250, 5,000 and 10,000 invented positions, 97 actors, 13 matters, 50 articles.

Prints the time of each size, and how it grows for each doubling from the size before: 2 is linear, 4 quadratic.
`python -m bench.comparing`
"""

from __future__ import annotations

import asyncio
import math
import time

from briefing.actors import Actors
from briefing.engines.rules import RulesEngine
from briefing.records import Actor, Article, Issue, Position, Quote, Stance

STANCES: tuple[Stance, ...] = ("supports", "opposes", "demands", "claims")
SIZES = (1_250, 5_000, 10_000)


def _position(number: int) -> Position:
    sentence = f"Somebody holds a view on matter{number % 13} and thing{number % 29} and detail{number % 1009}."
    source = f"{number % 50}.txt"
    return Position(
        id=f"p{number}",
        actor=Actor(f"Actor {number % 97}", "state"),
        speaker="Somebody",
        stance=STANCES[number % 4],
        issue=f"matter {number % 13} of kind {number % 29}",
        sentence=sentence,
        verbatim=False,
        voice="attributed",
        hedged=False,
        via=(),
        evidence=(Quote(Article(source, source, sentence), source, 0, len(sentence)),),
    )


def _seconds(engine: RulesEngine, size: int) -> float:
    held = {item.id: item for item in map(_position, range(size))}
    began = time.perf_counter()
    offer = asyncio.run(engine.group(list(held.values()), []))
    issues = [Issue(item.name, tuple(held[ident] for ident in item.positions), ()) for item in offer.issues]
    asyncio.run(engine.compare(issues))
    return time.perf_counter() - began


def main() -> None:
    """Runs each size once."""
    engine = RulesEngine(Actors.load())
    before, seconds = 0, 0.0
    for size in SIZES:
        took = _seconds(engine, size)
        growth = f", times {(took / seconds) ** (1 / math.log2(size / before)):.1f} a doubling" if before else ""
        print(f"{size:6d} positions: {took:6.2f} s{growth}")
        before, seconds = size, took


if __name__ == "__main__":
    main()
