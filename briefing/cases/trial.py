"""One version of a prompt on one case, through the very steps of the program: its checks, its evaluation."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from briefing.actors import Actors
from briefing.articles import Reading, read
from briefing.ask import ask
from briefing.cases.asking import Asking
from briefing.cases.case import HINT, Case, Tested
from briefing.cases.judging import Judgement, judged_answer, judged_briefing
from briefing.cases.outcome import Outcome
from briefing.daily import Order, daily
from briefing.engines.model import ModelEngine
from briefing.errors import ReplyError, UsageError
from briefing.evaluate.questions import questions, score
from briefing.prompts import Prompt, Prompts
from briefing.records import Briefing
from briefing.retrieve import FullText, Query
from briefing.store import Store

STEPS: Mapping[Tested, frozenset[str]] = {
    "extract": frozenset({"extract", "mend"}),
    "mend": frozenset({"mend"}),
    "group": frozenset({"extract", "mend", "group"}),
    "compare": frozenset({"extract", "mend", "group", "compare"}),
    "summarise": frozenset({"extract", "mend", "group", "compare", "summarise"}),
    "answer": frozenset({"answer"}),
}
"""What is asked for a case of each prompt: what comes after it has nothing to offer."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads, whichever version of a prompt is tested."""

    actors: Actors
    count: Callable[[str], int]


class With(Prompts):
    """The prompts in use, one of them in another version."""

    def __init__(self, prompts: Prompts, prompt: Prompt) -> None:
        super().__init__()
        self.folders = prompts.folders
        self._others, self._prompt = prompts, prompt

    def get(self, name: str) -> Prompt:
        """That version, or the one in use."""
        return self._prompt if name == self._prompt.head.id else self._others.get(name)


async def trial(case: Case, prompts: Prompts, asking: Asking, reader: Reader, limit: int) -> Outcome:
    """What comes of a case.

    Args:
        limit: tokens of material that go into one call.

    Raises:
        UsageError: an article or an annotation cannot be read, or a prompt is broken.
        EndpointError: the endpoint cannot be reached.
    """
    engine = ModelEngine(asking, prompts, limit, reader.count)
    reading = _reading(case)
    try:
        if case.prompt == "answer":
            judged = await _asked(case, reading, engine, reader.actors)
        else:
            briefing = await _read(case, reading, engine, reader)
            judged = judged_briefing(case, briefing)
    except ReplyError as error:
        judged = Judgement(failed=(error.what,))
    return _outcome(case, reading, asking, judged)


def _outcome(case: Case, reading: Reading, asking: Asking, judged: Judgement) -> Outcome:
    own = sorted((item for item in asking.exchanges if item.step == case.prompt), key=lambda item: str(item.messages))
    bare = Outcome(asking.model.model, reading.articles, tuple(own), tuple(asking.missing))
    if asking.missing:
        return bare
    figures = {**judged.figures, "refused": sum(judged.reasons.values())}
    said = [text for line in judged.lines if line.state not in ("missed", "rejected") for text in (line.who, line.text)]
    return replace(
        bare,
        figures=figures,
        counts=judged.counts,
        lines=judged.lines,
        reasons=Counter(judged.reasons),
        unmet=() if judged.failed else case.unmet(figures, said),
        failed=judged.failed,
    )


def _reading(case: Case) -> Reading:
    reading = read([str(path) for path in case.articles], io.BytesIO())
    if reading.unread or not reading.articles:
        unread = [f"{item.source} ({item.why})" for item in reading.unread] or ["there is none"]
        raise UsageError(f"The case {case.name}: an article cannot be read: {', '.join(unread)}.", HINT)
    return reading


async def _read(case: Case, reading: Reading, engine: ModelEngine, reader: Reader) -> Briefing:
    """The day's briefing of the case's articles, as far as the model is asked."""
    order = Order(
        date=date.min,
        topic="",
        template="daily",
        model="",
        limit=engine.room("extract", "article"),
        count=reader.count,
        prompts={},
        price=None,
        currency="",
        earlier=None,
        language=engine.language,
    )
    return await daily(
        reading,
        order,
        engine=engine,
        actors=reader.actors,
        usage=dict,
        progress=lambda step, done, total: None,
    )


async def _asked(case: Case, reading: Reading, engine: ModelEngine, actors: Actors) -> Judgement:
    """The answer to the case's question."""
    file = (case.gold or Path()) / "questions.jsonl"
    try:
        found = [item for item in questions(file, reading.articles) if item.id == case.told.question]
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"The case {case.name}: {file} cannot be used: {error}.", HINT) from error
    if not found:
        raise UsageError(f"The case {case.name}: there is no question {case.told.question} in {file}.", HINT)
    with Store.in_memory() as store:
        store.keep_articles(reading.articles)
        answer = await ask(
            Query(found[0].text),
            retriever=FullText(store, actors),
            engine=engine,
            actors=actors,
            model="",
            prompt="",
            usage=dict,
        )
    return judged_answer(score(found[0], answer))
