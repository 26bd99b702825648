"""The model's answers to the annotated questions, as they were recorded, and what they must reach."""

from __future__ import annotations

from functools import cache

import pytest

from briefing.evaluate.questions import Score
from tests.recorded import RECORDING, cassette_of
from tests.recorded_answers import CASSETTES, answers

pytestmark = pytest.mark.skipif(
    RECORDING or not cassette_of(CASSETTES["seeds"]).exists(),
    reason="no recording: RECORD=1 python -m tests.recorded_answers",
)


@cache
def scores() -> tuple[Score, ...]:
    return tuple(answers())


def test_every_answerable_question_is_answered_with_its_evidence() -> None:
    assert [item.question.id for item in scores() if item.question.kind == "answerable" and not item.right] == []


def test_every_conflict_is_shown_with_both_its_sides() -> None:
    assert [item.question.id for item in scores() if item.question.kind == "conflicting" and not item.right] == []


def test_what_the_articles_do_not_say_is_refused() -> None:
    assert [item.question.id for item in scores() if item.question.kind == "unanswerable" and not item.right] == []


@pytest.mark.parametrize(("name", "right"), [("sealed/quay-sarn", 11), ("sealed/soma-torle", 11)])
def test_on_articles_that_nothing_was_tuned_to_most_is_shown_and_all_is_refused_that_must_be(
    name: str, right: int
) -> None:
    found = answers(name)
    refused = [item.question.id for item in found if item.question.kind == "unanswerable" and not item.right]
    shown = [item for item in found if item.question.kind != "unanswerable" and item.right]
    assert (refused, len(shown)) == ([], right)
