"""A walk through a prompt's templates: every name, with the scope it stands in, and everything that is put out.

Jinja's own finder of undeclared names knows neither attributes nor includes, and takes a name that is set in one branch
for set in all. Here every branch is walked, whether it would be taken or not; what is set in a loop is gone after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from jinja2 import Undefined, nodes

from briefing.lint.subject import word_at
from briefing.lint.values import LOOP, SAMPLES, Value, either, joined
from briefing.prompts import Source
from briefing.prompts.rendering import environment

Scope = dict[str, Value]
_ENVIRONMENT = environment({})
GLOBALS = frozenset(_ENVIRONMENT.globals)
_KEEPING = {"join", "trim", "list"}
"""Filters that take no mark off material."""
_WHOLE = {"first", "last", "sort", "unique", "select", "reject", "default", "d", "string"}
"""Filters that change no word."""
_WHOLE_METHODS = {"strip", "lstrip", "rstrip", "split", "splitlines"}
_MARK = re.compile(r"[A-Za-z]\w*", re.ASCII)
_COUNTING = {"length", "count", "wordcount"}


@dataclass(frozen=True, slots=True)
class Seen:
    """Something of note at a place."""

    source: Source
    offset: int
    length: int
    name: str


Sink = Callable[[Seen, Value], None]
"""Takes what is put out."""


@dataclass
class Walk:
    """What was met on the way through one role.

    Attributes:
        parts: the parts by name, as far as they can be read.
        undefined: names that nothing gives.
        no_attribute: attributes that their value does not have.
        put_out: what is put out that is not the prompt's own, with whether it is between marks.
        used: names of inputs.
        no_mark: names of marks that are not written out, or not plain.
    """

    parts: Mapping[str, tuple[Source, nodes.Template]]
    undefined: list[Seen] = field(default_factory=list)
    no_attribute: list[Seen] = field(default_factory=list)
    put_out: list[tuple[Seen, Value]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    no_mark: list[Seen] = field(default_factory=list)

    def go(self, source: Source, tree: nodes.Template, inputs: Mapping[str, Value]) -> None:
        """Walks through a template and what it includes."""
        _Template(self, source, inputs).statements(tree.body, dict(inputs), ())


@dataclass
class _Template:
    """One template on the way; `above` are those that include it."""

    walk: Walk
    source: Source
    inputs: Mapping[str, Value]

    def statements(  # noqa: PLR0912  a case for each kind of statement
        self, body: Iterable[nodes.Node], scope: Scope, above: tuple[str, ...], sink: Sink | None = None
    ) -> None:
        """Walks through statements, in their order; what they set stands in `scope` afterwards."""
        for node in body:
            match node:
                case nodes.Output():
                    for expression in node.nodes:
                        if isinstance(expression, nodes.Expr) and not isinstance(expression, nodes.TemplateData):
                            value = self.value(expression, scope)
                            (sink or self._put_out)(self._culprit(expression, scope), value)
                case nodes.If():
                    self._branches(node, scope, above, sink)
                case nodes.For():
                    self._loop(node, scope, above, sink)
                case nodes.Assign():
                    self._bind(node.target, self.value(node.node, scope), scope)
                case nodes.AssignBlock():
                    self._bind(node.target, self._captured(node.body, node.filter, scope, above), scope)
                case nodes.FilterBlock():
                    caught = self._captured(node.body, node.filter, scope, above)
                    (sink or self._put_out)(self._seen(node.filter, node.filter.name), caught)
                case nodes.With():
                    inner = dict(scope)
                    for target, given in zip(node.targets, node.values, strict=True):
                        self._bind(target, self.value(given, scope), inner)
                    self.statements(node.body, inner, above, sink)
                case nodes.Include():
                    self._include(node, scope, above, sink)
                case nodes.Scope():
                    self.statements(node.body, dict(scope), above, sink)
                case _:  # a forbidden construct, which P104 tells
                    pass

    def _branches(self, node: nodes.If, scope: Scope, above: tuple[str, ...], sink: Sink | None) -> None:
        """All branches; afterwards a name is there that every one of them leaves."""
        outcomes = []
        for test, body in (*((branch.test, branch.body) for branch in (node, *node.elif_)), (None, node.else_)):
            inner = dict(scope)
            if test is not None:
                self.value(test, scope)
            self.statements(body, inner, above, sink)
            outcomes.append(inner)
        first, *rest = outcomes
        both = {name for name in first if all(name in other for other in rest)}
        merged = {name: first[name] for name in both}
        for other in rest:
            merged = {name: either(value, other[name]) for name, value in merged.items()}
        scope.clear()
        scope.update(merged)

    def _loop(self, node: nodes.For, scope: Scope, above: tuple[str, ...], sink: Sink | None) -> None:
        inner = dict(scope)
        self._bind(node.target, self.value(node.iter, scope).item, inner)
        if node.test is not None:
            self.value(node.test, inner)
        inner["loop"] = Value("loop")
        self.statements(node.body, inner, above, sink)
        self.statements(node.else_, dict(scope), above, sink)

    def _captured(
        self, body: Iterable[nodes.Node], then: nodes.Filter | None, scope: Scope, above: tuple[str, ...]
    ) -> Value:
        """What a block puts out, as a value."""
        caught: list[Value] = []
        self.statements(body, dict(scope), above, lambda _, value: caught.append(value))
        value = joined(caught, "text")
        chain: list[nodes.Filter] = []
        while then is not None:
            chain.append(then)
            then = then.node if isinstance(then.node, nodes.Filter) else None
        for item in reversed(chain):  # the last stands outermost
            value = self._filtered(item, value, scope)
        return value

    def _include(self, node: nodes.Include, scope: Scope, above: tuple[str, ...], sink: Sink | None) -> None:
        template = node.template
        for item in template.items if isinstance(template, nodes.Tuple | nodes.List) else [template]:
            if not isinstance(item, nodes.Const):
                self.value(item, scope)
            elif item.value in self.walk.parts and item.value not in above:
                source, tree = self.walk.parts[item.value]
                inner = _Template(self.walk, source, self.inputs)
                seen = {name: value for name, value in scope.items() if name != "loop" and node.with_context}
                inner.statements(tree.body, seen, (*above, item.value), sink)  # Jinja keeps the loop to itself

    def _bind(self, target: nodes.Node, value: Value, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            for item in target.items:
                self._bind(item, value.item, scope)
        elif isinstance(target, nodes.NSRef):
            self.value(nodes.Name(target.name, "load", lineno=target.lineno), scope)

    def value(self, node: nodes.Node, scope: Scope) -> Value:  # noqa: PLR0911, PLR0912  a case for each kind of expression
        """What an expression gives; every name in it is looked up."""
        match node:
            case nodes.Name():
                return self._named(node, scope)
            case nodes.Const():
                return Value("text" if isinstance(node.value, str) else "any")
            case nodes.Getattr():
                return self._attribute(node, node.attr, self.value(node.node, scope))
            case nodes.Getitem():
                return self._item(node, scope)
            case nodes.Filter():
                missing = isinstance(node.node, nodes.Name) and node.node.name not in scope
                if missing and node.name in ("default", "d"):
                    return self._all(node.args, scope)
                inner = self.value(node.node, scope) if node.node is not None else Value()
                return self._filtered(node, inner, scope)
            case nodes.Test():
                asked = node.name in ("defined", "undefined") and isinstance(node.node, nodes.Name)
                self._all([*([] if asked else [node.node]), *node.args], scope)
                return Value()
            case nodes.CondExpr():
                self.value(node.test, scope)
                other = self.value(node.expr2, scope) if node.expr2 is not None else Value()
                return either(self.value(node.expr1, scope), other)
            case nodes.Compare() | nodes.Not():
                self._all(node.iter_child_nodes(), scope)
                return Value()
            case nodes.Call():
                given = self._all(node.iter_child_nodes(), scope)
                whole = isinstance(node.node, nodes.Getattr) and node.node.attr in _WHOLE_METHODS
                return given.unmarked if whole else given.changed
            case nodes.List() | nodes.Tuple():
                return joined([self._all(node.items, scope)], "list")
            case nodes.Concat():
                return joined([self._all(node.nodes, scope)], "text")
            case _:
                return self._all(node.iter_child_nodes(), scope)

    def _all(self, found: Iterable[nodes.Node], scope: Scope) -> Value:
        return joined([self.value(node, scope) for node in found])

    def _named(self, node: nodes.Name, scope: Scope) -> Value:
        if node.name in self.inputs:
            self.walk.used.add(node.name)
        if node.name in scope:
            return scope[node.name]
        if node.name not in GLOBALS:
            self.walk.undefined.append(self._seen(node, node.name))
        return Value()

    def _attribute(self, node: nodes.Node, name: str, of: Value) -> Value:
        if of.kind == "loop":
            known = name in LOOP
        else:
            known = of.kind == "any" or not isinstance(_ENVIRONMENT.getattr(SAMPLES[of.kind], name), Undefined)
        if not known and not name.startswith("_"):  # those P104 tells
            self.walk.no_attribute.append(self._seen(node, name))
        return of.unmarked

    def _item(self, node: nodes.Getitem, scope: Scope) -> Value:
        of = self.value(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._attribute(node, node.arg.value, of)
        self.value(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return Value(of.kind, of.unmarked.trust if of.kind == "list" else of.changed.trust)
        return Value(of.item.kind, of.unmarked.trust)

    def _filtered(self, node: nodes.Filter, inner: Value, scope: Scope) -> Value:
        arguments = [*node.args, *(item.value for item in node.kwargs)]
        given = self._all(arguments, scope)
        mapped = node.name == "map" and isinstance(node.args[0] if node.args else None, nodes.Const)
        name = node.args[0].value if mapped and isinstance(node.args[0], nodes.Const) else node.name
        if name in _COUNTING and not mapped:
            return Value("number")
        if name == "material" and given.trust == "trusted":
            self._named_mark(node.args[1:] if mapped else arguments)
            return Value("list" if mapped else "text", inner.marked)
        both = joined((inner, given))
        if node.name in _KEEPING:
            return Value("list" if node.name == "list" else "text", both.trust)
        return both.unmarked if name in _KEEPING | _WHOLE else both.changed

    def _named_mark(self, given: list[nodes.Expr]) -> None:
        """Notes a name of marks that nobody could tell from reading the prompt."""
        for item in given:
            if not (isinstance(item, nodes.Const) and isinstance(item.value, str) and _MARK.fullmatch(item.value)):
                shown = item.value if isinstance(item, nodes.Const) else getattr(item, "name", "")
                self.walk.no_mark.append(self._seen(item, str(shown)))

    def _put_out(self, seen: Seen, value: Value) -> None:
        if value.trust != "trusted":
            self.walk.put_out.append((seen, value))

    def _culprit(self, node: nodes.Expr, scope: Scope) -> Seen:
        """The first name in an expression that something untrusted stands behind; else the first of it."""
        names = [node, *node.find_all(nodes.Name)] if isinstance(node, nodes.Name) else [*node.find_all(nodes.Name)]
        names.sort(key=lambda name: (scope.get(name.name, Value()).trust == "trusted", name.lineno))
        return self._seen(names[0], names[0].name) if names else self._seen(node, "")

    def _seen(self, node: nodes.Node, name: str) -> Seen:
        return Seen(self.source, *word_at(self.source, node, name), name)
