"""Passages: what a question is answered from. A sentence of an article, or a lead-in with its list.

A passage keeps places, not words, so it cannot misquote. What is read of an article is cut into units; a list is one
with the line that leads in to it ("The plan has three parts:"), since neither says much without the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.records import Article, Chunk, Quote, Rejected, Segment, Usage
from briefing.sentences import sentences

FORM = 2
"""The form of the units; passages that were stored under another one are made anew."""

LONGEST = 12
"""Items of a list that stand in one unit."""

LEANS = re.compile(
    r"\W*(?:he|she|they|it|his|her|their|its|this|that|these|those|such|but|and|yet|so|instead|still)\b", re.I
)
"""A sentence that begins like this points back to the one before it."""

_NUMBER = re.compile(r"(?:[-*+•‣▪●◦·–—]\s+)*\(?(?P<number>\d{1,2})[.)]\s")
_BULLET = re.compile(r"(?P<bullet>[-*+•‣▪●◦·–—])\s+\S")


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit of an article with its neighbours.

    Attributes:
        id: s1, s2, … among the passages found for one question.
        focus: the unit itself: one stretch, or a lead-in and the items of its list.
        around: the unit before it and the one after.
        holders: the actors who hold a stored position that rests on it.
    """

    id: str
    article: Article
    focus: tuple[Segment, ...]
    around: tuple[Segment, ...]
    holders: tuple[str, ...] = ()

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The focus and what is around it, in the order of the article."""
        return tuple(sorted({*self.focus, *self.around}))

    @property
    def chunk(self) -> Chunk:
        """All of it as a chunk in which a heading counts as text: it may be cited, though it is nobody's position."""
        return Chunk(self.article, 1, tuple(Segment(part.start, part.end, "body") for part in self.segments))

    @property
    def text(self) -> str:
        """The article's own characters, each sentence on its own line."""
        return words(self.article, self.segments)


@dataclass(frozen=True, slots=True)
class Extent:
    """What there is to search.

    Attributes:
        undated: how many of the articles have no date; `first` and `last` are None where none has one.
    """

    articles: int
    undated: int
    first: date | None
    last: date | None
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an answer, checked.

    Attributes:
        says: who says it, as the passage writes it; empty where the article itself does.
        verbatim: it is the article's own words.
        evidence: whole sentences of the articles.
    """

    text: str
    says: str
    verbatim: bool
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Attributes:
        told: the sentences that stand; empty for a refusal.
        conflicting: the reports contradict each other.
        missing: what of the question cannot be known here, a sentence for each.
        nearest: for a refusal the passage that came closest, if any did.
        considered: how many passages were found.
        prompt: the label of the prompt; empty for the rules engine.
    """

    question: str
    told: tuple[Told, ...]
    conflicting: bool
    rejected: tuple[Rejected, ...]
    missing: tuple[str, ...]
    extent: Extent
    nearest: Passage | None
    considered: int
    engine: str
    model: str
    prompt: str
    usage: Usage


def words(article: Article, segments: Sequence[Segment]) -> str:
    """The words of some stretches of an article, one below the other."""
    return "\n".join(article.text[part.start : part.end] for part in segments)


def units(article: Article, segments: Sequence[Segment]) -> list[tuple[Segment, ...]]:
    """The units of what is read of an article, in order. A lead-in comes with its list; the items are units too."""
    found: list[tuple[Segment, ...]] = []
    for place, segment in enumerate(segments):
        parts = [
            Segment(start, end, segment.role) for start, end in sentences(article.text, segment.start, segment.end)
        ]
        found += [(part,) for part in parts]
        if parts and (items := list(_items(article.text, segments, place))):
            found[-1] = (parts[-1], *items)
    return found


def _items(text: str, segments: Sequence[Segment], place: int) -> Iterator[Segment]:
    """The lines of the list that the segment at `place` leads in to."""
    lead, following = segments[place], segments[place + 1 :]
    if not following or _sign(text, lead)[0]:
        return
    kind, first = _sign(text, following[0])
    if not kind or not (lead.role == "subhead" or text[lead.start : lead.end].endswith(":")):
        return
    expected, skipped, taken = first, 0, 0
    for segment in following:
        sign, number = _sign(text, segment)
        if sign == kind and number == expected:
            yield segment
            expected, skipped, taken = expected + (kind == "number"), 0, taken + 1
        elif (segment.role == "subhead" and not (sign and kind == "number")) or (kind == "bullet" and skipped >= 2):
            return
        elif kind == "bullet" and text[segment.start : segment.end].endswith(":"):
            return  # it leads in to a list of its own
        else:
            skipped += 1
        if taken == LONGEST:
            return


def _sign(text: str, segment: Segment) -> tuple[str, int]:
    """How a line of a list is marked: by a number, or by a bullet; empty for any other line."""
    line = text[segment.start : segment.end]
    number = _NUMBER.match(line)
    if number:
        return "number", int(number["number"])
    bullet = _BULLET.match(line)
    return ("bullet", ord(bullet["bullet"])) if bullet else ("", 0)
