"""What a step would send, without sending it: the engine itself is asked, with a model that only listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from briefing.actors import Actors
from briefing.chunk import chunk
from briefing.engines.model import ModelEngine
from briefing.errors import UsageError
from briefing.follow import comparable
from briefing.offers import Offer
from briefing.prompts import Prompts
from briefing.records import READ, Account, Article, Chunk, Position
from briefing.retrieve import FullText, Query
from briefing.segment import segment
from briefing.store import KeptRun, Store

T = TypeVar("T", bound=Offer)
MOST = 40
"""Passages that a question is answered from at most, as in `ask`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that a step would make."""

    step: str
    messages: Sequence[dict[str, str]]
    shape: type[Offer]


@dataclass(slots=True)
class Listener:
    """A model that notes what it is asked, and has nothing to offer."""

    asked: list[Asked] = field(default_factory=list)

    async def ask(self, step: str, messages: Sequence[dict[str, str]], shape: type[T]) -> T:
        """The empty offer."""
        self.asked.append(Asked(step, messages, shape))
        empty: dict[str, object] = {
            name: False if item.annotation is bool else [] for name, item in shape.model_fields.items()
        }
        return shape.model_validate(empty)


@dataclass(frozen=True, slots=True)
class Material:
    """What a step is given to read.

    Attributes:
        article: for extract and mend; for answer, the one that is searched.
        run: for group, compare, follow and summarise; for mend, what was rejected in it.
        values: inputs that a person set, in the place of what the step would put in.
    """

    article: Article | None
    run: KeptRun | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Rehearses steps.

    Attributes:
        limit: the tokens of material that go into one call.
        count: how many tokens a text has.
        store: what `answer` searches when no article is given; None where there is none.
        language: of the sentences that are asked for, ISO 639-1.
    """

    prompts: Prompts
    limit: int
    count: Callable[[str], int]
    actors: Actors
    store: Store | None
    language: str = "en"

    async def rehearse(self, name: str, given: Material) -> list[Asked]:
        """Every call that the step would make for this material, in their order.

        Raises:
            UsageError: the step wants something that is not given; or the prompt is broken.
        """
        listener = Listener()
        engine = _Engine(listener, self.prompts, self.limit, self.count, self.language, given.values)
        prompt = self.prompts.get(name)
        missing = [item for item in prompt.head.inputs if item not in ("fields", *given.values)]
        if not missing:
            return [Asked(name, engine.messages(name), prompt.reply)]
        match name:
            case "extract":
                for part in self._chunks(_article(name, given), engine.room("extract", "article")):
                    await engine.extract(part)
            case "mend":
                await self._mend(engine, given)
            case "group":
                run = _run(name, given)
                positions = [item for issue in run.issues for item in issue.positions]
                accounts = [item for issue in run.issues for item in issue.accounts]
                known = run.earlier.issues if run.earlier else ()
                await engine.group(sorted(positions, key=_number), sorted(accounts, key=_number), known)
            case "compare":
                await engine.compare(_run(name, given).issues)
            case "follow":
                await _follow(engine, _run(name, given))
            case "summarise":
                run = _run(name, given)
                await engine.summarise(run.issues, run.findings)
            case "answer":
                await self._answer(engine, given)
            case _:
                raise UsageError(
                    f"No step puts anything into {name}: {', '.join(missing)} is not given.",
                    "Give it with --var NAME=TEXT.",
                )
        return listener.asked

    def _chunks(self, article: Article, limit: int) -> Sequence[Chunk]:
        segments = tuple(part for part in segment(article) if part.role in READ)
        found = chunk(article, segments, limit=limit, count=self.count)
        if not found:
            raise UsageError(f"Nothing in {article.source} is sent for reading.", "It has headings and captions alone.")
        return found

    async def _mend(self, engine: ModelEngine, given: Material) -> None:
        """What the run rejected in the article, as far as a second try did not put it right."""
        article = _article("mend", given)
        rejected = given.run.rejected if given.run else ()
        refused = [item for item in rejected if item.step == "extract" and item.article == article.source]
        if not refused and "refused" not in given.values:
            raise UsageError(
                f"Nothing is known that was refused in {article.source}.",
                "Name a run that rejected some of it with --run, or give it with --var refused=TEXT.",
            )
        for part in self._chunks(article, engine.room("extract", "article")):
            await engine.mend(part, refused)

    async def _answer(self, engine: ModelEngine, given: Material) -> None:
        question = given.values.get("question", "")
        if not question.strip():
            raise UsageError("There is no question.", 'Give it with --var question="Who demands what?".')
        if given.article is not None:
            with Store.in_memory() as store:
                store.keep_articles([given.article])
                found = FullText(store, self.actors).retrieve(Query(question), MOST)
        elif self.store is not None:
            found = FullText(self.store, self.actors).retrieve(Query(question), MOST)
        else:
            raise UsageError("There are no articles to search.", "Name one with --article.")
        if not found.passages:
            raise UsageError("No passage was found, so that nothing would be sent.", "Ask in the articles' words.")
        await engine.answer(question, found.passages)


@dataclass(frozen=True, slots=True)
class _Engine(ModelEngine):
    """The engine, with inputs that a person set in the place of its own."""

    values: Mapping[str, str] = field(default_factory=dict)

    def messages(self, step: str, **values: object) -> list[dict[str, str]]:
        """What is sent for a step."""
        inputs = self.prompts.get(step).head.inputs
        unknown = next((name for name in self.values if name not in inputs), None)
        if unknown is not None:
            raise UsageError(f"{step} has no input {unknown!r}.", f"It has {', '.join(inputs)}.")
        given = {name: _typed(inputs[name].type, value) for name, value in self.values.items()}
        return ModelEngine.messages(self, step, **{**values, **given})


async def _follow(engine: ModelEngine, run: KeptRun) -> None:
    before, after = comparable(run.earlier, run.issues) if run.earlier else ((), ())
    if run.earlier is None or not before or not after:
        raise UsageError(
            f"The run {run.id} has no earlier briefing on its topic to be held against.",
            "Name a run that says what changed since the last briefing.",
        )
    await engine.follow(run.earlier, before, after)


def _typed(kind: str, value: str) -> object:
    """A text as an input of its type; the items of a list are parted by line ends."""
    if kind == "list":
        return value.splitlines()
    if kind == "number":
        try:
            return float(value) if "." in value else int(value)
        except ValueError as error:
            raise UsageError(f"{value!r} is no number.", "Give it in digits.") from error
    return value


def _article(name: str, given: Material) -> Article:
    if given.article is None:
        raise UsageError(f"{name} reads an article, and none is named.", "Name it with --article FILE.")
    return given.article


def _run(name: str, given: Material) -> KeptRun:
    if given.run is None:
        raise UsageError(
            f"{name} reads what earlier steps found, and no run is named.",
            f"Name one with --run: an id that `briefing prompts log {name}` lists, or last.",
        )
    return given.run


def _number(item: Position | Account) -> int:
    """Of an entry's id: p12 comes after p2."""
    return int(item.id[1:])
