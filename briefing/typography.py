"""Typography folded away, with the way back to the original characters.

A model straightens quotation marks, dashes and white space. Those are folded, and nothing else: no case, no word, no
number. What folds, and to what:

    white space of any kind and length         one blank; none beside a dash or at the ends
    “ ” „ ‟ « » ″ ＂                            "
    ‘ ’ ‚ ‛ ′ ＇ `  ´                           '
    ‐ ‑ ‒ – — ― − ﹣ －, and -- or ---          -
    …                                           ...
    ﬀ ﬁ ﬂ ﬃ ﬄ                                   their letters
    a letter and its combining accents          the composed letter (Unicode NFC)
    soft hyphens, zero-width and direction marks   nothing
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass, field

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_DASH = "\u2010-\u2015\u2212\ufe63\uff0d"
_BLANK = rf"(?:\s|[{_INVISIBLE}])"
_SPECIAL = re.compile(
    r"(?=[\W\ufb00-\ufb04]|\w[\u0300-\u036f])(?! \w)(?:"  # passes quickly over ordinary words
    rf"(?P<dash>{_BLANK}*(?:[{_DASH}]|-+)(?:{_BLANK}|[{_DASH}]|-)*)"
    rf"|(?P<blank>(?! [^\s{_INVISIBLE}]){_BLANK}*\s{_BLANK}*)"  # a single blank is left alone
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    "|(?P<double>[“”„‟«»″＂])"
    "|(?P<single>[‘’‚‛′＇`´])"
    "|(?P<ellipsis>…)"
    "|(?P<ligature>[ﬀ-ﬄ])"
    r"|(?P<accented>[^\W\d_][\u0300-\u036f]{1,8})"  # more are no accents, and slow to normalise
    ")"
)
_FIXED = {"dash": "-", "blank": " ", "invisible": "", "double": '"', "single": "'", "ellipsis": "..."}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. `begins[i]` and `ends[i]` are where the original of its i-th character begins and ends."""

    text: str
    begins: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original, [start, end), that became text[start:end] (not empty)."""
        return self.begins[start], self.ends[end - 1]


def fold_with_places(text: str) -> Folded:
    """`text` folded, each character with its place in the original; linear in the length."""
    pieces: list[str] = []
    begins, ends = array("q"), array("q")
    at = 0
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        pieces.append(text[at:start])
        begins.extend(range(at, start))
        ends.extend(range(at + 1, start + 1))
        piece = _folded(match)
        pieces.append(piece)
        begins.extend([start] * len(piece))
        ends.extend([end] * len(piece))
        at = end
    pieces.append(text[at:])
    begins.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return Folded("".join(pieces), begins, ends)


def fold(text: str) -> str:
    """`text` folded, without white space at its ends."""
    return _SPECIAL.sub(_folded, text).strip(" ")


def _folded(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    if kind in ("ligature", "accented"):
        return unicodedata.normalize("NFKC" if kind == "ligature" else "NFC", match[0])
    return _FIXED[kind]
