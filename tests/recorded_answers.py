"""The questions of evals/seeds as the recorded model answers them: `RECORD=1 python -m tests.recorded_answers`.

With RECORD=1 every question is asked of the endpoint, all at once, and the exchanges are kept in its cassette;
without, they are played from there. Prints each answer with its evidence, to be read by hand, and the table.
"""

from __future__ import annotations

import asyncio
import io

from briefing.actors import Actors
from briefing.articles import read
from briefing.engines.model import ModelEngine
from briefing.evaluate.questions import Score
from briefing.prompts import Prompts
from briefing.tokens import counter
from evals.ask import run, shown, table
from tests.recorded import MODEL, ROOT, model, replayed

CASSETTE = "answers"
QUESTIONS = ROOT / "evals" / "seeds" / "questions.jsonl"


def answers() -> list[Score]:
    """The answers, held against the annotated evidence."""
    with replayed(CASSETTE):
        return asyncio.run(_asked())


async def _asked() -> list[Score]:
    articles = read([str(ROOT / "seeds")], io.BytesIO()).articles
    async with model(jobs=20) as opened:
        engine = ModelEngine(opened, Prompts(), 24_000, counter(MODEL).count)
        return await run(QUESTIONS, articles, engine, Actors.load(), MODEL)


if __name__ == "__main__":
    scores = answers()
    print(shown(scores))
    print()
    print(table(scores))
