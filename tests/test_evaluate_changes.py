"""Changes over days, held against planted ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefing.evaluate import Changes, table
from tests.annotated import SENTENCES, Small, hold, jsonl, small_set


def passage(name: str, ident: str) -> dict[str, str]:
    """An annotated quotation."""
    return {"article": name, "quote": SENTENCES[name][ident]}


PLANTED: list[dict[str, Any]] = [
    {"id": "d1", "planted": "change", "kind": "reversed", "actor": ["Ukraine", "Kyiv"], "issue": "Guarantees"}
    | {"before": passage("one", "s1"), "after": passage("two", "s2")},
    {"id": "d2", "planted": "change", "kind": "new", "actor": ["Poland"], "issue": "A deal"}
    | {"before": None, "after": passage("one", "s2")},
    {"id": "d3", "planted": "no_change", "kind": "unchanged", "actor": ["Germany"], "issue": "The talks"}
    | {"before": passage("one", "s3"), "after": passage("two", "s1")},
    {"id": "d4", "planted": "no_change", "kind": "not_seen", "actor": ["Russia"], "issue": "A meeting"}
    | {"before": passage("one", "s4"), "after": None},
]


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """The small set, with planted changes."""
    made = small_set(tmp_path)
    (made.gold / "changes.jsonl").write_text(jsonl(PLANTED), encoding="utf-8")
    return made


def stand(name: str, ident: str) -> list[dict[str, Any]]:
    """What was held on one day."""
    return [{"date": "2026-01-02", **hold("Somebody", name, ident)}]


def change(kind: str, actor: Any, before: Any, after: Any) -> dict[str, Any]:
    """A reported change."""
    return {"kind": kind, "actor": actor, "issue": "The talks", "before": before, "after": after}


REVERSED = change("reversed", "Kyiv", stand("one", "s1"), stand("two", "s2"))
NEW = change("new", {"name": "Poland", "kind": "state"}, [], stand("one", "s2"))


def test_planted_changes_that_are_reported_and_non_changes_left_alone_are_right(small: Small) -> None:
    still = change("unchanged", "Germany", stand("one", "s3"), stand("two", "s1"))
    evaluation = small.score(changes=[REVERSED, NEW, still], not_seen=stand("one", "s4"))
    assert evaluation.changes == Changes(planted=2, right=2, still=2, kept_still=2, others=0)
    assert "changes: 2 of 2 reported, 2 of 2 non-changes left alone, 0 others reported" in table(evaluation).split("\n")


@pytest.mark.parametrize(
    "given",
    [
        REVERSED | {"kind": "softened"},
        REVERSED | {"actor": "Poland"},
        REVERSED | {"before": []},
        REVERSED | {"before": stand("one", "s6")},
        REVERSED | {"after": []},
        REVERSED | {"before": stand("two", "s2"), "after": stand("one", "s1")},
    ],
)
def test_a_change_needs_its_kind_its_actor_and_both_its_sides(small: Small, given: dict[str, Any]) -> None:
    assert small.score(changes=[given]).changes == Changes(planted=2, right=0, still=2, kept_still=2, others=1)


def test_a_side_may_be_several_positions(small: Small) -> None:
    given = REVERSED | {"before": [*stand("one", "s6"), *stand("one", "s1")]}
    assert small.score(changes=[given]).changes == Changes(planted=2, right=1, still=2, kept_still=2, others=0)


@pytest.mark.parametrize("kind", ["new", "hardened", "softened", "reversed"])
def test_a_change_on_the_words_of_a_non_change_is_wrong_and_everything_is_listed(small: Small, kind: str) -> None:
    evaluation = small.score(changes=[REVERSED, change(kind, "Berlin", [], stand("one", "s3"))])
    assert evaluation.changes == Changes(planted=2, right=1, still=2, kept_still=1, others=1)
    assert [line for line in evaluation.misses if "change" in line] == [
        "change missed  d2 new Poland: A deal",
        f"no change, but reported  d3 {kind} Berlin",
        f"change not planted  {kind} Berlin: The talks",
    ]


def test_any_of_the_annotated_quotations_of_a_day_will_do(small: Small) -> None:
    rows = [PLANTED[0] | {"after": passage("two", "s1"), "after_also": [passage("two", "s2")]}]
    (small.gold / "changes.jsonl").write_text(jsonl(rows), encoding="utf-8")
    assert small.score(changes=[REVERSED]).changes == Changes(planted=1, right=1, still=0, kept_still=0, others=0)


def test_a_briefing_that_reports_none_misses_the_planted_ones(small: Small) -> None:
    assert small.score().changes == Changes(planted=2, right=0, still=2, kept_still=2, others=0)


def test_annotations_without_changes_give_no_figures_for_them(small: Small) -> None:
    (small.gold / "changes.jsonl").unlink()
    evaluation = small.score(changes=[REVERSED])
    assert (evaluation.changes, evaluation.as_json()["changes"]) == (None, None)


def test_changes_may_be_annotated_alone(small: Small) -> None:
    for name in ("one", "two"):
        (small.gold / f"{name}.sents.tsv").unlink()
    evaluation = small.score(changes=[REVERSED])
    assert (evaluation.changes, evaluation.total.core) == (Changes(2, 1, 2, 2, 0), 0)


def test_a_planted_quotation_that_stands_nowhere_is_named(small: Small) -> None:
    (small.gold / "changes.jsonl").write_text(jsonl([PLANTED[1] | {"after": {"article": "one", "quote": "Never."}}]))
    assert "annotation  one has no place for: Never." in small.score().misses
