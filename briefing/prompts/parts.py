"""The parts that prompts share, `_partials/*.md`: where they are looked for, and which of them a prompt includes.

They are read once, together with the prompt: what the digest is over is what is rendered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import jinja2
import jinja2.meta

from briefing.errors import UsageError
from briefing.prompts.rendering import broken, environment
from briefing.prompts.source import Source

FOLDER = "_partials"

Lookup = Callable[[str], Source | None]
"""Finds a part by the name it is included by ("_partials/material.md"); None where there is none."""


def in_folders(folders: Sequence[Path]) -> Lookup:
    """The parts in the `_partials` of these folders, the first of them first."""

    def lookup(name: str) -> Source | None:
        paths = (folder / name for folder in folders if is_part(name))
        return next((Source.read(path) for path in paths if path.is_file()), None)

    return lookup


def kept(texts: Mapping[str, str], origin: str) -> Lookup:
    """Parts that were kept with their prompt; `origin` names where."""
    return lambda name: Source(f"{origin}, {name}", texts[name]) if name in texts else None


def is_part(name: str) -> bool:
    """Whether a name is a file in `_partials`, and not a way out of it."""
    path = PurePosixPath(name)
    return path.parts[:1] == (FOLDER,) and len(path.parts) > 1 and ".." not in path.parts and "\\" not in name


def included(
    origin: Path | str, text: str, lookup: Lookup, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, Source]]:
    """Every part that a prompt includes, and those that they include, each as often as it is included.

    Raises:
        UsageError: one is not there, includes itself, or is named by a variable; or the text is no valid template.
    """
    try:
        names = list(jinja2.meta.find_referenced_templates(environment({}).parse(text)))
    except jinja2.TemplateError as error:
        raise broken(origin, error) from error
    for name in names:
        if name is None:
            raise UsageError(f"{origin} includes a part by a variable.", "Include it by its name.")
        if name in above:
            raise UsageError(f"{origin} includes {name}, which includes itself.", "Take one of them out.")
        part = lookup(name)
        if part is None:
            raise broken(origin, jinja2.TemplateNotFound(name))
        yield name, part
        yield from included(origin, part.text, lookup, (*above, name))
