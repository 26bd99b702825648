"""Passages weighed anew: where the words of a question stand, and what a passage counts by them."""

from __future__ import annotations

import pytest

from briefing.actors import Actors
from briefing.engines.rules.learned import Model, passages_model, product, question_model
from briefing.engines.rules.weighed import Weighed, Weighing
from briefing.passages import words
from briefing.records import Article
from tests.questions import NORTH, SOUTH, found


def weighing(question: str) -> Weighing:
    return Weighing(question, found(question, NORTH, SOUTH).passages, Actors.load())


def text(item: Weighed) -> str:
    return words(item.passage.article, item.passage.focus)


def test_a_word_that_no_article_has_is_taken_for_the_askers_own() -> None:
    with_it = weighing("Does Sweden want the pier to stay open, notwithstanding?")
    assert [word.text for word in with_it.nowhere] == ["notwithstanding"]
    scores = [item.score for item in weighing("Does Sweden want the pier to stay open?").passages()]
    assert [item.score for item in with_it.passages()] == pytest.approx(scores)


def test_a_name_that_no_article_has_is_lacking_in_every_passage() -> None:
    items = weighing("Does Bolivia want the pier to stay open?").passages()
    assert items
    assert all("Bolivia" in [word.text for word in item.lacking] and item.foreign for item in items)


def test_the_passage_that_says_what_is_asked_comes_first() -> None:
    best = weighing("Does Sweden want the pier to stay open?").passages()[0]
    assert text(best) == "Sweden wants the pier to stay open."
    assert (best.lacking, best.strange, best.share(lambda stands: stands.here)) == ((), False, 1.0)


def test_a_word_counts_less_beside_a_passage_and_more_in_the_sentence_that_it_points_back_to() -> None:
    items = {text(item): item for item in weighing("Does Sweden pay for repairs?").passages()}
    leaning = items["It reportedly offered to pay for repairs."]
    sweden = next(stands for stands in leaning.stands if stands.word.text == "Sweden")
    assert (sweden.here, sweden.before, sweden.leans, sweden.nearby) == (0.0, 1.0, True, 0.8)
    other = next(
        stands for stands in items["Sweden wants the pier to stay open."].stands if stands.word.text == "repairs"
    )
    assert (other.here, other.after, other.nearby) == (0.0, 1.0, 0.4)


def test_a_place_is_found_by_the_name_of_its_people() -> None:
    article = Article("a", "a.txt", "The Valdorian delegation left the room.\n\nNobody else did.\n")
    question = "Why did Valdoria leave?"
    found_ = found(question, article, wide=True)
    assert found_.missing == ()
    best = Weighing(question, found_.passages, Actors.load()).passages()[0]
    assert (text(best), best.lacking, best.foreign) == ("The Valdorian delegation left the room.", (), False)


def test_a_passage_without_the_number_that_is_asked_for_counts_less() -> None:
    question = "How much will the fund for the harbour cost?"
    items = {text(item): item for item in weighing(question).passages()}
    with_it = next(item for words_, item in items.items() if words_.startswith("- a fund of 5 million"))
    without = next(item for words_, item in items.items() if words_ == "- a new harbour")
    assert (with_it.fits, without.fits) == (True, False)
    assert with_it.score > without.score


def test_a_weight_may_count_a_product_of_figures() -> None:
    figures = {"one fact": 1.0, "meeting": 0.5}
    assert product("one fact*meeting", figures) == 0.5
    assert Model({"meeting": 2.0, "one fact*meeting": -4.0}, bias=1.0).probability(figures) == 0.5


def test_a_weight_of_no_figure_is_an_error_not_nothing() -> None:
    with pytest.raises(KeyError, match="meting"):
        Model({"meting": 1.0}).score({"meeting": 0.5})


def test_every_learned_weight_is_that_of_a_figure() -> None:
    best = weighing("Does Sweden want the pier to stay open?").passages()[0]
    assert set(passages_model().weights) <= set(best.figures)
    assert question_model().bias != 0
