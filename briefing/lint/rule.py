"""A rule, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefing.lint.subject import Subject
from briefing.prompts import Source
from briefing.prompts.source import Place


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where a prompt breaks a rule.

    Attributes:
        offset: where in the source, in characters.
        length: of what is marked, at least 1.
        help: what to do about it, where that is more than the rule itself says.
    """

    source: Source
    offset: int
    length: int
    message: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a prompt must be.

    Attributes:
        code: stable: a rule that goes takes its code with it.
        help: one line on what to do.
        find: every fault of a prompt; of one that is too broken to be looked at, none: another rule tells that.
        level: a warning counts only under --strict.
    """

    code: str
    name: str
    help: str
    find: Callable[[Subject], Iterator[Fault]] = field(repr=False)
    level: Literal["error", "warning"] = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault, and the rule that it is against."""

    rule: Rule
    fault: Fault

    @property
    def origin(self) -> Path | str:
        """The file."""
        return self.fault.source.origin

    @property
    def place(self) -> Place:
        """Where in the file."""
        return self.fault.source.place(self.fault.offset)

    @property
    def line(self) -> str:
        """The line of the file, whole."""
        lines = self.fault.source.text.splitlines()
        number = self.place.line
        return lines[number - 1] if number <= len(lines) else ""

    @property
    def help(self) -> str:
        """One line on what to do."""
        return self.fault.help or self.rule.help
