"""`briefing daily`: the day's articles into the day's briefing."""

from __future__ import annotations

from dataclasses import dataclass
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
    from briefing.templates import Template


def daily(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCES",
            help="Articles (.txt, .md, .html), folders, and - for one article on standard input. "
            "Without any: the sources of briefing.toml.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="The Markdown file, the JSON goes beside it; - for the Markdown on standard output, and no file. "
            "Otherwise briefings/<date>[-topic].md.",
        ),
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
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say how many calls and tokens, and the cost; call nobody, write nothing.")
    ] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again, also what was answered before.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a briefing that was edited.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the JSON, and nothing else.")] = False,
) -> None:
    """Write the day's briefing: who holds which position, in whose words, and where the reports contradict each other.

    Prints where it lies and its bottom line. Exit status 6 when something could not be read or failed: the rest is
    written, and says what is missing.
    """
    from briefing.cli.opening import chosen_template
    from briefing.cli.output import output as where
    from briefing.cli.reading import sources_read
    from briefing.cli.setting import settings

    setting = settings(
        sources=sources or None,
        topic=_text(topic),
        template=template,
        engine=engine.value if engine else None,
        model=model,
        base_url=base_url,
        jobs=jobs,
    )
    day = _date(date)
    target = where(output, setting.output_dir, day, setting.topic)
    if target.is_stdout and as_json:
        _refuse_both()
    reading = sources_read(setting, "briefing daily")
    chosen = chosen_template(setting)
    if dry_run:
        _foretell(setting, reading, fresh=fresh, as_json=as_json)
    else:
        target.check(force=force)
        _show(_make(setting, reading, chosen, day, target, fresh=fresh), target, as_json=as_json)
    _leave(reading.unread)


@dataclass(frozen=True, slots=True)
class _Made:
    """A briefing in all its forms."""

    briefing: Briefing
    markdown: str
    json: str


def _text(given: str | None) -> str | None:
    """An argument without the bytes that are no text: Python keeps them as surrogates, which no file can hold."""
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if given is not None else None


def _date(given: str | None) -> Date:
    from briefing.errors import UsageError

    try:
        return Date.fromisoformat(given) if given else Date.today()
    except ValueError as error:
        raise UsageError(f"--date {given} is no date.", "Write it as 2026-01-31.") from error


def _refuse_both() -> None:
    from briefing.errors import UsageError

    raise UsageError(
        "-o - and --json both want standard output.", "Take one of them; -o FILE --json writes the file as well."
    )


def _make(setting: Settings, reading: Reading, template: Template, day: Date, target: Output, *, fresh: bool) -> _Made:
    """The briefing, rendered, written and kept."""
    import json

    from briefing.cli.reading import told
    from briefing.cli.say import say
    from briefing.errors import UsageError
    from briefing.export import export
    from briefing.render import render
    from briefing.store import Store

    with Store.open(setting.store) as store:
        store.keep_articles(reading.articles)
        briefing, asked = told(setting, reading, day, store, fresh=fresh, follow=True)
        made = _Made(
            briefing, render(briefing, template), json.dumps(export(briefing), ensure_ascii=False, indent=2) + "\n"
        )
        if not target.is_stdout:
            target.write(made.markdown, made.json)
        try:
            store.keep_briefing(briefing, str(target.markdown), asked)
        except UsageError:
            say(f"the briefing itself is written: {target.markdown}")
            raise
    return made


def _foretell(setting: Settings, reading: Reading, *, fresh: bool, as_json: bool) -> None:
    """Shows what the briefing would take."""
    import json

    from briefing.cli.foretelling import foretold
    from briefing.cli.say import show

    told = foretold(setting, reading, fresh=fresh)
    show(json.dumps(told.as_json(), indent=2) if as_json else "\n".join(told.lines()))


def _show(made: _Made, target: Output, *, as_json: bool) -> None:
    from briefing.cli.say import say, show

    for item in made.briefing.failed:
        say(f"failed: {item.step}, {item.where}: {item.why}")
    if as_json:
        show(made.json.removesuffix("\n"))
    elif target.is_stdout:
        show(made.markdown.removesuffix("\n"))
    else:
        show("\n".join([str(target.markdown), *(f"- {sentence.text}" for sentence in made.briefing.bottom_line)]))
    _leave(made.briefing.failed)


def _leave(missing: tuple[object, ...]) -> None:
    """With a status that says whether something is missing."""
    from briefing.errors import Exit

    if missing:
        raise typer.Exit(Exit.PARTIAL)
