"""The numbers that a text says, so that "two", "2" and "2.0" are one, and "2.5 million" is "2,500,000"."""

from __future__ import annotations

import re
from decimal import Decimal

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
_SCALES = {
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12}
_DIGITS = re.compile(
    r"(?<![\w.,])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?"
    r"(?:s|st|nd|rd|th)?(?:(?P<short>bn|mn|tn|k|m)\b|[\s-]?(?P<scale>hundred|thousand|million|billion|trillion)\b)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)


def numbers(text: str) -> frozenset[Decimal]:
    """Every number in `text`, in digits or in English words.

    "one" alone is left out (it is a pronoun as often as a number), and so are ordinals in words and digits that are
    part of a name ("G7", "COVID-19").
    """
    return _in_digits(text) | _in_words(text)


def _in_digits(text: str) -> frozenset[Decimal]:
    found = set()
    for match in _DIGITS.finditer(text):
        before = text[max(0, match.start() - 2) : match.start()]
        if len(before) == 2 and before[1] == "-" and before[0].isalpha():
            continue
        value = Decimal(match["digits"].replace(",", "") + (match["part"] or ""))
        scale = (match["short"] or match["scale"] or "").casefold()
        found.add((value * (_SHORT_SCALES | _SCALES).get(scale, 1)).normalize())
    return frozenset(found)


def _in_words(text: str) -> frozenset[Decimal]:
    found: set[int] = set()
    phrase: list[str] = []
    end = 0
    for match in _WORDS.finditer(text):
        word = match[0].casefold()
        between = text[end : match.start()]
        if phrase and word == "and" and phrase[-1] in _SCALES and between.isspace():
            end = match.end()
            continue
        if phrase and not _continues(phrase[-1], between, word):
            found.add(_value(phrase))
            phrase = []
        if word in _UNITS or word in _TENS or (word in _SCALES and phrase) or word == "dozen":
            phrase.append(word)
            end = match.end()
    if phrase:
        found.add(_value(phrase))
    return frozenset(Decimal(value).normalize() for value in found if value != 1)


def _continues(last: str, between: str, word: str) -> bool:
    """Whether a word goes on with the number that `last` is part of: "twenty-one", "three hundred"."""
    if word in _SCALES:
        return re.fullmatch(r"[\s-]+", between) is not None
    if last in _SCALES:
        return (word in _UNITS or word in _TENS) and re.fullmatch(r",?\s+(?:and\s+)?", between) is not None
    return last in _TENS and 0 < _UNITS.get(word, 0) < 10 and re.fullmatch(r"[\s-]+", between) is not None


def _value(phrase: list[str]) -> int:
    total = current = 0
    for word in phrase:
        if word in _SCALES and _SCALES[word] >= 1000:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
        else:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + current
