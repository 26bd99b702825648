"""The model behind an endpoint, held against a real HTTP server on loopback that answers as the test scripts it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import pytest

from briefing.errors import BriefingError, EndpointError, Exit, ReplyError, UsageError
from briefing.offers import CompareOffer, ExtractOffer, GroupOffer, IssueOffer, Offer, SummariseOffer
from briefing.openai_model import Message, OpenAIModel
from briefing.openai_model.reading import schema_of
from briefing.records import Usage
from tests.loopback import Answer, Loopback, error, page, said

KEY = "sk-proj-0123456789abcdef"
GOOD = '{"issues": [{"name": "a ceasefire", "positions": ["p1"], "accounts": []}]}'
OFFER = GroupOffer(issues=[IssueOffer(name="a ceasefire", positions=["p1"], accounts=[])])
MESSAGES: tuple[Message, ...] = (
    {"role": "system", "content": "You group positions."},
    {"role": "user", "content": "p1: Kyiv wants a “ceasefire”."},
)
SCHEMA_REFUSED = error(
    400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
)
JSON_REFUSED = error(400, "'response_format.type' must be 'text'")


@dataclass(frozen=True)
class Kept:
    text: str


@dataclass
class Memory:
    """A store of replies that forgets everything at the end of the test."""

    replies: dict[str, str] = field(default_factory=dict)
    forms: dict[tuple[str, str], str] = field(default_factory=dict)
    kept: list[tuple[str, str, str, Usage]] = field(default_factory=list)

    def reply(self, key: str) -> Kept | None:
        return Kept(self.replies[key]) if key in self.replies else None

    def keep_reply(self, key: str, *, step: str, model: str, text: str, usage: Usage) -> None:
        self.replies[key] = text
        self.kept.append((step, model, text, usage))

    def form(self, endpoint: str, model: str) -> str | None:
        return self.forms.get((endpoint, model))

    def keep_form(self, endpoint: str, model: str, form: str) -> None:
        self.forms[endpoint, model] = form


class Naps:
    """Stands for asyncio.sleep: takes no time, and tells what was asked for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def model(base_url: str | None, **settings: Any) -> OpenAIModel:
    defaults: dict[str, Any] = {
        "model": "served",
        "api_key": KEY,
        "timeout": 20.0,
        "retries": 4,
        "jobs": 8,
        "structured": "auto",
        "temperature": None,
        "max_output_tokens": None,
        "replies": None,
        "fresh": False,
        "sleep": Naps(),
    }
    return OpenAIModel(base_url=base_url, **{**defaults, **settings})


T = TypeVar("T")


def run(asked: OpenAIModel, story: Callable[[OpenAIModel], Awaitable[T]]) -> T:
    async def within() -> T:
        async with asked:
            return await story(asked)

    return asyncio.run(within())


def ask(asked: OpenAIModel, messages: Sequence[Message] = MESSAGES) -> GroupOffer:
    return run(asked, lambda opened: opened.ask("group", messages, GroupOffer))


def failure(asked: OpenAIModel, kind: type[BriefingError] = BriefingError) -> tuple[str, str]:
    with pytest.raises(kind) as caught:
        ask(asked)
    assert type(caught.value) is kind
    return caught.value.what, caught.value.hint


# --- what is sent ---------------------------------------------------------------------------------------------------


def test_a_question_goes_out_as_a_strict_schema_and_comes_back_as_an_offer() -> None:
    with Loopback(said(GOOD)) as endpoint:
        asked = model(endpoint.url)
        assert ask(asked) == OFFER
        assert asked.usage == {"group": Usage(calls=1, prompt_tokens=11, completion_tokens=7)}
    assert endpoint.calls[0].path == "/v1/chat/completions"
    assert endpoint.calls[0].headers["authorization"] == f"Bearer {KEY}"
    assert endpoint.bodies == [
        {
            "model": "served",
            "messages": [dict(message) for message in MESSAGES],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "GroupOffer", "strict": True, "schema": schema_of(GroupOffer)},
            },
        }
    ]


@pytest.mark.parametrize("shape", [ExtractOffer, GroupOffer, CompareOffer, SummariseOffer])
def test_every_schema_keeps_to_the_strict_subset(shape: type[Offer]) -> None:
    def check(node: Any) -> None:
        if not isinstance(node, dict):
            return
        allowed = {"type", "description", "enum", "anyOf", "items", "properties", "required", "additionalProperties"}
        assert set(node) <= allowed | {"$defs", "$ref"}
        assert "$ref" not in node or set(node) == {"$ref"}
        if node.get("type") == "object":
            assert node["required"] == list(node["properties"])
            assert node["additionalProperties"] is False
        children = [*node.get("properties", {}).values(), *node.get("$defs", {}).values(), *node.get("anyOf", [])]
        for child in [*children, node.get("items")]:
            check(child)

    check(schema_of(shape))
    assert list(schema_of(shape)["properties"]) == list(shape.model_fields)


def test_a_field_that_bears_the_name_of_a_keyword_stays_in_the_schema() -> None:
    class Odd(Offer):
        default: str = "x"
        title: str | None = None

    assert schema_of(Odd) == {
        "type": "object",
        "properties": {"default": {"type": "string"}, "title": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
        "required": ["default", "title"],
        "additionalProperties": False,
    }


def test_temperature_and_limit_are_sent_where_they_are_set() -> None:
    with Loopback(said(GOOD)) as endpoint:
        ask(model(endpoint.url, temperature=0.0, max_output_tokens=500))
    assert {name: endpoint.bodies[0][name] for name in ("temperature", "max_tokens")} == {
        "temperature": 0.0,
        "max_tokens": 500,
    }


def test_without_a_key_a_placeholder_is_sent_and_the_environment_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another-endpoint")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    with Loopback(said(GOOD)) as endpoint:
        ask(model(endpoint.url, api_key=None))
    assert endpoint.calls[0].headers["authorization"] == "Bearer none-set"


def test_the_query_of_the_base_url_goes_with_every_call() -> None:
    with Loopback(said(GOOD)) as endpoint:
        ask(model(f"{endpoint.url}?api-version=2025-01-01"))
    assert endpoint.calls[0].path == "/v1/chat/completions?api-version=2025-01-01"


def test_two_runs_send_the_same_bytes() -> None:
    with Loopback(said("no"), said(GOOD), said("no"), said(GOOD)) as endpoint:
        ask(model(endpoint.url))
        ask(model(endpoint.url))
    first, again = endpoint.bodies[:2], endpoint.bodies[2:]
    assert [json.dumps(body) for body in first] == [json.dumps(body) for body in again]


# --- stepping down --------------------------------------------------------------------------------------------------


def test_an_endpoint_without_schema_is_asked_in_json_mode_and_then_in_words() -> None:
    memory = Memory()
    with Loopback(SCHEMA_REFUSED, JSON_REFUSED, said(f"Here you are:\n{GOOD}"), said(GOOD)) as endpoint:
        assert ask(model(endpoint.url, replies=memory)) == OFFER
        assert ask(model(endpoint.url, replies=memory), [*MESSAGES, {"role": "user", "content": "more"}]) == OFFER
    forms = [body.get("response_format", {}).get("type") for body in endpoint.bodies]
    assert forms == ["json_schema", "json_object", None, None]
    assert memory.forms == {(endpoint.url, "served"): "text temperature max_tokens"}
    words = endpoint.bodies[2]["messages"][-1]["content"]
    assert words.startswith(
        "p1: Kyiv wants a “ceasefire”.\n\nAnswer with one JSON object that fits this JSON Schema:\n{"
    )
    assert MESSAGES[1]["content"] == "p1: Kyiv wants a “ceasefire”."


@pytest.mark.parametrize(
    "refusal",
    [
        error(404, "No endpoints found that can handle the requested parameters."),
        error(422, "Extra inputs are not permitted", param="response_format"),
        error(500, "failed to parse grammar"),
        Answer(status=422, body='{"detail": [{"loc": ["body", "response_format", "type"], "msg": "not a choice"}]}'),
        Answer(status=400, body="guided decoding is off"),
    ],
)
def test_refusals_of_the_form_are_told_in_many_ways(refusal: Answer) -> None:
    with Loopback(refusal, said(GOOD)) as endpoint:
        assert ask(model(endpoint.url)) == OFFER
    assert [body["response_format"]["type"] for body in endpoint.bodies] == ["json_schema", "json_object"]


def test_a_fresh_run_tries_the_full_form_again() -> None:
    memory = Memory()
    with Loopback(SCHEMA_REFUSED, said(GOOD), said(GOOD)) as endpoint:
        ask(model(endpoint.url, replies=memory))
        ask(model(endpoint.url, replies=memory, fresh=True))
    assert [body["response_format"]["type"] for body in endpoint.bodies] == [
        "json_schema",
        "json_object",
        "json_schema",
    ]
    assert memory.forms == {(endpoint.url, "served"): "schema temperature max_tokens"}


def test_a_form_that_was_insisted_on_is_not_left() -> None:
    with Loopback(SCHEMA_REFUSED) as endpoint:
        what, hint = failure(model(endpoint.url, structured="schema"), UsageError)
    assert what.startswith(f"{endpoint.url} does not take structured = 'schema': Invalid parameter: 'response_format'")
    assert hint == 'Set structured = "auto", which finds the form that it takes.'


def test_a_form_that_was_insisted_on_is_not_remembered_for_others() -> None:
    memory = Memory()
    with Loopback(said(GOOD)) as endpoint:
        ask(model(endpoint.url, structured="json", replies=memory))
    assert endpoint.bodies[0]["response_format"] == {"type": "json_object"}
    assert memory.forms == {}


def test_a_reasoning_model_gets_neither_temperature_nor_limit_when_it_refuses_them() -> None:
    memory = Memory()
    refusals = (
        error(400, "Unsupported value: 'temperature' does not support 0.2 with this model.", param="temperature"),
        error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.", param="max_tokens"),
        error(400, "Unrecognized request argument supplied: max_completion_tokens"),
    )
    with Loopback(*refusals, said(GOOD)) as endpoint:
        assert ask(model(endpoint.url, temperature=0.2, max_output_tokens=500, replies=memory)) == OFFER
    names = ("temperature", "max_tokens", "max_completion_tokens")
    assert [[name for name in names if name in body] for body in endpoint.bodies] == [
        ["temperature", "max_tokens"],
        ["max_tokens"],
        ["max_completion_tokens"],
        [],
    ]
    assert memory.forms == {(endpoint.url, "served"): "schema plain none"}


def test_a_limit_that_is_too_high_is_not_dropped_in_silence() -> None:
    with Loopback(error(400, "max_tokens is too large: 900000")) as endpoint:
        what, _ = failure(model(endpoint.url, max_output_tokens=900_000), ReplyError)
    assert what == f"{endpoint.url} did not take the request (400): max_tokens is too large: 900000"


# --- reading the reply ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f"```json\n{GOOD}\n```",
        f"Here {{as asked}} it is:\n\n```\n{GOOD}\n```\nAnything else {{}}?",
        f'<think>The shape is {{"issues": …}}, so</think>\n{GOOD}',
        f"thought without a beginning</think>{GOOD}",
        f"\ufeff{GOOD}\nThat is all.",
    ],
)
def test_what_stands_around_the_json_is_put_aside(text: str) -> None:
    with Loopback(said(text)) as endpoint:
        assert ask(model(endpoint.url)) == OFFER


def test_a_reply_in_parts_is_read_without_its_thoughts() -> None:
    reply = json.loads(said(None).body)
    reply["choices"][0]["message"]["content"] = [
        {"type": "thinking", "thinking": [{"type": "text", "text": "{hm}"}]},
        {"type": "text", "text": GOOD},
    ]
    with Loopback(Answer(body=json.dumps(reply))) as endpoint:
        assert ask(model(endpoint.url)) == OFFER


def test_an_endpoint_that_counts_no_tokens_counts_calls_all_the_same() -> None:
    with Loopback(said(GOOD, usage=False)) as endpoint:
        asked = model(endpoint.url)
        ask(asked)
    assert asked.usage == {"group": Usage(calls=1)}


FAULTY = [
    ("Sure! Here is what I found: <<<not json>>>", "there is no JSON object in it"),
    ("", "there is no JSON object in it"),
    ('{"unexpected": 1}', "issues: Field required; unexpected: Extra inputs are not permitted"),
    ('{"issues": [], "issues": []}', "it is not one valid JSON object: the name 'issues' comes twice in one object"),
    ('{"issues": NaN}', "it is not one valid JSON object: NaN is no JSON value"),
    ('{"issues": []} {"issues": []}', "it is not one valid JSON object: Extra data: line 1 column 16 (char 15)"),
    (
        '{"issues": [{"name": "", "positions": [1], "accounts": []}]}',
        "issues.0.name: String should have at least 1 character; issues.0.positions.0: Input should be a valid string",
    ),
]


@pytest.mark.parametrize(("text", "why"), FAULTY)
def test_an_invalid_reply_goes_back_once_with_what_is_wrong(text: str, why: str) -> None:
    with Loopback(said(text), said(GOOD)) as endpoint:
        asked = model(endpoint.url)
        assert ask(asked) == OFFER
    again = f"That reply cannot be used: {why}. Answer again with one whole JSON object and nothing else."
    assert endpoint.bodies[1]["messages"] == [
        *(dict(message) for message in MESSAGES),
        {"role": "assistant", "content": text or "(nothing)"},
        {"role": "user", "content": again},
    ]
    assert asked.usage == {"group": Usage(calls=2, prompt_tokens=22, completion_tokens=14)}


@pytest.mark.parametrize(("text", "why"), FAULTY[:1] + FAULTY[2:3])
def test_a_reply_that_is_invalid_twice_is_an_error_that_shows_its_beginning(text: str, why: str) -> None:
    memory = Memory()
    with Loopback(said(text), said(text)) as endpoint:
        what, hint = failure(model(endpoint.url, replies=memory), ReplyError)
    assert what == f"served gave no usable answer twice: {why}. It begins: {text}"
    assert hint == "The rest goes on without this piece; run again to ask it anew."
    assert memory.replies == {}
    assert len(endpoint.calls) == 2


def test_a_cut_reply_is_not_taken_even_when_it_reads_as_whole() -> None:
    with Loopback(said(GOOD, finish="length"), said(GOOD, finish="length")) as endpoint:
        what, hint = failure(model(endpoint.url), ReplyError)
    assert what == (
        f"served gave no usable answer twice: it was cut off at the limit of output tokens. It begins: {GOOD}"
    )
    assert hint == "Raise max_output_tokens, or lower chunk_tokens."


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (said(None, refusal="I cannot help with that."), "I cannot help with that."),
        (said("", finish="content_filter"), "the endpoint's content filter stopped the answer"),
    ],
)
def test_a_refusal_is_an_error_at_once(answer: Answer, why: str) -> None:
    with Loopback(answer) as endpoint:
        what, _ = failure(model(endpoint.url), ReplyError)
    assert what == f"served refused to answer: {why}"
    assert len(endpoint.calls) == 1


# --- retries --------------------------------------------------------------------------------------------------------


def test_a_busy_endpoint_is_waited_for_as_long_as_it_asks_and_no_longer_than_a_minute() -> None:
    naps = Naps()
    busy = [
        error(429, "slow down", headers={"Retry-After": "7"}),
        error(429, "slow down", headers={"Retry-After": "3600"}),
        error(429, "slow down", headers={"retry-after-ms": "1500"}),
        error(503, "starting", headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
    ]
    with Loopback(*busy, said(GOOD)) as endpoint:
        asked = model(endpoint.url, sleep=naps)
        assert ask(asked) == OFFER
    assert naps.seconds == [7.0, 60.0, 1.5, 0.0]
    assert asked.usage == {"group": Usage(calls=1, prompt_tokens=11, completion_tokens=7)}


def test_faults_that_pass_are_tried_again_a_little_later_each_time() -> None:
    naps = Naps()
    faults = [error(500, "oops"), Answer(body='{"id": "drop', drop=True), error(409, "locked"), error(408, "late")]
    with Loopback(*faults, said(GOOD)) as endpoint:
        assert ask(model(endpoint.url, sleep=naps)) == OFFER
    assert len(endpoint.calls) == 5
    assert all(low <= nap <= high for nap, (low, high) in zip(naps.seconds, DOUBLING, strict=True))


DOUBLING = [(0.375, 0.5), (0.75, 1.0), (1.5, 2.0), (3.0, 4.0)]


def test_there_is_one_layer_of_retries() -> None:
    with Loopback(*[error(500, "oops")] * 9) as endpoint:
        what, hint = failure(model(endpoint.url, retries=2), EndpointError)
    assert len(endpoint.calls) == 3
    assert what == f"{endpoint.url} answered with an error (500): oops"
    assert hint == "Run again later to go on: replies that came are kept."


def test_an_empty_account_is_not_waited_for() -> None:
    with Loopback(error(429, "You exceeded your current quota", code="insufficient_quota")) as endpoint:
        what, _ = failure(model(endpoint.url), EndpointError)
    assert what == f"{endpoint.url} answered with an error (429): You exceeded your current quota"


def test_a_gateway_that_hides_the_status_in_the_body_is_tried_again() -> None:
    hidden = Answer(body='{"error": {"message": "upstream is busy", "code": 503}}')
    with Loopback(hidden, said(GOOD)) as endpoint:
        assert ask(model(endpoint.url)) == OFFER


def test_an_endpoint_that_hangs_is_given_up_after_the_timeout() -> None:
    never = threading.Event()
    with Loopback(*[Answer(after=never)] * 2) as endpoint:
        what, _ = failure(model(endpoint.url, timeout=0.5, retries=1), EndpointError)
    assert what == f"{endpoint.url} cannot be reached: no answer within 0.5 seconds."
    assert len(endpoint.calls) == 2


# --- errors that a person can act on ---------------------------------------------------------------------------------


def test_a_server_that_is_down_is_named_without_user_and_password() -> None:
    with Loopback() as endpoint:
        down = endpoint.url.replace("http://", "http://analyst:geheim-passwort@") + "?code=geheim"
    what, hint = failure(model(down, retries=1), EndpointError)
    assert what == f"{endpoint.url} cannot be reached: Connection refused."
    assert hint.startswith("Check that the server runs and that the base URL is right")


def test_when_nothing_ever_came_back_the_next_question_fails_at_once() -> None:
    naps = Naps()
    with Loopback() as endpoint:
        down = endpoint.url

    async def twice(opened: OpenAIModel) -> None:
        for _ in range(2):
            with pytest.raises(EndpointError):
                await opened.ask("group", MESSAGES, GroupOffer)

    run(model(down, retries=2, sleep=naps), twice)
    assert len(naps.seconds) == 2


def test_a_refusal_that_names_nothing_is_taken_for_one_of_the_form() -> None:
    with Loopback(error(400, "unsupported"), said(GOOD)) as endpoint:
        assert ask(model(endpoint.url)) == OFFER
    assert [call.body.get("response_format", {}).get("type") for call in endpoint.calls] == [
        "json_schema",
        "json_object",
    ]


def test_an_endpoint_that_dies_in_the_middle_is_given_up_after_as_many_losses_as_calls_fly() -> None:
    with Loopback(said(GOOD), *[Answer(drop=True)] * 100) as endpoint:

        async def many(opened: OpenAIModel) -> None:
            await opened.ask("group", MESSAGES, GroupOffer)
            for number in range(10):
                with pytest.raises(EndpointError):
                    await opened.ask("group", [{"role": "user", "content": str(number)}], GroupOffer)

        run(model(endpoint.url, retries=1, jobs=2), many)
    assert len(endpoint.calls) == 1 + 3 * 2


def test_the_key_in_a_valid_answer_is_taken_out_before_it_is_kept() -> None:
    echoed = json.dumps({"issues": [{"name": f"a {KEY}", "positions": ["p1"], "accounts": []}]})
    kept = Memory()
    with Loopback(said(echoed)) as endpoint:
        offer = ask(model(endpoint.url, replies=kept))
    assert offer.issues[0].name == "a (the key)"
    assert KEY not in str(vars(kept))


@pytest.mark.parametrize("key", ["test", "none", "x", "not-needed"])
def test_a_placeholder_for_a_key_changes_no_word_of_an_answer(key: str) -> None:
    told = json.dumps({"issues": [{"name": f"the {key} of peace, none of it", "positions": ["p1"], "accounts": []}]})
    with Loopback(said(told)) as endpoint:
        assert ask(model(endpoint.url, api_key=key)).issues[0].name == f"the {key} of peace, none of it"


@pytest.mark.parametrize("echo", [KEY, "sk-proj-****cdef", f"Bearer {KEY}", f"'{KEY}'."])
def test_a_refused_key_is_not_repeated_even_when_the_endpoint_repeats_it(echo: str) -> None:
    with Loopback(error(401, f"Incorrect API key provided: {echo}", code="invalid_api_key")) as endpoint:
        with pytest.raises(EndpointError) as caught:
            ask(model(endpoint.url))
        told = "".join(traceback.format_exception(caught.value))
    assert caught.value.what.startswith(f"{endpoint.url}: the key was refused (401): Incorrect API key provided: ")
    assert caught.value.hint == "Set OPENAI_API_KEY to a key of this endpoint."
    assert KEY not in told
    assert "cdef" not in told
    assert caught.value.exit is Exit.ENDPOINT


def test_key_and_password_show_in_no_representation() -> None:
    shown = repr(model("http://analyst:geheim@127.0.0.1:1/v1"))
    assert KEY not in shown
    assert "geheim" not in shown


def test_an_endpoint_that_wants_a_key_says_so() -> None:
    with Loopback(error(401, "no key")) as endpoint:
        what, _ = failure(model(endpoint.url, api_key=None), EndpointError)
    assert what == f"{endpoint.url}: it wants a key, and none is set (401): no key"


@pytest.mark.parametrize("key", ["sk-ключ", "sk-one\nsk-two"])
def test_a_key_that_no_header_can_hold_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(UsageError) as caught:
        model(None, api_key=key)
    assert "sk-" not in str(caught.value)


def test_neither_key_nor_base_url_is_a_matter_of_configuration() -> None:
    with pytest.raises(UsageError) as caught:
        model(None, api_key=None)
    assert caught.value.what == "The model engine has neither a key nor a base URL."


ADDRESSES = ["localhost:8080/v1", "ftp://host/v1", "http://", "http://a:geheim@host:port/v1", "a:geheim@host/v1"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_is_none_is_refused_before_any_call(address: str) -> None:
    with pytest.raises(UsageError) as caught:
        model(address)
    assert "geheim" not in caught.value.what
    assert caught.value.hint == "Write it in full, as in http://localhost:8080/v1."


@pytest.mark.parametrize(
    "unknown",
    [
        error(404, "The model `served` does not exist or you do not have access to it.", code="model_not_found"),
        error(404, 'model "served" not found, try pulling it first'),
        error(400, "Model Not Exist"),
        error(404, "The API deployment for this resource does not exist.", code="DeploymentNotFound"),
    ],
)
def test_an_unknown_model_is_told_with_those_that_are_offered(unknown: Answer) -> None:
    with Loopback(unknown, models=("small", "large")) as endpoint:
        what, hint = failure(model(endpoint.url), UsageError)
    assert what == f"{endpoint.url} has no model 'served'."
    assert hint == "Set --model to one that it offers: large, small."


def test_without_a_model_the_offered_ones_are_told_before_any_call() -> None:
    with Loopback(models=("small", "large")) as endpoint:
        what, hint = failure(model(endpoint.url, model=""), UsageError)
    assert (what, hint) == ("No model is named.", "Set --model to one that it offers: large, small.")
    assert endpoint.calls == []


def test_the_models_are_listed() -> None:
    with Loopback(models=("small", "large")) as endpoint:
        assert run(model(endpoint.url), lambda opened: opened.models()) == ["large", "small"]


@pytest.mark.parametrize("status", [200, 404, 405])
def test_a_web_page_points_to_the_base_url(status: int) -> None:
    with Loopback(page("<!doctype html><title>Welcome</title>", status=status)) as endpoint:
        what, hint = failure(model(endpoint.url), EndpointError)
    assert what == f"{endpoint.url} does not answer as a model does ({status}): a web page instead of JSON."
    assert hint == "Check the base URL: it mostly ends in /v1, as in http://localhost:8080/v1."


@pytest.mark.parametrize("body", ["null", "{}", '{"choices": []}', '{"choices": null}', "[1]", "no json", ""])
def test_an_answer_that_is_no_completion_is_an_error(body: str) -> None:
    with Loopback(Answer(body=body)) as endpoint:
        failure(model(endpoint.url), ReplyError)
    assert len(endpoint.calls) == 1


def test_a_request_that_is_not_taken_is_told_in_the_endpoints_words() -> None:
    with Loopback(error(400, "This model's maximum context length is 8192 tokens.")) as endpoint:
        what, hint = failure(model(endpoint.url), ReplyError)
    assert what == (
        f"{endpoint.url} did not take the request (400): This model's maximum context length is 8192 tokens."
    )
    assert hint == "If the request is too long for the model, lower chunk_tokens."


# --- many at once ---------------------------------------------------------------------------------------------------


def many(number: int) -> list[tuple[Message, ...]]:
    return [({"role": "user", "content": f"question {at}"},) for at in range(number)]


async def gathered(opened: OpenAIModel, questions: Sequence[Sequence[Message]]) -> list[GroupOffer | BaseException]:
    asked = (opened.ask("group", question, GroupOffer) for question in questions)
    return await asyncio.gather(*asked, return_exceptions=True)


def test_no_more_than_jobs_are_in_flight() -> None:
    gate = threading.Event()

    async def story(opened: OpenAIModel) -> None:
        asked = asyncio.ensure_future(gathered(opened, many(12)))
        while endpoint.most < 3:
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.1)  # time for a fourth to come, if there were no limit
        gate.set()
        assert await asked == [OFFER] * 12

    held = Answer(body=said(GOOD).body, after=gate)
    with Loopback(script=lambda _: held) as endpoint:
        run(model(endpoint.url, jobs=3), story)
    assert endpoint.most == 3
    assert len(endpoint.calls) == 12


def test_one_failure_costs_no_other_answer() -> None:
    def script(body: dict[str, Any]) -> Answer:
        return said(None, refusal="No.") if body["messages"][0]["content"] == "question 2" else said(GOOD)

    with Loopback(script=script) as endpoint:
        came = run(model(endpoint.url), lambda opened: gathered(opened, many(5)))
    assert [type(one) for one in came] == [GroupOffer, GroupOffer, ReplyError, GroupOffer, GroupOffer]


def test_calls_in_flight_learn_a_refused_form_together() -> None:
    def script(body: dict[str, Any]) -> Answer:
        return SCHEMA_REFUSED if body["response_format"]["type"] == "json_schema" else said(GOOD)

    with Loopback(script=script) as endpoint:
        came = run(model(endpoint.url, jobs=4), lambda opened: gathered(opened, many(20)))
    assert came == [OFFER] * 20
    assert sum(body["response_format"]["type"] == "json_schema" for body in endpoint.bodies) <= 4


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_a_second_run_makes_no_call() -> None:
    memory = Memory()
    with Loopback(said(GOOD)) as endpoint:
        first = model(endpoint.url, replies=memory)
        assert not first.preview(MESSAGES, GroupOffer)
        ask(first)
        second = model(endpoint.url, replies=memory)
        assert second.preview(MESSAGES, GroupOffer)
        assert ask(second) == OFFER
    assert second.usage == {"group": Usage(stored=1)}
    assert memory.kept == [("group", "served", GOOD, Usage(calls=1, prompt_tokens=11, completion_tokens=7))]


def test_the_same_question_asked_twice_at_once_is_paid_for_once() -> None:
    with Loopback(said(GOOD)) as endpoint:
        asked = model(endpoint.url, replies=Memory(), fresh=True)
        assert run(asked, lambda opened: gathered(opened, [MESSAGES] * 3)) == [OFFER] * 3
    assert asked.usage == {"group": Usage(calls=1, stored=2, prompt_tokens=11, completion_tokens=7)}


def test_a_fresh_run_asks_anew_and_keeps_the_new_reply() -> None:
    memory = Memory()
    newer = GOOD.replace("p1", "p2")
    with Loopback(said(GOOD), said(newer)) as endpoint:
        ask(model(endpoint.url, replies=memory))
        fresh = model(endpoint.url, replies=memory, fresh=True)
        assert not fresh.preview(MESSAGES, GroupOffer)
        ask(fresh)
    assert list(memory.replies.values()) == [newer]


def test_a_kept_reply_that_no_longer_fits_is_asked_anew() -> None:
    memory = Memory()
    with Loopback(said(GOOD)) as endpoint:
        asked = model(endpoint.url, replies=memory)
        memory.replies[asked.key(MESSAGES, GroupOffer)] = '{"issues": "of an older version"}'
        assert ask(asked) == OFFER
    assert list(memory.replies.values()) == [GOOD]


def test_each_reply_is_kept_while_others_are_still_awaited() -> None:
    gate = threading.Event()
    memory = Memory()

    def script(body: dict[str, Any]) -> Answer:
        slow = body["messages"][0]["content"] == "question 1"
        return Answer(body=said(GOOD).body, after=gate if slow else None)

    async def story(opened: OpenAIModel) -> None:
        asked = asyncio.ensure_future(gathered(opened, many(2)))
        while not memory.replies:
            await asyncio.sleep(0.005)
        assert not asked.done()
        gate.set()
        await asked

    with Loopback(script=script) as endpoint:
        run(model(endpoint.url, replies=memory), story)
    assert len(memory.replies) == 2


def test_the_key_of_a_reply_tells_all_that_decides_it_and_nothing_else() -> None:
    plain = model("http://127.0.0.1:1/v1").key(MESSAGES, GroupOffer)
    other = {
        "model": model("http://127.0.0.1:1/v1", model="other").key(MESSAGES, GroupOffer),
        "endpoint": model("http://127.0.0.1:2/v1").key(MESSAGES, GroupOffer),
        "temperature": model("http://127.0.0.1:1/v1", temperature=0.0).key(MESSAGES, GroupOffer),
        "limit": model("http://127.0.0.1:1/v1", max_output_tokens=9).key(MESSAGES, GroupOffer),
        "messages": model("http://127.0.0.1:1/v1").key(MESSAGES[:1], GroupOffer),
        "shape": model("http://127.0.0.1:1/v1").key(MESSAGES, SummariseOffer),
    }
    assert len({plain, *other.values()}) == 7
    same = [
        model("http://user:word@127.0.0.1:1/v1/?a=b", api_key="other"),
        model("http://127.0.0.1:1/v1", structured="text", timeout=1.0, retries=0, jobs=1, fresh=True),
    ]
    assert [one.key(MESSAGES, GroupOffer) for one in same] == [plain, plain]


def test_opening_a_model_does_not_import_openai() -> None:
    code = "import sys, briefing.openai_model; sys.exit('openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
