"""What a person's words tell of gender and trade: "she" is not Donald, and "Fisherman Olle Palm" is Olle Palm.

The given names are data (briefing/data/given_names.toml).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Literal

Gender = Literal["he", "she", ""]

_HERS = frozenset(
    "mrs ms miss dame lady baroness queen princess duchess mother mum mom widow sister daughter wife grandmother "
    "aunt actress woman girl waitress nun landlady businesswoman".split()
)
_HIS = frozenset(
    "mr sir lord baron king prince duke father dad widower brother son husband grandfather uncle actor man boy monk "
    "landlord businessman".split()
)
_TRADE = re.compile(r"(?:[a-z]{2,}-(?:of|in)-[a-z-]+|[a-z]{3,}(?:man|woman|person|er|or|ist|ian|eer|smith|wright))$")


@cache
def _given() -> dict[str, Gender]:
    text = resources.files("briefing").joinpath("data", "given_names.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    women: dict[str, Gender] = dict.fromkeys(tables["women"].split(), "she")
    return women | dict.fromkeys(tables["men"].split(), "he")


def gender(words: str) -> Gender:
    """The pronoun of a person by title, office ("spokeswoman") or given name; empty where the words do not tell."""
    for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", words):
        low = word.lower()
        if low in _HERS or (len(low) > 5 and low.endswith("woman")):
            return "she"
        if low in _HIS or (word.islower() and len(low) > 5 and low.endswith("man")):
            return "he"
        if word in _given():
            return _given()[word]
    return ""


def is_given(word: str) -> bool:
    """Whether a word as written is a given name."""
    return word in _given()


def is_trade(word: str) -> bool:
    """Whether a capitalised word before a name looks like what somebody does: "Fisherman", "Mum-of-three"."""
    return word not in _given() and _TRADE.match(word.lower()) is not None
