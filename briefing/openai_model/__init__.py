"""A model behind an OpenAI-compatible endpoint: questions go out, validated offers come back.

The only file that imports openai, and it does so at the first call: a run that finds every reply in the store never
pays for the import. One base URL governs every call. There is one layer of retries, ours; the package's is turned off.

A reply is kept under a hash of what decides it: the endpoint, the model, the messages, the shape and the parameters.
The endpoint is part of it, because another endpoint's model of the same name is another model. How the shape is asked
for (schema, JSON mode, text) is not, so that a step down does not throw away what was paid for.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, Self
from urllib.parse import parse_qsl

from briefing.errors import BriefingError, EndpointError, ReplyError, UsageError
from briefing.openai_model.address import cleaned, sendable, shown, split, without_key
from briefing.openai_model.faults import V1, Fault, failure, head, reason, retry_after
from briefing.openai_model.form import Form, Sampling, Structured, remembered
from briefing.openai_model.reading import (
    Completion,
    T,
    Unreadable,
    completion_in,
    error_in,
    full_schema_of,
    read,
    refusal_in,
    schema_of,
)
from briefing.records import Usage

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI = "https://api.openai.com/v1"

Message = Mapping[str, str]
"""A message of a conversation: its role (system, user or assistant) and its content."""

_NO_KEY = "none-set"  # the package demands a key; a server of one's own mostly does not
PASSED_OVER = "The rest goes on without this piece; run again to ask it anew."
_CUT_SHOWN = 2000  # characters of a cut reply that are shown to the model again: the rest may be a loop


_Call = Callable[["AsyncOpenAI"], Awaitable[Any]]


class StoredReply(Protocol):
    """A reply that was kept."""

    @property
    def text(self) -> str:
        """The model's words as they came."""
        ...


class Replies(Protocol):
    """Where replies are kept from run to run, and which form an endpoint takes."""

    def reply(self, key: str) -> StoredReply | None:
        """The reply kept under a key."""
        ...

    def keep_reply(self, key: str, *, step: str, model: str, text: str, usage: Usage) -> None:
        """Keeps a reply, in the place of an earlier one."""
        ...

    def form(self, endpoint: str, model: str) -> str | None:
        """The form that the endpoint took last."""
        ...

    def keep_form(self, endpoint: str, model: str, form: str) -> None:
        """Keeps the form that the endpoint took."""
        ...


@dataclass(kw_only=True, eq=False)
class OpenAIModel:
    """One model of one endpoint, for one run.

    Attributes:
        base_url: None for OpenAI itself.
        timeout: seconds for one exchange, from the connection to the last byte.
        retries: how often one exchange is tried again.
        jobs: the most calls in flight. A call that waits to be tried again keeps its place.
        replies: None to keep nothing.
        of_step: what a step's own prompt asks for, in the place of temperature and max_output_tokens.
        fresh: take no kept reply, and forget which form the endpoint took; what comes is kept all the same.
    """

    model: str
    base_url: str | None = field(repr=False)  # it may hold a user and a password
    api_key: str | None = field(repr=False)
    timeout: float
    retries: int
    jobs: int
    structured: Structured
    temperature: float | None
    max_output_tokens: int | None
    replies: Replies | None = field(repr=False)
    fresh: bool
    of_step: Mapping[str, Sampling] = field(default_factory=dict, repr=False)
    sleep: Callable[[float], Awaitable[None]] = field(default=asyncio.sleep, repr=False)

    def __post_init__(self) -> None:
        self._url = split(self.base_url or OPENAI)
        self.api_key = sendable(self.api_key or "")
        if not self.api_key and not self.base_url:
            raise UsageError(
                "The model engine has neither a key nor a base URL.",
                "Set OPENAI_API_KEY, or base_url in briefing.toml.",
            )
        self._client: AsyncOpenAI | None = None
        self._slots = asyncio.Semaphore(self.jobs)
        self._usage: dict[str, Usage] = {}
        self._one: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._answered: set[str] = set()
        self._asked: dict[str, tuple[str, str, Sequence[Message]]] = {}
        self._reached = False
        self._lost = 0
        self._given_up: EndpointError | None = None
        self._proven = remembered(self.replies.form(self.endpoint, self.model) if self.replies is not None else None)
        self._form = Form() if self.fresh else self._proven
        if self.structured != "auto":
            self._form = replace(self._form, reply=self.structured)

    @property
    def endpoint(self) -> str:
        """The base URL as it may be shown: without user, password and query."""
        return shown(self._url)

    @property
    def usage(self) -> Mapping[str, Usage]:
        """What each step took so far; a call is counted when a completion came back, usable or not."""
        return dict(self._usage)

    @property
    def asked(self) -> Sequence[tuple[str, str, Sequence[Message]]]:
        """What was asked and answered so far, each question once: step, key and messages."""
        return [*self._asked.values()]

    async def __aenter__(self) -> Self:
        if not self.model:
            raise await self._no_model("No model is named.")
        return self

    async def __aexit__(self, *exception: object) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def ask(self, step: str, messages: Sequence[Message], shape: type[T]) -> T:
        """The model's answer, or the one it gave to the very same question before.

        Args:
            step: under which the usage is counted.

        Raises:
            ReplyError: this question got no usable answer; another may.
            EndpointError: the endpoint cannot be reached, or refuses the key.
            UsageError: it has no such model, or does not take the form that the configuration insists on.
        """
        key = self.key(messages, shape, step)
        async with self._one[key]:  # the same question asked twice at once is paid for once
            if not self.fresh or key in self._answered:
                stored = self._stored(key, shape)
                if stored is not None:
                    self._count(step, Usage(stored=1))
                    self._asked[key] = step, key, messages
                    return stored
            offer, text, usage = await self._answer(step, messages, shape)
            self._answered.add(key)
            self._asked[key] = step, key, messages
            if self.replies is not None:
                self.replies.keep_reply(key, step=step, model=self.model, text=text, usage=usage)
            return offer

    def preview(self, messages: Sequence[Message], shape: type[T], step: str = "") -> bool:
        """Whether `ask` would be answered from the store."""
        return not self.fresh and self._stored(self.key(messages, shape, step), shape) is not None

    def key(self, messages: Sequence[Message], shape: type[T], step: str = "") -> str:
        """The hash under which the reply is kept, in hexadecimal."""
        sampling = self._sampling(step)
        decisive = {
            "endpoint": self.endpoint,
            "model": self.model,
            "messages": [dict(message) for message in messages],
            "shape": full_schema_of(shape),
            "temperature": sampling.temperature,
            "max_output_tokens": sampling.max_output_tokens,
        }
        return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()

    async def models(self) -> list[str]:
        """The names that the endpoint offers under /models, sorted.

        Raises:
            EndpointError: it does not say.
        """
        try:
            body = await self._tried(lambda client: client.models.with_raw_response.list())
            return sorted(str(entry["id"]) for entry in json.loads(body)["data"])
        except Fault as fault:
            raise self._failure(fault) from fault
        except (ValueError, KeyError, TypeError) as error:
            raise EndpointError(f"{self.endpoint}/models gives no list of models.", V1) from error

    async def _answer(self, step: str, messages: Sequence[Message], shape: type[T]) -> tuple[T, str, Usage]:
        """An answer, at the second try if need be: the offer, the words it was read from, and what it took."""
        spent, asked = Usage(), list(messages)
        for last in (False, True):
            completion = await self._complete(step, asked, shape)
            spent = _sum(spent, _usage_of(completion))
            text, cut = self._said(completion)
            try:
                if cut:
                    raise Unreadable("it was cut off at the limit of output tokens")
                return read(text, shape), text, spent
            except Unreadable as error:
                if last:
                    raise self._unusable(str(error), text, cut=cut) from error
                again = f"That reply cannot be used: {error}. Answer again with one whole JSON object and nothing else."
                own = text[:_CUT_SHOWN] if cut else text
                asked += [{"role": "assistant", "content": own or "(nothing)"}, {"role": "user", "content": again}]
        raise AssertionError("the second try returns or raises")

    async def _complete(self, step: str, messages: Sequence[Message], shape: type[T]) -> Completion:
        """One completion, in the fullest form that the endpoint takes."""
        async with self._slots:
            while True:
                form = self._form
                request = self._request(form, messages, shape, step)
                try:
                    body = await self._tried(partial(_completed, request))
                except Fault as fault:
                    if fault.no_model:
                        raise await self._no_model(f"{self.endpoint} has no model {self.model!r}.") from fault
                    self._step_down(form, fault)
                    continue
                completion = self._completion_in(body)
                self._prove(form)
                self._count(step, _usage_of(completion))
                return completion

    def _completion_in(self, body: str) -> Completion:
        try:
            return completion_in(body)
        except Unreadable as error:
            raise self._failure(Fault(str(error), status=200)) from error

    def request(self, messages: Sequence[Message], shape: type[T], step: str = "") -> dict[str, Any]:
        """The body that `ask` would send first, in the form that the endpoint took last."""
        return self._request(self._form, messages, shape, step)

    def _request(self, form: Form, messages: Sequence[Message], shape: type[T], step: str) -> dict[str, Any]:
        """The body of a request. Nothing in it changes from run to run."""
        schema = schema_of(shape)
        sent = [dict(message) for message in messages]
        request: dict[str, Any] = {"model": self.model, "messages": sent}
        if form.reply == "schema":
            named = {"name": shape.__name__, "schema": schema, "strict": True}
            request["response_format"] = {"type": "json_schema", "json_schema": named}
        else:  # nothing but the words tells such an endpoint what is wanted
            spelled = json.dumps(schema, ensure_ascii=False)
            sent[-1]["content"] += f"\n\nAnswer with one JSON object that fits this JSON Schema:\n{spelled}"
        if form.reply == "json":
            request["response_format"] = {"type": "json_object"}
        sampling = self._sampling(step)
        if sampling.temperature is not None and form.temperature:
            request["temperature"] = sampling.temperature
        if sampling.max_output_tokens is not None and form.limit != "none":
            request[form.limit] = sampling.max_output_tokens
        return request

    def _sampling(self, step: str) -> Sampling:
        return self.of_step.get(step, Sampling()).over(Sampling(self.temperature, self.max_output_tokens))

    async def _tried(self, call: _Call) -> str:
        """The body of one exchange, tried again while the fault may pass."""
        for attempt in range(self.retries + 1):
            if self._given_up is not None:
                raise self._given_up
            try:
                body = await self._exchange(call)
            except Fault as fault:
                if not fault.passing or attempt == self.retries:
                    raise
                await self.sleep(fault.patience(attempt))
            else:
                self._reached, self._lost = True, 0
                return body
        raise AssertionError("the last attempt returns or raises")

    async def _exchange(self, call: _Call) -> str:
        """One exchange over HTTP: its body.

        A `Fault` is raised outside the `except`, so that no traceback can show the package's error: it holds the
        request, and may hold a message in which the endpoint repeats the key.
        """
        import openai

        client = self._opened()
        try:
            async with asyncio.timeout(self.timeout):  # HTTP's own limit is per read: a trickle would never end
                answer = await call(client)
        except (openai.APITimeoutError, TimeoutError):
            fault = Fault(f"no answer within {self.timeout:g} seconds")
        except openai.APIStatusError as error:
            why, code = error_in(error.response.text)
            wait = retry_after(error.response.headers)
            fault = Fault(self._clean(why), status=error.status_code, code=code, wait=wait)
        except openai.OpenAIError as error:
            fault = Fault(self._clean(reason(error)))
        else:
            body = str(answer.text)
            refused = refusal_in(body)
            if refused is None:
                return body
            why, code = refused
            fault = Fault(self._clean(why), status=int(code) if code.isdigit() else 200, code=code)
        raise fault

    def _opened(self) -> AsyncOpenAI:
        if self._client is None:
            import openai

            self._client = openai.AsyncOpenAI(
                api_key=self.api_key or _NO_KEY,
                base_url=self._url._replace(query="", fragment="").geturl(),
                default_query=dict(parse_qsl(self._url.query)),  # Azure's api-version stands there
                timeout=self.timeout,
                max_retries=0,
            )
        return self._client

    def _step_down(self, form: Form, fault: Fault) -> None:
        """Takes the next simpler form for this run; raises the fault where it is about something else."""
        simpler = form.after(fault.why) if fault.status in (400, 404, 422) or fault.status >= 500 else None
        if simpler is None:
            raise self._failure(fault) from fault
        if simpler.reply != form.reply and self.structured != "auto":
            raise UsageError(
                f"{self.endpoint} does not take structured = {self.structured!r}: {fault.why}",
                'Set structured = "auto", which finds the form that it takes.',
            ) from fault
        if self._form == form:  # else another call has learnt it meanwhile
            self._form = simpler

    def _prove(self, form: Form) -> None:
        """Remembers a form once it has brought a completion; one that was insisted on says nothing of a better."""
        learnt = form if self.structured == "auto" else replace(form, reply=self._proven.reply)
        if learnt != self._proven and self.replies is not None:
            self.replies.keep_form(self.endpoint, self.model, str(learnt))
        self._proven = learnt

    def _said(self, completion: Completion) -> tuple[str, bool]:
        """The model's words, and whether they were cut off."""
        choice = completion.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            why = self._clean(choice.message.refusal or "the endpoint's content filter stopped the answer")
            raise ReplyError(f"{self.model} refused to answer: {head(why)}", PASSED_OVER)
        # a model that was told the key, or an endpoint that echoes it, must not bring it into the store
        return without_key(choice.message.text, self.api_key or ""), choice.finish_reason == "length"

    def _unusable(self, why: str, text: str, *, cut: bool) -> ReplyError:
        hint = "Raise max_output_tokens, or lower chunk_tokens." if cut else PASSED_OVER
        said = f" It begins: {head(self._clean(text))}" if text.strip() else ""
        return ReplyError(f"{self.model} gave no usable answer twice: {head(why)}.{said}", hint)

    def _stored(self, key: str, shape: type[T]) -> T | None:
        """The offer in a kept reply; None where there is none, or it has this shape no longer."""
        kept = self.replies.reply(key) if self.replies is not None else None
        try:
            return read(kept.text, shape) if kept is not None else None
        except Unreadable:
            return None

    def _count(self, step: str, more: Usage) -> None:
        self._usage[step] = _sum(self._usage.get(step, Usage()), more)

    async def _no_model(self, what: str) -> BriefingError:
        try:
            offered = await self.models()
        except EndpointError as error:
            if not self._reached:
                return error
            offered = []
        named = ", ".join(offered[:20]) + (f" and {len(offered) - 20} more" if len(offered) > 20 else "")
        return UsageError(what, f"Set --model to one that it offers: {named}." if named else "Set --model.")

    def _failure(self, fault: Fault) -> EndpointError:
        """The error that a person can act on.

        Where nothing ever came back, or nothing any more to as many calls in a row as fly at once, no further call
        waits to learn the same.
        """
        error = failure(fault, self.endpoint, keyed=bool(self.api_key))
        self._lost += fault.status == 0
        if (fault.status in (0, 401) and not self._reached) or self._lost > self.jobs:
            self._given_up = error
        return error

    def _clean(self, text: str) -> str:
        return cleaned(text, self.api_key, self._url.password)


async def _completed(request: dict[str, Any], client: AsyncOpenAI) -> Any:
    return await client.chat.completions.with_raw_response.create(**request)


def _usage_of(completion: Completion) -> Usage:
    counted = completion.usage
    return Usage(1, 0, counted.prompt_tokens or 0, counted.completion_tokens or 0) if counted else Usage(calls=1)


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(*(mine + theirs for mine, theirs in zip(astuple(one), astuple(other), strict=True)))
