"""Cuts what is to be read of an article into chunks that fit a budget of tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from briefing.records import READ, Article, Chunk, Role, Segment
from briefing.sentences import sentences

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is not cut any more, with what it costs; a subhead opens what follows it."""

    segment: Segment
    cost: int


def chunk(
    article: Article, segments: Sequence[Segment], *, limit: int, count: Callable[[str], int]
) -> tuple[Chunk, ...]:
    """The article's chunks: each READ character once, in order, at most `limit` tokens of `count` in each.

    Cut at the ends of paragraphs; a paragraph that is longer than a chunk at the ends of its sentences; a sentence that
    is longer at the ends of its words. A single word that is longer than `limit` is a chunk of its own, and over it. A
    subhead stays with what follows it, where they fit together. White space at a cut is in neither chunk.

    Args:
        limit: tokens, 1 or more, for the segments' text and the blank lines between them (`Chunk.text`).
        count: how many tokens a text has. Asked about each piece once, so that a long article costs time in proportion.

    Raises:
        ValueError: the limit is less than 1.
    """
    if limit < 1:
        raise ValueError(f"a chunk of at most {limit} tokens holds nothing")
