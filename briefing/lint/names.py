"""Rules for what is filled in: it is there, it is used, and what comes from an article cannot pass for ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from briefing.errors import UsageError
from briefing.lint import template
from briefing.lint.rule import Fault, Rule
from briefing.lint.subject import Subject
from briefing.lint.values import Value
from briefing.lint.walk import Seen, Walk

_SAMPLES: tuple[Mapping[str, object], ...] = (
    {"text": "", "list": [], "number": 0},
    {"text": "x", "list": ["x", "y"], "number": 2},
)


def walked(subject: Subject) -> Mapping[str, Walk]:
    """The walk through each role; none where the front matter does not say what is filled in."""
    if subject.head is None:
        return {}
    inputs = {
        name: Value(item.type, "untrusted" if item.untrusted else "trusted")
        for name, item in subject.head.inputs.items()
    }
    inputs.setdefault("fields", Value("text"))
    parts = {name: (source, tree) for name, (source, tree) in subject.parts.items() if isinstance(tree, nodes.Template)}
    walks = {}
    for role, tree in subject.roles.items():
        if isinstance(tree, nodes.Template):
            walks[role] = Walk(parts)
            walks[role].go(subject.source, tree, inputs)
    return walks


def _seen(
    what: Callable[[Walk], list[Seen]], message: str, *, hint: bool = True
) -> Callable[[Subject], Iterator[Fault]]:
    def find(subject: Subject) -> Iterator[Fault]:
        given = _given(subject) if hint else ""
        for walk in walked(subject).values():
            for seen in what(walk):
                yield Fault(seen.source, seen.offset, max(1, seen.length), message.format(seen.name), given)

    return find


def _given(subject: Subject) -> str:
    """What there is, for a name that there is not."""
    names = list(subject.head.inputs) if subject.head else []
    return f"The inputs are {', '.join(names)}." if names else "No inputs are declared."


def _unused(subject: Subject) -> Iterator[Fault]:
    walks = walked(subject)
    if subject.head and len(walks) == 2:
        used = set().union(*(walk.used for walk in walks.values()))
        for name in subject.head.inputs:
            if name not in used:
                yield subject.key_fault("inputs", name, message=f"{name} is declared and not used")


def _in_system(subject: Subject) -> Iterator[Fault]:
    for seen, _ in walked(subject)["system"].put_out if "system" in walked(subject) else ():
        yield Fault(seen.source, seen.offset, seen.length, f"{seen.name} comes from an article, and stands in System")


def _no_marks(subject: Subject) -> Iterator[Fault]:
    for seen, value in walked(subject)["user"].put_out if "user" in walked(subject) else ():
        call = f'{{{{ {seen.name} | material("{seen.name}") }}}}'
        if value.trust in ("untrusted", "changed"):
            message = f"{seen.name} comes from an article, and stands outside its marks"
            hint = f"Write {call}, with nothing after material; marks of your own can be forged."
            yield Fault(seen.source, seen.offset, seen.length, message, hint)
        elif value.trust == "changed material":
            message = f"{seen.name} comes from an article, and is changed before it gets its marks"
            hint = f"Write {call}: a quotation of changed words does not stand in the article."
            yield Fault(seen.source, seen.offset, seen.length, message, hint)


def _unread(subject: Subject) -> Iterator[Fault]:
    """Read without its material, a step would make things up."""
    head = subject.packed.head if subject.packed else subject.head
    user = walked(subject).get("user")
    if head and user and not user.put_out and any(item.untrusted for item in head.inputs.values()):
        names = " nor ".join(name for name, item in head.inputs.items() if item.untrusted)
        yield subject.key_fault("inputs", message=f"User puts out nothing from an article: not {names}")


def _fails(subject: Subject) -> Iterator[Fault]:
    """Rendered with nothing and with little of everything; what another rule finds, it tells better."""
    told = any(True for rule in (*template.RULES, *RULES[:2]) for _ in rule.find(subject))
    if subject.prompt is None or told:
        return
    inputs = {name: item.type for name, item in subject.prompt.head.inputs.items() if name != "fields"}
    for samples in _SAMPLES:
        try:
            subject.prompt.messages(**{name: samples[kind] for name, kind in inputs.items()})
        except UsageError as error:
            found = re.search(r", line (\d+): (.*)", error.what, re.DOTALL)
            number, why = (int(found[1]), found[2]) if found else (1, error.what)
            start = sum(len(line) for line in subject.source.text.splitlines(keepends=True)[: number - 1])
            length = len(subject.source.text[start:].partition("\n")[0])
            yield Fault(subject.source, start, max(1, length), f"it cannot be rendered: {why}".rstrip("."))
            return


RULES = (
    Rule(
        "P201",
        "undefined-variable",
        "Declare it under inputs, or correct the name.",
        _seen(lambda walk: walk.undefined, "{!r} is not defined"),
    ),
    Rule(
        "P202",
        "undefined-attribute",
        "Take it out, or correct the name.",
        _seen(lambda walk: walk.no_attribute, "it has no attribute {!r}"),
    ),
    Rule("P203", "unused-input", "Use it, or take it out of the inputs.", _unused, "warning"),
    Rule("P204", "untrusted-in-system", "Put it into User; System is for our own words alone.", _in_system),
    Rule("P205", "untrusted-outside-marks", "Put it through material.", _no_marks),
    Rule("P206", "fails", "An input may be empty; a list is joined before it goes through material.", _fails),
    Rule(
        "P207",
        "mark-name",
        'Write the name out, of letters, digits and _: material("article").',
        _seen(lambda walk: walk.no_mark, "the marks have no plain name: {!r}", hint=False),
    ),
    Rule("P208", "nothing-to-read", "Put what is to be read into User, through material.", _unread),
)
