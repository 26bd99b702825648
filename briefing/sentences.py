"""Where the sentences of a text stand. The splitting is sentencex's (Wikimedia Foundation, MIT)."""

from __future__ import annotations

import re

import sentencex

_MARKER = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])[.)]\W*")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences in text[start:end] as (start, end) in characters of `text`, without the white space around them.

    A line end always ends a sentence; a list marker ("1.", "- b)") belongs to the sentence that follows it.
    """
    found: list[tuple[int, int]] = []
    at = start
    for line in text[start:end].splitlines(keepends=True):
        pending: int | None = None
        for piece in sentencex.segment("en", line):
            begin = at + len(piece) - len(piece.lstrip())
            stop = at + len(piece.rstrip())
            at += len(piece)
            if stop <= begin:
                continue
            begin = begin if pending is None else pending
            if _MARKER.fullmatch(text, begin, stop):
                pending = begin
                continue
            pending = None
            found.append((begin, stop))
        if pending is not None:
            found.append((pending, len(text[pending:at].rstrip()) + pending))
    return found
