"""Passages that were found, weighed anew: which of them say what is asked, be it in other words.

Retrieval finds passages by the question's own words and their kin. Here each word of the question is looked for in the
passage, beside it and in its article, in these words or in further ways of saying the same
(briefing/data/paraphrase.toml). What is found there are figures; how much each counts was learned from annotated
questions (learned.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefing.actors import Actors
from briefing.engines.rules.asked import fits
from briefing.engines.rules.cues import cues
from briefing.engines.rules.learned import Figures, Model, passages_model
from briefing.kin import StemmedText, Stems, kin, namesakes, openings, paraphrases, stemmed
from briefing.passages import LEANS, Passage, words
from briefing.stems import EMPTY_WORDS, WORD, stem
from briefing.typography import fold

KINDRED = 0.8
"""What a kindred word counts against the word itself, or one that may paraphrase it."""
LEANING, BEFORE, AFTER, ARTICLE = 0.8, 0.5, 0.4, 0.3
"""What a word counts, against one in the passage itself: in the sentence that it points back to, in another sentence
before, in the one after, and anywhere in the article."""
OPENING = 400
"""Characters of an article that sum it up more than they tell."""

_ASKING = frozenset(
    stem(word)
    for word in "accord according account article articles exactly actually say says said describe give given "
    "make position positions stance view views opinion attitude regard report reports reported reportedly mention "
    "mentioned sort kind thing things get got go going come taken take see seen put many much far long anything "
    "something anyone done try attempt happen happens".split()
)
"""Words of the asking, not of what is asked."""


@dataclass(frozen=True)
class Word:
    """One thing that a question names: an actor, or a word with what may be said for it."""

    text: str
    exact: frozenset[Stems]
    kindred: frozenset[Stems]
    named: bool

    def found(self, text: StemmedText) -> float:
        """What it counts in a text."""
        return 1.0 if text.has(self.exact) else KINDRED if text.has(self.kindred) else 0.0


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a word of the question stands.

    Attributes:
        weight: how telling the word is, 0 or more.
        here, before, after, article, opening: what it counts in a passage, in the sentences before and after it, in its
            article, and in the article's opening; 0 to 1 each.
        leans: the passage points back to the sentence before.
    """

    word: Word
    weight: float
    here: float
    before: float
    after: float
    article: float
    opening: float
    leans: bool

    @property
    def nearby(self) -> float:
        """What it counts for the passage, in it or beside it."""
        return max(self.here, (LEANING if self.leans else BEFORE) * self.before, AFTER * self.after)

    @property
    def carried(self) -> float:
        """The same, wherever in the article it stands."""
        return max(self.nearby, ARTICLE * self.article)


@dataclass(frozen=True)
class Weighed:
    """A passage with what it has of the question.

    Attributes:
        stands: where each word of the question stands.
        fits: whether it has the kind of thing that is asked for: a number, a sum, a date.
        figures: what the score is made of.
        score: how likely it is to say what is asked, against the other passages of the question; of no unit.
    """

    passage: Passage
    stands: tuple[Stands, ...]
    fits: bool
    figures: Figures = field(default_factory=dict)
    score: float = 0.0

    def share(self, count: Callable[[Stands], float], *, of: Callable[[Stands], bool] = lambda _: True) -> float:
        """How much of the question's weight is there; 0 where it has no such word."""
        those = [item for item in self.stands if of(item)]
        total = sum(item.weight for item in those)
        return sum(item.weight * count(item) for item in those) / total if total else 0.0

    def mean(self, count: Callable[[Stands], float], *, of: Callable[[Stands], bool] = lambda _: True) -> float:
        """The same with every word alike; 1 where the question has no such word."""
        those = [item for item in self.stands if of(item)]
        return sum(map(count, those)) / len(those) if those else 1.0

    @property
    def lacking(self) -> tuple[Word, ...]:
        """The words of the question that stand neither in it nor in the sentence before."""
        return tuple(item.word for item in self.stands if not item.here and not item.before)

    @property
    def strange(self) -> bool:
        """Whether its article lacks an ordinary word of the question, in whatever way it may say it."""
        return any(not item.article for item in self.stands if not item.word.named)

    @property
    def foreign(self) -> bool:
        """Whether its article lacks a name of the question."""
        return any(not item.article for item in self.stands if item.word.named)


def named(item: Stands) -> bool:
    """Whether it is a name."""
    return item.word.named


def ordinary(item: Stands) -> bool:
    """Whether it is no name."""
    return not item.word.named


class Weighing:
    """A question, and the passages that it is held against."""

    def __init__(self, asked: str, passages: Sequence[Passage], actors: Actors) -> None:
        self._asked = asked
        self._passages = passages
        self.words = tuple(_words(asked, actors))
        articles = {item.article.id: item.article for item in passages}
        self._wanted = openings(stems for word in self.words for stems in word.exact | word.kindred)
        self._articles = {name: self.read(article.text) for name, article in articles.items()}
        self._openings = {
            name: self.read(f"{article.title or ''} {article.text[:OPENING]}") for name, article in articles.items()
        }
        self._focus = {item.id: self.read(words(item.article, item.focus)) for item in passages}

    def read(self, text: str) -> StemmedText:
        """A text, to be asked for the words of this question."""
        return StemmedText(fold(text), self._wanted)

    @cached_property
    def nowhere(self) -> tuple[Word, ...]:
        """The words of the question that no article has, in whatever way it may say them."""
        return tuple(word for word in self.words if not any(map(word.found, self._articles.values())))

    def passages(self, model: Model | None = None) -> list[Weighed]:
        """Every passage, the best first; by what was learned, or by another model of the same figures."""
        model = model or passages_model()
        found = []
        for passage in self._passages:
            weighed = self._weighed(passage)
            figures = self._figures(weighed)
            found.append(replace(weighed, figures=figures, score=model.score(figures)))
        return sorted(found, key=lambda item: -item.score)

    @cached_property
    def _weights(self) -> dict[Word, float]:
        """How telling each word is, by how many passages have it; nothing where only the asker has it."""
        texts = self._focus.values()
        own = frozenset(word for word in self.nowhere if not word.named)
        counts = {word: sum(text.has(word.exact) for text in texts) for word in self.words}
        return {
            word: 0.0 if word in own else math.log(1 + (len(texts) - count + 0.5) / (count + 0.5))
            for word, count in counts.items()
        }

    def _weighed(self, passage: Passage) -> Weighed:
        start = passage.focus[0].start
        text = words(passage.article, passage.focus)
        focus = self._focus[passage.id]
        before = self.read(words(passage.article, [part for part in passage.around if part.start < start]))
        after = self.read(words(passage.article, [part for part in passage.around if part.start > start]))
        article, opening = self._articles[passage.article.id], self._openings[passage.article.id]
        leans = LEANS.match(fold(text)) is not None
        stands = tuple(
            Stands(
                word=word,
                weight=self._weights[word],
                here=word.found(focus),
                before=word.found(before),
                after=word.found(after),
                article=word.found(article),
                opening=word.found(opening),
                leans=leans,
            )
            for word in self.words
        )
        return Weighed(passage, stands, fits(self._asked, text))

    def _figures(self, item: Weighed) -> Figures:
        """What is known of a passage, by the names that briefing/data/answering.toml has."""
        first = item.passage.focus[0]
        shares = {
            f"{sort} {place}": item.share(count, of=of)
            for sort, of in (("names", named), ("words", ordinary))
            for place, count in _PLACES.items()
        }
        return {
            **shares,
            "carried": item.share(lambda stands: stands.carried),
            "leaning": item.share(lambda stands: stands.before * stands.leans),
            **cues(self._asked, fold(words(item.passage.article, item.passage.focus))),
            "fits": float(item.fits),
            "at the opening": float(first.start < OPENING),
            "heading": float(first.role == "subhead"),
            "list": float(len(item.passage.focus) > 1),
        }


_PLACES: dict[str, Callable[[Stands], float]] = {
    "here": lambda stands: stands.here,
    "before": lambda stands: stands.before,
    "after": lambda stands: stands.after,
    "in the article": lambda stands: stands.article,
    "in the opening": lambda stands: stands.opening,
    "carried": lambda stands: stands.carried,
}


def _words(asked: str, actors: Actors) -> Iterator[Word]:
    mentions = actors.mentions(asked)
    seen: set[frozenset[Stems]] = set()
    for mention in mentions:
        aliases = {*actors.aliases(mention.actor.name), asked[mention.start : mention.end]}
        exact = frozenset(stemmed(fold(name)) for name in aliases if fold(name).casefold() not in EMPTY_WORDS)
        exact = frozenset(one for one in exact if one)
        if exact not in seen:
            seen.add(exact)
            yield Word(asked[mention.start : mention.end], exact, frozenset(), True)
    for match in WORD.finditer(asked):
        word = match[0].casefold()
        inside = any(mention.start <= match.start() < mention.end for mention in mentions)
        if inside or word in EMPTY_WORDS or stem(word) in _ASKING or len(word) < 2:
            continue
        is_name = match.start() > 0 and any(map(str.isupper, match[0]))
        exact = namesakes(word) if is_name else frozenset({stemmed(word)})
        if exact not in seen:
            seen.add(exact)
            others = frozenset[str]() if is_name else kin(word) | paraphrases(word)
            yield Word(match[0], exact, frozenset(map(stemmed, others)), is_name)
