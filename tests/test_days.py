"""Two invented days of one dispute (evals/days): what the rules tell of them, from the command line to the briefing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.evaluate import evaluate
from tests.command import run

DAYS = Path(__file__).parent.parent / "evals" / "days"
TOPIC = ("--topic", "The Halder Link", "--engine", "rules")
NEAR = ["solmara-herald-crew.md", "vessing-post-crew-visit.md"]


@pytest.fixture
def tuesday(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Tuesday's briefing by the rules, after Monday's, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    for day, date in (("monday", "2031-03-10"), ("tuesday", "2031-03-11")):
        assert run("daily", str(DAYS / day), "--date", date, *TOPIC, "-o", f"{day}.md").status == 0
    return tmp_path / "tuesday.json"


def test_the_rules_report_no_false_change(tuesday: Path) -> None:
    found = evaluate(json.loads(tuesday.read_text()), DAYS / "gold", DAYS).changes
    assert found is not None
    assert (found.kept_still, found.still, found.others) == (5, 5, 0)


def test_what_is_not_seen_today_is_told_as_that_and_every_quotation_of_both_days_stands(tuesday: Path) -> None:
    told = tuesday.with_suffix(".md").read_text()
    assert "Held against the briefing of 10 March 2031" in told
    assert "That does not mean that they are given up." in told
    assert {item["date"] for item in json.loads(tuesday.read_text())["not_seen"]} == {"2031-03-10"}
    for file in (tuesday, tuesday.with_suffix(".md")):
        assert run("verify", str(file)).status == 0
        assert run("verify", str(file), "--articles", str(DAYS)).status == 0
        both = [part for day in ("tuesday", "monday") for part in ("--articles", str(DAYS / day))]
        assert run("verify", str(file), *both).status == 0
        assert "it may be the day before's" in run("verify", str(file), *both[:2]).out


def test_a_light_rewrite_is_told_as_one_text_with_its_model(tuesday: Path) -> None:
    assert json.loads(tuesday.read_text())["lineage"]["rewrites"] == [NEAR]
    assert f"does not corroborate itself: {', '.join(NEAR)}." in tuesday.with_suffix(".md").read_text()


def test_without_a_topic_nothing_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for day, date in (("monday", "2031-03-10"), ("tuesday", "2031-03-11")):
        run("daily", str(DAYS / day), "--date", date, "--engine", "rules", "-o", f"{day}.md")
    told = (tmp_path / "tuesday.md").read_text()
    assert "without a topic, no earlier briefing is known to be on the same dispute" in told
    assert json.loads((tmp_path / "tuesday.json").read_text())["earlier"] is None
