"""Opens what a command needs: the engine with its model, the actors, the template."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.articles import Reading
from briefing.cli.say import say
from briefing.engine import Engine
from briefing.engines.model import ModelEngine
from briefing.openai_model import OpenAIModel
from briefing.prompts import Prompts
from briefing.records import Usage
from briefing.settings import Settings, chosen_engine
from briefing.store import Store
from briefing.templates import Template

STEPS = ("extract", "mend", "group", "compare", "summarise")
RULES_CHUNK = 100_000
"""Characters that the rules engine reads in one go; for it a chunk is only a matter of speed."""


@dataclass(frozen=True, slots=True)
class Door:
    """An engine, ready to read, and what a story needs to know of it."""

    engine: Engine
    actors: Actors
    model: str
    limit: int
    count: Callable[[str], int]
    prompts: Mapping[str, str]
    usage: Callable[[], Mapping[str, Usage]]


@asynccontextmanager
async def opened(setting: Settings, store: Store, *, fresh: bool) -> AsyncIterator[Door]:
    """The engine that the settings choose; says on stderr which it is.

    Raises:
        UsageError: the model engine is wanted, and its key, base URL or model's name is missing.
    """
    own = [folder / "actors.toml" for folder in reversed(setting.folders)]
    actors = Actors.load(*(path for path in own if path.is_file()))
    if chosen_engine(setting) == "rules":
        from briefing.engines.rules import RulesEngine

        say("engine: rules, built in (English; set a model up for a fuller reading)")
        yield Door(RulesEngine(actors), actors, "", RULES_CHUNK, len, {}, dict)
        return
    prompts = Prompts([folder / "prompts" for folder in setting.folders])
    labels = {step: prompts.get(step).label for step in STEPS}
    async with model_of(setting, store, fresh=fresh) as model:
        from briefing.tokens import counter

        say(f"engine: model {model.model} at {model.endpoint}")
        count = counter(model.model).count
        engine = ModelEngine(model, prompts, setting.chunk_tokens, count)
        yield Door(engine, actors, model.model, setting.chunk_tokens, count, labels, lambda: model.usage)


def model_of(setting: Settings, store: Store, *, fresh: bool) -> OpenAIModel:
    """The configured model, not yet asked anything."""
    return OpenAIModel(
        model=setting.model,
        base_url=setting.base_url,
        api_key=setting.key.reveal() or None,
        timeout=setting.timeout,
        retries=setting.retries,
        jobs=setting.jobs,
        structured=setting.structured,
        temperature=setting.temperature,
        max_output_tokens=setting.max_output_tokens,
        replies=store,
        fresh=fresh,
    )


def chosen_template(setting: Settings) -> Template:
    """The template of the settings, tried on a specimen.

    Raises:
        UsageError: there is none, or it asks for what a briefing does not have.
    """
    from briefing.render import render
    from briefing.specimen import specimen
    from briefing.templates import template

    chosen = template(setting.template, [folder / "templates" for folder in setting.folders])
    render(specimen(), chosen)
    return chosen


async def foreseen(setting: Settings, reading: Reading, *, fresh: bool) -> list[str]:
    """What a briefing would take, in lines; no call is made."""
    from briefing.daily import prepare
    from briefing.forecast import forecast
    from briefing.tokens import counter

    if chosen_engine(setting) == "rules":
        return [f"{len(reading.articles)} articles, read by the built-in rules: no calls, no tokens, no cost."]
    with Store.open(setting.store) as store:
        async with model_of(setting, store, fresh=fresh) as model:
            counting = counter(model.model)
            prompts = Prompts([folder / "prompts" for folder in setting.folders])
            engine = ModelEngine(model, prompts, setting.chunk_tokens, counting.count)
            read = prepare(reading.articles, setting.chunk_tokens, counting.count)
            chunks = [part for item in read for part in item.chunks]
            told = forecast(chunks, engine, model.preview)
    words = sum(counting.count(part.text) for part in chunks)
    about = "" if counting.exact else "≈ "
    price = setting.price
    cost = (
        f"≈ {price.of(told.prompt_tokens, told.completion_tokens):.4f} {price.currency}" if price else "no price is set"
    )
    return [
        f"{len(reading.articles)} articles in {len(chunks)} chunks, {about}{words} tokens to read, model {model.model}",
        f"calls: ≈ {told.calls} (and {told.stored} answered from the store)",
        f"tokens: ≈ {told.prompt_tokens} in, ≈ {told.completion_tokens} out",
        f"cost: {cost}",
    ]
