"""`verify`: a briefing stands as it was written and after harmless edits, and falls by one changed character."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.actors import Actors
from briefing.articles import read
from briefing.chunk import chunk
from briefing.errors import UsageError
from briefing.export import export
from briefing.extract import extract
from briefing.locate import whole
from briefing.markdown import escape, plain
from briefing.records import Account, Article, Briefing, Failed, Issue, Sentence, Side, Unread
from briefing.render import render
from briefing.resolve import resolve
from briefing.segment import segment
from briefing.shape import parse
from briefing.store import Store
from briefing.templates import template
from briefing.verify import Verdict, from_files, from_store, verify
from briefing.verify.json import check as check_json
from briefing.verify.markdown import check
from tests.engines import Fixed
from tests.made import account, article, briefing, finding, position, quote
from tests.scripted import account as account_offer
from tests.scripted import statement as statement_offer

NORTH = article(
    "north.txt",
    "Norway insists that the pier must not close before May.",
    "“We will never sell the pier,” the minister said.",
    "Costs rose by 15% (see [annex] *2*) & the <b>board</b> left.",
    "The pier was shut in May.",
)
SOUTH = article("south.txt", "Sweden insists that the pier must close.", "The pier was open in May.")
OFFICIALS = article("east.txt", "Officials warn of a flood.")
TEXTS = {item.source: (item.text,) for item in (NORTH, SOUTH, OFFICIALS)}


@cache
def dispute() -> Briefing:
    """Norway, Sweden and some officials, with every kind of section."""
    norway = position("p1", "Norway", *(quote(NORTH, words) for words in NORTH.text.split("\n\n")[:3]))
    sweden = position("p2", "Sweden", quote(SOUTH, "Sweden insists that the pier must close."))
    officials = position("p3", "Officials", quote(OFFICIALS, OFFICIALS.text), kind="unnamed")
    told = account("a1", quote(NORTH, "The pier was shut in May."))
    back = account("a2", quote(SOUTH, "The pier was open in May."))
    return briefing(
        [NORTH, SOUTH, OFFICIALS],
        [Issue("The pier", (norway, sweden, officials), (told, back))],
        findings=[
            finding("actor_disagreement", Side("Norway", (norway,), ()), Side("Sweden", (sweden,), ())),
            finding("report_conflict", Side("north.txt", (), (told,)), Side("south.txt", (), (back,))),
        ],
        bottom_line=[Sentence("Norway insists that the pier must not close.", (norway,), ())],
    )


@cache
def written() -> str:
    return render(dispute(), template("daily"))


def held(markdown: str) -> Verdict:
    return check(markdown, lambda source: TEXTS.get(source, ()))


def edited(old: str, new: str, *, count: int = 1) -> str:
    """The briefing with the first passage replaced; it must be there."""
    assert old in written(), old
    return written().replace(old, new, count)


def block(words: str) -> str:
    """The block quotation of these words, as it stands in the file."""
    found = re.search(rf"^ *> {re.escape(escape(words))} \[\^\d+\]$", written(), re.MULTILINE)
    assert found is not None, words
    return found[0]


FIRST, QUOTED, SIGNS, SHUT = NORTH.text.split("\n\n")
CLOSE = "Sweden insists that the pier must close."


def test_a_briefing_as_it_was_written_stands() -> None:
    verdict = held(written())
    assert verdict.faults == ()
    assert (verdict.stands, verdict.outcome, verdict.articles) == (True, "all stand", 3)
    assert verdict.checked == 7 + 13, "seven footnotes and thirteen block quotations"


# What a person may do


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(lambda text: re.sub(r"$", "  ", text, flags=re.MULTILINE), id="blanks at the ends of lines"),
        pytest.param(lambda text: text.replace("## Gaps", "## What is missing"), id="a heading"),
        pytest.param(lambda text: text.replace("#### The pier", "#### The harbour"), id="the name of an issue"),
        pytest.param(
            lambda text: text.replace("## Positions by actor", "## Who wants what"), id="the positions' heading"
        ),
        pytest.param(
            lambda text: text.replace("## Gaps", "I doubt that it's so.\n\n## Gaps"), id="a sentence of one's own"
        ),
        pytest.param(lambda text: re.sub(r"## Gaps\n.*?(?=\n## )", "", text, flags=re.DOTALL), id="a section gone"),
        pytest.param(lambda text: re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL), id="the front matter gone"),
        pytest.param(lambda text: text.replace("digest:", "tags:\n- mine\ndigest:"), id="more front matter"),
        pytest.param(lambda text: text.replace("\\[annex\\]", "[annex]"), id="escapes that were not needed"),
        pytest.param(lambda text: text.replace("  > ", ">"), id="quotations moved to the margin"),
        pytest.param(lambda text: text.replace("  > ", "    > "), id="quotations moved in"),
        pytest.param(
            lambda text: text.replace("> Norway insists that the pier ", "> Norway insists\n  > that the pier "),
            id="wrapped",
        ),
        pytest.param(
            lambda text: text.replace("pier was shut in May.\n", "pier\n    was shut in May.\n"),
            id="a footnote wrapped",
        ),
        pytest.param(lambda text: text + "\n<!-- checked -->\n", id="a comment"),
        pytest.param(lambda text: text + "\nThe minister said “We will never sell the pier”.\n", id="a true quotation"),
        pytest.param(
            lambda text: text + '\nOf "We will never sell" nothing is left.\n', id="a true one, straight marks"
        ),
        pytest.param(lambda text: text + '\nSee <a href="https://example.org">there</a>.\n', id="a link"),
    ],
)
def test_a_harmless_edit_stands(edit: Callable[[str], str]) -> None:
    changed = edit(written())
    assert changed != written()
    assert held(changed).faults == ()


def test_another_editor_s_line_ends_stand(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(b"\xef\xbb\xbf" + written().replace("\n", "\r\n").encode())
    assert verify(tmp_path / "x.md", lambda source: TEXTS[source]).stands


def test_blocks_in_another_order_stand() -> None:
    norway, sweden = (re.search(rf"### {name}\n.*?(?=\n###? )", written(), re.DOTALL) for name in ("Norway", "Sweden"))
    assert norway is not None
    assert sweden is not None
    swapped = edited(norway[0], "\0").replace(sweden[0], norway[0]).replace("\0", sweden[0])
    assert held(swapped).faults == ()


# What a person may not do


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param(
            lambda: edited(block(CLOSE), block(CLOSE).replace("must", "may")), "is not what footnote", id="a word"
        ),
        pytest.param(
            lambda: edited(block(FIRST), block(FIRST).replace(" not", "")), "is not what footnote", id="a not"
        ),
        pytest.param(
            lambda: re.sub(r"(\[\^1\]: .*) must not", r"\1 must", written()),
            "does not stand in north.txt at",
            id="a note",
        ),
        pytest.param(
            lambda: written().replace(" must not close before", " must close before"),
            "does not stand in north.txt at",
            id="everywhere",
        ),
        pytest.param(
            lambda: edited(block(CLOSE), re.sub(r" \[\^\d+\]$", "", block(CLOSE))),
            "has no footnote at its end",
            id="no mark",
        ),
        pytest.param(
            lambda: edited(f"{block(FIRST)}\n  >\n{block(QUOTED)}", f"{block(FIRST)} {block(QUOTED).strip(' >')}"),
            "is not what footnote",
            id="two quotations joined on a line",
        ),
        pytest.param(
            lambda: edited(f"{block(FIRST)}\n  >\n", f"{block(FIRST)}\n"),
            "is not what footnote",
            id="joined in a paragraph",
        ),
        pytest.param(
            lambda: edited(block(CLOSE), f"{block(CLOSE)}\n  at once"),
            "has no footnote at its end",
            id="a line underneath",
        ),
        pytest.param(
            lambda: edited(block(CLOSE), f"- > {CLOSE}"), "has no footnote at its end", id="a quotation in an item"
        ),
        pytest.param(lambda: re.sub(r"\n\[\^1\]: .*", "", written()), "footnote 1 is not there", id="a footnote gone"),
        pytest.param(
            lambda: re.sub(r"(\[\^1\]: north.txt, characters) \d+", r"\1 1", written()),
            "does not stand in",
            id="its offsets",
        ),
        pytest.param(
            lambda: written().replace("[^1]: north.txt", "[^1]: south.txt"),
            "does not stand in south.txt",
            id="its source",
        ),
        pytest.param(
            lambda: written().replace("[^1]: north.txt", "[^1]: west.txt"),
            "the article west.txt is not at hand (it may be the day before's)",
            id="no source",
        ),
        pytest.param(
            lambda: re.sub(r"(\[\^1\]: .*), for Norway", r"\1, for Sweden", written()),
            "but was cited for Sweden",
            id="whose",
        ),
        pytest.param(lambda: re.sub(r"\[\^1\]: .*", "[^1]: as I remember", written()), "names no source", id="no note"),
        pytest.param(
            lambda: re.sub(r"(\[\^1\]: .*)", r"\1\n\1", written()), "footnote 1 is there twice", id="a note twice"
        ),
        pytest.param(
            lambda: edited("## Gaps", "The minister said “We will sell the pier”.\n\n## Gaps"),
            "in quotation marks, but in none of the articles: We will sell the pier",
            id="a quotation of one's own",
        ),
        pytest.param(
            lambda: edited("## Gaps", "The minister said “We will\nsell the pier”.\n\n## Gaps"),
            "in quotation marks, but in none of the articles: We will sell the pier",
            id="a quotation of one's own on two lines",
        ),
        pytest.param(
            lambda: edited("## Gaps", "| said |\n| --- |\n| “We will sell” |\n\n## Gaps"),
            "We will sell",
            id="in a table",
        ),
        pytest.param(
            lambda: edited("## Gaps", "He said &ldquo;We will sell&rdquo;.\n\n## Gaps"), "We will sell", id="entities"
        ),
        pytest.param(
            lambda: "“We will sell,” he said.\n" + written().split("---\n", 2)[2], "We will sell", id="line 1"
        ),
        pytest.param(
            lambda: edited("\n---\n\n# ", "\n\n“We will sell”\n\n# "), "We will sell", id="the front matter not closed"
        ),
        pytest.param(
            lambda: edited("## Gaps", "He said “er”.\n\n## Gaps"), "none of the articles: er", id="part of a word"
        ),
        pytest.param(
            lambda: edited(block(SIGNS), block(SIGNS).replace(r"\<b", "<b")), "holds no Markdown of its own", id="a tag"
        ),
        pytest.param(
            lambda: edited(block(SIGNS), block(SIGNS).replace(r"\*2", "*2").replace(r"2\*", "2*")),
            "holds no Markdown of its own",
            id="emphasis",
        ),
    ],
)
def test_an_edit_that_changes_what_is_quoted_falls(changed: Callable[[], str], fault: str) -> None:
    text = changed()
    assert text != written()
    verdict = held(text)
    assert not verdict.stands
    assert [line for line in verdict.faults if fault in line], verdict.faults


def test_a_quotation_under_another_actor_falls() -> None:
    moved = edited(f"{block(CLOSE)}\n", "", count=1).replace("### Norway\n", f"### Norway\n\n{block(CLOSE)}\n", 1)
    assert [fault.partition(": ")[2] for fault in held(moved).faults] == [
        f"this quotation stands under Norway, but was cited for Sweden: {CLOSE}"
    ]


def test_a_quotation_under_another_actor_falls_wherever_a_heading_names_one() -> None:
    added = edited("## Gaps", f"## My view\n\n### Norway\n\n{block(CLOSE)}\n\n## Gaps")
    assert [fault.partition(": ")[2] for fault in held(added).faults] == [
        f"this quotation stands under Norway, but was cited for Sweden: {CLOSE}"
    ]


def test_an_unnamed_speaker_of_one_article_is_not_that_of_another() -> None:
    moved = edited("### Officials (unnamed, in east.txt)", "### Officials (unnamed, in north.txt)")
    assert len(held(moved).faults) == 1
    assert "stands under Officials (unnamed, in north.txt), but was cited for Officials" in held(moved).faults[0]


def test_a_fault_is_told_with_its_line_and_the_closest_passage() -> None:
    changed = written().replace(" must not close before", " must close before")
    at = next(number for number, line in enumerate(changed.splitlines(), start=1) if line.startswith("[^1]: "))
    assert held(changed).faults[0] == (
        f"line {at}: footnote 1: does not stand in north.txt at characters 0–55: "
        "Norway insists that the pier must close before May.\n"
        "  closest passage: Norway insists that the pier must not close before May."
    )


PLACES = [
    match.span("words") for match in re.finditer(r"^ *> (?P<words>\S.*?) \[\^\d+\]$", written(), re.MULTILINE)
] + [
    match.span("words")
    for match in re.finditer(r"^\[\^\d+\]: .*?, for (?:\\.|[^:])+: (?P<words>.*)$", written(), re.MULTILINE)
]


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_one_changed_character_in_a_quotation_or_footnote_falls(data: st.DataObject) -> None:
    start, end = data.draw(st.sampled_from(PLACES))
    at = data.draw(st.integers(start, end - 1))
    sign = data.draw(st.sampled_from([*"aA.,;'\"”’-–*_`[]<&\\|x0 ", "\u200b", "\u0430"]))
    ways = [
        written()[:at] + sign + written()[at + 1 :],
        written()[:at] + sign + written()[at:],
        written()[:at] + written()[at + 1 :],
    ]
    changed = data.draw(st.sampled_from(ways))
    before, after = (re.sub(r"\s+", " ", plain(text)) for text in (written(), changed))
    if before == after:
        return  # white space, or a backslash that only kept a sign from being markup
    assert not held(changed).stands


@given(st.data())
def test_every_sign_with_which_markup_begins_is_kept_from_it(data: st.DataObject) -> None:
    start, end = data.draw(st.sampled_from([span for span in PLACES if "\\" in written()[slice(*span)]]))
    signs = [match.start() for match in re.finditer(r"\\[*<`~&]", written()) if start <= match.start() < end]
    at = data.draw(st.sampled_from(signs))
    bare = written()[:at] + written()[at + 1 :]
    assert held(bare).stands is (written()[at + 1] == "&"), "a bare & is shown as one"


# Whatever the articles hold, an unedited briefing stands

SENTENCES = st.lists(
    st.sampled_from(
        [
            *(
                "“",
                "”",
                '"',
                "'",
                "’",
                "‘",
                "«",
                "»",
                "5'",
                '6"',
                "[^1]",
                ", characters 1–2, for x: y",
                "a: b; c",
                "`x`",
            ),
            *(
                "the pier",
                "never",
                "May",
                "|",
                "\\",
                "<b>",
                "&quot;",
                "—",
                "- ",
                "1. ",
                "#",
                "N.A.T.O.",
                "'90s",
                "“no”",
            ),
        ]
    ),
    min_size=1,
    max_size=8,
).map(lambda parts: f"Norway insists {' '.join(parts)} closed.")


@settings(deadline=None)
@given(
    st.lists(SENTENCES, min_size=1, max_size=3),
    st.sampled_from(["a.txt", 'x "y": z, w.txt', "“q”, characters 1–2.txt"]),
)
def test_an_unedited_briefing_stands_whatever_the_articles_hold(sentences: list[str], source: str) -> None:
    made = read_by(article(source, *sentences), sentences)
    markdown = render(made, template("daily"))
    texts = {item.source: (item.text,) for item in made.articles}
    verdict = check(markdown, lambda name: texts.get(name, ()))
    assert verdict.faults == ()
    assert check_json(parse(export(made)), lambda name: texts.get(name, ())).faults == ()


@cache
def known_actors() -> Actors:
    return Actors.load()


def read_by(of: Article, sentences: list[str]) -> Briefing:
    """The briefing of an engine that offers these sentences as positions and accounts, checked by the steps."""
    offers = {
        "statements": [statement_offer(words, "Norway") for words in sentences],
        "accounts": [account_offer(words) for words in sentences],
    }
    actors = known_actors()
    part = chunk(of, segment(of), limit=10_000, count=len)[0]
    found = asyncio.run(extract(part, Fixed(extract=offers), actors))
    positions = resolve(found.statements, actors)
    accounts = tuple(
        Account(f"a{number}", told.issue, told.sentence, told.verbatim, told.hedged, told.evidence)
        for number, told in enumerate(found.accounts)
    )
    made = briefing([of], [Issue("the pier", positions, accounts)])
    why = 'it begins: {"statements": ["“never”'
    return replace(made, failed=(Failed("extract", of.source, why),), unread=(Unread("x.txt", why),))


# The JSON


def as_json(change: Callable[[dict[str, list[dict[str, list[dict[str, object]]]]]], object]) -> tuple[str, ...]:
    data = json.loads(json.dumps(export(dispute())))
    change(data)
    return check_json(parse(data), lambda source: TEXTS.get(source, ())).faults


def test_the_json_as_it_was_written_stands() -> None:
    assert as_json(lambda data: None) == ()


def test_a_changed_quotation_in_the_json_falls() -> None:
    assert as_json(
        lambda data: data["positions"][1]["evidence"][0].update(text="Sweden insists that the pier may close.")
    ) == (
        "position p2: does not stand in south.txt at characters 0–40: Sweden insists that the pier may close."
        "\n  closest passage: Sweden insists that the pier must close.",
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": 1}, "does not stand in south.txt at characters 1–40"),
        ({"end": 4000}, "does not stand in south.txt"),
        ({"article": "north.txt"}, "does not stand in north.txt"),
        (
            {"article": "west.txt"},
            "the article west.txt is not at hand (it may be the day before's)",
        ),
        ({"text": ""}, "does not stand in south.txt"),
        ({"text": " Sweden insists that the pier must close."}, "does not stand in south.txt"),
    ],
)
def test_a_quotation_in_the_json_stands_at_its_place_or_falls(change: dict[str, object], fault: str) -> None:
    told = as_json(lambda data: data["positions"][1]["evidence"][0].update(change))
    assert told[0].startswith(f"position p2: {fault}")
    moved = bool(change.keys() - {"text"})
    assert told[1:] == (f"finding f1, Sweden: quotes what nothing that it cites has: {CLOSE}",) * moved


def test_a_quotation_of_another_actor_s_article_falls_in_the_json() -> None:
    def swap(data: dict[str, list[dict[str, list[dict[str, object]]]]]) -> None:
        one, two = data["positions"][:2]
        one["evidence"], two["evidence"] = two["evidence"], one["evidence"]

    assert as_json(swap) == (
        "position p1: the speaker Norway does not stand in south.txt",
        "position p2: the speaker Sweden does not stand in north.txt",
        *(f"finding f1, Norway: quotes what nothing that it cites has: {words}" for words in (FIRST, QUOTED, SIGNS)),
        f"finding f1, Sweden: quotes what nothing that it cites has: {CLOSE}",
    )


def test_a_position_without_a_quotation_falls_in_the_json() -> None:
    assert as_json(lambda data: data["positions"][1].update(evidence=[])) == (
        "position p2: has no quotation",
        f"finding f1, Sweden: quotes what nothing that it cites has: {CLOSE}",
    )


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        pytest.param(
            lambda data: data.update(positions=data["positions"][1:]),
            (
                "finding f1, Norway: cites position p1, which is not there",
                *(f"finding f1, Norway: quotes what nothing that it cites has: {w}" for w in (FIRST, QUOTED, SIGNS)),
                "bottom line, sentence 1: cites position p1, which is not there",
            ),
            id="a position gone",
        ),
        pytest.param(
            lambda data: data["findings"][1]["sides"][1].update(accounts=["a1"]),
            ("finding f1, south.txt: quotes what nothing that it cites has: The pier was open in May.",),
            id="a side that cites another account",
        ),
        pytest.param(
            lambda data: data["findings"][1]["sides"][1].update(accounts=["a2", "p2"]),
            ("finding f1, south.txt: cites account p2, which is not there",),
            id="a position among the accounts",
        ),
        pytest.param(
            lambda data: data["bottom_line"][0].update(positions=[]),
            ("bottom line, sentence 1: cites nothing",),
            id="a sentence that cites nothing",
        ),
        pytest.param(
            lambda data: data["accounts"].append(data["accounts"][0]),
            ("account a1: is there twice",),
            id="an id twice",
        ),
    ],
)
def test_what_is_cited_in_the_json_must_be_there(change: Callable[[Any], object], faults: tuple[str, ...]) -> None:
    assert as_json(change) == faults


def test_a_bottom_line_without_anything_that_it_cites_falls(tmp_path: Path) -> None:
    data = export(dispute()) | {"positions": [], "accounts": [], "findings": []}
    (tmp_path / "x.json").write_text(json.dumps(data), encoding="utf-8")
    assert verify(tmp_path / "x.json", lambda source: TEXTS[source]).faults == (
        "bottom line, sentence 1: cites position p1, which is not there",
    )


def test_a_json_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(export(dispute()) | {"format": "briefing/2"}), encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.json is no briefing: format: Input should be 'briefing/1'"):
        verify(tmp_path / "x.json", lambda source: TEXTS[source])


# Whole sentences


LONG = "the pier, " * 300
HARBOUR = article(
    "harbour.md",
    "# The harbour stays closed",
    "Norwegian leaders did not back Sweden. They asked for time.",
    "Dr. Berg said no.",
    f"Norway wants {LONG}and no more.",
    "Photo: Reuters",
)


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        ("Norwegian leaders did not back Sweden.", True),
        ("Norwegian leaders did not back Sweden. They asked for time.", True),
        ("They asked for time.\n\nDr. Berg said no.", True),
        ("back Sweden.", False),
        ("Norwegian leaders did", False),
        ("back Sweden. They asked for time.", False),
        ("Norwegian leaders did not back Sweden. They", False),
        ("Norwegian leaders did not back Sweden. ", False),
        ("\n\nDr. Berg said no.", False),
        ("Berg said no.", False),
        ("The harbour stays closed", False),
        ("Photo: Reuters", False),
        ("pier, the pier, and no more.\n\nPhoto: Reuters", False),
        ("the pier, and no more.", True),
        ("\n\n", False),
    ],
)
def test_what_is_quoted_is_whole_sentences_of_what_is_read(words: str, stands: bool) -> None:
    start = HARBOUR.text.index(words)
    assert whole(HARBOUR, segment(HARBOUR), start, start + len(words)) is stands


def test_a_quotation_that_is_cut_together_with_its_place_falls_in_both_files() -> None:
    cut, start = "close before May.", FIRST.index("close before May.")
    fault = (
        f"is cut out of a sentence of north.txt at characters {start}–{len(FIRST)}: {cut}\n  closest passage: {FIRST}"
    )
    markdown = written().replace(f"characters 0–{len(FIRST)},", f"characters {start}–{len(FIRST)},").replace(FIRST, cut)
    assert [line.partition(": footnote 1: ")[2] for line in held(markdown).faults] == [fault]

    def shorten(data: Any) -> None:
        for part in (data["positions"][0], data["findings"][0]["sides"][0]):
            part["evidence"][0].update(start=start, text=cut)

    assert as_json(shorten) == (f"position p1: {fault}", f"finding f1, Norway: {fault}")


def test_the_sides_of_findings_are_held_too() -> None:
    def change(data: dict[str, list[dict[str, list[dict[str, object]]]]]) -> None:
        data["findings"][1]["sides"][0]["evidence"][0]["text"] = "The pier was shut in June."  # type: ignore[index]  # JSON

    assert [fault.splitlines()[0] for fault in as_json(change)] == [
        "finding f1, north.txt: does not stand in north.txt at characters 170–195: The pier was shut in June."
    ]


# From where the articles are


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for source, (text,) in TEXTS.items():
        (made / source).write_text(text, encoding="utf-8")
    return made


def test_a_file_is_held_against_article_files(tmp_path: Path, folder: Path) -> None:
    for name, content in (
        ("x.md", written()),
        ("x.json", json.dumps(export(dispute()))),
        ("X.JSON", json.dumps(export(dispute()))),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert verify(tmp_path / name, from_files(folder)).stands
    (folder / "south.txt").write_text("Sweden insists that the pier may close.\n\nThe pier was open in May.")
    assert not verify(tmp_path / "x.md", from_files(folder)).stands


def test_a_source_is_known_by_the_end_of_its_path(folder: Path) -> None:
    above = from_files(folder.parent)
    assert (
        above("articles/north.txt") == above("north.txt") == above("elsewhere/articles/north.txt") == TEXTS["north.txt"]
    )
    assert above("orth.txt") == above("elsewhere/south.md") == ()
    assert from_files(folder)("articles/north.txt") == TEXTS["north.txt"]


def test_a_file_is_held_against_the_store(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "briefing.db"
    with Store.open(path) as store:
        store.keep_articles(read([str(folder)], io.BytesIO()).articles)
    (tmp_path / "x.md").write_text(written(), encoding="utf-8")
    assert verify(tmp_path / "x.md", from_store(path)).stands


def test_no_store_is_no_empty_store(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no store"):
        from_store(tmp_path / "briefing.db")
    assert not (tmp_path / "briefing.db").exists()
