"""`briefing actors`: who was resolved how, the unresolved first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefing.records import Spoken
    from briefing.settings import Settings


def actors(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCES",
            help="Articles and folders, which the built-in rules read now. Without any: a briefing of the store.",
            show_default=False,
        ),
    ] = None,
    run: Annotated[
        str | None, typer.Option("--run", metavar="RUN", help="The run's id, or its beginning; the last run otherwise.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything as JSON on stdout.")] = False,
) -> None:
    """List who was resolved how: every speaker as written, the actor it became, by what, how often and where.

    The unresolved come first, each with an entry to put into actors.toml: it makes the words an actor of that name. Put
    an actor's name in front, and the words under alias, to make them that actor's.
    """
    import json

    from briefing.actors import Actors
    from briefing.cli.opening import own_actors
    from briefing.cli.say import show
    from briefing.cli.setting import settings
    from briefing.errors import Exit, UsageError
    from briefing.who import listed, who

    if sources and run:
        raise UsageError("--run names a briefing of the store, and SOURCES articles to read now.", "Give one of them.")
    setting = settings(sources=sources, engine="rules") if sources else settings()
    ident, said, missing = ("", *_read_now(setting)) if sources else (*_kept(setting, run), False)
    resolved = who(said, Actors.load(*own_actors(setting)))
    if as_json:
        data = {"format": "briefing-actors/1", "run": ident or None, "speakers": [one.as_json() for one in resolved]}
        show(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        show("\n".join(listed(resolved)) or "Nobody speaks: there is no position.")
    if missing:
        raise typer.Exit(Exit.PARTIAL)


def _read_now(setting: Settings) -> tuple[list[Spoken], bool]:
    """Who speaks, and whether something could not be read; says what."""
    from datetime import date

    from briefing.cli.reading import sources_read, told
    from briefing.cli.say import say
    from briefing.store import Store
    from briefing.who import spoken

    reading = sources_read(setting, "briefing actors")
    with Store.in_memory() as store:
        briefing, _ = told(setting, reading, date.today(), store, fresh=False)
    for item in briefing.failed:
        say(f"failed: {item.step}, {item.where}: {item.why}")
    return spoken(briefing), bool(briefing.failed or reading.unread)


def _kept(setting: Settings, wanted: str | None) -> tuple[str, list[Spoken]]:
    """The id of the run, and who spoke in it.

    Raises:
        UsageError: there is no such run, or none at all, or several begin so.
    """
    from briefing.errors import UsageError
    from briefing.store import Store

    hint = "`briefing daily` keeps one; or name the articles: `briefing actors articles/`."
    if not setting.store.exists():
        raise UsageError(f"There is no store at {setting.store}.", hint)
    with Store.open(setting.store) as store:
        runs = [one.id for one in store.runs()]
        found = [ident for ident in runs if ident.startswith(wanted)] if wanted else runs[:1]
        if len(found) == 1:
            return found[0], store.spoken(found[0])
    if found:
        raise UsageError(f"{len(found)} runs begin with {wanted}.", f"Give more of the id: {', '.join(found[:3])}.")
    where = f"no run {wanted}" if wanted else "no run"
    raise UsageError(f"There is {where} in {setting.store}.", f"It has {', '.join(runs[:3])}." if runs else hint)
