"""Intervals, two runs held against each other, reporters, issues and cost: every figure is worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from briefing.evaluate import Cost, Issues, compare, compared, table
from briefing.evaluate.bootstrap import differences, intervals
from briefing.evaluate.counts import Counts, added
from tests.annotated import CONFLICTS, RIGHT, ROWS, SENTENCES, Small, cite, hold, small_set


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """The small annotated set."""
    return small_set(tmp_path)


# --- intervals


def test_of_two_articles_the_interval_is_from_the_worse_to_the_better() -> None:
    # One in four draws takes the better article twice, and one in four the worse one: far more than 2.5 % each.
    good, bad = Counts(predicted=10, matched=9, core=10, found=10), Counts(predicted=10, matched=6, core=10, found=2)
    assert added((good, bad)).precision == 0.75
    assert intervals((good, bad), 200) == {
        "precision": (0.6, 0.9),
        "recall": (0.2, 1.0),
        "f1": (0.3, 0.947),
        "stance_accuracy": (0.0, 0.0),
        "voice_accuracy": None,
        "via_accuracy": None,
    }


def test_the_interval_of_many_like_articles_is_narrow_and_always_the_same() -> None:
    like = [Counts(predicted=10, matched=8 + number % 2, core=5, found=4) for number in range(40)]
    first, again = intervals(like, 1000), intervals(like, 1000)
    assert first == again
    # The share of the better half is 0.5 ± 1.96 · √(0.25 / 40), a tenth of which stands in the precision.
    assert first["precision"] == pytest.approx((0.8345, 0.8655), abs=0.003)
    assert first["recall"] == (0.8, 0.8)


@pytest.mark.parametrize(("articles", "resamples"), [(0, 100), (1, 100), (5, 0)])
def test_where_nothing_can_be_resampled_there_is_no_interval(articles: int, resamples: int) -> None:
    spread = intervals([Counts(predicted=2, matched=1)] * articles, resamples)
    assert set(spread.values()) == {None}


def test_two_runs_are_drawn_together_so_that_a_steady_difference_has_no_spread() -> None:
    easy, hard = Counts(predicted=10, matched=10, core=1), Counts(predicted=10, matched=4, core=1)
    worse = [Counts(predicted=10, matched=one.matched - 2, core=1) for one in (easy, hard)]
    assert differences((easy, hard), worse, 100)["precision"] == (0.2, 0.2)


def test_few_articles_are_said_to_be_few(small: Small) -> None:
    evaluation = small.score(*RIGHT[:3], hold("Poland", "two", "s2"))
    assert table(evaluation).split("\n\n")[1] == (
        "all        share   95 % interval\n"
        "precision  0.750  0.000 to 1.000\n"
        "recall     0.750  0.000 to 1.000\n"
        "F1         0.750  0.000 to 1.000\n"
        "stance     1.000  1.000 to 1.000\n"
        "voice      1.000  1.000 to 1.000\n"
        "via            –               –\n"
        "Percentile bootstrap over the 2 articles, 2000 resamples. "
        "Of so few the interval is wide, and still too narrow:\n"
        "it tells how much hangs on which of these articles were taken, not how other articles would be read."
    )


# --- reporters


def reported(small: Small, via: list[str] | None, *given: list[str]) -> tuple[int, ...]:
    """The figures on reporters where Poland's position is annotated with `via`, and offered with each of `given`."""
    row = ROWS["one"][1] if via is None else ROWS["one"][1] | {"via": via}
    small.annotate("one", row, ROWS["one"][0])
    total = small.score(*[hold("Poland", "one", "s2", via=one) for one in given]).total
    return total.nested, total.via_right, total.nested_rows, total.nested_found, total.via_invented


@pytest.mark.parametrize(
    ("via", "given", "figures"),
    [
        (["Ukrainian officials"], [["Ukrainian officials"]], (1, 1, 1, 1, 0)),
        (["Ukrainian officials"], [["some senior Ukrainian officials", "Berlin"]], (1, 1, 1, 1, 0)),
        (["Berlin", "Ukrainian officials"], [["the Ukrainian officials"]], (1, 1, 1, 1, 0)),
        (["Ukrainian officials"], [["Berlin", "Ukrainian officials"]], (1, 0, 1, 0, 0)),
        (["Ukrainian officials"], [[]], (1, 0, 1, 0, 0)),
        (["Ukrainian officials"], [[], ["Ukrainian officials"]], (2, 1, 1, 1, 0)),
        ([], [[]], (0, 0, 0, 0, 0)),
        ([], [["Berlin"]], (0, 0, 0, 0, 1)),
        (None, [["Berlin"]], (0, 0, 0, 0, 0)),
    ],
)
def test_the_outermost_reporter_must_be_one_of_the_annotated_ones(
    small: Small, via: list[str] | None, given: list[list[str]], figures: tuple[int, ...]
) -> None:
    assert reported(small, via, *given) == figures


def test_a_reporter_is_judged_by_the_first_sentence_alone(small: Small) -> None:
    small.annotate("one", ROWS["one"][0] | {"via": ["Berlin"]})
    first, second = (small.score(hold("Ukraine", "one", ident)).total for ident in ("s1", "s6"))
    assert (first.nested, second.nested, second.matched) == (1, 0, 1)


def test_a_wrong_reporter_is_listed(small: Small) -> None:
    small.annotate("one", ROWS["one"][1] | {"via": ["Berlin"]}, ROWS["one"][2] | {"via": [], "reported": "ascribed"})
    given = hold("Poland", "one", "s2", via=["Kyiv"]), hold("Germany", "one", "s3", via=["Kyiv"], stance="supports")
    assert [line for line in small.score(*given).misses if line.startswith("via")] == [
        "via Kyiv, not Berlin  one Poland: “No deal without Ukraine,” Warsaw said.",
        "via Kyiv, not nobody  one Germany: Berlin reportedly supports the talks.",
    ]


# --- issues and cost


def test_a_conflict_is_together_when_one_issue_has_an_entry_of_each_side(small: Small) -> None:
    account = {"issue": "Told", "evidence": [cite("two", SENTENCES["two"]["s2"])]}
    apart = small.score(hold("Ukraine", "one", "s1", issue="Guarantees"), accounts=[account])
    together = small.score(hold("Ukraine", "one", "s1", issue="Told"), accounts=[account])
    assert (apart.issues, together.issues) == (Issues(2, 1, 0), Issues(1, 1, 1))
    assert [line for line in apart.misses if line.startswith("apart")] == [
        "apart  c1 Was Kyiv told?: side 1 in “Guarantees”; side 2 in “Told”"
    ]


def test_an_agreement_s_sides_belong_together_and_those_of_another_trap_need_not(small: Small) -> None:
    small.annotate("conflicts", CONFLICTS[0] | {"kind": "agreement"}, CONFLICTS[1])
    assert small.score().issues == Issues(0, 1, 0)


def test_calls_and_tokens_are_told_for_each_article(small: Small) -> None:
    step = {"calls": 1, "stored": 2, "prompt_tokens": 100, "completion_tokens": 10}
    run = {"usage": {"extract": step | {"calls": 2}, "group": step}}
    evaluation = small.score(run=run, articles=[{"source": "one.txt"}, {"source": "two.txt"}])
    assert evaluation.cost == Cost(articles=2, calls=3, stored=4, prompt_tokens=200, completion_tokens=20)
    assert evaluation.as_json()["cost"] == {
        "articles": 2,
        "calls": 3,
        "stored": 4,
        "prompt_tokens": 200,
        "completion_tokens": 20,
        "calls_per_article": 1.5,
        "stored_per_article": 2.0,
        "prompt_tokens_per_article": 100.0,
        "completion_tokens_per_article": 10.0,
    }
    told = "an article: 1.5 calls, 100 tokens in, 10 out; 4 replies from the store, which count no tokens"
    assert told in table(evaluation).split("\n")


# --- two runs


def test_two_runs_are_compared_figure_by_figure_and_row_by_row(small: Small) -> None:
    nonsense = hold("Russia", "one", "s5")
    these = [*RIGHT[1:], nonsense, nonsense, hold("France", "one", "s2")]
    those = [*RIGHT[:3], nonsense, hold("Norway", "one", "s2")]
    outcome = compare(briefing(these), briefing(those), small.gold, small.articles, resamples=100)
    assert compared(outcome) == (
        "all         this  against  difference  95 % interval, paired\n"
        "precision  0.500    0.600      -0.100       -0.200 to -0.100\n"
        "recall     0.750    0.750      +0.000       -0.333 to +1.000\n"
        "F1         0.600    0.667      -0.067       -0.250 to -0.067\n"
        "stance     1.000    1.000      +0.000       +0.000 to +0.000\n"
        "voice      1.000    1.000      +0.000       +0.000 to +0.000\n"
        "via            –        –           –                      –\n"
        "\n"
        "positions won: 1\n"
        "  two p1 Ukraine: Ukraine has a view.\n"
        "\n"
        "positions lost: 1\n"
        "  one p1 Ukraine: Ukraine has a view.\n"
        "\n"
        "wrong predictions that came: 2\n"
        "  no row  one Russia: Nobody commented at length.\n"
        "  no row  one France: “No deal without Ukraine,” Warsaw said.\n"
        "\n"
        "wrong predictions that went: 1\n"
        "  no row  one Norway: “No deal without Ukraine,” Warsaw said."
    )


def test_a_run_held_against_itself_wins_and_loses_nothing(small: Small) -> None:
    outcome = compare(briefing(RIGHT), briefing(RIGHT), small.gold, small.articles, resamples=50)
    assert outcome.as_json()["shares"]["precision"] == {
        "this": 1.0,
        "against": 1.0,
        "difference": 0.0,
        "interval": (0.0, 0.0),
    }
    assert (outcome.won, outcome.lost, outcome.came, outcome.went) == ((), (), (), ())


def briefing(positions: list[dict[str, Any]]) -> dict[str, Any]:
    """A briefing of these positions."""
    return {"positions": positions}
