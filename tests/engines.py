"""Engines that offer what a test says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeVar

from briefing.errors import BriefingError
from briefing.offers import (
    AnswerOffer,
    CompareOffer,
    ExtractOffer,
    FollowOffer,
    GroupOffer,
    MendOffer,
    Offer,
    SummariseOffer,
)
from briefing.passages import Passage
from briefing.records import Account, Chunk, Earlier, Finding, Issue, Position, Rejected

T = TypeVar("T", bound=Offer)

_EMPTY: dict[str, dict[str, Any]] = {
    "extract": {"statements": [], "accounts": []},
    "mend": {"mended": []},
    "group": {"issues": []},
    "compare": {"findings": []},
    "follow": {"changes": [], "unsure": []},
    "summarise": {"sentences": []},
    "answer": {"answered": False, "conflicting": False, "sentences": []},
}


class Fixed:
    """An engine with one answer for each step: plain data, or the error that it raises; nothing where none is given.

    Attributes:
        asked: the steps that were asked of it, in order.
        refused: what was given back to be mended.
    """

    def __init__(self, **answers: dict[str, Any] | BriefingError) -> None:
        self.answers = {**_EMPTY, **answers}
        self.asked: list[str] = []
        self.refused: list[Rejected] = []

    @property
    def name(self) -> Literal["model"]:
        return "model"

    async def extract(self, chunk: Chunk) -> ExtractOffer:
        return self._answer("extract", ExtractOffer)

    async def mend(self, chunk: Chunk, refused: Sequence[Rejected]) -> MendOffer:
        self.refused += refused
        return self._answer("mend", MendOffer)

    async def group(
        self, positions: Sequence[Position], accounts: Sequence[Account], names: Sequence[str] = ()
    ) -> GroupOffer:
        return self._answer("group", GroupOffer)

    async def compare(self, issues: Sequence[Issue]) -> CompareOffer:
        return self._answer("compare", CompareOffer)

    async def follow(self, earlier: Earlier, before: Sequence[Position], after: Sequence[Position]) -> FollowOffer:
        return self._answer("follow", FollowOffer)

    async def summarise(self, issues: Sequence[Issue], findings: Sequence[Finding]) -> SummariseOffer:
        return self._answer("summarise", SummariseOffer)

    async def answer(self, question: str, passages: Sequence[Passage]) -> AnswerOffer:
        return self._answer("answer", AnswerOffer)

    def _answer(self, step: str, shape: type[T]) -> T:
        self.asked.append(step)
        answer = self.answers[step]
        if isinstance(answer, BriefingError):
            raise answer
        return shape.model_validate(answer)
