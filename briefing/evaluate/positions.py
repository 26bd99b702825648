"""Positions, held against the annotated ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.evaluate.evaluation import Figures
from briefing.evaluate.gold import Gold, Row
from briefing.evaluate.names import means
from briefing.evaluate.spans import meet, shared
from briefing.shape import Evidence, PositionShape


@dataclass(frozen=True, slots=True)
class Judged:
    """One prediction, judged.

    Attributes:
        evidence: its quotations in annotated articles, at least one.
        astray: those of them that do not stand there.
        rows: the annotated positions that it matches.
        taken: the one of them whose room it uses; None when the prediction is wrong.
    """

    position: PositionShape
    evidence: tuple[Evidence, ...]
    astray: tuple[Evidence, ...]
    rows: tuple[Row, ...]
    taken: Row | None

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
    def label(self) -> str:
        """Where it is from, whose it is, and its words."""
        first = self.evidence[0]
        return f"{first.name} {self.position.holder}: {first.shown}"


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
        rows = tuple(row for item in evidence for row in _matches(position.holder, item, gold))
        free = [] if wrong else [row for row in rows if used[row.key] < row.room]
        taken = min(free, key=lambda row: used[row.key], default=None)
        if taken:
            used[taken.key] += 1
        judged.append(Judged(position, evidence, wrong, rows, taken))
    return judged


def astray(item: Evidence, gold: Gold) -> bool:
    """The words do not stand at their place, character by character, in an article that is annotated."""
    article = gold.articles.get(item.name)
    return article is not None and article.text[item.start : item.end] != item.text


def _matches(holder: str, item: Evidence, gold: Gold) -> list[Row]:
    """The rows of the sentence that `item` overlaps most, where the actor is theirs.

    A quotation that reaches over more than one sentence that a row does not cite does not match that row.
    """
    article = gold.articles[item.name]
    touched = {ident for ident, place in article.places.items() if meet(item.span, place)}
    if not touched:
        return []
    in_order = (ident for ident in article.places if ident in touched)
    most = max(in_order, key=lambda ident: shared(item.span, article.places[ident]))
    return [
        row
        for row in article.rows
        if most in row.evidence
        and len(touched.difference(row.evidence)) <= 1
        and means(holder, row.names, row.as_written, gold.known)
    ]


def figures(judged: Sequence[Judged], gold: Gold) -> Figures:
    """The figures of what `judge` judged against the same `gold`."""
    matched = [one for one in judged if one.taken]
    core = [row for row in gold.rows if row.weight == "core"]
    credited = _credited(matched)
    found = sum(row.key in credited for row in core)
    voiced = [one for one in matched if one.position.voice is not None]
    precision, recall = len(matched) / max(1, len(judged)), found / max(1, len(core))
    return Figures(
        predicted=len(judged),
        matched=len(matched),
        core=len(core),
        found=found,
        precision=round(precision, 3),
        recall=round(recall, 3),
        f1=round(2 * precision * recall / max(1e-9, precision + recall), 3),
        stance_accuracy=_share(one.stance_right for one in matched) or 0.0,
        voice_accuracy=_share(one.voice_right for one in voiced),
        hedges_lost=sum(one.hedge_lost for one in matched),
        ungrounded=sum(len(one.astray) for one in judged),
        stance_confusion=_confusion(matched),
    )


def notes(judged: Sequence[Judged], gold: Gold) -> list[str]:
    """A line for each position that is wrong in any way, and for each core one that was missed."""
    credited = _credited(one for one in judged if one.taken)
    missed = [row for row in gold.rows if row.weight == "core" and row.key not in credited]
    return [line for one in judged for line in _faults(one)] + [
        f"missed  {row.article} {row.id} {row.actor[0]}: {row.statement}" for row in missed
    ]


def _faults(one: Judged) -> list[str]:
    """What is wrong with one prediction; when its words do not stand, nothing else matters."""
    if one.astray:
        return [f"ungrounded  {item.name} {one.position.holder}: {item.shown}" for item in one.astray]
    if not one.taken:
        return [f"{'repeat' if one.rows else 'no row'}  {one.label}"]
    lines = []
    if not one.stance_right:
        lines.append(f"stance {one.position.stance or 'none'}, not {' or '.join(one.taken.stance)}  {one.label}")
    if one.position.voice is not None and not one.voice_right:
        lines.append(f"voice {one.position.voice}, not {one.taken.voice}  {one.label}")
    if one.hedge_lost:
        lines.append(f"hedge lost  {one.label}")
    return lines


def _credited(matched: Iterable[Judged]) -> set[tuple[str, str]]:
    """All rows that a right prediction matches are found, not only the one whose room it uses."""
    return {row.key for one in matched for row in one.rows}


def _confusion(matched: Sequence[Judged]) -> dict[str, dict[str, int]]:
    """By stance offered, then stance annotated."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in matched:
        if one.taken:
            offered = one.position.stance
            counts[offered][offered if one.stance_right else one.taken.stance[0]] += 1
    return {offered: dict(sorted(counts[offered].items())) for offered in sorted(counts)}


def _share(outcomes: Iterable[bool]) -> float | None:
    """The share that is true, to three digits; None of nothing."""
    given = list(outcomes)
    return round(sum(given) / len(given), 3) if given else None
