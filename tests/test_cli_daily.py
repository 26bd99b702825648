"""`briefing daily` from end to end: what it writes, what it prints, what it asks the model for, and where settings come
from. The model is a plain one on loopback (`tests/scripted.py`)."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from tests.command import Outcome, run, spawn
from tests.loopback import Answer, Loopback, error, said
from tests.scripted import NORTH, about, articles, read, steps

DAY = ("--date", "2026-01-02")
MARKDOWN = Path("briefings/2026-01-02.md")
JSON = Path("briefings/2026-01-02.json")
TEST_KEY = "sk-test-0123456789abcdef"


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "articles")


def with_model(endpoint: Loopback, *more: str) -> Outcome:
    return run("daily", "articles", "--base-url", endpoint.url, "--model", "m", *DAY, *more)


def usage() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(JSON.read_text())["run"]["usage"]
    return found


def test_the_rules_engine_needs_nothing_but_the_articles() -> None:
    done = run("daily", "articles", *DAY)
    assert (done.status, done.out.splitlines()[0]) == (0, str(MARKDOWN))
    assert done.err == "briefing: engine: rules, built in (English; set a model up for a fuller reading)\n"
    assert run("verify", str(MARKDOWN)).status == run("verify", str(JSON)).status == 0


def test_a_model_is_asked_once_for_each_article_and_once_for_each_later_step() -> None:
    with Loopback(script=read) as endpoint:
        done = with_model(endpoint)
        shown = endpoint.url
    assert done == Outcome(
        0,
        f"{MARKDOWN}\n- Norway insists that the pier must close.\n",
        f"briefing: engine: model m at {shown}\n",
    )
    assert steps(endpoint.bodies) == ["compare", "extract", "extract", "group", "summarise"]
    briefing = json.loads(JSON.read_text())
    assert [(item["actor"]["name"], item["statement"]) for item in briefing["positions"]] == [
        ("Norway", "Norway insists that the pier must close."),
        ("Sweden", "Sweden insists that the pier must stay open."),
    ]
    assert [item["kind"] for item in briefing["findings"]] == ["actor_disagreement", "report_conflict"]
    assert briefing["rejected"] == briefing["failed"] == []


def test_a_second_run_makes_no_call_and_the_briefing_says_so() -> None:
    with Loopback(script=read) as endpoint:
        assert with_model(endpoint).status == 0
        first, asked = MARKDOWN.read_text(), len(endpoint.calls)
        before = json.loads(JSON.read_text())
        assert with_model(endpoint).status == 0
        assert len(endpoint.calls) == asked
    assert {step: (used["calls"], used["stored"]) for step, used in usage().items()} == {
        "extract": (0, 2),
        "group": (0, 1),
        "compare": (0, 1),
        "summarise": (0, 1),
    }
    after = json.loads(JSON.read_text())
    assert before["run"].pop("usage") != after["run"].pop("usage")
    assert before.pop("digest") != after.pop("digest")
    assert before == after, "the run's id and all it says"
    table = [line for line in first.splitlines() if line not in MARKDOWN.read_text().splitlines()]
    assert [line.split()[:2] for line in table] == [
        ["digest:", table[0].split()[1]],
        *(["|", step] for step in ("extract", "group", "compare", "summarise", "in")),
    ], "the count of calls is all that differs"


def test_the_same_run_writes_the_same_bytes() -> None:
    with Loopback(script=read) as endpoint:
        with_model(endpoint)
        with_model(endpoint)
        second = MARKDOWN.read_bytes(), JSON.read_bytes()
        with_model(endpoint)
    assert (MARKDOWN.read_bytes(), JSON.read_bytes()) == second
    run("daily", "articles", *DAY, "--engine", "rules")
    rules = MARKDOWN.read_bytes(), JSON.read_bytes()
    run("daily", "articles", *DAY, "--engine", "rules")
    assert (MARKDOWN.read_bytes(), JSON.read_bytes()) == rules


def test_fresh_asks_everything_again() -> None:
    with Loopback(script=read) as endpoint:
        with_model(endpoint)
        with_model(endpoint, "--fresh")
    assert len(endpoint.calls) == 10
    assert {used["stored"] for used in usage().values()} == {0}


def test_one_more_article_costs_its_own_reading_and_the_later_steps() -> None:
    with Loopback(script=read) as endpoint:
        with_model(endpoint)
        articles(Path("articles"), west="Denmark says that the pier is safe.\n")
        with_model(endpoint)
    assert steps(endpoint.bodies[5:]) == ["compare", "extract", "group", "summarise"]


def test_jobs_is_how_many_calls_are_in_flight() -> None:
    names = [f"a{number}" for number in range(6)]
    articles(Path("many"), **{name: NORTH.replace("May", name) for name in names})
    with Loopback(script=read) as endpoint:
        run("daily", "many", "--base-url", endpoint.url, "--model", "m", "--jobs", "1")
    assert endpoint.most == 1
    assert len(endpoint.calls) == 9


def test_standard_input_is_one_article() -> None:
    done = run("daily", "-", *DAY, stdin=NORTH.encode())
    assert done.status == 0
    assert [item["source"] for item in json.loads(JSON.read_text())["articles"]] == ["-"]


def test_the_topic_is_in_the_heading_and_in_the_file_s_name() -> None:
    done = run("daily", "articles", *DAY, "--topic", "The pier: open/shut?")
    assert done.out.splitlines()[0] == "briefings/2026-01-02-the-pier-open-shut.md"
    written = Path("briefings/2026-01-02-the-pier-open-shut.md").read_text()
    assert "\n# Briefing of 2 January 2026: The pier: open/shut?\n" in written
    assert '\ntopic: "The pier: open/shut?"\n' in written


def test_a_topic_that_is_no_text_is_shown_as_well_as_can_be() -> None:
    done = run("daily", "articles", *DAY, "--topic", os.fsdecode(b"caf\xe9"), "-o", "out.md")
    assert done.status == 0
    assert "\n# Briefing of 2 January 2026: caf\ufffd\n" in Path("out.md").read_text()


def test_a_file_s_name_that_is_no_text_is_shown_as_well_as_can_be() -> None:
    Path("articles", os.fsdecode(b"caf\xe9.txt")).write_text(NORTH)
    assert run("daily", "articles", *DAY).status == 0


def test_a_very_long_topic_makes_a_name_that_a_file_can_have() -> None:
    done = run("daily", "articles", *DAY, "--topic", "the pier " * 100)
    assert done.status == 0
    assert len(Path(done.out.splitlines()[0]).name) < 80


def test_a_topic_cannot_break_the_front_matter() -> None:
    done = run("daily", "articles", *DAY, "--topic", 'a "b"\n---\ndigest: 0 \x1b\x85 c', "-o", "out.md")
    assert done.status == 0
    assert Path("out.md").read_text().splitlines()[3] == r'topic: "a \"b\" --- digest: 0 c"'
    assert run("daily", "articles", *DAY, "--topic", "other", "-o", "out.md").status == 0, "it counts as unedited"


def test_the_json_goes_beside_the_markdown() -> None:
    for name, beside in (("out.md", "out.json"), ("report", "report.json"), ("v1.2", "v1.2.json")):
        assert run("daily", "articles", "-o", name).status == 0
        assert json.loads(Path(beside).read_text())["format"] == "briefing/1"
        assert Path(name).read_text().startswith("---\n")


def test_json_alone_is_printed_with_json() -> None:
    done = run("daily", "articles", *DAY, "--json")
    assert json.loads(done.out) == json.loads(JSON.read_text())
    assert done.out == JSON.read_text()


def test_a_dash_is_standard_output_for_the_markdown_and_writes_no_file() -> None:
    run("daily", "articles", *DAY)
    done = run("daily", "articles", *DAY, "-o", "-")
    assert (done.status, done.out) == (0, MARKDOWN.read_text())
    assert sorted(path.name for path in Path().iterdir()) == [".briefing", "articles", "briefings"]


def test_a_dash_and_json_cannot_share_standard_output() -> None:
    assert run("daily", "articles", "-o", "-", "--json") == Outcome(
        2,
        "",
        "briefing: -o - and --json both want standard output.\n"
        "  Take one of them; -o FILE --json writes the file as well.\n",
    )


def test_an_unedited_briefing_is_overwritten_and_an_edited_one_is_not() -> None:
    assert run("daily", "articles", *DAY).status == 0
    articles(Path("articles"), west="Denmark says that the pier is safe.\n")
    assert run("daily", "articles", *DAY).status == 0
    assert "Denmark" in MARKDOWN.read_text()
    edited = MARKDOWN.read_text().replace("## Gaps", "## What is missing")
    MARKDOWN.write_text(edited)
    refused = run("daily", "articles", *DAY)
    assert refused == Outcome(
        2,
        "",
        f"briefing: {MARKDOWN} was edited since it was written, or was not written by this program.\n"
        "  Name another file with -o, or overwrite it with --force.\n",
    )
    assert MARKDOWN.read_text() == edited
    assert run("daily", "articles", *DAY, "--force").status == 0
    assert "## Gaps" in MARKDOWN.read_text()


def test_an_edit_is_found_before_anything_is_asked() -> None:
    MARKDOWN.parent.mkdir()
    MARKDOWN.write_text("# My own notes\n")
    with Loopback(script=read) as endpoint:
        assert with_model(endpoint).status == 2
    assert endpoint.calls == []


def test_a_json_that_is_not_ours_is_not_overwritten() -> None:
    Path("package.json").write_text('{"name": "mine"}')
    done = run("daily", "articles", "-o", "package.md")
    assert (done.status, done.err.splitlines()[0]) == (
        2,
        "briefing: The JSON would overwrite package.json, which was not written by this program.",
    )
    assert Path("package.json").read_text() == '{"name": "mine"}'
    assert run("daily", "articles", "-o", "package.md", "--force").status == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(r'"hedged": false', '"hedged": true', id="a field"),
        pytest.param(r'  "digest": "[0-9a-f]{16}",\n', "", id="the digest gone"),
        pytest.param(r'"digest": "[0-9a-f]{16}"', '"digest": "0123456789abcdef"', id="another digest"),
    ],
)
def test_a_json_that_a_person_has_edited_is_not_overwritten(old: str, new: str) -> None:
    run("daily", "articles", *DAY)
    written = JSON.read_text()
    edited = re.sub(old, new, written, count=1)
    assert edited != written
    JSON.write_text(edited)
    assert run("daily", "articles", *DAY) == Outcome(
        2,
        "",
        f"briefing: {JSON} was edited since it was written.\n"
        "  Name another file with -o, or overwrite it with --force.\n",
    )
    assert JSON.read_text() == edited
    assert run("daily", "articles", *DAY, "--force").status == 0
    assert JSON.read_text() == written


def test_the_digest_of_the_json_is_made_as_documented() -> None:
    run("daily", "articles", *DAY)
    lines = JSON.read_bytes().splitlines(keepends=True)
    others = b"".join(line for line in lines if not line.startswith(b'  "digest": '))
    assert json.loads(JSON.read_text())["digest"] == hashlib.sha256(others).hexdigest()[:16]


def test_line_ends_that_an_editor_changed_are_no_edit() -> None:
    run("daily", "articles", *DAY)
    for path in (MARKDOWN, JSON):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("daily", "articles", *DAY).status == 0


def test_a_briefing_among_the_articles_is_passed_over() -> None:
    assert run("daily", ".", *DAY).status == 0
    first = json.loads(JSON.read_text())
    second = run("daily", ".", *DAY)
    assert (second.status, second.err.splitlines()[1]) == (
        0,
        f"briefing: {MARKDOWN} was passed over: it is a briefing of this program, no article",
    )
    assert json.loads(JSON.read_text())["positions"] == first["positions"]


def test_a_file_s_rights_and_links_are_kept() -> None:
    run("daily", "articles", "-o", "real.md")
    Path("real.md").chmod(0o600)
    Path("latest.md").symlink_to("real.md")
    Path("latest.json").symlink_to("real.json")
    assert run("daily", "articles", "-o", "latest.md", "--topic", "again").status == 0
    assert Path("latest.md").is_symlink()
    assert "again" in Path("real.md").read_text()
    assert Path("real.md").stat().st_mode & 0o777 == 0o600


def test_no_file_is_left_beside_what_is_written() -> None:
    run("daily", "articles", "-o", "out/report.md")
    assert sorted(path.name for path in Path("out").iterdir()) == ["report.json", "report.md"]


# --dry-run


def test_a_dry_run_asks_nobody_and_writes_nothing() -> None:
    with Loopback(script=read) as endpoint:
        done = with_model(endpoint, "--dry-run")
    assert (done.status, endpoint.calls) == (0, [])
    lines = done.out.splitlines()
    assert lines[0].startswith("2 articles in 2 chunks, ≈ ")
    assert lines[0].endswith(" tokens to read, model m")
    assert lines[1] == "calls: ≈ 5 (and 0 answered from the store)"
    assert lines[2].startswith("tokens: ≈ ")
    assert lines[3:] == ["cost: no price is set for this model"]
    assert sorted(path.name for path in Path().iterdir()) == ["articles"]


def test_a_dry_run_needs_neither_network_nor_a_model_s_name() -> None:
    done = run("daily", "articles", "--dry-run", "--base-url", "http://127.0.0.1:9/v1")
    assert done.status == 0
    assert done.out.splitlines()[0].endswith(" tokens to read, no model is named yet")


def test_a_dry_run_counts_exactly_where_the_vocabulary_is_the_model_s_own() -> None:
    done = run("daily", "articles", "--dry-run", "--base-url", "http://127.0.0.1:9/v1", "--model", "gpt-5")
    assert done.out.splitlines()[0] == "2 articles in 2 chunks, 33 tokens to read, model gpt-5"


def test_a_dry_run_says_the_cost_where_a_price_is_set() -> None:
    Path("briefing.toml").write_text('model = "gpt-5"\n[price."gpt-5"]\nprompt = 1000000\ncompletion = 0\n')
    done = run("daily", "articles", "--dry-run", "--base-url", "http://127.0.0.1:9/v1", "--json")
    told = json.loads(done.out)
    assert told["cost"] == told["prompt_tokens"] > 1000
    shown = run("daily", "articles", "--dry-run", "--base-url", "http://127.0.0.1:9/v1").out.splitlines()[3]
    assert shown == f"cost: ≈ {told['prompt_tokens']:.4f} USD"


def test_a_dry_run_knows_what_the_store_answers() -> None:
    with Loopback(script=read) as endpoint:
        with_model(endpoint)
        told = json.loads(with_model(endpoint, "--dry-run", "--json").out)
        fresh = json.loads(with_model(endpoint, "--dry-run", "--json", "--fresh").out)
    assert (told["calls"], told["stored"], told["prompt_tokens"]) == (0, 2, 0)
    assert (fresh["calls"], fresh["stored"]) == (5, 0)


def test_every_figure_of_a_dry_run_is_documented() -> None:
    told = json.loads(run("daily", "articles", "--dry-run", "--json").out)
    page = (Path(__file__).parent.parent / "docs" / "json.md").read_text(encoding="utf-8")
    assert [name for name in told if f"`{name}`" not in page.split("# The JSON of a dry run")[1]] == []
    assert [name for name, value in told.items() if value not in (0, None, "")] == [
        "format",
        "engine",
        "articles",
        "exact",
    ]


def test_a_dry_run_with_the_rules_says_that_nothing_is_asked() -> None:
    assert run("daily", "articles", "--dry-run").out == (
        "2 articles, read by the built-in rules: no calls, no tokens, no cost.\n"
    )


# Where a setting comes from


def test_a_flag_wins_over_the_environment_over_the_project_over_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def topic(*flags: str) -> str:
        run("daily", "articles", *DAY, "-o", "out.md", *flags)
        found: str = json.loads(Path("out.json").read_text())["topic"]
        return found

    user = Path(os.environ["XDG_CONFIG_HOME"], "briefing", "config.toml")
    assert topic() == ""
    user.parent.mkdir(parents=True)
    user.write_text('topic = "the user\'s"\n')
    assert topic() == "the user's"
    Path("briefing.toml").write_text('topic = "the project\'s"\n')
    assert topic() == "the project's"
    monkeypatch.setenv("BRIEFING_TOPIC", "the environment's")
    assert topic() == "the environment's"
    assert topic("--topic", "the flag's") == "the flag's"
    monkeypatch.setenv("BRIEFING_TOPIC", "")
    assert topic() == "the project's", "an empty variable counts as unset"


def test_empty_variables_of_openai_count_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert "engine: rules" in run("daily", "articles", *DAY).err


def test_a_base_url_in_the_environment_takes_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    with Loopback(script=read) as endpoint:
        monkeypatch.setenv("OPENAI_BASE_URL", endpoint.url)
        monkeypatch.setenv("BRIEFING_MODEL", "m")
        assert f"engine: model m at {endpoint.url}" in run("daily", "articles", *DAY).err
        assert "engine: rules" in run("daily", "articles", *DAY, "--engine", "rules", "--force").err
    assert len(endpoint.calls) == 5


def test_the_sources_of_the_project_are_read_when_none_are_named() -> None:
    Path("briefing.toml").write_text('sources = ["articles"]\n')
    assert run("daily", *DAY).status == 0
    assert [item["source"] for item in json.loads(JSON.read_text())["articles"]] == ["north.txt", "south.txt"]


def test_a_template_of_one_s_own_wins_over_the_packed_one() -> None:
    Path("templates").mkdir()
    Path("templates/daily.md.j2").write_text("Mine: {{ briefing.articles | length }}\n")
    run("daily", "articles", *DAY)
    assert MARKDOWN.read_text() == "Mine: 2\n"


def test_a_prompt_of_one_s_own_is_used_and_named() -> None:
    packed = (Path(__file__).parent.parent / "prompts" / "group.md").read_text()
    Path("prompts").mkdir()
    Path("prompts/group.md").write_text(packed.replace("# System\n", "# System\n\nBe brief.\n", 1))
    with Loopback(script=read) as endpoint:
        with_model(endpoint)
        mine = json.loads(JSON.read_text())["run"]
        Path("prompts/group.md").unlink()
        with_model(endpoint, "--force")
    theirs = json.loads(JSON.read_text())["run"]
    assert [step for step in mine["prompts"] if mine["prompts"][step] != theirs["prompts"][step]] == ["group"]
    assert mine["id"] != theirs["id"]
    assert [body for body in endpoint.bodies if "Be brief." in body["messages"][0]["content"]]


# The key


@pytest.mark.parametrize(
    "echo",
    [
        pytest.param(error(401, f"Incorrect API key provided: {TEST_KEY}."), id="refused"),
        pytest.param(error(400, f"Bad request by {TEST_KEY}."), id="bad request"),
        pytest.param(said(None, refusal=f"I will not answer {TEST_KEY}."), id="refusal"),
        pytest.param(said(f"Your key is {TEST_KEY}."), id="garbage"),
        pytest.param(
            said(json.dumps({"statements": [], "accounts": [{"words": [TEST_KEY], "issue": TEST_KEY}]})),
            id="wrong shape",
        ),
    ],
)
def test_the_key_is_nowhere_in_what_is_written_or_printed(monkeypatch: pytest.MonkeyPatch, echo: Answer) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", TEST_KEY)
    with Loopback(script=lambda body: echo if about(body, "Norway") else read(body)) as endpoint:
        done = with_model(endpoint)
        assert endpoint.calls[0].headers["authorization"] == f"Bearer {TEST_KEY}"
    assert done.status in (4, 6)
    assert TEST_KEY not in done.out + done.err
    assert [path for path in Path().rglob("*") if path.is_file() and TEST_KEY.encode() in path.read_bytes()] == []


def test_a_key_that_comes_back_as_a_valid_answer_is_nowhere_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", TEST_KEY)
    offer = {"words": [f"Norway insists {TEST_KEY}"], "issue": TEST_KEY, "statement": TEST_KEY, "hedged": False}
    echo = said(json.dumps({"statements": [], "accounts": [offer]}))
    with Loopback(script=lambda body: echo if about(body, "Norway") else read(body)) as endpoint:
        done = with_model(endpoint)
    assert TEST_KEY not in done.out + done.err
    assert [path for path in Path().rglob("*") if path.is_file() and TEST_KEY.encode() in path.read_bytes()] == []


# In a process of its own


def test_a_pipe_that_closes_early_is_no_error(tmp_path: Path) -> None:
    process = spawn("daily", "articles", "--json", cwd=tmp_path)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read().decode() == (
        "briefing: engine: rules, built in (English; set a model up for a fuller reading)\n"
    )
    assert process.wait() == 0
    process.stderr.close()


def test_results_are_utf_8_whatever_the_terminal_is_set_to(tmp_path: Path) -> None:
    articles(tmp_path / "one", north="Norway insists that “the café” must close.\n")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    process = spawn("daily", "one", "--json", cwd=tmp_path, environment=ascii_only)
    out, err = process.communicate()
    assert process.returncode == 0, err.decode()
    assert "“the café”" in json.loads(out)["positions"][0]["statement"]


def test_an_article_in_another_language_is_named_and_not_read_by_the_rules() -> None:
    german = "Die Regierung in Kiew lehnt den Plan ab. „Wir werden ihn nicht unterschreiben“, sagte der Minister. " * 4
    Path("articles", "de.txt").write_text(german, encoding="utf-8")
    done = run("daily", "articles", *DAY, "--engine", "rules", "-o", "out.md")
    assert done.status == 6
    assert "de.txt: the built-in rules read English only, and this is by its words in the language 'de'" in done.err
    assert "de.txt" in Path("out.md").read_text(encoding="utf-8").split("## Gaps")[1].split("## Sources")[0]
