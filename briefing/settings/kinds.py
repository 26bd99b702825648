"""What each setting must be, and how it is taken from a file, a flag or a variable of the environment."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.errors import UsageError


@dataclass(frozen=True, slots=True)
class Kind:
    """What a setting must be, in words, and how it is taken: `take` and `parse` raise ValueError for anything else."""

    must: str
    take: Callable[[Any], object]
    parse: Callable[[str], object] = str


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value.strip()


def _path(value: Any) -> str:
    if not _text(value):
        raise ValueError
    return _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError
    return tuple(_path(item) for item in value)


def _choice(*names: str) -> Kind:
    def take(value: Any) -> str:
        if value not in names:
            raise ValueError
        return str(value)

    return Kind(f"one of {', '.join(names)}", take)


def _whole(least: int) -> Kind:
    def take(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError
        return value

    return Kind(f"a whole number, {least} or more", take, int)


def _number(must: str, fits: Callable[[float], bool]) -> Kind:
    def take(value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not (math.isfinite(value) and fits(value)):
            raise ValueError
        return float(value)

    return Kind(must, take, float)


def _language(value: Any) -> str:
    if not re.fullmatch("[a-z]{2}", _text(value)):
        raise ValueError
    return _text(value)


_TEXT = Kind("a text", _text)
_PATH = Kind("a path", _path)
_PRICE = _number("a number, 0 or more", lambda value: value >= 0)
KINDS: Mapping[str, Kind] = {
    "sources": Kind("a list of paths", _texts, lambda text: [part for part in text.split(os.pathsep) if part]),
    "output_dir": _PATH,
    "topic": _TEXT,
    "template": Kind("a name or a path", _path),
    "engine": _choice("auto", "model", "rules"),
    "model": _TEXT,
    "base_url": Kind("a text", lambda value: _text(value) or None),
    "jobs": _whole(1),
    "timeout": _number("a number of seconds above 0", lambda value: value > 0),
    "retries": _whole(0),
    "structured": _choice("auto", "schema", "json", "text"),
    "temperature": _number("a number from 0 to 2", lambda value: 0 <= value <= 2),
    "max_output_tokens": _whole(1),
    "chunk_tokens": _whole(100),
    "store": _PATH,
    "language": Kind("a language in two letters, such as en", _language),
    "price.prompt": _PRICE,
    "price.completion": _PRICE,
    "price.currency": _TEXT,
}


def checked(name: str, value: object, where: str, *, parsed: bool = False) -> Any:
    """A setting's value; `parsed` from text, where it comes from the environment.

    Raises:
        UsageError: it is not what the setting must be.
    """
    kind = KINDS[name]
    try:
        return kind.take(kind.parse(value) if parsed and isinstance(value, str) else value)
    except ValueError:
        raise UsageError(f"{where}: {name} must be {kind.must}, not {value!r}.", "Correct it there.") from None
