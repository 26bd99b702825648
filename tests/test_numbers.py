"""Numbers are the same in digits and in words, and different numbers are different."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.numbers import numbers

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(value: int, *, joined: str = " and ") -> str:
    """A whole number below 10¹² in English words."""
    if value < 20:
        return UNITS[value]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{UNITS[value % 10]}" if value % 10 else "")
    for size, word in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = f"{joined if size == 100 or value % size < 100 else ' '}{spelled(value % size, joined=joined)}"
            return f"{spelled(value // size, joined=joined)} {word}" + (rest if value % size else "")
    raise AssertionError(value)


SIZES = st.integers(2, 99) | st.integers(2, 9999) | st.integers(2, 10**12 - 1)


@settings(max_examples=600)
@given(SIZES, st.sampled_from([" and ", " "]))
def test_words_say_the_same_as_digits(value: int, joined: str) -> None:
    same = frozenset({Decimal(value).normalize()})
    assert numbers(f"They lost {spelled(value, joined=joined)} ships.") == same
    assert numbers(f"{spelled(value, joined=joined).capitalize()} ships were lost.") == same
    assert numbers(f"They lost {value} ships.") == same
    assert numbers(f"They lost {value:,} ships, and more.") == same
    assert (
        numbers(f"({value:,})") == numbers(f"${value:,}.") == numbers(f"“{value}%”") == numbers(f"{value}-year") == same
    )


@settings(max_examples=300)
@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from(["thousand", "million", "billion", "trillion"]))
def test_scales_are_digits(whole: int, part: int, scale: str) -> None:
    value = Decimal(f"{whole}.{part:02}")
    size = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale]
    expected = frozenset({(value * size).normalize()})
    short = {"thousand": "k", "million": "m", "billion": "bn", "trillion": "tn"}[scale]
    assert numbers(f"It cost {value} {scale} euros.") == expected
    assert numbers(f"It cost €{value}{short}.") == numbers(f"a {value}-{scale} loan") == expected
    assert numbers(f"It cost {value * size:,f} euros.") == expected


@settings(max_examples=400)
@given(SIZES, SIZES)
def test_different_numbers_are_different(one: int, other: int) -> None:
    assert (numbers(f"{one:,} men") == numbers(f"{spelled(other)} men")) == (one == other)


@settings(max_examples=300)
@given(st.lists(st.integers(2, 10**7), min_size=1, max_size=6))
def test_each_number_of_a_list_is_found(values: list[int]) -> None:
    expected = frozenset(Decimal(value).normalize() for value in values)
    assert numbers(", ".join(f"{value:,}" for value in values)) == expected
    assert numbers("; ".join(spelled(value) for value in values)) == expected


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_any_text_has_numbers_or_none(text: str) -> None:
    assert all(value.is_finite() and value >= 0 for value in numbers(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a hundred ships and a thousand men", ["100", "1000"]),
        ("half a million, half-million or a million", ["500000", "1000000"]),
        ("a dozen, two dozen, dozens and scores", ["12", "24"]),
        ("hundreds of thousands of people, several million, a few hundred", []),
        ("in the 1990s and the 80s", ["1990", "80"]),
        ("the 2nd, 3rd, 5th and 21st", ["2", "3", "5", "21"]),
        ("the second, third, fifth and twenty-first", ["2", "3", "5", "21"]),
        ("the thirtieth day", ["30"]),
        ("the first one of them, no one, one another", []),
        ("5–6 ships, 7-8 men, 9 to 10 days", ["5", "6", "7", "8", "9", "10"]),
        ("5–6 million", ["5000000", "6000000"]),
        ("five to six million or 7 to 8 billion", ["5000000", "6000000", "7000000000", "8000000000"]),
        ("from 2022 to 3 million", ["2022", "3000000"]),
        ("five percent, 6 per cent and 7.5%", ["5", "6", "7.5"]),
        ("a five-year plan, a 10-year loan, a two-state solution", ["5", "10", "2"]),
        ("at 10:30 p.m. on 5 May 2024", ["10", "30", "5", "2024"]),
        ("G7, G20, COVID-19, F-16s, MH17 and Covid‑19", []),
        ("mid-2024, pre-1967 and post-2022", ["2024", "1967", "2022"]),
        ("the toll in Gaza — 12 dead, Kyiv—13 dead", ["12", "13"]),
        ("1,50,000 rupees, 3 lakh and two crore", ["150000", "300000", "20000000"]),
        ("1\u00a0500 or 2\u202f000\u202f000 tonnes", ["1500", "2000000"]),
        ("1.5, 2.50 and 3.0", ["1.5", "2.5", "3"]),
        ("twenty one, twenty-two, 20 three", ["21", "22", "20", "3"]),
        ("two hundred and five thousand", ["205000"]),
        ("one hundred, and five more", ["100", "5"]),
        ("two, three and four", ["2", "3", "4"]),
        ("two million three hundred thousand", ["2300000"]),
        ("Someone weighed the bone; nobody listened often", []),
        ("$3.5bn, £40m, 15k and 5km", ["3500000000", "40000000", "15000", "5"]),
        ("zero tolerance and 0 deaths", ["0"]),
        ("", []),
    ],
)
def test_numbers_as_the_news_writes_them(text: str, expected: list[str]) -> None:
    assert numbers(text) == frozenset(Decimal(value).normalize() for value in expected)
