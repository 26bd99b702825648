"""The one door to the reading: what an engine must give. Engines offer, steps check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from briefing.offers import (
    AnswerOffer,
    CompareOffer,
    ExtractOffer,
    FollowOffer,
    GroupOffer,
    MendOffer,
    SummariseOffer,
)
from briefing.passages import Passage
from briefing.records import Account, Chunk, Earlier, Finding, Issue, Position, Rejected


class Engine(Protocol):
    """Reads, groups, compares, summarises and answers. Everything it returns is checked by the step that asked.

    Each method raises `ReplyError` when no usable answer was to be had for this piece of work, and `EndpointError`
    when none is to be had at all.
    """

    @property
    def name(self) -> Literal["model", "rules"]:
        """Which engine this is."""
        ...

    async def extract(self, chunk: Chunk) -> ExtractOffer:
        """The positions and accounts in a chunk."""
        ...

    async def mend(self, chunk: Chunk, refused: Sequence[Rejected]) -> MendOffer:
        """Another try at offers that did not stand, numbered from 1; empty where the engine has nothing better."""
        ...

    async def group(
        self, positions: Sequence[Position], accounts: Sequence[Account], names: Sequence[str] = ()
    ) -> GroupOffer:
        """The issues that the positions and accounts belong to; `names` are those of the last briefing's issues."""
        ...

    async def compare(self, issues: Sequence[Issue]) -> CompareOffer:
        """What agrees and what differs on each issue."""
        ...

    async def follow(self, earlier: Earlier, before: Sequence[Position], after: Sequence[Position]) -> FollowOffer:
        """What became of the last briefing's positions; `before` and `after` are those that can be compared."""
        ...

    async def summarise(self, issues: Sequence[Issue], findings: Sequence[Finding]) -> SummariseOffer:
        """The bottom line: two to four sentences, each citing positions or accounts."""
        ...

    async def answer(self, question: str, passages: Sequence[Passage]) -> AnswerOffer:
        """An answer out of the passages alone, the best of them first; not answered where they do not say."""
        ...
