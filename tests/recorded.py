"""Recorded exchanges with an OpenAI-compatible endpoint: replayed in tests, recorded anew with `make record`.

A request is answered only by the recording of that very request: method, address and JSON body. Nothing is replayed
twice, a recording that is not asked for is a fault, and headers are kept by allow-list, so that no key is written.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import vcr
from vcr.request import Request

from briefing.actors import Actors
from briefing.articles import read
from briefing.cli.opening import STEPS
from briefing.daily import Order, daily
from briefing.engines.model import ModelEngine
from briefing.openai_model import OpenAIModel
from briefing.prompts import Prompts
from briefing.records import Briefing, Earlier
from briefing.tokens import counter

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
CASSETTES = Path(__file__).parent / "cassettes"
RECORDINGS = ROOT / "evals" / "recordings"
"""What `briefing prompts test` replays too, and is packed with the program; what only a test plays is in CASSETTES."""
ENDPOINT = "http://127.0.0.1:8099/v1"
MODEL = "recorded"
DAY = date(2026, 11, 22)
RECORDING = os.environ.get("RECORD") == "1"
_SENT = frozenset({"content-type", "accept"})
_RECEIVED = frozenset({"content-type", "retry-after"})


@contextmanager
def replayed(name: str, *, whole: bool = True) -> Iterator[None]:
    """Every exchange inside is the recording's, each exactly once.

    Args:
        whole: every exchange of the recording must be asked for.

    Raises:
        CannotOverwriteExistingCassetteException: a request was not recorded (a prompt has changed: `make record`).
    """
    recorder = vcr.VCR(
        before_record_request=_clean_request,
        before_record_response=_clean_response,
        decode_compressed_response=True,
        record_mode=vcr.mode.ALL if RECORDING else vcr.mode.NONE,
        match_on=["method", "scheme", "host", "port", "path", "query", "json"],
    )
    recorder.register_matcher("json", _same_json)
    path = cassette_of(name)
    if RECORDING:
        path.unlink(missing_ok=True)
    with recorder.use_cassette(str(path)) as cassette:
        yield
    if whole and not RECORDING:
        assert cassette.all_played, f"{cassette.play_count} of {len(cassette)} exchanges in {path.name} were asked for"


@asynccontextmanager
async def model(**options: Any) -> AsyncIterator[OpenAIModel]:
    """The recorded endpoint's model; it does not wait between two tries, but notes how long it would in `slept`."""

    slept: list[float] = options.pop("slept", [])

    async def no_sleep(seconds: float) -> None:
        slept.append(seconds)

    settings: dict[str, Any] = {
        "model": MODEL,
        "base_url": ENDPOINT,
        "api_key": None,
        "timeout": 3600 if RECORDING else 5,
        "retries": 2,
        "jobs": 8,
        "structured": "auto",
        "temperature": None,
        "max_output_tokens": None,
        "replies": None,
        "fresh": False,
        "sleep": no_sleep,
    }
    async with OpenAIModel(**settings | options) as opened:
        yield opened


async def seed_briefing(opened: OpenAIModel) -> Briefing:
    """The whole daily briefing of the seed articles."""
    return await briefing_of(opened, SEEDS, "Ukraine", DAY)


async def briefing_of(
    opened: OpenAIModel, articles: Path, topic: str, day: date, earlier: Earlier | None = None
) -> Briefing:
    """The whole daily briefing of a folder of articles."""
    prompts, count = Prompts(), counter(MODEL).count
    order = Order(
        date=day,
        topic=topic,
        template="daily",
        model=MODEL,
        limit=24_000,
        count=count,
        prompts={step: prompts.get(step).label for step in STEPS},
        price=None,
        currency="",
        earlier=earlier,
        language="en",
    )
    return await daily(
        read([str(articles)], io.BytesIO()),
        order,
        engine=ModelEngine(opened, prompts, order.limit, count, order.language),
        actors=Actors.load(),
        usage=lambda: opened.usage,
        progress=lambda step, done, total: None,
    )


def cassette_of(name: str) -> Path:
    """The file of the recordings of this name."""
    folder = RECORDINGS if (RECORDINGS / f"{name}.yaml").exists() else CASSETTES
    return folder / f"{name}.yaml"


def cassettes() -> list[Path]:
    """The files of all recordings."""
    return sorted([*RECORDINGS.glob("*"), *CASSETTES.glob("*")])


def _same_json(first: Request, second: Request) -> None:
    assert json.loads(first.body or b"null") == json.loads(second.body or b"null")


def _clean_request(request: Request) -> Request:
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in _SENT}
    return request


def _clean_response(response: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in response["headers"].items() if name.lower() in _RECEIVED}
    return {**response, "headers": kept}
