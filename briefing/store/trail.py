"""The way back: what each run asked, which replies it took, and what the lines of its briefing cite."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.store import Store
    from briefing.store.rows import Row

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
class Citing:
    """A line of a briefing that cites positions and accounts: a change, or a sentence of the bottom line.

    Attributes:
        id: d1, s1.
        label: a change's kind; empty for a sentence.
        sides: by its label, the ids that a side cites: what was held before and is now, or all that a sentence cites.
    """

    id: str
    label: str
    issue: str
    text: str
    sides: Mapping[str, tuple[str, ...]]


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

    def changes(self, run: str) -> list[Citing]:
        """What changed since the last briefing, in the order of the briefing."""
        return [
            Citing(row["id"], row["kind"], row["issue"], row["sentence"], _cited(row, "before", "after"))
            for row in self.store.read("SELECT * FROM changes WHERE run = ? ORDER BY rowid", run)
        ]

    def sentences(self, run: str) -> list[Citing]:
        """The bottom line."""
        return [
            Citing(f"s{row['number']}", "", "", row["text"], _cited(row, "cites"))
            for row in self.store.read("SELECT * FROM bottom_line WHERE run = ? ORDER BY number", run)
        ]


def _cited(row: Row, *columns: str) -> dict[str, tuple[str, ...]]:
    return {column: tuple(json.loads(row[column])) for column in columns}
