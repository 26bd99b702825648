"""Changes of position over days, held against the planted ones of changes.jsonl (docs/annotating.md)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal

from pydantic import Field

from briefing.evaluate.gold import GoldRow, Passage, article_files, read_bytes, read_rows
from briefing.evaluate.names import fold, is_one_of
from briefing.evaluate.spans import Span, meet, places
from briefing.shape import ChangeShape, PositionShape

MOVES = frozenset({"new", "hardened", "softened", "reversed"})
"""The kinds that say that something changed; "unchanged" does not."""

Places = list[tuple[str, Span]]


@dataclass(frozen=True, slots=True)
class Changes:
    """How the changes over days fared.

    Attributes:
        planted: planted changes.
        right: those of them that are reported: the same kind and actor, both sides resting on the planted words.
        still: planted non-changes.
        kept_still: those of them whose words no reported change rests on.
        others: changes that are reported beside the planted ones. Not every one need be wrong: each is listed.
    """

    planted: int
    right: int
    still: int
    kept_still: int
    others: int


class ChangeRow(GoldRow):
    """A planted change, or a planted non-change."""

    id: str
    planted: Literal["change", "no_change"]
    kind: Literal["reversed", "hardened", "softened", "new", "unchanged", "not_seen", "undated"]
    actor: tuple[str, ...] = Field(min_length=1)
    issue: str
    before: Passage | None
    after: Passage | None
    before_also: tuple[Passage, ...] = ()
    after_also: tuple[Passage, ...] = ()

    @property
    def sides(self) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        """The quotations of either day, any of which will do; empty where nothing was held, or is."""
        before = (self.before, *self.before_also) if self.before else ()
        return before, (self.after, *self.after_also) if self.after else ()


def judge_changes(
    offered: Sequence[ChangeShape], gold: Path, articles: Path | Sequence[Path]
) -> tuple[Changes | None, list[str]]:
    """How the changes that a briefing reports fared, and a line for each that is wrong or missed.

    Returns:
        None where the folder `gold` has no changes.jsonl.

    Raises:
        UsageError: the annotations cannot be read.
    """
    path = gold / "changes.jsonl"
    if not path.exists():
        return None, []
    rows = tuple(read_rows(path, ChangeRow, {}))
    passages = [passage for row in rows for side in row.sides for passage in side]
    files = article_files(articles, {passage.article for passage in passages})
    texts = {name: read_bytes(file).decode("utf-8", errors="replace") for name, file in files.items()}
    known = {fold(name) for row in rows for name in row.actor}
    changes = [row for row in rows if row.planted == "change"]
    still = [row for row in rows if row.planted == "no_change"]
    hits = {row.id: [one for one in offered if _is(one, row, texts, known)] for row in changes}
    moved = {row.id: [one for one in offered if one.kind in MOVES and _touches(one, row, texts)] for row in still}
    planted = list(chain.from_iterable(hits.values()))
    others = [one for one in offered if one.kind in MOVES and one not in planted]
    outcome = Changes(
        planted=len(changes),
        right=sum(bool(hits[row.id]) for row in changes),
        still=len(still),
        kept_still=sum(not moved[row.id] for row in still),
        others=len(others),
    )
    return outcome, [
        *(f"change missed  {row.id} {row.kind} {row.actor[0]}: {row.issue}" for row in changes if not hits[row.id]),
        *(f"no change, but reported  {row.id} {one.kind} {one.holder}" for row in still for one in moved[row.id]),
        *(f"change not planted  {one.kind} {one.holder}: {one.issue}" for one in others),
        *(
            f"annotation  {passage.article} has no place for: {passage.quote}"
            for passage in passages
            if not _places([passage], texts)
        ),
    ]


def _is(one: ChangeShape, row: ChangeRow, texts: Mapping[str, str], known: Collection[str]) -> bool:
    """The reported change is the planted one."""
    before, after = row.sides
    return (
        one.kind == row.kind
        and is_one_of(one.holder, row.actor, known)
        and (not before or _rests(one.before, _places(before, texts)))
        and (not after or _rests(one.after, _places(after, texts)))
    )


def _touches(one: ChangeShape, row: ChangeRow, texts: Mapping[str, str]) -> bool:
    """The reported change rests on words of the planted non-change."""
    before, after = row.sides
    return _rests((*one.before, *one.after), _places([*before, *after], texts))


def _rests(stands: Sequence[PositionShape], words: Places) -> bool:
    return any(
        item.name == name and meet(item.span, span)
        for stand in stands
        for item in stand.evidence
        for name, span in words
    )


def _places(passages: Sequence[Passage], texts: Mapping[str, str]) -> Places:
    return [
        (passage.article, span)
        for passage in passages
        for span in places(passage.quote, texts.get(passage.article, ""))
    ]
