"""What is read back from a briefing's JSON; every other field is left alone (docs/json.md has them all)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing.errors import UsageError

Offset = Annotated[int, Field(strict=True, ge=0)]
Flag = Annotated[bool, Field(strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Evidence(_Part):
    """A quotation and its place: [start, end) in characters of the article."""

    article: str
    start: Offset
    end: Offset
    text: str

    @property
    def name(self) -> str:
        """The article's file name without its ending, as the annotations name it."""
        return Path(self.article).stem

    @property
    def span(self) -> tuple[int, int]:
        """The place."""
        return self.start, self.end

    @property
    def shown(self) -> str:
        """The beginning of the quotation, on one line."""
        return " ".join(self.text.split())[:120]


class ActorShape(_Part):
    """Who holds a position."""

    name: str


class Held(_Part):
    """What an actor holds; the actor may also be a bare name."""

    actor: ActorShape | str

    @property
    def holder(self) -> str:
        """The actor's name."""
        return self.actor if isinstance(self.actor, str) else self.actor.name


class PositionShape(Held):
    """A position."""

    id: str = ""
    speaker: str = ""
    stance: str = ""
    voice: str | None = None
    hedged: Flag = False
    via: tuple[str, ...] = ()
    issue: str = ""
    evidence: tuple[Evidence, ...]


class AccountShape(_Part):
    """What an article states in its own voice, or one side of a finding: here its evidence counts."""

    id: str = ""
    label: str = ""
    issue: str = ""
    evidence: tuple[Evidence, ...] = ()


class Citing(_Part):
    """What cites positions and accounts by their ids: a sentence of the bottom line, or a side of a finding."""

    positions: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()


class SideShape(AccountShape, Citing):
    """One side of a finding."""


class FindingShape(_Part):
    """A finding and its sides."""

    id: str = ""
    kind: str
    apparent: Flag = False
    sides: tuple[SideShape, ...]


class ChangeShape(Held):
    """A change since the last briefing, and the positions of both days."""

    id: str = ""
    kind: str
    issue: str = ""
    before: tuple[PositionShape, ...] = ()
    after: tuple[PositionShape, ...]


class RejectedShape(_Part):
    """Something offered and not taken; when it does not say at which step, it counts as rejected at the reading."""

    step: str = "extract"


class UsageShape(_Part):
    """What one step took."""

    calls: int = 0
    stored: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


class RunShape(_Part):
    """How a briefing was made: by step, what it took."""

    usage: dict[str, UsageShape] = {}


class ArticleShape(_Part):
    """An article that was read."""

    source: str = ""


class BriefingShape(_Part):
    """A briefing, of the one version of the format that there is."""

    format: Literal["briefing/1"] = "briefing/1"
    positions: tuple[PositionShape, ...]
    accounts: tuple[AccountShape, ...] = ()
    findings: tuple[FindingShape, ...] = ()
    bottom_line: tuple[Citing, ...] = ()
    changes: tuple[ChangeShape, ...] = ()
    not_seen: tuple[PositionShape, ...] = ()
    doubtful: tuple[PositionShape, ...] = ()
    rejected: tuple[RejectedShape, ...] = ()
    articles: tuple[ArticleShape, ...] = ()
    run: RunShape = RunShape()

    @property
    def other_evidence(self) -> list[Evidence]:
        """The quotations of accounts and findings."""
        sides = chain.from_iterable(finding.sides for finding in self.findings)
        return [item for part in chain(self.accounts, sides) for item in part.evidence]

    @property
    def rejected_share(self) -> float:
        """Of what the reading of the articles offered, the share that was rejected; 0 when it offered nothing."""
        rejected = sum(item.step == "extract" for item in self.rejected)
        return rejected / max(1, len(self.positions) + len(self.accounts) + rejected)


def load(path: Path) -> Mapping[str, Any]:
    """The JSON of the briefing in the file `path`.

    Raises:
        UsageError: it cannot be read, is no JSON, or is no briefing's.
    """
    hint = "Give the .json that `briefing daily` writes beside the briefing."
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", hint) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no JSON: byte {error.start} is not UTF-8.", hint) from error
    except json.JSONDecodeError as error:
        raise UsageError(f"{path} is no JSON: line {error.lineno}, column {error.colno}: {error.msg}.", hint) from error
    if not isinstance(read, dict):
        raise UsageError(f"{path} is no briefing: it holds {_KINDS[type(read)]}, not an object.", hint)
    parse(read, str(path))
    return read


def parse(briefing: Mapping[str, Any], where: str = "The JSON") -> BriefingShape:
    """What is read from `briefing`; `where` is how an error names it.

    Raises:
        UsageError: a field is missing or of another type; the first such field is named.
    """
    try:
        return BriefingShape.model_validate(dict(briefing))
    except ValidationError as error:
        raise UsageError(f"{where} is no briefing: {first_fault(error)}.", "docs/json.md has the format.") from error


def first_fault(error: ValidationError) -> str:
    """Where and what: "positions[3].evidence[0].start: Input should be a valid integer"."""
    fault = error.errors()[0]
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in fault["loc"])
    return f"{place.lstrip('.') or 'it'}: {fault['msg'].replace('valid tuple', 'valid list')}"


_KINDS = {
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
