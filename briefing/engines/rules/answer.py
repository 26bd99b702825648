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
from briefing.engines.rules.asked import (
    acts,
    does,
    fits,
    holder,
    is_name,
    kind,
    names_any,
    one_fact,
    silent,
    told,
    told_in_many_ways,
)
from briefing.engines.rules.opposites import Family, families
from briefing.engines.rules.reading import Reader
from briefing.engines.rules.weighed import Weighed, Weighing
from briefing.kin import kin, stemmed
from briefing.offers import AnswerOffer, CitationOffer, StatementOffer, ToldOffer
from briefing.passages import LEANS, Passage, words
from briefing.records import Segment
from briefing.stems import EMPTY_WORDS, WORD, stem
from briefing.typography import fold

ENOUGH = 0.47
"""The share of the question that a passage must have to answer. Measured on the sets of questions that evals/README.md
names as tuned on, as are the figures below."""
SAID = 0.2
"""The share of the question's ordinary words that it must itself have, in these words or others."""
EXACT, EXACT_SAID = 0.43, 0.45
"""The same two where one fact is asked for: who, when, where, which, how many."""
OPEN = 0.25
"""The share where it is asked whether, why or how: articles on the matter tell that in whatever words."""
STRICT = 0.8
"""The share that it must have where it is not known to be held by the one who is asked about."""
LOST = 0.3
"""The share of the question that may stand in no article at all before nothing is answered."""
HELD = 0.1
"""What it counts that the one whose position is asked for holds something in the passage."""
LISTED = 0.1
"""What it counts for the order that a passage is a list with its lead-in: it answers in several pieces."""
BESIDE = 0.2
"""A passage is shown beside the best when it has this share of the best one's score."""
VOICE = 0.75
"""The same share for a source's best passage to come before another's second best."""
MOST = 6
READ = 16
"""Passages that are read for who says what in them."""

_THEY = re.compile(r"(?:(?:but|and|yet|still),? )?(?:he|she|they|it|his|her|their|its)\b", re.I)


@dataclass(frozen=True)
class _Candidate:
    """A passage held against the question."""

    weighed: Weighed
    actors: Actors
    bonus: float = 0.0

    @property
    def passage(self) -> Passage:
        return self.weighed.passage

    @property
    def score(self) -> float:
        return self.weighed.score + self.bonus + (LISTED if len(self.passage.focus) > 1 else 0.0)

    def decides(self, asked: str) -> bool:
        """Whether it has enough of the question, of its ordinary words by itself, every name, and what was done."""
        found, one = self.weighed, one_fact(asked)
        if told_in_many_ways(asked):
            return found.own >= OPEN and not found.foreign
        if names_any(asked, frozenset(self.passage.missing)) or acts(asked, (word.text for word in found.lacking)):
            return False
        sort = kind(asked)
        undone = does(asked) in {word.text for word in found.lacking}
        if (one and (found.strange or undone)) or (sort and sort in {word.text for word in found.lacking}):
            return False
        enough, said = (EXACT, EXACT_SAID) if one else (ENOUGH, SAID)
        near = self.bonus > 0 and not told(asked) and found.near  # how they stand may need no word of the matter
        return found.own + self.bonus >= enough and (found.itself >= said or near)

    @cached_property
    def text(self) -> str:
        return fold(words(self.passage.article, self.passage.focus))

    @cached_property
    def statements(self) -> tuple[StatementOffer, ...]:
        """What is held in it, by whom."""
        offers = Reader(self.passage.chunk, self.actors).read().statements
        return tuple(offer for offer in offers if any(fold(text) in self.text for text in offer.words))

    @cached_property
    def parts(self) -> tuple[Segment, ...]:
        """The passage as it is shown: a sentence with those beside it in its paragraph, a list with its lead-in."""
        text, focus = self.passage.article.text, self.passage.focus
        if len(focus) > 1:
            return focus

        def beside(part: Segment) -> bool:
            first, second = sorted((part, focus[0]))
            return "\n" not in text[first.end : second.start]

        return tuple(sorted({*focus, *filter(beside, self.passage.around)}))

    @property
    def says(self) -> str:
        """Who says it, as the passage writes it; empty where the article does, or where several do.

        Of a report inside a report it is the reporter: what they report is theirs to answer for.
        """
        speakers = {(item.via or [item.speaker])[0] for item in self.statements}
        return speakers.pop() if len(speakers) == 1 else ""

    def holds(self, actor: str) -> bool:
        """Whether this actor holds something in it."""
        if silent(self.text) or silent(self.pointed_to):
            return False
        found = {self.actors.resolve(item.speaker, item.actor).name for item in self.statements}
        pointed = {mention.actor.name for mention in self.actors.mentions(self.pointed_to)}
        return actor in found | pointed or actor in self.passage.holders

    def names(self, actor: str) -> bool:
        """Whether it names this actor, or points back to a sentence that does."""
        mentions = [*self.actors.mentions(self.text), *self.actors.mentions(self.pointed_to)]
        return any(mention.actor.name == actor for mention in mentions)

    @property
    def pointed_to(self) -> str:
        """The sentence before, where this one begins with "They …", "Its …"; else empty."""
        before = [part for part in self.passage.around if part.start < self.passage.focus[0].start]
        return fold(words(self.passage.article, before[-1:])) if _THEY.match(self.text) else ""

    def spoken_by(self, head: frozenset[str]) -> bool:
        """Whether somebody whose description has one of these stems holds something in it."""
        if silent(self.text) or silent(self.pointed_to):
            return False
        spoken = any(head & frozenset(stemmed(fold(item.speaker))) for item in self.statements)
        return spoken or bool(head & frozenset(stemmed(self.pointed_to)))


def answer(question: str, passages: Sequence[Passage], actors: Actors) -> AnswerOffer:
    """The best three to six passages, each as a sentence of its own; none under the threshold."""
    asked = fold(question)
    weighing = Weighing(asked, passages, actors, holder(asked))
    candidates = [_Candidate(item, actors) for item in weighing.passages() if not _says_nothing(item.passage)]
    fitting, deciding = _held(asked, [item for item in candidates if fits(asked, item.text)], actors)
    if (_lost(weighing) and not told_in_many_ways(asked)) or not any(item.decides(asked) for item in deciding):
        return _nothing()
    best = fitting[0].score
    chosen = _whole([item for item in fitting if item.score >= BESIDE * best])
    sides = _opposed(asked, chosen)
    shown = _distinct([*sides, *_voices(chosen, best), *chosen])[:MOST]
    return AnswerOffer(answered=True, conflicting=bool(sides), sentences=[_told(item) for item in shown])


def _lost(weighing: Weighing) -> bool:
    """Whether the articles lack so much of the question that they can hardly be about it."""
    lost = len(weighing.nowhere)
    return lost > 1 and lost > LOST * len(weighing.words)


def _says_nothing(passage: Passage) -> bool:
    """Whether it is a heading or a question alone, without a list."""
    if len(passage.focus) > 1:
        return False
    return passage.focus[0].role == "subhead" or words(passage.article, passage.focus).rstrip("”\"' ").endswith("?")


def _nothing() -> AnswerOffer:
    return AnswerOffer(answered=False, conflicting=False, sentences=[])


def _held(asked: str, items: Sequence[_Candidate], actors: Actors) -> tuple[list[_Candidate], list[_Candidate]]:
    """What may be shown, the best first, and what of it may decide that there is an answer.

    Where somebody's position is asked for, what they hold decides, or what has nearly all of the question. It comes
    first; of somebody with a name, nothing else is shown but what names them.
    """
    who = holder(asked)
    if not who:
        return list(items), list(items)
    mentions = actors.mentions(who)
    head = frozenset(stemmed(who)) - frozenset(map(stem, EMPTY_WORDS))
    actor = mentions[-1].actor.name if mentions and _covers(mentions[-1], who) else ""
    those = [item for item in items[:READ] if (item.holds(actor) if actor else item.spoken_by(head))]
    held = [replace(item, bonus=HELD) for item in those]
    rest = [item for item in items if item not in those]
    if (actor and who[mentions[-1].start].isupper()) or (not mentions and is_name(who)):
        rest = [item for item in rest if actor and item.names(actor)]
    ranked = sorted([*held, *rest], key=lambda item: -item.score)
    if told_in_many_ways(asked) and not (actor or is_name(who)):
        return ranked, ranked
    return ranked, [*held, *(item for item in rest if item.weighed.own >= STRICT)]


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


def _whole(items: Sequence[_Candidate]) -> list[_Candidate]:
    """A list with its lead-in for each of its lines, where both are there."""
    lists = [item for item in items if len(item.passage.focus) > 1]

    def whole(item: _Candidate) -> _Candidate:
        return next((one for one in lists if _inside(item.passage, one.passage)), item)

    return [whole(item) for item in items]


def _inside(part: Passage, whole: Passage) -> bool:
    return part.article.id == whole.article.id and set(part.focus) <= set(whole.focus)


def _distinct(items: Iterable[_Candidate]) -> list[_Candidate]:
    """Each stretch of an article once."""
    shown: set[tuple[str, Segment]] = set()
    found = []
    for item in items:
        name = item.passage.article.id
        if not {(name, part) for part in item.passage.focus} <= shown:
            found.append(item)
            shown |= {(name, part) for part in item.parts}
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
    parts = list(item.parts)
    before = [part for part in passage.around if part.start < parts[0].start]
    if before and before[-1] not in parts and LEANS.match(item.text):
        parts = [before[-1], *parts]
    citations = [CitationOffer(passage=passage.id, words=text[part.start : part.end]) for part in parts]
    first = passage.focus[0]
    return ToldOffer(text=text[first.start : first.end], says=item.says, citations=citations)
