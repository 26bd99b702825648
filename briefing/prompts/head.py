"""A prompt's front matter: what it takes, what it asks of the model, and its history. An unknown key is an error."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.errors import UsageError
from briefing.prompts.source import Layout, Source

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(_Strict):
    """One variable of a prompt.

    Attributes:
        max_tokens: the most that go into one call, where that is less than the configured chunk_tokens.
    """

    type: Literal["text", "list", "number"]
    untrusted: bool = False
    max_tokens: int | None = Field(default=None, ge=100)
    description: str = ""


class Parameters(_Strict):
    """What a prompt asks of the model, in the place of the configuration; what both leave out is not sent."""

    temperature: float | None = Field(default=None, ge=0, le=2)
    max_output_tokens: int | None = Field(default=None, ge=1)


class Budget(_Strict):
    """How long the fixed part of a prompt may be, in tokens."""

    static_tokens: int


class Change(_Strict):
    """One line of a prompt's history.

    Attributes:
        digest: of the prompt as it stood at this version; how a change without a new version is found.
    """

    version: int
    note: str
    digest: str = ""


class Head(_Strict):
    """A prompt's front matter.

    Attributes:
        copy_of: of a copy (`briefing prompts copy`), the digest of the prompt that it was copied from.
    """

    id: str
    version: int = Field(ge=1)
    title: str
    description: str = ""
    owner: str = ""
    copy_of: str = ""
    changes: list[Change] = []
    model: Parameters = Parameters()
    inputs: dict[str, Input]
    reply: str
    budget: Budget | None = None
    tests: list[str] = []


class _OnceEach(yaml.SafeLoader):
    """Reads YAML, and lets no key come twice: PyYAML takes the last without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            if key.value in seen and isinstance(key, yaml.ScalarNode):
                raise yaml.MarkedYAMLError(problem=f"the key {key.value} comes twice", problem_mark=key.start_mark)
            seen.add(key.value if isinstance(key, yaml.ScalarNode) else "")
        return super().construct_mapping(node, deep)


def head(source: Source, parts: Layout) -> Head:
    """The front matter of a source.

    Raises:
        UsageError: it is no YAML, or a key is missing, unknown or not what it must be.
    """
    try:
        return head_in(parts.head.of(source.text))
    except yaml.YAMLError as error:
        why = " ".join(str(error).split())
    except ValidationError as error:
        why = "; ".join(map(why_not, error.errors()))
    raise UsageError(
        f"{source.origin}: the front matter is broken: {why}.",
        "`briefing prompts lint` shows the place; docs/prompts.md says how it is written.",
    )


def head_in(text: str) -> Head:
    """The front matter in a text.

    Raises:
        YAMLError: it is no YAML, or a key comes twice in one mapping.
        ValidationError: a key is missing, unknown or not what it must be.
    """
    try:
        found = yaml.load(text, Loader=_OnceEach)
    except ValueError as error:  # a date that there is not
        raise yaml.YAMLError(str(error)) from error
    return Head.model_validate(found)


def why_not(error: ErrorDetails) -> str:
    """What is wrong with a key, to a person."""
    name = ".".join(map(str, error["loc"])) or "the front matter"
    if error["type"] == "extra_forbidden":
        return f"unknown key {name}"
    is_one = error["input"] is not None and not isinstance(error["input"], list | dict)
    quotes = "; put it in quotes" if error["type"] == "string_type" and is_one else ""  # digits alone are a number
    return f"{name}: {error['msg']}{quotes}"
