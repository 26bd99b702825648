"""`briefing daily`: the day's articles into the day's briefing."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.kinds import EngineName

if TYPE_CHECKING:
    from briefing.articles import Reading
    from briefing.cli.output import Output
    from briefing.records import Briefing
    from briefing.settings import Settings

JSON_ON_STDOUT = "The JSON on stdout, and nothing else there."


def daily(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCES]...",
            help="Articles (.txt, .md, .html), folders, and - for one article on standard input. "
            "Without any: the sources of briefing.toml.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The Markdown file; the JSON goes beside it."),
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The briefing's date; today's otherwise.")
    ] = None,
    topic: Annotated[str | None, typer.Option(metavar="TEXT", help="What the dispute is about.")] = None,
    template: Annotated[str | None, typer.Option(metavar="NAME|PATH", help="The template; daily otherwise.")] = None,
    engine: Annotated[
        EngineName | None, typer.Option(help="Who reads; auto takes a model where one is set up.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="The model's name.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint.")] = None,
    jobs: Annotated[int | None, typer.Option(metavar="N", help="Calls in flight at once; 8 otherwise.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Calls, tokens and cost; no call is made.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Take no stored reply.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a briefing that was edited.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help=JSON_ON_STDOUT)] = False,
) -> None:
    """Write the day's briefing: who holds which position, in whose words, and where the reports contradict each other.

    Prints where it lies and its bottom line. Exit status 6 when something could not be read or failed: the rest is
    written, and says what is missing.
    """
    from briefing.cli.output import output as where
    from briefing.cli.setting import settings

    setting = settings(
        sources=sources or None,
        topic=topic,
        template=template,
        engine=engine.value if engine else None,
        model=model,
        base_url=base_url,
        jobs=jobs,
    )
    day = _date(date)
    reading = _read(setting)
    target = where(output, setting.output_dir, day, setting.topic)
    if dry_run:
        _forecast(setting, reading, fresh=fresh)
        return
    target.check(force=force)
    briefing, markdown = _make(setting, reading, day, target, fresh=fresh)
    _show(briefing, markdown, target, as_json=as_json)


def _date(given: str | None) -> Date:
    from briefing.errors import UsageError

    try:
        return Date.fromisoformat(given) if given else Date.today()
    except ValueError as error:
        raise UsageError(f"--date {given} is no date.", "Write it as 2026-01-31.") from error


def _read(setting: Settings) -> Reading:
    import sys

    from briefing.articles import read
    from briefing.cli.say import say
    from briefing.errors import NoArticles, UsageError

    if not setting.sources:
        raise UsageError(
            "No articles were named.",
            "Name files or folders (`briefing daily articles/`), or set `sources` in briefing.toml.",
        )
    reading = read(setting.sources, sys.stdin.buffer)
    for warning in reading.warnings:
        say(warning)
    for item in reading.unread:
        say(f"{item.source} was not read: {item.why}")
    if not reading.articles:
        named = ", ".join(setting.sources[:3]) + (", …" if len(setting.sources) > 3 else "")
        raise NoArticles(f"Nothing readable in {named}.", "Give .txt, .md or .html files with text in them.")
    return reading


def _make(setting: Settings, reading: Reading, day: Date, target: Output, *, fresh: bool) -> tuple[Briefing, str]:
    """The briefing, rendered, written and kept."""
    import asyncio
    import json

    from briefing.cli.opening import chosen_template, opened
    from briefing.cli.progress import progress
    from briefing.daily import Order
    from briefing.daily import daily as story
    from briefing.export import export
    from briefing.render import render
    from briefing.store import Store

    template = chosen_template(setting)

    async def run(store: Store) -> Briefing:
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
            )
            with progress() as tell:
                return await story(
                    reading, order, engine=door.engine, actors=door.actors, usage=door.usage, progress=tell
                )

    with Store.open(setting.store) as store:
        store.keep_articles(reading.articles)
        briefing = asyncio.run(run(store))
        markdown = render(briefing, template)
        target.write(markdown, json.dumps(export(briefing), ensure_ascii=False, indent=2) + "\n")
        store.keep_briefing(briefing, str(target.markdown))
    return briefing, markdown


def _forecast(setting: Settings, reading: Reading, *, fresh: bool) -> None:
    """Prints what the briefing would take."""
    import asyncio

    from briefing.cli.opening import chosen_template, foreseen

    chosen_template(setting)
    for line in asyncio.run(foreseen(setting, reading, fresh=fresh)):
        print(line)


def _show(briefing: Briefing, markdown: str, target: Output, *, as_json: bool) -> None:
    from briefing.cli.say import say
    from briefing.errors import Exit

    if as_json:
        print(target.json.read_text(encoding="utf-8"), end="")
    else:
        print(target.markdown)
        for sentence in briefing.bottom_line:
            print(f"- {sentence.text}")
    for item in briefing.failed:
        say(f"failed: {item.step}, {item.where}: {item.why}")
    if briefing.failed or briefing.unread:
        raise typer.Exit(Exit.PARTIAL)
