"""`briefing evaluate`: how a briefing, or an engine on articles, reads against annotated articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.kinds import EngineName

if TYPE_CHECKING:
    from briefing.settings import Settings


def evaluate(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="BRIEFING.json|ARTICLES...",
            help="The JSON of a briefing; or article files and folders, which the engine reads now.",
        ),
    ],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The folder of annotations (docs/annotating.md).")],
    articles: Annotated[
        list[Path] | None,
        typer.Option("--articles", metavar="DIR", help="The article files; without it, the ARTICLES themselves."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="OTHER.json", help="Another briefing of the same articles, to compare with."),
    ] = None,
    resamples: Annotated[
        int, typer.Option(metavar="N", min=0, help="Resamples of the bootstrap over articles; 0 for no intervals.")
    ] = 2000,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write the JSON of what was read now there.")
    ] = None,
    engine: Annotated[
        EngineName | None, typer.Option(help="Who reads; auto takes a model where one is set up.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="The model's name.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint.")] = None,
    jobs: Annotated[int | None, typer.Option(metavar="N", help="Calls in flight at once; 8 otherwise.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ask again, also what was answered before.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed and what matched nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON on stdout.")] = False,
) -> None:
    """Score a briefing, or an engine's reading of articles, against annotated articles.

    Positions, stance, voice, reporters, hedges, quotations, conflicts, issues, changes over days, calls and tokens; by
    article and in all, with bootstrap intervals over articles. What is read for this is not kept as a briefing; replies
    of a model are.

    Exit status 3 when a quotation does not stand in its article, or an article is missing; else 6 when something could
    not be read.
    """
    import json

    from briefing.cli.say import show
    from briefing.cli.setting import settings
    from briefing.errors import Exit
    from briefing.evaluate import compare, compared, load, open_gold, table
    from briefing.evaluate import evaluate as score

    reading = {"engine": engine.value if engine else None, "model": model, "base_url": base_url, "jobs": jobs}
    if _is_briefing(sources):
        _refuse(output=output, fresh=fresh, **reading)
    finished = load(Path(sources[0])) if _is_briefing(sources) else None
    other = load(against) if against else None
    texts = articles or _texts(sources)
    open_gold(gold, texts)  # what is wrong with the annotations is found out before anything is paid for
    if finished is not None:
        briefing = finished
    else:
        _check(output)
        briefing = _read_now(settings(sources=sources, **reading), output, fresh=fresh)
    result = score(briefing, gold, texts, resamples=resamples)
    outcome = compare(briefing, other, gold, texts, resamples=resamples) if other is not None else None
    if as_json:
        show(json.dumps({**result.as_json(), **({"against": outcome.as_json()} if outcome else {})}, indent=2))
    else:
        show("\n\n".join([table(result), *([compared(outcome)] if outcome else [])]))
    if misses:
        _list(result.misses)
    if not result.holds:
        raise typer.Exit(Exit.CHECK_FAILED)
    if finished is None and (briefing["failed"] or briefing["unread"]):
        raise typer.Exit(Exit.PARTIAL)


def _is_briefing(sources: list[str]) -> bool:
    return len(sources) == 1 and sources[0].lower().endswith(".json")


def _refuse(**given: object) -> None:
    """Options that do nothing for a briefing that is finished."""
    from briefing.errors import UsageError

    named = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if named:
        raise UsageError(
            f"{' and '.join(named)} would do nothing: a finished briefing is not read again.",
            "Give the articles instead of the briefing's JSON, or leave the option away.",
        )


def _texts(sources: list[str]) -> list[Path]:
    """Where the articles lie that the annotations are of.

    Raises:
        UsageError: only a briefing was given, or standard input, which has no file's name.
    """
    from briefing.errors import UsageError

    if _is_briefing(sources):
        raise UsageError("The articles are not named.", "Add --articles DIR: every quotation is held against them.")
    if "-" in sources:
        raise UsageError("An article on standard input has no name to annotate it by.", "Give it as a file.")
    return [Path(source) for source in sources]


def _read_now(setting: Settings, output: Path | None, *, fresh: bool) -> Mapping[str, Any]:
    """The JSON of the briefing that the engine makes of the articles, also written to `output`."""
    import json
    from datetime import date

    from briefing.cli.reading import sources_read, told
    from briefing.cli.say import say
    from briefing.export import export
    from briefing.store import Store

    reading = sources_read(setting, "briefing evaluate")
    with Store.open(setting.store) as store:
        briefing, _ = told(setting, reading, date.today(), store, fresh=fresh)
    for item in briefing.failed:
        say(f"failed: {item.step}, {item.where}: {item.why}")
    made = export(briefing)
    if output is not None:
        with _writing(output):
            text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
            output.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    return made


def _check(output: Path | None) -> None:
    """Finds out, before anything is paid for, whether the file may be written.

    Raises:
        UsageError: it may not, or it is no briefing as this program wrote it.
    """
    import os

    from briefing.errors import UsageError
    from briefing.export import is_edited

    if output is None:
        return
    with _writing(output):
        if output.exists() and is_edited(output.read_text(encoding="utf-8", errors="replace")):
            raise UsageError(f"{output} is there, and is no briefing as it was written.", "Name another file with -o.")
        if not os.access(output.resolve().parent, os.W_OK):
            raise FileNotFoundError(2, "its folder is not there, or may not be written")


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    from briefing.errors import UsageError

    try:
        yield
    except OSError as error:
        raise UsageError(f"{output} cannot be written: {error.strerror}.", "Name another file with -o.") from error


def _list(lines: tuple[str, ...]) -> None:
    import sys

    print("\n".join(lines), file=sys.stderr)
