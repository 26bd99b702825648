"""The last briefing on a topic, read back as far as today's is held against it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from briefing.records import Article, Earlier, Position
from briefing.store.index import Database
from briefing.store.rows import Row, article_of, earlier_position

_LAST = """
    SELECT * FROM runs WHERE topic = ? COLLATE NOCASE AND date < ? AND engine = ?
    ORDER BY date DESC, started DESC, rowid DESC LIMIT 1
"""


def last_briefing(database: Database, topic: str, day: date, engine: str) -> Earlier | None:
    """See `Store.last_briefing`."""
    for row in database.read(_LAST, topic, day.isoformat(), engine):
        articles = {
            ident: article_of(found)
            for ident in json.loads(row["record"])["articles"]
            for found in database.read("SELECT * FROM articles WHERE id = ?", ident)
        }
        positions = _positions(database, row["id"], articles)
        issues = tuple(dict.fromkeys(position.issue for position in positions))
        return Earlier(row["id"], date.fromisoformat(row["date"]), tuple(articles.values()), positions, issues)
    return None


def _positions(database: Database, run: str, articles: Mapping[str, Article]) -> tuple[Position, ...]:
    places: dict[str, list[Row]] = {}
    for place in database.read("SELECT * FROM evidence WHERE run = ? ORDER BY owner, number", run):
        places.setdefault(place["owner"], []).append(place)
    rows = database.read("SELECT * FROM positions WHERE run = ? ORDER BY rowid", run)
    return tuple(earlier_position(row, places[row["id"]], articles) for row in rows)
