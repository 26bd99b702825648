"""Rules for the file and its front matter, and for what the program's step needs of it."""

from __future__ import annotations

from collections.abc import Iterator

import yaml
from pydantic import ValidationError

from briefing.lint.rule import Fault, Rule
from briefing.lint.subject import BadFile, Subject
from briefing.prompts import Source
from briefing.prompts.head import why_not


def _front_matter(subject: Subject) -> Iterator[Fault]:
    source = subject.source
    for part, tree in subject.parts.values():
        if isinstance(tree, BadFile):
            yield unread(part, tree.offset, tree.message)
    if subject.head_span is None:
        yield Fault(source, 0, 1, "there is no front matter")
    elif (error := _no_yaml(subject)) is not None:
        mark = getattr(error, "problem_mark", None)
        at = subject.head_span.start + (mark.index if mark else 0)
        told = getattr(error, "problem", None) or str(error)
        yield Fault(source, min(at, subject.head_span.end), 1, f"the front matter is no YAML: {told}")
    elif isinstance(subject.read_head, ValidationError):
        for item in subject.read_head.errors():
            if item["type"] != "extra_forbidden":
                yield subject.key_fault(*item["loc"], message=why_not(item))


def unread(source: Source, offset: int, why: str) -> Fault:
    """A file that is no text."""
    return Fault(source, offset, 1, f"it cannot be read: {why}", "Save it as UTF-8.")


def _no_yaml(subject: Subject) -> yaml.YAMLError | None:
    return next((found for found in (subject.front, subject.read_head) if isinstance(found, yaml.YAMLError)), None)


def _unknown_key(subject: Subject) -> Iterator[Fault]:
    if isinstance(subject.read_head, ValidationError):
        for error in subject.read_head.errors():
            if error["type"] == "extra_forbidden":
                yield subject.key_fault(*error["loc"], message=why_not(error))


def _roles(subject: Subject) -> Iterator[Fault]:
    if subject.head_span is not None and subject.layout is None:
        start = min(subject.head_span.end + 4, len(subject.source.text))
        yield Fault(subject.source, start, 1, "the body is not # System, then # User")


def _other_name(subject: Subject) -> Iterator[Fault]:
    if subject.head and subject.head.id != subject.name:
        yield subject.key_fault("id", message=f"the id is {subject.head.id!r}, and the file is {subject.name}.md")


def _unknown_reply(subject: Subject) -> Iterator[Fault]:
    if subject.head and subject.reply is None:
        yield subject.key_fault("reply", message=f"there is no reply {subject.head.reply!r}")


def _other_reply(subject: Subject) -> Iterator[Fault]:
    if subject.reply and subject.packed and subject.reply is not subject.packed.reply:
        wanted = subject.packed.head.reply
        yield subject.key_fault(
            "reply", message=f"the step {subject.name} takes {wanted}, not {subject.reply.__name__}"
        )


def _unknown_input(subject: Subject) -> Iterator[Fault]:
    if subject.head and subject.packed:
        given = subject.packed.head.inputs
        for name, item in subject.head.inputs.items():
            if name not in given:
                message = f"the step {subject.name} puts in no {name!r}"
                yield subject.key_fault("inputs", name, message=message, help=f"It puts in {', '.join(given)}.")
            elif item.type != given[name].type:
                message = f"{name} is a {given[name].type}, not a {item.type}"
                yield subject.key_fault("inputs", name, "type", message=message)


def _trusted_article(subject: Subject) -> Iterator[Fault]:
    if subject.head and subject.packed:
        given = subject.packed.head.inputs
        for name, item in subject.head.inputs.items():
            if name in given and given[name].untrusted and not item.untrusted:
                yield subject.key_fault(
                    "inputs", name, message=f"{name} comes from articles, and is not untrusted here"
                )


def _no_step(subject: Subject) -> Iterator[Fault]:
    if subject.packed is None:
        yield Fault(subject.source, 0, 3, f"no step asks for a prompt {subject.name!r}")


RULES = (
    Rule("P001", "front-matter", "Compare it with docs/prompts.md, How one is written.", _front_matter),
    Rule("P002", "unknown-key", "Take it out, or write it as docs/prompts.md has it.", _unknown_key),
    Rule("P003", "roles", "Put # System and # User on lines of their own, in this order, once each.", _roles),
    Rule("P004", "other-name", "Give both the same name: the step's.", _other_name),
    Rule("P005", "unknown-reply", "See briefing/offers.py for the shapes.", _unknown_reply),
    Rule("P006", "other-reply", "Write the reply that the step takes.", _other_reply),
    Rule("P007", "unknown-input", "Declare only what the step puts in, as it is.", _unknown_input),
    Rule("P008", "trusted-article", "Write untrusted: true.", _trusted_article),
    Rule("P009", "no-step", "Name the file after the step it is for.", _no_step, "warning"),
)
