"""A model that is listened to: what it was asked, what it answered, and what it could not be asked for nothing.

Only the steps that a case is about are asked. A later one has nothing to offer, so that the story of a whole day can be
told as far as the prompt under test, and not one call further.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from briefing.errors import ReplyError
from briefing.offers import Offer
from briefing.openai_model import Message, OpenAIModel, Replies
from briefing.records import Usage

T = TypeVar("T", bound=Offer)


class Kept(Protocol):
    """A reply that is there already: the model's words, and what they took."""

    @property
    def text(self) -> str:
        """The words as they came."""
        ...

    @property
    def usage(self) -> Usage:
        """The calls and tokens."""
        ...


class Keeping(Replies, Protocol):
    """Where the model's replies are kept (the store, recordings), so that they can be looked at."""

    def reply(self, key: str) -> Kept | None:
        """The reply to a request."""
        ...


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and its answer.

    Attributes:
        model: the name of the model that answered.
        text: its words as they came.
    """

    step: str
    model: str
    messages: tuple[Message, ...]
    text: str
    usage: Usage


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that has no reply yet."""

    step: str
    messages: tuple[Message, ...]
    shape: str


@dataclass(slots=True)
class Asking:
    """One model, for one case.

    Attributes:
        replies: where the model's replies are kept.
        steps: those that are asked; every other one is answered with nothing.
        given: by step, an offer that stands in for the answer.
        live: whether what has no reply yet is asked of the endpoint.
    """

    model: OpenAIModel
    replies: Keeping
    steps: frozenset[str]
    given: Mapping[str, Offer]
    live: bool
    exchanges: list[Exchange] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)

    async def ask(self, step: str, messages: Sequence[dict[str, str]], shape: type[T]) -> T:
        """The answer, as the model gives it.

        Raises:
            ReplyError: there is none, and it may not be asked for; it is noted in `missing`.
            EndpointError, UsageError: as the model does.
        """
        offer = self.given.get(step)
        if isinstance(offer, shape):
            return offer
        if step not in self.steps:  # every offer is an object of lists, but for an answer's, which is its own story
            return shape.model_validate({name: [] for name in shape.model_fields})
        if not self.live and not self.model.preview(messages, shape, step):
            self.missing.append(Missing(step, tuple(messages), shape.__name__))
            raise ReplyError(f"There is no recording of this {step}.", "Ask with --live.")
        answer = await self.model.ask(step, messages, shape)
        kept = self.replies.reply(self.model.key(messages, shape, step))
        assert kept is not None, "a reply that was used is kept"
        self.exchanges.append(Exchange(step, self.model.model, tuple(messages), kept.text, kept.usage))
        return answer


@dataclass(frozen=True, slots=True)
class Turn:
    """The replies of one of several runs: each keeps its own, so that none of them is paid for twice.

    Attributes:
        number: counted from 1; the first keeps its replies where any run does.
    """

    replies: Keeping
    number: int

    def reply(self, key: str) -> Kept | None:
        """This turn's reply to a request."""
        return self.replies.reply(self._own(key))

    def keep_reply(self, key: str, *, step: str, model: str, text: str, usage: Usage) -> None:
        """Keeps it as this turn's."""
        self.replies.keep_reply(self._own(key), step=step, model=model, text=text, usage=usage)

    def form(self, endpoint: str, model: str) -> str | None:
        """As for any turn."""
        return self.replies.form(endpoint, model)

    def keep_form(self, endpoint: str, model: str, form: str) -> None:
        """As for any turn."""
        self.replies.keep_form(endpoint, model, form)

    def _own(self, key: str) -> str:
        return key if self.number == 1 else f"{key}, run {self.number}"
