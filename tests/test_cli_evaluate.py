"""`briefing evaluate` from end to end: a finished briefing, articles that are read now, and two runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.store import Store
from tests.command import run
from tests.loopback import Loopback, error
from tests.scripted import NORTH, SOUTH, about, articles, read

NORWAY, SWEDEN = NORTH.split("\n")[0], SOUTH.split("\n")[0]


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The dispute over the pier, and its annotations."""
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "articles")
    gold = tmp_path / "gold"
    gold.mkdir()
    for name, actor, words in (("north", "Norway", NORWAY), ("south", "Sweden", SWEDEN)):
        (gold / f"{name}.sents.tsv").write_text(f"s1\t0\t{len(words)}\t{words}\n", encoding="utf-8")
        row = {"id": "p1", "evidence": ["s1"], "actor": [actor], "as_written": actor, "stance": ["demands"]}
        row |= {"issue": "the pier", "statement": words, "reported": "attributed", "weight": "core"}
        (gold / f"{name}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")


def figures(*arguments: str) -> dict[str, object]:
    """The figures as JSON."""
    data: dict[str, object] = json.loads(run("evaluate", *arguments, "--json").out)
    return data


def test_a_folder_of_articles_is_read_by_the_engine_and_scored_as_its_briefing_is() -> None:
    run("daily", "articles", "-o", "day.md", "--engine", "rules")
    now = run("evaluate", "articles", "gold", "--engine", "rules")
    assert now.out == run("evaluate", "day.json", "gold", "--articles", "articles").out
    assert now.status == 0
    assert now.out.split("\n")[3].split() == "all 2 2 2 2 1.000 1.000 1.000 1.000 1.000 – 0 0".split()


def test_what_is_read_for_an_evaluation_is_not_kept_as_a_briefing() -> None:
    run("evaluate", "articles", "gold", "--engine", "rules")
    with Store.open(Path(".briefing/briefing.db")) as store:
        assert (store.runs(), store.articles("north.txt")) == ([], [])


def test_what_is_read_for_an_evaluation_is_held_against_no_earlier_day() -> None:
    Path("briefing.toml").write_text('topic = "pier"\n', encoding="utf-8")
    run("daily", "articles", "--engine", "rules", "--date", "2026-01-02")
    run("evaluate", "articles", "gold", "--engine", "rules", "-o", "now.json")
    assert json.loads(Path("now.json").read_text(encoding="utf-8"))["earlier"] is None


def test_the_model_s_replies_are_kept_and_a_second_run_makes_no_call() -> None:
    with Loopback(script=read) as endpoint:
        given = ("articles", "gold", "--base-url", endpoint.url, "--model", "m")
        first, again = figures(*given), figures(*given)
        calls = len(endpoint.calls)
    costs = [data.pop("cost") for data in (first, again)]
    assert first == again
    assert [cost["calls"] for cost in costs if isinstance(cost, dict)] == [calls, 0]


def test_the_briefing_that_was_read_can_be_kept_and_compared_with() -> None:
    run("evaluate", "articles", "gold", "--engine", "rules", "-o", "rules.json")
    Path("none.json").write_text('{"positions": []}', encoding="utf-8")
    done = run("evaluate", "none.json", "gold", "--articles", "articles", "--against", "rules.json")
    assert done.out.split("\n\n")[-4:] == [
        "positions won: 0",
        f"positions lost: 2\n  north p1 Norway: {NORWAY}\n  south p1 Sweden: {SWEDEN}",
        "wrong predictions that came: 0",
        "wrong predictions that went: 0\n",
    ]
    data = figures("none.json", "gold", "--articles", "articles", "--against", "rules.json")
    assert isinstance(data["against"], dict)
    assert data["against"]["shares"]["recall"] == {
        "this": 0.0,
        "against": 1.0,
        "difference": -1.0,
        "interval": [-1.0, -1.0],
    }


def test_files_are_read_alone_and_the_other_annotated_articles_are_missing() -> None:
    done = run("evaluate", "articles/north.txt", "gold", "--engine", "rules", "--resamples", "0", "--misses")
    assert (done.status, done.out.split("\n")[-2]) == (3, "article missing: south")
    assert done.err.endswith("article missing  south\n")


def test_what_could_not_be_read_by_the_model_is_said_and_the_status_is_partial() -> None:
    with Loopback(script=lambda body: error(400, "no") if about(body, "Sweden") else read(body)) as endpoint:
        done = run("evaluate", "articles", "gold", "--base-url", endpoint.url, "--model", "m")
    assert done.status == 6
    assert "briefing: failed: extract, south.txt: " in done.err
    assert done.out.split("\n")[3].split()[:5] == "all 1 1 2 1".split()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("day.json", "gold"),
            "briefing: The articles are not named.\n  Add --articles DIR: every quotation is held against them.\n",
        ),
        (
            ("day.json", "gold", "--articles", "articles", "--engine", "rules", "--fresh"),
            "briefing: --fresh and --engine would do nothing: a finished briefing is not read again.\n"
            "  Give the articles instead of the briefing's JSON, or leave the option away.\n",
        ),
        (
            ("-", "gold", "--engine", "rules"),
            "briefing: An article on standard input has no name to annotate it by.\n  Give it as a file.\n",
        ),
        (
            ("nowhere", "gold", "--engine", "rules"),
            "briefing: There is no file or folder nowhere.\n  Give the articles' folder, or the files in it.\n",
        ),
        (
            ("articles", "gold", "--engine", "rules", "-o", "no/where.json"),
            "briefing: no/where.json cannot be written: its folder is not there, or may not be written.\n"
            "  Name another file with -o.\n",
        ),
        (
            ("articles", "gold", "--engine", "rules", "-o", "gold/north.jsonl"),
            "briefing: gold/north.jsonl is there, and is no briefing as it was written.\n"
            "  Name another file with -o.\n",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_read(arguments: tuple[str, ...], told: str) -> None:
    Path("day.json").write_text('{"positions": []}', encoding="utf-8")
    done = run("evaluate", *arguments)
    assert (done.status, done.out, done.err) == (2, "", told)
