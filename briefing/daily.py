"""The daily briefing: from the articles that were read to everything the briefing says.

A piece of work that fails is named in the briefing, and the rest goes on.
"""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from briefing.actors import Actors
from briefing.articles import Reading
from briefing.chunk import chunk
from briefing.compare import Comparison, compare
from briefing.engine import Engine
from briefing.errors import EndpointError, ReplyError
from briefing.extract import Extraction, extract
from briefing.follow import follow
from briefing.gaps import gaps
from briefing.group import Grouping, group, ungrouped
from briefing.lineage import lineage
from briefing.records import READ, Account, Article, Briefing, Chunk, Earlier, Failed, Following, Run, Segment, Usage
from briefing.resolve import resolve
from briefing.segment import segment
from briefing.summarise import Summary, summarise

T = TypeVar("T")
NO_BODY = "nothing in it is sent for reading: headings, captions and notes alone"
AGAIN = "Run again to ask anew, or set another model with --model."
Progress = Callable[[str, int, int], None]
"""Told how far a step is: its name, how much is done, of how much."""


@dataclass(frozen=True, slots=True)
class Read:
    """An article with the segments of it that are sent for reading, and the chunks they make."""

    article: Article
    segments: tuple[Segment, ...]
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for, as far as it decides what the briefing says.

    Attributes:
        limit: tokens in a chunk, as `count` counts them.
        prompts: by step, the label of the prompt in use; empty for the rules engine.
        price: what a number of prompt and completion tokens costs; None where no price is configured.
        earlier: the last briefing on the topic; None where there is none.
        language: of the briefing's sentences, ISO 639-1.
    """

    date: date
    topic: str
    template: str
    model: str
    limit: int
    count: Callable[[str], int]
    prompts: Mapping[str, str]
    price: Callable[[int, int], float] | None
    currency: str
    earlier: Earlier | None
    language: str


@dataclass(slots=True)
class _Work:
    """The failures of one run, as they come."""

    failed: list[Failed] = field(default_factory=list)

    async def attempt(self, step: str, where: str, work: Awaitable[T], otherwise: T) -> T:
        """What `work` gives; or `otherwise`, and the failure is noted."""
        try:
            return await work
        except EndpointError as error:
            self.failed.append(Failed(step, where, error.what))
            return otherwise


def prepare(articles: Sequence[Article], limit: int, count: Callable[[str], int]) -> tuple[Read, ...]:
    """Each article segmented and cut into chunks."""
    prepared = []
    for article in articles:
        segments = tuple(part for part in segment(article) if part.role in READ)
        prepared.append(Read(article, segments, chunk(article, segments, limit=limit, count=count)))
    return tuple(prepared)


async def daily(
    reading: Reading,
    order: Order,
    *,
    engine: Engine,
    actors: Actors,
    usage: Callable[[], Mapping[str, Usage]],
    progress: Progress,
) -> Briefing:
    """Reads, groups, compares, holds against the last briefing, and summarises.

    Raises:
        EndpointError: the model gave no usable answer to any part of any article.
    """
    began, work = time.monotonic(), _Work()
    read = prepare(reading.articles, order.limit, order.count)
    work.failed += [Failed("segment", item.article.source, NO_BODY) for item in read if not item.chunks]
    extractions = await _extract_all(
        [part for item in read for part in item.chunks], engine, actors, order.language, work, progress
    )
    positions = resolve([said for item in extractions for said in item.statements], actors)
    accounts = tuple(
        Account(f"a{number}", told.issue, told.sentence, told.verbatim, told.hedged, told.evidence, told.translated)
        for number, told in enumerate((told for item in extractions for told in item.accounts), start=1)
    )
    progress("group", 0, 1)
    fallback = ungrouped(positions, accounts)
    names = order.earlier.issues if order.earlier else ()
    grouping: Grouping = await work.attempt(
        "group", "all articles", group(positions, accounts, engine, actors, names), fallback
    )
    progress("compare", 0, 1)
    comparison = await work.attempt(
        "compare", "all issues", compare(grouping.issues, engine, actors), Comparison((), ())
    )
    following: Following | None = None
    if order.earlier is not None:
        progress("follow", 0, 1)
        following = await work.attempt(
            "follow", "all actors", follow(order.earlier, grouping.issues, engine, actors), None
        )
    progress("summarise", 0, 1)
    summary = await work.attempt(
        "summarise", "all findings", summarise(grouping.issues, comparison.findings, engine, actors), Summary((), ())
    )
    segments = [(item.article, item.segments) for item in read]
    descent = lineage(segments, grouping.issues)
    refused = [item for extraction in extractions for item in extraction.rejected]
    return Briefing(
        date=order.date,
        topic=order.topic,
        articles=reading.articles,
        unread=reading.unread,
        issues=grouping.issues,
        findings=comparison.findings,
        bottom_line=summary.sentences,
        gaps=gaps(segments, grouping.issues, actors, descent.rewrites),
        lineage=descent,
        earlier=order.earlier,
        following=following,
        rejected=(
            *refused,
            *grouping.rejected,
            *comparison.rejected,
            *(following.rejected if following else ()),
            *summary.rejected,
        ),
        failed=tuple(work.failed),
        run=_run(reading, order, engine, usage(), time.monotonic() - began),
    )


async def _extract_all(
    chunks: Sequence[Chunk], engine: Engine, actors: Actors, language: str, work: _Work, progress: Progress
) -> list[Extraction]:
    """All chunks of all articles at once; the engine says how many calls are in flight."""
    done = 0
    parts = Counter(part.article.id for part in chunks)
    failures: list[EndpointError] = []

    async def one(part: Chunk) -> Extraction | None:
        nonlocal done
        try:
            found = await extract(part, engine, actors, language)
            if found.unmended:
                work.failed.append(Failed("mend", _where(part, parts), found.unmended))
            return found
        except EndpointError as error:
            work.failed.append(Failed("extract", _where(part, parts), error.what))
            failures.append(error)
            return None
        finally:
            done += 1
            progress("extract", done, len(chunks))

    progress("extract", 0, len(chunks))
    found = [item for item in await asyncio.gather(*map(one, chunks)) if item is not None]
    if failures and not found and engine.name == "model":
        raise _nothing(failures)
    work.failed.sort(key=lambda item: (item.where, item.step))
    return found


def _nothing(failures: Sequence[EndpointError]) -> EndpointError:
    """The failure of everything: the endpoint's own, if it is down; else the first of them."""
    down = next((error for error in failures if not isinstance(error, ReplyError)), None)
    return down or ReplyError(f"No part of any article was read: {failures[0].what}", AGAIN)


def _where(part: Chunk, parts: Mapping[str, int]) -> str:
    of = parts[part.article.id]
    return part.article.source if of == 1 else f"{part.article.source}, part {part.number} of {of}"


def _run(reading: Reading, order: Order, engine: Engine, usage: Mapping[str, Usage], seconds: float) -> Run:
    decisive = [article.id for article in reading.articles]
    decisive += [engine.name, order.model, *order.prompts.values(), order.date.isoformat(), order.topic]
    decisive += [order.language, order.earlier.run if order.earlier else ""]
    prompt = sum(used.prompt_tokens for used in usage.values())
    completion = sum(used.completion_tokens for used in usage.values())
    return Run(
        id=hashlib.sha256("\0".join(decisive).encode("utf-8", "surrogatepass")).hexdigest()[:12],
        engine=engine.name,
        model=order.model,
        usage=dict(usage),
        prompts=dict(order.prompts),
        template=order.template,
        seconds=seconds,
        cost=order.price(prompt, completion) if order.price is not None else None,
        currency=order.currency,
    )
