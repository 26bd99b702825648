"""Passages that were found, weighed anew: which of them say what is asked, be it in other words.

Retrieval finds passages by the question's own words and their kin. Here a passage also counts for further ways of
saying the same (briefing/data/paraphrase.toml) and for standing in an article that is about what is asked; an ordinary
word that stands in no article at all is taken for the asker's own way of putting it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefing.actors import Actors
from briefing.kin import Stems, kin, namesakes, paraphrases, stemmed
from briefing.passages import LEANS, Passage, words
from briefing.stems import EMPTY_WORDS, WORD, stem
from briefing.typography import fold

KIN, PARAPHRASE = 0.8, 0.8
"""What a kindred word counts against the word itself, and what a word that may paraphrase it."""
FOUND = 0.15
"""The part of a passage's score that retrieval gave it."""
LEANING, AROUND, ARTICLE = 0.8, 0.3, 0.3
"""What a word counts, against one in the passage itself, in the sentence that it points back to, in another neighbour,
and anywhere in the article."""
TOPIC = 0.3
"""How much of its score a passage owes to how much of the question its whole article has."""

_ASKING = frozenset(
    stem(word)
    for word in "accord according account article articles exactly actually say says said describe give given "
    "make position positions stance view views opinion attitude regard report reports reported reportedly mention "
    "mentioned sort kind thing things get got go going come take taken see seen put many much far long anything "
    "something anyone done try attempt happen happens".split()
)
"""Words of the asking, not of what is asked."""

_HOLDING = frozenset(map(stem, "think want fear hope believe feel demand ask expect insist object objection".split()))
"""Words that ask for a position: whoever holds one need not use them."""


@dataclass(frozen=True)
class Word:
    """One thing that a question names: an actor, or a word with what may be said for it."""

    text: str
    exact: frozenset[Stems]
    kindred: frozenset[Stems]
    further: frozenset[Stems]
    named: bool

    def found(self, text: str) -> float:
        """What it counts in a text of stems, between blanks."""
        if _any(self.exact, text):
            return 1.0
        if _any(self.kindred, text):
            return KIN
        return PARAPHRASE if _any(self.further, text) else 0.0


@dataclass(frozen=True)
class Weighed:
    """A passage with what it has of the question.

    Attributes:
        own: the share of the question's weight that it has, 0 to 1, more where its article is about the question.
        score: the same, together with what retrieval found.
        lacking: the words of the question that stand neither in it nor in the sentence before.
        strange: its article lacks an ordinary word of the question, in whatever way it may say it.
        foreign: its article lacks a name of the question.
        itself: the share of the ordinary words in the passage itself; 1 where the question has none.
        near: one of these words stands in it, beside it, or in what its article is about.
    """

    passage: Passage
    own: float
    score: float
    lacking: tuple[Word, ...]
    strange: bool
    foreign: bool
    itself: float
    near: bool


class Weighing:
    """A question, and the articles that it is held against."""

    def __init__(self, asked: str, passages: Sequence[Passage], actors: Actors, holder: str = "") -> None:
        self._passages = passages
        self._apart = frozenset(stemmed(holder)) | _HOLDING if holder else frozenset[str]()
        self.words = tuple(_words(asked, actors))
        self._articles = {
            name: _stems(text) for name, text in {item.article.id: item.article.text for item in passages}.items()
        }

    @cached_property
    def nowhere(self) -> tuple[Word, ...]:
        """The words of the question that no article has, in whatever way it may say them."""
        return tuple(word for word in self.words if not any(map(word.found, self._articles.values())))

    def passages(self) -> list[Weighed]:
        """Every passage, the best first."""
        weights = self._weights
        about = {
            name: sum(weight * word.found(text) for word, weight in weights.items())
            for name, text in self._articles.items()
        }
        most = max(about.values(), default=0.0) or 1.0
        found = [self._weighed(item) for item in self._passages]
        topical = [self._about(item, about[item.passage.article.id] / most) for item in found]
        return sorted(topical, key=lambda item: -item.score)

    @staticmethod
    def _about(item: Weighed, share: float) -> Weighed:
        own = item.own * (1 - TOPIC + TOPIC * share)
        return replace(item, own=own, score=FOUND * item.passage.score + (1 - FOUND) * own)

    @cached_property
    def _weights(self) -> dict[Word, float]:
        """How telling each word is, by how many passages have it; nothing where it is the asker's own."""
        texts = [_stems(words(item.article, item.focus)) for item in self._passages]
        own = frozenset(word for word in self.nowhere if not word.named)
        counts = {word: sum(_any(word.exact, text) for text in texts) for word in self.words}
        return {
            word: 0.0 if word in own else math.log(1 + (len(texts) - count + 0.5) / (count + 0.5))
            for word, count in counts.items()
        }

    def _weighed(self, passage: Passage) -> Weighed:
        focus = _stems(words(passage.article, passage.focus))
        before = [part for part in passage.around if part.start < passage.focus[0].start]
        after = [part for part in passage.around if part.start > passage.focus[0].start]
        leaning = LEANING if LEANS.match(fold(words(passage.article, passage.focus))) else AROUND
        texts = [
            (focus, 1.0),
            (_stems(words(passage.article, before)), leaning),
            (_stems(words(passage.article, after)), AROUND),
            (self._articles[passage.article.id], ARTICLE),
        ]
        carried = {word: max(share * word.found(text) for text, share in texts) for word in self.words}
        near = texts[:2] if leaning == LEANING else texts[:1]
        inside = {word: max(share * word.found(text) for text, share in near) for word in self.words}
        ordinary = [word for word in self.words if not word.named and stem(word.text.casefold()) not in self._apart]
        lacking = tuple(word for word in self.words if not any(word.found(text) for text, _ in texts[:2]))
        strange = any(not word.found(self._articles[passage.article.id]) for word in ordinary)
        foreign = any(word.named and not word.found(self._articles[passage.article.id]) for word in self.words)
        own = self._share(carried, self.words)
        beside = any(word.text not in passage.missing for word in ordinary)
        return Weighed(passage, own, own, lacking, strange, foreign, self._share(inside, ordinary), beside)

    def _share(self, carried: dict[Word, float], these: Sequence[Word]) -> float:
        total = sum(self._weights[word] for word in these)
        return sum(self._weights[word] * carried[word] for word in these) / total if total else 1.0


def _words(asked: str, actors: Actors) -> Iterable[Word]:
    mentions = actors.mentions(asked)
    seen: set[frozenset[Stems]] = set()
    for mention in mentions:
        aliases = {*actors.aliases(mention.actor.name), asked[mention.start : mention.end]}
        exact = frozenset(stemmed(fold(name)) for name in aliases if fold(name).casefold() not in EMPTY_WORDS)
        exact = frozenset(one for one in exact if one)
        if exact not in seen:
            seen.add(exact)
            yield Word(asked[mention.start : mention.end], exact, frozenset(), frozenset(), True)
    for match in WORD.finditer(asked):
        word = match[0].casefold()
        inside = any(mention.start <= match.start() < mention.end for mention in mentions)
        if inside or word in EMPTY_WORDS or stem(word) in _ASKING or len(word) < 2:
            continue
        named = match.start() > 0 and re.match(r"[^\W\d_]*[A-Z]", match[0]) is not None
        exact = namesakes(word) if named else frozenset({stemmed(word)})
        if exact not in seen:
            seen.add(exact)
            kindred, further = (frozenset(), frozenset()) if named else (kin(word), paraphrases(word))
            yield Word(match[0], exact, frozenset(map(stemmed, kindred)), frozenset(map(stemmed, further)), named)


def _stems(text: str) -> str:
    return f" {' '.join(stemmed(fold(text)))} "


def _any(these: Iterable[Stems], text: str) -> bool:
    return any(f" {' '.join(one)} " in text for one in these if one)
