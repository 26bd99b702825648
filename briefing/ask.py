"""One question: find the passages, have them answered, check the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from briefing.actors import Actors
from briefing.answer import Checked, answer
from briefing.engine import Engine
from briefing.passages import Answer
from briefing.records import Usage
from briefing.retrieve import Query, Retriever

MOST: Mapping[Literal["model", "rules"], int] = {"model": 40, "rules": 120}
"""Passages that an engine is given at most: a model some 4,000 tokens with their neighbours; the rules look further."""


async def ask(
    query: Query,
    *,
    retriever: Retriever,
    engine: Engine,
    actors: Actors,
    model: str,
    prompt: str,
    usage: Callable[[], Mapping[str, Usage]],
) -> Answer:
    """The answer, every sentence of it checked, or the refusal.

    Raises:
        ReplyError, EndpointError: as the engine does.
    """
    found = retriever.retrieve(query, MOST[engine.name], wide=engine.name == "rules")
    passages = found.passages
    checked = await answer(query.question, passages, engine, actors) if passages else Checked((), False, ())
    return Answer(
        question=query.question,
        told=checked.told,
        conflicting=checked.conflicting,
        rejected=checked.rejected,
        missing=found.missing,
        extent=found.extent,
        nearest=passages[0] if passages and not checked.told else None,
        considered=len(passages),
        engine=engine.name,
        model=model,
        prompt=prompt,
        usage=usage().get("answer", Usage()),
    )
