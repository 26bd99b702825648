"""Two briefings of the same annotated articles, held against each other: figure by figure and row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from briefing.evaluate.bootstrap import Interval, difference, differences
from briefing.evaluate.counts import SHARES, Counts
from briefing.evaluate.gold import Gold
from briefing.evaluate.names import fold
from briefing.evaluate.positions import Judged, Scored, credited


@dataclass(frozen=True, slots=True)
class Difference:
    """One share of two runs: this one's, the other's, this less the other, and the paired 95 % interval of that."""

    this: float | None
    against: float | None
    difference: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Against:
    """One run held against another.

    Attributes:
        shares: by name.
        won: annotated positions (core and optional) that this run finds and the other does not.
        lost: those that the other finds and this one does not.
        came: wrong predictions of this run that the other does not make.
        went: wrong predictions of the other that this one does not make.
    """

    shares: dict[str, Difference]
    won: tuple[str, ...]
    lost: tuple[str, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return asdict(self)


def against(this: Scored, other: Scored, gold: Gold, resamples: int) -> Against:
    """What `this` wins and loses beside `other`, both judged against `gold`."""
    mine, theirs = ([run.alone[name].counts for name in gold.articles] for run in (this, other))
    spread = differences(mine, theirs, resamples)
    found, before = credited(this.judged), credited(other.judged)
    rows = {row.key: f"{row.article} {row.id} {row.actor[0]}: {row.statement}" for row in gold.rows}
    return Against(
        shares={name: _difference(this.counts, other.counts, name, spread[name]) for name in SHARES},
        won=tuple(line for key, line in rows.items() if key in found - before),
        lost=tuple(line for key, line in rows.items() if key in before - found),
        came=tuple(_beyond(this.judged, other.judged)),
        went=tuple(_beyond(other.judged, this.judged)),
    )


def _difference(this: Counts, other: Counts, name: str, interval: Interval | None) -> Difference:
    values = this.share(name), other.share(name), difference(this.share(name), other.share(name))
    mine, theirs, less = (None if value is None else round(value, 3) for value in values)
    return Difference(mine, theirs, less, interval)


def _beyond(these: Sequence[Judged], those: Sequence[Judged]) -> list[str]:
    """The wrong predictions of the first that the second does not make as often: the same holder on the same words."""
    left = Counter(_key(one) for one in those if not one.taken)
    lines = []
    for one in these:
        if one.taken:
            continue
        if left[_key(one)]:
            left[_key(one)] -= 1
        else:
            lines.append(f"{one.fault}  {one.label}")
    return lines


def _key(one: Judged) -> tuple[str, str, int, int]:
    first = one.evidence[0]
    return fold(one.position.holder), first.name, first.start, first.end
