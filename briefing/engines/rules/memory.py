"""Who was spoken of in an article, for the pronouns and short names that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefing.actors.given import gender, is_given

PERSONS = ("person", "name")
SINGULAR_PRONOUNS = frozenset({"he", "she"})
REACH = 3
"""How many paragraphs back a pronoun may point."""
DEFINITE_REACH = 8
"""How many paragraphs back "the spokesperson" may point."""
DEFINITE = frozenset({"the", "his", "her", "its", "their"})
KEPT = 100
"""How many speakers are remembered at least; a long article has thousands."""


@dataclass(frozen=True, slots=True)
class _Mentioned:
    words: str
    kind: str
    paragraph: int


@dataclass(slots=True)
class Memory:
    """Who was spoken of last, for the pronouns that follow; and the full names of persons."""

    paragraph: int = 0
    pair: tuple[tuple[str, ...], int] = ((), 0)
    """The two that a sentence set side by side: "between Washington and Western capitals"."""
    _mentioned: list[_Mentioned] = field(default_factory=list)
    _full: dict[str, str] = field(default_factory=dict)
    _owners: dict[str, tuple[str, int]] = field(default_factory=dict)
    _roles: dict[str, dict[str, None]] = field(default_factory=dict)
    spoke: str = ""
    """Who spoke last."""

    def remember(self, words: str, kind: str) -> None:
        """Notes a speaker; kind is person, many or one."""
        self._mentioned.append(_Mentioned(words, kind, self.paragraph))
        if len(self._mentioned) > 2 * KEPT:
            del self._mentioned[:KEPT]
        if kind == "person" and " " in words:
            self._full.setdefault(words.rsplit(maxsplit=1)[-1], words)

    def own(self, noun: str, words: str) -> None:
        """Notes whose a body is ("the Egyptian government"), for when it is named without its owner."""
        self._owners[noun] = (words, self.paragraph)

    def hold(self, office: str, name: str) -> None:
        """Notes the office that a named person holds: "Governor Wanda Kurek", "Tino Robles, the mayor"."""
        self._roles.setdefault(office.lower(), {})[self.full(name) or name] = None

    def owner(self, words: str) -> str:
        """The fuller words for "the government", where one was spoken of shortly before; or ""."""
        parts = words.lower().split()
        if len(parts) != 2 or parts[0] != "the":
            return ""
        fuller, paragraph = self._owners.get(parts[-1], ("", 0))
        return fuller if self.paragraph - paragraph <= 1 else ""

    def described(self, words: str) -> str:
        """For "the spokesperson" the only speaker before whom it describes ("a Commission spokesperson"); or ""."""
        parts = words.lower().split()
        if not 2 <= len(parts) <= 3 or parts[0] not in DEFINITE:
            return ""
        holders = self._roles.get(" ".join(parts[1:])) or self._roles.get(parts[-1], {})
        if len(holders) == 1:
            return next(iter(holders))
        if holders or len(parts) != 2 or parts[0] != "the":
            return ""
        noun = parts[1]
        near = [item for item in self._mentioned if self.paragraph - item.paragraph <= DEFINITE_REACH]
        found = dict.fromkeys(
            item.words
            for item in near
            if " " in item.words and noun in _described(item.words) and item.words.lower() != f"the {noun}"
        )
        return next(iter(found)) if len(found) == 1 else ""

    def full(self, words: str) -> str:
        """A person's fuller name, met before; or ""."""
        parts = words.split()
        full = self._full.get(parts[-1], "") if parts else ""
        another = any(is_given(part) for part in parts[:-1] if part not in full.split())
        return full if full != words and not another else ""

    def speaking(self, pronoun: str) -> str:
        """Who goes on speaking, for a pronoun after what is said: "…, he noted"; "" where it was no person."""
        persons = [item for item in self._mentioned if item.words == self.spoke and item.kind in PERSONS]
        near = persons and self.paragraph - persons[-1].paragraph <= 1
        fits = pronoun in SINGULAR_PRONOUNS and near and self._may_be(pronoun, self.spoke)
        if not fits or (persons[-1].paragraph < self.paragraph and self._another(pronoun)):
            return ""
        return self.spoke

    def _another(self, pronoun: str) -> bool:
        """Whether another person whom the pronoun may mean came up in this paragraph."""
        here = [item for item in self._mentioned if item.paragraph == self.paragraph and item.kind == "person"]
        return any(self._may_be(pronoun, item.words) for item in here)

    def _may_be(self, pronoun: str, words: str) -> bool:
        """Whether the pronoun is not the other gender's: "she" is no Donald."""
        if pronoun not in SINGULAR_PRONOUNS:
            return True
        return (gender(self.full(words) or words) or gender(words) or pronoun) == pronoun

    def trace(self, pronoun: str) -> str:
        """The words that a pronoun stands for; "" when nothing fits."""
        kinds = {"he": PERSONS, "she": PERSONS, "they": ("many",), "it": ("one", "name")}.get(pronoun, ())
        for item in reversed(self._mentioned):
            if self.paragraph - item.paragraph > (REACH if pronoun in SINGULAR_PRONOUNS else 1):
                break
            if item.kind in kinds and self._may_be(pronoun, item.words):
                return item.words
        if pronoun == "they":  # British English: "the union … they"
            here = [
                item.words for item in self._mentioned if item.paragraph == self.paragraph and item.kind != "person"
            ]
            return here[-1] if here else ""
        return ""


def _described(words: str) -> set[str]:
    """The nouns of a description, up to what follows its head: "an adviser to the court" is an adviser."""
    head = words.lower().split(",")[0]
    told: list[str] = []
    for word in head.split():
        if told and word in {"of", "in", "at", "for", "from", "to", "with", "who", "on", "by"}:
            break
        told.append(word)
    return set(told[-1:])
