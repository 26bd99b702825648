"""The command line. One file a command: read the options, open the edges, tell one story, print.

What is heavy (openai, tiktoken, the engines) is imported inside a command, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from briefing import __version__
from briefing.cli.daily import daily
from briefing.cli.evaluate import evaluate
from briefing.cli.verify import verify
from briefing.errors import BriefingError, Exit

app = typer.Typer(
    name="briefing",
    help="Who holds which position, in whose words, and where the reports contradict each other.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("daily")(daily)
app.command("verify")(verify)
app.command("evaluate")(evaluate)

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
    try:
        app()
    except BriefingError as error:
        if _debug:
            raise
        print(f"briefing: {error.what}", file=sys.stderr)
        if error.hint:
            print(f"  {error.hint}", file=sys.stderr)
        sys.exit(error.exit)
    except Exception as error:
        if _debug:
            raise
        print(f"briefing: unexpected: {type(error).__name__}: {error}", file=sys.stderr)
        print("  This is a fault of the program; `briefing --debug …` shows where.", file=sys.stderr)
        sys.exit(Exit.UNEXPECTED)
