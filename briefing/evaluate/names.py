"""Whether a name means an annotated actor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache

_AMERICAN = re.compile(r"\b(?:U\.S\.(?:A\.)?|USA?|American)(?!\w)")  # before case is folded: "us" is no country
_ZELENSKYY = re.compile(r"zelensk(?:yy|y|iy|yi|ii)\b")
_BESIDE_THE_NAME = re.compile(
    r"\b(?:the|an?|one|some|many|several"
    r"|government of|president|prime minister|foreign minister|minister|sen\.?|sir)(?=\s)"
)


@cache
def fold(name: str) -> str:
    """`name` in the form in which names are compared: no case, accents, punctuation, articles or titles."""
    plain = unicodedata.normalize("NFKD", _AMERICAN.sub("United States", name))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    plain = _ZELENSKYY.sub("zelenskyy", plain).replace("organiz", "organis")
    return " ".join(re.findall(r"\w+", _BESIDE_THE_NAME.sub(" ", plain)))


def means(name: str, right: Collection[str], written: str, known: Collection[str]) -> bool:
    """Whether `name` is one of the names in `right`, or keeps every word of `written` and brings in no other actor.

    Args:
        right: the annotated names, folded.
        written: the actor as the article writes it.
        known: the folded names of all annotated actors; a longer name that holds another of them means somebody else.
    """
    offered, kept = fold(name), fold(written)
    if offered in right:
        return True
    if not kept or not set(kept.split()) <= set(offered.split()):
        return False
    return not any(_holds(offered, other) and not _holds(kept, other) for other in known if other not in right)


def is_one_of(name: str, names: Collection[str], known: Collection[str]) -> bool:
    """Whether `name` is one of `names`, or keeps every word of one and brings in no other actor.

    Args:
        names: as they are annotated.
        known: as in `means`.
    """
    right = {fold(other) for other in names}
    return any(means(name, right, other, known) for other in names)


def _holds(name: str, part: str) -> bool:
    return f" {part} " in f" {name} "
