"""Languages and countries by name, as the Unicode Consortium lists them (CLDR, through Babel)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

STEM = 4
"""How many letters a country shares with its adjective and its people: Deutschland, deutsche; France, français."""


def language_name(code: str) -> str:
    """The English name of a language: "German" for de; the code itself where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        named = Locale("en").languages.get(Locale.parse(code).language)
    except (UnknownLocaleError, ValueError):
        named = None
    return named or code


@cache
def countries(code: str) -> dict[str, frozenset[str]]:
    """How the names of countries begin in a language, unaccented and in small letters, by their English names."""
    from babel import Locale, UnknownLocaleError

    try:
        own, english = Locale.parse(code).territories, Locale("en").territories
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, set[str]] = {}
    for territory, name in english.items():
        if territory.isalpha() and territory in own:
            found.setdefault(name, set()).update(_stems(own[territory]))
    return {name: frozenset(stems) for name, stems in found.items() if stems}


def begins(text: str) -> frozenset[str]:
    """How the words of a text begin, in the same form."""
    return frozenset(_stems(text))


def _stems(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word[:STEM] for word in re.findall(r"\w+", letters) if len(word) >= STEM]
