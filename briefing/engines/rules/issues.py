"""The few issues of a day, by the words that positions and accounts share.

A greedy choice finds the words that cover most (the classic set cover), each word's items make a first issue, and a few
rounds of moving every item to its nearest issue (spherical k-means) settle them. Nothing is random.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from briefing.engines.rules.content import Contents, Item, Vector, centre, contents, dot
from briefing.offers import IssueOffer
from briefing.records import Account, Position
from briefing.stems import stems
from briefing.typography import fold

FEWEST, MOST = 4, 9
ROUNDS = 3
LONGEST_NAME = 7
"""Words in an issue's name."""


def issues(positions: Sequence[Position], accounts: Sequence[Account]) -> list[IssueOffer]:
    """The issues, the one with most items first; what shares no word with any is left to the step."""
    items: list[Item] = [*positions, *accounts]
    if not items:
        return []
    found = contents(items)
    centres = _centres(items, found)
    groups = _settle(items, found, centres)
    return [_offer(members, found) for members in sorted(groups, key=lambda group: -len(group))]


def how_many(items: int) -> int:
    """How many issues so many items make: about the square root of half of them, between four and nine."""
    if items < 2 * FEWEST:
        return max(1, items // 2)
    return min(MOST, max(FEWEST, round(math.sqrt(items / 2))))


def _centres(items: Sequence[Item], found: Contents) -> list[Vector]:
    """The words that cover most of what is not covered yet, each with the middle of its items."""
    holders: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for stem in found.vectors[item.id]:
            holders[stem].append(item.id)
    candidates = {stem: ids for stem, ids in holders.items() if 2 <= len(ids) <= len(items) / 2} or dict(holders)
    covered: dict[str, float] = defaultdict(float)
    chosen: list[Vector] = []
    for _ in range(how_many(len(items))):
        gains = {
            stem: sum(max(0.0, found.vectors[ident][stem] - covered[ident]) for ident in ids)
            for stem, ids in candidates.items()
        }
        best = max(gains, key=lambda stem: (gains[stem], stem), default="")
        if not best or gains[best] <= 0:
            break
        members = candidates.pop(best)
        middle = centre(found.vectors[ident] for ident in members)
        chosen.append(middle)
        for item in items:
            covered[item.id] = max(covered[item.id], dot(found.vectors[item.id], middle))
    return chosen


def _settle(items: Sequence[Item], found: Contents, centres: list[Vector]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    for _ in range(ROUNDS):
        groups = [[] for _ in centres]
        for item in items:
            likeness = [dot(found.vectors[item.id], middle) for middle in centres]
            best = max(range(len(centres)), key=lambda place: (likeness[place], -place), default=-1)
            if best >= 0 and likeness[best] > 0:
                groups[best].append(item)
        groups = [group for group in groups if group]
        centres = [centre(found.vectors[item.id] for item in group) for group in groups]
    return groups


def _offer(members: Sequence[Item], found: Contents) -> IssueOffer:
    return IssueOffer(
        name=_name(members, found),
        positions=[item.id for item in members if isinstance(item, Position)],
        accounts=[item.id for item in members if isinstance(item, Account)],
    )


def _name(members: Sequence[Item], found: Contents) -> str:
    """The members' own noun phrase that holds most of what they share, for its length."""
    middle = centre(found.vectors[item.id] for item in members)

    def worth(name: str) -> float:
        length = len(name.split())
        weight = sum(middle.get(stem, 0.0) for stem in stems(fold(name)))
        return weight / math.sqrt(max(2, length)) if length <= LONGEST_NAME else 0.0

    names = list(dict.fromkeys(item.issue for item in members))
    best = max(names, key=lambda name: (worth(name), -names.index(name)))
    return best[0].upper() + best[1:]
