"""`briefing trace`: from a line of a briefing back to the quotation, its place, the reply and the exact prompt."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import Exit
from briefing.store import Store
from briefing.trace import NO_PROMPT, NOT_FOUND, NOT_KEPT, chosen_run, entries, trace
from tests.command import Outcome, run
from tests.loopback import Answer, Loopback, said
from tests.recorded import RECORDING, model, replayed, seed_briefing
from tests.scripted import NORTH, about, articles, read, statement, step

BRIEFING = Path("briefings/2026-01-31.md")
STORE = Path(".briefing/briefing.db")
NORWAY = "Norway insists that the pier must close."


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    articles(tmp_path / "articles")
    (tmp_path / "briefing.toml").write_text('model = "served"\n')


def made(script: Any = read, *more: str) -> list[dict[str, Any]]:
    """Writes the briefing with a model; gives what was asked."""
    with Loopback(script=script) as endpoint:
        done = run("daily", "articles", "--date", "2026-01-31", "--base-url", endpoint.url, *more)
        assert done.status == 0, done.err
        return endpoint.bodies


def asked(bodies: list[dict[str, Any]], name: str, words: str = "") -> list[dict[str, str]]:
    """The messages of the one request of a step."""
    (messages,) = [body["messages"] for body in bodies if step(body) == name and words in str(body["messages"])]
    return list(messages)


def test_a_position_is_traced_to_its_words_its_reply_and_its_prompt() -> None:
    bodies = made()
    told = json.loads(run("trace", "p1", "--json").out)
    assert told["rests_on"] == [
        {
            "id": "p1",
            "actor": "Norway",
            "label": "demands",
            "text": NORWAY,
            "quotations": [{"article": "north.txt", "start": 0, "end": len(NORWAY), "text": NORWAY}],
        }
    ]
    assert [(reply["step"], reply["offer"]) for reply in told["replies"]] == [
        ("group", {"name": "the pier", "positions": ["p1", "p2"], "accounts": ["a1", "a2"]}),
        ("extract", statement(NORWAY, "Norway")),
    ]
    assert [reply["messages"] for reply in told["replies"]] == [
        asked(bodies, "group"),
        asked(bodies, "extract", NORWAY),
    ]
    assert json.loads(told["replies"][1]["text"])["statements"] == [statement(NORWAY, "Norway")]
    assert told["remarks"] == []


def test_what_a_person_reads_names_place_reply_and_prompt_in_that_order() -> None:
    bodies = made()
    told = run("trace", "a1")
    system, user = (message["content"].removesuffix("\n") for message in asked(bodies, "extract", NORWAY))
    lines = told.out.splitlines()
    assert (told.status, told.err) == (0, "")
    assert lines[0] == "a1   The pier was shut in May."
    assert lines[3:5] == [
        f"  north.txt, characters {len(NORWAY) + 2}–{len(NORTH) - 1}:",
        "  > The pier was shut in May.",
    ]
    order = ["group@2", "extract@2", ": the prompt, system\n\n" + system, ": the prompt, user\n\n" + user]
    places = [told.out.find(part) for part in order]
    assert (places, min(places) >= 0) == (sorted(places), True)


def test_a_finding_and_a_sentence_are_traced_through_what_they_cite() -> None:
    bodies = made()
    finding, sentence = (json.loads(run("trace", ident, "--json").out) for ident in ("f1", "s1"))
    assert (finding["sides"], [one["id"] for one in finding["rests_on"]]) == ([["p1"], ["p2"]], ["p1", "p2"])
    assert [reply["step"] for reply in finding["replies"]] == ["compare"]
    assert finding["replies"][0]["messages"] == asked(bodies, "compare")
    assert (sentence["text"], [one["id"] for one in sentence["rests_on"]]) == (NORWAY, ["p1"])
    assert [reply["messages"] for reply in sentence["replies"]] == [asked(bodies, "summarise")]
    assert all(one["quotations"] for one in (*finding["rests_on"], *sentence["rests_on"]))


def test_a_change_is_traced_to_both_days() -> None:
    def script(body: dict[str, Any]) -> Answer:
        change = {"kind": "hardened", "before": ["e1"], "after": ["p1"], "statement": ""}
        return said(json.dumps({"changes": [change], "unsure": []})) if step(body) == "follow" else read(body)

    day = "---\npublished: 2031-03-{}\n---\nNorway insists that the pier must {}.\n"
    for number, verb in ((10, "close"), (11, "be blown up")):
        Path("day").mkdir(exist_ok=True)
        Path("day/north.md").write_text(day.format(number, verb))
        with Loopback(script=script) as endpoint:
            briefed = ("daily", "day", "--topic", "pier", "--date", f"2031-03-{number}", "--base-url", endpoint.url)
            assert run(*briefed).status == 0
            bodies = endpoint.bodies
    told = json.loads(run("trace", "d1", "--json").out)
    assert (told["kind"], told["label"], told["sides"]) == ("change", "hardened", [["e1"], ["p1"]])
    assert [(one["id"], one["quotations"][0]["text"]) for one in told["rests_on"]] == [
        ("e1", "Norway insists that the pier must close."),
        ("p1", "Norway insists that the pier must be blown up."),
    ]
    assert [(reply["step"], reply["messages"]) for reply in told["replies"]] == [("follow", asked(bodies, "follow"))]
    assert told["remarks"] == []


def test_a_position_that_was_put_right_is_traced_to_the_second_reply() -> None:
    def script(body: dict[str, Any]) -> Answer:
        if step(body) == "mend":
            mended = [{"number": 1, "statement": statement(NORWAY, "Norway"), "account": None}]
            return said(json.dumps({"mended": mended}))
        if about(body, NORWAY):
            wrong = statement("Norway insists that the pier must never close.", "Norway")
            return said(json.dumps({"statements": [wrong], "accounts": []}))
        return read(body)

    bodies = made(script)
    told = json.loads(run("trace", "p1", "--json").out)
    assert [reply["step"] for reply in told["replies"]] == ["group", "mend"]
    assert told["replies"][1]["messages"] == asked(bodies, "mend")


def test_a_briefing_lists_its_lines_whether_it_is_named_by_markdown_or_json() -> None:
    made()
    listed = run("trace", str(BRIEFING))
    assert listed.out.splitlines()[:2] == [
        "p1   Norway [demands]: Norway insists that the pier must close.",
        "p2   Sweden [demands]: Sweden insists that the pier must stay open.",
    ]
    assert [line.split()[0] for line in listed.out.splitlines()] == ["p1", "p2", "a1", "a2", "f1", "f2", "s1"]
    assert run("trace", str(BRIEFING.with_suffix(".json"))) == listed == Outcome(0, listed.out, "")
    lines = json.loads(run("trace", str(BRIEFING), "--json").out)["lines"]
    assert [line["id"] for line in lines] == ["p1", "p2", "a1", "a2", "f1", "f2", "s1"]


def test_an_earlier_run_is_traced_where_it_is_named() -> None:
    made()
    first = run("trace", "p1")
    articles(Path("articles"), north="Denmark insists that the pier must move.\n", south="Nobody came.\n")
    made(read, "-o", "later.md")
    assert "Denmark" in run("trace", "p1").out
    assert run("trace", "p1", "--run", str(BRIEFING)) == first
    with Store.open(STORE) as store:
        assert run("trace", "p1", "--run", store.runs()[1].id[:8]) == first


def test_the_rules_engine_has_places_and_no_prompt() -> None:
    assert run("daily", "articles", "--engine", "rules", "--date", "2026-01-31").status == 0
    told = run("trace", "p1")
    assert (told.status, told.err) == (0, "")
    assert "  north.txt, characters 0–40:\n  > Norway insists that the pier must close.\n" in told.out
    assert told.out.endswith(f"\n\n{NO_PROMPT}\n")


def test_a_run_of_an_older_version_is_said_to_have_kept_nothing() -> None:
    made()
    with Store.open(STORE) as store, store.writing():
        store.write("DELETE FROM taken WHERE run <> ?", [("",)])
    told = run("trace", "p1")
    assert (told.status, told.out.splitlines()[-1]) == (0, NOT_KEPT)
    assert "north.txt, characters 0–40:" in told.out


def test_a_reply_that_was_asked_anew_since_is_not_taken_for_the_one_that_was_read() -> None:
    made()
    with Store.open(STORE) as store:
        for taken in store.trail.taken(store.runs()[0].id):
            if taken.step == "extract":
                text = taken.text.replace("demands", "warns")
                reply = store.reply(taken.key)
                assert reply is not None
                store.keep_reply(taken.key, step="extract", model="served", text=text, usage=reply.usage)
    assert run("trace", "p1").out.splitlines()[-1] == NOT_FOUND


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("p99",), "has no p99."),
        (("p1", "--run", "ffff"), "There is no run ffff in the store."),
        (("nowhere.md",), "nowhere.md is neither a line of a briefing nor a file."),
        (("briefing.toml",), "briefing.toml is no briefing: its front matter names no run."),
    ],
)
def test_what_cannot_be_traced_is_told(arguments: tuple[str, ...], what: str) -> None:
    made()
    told = run("trace", *arguments)
    assert (told.status, told.out) == (Exit.USAGE, "")
    assert what in told.err


def test_without_a_store_there_is_nothing_to_trace() -> None:
    told = run("trace", "p1")
    assert (told.status, told.out, STORE.exists()) == (Exit.USAGE, "", False)


@pytest.mark.skipif(RECORDING, reason="recordings are being made")
def test_every_line_of_the_recorded_briefing_can_be_traced_to_a_reply() -> None:
    async def whole(store: Store) -> None:
        async with model(replies=store) as opened:
            briefing = await seed_briefing(opened)
            store.keep_briefing(briefing, "out.md", opened.asked)

    with replayed("daily"), Store.in_memory() as store:
        asyncio.run(whole(store))
        last = chosen_run(store, None)
        lines = entries(store, last.id)
        chains = [trace(store, last, entry.id) for entry in lines]
    assert {entry.kind for entry in lines} == {"position", "account", "finding", "sentence"}
    assert [(chain.entry.id, chain.remarks) for chain in chains if chain.remarks] == []
    assert all(one.quotes for chain in chains for one in chain.rests_on)
