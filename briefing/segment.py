"""Which part every paragraph and line of an article plays in it. When in doubt it is body, and is read.

Only the words on the page and the way they stand are looked at: no list of outlets, no place, no name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from briefing.articles.front_matter import block
from briefing.furniture import (
    heads_contents,
    heads_others,
    is_biography,
    is_credited,
    is_furniture,
    is_note,
    is_picture,
    tidy,
)
from briefing.records import Article, Role, Segment

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_BREAKS = frozenset({"\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\u2029"})
_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
_ITEM = re.compile(r"(?:[-*+•‣▪●◦·–—]\s+)*(?P<number>\(?\d{1,2}[.)]\s+|\(?[a-zA-Z]\)\s+)?(?=\S)")
_QUOTED = re.compile(r"(?:>\s?)+")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1")
_CLOSED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?)|t(?:old|ells?)|according|warn(?:s|ed)|insist(?:s|ed)|add(?:s|ed)|want(?:s|ed))\b", re.I
)
_ASKING = re.compile(r"(?:who|what|when|where|why|how|which|whose)\b", re.I)
_SMALL = frozenset("a an and as at but by for from in into is of off on or over per the to up via vs with".split())
_LONG = 2000  # characters: more than a title, a caption or a note has
_OTHERS = 10  # lines: no list of other articles is longer
_OPEN = frozenset(
    "a an the and or but nor of to that not no never will would can cannot could may might must should shall is are "
    "was were has have had from with by than whether because if".split()
)
"""Words with which no heading and no sentence ends."""
_WIDEST = 120  # characters: no editor wraps text wider

Mark = Literal["", "heading", "bullet", "number", "quoted", "image"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, or a line that stands for itself.

    Attributes:
        plain: its words without their Markdown.
        level: of a Markdown heading, 1 to 6; 0 for any other line.
    """

    start: int
    end: int
    mark: Mark
    plain: str
    level: int = 0

    @property
    def is_item(self) -> bool:
        return self.mark in ("bullet", "number")

    @property
    def is_open(self) -> bool:
        """It does not end as a sentence does."""
        return not _CLOSED.search(self.plain)

    @property
    def is_title(self) -> bool:
        """It is short, and ends as titles do."""
        return (
            self.words <= 14
            and len(self.plain) <= 110
            and not re.search(r"[.!…:;,–—-]$", self.plain)
            and not _is_spoken(self.plain)
        )

    @property
    def words(self) -> int:
        return len(self.plain.split())


_Roles = list[Role | None]
_Pass = Callable[[list[_Line], _Roles], None]


def segment(article: Article) -> tuple[Segment, ...]:
    """Every stretch of the article that is not white space, in order, with its role.

    A stretch is a paragraph, or a line where lines stand for paragraphs; it begins and ends with a character that is
    no white space, and no two overlap. Of Markdown the marks of headings and quotations are left out of the stretch.
    """
    text = article.text
    front = block(text) if article.source.endswith(".md") or article.source == "-" else None
    begin = front.end if front else 0
    lines = list(_lines(text, begin))
    roles: _Roles = [None] * len(lines)
    for claim in _PASSES:
        claim(lines, roles)
    head = (Segment(front.start, front.end, "note"),) if front else ()
    return head + tuple(Segment(line.start, line.end, role or "body") for line, role in zip(lines, roles, strict=True))


def _lines(text: str, begin: int) -> Iterator[_Line]:
    """The text's paragraphs, and the lines of those whose lines stand for themselves."""
    group: list[tuple[int, int]] = []
    last = begin
    for match in _LINE.finditer(text, begin):
        start, end = _trim(text, match.start(), match.end())
        if group and (start == end or text[last : match.start()] not in _BREAKS):
            yield from _paragraphs(text, group)
            group = []
        if start < end:
            group.append((start, end))
        last = match.end()
    yield from _paragraphs(text, group)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\ufeff\u200b"


def _paragraphs(text: str, group: list[tuple[int, int]]) -> Iterator[_Line]:
    """The lines of a block without a blank line in it; those that an editor wrapped are one again."""
    joined = _unwrapped(text, group)
    for at, (start, end) in enumerate(joined):
        under = joined[at + 1] if at + 1 < len(joined) else (0, 0)
        line = _line(text, start, end)
        if line.is_title and not line.mark and _UNDERLINE.fullmatch(text, *under):
            line = _Line(line.start, line.end, "heading", line.plain, 1 if text[under[0]] == "=" else 2)
        yield line


def _unwrapped(text: str, group: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """An editor breaks a line where the next word would not fit; most lines then begin with a small letter."""
    width = max((end - start for start, end in group), default=0)
    following = group[1:]
    small = sum(text[start].islower() for start, _ in following)
    wrapped = width <= _WIDEST and small * 2 >= len(following) and small > 0
    joined = group[:1]
    for (first, last), (start, end) in pairwise(group):
        space = text.find(" ", start, end)
        full = last - first + 1 + (space if space >= 0 else end) - start > width
        broken = (last - first) * 5 >= width * 3 and not _CLOSED.search(text, first, last)
        wraps = wrapped and (full or broken or text[start].islower())
        if (wraps or _runs_on(text, (first, last), start)) and not _is_marked(text, start, end):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _runs_on(text: str, line: tuple[int, int], following: int) -> bool:
    """Whether a line breaks off in the middle of a sentence, however its text is wrapped.

    To part it there might cut a "not" from what it denies.
    """
    start, end = line
    ended = _CLOSED.search(text, start, end) is not None or text[end - 1] in ":|"
    if ended or text[start] == "#" or not any(map(str.isalpha, text[start:end])):
        return False
    last = text[start:end].rsplit(None, 1)[-1].casefold()
    quoting = text.count("“", start, end) > text.count("”", start, end)
    return text[following].islower() or last in _OPEN or last[-1] in ",;–—“(" or quoting


def _is_marked(text: str, start: int, end: int) -> bool:
    item = _ITEM.match(text, start, end)
    return text[start] in ">#=" or (item is not None and item.end() > start)


def _line(text: str, start: int, end: int) -> _Line:
    """A line with its Markdown taken off. A heading's and a quotation's marks are no part of the stretch."""
    if heading := _HEADING.match(text, start, end):
        plain = _plain(text[heading.end() : end].rstrip("# "))
        return _Line(heading.end(), end, "heading", plain, len(heading[1]))
    if quoted := _QUOTED.match(text, start, end):
        if quoted.end() < end:
            return _Line(quoted.end(), end, "quoted", _plain(text[quoted.end() : end]))
        return _Line(start, end, "", "")
    if _IMAGE.fullmatch(text, start, end):
        return _Line(start, end, "image", _plain(text[start:end]))
    if (item := _ITEM.match(text, start, end)) and item.end() > start:
        return _Line(start, end, "number" if item["number"] else "bullet", _plain(text[item.end() : end]))
    return _Line(start, end, "", _plain(text[start:end]))


def _plain(line: str) -> str:
    if len(line) > _LONG:
        return line  # it is body whatever its marks are
    line = _LINK.sub(r"\1", _IMAGE.sub(r"\1", line)) if "](" in line else line
    line = _EMPHASIS.sub(r"\2", line) if "*" in line or "_" in line else line
    return tidy(line)


def _is_spoken(line: str) -> bool:
    """Quotation marks around all of it."""
    return line[:1] in "\"“„«'‘" and line[-1:] in "\"”“»'’"


def _is_capitalised(line: str) -> bool:
    """Title case, or capitals: every word but the small ones begins with a capital or a digit, and there are two."""
    words = [word for word in re.findall(r"[^\W_][\w’'.-]*", line) if word.casefold() not in _SMALL]
    large = sum(not word[0].islower() for word in words)
    return large >= 2 and large * 5 >= len(words) * 4


def _furniture(lines: list[_Line], roles: _Roles) -> None:
    """What belongs to the page, notes, and captions that name their source."""
    others = 0  # headlines of other articles that may still come
    for at, line in enumerate(lines):
        if is_furniture(line.plain):
            roles[at] = "boilerplate"
            others = _OTHERS if heads_others(line.plain) else others
        elif others and line.mark != "heading" and line.is_open and line.words <= 25:
            roles[at] = "boilerplate"
            others -= 1
        else:
            others = 0
            captioned = line.mark == "image" or is_credited(line.plain)
            roles[at] = "caption" if captioned else "note" if is_note(line.plain) else None


def _contents(lines: list[_Line], roles: _Roles) -> None:
    """A run of items or titles most of which come again below it as lines of their own; and what a heading calls so."""
    again: dict[str, int] = {line.plain.casefold().rstrip(":"): at for at, line in enumerate(lines)}
    for run in _runs(lines, roles):
        back = [at for at in run if again[lines[at].plain.casefold().rstrip(":")] > at]
        called = run[0] > 0 and heads_contents(lines[run[0] - 1].plain)
        most = len(back) >= 3 and len(back) * 5 >= 3 * (back[-1] - back[0] + 1)
        if called and back:
            roles[run[0] - 1] = "contents"
        if most or (called and back):
            for at in back:
                roles[at] = "contents"


def _runs(lines: list[_Line], roles: _Roles) -> Iterator[list[int]]:
    """Neighbouring list items, and neighbouring lines that do not end as sentences do."""
    run: list[int] = []
    for at, line in enumerate(lines):
        fits = roles[at] is None and (line.is_item or (line.is_open and line.words <= 20))
        if run and not (fits and line.is_item == lines[run[-1]].is_item and not heads_contents(lines[run[-1]].plain)):
            yield run
            run = []
        if fits:
            run.append(at)
    if run:
        yield run


def _top(lines: list[_Line], roles: _Roles) -> None:
    """The headline: the first title above the first sentence. A word or two above it name a section of the paper."""
    above: list[int] = []
    for at, line in enumerate(lines):
        if roles[at] is not None:
            continue
        if line.is_item or line.mark == "quoted" or not _is_headline(line):
            break
        above.append(at)
    else:
        return
    head = next((at for at in above if lines[at].mark == "heading" or lines[at].words >= 4), None)
    if head is None:
        return
    roles[head] = "headline"
    for at in above:
        if at < head:
            roles[at] = "boilerplate"
    for at in range(head + 1, min(head + 4, len(lines))):
        if roles[at] is None and is_picture(lines[at].plain):
            roles[at] = "caption"


def _is_headline(line: _Line) -> bool:
    ends = line.is_open or line.plain.endswith(("?", "!"))
    return (
        ends
        and line.words <= 30
        and len(line.plain) <= 220
        and not line.plain.endswith(":")
        and not _is_spoken(line.plain)
    )


def _items(lines: list[_Line], roles: _Roles) -> None:
    """List items; a numbered title that stands alone above a paragraph is a subhead."""
    for at, line in enumerate(lines):
        if roles[at] is None and line.is_item:
            alone = not any(lines[by].mark == "number" for by in (at - 1, at + 1) if 0 <= by < len(lines))
            above = at + 1 < len(lines) and not lines[at + 1].is_item
            titled = line.mark == "number" and line.is_title and alone and above
            roles[at] = "subhead" if titled else "list_item"


def _subheads(lines: list[_Line], roles: _Roles) -> None:
    """Titles between paragraphs."""
    for at, line in enumerate(lines):
        if roles[at] is None and (line.mark == "heading" or _is_subhead(lines, roles, at)):
            roles[at] = "subhead"


def _is_subhead(lines: list[_Line], roles: _Roles, at: int) -> bool:
    line = lines[at]
    below = next((by for by in range(at + 1, len(lines)) if roles[by] not in ("boilerplate", "caption")), None)
    if line.mark or not line.is_title or below is None or roles[below] == "note" or line.plain[0].islower():
        return False
    if at and roles[at - 1] is None and lines[at - 1].is_open:
        return False  # a line after an open line goes on with it
    if _is_capitalised(line.plain):
        return not lines[below].plain[:1].islower()
    ends = line.is_open or (line.plain.endswith("?") and _ASKING.match(line.plain))
    short = line.words <= 8 and ends and not _SAYING.search(line.plain)
    return bool(short) and not lines[below].is_open and not lines[below].plain[:1].islower()


def _tail(lines: list[_Line], roles: _Roles) -> None:
    """What the paper says of the writer below the article."""
    for at in range(len(lines) - 1, 0, -1):
        if roles[at] is None and is_biography(lines[at].plain):
            roles[at] = "note"
        if roles[at] not in ("note", "boilerplate"):
            return


_PASSES: tuple[_Pass, ...] = (_furniture, _contents, _top, _items, _tail, _subheads)
"""Each claims lines that none before it has claimed; what is left is body."""
