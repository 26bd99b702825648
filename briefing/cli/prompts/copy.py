"""`briefing prompts copy`: a packed prompt as a file that can be edited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer


def copy(
    name: Annotated[str, typer.Argument(metavar="ID", help="The prompt, such as extract.")],
) -> None:
    """Copy a packed prompt into ./prompts beside briefing.toml, to be edited: the copy is used from then on.

    It notes the digest of what it was copied from, so that `briefing prompts list` tells when the packed one has moved
    on.
    """
    from briefing.cli.prompts.own import near
    from briefing.cli.say import say, show
    from briefing.cli.setting import settings
    from briefing.errors import UsageError
    from briefing.prompts import Prompts

    packed = Prompts()
    prompt = packed.get(name)
    target = settings().folders[0] / "prompts" / f"{name}.md"
    if target.exists():
        its_own = target.samefile(packed.path(name))
        raise UsageError(
            f"{near(target)} is there already{', and is the packed prompt itself' if its_own else ''}.",
            "Edit it; or move it away, and copy again." if not its_own else "Edit it.",
        )
    _write(target, re.sub(r"\A---\n", f'---\ncopy_of: "{prompt.digest}"\n', prompt.source.text))
    show(near(target))
    say(
        f"a copy of {prompt.label}, which is used instead of it from now on",
        f"Edit it; then `briefing prompts lint {name}`, `briefing prompts diff {name} packed`.",
    )


def _write(target: Path, text: str) -> None:
    from briefing.errors import UsageError

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise UsageError(
            f"{target} cannot be written: {error.strerror or error}.", "Check who may write the folder."
        ) from error
