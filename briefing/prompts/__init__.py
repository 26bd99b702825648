"""Prompts: one Markdown file each, which an analyst can edit (docs/prompts.md).

source     the text of a file, with the place of every part of it
head       the front matter
parts      what prompts share and include
rendering  the sandbox, and material that cannot be forged
reply      the shape of the answer
sections   what is sent, cut up for a person
prompt     all of it together, and the digest
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import UsageError
from briefing.packed import packed
from briefing.prompts.head import Change, Head, Input, Parameters
from briefing.prompts.parts import Lookup, in_folders, is_part, kept
from briefing.prompts.prompt import Prompt, read
from briefing.prompts.rendering import material
from briefing.prompts.reply import fields, fields_of
from briefing.prompts.sections import Section, sections
from briefing.prompts.source import Source

__all__ = [
    "Change",
    "Head",
    "Input",
    "Lookup",
    "Parameters",
    "Prompt",
    "Prompts",
    "Section",
    "Source",
    "fields",
    "fields_of",
    "in_folders",
    "is_part",
    "kept",
    "material",
    "read",
    "sections",
]

_NAME = re.compile(r"[a-z][a-z0-9_-]*")  # a README.md in the folder is no prompt


class Prompts:
    """The prompts in use: a file in an earlier folder wins over the one of the same name in a later folder.

    Args:
        folders: where to look before the packed prompts: ./prompts, the user's configuration.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self.folders = (*folders, packed("prompts"))
        self._known: dict[str, Prompt] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all prompts, those of the program first, in the order of their folders, then of the alphabet."""
        found = (path.stem for folder in reversed(self.folders) for path in sorted(folder.glob("*.md")))
        return tuple(dict.fromkeys(name for name in found if _NAME.fullmatch(name)))

    @property
    def lookup(self) -> Lookup:
        """Finds the parts that the prompts include."""
        return in_folders(self.folders)

    def get(self, name: str) -> Prompt:
        """The prompt `name`, as it stood when it was first asked for: a run uses one prompt for a step, not two.

        Raises:
            UsageError: there is none, or its file is broken; names the file.
        """
        if name not in self._known:
            self._known[name] = read(Source.read(self.path(name)), self.lookup)
        return self._known[name]

    def using(self, name: str, prompt: Prompt) -> Prompts:
        """The same prompts, but for this one in the place of the one called `name`."""
        others = Prompts(self.folders)
        others._known = {**self._known, name: prompt}
        return others

    def path(self, name: str) -> Path:
        """The file of the prompt `name`.

        Raises:
            UsageError: there is none.
        """
        for folder in self.folders if _NAME.fullmatch(name) else ():
            path = folder / f"{name}.md"
            if path.is_file():
                return path
        looked = ", ".join(dict.fromkeys(map(str, self.folders)))
        raise UsageError(f"There is no prompt {name!r}.", f"There are {', '.join(self.names)}; looked in {looked}.")
