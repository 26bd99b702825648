"""Where offered words stand in an article, or why they do not. The only maker of `Quote`s.

Words stand when the article has them character by character once typography is folded on both sides (`typography`).
There is no fuzzy matching: "would accept" never stands for "would not accept". What a citation keeps is the whole
sentence around the words, so that no word that negates or hedges can be cut off its ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from briefing.records import Chunk, Quote, Segment
from briefing.sentences import sentences
from briefing.typography import Folded, fold, fold_with_places

CLOSE = 80.0
"""The similarity (rapidfuzz's partial ratio, 0 to 100) from which a passage counts as a near miss. It decides only what
a refusal is called and whether a passage is shown with it, never whether words stand."""

_LETTER_JOINS = "-‐‑'’"
_NUMBER_JOINS = ".,"
_QUOTED = re.compile(r"“[^“”]*”?|„[^„“”]*[“”]|«[^«»]*»|\"[^\"]*\"?")


def quotations(text: str) -> list[str]:
    """What stands in double quotation marks in a text, without the marks."""
    return [match[0].strip('“”„«»" ,.;') for match in _QUOTED.finditer(text)]


@dataclass(frozen=True, slots=True)
class Miss:
    """Why words were not located; `passage` is the closest one, empty where none is close."""

    reason: Literal["near_miss", "absent", "ambiguous", "heading"]
    passage: str


class Places:
    """Where words stand in one chunk. Folding is done once, so that many offers can be held against it."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self._article = chunk.article
        self._folded, self._starts, self._offsets = _fold_segments(chunk)
        self._caseless = self._folded.text.casefold()

    def locate(self, words: str, speaker: str = "") -> Quote | Miss:
        """The place of `words`; where they stand several times, the one in the sentence that names `speaker`.

        Words that stand in a subhead and in the body are placed in the body.
        """
        wanted = fold(words)
        found = self._find(wanted)
        if not found:
            return self._close_to(wanted)
        spoken = [quote for quote in found if not self._touches_subhead(quote)]
        if not spoken:
            return Miss("heading", found[0].text)
        if len(spoken) > 1 and speaker:
            name = fold(speaker).casefold()
            spoken = [quote for quote in spoken if name in fold(self.widen(quote).text).casefold()] or spoken
        if len({self.widen(quote).text for quote in spoken}) > 1:
            return Miss("ambiguous", self.widen(spoken[0]).text)
        return spoken[0]

    def holds(self, words: str) -> bool:
        """Whether `words` stand anywhere in the chunk as whole words, in whatever case (a name may open a sentence)."""
        wanted = fold(words).casefold()
        return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", self._caseless) is not None

    def widen(self, quote: Quote) -> Quote:
        """The whole sentences that `quote` touches."""
        start, end = quote.start, quote.end
        for segment in self._touched(quote):
            for begin, stop in sentences(self._article.text, segment.start, segment.end):
                if begin < quote.end and stop > quote.start:
                    start, end = min(start, begin), max(end, stop)
        return Quote(self._article, self._article.source, start, end)

    def in_quotation_marks(self, quote: Quote) -> bool:
        """Whether the article itself puts most of the words of `quote` in quotation marks."""
        around = self.widen(quote)
        inside = 0
        for match in _QUOTED.finditer(around.text):
            start, end = around.start + match.start(), around.start + match.end()
            inside += max(0, min(end, quote.end) - max(start, quote.start))
        return inside * 2 >= quote.end - quote.start

    def _find(self, wanted: str) -> list[Quote]:
        found = []
        at = self._folded.text.find(wanted) if wanted else -1
        while at >= 0:
            start, end = self._place(at, at + len(wanted))
            # the stretch may reach over a part that was not sent, such as a caption: then the words do not stand
            if _whole_words(self._article.text, start, end) and fold(self._article.text[start:end]) == wanted:
                found.append(Quote(self._article, self._article.source, start, end))
            at = self._folded.text.find(wanted, at + 1)
        return found

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """From folded characters to the article's."""
        first, last = self._folded.original(start, end)
        first, last = first + self._offset(first), last + self._offset(last - 1)
        text = self._article.text[first:last]
        return first + len(text) - len(text.lstrip()), last - len(text) + len(text.rstrip())

    def _offset(self, at: int) -> int:
        return self._offsets[bisect_right(self._starts, at) - 1]

    def _touched(self, quote: Quote) -> list[Segment]:
        return [part for part in self.chunk.segments if part.start < quote.end and part.end > quote.start]

    def _touches_subhead(self, quote: Quote) -> bool:
        return any(part.role == "subhead" for part in self._touched(quote))

    def _close_to(self, wanted: str) -> Miss:
        found = _closest(wanted, self._folded.text)
        if found is None:
            return Miss("absent", "")
        start, end = self._place(*found)
        return Miss("near_miss", self.widen(Quote(self._article, self._article.source, start, end)).text)


def closest(words: str, text: str) -> str:
    """The sentences of `text` that come closest to `words`; empty where none is close."""
    folded = fold_with_places(text)
    found = _closest(fold(words), folded.text)
    if found is None:
        return ""
    start, end = folded.original(*found)
    near = [(begin, stop) for begin, stop in sentences(text) if begin < end and stop > start]
    return text[near[0][0] : near[-1][1]] if near else text[start:end]


def _closest(wanted: str, text: str) -> tuple[int, int] | None:
    from rapidfuzz import fuzz  # 34 ms, and needed only when words do not stand

    best = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=CLOSE) if wanted and text else None
    return None if best is None or best.dest_end <= best.dest_start else (best.dest_start, best.dest_end)


def _fold_segments(chunk: Chunk) -> tuple[Folded, list[int], list[int]]:
    """The chunk's text folded; where each segment starts in that text; and how far it is from there to the article."""
    starts, offsets, at = [], [], 0
    for segment in chunk.segments:
        starts.append(at)
        offsets.append(segment.start - at)
        at += segment.end - segment.start + len("\n\n")
    return fold_with_places(chunk.text), starts, offsets


def _whole_words(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] begins and ends at the boundary of a word or number ("can" in "can't" does not)."""
    return not _joined(text, start) and not _joined(text, end)


def _joined(text: str, at: int) -> bool:
    """Whether the characters before and after the place `at` belong to one word or number."""
    if at <= 0 or at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    further_back = text[at - 2] if at > 1 else " "
    further_on = text[at + 1] if at + 1 < len(text) else " "
    return _joins(before, further_back, after) or _joins(after, before, further_on)


def _joins(mark: str, before: str, after: str) -> bool:
    if mark in _LETTER_JOINS:
        return before.isalnum() and after.isalnum()
    return mark in _NUMBER_JOINS and before.isdigit() and after.isdigit()
