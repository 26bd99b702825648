"""`briefing ask` as a person or a script runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.store import Store
from tests.command import run, spawn
from tests.loopback import Loopback, error, said
from tests.questions import NORTH, SOUTH
from tests.scripted import material

QUESTION = "What does Sweden want for the pier?"
SWEDEN = "Sweden wants the pier to stay open."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    articles = tmp_path / "articles"
    articles.mkdir()
    for article in (NORTH, SOUTH):
        (articles / article.source).write_text(article.text, encoding="utf-8")
    return tmp_path


def keep(folder: Path) -> None:
    """A store as an earlier briefing leaves it."""
    with Store.open(folder / ".briefing" / "briefing.db") as store:
        store.keep_articles([NORTH, SOUTH])


def test_without_sources_the_store_is_asked(folder: Path) -> None:
    keep(folder)
    outcome = run("ask", QUESTION)
    assert outcome.status == 0
    assert outcome.out.startswith(
        f"# {QUESTION}\n\n- The article writes (in bold, with what stands beside it):\n\n  > **{SWEDEN}**\n"
    )
    assert outcome.err == "briefing: engine: rules, built in (English; set a model up for a fuller reading)\n"


def test_with_sources_they_are_asked_and_no_briefing_is_written(folder: Path) -> None:
    outcome = run("ask", QUESTION, "articles")
    assert (outcome.status, f"> **{SWEDEN}**" in outcome.out) == (0, True)
    assert sorted(path.name for path in folder.iterdir()) == [".briefing", "articles"]
    with Store.open(folder / ".briefing" / "briefing.db") as store:
        assert (store.runs(), store.articles("south.txt")) == ([], [])


def test_what_a_briefing_read_can_be_asked_about(folder: Path) -> None:
    assert run("daily", "articles", "-o", "b.md").status == 0
    assert f"> **{SWEDEN}**" in run("ask", QUESTION).out


def test_the_question_can_come_on_standard_input() -> None:
    assert f"> **{SWEDEN}**" in run("ask", "-", "articles", stdin=f"{QUESTION}\n".encode()).out


def test_an_article_can_come_on_standard_input() -> None:
    outcome = run("ask", "What does Peru want?", "-", stdin=b"Peru wants a new pier.\n")
    assert (outcome.status, "> Peru wants a new pier." in outcome.out) == (0, True)


def test_a_refusal_says_what_was_searched_and_ends_in_5() -> None:
    outcome = run("ask", "What does Sergei Lavrov say about the pier?", "articles")
    assert outcome.status == 5
    lines = outcome.out.splitlines()
    assert lines[2] == "**The articles do not say.**"
    assert "- No article names Sergei Lavrov." in lines
    assert any(line.startswith("The nearest thing found") for line in lines)
    assert any(line.startswith("*Searched: 2 articles, undated; ") for line in lines)


def test_json_is_all_that_stands_on_stdout_also_for_a_refusal() -> None:
    answered, refused = run("ask", QUESTION, "articles", "--json"), run("ask", "Zebra?", "articles", "--json")
    assert [(item.status, json.loads(item.out)["answered"]) for item in (answered, refused)] == [(0, True), (5, False)]
    assert json.loads(answered.out)["sentences"][0]["text"] == SWEDEN


def test_last_shows_the_last_answer_again() -> None:
    first = run("ask", QUESTION, "articles")
    assert run("ask", "--last") == type(first)(0, first.out, "")
    refused = run("ask", "Zebra?", "articles", "--json")
    again = run("ask", "--last", "--json")
    assert (again.status, again.out) == (5, refused.out)


def test_the_answer_can_be_written_to_a_file(folder: Path) -> None:
    outcome = run("ask", QUESTION, "articles", "-o", "answers/a.md")
    assert (outcome.status, outcome.out) == (0, "answers/a.md\n")
    assert (folder / "answers" / "a.md").read_text(encoding="utf-8") == run("ask", QUESTION, "articles").out


def test_a_source_that_cannot_be_read_is_named_and_ends_in_6() -> None:
    outcome = run("ask", QUESTION, "articles", "nowhere.txt")
    assert (outcome.status, f"> **{SWEDEN}**" in outcome.out) == (6, True)
    assert "briefing: nowhere.txt was not read: " in outcome.err


def test_a_briefing_is_no_article_to_ask() -> None:
    run("daily", "articles", "-o", "b.md")
    outcome = run("ask", QUESTION, "articles", "b.md")
    assert (outcome.status, "b.md was passed over: it is a briefing of this program" in outcome.err) == (0, True)
    assert "b.md" not in outcome.out


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert run("ask", "-", "articles", stdin=b"\xff\x00 What does Sweden want for the pier?").status == 0
    assert run("ask", "\udcff What does Sweden want for the pier?", "articles").status == 0


def test_dates_outlets_and_actors_narrow_the_search(folder: Path) -> None:
    keep(folder)
    assert SWEDEN not in run("ask", "Who wants the pier closed or open?", "--since", "2026-01-01").out
    later = run("ask", "Who wants the pier closed?", "--since", "2027-01-01")
    assert later.status == 5
    assert (
        "- No article is dated 2027-01-01 or later (they are dated 2026-03-01 to 2026-03-01; 1 undated).\n" in later.out
    )
    assert "No article is from Sun (outlets: Daily North)." in run("ask", QUESTION, "--outlet", "Sun").out.replace(
        "\\", ""
    )
    assert "No article names Canada." in run("ask", QUESTION, "--actor", "Canada").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "There is no question."),
        (["ask", ""], "There is no question."),
        (["ask", " ?! "], "There is no question."),
        (["ask", "x" * 20_000], "The question has 20,000 characters; 2,000 are the most."),
        (["ask", QUESTION], "There is no store at "),
        (["ask", QUESTION, "nowhere.txt"], "Nothing readable in nowhere.txt."),
        (["ask", "-", "-"], "Both the question and an article are to come from standard input."),
        (["ask", QUESTION, "--since", "May"], "--since May is no date."),
        (["ask", QUESTION, "--since", "2026-02-01", "--until", "2026-01-01"], "--since 2026-02-01 is after --until"),
        (["ask", "--last"], "No question has been asked of "),
        (["ask", "--last", QUESTION], "--last takes no question."),
        (["ask", QUESTION, "articles", "-o", "articles"], "articles cannot be written"),
        (["ask", QUESTION, "articles", "--engine", "model"], "The model engine has neither a key nor a base URL."),
    ],
)
def test_what_cannot_be_asked_ends_in_2_with_a_sentence(arguments: list[str], message: str) -> None:
    outcome = run(*arguments)
    assert outcome.status == 2
    assert outcome.out == ""
    assert f"briefing: {message}" in outcome.err
    assert "Traceback" not in outcome.err


def test_an_empty_store_is_no_store_to_ask(folder: Path) -> None:
    Store.open(folder / ".briefing" / "briefing.db").close()
    outcome = run("ask", QUESTION)
    assert (outcome.status, "There is no article in " in outcome.err) == (2, True)


def test_no_store_is_made_by_asking_for_one(folder: Path) -> None:
    run("ask", QUESTION)
    run("ask", "--last")
    assert not (folder / ".briefing").exists()


def test_in_a_pipe_without_a_terminal_it_answers(folder: Path) -> None:
    process = spawn("ask", QUESTION, "articles", cwd=folder)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, f"> **{SWEDEN}**".encode() in out, b"\x1b" in out + err) == (0, True, False)


def test_a_model_answers_and_is_asked_once() -> None:
    reply = {"answered": True, "conflicting": False, "sentences": []}

    def answer(body: dict[str, object]) -> object:
        passages = material(body, "passages")
        ident = passages[: passages.index(SWEDEN)].rsplit("[", 1)[1].split("]")[0]
        cited = [{"passage": ident, "words": SWEDEN}]
        told = {"text": "Sweden wants the pier open.", "says": "Sweden", "citations": cited}
        return said(json.dumps({**reply, "sentences": [told]}))

    with Loopback(script=answer) as endpoint:  # type: ignore[arg-type]  # an Answer
        arguments = ("ask", QUESTION, "articles", "--base-url", endpoint.url, "--model", "served", "--json")
        first, second = run(*arguments), run(*arguments)
    assert len(endpoint.calls) == 1
    assert (first.status, second.status) == (0, 0)
    data = json.loads(first.out)
    assert [item["text"] for item in data["sentences"]] == ["Sweden wants the pier open."]
    assert (data["run"]["engine"], data["run"]["model"], data["run"]["usage"]["calls"]) == ("model", "served", 1)
    assert data["run"]["prompt"].startswith("answer@1 (")
    assert json.loads(second.out)["run"]["usage"] == {
        "calls": 0,
        "stored": 1,
        "prompt_tokens": 0,
        "completion_tokens": 0,
    }


def test_an_endpoint_that_fails_ends_in_4_and_nothing_is_kept(folder: Path) -> None:
    with Loopback(error(401, "no")) as endpoint:
        outcome = run("ask", QUESTION, "articles", "--base-url", endpoint.url, "--model", "served")
    assert (outcome.status, outcome.out) == (4, "")
    with Store.open(folder / ".briefing" / "briefing.db") as store:
        assert store.last_answer() is None


def test_no_answer_is_written_over_an_article_that_is_asked(folder: Path) -> None:
    article = folder / "copy.md"
    article.write_text(f"{SWEDEN}\n", encoding="utf-8")
    for source in (article, folder):
        outcome = run("ask", QUESTION, str(source), "-o", str(article))
        assert (outcome.status, article.read_text(encoding="utf-8")) == (2, f"{SWEDEN}\n")
