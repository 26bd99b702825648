"""Where a setting comes from: flags, the environment and files, each a layer of checked values."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.errors import UsageError
from briefing.settings.kinds import KINDS, checked

FILE = "briefing.toml"


@dataclass(frozen=True, slots=True)
class Given:
    """A checked value, and the layer's name for where it stands."""

    value: Any
    origin: str


Layer = Mapping[str, Given]
"""By setting; the price of one model under `price.MODEL.prompt`."""


def from_flags(flags: Mapping[str, object], cwd: Path) -> Layer:
    """The options of a command by the names of the settings; None, or no source, means not given."""
    layer = {}
    for name, value in flags.items():
        if name not in KINDS:
            raise TypeError(f"there is no setting {name!r} for a flag to set")
        if value is None or value in ((), []):
            continue
        where = "SOURCES" if name == "sources" else f"--{name.replace('_', '-')}"
        taken = checked(name, _plain(value), where)
        layer[name] = Given(_started(name, taken, cwd, cwd), "flag")
    return layer


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def from_environment(environ: Mapping[str, str], cwd: Path) -> Layer:
    """The variables of the environment that set something."""
    variables = {_variable(name): name for name in KINDS}
    for given in environ:
        near = difflib.get_close_matches(given, variables, n=1, cutoff=0.9)
        if given.startswith("BRIEFING_") and given not in variables and near:
            raise UsageError(f"The environment sets {given}, which is no setting.", f"Did you mean {near[0]}?")
    layer = {}
    for variable, name in [("OPENAI_BASE_URL", "base_url"), *variables.items()]:
        text = environ.get(variable, "").strip()
        if text:
            taken = checked(name, text, variable, parsed=True)
            layer[name] = Given(_started(name, taken, cwd, cwd), variable)
    return layer


def _variable(name: str) -> str:
    return "BRIEFING_" + name.upper().replace(".", "_")


def project_file(cwd: Path, environ: Mapping[str, str]) -> Path | None:
    """The nearest briefing.toml, from the working directory up to where what is ours ends."""
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or Path.home())
    folders = (cwd, *cwd.parents)
    ends = [number for number, folder in enumerate(folders) if folder == home or (folder / ".git").exists()]
    ours = folders[: ends[0] + 1] if ends else (cwd,)
    return next((folder / FILE for folder in ours if (folder / FILE).exists()), None)


def from_file(path: Path, cwd: Path) -> Layer:
    """What a TOML file sets.

    Raises:
        UsageError: it cannot be read, or sets what is no setting, or not as it must be; names the line where known.
    """
    shown = str(path.relative_to(cwd)) if path.parent == cwd else str(path)
    text, values = _read(path, shown)
    layer = {}
    for name, value in _flat(values):
        where = f"{shown}{_line(text, name)}"
        setting = _known(name, value, where)
        taken = checked(setting, value, where)
        layer[".".join(name)] = Given(_started(setting, taken, path.parent, cwd), shown)
    return layer


def _read(path: Path, shown: str) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{shown} is no valid TOML: {error}.", "Correct it there: texts stand in quotes.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{shown} is not UTF-8.", "Save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(
            f"{shown} cannot be read: {error.strerror}.", "Check that it is a file you may read."
        ) from error


def _flat(values: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value with its name in parts: ("price", "gpt-5", "prompt")."""
    for name, value in values.items():
        if isinstance(value, dict) and value:
            yield from _flat(value, (*above, name))
        else:
            yield (*above, name), value


def _known(name: tuple[str, ...], value: object, where: str) -> str:
    """The setting that a name in a file means.

    Raises:
        UsageError: it means none, or it is a key's; a key is not repeated.
    """
    if _KEY.search(name[-1]) or (isinstance(value, str) and value.startswith("sk-")):
        raise UsageError(
            f"{where}: a key does not belong in a file, which is copied and shared.",
            "Take it out, and set OPENAI_API_KEY in the environment.",
        )
    setting = f"price.{name[2]}" if len(name) == 3 and name[0] == "price" else ".".join(name)
    if setting in KINDS:
        return setting
    near = difflib.get_close_matches(setting, KINDS, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(KINDS)}."
    raise UsageError(f"{where}: there is no setting {'.'.join(name)!r}.", hint)


_KEY = re.compile(r"(^|[_-])(api_?key|key|secret|password|token)$", re.IGNORECASE)


def _line(text: str, name: tuple[str, ...]) -> str:
    """Where a name stands in a file: ", line 3"; empty when it is written in a way that is not found at a glance."""
    pattern = re.compile(rf"""^\s*(\[.*|[\w."'-]+\.)?["']?{re.escape(name[-1])}["']?\s*[=\].]""")
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if pattern.match(line)]
    return f", line {lines[0]}" if len(lines) == 1 else ""


def _started(name: str, value: Any, folder: Path, cwd: Path) -> Any:
    """A value; where it is a path, made to start from a folder."""
    if name == "sources":
        return tuple(item if item == "-" or "://" in item else str(place(folder, cwd, item)) for item in value)
    if name == "template":  # a name is no path
        return str(place(folder, cwd, value)) if "/" in value or value.endswith(".j2") else value
    return place(folder, cwd, value) if name in ("output_dir", "store") else value


def place(folder: Path, cwd: Path, path: str | Path) -> Path:
    """A path as seen from the working directory: left short where it starts there."""
    expanded = Path(path).expanduser()
    return expanded if folder == cwd else folder / expanded
