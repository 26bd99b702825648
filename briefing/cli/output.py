"""Where a briefing goes: the Markdown, and its JSON beside it; or standard output."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.errors import UsageError

STDOUT = Path("-")
LONGEST_TOPIC = 60
"""Characters of a topic that go into a file's name: names of more than 255 bytes are refused by most file systems."""


@dataclass(frozen=True, slots=True)
class Output:
    """The two files of a briefing; or standard output, which takes the Markdown alone."""

    markdown: Path

    @property
    def is_stdout(self) -> bool:
        """Whether the Markdown goes to standard output, and nothing to a file."""
        return self.markdown == STDOUT

    @property
    def json(self) -> Path:
        """The JSON's path: beside the Markdown, under the same name."""
        if self.markdown.suffix.lower() in (".md", ".markdown", ".txt"):
            return self.markdown.with_suffix(".json")
        return self.markdown.with_name(self.markdown.name + ".json")

    def check(self, *, force: bool) -> None:
        """Finds out now, before anything is paid for, whether the files may and can be written.

        Raises:
            UsageError: a person has edited the briefing that is there, it is no briefing, or nothing can be written.
        """
        if self.is_stdout:
            return
        if self.markdown.suffix.lower() == ".json":
            raise UsageError(
                f"{self.markdown} would be the JSON's name.", f"Name the Markdown file: -o {self.markdown.stem}.md."
            )
        with self._unwritable():
            for path in (self.markdown, self.json):
                _check_kind(path)
            self.markdown.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=_folder(self.markdown)):
                pass
            if not force:
                self._check_edits()

    def write(self, markdown: str, json: str) -> None:
        """Writes both, each whole or not at all.

        Raises:
            UsageError: nothing can be written there (any more).
        """
        with self._unwritable(), _staged(self.json, json) as first, _staged(self.markdown, markdown) as second:
            first.replace(_place(self.json))
            second.replace(_place(self.markdown))

    def _check_edits(self) -> None:
        from briefing.export import is_edited as is_edited_json
        from briefing.render import is_edited

        if self.markdown.exists() and is_edited(self.markdown.read_text(encoding="utf-8-sig", errors="replace")):
            raise UsageError(
                f"{self.markdown} was edited since it was written, or was not written by this program.",
                "Name another file with -o, or overwrite it with --force.",
            )
        if self.json.exists() and not _is_ours(self.json):
            raise UsageError(
                f"The JSON would overwrite {self.json}, which was not written by this program.",
                "Name another file with -o, or overwrite it with --force.",
            )
        if self.json.exists() and is_edited_json(self.json.read_text(encoding="utf-8-sig", errors="replace")):
            raise UsageError(
                f"{self.json} was edited since it was written.",
                "Name another file with -o, or overwrite it with --force.",
            )

    @contextmanager
    def _unwritable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            blocked = isinstance(error, FileExistsError | NotADirectoryError)
            why = f"{self.markdown.parent} is no folder" if blocked else error.strerror or str(error)
            raise UsageError(
                f"{self.markdown} cannot be written: {why}.",
                "Make room or name another place with -o. What was asked so far is kept, and is not paid for again.",
            ) from error


def output(named: Path | None, folder: Path, day: date, topic: str) -> Output:
    """The files that a briefing goes to: the ones named, or <folder>/<date>[-topic].md."""
    slug = re.sub(r"[^\w]+", "-", topic.casefold()).strip("-")[:LONGEST_TOPIC].strip("-")
    return Output(named if named is not None else folder / f"{day.isoformat()}{'-' if slug else ''}{slug}.md")


def _check_kind(path: Path) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", f"Name a file in it: -o {path / 'NAME.md'}.")
    if path.exists() and not path.is_file():  # /dev/null would be replaced by a file
        raise UsageError(f"{path} is no ordinary file.", "Name a file with -o; -o - writes to standard output.")
    if path.exists() and not os.access(path, os.W_OK):
        raise UsageError(f"{path} may not be written.", "Name another file with -o, or change who may write it.")


def _is_ours(path: Path) -> bool:
    """By its first field, as `export` writes it; a long file need not be read."""
    with path.open("rb") as file:
        return re.match(rb'(?:\xef\xbb\xbf)?\{\s*"format":\s*"briefing/', file.read(100)) is not None


def _place(path: Path) -> Path:
    """Where a file is really: a link stays a link."""
    return Path(os.path.realpath(path))


def _folder(path: Path) -> Path:
    return _place(path).parent


@contextmanager
def _staged(path: Path, text: str) -> Iterator[Path]:
    """The text in a file of its own beside its place, ready to be put there; gone in the end if it was not."""
    handle, name = tempfile.mkstemp(dir=_folder(path), prefix=".briefing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        yield Path(name)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
