"""A progress bar on stderr, when that is a terminal; nothing otherwise."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WORDS = {
    "extract": "Reading",
    "group": "Finding the issues",
    "compare": "Comparing",
    "summarise": "Writing the bottom line",
    "cases": "Running the cases",
}


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Gives what is to be told how far a step is: its name, how much is done, of how much."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda step, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(step: str, done: int, total: int) -> None:
            if step not in tasks:
                for other in tasks.values():
                    bar.update(other, visible=False)
                tasks[step] = bar.add_task(_WORDS.get(step, step), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield tell
