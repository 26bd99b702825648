"""The store: what is kept comes back, whatever happens to the process, the disk or the file."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from briefing import store as module
from briefing.errors import UsageError
from briefing.offers import SummariseOffer
from briefing.openai_model import OpenAIModel, Replies
from briefing.records import (
    Account,
    Actor,
    Article,
    Briefing,
    Failed,
    Finding,
    Gaps,
    Issue,
    Lineage,
    Position,
    Quote,
    Rejected,
    Run,
    Sentence,
    Side,
    Unread,
    Usage,
)
from briefing.store import Store, StoredReply, StoredRun
from briefing.store.schema import APPLICATION, STEPS
from tests.loopback import Loopback, said

USAGE = Usage(calls=2, prompt_tokens=30, completion_tokens=12)
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
ARTICLE = Article(
    id="a1b2",
    source="wire/001.txt",
    text="Kyiv said: “Never.”\r\nMoscow’s troops stood 5 km away.",
    title="Talks",
    published=date(2026, 11, 21),
    language="en",
)
OTHER = Article(id="c3d4", source="002.txt", text="Nothing new.")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_now", lambda: NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".briefing" / "briefing.db"


def sample() -> Briefing:
    said_so = Quote(ARTICLE, ARTICLE.source, 12, 18)
    stood = Quote(ARTICLE, ARTICLE.source, 21, 53)
    position = Position(
        id="p1",
        actor=Actor("Ukraine", "state"),
        speaker="Kyiv",
        stance="opposes",
        issue="the talks",
        sentence="Ukraine refuses.",
        verbatim=False,
        voice="quoted",
        hedged=False,
        via=("officials", "Washington"),
        evidence=(said_so, stood),
    )
    account = Account(
        id="a1", issue="distance", sentence="Troops stood near.", verbatim=True, hedged=True, evidence=(stood,)
    )
    sides = (Side("Kyiv", (position,), ()), Side("the report", (), (account,)))
    usage = {"extract": Usage(calls=1, stored=3, prompt_tokens=5, completion_tokens=7)}
    return Briefing(
        date=date(2026, 11, 22),
        topic="peace",
        articles=(ARTICLE, OTHER),
        unread=(Unread("bad.bin", "it is no text"),),
        issues=(Issue("peace talks", (position,), (account,)),),
        findings=(Finding("f1", "report_conflict", True, "peace talks", "They differ.", sides),),
        bottom_line=(Sentence("Ukraine refuses.", (position,), (account,)),),
        gaps=Gaps(unheard=(("Paris", 2),), single_source=(), undated=("002.txt",), no_outlet=()),
        lineage=Lineage((("001.txt", "002.txt"),), ()),
        earlier=None,
        following=None,
        rejected=(Rejected("extract", "Ever.", "near_miss", "Never.", ARTICLE.source),),
        failed=(Failed("extract", "002.txt, part 1 of 1", "refused"),),
        run=Run(
            id="run-1",
            engine="model",
            model="served",
            usage=MappingProxyType(usage),
            prompts={"extract": "extract@1 (a1b2c3d4e5f6)"},
            template="daily",
            seconds=90.0,
            cost=None,
            currency="",
        ),
    )


def rows(path: Path, table: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(path)
    try:
        return database.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
    finally:
        database.close()


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(UsageError) as caught:
        Store.open(path)
    return caught.value.what, caught.value.hint


# --- replies and forms ----------------------------------------------------------------------------------------------


def test_a_reply_comes_back_in_the_next_run_as_it_came(path: Path) -> None:
    with Store.open(path) as store:
        assert store.reply("k") is None
        store.keep_reply("k", step="extract", model="served", text="{“…”\r\n}", usage=USAGE)
    with Store.open(path) as store:
        assert store.reply("k") == StoredReply("{“…”\r\n}", "extract", "served", USAGE, NOW)


def test_a_newer_reply_takes_the_place_of_the_older(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_reply("k", step="extract", model="served", text="old", usage=USAGE)
        store.keep_reply("k", step="extract", model="served", text="new", usage=USAGE)
        assert store.reply("k") == StoredReply("new", "extract", "served", USAGE, NOW)


def test_a_form_is_remembered_for_one_model_of_one_endpoint(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_form("http://one/v1", "served", "json temperature max_tokens")
        store.keep_form("http://one/v1", "served", "text plain none")
        asked = [("http://one/v1", "served"), ("http://one/v1", "other"), ("http://two/v1", "served")]
        assert [store.form(*one) for one in asked] == ["text plain none", None, None]


def test_a_model_takes_its_replies_from_the_store_and_its_key_never_gets_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    key = "sk-proj-0123456789abcdef"

    async def asked(base_url: str, replies: Replies) -> Usage:
        async with OpenAIModel(
            model="served",
            base_url=base_url,
            api_key=key,
            timeout=20,
            retries=0,
            jobs=1,
            structured="auto",
            temperature=None,
            max_output_tokens=None,
            replies=replies,
            fresh=False,
        ) as opened:
            await opened.ask("summarise", [{"role": "user", "content": "?"}], SummariseOffer)
            return opened.usage["summarise"]

    with Loopback(said('{"sentences": []}')) as endpoint:
        for usage in (Usage(calls=1, prompt_tokens=11, completion_tokens=7), Usage(stored=1)):
            with Store.open(path) as store:
                assert asyncio.run(asked(endpoint.url, store)) == usage
    assert [file for file in path.parent.iterdir() if key.encode() in file.read_bytes()] == []


# --- articles and briefings -----------------------------------------------------------------------------------------


def test_an_article_comes_back_character_by_character(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_articles([ARTICLE, OTHER])
        assert [store.article(id) for id in ("a1b2", "c3d4", "none")] == [ARTICLE, OTHER, None]


def test_every_text_of_a_source_is_kept_and_the_one_seen_last_comes_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = replace(ARTICLE, id="e5f6", text="Corrected.")
    with Store.open(path) as store:
        for day, article in enumerate((ARTICLE, changed, ARTICLE), start=1):
            monkeypatch.setattr(module, "_now", lambda day=day: datetime(2026, 11, day, tzinfo=UTC))
            store.keep_articles([article, OTHER])
        assert store.articles(ARTICLE.source) == [ARTICLE, changed]
    seen = [(row[0], *row[-2:]) for row in rows(path, "articles")]
    assert seen == [
        ("a1b2", "2026-11-01T00:00:00+00:00", "2026-11-03T00:00:00+00:00"),
        ("c3d4", "2026-11-01T00:00:00+00:00", "2026-11-03T00:00:00+00:00"),
        ("e5f6", "2026-11-02T00:00:00+00:00", "2026-11-02T00:00:00+00:00"),
    ]


def test_a_briefing_is_kept_with_all_that_it_rests_on(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_briefing(sample(), "briefings/2026-11-22-peace.md")
        assert store.article("a1b2") == ARTICLE
        assert store.runs() == [
            StoredRun(
                id="run-1",
                date=date(2026, 11, 22),
                topic="peace",
                engine="model",
                model="served",
                started=datetime(2026, 11, 22, 8, 28, 30, tzinfo=UTC),
                seconds=90.0,
                output="briefings/2026-11-22-peace.md",
                record={
                    "usage": {"extract": {"calls": 1, "stored": 3, "prompt_tokens": 5, "completion_tokens": 7}},
                    "prompts": {"extract": "extract@1 (a1b2c3d4e5f6)"},
                    "template": "daily",
                    "cost": None,
                    "currency": "",
                    "articles": ["a1b2", "c3d4"],
                    "issues": ["peace talks"],
                    "unread": [{"source": "bad.bin", "why": "it is no text"}],
                    "failed": [{"step": "extract", "where": "002.txt, part 1 of 1", "why": "refused"}],
                    "gaps": {"unheard": [["Paris", 2]], "single_source": [], "undated": ["002.txt"], "no_outlet": []},
                    "lineage": {"rewrites": [["001.txt", "002.txt"]], "utterances": []},
                    "earlier": None,
                },
            )
        ]
    assert {table: rows(path, table) for table in KEPT} == KEPT


REST = (0, "quoted", 0, '["officials", "Washington"]', "", 0)
KEPT: dict[str, list[tuple[Any, ...]]] = {
    "positions": [
        ("run-1", "p1", "Ukraine", "state", "Kyiv", "opposes", "peace talks", "Ukraine refuses.", *REST),
    ],
    "accounts": [("run-1", "a1", "peace talks", "Troops stood near.", 1, 1, 0)],
    "evidence": [
        ("run-1", "a1", 1, "a1b2", 21, 53),
        ("run-1", "p1", 1, "a1b2", 12, 18),
        ("run-1", "p1", 2, "a1b2", 21, 53),
    ],
    "findings": [("run-1", "f1", "report_conflict", 1, "peace talks", "They differ.")],
    "sides": [("run-1", "f1", 1, "Kyiv", '["p1"]'), ("run-1", "f1", 2, "the report", '["a1"]')],
    "bottom_line": [("run-1", 1, "Ukraine refuses.", '["p1", "a1"]')],
    "rejected": [("run-1", 1, "extract", "near_miss", "Ever.", "Never.", "wire/001.txt")],
}


def test_the_same_run_kept_again_takes_its_own_place(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_briefing(sample(), "one.md")
        store.keep_briefing(replace(sample(), issues=(), findings=(), bottom_line=(), rejected=()), "two.md")
        assert [run.output for run in store.runs()] == ["two.md"]
    assert {table: rows(path, table) for table in KEPT} == {table: [] for table in KEPT}


def test_a_briefing_is_kept_whole_or_not_at_all(path: Path) -> None:
    strange = replace(sample(), articles=())  # its evidence points to an article that is not there
    with Store.open(path) as store:
        with pytest.raises(sqlite3.IntegrityError):
            store.keep_briefing(strange, "one.md")
        assert store.runs() == []
        store.keep_briefing(sample(), "one.md")
        assert [run.id for run in store.runs()] == ["run-1"]


# --- the file -------------------------------------------------------------------------------------------------------


def test_the_folder_is_made_and_hides_itself_from_git(path: Path) -> None:
    Store.open(path).close()
    assert sorted(file.name for file in path.parent.iterdir()) == [".gitignore", "briefing.db"]
    assert (path.parent / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_a_folder_of_another_name_is_left_alone(tmp_path: Path) -> None:
    Store.open(tmp_path / "shared" / "briefing.db").close()
    assert [file.name for file in (tmp_path / "shared").iterdir()] == ["briefing.db"]


def test_a_gitignore_that_a_person_wrote_stays(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / ".gitignore").write_text("!briefing.db\n", encoding="utf-8")
    Store.open(path).close()
    assert (path.parent / ".gitignore").read_text(encoding="utf-8") == "!briefing.db\n"


def pragma(path: Path, name: str) -> Any:
    database = sqlite3.connect(path)
    try:
        return database.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        database.close()


def test_an_empty_file_takes_every_step(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    Store.open(path).close()
    assert [pragma(path, name) for name in ("user_version", "application_id", "journal_mode")] == [
        len(STEPS),
        APPLICATION,
        "wal",
    ]


def test_an_older_file_takes_the_new_steps_and_loses_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path) as store:
        store.keep_articles([ARTICLE])
    newer = (*STEPS, "ALTER TABLE articles ADD COLUMN section TEXT; CREATE TABLE notes (text TEXT)")
    monkeypatch.setattr(module, "STEPS", newer)
    for _ in range(2):
        with Store.open(path) as store:
            assert store.article("a1b2") == ARTICLE
    assert pragma(path, "user_version") == len(newer)
    assert rows(path, "pragma_table_info('notes')")[0][1:3] == ("text", "TEXT")


def test_a_step_that_fails_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(path).close()
    with monkeypatch.context() as patch:
        patch.setattr(module, "STEPS", (*STEPS, "CREATE TABLE notes (text TEXT); CREATE TABLE notes (text TEXT)"))
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            Store.open(path)
    assert pragma(path, "user_version") == len(STEPS)
    Store.open(path).close()


def test_a_file_of_a_newer_version_is_refused(path: Path) -> None:
    Store.open(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    database.close()
    assert refused(path) == (
        f"{path} was made by a newer version of briefing (its form is {len(STEPS) + 1}, "
        f"this version knows {len(STEPS)}).",
        "Install the newer version, or set another file as store in briefing.toml.",
    )


def test_the_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE theirs (x)")
    database.close()
    before = path.read_bytes()
    assert refused(path) == (f"{path} is the database of another program.", ELSEWHERE)
    assert path.read_bytes() == before


ELSEWHERE = "Set another file as store in briefing.toml, or move this one away: a new one is made."


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no database at all, but long enough to be read as the head of one\n" * 9, encoding="utf-8")
    assert refused(path) == (f"{path} is no database.", ELSEWHERE)


def test_a_damaged_file_is_named(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_articles([ARTICLE])
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert refused(path) == (f"{path} is damaged.", ELSEWHERE)


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    what, hint = refused(tmp_path)
    assert (what, hint) == (
        f"{tmp_path} cannot be opened.",
        "Check that it is a file and who may read and write it.",
    )


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "briefing.db"
    assert refused(path)[0].startswith(f"The store {path} cannot be made: ")


def test_a_full_disk_is_told_and_what_was_kept_stays(path: Path) -> None:
    with Store.open(path) as store:
        store.keep_articles([OTHER])
        database = store._database  # the nearest to a full disk that needs no disk of its own
        database.execute(f"PRAGMA max_page_count = {pragma(path, 'page_count')}")
        with pytest.raises(UsageError) as caught:
            store.keep_articles([replace(ARTICLE, text="x" * 1_000_000)])
        assert caught.value.what == f"{path} cannot grow: the disk is full."
        assert caught.value.hint.startswith("Make room on the disk")
        assert [store.article(id) for id in ("a1b2", "c3d4")] == [None, OTHER]


def test_a_file_that_may_not_be_written_is_told(path: Path) -> None:
    with Store.open(path) as store:
        store._database.execute("PRAGMA query_only = ON")  # rights on the file do not bind root
        with pytest.raises(UsageError) as caught:
            store.keep_form("http://one/v1", "served", "text plain none")
    assert caught.value.what == f"{path} may not be written."


def test_a_file_that_another_program_holds_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    path.parent.mkdir()
    holder = sqlite3.connect(path, isolation_level=None)
    with Store.open(path) as store:
        holder.execute("BEGIN IMMEDIATE")
        assert store.reply("k") is None  # reading goes on
        with pytest.raises(UsageError) as caught:
            store.keep_form("http://one/v1", "served", "text plain none")
        holder.execute("ROLLBACK")
        store.keep_form("http://one/v1", "served", "text plain none")
    holder.close()
    assert caught.value.what.startswith(f"{path} has been held by another program for ")


# --- two runs at once, and the death of one -------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from briefing.records import Article, Usage
from briefing.store import Store

path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
sys.stdin.readline()
with Store.open(path) as store:
    for at in range(number):
        store.keep_reply(f"{name}{at}", step="extract", model="m", text="x" * 3000, usage=Usage(calls=1))
        store.keep_articles([Article(id=f"{name}{at}", source=name, text=str(at)), Article("both", "both", name)])
        print(at, flush=True)
"""

Writer = Callable[[str, int], "subprocess.Popen[str]"]


@pytest.fixture
def writer(path: Path) -> Writer:
    def start(name: str, number: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WRITER, str(path), name, str(number)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    return start


def test_two_runs_that_begin_at_once_lose_nothing_of_each_other(path: Path, writer: Writer) -> None:
    runs = {name: writer(name, 200) for name in "ab"}
    for one in runs.values():
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    ends = {name: (one.communicate(timeout=60)[1], one.returncode) for name, one in runs.items()}
    assert ends == {"a": ("", 0), "b": ("", 0)}
    with Store.open(path) as store:
        assert all(store.reply(f"{name}{at}") for name in "ab" for at in range(200))
        assert all(store.article(f"{name}{at}") for name in "ab" for at in range(200))
    assert pragma(path, "integrity_check") == "ok"


def test_a_run_that_is_killed_keeps_all_that_it_had(path: Path, writer: Writer) -> None:
    run = writer("a", 100_000)
    assert run.stdin is not None
    assert run.stdout is not None
    run.stdin.write("go\n")
    run.stdin.flush()
    told = [int(run.stdout.readline()) for _ in range(40)]
    run.send_signal(signal.SIGKILL)
    told += [int(line) for line in run.stdout.read().splitlines() if line]
    run.communicate()
    with Store.open(path) as store:
        assert all(store.reply(f"a{at}") and store.article(f"a{at}") for at in told)
        store.keep_reply("after", step="extract", model="m", text="x", usage=USAGE)
    assert len(told) >= 40
    assert pragma(path, "integrity_check") == "ok"
