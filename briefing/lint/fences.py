"""Fenced blocks, as CommonMark has them: of backticks or tildes, three or more, with any words after the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.prompts.source import Span

_OPENING = re.compile(r"^[ \t]*(?P<marks>`{3,}|~{3,})[ \t]*(?P<told>[^\n]*)(?:\n|\Z)", re.MULTILINE)
_LANGUAGE = re.compile(r"[{. \t]*(?P<word>[\w+-]*)")
_OBJECT = re.compile(r"\s*\{\s*[\"}]")
"""How a JSON object begins, and no tag of a template does."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block.

    Attributes:
        span: all of it, with its fences.
        inner: what stands between them.
        kind: of what it holds, in small letters: "json" also where it says nothing and holds a JSON object.
    """

    span: Span
    inner: Span
    kind: str


def fences(text: str, span: Span) -> Iterator[Fence]:
    """The fenced blocks in a stretch of a text; one that is not closed goes on to the end of it."""
    at = span.start
    while opening := _OPENING.search(text, at, span.end):
        marks, told = opening["marks"], opening["told"]
        if marks[0] == "`" and "`" in told:  # code within a line
            at = opening.end()
            continue
        closing = re.compile(rf"^[ \t]*{marks[0]}{{{len(marks)},}}[ \t]*(?:\n|\Z)", re.MULTILINE)
        closed = closing.search(text, opening.end(), span.end)
        inner = Span(opening.end(), closed.start() if closed else span.end)
        at = closed.end() if closed else span.end
        yield Fence(Span(opening.start(), at), inner, _kind(told, inner.of(text)))


def _kind(told: str, inner: str) -> str:
    found = _LANGUAGE.match(told)
    word = found["word"].lower() if found else ""
    return "json" if not word and _OBJECT.match(inner) else word
