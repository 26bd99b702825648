"""The model engine on recorded exchanges: the whole daily briefing of the seeds, and what it must reach."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing.evaluate import Evaluation, evaluate
from briefing.verify import from_files, verify
from tests.example import NAME, example
from tests.recorded import RECORDING, ROOT, SEEDS, cassette_of, cassettes
from tests.recorded_answers import CASSETTES
from tests.recorded_sets import SETS

DOCUMENTED = ROOT / "docs" / "example"
CARRIES_A_SECRET = re.compile(r"authorization|api[-_]key|\bsk-|set-cookie|bearer", re.IGNORECASE)
USED = {
    "daily": "tests/example.py",
    "refusal": "tests/test_recorded_faults.py",
    "busy": "tests/test_recorded_faults.py",
    "cut": "tests/test_recorded_faults.py",
    "garbage": "tests/test_recorded_faults.py",
    "shape": "tests/test_recorded_faults.py",
    **dict.fromkeys(CASSETTES.values(), "tests/recorded_answers.py"),
    **dict.fromkeys(SETS, "tests/recorded_sets.py"),
    "cases": "tests/recorded_cases.py",
}
"""Every cassette, and the file that plays it: one that nothing plays is a fault."""

pytestmark = pytest.mark.skipif(RECORDING, reason="recordings are being made")


@cache
def made() -> dict[str, str]:
    return example()


def briefing() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(made()[f"{NAME}.json"])
    return data


@cache
def figures() -> Evaluation:
    return evaluate(briefing(), ROOT / "evals" / "seeds", SEEDS)


def test_the_example_in_the_docs_is_what_the_recordings_give() -> None:
    assert made() == {path.name: path.read_text(encoding="utf-8") for path in DOCUMENTED.iterdir()}


def test_the_positions_reach_the_bar() -> None:
    total = figures().total
    assert (total.f1 >= 0.93, total.stance_accuracy >= 0.85, (total.voice_accuracy or 0) >= 0.90) == (True, True, True)
    assert (total.hedges_lost, total.ungrounded, figures().ungrounded_elsewhere) == (0, 0, 0)
    assert figures().rejected_share <= 0.05


def test_the_conflicts_reach_the_bar_and_the_traps_are_no_conflicts() -> None:
    conflicts = figures().conflicts
    assert conflicts is not None
    assert conflicts.found >= 6
    assert conflicts.false == 0


@pytest.mark.parametrize("suffix", ["md", "json"])
def test_the_example_verifies_against_the_seeds(suffix: str) -> None:
    verdict = verify(DOCUMENTED / f"{NAME}.{suffix}", from_files(SEEDS))
    assert verdict.faults == ()
    assert verdict.checked > 100


def test_nothing_failed_and_every_step_was_one_call() -> None:
    data = briefing()
    assert data["failed"] == []
    calls = {step: used["calls"] for step, used in data["run"]["usage"].items()}
    calls.pop("mend", None)  # asked only when something did not stand
    assert calls == {"extract": 5, "group": 1, "compare": 1, "summarise": 1}


def test_every_cassette_is_played_by_a_test() -> None:
    assert {path.stem for path in cassettes()} == set(USED)
    unused = [name for name, player in USED.items() if f'"{name}"' not in (ROOT / player).read_text(encoding="utf-8")]
    assert unused == []


@pytest.mark.parametrize("path", cassettes(), ids=lambda path: path.stem)
def test_no_cassette_holds_a_secret(path: Path) -> None:
    for exchange in yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]:
        headers = {*exchange["request"]["headers"], *exchange["response"]["headers"]}
        assert {name.lower() for name in headers} <= {"content-type", "accept", "retry-after"}
    assert CARRIES_A_SECRET.findall(path.read_text(encoding="utf-8")) == []


def test_quotation_marks_are_recorded_as_they_are() -> None:
    exchanges = yaml.safe_load(cassette_of("daily").read_text(encoding="utf-8"))["interactions"]
    sent = "".join(json.loads(exchange["request"]["body"])["messages"][1]["content"] for exchange in exchanges)
    assert "“Quiet channels have their place, but peace built in the dark seldom lasts.”" in sent


def test_the_sample_in_the_readme_is_out_of_the_example() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    sample = readme.split("```markdown\n")[1].split("\n```")[0].splitlines()
    example_lines = made()[f"{NAME}.md"].splitlines()
    assert [line for line in sample if line not in example_lines] == []
