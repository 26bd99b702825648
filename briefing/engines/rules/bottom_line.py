"""The bottom line: what is contested, what is shared, in the articles' own words as the positions give them."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.engines.rules.grammar import DETERMINERS, PREPOSITIONS, SUBORDINATORS
from briefing.offers import SentenceOffer
from briefing.records import Account, Finding, FindingKind, Issue, Position, Side

MOST = 4
LONGEST = 260
"""Characters of a position's sentence that may stand in the bottom line."""
ORDER: tuple[FindingKind, ...] = ("report_conflict", "actor_disagreement", "agreement")


def bottom_line(issues: Sequence[Issue], findings: Sequence[Finding]) -> list[SentenceOffer]:
    """Two to four sentences: one finding of each kind, then what the largest issues hold."""
    found: list[SentenceOffer] = []
    for kind in ORDER:
        pairs = ((_spoken(item.sides[0]), _spoken(item.sides[1])) for item in findings if item.kind == kind)
        found += next(
            ([_joined(one, other, kind)] for one, other in pairs if one is not None and other is not None), []
        )
    cited = {ident for sentence in found for ident in sentence.cites}
    for issue in sorted(issues, key=lambda issue: -len({position.actor.name for position in issue.positions})):
        if len(found) >= 2 + (len(issues) > 3):
            break
        said = " ".join(sentence.text for sentence in found)
        position = next(
            (
                item
                for item in issue.positions
                if item.id not in cited and len(item.sentence) <= LONGEST and item.sentence.rstrip(".") not in said
            ),
            None,
        )
        if position is not None:
            found.append(SentenceOffer(text=position.sentence, cites=[position.id]))
    return found[:MOST]


def _spoken(side: Side) -> Position | Account | None:
    """The shortest of a side's items, where it is short enough to be printed."""
    items: list[Position | Account] = [*side.positions, *side.accounts]
    best = min(items, key=lambda item: len(item.sentence))
    return best if len(best.sentence) <= LONGEST else None


def _joined(one: Position | Account, other: Position | Account, kind: FindingKind) -> SentenceOffer:
    tie = "and" if kind == "agreement" else "against this,"
    return SentenceOffer(text=f"{one.sentence.rstrip('.')}; {tie} {_within(other)}", cites=[one.id, other.id])


def _within(item: Position | Account) -> str:
    """A sentence after a semicolon: its article or descriptor with a small letter, a name with its own."""
    first, _, rest = item.sentence.partition(" ")
    small = first.lower() in DETERMINERS | PREPOSITIONS | SUBORDINATORS or first.lower() in {"according", "it"}
    return f"{first.lower() if small else first} {rest}"
