"""What a briefing would take, before any call is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.engines.model import ModelEngine
from briefing.offers import ExtractOffer
from briefing.records import Chunk

ANSWER = 2.5
"""Tokens that reading gives for each token read: 2.3 over the recorded run of the seed articles (docs/example)."""
COMPARED = 1.2
"""Tokens of entries that grouping, comparing and the bottom line are each sent for each token read; the same run."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Calls and tokens; those of the reading's prompts are counted, the rest is estimated from them.

    Attributes:
        stored: calls that the store answers.
    """

    calls: int
    stored: int
    prompt_tokens: int
    completion_tokens: int


def forecast(
    chunks: Sequence[Chunk], engine: ModelEngine, stored: Callable[[Sequence[dict[str, str]], type[ExtractOffer]], bool]
) -> Forecast:
    """What reading these chunks and comparing what they give would take."""
    asked = [engine.messages("extract", article=chunk.text) for chunk in chunks]
    kept = [stored(messages, ExtractOffer) for messages in asked]
    new = [messages for messages, there in zip(asked, kept, strict=True) if not there]
    read = sum(engine.count(chunk.text) for chunk in chunks)
    later = 0 if chunks and all(kept) else 3 * max(1, round(read * COMPARED / engine.limit))
    prompts = sum(engine.count(message["content"]) for messages in new for message in messages)
    unread = sum(engine.count(chunk.text) for chunk, there in zip(chunks, kept, strict=True) if not there)
    return Forecast(
        calls=len(new) + later,
        stored=sum(kept),
        prompt_tokens=prompts + (round(3 * read * COMPARED) if later else 0),
        completion_tokens=round(unread * ANSWER) + (round(read) if later else 0),
    )
