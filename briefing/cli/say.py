"""What is said: results on stdout, everything beside them on stderr, a line at a time.

Nobody need be listening. A pipe that closed early (`| head -1`) is no error, and where stderr cannot be written there
is nowhere left to say so.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from briefing.errors import UsageError


def say(line: str, hint: str = "") -> None:
    """Prints a line on stderr, marked as ours, and what to do about it below.

    Line ends in it (a file's name may hold some) are shown as blanks.
    """
    with suppress(OSError):
        print(f"briefing: {' '.join(line.split())}", file=sys.stderr, flush=True)
        if hint:
            print(f"  {' '.join(hint.split())}", file=sys.stderr, flush=True)


def show(result: str) -> None:
    """Prints a result on stdout, at once.

    Raises:
        UsageError: it cannot be written, and not because the reader went away.
    """
    try:
        print(result, flush=True)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  for whatever is shown after this
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  else Python complains once more
        raise UsageError(
            f"Standard output cannot be written: {error.strerror or error}.",
            "What was asked is kept: run again, and no call is made twice.",
        ) from error
