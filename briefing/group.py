"""From positions and accounts to the issues of the day. Nothing is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.carry import faults
from briefing.engine import Engine
from briefing.offers import IssueOffer
from briefing.records import Account, Entry, Issue, Position, Quote, Rejected, translations

OTHER = "Other matters"


@dataclass(frozen=True, slots=True)
class Grouping:
    """The issues, and what was offered and not taken."""

    issues: tuple[Issue, ...]
    rejected: tuple[Rejected, ...]


async def group(
    positions: Sequence[Position],
    accounts: Sequence[Account],
    engine: Engine,
    actors: Actors,
    names: Sequence[str] = (),
) -> Grouping:
    """Each position and account in exactly one issue, in the order in which the engine offered the issues.

    Args:
        names: of the issues of the last briefing; an issue that goes on keeps its name.
    """
    offer = await engine.group(positions, accounts, names) if positions or accounts else None
    held, told = {item.id: item for item in positions}, {item.id: item for item in accounts}
    issues, rejected = [], []
    for item in offer.issues if offer else ():
        rejected += _unknown(item, {position.id for position in positions} | {account.id for account in accounts})
        mine = tuple(held.pop(ident) for ident in dict.fromkeys(item.positions) if ident in held)
        ours = tuple(told.pop(ident) for ident in dict.fromkeys(item.accounts) if ident in told)
        if mine or ours:
            name = item.name if item.name in names else _name(item.name, mine, ours, actors)
            issues.append(Issue(name, mine, ours))
    if held or told:
        issues.append(Issue(OTHER, tuple(held.values()), tuple(told.values())))
    return Grouping(_merged(issues), tuple(rejected))


def ungrouped(positions: Sequence[Position], accounts: Sequence[Account]) -> Grouping:
    """One issue for everything, for when no grouping was to be had."""
    return Grouping((Issue(OTHER, tuple(positions), tuple(accounts)),) if positions or accounts else (), ())


def _merged(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Issues of one name are one issue."""
    merged: dict[str, Issue] = {}
    for issue in issues:
        before = merged.get(issue.name, Issue(issue.name, (), ()))
        together = (*before.positions, *issue.positions), (*before.accounts, *issue.accounts)
        merged[issue.name] = Issue(issue.name, *together)
    return tuple(merged.values())


def _unknown(item: IssueOffer, known: set[str]) -> list[Rejected]:
    strangers = [ident for ident in (*item.positions, *item.accounts) if ident not in known]
    return [Rejected("group", item.name, "unknown_citation", ", ".join(strangers))] if strangers else []


def _name(name: str, positions: tuple[Position, ...], accounts: tuple[Account, ...], actors: Actors) -> str:
    """The offered name, where it is carried; else the commonest that its members came with and that is."""
    members: list[Entry] = [*positions, *accounts]
    quotes = [quote for item in members for quote in item.evidence]
    named = [text for position in positions for text in (position.actor.name, position.speaker)]
    proposed = (item for item, _ in Counter(item.issue for item in members).most_common())
    ours = translations(members)
    return next((one for one in (name, *proposed) if _carried(one, quotes, named, ours, actors)), OTHER)


def _carried(name: str, quotes: Sequence[Quote], named: Sequence[str], ours: Sequence[str], actors: Actors) -> bool:
    """Whether its names, numbers and quotations are; it asserts nothing, so that negations and hedges are free."""
    found = faults(name, quotes, actors, named=named, translations=ours)
    return not any(fault.startswith(("the name", "the number", "the quotation")) for fault in found)
