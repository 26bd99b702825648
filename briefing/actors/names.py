"""Where a text names an actor: one walk over its words, the longest name first.

The names stand in a tree of words. White space, typography and accents are folded word by word while walking, so the
offsets are those of the text itself. Case counts: "turkey" is a bird, "us" a pronoun. Only a word that the data writes
in lower case ("analysts", "the West") may stand with a capital as well.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from briefing.actors.entries import Entry, Form, Gazetteer
from briefing.actors.words import CALENDAR, OPENERS, SHOUTED, TITLES
from briefing.records import Actor

_WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
_GAP = re.compile(r"[^\w]+")
_BEFORE = re.compile(r"\b([A-ZÀ-Þ][\w\u0300-\u036f]*)(\.?) $")
_POSSESSIVE = re.compile(r"(?<=[\w.])'s$|(?<=s)'$")
_LETTERS = str.maketrans("ıłŁøØđĐ", "ilLoOdD")
_SIGNS = str.maketrans("‘’‚‛′`´‐‑‒–—―−", "'''''''-------")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, [start, end) in characters, that names an actor; a leading article is left out."""

    start: int
    end: int
    actor: Actor
    form: Form


@dataclass(slots=True)
class _Node:
    """Where a walk along the words of a name has come; `name` where one ends here."""

    on: dict[tuple[str, str], _Node] = field(default_factory=dict)
    name: _Name | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    """A name's end in the tree; `entry` is None for a phrase that names nobody."""

    entry: Entry | None
    form: Form
    tail: str


def unaccented(word: str) -> str:
    """The word without its accents: Élysée, Elysee."""
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _gap(text: str) -> str:
    if text == " ":
        return text
    return " " if text.isspace() else " ".join(text.translate(_SIGNS).split())


def spelled(name: str) -> str:
    """A whole name in the form in which names are looked up: no article, possessive, accents or curly signs.

    Case counts: "turkey" is a bird, "us" a pronoun.
    """
    if not name.isascii():
        name = unaccented(name.translate(_SIGNS))
    name = " ".join(name.split())
    if name.endswith(("'", "'s")):
        name = _POSSESSIVE.sub("", name)
    return name.removeprefix("the ").removeprefix("The ").removesuffix(".")


class Names:
    """The names of a gazetteer, ready to be found in texts."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._root: dict[str, _Node] = {}
        self._shared = gazetteer.shared
        for phrase in gazetteer.nobody:
            self._plant(phrase, None, "name")
        for entry in gazetteer.entries.values():
            for form, how in entry.forms.items():
                self._plant(form, entry, how)

    def _plant(self, name: str, entry: Entry | None, form: Form) -> None:
        words = list(_WORD.finditer(name))
        first = unaccented(words[0].group())
        for spelled in {first, first[0].upper() + first[1:]} if first[0].islower() else {first}:
            node = self._root.setdefault(spelled, _Node())
            for last, word in pairwise(words):
                key = (_gap(name[last.end() : word.start()]), unaccented(word.group()))
                node = node.on.setdefault(key, _Node())
            node.name = _Name(entry, form, name[words[-1].end() :])

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The places in text[start:end] that name an actor, in order, none overlapping another."""
        stop = len(text) if end is None else min(end, len(text))
        found: list[Mention] = []
        after, root, doubts = start, self._root, _Doubts(self._root, self._shared, text)
        for word in _WORD.finditer(text, start, stop):
            spelled = word.group()
            node = root.get(spelled if spelled.isascii() else unaccented(spelled))
            if node is None or word.start() < after:
                continue
            name, past = _longest(node, text, word.end(), stop)
            if name is None:
                continue
            if name.entry is None:
                after = past
            elif doubts.named(name, word.start(), past):
                found.append(Mention(word.start(), past, name.entry.actor, name.form))
                after = past
        return found


def _longest(node: _Node, text: str, at: int, stop: int) -> tuple[_Name | None, int]:
    best, past = node.name, at
    while node.on:
        gap = _GAP.match(text, at, stop)
        word = _WORD.match(text, gap.end(), stop) if gap else None
        if gap is None or word is None:
            break
        sign, spelled = _gap(gap.group()), unaccented(word.group())
        step = node.on.get((sign, spelled)) or node.on.get((sign, spelled[0].lower() + spelled[1:]))
        if step is None:
            break
        node, at = step, word.end()
        if node.name is not None:
            best, past = node.name, at
    if best is not None and best.tail and text.startswith(best.tail, past) and past + len(best.tail) <= stop:
        past += len(best.tail)
    return best, past


class _Doubts:
    """Tells, for one text, whether a name there is the actor's or a part of another name."""

    def __init__(self, root: dict[str, _Node], shared: set[str], text: str) -> None:
        self._root, self._shared, self._text = root, shared, text
        self._elsewhere: dict[str, bool] = {}

    def named(self, name: _Name, start: int, end: int) -> bool:
        """Whether the name at text[start:end] stands for itself."""
        entry = name.entry
        if entry is None:
            return False
        if name.form not in ("adjective", "seat") and self._text[end - 1] != "." and self._runs_on(start, end):
            return False
        if self._text[start:end] in SHOUTED and self._shouted(start, end):
            return False
        if self._text[start:end] in self._shared and self._follows(start, titles=entry.actor.kind == "state"):
            return False
        if entry.actor.kind == "person" and name.form == "alias" and self._follows(start, titles=False):
            return False
        return not (entry.unless and name.form != "capital" and self._is_elsewhere(entry))

    def _runs_on(self, start: int, end: int) -> bool:
        """A capitalised word that is no title follows: Jordan Peterson, Paris Agreement, Moscow Times."""
        named = self._text[start:end]
        if named.isupper() or not named.split()[-1][0].isupper() or self._text[end : end + 1] != " ":
            return False
        word = _WORD.match(self._text, end + 1)
        if word is None or len(word.group()) < 2 or not word.group()[0].isupper():
            return False
        spelled = unaccented(word.group())
        return not (spelled.lower() in TITLES or spelled in CALENDAR or self._begins(word.start()))

    def _follows(self, start: int, *, titles: bool) -> bool:
        """A capitalised word stands before that makes it a person's name: Michael Jordan, Melania Trump.

        Args:
            titles: whether a title does so too: Ms. Jordan.
        """
        before = _BEFORE.search(self._text, max(0, start - 40), start)
        if before is None:
            return False
        word = unaccented(before[1])
        if word.lower() in TITLES or before[2]:
            return titles or len(word) == 1
        return not (word in CALENDAR or word.lower() in OPENERS or self._begins(before.start()))

    def _begins(self, at: int) -> bool:
        """Another name of the gazetteer begins there."""
        word = _WORD.match(self._text, at)
        node = self._root.get(unaccented(word.group())) if word else None
        if word is None or node is None:
            return False
        name, _ = _longest(node, self._text, word.end(), len(self._text))
        return name is not None and name.entry is not None

    def _shouted(self, start: int, end: int) -> bool:
        """The words on both sides are in capitals too: TELL US WHY."""
        before = _BEFORE.search(self._text, max(0, start - 40), start)
        after = _WORD.match(self._text, end + 1)
        around = [found[0].strip(" .") for found in (before, after) if found is not None]
        return bool(around) and all(len(word) > 1 and word.isupper() for word in around)

    def _is_elsewhere(self, entry: Entry) -> bool:
        name = entry.actor.name
        if name not in self._elsewhere:
            self._elsewhere[name] = any(word in self._text for word in entry.unless)
        return self._elsewhere[name]
