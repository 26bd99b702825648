"""What agrees, who disagrees, and where reports contradict each other. Few findings, and none invented.

Two items are compared only within one issue, or where a family of opposed words ties them. How alike they must be is
said by the constants below; a doubtful pair is no finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from briefing.actors import Actors
from briefing.engines.rules.content import REPORTING, Contents, Item, contents
from briefing.engines.rules.contradictions import contradictions, differing_numbers, opposed_words, sources
from briefing.offers import FindingOffer, SideOffer
from briefing.polarity import read
from briefing.records import FindingKind, Issue, Position
from briefing.stems import stems
from briefing.typography import fold

ALIKE = {1: 0.45, 2: 0.34, 3: 0.15}
"""How alike (cosine) two items must be to be about the same thing, by how many words they share; one shared word is
enough only where both stand in one article and name their matter by it."""
SAME_ACTOR = 0.34
DENYING = 0.28
"""The same for one actor's change of side, and for a denial."""
APART = 0.05
"""What two articles add to an agreement's weight: it says more than one article alone."""
MOST_OF_A_KIND = 6
MOST_ITEMS = 250
"""How many items of an issue are compared, those with most in common with it first."""
SHARED_OBJECT = 0.5
"""Which share of the shorter sentence's content words the other must have, for two actors to speak of one thing."""
WANTING = frozenset({"supports", "demands"})
"""What may agree: an offer at a price is not what another wants."""
ASSERTING = frozenset({"claims", "commits"})
"""Only what is said to be so can be denied."""
FOR, AGAINST = frozenset({"supports", "demands", "commits"}), frozenset({"opposes"})
NEGATED = re.compile(r"\b(?:no|not|never|without|cannot|nobody|nothing|unless|until|against)\b|n['’]t\b", re.IGNORECASE)
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied)|disputed|refut(?:e|es|ed)|was no|no such)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two positions about the same thing."""

    one: Position
    other: Position
    weight: float


def findings(issues: Sequence[Issue], actors: Actors) -> list[FindingOffer]:
    """The findings on all issues: conflicts, disagreements, agreements; the surest of each kind first."""
    items: list[Item] = []
    for issue in issues:
        items += [*issue.positions, *issue.accounts]
    found = contents(items)
    names = {one.id: issue.name for issue in issues for group in (issue.positions, issue.accounts) for one in group}
    conflicts = [*_contradicted(items, actors, names), *_turned(issues, found)]
    disagreements = [*_denials(issues, found, names), *_disagreements(issues, found, names)]
    apart = [offer for offer in (*conflicts, *disagreements) if offer.kind == "report_conflict"]
    within = [offer for offer in (*conflicts, *disagreements) if offer.kind != "report_conflict"]
    return [*_families(items, actors, names), *_distinct(apart), *_distinct(within), *_agreements(issues, found)]


def _distinct(offers: Sequence[FindingOffer]) -> list[FindingOffer]:
    """Each item in one finding of a kind at most, so that one sentence does not quarrel with everybody."""
    used: set[str] = set()
    kept: list[FindingOffer] = []
    for offer in offers:
        cited = {ident for side in offer.sides for ident in (*side.positions, *side.accounts)}
        if not cited & used and len(kept) < MOST_OF_A_KIND:
            used |= cited
            kept.append(offer)
    return kept


def _families(items: Sequence[Item], actors: Actors, names: dict[str, str]) -> Iterator[FindingOffer]:
    for family, one, other in opposed_words(items, actors):
        said = f"Reports differ on {family.about}."
        yield _offer("report_conflict", names[one[0].id], said, True, one[:3], other[:3])


def _contradicted(items: Sequence[Item], actors: Actors, names: dict[str, str]) -> Iterator[FindingOffer]:
    """One says what the other denies, or they come to different numbers."""
    pairs = [(one, other, _shared_matter(one, other, names[one.id])) for one, other in contradictions(items, actors)]
    pairs += [(one, other, f"how many {things}") for one, other, things in differing_numbers(items)]
    for one, other, matter in pairs:
        apart = not sources(one) & sources(other)
        kind: FindingKind = "report_conflict" if apart else "actor_disagreement"
        yield _offer(kind, names[one.id], f"Reports differ on {matter}.", apart, [one], [other])


def _turned(issues: Sequence[Issue], found: Contents) -> Iterator[FindingOffer]:
    """One actor for and against the same thing in two articles."""
    for issue in issues:
        pairs = [
            Pair(one, other, found.likeness(one, other))
            for one, other in _opposed(issue, found)
            if one.actor == other.actor and not sources(one) & sources(other) and _same_matter(one, other, found)
        ]
        for pair in sorted(pairs, key=lambda pair: -pair.weight):
            if pair.weight >= SAME_ACTOR:
                matter = _shared_matter(pair.one, pair.other, issue.name)
                said = f"Reports differ on where {pair.one.actor.name} stands on {matter}."
                yield _offer("report_conflict", issue.name, said, True, [pair.one], [pair.other])


def _opposed(issue: Issue, found: Contents) -> Iterator[tuple[Position, Position]]:
    """Positions for and against; one that is itself negated ("no deal without us") is not set against another."""
    plain = [position for position in _central(issue.positions, found) if not NEGATED.search(position.sentence)]
    against = [position for position in plain if position.stance in AGAINST]
    for one in (position for position in plain if position.stance in FOR):
        for other in against:
            yield one, other


def _central(positions: Sequence[Position], found: Contents) -> Sequence[Position]:
    return (
        sorted(positions, key=lambda item: (-len(found.vectors[item.id]), item.id))[:MOST_ITEMS]
        if len(positions) > MOST_ITEMS
        else positions
    )


def _disagreements(issues: Sequence[Issue], found: Contents, names: dict[str, str]) -> Iterator[FindingOffer]:
    pairs = [
        Pair(one, other, found.likeness(one, other))
        for issue in issues
        for one, other in _opposed(issue, found)
        if _same_matter(one, other, found) and _comparable(one, other)
    ]
    for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.one.id, pair.other.id)):
        yield _between(pair, names[pair.one.id])


def _denials(issues: Sequence[Issue], found: Contents, names: dict[str, str]) -> Iterator[FindingOffer]:
    """What one asserts and another denies."""
    for issue in issues:
        positions = _central(issue.positions, found)
        deniers = [position for position in positions if DENIAL.search(position.sentence)]
        pairs = [
            Pair(other, denier, found.likeness(denier, other))
            for denier in deniers
            for other in positions
            if other.stance in ASSERTING
            and _denied(denier, other)
            and _comparable(other, denier)
            and not DENIAL.search(other.sentence)
        ]
        for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.one.id, pair.other.id)):
            if pair.weight >= DENYING:
                yield _between(pair, names[pair.one.id])


def _denied(denier: Item, other: Item) -> bool:
    """Whether the other's sentence has one of the words that the denial acts on."""
    scopes = {
        word.stem
        for clause in read(denier.sentence, frozenset())
        for item in clause.denials
        if not item.plain
        for word in item.scope
    }
    return bool(scopes & (_stems(other.sentence) - REPORTING))


def _comparable(one: Position, other: Position) -> bool:
    """Whether two actors speak for themselves, in sentences of their own, with one object in both sentences."""
    if _stems(one.actor.name) <= _stems(other.actor.name) or _stems(other.actor.name) <= _stems(one.actor.name):
        return False
    if _relayed(one, other) or _relayed(other, one):
        return False
    texts = [{fold(quote.text).casefold() for quote in item.evidence} for item in (one, other)]
    if texts[0] & texts[1]:
        return False
    names = REPORTING.union(*(_stems(name) for item in (one, other) for name in (item.actor.name, item.speaker)))
    first, second = (_stems(item.sentence) - names for item in (one, other))
    shared = len(first & second)
    return shared >= min(2, len(first), len(second)) > 0 and shared >= SHARED_OBJECT * min(len(first), len(second))


def _relayed(one: Position, other: Position) -> bool:
    """Whether the one is who reports the other's position."""
    told = _stems(" ".join(other.via))
    return any(name and name <= told for name in (_stems(one.speaker), _stems(one.actor.name)))


def _same_matter(one: Item, other: Item, found: Contents) -> bool:
    """Whether two items are about the same thing (see ALIKE)."""
    shared = found.vectors[one.id].keys() & found.vectors[other.id].keys()
    if not shared or found.likeness(one, other) < ALIKE[min(len(shared), 3)]:
        return False
    named = shared & _plain(one.issue) & _plain(other.issue)
    if sources(one) & sources(other):
        return bool(named) or len(shared) > 1
    return len(named) > 1


def _shared_matter(one: Item, other: Item, issue: str) -> str:
    """The name of what two items are about: of their own names the one that the other's words carry more of.

    A name with a negation in it would say the opposite out of its sentence; then the issue's name stands in.
    """
    words = [_stems(item.sentence) for item in (one, other)]
    names = [(one.issue, words[1]), (other.issue, words[0])]
    plain = [pair for pair in names if not NEGATED.search(pair[0])]
    best = max(plain, key=lambda pair: (len(_stems(pair[0]) & pair[1]), -len(pair[0])), default=(issue, None))
    return best[0]


def _between(pair: Pair, issue: str) -> FindingOffer:
    one, other = pair.one, pair.other
    said = f"{one.actor.name} and {other.actor.name} differ on {_shared_matter(one, other, issue)}."
    apart = not sources(one) & sources(other)
    return _offer("actor_disagreement", issue, said, apart, [one], [other])


def _agreements(issues: Sequence[Issue], found: Contents) -> list[FindingOffer]:
    """Different actors for the same thing: the group that grows around the most alike pair of each issue."""
    offers: list[tuple[float, FindingOffer]] = []
    for issue in issues:
        held = [position for position in _central(issue.positions, found) if position.stance in WANTING]
        pairs = [
            Pair(one, other, found.likeness(one, other) + (APART if not sources(one) & sources(other) else 0.0))
            for one, other in combinations(held, 2)
            if _agree(one, other, found)
        ]
        best = max(pairs, key=lambda pair: (pair.weight, pair.one.id, pair.other.id), default=None)
        if best is not None:
            offers.append((best.weight, _agreement(issue, best.one, best.other, held, found)))
    return [offer for _, offer in sorted(offers, key=lambda pair: -pair[0])[:MOST_OF_A_KIND]]


def _agree(one: Position, other: Position, found: Contents) -> bool:
    """Whether two actors want the same; a "no … without" agrees only with another."""
    if not _same_matter(one, other, found):
        return False
    negated = bool(NEGATED.search(one.sentence)) == bool(NEGATED.search(other.sentence))
    return negated and _comparable(one, other)


def _agreement(issue: Issue, one: Position, other: Position, held: Sequence[Position], found: Contents) -> FindingOffer:
    """The two, and whoever else agrees with both, one side for each actor."""
    sides = {one.actor.name: one, other.actor.name: other}
    for position in held:
        with_both = all(_agree(position, side, found) for side in (one, other) if side is not position)
        if with_both and position.evidence not in [side.evidence for side in sides.values()]:
            sides.setdefault(position.actor.name, position)
    names = list(sides)
    said = f"{', '.join(names[:-1])} and {names[-1]} agree on {_shared_matter(one, other, issue.name)}."
    labelled = [SideOffer(label=name, positions=[position.id], accounts=[]) for name, position in sides.items()]
    return FindingOffer(kind="agreement", issue=issue.name, statement=said, apparent=False, sides=labelled)


def _offer(
    kind: FindingKind, issue: str, statement: str, apparent: bool, one: Sequence[Item], other: Sequence[Item]
) -> FindingOffer:
    return FindingOffer(
        kind=kind, issue=issue, statement=statement, apparent=apparent, sides=[_side(one), _side(other)]
    )


def _side(items: Sequence[Item]) -> SideOffer:
    names = dict.fromkeys(item.actor.name for item in items if isinstance(item, Position))
    sources = dict.fromkeys(item.evidence[0].source for item in items)
    return SideOffer(
        label=", ".join(names or sources),
        positions=[item.id for item in items if isinstance(item, Position)],
        accounts=[item.id for item in items if not isinstance(item, Position)],
    )


def _evidence(item: Item) -> str:
    return " ".join(quote.text for quote in item.evidence)


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> frozenset[str]:
    """The stems of a text's words in lower case: a name alone is no matter."""
    return stems(" ".join(word for word in fold(text).split() if word.islower()))


@lru_cache(maxsize=1 << 16)
def _stems(text: str) -> frozenset[str]:
    """The stems of a text; every item is compared with many others."""
    return stems(fold(text))
