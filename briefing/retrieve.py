"""From a question to the passages that may answer it.

The full-text index ranks by BM25; what it finds is ordered by how much of the question's weight stands there. Every
source that has something to say gets a voice before one source fills the list.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Protocol

from briefing.actors import Actors
from briefing.kin import StemmedText, openings
from briefing.passages import FORM, LEANS, Extent, Passage, units, words
from briefing.records import READ, Article, Role, Segment
from briefing.segment import segment
from briefing.store import Cut, Filter, Held, Hit, Store
from briefing.terms import Term, phrases, searchable, terms
from briefing.typography import fold

CANDIDATES = 240
"""Passages that are looked at closely, of those that BM25 puts first."""
POSITIONS = 40
"""Stored positions that are followed to their evidence."""
ROWS = 10_000
"""Passages that BM25 is asked to rank at most: where a question's terms find more, its commonest do not search. They
count in the order all the same."""
LARGE = 5_000
"""Passages from which a store is large: there a passage is found by its own words, not by those around it."""
KIN = 0.6
"""What a kindred word counts against the word itself."""
LEANING, AROUND, TOPIC = 0.8, 0.4, 0.2
"""What a word counts, against one in the passage itself, in the sentence that its first word points back to ("She …"),
in another neighbour, and in what the article is about."""
VOICE = 0.5
"""A source gets a voice of its own when its best passage has this share of the best passage's score."""

EVERYTHING = Filter()
"""No article left out."""

_ABBREVIATION = re.compile(
    r"(?<![\w'-])(?P<long>[A-Z][\w'-]+(?: (?:of|for|and|the|[A-Z][\w'-]+)){1,7})"
    r" \((?P<short>[A-Z]{2,8})\)"
)

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and of which articles.

    Attributes:
        actor: only passages that name this actor; empty for all.
    """

    question: str
    where: Filter = EVERYTHING
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found.

    Attributes:
        passages: the best first.
        missing: what of the question cannot be known here, a sentence for each.
        extent: what was searched.
    """

    passages: tuple[Passage, ...]
    missing: tuple[str, ...]
    extent: Extent


class Retriever(Protocol):
    """Finds passages; another way of finding (embeddings) is another class."""

    def retrieve(self, query: Query, most: int, *, wide: bool = False) -> Retrieved:
        """At most so many passages, the best first; wider where no model reads them."""
        ...


class FullText:
    """A `Retriever` over a store's full-text index. Articles that were kept since the last question are cut first."""

    def __init__(self, store: Store, actors: Actors) -> None:
        self._store = store
        self._index = store.index
        self._actors = actors

    def retrieve(self, query: Query, most: int, *, wide: bool = False) -> Retrieved:
        """At most so many passages, the best first, with those of every source that has something to say.

        With `wide`, names are looked for with other endings too, and where the question's words find fewer, the other
        passages of the articles that they stand in follow: what answers may share no word with the question.
        """
        self.refresh()
        extent = self._index.extent(query.where)
        found = terms(query.question, self._actors, wide=wide)
        counts = {term: self._index.count(term.match) for term in found}
        weights = _weights(counts, self._index.size())
        missing = (*self._unknown(query, extent), *_absent(found, counts))
        if not extent.articles or not found:
            return Retrieved((), missing, extent)
        hits = self._hits(query, counts)
        if wide and not query.actor:
            hits += self._rest(hits, most)
        ranked = _ranked(hits, weights)
        return Retrieved(tuple(self._passages(_voiced(ranked, most))), missing, extent)

    def refresh(self) -> None:
        """Cuts the articles that were kept since; what was kept by an older version is cut anew."""
        for article in self._index.uncut(FORM):
            self._index.keep(article.id, cut(article), FORM)

    def _hits(self, query: Query, counts: Mapping[Term, int]) -> list[_Found]:
        """What BM25 finds, with the passages that stored positions rest on."""
        size, names = self._index.size(), self._names(query.actor)
        wanted = _expression(counts)
        itself = f"words : ({wanted})" if size >= LARGE else wanted
        narrowed = _narrowed(itself, names and f"words : ({names})")
        hits = {(hit.article, hit.number): hit for hit in self._index.passages(narrowed, query.where, CANDIDATES)}
        told: dict[tuple[str, int], list[Held]] = {}
        held = {term: self._index.count(term.match, "position") for term in counts}
        match = _narrowed(_expression(held), names)
        for position in self._index.positions(match, query.where, POSITIONS):
            for hit in self._index.at(position):
                told.setdefault((hit.article, hit.number), []).append(position)
                hits.setdefault((hit.article, hit.number), hit)
        return [_Found(hit, tuple(told.get(place, ()))) for place, hit in hits.items()]

    def _rest(self, hits: Sequence[_Found], most: int) -> list[_Found]:
        """The other passages of the articles that were found, the best article first, as far as there is room."""
        taken = {(item.hit.article, item.hit.number) for item in hits}
        rest: list[_Found] = []
        for article in dict.fromkeys(item.hit.article for item in hits):
            if len(hits) + len(rest) >= most:
                break
            found = self._index.of(article)
            rest += [_Found(hit, ()) for hit in found if (article, hit.number) not in taken]
        return rest[: max(0, most - len(hits))]

    def _passages(self, found: Iterable[_Ranked]) -> Iterator[Passage]:
        articles: dict[str, Article] = {}
        for number, item in enumerate(found, start=1):
            hit = item.found.hit
            article = articles.get(hit.article) or self._store.article(hit.article)
            if article is None:
                continue
            articles[hit.article] = article
            yield Passage(
                id=f"s{number}",
                article=article,
                focus=_segments(hit.stretches),
                around=self._around(hit),
                holders=tuple(dict.fromkeys(position.actor for position in item.found.held)),
            )

    def _around(self, hit: Hit) -> tuple[Segment, ...]:
        """The unit before and the one after; of a list that leads on, its first line."""
        beside = self._index.beside(hit.article, hit.number)
        taken = set(hit.stretches)
        return _segments(tuple(stretches[0] for stretches in beside if stretches[0] not in taken))

    def _names(self, actor: str) -> str:
        return phrases(searchable(self._actors.aliases(actor)) or [actor]) if actor else ""

    def _unknown(self, query: Query, extent: Extent) -> Iterator[str]:
        """What the options ask for and the store does not have."""
        whole = self._index.extent(EVERYTHING)
        if not extent.articles and query.where:
            yield from _outside(query.where, whole)
        if query.actor and not self._index.count(self._names(query.actor)):
            yield f"No article names {query.actor}."
        for year in dict.fromkeys(_YEAR.findall(query.question)):
            if whole.first and whole.last and not whole.first.year <= int(year) <= whole.last.year:
                yield f"No article is from {year} ({_dates(whole)})."


def cut(article: Article) -> list[Cut]:
    """The units of an article as the index keeps them."""
    found = units(article, [part for part in segment(article) if part.role in READ])
    short = _abbreviations(fold(article.text))
    heads = ["", *(fold(words(article, unit[:1])) for unit in found), ""]
    topic = fold(f"{article.title or ''} {heads[1]}")
    return [
        Cut(
            tuple((part.start, part.end, part.role) for part in unit),
            _spelled_out(fold(words(article, unit)), short),
            f"{heads[place - 1]}\n{heads[place + 1]}",
            topic,
        )
        for place, unit in enumerate(found, start=1)
    ]


def _abbreviations(text: str) -> dict[str, str]:
    """The abbreviations that an article explains: "the National Rail Staff Union (NRSU)"."""
    found = {}
    for match in _ABBREVIATION.finditer(text):
        long = match["long"].split()
        for start in range(len(long)):
            if "".join(word[0] for word in long[start:] if word[0].isupper()) == match["short"]:
                found[match["short"]] = " ".join(long[start:])
                break
    return found


def _spelled_out(text: str, short: Mapping[str, str]) -> str:
    """The text, followed by the long form of each abbreviation in it, and the other way round."""
    written = set(re.findall(r"\b[A-Z]{2,8}\b", text))
    named = [long for name, long in short.items() if name in written]
    return "\n".join(
        [text, *(long for long in named if long not in text), *(name for name, long in short.items() if long in text)]
    )


@dataclass(frozen=True, slots=True)
class _Found:
    hit: Hit
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class _Ranked:
    found: _Found
    score: float


def _ranked(found: Iterable[_Found], weights: Mapping[Term, float]) -> list[_Ranked]:
    wanted = openings(stems for term in weights for stems in term.exact | term.kindred)
    read = cache(lambda text: StemmedText(text, wanted))  # one passage is the next one's neighbour
    ranked = []
    for item in found:
        texts = _texts(item, read)
        carried = {term: max(share * _counts(text, term) for text, share in texts) for term in weights}
        ranked.append(_Ranked(item, _share(carried, weights)))
    return sorted(ranked, key=lambda item: (-item.score, item.found.hit.rank, item.found.hit.article))


def _share(carried: Mapping[Term, float], weights: Mapping[Term, float]) -> float:
    """How much of the weight of these terms is carried; all of it where there are none."""
    total = sum(weights[term] for term in carried)
    return sum(weights[term] * share for term, share in carried.items()) / total if total else 1.0


def _texts(item: _Found, read: Callable[[str], StemmedText]) -> list[tuple[StemmedText, float]]:
    """The texts in which a term may stand, each with what it counts there."""
    before, _, after = item.hit.around.partition("\n")
    told = " . ".join(position.text for position in item.held)
    return [
        (read(item.hit.words), 1.0),
        (read(before), LEANING if LEANS.match(item.hit.words) else AROUND),
        (read(after), AROUND),
        (read(told), AROUND),
        (read(item.hit.topic), TOPIC),
    ]


def _counts(text: StemmedText, term: Term) -> float:
    """1 where the term stands there, less where a kindred word does, 0 where neither."""
    return 1.0 if text.has(term.exact) else KIN if text.has(term.kindred) else 0.0


def _voiced(ranked: Sequence[_Ranked], most: int) -> list[_Ranked]:
    """The best of every source first, as far as it comes near the best of all; then the rest."""
    best = ranked[0].score if ranked else 0.0
    first: dict[str, _Ranked] = {}
    for item in ranked:
        if item.score >= VOICE * best:
            first.setdefault(item.found.hit.article, item)
    voices = list(first.values())[:most]
    spoken = set(map(id, voices))
    rest = [item for item in ranked if id(item) not in spoken][: most - len(voices)]
    return sorted([*voices, *rest], key=lambda item: -item.score)


def _weights(counts: Mapping[Term, int], size: int) -> dict[Term, float]:
    """How telling each term is: BM25's inverse document frequency (Robertson and Spärck Jones, never negative)."""
    return {term: math.log(1 + (size - count + 0.5) / (count + 0.5)) for term, count in counts.items()}


def _expression(counts: Mapping[Term, int]) -> str:
    """The terms that stand somewhere, the rarest first, as long as what they find can be ranked at once."""
    there = sorted((term for term in counts if counts[term]), key=lambda term: counts[term])
    sums = accumulate(counts[term] for term in there)
    chosen = [term for place, (term, total) in enumerate(zip(there, sums, strict=True)) if not place or total <= ROWS]
    return _any(chosen or counts)


def _any(found: Iterable[Term]) -> str:
    return " OR ".join(f"({term.match})" for term in found)


def _narrowed(match: str, names: str) -> str:
    return f"({match}) AND ({names})" if names else match


def _absent(found: Iterable[Term], counts: Mapping[Term, int]) -> Iterator[str]:
    for term in found:
        if term.named and not counts[term]:
            yield f"No article names {term.text}."


def _outside(where: Filter, whole: Extent) -> Iterator[str]:
    """Why a filter leaves no article."""
    if where.outlet and where.outlet.casefold() not in {name.casefold() for name in whole.outlets}:
        yield f"No article is from {where.outlet} (outlets: {', '.join(whole.outlets) or 'none identified'})."
    if where.since or where.until:
        yield f"No article is {_span(where.since, where.until)} ({_dates(whole)})."


def _span(since: date | None, until: date | None) -> str:
    if since and until:
        return f"dated {since} to {until}"
    return f"dated {since} or later" if since else f"dated {until} or earlier"


def _dates(extent: Extent) -> str:
    if extent.first is None:
        return f"all {extent.articles} are undated"
    return f"they are dated {extent.first} to {extent.last}; {extent.undated} undated"


def _segments(stretches: Iterable[tuple[int, int, str]]) -> tuple[Segment, ...]:
    roles: dict[str, Role] = {role: role for role in READ}
    return tuple(Segment(start, end, roles[role]) for start, end, role in stretches)
