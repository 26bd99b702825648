"""What is sent, cut into sections for a person: by heading where it is ours, by its marks where it is material."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.prompts.rendering import material

_HEADING = re.compile(r"^#{1,3} (?P<title>.+)$", re.MULTILINE)
_MARKED = re.compile(r"^<(?P<name>\w+)-(?P<hash>[0-9a-f]{12})>\n(?P<text>.*?)\n</(?P=name)-(?P=hash)>$", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of what is sent.

    Attributes:
        title: "system: The reply", "user: article".
        material: it stands between marks that are true: their hash is that of the text.
    """

    title: str
    text: str
    material: bool


def sections(messages: Sequence[dict[str, str]]) -> list[Section]:
    """The sections of all messages; only blanks between them are left out."""
    return [section for message in messages for section in _of(message["role"], message["content"])]


def _of(role: str, content: str) -> Iterator[Section]:
    at = 0
    for found in _MARKED.finditer(content):
        if found[0] == material(found["text"], found["name"]):
            yield from _ours(role, content[at : found.start()])
            yield Section(f"{role}: {found['name']}", found[0], True)
            at = found.end()
    yield from _ours(role, content[at:])


def _ours(role: str, text: str) -> Iterator[Section]:
    heads = list(_HEADING.finditer(text))
    starts = [0, *(head.start() for head in heads), len(text)]
    titles = [role, *(f"{role}: {head['title']}" for head in heads)]
    for title, (start, end) in zip(titles, pairwise(starts), strict=True):
        if text[start:end].strip():
            yield Section(title, text[start:end], False)
