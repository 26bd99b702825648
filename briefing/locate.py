"""Where offered words stand in an article, or why they do not. The only maker of `Quote`s.

Words stand when the article has them character by character once typography is folded on both sides (`typography`).
There is no fuzzy matching: "would accept" never stands for "would not accept". What a citation keeps is the whole
sentence around the words, so that no word that negates or hedges can be cut off its ends.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from briefing.records import READ, Article, Chunk, Quote, Segment
from briefing.sentences import sentences
from briefing.typography import Folded, fold, fold_with_places

CLOSE = 80.0
"""The similarity (rapidfuzz's partial ratio, 0 to 100) from which a passage counts as a near miss. It decides only what
a refusal is called and whether a passage is shown with it, never whether words stand."""

ENDLESS = 2000
"""Characters from which a sentence may have been cut in two to fit into a chunk; nobody writes one as long."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, which put no blank between words."""
_DASHES = ("–", "—", "―", "--", "---")
_INSIDE = re.compile(
    rf"""
    (?<=[^\W{_UNSPACED}])(?=\w) | (?<=\w)(?=[^\W{_UNSPACED}])      # letters and digits
    | (?<=\w)(?=(?P<on>[-'])\w) | (?<=\w(?P<at>[-']))(?=\w)        # non-negotiable, can't, 5-6
    | (?<=\d)(?=[.,:/]\d) | (?<=\d[.,:/])(?=\d)                   # 1.5, 10:30, 2024/25
    | (?<=\d)(?=[%‰°]) | (?<=[$€£¥])(?=\d)                        # 5%, $5
    | (?<=\b[^\W\d_])(?=\.\w) | (?<=\b[^\W\d_]\.)(?=\w)           # U.S.
    | (?<=\w)(?=[.@][a-z0-9]) | (?<=\w[.@])(?=[a-z0-9])            # example.com
    """,
    re.VERBOSE,
)
"""A place within a word or a number of a folded text."""


@dataclass(frozen=True, slots=True)
class Miss:
    """Why words were not located; `passage` is the closest one, empty where none is close."""

    reason: Literal["near_miss", "absent", "ambiguous", "heading"]
    passage: str


def kept(article: Article, start: int, end: int) -> Quote:
    """The quotation that was placed at [start, end) of an article in an earlier run.

    Raises:
        ValueError: there is no such place.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{article.source} has no characters {start}–{end}")
    return Quote(article, article.source, start, end)


class Places:
    """Where words stand in one chunk. Folding is done once, so that many offers can be held against it."""

    def __init__(self, chunk: Chunk) -> None:
        self.chunk = chunk
        self._article = chunk.article
        self._folded = _fold_segments(chunk)
        self._caseless = self._folded.text.casefold()
        self._starts = [segment.start for segment in chunk.segments]
        self._sentences = cache(lambda part: sentences(self._article.text, part.start, part.end))
        self._quoted = cache(lambda part: quoted(self._article.text[part.start : part.end]))
        self._located = cache(self._locate)

    def locate(self, words: str, speaker: str = "") -> Quote | Miss:
        """The place of `words`; where they stand several times, the one in the sentence that names `speaker`.

        Words that stand in a subhead and in the body are placed in the body.
        """
        return self._located(fold(words), speaker)

    def _locate(self, wanted: str, speaker: str) -> Quote | Miss:
        found = self._find(wanted)
        if not found:
            return self._close_to(wanted)
        spoken = [quote for quote in found if not self._touches_subhead(quote)]
        if not spoken:
            return Miss("heading", found[0].text)
        around = {quote: self.widen(quote) for quote in spoken}
        if len(spoken) > 1 and speaker:
            naming = {wide for wide in set(around.values()) if _holds(fold(wide.text), speaker)}
            spoken = [quote for quote in spoken if around[quote] in naming] or spoken
        if len({wide.text for wide in {around[quote] for quote in spoken}}) > 1:
            return Miss("ambiguous", around[spoken[0]].text)
        return spoken[0]

    def holds(self, words: str) -> bool:
        """Whether `words` stand anywhere in the chunk as whole words, in whatever case (a name may open a sentence).

        What is written in capitals must stand so: "US" is no pronoun.
        """
        return _holds(self._folded.text, words, self._caseless)

    def begins(self, name: str) -> bool:
        """Whether a word of the chunk is this name with at most three letters more, as its adjective would be."""
        longer = re.compile(rf"(?<!\w){re.escape(name)}\w{{1,3}}(?!\w)")
        return name[:1].isupper() and longer.search(self._folded.text) is not None

    def widen(self, quote: Quote) -> Quote:
        """The whole sentences that `quote` touches."""
        start, end = quote.start, quote.end
        for segment in self._touched(quote.start, quote.end):
            for begin, stop in _touching(self._sentences(segment), quote.start, quote.end):
                start, end = min(start, begin), max(end, stop)
        return Quote(self._article, self._article.source, start, end)

    def in_quotation_marks(self, quote: Quote) -> bool:
        """Whether the article itself puts words of `quote` in quotation marks: three or more of them, or half."""
        words = 0
        for segment in self._touched(quote.start, quote.end):
            for opened, closed in self._quoted(segment):
                start, end = max(opened + segment.start, quote.start), min(closed + segment.start, quote.end)
                words += len(self._article.text[start : max(start, end)].split())
        return words >= 3 or words * 2 >= len(quote.text.split())

    def _find(self, wanted: str) -> list[Quote]:
        found = []
        at = self._folded.text.find(wanted) if any(sign.isalnum() for sign in wanted) else -1
        while at >= 0:
            if not self._cuts(at) and not self._cuts(at + len(wanted)):
                start, end = self._place(at, at + len(wanted))
                if self._unbroken(start, end) and fold(self._article.text[start:end]) == wanted:
                    found.append(Quote(self._article, self._article.source, start, end))
            at = self._folded.text.find(wanted, at + 1)
        return found

    def _cuts(self, at: int) -> bool:
        """Whether a cut before the folded text's character `at` goes through a word, a number or an original sign."""
        text, begins, ends = self._folded.text, self._folded.begins, self._folded.ends
        if not 0 < at < len(text):
            return False
        if begins[at - 1] == begins[at] or unicodedata.category(text[at]).startswith("M"):
            return True
        inside = _INSIDE.match(text, at)
        if inside is None or not (inside["on"] or inside["at"]):
            return inside is not None
        mark = at if inside["on"] else at - 1
        return self._binds(begins[mark], ends[mark])

    def _binds(self, start: int, end: int) -> bool:
        """Whether the apostrophe or dash at [start, end) of the article makes one word of what is beside it.

        Between letters a hyphen does, between digits any dash; before a digit alone, a minus. A dash may have
        swallowed blanks or a line end on both sides.
        """
        before, mark, after = self._article.text[start - 1], self._article.text[start:end], self._article.text[end]
        if mark[0].isspace():
            return after.isdigit() and mark.lstrip() in ("-", "−")
        return before.isalnum() and after.isalnum() and (mark not in _DASHES or (before + after).isdigit())

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """From folded characters to the article's, without white space that a dash at either end has swallowed."""
        first, last = self._folded.original(start, end)
        text = self._article.text[first:last]
        return first + len(text) - len(text.lstrip()), last - len(text) + len(text.rstrip())

    def _touched(self, start: int, end: int) -> Sequence[Segment]:
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, end - 1)
        return [part for part in self.chunk.segments[first:last] if part.start < end and part.end > start]

    def _unbroken(self, start: int, end: int) -> bool:
        """Whether nothing but white space stands between the segments from start to end: no part that was not sent."""
        touched = self._touched(start, end)
        return not any(fold(self._article.text[one.end : two.start]) for one, two in pairwise(touched))

    def _touches_subhead(self, quote: Quote) -> bool:
        return any(part.role == "subhead" for part in self._touched(quote.start, quote.end))

    def _close_to(self, wanted: str) -> Miss:
        found = _closest(wanted, self._folded.text)
        if found is None:
            return Miss("absent", "")
        start, end = self._place(*found)
        return Miss("near_miss", self.widen(Quote(self._article, self._article.source, start, end)).text)


def whole(article: Article, segments: Sequence[Segment], start: int, end: int) -> bool:
    """Whether [start, end) is whole sentences of what is read of an article, as `Places.widen` leaves them.

    Args:
        segments: all of the article's, in order.
    """
    touched = segments[
        bisect_right(segments, start, key=lambda part: part.end) : bisect_left(
            segments, end, key=lambda part: part.start
        )
    ]
    if not touched or any(part.role not in READ for part in touched):
        return False
    first, last = (
        _touching(_sentences_of(article.text, part.start, part.end), start, end) for part in (touched[0], touched[-1])
    )
    return bool(first and last) and _ends_at(first[0], start, 0) and _ends_at(last[-1], end, 1)


def _ends_at(span: tuple[int, int], at: int, side: Literal[0, 1]) -> bool:
    """Whether `at` is that end of a sentence; an endless one may have been cut anywhere."""
    return span[side] == at or (span[0] < at < span[1] and span[1] - span[0] >= ENDLESS)


@lru_cache(maxsize=1024)
def _sentences_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Kept, since many quotations are of one paragraph, and a paragraph may be a whole book."""
    return sentences(text, start, end)


def _holds(folded: str, words: str, caseless: str = "") -> bool:
    """Whether a folded text holds `words` as whole words, in whatever case unless they are in capitals."""
    wanted = fold(words)
    text = folded if wanted.isupper() else caseless or folded.casefold()
    wanted = wanted if wanted.isupper() else wanted.casefold()
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if not text[max(0, at - 1) : at].isalnum() and not text[at + len(wanted) : at + len(wanted) + 1].isalnum():
            return True
        at = text.find(wanted, at + 1)
    return False


def _touching(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of the spans (in order, none overlapping) that share a character with [start, end)."""
    return spans[
        bisect_right(spans, start, key=lambda span: span[1]) : bisect_left(spans, end, key=lambda span: span[0])
    ]


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


def _fold_segments(chunk: Chunk) -> Folded:
    """The segments folded one by one, with their places in the article; a blank between two, but none beside a dash."""
    pieces: list[str] = []
    begins, ends = array("q"), array("q")
    for segment in chunk.segments:
        part = fold_with_places(chunk.article.text[segment.start : segment.end])
        text = part.text.strip(" ")
        if not text:
            continue
        if pieces and not (pieces[-1].endswith("-") or text.startswith("-")):
            pieces.append(" ")
            begins.append(ends[-1])
            ends.append(segment.start)
        lead = len(part.text) - len(part.text.lstrip(" "))
        pieces.append(text)
        begins.extend(segment.start + place for place in part.begins[lead : lead + len(text)])
        ends.extend(segment.start + place for place in part.ends[lead : lead + len(text)])
    return Folded("".join(pieces), begins, ends)


_MARK = re.compile('[“”„‟«»"＂]')
_CLOSED_BY = {"“": "”", "„": "“”", "‟": "”", "«": "»", "»": "«"}
_SINGLE = re.compile(r"(?<![\w'’])['‘](?=[^\W\d_])([^'‘’]*(?:['’](?=\w)[^'‘’]*)*)['’](?!\w)")


def quotations(text: str) -> list[str]:
    """What a text puts in quotation marks, double or single, without the marks and the punctuation at its ends."""
    return [text[start:end].strip(" ,.;") for start, end in quoted(text)]


def quoted(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that it puts in quotation marks, the marks left out.

    A quotation may have begun before the text, or go on after it: the first and the last mark can stand alone.
    """
    found: list[tuple[int, int]] = []
    opened, closers = -1, ""
    for number, mark in enumerate(_MARK.finditer(text)):
        at, sign = mark.start(), mark[0]
        opens = sign not in closers and _opens(text, at)
        if opened >= 0:
            found.append((opened, at))
        elif number == 0 and not opens and not text[at - 1 : at].isdigit():  # after a digit it says inches
            found.append((0, at))
        opened, closers = (at + 1, _CLOSED_BY.get(sign, "")) if opens else (-1, "")
    if opened >= 0:
        found.append((opened, len(text)))
    return [*found, *(match.span(1) for match in _SINGLE.finditer(text))]


def _opens(text: str, at: int) -> bool:
    """Whether the mark at `at` opens a quotation, by what stands beside it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    free = not before or before.isspace() or before in "([{/-–—‘'“„«\""
    return free and (text[at] in "“„«" or (after != "" and not after.isspace()))
