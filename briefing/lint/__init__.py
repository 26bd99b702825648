"""Lint: what is wrong with a prompt, found on its source, without a model.

Each family of rules has a module; a rule is a value with its code, its name, what to do, and a function that finds
every fault. Codes are stable (docs/prompts.md lists them).
"""

from __future__ import annotations

from collections.abc import Callable

from briefing.errors import UsageError
from briefing.lint import examples, file, history, names, replies, template
from briefing.lint.rule import Fault, Finding, Rule
from briefing.lint.subject import Subject
from briefing.prompts import Prompt, Prompts, Source
from briefing.prompts.source import Unreadable

__all__ = ["RULES", "Fault", "Finding", "Rule", "Subject", "lint", "lint_subject"]

RULES: tuple[Rule, ...] = (
    *file.RULES,
    *template.RULES,
    *names.RULES,
    *replies.RULES,
    *examples.RULES,
    *history.RULES,
)


def lint(name: str, prompts: Prompts, count: Callable[[str], int]) -> list[Finding]:
    """Everything that is wrong with the prompt `name`.

    Args:
        count: how many tokens a text has.

    Raises:
        UsageError: there is no such prompt.
    """
    try:
        source = Source.read(prompts.path(name))
    except Unreadable as error:  # nothing else can be said of it
        return [Finding(file.RULES[0], file.unread(error.source, error.offset, error.why))]
    return lint_subject(Subject(name, source, prompts.lookup, _packed(name), count))


def lint_subject(subject: Subject) -> list[Finding]:
    """The findings, in the order of the files and their lines."""
    found = dict.fromkeys(Finding(rule, fault) for rule in RULES for fault in rule.find(subject))
    own = subject.source.origin
    return sorted(found, key=lambda item: (item.origin != own, str(item.origin), item.fault.offset, item.rule.code))


def _packed(name: str) -> Prompt | None:
    try:
        return Prompts().get(name)
    except UsageError:  # an own prompt of another name; a packed one that is broken is reviewed as it is
        return None
