"""The outcome of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figures:
    """How the positions fared; the shares are between 0 and 1, rounded to three digits.

    Attributes:
        predicted: positions with evidence in an annotated article.
        matched: those of them that match an annotated position and are no repeat.
        core: annotated positions that any careful reader would list.
        found: core positions that a matched one is credited with.
        precision: matched / predicted.
        recall: found / core.
        f1: the harmonic mean of the two.
        stance_accuracy: of the matched, those whose stance is one of the annotated ones.
        voice_accuracy: of the matched that name a voice, those that name the annotated one; None when none does.
        hedges_lost: matched positions that are not hedged where the article hedges.
        ungrounded: quotations of positions that do not stand in their article.
        stance_confusion: how many of the matched, by stance offered, then stance annotated: the offered one when it
            is right, else the first stance of the row that was credited.
    """

    predicted: int
    matched: int
    core: int
    found: int
    precision: float
    recall: float
    f1: float
    stance_accuracy: float
    voice_accuracy: float | None
    hedges_lost: int
    ungrounded: int
    stance_confusion: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """How the findings fared.

    Attributes:
        total: annotated conflicts.
        found: those that a finding shows with two of its sides.
        false: traps (reports that are compatible, or agree) that a finding sets against each other.
        apparent_right: found ones that a finding rightly calls apparent, or rightly does not.
    """

    total: int
    found: int
    false: int
    apparent_right: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A briefing, held against annotations.

    Attributes:
        total: over all annotated articles.
        articles: the same for each article by itself, by name.
        conflicts: None when the annotations have no conflicts.jsonl.
        ungrounded_elsewhere: quotations of accounts and findings that do not stand in their article.
        unscored: positions without evidence in an annotated article; they count for nothing.
        rejected_share: of what the reading of the articles offered (positions, accounts, rejected), the share rejected.
        missing: annotated articles that have no file; their annotations count for nothing.
        misses: a line for each thing that is wrong or missed.
    """

    total: Figures
    articles: Mapping[str, Figures]
    conflicts: Conflicts | None
    ungrounded_elsewhere: int
    unscored: int
    rejected_share: float
    missing: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Every quotation stands in its article, and every annotated article was there to be held against."""
        return not (self.total.ungrounded or self.ungrounded_elsewhere or self.missing)

    def as_json(self) -> dict[str, Any]:
        """The evaluation as JSON: the total's figures at the top, those of each article under `articles`."""
        conflicts = self.conflicts
        return {
            **asdict(self.total),
            "conflicts": conflicts and conflicts.total,
            "conflicts_found": conflicts and conflicts.found,
            "conflicts_false": conflicts and conflicts.false,
            "apparent_right": conflicts and conflicts.apparent_right,
            "ungrounded_elsewhere": self.ungrounded_elsewhere,
            "unscored": self.unscored,
            "rejected_share": self.rejected_share,
            "holds": self.holds,
            "articles": {name: asdict(figures) for name, figures in self.articles.items()},
            "missing": list(self.missing),
            "misses": list(self.misses),
        }
