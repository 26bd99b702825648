"""`briefing prompts list`: which prompts are in use, in which version, and where from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from briefing.prompts import Prompt, Prompts


def list_(as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False) -> None:
    """List the prompts in use: version, digest, reply, tokens of the fixed part, findings of lint, and where from.

    A file in ./prompts beside briefing.toml wins over one in the user's configuration, and that over the packed one.
    """
    import json

    from briefing.cli.prompts.own import own_prompts, table
    from briefing.cli.say import say, show
    from briefing.cli.setting import settings

    prompts = own_prompts(settings())
    rows = [_row(name, prompts) for name in prompts.names]
    if as_json:
        show(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        heads = ("id", "version", "digest", "reply", "tokens", "lint", "from", "file")
        show(table([heads, *([str(row[head] if row[head] is not None else "?") for head in heads] for row in rows)]))
    for row in rows:
        for told in row["warnings"]:
            say(told)


def _row(name: str, prompts: Prompts) -> dict[str, Any]:
    """A line of the list; of a prompt that cannot be read, what is known all the same."""
    from briefing.cli.prompts.own import near
    from briefing.errors import UsageError

    path = prompts.path(name)
    row: dict[str, Any] = dict.fromkeys(("id", "version", "digest", "reply", "tokens"))
    row |= {"id": name, "lint": _state(name, prompts), "from": _from(path, prompts), "file": near(path), "warnings": []}
    try:
        prompt = prompts.get(name)
        row |= {"version": prompt.head.version, "digest": prompt.digest, "reply": prompt.head.reply}
        row["from"] = ", with ".join([row["from"], *map(near, prompt.foreign_parts)])
        row |= {"tokens": _tokens(prompt), "warnings": _outdated(prompt)}
    except UsageError as error:
        row["warnings"] = [error.what]
    return row


def _from(path: Path, prompts: Prompts) -> str:
    from briefing.versions import is_packed

    if is_packed(path):
        return "packed"
    return "./prompts" if path.parent == prompts.folders[0] else "user"


def _state(name: str, prompts: Prompts) -> str:
    from briefing.lint import lint
    from briefing.tokens import counter

    found = len(lint(name, prompts, counter("gpt-5").count))
    return f"{found} finding{'' if found == 1 else 's'}" if found else "clean"


def _tokens(prompt: Prompt) -> int:
    from briefing.tokens import counter

    count = counter("gpt-5").count  # the one whose count is exact; a budget is not about one endpoint's model
    return sum(count(message["content"]) for message in prompt.bare())


def _outdated(prompt: Prompt) -> list[str]:
    """Whether the packed prompt has moved on since it was copied."""
    from briefing.cli.prompts.own import near
    from briefing.prompts import Prompts

    if not prompt.head.copy_of or prompt.head.id not in Prompts().names:
        return []
    now = Prompts().get(prompt.head.id)
    if now.digest == prompt.head.copy_of:
        return []
    return [
        f"{near(prompt.origin)} is a copy of {prompt.head.copy_of}, and the packed prompt is {now.label} by now: "
        f"`briefing prompts diff {prompt.head.id} packed` shows what differs"
    ]
