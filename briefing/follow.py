"""From the last briefing's positions and today's to what changed: new, hardened, softened, reversed, unchanged.

A change needs one actor with a name, who holds both sides in dated articles, the later after the earlier; what somebody
else reports of an actor is no change of that actor's. What is not seen today is told as that, never as dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefing.actors import Actors
from briefing.carry import faults
from briefing.engine import Engine
from briefing.offers import ChangeOffer
from briefing.records import Change, Earlier, Following, Issue, Position, Reason, Rejected, translations
from briefing.resolve import fuller_name


async def follow(earlier: Earlier, issues: Sequence[Issue], engine: Engine, actors: Actors) -> Following | None:
    """What became of the earlier positions: d1, d2, … in the order offered; None where nothing can be compared.

    Raises:
        ReplyError, EndpointError: as the engine does.
    """
    before, after = comparable(earlier, issues)
    if not before or not after:
        return None
    offer = await engine.follow(earlier, before, after)
    check = _Check(before, after, issues, actors)
    changes: list[Change] = []
    rejected: list[Rejected] = []
    for item in offer.changes:
        refusal = check.refusal(item)
        if refusal is None:
            change, refusals = check.change(f"d{len(changes) + 1}", item)
            changes.append(change)
            rejected += refusals
        else:
            rejected.append(refusal)
    aside = [item for item in earlier.positions if _named(item) and item.via]
    followed = {position.id for change in changes for position in change.before}
    offered = {*offer.unsure, *(ident for item in offer.changes for ident in item.before)}
    doubtful = (offered | _heard_otherwise(before, issues, after)) - followed
    return Following(
        changes=tuple(changes),
        not_seen=tuple(item for item in before if item.id not in followed | doubtful),
        doubtful=(*(item for item in before if item.id in doubtful), *aside),
        rejected=tuple(rejected),
    )


def comparable(earlier: Earlier, issues: Sequence[Issue]) -> tuple[list[Position], list[Position]]:
    """The positions of the two days that can be held against each other.

    Each is its actor's own, dated, and of an actor with a name: an unnamed speaker is another one in every article.
    Today's stand in articles that the last briefing did not have, dated after the first of those that it had.
    """
    before = [item for item in earlier.positions if _counts(item)]
    first = min((item.published for item in before if item.published), default=date.max)
    known = {article.id for article in earlier.articles}
    today = [item for issue in issues for item in issue.positions if _counts(item)]
    fresh = [item for item in today if item.evidence[0].article.id not in known]
    return before, [item for item in fresh if item.published is not None and item.published > first]


def _heard_otherwise(before: Sequence[Position], issues: Sequence[Issue], after: Sequence[Position]) -> set[str]:
    """The earlier positions of actors who are heard today only where it cannot count: undated, or through somebody."""
    counted = {name for item in after for name in (item.actor.name, item.behalf)}
    today = {name for issue in issues for item in issue.positions for name in (item.actor.name, item.behalf)}
    heard = today - counted - {""}
    return {item.id for item in before if heard & {item.actor.name, item.behalf}}


def _counts(item: Position) -> bool:
    return _named(item) and not item.via


def _named(item: Position) -> bool:
    return item.published is not None and item.actor.kind != "unnamed"


class _Check:
    """Holds offered changes against the positions of both days."""

    def __init__(
        self, before: Sequence[Position], after: Sequence[Position], issues: Sequence[Issue], actors: Actors
    ) -> None:
        self._before = {item.id: item for item in before}
        self._after = {item.id: item for item in after}
        self._issues = {item.id: issue.name for issue in issues for item in issue.positions}
        self._latest = max(_dates(before))
        self._actors = actors

    def refusal(self, offer: ChangeOffer) -> Rejected | None:
        """Why an offer does not stand, or None."""
        unknown = [ident for ident in offer.before if ident not in self._before]
        unknown += [ident for ident in offer.after if ident not in self._after]
        if unknown:
            return _refused(offer, "unknown_citation", ", ".join(unknown))
        before, after = self._cited(offer)
        if not after or bool(before) == (offer.kind == "new"):
            return _refused(offer, "one_sided", f"{len(before)} before, {len(after)} after")
        if not _one_actor([*before, *after]):
            names = dict.fromkeys(item.actor.name for item in before + after)
            return _refused(offer, "another_actor", ", ".join(names))
        if min(_dates(after)) <= (max(_dates(before)) if before else self._latest):
            return _refused(offer, "not_later", ", ".join(map(str, _dates(before + after))))
        return None

    def change(self, ident: str, offer: ChangeOffer) -> tuple[Change, list[Rejected]]:
        """The change; a sentence that its positions do not carry is left out."""
        before, after = self._cited(offer)
        held = before + after
        evidence = [quote for item in held for quote in item.evidence]
        named = [text for item in held for text in (item.actor.name, item.speaker)]
        wrong = (
            faults(offer.statement, evidence, self._actors, named=named, translations=translations(held))
            if offer.statement
            else ()
        )
        refused = [_refused(offer, "not_carried", ", ".join(wrong))] if wrong else []
        sentence = "" if wrong else offer.statement
        return Change(ident, offer.kind, self._issues[after[0].id], sentence, tuple(before), tuple(after)), refused

    def _cited(self, offer: ChangeOffer) -> tuple[list[Position], list[Position]]:
        return _looked_up(offer.before, self._before), _looked_up(offer.after, self._after)


def _looked_up(idents: Sequence[str], known: Mapping[str, Position]) -> list[Position]:
    return [known[ident] for ident in dict.fromkeys(idents)]


def _dates(items: Iterable[Position]) -> list[date]:
    return [item.published for item in items if item.published is not None]


def _one_actor(items: Sequence[Position]) -> bool:
    """Whether one actor holds them all: by name, or somebody on behalf of whom they are all held.

    "Soler" and "Ana Soler" are one where no other Soler is cited.
    """
    names = dict.fromkeys(item.actor.name for item in items)
    fullest = {fuller_name(name, names) or name for name in names}
    if len(fullest) == 1:
        return True
    return bool(set.intersection(*({item.actor.name, item.behalf} - {""} for item in items)))


def _refused(offer: ChangeOffer, reason: Reason, detail: str) -> Rejected:
    cited = ", ".join([*offer.before, *offer.after])
    return Rejected("follow", f"{offer.kind} ({cited}): {offer.statement}".rstrip(": "), reason, detail)
