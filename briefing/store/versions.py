"""The versions of prompts that runs used, each with its text: what `briefing prompts log` and `diff` read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.store import Store


@dataclass(frozen=True, slots=True)
class StoredPrompt:
    """A version of a prompt that some run used.

    Attributes:
        parts: the texts that it includes, by the name they are included by.
        schema: the JSON Schema of the reply that it asked for.
        uses: the ids of the briefings that it was used for, the last one first; then the questions, each as
            "question 12".
    """

    digest: str
    name: str
    version: int
    source: str
    parts: Mapping[str, str]
    schema: Mapping[str, Any]
    first_seen: datetime
    last_seen: datetime
    uses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Versions:
    """The versions that an open store holds."""

    store: Store

    def keep(
        self, digest: str, *, name: str, version: int, source: str, parts: Mapping[str, str], schema: Mapping[str, Any]
    ) -> None:
        """Keeps a version that a run uses; of one that is known already, that it was seen again."""
        now = datetime.now(UTC).isoformat()
        told = (json.dumps(value, ensure_ascii=False) for value in (parts, schema))
        with self.store.writing():
            self.store.write(
                """INSERT INTO prompts VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE SET
                version = excluded.version, source = excluded.source, last_seen = excluded.last_seen""",
                [(digest, name, version, source, *told, now, now)],
            )

    def of(self, name: str) -> list[StoredPrompt]:
        """Every version of a prompt, the one used last first."""
        uses = self._uses()
        return [
            StoredPrompt(
                digest=row["digest"],
                name=row["name"],
                version=row["version"],
                source=row["source"],
                parts=json.loads(row["parts"]),
                schema=json.loads(row["schema"]),
                first_seen=datetime.fromisoformat(row["first_seen"]),
                last_seen=datetime.fromisoformat(row["last_seen"]),
                uses=tuple(uses.get(row["digest"], ())),
            )
            for row in self.store.read(
                "SELECT * FROM prompts WHERE name = ? ORDER BY last_seen DESC, version DESC, digest", name
            )
        ]

    def _uses(self) -> dict[str, list[str]]:
        """By digest, what each version was used for: a label in a record ends with the digest in brackets."""
        runs = """SELECT runs.id AS use, labels.value AS label FROM runs, json_each(runs.record, '$.prompts') AS labels
            ORDER BY runs.started DESC, runs.rowid DESC"""
        answers = """SELECT 'question ' || id AS use, json_extract(record, '$.run.prompt') AS label
            FROM answers ORDER BY id DESC"""
        found: dict[str, list[str]] = {}
        for row in (*self.store.read(runs), *self.store.read(answers)):
            found.setdefault((row["label"] or "")[-13:-1], []).append(row["use"])
        return found
