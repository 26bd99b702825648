"""What a dry run foretells, held against the recorded run of the seed articles."""

from __future__ import annotations

import io
import json

import pytest
import yaml

from briefing.articles import read
from briefing.daily import prepare
from briefing.engines.model import ModelEngine
from briefing.forecast import Forecast, forecast
from briefing.openai_model import OpenAIModel
from briefing.prompts import Prompts
from briefing.tokens import counter
from tests.recorded import ENDPOINT, SEEDS, cassette_of

COUNT = counter("gpt-4o").count


def foretold(*, stored: bool) -> Forecast:
    articles = read([str(SEEDS)], io.BytesIO()).articles
    model = OpenAIModel(
        model="m",
        base_url=ENDPOINT,
        api_key=None,
        timeout=1,
        retries=0,
        jobs=1,
        structured="auto",
        temperature=None,
        max_output_tokens=None,
        replies=None,
        fresh=False,
    )
    engine = ModelEngine(model, Prompts(), 24_000, COUNT)
    chunks = [part for item in prepare(articles, 24_000, COUNT) for part in item.chunks]
    return forecast(chunks, engine, lambda messages, shape: stored)


def recorded() -> tuple[int, int, int]:
    """Calls, tokens sent and tokens answered of the recorded run, counted by ourselves."""
    exchanges = yaml.safe_load(cassette_of("daily").read_text(encoding="utf-8"))["interactions"]
    sent = [
        message["content"] for exchange in exchanges for message in json.loads(exchange["request"]["body"])["messages"]
    ]
    replies = [json.loads(exchange["response"]["body"]["string"]) for exchange in exchanges]
    answered = [reply["choices"][0]["message"]["content"] for reply in replies]
    return len(exchanges), sum(map(COUNT, sent)), sum(map(COUNT, answered))


def test_the_forecast_is_within_a_tenth_of_what_the_recorded_run_took() -> None:
    told, (calls, sent, answered) = foretold(stored=False), recorded()
    assert (told.calls, told.stored) == (calls, 0)
    assert told.prompt_tokens == pytest.approx(sent, rel=0.1)
    assert told.completion_tokens == pytest.approx(answered, rel=0.1)


def test_with_every_reading_stored_nothing_is_foretold() -> None:
    assert foretold(stored=True) == Forecast(calls=0, stored=5, prompt_tokens=0, completion_tokens=0)
