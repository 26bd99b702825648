"""All cases of some prompts, one version of a prompt beside another.

Where the replies are from: with `live`, the configured model, which is asked what it has not answered yet. Otherwise
the recordings, then whatever the configured model was asked before. Two versions are compared on one model's replies
wherever one has both.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import cached_property

from briefing.cases.asking import Asking, Keeping
from briefing.cases.case import FIGURES, Case, Tested
from briefing.cases.outcome import Line, Outcome, shares
from briefing.cases.trial import STEPS, Reader, With, trial
from briefing.evaluate.counts import added
from briefing.openai_model import OpenAIModel
from briefing.prompts import Prompt, Prompts
from briefing.records import Usage

SUMMED = ("positions", "ungrounded", "refused", "mended")
"""The figures of several cases that are told together by adding them up; shares are those of all counts together."""


Opening = Callable[[Prompts], AbstractAsyncContextManager[OpenAIModel]]
"""Opens a model for the prompts that it will be asked with: they may set a temperature and a limit."""


@dataclass(frozen=True, slots=True)
class Answering:
    """A model whose replies are kept somewhere.

    Attributes:
        runs: the model with its replies, one for each time that the cases are run.
        limit: tokens of material that go into one call.
    """

    runs: tuple[tuple[Opening, Keeping], ...]
    limit: int


@dataclass(frozen=True)
class Trials:
    """One version of a prompt on one case: once, or as often as was asked for."""

    runs: tuple[Outcome, ...]

    @property
    def first(self) -> Outcome:
        """The first run, which is the one that is shown in full."""
        return self.runs[0]

    @property
    def whole(self) -> bool:
        """Whether every question of every run had a reply."""
        return all(run.whole for run in self.runs)

    @property
    def holds(self) -> bool:
        """Whether every run is as expected."""
        return all(run.holds for run in self.runs)

    @property
    def verdict(self) -> str:
        """In words; of several runs, of each sort how many."""
        told = Counter(run.verdict for run in self.runs)
        if len(told) == 1:
            return next(iter(told))
        return "; ".join(f"{count} of {len(self.runs)}: {verdict}" for verdict, count in told.items())

    def values(self, figure: str) -> list[float]:
        """A figure, of each run that has it."""
        return [run.figures[figure] for run in self.runs if figure in run.figures]

    @property
    def usage(self) -> Usage:
        """What the replies of all runs took."""
        used = [run.usage for run in self.runs]
        return Usage(
            calls=sum(item.calls for item in used),
            prompt_tokens=sum(item.prompt_tokens for item in used),
            completion_tokens=sum(item.completion_tokens for item in used),
        )


@dataclass(frozen=True)
class Row:
    """One case: the versions of its prompt, the one that is compared with first, the one in use last."""

    case: Case
    versions: tuple[Trials, ...]

    @property
    def now(self) -> Trials:
        """The version in use."""
        return self.versions[-1]

    @cached_property
    def went(self) -> tuple[Line, ...]:
        """What only the other version gives."""
        return _without(self.versions[0], self.now)

    @cached_property
    def came(self) -> tuple[Line, ...]:
        """What only the version in use gives."""
        return _without(self.now, self.versions[0])

    @property
    def changed(self) -> bool:
        """Whether the two versions give different things; False where one of them gives nothing yet."""
        if not all(version.whole for version in self.versions):
            return False
        return bool(self.went or self.came) or self.versions[0].verdict != self.now.verdict

    @property
    def models(self) -> tuple[str, ...]:
        """Who answered."""
        return tuple(dict.fromkeys(run.model for version in self.versions for run in version.runs if run.whole))


def _without(one: Trials, other: Trials) -> tuple[Line, ...]:
    theirs = {line.key for line in other.first.lines}
    return tuple(line for line in one.first.lines if line.key not in theirs)


@dataclass(frozen=True)
class Sheet:
    """The cases of one prompt.

    Attributes:
        labels: how each version is named: "HEAD: extract@1 (a1b2c3d4e5f6)".
        rows: what changed first, then what is not as expected, then the rest.
    """

    prompt: Tested
    labels: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """Those that some case has, in order; all where no case has any yet."""
        named = FIGURES[self.prompt]
        had = {name for row in self.rows for version in row.versions for run in version.runs for name in run.figures}
        return tuple(name for name in named if name in had) or named

    @property
    def unanswered(self) -> tuple[Row, ...]:
        """The cases that have no reply to a question of some version."""
        return tuple(row for row in self.rows if not all(version.whole for version in row.versions))

    def total(self, version: int) -> Mapping[str, float]:
        """The figures of all cases together, where they can be told together; none where a case has no reply."""
        runs = [row.versions[version].first for row in self.rows]
        counts = [run.counts for run in runs if run.counts is not None]
        if len(runs) < 2 or len(counts) < len(runs):
            return {}
        summed = {name: sum(run.figures.get(name, 0) for run in runs) for name in SUMMED if name in self.figures}
        return {**summed, **shares(added(counts))}

    def reasons(self, version: int) -> Counter[str]:
        """How often something was refused, by reason."""
        return sum((run.reasons for row in self.rows for run in row.versions[version].runs), Counter[str]())

    def usage(self, version: int) -> Usage:
        """What the replies of all cases took."""
        used = [row.versions[version].usage for row in self.rows]
        return Usage(
            calls=sum(item.calls for item in used),
            prompt_tokens=sum(item.prompt_tokens for item in used),
            completion_tokens=sum(item.completion_tokens for item in used),
        )


@dataclass(frozen=True)
class Review:
    """Everything that was tested.

    Attributes:
        runs: how often each case was run.
        calls: that asking what has no reply would take at least.
        prompt_tokens, completion_tokens: that those calls would take; the second goes by what was recorded.
    """

    sheets: tuple[Sheet, ...]
    runs: int
    calls: int
    prompt_tokens: int
    completion_tokens: int

    @property
    def holds(self) -> bool:
        """Whether every case, in the version in use, is as expected, and none has no reply."""
        return all(row.now.holds for sheet in self.sheets for row in sheet.rows) and not self.calls


async def review(
    chosen: Sequence[Case],
    versions: Mapping[str, Sequence[tuple[str, Prompt]]],
    prompts: Prompts,
    answering: Sequence[Answering],
    reader: Reader,
    *,
    live: bool,
    lengths: Mapping[str, Sequence[int]],
    done: Callable[[int, int], None],
) -> Review:
    """Runs the cases.

    Args:
        versions: by prompt, each with its label, the one in use last.
        answering: whose replies are taken, in this order.
        lengths: the tokens of recorded replies, by their shape.
        done: told how much is done, of how much.

    Raises:
        UsageError: as `trial`.
        EndpointError: the endpoint cannot be reached.
    """
    tried: list[list[tuple[Trials, ...]]] = []
    for model in answering:
        tried.append(await _all(chosen, versions, prompts, model, reader, live=live, done=done))
        if all(version.whole for trials in tried[-1] for version in trials):
            break
    rows = [Row(case, _best(same)) for case, same in zip(chosen, zip(*tried, strict=True), strict=True)]
    sheets = [
        Sheet(
            name,
            tuple(label for label, _ in versions[name]),
            tuple(sorted((row for row in rows if row.case.prompt == name), key=_order)),
        )
        for name in dict.fromkeys(case.prompt for case in chosen)
    ]
    missing = [item for row in rows for version in row.versions for run in version.runs for item in run.missing]
    return Review(
        sheets=tuple(sheets),
        runs=len(answering[0].runs),
        calls=len(missing),
        prompt_tokens=sum(reader.count(said["content"]) for item in missing for said in item.messages),
        completion_tokens=round(sum(_mean(lengths.get(item.shape, ())) for item in missing)),
    )


async def _all(
    chosen: Sequence[Case],
    versions: Mapping[str, Sequence[tuple[str, Prompt]]],
    prompts: Prompts,
    answering: Answering,
    reader: Reader,
    *,
    live: bool,
    done: Callable[[int, int], None],
) -> list[tuple[Trials, ...]]:
    """Every version of every case, as one model answers it: one version after the other, all its cases at once."""
    found: defaultdict[str, list[list[Outcome]]] = defaultdict(list)
    whole = sum(len(versions[case.prompt]) for case in chosen) * len(answering.runs)
    finished = 0

    async def one(case: Case, version: Prompts, model: OpenAIModel, kept: Keeping) -> Outcome:
        nonlocal finished
        given = {"extract": case.told.given} if case.told.given is not None else {}
        asking = Asking(model, kept, STEPS[case.prompt], given, live)
        outcome = await trial(case, version, asking, reader, answering.limit)
        finished += 1
        done(finished, whole)
        return outcome

    for name, several in versions.items():
        mine = [case for case in chosen if case.prompt == name]
        for _, prompt in several:
            version, runs = With(prompts, prompt), []
            for opening, kept in answering.runs:
                async with opening(version) as model:
                    runs.append(await asyncio.gather(*(one(case, version, model, kept) for case in mine)))
            for case, *outcomes in zip(mine, *runs, strict=True):
                found[case.name].append(outcomes)
    return [tuple(Trials(tuple(runs)) for runs in found[case.name]) for case in chosen]


def _best(tried: Sequence[tuple[Trials, ...]]) -> tuple[Trials, ...]:
    """The versions as one model answers them; where none answers all, each as the first that does."""
    for versions in tried:
        if all(version.whole for version in versions):
            return versions
    last = len(tried) - 1
    return tuple(next((one for one in same if one.whole), same[last]) for same in zip(*tried, strict=True))


def _order(row: Row) -> tuple[bool, bool, str]:
    return (not row.changed, row.now.holds, row.case.name)


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values) if values else 0.0
