"""What is counted of predictions, and the shares that follow from it. Counts of several articles add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

SHARES = ("precision", "recall", "f1", "stance_accuracy", "voice_accuracy", "via_accuracy")
"""The names of the shares, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many; a share is None where there is nothing to divide by.

    Attributes:
        predicted: positions with evidence in an annotated article.
        matched: those of them that match an annotated position and are no repeat.
        core: annotated positions that any careful reader would list.
        found: core positions that a matched one is credited with.
        stance_right: matched, with an annotated stance.
        voiced: matched, naming a voice.
        voice_right: matched, naming the annotated voice.
        nested: matched, where the annotation says that somebody reports it to the writer.
        via_right: of those, the ones that name that reporter first.
        nested_rows: annotated positions, core and optional, that somebody reports to the writer.
        nested_found: of those, the ones that a matched position is credited with, naming that reporter.
        direct: matched, where the annotation says that nobody stands between.
        via_invented: of those, the ones that name a reporter.
        hedges_lost: matched and not hedged where the article hedges.
        ungrounded: quotations of positions that do not stand in their article.
    """

    predicted: int = 0
    matched: int = 0
    core: int = 0
    found: int = 0
    stance_right: int = 0
    voiced: int = 0
    voice_right: int = 0
    nested: int = 0
    via_right: int = 0
    nested_rows: int = 0
    nested_found: int = 0
    direct: int = 0
    via_invented: int = 0
    hedges_lost: int = 0
    ungrounded: int = 0

    @property
    def precision(self) -> float | None:
        """Of the predictions, those that match."""
        return _over(self.matched, self.predicted)

    @property
    def recall(self) -> float | None:
        """Of the core positions, those found."""
        return _over(self.found, self.core)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of the two; 0 where both are."""
        if self.precision is None or self.recall is None:
            return None
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def stance_accuracy(self) -> float | None:
        """Of the matched, those with an annotated stance."""
        return _over(self.stance_right, self.matched)

    @property
    def voice_accuracy(self) -> float | None:
        """Of the matched that name a voice, those that name the annotated one."""
        return _over(self.voice_right, self.voiced)

    @property
    def via_accuracy(self) -> float | None:
        """Of the nested, those that name the reporter."""
        return _over(self.via_right, self.nested)

    def share(self, name: str) -> float | None:
        """The share of that name, one of `SHARES`."""
        value: float | None = getattr(self, name)
        return value


def added(counts: Iterable[Counts]) -> Counts:
    """All of them together."""
    return Counts(*map(sum, zip(*map(astuple, counts), strict=True)))


def _over(part: int, whole: int) -> float | None:
    return part / whole if whole else None
