"""Prompts: one Markdown file each, which an analyst can edit.

A file has YAML front matter, then `# System` and `# User`. The two are split on the source before anything is
rendered, so that an article cannot forge a role. Rendering is Jinja2 in its sandbox; an undefined variable is an error.
What comes from an article goes between lines that it cannot forge (`material`), and is never rendered itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import jinja2
import jinja2.meta
import yaml
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefing import offers
from briefing.errors import UsageError
from briefing.packed import packed

_FRONT_MATTER = re.compile(r"\A---\r?\n(?P<head>.*?)^---\r?\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_ROLES = re.compile(r"\A\s*# System\s*\n(?P<system>.*?)^# User\s*\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(_Strict):
    """One variable of a prompt."""

    type: Literal["text", "list", "number"]
    untrusted: bool = False
    max_tokens: int | None = None
    description: str = ""


class Parameters(_Strict):
    """What a prompt asks of the model; what it leaves out is not sent."""

    temperature: float | None = None
    max_output_tokens: int | None = None


class Budget(_Strict):
    """How long the fixed part of a prompt may be, in tokens."""

    static_tokens: int


class Change(_Strict):
    """One line of a prompt's history."""

    version: int
    note: str
    digest: str = ""


class Head(_Strict):
    """A prompt's front matter; an unknown key is an error."""

    id: str
    version: int = Field(ge=1)
    title: str
    description: str = ""
    owner: str = ""
    changes: list[Change] = []
    model: Parameters = Parameters()
    inputs: dict[str, Input]
    reply: str
    budget: Budget | None = None
    tests: list[str] = []


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it was read.

    Attributes:
        origin: the file it was read from.
        digest: twelve hex digits over what changes its behaviour: the body, its partials, the reply's schema, the
            inputs and the model's parameters; not its title, owner or history.
    """

    head: Head
    system: str
    user: str
    origin: Path
    digest: str
    environment: jinja2.Environment

    @property
    def label(self) -> str:
        """How results name it: "extract@1 (a1b2c3d4e5f6)"."""
        return f"{self.head.id}@{self.head.version} ({self.digest})"

    @property
    def reply(self) -> type[offers.Offer]:
        """The shape of the answer."""
        return _reply(self.head.reply, self.origin)

    def messages(self, **values: object) -> list[dict[str, str]]:
        """The messages to send: the system's and the user's.

        Raises:
            UsageError: the prompt uses a variable that is not there, or is no valid template.
        """
        known = {"fields": fields(self.reply), **values}
        return [
            {"role": role, "content": self._render(source, known)}
            for role, source in (("system", self.system), ("user", self.user))
        ]

    def _render(self, source: str, values: Mapping[str, object]) -> str:
        try:
            return self.environment.from_string(source).render(values).strip() + "\n"
        except Exception as error:  # whatever a person's prompt does: divide by zero, misspell a name
            raise _broken(self.origin, error) from error


class Prompts:
    """The prompts in use: a file in an earlier folder wins over the one of the same name in a later folder.

    Args:
        folders: where to look before the packed prompts: ./prompts, the user's configuration.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = [*folders, packed("prompts")]
        self._known: dict[str, Prompt] = {}

    def get(self, name: str) -> Prompt:
        """The prompt `name`, as it stood when it was first asked for: a run uses one prompt for a step, not two.

        Raises:
            UsageError: there is none, or its file is broken; names the file.
        """
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> Prompt:
        for folder in self._folders:
            path = folder / f"{name}.md"
            if path.is_file():
                return self._read(path)
        raise UsageError(f"There is no prompt {name!r}.", f"Looked in {', '.join(map(str, self._folders))}.")

    def _read(self, path: Path) -> Prompt:
        try:
            source = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{path} cannot be read: {error}.", "Save it as UTF-8, or remove it to use the packed one."
            ) from error
        match = _FRONT_MATTER.match(source)
        roles = _ROLES.match(match["body"]) if match else None
        if match is None or roles is None:
            raise UsageError(f"{path} is no prompt.", "It needs front matter between --- lines, # System and # User.")
        try:
            head = Head.model_validate(yaml.safe_load(match["head"]))
        except (yaml.YAMLError, ValidationError) as error:
            raise UsageError(
                f"{path}: the front matter is broken: {error}", "Compare it with a packed prompt."
            ) from error
        environment = _environment(self._folders)
        system, user = (  # with the lines before them blank, so that an error is told with the line of the file
            "\n" * source.count("\n", 0, match.start("body") + roles.start(role)) + roles[role]
            for role in ("system", "user")
        )
        return Prompt(head, system, user, path, self._digest(path, head, match["body"], environment), environment)

    def _digest(self, path: Path, head: Head, body: str, environment: jinja2.Environment) -> str:
        schema = _reply(head.reply, path).model_json_schema()
        parts = [
            body,
            *_included(path, body, environment),
            json.dumps(schema, sort_keys=True),
            head.model.model_dump_json(),
            json.dumps({name: item.type + str(item.untrusted) for name, item in sorted(head.inputs.items())}),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def _included(path: Path, source: str, environment: jinja2.Environment, above: tuple[str, ...] = ()) -> Iterator[str]:
    """The text of every part that a prompt includes, and of those that they include."""
    try:
        for name in jinja2.meta.find_referenced_templates(environment.parse(source)):
            if name is None:
                raise UsageError(f"{path} includes a part by a variable.", "Include it by its name.")
            if name in above:
                raise UsageError(f"{path} includes {name}, which includes itself.", "Take one of them out.")
            text, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]  # it has a loader
            yield text
            yield from _included(path, text, environment, (*above, name))
    except (jinja2.TemplateError, OSError, UnicodeDecodeError) as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> UsageError:
    why = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    if isinstance(error, jinja2.TemplateNotFound):
        why = f"there is no part {error.name} to include (parts stand in _partials/)"
    return UsageError(f"{path}{_line(error)}: {why}.", "Mend the prompt, or remove it to use the packed one.")


def _line(error: Exception) -> str:
    """Where in a prompt an error arose, as far as it can be told."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f", line {error.lineno}"
    line, trace = "", error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = f", line {trace.tb_lineno}"
        trace = trace.tb_next
    return line


def fields(shape: type[offers.Offer]) -> str:
    """The fields of a reply as a nested Markdown list, made from its schema."""
    schema = shape.model_json_schema()
    return "\n".join(_fields(schema, schema.get("$defs", {}), 0))


def material(text: str, name: str) -> str:
    """`text` between lines that it cannot forge: they carry a hash of the text itself."""
    mark = f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return f"<{mark}>\n{text}\n</{mark}>"


def _fields(schema: Mapping[str, Any], definitions: Mapping[str, Any], depth: int) -> list[str]:
    lines = []
    for name, field in schema["properties"].items():
        kind, inner = _kind(field, definitions)
        told = f": {field['description']}" if "description" in field else ""
        lines.append(f"{'  ' * depth}- `{name}` ({kind}){told}")
        if inner is not None:
            lines += _fields(inner, definitions, depth + 1)
    return lines


def _kind(field: Mapping[str, Any], definitions: Mapping[str, Any]) -> tuple[str, Mapping[str, Any] | None]:
    if "anyOf" in field:
        kind, inner = _kind(field["anyOf"][0], definitions)
        return f"{kind} or null", inner
    if "$ref" in field:
        return "object", definitions[field["$ref"].rsplit("/", 1)[-1]]
    if field.get("type") == "array":
        kind, inner = _kind(field["items"], definitions)
        return ("a list, each item with" if inner is not None else f"a list, each a {kind}"), inner
    if "enum" in field:
        return "one of " + ", ".join(field["enum"]), None
    return {"boolean": "true or false", "integer": "a whole number"}.get(field["type"], field["type"]), None


def _reply(name: str, origin: Path) -> type[offers.Offer]:
    shape = getattr(offers, name, None)
    if not (isinstance(shape, type) and issubclass(shape, offers.Offer)):
        raise UsageError(f"{origin}: there is no reply {name!r}.", "See briefing/offers.py for the shapes.")
    return shape


def _environment(folders: Sequence[Path]) -> jinja2.Environment:
    parts = jinja2.FileSystemLoader([str(folder / "_partials") for folder in folders])
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.PrefixLoader({"_partials": parts}),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # what is made is a prompt, not a page
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["material"] = material
    return environment
