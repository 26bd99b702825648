"""Positions, held against the annotated ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.evaluate.counts import Counts
from briefing.evaluate.evaluation import Figures
from briefing.evaluate.gold import Gold, Row
from briefing.evaluate.names import is_one_of, means
from briefing.evaluate.spans import meet, shared
from briefing.shape import Evidence, PositionShape


@dataclass(frozen=True, slots=True)
class Judged:
    """One prediction, judged.

    Attributes:
        evidence: its quotations in annotated articles, at least one.
        astray: those of them that do not stand there.
        rows: the annotated positions that it matches.
        led: those of them whose first sentence it quotes, with a reporter annotated or none.
        taken: the one of them whose room it uses; None when the prediction is wrong.
        reporter_right: whether its outermost reporter is one that a row of `led` allows.
    """

    position: PositionShape
    evidence: tuple[Evidence, ...]
    astray: tuple[Evidence, ...]
    rows: tuple[Row, ...]
    led: tuple[Row, ...]
    taken: Row | None
    reporter_right: bool

    @property
    def stance_right(self) -> bool:
        """The stance is one that a matched row allows."""
        return any(self.position.stance in row.stance for row in self.rows)

    @property
    def voice_right(self) -> bool:
        """The voice is that of a matched row."""
        return any(self.position.voice == row.voice for row in self.rows)

    @property
    def hedge_lost(self) -> bool:
        """The article hedges wherever it matches, and the position does not."""
        return not self.position.hedged and all(row.hedged for row in self.rows)

    @property
    def nested(self) -> bool:
        """Somebody reports it to the writer, by every row that says whether anybody does."""
        return bool(self.led) and all(row.via for row in self.led)

    @property
    def direct(self) -> bool:
        """Nobody does."""
        return bool(self.led) and not any(row.via for row in self.led)

    @property
    def fault(self) -> str:
        """Why the prediction is wrong; empty where it is right."""
        if self.astray:
            return "ungrounded"
        return "" if self.taken else "repeat" if self.rows else "no row"

    @property
    def label(self) -> str:
        """Where it is from, whose it is, and its words."""
        first = self.evidence[0]
        return f"{first.name} {self.position.holder}: {first.shown}"


@dataclass(frozen=True, slots=True)
class Scored:
    """Predictions as they were judged and counted.

    Attributes:
        alone: the same of each article by itself, by name, in the order of the annotations.
    """

    judged: Sequence[Judged]
    counts: Counts
    alone: Mapping[str, Scored] = field(default_factory=dict)


def judge(positions: Sequence[PositionShape], gold: Gold) -> list[Judged]:
    """Every position with evidence in an annotated article, judged in the order given.

    A row carries as many predictions as it has room for: which come first decides which are repeats.
    """
    used: Counter[tuple[str, str]] = Counter()
    judged = []
    for position in positions:
        evidence = tuple(item for item in position.evidence if item.name in gold.articles)
        if not evidence:
            continue
        wrong = tuple(item for item in evidence if astray(item, gold))
        hits = [hit for item in evidence for hit in _matches(position.holder, item, gold)]
        rows = tuple(row for row, _ in hits)
        led = tuple(row for row, first in hits if first and row.via is not None)
        free = [] if wrong else [row for row in rows if used[row.key] < row.room]
        taken = min(free, key=lambda row: used[row.key], default=None)
        if taken:
            used[taken.key] += 1
        reporter = position.via[0] if position.via else ""
        right = any(is_one_of(reporter, row.via or (), gold.known) for row in led)
        judged.append(Judged(position, evidence, wrong, rows, led, taken, right))
    return judged


def astray(item: Evidence, gold: Gold) -> bool:
    """The words do not stand at their place, character by character, in an article that is annotated."""
    article = gold.articles.get(item.name)
    return article is not None and article.text[item.start : item.end] != item.text


def _matches(holder: str, item: Evidence, gold: Gold) -> list[tuple[Row, bool]]:
    """The rows of the sentence that `item` overlaps most, where the actor is theirs; and whether it is their first.

    A quotation that reaches over more than one sentence that a row does not cite does not match that row.
    """
    article = gold.articles[item.name]
    touched = {ident for ident, place in article.places.items() if meet(item.span, place)}
    if not touched:
        return []
    in_order = (ident for ident in article.places if ident in touched)
    most = max(in_order, key=lambda ident: shared(item.span, article.places[ident]))
    return [
        (row, most == row.evidence[0])
        for row in article.rows
        if most in row.evidence
        and len(touched.difference(row.evidence)) <= 1
        and means(holder, row.names, row.as_written, gold.known)
    ]


def count(judged: Sequence[Judged], gold: Gold) -> Counts:
    """What is counted of that which `judge` judged against the same `gold`."""
    matched = [one for one in judged if one.taken]
    core = [row for row in gold.rows if row.weight == "core"]
    found = credited(judged)
    nested = [one for one in matched if one.nested]
    return Counts(
        predicted=len(judged),
        matched=len(matched),
        core=len(core),
        found=sum(row.key in found for row in core),
        stance_right=sum(one.stance_right for one in matched),
        voiced=sum(one.position.voice is not None for one in matched),
        voice_right=sum(one.voice_right for one in matched),
        nested=len(nested),
        via_right=sum(one.reporter_right for one in nested),
        nested_rows=sum(bool(row.via) for row in gold.rows),
        nested_found=len({row.key for one in nested if one.reporter_right for row in one.led}),
        direct=sum(one.direct for one in matched),
        via_invented=sum(one.direct and bool(one.position.via) for one in matched),
        hedges_lost=sum(one.hedge_lost for one in matched),
        ungrounded=sum(len(one.astray) for one in judged),
    )


def figures(judged: Sequence[Judged], gold: Gold) -> Figures:
    """The figures of what `judge` judged against the same `gold`."""
    counts = count(judged, gold)
    return Figures(
        predicted=counts.predicted,
        matched=counts.matched,
        core=counts.core,
        found=counts.found,
        precision=_rounded(counts.precision) or 0.0,
        recall=_rounded(counts.recall) or 0.0,
        f1=_rounded(counts.f1) or 0.0,
        stance_accuracy=_rounded(counts.stance_accuracy) or 0.0,
        voice_accuracy=_rounded(counts.voice_accuracy),
        nested=counts.nested,
        via_right=counts.via_right,
        via_accuracy=_rounded(counts.via_accuracy),
        nested_rows=counts.nested_rows,
        nested_found=counts.nested_found,
        via_invented=counts.via_invented,
        hedges_lost=counts.hedges_lost,
        ungrounded=counts.ungrounded,
        stance_confusion=_confusion([one for one in judged if one.taken]),
    )


def notes(judged: Sequence[Judged], gold: Gold) -> list[str]:
    """A line for each position that is wrong in any way, and for each core one that was missed."""
    return [line for one in judged for line in _faults(one)] + [
        f"missed  {row.article} {row.id} {row.actor[0]}: {row.statement}" for row in missed(judged, gold)
    ]


def missed(judged: Iterable[Judged], gold: Gold) -> list[Row]:
    """The core positions that no right prediction matches."""
    found = credited(judged)
    return [row for row in gold.rows if row.weight == "core" and row.key not in found]


def _faults(one: Judged) -> list[str]:
    """What is wrong with one prediction; when its words do not stand, nothing else matters."""
    if one.astray:
        return [f"ungrounded  {item.name} {one.position.holder}: {item.shown}" for item in one.astray]
    if not one.taken:
        return [f"{one.fault}  {one.label}"]
    lines = []
    if not one.stance_right:
        lines.append(f"stance {one.position.stance or 'none'}, not {' or '.join(one.taken.stance)}  {one.label}")
    if one.position.voice is not None and not one.voice_right:
        lines.append(f"voice {one.position.voice}, not {one.taken.voice}  {one.label}")
    if one.nested and not one.reporter_right:
        reporters = " or ".join(dict.fromkeys(name for row in one.led for name in row.via or ()))
        lines.append(f"via {' < '.join(one.position.via) or 'nobody'}, not {reporters}  {one.label}")
    if one.direct and one.position.via:
        lines.append(f"via {' < '.join(one.position.via)}, not nobody  {one.label}")
    if one.hedge_lost:
        lines.append(f"hedge lost  {one.label}")
    return lines


def credited(judged: Iterable[Judged]) -> set[tuple[str, str]]:
    """The keys of the rows that are found: all that a right prediction matches, not only the one whose room it uses."""
    return {row.key for one in judged if one.taken for row in one.rows}


def _confusion(matched: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """By stance offered, then stance annotated."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in matched:
        if one.taken:
            offered = one.position.stance
            counts[offered][offered if one.stance_right else one.taken.stance[0]] += 1
    return {offered: dict(sorted(counts[offered].items())) for offered in sorted(counts)}


def _rounded(share: float | None) -> float | None:
    """To three digits."""
    return None if share is None else round(share, 3)
