"""`briefing prompts show`: the source of a prompt."""

from __future__ import annotations

from typing import Annotated

import typer


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The prompt, such as extract.")],
    rev: Annotated[
        str | None,
        typer.Option("--rev", metavar="REV", help="A git revision, a digest from the store, a file, or packed."),
    ] = None,
    resolved: Annotated[bool, typer.Option("--resolved", help="With the parts it includes in their place.")] = False,
) -> None:
    """Show the source of a prompt, as it is now or as it was; highlighted in a terminal."""
    from briefing.cli.prompts.own import coloured, own_prompts
    from briefing.cli.say import say
    from briefing.cli.say import show as put
    from briefing.cli.setting import settings
    from briefing.prompts import Source
    from briefing.versions import version

    setting = settings()
    prompts = own_prompts(setting)
    if rev is None and not resolved:  # also one that is broken can be looked at
        source = Source.read(prompts.path(name))
        text, origin = source.text, source.origin
    else:
        prompt = prompts.get(name) if rev is None else version(name, rev, prompts, setting.store)
        text, origin = prompt.resolved if resolved else prompt.source.text, prompt.origin
    if coloured():
        from rich.console import Console
        from rich.syntax import Syntax

        say(str(origin))
        Console().print(Syntax(text, "markdown", theme="ansi_dark", background_color="default", word_wrap=True))
    else:
        put(text.removesuffix("\n"))
