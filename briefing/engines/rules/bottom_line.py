"""The bottom line: what is contested, what is shared, in the articles' own words as the positions give them.

A sentence stands there alone, so that only one that says who holds what is taken: no pronoun at its head, no "it" whose
noun is elsewhere, no quotation without its speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.engines.rules.grammar import DETERMINERS, PREPOSITIONS, SUBORDINATORS
from briefing.offers import SentenceOffer
from briefing.records import Account, Finding, FindingKind, Issue, Position, Side
from briefing.typography import fold

MOST = 4
OTHER = "Other matters"
"""The step's name for what belongs to no issue, which the bottom line comes to last."""
LONGEST = 260
"""Characters of a position's sentence that may stand in the bottom line."""
QUOTED = re.compile(r'"[^"]*"')
PRONOUN = re.compile(r"\W*(?:it|he|she|they|we|i|this|that|these|those|such|his|her|its|their|there)\b", re.IGNORECASE)
DANGLING = re.compile(
    r"\b(?:it|this|that|them|these|those|so)[\s.!?\"']*$|\b(?:said|says|added) (?:he|she|they)\b", re.IGNORECASE
)
"""A sentence that ends in "does not want it": of what, another one tells."""
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
    for issue in sorted(
        issues, key=lambda issue: (issue.name == OTHER, -len({one.actor.name for one in issue.positions}))
    ):
        if len(found) >= 2 + (len(issues) > 3):
            break
        said = " ".join(sentence.text for sentence in found)
        fitting = [
            item
            for item in issue.positions
            if item.id not in cited and stands_alone(item) and item.sentence.rstrip(".") not in said
        ]
        if fitting:
            position = max(fitting, key=lambda item: (_telling(item), -issue.positions.index(item)))
            found.append(SentenceOffer(text=position.sentence, cites=[position.id]))
    return found[:MOST]


def stands_alone(item: Position | Account) -> bool:
    """Whether an item's sentence can be read without its article, and is short enough to be printed."""
    sentence = fold(item.sentence)
    if len(sentence) > LONGEST or DANGLING.search(sentence):
        return False
    unquoted = QUOTED.sub(" ", sentence)
    if isinstance(item, Account):
        return True
    names = {word for word in re.findall(r"\w+", fold(f"{item.actor.name} {item.speaker}")) if word[0].isupper()}
    lower = {word.casefold() for word in re.findall(r"\w+", unquoted)}
    return not PRONOUN.match(unquoted.strip()) and bool(
        {name.casefold() for name in names} & lower or fold(item.speaker).casefold() in unquoted.casefold()
    )


def _telling(item: Position) -> int:
    """How much a position says in the bottom line: for or against before a bare claim, said before ascribed."""
    return 2 * (item.stance != "claims") + (item.voice != "ascribed")


def _spoken(side: Side) -> Position | Account | None:
    """The shortest of a side's items that can be read alone."""
    items: list[Position | Account] = [*side.positions, *side.accounts]
    return min((item for item in items if stands_alone(item)), key=lambda item: len(item.sentence), default=None)


def _joined(one: Position | Account, other: Position | Account, kind: FindingKind) -> SentenceOffer:
    tie = "and" if kind == "agreement" else "against this,"
    return SentenceOffer(text=f"{one.sentence.rstrip('.')}; {tie} {_within(other)}", cites=[one.id, other.id])


def _within(item: Position | Account) -> str:
    """A sentence after a semicolon: its article or descriptor with a small letter, a name with its own."""
    first, _, rest = item.sentence.partition(" ")
    small = first.lower() in DETERMINERS | PREPOSITIONS | SUBORDINATORS or first.lower() in {"according", "it", "to"}
    return f"{first.lower() if small else first} {rest}"
