"""A short name for a matter, made of the words of the clause itself."""

from __future__ import annotations

import re

from briefing.engines.rules.grammar import TIMES

WORD = re.compile(r"\d+(?:[.,]\d+)+|[\w’'&-]+(?:\.\w\.?)*|[^\w\s]")
STOPS = frozenset(
    "that who which whose is are was were be been being am has have had having do does did will would shall "
    "should may might can could must to and or but nor yet so if when while as because since until before "
    "after although though whether where how why what than not never no also only just even still already it "
    "its they their them he his him she her we our us i my you your this these those there here remain remains "
    "remained become becomes became".split()
)
LEADING = frozenset(
    "the a an any some all each every such more most many much other another its their his her our own very "
    "too both several".split()
)
JOINTS = frozenset("without of in on for with between over about against within at from among by".split())
VAGUE = frozenset(
    "last next this week month year day today now good bad new first second third one two three other same own only "
    "neither either little much yesterday tomorrow early late days weeks months years time people "
    "per cent percent million billion thousand euro euros dollar dollars pound pounds more less most some all".split()
)
"""Words with which no name of a matter begins or ends."""
LONGEST = 7
"""Words in a name."""


VERBAL = frozenset(
    "to is are was were be been being am has have had having do does did will would shall should may might can "
    "could must cannot not never also still already only just who which".split()
)
"""After these stands a verb, which is no part of a name."""


def matter(text: str, *, infinitive: bool = False) -> str:
    """The first telling noun phrase of a clause: a run of words without a verb that is known to be one; "" for none.

    Args:
        infinitive: the text begins with a verb ("wants to" has been cut off).
    """
    best = ""
    for run in _runs(text, infinitive=infinitive):
        trimmed = _trim(run)
        if len(trimmed) >= 2:
            return " ".join(trimmed)
        best = best or " ".join(trimmed)
    return best


def _runs(text: str, *, infinitive: bool) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    after_verbal = infinitive
    for token in WORD.findall(text):
        lower = token.lower()
        if not token[0].isalnum() or lower in STOPS:
            runs.append([])
            after_verbal = lower in VERBAL
        elif after_verbal and lower not in LEADING:
            after_verbal = False
            runs.append([])
        else:
            runs[-1].append(token)
    return runs


def _trim(run: list[str]) -> list[str]:
    while run and run[0].lower() in LEADING | JOINTS:
        run = run[1:]
    run = run[:LONGEST]
    while run and run[-1].lower() in LEADING | JOINTS | TIMES:
        run = run[:-1]
    return run
