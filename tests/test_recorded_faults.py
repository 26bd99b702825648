"""Recorded faults of an endpoint: what the client makes of each.

Each recording is of one article's reading. The endpoint's fault comes first; the answer to the second try follows.
"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from briefing.errors import ReplyError
from briefing.offers import ExtractOffer
from briefing.prompts import Prompts
from briefing.records import READ, Article, Chunk, Usage
from briefing.segment import segment
from tests.recorded import model, replayed

TEXT = """The dockers' union rejected the port authority's pay offer on Tuesday.

“Two percent is an insult, and we will not sign it,” said Ana Ruiz, the union's leader. The authority
said that it could not pay more before its budget is settled in May.
"""


def ask(**options: Any) -> tuple[ExtractOffer, Usage]:
    """One article's reading."""
    article = Article("0", "port.txt", TEXT)
    chunk = Chunk(article, 1, tuple(part for part in segment(article) if part.role in READ))

    async def asked() -> tuple[ExtractOffer, Usage]:
        async with model(**options) as opened:
            offer = await opened.ask(
                "extract", Prompts().get("extract").messages(article=chunk.text, language=""), ExtractOffer
            )
            return offer, opened.usage["extract"]

    return asyncio.run(asked())


def test_a_refusal_is_named_and_not_asked_again() -> None:
    with replayed("refusal"), pytest.raises(ReplyError) as caught:
        ask()
    assert "I cannot help with that." in caught.value.what


def test_too_many_requests_waits_as_long_as_the_endpoint_says_and_asks_again() -> None:
    slept: list[float] = []
    with replayed("busy"):
        offer, usage = ask(slept=slept)
    assert slept == [1.0]
    assert (len(offer.statements) > 0, usage.calls) == (True, 1)


@pytest.mark.parametrize("fault", ["cut", "garbage", "shape"])
def test_an_unusable_reply_goes_back_once_and_the_second_is_taken(fault: str) -> None:
    with replayed(fault):
        offer, usage = ask()
    assert (len(offer.statements) > 0, usage.calls) == (True, 2)
