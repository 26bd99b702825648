"""What an expression gives, as far as it can be told without rendering: its kind, and whether an article is in it.

Material is the untrusted between its marks. It stays material beside trusted words; whatever changes it (a filter, a
slice) may take a mark off, and makes it untrusted again. What was changed before it got its marks is no more what the
article says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "list", "number", "loop", "any"]
Trust = Literal["trusted", "material", "changed material", "untrusted", "changed"]
_ORDER: tuple[Trust, ...] = ("trusted", "material", "changed material", "untrusted", "changed")
_MARKED: dict[Trust, Trust] = {"untrusted": "material", "changed": "changed material"}
_UNMARKED: dict[Trust, Trust] = {marked: bare for bare, marked in _MARKED.items()}

SAMPLES: dict[Kind, object] = {"text": "", "list": [], "number": 0}
"""One of each kind, to be asked which attributes it has."""
LOOP = frozenset(
    "index index0 revindex revindex0 first last length cycle depth depth0 previtem nextitem changed".split()
)


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives."""

    kind: Kind = "any"
    trust: Trust = "trusted"

    @property
    def item(self) -> Value:
        """One of its items: the lists that the steps put in are of texts."""
        return Value("text" if self.kind in ("list", "text") else "any", self.trust)

    @property
    def marked(self) -> Trust:
        """Whether it can be trusted between marks."""
        return _MARKED.get(self.trust, self.trust)

    @property
    def unmarked(self) -> Value:
        """It, after something that may take a mark off."""
        return Value("any", _UNMARKED.get(self.trust, self.trust))

    @property
    def changed(self) -> Value:
        """It, after something that changes its words as well."""
        return Value("any", "trusted" if self.trust == "trusted" else "changed")


def joined(values: Iterable[Value], kind: Kind = "any") -> Value:
    """Several together: as untrusted as the worst of them."""
    return Value(kind, max((value.trust for value in values), key=_ORDER.index, default="trusted"))


def either(one: Value, other: Value) -> Value:
    """One of two."""
    return joined((one, other), one.kind if one.kind == other.kind else "any")
