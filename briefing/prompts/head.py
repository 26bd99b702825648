"""A prompt's front matter: what it takes, what it asks of the model, and its history. An unknown key is an error."""

from __future__ import annotations

from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.errors import UsageError
from briefing.prompts.source import Layout, Source


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


def head(source: Source, parts: Layout) -> Head:
    """The front matter of a source.

    Raises:
        UsageError: it is no YAML, or a key is missing, unknown or not what it must be.
    """
    try:
        return Head.model_validate(yaml.safe_load(parts.head.of(source.text)))
    except (yaml.YAMLError, ValidationError) as error:
        raise UsageError(
            f"{source.origin}: the front matter is broken: {error}", "Compare it with a packed prompt."
        ) from error
