"""How a request is put to an endpoint, and the next simpler way when the endpoint refuses it.

Endpoints differ in what they take: some know `json_schema`, some JSON mode alone, some neither; reasoning models
refuse `temperature` and `max_tokens`. Nobody says so beforehand, so the first refusal teaches it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Structured = Literal["auto", "schema", "json", "text"]
Reply = Literal["schema", "json", "text"]
Limit = Literal["max_tokens", "max_completion_tokens", "none"]

_LOWER: Mapping[Reply, Reply] = {"schema": "json", "json": "text"}
_NEXT_LIMIT: Mapping[Limit, Limit] = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "none"}
_REPLIES: tuple[Reply, ...] = ("schema", "json", "text")
_LIMITS: tuple[Limit, ...] = ("max_tokens", "max_completion_tokens", "none")

# What OpenAI, Azure, vLLM, llama.cpp, LM Studio, Ollama and OpenRouter name when they refuse a form.
_ABOUT_REPLY = re.compile(
    r"response_?\s?format|json_?\s?schema|json_?\s?object|json mode|structured output|grammar|guided|"
    r"requested parameters",
    re.IGNORECASE,
)
# A limit that is only too high is the reader's to correct; only a parameter that is not known is left out.
_NOT_TAKEN = re.compile(
    r"unsupported|not support|unrecogni[sz]ed|unknown|unexpected|extra|not permitted|not allowed|deprecated|"
    r"only the default",
    re.IGNORECASE,
)


_NAMES = re.compile(r"model|context|token|key|message|role|image|content|temperature|length|quota|limit", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is drawn; None where the next one in line decides, and in the end the endpoint."""

    temperature: float | None = None
    max_output_tokens: int | None = None

    def over(self, other: Sampling) -> Sampling:
        """This one, and the other where this one leaves it open."""
        return Sampling(
            other.temperature if self.temperature is None else self.temperature,
            other.max_output_tokens if self.max_output_tokens is None else self.max_output_tokens,
        )


@dataclass(frozen=True, slots=True)
class Form:
    """What may be sent to one model of one endpoint.

    Attributes:
        reply: how the reply's shape is asked for.
        temperature: whether a temperature is taken, where one is set.
        limit: under which name a limit of output tokens is taken, where one is set.
    """

    reply: Reply = "schema"
    temperature: bool = True
    limit: Limit = "max_tokens"

    def __str__(self) -> str:
        """As it is remembered: "json temperature max_tokens"."""
        return f"{self.reply} {'temperature' if self.temperature else 'plain'} {self.limit}"

    def after(self, refusal: str) -> Form | None:
        """The next simpler form after the endpoint's refusal, in its words; None when it is about something else."""
        if self.temperature and "temperature" in refusal.lower() and _NOT_TAKEN.search(refusal):
            return replace(self, temperature=False)
        if self.limit != "none" and self.limit in refusal and _NOT_TAKEN.search(refusal):
            return replace(self, limit=_NEXT_LIMIT[self.limit])
        if self.reply != "text" and (about_reply(refusal) or _names_nothing(refusal)):
            return replace(self, reply=_LOWER[self.reply])
        return None


def about_reply(refusal: str) -> bool:
    """Whether an endpoint's message is about the form of the reply that was asked for."""
    return _ABOUT_REPLY.search(refusal) is not None


def _names_nothing(refusal: str) -> bool:
    """Whether an endpoint only says that something is not taken: the form of the reply is the likeliest."""
    return _NOT_TAKEN.search(refusal) is not None and _NAMES.search(refusal) is None


def remembered(text: str | None) -> Form:
    """The form that `str(form)` put down; the fullest where nothing readable was."""
    for reply in _REPLIES:
        for limit in _LIMITS:
            for form in (Form(reply, True, limit), Form(reply, False, limit)):
                if str(form) == text:
                    return form
    return Form()
