"""Whose replies the golden cases are run on: recordings, what the store has kept, or the configured model itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from briefing.cases.asking import Turn
from briefing.cases.recordings import Recordings, replayer
from briefing.cases.review import Answering
from briefing.cli.opening import model_of
from briefing.settings import Settings
from briefing.store import Store

NOBODY = ("http://127.0.0.1/v1", "no model")
"""Stands for a model where nothing is recorded; it is never asked."""


@asynccontextmanager
async def answering(
    setting: Settings, recordings: Recordings, *, live: bool, repeat: int
) -> AsyncIterator[list[Answering]]:
    """Whose replies are taken, in order.

    Raises:
        UsageError: the configured model is wanted, and its key, base URL or name is missing.
    """
    async with AsyncExitStack() as opened:
        if live:
            store = opened.enter_context(Store.open(setting.store))
            turns = [Turn(store, number) for number in range(1, repeat + 1)]
            models = [await opened.enter_async_context(model_of(setting, turn, fresh=False)) for turn in turns]
            yield [Answering(tuple(zip(models, turns, strict=True)), setting.chunk_tokens)]
            return
        whole = Settings().chunk_tokens  # a recording is of articles that were read whole
        named = recordings.models or [NOBODY]
        found = [Answering(((replayer(*one, recordings), recordings),), whole) for one in named]
        if setting.model and (setting.key or setting.base_url) and setting.store.exists():
            kept = opened.enter_context(Store.open(setting.store))
            found.append(Answering(((model_of(setting, kept, fresh=False), kept),), setting.chunk_tokens))
        yield found
