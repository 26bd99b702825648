"""`briefing prompts …`: reviewing the prompts. One file a command."""

from __future__ import annotations

import typer

from briefing.cli.prompts.copy import copy
from briefing.cli.prompts.diff import diff
from briefing.cli.prompts.lint import lint
from briefing.cli.prompts.list import list_
from briefing.cli.prompts.log import log
from briefing.cli.prompts.render import render
from briefing.cli.prompts.show import show
from briefing.cli.prompts.test import test

app = typer.Typer(
    help="Read, change and review the prompts.",
    epilog="docs/prompts.md tells how a prompt is written. Start with `briefing prompts list`.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("list", short_help="The prompts in use.")(list_)
app.command("show", short_help="The source of a prompt.")(show)
app.command("copy", short_help="Make an editable copy.")(copy)
app.command("render", short_help="What would be sent.")(render)
app.command("lint", short_help="What is wrong with the prompts.")(lint)
app.command("diff", short_help="Two versions, word by word.")(diff)
app.command("test", short_help="Run them over their golden cases.")(test)
app.command("log", short_help="The versions that runs used.")(log)
