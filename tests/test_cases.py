"""Golden cases: what `briefing prompts test` says of a prompt, on recordings, without them, and of a live model."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.cases.case import Case, Tested, Told, cases
from briefing.cases.judging import judged_briefing
from briefing.cases.recordings import Recordings
from briefing.errors import Exit, UsageError
from briefing.evaluate import evaluate
from briefing.evaluate.gold import open_gold
from briefing.specimen import specimen
from tests.command import Outcome, run
from tests.loopback import Answer, Loopback, said
from tests.recorded import RECORDING, RECORDINGS, ROOT, SEEDS
from tests.recorded_cases import CASES
from tests.scripted import statement
from tests.small_cases import CASE, NORTH, SOUTH, answer, project, read_both

EXTRACT = (ROOT / "prompts" / "extract.md").read_text(encoding="utf-8")
recorded = pytest.mark.skipif(RECORDING, reason="recordings are being made")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@recorded
def test_all_cases_replay_green_offline_and_the_table_names_every_one(tmp_path: Path) -> None:
    tested = run("prompts", "test")
    assert (tested.status, tested.err) == (0, ""), tested.out
    lines = tested.out.splitlines()
    assert sorted(line.split()[0] for line in lines if line.endswith("as expected")) == sorted(
        path.stem for path in CASES.glob("*.yaml")
    )
    heads = [line.split()[0].partition("@")[0] for line in lines if "@" in line]
    assert heads == ["extract", "mend", "group", "compare", "summarise", "answer"]
    assert not list(tmp_path.iterdir()), "nothing is written, and no store made"


@recorded
def test_a_seed_article_is_scored_as_briefing_evaluate_scores_it() -> None:
    told = json.loads(run("prompts", "test", "extract", "--json").out)
    figures = {case["case"]: case["versions"][0][0]["figures"] for case in told["prompts"][0]["cases"]}
    example = json.loads((ROOT / "docs" / "example" / "2026-11-22-ukraine.json").read_text(encoding="utf-8"))
    example["positions"].sort(key=lambda item: int(item["id"][1:]))  # as read: the order decides whose stance counts
    for name, alone in evaluate(example, ROOT / "evals" / "seeds", SEEDS).articles.items():
        ours = figures[f"extract-seed-{name[:3]}"]
        assert (ours["precision"], ours["recall"], ours["F1"], ours["stance"], ours["ungrounded"]) == (
            alone.precision,
            alone.recall,
            alone.f1,
            alone.stance_accuracy,
            alone.ungrounded,
        )


@recorded
def test_a_sentence_that_is_changed_leaves_every_case_without_a_recording(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    changed = EXTRACT.replace("and leave no position out", "and leave out no position at all")
    assert changed != EXTRACT
    (tmp_path / "prompts" / "extract.md").write_text(changed, encoding="utf-8")
    (tmp_path / "briefing.toml").write_text("")
    names = [case.name for case in cases(CASES, ["extract"])]
    tested = run("prompts", "test", "extract")
    label = tested.out.splitlines()[0]
    assert tested.status == Exit.CHECK_FAILED
    *listed, last = tested.out.splitlines()[-len(names) - 1 :]
    assert listed == [f"no recording: {name} (extract), {label}" for name in names]
    assert last.startswith(f"--live would take {len(names)} calls at least: ")
    assert run("prompts", "test", "answer").status == 0, "the other prompts are as they were"


@recorded
def test_a_prompt_that_asks_for_another_temperature_finds_no_recording(tmp_path: Path) -> None:
    (tmp_path / "prompts").mkdir()
    warmer = EXTRACT.replace("reply: ExtractOffer", "model:\n  temperature: 0.5\nreply: ExtractOffer")
    (tmp_path / "prompts" / "extract.md").write_text(warmer, encoding="utf-8")
    (tmp_path / "briefing.toml").write_text("")
    tested = run("prompts", "test", "extract", "--against", "packed")
    assert tested.status == Exit.CHECK_FAILED
    assert tested.out.count("no recording: ") == len(cases(CASES, ["extract"])), "the packed version has its own"


def test_annotated_cases_of_our_own_have_no_faults() -> None:
    gold = open_gold(CASES / "articles", CASES / "articles")
    assert (gold.faults, gold.missing, sorted(gold.articles)) == (
        [],
        (),
        ["ferry-timetable", "heading-quote", "river-closure", "water-assurance"],
    )


LIVE = """\
extract@2 (DIGEST)
case  positions  precision  recall     F1  stance  ungrounded  refused  tokens in  out
pier          2      1.000   1.000  1.000   1.000           0        0         11    7  as expected
refused: nothing
"""


def test_a_live_model_is_asked_once_and_its_replies_are_kept(tmp_path: Path) -> None:
    project(tmp_path)
    with Loopback(script=read_both) as endpoint:
        live = run("prompts", "test", "extract", "--live", "--base-url", endpoint.url)
        assert len(endpoint.bodies) == 1
        again = run("prompts", "test", "extract", "--live", "--base-url", endpoint.url)
        offline = run("prompts", "test", "extract", "--base-url", endpoint.url)
        assert len(endpoint.bodies) == 1
    assert live == again == offline
    assert live == Outcome(0, LIVE.replace("DIGEST", digest(live)), "")


def digest(tested: Outcome) -> str:
    return tested.out.partition("(")[2].partition(")")[0]


WRONG = """\
extract@2 (DIGEST)
case  positions  precision  recall     F1  stance  ungrounded  refused  tokens in  out
pier          2      0.500   0.500  0.500   0.000           0        1         11    7  recall 0.5, at least 0.9 wanted
refused: 1 absent
"""


def test_what_is_wrong_missed_and_refused_is_told_and_the_status_says_so(tmp_path: Path) -> None:
    project(tmp_path)
    script = answer(
        statement(NORTH, "Norway", stance="opposes"),
        statement(SOUTH, "The pier", stance="warns", actor="The pier"),
        statement("Denmark will pay for everything.", "Denmark"),
    )
    with Loopback(script=script) as endpoint:
        tested = run("prompts", "test", "extract", "--live", "--base-url", endpoint.url, "-o", "report.json")
    assert (tested.status, tested.out) == (Exit.CHECK_FAILED, WRONG.replace("DIGEST", digest(tested)))
    assert tested.err == "briefing: report: report.json\n"
    told = json.loads(Path("report.json").read_text(encoding="utf-8"))
    lines = told["prompts"][0]["cases"][0]["versions"][0][0]["lines"]
    assert [(line["state"], line["who"], line["label"], line["why"]) for line in lines] == [
        ("missed", "Sweden", "warns", "annotated: p2"),
        ("flawed", "Norway", "opposes", "demands is annotated"),
        ("wrong", "pier", "warns", "no annotated position"),
        ("rejected", "", "absent", ""),
    ]


def test_two_versions_stand_side_by_side_with_what_changed(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "prompts").mkdir()
    (tmp_path / "prompts" / "extract.md").write_text(EXTRACT.replace("# System\n", "# System\n\nBe brief.\n", 1))
    Path("before.md").write_text(EXTRACT)

    def script(body: dict[str, Any]) -> Answer:
        return answer(statement(NORTH, "Norway"))(body) if "Be brief." in str(body) else read_both(body)

    with Loopback(script=script) as endpoint:
        tested = run("prompts", "test", "extract", "--against", "before.md", "--live", "--base-url", endpoint.url)
    assert tested.status == Exit.CHECK_FAILED
    assert tested.out.splitlines()[1:] == [
        "case  positions  precision         recall             F1  stance  ungrounded  refused  tokens in  out",
        "pier      2 → 1      1.000  1.000 → 0.500  1.000 → 0.667   1.000           0        0         11    7"
        "  recall 0.5, at least 0.9 wanted; changed",
        "refused: nothing",
        "",
        "changed: pier",
        f"  - matched Sweden [warns]: {SOUTH} (annotated: p2)",
        "  + missed Sweden [warns]: Sweden has a view. (annotated: p2)",
    ]


def test_several_live_runs_show_how_far_they_differ(tmp_path: Path) -> None:
    project(tmp_path)
    both = json.dumps({"statements": [statement(NORTH, "Norway"), statement(SOUTH, "Sweden", stance="warns")]} | NONE)
    one = json.dumps({"statements": [statement(NORTH, "Norway")], **NONE})
    with Loopback(said(both), said(one), said(both), said(both)) as endpoint:
        live = ("prompts", "test", "extract", "--live", "--base-url", endpoint.url)
        tested = run(*live, "--repeat", "4")
        assert run(*live, "--repeat", "4") == tested, "each run's replies are kept"
        assert len(endpoint.bodies) == 4
    assert tested.out.splitlines()[0].endswith(", 4 runs: mean (least–most)")
    assert tested.out.splitlines()[2].split("  ")[:1] == ["pier"]
    assert "1.8 (1–2)" in tested.out
    assert "0.875 (0.500–1.000)" in tested.out
    assert tested.out.splitlines()[2].endswith("3 of 4: as expected; 1 of 4: recall 0.5, at least 0.9 wanted")


NONE: dict[str, list[object]] = {"accounts": []}


def test_where_a_price_is_known_the_table_says_what_it_cost_and_what_asking_would(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "briefing.toml").write_text('model = "served"\n[price]\nprompt = 1000\ncompletion = 2000\n')
    before = run("prompts", "test")
    with Loopback(script=read_both) as endpoint:
        tested = run("prompts", "test", "--live", "--base-url", endpoint.url)
    head, line = tested.out.splitlines()[1:3]
    assert (head.split("  ")[-1], line.split()[-3]) == ("cost, USD", "0.0250")
    told = re.fullmatch(
        r"--live would take 1 call at least: (\d+) tokens in, ≈ (\d+) out, ≈ (\d+\.\d+) USD",
        before.out.splitlines()[-1],
    )
    assert told is not None, before.out
    asked, answered, cost = map(float, told.groups())
    assert (before.status, cost) == (Exit.CHECK_FAILED, round(asked / 1000 + answered / 500, 4))


def test_repeat_without_live_is_refused() -> None:
    assert run("prompts", "test", "--repeat", "2") == Outcome(
        Exit.USAGE,
        "",
        "briefing: --repeat asks anew, and needs --live.\n  Without --live the same reply would be replayed.\n",
    )


def test_live_without_a_model_is_refused(tmp_path: Path) -> None:
    project(tmp_path)
    told = run("prompts", "test", "--live")
    assert told == Outcome(
        Exit.USAGE,
        "",
        "briefing: --live asks the configured model, and there is neither a key nor a base URL.\n"
        "  Set OPENAI_API_KEY, or --base-url; without --live nothing is asked.\n",
    )


def test_a_report_of_no_known_form_is_refused_before_anything_is_run(tmp_path: Path) -> None:
    project(tmp_path)
    assert run("prompts", "test", "-o", "report.pdf") == Outcome(
        Exit.USAGE,
        "",
        "briefing: report.pdf says no form of a report.\n  Name a file that ends in .html, .md or .json.\n",
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("expects: 3", "expects: Extra inputs are not permitted"),
        ("at_least: {recal: 1}", "it: Value error, 'recal' is no figure of extract; there are: positions, precision,"),
        ("question: q1", "it: Value error, question belongs to the cases of answer, and to no others"),
        ("articles: []", "articles: List should have at least 1 item after validation"),
        ("articles: [nowhere.txt]", "there is no "),
        ("title: [", "cannot be read: "),
    ],
)
def test_a_case_that_is_written_wrongly_is_told_with_its_file(line: str, fault: str, tmp_path: Path) -> None:
    name = line.partition(":")[0]
    kept = "".join(part for part in CASE.splitlines(keepends=True) if not part.startswith(f"{name}:"))
    folder = project(tmp_path, case=f"{kept}{line}\n")
    told = run("prompts", "test")
    assert (told.status, told.out) == (Exit.USAGE, "")
    assert f"The case {folder / 'pier.yaml'}" in told.err
    assert fault in told.err
    assert told.err.endswith("  evals/README.md says how a case is written.\n")


def test_a_prompt_without_cases_is_told(tmp_path: Path) -> None:
    folder = project(tmp_path)
    assert run("prompts", "test", "group") == Outcome(
        Exit.USAGE,
        "",
        f"briefing: There is no case of group in {folder}.\n  evals/README.md says how a case is written.\n",
    )


def test_words_that_must_not_be_taken_are_told_where_they_are(tmp_path: Path) -> None:
    project(tmp_path, case=CASE + "never: [Stay Open]\n")
    with Loopback(script=read_both) as endpoint:
        tested = run("prompts", "test", "--live", "--base-url", endpoint.url)
    assert tested.status == Exit.CHECK_FAILED
    assert tested.out.splitlines()[2].endswith("says 'Stay Open'")


UNANNOTATED = """\
extract@2 (DIGEST)
case  positions  ungrounded  refused  tokens in  out
pier          2           0        0         11    7  as expected
refused: nothing
"""


def test_quotations_are_held_against_an_article_that_nobody_annotated(tmp_path: Path) -> None:
    project(tmp_path, case=CASE.replace("gold: .\n", "").replace("at_least: {recall: 0.9}\n", ""))
    with Loopback(script=read_both) as endpoint:
        tested = run("prompts", "test", "--live", "--base-url", endpoint.url)
    assert tested == Outcome(0, UNANNOTATED.replace("DIGEST", digest(tested)), "")


@pytest.mark.parametrize("prompt", ["extract", "compare"])
def test_a_quotation_that_does_not_stand_needs_no_annotation_to_be_counted(prompt: Tested) -> None:
    read = specimen()
    case = Case("pier", Told.model_validate({"prompt": prompt, "title": "The pier", "articles": ["."]}), (), None)
    assert judged_briefing(case, read).figures["ungrounded"] == 0
    other = replace(read.articles[0], text=read.articles[0].text.replace("must", "may "))
    position_and_its_sides = 1 + sum(len(side.positions) for finding in read.findings for side in finding.sides)
    assert judged_briefing(case, replace(read, articles=(other,))).figures["ungrounded"] == position_and_its_sides


def test_a_file_that_is_no_recording_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("interactions: [{request: 1}]")
    with pytest.raises(UsageError, match=r"broken\.yaml is no recording: KeyError"):
        Recordings.of(tmp_path)


@recorded
def test_a_reply_is_found_by_its_whole_request_alone() -> None:
    known = Recordings.of(RECORDINGS)
    assert known.models == [("http://127.0.0.1:8099/v1", "recorded")]
    assert known.reply("0" * 64) is None
    assert len(known.lengths["ExtractOffer"]) >= len(cases(CASES, ["extract"]))
