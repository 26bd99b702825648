"""What a git repository holds at a revision. The only file that runs another program.

Nothing is ever written: a revision is looked up, and a file of it read.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Self

from briefing.errors import UsageError

_PATIENCE = 30.0
"""Seconds; reading one file takes milliseconds, but a partial clone may have to fetch it."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a working tree.

    Attributes:
        top: the folder of the working tree, without links in it.
    """

    top: Path

    @classmethod
    def around(cls, folder: Path) -> Self:
        """The repository that a folder lies in.

        Raises:
            UsageError: there is no git, or no repository.
        """
        done = _git(folder, "rev-parse", "--show-toplevel")
        if done.returncode != 0:
            why = done.stderr.decode("utf-8", "replace").strip()
            told = "" if "not a git repository" in why else f" ({why.splitlines()[0] if why else 'no reason given'})"
            raise UsageError(
                f"{folder} lies in no git repository{told}.",
                "Name packed, a file, or a digest (`briefing prompts log`) instead of a revision.",
            )
        return cls(Path(os.fsdecode(done.stdout.removesuffix(b"\n"))))

    def commit(self, revision: str) -> str:
        """The commit that a revision names ("HEAD~2", "v1.0", "main@{yesterday}"), in hexadecimal.

        Raises:
            UsageError: there is none.
        """
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        done = _git(self.top, *asked) if revision and "\0" not in revision else None
        if done is None or done.returncode != 0:
            raise UsageError(f"{self.top} has no revision {revision!r}.", "`git log --oneline` lists what there is.")
        return done.stdout.decode().strip()

    def file(self, commit: str, path: Path) -> bytes | None:
        """What a file held at a commit; None where it was not there, or lies outside the working tree."""
        inside = self.inside(path)
        if inside is None:
            return None
        done = _git(self.top, "cat-file", "blob", f"{commit}:{inside}")
        return done.stdout if done.returncode == 0 else None

    def inside(self, path: Path) -> PurePosixPath | None:
        """A file's path within the working tree; None where it lies outside."""
        real = path.resolve()
        return PurePosixPath(real.relative_to(self.top).as_posix()) if real.is_relative_to(self.top) else None


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (FileNotFoundError, PermissionError) as error:
        raise UsageError(
            f"git cannot be run: {error.strerror}.",
            "Install git, or name packed, a file, or a digest (`briefing prompts log`) instead of a revision.",
        ) from error
    except subprocess.TimeoutExpired as error:
        raise UsageError(f"git gave no answer in {_PATIENCE:g} seconds.", "Try `git status` in that folder.") from error
