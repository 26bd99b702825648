"""What a briefing would take, said before it is asked for (`--dry-run`). Nobody is called, and nothing is written."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import partial

from briefing.articles import Reading
from briefing.cli.opening import model_of, own_prompts, sampling
from briefing.daily import prepare
from briefing.engines.model import ModelEngine
from briefing.forecast import forecast
from briefing.settings import Settings, chosen_engine
from briefing.store import Store
from briefing.tokens import counter


@dataclass(frozen=True, slots=True)
class Foretold:
    """The figures of a dry run.

    Attributes:
        model: the model's name; empty for the rules engine, and where none is named yet.
        calls: to the endpoint, estimated; without those that the store answers.
        stored: the calls of the reading that the store answers.
        tokens_to_read: of the articles, as far as they are read.
        exact: whether `tokens_to_read` is the model's own count.
        cost: in `currency`; None where no price is set for the model.
    """

    engine: str
    model: str
    articles: int
    chunks: int
    calls: int
    stored: int
    tokens_to_read: int
    exact: bool
    prompt_tokens: int
    completion_tokens: int
    cost: float | None
    currency: str

    def as_json(self) -> dict[str, object]:
        """The figures as plain data."""
        return {"format": "briefing-forecast/1", **asdict(self)}

    def lines(self) -> list[str]:
        """The figures for a person."""
        if self.engine == "rules":
            return [f"{_many(self.articles, 'article')}, read by the built-in rules: no calls, no tokens, no cost."]
        cost = "no price is set for this model" if self.cost is None else f"≈ {self.cost:.4f} {self.currency}"
        return [
            f"{_many(self.articles, 'article')} in {_many(self.chunks, 'chunk')}, {'' if self.exact else '≈ '}"
            f"{self.tokens_to_read} tokens to read, {f'model {self.model}' if self.model else 'no model is named yet'}",
            f"calls: ≈ {self.calls} (and {self.stored} answered from the store)",
            f"tokens: ≈ {self.prompt_tokens} in, ≈ {self.completion_tokens} out",
            f"cost: {cost}",
        ]


def foretold(setting: Settings, reading: Reading, *, fresh: bool) -> Foretold:
    """What a briefing would take.

    Raises:
        UsageError: as the briefing itself would, but for a model's name that is missing.
    """
    if chosen_engine(setting) == "rules":
        return Foretold("rules", "", len(reading.articles), 0, 0, 0, 0, True, 0, 0, None, "")
    with ExitStack() as opened:
        store = opened.enter_context(Store.open(setting.store)) if setting.store.exists() else None
        prompts = asyncio.run(own_prompts(setting))
        model = model_of(
            setting, store, fresh=fresh, of_step=sampling(prompts)
        )  # never entered: that is what would ask the endpoint
        counting = counter(model.model)
        engine = ModelEngine(model, prompts, setting.chunk_tokens, counting.count)
        read = prepare(reading.articles, engine.room("extract", "article"), counting.count)
        chunks = [part for item in read for part in item.chunks]
        told = forecast(chunks, engine, partial(model.preview, step="extract"))
    price = setting.price
    return Foretold(
        engine="model",
        model=model.model,
        articles=len(reading.articles),
        chunks=len(chunks),
        calls=told.calls,
        stored=told.stored,
        tokens_to_read=sum(counting.count(part.text) for part in chunks),
        exact=counting.exact,
        prompt_tokens=told.prompt_tokens,
        completion_tokens=told.completion_tokens,
        cost=price.of(told.prompt_tokens, told.completion_tokens) if price else None,
        currency=price.currency if price else "",
    )


def _many(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
