"""Where an article's quotation marks open and close."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

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
    closings = _Closings(text, start, end)
    at = start
    while opening := OPENING.search(text, at, end):
        begin = opening.start()
        stop = closings.after(opening[0], opening.end())
        if stop is None and opening[0] in "'‘":
            at = opening.end()  # an apostrophe, not a quotation
            continue
        close = end if stop is None else stop
        words = len(re.findall(r"\w+(?:[’'-]\w+)*", text[begin:close]))
        found.append(Span(begin, close, words, open=stop is None))
        at = close
    return found


class _Closings:
    """Where the quotations of a paragraph may end: each kind of mark is looked for once, however many open."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._places: dict[str, list[tuple[int, int]]] = {}

    def after(self, mark: str, at: int) -> int | None:
        """Where the quotation that `mark` opened before this place ends, its closing mark included."""
        if mark not in self._places:
            found = _closing(mark).finditer(self._text, self._start, self._end)
            self._places[mark] = [(match.start(), match.start() + len(match["mark"])) for match in found]
        places = self._places[mark]
        following = bisect_left(places, (at, 0))
        return places[following][1] if following < len(places) else None


@cache
def _closing(mark: str) -> re.Pattern[str]:
    """What closes a mark; found where marks overlap, too."""
    if mark in "'‘":
        return re.compile(rf"(?=(?P<mark>{SINGLE_CLOSING.pattern}))")
    closers = '”"' if mark in '“"' else (PAIRS[mark],)
    return re.compile(rf"(?=(?P<mark>{'|'.join(map(re.escape, closers))}))")
