"""Where a briefing goes: the Markdown, and its JSON beside it."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefing.errors import UsageError


@dataclass(frozen=True, slots=True)
class Output:
    """The two files of a briefing."""

    markdown: Path

    @property
    def json(self) -> Path:
        """The JSON's path: the same name, ending in .json."""
        return self.markdown.with_suffix(".json")

    def check(self, *, force: bool) -> None:
        """Finds out now, before anything is paid for, whether the files may and can be written.

        Raises:
            UsageError: a person has edited the briefing that is there, or nothing can be written there.
        """
        from briefing.render import is_edited

        if self.markdown.suffix == ".json":
            raise UsageError(f"{self.markdown} would be the JSON's name.", "Name the Markdown file: -o NAME.md.")
        for path in (self.markdown, self.json):
            if path.is_dir():
                raise UsageError(f"{path} is a folder.", "Name a file: -o FOLDER/NAME.md.")
        try:
            self.markdown.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.markdown.parent):
                pass
            there = self.markdown.read_text(encoding="utf-8", errors="replace") if self.markdown.exists() else None
        except OSError as error:
            raise self._unwritable(error) from error
        if there is not None and not force and is_edited(there):
            raise UsageError(
                f"{self.markdown} was edited since it was written, or was not written by this program.",
                "Name another file with -o, or overwrite it with --force.",
            )

    def write(self, markdown: str, json: str) -> None:
        """Writes both, each whole or not at all.

        Raises:
            UsageError: nothing can be written there (any more).
        """
        try:
            for path, text in ((self.json, json), (self.markdown, markdown)):
                _write_whole(path, text)
        except OSError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: OSError) -> UsageError:
        return UsageError(
            f"{self.markdown} cannot be written: {error.strerror or error}.",
            "Make room or name another place with -o. What was asked so far is kept, and is not paid for again.",
        )


def output(named: Path | None, folder: Path, day: date, topic: str) -> Output:
    """The files that a briefing goes to: the ones named, or <folder>/<date>[-topic].md."""
    slug = re.sub(r"[^\w]+", "-", topic.casefold()).strip("-")
    return Output(named if named is not None else folder / f"{day.isoformat()}{'-' if slug else ''}{slug}.md")


def _write_whole(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
