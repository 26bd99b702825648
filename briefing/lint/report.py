"""Findings as they are printed: for a person, as data, and for GitHub, which shows them beside the changed lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from briefing.lint.rule import Finding

Naming = Callable[[Path | str], str]
"""How a file is named to the reader."""


def as_text(finding: Finding, named: Naming) -> str:
    """Four lines: where and what, the line, a caret under the place, what to do."""
    line, column = finding.place
    level = "warning: " if finding.rule.level == "warning" else ""
    rule = f"{finding.rule.code} {finding.rule.name}"
    margin = len(str(line))
    marked = max(1, min(finding.fault.length, len(finding.line) - column + 1))
    indent = re.sub(r"[^\t]", " ", finding.line[: column - 1])
    return "\n".join(
        [
            f"{named(finding.origin)}:{line}:{column}: {level}{finding.fault.message} ({rule})",
            f"  {line} | {finding.line}".rstrip(),
            f"  {' ' * margin} | {indent}{'^' * marked}",
            f"  {' ' * margin} = {finding.help}",
        ]
    )


def as_data(findings: Sequence[Finding], named: Naming) -> list[dict[str, Any]]:
    """The findings as plain data (documented in docs/prompts.md)."""
    return [
        {
            "code": finding.rule.code,
            "rule": finding.rule.name,
            "level": finding.rule.level,
            "file": named(finding.origin),
            "line": finding.place.line,
            "column": finding.place.column,
            "length": finding.fault.length,
            "message": finding.fault.message,
            "help": finding.help,
        }
        for finding in findings
    ]


def as_github(finding: Finding, named: Naming) -> str:
    """A line as GitHub's runners read it."""
    place = finding.place
    told = {
        "file": named(finding.origin),
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    properties = ",".join(f"{name}={_escaped(value, also=':,')}" for name, value in told.items())
    return f"::{finding.rule.level} {properties}::{_escaped(f'{finding.fault.message}. {finding.help}')}"


def _escaped(text: str, also: str = "") -> str:
    return "".join(f"%{ord(sign):02X}" if sign in "%\r\n" + also else sign for sign in text)
