"""What was found when a briefing was held against its articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.locate import closest, whole
from briefing.records import Article, Segment
from briefing.segment import segment
from briefing.verify.texts import Texts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        checked: how many quotations and footnotes were held against their articles.
        articles: how many articles they stand in.
        faults: a line for each that does not stand, with where it is and the closest passage.
    """

    checked: int
    articles: int
    faults: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether all stand."""
        return not self.faults

    @property
    def outcome(self) -> str:
        """In words."""
        if self.stands:
            return "all stand"
        return "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"


def at_place(source: str, start: int, end: int, words: str, texts: Texts, form: Callable[[str], str] = str) -> str:
    """What is wrong with `words` as whole sentences at a place of an article, in the given form; empty for nothing."""
    known = texts(source)
    if not known:
        return f"the article {source} is not at hand (it may be the day before's)"
    there = [text for text in known if words and 0 <= start < end <= len(text) and form(text[start:end]) == words]
    if any(whole(*_parts(source, text), start, end) for text in there):
        return ""
    wrong = "is cut out of a sentence of" if there else "does not stand in"
    return f"{wrong} {source} at characters {start}–{end}: {words}{closest_to(words, there or known)}"


@cache
def _parts(source: str, text: str) -> tuple[Article, tuple[Segment, ...]]:
    """Kept, since a text is cut into its parts once, however much of it is quoted."""
    article = Article("", source, text)
    return article, segment(article)


def closest_to(words: str, texts: Sequence[str]) -> str:
    """The end of a fault: the passage that comes closest."""
    near = next((" ".join(passage.split()) for text in texts if (passage := closest(words, text))), "none")
    return f"\n  closest passage: {near}"
