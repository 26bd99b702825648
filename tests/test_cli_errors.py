"""Bad luck, one kind at a time: what is said, the exit status, and that nothing is lost or paid for in vain.

Every error is what happened and where, and what to do; never a traceback.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.output import Output
from briefing.errors import UsageError
from briefing.store import Store
from tests.command import Outcome, run, spawn
from tests.loopback import Answer, Loopback, error, said
from tests.scripted import NORTH, about, articles, read, step, steps

DAY = ("--date", "2026-01-02")
MARKDOWN = Path("briefings/2026-01-02.md")
JSON = Path("briefings/2026-01-02.json")
NOWHERE = "http://127.0.0.1:9/v1"  # the port of "discard", where nobody listens


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def with_model(endpoint: Loopback, *more: str) -> Outcome:
    return run("daily", "articles", "--base-url", endpoint.url, "--model", "m", *DAY, *more)


def refused(*arguments: str, status: int = 2) -> str:
    """What a command says that must refuse, with nothing on stdout, nothing asked and no traceback."""
    with Loopback(script=read) as endpoint:
        done = run(*(endpoint.url if argument == "LOOPBACK" else argument for argument in arguments))
    assert endpoint.calls == []
    assert (done.status, done.out) == (status, ""), done
    assert "Traceback" not in done.err
    return done.err.replace(endpoint.url, "LOOPBACK")


def read_sources() -> list[str]:
    return [item["source"] for item in json.loads(JSON.read_text())["articles"]]


# What is read


def test_no_source_at_all() -> None:
    assert refused("daily") == (
        "briefing: No articles were named.\n"
        "  Name files or folders (`briefing daily articles/`), or set `sources` in briefing.toml.\n"
    )


def test_a_missing_file_is_named() -> None:
    assert refused("daily", "nowhere.txt") == (
        "briefing: nowhere.txt was not read: there is no such file or folder\n"
        "briefing: Nothing readable in nowhere.txt.\n"
        "  Give .txt, .md or .html files with text in them.\n"
    )


def test_a_folder_without_articles_is_named() -> None:
    Path("folder").mkdir()
    Path("folder/picture.png").write_bytes(b"\x89PNG")
    assert refused("daily", "folder") == (
        "briefing: folder was not read: a folder without articles (.txt, .md and .html; 1 of other kinds)\n"
        "briefing: Nothing readable in folder.\n"
        "  Give .txt, .md or .html files with text in them.\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.txt", b"", "empty: there are no words in it"),
        ("blank.txt", b" \n\n\t\n", "empty: there are no words in it"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("broken.md", b"---\ntitle: [unclosed\n---\nNorway insists.\n", "front matter"),
        ("nothing.html", b"<html><body></body></html>", "no article"),
    ],
)
def test_a_bad_file_among_good_ones_is_named_and_the_rest_is_written(name: str, content: bytes, why: str) -> None:
    articles(Path("articles"))
    Path("articles", name).write_bytes(content)
    done = run("daily", "articles", *DAY)
    assert done.status == 6
    said_so = [line for line in done.err.splitlines() if line.startswith(f"briefing: {name} was not read: ")]
    assert len(said_so) == 1
    assert why in said_so[0]
    assert done.out.splitlines()[0] == str(MARKDOWN)
    assert [line for line in MARKDOWN.read_text().splitlines() if line.startswith(f"- Not read: {name} (")]
    assert read_sources() == ["north.txt", "south.txt"]
    assert run("verify", str(MARKDOWN)).status == 0


def test_when_every_file_is_bad_nothing_is_written() -> None:
    Path("empty.txt").touch()
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    lines = refused("daily", "empty.txt", "binary.txt").splitlines()
    assert lines[-2:] == [
        "briefing: Nothing readable in empty.txt, binary.txt.",
        "  Give .txt, .md or .html files with text in them.",
    ]
    assert not Path("briefings").exists()


def test_a_wrong_encoding_is_found_and_nothing_is_mangled() -> None:
    Path("articles").mkdir()
    words = "Norway’s minister insists that the “café” at the pier must close — “naïve”, she said.\n"
    Path("articles/windows.txt").write_bytes((words * 3).encode("cp1252"))
    done = run("daily", "articles", *DAY)
    assert done.status == 0
    assert "windows.txt: " in done.err, "a warning says how it was read"
    assert "“naïve”" in MARKDOWN.read_text()
    assert "\ufffd" not in MARKDOWN.read_text()


def test_an_article_of_nothing_but_a_notice_is_named() -> None:
    articles(Path("articles"), north=NORTH, empty="Leave a comment\n")
    with Loopback(script=read) as endpoint:
        done = with_model(endpoint)
    why = "nothing in it is sent for reading: headings, captions and notes alone"
    assert (done.status, f"failed: segment, empty.txt: {why}" in done.err) == (6, True)
    assert f"- Failed: segment, empty.txt (`{why}`).\n" in MARKDOWN.read_text()


def test_a_large_article_is_read_in_parts() -> None:
    paragraphs = [f"Norway insists that pier {number} must close.\n" for number in range(600)]
    articles(Path("articles"), large="\n".join(paragraphs))
    with Loopback(script=read) as endpoint:
        Path("briefing.toml").write_text("chunk_tokens = 1000\n")
        assert with_model(endpoint).status == 0
    assert 7 < steps(endpoint.bodies).count("extract") < 20
    assert len(json.loads(JSON.read_text())["positions"]) == 600


def test_many_small_files_are_all_read() -> None:
    articles(
        Path("articles"), **{f"a{number:03}": f"Norway insists that pier {number} must close." for number in range(300)}
    )
    done = run("daily", "articles", *DAY)
    assert done.status == 0
    assert len(json.loads(JSON.read_text())["positions"]) == 300


# The configuration


def test_broken_toml_names_the_file_and_the_line() -> None:
    articles(Path("articles"))
    Path("briefing.toml").write_text("topic = Ukraine\n")
    told = refused("daily", "articles").splitlines()
    assert told[0].startswith("briefing: briefing.toml is no valid TOML: ")
    assert "line 1" in told[0]
    assert told[1] == "  Correct it there: texts stand in quotes."


def test_an_unknown_setting_is_named_with_its_line() -> None:
    articles(Path("articles"))
    Path("briefing.toml").write_text('\ntopik = "Ukraine"\n')
    assert refused("daily", "articles") == (
        "briefing: briefing.toml, line 2: there is no setting 'topik'.\n  Did you mean topic?\n"
    )


@pytest.mark.parametrize("option", ["--jobs=0", "--jobs=x", "--engine=magic", "--date=2026-02-30", "--modle=x"])
def test_an_option_that_is_not_right_is_named(option: str) -> None:
    articles(Path("articles"))
    told = refused("daily", "articles", option)
    assert option.partition("=")[0] in told


def test_an_unknown_command_is_no_traceback() -> None:
    assert "dayly" in refused("dayly")


def test_the_model_engine_without_a_key_and_a_base_url() -> None:
    articles(Path("articles"))
    assert refused("daily", "articles", "--engine", "model") == (
        "briefing: The model engine has neither a key nor a base URL.\n"
        "  Set OPENAI_API_KEY, or base_url in briefing.toml; or use --engine rules, which needs neither.\n"
    )


def test_a_base_url_without_a_model_s_name_is_told_what_there_is() -> None:
    articles(Path("articles"))
    assert refused("daily", "articles", "--base-url", "LOOPBACK") == (
        "briefing: No model is named.\n  Set --model to one that it offers: served.\n"
    )


def test_a_model_that_the_endpoint_does_not_have_is_told_what_there_is() -> None:
    articles(Path("articles"))
    missing = error(404, "The model `m` does not exist", code="model_not_found")
    with Loopback(script=lambda body: missing, models=("one", "two")) as endpoint:
        done = with_model(endpoint)
    assert done.status == 2
    assert "has no model 'm'" in done.err
    assert "one, two" in done.err


@pytest.mark.parametrize("template", ["weekly", "./weekly.md.j2", "folder/"])
def test_an_unknown_template_is_named_with_those_there_are(template: str) -> None:
    articles(Path("articles"))
    told = refused("daily", "articles", "--template", template, "--base-url", "LOOPBACK", "--model", "m").splitlines()
    assert told[0].startswith("briefing: There is no template '")
    assert told[1].startswith("  There are: ")
    assert "daily" in told[1]
    assert "_sides" not in told[1]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("line one\n{{ breifing.date }}", "line 2: 'breifing' is undefined"),
        ("{{ briefing.dat }}", "line 1: "),
        ("{% if %}", "line 1: "),
        ("\n\n{{ 1 / 0 }}", "line 3: ZeroDivisionError: division by zero"),
        ('{% include "other.md.j2" %}', "there is no other.md.j2 to include"),
        ("{{ ''.__class__.__mro__ }}", "line 1: "),
    ],
)
def test_a_broken_template_is_found_before_anything_is_asked(body: str, told: str) -> None:
    articles(Path("articles"))
    Path("mine.md.j2").write_text(body)
    arguments = ("daily", "articles", "--template", "mine.md.j2", "--base-url", "LOOPBACK", "--model", "m")
    lines = refused(*arguments).splitlines()
    assert lines[0].startswith("briefing: The template mine.md.j2")
    assert told in lines[0]
    assert lines[1] == "  Mend the template, or use the packed one (--template daily)."


@pytest.mark.parametrize("step_", ["extract", "mend", "group", "compare", "summarise"])
def test_a_broken_prompt_is_found_before_anything_is_asked(step_: str) -> None:
    articles(Path("articles"))
    packed = (Path(__file__).parent.parent / "prompts" / f"{step_}.md").read_text()
    Path("prompts").mkdir()
    Path(f"prompts/{step_}.md").write_text(packed + "\n{{ arcticle }}\n")
    told = refused("daily", "articles", "--base-url", "LOOPBACK", "--model", "m").splitlines()
    line = packed.count("\n") + 2
    assert f"prompts/{step_}.md, line {line}: 'arcticle' is undefined." in told[0]
    assert told[1] == "  Mend the prompt, or remove it to use the packed one."


def test_a_prompt_that_is_not_utf_8_is_named() -> None:
    articles(Path("articles"))
    Path("prompts").mkdir()
    Path("prompts/group.md").write_bytes("---\ntitle: naïve\n---\n".encode("latin-1"))
    told = refused("daily", "articles", "--base-url", "LOOPBACK", "--model", "m")
    assert "prompts/group.md cannot be read: " in told


# Where it is written


def _a_folder() -> str:
    Path("folder").mkdir()
    return "folder"


def _below_a_file() -> str:
    Path("file").touch()
    return "file/report.md"


def _the_json_s_place_is_taken() -> str:
    Path("report.json").mkdir()
    return "report.md"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (_a_folder, "folder is a folder."),
        (_below_a_file, "file/report.md cannot be written: file is no folder."),
        (_the_json_s_place_is_taken, "report.json is a folder."),
        (lambda: "report.json", "report.json would be the JSON's name."),
        (lambda: "/dev/null", "/dev/null is no ordinary file."),
        (lambda: "/proc/report.md", "/proc/report.md cannot be written: "),
        (lambda: "x" * 300 + ".md", f"{'x' * 300}.md cannot be written: File name too long."),
    ],
)
def test_a_place_that_cannot_be_written_is_found_before_anything_is_asked(place: Callable[[], str], told: str) -> None:
    articles(Path("articles"))
    lines = refused("daily", "articles", "-o", place(), "--base-url", "LOOPBACK", "--model", "m").splitlines()
    assert lines[0].startswith(f"briefing: {told}")
    assert len(lines) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_found_before_anything_is_asked() -> None:
    articles(Path("articles"))
    Path("shut").mkdir(mode=0o500)
    assert "shut/report.md cannot be written: Permission denied." in refused(
        "daily", "articles", "-o", "shut/report.md", "--base-url", "LOOPBACK", "--model", "m"
    )


def test_a_disk_that_fills_up_loses_nothing_that_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    articles(Path("articles"))

    def full(self: Output, markdown: str, json: str) -> None:
        with self._unwritable():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with Loopback(script=read) as endpoint:
        with monkeypatch.context() as patched:
            patched.setattr(Output, "write", full)
            done = with_model(endpoint)
        assert (done.status, done.out) == (2, "")
        assert done.err.splitlines()[1:] == [
            f"briefing: {MARKDOWN} cannot be written: No space left on device.",
            "  Make room or name another place with -o. What was asked so far is kept, and is not paid for again.",
        ]
        assert list(MARKDOWN.parent.iterdir()) == []
        assert with_model(endpoint).status == 0
    assert len(endpoint.calls) == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_standard_output_that_is_full_is_no_fault_of_ours(tmp_path: Path) -> None:
    articles(Path("articles"))
    process = spawn("daily", "articles", "--json", cwd=tmp_path, stdout=Path("/dev/full"))
    _, err = process.communicate()
    assert process.returncode == 2
    assert err.decode().splitlines()[1:] == [
        "briefing: Standard output cannot be written: No space left on device.",
        "  What was asked is kept: run again, and no call is made twice.",
    ]


def test_a_store_that_fills_up_at_the_end_is_told_beside_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, *given: object) -> None:
        raise UsageError("the store cannot grow", "Make room.")

    articles(Path("articles"))
    monkeypatch.setattr(Store, "keep_briefing", full)
    done = run("daily", "articles", *DAY)
    assert (done.status, done.out, MARKDOWN.exists()) == (2, "", True)
    assert done.err.splitlines()[1:] == [
        f"briefing: the briefing itself is written: {MARKDOWN}",
        "briefing: the store cannot grow",
        "  Make room.",
    ]


def test_a_store_that_is_no_database_is_named() -> None:
    articles(Path("articles"))
    Path(".briefing").mkdir()
    Path(".briefing/briefing.db").write_text("not a database, but long enough to be read as one" * 20)
    assert refused("daily", "articles", "--base-url", "LOOPBACK", "--model", "m").startswith(
        "briefing: .briefing/briefing.db is no database.\n"
    )


# The endpoint


def test_an_endpoint_that_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_RETRIES", "0")
    articles(Path("articles"))
    assert refused("daily", "articles", "--base-url", NOWHERE, "--model", "m", status=4).splitlines()[1:] == [
        f"briefing: {NOWHERE} cannot be reached: Connection refused.",
        "  Check that the server runs and that the base URL is right; run again to go on, replies that came are kept.",
    ]
    assert not MARKDOWN.exists()


def test_a_refused_key_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")
    articles(Path("articles"))
    with Loopback(script=lambda body: error(401, "no such key")) as endpoint:
        done = with_model(endpoint)
    assert (done.status, done.out) == (4, "")
    assert done.err.count("the key was refused (401)") == 1


def test_when_every_part_is_refused_nothing_is_written() -> None:
    articles(Path("articles"))
    with Loopback(script=lambda body: said(None, refusal="I cannot help with that.")) as endpoint:
        done = with_model(endpoint)
    assert (done.status, done.out) == (4, "")
    assert done.err.splitlines()[1:] == [
        "briefing: No part of any article was read: m refused to answer: I cannot help with that.",
        "  Run again to ask anew, or set another model with --model.",
    ]
    assert not MARKDOWN.exists()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        pytest.param(said(None, refusal="I cannot."), "m refused to answer: I cannot.", id="refusal"),
        pytest.param(said("garbage “with” quotes"), "m gave no usable answer twice: ", id="garbage twice"),
        pytest.param(said('{"statements": []}'), "m gave no usable answer twice: ", id="wrong shape twice"),
        pytest.param(said('{"statements": [', finish="length"), "m gave no usable answer twice: ", id="cut twice"),
        pytest.param(error(400, "context length exceeded"), "did not take the request (400)", id="too long"),
    ],
)
def test_a_chunk_that_fails_is_named_and_the_others_are_there(answer: Answer, why: str) -> None:
    articles(Path("articles"))
    with Loopback(script=lambda body: answer if about(body, "Norway") else read(body)) as endpoint:
        done = with_model(endpoint)
        assert done.status == 6
        failed = [line for line in done.err.splitlines() if line.startswith("briefing: failed: extract, north.txt: ")]
        assert len(failed) == 1
        assert why in failed[0]
        written = json.loads(JSON.read_text())
        assert [(item["step"], item["where"]) for item in written["failed"]] == [("extract", "north.txt")]
        assert [item["actor"]["name"] for item in written["positions"]] == ["Sweden"]
        assert [
            line for line in MARKDOWN.read_text().splitlines() if line.startswith("- Failed: extract, north.txt (`")
        ]
        assert run("verify", str(MARKDOWN)).status == 0
        asked = len(endpoint.calls)
        assert with_model(endpoint).status == 6, "a bad answer is not kept: it is asked again"
        assert {step(body) for body in endpoint.bodies[asked:]} == {"extract"}


@pytest.mark.parametrize("failing", ["group", "compare", "summarise"])
def test_a_later_step_that_fails_is_named_and_the_rest_is_there(failing: str) -> None:
    articles(Path("articles"))
    with Loopback(script=lambda body: said("garbage") if step(body) == failing else read(body)) as endpoint:
        done = with_model(endpoint)
    assert done.status == 6
    written = json.loads(JSON.read_text())
    assert [item["step"] for item in written["failed"]] == [failing]
    assert f"briefing: failed: {failing}, all " in done.err
    assert len(written["positions"]) == len(written["accounts"]) == 2
    assert bool(written["findings"]) is (failing != "compare")
    assert bool(written["bottom_line"]) is (failing != "summarise")
    assert f"- Failed: {failing}, " in MARKDOWN.read_text()
    assert run("verify", str(MARKDOWN)).status == 0


def test_a_mend_that_fails_loses_nothing_that_stood() -> None:
    articles(Path("articles"))

    def script(body: dict[str, Any]) -> Answer:
        if step(body) == "mend":
            return said(None, refusal="no")
        offer = json.loads(json.loads(read(body).body)["choices"][0]["message"]["content"])
        if about(body, "Norway"):
            offer["accounts"][0]["words"] = ["The pier was not shut in May."]
        return said(json.dumps(offer))

    with Loopback(script=script) as endpoint:
        done = with_model(endpoint)
    assert done.status == 6
    written = json.loads(JSON.read_text())
    assert [(item["step"], item["where"]) for item in written["failed"]] == [("mend", "north.txt")]
    assert [item["reason"] for item in written["rejected"]] == ["near_miss"]
    assert [item["actor"]["name"] for item in written["positions"]] == ["Norway", "Sweden"]


# Interrupted


def _asked(endpoint: Loopback, number: int) -> None:
    until = time.monotonic() + 60
    while len(endpoint.calls) < number and time.monotonic() < until:
        time.sleep(0.02)
    assert len(endpoint.calls) == number


def _kept(tmp_path: Path, number: int) -> None:
    """Waits until that many replies are in the store."""
    until = time.monotonic() + 60
    found = -1
    while found < number and time.monotonic() < until:
        time.sleep(0.05)
        path = tmp_path / ".briefing/briefing.db"
        if path.exists():
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
                found = database.execute("SELECT count(*) FROM replies").fetchone()[0]
            database.close()
    assert found == number


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_what_was_answered_before_an_interruption_is_not_asked_again(
    tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    articles(Path("articles"))
    held = threading.Event()

    def script(body: dict[str, Any]) -> Answer:
        answer = read(body)
        return Answer(body=answer.body, after=held) if about(body, "Sweden") else answer

    with Loopback(script=script) as endpoint:
        arguments = ("daily", "articles", "--base-url", endpoint.url, "--model", "m", *DAY)
        process = spawn(*arguments, cwd=tmp_path)
        _asked(endpoint, 2)
        _kept(tmp_path, 1)
        process.send_signal(sent)
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (status, b"")
        assert err.decode().splitlines()[1:] == (
            ["briefing: interrupted; the answers that came are kept: run again to go on from them"]
            if sent == signal.SIGINT
            else []
        )
        held.set()
        before = len(endpoint.calls)
        assert run(*arguments).status == 0
    assert steps(endpoint.bodies[before:]) == ["compare", "extract", "group", "summarise"]
    assert about(endpoint.bodies[before], "Sweden")
    assert json.loads(JSON.read_text())["run"]["usage"]["extract"]["stored"] == 1


# A fault of ours


def _broken(*given: object, **named: object) -> None:
    raise RuntimeError("it broke")


def test_a_fault_of_ours_is_one_line_and_with_debug_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    articles(Path("articles"))
    monkeypatch.setattr("briefing.cli.reading.read", _broken)
    assert refused("daily", "articles", status=1) == (
        "briefing: unexpected: RuntimeError: it broke\n"
        "  This is a fault of the program: please report it, with what `briefing --debug daily …` prints.\n"
    )
    with pytest.raises(RuntimeError, match="it broke"):
        run("--debug", "daily", "articles")


# verify and evaluate


@pytest.mark.parametrize("command", ["verify", "evaluate"])
def test_a_briefing_that_is_not_there_is_named(command: str) -> None:
    more = () if command == "verify" else ("gold", "--articles", ".")
    for name in ("nowhere.json", "nowhere.md") if command == "verify" else ("nowhere.json",):
        assert refused(command, name, *more).splitlines()[0] in (
            f"briefing: There is no file {name}.",
            f"briefing: {name} cannot be read: No such file or directory.",
        )


def test_verify_without_a_store_says_what_to_do() -> None:
    Path("x.md").write_text("")
    assert refused("verify", "x.md") == (
        "briefing: There is no store at .briefing/briefing.db.\n"
        "  Run it where the briefing was written, or use --articles DIR to hold it against article files.\n"
    )


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.md", b"", "x.md holds no quotation: there is nothing in it to verify."),
        ("x.md", b"Norway insists.\n", "x.md holds no quotation: there is nothing in it to verify."),
        ("x.md", b"\xff\xfe\x00", "x.md is no briefing: byte 0 is not UTF-8."),
        ("x.json", b"{", "x.json is no JSON: line 1, column 2: "),
        ("x.json", b"[]", "x.json is no briefing: it holds a list, not an object."),
        ("x.json", b'{"positions": []}', "x.json holds no quotation: there is nothing in it to verify."),
    ],
)
def test_what_is_no_briefing_is_named(name: str, content: bytes, told: str) -> None:
    articles(Path("articles"))
    Path(name).write_bytes(content)
    assert refused("verify", name, "--articles", "articles").startswith(f"briefing: {told}")


def test_verify_names_a_folder_without_articles() -> None:
    Path("x.md").write_text("")
    assert refused("verify", "x.md", "--articles", "nowhere") == (
        "briefing: nowhere holds no article: there is no such file or folder.\n"
        "  Name the folder that the briefing was written from.\n"
    )
