"""What a question asks for, and whether a text has that kind of thing."""

from __future__ import annotations

import pytest

from briefing.engines.rules.asked import acts, does, fits, kind, one_fact


@pytest.mark.parametrize(
    ("question", "text", "has"),
    [
        ("How many soldiers does the army have?", "The army has fought since April 2023.", False),
        ("How many soldiers does the army have?", "The army has had 40,000 soldiers since April 2023.", True),
        ("How much money is needed?", "The work needs money, and soon.", False),
        ("When will the bridge open?", "The bridge will open on Monday.", True),
        ("How many people came?", "About 2000 people came.", True),
        ("How many people came?", "It was in 2000 that they came.", False),
        ("How many may leave?", "Of the soldiers, 20 may leave.", True),
        ("How many ships had sailed?", "By March 40 ships had sailed.", True),
        ("How many ships had sailed?", "By March 14 they had sailed.", False),
    ],
)
def test_a_year_is_no_number_of_anything(question: str, text: str, has: bool) -> None:
    assert fits(question, text) == has


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Who will build it?", True),
        ("By whom was it built?", True),
        ("What do the duties cost families who buy a home?", False),
        ("What will become of the town where it was built?", False),
    ],
)
def test_a_relative_clause_asks_for_no_fact(question: str, one: bool) -> None:
    assert one_fact(question) == one


@pytest.mark.parametrize(
    ("question", "done"),
    [
        ("Which countries would send soldiers?", "send"),
        ("Who will be spared?", "spared"),
        ("When will the monitors arrive?", "arrive"),
        ("Which cars will the government tax?", ""),
        ("What does Norway want?", ""),
    ],
)
def test_what_is_done_is_found_where_it_is_plain(question: str, done: str) -> None:
    assert does(question) == done


def test_a_part_or_a_reason_need_not_be_called_so() -> None:
    questions = ("Which part of the bill is doubted?", "What compensation did they promise?", "What does it cost?")
    assert [kind(question) for question in questions] == ["", "compensation", ""]


def test_a_verb_and_a_number_are_no_sort_of_thing() -> None:
    questions = ("What happened to the ship?", "What keeps them out?", "Which two rulings were misread?")
    assert [kind(question) for question in questions] == ["", "", ""]


def test_what_was_proposed_is_no_act_that_must_be_reported() -> None:
    assert not acts("Who is against the proposed law?", ["proposed"])
    assert acts("What has Norway proposed?", ["proposed"])
    assert not acts("Who pays for electricity and elections?", ["electricity", "elections", "significant"])
