"""The reports on golden cases: nothing in them is markup that an article, a reply or a case brought along."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.cases.outcome import STATES, Line, Place
from briefing.cases.report import pieces
from briefing.records import Article
from tests.command import run
from tests.gfm import page
from tests.loopback import Answer, Loopback
from tests.recorded import ROOT
from tests.scripted import statement
from tests.small_cases import CASE, NORTH, SOUTH, TEXT, answer, project

FORGED = """<script>alert(1)</script></div><img src=x onerror=alert(2)> {{ 7 * 7 }} ]]> & "quoted" 'too' | `code`"""
EXTRACT = (ROOT / "prompts" / "extract.md").read_text(encoding="utf-8")


class Page(HTMLParser):
    """What a browser would make of a page.

    Attributes:
        elements: their names.
        open: those that were never closed.
        articles: the text of each article that is shown.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.open: list[str] = []
        self.articles: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "style")], attrs
        self.elements.add(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if ("class", "article") in attrs:
            self.articles.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if self.articles and self.open and self.open[-1] in ("mark", "div"):  # the marks' numbers are links
            self.articles[-1] += data


def reported(folder: Path, suffix: str) -> str:
    """The report on two versions, where an article, a title and a reply are all full of markup."""
    title = json.dumps(f"The pier {FORGED}")
    project(folder, text=f"{TEXT}\n{FORGED}\n", case=CASE.replace("title: The pier", f"title: {title}"))
    (folder / "before.md").write_text(EXTRACT.replace("# System\n", "# System\n\nBe brief.\n", 1))
    forged = [
        statement(NORTH, "Norway"),
        statement(FORGED, f"Norway {FORGED}", issue=FORGED),
        statement(f"{FORGED} is absent", "Norway"),
    ]

    def script(body: dict[str, Any]) -> Answer:
        return answer(*forged[: 1 if "Be brief." in str(body) else 3])(body)

    with Loopback(script=script) as endpoint:
        tested = run(
            *("prompts", "test", "extract", "--against", "before.md", "--live"),
            *("--base-url", endpoint.url, "-o", f"report.{suffix}"),
        )
    assert "changed: pier" in tested.out
    return Path(f"report.{suffix}").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_page_has_no_element_that_the_material_brought(tmp_path: Path) -> None:
    made = reported(tmp_path, "html")
    seen = Page(made)
    assert seen.open == [], "every element is closed"
    known = "html head meta title style body h1 h2 h3 p div span section details summary ul li pre code mark a"
    assert seen.elements - {*known.split(), "table", "thead", "tbody", "tr", "th", "td"} == set()
    assert "{{ 7 * 7 }}" in made, "no expression is worked out"
    assert "http" not in made.replace("http-equiv", ""), "nothing is fetched"


def test_the_page_shows_the_article_as_it_is(tmp_path: Path) -> None:
    shown = Page(reported(tmp_path, "html")).articles
    assert len(shown) == 2, "beside each version"
    assert all(article.startswith(f"{TEXT}\n{FORGED}\n") for article in shown)


def test_the_markdown_shows_the_material_as_text(tmp_path: Path) -> None:
    shown = page(reported(tmp_path, "md"))
    assert shown.markup <= {"strong_open", "strong_close", "text", "softbreak"}
    assert shown.headings == ((1, "Prompts on their golden cases"), (2, "extract"))
    assert f"Changed: pier (The pier {FORGED})" in shown.paragraphs


texts = st.text(alphabet="ab<>&\n é", min_size=1, max_size=40)


@given(text=texts, data=st.data())
def test_the_pieces_of_an_article_together_are_its_text(text: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(ends, ends, st.sampled_from(list(STATES))), max_size=6))
    lines = [
        Line(state, "position", "", "", "", "", (Place("a.txt", min(start, end), max(start, end)),))
        for start, end, state in spans
    ]
    cut = list(pieces(Article("0" * 16, "a.txt", text), lines))
    assert "".join(piece.text for piece in cut) == text
    for start, end, _ in spans:
        first, last = min(start, end), max(start, end)
        at = 0
        for piece in cut:
            if first <= at and at + len(piece.text) <= last:
                assert piece.state, (spans, cut)
            at += len(piece.text)


def marked(folder: Path, *statements: dict[str, Any], text: str = TEXT) -> list[tuple[str, str]]:
    """What is marked in the article when a model offers these statements, and as what."""
    project(folder, text=text)
    with Loopback(script=answer(*statements)) as endpoint:
        run("prompts", "test", "extract", "--live", "--base-url", endpoint.url, "-o", "report.html")
    return re.findall(r'<mark class="(\w+)">(.*?)</mark>', Path("report.html").read_text(encoding="utf-8"), re.DOTALL)


def test_what_was_taken_is_not_struck_through_for_a_refused_offer_that_comes_close_to_it(tmp_path: Path) -> None:
    near = NORTH.replace("must close", "may close")
    assert marked(tmp_path, statement(NORTH, "Norway"), statement(near, "Norway"), statement(SOUTH, "Sweden")) == [
        ("matched", NORTH),
        ("flawed", SOUTH),
    ]


def test_a_refused_offer_s_passage_does_not_run_over_a_heading(tmp_path: Path) -> None:
    text = TEXT.replace("\n\nThe pier was", "\n\n## The summer\n\nThe pier was")
    near = f"{SOUTH.replace('warns', 'said')} The summer The pier was shut in May."
    assert marked(tmp_path, statement(NORTH, "Norway"), statement(near, "Sweden"), text=text) == [
        ("matched", NORTH),
        ("missed", SOUTH),
        ("rejected", "The pier was shut in May."),
    ]


def test_a_name_that_an_offer_was_refused_for_is_not_struck_through_wherever_it_stands(tmp_path: Path) -> None:
    again = statement(NORTH, "Norway")
    assert marked(tmp_path, again, again, statement(SOUTH, "Sweden", stance="warns")) == [
        ("matched", NORTH),
        ("matched", SOUTH),
    ]
