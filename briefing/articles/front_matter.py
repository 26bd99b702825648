"""The YAML front matter of a Markdown file: the particulars that the analyst wrote there."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from briefing.articles.particulars import Particulars, day

_FENCE = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\n|\r)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"(?:\s|#[^\r\n]*[\r\n])*[\w-]+[ \t]*:(?:\s|$)")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class FrontMatterError(ValueError):
    """The front matter cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where the front matter stands: the whole of it, its fences included, is text[start:end]."""

    start: int
    end: int
    yaml: str


def block(text: str) -> Block | None:
    """The front matter's place; None when the text has none. A rule ("---") with no key below it is none.

    Raises:
        FrontMatterError: it is opened, but never closed.
    """
    opened = _FENCE.match(text)
    if not opened or not _KEY.match(text, opened.end()):
        return None
    # a lone carriage return ends a line too, one character for one
    closed = _END.search(text.replace("\r", "\n"), opened.end())
    if not closed:
        raise FrontMatterError("the front matter that line 1 opens is never closed by a line ---")
    return Block(text.index("-"), closed.end(), text[opened.end() : closed.start()])


def front_matter(text: str) -> tuple[Particulars, tuple[str, ...]]:
    """The particulars in the front matter, and a remark for each that cannot be used. Unknown keys are ignored.

    Raises:
        FrontMatterError: it is no YAML, or no keys with values.
    """
    found = block(text)
    if found is None:
        return Particulars(), ()
    values = _load(found.yaml)
    remarks: list[str] = []
    words = {key: _words(key, values.get(key), remarks) for key in ("title", "outlet", "byline", "url", "language")}
    when = _words("published", values.get("published"), remarks)
    published = day(when) if when else None
    if when and not published:
        remarks.append(f"published is “{when}”, no date like 2025-03-01; taken as unknown")
    return Particulars(**words, published=published), tuple(remarks)


def _load(source: str) -> dict[object, object]:
    """Every scalar as the string it is written as, so that no title turns into a number or a truth value."""
    try:
        values = yaml.load(source, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise FrontMatterError(
            f"the front matter is broken in line {line}: {error.problem or error.context}"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise FrontMatterError(f"the front matter is broken: {str(error).splitlines()[0]}") from error
    if not isinstance(values, dict):
        raise FrontMatterError("the front matter is broken in line 2: no keys with values (title: …)")
    return values


def _words(key: str, value: object, remarks: list[str]) -> str | None:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    if value is None or (isinstance(value, str) and value.strip() in _NULLS):
        return None
    if isinstance(value, str):
        return " ".join(value.split())
    remarks.append(f"{key} in the front matter is no plain text; taken as unknown")
    return None
