"""`briefing evaluate`: how a briefing reads, against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="BRIEFING.json", help="The JSON of a briefing.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The folder of annotations.")],
    articles: Annotated[Path, typer.Option("--articles", metavar="DIR", help="The article files.")],
    misses: Annotated[bool, typer.Option("--misses", help="List what was missed and what matched nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON on stdout.")] = False,
) -> None:
    """Score a briefing against annotated articles: positions, stance, voice, hedges, quotations, conflicts.

    Exit status 3 when a quotation does not stand in its article, or an article is missing.
    """
    import json
    import sys

    from briefing.cli.say import show
    from briefing.errors import Exit
    from briefing.evaluate import evaluate as score
    from briefing.evaluate import load, table

    result = score(load(file), gold, articles)
    show(json.dumps(result.as_json(), indent=2) if as_json else table(result))
    if misses:
        print("\n".join(result.misses), file=sys.stderr)
    if not result.holds:
        raise typer.Exit(Exit.CHECK_FAILED)
