"""What a prompt's front matter sets for its own step: temperature, output tokens, and how much goes into one call."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from briefing.cli.opening import sampling
from briefing.engines.model import ModelEngine
from briefing.offers import ExtractOffer
from briefing.openai_model import OpenAIModel
from briefing.prompts import Prompts
from briefing.rehearse import Listener
from tests.command import run
from tests.made import account, article, quote
from tests.test_openai_model import MESSAGES


def own(head: str = "", *, tokens: str = "", name: str = "extract") -> Prompts:
    """The prompts, with one of one's own that sets these."""
    text = (Prompts().path(name)).read_text(encoding="utf-8")
    text = text.replace("\ninputs:\n", f"\n{head}inputs:\n", 1)
    text = text.replace("    untrusted: true\n", f"    untrusted: true\n{tokens}", 1)
    Path("prompts").mkdir(exist_ok=True)
    Path(f"prompts/{name}.md").write_text(text, encoding="utf-8")
    return Prompts([Path("prompts")])


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("briefing.toml").write_text("temperature = 0.9\n")
    Path("a.txt").write_text("Norway insists on the pier.\n\n" * 60)


def opened(prompts: Prompts) -> OpenAIModel:
    return OpenAIModel(
        model="m",
        base_url="http://127.0.0.1:1/v1",
        api_key=None,
        timeout=1,
        retries=0,
        jobs=1,
        structured="auto",
        temperature=0.9,
        max_output_tokens=None,
        replies=None,
        fresh=False,
        of_step=sampling(prompts, ["extract", "group"]),
    )


def test_a_prompt_s_parameters_go_before_the_configuration_for_its_own_step() -> None:
    model = opened(own("model: {temperature: 0.0, max_output_tokens: 700}\n"))
    sent = {step: model.request(MESSAGES, ExtractOffer, step=step) for step in ("extract", "group", "")}
    assert [(body["temperature"], body.get("max_tokens")) for body in sent.values()] == [
        (0.0, 700),
        (0.9, None),
        (0.9, None),
    ]
    keys = {step: model.key(MESSAGES, ExtractOffer, step) for step in sent}
    assert keys["group"] == keys[""] == opened(Prompts()).key(MESSAGES, ExtractOffer, "extract")
    assert keys["extract"] != keys[""]


def test_what_is_rendered_has_the_parameters() -> None:
    own("model: {temperature: 0.2}\n")
    body = json.loads(run("prompts", "render", "extract", "--article", "a.txt", "--json").out)
    assert body["temperature"] == 0.2
    other = json.loads(run("prompts", "render", "group", "--var", "entries=x", "--var", "names=", "--json").out)
    assert other["temperature"] == 0.9


def test_an_input_s_own_limit_cuts_the_article_into_more_calls() -> None:
    one = run("prompts", "render", "extract", "--article", "a.txt")
    own(tokens="    max_tokens: 200\n")
    more = run("prompts", "render", "extract", "--article", "a.txt")
    assert "call 1 of 1," in one.err
    assert int(more.err.partition("call 1 of ")[2].partition(",")[0]) > 3


def test_the_entries_of_a_step_are_shared_out_by_the_input_s_own_limit() -> None:
    told = article("a.txt", "Norway insists on the pier, it said.")
    facts = [account(f"a{number}", quote(told, told.text)) for number in range(1, 21)]
    calls = []
    for prompts in (Prompts(), own(tokens="    max_tokens: 300\n", name="group")):
        listener = Listener()
        asyncio.run(ModelEngine(listener, prompts, 10_000, len).group([], facts))
        calls.append(len(listener.asked))
    assert calls == [1, 5]


def test_parameters_and_limits_change_the_digest() -> None:
    found = {
        own().get("extract").digest,
        own("model: {temperature: 0.2}\n").get("extract").digest,
        own(tokens="    max_tokens: 200\n").get("extract").digest,
    }
    assert len(found) == 3
    assert own().get("extract").digest == Prompts().get("extract").digest
