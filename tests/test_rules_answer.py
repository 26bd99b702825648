"""Who speaks in a passage, what decides that there is an answer, and which passages are shown."""

from __future__ import annotations

import pytest

from briefing.actors import Actors
from briefing.engines.rules.answer import FEWEST, MOST, answer, known, parts, telling
from briefing.engines.rules.asked import holder
from briefing.engines.rules.cues import cues
from briefing.engines.rules.learned import question_model
from briefing.engines.rules.voices import Voice, Voices
from briefing.engines.rules.weighed import Weighing
from briefing.passages import words
from briefing.records import Article
from tests.questions import NORTH, SOUTH, found

REFINERY = Article(
    "r",
    "refinery.txt",
    "The refinery closed on Monday.\n\n"
    "Fatima Noonan, of the campaign group Clean Air Ardsea, came to the gate. “We want it shut,” she said.\n\n"
    "“We want those men looked after, too,” she said.\n\n"
    "The Social Labour Party calls the closure a scandal. Its leader, Ana Brezovar, spoke for an hour.\n\n"
    "Nobody listened.\n\n"
    "Brezovar wants a wealth tax.\n",
)


def voice(start: str) -> Voice:
    passages = found("What does Clean Air Ardsea want?", REFINERY, wide=True).passages
    asked = next(item for item in passages if words(item.article, item.focus).startswith(start))
    return Voices(passages, Actors.load()).of(asked)


def test_she_is_whoever_spoke_before() -> None:
    assert voice("“We want those men").says == "Fatima Noonan"


def test_a_speaker_is_known_by_how_the_article_introduced_her() -> None:
    assert "Clean Air Ardsea" in " ".join(voice("“We want those men").introduced)


def test_the_sentence_before_an_introduction_says_whose_leader_she_is() -> None:
    assert any("Social Labour Party" in told for told in voice("Brezovar wants").introduced)


def test_nobody_is_introduced_by_what_comes_after() -> None:
    assert voice("The refinery closed").introduced == ()


def figures(question: str, *articles: Article) -> dict[str, float]:
    passages = found(question, *articles, wide=True).passages
    weighing = Weighing(question, passages, Actors.load())
    return dict(known(question, weighing, telling(weighing.passages()), Voices(passages, Actors.load())))


def test_a_position_is_known_to_be_a_groups_by_its_speaker() -> None:
    assert figures("What is Clean Air Ardsea's position on the men?", REFINERY)["holder is known"] == 1.0
    assert figures("What is Clean Water Ardsea's position on the men?", REFINERY)["holder is known"] < 1.0


def test_every_weight_of_the_decision_is_that_of_a_figure() -> None:
    names = {part for weight in question_model().weights for part in weight.split("*")}
    assert names <= set(figures("What does Sweden want?", NORTH, SOUTH))


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Does Sweden want the pier to stay open?", True),
        ("What does Norway insist on?", True),
        ("How many ships has Bolivia sent?", False),
        ("On what date did the minister of fisheries resign?", False),
    ],
)
def test_a_question_is_answered_where_the_articles_say(question: str, answered: bool) -> None:
    passages = found(question, NORTH, SOUTH, wide=True).passages
    assert answer(question, passages, Actors.load()).answered == answered


def test_no_passage_means_no_answer() -> None:
    assert not answer("What does Sweden want?", (), Actors.load()).answered


def test_three_to_six_passages_are_shown_and_no_stretch_twice() -> None:
    text = "\n\n".join(f"Sweden wants pier {number} to stay open." for number in range(20))
    many = Article("m", "many.txt", text)
    offer = answer("What does Sweden want?", found("What does Sweden want?", many, wide=True).passages, Actors.load())
    assert FEWEST <= len(offer.sentences) <= MOST
    assert len({told.text for told in offer.sentences}) == len(offer.sentences)


def test_a_passage_is_shown_with_the_sentences_beside_it_but_with_no_heading() -> None:
    items = found("Did Kyiv see the plan for the pier coming?", SOUTH, wide=True).passages
    kyiv = next(item for item in items if words(item.article, item.focus).startswith("Kyiv did not"))
    repairs = next(item for item in items if words(item.article, item.focus).startswith("It reportedly"))
    assert words(SOUTH, parts(kyiv)) == "Kyiv did not see the plan for the pier coming."
    assert words(SOUTH, parts(repairs)).startswith("Sweden wants the pier to stay open.\nIt reportedly")


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who should pay, in the mediator's view?", "mediator"),
        ("What harms children, according to psychiatrists?", "psychiatrists"),
        ("On what condition would the supporters' trust let the trip go ahead?", "supporters' trust"),
        ("What have the dockworkers threatened?", "dockworkers"),
        ("How high a tariff would Peru put up with?", "Peru"),
        ("What conditions does the mayor set?", "mayor"),
        ("How many ships sailed?", ""),
    ],
)
def test_whose_position_is_asked_for_is_found_in_many_ways_of_asking(question: str, who: str) -> None:
    assert holder(question) == who


def test_a_cue_counts_only_where_its_kind_of_question_is_asked() -> None:
    told = "They left because the pier was not open."
    assert [name for name, there in cues("Why did they leave?", told).items() if there] == ["cause"]
    assert [name for name, there in cues("Did they leave?", told).items() if there] == ["denial"]
