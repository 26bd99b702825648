"""Families of words that say the opposite of each other (briefing/data/opposites.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Pole = Literal["one", "other"]


@dataclass(frozen=True, slots=True)
class Family:
    """Two poles, and what they are about."""

    name: str
    about: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    referent: re.Pattern[str] | None

    def pole(self, text: str) -> Pole | None:
        """Which of the two a sentence says; None where it says neither, or both."""
        found = [bool(self.one.search(text)), bool(self.other.search(text))]
        if found[0] == found[1] or (self.referent is not None and not self.referent.search(text)):
            return None
        return "one" if found[0] else "other"


@cache
def families() -> tuple[Family, ...]:
    """The packed families, read once."""
    text = resources.files("briefing").joinpath("data", "opposites.toml").read_text(encoding="utf-8")
    return tuple(
        Family(
            row["name"],
            row["about"],
            _any(row["one"]),
            _any(row["other"]),
            _any(row["referent"], r"\b(?:{})\b") if row["referent"] else None,
        )
        for row in tomllib.loads(text)["family"]
    )


def _any(words: Sequence[str], frame: str = "(?:{})") -> re.Pattern[str]:
    return re.compile(frame.format("|".join(words)), re.IGNORECASE)
