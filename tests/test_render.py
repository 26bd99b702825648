"""The Markdown of a briefing: what a reader sees on GitHub, whatever stands in the articles."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefing.export import export
from briefing.records import Article, Briefing, Failed, Gaps, Issue, Quote, Rejected, Sentence, Side, Unread, Usage
from briefing.render import is_briefing, is_edited, render
from briefing.specimen import specimen
from briefing.templates import template
from tests.gfm import Page, page
from tests.made import account, article, briefing, finding, position, quote
from tests.test_markdown import AWKWARD, PIECES, folded

DAILY = template("daily")
SECTIONS = (
    "Bottom line",
    "What changed since the last briefing",
    "Positions by actor",
    "Where they disagree",
    "Where they agree",
    "Reported, held by nobody",
    "Gaps",
    "Sources",
    "How this was made",
)


def seen(made: Briefing) -> Page:
    return page(render(made, DAILY))


def dispute(words: str, *, name: str, source: str) -> Briefing:
    """A briefing in which `words` are quoted, and `name` is whatever else comes from an article or an engine."""
    north = article(source, f"{words}", "The pier is shut.", title=name, outlet=name)
    south = article("south.txt", "Sweden disagrees.", "The pier is open.", title=name)
    held = replace(
        position("p1", name, quote(north, words), speaker=f"{name}'s man", issue=name, sentence=name),
        via=(name, name),
        hedged=True,
    )
    other = position("p2", "Sweden", quote(south, "Sweden disagrees."), issue=name)
    told = account("a1", quote(north, "The pier is shut."), issue=name)
    back = account("a2", quote(south, "The pier is open."), issue=name)
    sides = (Side(name, (held,), ()), Side(name, (other,), ()))
    conflict = (Side(name, (), (told,)), Side(name, (), (back,)))
    made = briefing(
        [north, south],
        [Issue(name, (held, other), (told, back))],
        findings=[
            finding("actor_disagreement", *sides, issue=name, sentence=name + " "),
            finding("report_conflict", *conflict, issue=name, sentence=name + " "),
            finding("agreement", *sides, issue=name, sentence=name + " "),
        ],
        bottom_line=[Sentence(name, (held,), (told,))],
    )
    return replace(
        made,
        topic=name,
        unread=(Unread(name, name),),
        failed=(Failed("extract", name, name),),
        rejected=(Rejected("extract", name, "absent", name, source),),
        gaps=Gaps(((name, 2),), ((name, source),), (source,), (source,)),
        run=replace(made.run, model=name, template=name),
    )


def check(words: str, name: str, source: str) -> None:
    """Everything comes out as many times as it is meant to, with its text."""
    markdown = render(dispute(words, name=name, source=source), DAILY)
    found = page(markdown)
    words, name, source = folded(words), folded(name), folded(source)
    assert [title for level, title in found.headings if level == 2] == list(SECTIONS)
    assert [title for level, title in found.headings if level == 1] == [f"Briefing of 2 January 2026: {name}"]
    assert [title for level, title in found.headings if level == 3] == [
        name,
        "Sweden",
        "Conflicting reports",
        "Between actors",
        name,
    ]
    assert [title for level, title in found.headings if level == 4] == [name, name]
    quoted = [words, "Sweden disagrees.", "The pier is shut.", "The pier is open."]
    order = [words, "Sweden disagrees.", *quoted[2:], *quoted[:2], *quoted[:2], *quoted[2:]]
    assert list(found.quotations) == order
    assert found.marks == len(order) + 2, "and two in the bottom line"
    holders = [name, "nobody (the article's own account)", "Sweden", "nobody (the article's own account)"]
    sources = [source, source, "south.txt", "south.txt"]
    texts = [words, "The pier is shut.", "Sweden disagrees.", "The pier is open."]
    for note, where, whose, text in zip(found.notes, sources, holders, texts, strict=True):
        assert note.startswith(f"{where}, characters ")
        assert note.endswith(f", for {whose}: {text}")
    assert {len(row) for row in found.rows} == {5, 7, 6}
    assert [row[:3] for row in found.rows if len(row) == 7][1:] == [
        (source, name, name),
        ("south.txt", name, "not given"),
    ]
    assert found.markup <= {"strong_open", "strong_close", "em_open", "em_close", "html_inline", "code_inline"}
    strong = [f"{name}. {name}", f"{name}. {name}", f"{name}. {name}"]
    assert [text for text in found.paragraphs if text in strong] == strong
    assert yaml.safe_load(markdown.split("---\n")[1])["articles"] == 2


PRINTED = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=30)
NASTY = st.lists(PIECES, min_size=1, max_size=8).map("".join)
WORDS = st.one_of(NASTY, PRINTED).filter(lambda text: text == text.strip() and text.strip() != "")


@given(words=WORDS, name=WORDS, source=WORDS)
def test_no_article_text_can_break_the_briefing(words: str, name: str, source: str) -> None:
    check(words, name, source)


@pytest.mark.parametrize("text", [text.strip() for text in AWKWARD])
def test_awkward_text_does_not_break_the_briefing(text: str) -> None:
    check(text, text, text)


# What is said


def two_articles() -> tuple[Article, Article]:
    return article("north.txt", "Officials warn of a flood."), article("south.txt", "Officials expect a drought.")


def test_unnamed_speakers_of_two_articles_are_two() -> None:
    north, south = two_articles()
    held = [
        position("p1", "Officials", quote(north, "Officials warn of a flood."), kind="unnamed"),
        position("p2", "Officials", quote(south, "Officials expect a drought."), kind="unnamed"),
    ]
    found = seen(briefing([north, south], [Issue("The water", tuple(held), ())]))
    assert [title for level, title in found.headings if level == 3][:2] == [
        "Officials (unnamed, in north.txt)",
        "Officials (unnamed, in south.txt)",
    ]


def test_a_named_actor_of_two_articles_is_one() -> None:
    north, south = two_articles()
    held = [
        position("p1", "Norway", quote(north, "Officials warn of a flood.")),
        position("p2", "Norway", quote(south, "Officials expect a drought.")),
    ]
    found = seen(briefing([north, south], [Issue("The water", tuple(held), ())]))
    assert [title for level, title in found.headings if level == 3][:2] == ["Norway", "Conflicting reports"]


def test_one_quotation_of_two_holders_is_one_footnote() -> None:
    north = article("north.txt", "Norway and Sweden agree.")
    held = tuple(position(f"p{n}", name, quote(north, north.text)) for n, name in enumerate(("Norway", "Sweden")))
    found = seen(briefing([north], [Issue("The water", held, ())]))
    assert found.notes == ("north.txt, characters 0–24, for Norway; Sweden: Norway and Sweden agree.",)
    assert found.marks == 2


def test_a_sentence_that_was_not_carried_is_the_article_s_words_alone() -> None:
    north, _ = two_articles()
    held = replace(position("p1", "Norway", quote(north, north.text), sentence="Made up."), verbatim=True)
    markdown = render(briefing([north], [Issue("The water", (held,), ())]), DAILY)
    assert "Made up." not in markdown
    assert "- **demands** · indirect speech · the article's words alone\n" in markdown
    assert "- Sentences replaced by the article's own words: 1.\n" in markdown


def test_a_finding_whose_sentence_was_not_carried_says_its_issue_once() -> None:
    north, south = two_articles()
    sides = tuple(
        Side(name, (position(name, name, quote(of, of.text)),), ())
        for name, of in (("Norway", north), ("Sweden", south))
    )
    entries = tuple(entry for side in sides for entry in side.positions)
    made = finding("actor_disagreement", *sides, issue="The water", sentence="The water")
    found = seen(briefing([north, south], [Issue("The water", entries, ())], findings=[made]))
    assert [text for text in found.paragraphs if text.startswith("The water")] == ["The water."]


def test_the_rejected_are_counted_by_reason() -> None:
    made = replace(
        specimen(),
        rejected=tuple(Rejected("extract", "x", reason, "") for reason in ("absent", "absent", "near_miss")),
    )
    assert (
        "- Offers not taken: 3 (2: the words stand nowhere in the article; 1: the words come close to a passage but "
        "differ from it). Each is listed in the JSON.\n"
    ) in render(made, DAILY)


def test_tokens_and_calls_are_counted_by_step_and_in_all() -> None:
    run = specimen().run
    made = replace(
        specimen(),
        run=replace(
            run,
            prompts={"extract": "extract@1 (0)", "mend": "mend@1 (1)"},
            usage={"extract": Usage(2, 1, 30, 40)},
        ),
    )
    assert [row for row in seen(made).rows if row[0] in ("extract", "mend", "in all")] == [
        ("extract", "extract@1 (0)", "2", "1", "30", "40"),
        ("mend", "mend@1 (1)", "0", "0", "0", "0"),
        ("in all", "", "2", "1", "30", "40"),
    ]


@pytest.mark.parametrize(
    ("published", "period"),
    [
        ([None, None], "not known (the articles are undated)"),
        ([date(2026, 1, 2), None], "2 January 2026 (1 undated)"),
        ([date(2026, 1, 2), date(2026, 1, 2)], "2 January 2026"),
        ([date(2026, 1, 12), date(2026, 1, 2)], "2 January 2026 to 12 January 2026"),
    ],
)
def test_the_period_is_that_of_the_articles(published: list[date | None], period: str) -> None:
    articles = [replace(item, published=day) for item, day in zip(two_articles(), published, strict=True)]
    assert seen(briefing(articles, [])).rows[1][1] == period


def test_many_undated_articles_are_not_listed_by_name() -> None:
    articles = [article(f"{number}.txt", "x") for number in range(30)]
    assert "- Without a date: every article.\n" in render(briefing(articles, []), DAILY)
    some = replace(briefing(articles, []), gaps=Gaps((), (), tuple(item.source for item in articles[:25]), ()))
    line = next(line for line in render(some, DAILY).splitlines() if line.startswith("- Without a date: "))
    assert line.endswith(", 18.txt, 19.txt and 5 more.")


def test_an_empty_briefing_says_so_in_every_section() -> None:
    found = seen(replace(briefing([article("a.txt", "x")], []), gaps=Gaps((), (), (), ())))
    assert [title for level, title in found.headings if level == 2] == list(SECTIONS)
    assert found.quotations == found.notes == ()
    assert [text for text in found.paragraphs if text.startswith(("No ", "None"))] == [
        "No sentence can be carried by what was read.",
        "No position was found.",
        "None was found.",
        "None was found.",
        "No agreement was found.",
        "No such account was taken.",
        "None was found.",
    ]


# The digest


def test_a_briefing_as_it_was_written_is_not_edited() -> None:
    assert not is_edited(render(specimen(), DAILY))


@given(st.data())
def test_any_edit_is_seen(data: st.DataObject) -> None:
    markdown = render(specimen(), DAILY)
    at = data.draw(st.integers(0, len(markdown) - 1))
    sign = data.draw(st.sampled_from("xX0 #\n"))
    edited = data.draw(st.sampled_from([markdown[:at] + sign + markdown[at:], markdown[:at] + markdown[at + 1 :]]))
    assert is_edited(edited) or edited == markdown


@pytest.mark.parametrize("text", ["", "# Notes\n", "---\ntitle: x\n---\n", "---\ndigest: 0123456789abcdef\n---\n"])
def test_a_file_that_is_not_ours_counts_as_edited(text: str) -> None:
    assert is_edited(text)
    assert not is_briefing(text)


def test_a_briefing_is_known_even_when_edited() -> None:
    markdown = render(specimen(), DAILY)
    assert is_briefing(markdown)
    assert is_briefing("\ufeff" + markdown.replace("\n", "\r\n") + "more")


# The JSON


def test_the_json_has_the_words_of_every_quotation() -> None:
    data = json.loads(json.dumps(export(specimen())))
    text = specimen().articles[0].text
    cited = [item["evidence"] for item in (*data["positions"], *data["accounts"])]
    cited += [side["evidence"] for item in data["findings"] for side in item["sides"]]
    assert {(item["text"], item["article"]) for evidence in cited for item in evidence} == {
        ("The harbour board says the pier must close.", "specimen.txt"),
        ("The pier has been closed since May.", "specimen.txt"),
    }
    assert all(text[item["start"] : item["end"]] == item["text"] for evidence in cited for item in evidence)


def test_the_json_names_what_the_sides_rest_on() -> None:
    sides = [
        {"label": "The board", "positions": ["p1"], "accounts": []},
        {"label": "The article", "positions": [], "accounts": ["a1"]},
    ]
    exported = export(specimen())
    for item in exported["findings"]:
        assert [{name: side[name] for name in ("label", "positions", "accounts")} for side in item["sides"]] == sides
    assert exported["bottom_line"] == [
        {"text": "The harbour board says the pier must close.", "positions": ["p1"], "accounts": []}
    ]
    assert isinstance(specimen().issues[0].positions[0].evidence[0], Quote)


@pytest.mark.parametrize(
    ("failed", "why"),
    [
        (
            (Failed("follow", "all actors", "no answer"),),
            "comparing with the briefing of 1 January 2026 failed (see Gaps).",
        ),
        ((), "nothing in the briefing of 1 January 2026 could be held against today's"),
    ],
)
def test_why_nothing_is_told_of_what_changed_is_the_true_reason(failed: tuple[Failed, ...], why: str) -> None:
    told = render(replace(specimen(), following=None, failed=failed), DAILY)
    assert f"That cannot be said: {why}" in told
