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
from briefing.markdown import Markdown, code, escape
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
        except Exception as error:  # whatever a person's template does: divide by zero, misspell a name
            raise _broken(self.origin, error) from error


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
        files = sorted({path.name for folder in searched for path in folder.glob("[!_]*.md.j2")})
        offered = ", ".join(path.removesuffix(".md.j2") for path in files)
        raise UsageError(f"There is no template {name!r}.", f"There are: {offered}; or give a path.") from error
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError, OSError) as error:
        raise _broken(name, error) from error
    return Template(Path(found.filename or file), found)


def _broken(where: object, error: Exception) -> UsageError:
    why = str(error) if isinstance(error, jinja2.TemplateError) else f"{type(error).__name__}: {error}"
    if isinstance(error, jinja2.TemplateNotFound):
        why = f"there is no {error.name} to include"
    return UsageError(
        f"The template {where}{_line(error)}: {why}.",
        "Mend the template, or use the packed one (--template daily).",
    )


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
    environment.filters["yaml"] = _yaml
    environment.filters["code"] = code
    return environment


def _yaml(value: str) -> Markdown:
    """A text as YAML: on one line, in double quotation marks, without what YAML takes for no character."""
    printable = "".join(sign if sign.isprintable() else " " for sign in value)
    return Markdown(json.dumps(" ".join(printable.split()), ensure_ascii=False))
