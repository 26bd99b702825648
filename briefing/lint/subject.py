"""A prompt as the rules look at it: each part by itself, for it may be broken anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import jinja2
import jinja2.meta
import yaml
from jinja2 import nodes
from jinja2.lexer import TokenStream
from jinja2.parser import Parser
from pydantic import ValidationError

from briefing.errors import UsageError
from briefing.lint.fences import fences
from briefing.lint.rule import Fault
from briefing.offers import Offer
from briefing.prompts import Head, Lookup, Prompt, Source, read
from briefing.prompts.head import head_in
from briefing.prompts.rendering import environment
from briefing.prompts.reply import reply
from briefing.prompts.source import Layout, Span, Unreadable, head_of, layout

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class BadTemplate:
    """A template that Jinja does not read, and where."""

    offset: int
    length: int
    message: str


@dataclass(frozen=True, slots=True)
class BadFile(BadTemplate):
    """A file that is no text, and where; another rule tells it."""


@dataclass(frozen=True)
class Subject:
    """One prompt under review.

    Attributes:
        name: of its file, without the ending.
        lookup: finds the parts that it includes.
        packed: the program's own prompt of this name, which tells what the step puts in; None where no step asks for
            it.
        count: how many tokens a text has.
    """

    name: str
    source: Source
    lookup: Lookup
    packed: Prompt | None
    count: Callable[[str], int]

    @cached_property
    def layout(self) -> Layout | None:
        """Where its parts stand."""
        return layout(self.source)

    @cached_property
    def head_span(self) -> Span | None:
        """Where the front matter stands."""
        found = head_of(self.source)
        return found[0] if found else None

    @cached_property
    def front(self) -> yaml.Node | yaml.YAMLError | None:
        """The front matter as YAML with the places of everything; the error where it is none."""
        if self.head_span is None:
            return None
        try:
            return yaml.compose(self.head_span.of(self.source.text), Loader=yaml.SafeLoader)
        except yaml.YAMLError as error:
            return error

    @cached_property
    def read_head(self) -> Head | ValidationError | yaml.YAMLError | None:
        """The front matter as it is used; the error where it is not what it must be."""
        if self.head_span is None or isinstance(self.front, yaml.YAMLError):
            return None
        try:
            return head_in(self.head_span.of(self.source.text))
        except (ValidationError, yaml.YAMLError) as error:
            return error

    @property
    def head(self) -> Head | None:
        """The front matter, where it is whole."""
        return self.read_head if isinstance(self.read_head, Head) else None

    @cached_property
    def reply(self) -> type[Offer] | None:
        """The shape of the answer, where there is one."""
        try:
            return reply(self.head.reply, self.source.origin) if self.head else None
        except UsageError:
            return None

    @cached_property
    def roles(self) -> Mapping[str, nodes.Template | BadTemplate]:
        """System and User as Jinja reads them."""
        parts = self.layout
        spans = {"system": parts.system, "user": parts.user} if parts else {}
        return {role: parsed(self.source, span) for role, span in spans.items()}

    @cached_property
    def parts(self) -> Mapping[str, tuple[Source, nodes.Template | BadTemplate]]:
        """Every part that it includes, and those that they include, by name."""
        found: dict[str, tuple[Source, nodes.Template | BadTemplate]] = {}
        waiting = [tree for tree in self.roles.values() if isinstance(tree, nodes.Template)]
        while waiting:
            for name in jinja2.meta.find_referenced_templates(waiting.pop()):
                if name is None or name in found:
                    continue
                try:
                    part = self.lookup(name)
                except Unreadable as error:
                    found[name] = (error.source, BadFile(error.offset, 1, error.why))
                    continue
                if part is not None:
                    tree = parsed(part, Span(0, len(part.text)))
                    found[name] = (part, tree)
                    waiting += [tree] if isinstance(tree, nodes.Template) else []
        return found

    @property
    def trees(self) -> Iterator[tuple[Source, nodes.Template]]:
        """Every template of it that can be read, with the source that it stands in."""
        own = ((self.source, tree) for tree in self.roles.values())
        for source, tree in (*own, *self.parts.values()):
            if isinstance(tree, nodes.Template):
                yield source, tree

    @property
    def texts(self) -> Iterator[tuple[Source, Span]]:
        """The words of it: its body, and its parts."""
        if self.layout:
            yield self.source, self.layout.body
        for source, _ in self.parts.values():
            yield source, Span(0, len(source.text))

    @cached_property
    def prompt(self) -> Prompt | None:
        """The prompt, where it can be read at all."""
        try:
            return read(self.source, self.lookup)
        except UsageError:
            return None

    def at_key(self, *path: str | int) -> tuple[int, int]:
        """The offset and length of a key of the front matter, or of the nearest one above it that is there."""
        node, found = self.front, (0, 3)
        start = self.head_span.start if self.head_span else 0
        for step in path:
            if isinstance(node, yaml.MappingNode):
                pair = next(((key, value) for key, value in node.value if key.value == step), None)
                if pair is None:
                    break
                key, node = pair
                found = (start + key.start_mark.index, key.end_mark.index - key.start_mark.index)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                found = (start + node.start_mark.index, 1)
            else:
                break
        return found

    def key_fault(self, *path: str | int, message: str, help: str = "") -> Fault:
        """A fault at a key of the front matter."""
        return Fault(self.source, *self.at_key(*path), message, help)


def parsed(source: Source, span: Span) -> nodes.Template | BadTemplate:
    """A template as Jinja reads it, where a node's `lineno` is its offset in the source: Jinja itself knows no columns.

    Bad is also one that only compiling shows to be so (an unknown filter).
    """
    made, text = environment({}), span.of(source.text)
    try:
        made.compile(text)
    except jinja2.TemplateSyntaxError as error:
        return _bad(source, span, error)
    offsets: list[int] = []
    parser = Parser(made, "")
    parser.stream = TokenStream(made.lexer.wrap(_numbered(made, text, offsets)), None, None)
    tree = parser.parse()
    _place(tree, span.start, [span.start + offset for offset in offsets])
    return tree


def _place(node: nodes.Node, above: int, offsets: Sequence[int]) -> None:
    """Puts offsets in the place of the tokens' numbers; a node that Jinja gives none stands where its parent does."""
    node.lineno = offsets[node.lineno - 1] if node.lineno and offsets else above
    for child in node.iter_child_nodes():
        _place(child, node.lineno, offsets)


def _numbered(made: jinja2.Environment, text: str, offsets: list[int]) -> Iterator[tuple[int, str, str]]:
    """Jinja's tokens, each with its number in the place of its line; `offsets` gets where each begins."""
    at = 0
    for _, kind, value in made.lexer.tokeniter(text, None):
        at = text.index(value, at)
        offsets.append(at)
        at += len(value)
        yield len(offsets), kind, value


def _bad(source: Source, span: Span, error: jinja2.TemplateSyntaxError) -> BadTemplate:
    start = span.start
    for _ in range(error.lineno - 1):
        start = source.text.find("\n", start) + 1
    line = source.text[start:].partition("\n")[0]
    indent = len(line) - len(line.lstrip())
    return BadTemplate(start + indent, max(1, len(line.strip())), (error.message or "it is no template").rstrip("."))


def word_at(source: Source, node: nodes.Node, word: str) -> tuple[int, int]:
    """The offset and length of a word of a node."""
    return max(source.text.find(word, node.lineno), node.lineno), len(word)


def plain(text: str) -> str:
    """The text with what is no prose blank (tags, fenced blocks); every character keeps its place."""
    for fence in fences(text, Span(0, len(text))):
        text = text[: fence.span.start] + _blank(fence.span.of(text)) + text[fence.span.end :]
    return _TAG.sub(lambda found: _blank(found[0]), text)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
