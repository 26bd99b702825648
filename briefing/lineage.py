"""Which reports are one report: rewrites of one text, and one utterance that several articles carry.

A text that stands in two outlets is not confirmed by standing there twice. Articles are rewrites of each other when
half of the shorter one's runs of five words stand in the other: the containment of shingles (Broder, On the resemblance
and containment of documents, 1997).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from briefing.locate import quotations
from briefing.records import Article, Issue, Lineage, Position, Segment
from briefing.stems import WORD
from briefing.typography import fold

RUN = 5
"""Words in a shingle."""
LEAST = 20
"""Shingles that a text must have to be compared; a shorter one is alike by chance."""
CONTAINED = 0.5
"""Which share of the shorter text's shingles the other must have."""
SAID = 4
"""Words in quotation marks from which two articles are taken to carry one utterance."""

Shingles = frozenset[tuple[str, ...]]


def lineage(read: Sequence[tuple[Article, Sequence[Segment]]], issues: Sequence[Issue]) -> Lineage:
    """The rewrites among the articles, each with the segments of it that were read, and what several articles carry."""
    return Lineage(tuple(_families(read)), tuple(_utterances(issues)))


def _families(read: Sequence[tuple[Article, Sequence[Segment]]]) -> Iterator[tuple[str, ...]]:
    """The sources of each text that stands in several articles, in the order read."""
    texts: dict[Shingles, list[str]] = defaultdict(list)
    for article, segments in read:
        found = _shingles(article, segments)
        if len(found) >= LEAST:
            texts[found].append(article.source)  # a copy to the letter is compared once
    distinct = list(texts)
    leaders = list(range(len(distinct)))

    def leader(place: int) -> int:
        while leaders[place] != place:
            place = leaders[place]
        return place

    for (one, other), shared in _shared(distinct).items():
        if shared >= CONTAINED * min(len(distinct[one]), len(distinct[other])):
            first, second = sorted((leader(one), leader(other)))
            leaders[second] = first
    families: dict[int, list[str]] = defaultdict(list)
    for place, shingles in enumerate(distinct):
        families[leader(place)] += texts[shingles]
    order = {article.source: place for place, (article, _) in enumerate(read)}
    yield from (tuple(sorted(family, key=order.__getitem__)) for family in families.values() if len(family) > 1)


def _shared(texts: Sequence[Shingles]) -> Mapping[tuple[int, int], int]:
    """How many shingles two texts share, for those that share any."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, shingles in enumerate(texts):
        for shingle in shingles:
            holders[shingle].append(place)
    return Counter(pair for places in holders.values() for pair in combinations(places, 2))


def _shingles(article: Article, segments: Sequence[Segment]) -> Shingles:
    words = [word for part in segments for word in WORD.findall(fold(article.text[part.start : part.end]).casefold())]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _utterances(issues: Sequence[Issue]) -> Iterator[tuple[Position, ...]]:
    """The positions that are one actor's same words in several articles."""
    carried: dict[tuple[str, str], dict[str, Position]] = defaultdict(dict)
    for issue in issues:
        for position in issue.positions:
            if position.actor.kind != "unnamed":
                carried[position.actor.name, _words(position)].setdefault(position.evidence[0].article.id, position)
    yield from (tuple(positions.values()) for positions in carried.values() if len(positions) > 1)


def _words(position: Position) -> str:
    """What makes two positions one utterance: the words in quotation marks, or else the whole first sentence."""
    text = position.evidence[0].text
    said = " … ".join(fold(words).strip(" ,.;") for words in quotations(text)) if position.voice == "quoted" else ""
    return said if len(said.split()) >= SAID else f"{position.stance}: {fold(text)}"
