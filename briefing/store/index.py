"""The full-text index of what is kept: passages of articles, and positions. SQLite's FTS5, ranked by its BM25.

The store knows no article's structure. Whoever searches cuts the articles that were kept since (`uncut`) and hands
their passages in (`keep`); positions are put in as their briefing is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from briefing.passages import Extent
from briefing.records import Article
from briefing.store.rows import Row, article_of

WORDS, AROUND, TOPIC = 1.0, 0.4, 0.1
"""What a word counts in a passage itself, in its neighbours, and in what its article is about."""

Kind = Literal["passage", "position"]
Stretches = tuple[tuple[int, int, str], ...]
"""Where a passage stands: start, end and role of each stretch."""


class Database(Protocol):
    """What the index needs of the store."""

    def read(self, query: str, *values: str | int) -> list[Row]:
        """The rows that a query finds."""
        ...

    def write(self, statement: str, rows: Iterable[Sequence[str | int]]) -> None:
        """Runs a statement for each row; within `writing`."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """One transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles are searched; undated ones are left out where a date is asked for.

    Attributes:
        since, until: the first and the last day, both included.
        outlet: its name, in whatever case; empty for all.
    """

    since: date | None = None
    until: date | None = None
    outlet: str = ""

    @property
    def condition(self) -> tuple[str, tuple[str, ...]]:
        """In SQL, on the table articles, with its values."""
        wanted = {
            "published >= ?": self.since.isoformat() if self.since else "",
            "published <= ?": self.until.isoformat() if self.until else "",
            "outlet = ? COLLATE NOCASE": self.outlet,
        }
        given = {text: value for text, value in wanted.items() if value}
        return " AND ".join(given) or "TRUE", tuple(given.values())

    def __bool__(self) -> bool:
        return bool(self.condition[1])


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage as it is handed in; the words as in `Hit`."""

    stretches: Stretches
    words: str
    around: str
    topic: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        number: counts those of its article from 1.
        around: the words of the passage before it, a line end, and those of the one after.
        topic: what its article is about: its title and first passage.
        rank: BM25's; the lower, the better.
    """

    article: str
    number: int
    stretches: Stretches
    words: str
    around: str
    topic: str
    rank: float


@dataclass(frozen=True, slots=True)
class Held:
    """A position that was found, with a place that it rests on."""

    actor: str
    text: str
    article: str
    start: int
    end: int


class Index:
    """Searches a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def uncut(self, form: int) -> list[Article]:
        """The articles whose passages were not yet handed in, or in another form."""
        query = (
            "SELECT * FROM articles WHERE id NOT IN (SELECT article FROM cut WHERE form = ?) ORDER BY first_seen, id"
        )
        return [article_of(row) for row in self._database.read(query, form)]

    def keep(self, article: str, passages: Sequence[Cut], form: int) -> None:
        """Keeps the passages of an article in the place of earlier ones."""
        write = self._database.write
        with self._database.writing():
            write("DELETE FROM passage_words WHERE rowid IN (SELECT id FROM passages WHERE article = ?)", [(article,)])
            write("DELETE FROM passages WHERE article = ?", [(article,)])
            write(
                'INSERT INTO passages (article, number, "start", "end", stretches) VALUES (?, ?, ?, ?, ?)',
                [
                    (article, number, *part.stretches[0][:2], json.dumps(part.stretches))
                    for number, part in enumerate(passages, start=1)
                ],
            )
            write(
                "INSERT INTO passage_words (rowid, words, around, topic)"
                " SELECT id, ?, ?, ? FROM passages WHERE article = ? AND number = ?",
                [
                    (part.words, part.around, part.topic, article, number)
                    for number, part in enumerate(passages, start=1)
                ],
            )
            write("INSERT OR REPLACE INTO cut VALUES (?, ?)", [(article, form)])

    def extent(self, where: Filter) -> Extent:
        """What there is to search."""
        condition, values = where.condition
        row = self._database.read(
            "SELECT count(*) AS articles, count(*) - count(published) AS undated, min(published) AS first,"
            f" max(published) AS last FROM articles WHERE {condition}",
            *values,
        )[0]
        outlets = self._database.read(
            f"SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL AND {condition} ORDER BY outlet", *values
        )
        first, last = (date.fromisoformat(day) if day else None for day in (row["first"], row["last"]))
        return Extent(row["articles"], row["undated"], first, last, tuple(item["outlet"] for item in outlets))

    def size(self) -> int:
        """How many passages there are."""
        return int(self._database.read("SELECT count(*) AS n FROM passages")[0]["n"])

    def count(self, match: str, what: Kind = "passage") -> int:
        """In how many passages themselves, or positions, an FTS5 expression finds something."""
        query = f"SELECT count(*) AS n FROM {what}_words WHERE {what}_words MATCH ?"
        return int(self._database.read(query, f"words : ({match})" if what == "passage" else match)[0]["n"])

    def passages(self, match: str, where: Filter, most: int) -> list[Hit]:
        """The passages that an FTS5 expression finds, the best first by BM25."""
        among, values = self._among("rowid IN (SELECT id FROM passages WHERE article IN ({}))", where)
        rows = self._database.read(
            "SELECT article, number, stretches, found.* FROM ("
            f" SELECT rowid AS place, words, around, topic, bm25(passage_words, {WORDS}, {AROUND}, {TOPIC}) AS rank"
            " FROM passage_words"
            f" WHERE passage_words MATCH ? AND {among} ORDER BY rank, rowid LIMIT ?"
            ") AS found JOIN passages ON passages.id = found.place ORDER BY rank, place",
            match,
            *values,
            most,
        )
        return [_hit(row) for row in rows]

    def positions(self, match: str, where: Filter, most: int) -> list[Held]:
        """Where the positions rest that an FTS5 expression finds, the best first by BM25."""
        among, values = self._among("evidence.article IN ({})", where)
        rows = self._database.read(
            'SELECT found.*, article, "start", "end" FROM ('
            "SELECT actor, actor || ' ' || issue || ' ' || sentence AS text, run, id, rank FROM position_words"
            " WHERE position_words MATCH ? ORDER BY rank LIMIT ?"
            f") AS found JOIN evidence ON evidence.run = found.run AND owner = found.id WHERE {among}"
            " ORDER BY rank, found.run, found.id, evidence.number",
            match,
            most,
            *values,
        )
        return [Held(row["actor"], row["text"], row["article"], row["start"], row["end"]) for row in rows]

    def at(self, place: Held) -> list[Hit]:
        """The passages that a position rests on."""
        rows = self._database.read(
            "SELECT article, number, stretches, words, around, topic, 0.0 AS rank FROM passages"
            " JOIN passage_words ON passage_words.rowid = passages.id"
            ' WHERE article = ? AND "start" < ? AND "end" > ? ORDER BY number',
            place.article,
            place.end,
            place.start,
        )
        return [_hit(row) for row in rows]

    def of(self, article: str) -> list[Hit]:
        """Every passage of an article, in order."""
        rows = self._database.read(
            "SELECT article, number, stretches, words, around, topic, 0.0 AS rank FROM passages"
            " JOIN passage_words ON passage_words.rowid = passages.id WHERE article = ? ORDER BY number",
            article,
        )
        return [_hit(row) for row in rows]

    def beside(self, article: str, number: int) -> list[Stretches]:
        """Where the passages just before and just after one stand."""
        rows = self._database.read(
            "SELECT stretches FROM passages WHERE article = ? AND number IN (?, ?) ORDER BY number",
            article,
            number - 1,
            number + 1,
        )
        return [_stretches(row) for row in rows]

    @staticmethod
    def _among(place: str, where: Filter) -> tuple[str, tuple[str, ...]]:
        condition, values = where.condition
        return (place.format(f"SELECT id FROM articles WHERE {condition}"), values) if where else ("TRUE", ())


def _hit(row: Row) -> Hit:
    return Hit(row["article"], row["number"], _stretches(row), row["words"], row["around"], row["topic"], row["rank"])


def _stretches(row: Row) -> Stretches:
    return tuple((start, end, role) for start, end, role in json.loads(row["stretches"]))
