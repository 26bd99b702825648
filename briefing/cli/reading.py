"""What the commands that read articles share: the sources, read; and the story of the day, told by an engine."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from briefing.articles import Reading, read
from briefing.cli.opening import opened
from briefing.cli.progress import progress
from briefing.cli.say import say
from briefing.daily import Order
from briefing.daily import daily as story
from briefing.errors import NoArticles, UsageError
from briefing.records import Briefing
from briefing.render import is_briefing
from briefing.settings import Settings
from briefing.store import Asked, Store


def sources_read(setting: Settings, command: str) -> Reading:
    """The articles of the settings' sources; what was not read is said on stderr.

    Args:
        command: how an error names the command, for example "briefing daily".

    Raises:
        UsageError: no source is named.
        NoArticles: none of them holds an article.
    """
    if not setting.sources:
        raise UsageError(
            "No articles were named.",
            f"Name files or folders (`{command} articles/`), or set `sources` in briefing.toml.",
        )
    reading = read(setting.sources, sys.stdin.buffer)
    for warning in reading.warnings:
        say(warning)
    for item in reading.unread:
        say(f"{item.source} was not read: {item.why}")
    for article in reading.articles:
        if is_briefing(article.text):
            say(f"{article.source} was passed over: it is a briefing of this program, no article")
    articles = tuple(article for article in reading.articles if not is_briefing(article.text))
    if not articles:
        named = ", ".join(setting.sources[:3]) + (", …" if len(setting.sources) > 3 else "")
        raise NoArticles(f"Nothing readable in {named}.", "Give .txt, .md or .html files with text in them.")
    return replace(reading, articles=articles)


def told(
    setting: Settings, reading: Reading, day: date, store: Store, *, fresh: bool, follow: bool = False
) -> tuple[Briefing, Sequence[Asked]]:
    """The briefing of the articles, as the chosen engine reads them, and what was asked; replies are kept in the store.

    Args:
        follow: hold it against the last briefing on its topic.

    Raises:
        UsageError: the engine cannot be set up.
        EndpointError: the model gave no usable answer to any part of any article.
    """

    async def run() -> tuple[Briefing, Sequence[Asked]]:
        async with opened(setting, store, fresh=fresh) as door:
            order = Order(
                date=day,
                topic=setting.topic,
                template=setting.template,
                model=door.model,
                limit=door.limit,
                count=door.count,
                prompts=door.prompts,
                price=setting.price.of if setting.price and door.model else None,
                currency=setting.price.currency if setting.price else "",
                earlier=store.last_briefing(setting.topic, day, door.engine.name) if follow and setting.topic else None,
                language=setting.language,
            )
            with progress() as tell:
                briefing = await story(
                    reading, order, engine=door.engine, actors=door.actors, usage=door.usage, progress=tell
                )
            return briefing, door.asked()

    try:
        return asyncio.run(run())
    except KeyboardInterrupt:
        say("interrupted; the answers that came are kept: run again to go on from them")
        raise
