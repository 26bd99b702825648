"""The sets of questions (evals/questions/sets.toml), each with the articles that it is asked of."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.articles import read
from briefing.records import Article

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "evals" / "questions" / "sets.toml"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A file of questions.

    Attributes:
        folders: the articles that they are asked of, from the project's root.
        disputes: sets with the same disputes are left out of a learning together.
        daily: asked as an analyst with the day's articles asks; else in words chosen to be far from the article's.
        sealed: nothing may be learned from it.
    """

    name: str
    questions: Path
    folders: tuple[str, ...]
    disputes: str
    daily: bool
    sealed: bool

    def articles(self) -> tuple[Article, ...]:
        """The articles, read."""
        return tuple(read([str(ROOT / folder) for folder in self.folders], io.BytesIO()).articles)


def question_sets(table: Path = TABLE) -> tuple[QuestionSet, ...]:
    """Every set that a table names, in its order."""
    return tuple(map(_set, tomllib.loads(table.read_text(encoding="utf-8"))["set"]))


def _set(row: dict[str, Any]) -> QuestionSet:
    return QuestionSet(
        row["name"],
        ROOT / row["questions"],
        tuple(row["articles"]),
        row["disputes"],
        row["manner"] == "daily",
        row.get("sealed", False),
    )
