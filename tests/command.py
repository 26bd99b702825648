"""The command line as a test runs it: in this process, or in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from briefing.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str


def run(*arguments: str, stdin: bytes = b"") -> Outcome:
    """Runs `briefing` with these arguments in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    status = 0
    with (
        patch.object(sys, "argv", ["briefing", *arguments]),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")),
        patch.object(sys, "stdout", out),
        patch.object(sys, "stderr", err),
    ):
        try:
            main()
        except SystemExit as leaving:
            status = int(leaving.code or 0)
    return Outcome(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))


def spawn(
    *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None, stdout: Path | None = None
) -> subprocess.Popen[bytes]:
    """Starts `briefing` as a process of its own, with its output in pipes; or its results in a file."""
    results = stdout.open("wb") if stdout is not None else None
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "briefing", *arguments],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=results or subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    finally:
        if results is not None:
            results.close()
