"""The reply that a prompt asks for: its shape by name, and its fields in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing import offers
from briefing.errors import UsageError


def reply(name: str, origin: Path | str) -> type[offers.Offer]:
    """The shape of a name.

    Raises:
        UsageError: there is none.
    """
    shape = getattr(offers, name, None)
    if not (isinstance(shape, type) and issubclass(shape, offers.Offer)):
        raise UsageError(f"{origin}: there is no reply {name!r}.", "See briefing/offers.py for the shapes.")
    return shape


def fields(shape: type[offers.Offer]) -> str:
    """The fields of a reply as a nested Markdown list, made from its schema."""
    return fields_of(shape.model_json_schema())


def fields_of(schema: Mapping[str, Any]) -> str:
    """The fields of a JSON Schema as a nested Markdown list."""
    return "\n".join(_fields(schema, schema.get("$defs", {}), 0))


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
