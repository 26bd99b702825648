"""Answers, held against the annotated evidence of the questions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.evaluate.spans import places
from briefing.passages import Answer
from briefing.records import Article

ENOUGH = 0.6
"""The share of the pieces of evidence that an answer must show."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its evidence: the pieces, each as the places (article, start, end) where it stands."""

    id: str
    text: str
    kind: str
    evidence: tuple[tuple[tuple[str, int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What an answer shows.

    Attributes:
        pieces: for each piece of evidence, whether it overlaps what is cited.
    """

    question: Question
    answer: Answer
    pieces: tuple[bool, ...]

    @property
    def shown(self) -> int:
        """How many pieces of evidence are shown."""
        return sum(self.pieces)

    @property
    def right(self) -> bool:
        """Refused where it must be; else enough of the evidence, and both sides of a conflict."""
        pieces = len(self.question.evidence)
        if self.question.kind == "unanswerable":
            return not self.answer.told
        return self.shown == pieces if self.question.kind == "conflicting" else self.shown >= ENOUGH * pieces


def questions(file: Path, articles: Sequence[Article]) -> list[Question]:
    """The questions of a file.

    Raises:
        ValueError: a piece of evidence stands nowhere in its article.
    """
    texts = {Path(article.source).stem: article for article in articles}
    return [_question(json.loads(line), texts) for line in file.read_text(encoding="utf-8").splitlines() if line]


def _question(row: dict[str, Any], texts: dict[str, Article]) -> Question:
    evidence = []
    for piece in row["evidence"]:
        article, quote = texts[piece["article"]], piece["quote"]
        found = places(quote, article.text)
        if not found:
            raise ValueError(f"{row['id']}: {quote!r} stands nowhere in {article.source}")
        evidence.append(tuple((article.id, start, end) for start, end in found))
    return Question(row["id"], row["question"], row["kind"], tuple(evidence))


def score(question: Question, answer: Answer) -> Score:
    """Holds an answer against the evidence."""
    cited = [(quote.article.id, quote.start, quote.end) for told in answer.told for quote in told.evidence]
    pieces = tuple(
        any(ours[0] == theirs[0] and ours[1] < theirs[2] and theirs[1] < ours[2] for ours in cited for theirs in piece)
        for piece in question.evidence
    )
    return Score(question, answer, pieces)
