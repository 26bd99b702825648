"""The annotations of a folder, with the articles they belong to (docs/annotating.md has the format)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.errors import UsageError
from briefing.evaluate.names import fold
from briefing.evaluate.spans import Span, places
from briefing.shape import first_fault

CONFLICTING = frozenset({"report_conflict", "actor_disagreement", "internal", "conflict", "disagreement"})
"""The kinds that are conflicts; the last three are other systems' and annotators' words for them."""


class GoldRow(BaseModel):
    model_config = ConfigDict(frozen=True)


class Row(GoldRow):
    """One annotated position."""

    article: str
    id: str
    evidence: tuple[str, ...]
    actor: tuple[str, ...] = Field(min_length=1)
    as_written: str
    stance: tuple[str, ...] = Field(min_length=1)
    statement: str
    reported: str
    weight: Literal["core", "optional"]
    via: tuple[str, ...] | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from every other row."""
        return self.article, self.id

    @cached_property
    def names(self) -> frozenset[str]:
        """The right names, folded."""
        return frozenset(map(fold, self.actor))

    @property
    def voice(self) -> str:
        """quoted, attributed or ascribed."""
        return self.reported.split("-")[0]

    @property
    def hedged(self) -> bool:
        """The article itself hedges."""
        return self.reported.endswith("-hedged")

    @property
    def room(self) -> int:
        """How many predictions it carries; beyond that they are repeats."""
        return max(2, len(self.evidence))


class Passage(GoldRow):
    """The words that carry one side of an annotated conflict."""

    article: str
    quote: str = Field(min_length=1)


class Conflict(GoldRow):
    """An annotated conflict, or a trap."""

    id: str
    issue: str
    kind: str
    apparent: bool | Literal["either"]
    sides: tuple[tuple[Passage, ...], ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article: its text, its sentences' places by id, and the positions in it."""

    text: str
    places: Mapping[str, Span]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotated articles by name.

    Attributes:
        known: the folded names of all annotated actors.
        conflicts: None when there is no conflicts.jsonl.
        missing: the articles that have no file.
    """

    articles: Mapping[str, Annotated]
    known: frozenset[str]
    conflicts: tuple[Conflict, ...] | None
    missing: tuple[str, ...]

    @property
    def rows(self) -> list[Row]:
        """All annotated positions."""
        return list(chain.from_iterable(article.rows for article in self.articles.values()))

    @property
    def faults(self) -> list[str]:
        """What in the annotations themselves can never be matched."""
        unplaced = [
            f"annotation  {row.article} {row.id}: sentence {ident} has no place in the article"
            for row in self.rows
            for ident in row.evidence
            if ident not in self.articles[row.article].places
        ]
        absent = [
            f"annotation  {conflict.id}: stands nowhere in {passage.article}: {passage.quote}"
            for conflict in self.conflicts or ()
            for passage in chain.from_iterable(conflict.sides)
            if passage.article not in self.missing and not self.find(passage)
        ]
        return unplaced + absent

    def find(self, passage: Passage) -> list[Span]:
        """Every place of a passage in its article."""
        article = self.articles.get(passage.article)
        return places(passage.quote, article.text) if article else []

    def only(self, name: str) -> Gold:
        """The same with one article alone, while every annotated actor stays known."""
        return replace(self, articles={name: self.articles[name]})


def open_gold(folder: Path, articles: Path | Sequence[Path]) -> Gold:
    """The annotations in `folder`, `<name>.jsonl` with `<name>.sents.tsv`, and the files `<name>.*` among `articles`.

    Args:
        articles: files, and folders of them at any depth.

    Raises:
        UsageError: a folder is missing, nothing is annotated, an annotation cannot be read, or two files differ that
            could both be the article.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder.", "Give the folder itself, not a file in it.")
    annotated = [path for path in sorted(folder.glob("*.jsonl")) if _sentences_of(path).exists()]
    if not annotated and not (folder / "changes.jsonl").exists():
        raise UsageError(
            f"{folder} holds no annotations.",
            "It needs an <article>.jsonl with its <article>.sents.tsv: docs/annotating.md.",
        )
    files = article_files(articles, {path.stem for path in annotated})
    opened = {path.stem: _annotated(path, files[path.stem]) for path in annotated if path.stem in files}
    conflicts = folder / "conflicts.jsonl"
    return Gold(
        articles=opened,
        known=frozenset(chain.from_iterable(row.names for article in opened.values() for row in article.rows)),
        conflicts=tuple(read_rows(conflicts, Conflict, {})) if conflicts.exists() else None,
        missing=tuple(path.stem for path in annotated if path.stem not in files),
    )


def _sentences_of(rows: Path) -> Path:
    return rows.with_name(rows.stem + ".sents.tsv")


def article_files(articles: Path | Sequence[Path], wanted: Collection[str]) -> dict[str, Path]:
    """The articles' files by name; an annotation is no article, though it bears the same name.

    Raises:
        UsageError: there is no such file or folder, or two files differ that could both be the article.
    """
    paths = (articles,) if isinstance(articles, Path) else articles
    for given in paths:
        if not given.exists():
            raise UsageError(f"There is no file or folder {given}.", "Give the articles' folder, or the files in it.")
    found: dict[str, Path] = {}
    for path in chain.from_iterable(sorted(given.rglob("*")) if given.is_dir() else [given] for given in paths):
        if path.stem not in wanted or path.suffix == ".jsonl" or not path.is_file():
            continue
        first = found.setdefault(path.stem, path)
        if first != path and read_bytes(first) != read_bytes(path):
            raise UsageError(
                f"{first} and {path} differ, and either could be the article {path.stem}.",
                "Give a folder that holds each article once.",
            )
    return found


def _annotated(path: Path, article: Path) -> Annotated:
    # As bytes, for reading as text would change the line ends, and with them every offset.
    text = read_bytes(article).decode("utf-8", errors="replace")
    return Annotated(
        text=text,
        places=dict(_sentences(_sentences_of(path), text)),
        rows=tuple(read_rows(path, Row, {"article": path.stem})),
    )


def _sentences(path: Path, text: str) -> Iterator[tuple[str, Span]]:
    """Each sentence's id and place. A line is id, start, end, text; or id, text: the next place where it stands.

    A line of any other form goes on with the text above it.
    """
    after = 0
    for _, line in _lines(path):
        match line.split("\t"):
            case [ident, start, end, _] if start.isdecimal() and end.isdecimal():
                yield ident, (int(start), int(end))
            case [ident, words]:
                at = text.find(words, after)
                at = text.find(words) if at < 0 else at
                if at >= 0:
                    after = at + len(words)
                    yield ident, (at, after)


R = TypeVar("R", bound=GoldRow)


def read_rows(path: Path, kind: type[R], also: Mapping[str, Any]) -> Iterator[R]:
    """The rows of a file of one JSON object a line, each with the fields of `also`."""
    for number, line in _lines(path):
        try:
            yield kind.model_validate({**json.loads(line), **also})
        except (json.JSONDecodeError, TypeError) as error:
            raise UsageError(
                f"{path}, line {number}: not a JSON object.", "docs/annotating.md has the format."
            ) from error
        except ValidationError as error:
            raise UsageError(
                f"{path}, line {number}: {first_fault(error)}.", "docs/annotating.md has the format."
            ) from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers; only a line feed ends one, for a text may hold U+2028."""
    try:
        text = read_bytes(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8.", "Save the annotations as UTF-8.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line.removesuffix("\r")


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
