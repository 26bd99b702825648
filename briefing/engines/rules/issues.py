"""The few issues of a day, by the words that positions and accounts share.

A greedy choice finds the words that cover most (the classic set cover), each word's items make a first issue, and a few
rounds of moving every item to its nearest issue (spherical k-means) settle them. Each is then named by what its items
share, and what does not share it is left to "Other matters". Nothing is random.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.engines.rules.content import Contents, Item, Vector, centre, contents, dot
from briefing.engines.rules.contradictions import ties
from briefing.engines.rules.naming import Name, names
from briefing.offers import IssueOffer
from briefing.records import Account, Position
from briefing.stems import stems
from briefing.typography import fold

FEWEST, MOST = 4, 9
ROUNDS = 3
LONGEST_NAME = 7
"""Words in an issue's name."""
ALONE = 0.5
"""What a name of one word counts against one of several: it tells less."""
HALF = 0.5
"""What share of a name by the weight of its words an item must have, where it has not the name's noun."""
AKIN, NEAR = 0.02, 0.06
"""How near (cosine) an item must be to those that share an issue's name, where it does not share it itself: one of the
group that it was named for, and any other."""
SHARED = 0.2
"""What the name itself counts beside that nearness."""
CARRYING = 0.2
"""Which share of a group must share its name for the others of it to stand under that name."""
NAMED_ALONE = 0.2
"""How near an item must be where fewer do: as near as the name alone brings it."""


@dataclass(frozen=True, slots=True)
class _Named:
    """An issue on its way to an offer."""

    name: Name
    middle: Vector
    members: list[Item]

    def offer(self) -> IssueOffer:
        words = self.name.words
        return IssueOffer(
            name=words[0].upper() + words[1:],
            positions=[item.id for item in self.members if isinstance(item, Position)],
            accounts=[item.id for item in self.members if isinstance(item, Account)],
        )


def issues(positions: Sequence[Position], accounts: Sequence[Account], actors: Actors) -> list[IssueOffer]:
    """The issues, the one with most items first; what shares no word with any is left to the step."""
    items: list[Item] = [*positions, *accounts]
    if not items:
        return []
    found = contents(items)
    centres = _centres(items, found)
    tied = list(ties(items, actors))
    named = _under_names(_tied(_settle(items, found, centres), tied), found, tied)
    return [issue.offer() for issue in sorted(named, key=lambda issue: -len(issue.members))]


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


def _tied(groups: list[list[Item]], ties: Sequence[Sequence[Item]]) -> list[list[Item]]:
    """The groups with what contradicts each other in one: where most of it is."""
    place = {item.id: number for number, group in enumerate(groups) for item in group}
    items = {item.id: item for group in groups for item in group} | {item.id: item for tied in ties for item in tied}
    fixed: set[str] = set()
    for tied in ties:
        held = Counter(place[item.id] for item in tied if item.id in place)
        settled = Counter(place[item.id] for item in tied if item.id in fixed and item.id in place)
        home = max(held, key=lambda number: (settled[number], held[number], len(groups[number])), default=None)
        if home is None:
            continue
        place |= {item.id: home for item in tied if item.id not in fixed}
        fixed |= {item.id for item in tied}
    together: dict[int, list[Item]] = defaultdict(list)
    for ident, number in place.items():
        together[number].append(items[ident])
    return list(together.values())


def _under_names(groups: Sequence[list[Item]], found: Contents, tied: Sequence[Sequence[Item]]) -> list[_Named]:
    """Each group under the name that most of it shares; what has nothing of a name is left over.

    What is left over may share a name of its own, where there are few issues yet.
    """
    issues: list[_Named] = []
    left: list[Item] = []
    for group in sorted(groups, key=lambda group: -len(group)):
        opened = _opened(group, found, issues)
        if opened is not None:
            issues.append(opened)
            sharing = sum(_shares(item, opened.name, found) for item in group)
            least = AKIN if sharing >= CARRYING * len(group) else NAMED_ALONE
            opened.members.extend(item for item in group if _belonging(item, opened, found) >= least)
        left += [item for item in group if opened is None or item not in opened.members]
    left = _filled(issues, left, found)
    while len(issues) < min(FEWEST, len(groups)) and (opened := _opened(left, found, issues)) is not None:
        issues.append(opened)
        left = _filled(issues, left, found)
    _join(issues, tied)
    return [issue for issue in issues if len({item.evidence[0].text for item in issue.members}) > 1]


def _opened(members: Sequence[Item], found: Contents, issues: Sequence[_Named]) -> _Named | None:
    """An issue for those of the members that share a name; still empty."""
    name = _name(members, found, {issue.name.key for issue in issues})
    if name is None:
        return None
    return _Named(name, centre(found.vectors[item.id] for item in members if _shares(item, name, found)), [])


def _filled(issues: Sequence[_Named], items: Sequence[Item], found: Contents) -> list[Item]:
    """Puts each item into the issue that it has most of; gives back what has too little of any."""
    left = []
    for item in items:
        home = max(issues, key=lambda issue: _belonging(item, issue, found), default=None)
        if home is not None and _belonging(item, home, found) >= NEAR:
            home.members.append(item)
        else:
            left.append(item)
    return left


def _belonging(item: Item, issue: _Named, found: Contents) -> float:
    """How much an item has of an issue: how near it is, and more where it shares the name itself."""
    return dot(found.vectors[item.id], issue.middle) + SHARED * _shares(item, issue.name, found)


def _join(issues: Sequence[_Named], ties: Sequence[Sequence[Item]]) -> None:
    """What contradicts something of an issue belongs there, too, whatever its words."""
    fixed: set[str] = set()
    for tied in ties:
        held = [issue for issue in issues if any(item in issue.members for item in tied)]
        if not held:
            continue
        home = max(held, key=lambda issue: sum((item in issue.members) + (item.id in fixed) for item in tied))
        for item in tied:
            if item.id in fixed or item in home.members:
                continue
            for issue in held:
                issue.members[:] = [other for other in issue.members if other is not item]
            home.members.append(item)
        fixed |= {item.id for item in tied}


def _name(members: Sequence[Item], found: Contents, taken: set[frozenset[str]]) -> Name | None:
    """The noun phrase that most of the members share, by the weight of its words; None where no two share one."""
    middle = centre(found.vectors[item.id] for item in members)
    spelled: dict[frozenset[str], Counter[Name]] = defaultdict(Counter)
    for item in members:
        for name in names(item.sentence):
            if name.key not in taken and len(name.words.split()) <= LONGEST_NAME:
                spelled[name.key][name] += 1
    worth = {}
    for key in spelled:
        sharing = {item.evidence[0].text for item in members if key <= _told(item)}
        if len(sharing) > 1:
            worth[key] = len(sharing) * sum(middle.get(stem, 0.0) for stem in key) * (1 if len(key) > 1 else ALONE)
    best = max(worth, key=lambda key: (worth[key], sorted(key)), default=None)
    return spelled[best].most_common(1)[0][0] if best is not None and worth[best] > 0 else None


def _shares(item: Item, name: Name, found: Contents) -> bool:
    """Whether an item has the name's noun, or at least half of the name by the weight of its words."""
    shared = name.key & _told(item)
    return name.head in shared or _weight(shared, found) >= HALF * _weight(name.key, found)


def _weight(key: Collection[str], found: Contents) -> float:
    return sum(1 / max(1, found.spread[stem]) for stem in key)


def _told(item: Item) -> frozenset[str]:
    return stems(fold(item.sentence))
