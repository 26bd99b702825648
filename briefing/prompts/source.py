"""The text of a prompt's file, with the place of every part of it.

A file has YAML front matter, then `# System` and `# User`. The two are split here, on the source, before anything is
rendered, so that an article cannot forge a role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from briefing.errors import UsageError

_FRONT_MATTER = re.compile(r"\A---\r?\n(?P<head>.*?)^---\r?\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_ROLES = re.compile(r"\A\s*# System\s*\n(?P<system>.*?)^# User\s*\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)


class Place(NamedTuple):
    """A line and a column of a file, both counted from 1."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of a text: [start, end), in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the stretch."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Source:
    """A text and where it is from.

    Attributes:
        origin: the file it was read from, or what else names it to a person: "HEAD:prompts/extract.md".
        text: with line feeds alone, and no byte order mark.
    """

    origin: Path | str
    text: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """The text of a file.

        Raises:
            Unreadable: it cannot be read, or is no UTF-8.
        """
        hint = "Save it as UTF-8, or remove it to use the packed one."
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Unreadable(cls(path, ""), 0, str(error), hint) from error
        return cls._decoded(path, data, hint)

    @classmethod
    def of_bytes(cls, origin: str, data: bytes) -> Self:
        """The text of a file that stands somewhere else than in a folder.

        Raises:
            Unreadable: it is no UTF-8.
        """
        return cls._decoded(origin, data, "Take a version that is saved as UTF-8.")

    @classmethod
    def _decoded(cls, origin: Path | str, data: bytes, hint: str) -> Self:
        try:
            return cls(origin, _lines(data.decode("utf-8-sig")))
        except UnicodeDecodeError as error:
            good = _lines(error.object[: error.start].decode("utf-8"))  # of the error: it is counted without the mark
            whole = _lines(data.decode("utf-8-sig", "replace"))
            raise Unreadable(cls(origin, whole), len(good), str(error), hint) from error

    def place(self, offset: int) -> Place:
        """Where a character stands."""
        return Place(self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset))

    def padded(self, span: Span) -> str:
        """A stretch, with the lines before it blank: whoever reads it counts the lines of the file."""
        return "\n" * self.text.count("\n", 0, span.start) + span.of(self.text)


class Unreadable(UsageError):
    """A file that is no text.

    Args:
        source: what of it can be read.
        offset: where in that the first sign stands that cannot.
        why: in a few words.
    """

    def __init__(self, source: Source, offset: int, why: str, hint: str) -> None:
        super().__init__(f"{source.origin} cannot be read: {why}.", hint)
        self.source, self.offset, self.why = source, offset, why


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a prompt stand in its source: the front matter without its fences, the body, the roles."""

    head: Span
    body: Span
    system: Span
    user: Span


def head_of(source: Source) -> tuple[Span, Span] | None:
    """Where the front matter and the body stand; None where there is no front matter."""
    found = _FRONT_MATTER.match(source.text)
    return (Span(*found.span("head")), Span(*found.span("body"))) if found else None


def layout(source: Source) -> Layout | None:
    """Where the parts stand; None where one is missing, or they come in another order."""
    parts = head_of(source)
    roles = _ROLES.match(parts[1].of(source.text)) if parts else None
    if parts is None or roles is None:
        return None
    head, body = parts
    system, user = (Span(*(body.start + end for end in roles.span(role))) for role in ("system", "user"))
    return Layout(head, body, system, user)
