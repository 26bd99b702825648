"""Learning what figures count: the two models find what the examples have in them."""

from __future__ import annotations

import random

import numpy as np
import pytest

from briefing.engines.rules.decided import answered
from briefing.engines.rules.learned import Model
from evals import weights
from evals.sets import question_sets

NOTHING = dict.fromkeys((part for name in weights.QUESTION for part in name.split("*")), 0.0)


def test_the_decision_learns_the_figure_that_tells_answers_from_the_rest() -> None:
    chance = random.Random(0)
    truth = [number % 3 == 0 for number in range(300)]
    rows = [{**NOTHING, "meeting": 0.7 * yes + 0.3 * chance.random(), "words": chance.random()} for yes in truth]
    model = weights.learn_question(rows, truth, [1.0] * len(rows))
    right = [(model.probability(row) > 0.5) == yes for row, yes in zip(rows, truth, strict=True)]
    assert sum(right) / len(right) > 0.95
    assert model.weights["meeting"] > abs(model.weights["words"])


def test_answerable_and_unanswerable_questions_weigh_the_same_however_many_there_are() -> None:
    truth = [number % 10 == 0 for number in range(200)]
    model = weights.learn_question([NOTHING] * 200, truth, [1.0] * 200)
    assert model.probability(NOTHING) == pytest.approx(0.5)


def test_the_slope_of_the_passages_points_to_those_with_evidence() -> None:
    matrix = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    evidence = np.array([[1.0, 0.0, 0.0]])
    slope = weights._slope(matrix, evidence, np.zeros(2))
    assert slope[0] < 0 < slope[1]


def test_a_question_that_a_passage_has_all_of_is_answered_however_improbable() -> None:
    never = Model({}, bias=-10.0)
    assert answered({**NOTHING, "meeting": 0.9}, never)
    assert not answered({**NOTHING, "meeting": 0.8}, never)
    assert not answered({**NOTHING, "meeting": 0.9, "holder": 1.0}, never)


def test_every_set_of_questions_is_there_and_nothing_is_learned_from_the_sealed() -> None:
    sets = question_sets()
    assert all(some.questions.exists() and some.articles() for some in sets)
    assert {some.disputes for some in sets if some.sealed}.isdisjoint(
        {some.disputes for some in sets if not some.sealed}
    )
