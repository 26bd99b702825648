"""The numbers that a text says, so that "two", "2" and "2.0" are one, and "2.5 million" is "2,500,000"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fifth": 5,
    "eighth": 8,
    "ninth": 9,
    "twelfth": 12,
    **{f"{word}th": value for word, value in _UNITS.items() if value in (4, 6, 7, 10, 11, *range(13, 20))},
    **{f"{word[:-1]}ieth": value for word, value in _TENS.items()},
}
_PLAIN = _UNITS | _TENS | _ORDINALS
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}

_SCALE = f"(?:{'|'.join(_SCALES)})"
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)|\d{1,3}(?:[\u00a0\u2009\u202f]\d{3})+(?!\d)|\d+)"
    r"(?P<part>\.\d+)?(?:s|st|nd|rd|th)?"
    rf"(?:(?P<short>{'|'.join(_SHORT_SCALES)})\b|[\s-]?(?P<scale>{_SCALE})\b)?",
    re.IGNORECASE,
)
_BELOW_TEN = "|".join(word for word, value in _PLAIN.items() if 0 < value < 10)
_BELOW_HUNDRED = (
    rf"(?:(?:{'|'.join(_TENS)})[\s-]+(?:{_BELOW_TEN})|(?:{'|'.join(sorted(_PLAIN, key=len, reverse=True))}))"
)
_SCALED = rf"(?:{_BELOW_HUNDRED}|half(?:\s+a)?|a)(?:[\s-]+{_SCALE})+"
_PHRASE = re.compile(
    rf"(?<!\w)(?:{_SCALED}(?:\s+(?:and\s+)?(?:{_SCALED}|{_BELOW_HUNDRED}))*|{_BELOW_HUNDRED}|dozen)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NAMED = re.compile(r"(?:^|[^\w-])[A-Z][\w.]*[-‐‑]$")
_RANGE = re.compile(r"\s*[-‐‑–—]\s*|\s+(?:to|or)\s+")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number at [start, end) of a text; `scale` is the word for its size, 1 where there is none."""

    start: int
    end: int
    value: Decimal
    scale: int


def numbers(text: str) -> frozenset[Decimal]:
    """Every number in `text`, in digits or in English words, an ordinal as its number.

    "one" and "first" in words are left out (as often a pronoun or an adverb as a number), and so are digits that are
    part of a name ("G7", "COVID-19"). In "5 to 6 million" both are millions. Give the text with its own typography:
    folded, a dash between a name and a number looks like a hyphen in a name.
    """
    found = sorted((*_in_digits(text), *_in_words(text)), key=lambda number: number.start)
    values = [number.value for number in found]
    for place, (one, two) in enumerate(pairwise(found)):
        if one.scale == 1 < two.scale and one.value < 1000 and _RANGE.fullmatch(text, one.end, two.start):
            values[place] = one.value * two.scale
    return frozenset(value.normalize() for value in values)


def _in_digits(text: str) -> Iterator[_Number]:
    for match in _DIGITS.finditer(text):
        if not _NAMED.search(text[max(0, match.start() - 30) : match.start()]):
            value = Decimal(re.sub(r"\D", "", match["digits"]) + (match["part"] or ""))
            scale = (_SHORT_SCALES | _SCALES).get((match["short"] or match["scale"] or "").casefold(), 1)
            yield _Number(match.start(), match.end(), value * scale, scale)


def _in_words(text: str) -> Iterator[_Number]:
    for match in _PHRASE.finditer(text):
        words = [word.casefold() for word in _WORD.findall(match[0])]
        value = _value(words)
        if value != 1:
            yield _Number(match.start(), match.end(), value, _SCALES.get(words[-1], 1))


def _value(words: list[str]) -> Decimal:
    total = current = Decimal(0)
    for word in words:
        if word == "half":
            current = Decimal("0.5")
        elif word in _SCALES and _SCALES[word] >= 1000:
            total, current = total + (current or Decimal(1)) * _SCALES[word], Decimal(0)
        elif word in _SCALES:
            current = (current or Decimal(1)) * _SCALES[word]
        else:
            current += _PLAIN.get(word, 0)
    return total + current
