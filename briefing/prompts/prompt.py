"""One prompt, as it was read from a file, a revision or the store."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import UsageError
from briefing.offers import Offer
from briefing.packed import packed
from briefing.prompts.head import Head, Input, head
from briefing.prompts.parts import Lookup, included
from briefing.prompts.rendering import Environment, broken
from briefing.prompts.rendering import environment as _environment
from briefing.prompts.reply import fields_of, reply
from briefing.prompts.source import Layout, Source, layout


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it was read.

    Attributes:
        parts: what it includes, by the name it is included by.
        system, user: the two roles' templates; the lines before them are blank, so that an error is told with the
            line of the file.
        schema: the JSON Schema of the reply; of a version that the store kept, as it was then.
        digest: twelve hex digits over what changes its behaviour: the body, its parts, the reply's schema, the
            inputs and the model's parameters; not its title, owner or history.
    """

    head: Head
    source: Source
    parts: Mapping[str, Source]
    system: str
    user: str
    digest: str
    schema: Mapping[str, Any]
    environment: Environment

    @property
    def origin(self) -> Path | str:
        """The file it was read from, or what else names where it is from."""
        return self.source.origin

    @property
    def foreign_parts(self) -> list[Path]:
        """Parts that come from a folder before its own: a person's own part changes the packed prompts as well."""
        if not isinstance(self.origin, Path):
            return []
        homes = (self.origin.parent, packed("prompts"))
        origins = (part.origin for part in self.parts.values() if isinstance(part.origin, Path))
        return [path for path in dict.fromkeys(origins) if not any(map(path.is_relative_to, homes))]

    @property
    def label(self) -> str:
        """How results name it: "extract@1 (a1b2c3d4e5f6)"."""
        return f"{self.head.id}@{self.head.version} ({self.digest})"

    @property
    def reply(self) -> type[Offer]:
        """The shape of the answer."""
        return reply(self.head.reply, self.origin)

    @property
    def resolved(self) -> str:
        """The source with the text of its parts in their place, to be read by a person."""
        return _inlined(self.source.text, self.parts)

    def messages(self, **values: object) -> list[dict[str, str]]:
        """The messages to send: the system's and the user's.

        Raises:
            UsageError: the prompt uses a variable that is not there, or is no valid template.
        """
        known = {"fields": fields_of(self.schema), **values}
        return [
            {"role": role, "content": self._render(source, known)}
            for role, source in (("system", self.system), ("user", self.user))
        ]

    def bare(self) -> list[dict[str, str]]:
        """The messages with nothing in them: what is sent whatever is read.

        Raises:
            UsageError: as `messages` does.
        """
        empty: dict[str, object] = {"text": "", "list": [], "number": 0}
        return self.messages(**{name: empty[item.type] for name, item in self.head.inputs.items() if name != "fields"})

    def _render(self, source: str, values: Mapping[str, object]) -> str:
        try:
            return self.environment.rendered(source, values).strip() + "\n"
        except Exception as error:  # whatever a person's prompt does: divide by zero, misspell a name
            raise broken(self.origin, error) from error


def read(source: Source, lookup: Lookup) -> Prompt:
    """The prompt in a source.

    Args:
        lookup: finds the parts that it includes: those of the same folders, or of the same revision.

    Raises:
        UsageError: the source is no prompt; says where and why.
    """
    parts = layout(source)
    if parts is None:
        raise UsageError(
            f"{source.origin} is no prompt.", "It needs front matter between --- lines, # System and # User."
        )
    front = head(source, parts)
    found = list(included(source.origin, parts.body.of(source.text), lookup))
    texts = {name: part.text for name, part in found}
    return Prompt(
        head=front,
        source=source,
        parts=dict(found),
        system=source.padded(parts.system),
        user=source.padded(parts.user),
        digest=_digest(source, front, parts, [part.text for _, part in found]),
        schema=reply(front.reply, source.origin).model_json_schema(),
        environment=_environment(texts),
    )


def _digest(source: Source, front: Head, parts: Layout, texts: Sequence[str]) -> str:
    decisive = [
        parts.body.of(source.text),
        *texts,
        json.dumps(reply(front.reply, source.origin).model_json_schema(), sort_keys=True),
        front.model.model_dump_json(),
        json.dumps({name: _decisive(item) for name, item in sorted(front.inputs.items())}),
    ]
    return hashlib.sha256("\0".join(decisive).encode()).hexdigest()[:12]


def _decisive(item: Input) -> str:
    """What of an input changes the behaviour."""
    return item.type + str(item.untrusted) + (f" {item.max_tokens}" if item.max_tokens is not None else "")


def _inlined(text: str, parts: Mapping[str, Source]) -> str:
    for name, part in parts.items():
        tag = re.compile(r"[ \t]*\{%[-+]?\s*include\s*(['\"])" + re.escape(name) + r"\1[^%]*%\}\n?")
        text = tag.sub(lambda _, part=part: part.text, text)  # type: ignore[misc]  # mypy takes the default for an argument
    return text
