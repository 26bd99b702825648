"""The outcome of an evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from briefing.evaluate.bootstrap import Intervals
from briefing.evaluate.changes import Changes


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
        nested: matched positions that the annotation says somebody reports to the writer.
        via_right: those of them that name that reporter first.
        via_accuracy: via_right / nested; None when there is none.
        nested_rows: annotated positions that somebody reports to the writer.
        nested_found: of those, the ones that a matched position is credited with, naming that reporter.
        via_invented: matched positions that name a reporter where the annotation says that there is none.
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
    nested: int
    via_right: int
    via_accuracy: float | None
    nested_rows: int
    nested_found: int
    via_invented: int
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
class Issues:
    """How the positions were grouped.

    Attributes:
        total: the issues of the briefing.
        annotated: annotated conflicts and agreements.
        together: those of them that have an entry of each of their sides in one issue.
    """

    total: int
    annotated: int
    together: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What the briefing took, as it says itself: tokens as the endpoint counted them, none for stored replies."""

    articles: int
    calls: int
    stored: int
    prompt_tokens: int
    completion_tokens: int

    def per_article(self, number: int) -> float:
        """A number for each article that was read, to one digit."""
        return round(number / max(1, self.articles), 1)

    def as_json(self) -> dict[str, Any]:
        """The figures, in all and for each article."""
        whole = asdict(self)
        return whole | {f"{name}_per_article": self.per_article(whole[name]) for name in whole if name != "articles"}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A briefing, held against annotations.

    Attributes:
        total: over all annotated articles.
        articles: the same for each article by itself, by name.
        intervals: of each share in all, 95 %; None where nothing was resampled.
        resamples: how many.
        conflicts: None when the annotations have no conflicts.jsonl.
        issues: how the positions were grouped.
        changes: None when the annotations have no changes.jsonl.
        cost: None where the briefing tells of no calls.
        ungrounded_elsewhere: quotations of accounts and findings that do not stand in their article.
        unscored: positions without evidence in an annotated article; they count for nothing.
        rejected_share: of what the reading of the articles offered (positions, accounts, rejected), the share rejected.
        missing: annotated articles that have no file; their annotations count for nothing.
        misses: a line for each thing that is wrong or missed.
    """

    total: Figures
    articles: Mapping[str, Figures]
    intervals: Intervals
    resamples: int
    conflicts: Conflicts | None
    issues: Issues
    changes: Changes | None
    cost: Cost | None
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
        """The evaluation as JSON (docs/json.md): the total's figures at the top, those of each article below."""
        conflicts = self.conflicts
        return {
            "format": "briefing-evaluation/1",
            **asdict(self.total),
            "intervals": {name: interval and list(interval) for name, interval in self.intervals.items()},
            "resamples": self.resamples,
            "conflicts": conflicts and conflicts.total,
            "conflicts_found": conflicts and conflicts.found,
            "conflicts_false": conflicts and conflicts.false,
            "apparent_right": conflicts and conflicts.apparent_right,
            "issues": asdict(self.issues),
            "changes": self.changes and asdict(self.changes),
            "cost": self.cost and self.cost.as_json(),
            "ungrounded_elsewhere": self.ungrounded_elsewhere,
            "unscored": self.unscored,
            "rejected_share": self.rejected_share,
            "holds": self.holds,
            "articles": {name: asdict(figures) for name, figures in self.articles.items()},
            "missing": list(self.missing),
            "misses": list(self.misses),
        }
