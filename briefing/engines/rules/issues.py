"""The few issues of a day, by the words that positions and accounts share.

A greedy choice finds the words that cover most (the classic set cover), each word's items make a first issue, and a few
rounds of moving every item to its nearest issue (spherical k-means) settle them. Nothing is random.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from briefing.actors import Actors
from briefing.engines.rules.content import Contents, Item, Vector, centre, contents, dot
from briefing.engines.rules.contradictions import ties
from briefing.engines.rules.lexicon import lexicon
from briefing.engines.rules.noun_phrases import VAGUE, phrases
from briefing.offers import IssueOffer
from briefing.records import Account, Position
from briefing.stems import stems
from briefing.typography import fold

FEWEST, MOST = 4, 9
ROUNDS = 3
LONGEST_NAME = 7
"""Words in an issue's name."""


def issues(positions: Sequence[Position], accounts: Sequence[Account], actors: Actors) -> list[IssueOffer]:
    """The issues, the one with most items first; what shares no word with any is left to the step."""
    items: list[Item] = [*positions, *accounts]
    if not items:
        return []
    found = contents(items)
    centres = _centres(items, found)
    groups = _tied(_settle(items, found, centres), list(ties(items, actors)))
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


def _offer(members: Sequence[Item], found: Contents) -> IssueOffer:
    return IssueOffer(
        name=_name(members, found),
        positions=[item.id for item in members if isinstance(item, Position)],
        accounts=[item.id for item in members if isinstance(item, Account)],
    )


def _name(members: Sequence[Item], found: Contents) -> str:
    """The noun phrase that most members share, by the weight of its words; else the best that one came with."""
    middle = centre(found.vectors[item.id] for item in members)
    names = [name for name in dict.fromkeys(item.issue for item in members) if is_name(name)]
    best = _common(members, middle) or max(
        names, key=lambda name: (_worth(name, middle), -names.index(name)), default=members[0].issue
    )
    return best[0].upper() + best[1:]


def _common(members: Sequence[Item], middle: Vector) -> str:
    """The phrase of several members' sentences whose words weigh most, by how many of them have it; or ""."""
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    spelled: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for item in members:
        for phrase in phrases(item.sentence):
            if not is_name(phrase):
                continue
            key = tuple(sorted(stems(fold(phrase))))
            if len(key) >= 2:
                holders[key].add(item.evidence[0].text)
                spelled[key][phrase] += 1
    worth = {
        key: len(texts) * sum(middle.get(stem, 0.0) for stem in key) for key, texts in holders.items() if len(texts) > 1
    }
    best = max(worth, key=lambda key: (worth[key], key), default=None)
    return spelled[best].most_common(1)[0][0] if best is not None and worth[best] > 0 else ""


def is_name(phrase: str) -> bool:
    """Whether a phrase can name a matter: no verb, no number or time alone, and more than somebody's name."""
    words = [word.lower() for word in phrase.split()]
    verbs = any(word in lexicon().verbs and word not in lexicon().nounlike for word in words)
    vague = words[0] in VAGUE or words[-1] in VAGUE or words[0].endswith("ly")
    return not verbs and not vague and any(word.islower() for word in phrase.split())


def _worth(name: str, middle: Vector) -> float:
    length = len(name.split())
    weight = sum(middle.get(stem, 0.0) for stem in stems(fold(name)))
    return weight / math.sqrt(max(2, length)) if length <= LONGEST_NAME else 0.0
