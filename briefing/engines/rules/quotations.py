"""Where an article's quotation marks open and close."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "''": "''", "``": "''"}
"""Two single marks for a double one, too, as in texts from before Unicode."""
OPENING = re.compile(r"[“«„]|(?<!\w)(?:''|``)(?=\S)|(?<!\w)\"(?=\S)|(?<!\w)‘(?=\w)|(?<![\w'])'(?=[A-Z]\w)")
SINGLE_CLOSING = re.compile(r"(?<=[.,!?…])['’](?!\w)|(?<=\w)['’](?=[\s.,;:)]|$)")
"""Within single marks an apostrophe is no end: no letter follows, and a word or a stop precedes."""
SHORT = 3
"""A quotation of up to so many words is a term in scare quotes, read as if it had none."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in quotation marks, the marks included.

    Attributes:
        open: the marks are not closed where the paragraph ends, so that the quotation runs on into the next.
        words: how many words it holds.
    """

    start: int
    end: int
    words: int
    open: bool = False

    @property
    def short(self) -> bool:
        """Whether it is a term rather than what somebody said."""
        return self.words <= SHORT


def quotations(text: str, paragraphs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The quotations in the given paragraphs, each (start, end) in `text`, in order."""
    return tuple(span for start, end in paragraphs for span in _in_paragraph(text, start, end))


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    at = start
    while opening := OPENING.search(text, at, end):
        begin = opening.start()
        stop = _closing(text, opening[0], opening.end(), end)
        if stop is None and opening[0] in "'‘":
            at = opening.end()  # an apostrophe, not a quotation
            continue
        close = end if stop is None else stop
        words = len(re.findall(r"\w+(?:[’'-]\w+)*", text[begin:close]))
        found.append(Span(begin, close, words, open=stop is None))
        at = close
    return found


def _closing(text: str, mark: str, at: int, end: int) -> int | None:
    """Where the quotation that `mark` opened ends, its closing mark included."""
    if mark in "'‘":
        found = SINGLE_CLOSING.search(text, at, end)
        return found.end() if found else None
    closers: Iterable[str] = '”"' if mark in '“"' else (PAIRS[mark],)
    ends = [place + len(close) for close in closers if (place := text.find(close, at, end)) >= 0]
    return min(ends) if ends else None
