"""The model engine: prompts to an OpenAI-compatible endpoint. It renders, asks, and hands on what was offered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from briefing.languages import language_name
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
from briefing.passages import Passage, words
from briefing.prompts import Prompts
from briefing.records import Account, Chunk, Earlier, Entry, Finding, Issue, Position, Rejected, other_language

T = TypeVar("T", bound=Offer)


class Model(Protocol):
    """What the engine asks its questions of (`openai_model.OpenAIModel`)."""

    async def ask(self, step: str, messages: Sequence[dict[str, str]], shape: type[T]) -> T:
        """A validated answer in the given shape."""
        ...


@dataclass(frozen=True, slots=True)
class ModelEngine:
    """Reads with a model.

    Attributes:
        limit: the tokens of material that go into one call; more is sent in several. A prompt may set fewer for an
            input of its own.
        count: how many tokens a text has.
        language: of the sentences that it writes, ISO 639-1.
    """

    model: Model
    prompts: Prompts
    limit: int
    count: Callable[[str], int]
    language: str = "en"

    @property
    def name(self) -> Literal["model"]:
        """Which engine this is."""
        return "model"

    async def extract(self, chunk: Chunk) -> ExtractOffer:
        """One call for the chunk."""
        return await self._ask("extract", ExtractOffer, **self.reading(chunk))

    async def mend(self, chunk: Chunk, refused: Sequence[Rejected]) -> MendOffer:
        """One call with all that did not stand."""
        lines = [f"{number}. {_refusal(item)}" for number, item in enumerate(refused, start=1)]
        return await self._ask("mend", MendOffer, **self.reading(chunk), refused="\n".join(lines))

    def reading(self, chunk: Chunk) -> dict[str, str]:
        """The inputs of the reading of a chunk: its text, and the language to write in where that is another one."""
        foreign = other_language(chunk.article, self.language) is not None
        return {"article": chunk.text, "language": language_name(self.language) if foreign else ""}

    async def group(
        self, positions: Sequence[Position], accounts: Sequence[Account], names: Sequence[str] = ()
    ) -> GroupOffer:
        """One call where everything fits; else one after the other, each offered the names found so far."""
        entries: list[Entry] = [*positions, *accounts]
        lines = [_entry(item) for item in entries]
        offers: list[GroupOffer] = []
        for part in _parts(lines, self.room("group", "entries"), self.count):
            found = [issue.name for offer in offers for issue in offer.issues]
            known = list(dict.fromkeys(_one_line(name) for name in (*names, *found)))
            offers.append(await self._ask("group", GroupOffer, entries="\n".join(part), names=known))
        return _merged(offers)

    async def compare(self, issues: Sequence[Issue]) -> CompareOffer:
        """One call where everything fits; else the issues are shared out over several."""
        findings = []
        room = self.room("compare", "issues")
        for part in _parts([_issue(issue) for issue in issues], room, self.count):
            offer = await self._ask("compare", CompareOffer, issues="\n\n".join(part))
            findings += offer.findings
        return CompareOffer(findings=findings)

    async def follow(self, earlier: Earlier, before: Sequence[Position], after: Sequence[Position]) -> FollowOffer:
        """One call where everything fits; else the actors are shared out over several."""
        changes, unsure = [], []
        for part in _parts(_by_actor(before, after), self.room("follow", "positions"), self.count):
            offer = await self._ask("follow", FollowOffer, positions="\n\n".join(part))
            changes += offer.changes
            unsure += offer.unsure
        return FollowOffer(changes=changes, unsure=unsure)

    async def summarise(self, issues: Sequence[Issue], findings: Sequence[Finding]) -> SummariseOffer:
        """One call; where not everything fits, the findings come first and the issues as far as they go."""
        told = "\n\n".join(_finding(item) for item in findings) or "(no findings)"
        room = self.room("summarise", "issues")
        first = next(_parts([_issue(issue) for issue in issues], room, self.count), [])
        return await self._ask("summarise", SummariseOffer, findings=told, issues="\n\n".join(first))

    async def answer(self, question: str, passages: Sequence[Passage]) -> AnswerOffer:
        """One call, with as many of the best passages as fit."""
        fitting = next(_parts([item.text for item in passages], self.room("answer", "passages"), self.count), [])
        told = "\n\n".join(_passages(passages[: len(fitting)]))
        return await self._ask("answer", AnswerOffer, question=question, passages=told)

    def room(self, step: str, name: str) -> int:
        """The tokens of an input that go into one call: what its prompt sets, where that is less than the limit."""
        item = self.prompts.get(step).head.inputs.get(name)
        return min(self.limit, item.max_tokens) if item is not None and item.max_tokens else self.limit

    def messages(self, step: str, **values: object) -> list[dict[str, str]]:
        """What is sent for a step: the very messages of the call."""
        return self.prompts.get(step).messages(**values)

    async def _ask(self, step: str, shape: type[T], **values: object) -> T:
        return await self.model.ask(step, self.messages(step, **values), shape)


def _entry(item: Entry) -> str:
    """A line of a prompt: "p3 [001.txt] Ukraine demands (reported by …): …"."""
    source = _one_line(item.evidence[0].source)
    if isinstance(item, Account):
        return f"{item.id} [{source}] the article states: {_one_line(item.sentence)}"
    told = f" (reported by {', '.join(map(_one_line, item.via))})" if item.via else ""
    whose = _one_line(item.actor.name) + (f" (for {_one_line(item.behalf)})" if item.behalf else "")
    return f"{item.id} [{source}] {whose} {item.stance}{told}: {_one_line(item.sentence)}"


def _by_actor(before: Sequence[Position], after: Sequence[Position]) -> list[str]:
    """For each actor who is heard today, all entries of both days; a person's stand with those whom it is held for."""
    both = [*before, *after]
    holders = {item.actor.name: item.behalf for item in both if item.behalf}

    def whose(item: Position) -> str:
        return item.behalf or holders.get(item.actor.name, item.actor.name)

    texts = []
    for name in dict.fromkeys(map(whose, after)):
        held = [item for item in both if whose(item) == name]
        texts.append("\n".join([f"## {_one_line(name)}", *(_dated(item) for item in held)]))
    return texts


def _dated(item: Position) -> str:
    """A line of a prompt: "e3 [2026-01-02] The pier, demands: The board … | the article: …"."""
    hedged = ", hedged" if item.hedged else ""
    told = "" if item.verbatim else f" | the article: {_one_line(item.evidence[0].text)}"
    matter = f"{_one_line(item.issue)}, {item.stance}{hedged}"
    return f"{item.id} [{item.published}] {matter}: {_one_line(item.sentence)}{told}"


def _issue(issue: Issue) -> str:
    return "\n".join([f"## {_one_line(issue.name)}", *(_entry(item) for item in issue.entries)])


def _finding(finding: Finding) -> str:
    kind = finding.kind + (", apparent" if finding.apparent else "")
    sides = [f"- {_one_line(side.label)}: {_ids(side.entries)}" for side in finding.sides]
    return "\n".join([f"{kind} on {_one_line(finding.issue)}: {_one_line(finding.sentence)}", *sides])


def _passages(items: Sequence[Passage]) -> Iterator[str]:
    """The passages, article by article, each under "[s3] Daily News, 2026-11-21 (003.txt)"; no sentence twice."""
    shown: set[tuple[str, int, int]] = set()
    for item in sorted(items, key=lambda item: (item.article.source, item.article.id, item.focus[0].start)):
        article = item.article
        new = [part for part in item.segments if (article.id, part.start, part.end) not in shown]
        shown.update((article.id, part.start, part.end) for part in new)
        if new:
            outlet = _one_line(article.outlet) if article.outlet else "no outlet"
            day = article.published.isoformat() if article.published else "undated"
            yield f"[{item.id}] {outlet}, {day} ({_one_line(article.source)})\n{words(article, new)}"


def _refusal(item: Rejected) -> str:
    closest = "closest passage" if item.reason in ("near_miss", "ambiguous") else "about"
    return f"{item.reason}: {_one_line(item.offered)}\n   {closest}: {_one_line(item.detail) or '(none)'}"


def _ids(items: Sequence[Entry]) -> str:
    return ", ".join(item.id for item in items)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _parts(texts: Sequence[str], limit: int, count: Callable[[str], int]) -> Iterator[list[str]]:
    """The texts in runs of at most `limit` tokens; a longer text has a run of its own."""
    part: list[str] = []
    size = 0
    for text in texts:
        tokens = count(text) + 2  # the line ends between two texts
        if part and size + tokens > limit:
            yield part
            part, size = [], 0
        part.append(text)
        size += tokens
    if part:
        yield part


def _merged(offers: Sequence[GroupOffer]) -> GroupOffer:
    """The offers of several calls as one: issues of the same name are one."""
    if len(offers) == 1:
        return offers[0]
    merged: dict[str, tuple[list[str], list[str]]] = {}
    for issue in (issue for offer in offers for issue in offer.issues):
        positions, accounts = merged.setdefault(issue.name, ([], []))
        positions += issue.positions
        accounts += issue.accounts
    return GroupOffer.model_validate(
        {"issues": [{"name": name, "positions": ours[0], "accounts": ours[1]} for name, ours in merged.items()]}
    )
