"""Reads the gazetteer's data: briefing/data/actors.toml, whose head documents the format, and files like it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from briefing.errors import UsageError
from briefing.records import Actor, ActorKind

PACKED = Path(__file__).parent.parent / "data" / "actors.toml"

Form = Literal["name", "adjective", "capital", "seat", "alias", "collective"]
"""How a text names an actor. A people ("Ukrainians") is a `collective` that names the state."""

_KINDS: tuple[ActorKind, ...] = ("state", "organisation", "collective", "person")
_FORMS: Mapping[str, Form] = {
    "alias": "alias",
    "adjective": "adjective",
    "people": "collective",
    "capital": "capital",
    "seat": "seat",
}
_LETTER = re.compile(r"[^\W_]")
_TOP = ("nobody", "shared")
_TEXTS = ("speaks_for",)
_LISTS = (*_FORMS, "unless")


@dataclass(slots=True)
class Entry:
    """One actor of the gazetteer.

    Attributes:
        forms: every surface form, the canonical name first.
        speaks_for: the actor for whom a person speaks; empty where nobody.
        unless: words whose presence in a text tells that the name there is not this actor's.
    """

    actor: Actor
    forms: dict[str, Form] = field(default_factory=dict)
    speaks_for: str = ""
    unless: tuple[str, ...] = ()


@dataclass(slots=True)
class Gazetteer:
    """The entries by name, and the phrases that hold an actor's name and yet name nobody."""

    entries: dict[str, Entry] = field(default_factory=dict)
    nobody: list[str] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)


def read(*paths: Path) -> Gazetteer:
    """The entries of the files; a later file extends an entry, and takes over what it claims for another actor.

    Raises:
        UsageError: a file cannot be read, is no TOML, or an entry in it is not as documented.
    """
    whole = Gazetteer()
    for path in paths:
        part = _one(path)
        _merge(whole, part)
        for name, entry in part.entries.items():
            if entry.speaks_for and entry.speaks_for not in whole.entries:
                raise _broken(path, name, f"it speaks for {entry.speaks_for!r}, which is no actor", "add that actor")
    return whole


def _merge(whole: Gazetteer, part: Gazetteer) -> None:
    claimed = {form for entry in part.entries.values() for form in entry.forms} | set(part.nobody)
    for entry in whole.entries.values() if claimed else ():
        entry.forms = {
            form: how for form, how in entry.forms.items() if form not in claimed or form == entry.actor.name
        }
    for name, entry in part.entries.items():
        old = whole.entries.setdefault(name, entry)
        if old is not entry:
            old.actor = entry.actor
            old.forms |= entry.forms
            old.speaks_for = entry.speaks_for or old.speaks_for
            old.unless += entry.unless
    whole.nobody = [phrase for phrase in whole.nobody if phrase not in claimed] + part.nobody
    whole.shared |= part.shared


def _one(path: Path) -> Gazetteer:
    part = Gazetteer()
    for key, value in _parsed(path).items():
        if key in _TOP:
            words = _strings(path, key, value)
            part.nobody += words if key == "nobody" else []
            part.shared.update(words if key == "shared" else [])
            continue
        kind = next((kind for kind in _KINDS if kind == key), None)
        if kind is None:
            raise _broken(path, key, "it is no kind of actor", f"use one of: {', '.join((*_KINDS, *_TOP))}")
        if not isinstance(value, dict):
            raise _broken(path, key, "it must be a table of names", f'write "Name" = {{ … }} under [{key}]')
        for name, fields in value.items():
            _add(part, path, _entry(path, kind, name, fields))
    _unique(part, path)
    return part


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}", "Check the path of the actors file.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 text: {error}", "Save the actors file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: is no valid TOML: {error}", "Correct the line that is named.") from error


def _entry(path: Path, kind: ActorKind, name: str, fields: Any) -> Entry:
    if not isinstance(fields, dict):
        raise _broken(path, name, "it must be a table", f'write "{name}" = {{ alias = ["…"] }}')
    _strings(path, name, name)
    entry = Entry(Actor(name, kind), {name: "collective" if kind == "collective" else "name"})
    for key, value in fields.items():
        if key in _TEXTS:
            if not isinstance(value, str):
                raise _broken(path, name, f"{key} must be one name", f'write {key} = "…"')
            entry.speaks_for = value
        elif key not in _LISTS:
            raise _broken(path, name, f"{key!r} is no known key", f"use one of: {', '.join((*_LISTS, *_TEXTS))}")
        elif key == "unless":
            entry.unless = tuple(_strings(path, name, value))
        else:
            for form in _strings(path, name, value):
                entry.forms.setdefault(form, "collective" if kind == "collective" else _FORMS[key])
    return entry


def _strings(path: Path, name: str, value: Any) -> list[str]:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) and _LETTER.search(word) for word in words):
        raise _broken(path, name, "its names must be words", 'write a list such as ["Kyiv", "Kiev"]')
    return words


def _add(part: Gazetteer, path: Path, entry: Entry) -> None:
    if entry.actor.name in part.entries:
        raise _broken(path, entry.actor.name, "it is listed under two kinds", "keep one of the two")
    part.entries[entry.actor.name] = entry


def _unique(part: Gazetteer, path: Path) -> None:
    owners: dict[str, str] = {}
    for name, form in _forms(part):
        other = owners.setdefault(form, name)
        if other != name:
            raise _broken(path, name, f"{form!r} is claimed by {other!r} as well", "leave it with one of the two")


def _forms(part: Gazetteer) -> Iterator[tuple[str, str]]:
    for name, entry in part.entries.items():
        for form in entry.forms:
            yield name, form


def _broken(path: Path, entry: str, what: str, hint: str) -> UsageError:
    return UsageError(f"{path}: entry {entry!r}: {what}", f"{hint[0].upper()}{hint[1:]}.")
