"""The texts that a briefing is held against: those of the store, or of article files."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path, PurePosixPath

from briefing.articles import read
from briefing.errors import UsageError
from briefing.store import Store

Texts = Callable[[str], Sequence[str]]
"""The texts known of a source, by its name; several where it was read more than once."""


def from_files(*folders: Path) -> Texts:
    """The texts of article files and of folders of them: both days', for a briefing that cites the day before.

    A source keeps the path below what it was given as, so a file may now have a longer or a shorter one: it is known by
    the parts of its path that the two share.

    Raises:
        UsageError: there is no article.
    """
    known: dict[str, list[str]] = {}
    for folder in folders:
        reading = read([str(folder)], io.BytesIO())
        if not reading.articles:
            why = reading.unread[0].why if reading.unread else "empty"
            raise UsageError(
                f"{folder} holds no article: {why}.", "Name the folder that the briefing was written from."
            )
        for article in reading.articles:
            known.setdefault(article.source, []).append(article.text)

    @cache
    def texts(source: str) -> tuple[str, ...]:
        if source in known:
            return tuple(known[source])
        return tuple(text for name, texts in known.items() if _same_end(source, name) for text in texts)

    return texts


def _same_end(one: str, other: str) -> bool:
    first, second = PurePosixPath(one).parts, PurePosixPath(other).parts
    shared = min(len(first), len(second))
    return shared > 0 and first[-shared:] == second[-shared:]


def from_store(path: Path) -> Texts:
    """The texts of the articles that earlier briefings read.

    Raises:
        UsageError: there is no store.
    """
    if not path.exists():
        raise UsageError(
            f"There is no store at {path}.",
            "Run it where the briefing was written, or use --articles DIR to hold it against article files.",
        )

    @cache
    def texts(source: str) -> tuple[str, ...]:
        with Store.open(path) as store:
            return tuple(article.text for article in store.articles(source))

    return texts
