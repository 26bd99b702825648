"""Statements become positions, each with the actor who holds it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.actors import Actors
from briefing.records import Actor, Article, Position, Quote, Statement
from briefing.resolve import fuller_name, resolve

ACTORS = Actors.load()
FIRST = Article("a1", "one.txt", "Foreign Minister Abbas Ruthven refused. Ruthven said so. Ruthven insisted.")
SECOND = Article("a2", "two.txt", "Ruthven agreed.")


def statement(speaker: str, *, holder: str = "", article: Article = FIRST, end: int = 39) -> Statement:
    return Statement(
        speaker=speaker,
        holder=holder or speaker,
        stance="opposes",
        issue="the dam",
        sentence="It refuses.",
        verbatim=False,
        voice="attributed",
        hedged=False,
        via=(),
        evidence=(Quote(article, article.source, 0, end),),
    )


def names(*statements: Statement) -> list[str]:
    return [position.actor.name for position in resolve(statements, ACTORS)]


def test_a_position_keeps_all_that_the_statement_says() -> None:
    said = statement("officials in Cairo")
    assert resolve([said], ACTORS) == (
        Position(
            id="p1",
            actor=Actor("Egypt", "state"),
            speaker="officials in Cairo",
            stance="opposes",
            issue="the dam",
            sentence="It refuses.",
            verbatim=False,
            voice="attributed",
            hedged=False,
            via=(),
            evidence=said.evidence,
        ),
    )


def test_positions_are_numbered_in_the_order_of_the_statements() -> None:
    positions = resolve([statement("Sudan"), statement("Ethiopia"), statement("Egypt")], ACTORS)
    assert [(position.id, position.actor.name) for position in positions] == [
        ("p1", "Sudan"),
        ("p2", "Ethiopia"),
        ("p3", "Egypt"),
    ]


def test_no_statement_gives_no_position() -> None:
    assert resolve([], ACTORS) == ()


def test_a_surname_is_tied_to_the_full_name_in_its_article() -> None:
    assert names(statement("Ruthven"), statement("Foreign Minister Abbas Ruthven")) == ["Abbas Ruthven"]


def test_a_surname_is_tied_to_the_full_name_that_only_the_text_gives() -> None:
    assert names(statement("Ruthven")) == ["Abbas Ruthven"]


def test_a_surname_is_not_tied_across_articles() -> None:
    assert names(statement("Abbas Ruthven"), statement("Ruthven", article=SECOND)) == ["Abbas Ruthven", "Ruthven"]


def test_two_people_of_one_surname_are_not_tied() -> None:
    two = Article("a3", "three.txt", "Jane Doe and her brother John Doe differ. Doe is wrong.")
    assert names(*(statement(speaker, article=two) for speaker in ("Jane Doe", "John Doe", "Doe"))) == [
        "Jane Doe",
        "John Doe",
        "Doe",
    ]
    assert names(statement("Doe", article=two)) == ["Doe"]


def test_a_sentences_opening_word_is_no_part_of_a_name() -> None:
    text = Article("a4", "four.txt", "But Alice Orme said no. Orme left.")
    assert names(statement("Orme", article=text)) == ["Alice Orme"]


@pytest.mark.parametrize(
    ("name", "others", "full"),
    [
        ("Araghchi", {"Abbas Araghchi"}, "Abbas Araghchi"),
        ("Jane Doe", {"Jane Q. Doe"}, "Jane Q. Doe"),
        ("Doe", {"Jane Doe", "Jane Q. Doe"}, "Jane Q. Doe"),
        ("Mao", {"Mao Ning"}, "Mao Ning"),
        ("Abbas", {"Abbas Araghchi"}, None),
        ("Doe", {"Jane Doe", "John Doe"}, None),
        ("Doe", {"Doe"}, None),
        ("Leyen", {"Ursula von der Leyen"}, "Ursula von der Leyen"),
        ("Sanchez", {"Pedro Sánchez"}, "Pedro Sánchez"),
    ],
)
def test_a_shorter_name_has_one_fuller_form_or_none(name: str, others: set[str], full: str | None) -> None:
    assert fuller_name(name, others) == full


def test_the_same_said_twice_from_the_same_words_is_one_position_and_keeps_the_hedge() -> None:
    positions = resolve([statement("Egypt"), replace(statement("Cairo"), hedged=True)], ACTORS)
    assert [(position.speaker, position.hedged) for position in positions] == [("Egypt", True)]


@pytest.mark.parametrize(
    "other",
    [
        statement("Sudan"),
        statement("Egypt", end=20),
        replace(statement("Egypt"), stance="warns"),
        replace(statement("Egypt"), sentence="Egypt refuses."),
    ],
)
def test_what_differs_in_actor_evidence_stance_or_sentence_stays_two(other: Statement) -> None:
    assert len(resolve([statement("Egypt"), other], ACTORS)) == 2


# --- spellings


def test_two_transliterations_of_a_full_name_are_one_person_everywhere() -> None:
    given = ["Andrii Ruthvenko", "Andriy Ruthvenko", "Andriy Ruthvenko"]
    said = [statement(name, article=article) for name, article in zip(given, (FIRST, SECOND, FIRST), strict=True)]
    assert names(*said) == ["Andriy Ruthvenko", "Andriy Ruthvenko"]


def test_a_surname_and_mr_are_tied_to_either_transliteration() -> None:
    said = [statement("Andrii Ruthvenskyj"), statement("Mr Ruthvenskiy", end=60), statement("Ruthvensky", end=66)]
    assert names(*said) == ["Andrii Ruthvenskyj"] * 3


def test_a_lone_surname_in_two_spellings_is_one_in_its_article_and_no_other() -> None:
    said = [statement("Ruthvenskiy"), statement("Ruthvenskyy", end=60), statement("Ruthvensky", article=SECOND, end=9)]
    assert names(*said) == ["Ruthvenskiy", "Ruthvenskiy", "Ruthvensky"]
