"""The command line. One file a command: read the options, open the edges, tell one story, print.

What is heavy (openai, tiktoken, the engines) is imported inside a command, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from briefing import __version__
from briefing.cli.actors import actors
from briefing.cli.ask import ask
from briefing.cli.daily import daily
from briefing.cli.evaluate import evaluate
from briefing.cli.prompts import app as prompts
from briefing.cli.say import say
from briefing.cli.trace import trace
from briefing.cli.verify import verify
from briefing.errors import BriefingError, Exit

app = typer.Typer(
    name="briefing",
    help="Who holds which position, in whose words, and where the reports contradict each other.",
    epilog="Start with `briefing daily FOLDER`, where FOLDER holds the day's articles.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"max_content_width": 100},
)
app.command("daily", short_help="Write the day's briefing from articles.")(daily)
app.command("ask", short_help="Answer a question from the articles, with citations.")(ask)
app.command("verify", short_help="Hold a finished briefing's quotations against the articles.")(verify)
app.command("trace", short_help="Show what a line of a briefing rests on, back to the prompt.")(trace)
app.command("evaluate", short_help="Score a briefing against annotated articles.")(evaluate)
app.command("actors", short_help="List who was resolved how, the unresolved first.")(actors)
app.add_typer(prompts, name="prompts", short_help="Read, change and review the prompts.")

_debug = False


def _version(wanted: bool) -> None:
    if wanted:
        print(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    global _debug  # noqa: PLW0603  the one switch that must outlive the command it is set for
    _debug = debug


def main() -> None:
    """Runs a command; an error that a person can act on is two lines on stderr and its own exit status."""
    for stream in (sys.stdout, sys.stderr):  # what we show is UTF-8, whatever the terminal was set to in another age
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="briefing")
    except BriefingError as error:
        if _debug:
            raise
        say(error.what, error.hint)
        sys.exit(error.exit)
    except Exception as error:
        if _debug:
            raise
        where = " ".join(["briefing --debug", *sys.argv[1:2], "…"])
        say(
            f"unexpected: {type(error).__name__}: {error}",
            f"This is a fault of the program: please report it, with what `{where}` prints.",
        )
        sys.exit(Exit.UNEXPECTED)
