"""What became of the last briefing's positions, as far as words alone can tell. Few changes, and none invented.

The rules tell three things: that the same is said again, that one actor is now against what it was for (or the
reverse), and that an actor speaks whom no article of the last briefing so much as names. Whether a position has
hardened or softened is a matter of meaning, which they leave alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.actors import Actors
from briefing.engines.rules.content import Contents, contents
from briefing.engines.rules.findings import AGAINST, FOR, NEGATED, SAME_ACTOR
from briefing.offers import ChangeOffer, FollowOffer, IssueOffer
from briefing.records import Earlier, Position
from briefing.stems import stems
from briefing.typography import fold

SAME = 0.55
"""How alike (cosine) two sentences of one actor must be to hold the same."""
TURNED = max(SAME_ACTOR, 0.5)
"""The same for a change of side: more than between two reports of one day, for a false change misleads most."""
SAME_NAME = 0.5
"""Which share of the words of either name two issues must have in common to be one."""


def followed(earlier: Earlier, before: Sequence[Position], after: Sequence[Position], actors: Actors) -> FollowOffer:
    """The changes, each of today's positions in one at most.

    Of an actor who is heard today, the rules cannot tell that something is not told again in other words.
    """
    found = contents([*before, *after])
    spoken_of = _spoken_of(earlier, actors)
    changes = [offer for item in after for offer in _of(item, before, spoken_of, found)]
    heard = {name for item in after for name in (item.actor.name, item.behalf) if name}
    unsure = [item.id for item in before if heard & {item.actor.name, item.behalf}]
    return FollowOffer(changes=changes, unsure=unsure)


def _of(item: Position, before: Sequence[Position], spoken_of: set[str], found: Contents) -> Iterator[ChangeOffer]:
    own = [other for other in before if other.actor.name == item.actor.name]
    if not own:
        stands = item.stance != "claims" and not item.hedged
        if stands and item.actor.kind != "person" and item.actor.name not in spoken_of:
            yield ChangeOffer(kind="new", before=[], after=[item.id], statement="")
        return
    nearest = max(own, key=lambda other: (found.likeness(other, item), other.id))
    likeness = found.likeness(nearest, item)
    if _turned(nearest, item):
        if likeness >= TURNED:
            yield ChangeOffer(kind="reversed", before=[nearest.id], after=[item.id], statement="")
    elif likeness >= SAME and nearest.stance == item.stance:
        yield ChangeOffer(kind="unchanged", before=[nearest.id], after=[item.id], statement="")


def _turned(one: Position, other: Position) -> bool:
    """For and against, in plain sentences: one that is itself negated may say the opposite of its stance."""
    sides = {one.stance in FOR, other.stance in FOR} == {True, False}
    against = one.stance in AGAINST or other.stance in AGAINST
    plain = not any(NEGATED.search(item.sentence) or item.hedged for item in (one, other))
    return sides and against and plain


def _spoken_of(earlier: Earlier, actors: Actors) -> set[str]:
    """Every actor that the articles of the last briefing name, speaking or not."""
    return {mention.actor.name for article in earlier.articles for mention in actors.mentions(article.text)} | {
        position.actor.name for position in earlier.positions
    }


def renamed(issues: Sequence[IssueOffer], names: Sequence[str]) -> list[IssueOffer]:
    """The issues, each under the earlier name that shares most words with its own, where one shares enough."""
    free = list(names)
    offers = []
    for issue in issues:
        best = max(free, key=lambda name: (_shared(issue.name, name), name), default="")
        if best and _shared(issue.name, best) >= SAME_NAME:
            free.remove(best)
            offers.append(issue.model_copy(update={"name": best}))
        else:
            offers.append(issue)
    return offers


def _shared(one: str, other: str) -> float:
    first, second = stems(fold(one)), stems(fold(other))
    return len(first & second) / max(1, min(len(first | second), max(len(first), len(second))))
