"""One person under several spellings: what differs by transliteration alone is the same name.

Zelenskiy, Zelensky, Zelenskyj    y, j and i after the first letter
Mykhailo, Mykhaylo; Araghchi      kh and gh as h and g
Phillip, Philip                   a doubled letter
Al-Sudani, al Sudani              hyphens, case, accents, and el- for al-
Mohammed, Muhammad                of vowels, this name's alone: Maria is not Mario

Only words of four letters or more are folded so: Wang Yi is not Wang Ji. Forms of a name in two languages (Sergei,
Serhiy) stay two names; an entry of the gazetteer can make them one.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.actors.names import unaccented

SHORTEST = 4
_MOHAMMED = re.compile(r"m[ou]hamm?[ae]d")
_PARTS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@cache
def spelling(name: str) -> tuple[str, ...]:
    """The name's words in the form in which spellings are compared."""
    return tuple(map(_folded, _PARTS.findall(unaccented(name).casefold())))


def _folded(word: str) -> str:
    if len(word) < SHORTEST:
        return "al" if word == "el" else word
    if _MOHAMMED.fullmatch(word):
        return "mohamed"
    first, rest = word[0], word[1:]
    rest = re.sub(r"[ijy]+", "i", rest.replace("kh", "h").replace("gh", "g"))
    return re.sub(r"(\w)\1", r"\1", first + rest)
