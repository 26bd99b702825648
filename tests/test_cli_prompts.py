"""`briefing prompts list`, `show`, `copy` and `log`: what an analyst sees."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.packed import packed
from briefing.prompts import Prompts
from briefing.specimen import specimen
from briefing.store import Store
from briefing.versions import keep
from tests.command import Outcome, run

NAMES = ("answer", "compare", "extract", "follow", "group", "mend", "summarise")


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("briefing.toml").write_text("")


def test_list_tells_every_prompt_in_use() -> None:
    listed = run("prompts", "list")
    lines = [line.split() for line in listed.out.splitlines()]
    assert lines[0] == ["id", "version", "digest", "reply", "tokens", "lint", "from", "file"]
    assert [line[:4] + line[5:] for line in lines[1:]] == [
        [name, str(prompt.head.version), prompt.digest, prompt.head.reply, "clean", "packed", str(prompt.origin)]
        for name, prompt in ((name, Prompts().get(name)) for name in NAMES)
    ]
    assert (listed.status, listed.err) == (0, "")
    assert [row["id"] for row in json.loads(run("prompts", "list", "--json").out)] == list(NAMES)


def test_show_prints_the_source_as_it_stands() -> None:
    assert run("prompts", "show", "extract") == Outcome(0, (packed("prompts") / "extract.md").read_text(), "")


def test_show_resolved_prints_the_parts_in_their_place() -> None:
    assert run("prompts", "show", "extract", "--resolved").out == Prompts().get("extract").resolved


def test_a_prompt_that_does_not_exist_is_told_with_those_that_do() -> None:
    for command in ("show", "copy", "log"):
        told = run("prompts", command, "dream")
        assert (told.status, told.out) == (2, "")
        assert told.err.startswith("briefing: There is no prompt 'dream'.\n  There are answer, compare, extract,")


def test_a_name_is_no_way_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("secret")
    assert run("prompts", "show", "../other").status == 2


def test_a_copy_is_used_from_then_on_and_reads_alike(tmp_path: Path) -> None:
    copied = run("prompts", "copy", "extract")
    assert (copied.status, copied.out) == (0, "prompts/extract.md\n")
    now = Prompts([tmp_path / "prompts"]).get("extract")
    assert (now.origin, now.label) == (tmp_path / "prompts" / "extract.md", Prompts().get("extract").label)
    assert now.head.copy_of == now.digest
    assert "./prompts  prompts/extract.md" in run("prompts", "list").out
    again = run("prompts", "copy", "extract")
    assert (again.status, again.err) == (
        2,
        "briefing: prompts/extract.md is there already.\n  Edit it; or move it away, and copy again.\n",
    )


def test_list_warns_when_the_packed_prompt_has_moved_on_since_the_copy() -> None:
    run("prompts", "copy", "extract")
    assert run("prompts", "list").err == ""
    own = Path("prompts/extract.md")
    own.write_text(own.read_text().replace(f'copy_of: "{Prompts().get("extract").digest}"', "copy_of: 0123456789ab"))
    assert run("prompts", "list").err == (
        "briefing: prompts/extract.md is a copy of 0123456789ab, and the packed prompt is "
        f"{Prompts().get('extract').label} by now: `briefing prompts diff extract packed` shows what differs\n"
    )


def test_a_broken_prompt_is_listed_and_shown_all_the_same() -> None:
    Path("prompts").mkdir()
    Path("prompts/dream.md").write_text("No prompt.\n")
    listed = run("prompts", "list")
    assert listed.out.splitlines()[-1].split() == [
        "dream",
        "?",
        "?",
        "?",
        "?",
        "2",
        "findings",
        "./prompts",
        "prompts/dream.md",
    ]
    assert listed.err.endswith("prompts/dream.md is no prompt.\n")
    assert run("prompts", "show", "dream").out == "No prompt.\n"


def test_log_tells_the_versions_that_runs_used(tmp_path: Path) -> None:
    extract, store_file = Prompts().get("extract"), tmp_path / ".briefing" / "briefing.db"
    assert run("prompts", "log", "extract").err.startswith("briefing: .briefing/briefing.db knows of no run")
    with Store.open(store_file) as store:
        keep(extract, store)
        store.versions.keep("0123456789ab", name="extract", version=7, source="", parts={}, schema={})
        made = specimen()
        store.keep_briefing(replace(made, run=replace(made.run, prompts={"extract": extract.label})), "x.md")
        told = {"run": {"prompt": Prompts().get("answer").label}}
        store.keep_answer("Who?", answered=True, engine="model", model="m", markdown="", record=told)
        keep(Prompts().get("answer"), store)
    cells = [re.split(r"\s{2,}", line) for line in run("prompts", "log", "extract").out.splitlines()]
    assert [row[:2] + row[4:] for row in cells] == [
        ["version", "digest", "runs"],
        ["extract@7", "0123456789ab", "none was finished"],
        [f"extract@{extract.head.version}", extract.digest, specimen().run.id, "in use now"],
    ]
    (record,) = json.loads(run("prompts", "log", "answer", "--json").out)
    assert (record["digest"], record["runs"]) == (Prompts().get("answer").digest, ["question 1"])
