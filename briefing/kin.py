"""Words that a question and its answer may use for one another (kin.toml and paraphrase.toml in briefing/data)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from briefing.stems import EMPTY_WORDS, IRREGULAR, WORD, stem

Stems = tuple[str, ...]
"""A word's stem, or those of a phrase."""

_PEOPLE = ("ian", "an", "ese", "i", "ia", "a", "")
"""What the names of a place and of its people end with: "Bolivia" and "Bolivian", "Yemen" and "Yemeni"."""
SHORTEST = 3
"""Letters that must be left of a name, and more, for its ending to be an ending."""
_ENDING = re.compile(r"(?:ians?|ans?|ese|is?|ia|a)$")


def stemmed(words: str) -> Stems:
    """Every word of a text by its stem, in order."""
    return tuple(map(_told_apart, WORD.findall(words.casefold())))


@lru_cache(maxsize=50_000)
def _told_apart(word: str) -> str:
    """The stem of a lower-case word; the word itself where its stem is another word that says little ("willing")."""
    found = stem(word)
    return word if word in EMPTY_WORDS or found in EMPTY_WORDS else found


def openings(these: Iterable[Stems]) -> frozenset[str]:
    """The first two letters of every one of these stems."""
    return frozenset(word[:2] for one in these for word in one)


class StemmedText:
    """A text by its stems, ready to be asked for words and phrases.

    Args:
        text: its typography folded.
        wanted: the first two letters of the stems that will be asked for (`openings`). No other word is stemmed, for
            stemming is what takes the time, and it leaves the first two letters alone (but for irregular verbs).
    """

    def __init__(self, text: str, wanted: frozenset[str]) -> None:
        order = [
            _told_apart(word) if word[:2] in wanted or word in IRREGULAR else word
            for word in WORD.findall(text.casefold())
        ]
        self._text = f" {' '.join(order)} "
        self._stems = frozenset(order)

    def has(self, these: Iterable[Stems]) -> bool:
        """Whether one of these words or phrases stands in it."""
        return any(
            one and one[0] in self._stems and (len(one) == 1 or f" {' '.join(one)} " in self._text) for one in these
        )


def namesakes(name: str) -> frozenset[Stems]:
    """The stems of a name of one word, and of the same place's or people's name with another ending."""
    root = _ENDING.sub("", name.casefold().removesuffix("'s"))
    others = (root + ending for ending in _PEOPLE) if len(root) > SHORTEST else ()
    return frozenset(map(stemmed, (name, *others)))


def kin(word: str) -> frozenset[str]:
    """The words and phrases, as the file writes them, of every group that a word belongs to; without itself."""
    return _beside(word, "kin.toml")


def paraphrases(word: str) -> frozenset[str]:
    """The same of briefing/data/paraphrase.toml: words that weigh a passage, but find none."""
    return _beside(word, "paraphrase.toml")


def _beside(word: str, file: str) -> frozenset[str]:
    wanted = stemmed(word)
    found = {other for group in _groups(file) if wanted in group.values() for other in group}
    return frozenset(other for other in found if stemmed(other) != wanted)


@cache
def _groups(file: str) -> tuple[dict[str, Stems], ...]:
    text = resources.files("briefing").joinpath("data", file).read_text(encoding="utf-8")
    return tuple({word.strip(): stemmed(word) for word in group.split(",")} for group in tomllib.loads(text)["groups"])
