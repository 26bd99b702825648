"""`briefing verify`: does every quotation of a finished briefing stand in its article?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The briefing: .md, also after an edit, or .json.")],
    articles: Annotated[
        list[Path] | None,
        typer.Option(
            "--articles",
            metavar="DIR",
            help="The article files; without it, the articles in the store. Give it again for those of the day before.",
        ),
    ] = None,
) -> None:
    """Hold every quotation and footnote of a finished briefing against its articles, character by character.

    Exit status 0 when all stand; 3, and a line for each with the closest passage, when not.
    """
    from briefing.cli.say import show
    from briefing.cli.setting import settings
    from briefing.errors import Exit, UsageError
    from briefing.verify import from_files, from_store
    from briefing.verify import verify as hold

    if not file.exists():
        raise UsageError(f"There is no file {file}.", "Give the .md or .json that `briefing daily` wrote.")
    texts = from_files(*articles) if articles else from_store(settings().store)
    verdict = hold(file, texts)
    for fault in verdict.faults:
        show(fault)
    show(f"{verdict.checked} quotations and footnotes held against {verdict.articles} articles: {verdict.outcome}.")
    if not verdict.stands:
        raise typer.Exit(Exit.CHECK_FAILED)
