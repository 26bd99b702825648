"""What is kept from run to run, in one SQLite file: replies, articles, and every briefing with what it rests on.

The only file that imports sqlite3. Replies are kept so that nothing is paid for twice; articles and briefings, so that
a quotation can be verified, a question asked and two days compared. A key is never kept: no method takes one.

Two runs at once neither corrupt nor block each other: every write is one short transaction in a write-ahead log, which
survives the death of the process at any point.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self

from briefing.errors import UsageError
from briefing.records import Actor, Article, Briefing, Earlier, Spoken, Usage
from briefing.store.earlier import last_briefing
from briefing.store.index import Cut, Filter, Held, Hit, Index
from briefing.store.recall import KeptRun, recall
from briefing.store.rows import Row, article_of, article_row, briefing_rows, run_row
from briefing.store.schema import APPLICATION, STEPS, statements
from briefing.store.trail import Asked, Citing, Taken, Trail
from briefing.store.versions import StoredPrompt, Versions

__all__ = [
    "Asked",
    "Citing",
    "Cut",
    "Filter",
    "Held",
    "Hit",
    "Index",
    "KeptRun",
    "Store",
    "StoredAnswer",
    "StoredPrompt",
    "StoredReply",
    "StoredRun",
    "Taken",
    "Trail",
    "Versions",
    "recall",
]

PATIENCE = 30.0
"""Seconds that we wait for another run's transaction; each takes milliseconds."""


@dataclass(frozen=True, slots=True)
class StoredReply:
    """A reply that was kept: the model's words as they came, and what they took."""

    text: str
    step: str
    model: str
    usage: Usage
    created: datetime


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run that was kept.

    Attributes:
        output: the path that the briefing was written to, as it was given.
        record: the run's other particulars (usage, prompts, articles, unread, failed …) as plain data.
    """

    id: str
    date: date
    topic: str
    engine: str
    model: str
    started: datetime
    seconds: float
    output: str
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A question that was asked and what came of it.

    Attributes:
        markdown: the answer as it was shown.
        record: the same as plain data (docs/json.md).
    """

    question: str
    answered: bool
    asked: datetime
    markdown: str
    record: Mapping[str, Any]


class Store:
    """One open file; a context manager. To be used from the thread that opened it."""

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self._path = path
        self._database = database

    @classmethod
    def open(cls, path: Path) -> Self:
        """Opens the file; makes it and its folder where there is none, and brings an older one up to date.

        Raises:
            UsageError: it cannot be made, read or written, is not ours, or was made by a newer version.
        """
        with _failures(path):
            _make_folder(path.parent)
            database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        try:
            with _failures(path):
                _prepare(path, database)
        except BaseException:
            database.close()
            raise
        return cls(path, database)

    @classmethod
    def in_memory(cls) -> Self:
        """A store of no file, gone when it is closed."""
        return cls.open(Path(":memory:"))

    @property
    def index(self) -> Index:
        """What is searched."""
        return Index(self)

    @property
    def trail(self) -> Trail:
        """The way back from a briefing to what it rests on."""
        return Trail(self)

    @property
    def versions(self) -> Versions:
        """The prompts that runs used."""
        return Versions(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        with _failures(self._path):
            self._database.close()

    def reply(self, key: str) -> StoredReply | None:
        """The reply kept under a key."""
        for row in self.read("SELECT * FROM replies WHERE key = ?", key):
            usage = Usage(row["calls"], 0, row["prompt_tokens"], row["completion_tokens"])
            created = datetime.fromisoformat(row["created"])
            return StoredReply(row["text"], row["step"], row["model"], usage, created)
        return None

    def keep_reply(self, key: str, *, step: str, model: str, text: str, usage: Usage) -> None:
        """Keeps a reply, in the place of an earlier one under the same key."""
        row = {
            "key": key,
            "step": step,
            "model": model,
            "text": text,
            "calls": usage.calls,
            "prompt_tokens": usage.prompt_tokens,
            "completion_tokens": usage.completion_tokens,
            "created": _now().isoformat(),
        }
        with self.writing():
            self._put("replies", row, replace=True)

    def form(self, endpoint: str, model: str) -> str | None:
        """The form of request that an endpoint took last for a model."""
        for row in self.read("SELECT form FROM forms WHERE endpoint = ? AND model = ?", endpoint, model):
            return str(row["form"])
        return None

    def keep_form(self, endpoint: str, model: str, form: str) -> None:
        """Keeps the form of request that an endpoint took."""
        with self.writing():
            self._put("forms", {"endpoint": endpoint, "model": model, "form": form}, replace=True)

    def keep_articles(self, articles: Iterable[Article]) -> None:
        """Keeps articles; of one that is known already, its particulars and that it was seen again."""
        seen = tuple(articles)  # drawn before the transaction, however slowly they come
        with self.writing():
            self._put_articles(seen, _now())

    def keep_briefing(self, briefing: Briefing, output: str, asked: Iterable[Asked] = ()) -> None:
        """Keeps a briefing whole or not at all, with its articles, in the place of an earlier one of the same run id.

        Args:
            output: the path that it was written to.
            asked: the questions whose replies it was made from.
        """
        now = _now()
        with self.writing():
            self._put_articles(briefing.articles, now)
            for table, column in (("position_words", "run"), ("runs", "id")):
                self._database.execute(f"DELETE FROM {table} WHERE {column} = ?", (briefing.run.id,))
            self._put("runs", run_row(briefing, output, now))
            for table, row in briefing_rows(briefing):
                self._put(table, {"run": briefing.run.id, **row})
            self._database.execute(
                "INSERT INTO position_words SELECT actor, issue, sentence, run, id FROM positions WHERE run = ?",
                (briefing.run.id,),
            )
            self.trail.keep(briefing.run.id, asked)

    def article(self, id: str) -> Article | None:
        """The article with this id."""
        for row in self.read("SELECT * FROM articles WHERE id = ?", id):
            return article_of(row)
        return None

    def articles(self, source: str) -> list[Article]:
        """Every text that a source ever had, the one seen last first."""
        query = "SELECT * FROM articles WHERE source = ? ORDER BY last_seen DESC, rowid DESC"
        return [article_of(row) for row in self.read(query, source)]

    def runs(self) -> list[StoredRun]:
        """Every run, the last one first."""
        return [
            StoredRun(
                id=row["id"],
                date=date.fromisoformat(row["date"]),
                topic=row["topic"],
                engine=row["engine"],
                model=row["model"],
                started=datetime.fromisoformat(row["started"]),
                seconds=row["seconds"],
                output=row["output"],
                record=json.loads(row["record"]),
            )
            for row in self.read("SELECT * FROM runs ORDER BY started DESC, rowid DESC")
        ]

    def spoken(self, run: str) -> list[Spoken]:
        """Who spoke in the positions of a run, and which actor each became, in the order of the positions."""
        query = """
            SELECT speaker, actor, kind, source, "start", "end"
            FROM positions
            JOIN evidence ON evidence.run = positions.run AND evidence.owner = positions.id AND evidence.number = 1
            JOIN articles ON articles.id = evidence.article
            WHERE positions.run = ? ORDER BY positions.rowid
        """
        return [
            Spoken(row["speaker"], Actor(row["actor"], row["kind"]), row["source"], row["start"], row["end"])
            for row in self.read(query, run)
        ]

    def last_briefing(self, topic: str, day: date, engine: str) -> Earlier | None:
        """The last briefing on a topic, of a day before `day`, by the same engine: another would read otherwise."""
        return last_briefing(self, topic, day, engine)

    def keep_answer(
        self, question: str, *, answered: bool, engine: str, model: str, markdown: str, record: Mapping[str, Any]
    ) -> None:
        """Keeps a question with its answer, or with the refusal."""
        row = {"asked": _now().isoformat(), "question": question, "answered": answered, "engine": engine}
        row |= {"model": model, "markdown": markdown, "record": json.dumps(record, ensure_ascii=False)}
        with self.writing():
            self._put("answers", row)

    def last_answer(self) -> StoredAnswer | None:
        """The question asked last."""
        for row in self.read("SELECT * FROM answers ORDER BY id DESC LIMIT 1"):
            asked = datetime.fromisoformat(row["asked"])
            return StoredAnswer(
                row["question"], bool(row["answered"]), asked, row["markdown"], json.loads(row["record"])
            )
        return None

    def read(self, query: str, *values: str | int) -> list[Row]:
        """The rows that a query finds."""
        with _failures(self._path):
            return [dict(row) for row in self._database.execute(query, values)]

    def write(self, statement: str, rows: Iterable[Sequence[str | int]]) -> None:
        """Runs a statement for each row; within `writing`."""
        self._database.executemany(statement, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all or nothing."""
        with _failures(self._path), _transaction(self._database):
            yield

    def _put(self, table: str, row: Row, *, replace: bool = False) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join(f":{name}" for name in row)
        verb = "INSERT OR REPLACE" if replace else "INSERT"
        self._database.execute(f"{verb} INTO {table} ({names}) VALUES ({values})", row)

    def _put_articles(self, articles: Iterable[Article], now: datetime) -> None:
        for article in articles:
            row = article_row(article, now)
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            newer = ", ".join(f"{name} = excluded.{name}" for name in row if name not in ("id", "first_seen"))
            self._database.execute(
                f"INSERT INTO articles ({names}) VALUES ({values}) ON CONFLICT (id) DO UPDATE SET {newer}", row
            )


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if folder.name == ".briefing":  # ours alone: in a folder of somebody else's, nothing is to be hidden from git
        with suppress(FileExistsError), (folder / ".gitignore").open("x", encoding="utf-8") as ignored:
            ignored.write("*\n")


def _prepare(path: Path, database: sqlite3.Connection) -> None:
    """Sets the connection up and takes the steps that the file has not taken yet."""
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA foreign_keys = ON")
    taken = _steps_taken(path, database)  # before anything is changed: the file may be another program's
    _use_log(database)
    database.execute("PRAGMA synchronous = NORMAL")
    if taken == len(STEPS):
        return
    with _transaction(database):
        for step in STEPS[_steps_taken(path, database) :]:  # asked again, now that no other run can be at it
            for statement in statements(step):
                database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {len(STEPS)}")


def _steps_taken(path: Path, database: sqlite3.Connection) -> int:
    # The mark is read last: another run may be making the file at this moment, and sets all three at once.
    tables = database.execute("SELECT 1 FROM sqlite_master").fetchone()
    taken = _number(database, "user_version")
    mark = _number(database, "application_id")
    if mark != APPLICATION and (mark or taken or tables):
        raise UsageError(f"{path} is the database of another program.", _ELSEWHERE)
    if taken > len(STEPS):
        raise UsageError(
            f"{path} was made by a newer version of briefing (its form is {taken}, this version knows {len(STEPS)}).",
            "Install the newer version, or set another file as store in briefing.toml.",
        )
    return taken


def _use_log(database: sqlite3.Connection) -> None:
    """Turns the write-ahead log on. The turn takes the file for itself and does not wait of its own accord."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)


def _number(database: sqlite3.Connection, pragma: str) -> int:
    return int(database.execute(f"PRAGMA {pragma}").fetchone()[0])


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All or nothing. It takes the right to write at its start, so that no two runs wait for each other."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # SQLite itself takes some failures back
            database.execute("ROLLBACK")
        raise


def _now() -> datetime:
    return datetime.now(UTC)


_ELSEWHERE = "Set another file as store in briefing.toml, or move this one away: a new one is made."
_ROOM = "Make room on the disk, or set a file on another disk as store in briefing.toml; then run again."
_FAILURES = {
    sqlite3.SQLITE_FULL: ("{path} cannot grow: the disk is full.", _ROOM),
    sqlite3.SQLITE_READONLY: ("{path} may not be written.", "Check who may write it and its folder."),
    sqlite3.SQLITE_PERM: ("{path} may not be written.", "Check who may write it and its folder."),
    sqlite3.SQLITE_CANTOPEN: ("{path} cannot be opened.", "Check that it is a file and who may read and write it."),
    sqlite3.SQLITE_NOTADB: ("{path} is no database.", _ELSEWHERE),
    sqlite3.SQLITE_CORRUPT: ("{path} is damaged.", _ELSEWHERE),
    sqlite3.SQLITE_BUSY: (
        f"{{path}} has been held by another program for {PATIENCE:g} seconds.",
        "Wait until it has finished, or close what has the file open; then run again.",
    ),
    sqlite3.SQLITE_IOERR: ("{path} cannot be read or written: {error}.", "Check the disk; then run again."),
}


@contextmanager
def _failures(path: Path) -> Iterator[None]:
    """Tells of a failure that a person can act on; another is a fault of ours and goes on as it is."""
    try:
        yield
    except sqlite3.Error as error:
        told = _FAILURES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)  # the low byte is the kind
        if told is None:
            raise
        what, hint = told
        raise UsageError(what.format(path=path, error=error), hint) from error
    except OSError as error:
        raise UsageError(
            f"The store {path} cannot be made: {error.strerror or error}.",
            "Check the folder, or set another file as store in briefing.toml.",
        ) from error
