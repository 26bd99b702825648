"""Who speaks in a passage, and how the article introduces whom the passage names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.actors import Actors
from briefing.engines.rules.reading import Reader
from briefing.offers import StatementOffer
from briefing.passages import LEANS, Passage, words
from briefing.records import Article, Chunk, Segment
from briefing.sentences import sentences
from briefing.typography import fold

SHORTEST = 3
"""Letters of a name that is looked for in the article."""
_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_OWNED = re.compile(r"\b(?:its|their|his|her)\b")
_HEAD = 60
"""Characters in which a sentence says whose the person is that it introduces ("Its leader, Ana Brezovar, …")."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a passage.

    Attributes:
        statements: what is held in it.
        introduced: the sentences in which the article first tells of the speakers, and of whoever the passage names.
    """

    statements: tuple[StatementOffer, ...]
    introduced: tuple[str, ...]

    @property
    def speakers(self) -> str:
        """Those who hold something in it, as written and by their names; empty where nobody does."""
        return " . ".join(f"{item.speaker} . {item.actor}" for item in self.statements)

    @property
    def says(self) -> str:
        """Who says it, as the passage writes it; empty where the article does, or where several do.

        Of a report inside a report it is the reporter: what they report is theirs to answer for.
        """
        speakers = {(item.via or [item.speaker])[0] for item in self.statements}
        return speakers.pop() if len(speakers) == 1 else ""


class Voices:
    """The voices of passages; what was found of an article is read at once, so that "she" is whoever spoke before."""

    def __init__(self, passages: Sequence[Passage], actors: Actors) -> None:
        self._passages = passages
        self._actors = actors
        self._read: dict[str, tuple[tuple[int, int, StatementOffer], ...]] = {}

    def of(self, passage: Passage) -> Voice:
        """The voice of one of the passages."""
        held = self._statements(passage.article)
        statements = tuple(
            dict.fromkeys(
                place
                for place, (start, end, _) in enumerate(held)
                if any(start < part.end and part.start < end for part in passage.focus)
            )
        )
        found = tuple(held[place][2] for place in statements)
        names = [name for item in found for name in (item.speaker, item.actor)]
        names += _NAME.findall(words(passage.article, passage.focus))
        told = (_introduction(passage.article, name, passage.focus[0].start) for name in dict.fromkeys(names))
        return Voice(found, tuple(filter(None, told)))

    def _statements(self, article: Article) -> tuple[tuple[int, int, StatementOffer], ...]:
        if article.id not in self._read:
            parts = (part for item in self._passages if item.article.id == article.id for part in item.segments)
            chunk = Chunk(article, 1, tuple(_joined(article.text, sorted(set(parts)))))
            self._read[article.id] = tuple(_placed(chunk, self._actors))
        return self._read[article.id]


def _joined(text: str, parts: Sequence[Segment]) -> Iterator[Segment]:
    """The sentences of a paragraph as one; a heading counts as text, for it may be cited."""
    if not parts:
        return
    start = parts[0].start
    for part, following in pairwise(parts):
        if "\n" in text[part.end : following.start] or following.start > part.end + 2:
            yield Segment(start, part.end, "body")
            start = following.start
    yield Segment(start, parts[-1].end, "body")


def _placed(chunk: Chunk, actors: Actors) -> Iterator[tuple[int, int, StatementOffer]]:
    """What is held, with every place where its words stand."""
    for offer in Reader(chunk, actors).read().statements:
        for text in offer.words:
            yield from (
                (found.start(), found.end(), offer) for found in re.finditer(re.escape(text), chunk.article.text)
            )


def _introduction(article: Article, name: str, before: int) -> str:
    """The first sentence that tells of somebody, where it stands before this place; else empty.

    With the sentence before it, where it says of whom the person is with "its" or "their".
    """
    written = _NAME.findall(name)
    last = re.sub(r"['’]s$", "", written[-1].split()[-1]) if written else ""
    found = re.search(rf"\b{re.escape(last)}\b", article.text) if len(last) >= SHORTEST else None
    if found is None or found.start() >= before:
        return ""
    line = article.text.rfind("\n", 0, found.start()) + 1
    end = article.text.find("\n", found.end())
    parts = list(sentences(article.text, line, end if end >= 0 else len(article.text)))
    place = next((place for place, (start, stop) in enumerate(parts) if start <= found.start() < stop), None)
    if place is None or parts[place][0] >= before:
        return ""
    told = article.text[slice(*parts[place])]
    if place and (LEANS.match(fold(told)) or _OWNED.search(told[:_HEAD])):
        told = f"{article.text[slice(*parts[place - 1])]} {told}"
    return told
