"""Finds the files that the sources stand for, and gives each a name that tells it from the others."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.records import Unread

SUFFIXES = (".txt", ".md", ".html", ".htm")
_KINDS = ".txt, .md and .html"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to be read.

    Attributes:
        path: None for standard input.
        depth: how many of the path's last parts make the name.
    """

    path: Path | None
    depth: int = 1

    @property
    def name(self) -> str:
        """What the article is called: its `source`. A name that is no text is shown as well as can be."""
        if self.path is None:
            return "-"
        name = "/".join(self.path.parts[-self.depth :]).replace("//", "/")
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    @property
    def suffix(self) -> str:
        """The kind of file, in lower case."""
        return "" if self.path is None else self.path.suffix.lower()


def find(sources: Sequence[str], warn: Callable[[str], None]) -> list[File | Unread]:
    """Every file that the sources stand for, once, in order; an `Unread` for a source that stands for none."""
    found: dict[Path | Unread | None, File | Unread] = {}
    for source in sources:
        for item in _find(source, warn):
            found.setdefault(item if isinstance(item, Unread) else item.path, item)
    return list(found.values())


def named(found: Sequence[File | Unread]) -> list[File | Unread]:
    """The same, each file with a longer name where two would have the same one."""
    items = list(found)
    while True:
        taken = Counter(item.name for item in items if isinstance(item, File))
        alike = [at for at, item in enumerate(items) if isinstance(item, File) and taken[item.name] > 1]
        if not alike:
            return items
        for at in alike:
            item = items[at]
            if isinstance(item, File):
                items[at] = replace(item, depth=item.depth + 1)


def _find(source: str, warn: Callable[[str], None]) -> Iterator[File | Unread]:
    if source == "-":
        yield File(None)
    elif _ADDRESS.match(source):
        yield Unread(source, "pages are not fetched: save it as .html and give that")
    else:
        path = Path(source)
        try:
            if path.is_dir():
                yield from _folder(source, path, warn)
            else:
                yield _file(source, path)
        except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
            yield Unread(source, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _file(source: str, path: Path) -> File | Unread:
    if not path.exists():
        return Unread(source, "there is no such file or folder")
    if path.suffix and path.suffix.lower() not in SUFFIXES:
        return Unread(source, f"a kind of file that is not read; {_KINDS} are")
    return File(_absolute(path))


def _folder(source: str, folder: Path, warn: Callable[[str], None]) -> Iterator[File | Unread]:
    """The folder's articles, by path; hidden files and folders are left out, other kinds are counted."""
    shut: list[Unread] = []
    paths: list[Path] = []

    def refused(error: OSError) -> None:
        shut.append(Unread(str(error.filename), f"cannot be read: {error.strerror}"))

    for here, folders, files in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(here, name) for name in files if not name.startswith(".")]
    articles = sorted(path for path in paths if path.suffix.lower() in SUFFIXES)
    others = len(paths) - len(articles)
    for path in articles:
        name = path.relative_to(folder)
        regular = path.is_file() or path.is_symlink()  # a broken link is named when it is read; a pipe would hang
        yield File(_absolute(path), len(name.parts)) if regular else Unread(str(name), "is no regular file")
    yield from shut
    if not articles and not shut:
        passed = f"; {others} of other kinds" if others else ""
        yield Unread(source, f"a folder without articles ({_KINDS}{passed})")
    elif others:
        warn(f"{source}: {others} {'file' if others == 1 else 'files'} of other kinds than {_KINDS} passed over")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would put a link's target in place of its name)
