"""Text in Markdown: whatever stands in an article comes out as that text, in every place where a template puts it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.markdown import Markdown, code, escape, plain
from tests.gfm import page

AWKWARD = [
    "a | b",
    "`code` and ``more``",
    "[text](https://example.org) and [ref][1] and ![picture](x.png)",
    "<b>bold</b> <script>alert(1)</script> <!-- hidden --> <https://example.org>",
    "&amp; &lt; &#42; AT&T;",
    "# heading",
    "## heading ##",
    "- item",
    "+ item",
    "* item",
    "1. first",
    "2) second",
    "1986. A great year",
    "> quotation",
    "[^1]",
    "[^1]: note",
    "[1]: https://example.org",
    "---",
    "===",
    "***",
    "~~~",
    "```",
    "~~gone~~",
    "*em* **strong** _em_ __strong__ snake_case_name",
    "$x^2$ $$y$$",
    ":::note",
    ":---|---:",
    "| a | b |",
    "back\\slash \\* \\\\ \\| end\\",
    "www.example.org http://example.org/a_b_c ftp://x mailto:a@b.org",
    "line one\nline two\r\n\r\nline three\x0b\x0c\x1c\x85\u2028\u2029end",
    "\ttabs\tand\u00a0blanks   ",
    "    indented",
    "{{ jinja }} {% raw %} {# comment #}",
    "x" * 5000,
    "“quoted” ‘single’ «guillemets»",
    "!",
    "![",
    "a  ",
    "-",
    "0",
    "\u200bzero\u00adwidth",
]
PIECES = st.sampled_from(
    [
        *"\\`*_[]<>|~&$#^!-+=:.)(1a \n\t\"'",
        "[^1]",
        "---",
        "1.",
        "<b>",
        "&lt;",
        "http://",
        "www.",
        "\\\\",
        "``",
        "{{",
        "é",
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40),
)
"""Without control characters: those are no text, and CommonMark replaces some of them."""


def folded(text: str) -> str:
    return " ".join(text.split())


@given(TEXTS)
@example("a\\")
def test_plain_gives_back_what_was_escaped(text: str) -> None:
    assert plain(escape(text)) == folded(text)


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_comes_back_as_it_was(text: str) -> None:
    assert plain(escape(text)) == folded(text)


def shown(template: str, text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """What a paragraph, a quotation, a heading and a row of a table show where they hold the text, and all markup."""
    seen = page(template.replace("TEXT", escape(text)))
    return (
        *seen.paragraphs,
        *seen.quotations,
        *(title for _, title in seen.headings),
        *sum(seen.rows, ()),
    ), seen.markup


PLACES = {
    "paragraph": ("TEXT\n", ["TEXT"]),
    "end of a line": ("before TEXT\n", ["before TEXT"]),
    "list in a line": ("a, TEXT (TEXT), b.\n", ["a, TEXT (TEXT), b."]),
    "item": ("- TEXT\n", ["TEXT"]),
    "quotation": ("> TEXT\n", ["TEXT"]),
    "quotation in an item": ("- item\n\n  > TEXT [^1]\n\n[^1]: note\n", ["item", "TEXT"]),
    "heading": ("### TEXT\n", ["TEXT"]),
    "strong": ("**TEXT.** after\n", ["TEXT. after"]),
    "cell": ("| a | TEXT | c |\n| --- | --- | --- |\n| TEXT | b | TEXT |\n", ["a", "TEXT", "c", "TEXT", "b", "TEXT"]),
}
"""By place: a template, and what is to be seen of it."""


@pytest.mark.parametrize("place", PLACES)
@given(text=TEXTS)
def test_text_is_shown_as_it_is_wherever_it_stands(place: str, text: str) -> None:
    wanted = folded(text)
    if not wanted:
        return
    template, expected = PLACES[place]
    seen, markup = shown(template, text)
    assert list(seen) == [line.replace("TEXT", wanted) for line in expected]
    assert markup <= {"strong_open", "strong_close"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_text_is_shown_as_it_is_wherever_it_stands(place: str, text: str) -> None:
    template, expected = PLACES[place]
    seen, markup = shown(template, text)
    assert list(seen) == [line.replace("TEXT", folded(text)) for line in expected]
    assert markup <= {"strong_open", "strong_close"}


def test_markdown_of_ours_is_marked_as_such() -> None:
    assert isinstance(escape("*"), Markdown)
    assert escape("*") == "\\*"


@given(TEXTS)
@example("`")
@example("`` a `")
@example(" ` ")
def test_code_shows_what_a_program_said(text: str) -> None:
    wanted = folded(text)
    if not wanted:
        assert code(text) == ""
        return
    seen = page(f"before {code(text)} after\n")
    assert seen.paragraphs == (f"before {wanted} after",)
    assert seen.markup == {"code_inline"}
