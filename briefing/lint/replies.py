"""Rules for the reply: that the fields and values which a prompt names are those of its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from briefing import records
from briefing.lint.names import walked
from briefing.lint.rule import Fault, Rule
from briefing.lint.subject import Subject, plain
from briefing.prompts import Source

_TICKED = re.compile(r"`([a-z][a-z0-9_]*)`")
_DEFINED = r"^[ \t]*(?:[-*][ \t]+)?(?:\*\*|`){}(?:\*\*|`).*?(?=\n[ \t]*\n|\Z)"
"""A paragraph that begins with a field's name, in bold type or backticks, to its end."""
_JSON = frozenset({"true", "false", "null"})
_CLOSED = frozenset(
    word
    for kind in (records.Stance, records.Voice, records.FindingKind, records.ActorKind, records.Reason)
    for word in get_args(kind)
)
"""The words of the program's closed lists: they stand in what a step puts in."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A reply's fields, at any depth, and the values of those that have a closed list."""

    fields: frozenset[str]
    values: Mapping[str, frozenset[str]]


def shape(schema: Mapping[str, Any]) -> Shape:
    """What a JSON Schema names."""
    fields: set[str] = set()
    values: dict[str, frozenset[str]] = {}
    for node in (schema, *schema.get("$defs", {}).values()):
        for name, field in node.get("properties", {}).items():
            fields.add(name)
            kinds = [field, *field.get("anyOf", ()), field.get("items", {})]
            listed = frozenset(word for kind in kinds for word in kind.get("enum", ()))
            if listed:
                values[name] = values.get(name, frozenset()) | listed
    return Shape(frozenset(fields), values)


@dataclass(frozen=True, slots=True)
class _Listing:
    """A paragraph in which a prompt lists the values of a field."""

    source: Source
    offset: int
    field: str
    named: tuple[tuple[str, int], ...]
    """Each identifier in backticks, and its offset in the source."""


def _listings(subject: Subject, known: Shape) -> Iterator[_Listing]:
    """A paragraph that begins with the field and names two of its values or more."""
    for source, span in subject.texts:
        text = plain(span.of(source.text))
        for field, values in known.values.items():
            for found in re.finditer(_DEFINED.format(field), text, re.DOTALL | re.MULTILINE):
                ticks = _TICKED.finditer(text, found.start(), found.end())
                named = tuple((tick[1], span.start + tick.start(1)) for tick in ticks if tick[1] != field)
                if len({word for word, _ in named} & values) >= 2:
                    start = text.index(field, found.start())
                    yield _Listing(source, span.start + start, field, named)


def _vocabulary(subject: Subject, known: Shape) -> frozenset[str]:
    inputs = subject.head.inputs if subject.head else ()
    return known.fields.union(*known.values.values(), inputs, _JSON, _CLOSED)


def _unknown_field(subject: Subject) -> Iterator[Fault]:
    if subject.reply is None:
        return
    known = shape(subject.reply.model_json_schema())
    words = _vocabulary(subject, known)
    listed = {(item.source.origin, offset) for item in _listings(subject, known) for _, offset in item.named}
    for source, span in subject.texts:
        for tick in _TICKED.finditer(plain(span.of(source.text))):
            offset = span.start + tick.start(1)
            if tick[1] not in words and (source.origin, offset) not in listed:
                message = f"{subject.reply.__name__} has no field or value {tick[1]!r}"
                yield Fault(source, offset, len(tick[1]), message)


def _unmentioned(subject: Subject) -> Iterator[Fault]:
    """Where the list of fields is not filled in, the prompt itself must name each."""
    walks = walked(subject)
    if subject.reply is None or len(walks) < 2 or any("fields" in walk.used for walk in walks.values()):
        return
    told = "\n".join(span.of(source.text) for source, span in subject.texts)
    for name in sorted(shape(subject.reply.model_json_schema()).fields):
        if not re.search(rf"\b{name}\b", told):
            yield subject.key_fault("reply", message=f"{name} of {subject.reply.__name__} is mentioned nowhere")


def _other_values(subject: Subject) -> Iterator[Fault]:
    if subject.reply is None:
        return
    known = shape(subject.reply.model_json_schema())
    words = _vocabulary(subject, known)
    for item in _listings(subject, known):
        values = known.values[item.field]
        missing = sorted(values - {word for word, _ in item.named})
        if missing:
            message = f"the values of {item.field} leave out {', '.join(missing)}"
            yield Fault(item.source, item.offset, len(item.field), message)
        for word, offset in item.named:
            if word not in words:
                message = f"{word!r} is no value of {item.field}"
                yield Fault(item.source, offset, len(word), message, f"They are {', '.join(sorted(values))}.")


RULES = (
    Rule("P301", "unknown-field", "Name a field of the reply, or take the backticks away.", _unknown_field),
    Rule("P302", "unmentioned-field", "Put {{ fields }} where the reply is described.", _unmentioned),
    Rule("P303", "other-values", "List the values of the schema, all of them and no others.", _other_values),
)
