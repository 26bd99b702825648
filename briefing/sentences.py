"""Where the sentences of a text stand. The splitting is sentencex's (Wikimedia Foundation, MIT)."""

from __future__ import annotations

import re

import sentencex

_MARKER = re.compile(r"\W*(?:\d{1,3}|[A-Za-z])[.)]\W*")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences in text[start:end] as (start, end) in characters of `text`, without the white space around them.

    Meant for one segment or paragraph: a blank line ends a sentence, a line end does not (lines may be wrapped).
    A list marker ("1.", "- b)") belongs to the sentence that follows it.
    """
    found: list[tuple[int, int]] = []
    at, marker = start, None
    for piece in sentencex.segment("en", text[start:end]):
        begin = at + len(piece) - len(piece.lstrip())
        stop = at + len(piece.rstrip())
        at += len(piece)
        if stop <= begin:
            continue
        if marker is None and _MARKER.fullmatch(text, begin, stop):
            marker = (begin, stop)
            continue
        found.append((begin if marker is None else marker[0], stop))
        marker = None
    if marker is not None:
        found.append(marker)
    return found
