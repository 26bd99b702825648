"""From issues to findings: what agrees, who disagrees, and where the reports contradict each other.

A finding must have two sides, and each must stand on positions or accounts that exist. A conflict is shown open:
nothing here decides who is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.carry import faults
from briefing.engine import Engine
from briefing.offers import FindingOffer, SideOffer
from briefing.records import Account, Finding, FindingKind, Issue, Position, Quote, Rejected, Side, translations


@dataclass(frozen=True, slots=True)
class Comparison:
    """The findings, and what was offered and not taken."""

    findings: tuple[Finding, ...]
    rejected: tuple[Rejected, ...]


async def compare(issues: Sequence[Issue], engine: Engine, actors: Actors) -> Comparison:
    """The findings on all issues, checked, in the order offered: f1, f2, …"""
    if not issues:
        return Comparison((), ())
    offer = await engine.compare(issues)
    held = {position.id: position for issue in issues for position in issue.positions}
    told = {account.id: account for issue in issues for account in issue.accounts}
    findings: list[Finding] = []
    rejected: list[Rejected] = []
    for item in offer.findings:
        unknown = [ident for side in item.sides for ident in _cited(side) if ident not in held and ident not in told]
        sides = tuple(side for side in (_side(side, held, told, actors) for side in item.sides) if side.evidence)
        if unknown:
            rejected.append(Rejected("compare", item.statement, "unknown_citation", ", ".join(unknown)))
        elif not _two_sided(sides, item.kind):
            rejected.append(Rejected("compare", item.statement, "one_sided", ", ".join(side.label for side in sides)))
        else:
            about = _issue(item.issue, sides, issues)
            finding, refusal = _finding(f"f{len(findings) + 1}", item, about, sides, actors)
            findings.append(finding)
            rejected += refusal
    return Comparison(tuple(findings), tuple(rejected))


def _issue(offered: str, sides: Sequence[Side], issues: Sequence[Issue]) -> str:
    """The name of the issue as it stands; a name that no issue has is replaced by that of the first entry cited."""
    names = {issue.name for issue in issues}
    first = sides[0].entries[0]
    return offered if offered in names else next(issue.name for issue in issues if first in issue.entries)


def _finding(
    ident: str, item: FindingOffer, about: str, sides: tuple[Side, ...], actors: Actors
) -> tuple[Finding, list[Rejected]]:
    """Where the sentence is not carried, the sides speak for themselves under the name of the issue."""
    wrong = faults(
        item.statement,
        _evidence(sides),
        actors,
        named=[name for side in sides for name in _named(side)],
        translations=translations(entry for side in sides for entry in side.entries),
    )
    finding = Finding(ident, item.kind, item.apparent, about, about if wrong else item.statement, sides)
    refused = [Rejected("compare", item.statement, "not_carried", ", ".join(wrong))] if wrong else []
    return finding, refused


def _side(offer: SideOffer, held: Mapping[str, Position], told: Mapping[str, Account], actors: Actors) -> Side:
    """The side with what it cites; engines mix up the two lists, so each id is looked up by what it is."""
    cited = tuple(dict.fromkeys(_cited(offer)))
    side = Side(
        offer.label,
        tuple(held[ident] for ident in cited if ident in held),
        tuple(told[ident] for ident in cited if ident in told),
    )
    if not faults(offer.label, side.evidence, actors, named=_named(side), translations=translations(side.entries)):
        return side
    return Side(_plain_label(side), side.positions, side.accounts)


def _plain_label(side: Side) -> str:
    names = dict.fromkeys(position.actor.name for position in side.positions)
    sources = dict.fromkeys(quote.source for account in side.accounts for quote in account.evidence)
    return ", ".join([*names, *sources])


def _two_sided(sides: Sequence[Side], kind: FindingKind) -> bool:
    """At least two sides, no two of them the same.

    Reports contradict each other in different words; actors may be told of in one sentence ("both capitals agree …").
    """
    if kind == "report_conflict":
        return len(sides) >= 2 and len({frozenset(side.evidence) for side in sides}) == len(sides)
    return len(sides) >= 2 and len({frozenset(side.entries) for side in sides}) == len(sides)


def _cited(side: SideOffer) -> list[str]:
    return [*side.positions, *side.accounts]


def _evidence(sides: Sequence[Side]) -> list[Quote]:
    return [quote for side in sides for quote in side.evidence]


def _named(side: Side) -> list[str]:
    return [text for position in side.positions for text in (position.actor.name, position.speaker, *position.via)]
