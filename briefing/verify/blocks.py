"""The blocks of a finished Markdown file, as GitHub would show them: what a person may have done to it included.

Only as much of Markdown is read as decides where a quotation begins and ends: a line without a mark of its own goes on
with the paragraph before it, so that a word written under a block quotation belongs to that quotation, as it is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "quote", "note", "table", "text"]

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(?:[\w-]+:|[ \t]+\S|- )[^\n]*\n|[ \t]*\n)*?---[ \t]*(?:\n|\Z)")
_HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<title>.*?))?(?:[ \t]+#+)?[ \t]*")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:")
_LINE = re.compile(r"[ \t]*(?P<item>(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<quote>(?:>[ \t]*)*)(?P<rest>.*?)[ \t]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a row of a table, or a paragraph of a quotation, a footnote or the text.

    Attributes:
        at: the number of its first line, from 1.
        level: of a heading, from 1; else 0.
        text: its Markdown on one line, without the marks that make it such a block.
    """

    kind: Kind
    at: int
    level: int
    text: str


def blocks(content: str) -> Iterator[Block]:
    """The blocks in order, without the front matter."""
    front = _FRONT_MATTER.match(content)
    skipped = front.end() if front else 0
    first = content.count("\n", 0, skipped) + 1
    open_block: Block | None = None
    for at, line in enumerate(content[skipped:].split("\n"), start=first):
        block = _of(at, line)
        if block is not None and open_block is not None and _goes_on(open_block, block, line):
            joined = f"{open_block.text} {block.text}"
            open_block = Block(open_block.kind, open_block.at, 0, joined)
            continue
        if open_block is not None:
            yield open_block
        open_block = block
    if open_block is not None:
        yield open_block


def _of(at: int, line: str) -> Block | None:
    """What a line would be by itself; None for one that shows nothing."""
    heading = _HEADING.fullmatch(line)
    if heading is not None:
        return Block("heading", at, len(heading["marks"]), heading["title"] or "")
    parts = _LINE.fullmatch(line)
    if parts is None or not parts["rest"]:
        return None
    if parts["quote"]:
        return Block("quote", at, 0, parts["rest"])
    if _NOTE.match(line):
        return Block("note", at, 0, parts["rest"])
    return Block("table" if parts["rest"].startswith("|") else "text", at, 0, parts["rest"])


def _goes_on(before: Block, block: Block, line: str) -> bool:
    """Whether a line goes on with the paragraph before it."""
    if before.kind in ("heading", "table") or block.kind in ("heading", "note"):
        return False
    parts = _LINE.fullmatch(line)
    if parts is not None and parts["item"]:
        return False
    return block.kind != "quote" or before.kind == "quote"
