"""What is held in a sentence, as places in its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.engines.rules.lexicon import Cue

Construction = Literal[
    "clause",
    "shared",
    "participle",
    "inverted",
    "according",
    "passive",
    "noun",
    "standpoint",
    "viewpoint",
    "worried",
]
"""How a text ascribes a position; each is read by the method of that name, or by `Clauses`."""


@dataclass(frozen=True, slots=True)
class Held:
    """A holder with the cue, both as places in the words of one sentence.

    Attributes:
        parts: the noun phrases of the holders, each [start, end) in words.
        tail: where what belongs to the last of them ends.
        at: the first word of the cue.
        content: what is held, [start, end) in words.
        how: the construction that it was read from.
        modal: "will", "would" and the like before the verb; or "".
        outer: the holder who reports this one, as an index into the sentence's findings; -1 when the writer does.
        first: the first auxiliary of the cue; -1 where it has none.
    """

    parts: tuple[tuple[int, int], ...]
    tail: int
    cue: Cue
    at: int
    content: tuple[int, int]
    how: Construction
    negated: bool = False
    modal: str = ""
    outer: int = -1
    first: int = -1


def named(tags: str, parts: tuple[tuple[int, int], ...]) -> bool:
    """Whether a name or a known actor stands in the noun phrases."""
    return any(set(tags[start:end]) & set("acp") for start, end in parts)
