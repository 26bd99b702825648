"""Rules for the template: that it can be read, that its parts are there, that nothing hides what is sent."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2.meta
from jinja2 import nodes

from briefing.lint.rule import Fault, Rule
from briefing.lint.subject import BadFile, BadTemplate, Subject, word_at
from briefing.prompts import Source, is_part

_FORBIDDEN: tuple[tuple[type[nodes.Node], str], ...] = (
    (nodes.Extends, "extends"),
    (nodes.Block, "block"),
    (nodes.Import, "import"),
    (nodes.FromImport, "import"),
    (nodes.Macro, "macro"),
    (nodes.CallBlock, "call"),
    (nodes.ScopedEvalContextModifier, "autoescape"),
)
_FORBIDDEN_NAMES = {
    "random": "gives something else each time",
    "lipsum": "gives something else each time",
    "namespace": "carries values out of sight",
    "joiner": "gives something else each time",
    "cycler": "gives something else each time",
}
"""Filters and functions, and why."""


def _syntax(subject: Subject) -> Iterator[Fault]:
    own = ((subject.source, tree) for tree in subject.roles.values())
    for source, tree in (*own, *subject.parts.values()):
        if isinstance(tree, BadTemplate) and not isinstance(tree, BadFile):
            yield Fault(source, tree.offset, tree.length, tree.message)


def _missing_part(subject: Subject) -> Iterator[Fault]:
    for source, include in _includes(subject):
        for name in _names(include):
            if name is not None and name not in subject.parts:
                place = word_at(source, include, name)
                message = f"there is no part {name}" if is_part(name) else f"{name} is no part: it is not in _partials/"
                yield Fault(source, *place, message)


def _circular_part(subject: Subject) -> Iterator[Fault]:
    edges = {
        name: [inner for inner in jinja2.meta.find_referenced_templates(tree) if inner in subject.parts]
        for name, (_, tree) in subject.parts.items()
        if isinstance(tree, nodes.Template)
    }
    for name, (source, tree) in subject.parts.items():
        if not isinstance(tree, nodes.Template):
            continue
        for include in tree.find_all(nodes.Include):
            for inner in _names(include):
                if inner is not None and name in _reached(inner, edges):
                    place = word_at(source, include, inner)
                    yield Fault(
                        source, *place, f"{name} includes itself" + (f" by way of {inner}" if inner != name else "")
                    )


def _reached(name: str, edges: dict[str, list[str | None]]) -> set[str | None]:
    """A part, and all that it includes."""
    found: set[str | None] = set()
    waiting: list[str | None] = [name]
    while waiting:
        now = waiting.pop()
        if now not in found:
            found.add(now)
            waiting += edges.get(now or "", [])
    return found


def _forbidden(subject: Subject) -> Iterator[Fault]:
    for source, tree in subject.trees:
        for node in tree.find_all(tuple(kind for kind, _ in _FORBIDDEN)):
            word = next(word for kind, word in _FORBIDDEN if isinstance(node, kind))
            yield Fault(source, *word_at(source, node, word), f"{word} hides what is sent")
        for include in tree.find_all(nodes.Include):
            if None in _names(include):
                place = word_at(source, include, "include")
                yield Fault(source, *place, "a part is included by a variable", "Include it by its name.")
        for node in tree.find_all((nodes.Filter, nodes.Name)):
            if isinstance(node, nodes.Filter | nodes.Name) and node.name in _FORBIDDEN_NAMES:
                place = word_at(source, node, node.name)
                yield Fault(source, *place, f"{node.name} {_FORBIDDEN_NAMES[node.name]}", "Take it out.")
        for node in tree.find_all(nodes.Getattr):
            if node.attr.startswith("_"):
                place = word_at(source, node, node.attr)
                yield Fault(source, *place, f"{node.attr} reaches into the program", "Take it out.")


def _includes(subject: Subject) -> Iterator[tuple[Source, nodes.Include]]:
    for source, tree in subject.trees:
        for include in tree.find_all(nodes.Include):
            yield source, include


def _names(include: nodes.Include) -> list[str | None]:
    """What it includes; None for what only a run can tell."""
    template = include.template
    items = template.items if isinstance(template, nodes.Tuple | nodes.List) else [template]
    return [item.value if isinstance(item, nodes.Const) and isinstance(item.value, str) else None for item in items]


RULES = (
    Rule("P101", "template-syntax", "See https://jinja.palletsprojects.com/templates/.", _syntax),
    Rule(
        "P102", "missing-part", "Parts stand in _partials/ beside the prompt, or among the packed ones.", _missing_part
    ),
    Rule("P103", "circular-part", "Take one of the includes out.", _circular_part),
    Rule("P104", "forbidden-construct", "Write it out, or include a part of _partials/.", _forbidden),
)
