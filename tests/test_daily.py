"""The story of a day: every step is asked in turn, what fails is named, and the same run has the same id."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.actors import Actors
from briefing.articles import Reading
from briefing.chunk import chunk
from briefing.daily import NO_BODY, Order, daily, prepare
from briefing.errors import EndpointError, ReplyError, UsageError
from briefing.gaps import gaps
from briefing.group import OTHER
from briefing.offers import ExtractOffer
from briefing.records import Article, Briefing, Chunk, Failed, Issue, Quote, Unread, Usage
from tests.engines import Fixed
from tests.made import account, article, position, quote
from tests.scripted import account as account_offer
from tests.scripted import statement

NORTH = article("north.txt", "Norway insists that the pier must close.", "The pier was shut in May.")
SOUTH = article("south.txt", "Sweden insists that the pier must stay open.", "The pier was open in May.")
READING = Reading((NORTH, SOUTH), (Unread("x.txt", "empty"),))
ORDER = Order(
    date=date(2026, 1, 2),
    topic="The pier",
    template="daily",
    model="m",
    limit=10_000,
    count=len,
    prompts={"extract": "extract@1 (0)"},
    price=None,
    currency="",
    earlier=None,
    language="en",
)


class Reader(Fixed):
    """Offers the first sentence of a chunk as a position, its last as an account; the other steps as given.

    Attributes:
        broken: by a chunk's source, and its number, the error that reading it raises.
    """

    def __init__(self, broken: Mapping[str, EndpointError] | None = None, **answers: Any) -> None:
        super().__init__(**answers)
        self.broken = broken or {}

    async def extract(self, chunk: Chunk) -> ExtractOffer:
        self.asked.append("extract")
        await asyncio.sleep(0)
        for name in (chunk.article.source, f"{chunk.article.source} {chunk.number}"):
            if name in self.broken:
                raise self.broken[name]
        parts = chunk.text.split("\n\n")
        offer = {"statements": [statement(parts[0], parts[0].split()[0])], "accounts": [account_offer(parts[-1])]}
        return ExtractOffer.model_validate(offer)


def told(
    engine: Fixed, reading: Reading = READING, progress: list[tuple[str, int, int]] | None = None, **order: Any
) -> Briefing:
    def note(step: str, done: int, total: int) -> None:
        if progress is not None:
            progress.append((step, done, total))

    return asyncio.run(
        daily(
            reading,
            replace(ORDER, **order),
            engine=engine,
            actors=Actors.load(),
            usage=lambda: {"extract": Usage(2, 1, 100, 10), "group": Usage(1, 0, 20, 2)},
            progress=note,
        )
    )


GROUPED = {"issues": [{"name": "the pier", "positions": ["p1", "p2"], "accounts": ["a1", "a2"]}]}
SUMMED = {"sentences": [{"text": "Norway insists that the pier must close.", "cites": ["p1"]}]}


def test_every_step_is_asked_once_in_turn() -> None:
    engine = Reader(group=GROUPED, summarise=SUMMED)
    made = told(engine)
    assert engine.asked == ["extract", "extract", "group", "compare", "summarise"]
    assert [(item.id, item.actor.name) for item in made.issues[0].positions] == [("p1", "Norway"), ("p2", "Sweden")]
    assert [item.id for item in made.issues[0].accounts] == ["a1", "a2"]
    assert [item.text for item in made.bottom_line] == ["Norway insists that the pier must close."]
    assert (made.articles, made.unread, made.failed) == ((NORTH, SOUTH), READING.unread, ())


def test_positions_are_numbered_in_the_order_of_the_articles_whatever_comes_first() -> None:
    class Slow(Reader):
        async def extract(self, chunk: Chunk) -> ExtractOffer:
            await asyncio.sleep(0.05 if chunk.article is NORTH else 0)
            return await super().extract(chunk)

    assert [item.actor.name for item in told(Slow(group=GROUPED)).issues[0].positions] == ["Norway", "Sweden"]


def test_one_part_that_fails_is_named_and_the_others_are_there() -> None:
    made = told(Reader({"north.txt": ReplyError("m refused to answer: no")}))
    assert made.failed == (Failed("extract", "north.txt", "m refused to answer: no"),)
    assert [item.actor.name for issue in made.issues for item in issue.positions] == ["Sweden"]


def test_a_part_of_an_article_is_named_by_its_number() -> None:
    made = told(Reader({"north.txt 2": ReplyError("no")}), limit=45)
    assert made.failed == (Failed("extract", "north.txt, part 2 of 2", "no"),)


@pytest.mark.parametrize(
    ("first", "second", "what"),
    [
        (ReplyError("no"), ReplyError("never"), "No part of any article was read: no"),
        (ReplyError("no"), EndpointError("it is down", "Start it."), "it is down"),
        (EndpointError("it is down", "Start it."), EndpointError("still down"), "it is down"),
    ],
)
def test_when_every_part_fails_there_is_no_briefing(first: EndpointError, second: EndpointError, what: str) -> None:
    engine = Reader({"north.txt": first, "south.txt": second})
    with pytest.raises(EndpointError) as raised:
        told(engine)
    assert raised.value.what == what
    assert raised.value.hint
    assert engine.asked == ["extract", "extract"]


@pytest.mark.parametrize("failure", [ReplyError("garbage"), EndpointError("it went down")])
def test_a_later_step_that_fails_is_named_and_the_rest_is_there(failure: EndpointError) -> None:
    made = told(Reader(group=failure, compare=failure, summarise=failure))
    assert made.failed == (
        Failed("group", "all articles", failure.what),
        Failed("compare", "all issues", failure.what),
        Failed("summarise", "all findings", failure.what),
    )
    assert [(issue.name, len(issue.entries)) for issue in made.issues] == [(OTHER, 4)]
    assert (made.findings, made.bottom_line) == ((), ())


def test_a_wrong_configuration_is_no_failure_of_one_part() -> None:
    with pytest.raises(UsageError, match="no such model"):
        told(Reader({"north.txt": UsageError("no such model")}))  # type: ignore[dict-item]  # as a model raises it


def test_a_failure_to_mend_is_named() -> None:
    offer = {"statements": [statement("Not in the article at all.", "Norway")], "accounts": []}
    made = told(Fixed(extract=offer, mend=ReplyError("no")))
    assert made.failed == (Failed("mend", "north.txt", "no"), Failed("mend", "south.txt", "no"))
    assert [item.reason for item in made.rejected] == ["absent", "absent"]


def test_an_article_with_nothing_to_read_is_named() -> None:
    notice = article("notice.txt", "Leave a comment")
    assert told(Reader(), Reading((NORTH, notice), ())).failed == (Failed("segment", "notice.txt", NO_BODY),)


def test_nothing_to_read_at_all_asks_nobody() -> None:
    engine = Reader()
    made = told(engine, Reading((article("notice.txt", "Leave a comment"),), ()))
    assert (engine.asked, made.issues, made.bottom_line) == ([], (), ())


def test_progress_is_told_step_by_step() -> None:
    progress: list[tuple[str, int, int]] = []
    told(Reader(), progress=progress)
    assert progress == [
        *(("extract", done, 2) for done in (0, 1, 2)),
        *((step, 0, 1) for step in ("group", "compare", "summarise")),
    ]


def test_what_was_rejected_at_every_step_is_kept_in_order() -> None:
    unknown = {"issues": [{"name": "the pier", "positions": ["p9"], "accounts": []}]}
    uncited = {"sentences": [{"text": "Norway insists.", "cites": []}]}
    one_sided = {"kind": "agreement", "issue": "x", "statement": "x", "apparent": False, "sides": []}
    made = told(Reader(group=unknown, compare={"findings": [one_sided]}, summarise=uncited))
    assert [(item.step, item.reason) for item in made.rejected] == [
        ("group", "unknown_citation"),
        ("compare", "one_sided"),
        ("summarise", "uncited"),
    ]


# The run


def ident(reading: Reading = READING, **order: Any) -> str:
    return told(Reader(), reading, **order).run.id


def test_the_same_run_has_the_same_id() -> None:
    assert ident() == ident() == ident(template="weekly", price=lambda one, two: 1.0, currency="USD")


def test_what_decides_the_briefing_decides_the_id() -> None:
    others = [
        ident(Reading((NORTH,), ())),
        ident(date=date(2026, 1, 3)),
        ident(topic="piers"),
        ident(model="n"),
        ident(prompts={"extract": "extract@2 (0)"}),
    ]
    assert len({ident(), *others}) == 6


def test_the_cost_is_that_of_all_steps() -> None:
    run = told(Reader(), price=lambda prompt, completion: prompt + completion / 1000, currency="EUR").run
    assert (run.cost, run.currency) == (120.012, "EUR")
    assert told(Reader()).run.cost is None


# What a briefing cannot tell


def read_of(*articles: Article) -> list[tuple[Article, Any]]:
    return [(item.article, item.segments) for item in prepare(articles, 10_000, len)]


def test_gaps_are_who_is_not_heard_and_what_stands_in_one_report_alone() -> None:
    one = article("one.txt", "Norway blames Denmark. Denmark, it says, began.", "Sweden is silent. Norway is not.")
    two = replace(article("two.txt", "Denmark left."), published=date(2026, 1, 2), outlet="The Pier")
    held = position("p1", "Norway", quote(one, "Norway blames Denmark."))
    both = account("a1", quote(one, "Sweden is silent."), quote(two, "Denmark left."))
    found = gaps(read_of(one, two), [Issue("blame", (held,), ()), Issue("silence", (), (both,))], Actors.load())
    assert found.unheard == (("Denmark", 3),)
    assert found.single_source == (("blame", "one.txt"),)
    assert (found.undated, found.no_outlet) == (("one.txt",), ("one.txt",))


def test_with_one_article_everything_stands_in_it_alone_and_that_is_no_gap() -> None:
    held = position("p1", "Norway", quote(NORTH, "Norway insists that the pier must close."))
    assert gaps(read_of(NORTH), [Issue("the pier", (held,), ())], Actors.load()).single_source == ()


def test_the_chunks_of_an_article_are_those_of_its_segments() -> None:
    (item,) = prepare([NORTH], 10_000, len)
    assert item.chunks == chunk(NORTH, item.segments, limit=10_000, count=len)
    assert [Quote(NORTH, NORTH.source, part.start, part.end).text for part in item.segments] == NORTH.text.split("\n\n")
