"""`briefing prompts log`: the versions of a prompt that runs used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefing.store import StoredPrompt

SHOWN = 3
"""Runs that are named for each version; --json names them all."""


def log(
    name: Annotated[str, typer.Argument(metavar="ID", help="The prompt, such as extract.")],
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON, with every run.")] = False,
) -> None:
    """List the versions of a prompt that runs used: when, and which runs.

    `briefing prompts show ID --rev DIGEST` shows one, `briefing prompts diff ID DIGEST` what has changed since.
    """
    import json

    from briefing.cli.prompts.own import own_prompts, table
    from briefing.cli.say import say, show
    from briefing.cli.setting import settings
    from briefing.store import Store

    setting = settings()
    prompts = own_prompts(setting)
    prompts.path(name)  # a name that does not exist is told, before nothing is found under it
    found: list[StoredPrompt] = []
    if setting.store.exists():
        with Store.open(setting.store) as store:
            found = store.versions.of(name)
    if as_json:
        show(json.dumps([_record(item) for item in found], ensure_ascii=False, indent=2))
        return
    if not found:
        say(f"{setting.store} knows of no run that used {name}", "A run with a model keeps the prompts that it uses.")
        return
    heads = ("version", "digest", "first used", "last used", "runs", "")
    show(table([heads, *(_row(item, current=prompts.get(name).digest) for item in found)]))


def _row(item: StoredPrompt, *, current: str) -> tuple[str, ...]:
    named = ", ".join(item.uses[:SHOWN]) + (f" and {len(item.uses) - SHOWN} more" if len(item.uses) > SHOWN else "")
    first, last = (f"{when.astimezone():%Y-%m-%d %H:%M}" for when in (item.first_seen, item.last_seen))
    now = "in use now" if item.digest == current else ""
    return (f"{item.name}@{item.version}", item.digest, first, last, named or "none was finished", now)


def _record(item: StoredPrompt) -> dict[str, object]:
    return {
        "id": item.name,
        "version": item.version,
        "digest": item.digest,
        "first_seen": item.first_seen.isoformat(),
        "last_seen": item.last_seen.isoformat(),
        "runs": list(item.uses),
    }
