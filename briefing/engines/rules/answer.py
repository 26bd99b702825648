"""A question answered with the passages themselves, or not at all.

The passages are weighed, the best of them decide whether the articles say what is asked, and up to six are shown, each
with the sentences beside it. What counts how much was learned from annotated questions (learned.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from briefing.actors import Actors
from briefing.engines.rules.decided import READ, answered, figures
from briefing.engines.rules.learned import Figures
from briefing.engines.rules.opposites import Family, families
from briefing.engines.rules.voices import Voices
from briefing.engines.rules.weighed import Weighed, Weighing
from briefing.kin import kin, stemmed
from briefing.offers import AnswerOffer, CitationOffer, ToldOffer
from briefing.passages import Passage, words
from briefing.records import Segment
from briefing.stems import EMPTY_WORDS, WORD
from briefing.typography import fold

FEWEST, MOST = 3, 6
"""How many passages are shown, where there are so many."""
NEAR = 4.0
"""How far below the best a passage may score to be shown beyond the fewest: beyond it hardly any says what is asked."""


def answer(question: str, passages: Sequence[Passage], actors: Actors) -> AnswerOffer:
    """The best three to six passages, each as a sentence of its own; none where the articles do not seem to say."""
    asked = fold(question)
    weighing = Weighing(asked, passages, actors)
    ranked = telling(weighing.passages())
    voices = Voices(passages, actors)
    if not ranked or not answered(known(asked, weighing, ranked, voices)):
        return AnswerOffer(answered=False, conflicting=False, sentences=[])
    chosen = best(ranked)
    sides = _opposed(asked, chosen)
    shown = [*sides, *(item for item in chosen if item not in sides)]
    told = [_told(item.passage, passages, voices) for item in shown]
    return AnswerOffer(answered=True, conflicting=bool(sides), sentences=told)


def telling(items: Iterable[Weighed]) -> list[Weighed]:
    """Those that can answer: no heading and no question alone."""
    return [item for item in items if not _says_nothing(item.passage)]


def known(asked: str, weighing: Weighing, ranked: Sequence[Weighed], voices: Voices) -> Figures:
    """What is known of a question from its passages, the best first: what decides whether they answer."""
    return figures(asked, weighing, ranked[:READ], lambda item: voices.of(item.passage))


def best(ranked: Sequence[Weighed]) -> list[Weighed]:
    """The passages that are shown, each stretch of an article once."""
    found = list(islice(_distinct(_whole(ranked)), MOST))
    return [item for place, item in enumerate(found) if place < FEWEST or item.score >= ranked[0].score - NEAR]


def _says_nothing(passage: Passage) -> bool:
    """Whether it is a heading or a question alone, without a list."""
    if len(passage.focus) > 1:
        return False
    return passage.focus[0].role == "subhead" or _text(passage).rstrip("\"' ").endswith("?")


def _whole(items: Sequence[Weighed]) -> list[Weighed]:
    """A list with its lead-in for each of its lines, where both are there."""
    lists = [item for item in items if len(item.passage.focus) > 1]

    def whole(item: Weighed) -> Weighed:
        found = next((one for one in lists if _inside(item.passage, one.passage)), item)
        return replace(found, score=max(found.score, item.score))

    return [whole(item) for item in items]


def _inside(part: Passage, whole: Passage) -> bool:
    return part.article.id == whole.article.id and set(part.focus) <= set(whole.focus)


def _distinct(items: Iterable[Weighed]) -> Iterator[Weighed]:
    """Each stretch of an article once, and the same words of several articles once."""
    shown: set[tuple[str, Segment]] = set()
    said: set[str] = set()
    for item in items:
        name = item.passage.article.id
        new = _text(item.passage) not in said
        if new and not {(name, part) for part in item.passage.focus} <= shown:
            yield item
            said.add(_text(item.passage))
            shown |= {(name, part) for part in parts(item.passage)}


def parts(passage: Passage) -> tuple[Segment, ...]:
    """A passage as it is shown: a sentence with those beside it, a list with its lead-in. A heading is no sentence."""
    if len(passage.focus) > 1:
        return passage.focus
    return tuple(sorted({*passage.focus, *(part for part in passage.around if part.role != "subhead")}))


def _text(passage: Passage) -> str:
    return fold(words(passage.article, passage.focus))


def _opposed(asked: str, items: Sequence[Weighed]) -> list[Weighed]:
    """Two passages that say the opposite of each other about what is asked, where there are such."""
    wanted = _wanted(asked)
    for family in families():
        sides = list(_sides(family, items, wanted))
        if len(sides) == 2 and _names(sides[0]) == _names(sides[1]):
            return sides
    return []


def _names(item: Weighed) -> frozenset[str]:
    """The names of the question that a passage has: of two others it may well say two things."""
    return frozenset(stands.word.text for stands in item.stands if stands.word.named and stands.here)


def _sides(family: Family, items: Sequence[Weighed], wanted: frozenset[str]) -> Iterator[Weighed]:
    """For each pole the best passage that says it in a word of the question, or a kindred one."""
    for pole, says in (("one", family.one), ("other", family.other)):
        for item in items:
            text = _text(item.passage)
            said = says.search(text) if family.pole(text) == pole else None
            if said and wanted & frozenset(stemmed(said[0])):
                yield item
                break


def _wanted(asked: str) -> frozenset[str]:
    """The stems of the question's words and their kin."""
    words_ = [word for word in WORD.findall(asked.casefold()) if word not in EMPTY_WORDS]
    return frozenset(one for word in words_ for kindred in (word, *kin(word)) for one in stemmed(kindred))


def _told(passage: Passage, among: Sequence[Passage], voices: Voices) -> ToldOffer:
    """A passage in its own words, with those beside it; and every other article that has the same words."""
    text, first = passage.article.text, passage.focus[0]
    copies = [item for item in among if item.article.id != passage.article.id and _text(item) == _text(passage)]
    cited = [(passage, part) for part in parts(passage)] + [(item, part) for item in copies for part in item.focus]
    citations = [CitationOffer(passage=item.id, words=item.article.text[part.start : part.end]) for item, part in cited]
    return ToldOffer(text=text[first.start : first.end], says=voices.of(passage).says, citations=citations)
