"""Replies that were recorded, each found by the request that it answers, so that a changed prompt finds none.

A recording is an exchange with an OpenAI-compatible endpoint as it went over the wire, in the form in which the tests
replay it too (evals/recordings): nothing is stored twice. A reply is found under the very key under which a run would
keep it, so endpoint, model, messages, shape and parameters are those that were recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from briefing import offers
from briefing.errors import UsageError
from briefing.openai_model import OpenAIModel
from briefing.openai_model.form import Sampling
from briefing.openai_model.reading import Completion, Unreadable, completion_in, schema_of
from briefing.records import Usage

_CALL = "/chat/completions"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A reply that was recorded."""

    text: str
    usage: Usage


@dataclass(slots=True)
class Recordings:
    """The recorded replies, by the key of their request.

    Attributes:
        models: the endpoints and models that were recorded, the one with the most replies first.
        lengths: by the shape of the reply, the tokens of each.
    """

    models: Sequence[tuple[str, str]] = ()
    lengths: Mapping[str, Sequence[int]] = field(default_factory=dict)
    _replies: Mapping[str, Recorded] = field(default_factory=dict)

    @classmethod
    def of(cls, *folders: Path) -> Recordings:
        """The recordings in some folders; of a folder that is not there, none.

        Raises:
            UsageError: a file in it is no recording.
        """
        replies: dict[str, Recorded] = {}
        lengths: defaultdict[str, list[int]] = defaultdict(list)
        models: defaultdict[tuple[str, str], int] = defaultdict(int)
        for path in dict.fromkeys(path.resolve() for folder in folders for path in sorted(folder.glob("*.yaml"))):
            for key, shape, endpoint, model, reply in _exchanges(path):
                replies[key] = reply
                models[endpoint, model] += 1
                lengths[shape].append(reply.usage.completion_tokens)
        return cls(sorted(models, key=lambda pair: -models[pair]), dict(lengths), replies)

    def reply(self, key: str) -> Recorded | None:
        """The reply to a request."""
        return self._replies.get(key)

    def keep_reply(self, key: str, *, step: str, model: str, text: str, usage: Usage) -> None:
        """Never: what is recorded is recorded with `make record`."""
        raise AssertionError("a recording is replayed, and never asked anew")

    def form(self, endpoint: str, model: str) -> str | None:
        """None: what was asked for in another form is not found."""
        return None

    def keep_form(self, endpoint: str, model: str, form: str) -> None:
        """Never, as above."""
        raise AssertionError("a recording is replayed, and never asked anew")


class _Format(BaseModel):
    json_schema: dict[str, Any]


class _Body(BaseModel):
    """A request, as far as it decides its reply."""

    model: str
    messages: list[dict[str, str]]
    response_format: _Format
    temperature: float | None = None
    max_tokens: int | None = None
    max_completion_tokens: int | None = None


def _exchanges(path: Path) -> Iterator[tuple[str, str, str, str, Recorded]]:
    """Each reply that can be used: its key, the name of its shape, the endpoint, the model, the reply."""
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where it was built
        interactions = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)["interactions"]
        for item in interactions:
            request, response = item["request"], item["response"]
            if not request["uri"].endswith(_CALL) or response["status"]["code"] != 200:
                continue
            body = _Body.model_validate_json(request["body"])
            endpoint = request["uri"].removesuffix(_CALL)
            key, shape = _key(endpoint, body)
            completion = completion_in(response["body"]["string"])
            if key:
                yield key, shape, endpoint, body.model, _recorded(completion)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValidationError, Unreadable) as error:
        raise UsageError(
            f"{path} is no recording: {type(error).__name__}: {error}.", "Record it anew, or remove it."
        ) from error


def _key(endpoint: str, body: _Body) -> tuple[str, str]:
    """The key that a run would keep the reply under; empty where the reply has that shape no longer."""
    named = body.response_format.json_schema
    shape = getattr(offers, str(named.get("name")), None)
    if shape is None or named.get("schema") != schema_of(shape):
        return "", ""
    limit = body.max_tokens or body.max_completion_tokens
    model = replayer(endpoint, body.model, temperature=body.temperature, max_output_tokens=limit)
    return model.key(body.messages, shape), shape.__name__


def _recorded(completion: Completion) -> Recorded:
    counted = completion.usage
    prompt, answer = (counted.prompt_tokens or 0, counted.completion_tokens or 0) if counted else (0, 0)
    return Recorded(completion.choices[0].message.text, Usage(1, 0, prompt, answer))


def replayer(
    endpoint: str,
    model: str,
    recordings: Recordings | None = None,
    *,
    temperature: float | None = None,
    max_output_tokens: int | None = None,
    of_step: Mapping[str, Sampling] | None = None,
) -> OpenAIModel:
    """A recorded model. It is asked only what `preview` finds: nothing is ever sent."""
    return OpenAIModel(
        model=model,
        base_url=endpoint,
        api_key=None,
        timeout=1,
        retries=0,
        jobs=1,
        structured="auto",
        temperature=temperature,
        max_output_tokens=max_output_tokens,
        replies=recordings,
        fresh=False,
        of_step=of_step or {},
    )
