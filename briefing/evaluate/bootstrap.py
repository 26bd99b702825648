"""How far a share may lie from what other articles of the kind would give: the percentile bootstrap over articles.

B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (Chapman & Hall, 1993), chapters 6 and 13. Articles are
the resampled unit, for the positions of one article stand or fall together: as many articles as there are, drawn with
replacement, give one resample; the shares of its added counts are ordered over all resamples, and the interval is from
the 2.5th to the 97.5th percentile. Two runs are held against each other on the same draws (paired), so that what both
find hard does not blur the difference.

What it cannot do: tell of articles unlike these. With fewer than about ten it is coarse, wide, and still covers less
than it says.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from briefing.evaluate.counts import SHARES, Counts, added

RESAMPLES = 2000
"""The ends of a 95 % interval want a thousand or more (Efron and Tibshirani, section 14.3)."""
SEED = 1
FEW = 10
"""Articles below which the interval is to be taken with more than a grain of salt."""

Interval = tuple[float, float]
Intervals = dict[str, Interval | None]


def intervals(articles: Sequence[Counts], resamples: int) -> Intervals:
    """The 95 % interval of each share, rounded to three digits; None where there are fewer than two articles.

    A resample in which a share has nothing to divide by does not count for that share.
    """
    drawn = [added(articles[number] for number in draw) for draw in _draws(len(articles), resamples)]
    return {name: _interval([one.share(name) for one in drawn]) for name in SHARES}


def differences(these: Sequence[Counts], those: Sequence[Counts], resamples: int) -> Intervals:
    """The same of the differences between two runs on the same articles, in the same order."""
    pairs = [
        (added(these[number] for number in draw), added(those[number] for number in draw))
        for draw in _draws(len(these), resamples)
    ]
    return {
        name: _interval([difference(one.share(name), other.share(name)) for one, other in pairs]) for name in SHARES
    }


def difference(one: float | None, other: float | None) -> float | None:
    """The first less the second; None where there is one of them only."""
    return None if one is None or other is None else one - other


def _draws(articles: int, resamples: int) -> Iterator[list[int]]:
    chance = random.Random(SEED)
    for _ in range(resamples if articles > 1 else 0):
        yield chance.choices(range(articles), k=articles)


def _interval(values: Sequence[float | None]) -> Interval | None:
    known = sorted(value for value in values if value is not None)
    if not known:
        return None
    last = len(known) - 1
    return round(known[round(0.025 * last)], 3), round(known[round(0.975 * last)], 3)
