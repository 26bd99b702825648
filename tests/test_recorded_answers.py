"""The model's answers to the annotated questions, as they were recorded, and what they must reach."""

from __future__ import annotations

from functools import cache

import pytest

from briefing.evaluate.questions import Score
from tests.recorded import RECORDING, cassette_of
from tests.recorded_answers import CASSETTE, answers

pytestmark = pytest.mark.skipif(
    RECORDING or not cassette_of(CASSETTE).exists(),
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
