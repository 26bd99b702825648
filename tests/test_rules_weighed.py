"""Passages weighed anew: paraphrase, the asker's own words, and what only retrieval could know."""

from __future__ import annotations

from briefing.actors import Actors
from briefing.engines.rules.weighed import Weighing
from briefing.passages import words
from briefing.records import Article
from tests.questions import NORTH, SOUTH, found


def weighing(question: str, holder: str = "") -> Weighing:
    return Weighing(question, found(question, NORTH, SOUTH).passages, Actors.load(), holder)


def test_a_word_that_no_article_has_is_taken_for_the_askers_own() -> None:
    with_it = weighing("Does Sweden want the pier to stay open, notwithstanding?")
    assert [word.text for word in with_it.nowhere] == ["notwithstanding"]
    own = [item.own for item in weighing("Does Sweden want the pier to stay open?").passages()]
    assert [item.own for item in with_it.passages()] == own


def test_a_name_that_no_article_has_is_lacking_in_every_passage() -> None:
    items = weighing("Does Bolivia want the pier to stay open?").passages()
    assert items
    assert all("Bolivia" in [word.text for word in item.lacking] for item in items)


def test_the_passage_that_says_what_is_asked_comes_first() -> None:
    best = weighing("Does Sweden want the pier to stay open?").passages()[0]
    assert words(best.passage.article, best.passage.focus) == "Sweden wants the pier to stay open."
    assert (best.lacking, best.strange, best.itself) == ((), False, 1.0)


def test_what_stands_for_the_holder_is_no_word_of_the_matter() -> None:
    question = "What does the harbour master fear about the pier?"
    assert max(item.itself for item in weighing(question, "harbour master").passages()) == 1.0
    assert max(item.itself for item in weighing(question).passages()) < 1.0


def test_a_place_is_found_by_the_name_of_its_people() -> None:
    article = Article("a", "a.txt", "The Valdorian delegation left the room.\n\nNobody else did.\n")
    question = "Why did Valdoria leave?"
    found_ = found(question, article, wide=True)
    assert found_.missing == ()
    best = Weighing(question, found_.passages, Actors.load()).passages()[0]
    assert words(best.passage.article, best.passage.focus) == "The Valdorian delegation left the room."
    assert (best.lacking, best.foreign) == ((), False)
