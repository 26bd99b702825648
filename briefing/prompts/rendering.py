"""Rendering: Jinja2 in its sandbox, where an undefined variable is an error, and material that cannot be forged.

What comes from an article goes between lines that it cannot forge (`material`), and is never rendered itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import jinja2
from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import UsageError

TURNS = 100_000
"""The most that the loops of a prompt go round, all together, in one rendering."""
_TURN = "a turn of a loop"
"""The name of a filter that no template can spell."""


def material(text: str, name: str) -> str:
    """`text` between lines that it cannot forge: they carry a hash of the text itself."""
    mark = f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return f"<{mark}>\n{text}\n</{mark}>"


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox, in which no loop goes on for ever.

    Attributes:
        turns: how often a loop went round since the rendering began.
    """

    turns = 0

    def rendered(self, source: str, values: Mapping[str, object]) -> str:
        """A template with its values.

        Raises:
            Exception: whatever goes wrong in it; OverflowError where it loops more than TURNS times.
        """
        self.turns = 0
        return self.from_string(source).render(values)

    def turn(self, count: int) -> None:
        """Counts turns of a loop."""
        self.turns += count
        if self.turns > TURNS:
            raise OverflowError(f"it loops more than {TURNS} times")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in list(tree.find_all(nodes.For)):
            turn = nodes.Filter(nodes.Const(None), _TURN, [], [], None, None, lineno=loop.lineno)
            loop.body.insert(0, nodes.ExprStmt(turn, lineno=loop.lineno))
        return tree


@jinja2.pass_environment
def _range(made: Environment, *ends: int) -> range:
    found = range(*ends)
    made.turn(len(found))
    return found


@jinja2.pass_context  # so that it is not worked out when the template is compiled
def _turn(context: Context, _: None) -> None:
    cast("Environment", context.environment).turn(1)


def environment(parts: Mapping[str, str]) -> Environment:
    """What renders a prompt; `parts` are the texts that it may include, by the name they are included by."""
    made = Environment(
        loader=jinja2.DictLoader(dict(parts)),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # what is made is a prompt, not a page
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["material"] = material
    made.filters[_TURN] = _turn
    made.globals["range"] = _range
    return made


def broken(origin: Path | str, error: Exception) -> UsageError:
    """Whatever a person's prompt does (divide by zero, misspell a name), told with the file and the line."""
    why = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    if isinstance(error, jinja2.TemplateNotFound):
        why = f"there is no part {error.name} to include (parts stand in _partials/)"
    return UsageError(f"{origin}{_line(error)}: {why}.", "Mend the prompt, or remove it to use the packed one.")


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
