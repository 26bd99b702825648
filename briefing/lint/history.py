"""Rules for length and history: the budget, and that no prompt changes without a new version that says why."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.errors import UsageError
from briefing.lint.rule import Fault, Rule
from briefing.lint.subject import Subject
from briefing.prompts import Change, Head

_BLANK = "what and why"
"""What stands in a suggested line for the person to fill in."""


def _over_budget(subject: Subject) -> Iterator[Fault]:
    if subject.prompt is None or subject.prompt.head.budget is None:
        return
    try:
        messages = subject.prompt.bare()
    except UsageError:  # it cannot be rendered: P201 and its like tell why
        return
    tokens = sum(subject.count(message["content"]) for message in messages)
    most = subject.prompt.head.budget.static_tokens
    if tokens > most:
        message = f"the fixed part has {tokens} tokens, and {most} are the most"
        yield subject.key_fault("budget", "static_tokens", message=message)


def _entry(head: Head) -> Change | None:
    """The line of the present version."""
    return next((item for item in head.changes if item.version == head.version), None)


def _unversioned(subject: Subject) -> Iterator[Fault]:
    if subject.prompt is None:
        return
    head, digest = subject.prompt.head, subject.prompt.digest
    entry = _entry(head)
    if entry is not None and entry.digest not in ("", digest):
        message = f"the prompt has changed since version {head.version} was recorded: {entry.digest}, now {digest}"
        new = max(item.version for item in head.changes) + 1
        hint = f"Set version: {new}, and add under changes: {{version: {new}, note: {_BLANK}, digest: '{digest}'}}."
        if parts := ", ".join(map(str, subject.prompt.foreign_parts)):
            message = f"{message}; it includes a part of your own, {parts}"
            hint = f"Copy the prompt to count its version up (`briefing prompts copy {head.id}`), or take {parts} away."
        yield subject.key_fault("version", message=message, help=hint)


def _undescribed(subject: Subject) -> Iterator[Fault]:
    head = subject.head
    if head is None:
        return
    if _entry(head) is None:
        yield subject.key_fault("version", message=f"version {head.version} has no line under changes")
    for number, item in enumerate(head.changes):
        if item.version > head.version:
            message = f"changes has version {item.version}, and the prompt is version {head.version}"
            yield subject.key_fault("changes", number, message=message, help=f"Set version: {item.version}.")
        if item.note.strip(" .").lower() in ("", _BLANK):
            yield subject.key_fault("changes", number, message=f"version {item.version} does not say what changed")


def _unrecorded(subject: Subject) -> Iterator[Fault]:
    entry = _entry(subject.prompt.head) if subject.prompt else None
    if subject.prompt and entry is not None and not entry.digest:
        message = f"version {entry.version} records no digest, so that a later change would not be noticed"
        number = subject.prompt.head.changes.index(entry)
        yield subject.key_fault("changes", number, message=message, help=f'Write digest: "{subject.prompt.digest}".')


RULES = (
    Rule("P501", "over-budget", "Shorten it, or raise static_tokens.", _over_budget),
    Rule("P502", "unversioned-change", "Count the version up.", _unversioned),
    Rule("P503", "undescribed-version", "Add a line under changes: version, note, digest.", _undescribed),
    Rule("P504", "unrecorded-digest", "Write the digest that `briefing prompts list` shows.", _unrecorded),
)
