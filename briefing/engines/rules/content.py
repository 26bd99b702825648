"""What positions and accounts are about: their content words, weighed by how rare they are that day."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.records import Account, Position
from briefing.stems import stems
from briefing.typography import fold

Item = Position | Account
Vector = dict[str, float]

COMMON_SHARE = 0.5
"""A word in more than this share of a day's items tells nothing apart."""
REPORTING = stems(
    "say tell add note warn fear worry concern urge call demand insist want hope seek support back oppose reject argue "
    "claim believe think stress emphasise emphasize describe report official leader government minister spokesman "
    "spokeswoman diplomat senior president also still could would may might must should new make take see people "
    "according reportedly"
)
"""Words of who speaks and how, not of what."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The items of a day as unit vectors over the stems of what they say, by item id."""

    vectors: dict[str, Vector]
    spread: Counter[str]
    """In how many items each stem stands."""

    def likeness(self, one: Item, other: Item) -> float:
        """The cosine of two items: 0 for nothing in common, 1 for the same words."""
        return dot(self.vectors[one.id], self.vectors[other.id])


def contents(items: Sequence[Item]) -> Contents:
    """Reads the items' issues and sentences; the actors' own names are left out, for they say who, not what."""
    words = {item.id: _words(item) for item in items}
    spread = Counter(stem for found in words.values() for stem in found)
    limit = max(3.0, COMMON_SHARE * len(items))
    vectors = {}
    for ident, found in words.items():
        raw = {
            stem: count * math.log(1 + len(items) / spread[stem])
            for stem, count in found.items()
            if spread[stem] <= limit
        }
        vectors[ident] = unit(raw)
    return Contents(vectors, spread)


def _words(item: Item) -> Counter[str]:
    names = stems(fold(f"{item.actor.name} {item.speaker}")) if isinstance(item, Position) else frozenset[str]()
    found: Counter[str] = Counter(stems(fold(item.sentence)) - names - REPORTING)
    found.update(stems(fold(item.issue)) - names - REPORTING)
    return found


def unit(vector: Vector) -> Vector:
    """The vector at length one; an empty one stays empty."""
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {stem: value / length for stem, value in vector.items()} if length else {}


def dot(one: Vector, other: Vector) -> float:
    """The sum of the products over the words of both."""
    if len(one) > len(other):
        one, other = other, one
    return sum(value * other[stem] for stem, value in one.items() if stem in other)


def centre(vectors: Iterable[Vector], longest: int = 40) -> Vector:
    """The middle of several vectors, by its strongest words."""
    total: Vector = {}
    for vector in vectors:
        for stem, value in vector.items():
            total[stem] = total.get(stem, 0.0) + value
    strongest = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))[:longest]
    return unit(dict(strongest))
