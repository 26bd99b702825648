"""`briefing actors` from end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import run
from tests.scripted import articles

TEXTS = {
    "north": "Norway insists that the pier must close.\n\nThe pier was shut in May.\n",
    "south": "Norway warned that the pier is old.\n\nOfficials in Stockholm say that the pier must stay open.\n",
}


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "articles", **TEXTS)


def test_articles_are_read_on_the_spot_and_nothing_is_kept() -> None:
    done = run("actors", "articles")
    assert (done.status, done.out) == (
        0,
        "office: who holds an office, or explains it, stands for the actor that it is of\n"
        "  Officials in Stockholm → Sweden (state), 1×: south.txt 37–93\n"
        "\n"
        "entry: a name of the gazetteer\n"
        "  Norway (state), 2×: north.txt 0–40, south.txt 0–35\n",
    )
    assert not Path(".briefing").exists()


def test_the_last_run_of_the_store_is_listed_as_its_articles_are() -> None:
    run("daily", "articles", "--engine", "rules")
    kept, read = (json.loads(run("actors", *more, "--json").out) for more in ((), ("articles",)))
    assert kept["speakers"] == read["speakers"]
    assert (kept["format"], read["run"]) == ("briefing-actors/1", None)
    assert run("actors", "--run", kept["run"][:5]).out == run("actors").out


def test_a_run_is_named_by_its_id() -> None:
    run("daily", "articles", "--engine", "rules")
    run("daily", "articles/north.txt", "--engine", "rules", "-o", "north.md")
    ident = json.loads(Path("north.json").read_text())["run"]["id"]
    assert run("actors", "--run", ident).out.splitlines()[-1] == "  Norway (state), 1×: north.txt 0–40"


def test_an_entry_of_one_s_own_is_read() -> None:
    Path("actors.toml").write_text('[organisation]\n"Pier Society" = { alias = ["Norway"] }\n', encoding="utf-8")
    assert "  Norway → Pier Society (organisation, alias), 2×" in run("actors", "articles").out


def test_an_entry_that_came_after_a_run_is_told() -> None:
    run("daily", "articles", "--engine", "rules")
    Path("actors.toml").write_text('[organisation]\n"Pier Society" = { alias = ["Norway"] }\n', encoding="utf-8")
    lines = run("actors").out.splitlines()
    assert lines[0] == "since: resolved otherwise by the gazetteer as it is now: run again"
    assert lines[1].startswith("  Norway (state, now Pier Society), 2×")


def test_what_cannot_be_listed_is_said() -> None:
    hint = "  `briefing daily` keeps one; or name the articles: `briefing actors articles/`.\n"
    assert run("actors").err == f"briefing: There is no store at .briefing/briefing.db.\n{hint}"
    run("daily", "articles", "--engine", "rules", "-o", "all.md")
    ident = json.loads(Path("all.json").read_text())["run"]["id"]
    assert run("actors", "--run", "zzz").err == (
        f"briefing: There is no run zzz in .briefing/briefing.db.\n  It has {ident}.\n"
    )
    both = run("actors", "articles", "--run", "a")
    assert (both.status, both.err) == (
        2,
        "briefing: --run names a briefing of the store, and SOURCES articles to read now.\n  Give one of them.\n",
    )


def test_a_briefing_in_which_nobody_speaks_is_said() -> None:
    articles(Path("quiet"), quiet="The pier was shut in May.\n")
    assert run("actors", "quiet").out == "Nobody speaks: there is no position.\n"


def test_an_article_that_cannot_be_read_is_named_and_the_status_says_so() -> None:
    folder = Path(__file__).parent.parent / "evals" / "languages" / "articles"
    told = run("actors", str(folder / "kanal_de.txt"))
    assert (told.status, told.out) == (6, "Nobody speaks: there is no position.\n")
    assert "failed: extract, kanal_de.txt: the built-in rules read English only" in told.err
