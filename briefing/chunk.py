"""Cuts what is to be read of an article into chunks that fit a budget of tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.records import READ, Article, Chunk, Segment
from briefing.sentences import sentences

# a word ends at white space; in scripts without it, at a mark of punctuation
_WORD = re.compile(r"[^\s。！？；，、]*[。！？；，、]+|[^\s。！？；，、]+")
_GRAIN = 8  # parts of a chunk: how finely the words of an endless sentence are weighed


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is not cut any more.

    Attributes:
        part: the number of the segment that it is cut from.
        cost: in tokens.
        opens: it belongs with what follows it.
    """

    part: int
    start: int
    end: int
    cost: int
    opens: bool


_Count = Callable[[str], int]


def chunk(article: Article, segments: Sequence[Segment], *, limit: int, count: _Count) -> tuple[Chunk, ...]:
    """The article's chunks: each READ character once, in order, at most `limit` tokens of `count` in each.

    One chunk where all of it fits. Else it is cut at the ends of paragraphs; a paragraph that is longer than a chunk at
    the ends of its sentences; a sentence that is longer at the ends of its words, never in a word. A single word that
    is longer is a chunk of its own, over the limit. A subhead, or a line that ends in a colon, stays with what follows
    it where the two fit together. White space at a cut is in neither chunk.

    Args:
        limit: tokens, 1 or more, of a chunk's `text`.
        count: how many tokens a text has. It is asked about the whole, each paragraph and each chunk about once, so
            that the time is in proportion to the article's length.

    Raises:
        ValueError: the limit is less than 1.
    """
    if limit < 1:
        raise ValueError(f"the limit is {limit} tokens: a chunk must hold at least 1")
    parts = tuple(part for part in segments if part.role in READ)
    whole = Chunk(article, 1, parts)
    if not parts or count(whole.text) <= limit:
        return (whole,) if parts else ()
    pieces = [piece for at in range(len(parts)) for piece in _pieces(article.text, parts, at, limit, count)]
    packed = _packed(article, parts, pieces, limit, count)
    return tuple(Chunk(article, number, held) for number, held in enumerate(packed, start=1))


def _pieces(text: str, parts: Sequence[Segment], at: int, limit: int, count: _Count) -> Iterator[_Piece]:
    """A paragraph, or its sentences where it is too long for a chunk, or their words."""
    part = parts[at]
    whole = count(text[part.start : part.end])
    if whole <= limit:
        opens = part.role == "subhead" or text[part.end - 1] == ":"
        yield _Piece(at, part.start, part.end, whole, opens)
        return
    begins = [part.start, *(start for start, _ in sentences(text, part.start, part.end)[1:]), part.end]
    for start, following in pairwise(begins):
        end = start + len(text[start:following].rstrip())
        cost = count(text[start:end])
        if cost <= limit:
            yield _Piece(at, start, end, cost, False)
        else:
            words = [match.span() for match in _WORD.finditer(text, start, end)]
            yield from _halved(text, at, words, max(1, limit // _GRAIN), count)


def _halved(text: str, at: int, words: Sequence[tuple[int, int]], grain: int, count: _Count) -> Iterator[_Piece]:
    """Halves of a run of words, and halves of those, until each is small or a single word."""
    start, end = words[0][0], words[-1][1]
    cost = count(text[start:end])
    if cost <= grain or len(words) == 1:
        yield _Piece(at, start, end, cost, False)
    else:
        middle = len(words) // 2
        yield from _halved(text, at, words[:middle], grain, count)
        yield from _halved(text, at, words[middle:], grain, count)


def _packed(
    article: Article, parts: Sequence[Segment], pieces: Sequence[_Piece], limit: int, count: _Count
) -> Iterator[tuple[Segment, ...]]:
    """As many pieces in each chunk as fit; what opens the next piece goes with it."""
    between = count("\n\n")
    at = 0
    while at < len(pieces):
        cost, stop = pieces[at].cost, at + 1
        while stop < len(pieces) and cost + between + pieces[stop].cost <= limit:
            cost += between + pieces[stop].cost
            stop += 1
        # tokens that meet may cost more than each alone, and fewer pieces always cost less
        while stop > at + 1 and count(Chunk(article, 0, _joined(parts, pieces[at:stop])).text) > limit:
            stop -= 1
        kept = stop
        while stop < len(pieces) and kept > at + 1 and pieces[kept - 1].opens:
            kept -= 1
        # openers all the way down: they cannot be kept with what follows
        stop = stop if kept == at + 1 and pieces[at].opens else kept
        yield _joined(parts, pieces[at:stop])
        at = stop


def _joined(parts: Sequence[Segment], pieces: Sequence[_Piece]) -> tuple[Segment, ...]:
    """The pieces as segments; neighbours that were cut from one paragraph are one again."""
    joined: list[Segment] = []
    before: _Piece | None = None
    for piece in pieces:
        start = joined.pop().start if before and before.part == piece.part else piece.start
        joined.append(Segment(start, piece.end, parts[piece.part].role))
        before = piece
    return tuple(joined)
