"""What came of a prompt on a case: figures, and a line for everything that was offered, taken, refused or missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefing.cases.asking import Exchange, Missing
from briefing.evaluate.counts import Counts
from briefing.records import Article, Usage

State = Literal["matched", "flawed", "wrong", "missed", "rejected", "taken"]
"""matched: as annotated. flawed: matched, but with another stance or voice, or without its hedge. wrong: in no
annotation, or once too often. missed: annotated, and not offered. rejected: offered, and refused by a check. taken: it
stood, and no annotation speaks of it."""

STATES: Mapping[State, str] = {
    "missed": "annotated, and not offered",
    "wrong": "taken, but in no annotation, or once too often",
    "flawed": "matches an annotation, with a fault",
    "rejected": "offered, and refused by a check",
    "matched": "matches an annotation",
    "taken": "taken; no annotation speaks of such",
}
"""In the order in which they are worth looking at."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of an article, [start, end)."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was offered, or missed.

    Attributes:
        what: position, account, issue, finding, sentence, or conflict.
        who: the holder, the side, the step; empty where there is none.
        label: the stance, the kind or the reason; empty where there is none.
        text: its sentence, or the words as offered.
        why: what is wrong with it, in words; empty for nothing.
        places: the stretches of articles that it rests on, as far as it rests on any.
    """

    state: State
    what: str
    who: str
    label: str
    text: str
    why: str = ""
    places: tuple[Place, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same as one of another version, or of another run."""
        return (self.state, self.what, self.who, self.label, self.text, self.why, self.places)


SHARES: Mapping[str, str] = {
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "stance_accuracy": "stance",
    "via_accuracy": "via",
}
"""Those of the evaluation's shares that are shown, and how they are called here."""


def shares(counts: Counts) -> dict[str, float]:
    """The shares, to three digits; one of nothing is left out."""
    values = {shown: counts.share(name) for name, shown in SHARES.items()}
    return {name: round(value, 3) for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one version of a prompt on one case.

    Attributes:
        model: who answered, or would.
        figures: by name; what cannot be said (the precision of nothing) is left out.
        reasons: how often something was refused, by reason.
        unmet: what was expected and is not so, a line each.
        failed: pieces of the work that gave no result.
        missing: the questions that have no reply yet; where there is one, there are no figures.
    """

    model: str
    articles: tuple[Article, ...]
    exchanges: tuple[Exchange, ...]
    missing: tuple[Missing, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    counts: Counts | None = None
    lines: tuple[Line, ...] = ()
    reasons: Counter[str] = field(default_factory=Counter)
    unmet: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def usage(self) -> Usage:
        """What the replies took; those that were there already too."""
        used = [exchange.usage for exchange in self.exchanges]
        return Usage(
            calls=sum(item.calls for item in used),
            prompt_tokens=sum(item.prompt_tokens for item in used),
            completion_tokens=sum(item.completion_tokens for item in used),
        )

    @property
    def whole(self) -> bool:
        """Whether every question had a reply."""
        return not self.missing

    @property
    def holds(self) -> bool:
        """Whether it is as expected."""
        return self.whole and not self.unmet and not self.failed

    @property
    def verdict(self) -> str:
        """In words."""
        if not self.whole:
            return "no recording"
        return "; ".join((*self.failed, *self.unmet)) or "as expected"
