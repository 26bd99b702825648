"""`briefing prompts render`: what would be sent, to the last character."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from briefing.openai_model import OpenAIModel
    from briefing.prompts import Prompts
    from briefing.records import Article
    from briefing.rehearse import Asked, Material
    from briefing.settings import Settings
    from briefing.store import KeptRun, Store


def render(
    name: Annotated[str, typer.Argument(metavar="ID", help="The prompt, such as extract.")],
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="FILE|-", help="The article that is read; - for standard input."),
    ] = None,
    chunk: Annotated[int, typer.Option("--chunk", metavar="N", min=1, help="Which call, where there are several.")] = 1,
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="RUN", help="For group, compare, follow, summarise: a kept run; or last."),
    ] = None,
    var: Annotated[
        list[str] | None,
        typer.Option("--var", metavar="NAME=TEXT", help="An input, in the place of what the step puts in."),
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="The model's name.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The body of the request, byte for byte.")] = False,
) -> None:
    """Print the exact messages and the schema that would be sent. Nothing is sent, and no key is needed.

    On stderr: the tokens of each section, their share of the whole, and the cost where a price is set.
    """
    from contextlib import ExitStack

    from briefing.cli.prompts.own import own_prompts
    from briefing.cli.setting import settings
    from briefing.store import Store

    setting = settings(model=model, base_url=base_url)
    prompts = own_prompts(setting)
    prompts.get(name)
    with ExitStack() as opened:
        store = opened.enter_context(Store.open(setting.store)) if setting.store.exists() else None
        asked = rehearsed(setting, prompts, store, name, given(store, article, run, var or []))
        chosen = _chosen(asked, chunk)
        body = _sender(setting, prompts, store, name).request(chosen.messages, chosen.shape, step=name)
    _show(body, as_json=as_json)
    _tell(setting, prompts, chosen, f"call {chunk} of {len(asked)}")


def given(store: Store | None, article: str | None, run: str | None, var: list[str]) -> Material:
    """What the options name.

    Raises:
        UsageError: a file, a run or a setting is not right.
    """
    from briefing.errors import UsageError
    from briefing.rehearse import Material

    values = {}
    for item in var:
        name, equals, text = item.partition("=")
        if not equals:
            raise UsageError(f"--var {item} sets nothing.", "Write it as --var NAME=TEXT.")
        values[name.strip()] = text
    kept = _kept(store, run) if run is not None else None
    return Material(_read(article) if article is not None else None, kept, values)


def _kept(store: Store | None, run: str) -> KeptRun:
    """The run whose id begins so; or the last one."""
    from briefing.errors import UsageError
    from briefing.store import recall

    runs = [item.id for item in store.runs()] if store else []
    found = runs[:1] if run == "last" else [item for item in runs if run and item.startswith(run)]
    if store is None or len(found) != 1:
        what = f"Several runs begin with {run!r}." if found else f"The store has no run {run!r}."
        raise UsageError(what, f"The last are {', '.join(runs[:5])}." if runs else "Write a briefing first.")
    return recall(store, found[0])


def _read(name: str) -> Article:
    import sys

    from briefing.articles import read
    from briefing.errors import NoArticles

    reading = read([name], sys.stdin.buffer)
    if len(reading.articles) != 1:
        why = f": {reading.unread[0].why}" if reading.unread else ""
        raise NoArticles(f"{name} is not one article{why}.", "Give one .txt, .md or .html file, or -.")
    return reading.articles[0]


def rehearsed(setting: Settings, prompts: Prompts, store: Store | None, name: str, material: Material) -> list[Asked]:
    """Every call that the step would make."""
    import asyncio

    from briefing.actors import Actors
    from briefing.cli.opening import own_actors
    from briefing.rehearse import Rehearsal
    from briefing.tokens import counter

    actors = Actors.load(*own_actors(setting))
    count = counter(setting.model).count
    rehearsal = Rehearsal(prompts, setting.chunk_tokens, count, actors, store, setting.language)
    return asyncio.run(rehearsal.rehearse(name, material))


def _sender(setting: Settings, prompts: Prompts, store: Store | None, name: str) -> OpenAIModel:
    """The model that would send it; it is never asked, and needs no key."""
    from dataclasses import replace

    from briefing.cli.opening import model_of, sampling
    from briefing.openai_model import OPENAI

    return model_of(
        replace(setting, base_url=setting.base_url or OPENAI), store, fresh=False, of_step=sampling(prompts, [name])
    )


def _chosen(asked: list[Asked], number: int) -> Asked:
    from briefing.errors import UsageError

    if number > len(asked):
        calls = f"{len(asked)} call{'' if len(asked) == 1 else 's'}"
        raise UsageError(f"There is no call {number}: it takes {calls}.", f"Name one from 1 to {len(asked)}.")
    return asked[number - 1]


def _show(body: dict[str, Any], *, as_json: bool) -> None:
    """The body as it is sent, or its messages and its schema to be read."""
    import json

    from briefing.cli.prompts.own import visible
    from briefing.cli.say import show

    if as_json:  # as the openai package spells it
        show(json.dumps(body, ensure_ascii=False, separators=(",", ":")))
        return
    for message in body["messages"]:  # with their lengths, since an article may hold such a line too
        text = message["content"]
        show(f"===== {message['role']}, {len(text)} characters =====\n{visible(text)}")
    form = body.get("response_format", {})
    if "json_schema" in form:
        show(f"===== schema =====\n{json.dumps(form['json_schema'], ensure_ascii=False, indent=2)}")
    others = {name: value for name, value in body.items() if name != "messages" and value is not form}
    others |= {"response_format": form["type"]} if form else {}
    show(f"===== parameters =====\n{json.dumps(others, ensure_ascii=False, indent=2)}")


def _tell(setting: Settings, prompts: Prompts, asked: Asked, which: str) -> None:
    """What it takes, on stderr."""
    import json
    import sys

    from briefing.cli.prompts.own import table
    from briefing.cli.say import say
    from briefing.openai_model.reading import schema_of
    from briefing.prompts import sections
    from briefing.tokens import counter

    counting = counter(setting.model)
    about = "" if counting.exact else "≈ "
    rows = [(item.title, counting.count(item.text), item.material) for item in sections(asked.messages)]
    rows.append(("schema of the reply", counting.count(json.dumps(schema_of(asked.shape), ensure_ascii=False)), False))
    total = sum(tokens for _, tokens, _ in rows)
    read = sum(tokens for _, tokens, is_material in rows if is_material)
    say(f"{prompts.get(asked.step).label}, {which}, for {setting.model or 'no model yet (--model)'}")
    shown = [(title, f"{about}{tokens}", f"{tokens / max(1, total):.0%}") for title, tokens, _ in rows]
    print(table([("section", "tokens", "share"), *shown, ("all", f"{about}{total}", "100%")]), file=sys.stderr)
    limit = setting.chunk_tokens
    say(f"material: {about}{read} tokens, {read / limit:.0%} of the {limit} that go into one call (chunk_tokens)")
    price = setting.price
    if price is not None:
        say(f"cost of what is sent: ≈ {price.of(total, 0):.4f} {price.currency}; the answer comes on top")
