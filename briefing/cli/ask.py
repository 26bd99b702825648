"""`briefing ask`: a question, answered from the articles with citations, or not at all."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.kinds import EngineName

if TYPE_CHECKING:
    from briefing.articles import Reading
    from briefing.passages import Answer
    from briefing.retrieve import Query
    from briefing.settings import Settings
    from briefing.store import Store

LONGEST = 2_000
"""Characters in a question."""


def ask(
    question: Annotated[
        str | None,
        typer.Argument(metavar="[QUESTION]", help="The question; - reads it from standard input.", show_default=False),
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SOURCES]...",
            help="Articles to ask, read on the spot. Without any: what earlier briefings read.",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only articles of this day or later; no undated ones.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Only articles of this day or earlier; no undated ones.")
    ] = None,
    actor: Annotated[str, typer.Option(metavar="NAME", help="Only passages that name this actor.")] = "",
    outlet: Annotated[str, typer.Option(metavar="NAME", help="Only articles of this outlet.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it there; - for standard output.")
    ] = None,
    engine: Annotated[
        EngineName | None, typer.Option(help="Who answers; auto takes a model where one is set up.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="The model's name.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Take no stored reply.")] = False,
    last: Annotated[bool, typer.Option("--last", help="Show the last question and its answer again.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The answer as JSON.")] = False,
) -> None:
    """Answer a question from the articles, each sentence with the words it rests on, or say that they do not.

    Exit status 5 when the articles do not say: what was searched and the nearest thing found are shown instead; 6 when
    some of SOURCES could not be read.
    """
    from briefing.cli.setting import settings

    setting = settings(engine=engine.value if engine else None, model=model, base_url=base_url)
    if last:
        _again(setting, question, output, as_json=as_json)
        return
    query = _query(_question(question, sources or []), since, until, actor, outlet)
    _spare(sources or [], output)
    reading = _read(sources) if sources else None
    answer, shown = _answer(setting, query, reading, fresh=fresh, as_json=as_json)
    _show(shown, output)
    _leave(answered=bool(answer.told), unread=bool(reading and reading.unread))


def _spare(sources: list[str], output: Path | None) -> None:
    """No answer is written over an article that it is asked of."""
    from briefing.errors import UsageError

    if output is None or str(output) == "-" or not output.is_file():
        return
    for source in map(Path, sources):
        inside = source.is_dir() and source.resolve() in output.resolve().parents
        if inside or (source.exists() and source.samefile(output)):
            raise UsageError(f"{output} is among the articles that are asked.", "Give -o another file.")


def _question(given: str | None, sources: list[str]) -> str:
    """The question, from the command line or standard input."""
    import sys

    from briefing.errors import UsageError

    if given == "-" and "-" in sources:
        raise UsageError(
            "Both the question and an article are to come from standard input.", "Give one of them in another way."
        )
    data = sys.stdin.buffer.read() if given == "-" else (given or "").encode("utf-8", "surrogateescape")
    question = " ".join(data.decode("utf-8", "replace").split())
    if not any(sign.isalnum() for sign in question):
        raise UsageError("There is no question.", 'Write it between quotation marks: briefing ask "Who demands what?"')
    if len(question) > LONGEST:
        raise UsageError(
            f"The question has {len(question):,} characters; {LONGEST:,} are the most.",
            "Ask one thing at a time; articles are named after the question.",
        )
    return question


def _query(question: str, since: str | None, until: str | None, actor: str, outlet: str) -> Query:
    from briefing.errors import UsageError
    from briefing.retrieve import Query
    from briefing.store import Filter

    first, final = _date("--since", since), _date("--until", until)
    if first and final and first > final:
        raise UsageError(f"--since {first} is after --until {final}.", "Exchange the two.")
    return Query(question, Filter(first, final, outlet.strip()), actor.strip())


def _date(option: str, given: str | None) -> Date | None:
    from briefing.errors import UsageError

    try:
        return Date.fromisoformat(given) if given else None
    except ValueError as error:
        raise UsageError(f"{option} {given} is no date.", "Write it as 2026-01-31.") from error


def _answer(
    setting: Settings, query: Query, reading: Reading | None, *, fresh: bool, as_json: bool
) -> tuple[Answer, str]:
    """The answer, kept; and as it is to be shown."""
    import asyncio
    import json

    from briefing.reply import export, markdown
    from briefing.retrieve import EVERYTHING
    from briefing.store import Store
    from briefing.templates import template

    shape = template("answer", [folder / "templates" for folder in setting.folders])
    if reading is None and not setting.store.exists():
        raise _no_articles(f"There is no store at {setting.store}.")
    with (
        Store.in_memory() if reading else Store.open(setting.store) as asked,
        Store.open(setting.store) as store,
    ):
        if reading:
            asked.keep_articles(reading.articles)
        if not asked.index.extent(EVERYTHING).articles:
            raise _no_articles(f"There is no article in {setting.store}.")
        answer = asyncio.run(_ask(setting, query, asked, store, fresh=fresh))
        text, record = markdown(answer, shape), export(answer)
        store.keep_answer(
            query.question,
            answered=bool(answer.told),
            engine=answer.engine,
            model=answer.model,
            markdown=text,
            record=record,
        )
    return answer, json.dumps(record, ensure_ascii=False, indent=2) + "\n" if as_json else text


async def _ask(setting: Settings, query: Query, asked: Store, store: Store, *, fresh: bool) -> Answer:
    from briefing.ask import ask as story
    from briefing.cli.opening import opened
    from briefing.retrieve import FullText

    async with opened(setting, store, fresh=fresh, steps=("answer",)) as door:
        return await story(
            query,
            retriever=FullText(asked, door.actors),
            engine=door.engine,
            actors=door.actors,
            model=door.model,
            prompt=door.prompts.get("answer", ""),
            usage=door.usage,
        )


def _read(sources: list[str]) -> Reading:
    """The named articles."""
    import sys
    from dataclasses import replace

    from briefing.articles import read
    from briefing.cli.say import say
    from briefing.errors import NoArticles
    from briefing.render import is_briefing

    reading = read(sources, sys.stdin.buffer)
    for warning in reading.warnings:
        say(warning)
    for item in reading.unread:
        say(f"{item.source} was not read: {item.why}")
    for article in reading.articles:
        if is_briefing(article.text):
            say(f"{article.source} was passed over: it is a briefing of this program, no article")
    articles = tuple(article for article in reading.articles if not is_briefing(article.text))
    if not articles:
        named = ", ".join(sources[:3]) + (", …" if len(sources) > 3 else "")
        raise NoArticles(f"Nothing readable in {named}.", "Give .txt, .md or .html files with text in them.")
    return replace(reading, articles=articles)


def _no_articles(what: str) -> Exception:
    from briefing.errors import NoArticles

    return NoArticles(what, "Write a briefing first (`briefing daily articles/`), or name articles after the question.")


def _again(setting: Settings, question: str | None, output: Path | None, *, as_json: bool) -> None:
    """Shows the last answer once more."""
    import json

    from briefing.errors import UsageError
    from briefing.store import Store

    if question is not None:
        raise UsageError("--last takes no question.", "Leave one of the two out.")
    stored = None
    if setting.store.exists():
        with Store.open(setting.store) as store:
            stored = store.last_answer()
    if stored is None:
        raise UsageError(f"No question has been asked of {setting.store}.", 'Ask one: briefing ask "Who demands what?"')
    text = json.dumps(stored.record, ensure_ascii=False, indent=2) + "\n" if as_json else stored.markdown
    _show(text, output)
    _leave(answered=stored.answered, unread=False)


def _show(text: str, output: Path | None) -> None:
    """Writes it to the file, or to standard output."""
    from briefing.cli.say import show
    from briefing.errors import UsageError

    if output is None or str(output) == "-":
        show(text.removesuffix("\n"))
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"{output} cannot be written: {error.strerror or error}.",
            "Name another file with -o; `briefing ask --last` shows the answer again.",
        ) from error
    show(str(output))


def _leave(*, answered: bool, unread: bool) -> None:
    """With a status that says whether there is an answer, and whether it is from all that was named."""
    from briefing.errors import Exit

    if not answered:
        raise typer.Exit(Exit.NOTHING_FOUND)
    if unread:
        raise typer.Exit(Exit.PARTIAL)
