"""Templates: what a briefing looks like. Jinja2 in its sandbox; every value that is not Markdown already is escaped.

A file of the same name in templates/ beside briefing.toml, or in the user's configuration, wins over the packed one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefing.errors import UsageError
from briefing.markdown import Markdown, escape
from briefing.packed import packed


@dataclass(frozen=True, slots=True)
class Template:
    """A template and where it was read from."""

    origin: Path
    _template: jinja2.Template

    def render(self, values: Mapping[str, object]) -> str:
        """The text.

        Raises:
            UsageError: the template asks for what is not there; names the file and line.
        """
        try:
            return self._template.render(values)
        except jinja2.TemplateError as error:
            raise UsageError(
                f"{self.origin}{_line(error)}: {error}", "Mend the template, or use the packed one."
            ) from error


def template(name: str, folders: Sequence[Path] = ()) -> Template:
    """The template `name` ("daily"), or the one at a path (it has a slash or ends in .j2).

    Raises:
        UsageError: there is none, or it is no valid template.
    """
    searched = [*folders, packed("templates")]
    if "/" in name or name.endswith(".j2"):
        searched, file = [Path(name).parent, *searched], Path(name).name
    else:
        file = f"{name}.md.j2"
    environment = _environment(searched)
    try:
        found = environment.get_template(file)
    except jinja2.TemplateNotFound as error:
        offered = sorted({path.name.removesuffix(".md.j2") for folder in searched for path in folder.glob("*.md.j2")})
        raise UsageError(f"There is no template {name!r}.", f"There are: {', '.join(offered)}.") from error
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError) as error:
        raise UsageError(f"The template {name!r}{_line(error)}: {error}", "Mend it, or use the packed one.") from error
    return Template(Path(found.filename or file), found)


def _line(error: Exception) -> str:
    """Where in the template an error arose: its own line, or that of the innermost frame of a template."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f", line {error.lineno}"
    line, trace = "", error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(".j2"):
            line = f", line {trace.tb_lineno}"
        trace = trace.tb_next
    return line


def _environment(folders: Sequence[Path]) -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # that is for HTML; `finalize` escapes for Markdown
        finalize=lambda value: value if isinstance(value, Markdown | jinja2.Undefined) else escape(str(value)),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["yaml"] = lambda value: Markdown(json.dumps(value, ensure_ascii=False))
    return environment
