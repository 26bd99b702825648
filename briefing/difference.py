"""Two versions of a prompt beside each other: front matter, words, schema, tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.errors import UsageError
from briefing.prompts import Prompt, Source, fields_of
from briefing.prompts.source import head_of
from briefing.worddiff import Hunk, hunks


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs.

    Attributes:
        head: a line for each key of the front matter that differs: "version: 1 → 2".
        body: of the bodies with their parts in place.
        schema: of the lists of the reply's fields.
        tokens: of the fixed part, before and after; None where one of them cannot be rendered.
    """

    head: tuple[str, ...]
    body: tuple[Hunk, ...]
    schema: tuple[Hunk, ...]
    tokens: tuple[int, int] | None

    @property
    def empty(self) -> bool:
        """Nothing differs."""
        return not (self.head or self.body or self.schema)


def difference(old: Prompt, new: Prompt, count: Callable[[str], int]) -> Difference:
    """What differs between two versions."""
    return Difference(
        head=tuple(_heads(_head(old), _head(new))),
        body=tuple(hunks(_body(old), _body(new))),
        schema=tuple(hunks(fields_of(old.schema), fields_of(new.schema))),
        tokens=_tokens(old, new, count),
    )


def _head(prompt: Prompt) -> dict[str, Any]:
    return prompt.head.model_dump(exclude={"copy_of"})  # where a copy is from is no difference


def _body(prompt: Prompt) -> str:
    """The body with its parts in place; the lines of the front matter are blank, so that lines count as in the file."""
    whole = Source(prompt.origin, prompt.resolved)
    parts = head_of(whole)
    return whole.padded(parts[1]) if parts else whole.text


def _tokens(old: Prompt, new: Prompt, count: Callable[[str], int]) -> tuple[int, int] | None:
    try:
        before, after = (sum(count(message["content"]) for message in prompt.bare()) for prompt in (old, new))
    except UsageError:  # one that is being edited may be broken; what differs is told all the same
        return None
    return before, after


def _heads(old: Mapping[str, Any], new: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name in dict.fromkeys((*old, *new)):
        before, after, key = old.get(name), new.get(name), f"{above}{name}"
        if before == after:
            continue
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _heads(before, after, f"{key}.")
        elif isinstance(before, list) and isinstance(after, list):
            yield from (f"{key}: − {_told(item)}" for item in before if item not in after)
            yield from (f"{key}: + {_told(item)}" for item in after if item not in before)
        else:
            yield f"{key}: {_told(before)} → {_told(after)}"


def _told(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_told(inner)}" for name, inner in value.items() if inner not in ("", None))
    return "(none)" if value in ("", None, [], {}) else str(value)
