"""What the commands on prompts share: the prompts in use, and how they are told to a person."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.prompts import Prompts
    from briefing.settings import Settings


def own_prompts(setting: Settings) -> Prompts:
    """The prompts in use: ./prompts beside briefing.toml, then the user's, then the packed ones."""
    from briefing.prompts import Prompts

    return Prompts([folder / "prompts" for folder in setting.folders])


def near(path: Path | str) -> str:
    """A file as a person would name it from here."""
    if isinstance(path, str) or not path.is_relative_to(Path.cwd()):
        return str(path)
    return str(path.relative_to(Path.cwd()))


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns; the first row is their heads."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def visible(text: str) -> str:
    """A text as it may be shown in a terminal: what an article holds moves no cursor and changes no colour."""
    if not sys.stdout.isatty():
        return text
    return "".join(sign if sign.isprintable() or sign in "\n\t" else f"\\x{ord(sign):02x}" for sign in text)


def coloured() -> bool:
    """Whether the results go to a terminal that shows colours."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")
