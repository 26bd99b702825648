"""Sets of questions as the recorded model answers them: `RECORD=1 python -m tests.recorded_answers [SET …]`.

The sets are those of evals/questions/sets.toml; the seeds' where none is named. With RECORD=1 every question of a set
is asked of the endpoint, all at once, and the exchanges are kept in its cassette; without, they are played from there.
Prints each answer with its evidence, to be read by hand, and the table.
"""

from __future__ import annotations

import asyncio
import sys

from briefing.actors import Actors
from briefing.engines.model import ModelEngine
from briefing.evaluate.questions import Score
from briefing.prompts import Prompts
from briefing.tokens import counter
from evals.ask import run, shown, table
from evals.sets import QuestionSet, question_sets
from tests.recorded import MODEL, model, replayed

CASSETTES = {
    "seeds": "answers",
    "sealed/quay-sarn": "answers-quay-sarn",
    "sealed/soma-torle": "answers-soma-torle",
}
"""The cassette of each recorded set."""


def answers(name: str = "seeds") -> list[Score]:
    """The answers, held against the annotated evidence."""
    with replayed(CASSETTES[name]):
        return asyncio.run(_asked(next(some for some in question_sets() if some.name == name)))


async def _asked(some: QuestionSet) -> list[Score]:
    async with model(jobs=20) as opened:
        engine = ModelEngine(opened, Prompts(), 24_000, counter(MODEL).count)
        return await run(some.questions, some.articles(), engine, Actors.load(), MODEL)


if __name__ == "__main__":
    for name in sys.argv[1:] or ["seeds"]:
        scores = answers(name)
        print(f"{shown(scores)}\n\n{name}\n{table(scores)}")
