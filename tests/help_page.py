"""docs/cli.md: what every command's `--help` prints (`make docs` writes it)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from typer.main import get_command

from briefing.cli import app
from tests.command import run

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
HEAD = """\
# The commands

What each prints with `--help`; `make docs` writes this page. Results go to standard output, everything beside them to
standard error. The exit statuses are in [exit-codes.md](exit-codes.md), the settings and where they come from in
[configuration.md](configuration.md).
"""


def commands() -> list[str]:
    """The names of the commands, those of a group after the group's own: "prompts", "prompts list"."""
    return list(_within(get_command(app), ""))


def _within(group: object, name: str) -> Iterator[str]:
    for inner, command in getattr(group, "commands", {}).items():
        full = f"{name} {inner}".strip()
        yield full
        yield from _within(command, full)


def help_page() -> str:
    """The page, at a width of 100 columns."""
    parts = [HEAD]
    with patch.dict(os.environ, {"COLUMNS": "100", "NO_COLOR": "1", "_TYPER_FORCE_DISABLE_TERMINAL": "1"}):
        for name in ("", *commands()):
            title = f"briefing {name}".strip()
            parts.append(f"## {title}\n\n```text\n{run(*name.split(), '--help').out.strip()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(help_page(), encoding="utf-8")
