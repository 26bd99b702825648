"""Rendering: Jinja2 in its sandbox, where an undefined variable is an error, and material that cannot be forged.

What comes from an article goes between lines that it cannot forge (`material`), and is never rendered itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import UsageError


def material(text: str, name: str) -> str:
    """`text` between lines that it cannot forge: they carry a hash of the text itself."""
    mark = f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    return f"<{mark}>\n{text}\n</{mark}>"


def environment(parts: Mapping[str, str]) -> jinja2.Environment:
    """What renders a prompt; `parts` are the texts that it may include, by the name they are included by."""
    made = ImmutableSandboxedEnvironment(
        loader=jinja2.DictLoader(dict(parts)),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # what is made is a prompt, not a page
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["material"] = material
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
