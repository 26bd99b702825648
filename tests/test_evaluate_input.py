"""What an evaluation is given may be missing or broken: it is named, and nothing is scored in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import UsageError
from briefing.evaluate import evaluate, load
from tests.annotated import (
    CONFLICTS,
    RIGHT,
    ROWS,
    TEXTS,
    UNEVEN,
    Small,
    cite,
    small_set,
)


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """The small annotated set."""
    return small_set(tmp_path)


def test_a_missing_article_is_named_the_rest_is_scored_and_the_check_fails(small: Small) -> None:
    (small.articles / "one.txt").unlink()
    evaluation = small.score(*RIGHT)
    assert (evaluation.missing, evaluation.holds, evaluation.unscored) == (("one",), False, 3)
    assert (evaluation.total.predicted, evaluation.total.matched, evaluation.total.core) == (1, 1, 1)
    assert evaluation.misses == (
        "conflict missed  c1 Was Kyiv told?",
        "apart  c1 Was Kyiv told?: side 1 in none; side 2 in “What Kyiv was told”",
        "article missing  one",
    )


def test_what_can_never_be_matched_in_the_annotations_is_listed(small: Small) -> None:
    (small.gold / "two.sents.tsv").write_text("s1\t0\t28\tThe talks covered territory.\n", encoding="utf-8")
    broken = [CONFLICTS[0] | {"sides": [[{"article": "one", "quote": "Kyiv pleads"}], []]}]
    small.annotate("conflicts", *broken)
    assert [line for line in small.score().misses if line.startswith("annotation")] == [
        "annotation  two p1: sentence s2 has no place in the article",
        "annotation  c1: stands nowhere in one: Kyiv pleads",
    ]


@pytest.mark.parametrize(
    ("rejected", "share"),
    [
        ([], 0.0),
        ([{"step": "extract", "reason": "absent"}], 0.2),
        ([{"step": "compare", "reason": "one_sided"}], 0.0),
        ([{"reason": "absent"}], 0.2),
    ],
)
def test_the_rejected_share_counts_what_the_reading_offered(small: Small, rejected: list[Any], share: float) -> None:
    positions, accounts = RIGHT[:3], [{"id": "a1", "evidence": [cite("two", "territory")]}]
    assert small.score(*positions, accounts=accounts, rejected=rejected).rejected_share == share


def test_a_copy_of_an_article_does_no_harm_and_another_text_of_its_name_is_refused(small: Small) -> None:
    (small.articles / "copy").mkdir()
    copy = small.articles / "copy" / "one.txt"
    copy.write_bytes(TEXTS["one"].encode())
    (small.articles / "one.jsonl").write_text("an annotation is no article", encoding="utf-8")
    assert small.score(*RIGHT).total.matched == 4
    copy.write_text("Something else.", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        small.score(*RIGHT)
    assert caught.value.what == f"{copy} and {small.articles / 'one.txt'} differ, and either could be the article one."


def test_a_folder_without_annotations_is_refused(small: Small) -> None:
    with pytest.raises(UsageError) as caught:
        evaluate({"positions": []}, small.articles, small.articles)
    assert caught.value.what == f"{small.articles} holds no annotations."


def test_annotations_that_are_no_folder_are_named(small: Small) -> None:
    with pytest.raises(UsageError) as caught:
        evaluate({"positions": []}, small.articles / "one.txt", small.articles)
    assert caught.value.what == f"{small.articles / 'one.txt'} is no folder."


def test_articles_that_are_not_there_are_named(small: Small) -> None:
    with pytest.raises(UsageError) as caught:
        evaluate({"positions": []}, small.gold, [small.articles, small.gold / "nowhere"])
    assert caught.value.what == f"There is no file or folder {small.gold / 'nowhere'}."


def test_articles_may_be_files_and_the_others_are_missing(small: Small) -> None:
    evaluation = evaluate({"positions": RIGHT}, small.gold, [small.articles / "one.txt"])
    assert (evaluation.total.core, evaluation.total.matched, evaluation.missing) == (3, 3, ("two",))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"{not json", "line 1: not a JSON object."),
        (b"\n[1]", "line 2: not a JSON object."),
        (
            json.dumps(ROWS["two"][0] | {"weight": "heavy"}).encode(),
            "line 1: weight: Input should be 'core' or 'optional'.",
        ),
        (b'{"id": "p1"}', "line 1: evidence: Field required."),
    ],
)
def test_a_broken_annotation_is_named_with_its_line(small: Small, content: bytes, fault: str) -> None:
    (small.gold / "two.jsonl").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        small.score()
    assert caught.value.what == f"{small.gold / 'two.jsonl'}, {fault}"


def test_an_annotation_in_another_encoding_is_named(small: Small) -> None:
    (small.gold / "two.jsonl").write_bytes(b'"\xe9"')
    with pytest.raises(UsageError) as caught:
        small.score()
    assert caught.value.what == f"{small.gold / 'two.jsonl'}: byte 1 is not UTF-8."


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is no JSON: line 1, column 1: Expecting value."),
        (b'{"positions": [}', "is no JSON: line 1, column 16: Expecting value."),
        (b"# Briefing", "is no JSON: line 1, column 1: Expecting value."),
        (b"\xff", "is no JSON: byte 0 is not UTF-8."),
        (b"[]", "is no briefing: it holds a list, not an object."),
        (b"null", "is no briefing: it holds null, not an object."),
        (b"{}", "is no briefing: positions: Field required."),
        (b'{"positions": {}}', "is no briefing: positions: Input should be a valid list."),
        (b'{"positions": [{"evidence": []}]}', "is no briefing: positions[0].actor: Field required."),
        (
            b'{"positions": [{"actor": "A", "evidence": [{"article": "a", "start": "1", "end": 2, "text": ""}]}]}',
            "is no briefing: positions[0].evidence[0].start: Input should be a valid integer.",
        ),
        (
            b'{"positions": [{"actor": "A", "evidence": [{"article": "a", "start": -1, "end": 2, "text": ""}]}]}',
            "is no briefing: positions[0].evidence[0].start: Input should be greater than or equal to 0.",
        ),
        (b'{"positions": [], "findings": [{"kind": "x"}]}', "is no briefing: findings[0].sides: Field required."),
    ],
)
def test_a_file_that_is_no_briefing_is_refused_with_the_place(tmp_path: Path, content: bytes, fault: str) -> None:
    path = tmp_path / "briefing.json"
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert caught.value.what == f"{path} {fault}"
    assert caught.value.hint


def test_a_briefing_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load(tmp_path / "gone.json")
    assert caught.value.what == f"{tmp_path / 'gone.json'} cannot be read: No such file or directory."


def test_a_briefing_is_loaded_whole(tmp_path: Path) -> None:
    path = tmp_path / "briefing.json"
    path.write_text(json.dumps(UNEVEN | {"topic": "talks"}), encoding="utf-8")
    assert load(path) == UNEVEN | {"topic": "talks"}
