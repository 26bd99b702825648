"""What a source itself says about an article, and nothing that is inferred."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt\s]\s*\d{1,2}:\d{2}.*)?")


@dataclass(frozen=True, slots=True)
class Particulars:
    """An article's particulars, as far as its source says them."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None


def day(value: str) -> date | None:
    """The day of a date or time written as YAML and ISO 8601 write it ("2025-03-01T08:30:00Z"); None for any other."""
    match = _DATE.fullmatch(value.strip())
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:  # the 31st of February
        return None
