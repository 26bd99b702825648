"""What a briefing would take, before any call is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.engines.model import ModelEngine
from briefing.offers import ExtractOffer
from briefing.records import Chunk

READ_OUT = 5.8
"""Tokens of the answer for each token read; as measured over the recorded run of the seed articles, like the two below
(tests/test_forecast.py holds them against it)."""
LATER_IN = 6.2
"""Tokens that grouping, comparing and the bottom line are sent, all three together, for each token read."""
LATER_OUT = 1.4
"""Tokens that they answer, for each token read."""


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
    asked = [engine.messages("extract", **engine.reading(chunk)) for chunk in chunks]
    kept = [stored(messages, ExtractOffer) for messages in asked]
    new = [messages for messages, there in zip(asked, kept, strict=True) if not there]
    read = sum(engine.count(chunk.text) for chunk in chunks)
    later = not chunks or not all(kept)
    prompts = sum(engine.count(message["content"]) for messages in new for message in messages)
    unread = sum(engine.count(chunk.text) for chunk, there in zip(chunks, kept, strict=True) if not there)
    return Forecast(
        calls=len(new) + (3 * max(1, round(read * LATER_IN / 3 / engine.limit)) if later else 0),
        stored=sum(kept),
        prompt_tokens=prompts + (round(read * LATER_IN) if later else 0),
        completion_tokens=round(unread * READ_OUT) + (round(read * LATER_OUT) if later else 0),
    )
