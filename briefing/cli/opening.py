"""Opens what a command needs: the engine with its model, the actors, the template."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.actors import Actors
from briefing.cli.say import say
from briefing.engine import Engine
from briefing.engines.model import ModelEngine
from briefing.openai_model import OpenAIModel, Replies
from briefing.openai_model.form import Sampling
from briefing.prompts import Prompts
from briefing.records import Chunk, Segment, Usage
from briefing.rehearse import Listener
from briefing.settings import Settings, chosen_engine
from briefing.specimen import specimen
from briefing.store import Asked, Store
from briefing.templates import Template
from briefing.versions import keep

STEPS = ("extract", "mend", "group", "compare", "follow", "summarise")
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
    """By step, the label of the prompt in use; none for the rules engine."""
    usage: Callable[[], Mapping[str, Usage]]
    asked: Callable[[], Sequence[Asked]]


@asynccontextmanager
async def opened(setting: Settings, store: Store, *, fresh: bool, steps: Sequence[str] = STEPS) -> AsyncIterator[Door]:
    """The engine that the settings choose; says on stderr which it is. The prompts of the steps are kept.

    Raises:
        UsageError: the model engine is wanted, and its key, base URL or model's name is missing.
    """
    actors = Actors.load(*own_actors(setting))
    if chosen_engine(setting) == "rules":
        from briefing.engines.rules import RulesEngine

        say("engine: rules, built in (English; set a model up for a fuller reading)")
        yield Door(RulesEngine(actors), actors, "", RULES_CHUNK, len, {}, dict, list)
        return
    prompts = await own_prompts(setting)
    labels = {step: prompts.get(step).label for step in steps}
    for step in steps:
        keep(prompts.get(step), store)
    async with model_of(setting, store, fresh=fresh, of_step=sampling(prompts, steps)) as model:
        from briefing.tokens import counter

        say(f"engine: model {model.model} at {model.endpoint}")
        count = counter(model.model).count
        engine = ModelEngine(model, prompts, setting.chunk_tokens, count, setting.language)
        limit = engine.room("extract", "article")
        yield Door(engine, actors, model.model, limit, count, labels, lambda: model.usage, lambda: model.asked)


def own_actors(setting: Settings) -> list[Path]:
    """The analyst's own actors.toml files, the one that wins last."""
    own = [folder / "actors.toml" for folder in reversed(setting.folders)]
    return [path for path in own if path.is_file()]


async def own_prompts(setting: Settings) -> Prompts:
    """The prompts in use, each rendered once on a specimen.

    Raises:
        UsageError: one is broken, or asks for what there is not; found out before anything is paid for.
    """
    prompts = Prompts([folder / "prompts" for folder in setting.folders])
    engine, shown = ModelEngine(Listener(), prompts, RULES_CHUNK, len), specimen()
    article = shown.articles[0]
    await engine.extract(chunk := Chunk(article, 1, (Segment(0, len(article.text), "body"),)))
    await engine.mend(chunk, shown.rejected)
    await engine.group(shown.issues[0].positions, shown.issues[0].accounts, [shown.issues[0].name])
    await engine.compare(shown.issues)
    assert shown.earlier is not None, "the specimen has one of everything"
    await engine.follow(shown.earlier, shown.earlier.positions, shown.issues[0].positions)
    await engine.summarise(shown.issues, shown.findings)
    return prompts


def sampling(prompts: Prompts, steps: Sequence[str] = STEPS) -> dict[str, Sampling]:
    """What the prompts of the steps ask of the model; it goes before the configuration."""
    asked = {step: prompts.get(step).head.model for step in steps}
    return {step: Sampling(item.temperature, item.max_output_tokens) for step, item in asked.items()}


def model_of(setting: Settings, store: Replies | None, *, fresh: bool, of_step: Mapping[str, Sampling]) -> OpenAIModel:
    """The configured model, not yet asked anything; `of_step` as `sampling` gives it."""
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
        of_step=of_step,
    )


def chosen_template(setting: Settings) -> Template:
    """The template of the settings, tried on a specimen.

    Raises:
        UsageError: there is none, or it asks for what a briefing does not have.
    """
    from briefing.render import render
    from briefing.templates import template

    chosen = template(setting.template, [folder / "templates" for folder in setting.folders])
    render(specimen(), chosen)
    return chosen
