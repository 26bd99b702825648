"""How much two stretches [start, end) of one text share."""

from __future__ import annotations

Span = tuple[int, int]


def shared(first: Span, second: Span) -> int:
    """The characters that both hold."""
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def meet(first: Span, second: Span) -> bool:
    """Whether they share at least half of the shorter; an empty one meets nothing."""
    shorter = min(first[1] - first[0], second[1] - second[0])
    return shorter > 0 and shared(first, second) * 2 >= shorter


def places(words: str, text: str) -> list[Span]:
    """Every place of `words` in `text`, overlapping ones too."""
    found = []
    at = text.find(words)
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found
