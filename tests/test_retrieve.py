"""From a question to passages: what is found, in which order, and what cannot be known."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from briefing import store as module
from briefing.actors import Actors
from briefing.passages import FORM, Passage
from briefing.records import Article
from briefing.retrieve import FullText, Query
from briefing.store import Filter, Store
from briefing.store.schema import STEPS
from tests.questions import NORTH, SOUTH, focus, found, kept
from tests.test_store import sample


def first(question: str, *articles: Article) -> str:
    return focus(found(question, *articles).passages[0])


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [focus(passage) for passage in passages]


def asked(query: Query, *articles: Article) -> tuple[list[str], tuple[str, ...]]:
    with kept(*articles) as store:
        result = FullText(store, Actors.load()).retrieve(query, 40)
    return texts(result.passages), result.missing


def test_the_passage_with_most_of_the_question_comes_first() -> None:
    assert first("Who wants the pier to stay open?") == "Sweden wants the pier to stay open."


def test_an_actor_is_found_by_any_alias() -> None:
    assert first("What did Ukraine not see coming?") == "Kyiv did not see the plan for the pier coming."
    assert first("What does Kyiv say of assurances?").startswith("Ukrainian officials say")


def test_another_form_of_a_word_and_a_kindred_word_are_found() -> None:
    assert first("Who demanded the closing of the pier?") == "Norway insists that the pier must close by May."


def test_a_list_is_found_by_its_lead_in_and_comes_whole() -> None:
    assert first("What are the parts of the plan?") == (
        "The plan has two parts: | - a new harbour | - a fund of 5 million euros"
    )


def test_numbered_headings_are_the_list_of_the_line_before_them() -> None:
    lines = "Three reasons moved Oslo:", "1. A vote", "It is in May.", "2. The harvest", "It was good.", "3. Anger"
    text = "\n\n".join([*lines, "Oslo is angry.\n"])
    article = Article("a", "a.md", text)
    assert (
        first("Which reasons moved Oslo?", article)
        == "Three reasons moved Oslo: | 1. A vote | 2. The harvest | 3. Anger"
    )


def test_the_neighbours_come_with_a_passage() -> None:
    passage = found("Who reportedly offered to pay for repairs?").passages[0]
    assert passage.text.splitlines() == [
        "Sweden wants the pier to stay open.",
        "It reportedly offered to pay for repairs.",
        "Nothing is decided without Kyiv",
    ]


def test_a_sentence_that_points_back_is_found_by_what_it_points_to() -> None:
    article = Article(
        "a", "a.txt", "The mayor of Albi was angry.\n\nShe demanded a vote.\n\nNobody else did anything.\n"
    )
    best = found("What did the mayor of Albi demand?", article).passages[:2]
    assert "She demanded a vote." in texts(tuple(best))


def test_an_abbreviation_and_what_it_stands_for_find_each_other() -> None:
    text = "The National Rail Union (NRU) met in May.\n\nIt rained.\n\nIt snowed.\n\nThe NRU has set out demands.\n"
    assert (
        first("What are the demands of the rail union?", Article("a", "a.txt", text)) == "The NRU has set out demands."
    )


def test_every_source_has_a_voice_before_one_fills_the_list() -> None:
    loud = Article("l", "loud.txt", "\n\n".join(f"Norway wants the pier number {n} closed." for n in range(30)) + "\n")
    quiet = Article("q", "quiet.txt", "It was cold.\n\nNorway wants a pier.\n")
    passages = found("Does Norway want the pier closed?", loud, quiet, most=3).passages
    assert sorted({passage.article.source for passage in passages}) == ["loud.txt", "quiet.txt"]
    assert len(passages) == 3


def test_captions_and_contents_are_not_found() -> None:
    text = (
        "Photo: The pier at night. Credit: Norway News\n\nNorway wants the pier closed, its minister said on Monday.\n"
    )
    passages = found("pier night photo", Article("a", "a.txt", text)).passages
    assert [passage for passage in passages if "night" in focus(passage)] == []


def test_dates_and_outlets_narrow_what_is_searched() -> None:
    question = "Who wants the pier open or closed?"
    since = asked(Query(question, Filter(since=date(2026, 3, 1))))
    outlet = asked(Query(question, Filter(outlet="daily north")))
    assert since == outlet
    assert all(text in NORTH.text.replace("\n\n", " | ") for text in since[0])
    assert since[1] == ()


def test_an_actor_narrows_the_passages_to_those_that_name_it() -> None:
    passages, missing = asked(Query("What about the pier?", actor="Kyiv"))
    assert "Kyiv did not see the plan for the pier coming." in passages
    assert "Norway insists that the pier must close by May." not in passages  # the next sentence names Ukraine
    assert "Sweden wants the pier to stay open." not in passages
    assert missing == ()


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        (Query("pier", Filter(until=date(2025, 1, 1))), "No article is dated 2025-01-01 or earlier "),
        (Query("pier", Filter(outlet="The Sun")), "No article is from The Sun (outlets: Daily North)."),
        (Query("pier", actor="Lavrov"), "No article names Lavrov."),
        (Query("What does Sergei Lavrov say of the pier?"), "No article names"),
        (
            Query("Who closed the pier in 1999?"),
            "No article is from 1999 (they are dated 2026-03-01 to 2026-03-01; 1 undated).",
        ),
    ],
)
def test_what_cannot_be_known_is_said(query: Query, missing: str) -> None:
    assert any(line.startswith(missing) for line in asked(query)[1])


@pytest.mark.parametrize(
    "text", ['"', "pier OR", "a AND (b", "words : pier*", "NEAR(pier, 3)", "'; DROP TABLE passages; --"]
)
def test_a_question_is_no_expression_of_the_database(text: str) -> None:
    assert asked(Query(text + " pier", actor='Norw"ay'))[0] == []
    assert "Sweden wants the pier to stay open." in asked(Query(text + " pier"))[0]


def test_a_question_without_a_word_of_its_own_finds_nothing() -> None:
    assert asked(Query("What do the articles say about it?")) == ([], ())


def test_stored_positions_lead_to_what_they_rest_on(tmp_path: Path) -> None:
    briefing = sample()
    with Store.open(tmp_path / "s.db") as store:
        store.keep_briefing(briefing, "out.md")
        retriever = FullText(store, Actors.load())
        passages = retriever.retrieve(Query("Who refuses peace?"), 40).passages
        store.keep_briefing(briefing, "out.md")  # again: nothing is counted twice
        again = retriever.retrieve(Query("Who refuses peace?"), 40).passages
    assert passages[0].holders == ("Ukraine",)
    assert passages[0].article == briefing.articles[0]
    assert again == passages


def test_a_store_of_an_older_version_is_indexed_when_it_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    database = sqlite3.connect(path)
    with monkeypatch.context() as patch:
        patch.setattr(module, "STEPS", STEPS[:1])
        Store.open(path).close()
    database.executescript(
        "INSERT INTO articles (id, source, text, first_seen, last_seen) VALUES"
        " ('n', 'north.txt', 'Norway insists that the pier must close.', '2026-01-01', '2026-01-01');"
        "INSERT INTO runs VALUES ('r', '2026-01-01', '', 'rules', '', '2026-01-01', 1, 'out.md', '{}');"
        "INSERT INTO positions VALUES"
        " ('r', 'p1', 'Norway', 'state', 'Oslo', 'demands', 'shutting', 'Oslo wants that.', 0, 'attributed', 0, '[]');"
        "INSERT INTO evidence VALUES ('r', 'p1', 1, 'n', 0, 40);"
    )
    database.close()
    with Store.open(path) as store:
        passages = FullText(store, Actors.load()).retrieve(Query("Who is for shutting it?"), 40).passages
    assert [(passage.text, passage.holders) for passage in passages] == [
        ("Norway insists that the pier must close.", ("Norway",))
    ]


def test_an_article_is_cut_once() -> None:
    with kept() as store:
        retriever = FullText(store, Actors.load())
        retriever.refresh()
        size = store.index.size()
        assert store.index.uncut(FORM) == []
        store.keep_articles([NORTH, SOUTH])
        retriever.refresh()
        assert store.index.size() == size == 9


def test_the_rest_of_an_article_follows_only_where_it_is_asked_for() -> None:
    article = Article("a", "a.txt", "Rain fell.\n\nThe pier stays shut.\n\nWind blew.\n\nSnow came.\n")
    narrow, wide = (found("Is the pier shut?", article, wide=wide).passages for wide in (False, True))
    assert sorted(map(focus, narrow)) == ["Rain fell.", "The pier stays shut.", "Wind blew."]
    assert sorted(map(focus, wide)) == ["Rain fell.", "Snow came.", "The pier stays shut.", "Wind blew."]


def test_a_lead_in_after_a_list_begins_another() -> None:
    article = Article("a", "a.txt", "The draft would:\n\n- open the pier\n\nNorway wants:\n\n- a fund\n\n- a harbour\n")
    assert first("What would the draft do?", article) == "The draft would: | - open the pier"
