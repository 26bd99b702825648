"""What differs between two texts, word by word. A paragraph that is only set anew, in other lines, is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\n[ \t]*\n\s*|\s+|\w+|[^\w\s]")
"""An empty line, other white space, a word, or a sign."""
CONTEXT = 1
"""Lines that are shown before and after a change."""

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is in both, in the old one alone, or in the new one alone."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Lines with a change in them.

    Attributes:
        line: of the new text, counted from 1, where it begins.
        lines: the pieces of each line.
    """

    line: int
    lines: tuple[tuple[Piece, ...], ...]


def pieces(old: str, new: str) -> list[Piece]:
    """Both texts as one row of pieces; what is the same is given as the new text has it."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, _alike(before), _alike(after), autojunk=False)
    found: list[Piece] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(after[begin:stop])))
        else:
            found += [Piece("gone", "".join(before[start:end]))] if end > start else []
            found += [Piece("new", "".join(after[begin:stop]))] if stop > begin else []
    return list(_joined(found))


def _alike(words: Sequence[str]) -> list[str]:
    return [("\n\n" if word.count("\n") > 1 else " ") if word.isspace() else word for word in words]


def _joined(found: Sequence[Piece]) -> Iterator[Piece]:
    """A lone blank between two changes belongs to both: "[-one two-]{+three four+}" and not each word by itself."""
    gone, new = "", ""
    for place, piece in enumerate(found):
        between = piece.kind == "same" and piece.text.isspace() and "\n\n" not in piece.text
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        elif between and (gone or new) and place + 1 < len(found):
            gone, new = gone + piece.text, new + piece.text
        else:
            yield from _both(gone, new)
            yield piece
            gone, new = "", ""
    yield from _both(gone, new)


def _both(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def hunks(old: str, new: str) -> list[Hunk]:
    """The lines that differ, each with the lines around it; none where nothing differs but white space."""
    lines = _lines(pieces(old, new))
    changed = [place for place, (_, parts) in enumerate(lines) if any(part.kind != "same" for part in parts)]
    found: list[list[int]] = []
    for place in changed:
        start, end = max(0, place - CONTEXT), min(len(lines), place + CONTEXT + 1)
        if found and start <= found[-1][1]:
            found[-1][1] = end
        else:
            found.append([start, end])
    return [Hunk(lines[start][0], tuple(parts for _, parts in lines[start:end])) for start, end in found]


def _lines(found: Sequence[Piece]) -> list[tuple[int, tuple[Piece, ...]]]:
    """The pieces line by line, each line with its number in the new text."""
    lines: list[tuple[int, tuple[Piece, ...]]] = []
    number, parts = 1, list[Piece]()
    for piece in found:
        for place, text in enumerate(piece.text.split("\n")):
            if place:
                lines.append((number, tuple(parts)))
                parts = []
                number += piece.kind != "gone"
            if text:
                parts.append(Piece(piece.kind, text))
    return [*lines, (number, tuple(parts))]
