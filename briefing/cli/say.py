"""What is said beside the results: one line on stderr."""

from __future__ import annotations

import sys


def say(line: str) -> None:
    """Prints a line on stderr, marked as ours; line ends in it (a file's name may hold some) are shown as blanks."""
    print(f"briefing: {' '.join(line.split())}", file=sys.stderr)
