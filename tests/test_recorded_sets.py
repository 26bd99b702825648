"""The model engine on recorded exchanges beyond the seeds: what nothing was tuned to, two days, two languages."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from briefing.evaluate import Evaluation, evaluate
from briefing.export import export
from briefing.render import render
from briefing.templates import template
from briefing.verify import from_files, verify
from tests.recorded import RECORDING
from tests.recorded_sets import EVALS, SETS, recorded, together, write

pytestmark = pytest.mark.skipif(RECORDING, reason="recordings are being made")

ANNOTATED = ("held-out", "blind")


@cache
def data(name: str) -> dict[str, Any]:
    if name == "blind":
        return together("blind-a", "blind-b")
    return json.loads(json.dumps(export(recorded(name))))  # type: ignore[no-any-return]  # an export is an object


@cache
def figures(name: str) -> Evaluation:
    return evaluate(data(name), EVALS / name / "gold", EVALS / name / "articles")


@pytest.mark.parametrize("name", ANNOTATED)
def test_the_positions_reach_the_bar_on_articles_that_nothing_was_tuned_to(name: str) -> None:
    found = figures(name)
    assert (found.total.f1 >= 0.95, found.total.ungrounded, found.ungrounded_elsewhere) == (True, 0, 0)


@pytest.mark.parametrize(("name", "found", "false"), [("held-out", 14, 0), ("blind", 15, 3)])
def test_the_conflicts_are_found_and_few_traps_are_shown_as_one(name: str, found: int, false: int) -> None:
    conflicts = figures(name).conflicts
    assert conflicts is not None
    assert (conflicts.found >= found, conflicts.false <= false) == (True, True)


def test_all_planted_changes_are_told_and_no_other() -> None:
    found = evaluate(data("tuesday"), EVALS / "days" / "gold", EVALS / "days").changes
    assert found is not None
    assert (found.right, found.planted, found.kept_still, found.still) == (5, 5, 5, 5)


@pytest.mark.parametrize("name", SETS)
def test_every_quotation_stands(name: str) -> None:
    path = write(name)
    folder = EVALS / "days" if SETS[name].before else SETS[name].articles
    for file in (path, path.with_suffix(".md")):
        assert verify(file, from_files(folder)).faults == ()


def test_an_article_in_another_language_is_quoted_in_its_own_and_its_sentence_is_marked_as_translated() -> None:
    briefing = recorded("languages")
    positions = [position for issue in briefing.issues for position in issue.positions]
    assert {article.detected_language for article in briefing.articles} == {"de", "fr"}
    assert positions and all(position.translated for position in positions)
    told = render(briefing, template("daily"))
    assert "translated from German" in told and "translated from French" in told
    ours = [position for position in positions if not position.verbatim]
    assert len(ours) >= len(positions) / 2, "the check of names and figures leaves most translations standing"
    assert not any(position.sentence in position.evidence[0].article.text for position in ours)
