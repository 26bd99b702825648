"""A question answered with the passages themselves, or not at all.

A passage answers when it has enough of the question, and what the question asks for: a number, a date, something that
the actor in question holds. Where it does not, the articles do not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefing.actors import Actors, Mention
from briefing.engines.rules.asked import fits, holder, is_name, names_any, silent, yes_or_no
from briefing.engines.rules.opposites import Family, families
from briefing.engines.rules.reading import Reader
from briefing.kin import kin, stemmed
from briefing.offers import AnswerOffer, CitationOffer, StatementOffer, ToldOffer
from briefing.passages import LEANS, Passage, words
from briefing.records import Segment
from briefing.stems import EMPTY_WORDS, WORD, stem
from briefing.typography import fold

ENOUGH = 0.45
"""The score from which a passage may answer. Measured on evals/questions/tuning (see evals/README.md)."""
STRICT = 0.75
"""The same where a word of the question stands nowhere at all; the same measurement."""
SAID = 0.3
"""The share of the question's ordinary words that one such passage must itself have; the same measurement."""
HELD = 0.2
"""What it counts that the one whose position is asked for holds something in the passage."""
FLOOR = 0.3
"""The score under which a passage is not shown even where fewer than three are left."""
BESIDE = 0.5
"""A passage is shown beside the best when it has this share of the best one's score."""
VOICE = 0.75
"""The same share for a source's best passage to come before another's second best."""
FEWEST, MOST = 4, 6
READ = 16
"""Passages that are read for who says what in them."""

_THEY = re.compile(r"(?:he|she|they|it|his|her|their|its)\b", re.I)


@dataclass(frozen=True)
class _Candidate:
    """A passage held against the question."""

    passage: Passage
    actors: Actors
    bonus: float = 0.0

    @property
    def score(self) -> float:
        return self.passage.score + self.bonus

    def decides(self, asked: str, enough: float) -> bool:
        """Whether it has enough of the question, of its ordinary words by itself, and every name."""
        found = self.passage
        return found.score >= enough and found.said >= SAID and not names_any(asked, frozenset(found.missing))

    @property
    def text(self) -> str:
        return fold(words(self.passage.article, self.passage.focus))

    @cached_property
    def statements(self) -> tuple[StatementOffer, ...]:
        """What is held in it, by whom."""
        offers = Reader(self.passage.chunk, self.actors).read().statements
        return tuple(offer for offer in offers if any(fold(text) in self.text for text in offer.words))

    @property
    def says(self) -> str:
        """Who says it, as the passage writes it; empty where the article does."""
        return next((item.speaker for item in self.statements), "")

    def holds(self, actor: str) -> bool:
        """Whether this actor holds something in it."""
        if silent(self.text):
            return False
        found = {self.actors.resolve(item.speaker, item.actor).name for item in self.statements}
        pointed = {mention.actor.name for mention in self.actors.mentions(self.pointed_to)}
        return actor in found | pointed or actor in self.passage.holders

    @property
    def pointed_to(self) -> str:
        """The sentence before, where this one begins with "They …", "Its …"; else empty."""
        before = [part for part in self.passage.around if part.start < self.passage.focus[0].start]
        return fold(words(self.passage.article, before[-1:])) if _THEY.match(self.text) else ""

    def spoken_by(self, head: frozenset[str]) -> bool:
        """Whether somebody whose description has one of these stems holds something in it."""
        if silent(self.text):
            return False
        spoken = any(head & frozenset(stemmed(fold(item.speaker))) for item in self.statements)
        return spoken or bool(head & frozenset(stemmed(self.pointed_to)))


def answer(question: str, passages: Sequence[Passage], actors: Actors) -> AnswerOffer:
    """The best three to six passages, each as a sentence of its own; none under the threshold."""
    asked = fold(question)
    candidates = [_Candidate(passage, actors) for passage in passages if not _says_nothing(passage)]
    fitting, doubtful = _held(asked, [item for item in candidates if fits(asked, item.text)], actors)
    enough = STRICT if doubtful or _nowhere(passages) else ENOUGH
    if not any(item.decides(asked, enough) for item in fitting):
        return _nothing()
    best = fitting[0].score
    chosen = [item for item in fitting if item.score >= BESIDE * best]
    fewest = MOST if yes_or_no(asked) else FEWEST  # the other side may say it in other words
    further = [item for item in fitting[len(chosen) : fewest] if item.score >= FLOOR]
    sides = _opposed(asked, chosen)
    shown = _distinct([*sides, *_voices(chosen, best), *chosen, *further])[:MOST]
    return AnswerOffer(answered=True, conflicting=bool(sides), sentences=[_told(item) for item in shown])


def _says_nothing(passage: Passage) -> bool:
    """Whether it is a heading or a question alone, without a list."""
    if len(passage.focus) > 1:
        return False
    return passage.focus[0].role == "subhead" or words(passage.article, passage.focus).rstrip("”\"' ").endswith("?")


def _nothing() -> AnswerOffer:
    return AnswerOffer(answered=False, conflicting=False, sentences=[])


def _nowhere(passages: Sequence[Passage]) -> frozenset[str]:
    """The words of the question that stand in no passage at all."""
    return frozenset.intersection(*(frozenset(item.missing) for item in passages)) if passages else frozenset()


def _held(asked: str, items: Sequence[_Candidate], actors: Actors) -> tuple[list[_Candidate], bool]:
    """Where somebody's position is asked for, what they hold first; of somebody with a name, nothing else.

    Also whether it is in doubt that they hold anything: nobody of that description does.
    """
    who = holder(asked)
    if not who:
        return list(items), False
    mentions = actors.mentions(who)
    head = frozenset(stemmed(who)) - frozenset(map(stem, EMPTY_WORDS))
    actor = mentions[-1].actor.name if mentions and _covers(mentions[-1], who) else ""
    those = [item for item in items[:READ] if (item.holds(actor) if actor else item.spoken_by(head))]
    held = [replace(item, bonus=HELD) for item in those]
    if (actor and who[mentions[-1].start].isupper()) or (not mentions and is_name(who)):
        return held, False
    rest = [item for item in items if item not in those]
    return sorted([*held, *rest], key=lambda item: -item.score), not held


def _covers(mention: Mention, who: str) -> bool:
    """Whether an actor's name is all of a description: "the United States", not "the U.S. trade minister"."""
    return not stemmed(who[: mention.start].casefold().removeprefix("the ")) and not stemmed(who[mention.end :])


def _voices(items: Sequence[_Candidate], best: float) -> list[_Candidate]:
    """The best of each source that comes near the best of all."""
    found: dict[str, _Candidate] = {}
    for item in items:
        if item.score >= VOICE * best:
            found.setdefault(item.passage.article.id, item)
    return list(found.values())


def _distinct(items: Iterable[_Candidate]) -> list[_Candidate]:
    """Each stretch of an article once."""
    shown: set[tuple[str, Segment]] = set()
    found = []
    for item in items:
        places = {(item.passage.article.id, part) for part in item.passage.focus}
        if not places <= shown:
            found.append(item)
        shown |= places
    return found


def _opposed(asked: str, items: Sequence[_Candidate]) -> list[_Candidate]:
    """Two passages that say the opposite of each other about what is asked, where there are such."""
    wanted = _wanted(asked)
    for family in families():
        sides = list(_sides(family, items, wanted))
        if len(sides) == 2:
            return sides
    return []


def _sides(family: Family, items: Sequence[_Candidate], wanted: frozenset[str]) -> Iterator[_Candidate]:
    """For each pole the best passage that says it in a word of the question, or a kindred one."""
    for pole, says in (("one", family.one), ("other", family.other)):
        for item in items:
            said = says.search(item.text) if family.pole(item.text) == pole else None
            if said and wanted & frozenset(stemmed(said[0])):
                yield item
                break


def _wanted(asked: str) -> frozenset[str]:
    """The stems of the question's words and their kin."""
    words_ = [word for word in WORD.findall(asked.casefold()) if word not in EMPTY_WORDS]
    return frozenset(one for word in words_ for kindred in (word, *kin(word)) for one in stemmed(kindred))


def _told(item: _Candidate) -> ToldOffer:
    passage = item.passage
    text = passage.article.text
    parts = list(passage.focus)
    before = [part for part in passage.around if part.start < parts[0].start]
    if before and LEANS.match(item.text):
        parts = [before[-1], *parts]
    citations = [CitationOffer(passage=passage.id, words=text[part.start : part.end]) for part in parts]
    first = passage.focus[0]
    return ToldOffer(text=text[first.start : first.end], says=item.says, citations=citations)
