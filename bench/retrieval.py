"""Asking a large store: 1,000, 10,000 and 100,000 passages and as many stored positions.

Articles of some fifty sentences are made of words that are spread as in real text: the common English ones first, then
made-up ones, the n-th as often as Zipf's law with Mandelbrot's shift has it (1 / (n + 2.7)); one sentence in four names
an actor. They go the whole way: segmented, cut, kept, indexed. Then twelve questions of common and of rare words are
asked. Prints the median and the longest time of the retrieval and of the whole answer of the rules engine, and how they
grow. `python -m bench.retrieval [SIZE …]`
"""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from briefing.actors import Actors
from briefing.ask import MOST, ask
from briefing.engines.rules import RulesEngine
from briefing.records import Actor, Article, Briefing, Issue, Position, Quote
from briefing.retrieve import FullText, Query
from briefing.sentences import sentences
from briefing.specimen import specimen
from briefing.stems import EMPTY_WORDS
from briefing.store import Store

SIZES = (1_000, 10_000, 100_000)
VOCABULARY = 40_000
SENTENCES = 50
ACTORS = ("Ukraine", "Russia", "Washington", "Brussels", "Poland", "Canada", "China", "Kyiv", "NATO", "Peru")
COMMON = """talks peace agreement security government officials leaders war support territory negotiations president
minister plan position demand guarantee sanctions aid treaty border troops ceasefire vote law strike union
court""".split()
QUESTIONS = (
    "Was Kyiv told about the talks in advance?",
    "What does Ukraine want before it accepts an agreement?",
    "What is Canada's position on sanctions?",
    "Does Washington support the government's plan?",
    "Who opposes the treaty?",
    "What do officials fear about the ceasefire?",
    "How many troops are at the border?",
    "Why did Poland reject the plan?",
    "When will the court decide?",
    "What did Peru say about the {rare}?",
    "Who knows of the {rare} and the {rarer}?",
    "Is China ready for talks about the {rare}?",
)


def main() -> None:
    """Runs all sizes."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    medians: list[tuple[int, float, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "store.db") as store:
            filling = _fill(store, size)
            found, whole = _ask(store)
        medians.append((size, statistics.median(found), statistics.median(whole)))
        print(f"{size:>7,} passages and positions, indexed in {filling:.1f} s")
        print(f"        retrieval: median {_ms(statistics.median(found))}, longest {_ms(max(found))}")
        print(f"        answer:    median {_ms(statistics.median(whole))}, longest {_ms(max(whole))}")
    for (less, found, whole), (more, found_more, whole_more) in itertools.pairwise(medians):
        grown = f"retrieval {found_more / found:.1f} times, answer {whole_more / whole:.1f} times"
        print(f"{more / less:.0f} times the size: {grown}")


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def _fill(store: Store, size: int) -> float:
    """Keeps so many passages, and a position for each; gives the seconds that segmenting and indexing took."""
    articles = [_article(number) for number in range(size // SENTENCES)]
    store.keep_articles(articles)
    for number, some in enumerate(_some(articles)):
        store.keep_briefing(_briefing(f"run-{number}", some), "")
    began = time.perf_counter()
    FullText(store, Actors.load()).refresh()
    return time.perf_counter() - began


def _some(articles: list[Article]) -> Iterator[tuple[Article, ...]]:
    for start in range(0, len(articles), 200):
        yield tuple(articles[start : start + 200])


def _article(number: int) -> Article:
    chance = random.Random(number)
    told = [_sentence(chance) for _ in range(SENTENCES)]
    text = "\n\n".join(" ".join(told[start : start + 5]) for start in range(0, SENTENCES, 5))
    day = date(2020, 1, 1) + timedelta(days=number)
    return Article(f"{number:016x}", f"{number}.txt", text, outlet=f"Outlet {number % 40}", published=day)


def _sentence(chance: random.Random) -> str:
    words = chance.choices(_WORDS, cum_weights=_WEIGHTS, k=chance.randint(12, 28))
    if chance.random() < 0.25:
        actor = chance.choices(ACTORS, weights=range(len(ACTORS), 0, -1))[0]
        words[:0] = [actor, chance.choice(("says", "wants", "fears"))]
    return f"{words[0][0].upper()}{' '.join(words)[1:]}."


def _vocabulary() -> list[str]:
    chance = random.Random(0)
    sounds = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il", "os", "un")]
    made = {"".join(chance.choices(sounds, k=chance.randint(2, 4))): None for _ in range(VOCABULARY)}
    return [*sorted(EMPTY_WORDS), *COMMON, *made]


def _briefing(run: str, articles: tuple[Article, ...]) -> Briefing:
    positions = []
    for article in articles:
        for start, end in sentences(article.text):
            quote = Quote(article, article.source, start, end)
            name = quote.text.split()[0] if quote.text.split()[0] in ACTORS else "Officials"
            positions.append(_position(f"p{len(positions) + 1}", name, quote))
    day = specimen()
    issue = Issue("the plan", tuple(positions), ())
    return replace(day, articles=articles, issues=(issue,), findings=(), bottom_line=(), run=replace(day.run, id=run))


def _position(ident: str, name: str, quote: Quote) -> Position:
    base = specimen().issues[0].positions[0]
    return replace(base, id=ident, actor=Actor(name, "state"), speaker=name, sentence=quote.text, evidence=(quote,))


def _ask(store: Store) -> tuple[list[float], list[float]]:
    """The seconds that each question took: to find the passages, and to answer it from them."""
    actors = Actors.load()
    engine, retriever = RulesEngine(actors), FullText(store, actors)
    rare = {"rare": _WORDS[2_000], "rarer": _WORDS[20_000]}
    found, whole = [], []
    for question in QUESTIONS:
        query = Query(question.format(**rare))
        began = time.perf_counter()
        retriever.retrieve(query, MOST["rules"], wide=True)
        found.append(time.perf_counter() - began)
        began = time.perf_counter()
        asyncio.run(ask(query, retriever=retriever, engine=engine, actors=actors, model="", prompt="", usage=dict))
        whole.append(time.perf_counter() - began)
    return found, whole


_WORDS = _vocabulary()
_WEIGHTS = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(1, len(_WORDS) + 1)))

if __name__ == "__main__":
    main()
