"""Who speaks in a passage, and how the article introduces whom the passage names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, islice, pairwise

from briefing.actors import Actors
from briefing.engines.rules.reading import Reader
from briefing.offers import StatementOffer
from briefing.passages import LEANS, Passage, words
from briefing.records import Chunk, Segment
from briefing.sentences import sentences
from briefing.typography import fold

SHORTEST = 3
"""Letters of a name that is looked for in the article."""
MOST = 12
"""Names of a passage that are looked for."""
_CAPITAL = "A-Z" + "".join(letter for letter in map(chr, range(0xC0, 0x250)) if letter.isupper())
_NAME = re.compile(rf"[{_CAPITAL}][\w’'-]+(?: [{_CAPITAL}][\w’'-]+)*")
_NOBODY = re.compile(r"(?:nobody|no one|none|neither|nor|some|few|he|she|they|it)\b", re.I)
_WITHIN = re.compile(r"\b(?:that|if|whether|because|unless|although|though|had|whom|who|which)(?: the| an?)? $", re.I)
"""What a clause within another begins with: "It is false that Valdoria agreed" is not said by Valdoria."""
_OWNED = re.compile(r"\b(?:its|their|his|her)\b")
_HEAD = 60
"""Characters in which a sentence says whose the person is that it introduces ("Its leader, Ana Brezovar, …")."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a passage.

    Attributes:
        statements: what is held in it.
        text: the passage.
        introduced: the sentences in which the article first tells of the speakers, and of whoever the passage names.
    """

    statements: tuple[StatementOffer, ...]
    text: str
    introduced: tuple[str, ...]

    @property
    def speakers(self) -> str:
        """Those who hold something in it, as written and by their names; empty where nobody does."""
        return " . ".join(f"{item.speaker} . {item.actor}" for item in self.statements)

    @property
    def says(self) -> str:
        """Who says it, as the passage writes it; empty where the article does, or where that is not plain.

        Only of a verb of saying, and only who is written there: what a text tells of somebody's doing is not said by
        them, and whom "she" stands for is for the reader to see. Of a report inside a report it is the reporter: what
        they report is theirs to answer for.
        """
        spoken = [item for item in self.statements if item.via or item.voice != "ascribed"]
        speakers = {(item.via or [item.speaker])[0] for item in spoken}
        one = speakers.pop() if len(speakers) == 1 else ""
        text, at = fold(self.text), fold(self.text).find(fold(one))
        plain = at >= 0 and not _NOBODY.match(one) and not _WITHIN.search(text[:at])
        return one if plain else ""


class Voices:
    """The voices of passages; what was found of an article is read at once, so that "she" is whoever spoke before.

    Where something between two passages was not found, the reading begins anew: "she" may be whoever spoke there.
    """

    def __init__(self, passages: Sequence[Passage], actors: Actors) -> None:
        self._actors = actors
        by_article = groupby(sorted(passages, key=lambda item: item.article.id), key=lambda item: item.article.id)
        self._sources = {name: _Source(tuple(those), actors) for name, those in by_article}
        self._voices: dict[str, Voice] = {}

    def of(self, passage: Passage) -> Voice:
        """The voice of one of the passages."""
        if passage.id not in self._voices:
            self._voices[passage.id] = self._sources[passage.article.id].voice(passage)
        return self._voices[passage.id]


class _Source:
    """An article, as far as passages of it were found."""

    def __init__(self, passages: Sequence[Passage], actors: Actors) -> None:
        self._article = passages[0].article
        self._parts = sorted({part for item in passages for part in item.segments})
        self._actors = actors

    def voice(self, passage: Passage) -> Voice:
        """Who speaks in one of the passages."""
        found = tuple(offer for places, offer in self._statements if _touches(places, passage.focus))
        names = [name for item in found for name in (item.speaker, item.actor)]
        text = words(passage.article, passage.focus)
        names += (match[0] for match in islice(_NAME.finditer(text), MOST))
        told = (self._introduction(name, passage.focus[0].start) for name in dict.fromkeys(names))
        return Voice(found, text, tuple(dict.fromkeys(filter(None, told))))

    @cached_property
    def _statements(self) -> tuple[tuple[tuple[tuple[int, int], ...], StatementOffer], ...]:
        """What is held in the article, each with the places where it stands."""
        found: list[tuple[tuple[tuple[int, int], ...], StatementOffer]] = []
        for stretch in _stretches(self._article.text, self._parts):
            reader = Reader(Chunk(self._article, 1, tuple(_paragraphs(self._article.text, stretch))), self._actors)
            statements = reader.read().statements
            found += zip(reader.places, statements, strict=True)
        return tuple(found)

    @cached_property
    def _first(self) -> dict[str, int]:
        """Where each capitalised word stands first."""
        found: dict[str, int] = {}
        for match in _NAME.finditer(self._article.text):
            for word in re.finditer(r"[\w’'-]+", match[0]):
                found.setdefault(_bare(word[0]), match.start() + word.start())
        return found

    def _introduction(self, name: str, before: int) -> str:
        """The first sentence that tells of somebody, where it stands before this place; else empty.

        With the sentence before it, where it says of whom the person is with "its" or "their".
        """
        written = _NAME.findall(name)
        last = _bare(written[-1].split()[-1]) if written else ""
        at = self._first.get(last, before) if len(last) >= SHORTEST else before
        told, previous = _sentence(self._article.text, at) if at < before else ("", "")
        leans = LEANS.match(fold(told)) or _OWNED.search(told[:_HEAD])
        return f"{previous} {told}" if previous and leans else told


def _bare(word: str) -> str:
    return re.sub(r"['’]s$", "", word)


def _touches(places: Sequence[tuple[int, int]], parts: Sequence[Segment]) -> bool:
    return any(start < part.end and part.start < end for start, end in places for part in parts)


_LONGEST = 1_000
"""Characters around a name in which its sentence is looked for."""


def _sentence(text: str, at: int) -> tuple[str, str]:
    """The sentence at a place, and the one before it in its paragraph, if there is one."""
    line = max(text.rfind("\n", 0, at) + 1, at - _LONGEST)
    end = text.find("\n", at)
    parts = list(sentences(text, line, min(end if end >= 0 else len(text), at + _LONGEST)))
    place = next((place for place, (start, stop) in enumerate(parts) if start <= at < stop), None)
    if place is None:
        return "", ""
    return text[slice(*parts[place])], text[slice(*parts[place - 1])] if place else ""


def _stretches(text: str, parts: Sequence[Segment]) -> Iterator[list[Segment]]:
    """What follows on without a gap: nothing but blanks and marks between."""
    stretch = list(parts[:1])
    for part, following in pairwise(parts):
        if re.search(r"\w", text[part.end : following.start]):
            yield stretch
            stretch = []
        stretch.append(following)
    yield stretch


def _paragraphs(text: str, parts: Sequence[Segment]) -> Iterator[Segment]:
    """The sentences of a paragraph as one segment; a heading counts as text, for it may be cited."""
    start = parts[0].start
    for part, following in pairwise(parts):
        if "\n" in text[part.end : following.start]:
            yield Segment(start, part.end, "body")
            start = following.start
    yield Segment(start, parts[-1].end, "body")
