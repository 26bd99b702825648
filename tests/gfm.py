"""GitHub's Markdown, read by a parser that is not ours: what a reader would see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_PARSER.use(footnote_plugin, inline=False).use(front_matter_plugin)

_MARKS = frozenset({"footnote_ref", "footnote_anchor"})


@dataclass(frozen=True)
class Page:
    """A page as it is seen: white space folded, the marks of footnotes left out.

    Attributes:
        headings: with their level: (2, "Bottom line").
        quotations: each paragraph of a block quotation.
        rows: of all tables, without the header rows' delimiters.
        notes: the text of each footnote that is cited, in order.
        marks: how many footnote marks there are.
        markup: the kinds of inline markup that there are: em_open, link_open, code_inline, html_inline …
    """

    headings: tuple[tuple[int, str], ...]
    paragraphs: tuple[str, ...]
    quotations: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    marks: int
    markup: frozenset[str]


def page(markdown: str) -> Page:
    """Reads a page."""
    tokens = _PARSER.parse(markdown)
    headings, paragraphs, quotations, notes = [], [], [], []
    rows: list[list[str]] = []
    depth: list[str] = []
    markup: set[str] = set()
    marks = 0
    for place, token in enumerate(tokens):
        if token.nesting == 1:
            depth.append(token.type)
            if token.type == "tr_open":
                rows.append([])
        elif token.nesting == -1:
            depth.pop()
        elif token.type == "inline":
            text, children = _text(token), token.children or []
            marks += sum(child.type == "footnote_ref" for child in children)
            markup |= {child.type for child in children if child.type not in ("text", "softbreak", *_MARKS)}
            if depth[-1] == "heading_open":
                headings.append((int(tokens[place - 1].tag[1]), text))
            elif depth[-1] in ("th_open", "td_open"):
                rows[-1].append(text)
            elif "footnote_open" in depth:
                notes.append(text)
            elif "blockquote_open" in depth:
                quotations.append(text)
            else:
                paragraphs.append(text)
        elif token.type not in ("front_matter", "footnote_anchor"):
            markup.add(token.type)
    return Page(
        tuple(headings),
        tuple(paragraphs),
        tuple(quotations),
        tuple(map(tuple, rows)),
        tuple(notes),
        marks,
        frozenset(markup),
    )


def _text(token: Token) -> str:
    shown: Sequence[Token] = token.children or []
    words = [" " if child.type in ("softbreak", "hardbreak", "html_inline") else child.content for child in shown]
    return " ".join("".join(words).split())
