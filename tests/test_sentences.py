"""Where sentences stand: nothing lost, offsets right, and no sentence cut where a "not" could fall off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.sentences import sentences

PIECES = [
    *"abÉ .,!?\n\r\t“”‘’\"'()[]«»17—…中。",
    "\r\n",
    "\n\n",
    "\u2028",
    "\u0085",
    "\u00a0",
    "\u200b",
    "\u202f",
    "e\u0301",
]
PIECES += [
    "U.S. ",
    "Mr. ",
    "1. ",
    "- ",
    "a) ",
    "J.",
    "No. ",
    "a.m. ",
    "not ",
    "Then ",
    "said ",
    "😀",
    "\x00",
    "\ufeff",
    "\u00ad",
]


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 9), st.integers(0, 9))
def test_nothing_but_white_space_is_lost_and_none_is_kept_at_the_ends(text: str, before: int, after: int) -> None:
    whole = "x" * before + text + "y" * after
    found = sentences(whole, before, before + len(text))
    rest, at = "", before
    for start, end in found:
        assert before <= at <= start < end <= before + len(text)
        assert whole[start:end] == whole[start:end].strip()
        rest, at = rest + whole[at:start], end
    assert not (rest + whole[at : before + len(text)]).strip()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_can_be_split(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "U.S. officials did not\nagree to the plan.",
        "The plan was refused\r\nby the U.S. and not\r\nby the U.K. government.",
        "He met Gen. Smith and Sen. Jones in St. Petersburg, not in Moscow.",
        "Mr. Biden, Dr. Who and Prof. X et al. did not come.",
        "Approx. 50 people, incl. children, did not leave.",
        "It rose 1.5 percent vs. 2 percent, not 3.",
        "At 5 p.m. the talks did not resume.",
        "Lt. Col. J. R. Smith did not reply.",
        "“We do not agree. We will accept nothing,” he said.",
        '"We do not agree. We will accept nothing," he said.',
        "“Really?” she asked, and did not go.",
        "Yahoo! and Jeopardy! fans did not agree.",
        "He paused… and did not go on.",
        "1. The first point is not the last.",
        "- a) This is not agreed.",
        "The case of Smith v. Jones did not end.",
        "No. 10 did not comment.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They left. We did not.", ["They left.", "We did not."]),
        ("Is it? Yes! Go.", ["Is it?", "Yes!", "Go."]),
        ("1. Not this. 2. But that.", ["1. Not this.", "2. But that."]),
        ("One paragraph\n\nand another", ["One paragraph", "and another"]),
        ("One paragraph\r\n\r\nand another", ["One paragraph", "and another"]),
        ("He said “No.” Then he left.", ["He said “No.”", "Then he left."]),
        ("It was cold on Jan. 5. They left.", ["It was cold on Jan. 5.", "They left."]),
        ("a) This. b) That.", ["a) This.", "b) That."]),
        ("", []),
        (" \n\u00a0", []),
        ("7.", ["7."]),
    ],
)
def test_sentences_are_told_apart(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@pytest.mark.parametrize("blank", ["\u00a0", "\u202f", "\u2028", "\u3000", "\u0085"])
def test_white_space_that_the_splitter_panics_on_is_read(blank: str) -> None:
    assert "".join("".join(split(f"Plan A{blank}. Plan B{blank}.")).split()) == "PlanA.PlanB."


def test_a_line_of_a_million_characters_is_read() -> None:
    assert len(sentences("They did not agree on it. " * 40_000)) == 40_000
    assert len(sentences("word " * 200_000)) == 1
    assert sentences(" " * 2_000_000) == []
