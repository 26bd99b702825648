"""Whose replies the golden cases are run on: recordings, what the store has kept, or the configured model itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from briefing.cases.asking import Keeping, Turn
from briefing.cases.recordings import Recordings, replayer
from briefing.cases.review import Answering
from briefing.cli.opening import STEPS, model_of, sampling
from briefing.errors import UsageError
from briefing.openai_model import OpenAIModel
from briefing.prompts import Prompts
from briefing.settings import Settings
from briefing.store import Store

NOBODY = ("http://127.0.0.1/v1", "no model")
"""Stands for a model where nothing is recorded; it is never asked."""
TESTED = (*STEPS, "answer")


@contextmanager
def answering(setting: Settings, recordings: Recordings, *, live: bool, repeat: int) -> Iterator[list[Answering]]:
    """Whose replies are taken, in order.

    Raises:
        UsageError: the configured model is wanted, and its key, base URL or name is missing.
    """
    if live:
        if not (setting.key.reveal().strip() or setting.base_url):
            raise UsageError(
                "--live asks the configured model, and there is neither a key nor a base URL.",
                "Set OPENAI_API_KEY, or --base-url; without --live nothing is asked.",
            )
        with Store.open(setting.store) as store:
            turns = [Turn(store, number) for number in range(1, repeat + 1)]
            yield [
                Answering(tuple((partial(_configured, setting, turn), turn) for turn in turns), setting.chunk_tokens)
            ]
        return
    whole = Settings().chunk_tokens  # a recording is of articles that were read whole
    named = recordings.models or [NOBODY]
    found = [Answering(((partial(_recorded, recordings, *one), recordings),), whole) for one in named]
    if not (setting.model and (setting.key or setting.base_url) and setting.store.exists()):
        yield found
        return
    with Store.open(setting.store) as store:
        yield [*found, Answering(((partial(_configured, setting, store), store),), setting.chunk_tokens)]


def _configured(setting: Settings, kept: Keeping, prompts: Prompts) -> OpenAIModel:
    return model_of(setting, kept, fresh=False, of_step=sampling(prompts, TESTED))


def _recorded(recordings: Recordings, endpoint: str, model: str, prompts: Prompts) -> OpenAIModel:
    return replayer(endpoint, model, recordings, of_step=sampling(prompts, TESTED))
