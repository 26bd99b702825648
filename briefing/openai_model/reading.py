"""What is asked of a model's reply, and what is read out of it: JSON Schema there, a validated offer back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from briefing.offers import Offer

T = TypeVar("T", bound=Offer)

_KEPT = ("type", "description", "enum", "anyOf", "items", "properties", "$defs", "$ref")
"""The keywords of JSON Schema that strict structured output takes everywhere; the rest is checked by pydantic alone."""

WEB_PAGE = "a web page instead of JSON"

_FENCE = re.compile(r"^[ \t]*```[\w-]*[ \t]*\n(.*?)\n[ \t]*```", re.DOTALL | re.MULTILINE)


class Unreadable(Exception):
    """A reply that is not what was asked for; the message is fit to be sent back to the model."""


class Tokens(BaseModel):
    """The endpoint's own count."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None


class Said(BaseModel):
    """The assistant's message: text, or parts of which some are text (others are thoughts), or a refusal."""

    content: str | list[dict[str, Any]] | None = None
    refusal: str | None = None

    @property
    def text(self) -> str:
        """The message's text alone."""
        if isinstance(self.content, list):
            return "".join(str(part.get("text", "")) for part in self.content if part.get("type") == "text")
        return self.content or ""


class Choice(BaseModel):
    """One answer, and why it ended."""

    message: Said
    finish_reason: str | None = None


class Completion(BaseModel):
    """The parts of a chat completion that are read. Read leniently: endpoints add and leave out."""

    choices: list[Choice]
    usage: Tokens | None = None


@cache
def full_schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of an offer as pydantic gives it; not to be changed by the one who asks."""
    return shape.model_json_schema()


@cache
def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of an offer in the subset of strict structured output.

    No additional properties, all of them required, no lengths, no defaults: <https://platform.openai.com/docs/guides/structured-outputs>.
    """
    return _strict(full_schema_of(shape))


def _strict(node: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in node:  # strict mode refuses any keyword beside a reference
        return {"$ref": node["$ref"]}
    strict: dict[str, Any] = {}
    if "const" in node:
        strict["enum"] = [node["const"]]
    for word in _KEPT:
        if word not in node:
            continue
        if word in ("properties", "$defs"):
            strict[word] = {name: _strict(child) for name, child in node[word].items()}
        elif word == "anyOf":
            strict[word] = [_strict(child) for child in node[word]]
        elif word == "items":
            strict[word] = _strict(node[word])
        else:
            strict[word] = node[word]
    if "properties" in strict:
        strict["required"] = list(strict["properties"])
        strict["additionalProperties"] = False
    return strict


def read(text: str, shape: type[T]) -> T:
    """The offer in a reply, whatever stands around it: a thought, a code fence, words before or after.

    Raises:
        Unreadable: no JSON object, a name that comes twice, NaN, or not of this shape.
    """
    found = _object_in(text)
    try:
        json.loads(found, object_pairs_hook=_once_each, parse_constant=_no_constant)
        return shape.model_validate_json(found)
    except ValidationError as error:
        raise Unreadable(_told(error)) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is not one valid JSON object: {error}") from error


def _object_in(text: str) -> str:
    bare = text.strip()
    if not bare.startswith("{"):
        bare = bare.rpartition("</think>")[2]
        fenced = _FENCE.search(bare)
        bare = fenced[1] if fenced else bare
    start, end = bare.find("{"), bare.rfind("}")
    if start < 0 or end < start:
        raise Unreadable("there is no JSON object in it")
    return bare[start : end + 1]


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"the name {twice[0]!r} comes twice in one object")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


def _told(error: ValidationError) -> str:
    """The first ten faults, each with its place; never the value, which may be long."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    lines = [f"{'.'.join(map(str, fault['loc'])) or 'the whole'}: {fault['msg']}" for fault in faults[:10]]
    if len(faults) > 10:
        lines.append(f"and {len(faults) - 10} more")
    return "; ".join(lines)


def completion_in(body: str) -> Completion:
    """The completion in an HTTP body.

    Raises:
        Unreadable: it is another kind of JSON, or none.
    """
    try:
        completion = Completion.model_validate_json(body)
    except ValidationError as error:
        raise Unreadable("it is no chat completion") from error
    if not completion.choices:
        raise Unreadable("it holds no choice")
    return completion


def error_in(body: str) -> tuple[str, str]:
    """What an endpoint says went wrong, and its code: from OpenAI's form of an error, else the head of the body."""
    if body.lstrip().startswith("<"):
        return WEB_PAGE, ""
    error = _error_of(body)
    if isinstance(error, dict):
        parts = [str(error.get(name)) for name in ("message", "param") if error.get(name)]
        return " ".join(parts)[:2000] or "without a word", str(error.get("code") or error.get("type") or "")
    return (error if isinstance(error, str) else body.strip())[:2000] or "without a word", ""


def refusal_in(body: str) -> tuple[str, str] | None:
    """The same for a body that came as a success; None where it is one. Gateways put the true status into the body."""
    told = body.lstrip().startswith("<") or _error_of(body)
    return error_in(body) if told else None


def _error_of(body: str) -> Any:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said.get("error") if isinstance(said, dict) else None
