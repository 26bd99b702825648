"""The way back: what each run asked, which replies it took, and the entries of its briefing that rest on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from briefing.records import Article

if TYPE_CHECKING:
    from briefing.store import Store
    from briefing.store.rows import Row

Kind = Literal["position", "account", "finding", "change", "sentence"]
Asked = tuple[str, str, Sequence[Mapping[str, str]]]
"""A question that a run asked: its step, the key under which the reply is kept, the messages."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A reply that a run took.

    Attributes:
        key: the hash of the request, under which the reply is kept.
        messages: what was asked.
        text: the model's words as they came.
        created: when the reply came; another run may have asked anew since.
    """

    step: str
    key: str
    messages: tuple[Mapping[str, str], ...]
    model: str
    text: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of an article, [start, end)."""

    article: Article
    start: int
    end: int

    @property
    def text(self) -> str:
        """The article's own characters."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a briefing.

    Attributes:
        id: p1, a1, f1, d1; s1 is the first sentence of the bottom line.
        who: the actor; empty where it is nobody's.
        speaker: as the article writes it.
        label: a position's stance, a finding's or a change's kind.
        verbatim: `text` is the article's words.
        sides: the ids that each side of a finding cites; what was held before and is now; for a sentence, one side.
        labels: how each side is called.
        places: what a position or an account rests on.
    """

    id: str
    kind: Kind
    who: str
    speaker: str
    label: str
    issue: str
    text: str
    verbatim: bool
    sides: tuple[tuple[str, ...], ...]
    labels: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def cites(self) -> tuple[str, ...]:
        """Everything that it cites, each once."""
        return tuple(dict.fromkeys(ident for side in self.sides for ident in side))


@dataclass(frozen=True, slots=True)
class Trail:
    """The way back in an open store."""

    store: Store

    def keep(self, run: str, asked: Iterable[Asked]) -> None:
        """Keeps what a run asked; within `writing`."""
        for number, (step, key, messages) in enumerate(asked, start=1):
            told = json.dumps([dict(message) for message in messages], ensure_ascii=False)
            self.store.write("INSERT OR IGNORE INTO asked VALUES (?, ?)", [(key, told)])
            self.store.write("INSERT INTO taken VALUES (?, ?, ?, ?)", [(run, number, step, key)])

    def taken(self, run: str) -> list[Taken]:
        """The replies that a run took, in the order in which they came; none of a run that an older version kept."""
        return [
            Taken(
                row["step"],
                row["key"],
                tuple(json.loads(row["messages"])),
                row["model"],
                row["text"],
                datetime.fromisoformat(row["created"]),
            )
            for row in self.store.read(
                """SELECT taken.step, taken.key, messages, model, text, created FROM taken JOIN asked USING (key)
                JOIN replies USING (key) WHERE run = ? ORDER BY number""",
                run,
            )
        ]

    def entries(self, run: str) -> list[Entry]:
        """The entries of a briefing, by kind, in its order."""
        places = self._places(run)
        sides = self.store.read("SELECT * FROM sides WHERE run = ? ORDER BY finding, number", run)
        held, told, found, changed, line = (
            self.store.read(f"SELECT * FROM {table} WHERE run = ? ORDER BY rowid", run)
            for table in ("positions", "accounts", "findings", "changes", "bottom_line")
        )
        return [
            *(_entry("position", row, who=row["actor"], label=row["stance"], places=places) for row in held),
            *(_entry("account", row, label="hedged" if row["hedged"] else "", places=places) for row in told),
            *(
                _entry(
                    "finding", row, label=row["kind"], sides=[side for side in sides if side["finding"] == row["id"]]
                )
                for row in found
            ),
            *(_entry("change", row, label=row["kind"], sides=_days(row)) for row in changed),
            *(_sentence(row) for row in line),
        ]

    def _places(self, run: str) -> dict[str, list[Place]]:
        articles: dict[str, Article] = {}
        places: dict[str, list[Place]] = {}
        for row in self.store.read("SELECT * FROM evidence WHERE run = ? ORDER BY owner, number", run):
            article = articles.get(row["article"]) or self.store.article(row["article"])
            if article is None:  # a foreign key holds it
                continue
            articles[row["article"]] = article
            places.setdefault(row["owner"], []).append(Place(article, row["start"], row["end"]))
        return places


def _entry(
    kind: Kind,
    row: Row,
    *,
    label: str,
    who: str = "",
    places: Mapping[str, Sequence[Place]] | None = None,
    sides: Sequence[Row] = (),
) -> Entry:
    return Entry(
        id=row["id"],
        kind=kind,
        who=who,
        speaker=row.get("speaker", ""),
        label=label,
        issue=row["issue"],
        text=row["sentence"],
        verbatim=bool(row.get("verbatim")),
        sides=tuple(tuple(json.loads(side["cites"])) for side in sides),
        labels=tuple(side["label"] for side in sides),
        places=tuple((places or {}).get(row["id"], ())),
    )


def _days(row: Row) -> list[Row]:
    """The two sides of a change: what was held in the last briefing, and what is held now."""
    return [{"cites": row[day], "label": day} for day in ("before", "after")]


def _sentence(row: Row) -> Entry:
    cites = (tuple(json.loads(row["cites"])),)
    return Entry(f"s{row['number']}", "sentence", "", "", "", "", row["text"], False, cites, ("",), ())
