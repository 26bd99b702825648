"""The settings, each from the first that gives it: flag, environment, briefing.toml, the user's config.toml, default.

Environment: `BRIEFING_` and the name in capitals, for every setting (`BRIEFING_JOBS=4`; several sources are separated as in
PATH). `OPENAI_BASE_URL` and `OPENAI_API_KEY` are read too, after `BRIEFING_BASE_URL` and `BRIEFING_API_KEY`. An empty
variable counts as unset. The key comes from the environment alone; in a file it is an error.

briefing.toml: the one in the working directory, else the nearest above it, up to the repository's top or the home
directory; outside both, the working directory alone, since anybody might have put a file into a folder such as /tmp.

Paths given by a flag or the environment start from the working directory, those in a file from the file's folder, and
the defaults from the folder of briefing.toml, if there is one.
"""

from __future__ import annotations

import difflib
import math
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from briefing.errors import UsageError

FILE = "briefing.toml"
USER_FILE = "config.toml"


class Secret:
    """A key, which no message, log or representation shows; empty when none is set."""

    __slots__ = ("_value",)

    def __init__(self, value: str = "") -> None:
        self._value = value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __repr__(self) -> str:
        return "Secret(set)" if self else "Secret(unset)"

    def __reduce__(self) -> str:
        raise TypeError("a key is not copied into a file")

    def reveal(self) -> str:
        """The key itself, for the one place that sends it."""
        return self._value


@dataclass(frozen=True, slots=True)
class Price:
    """What a model costs: in `currency`, per million tokens."""

    prompt: float
    completion: float
    currency: str

    def of(self, prompt_tokens: int, completion_tokens: int) -> float:
        """What these tokens cost, in `currency`."""
        return (prompt_tokens * self.prompt + completion_tokens * self.completion) / 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set, checked.

    Attributes:
        sources: files and folders; used when a command is given none.
        topic: part of the output's name.
        template: a name, or a path.
        model: empty when none is named.
        base_url: None for OpenAI itself, or for no model at all.
        jobs: the most calls in flight.
        timeout: seconds for one call.
        retries: how often a call is tried again.
        structured: how the shape of a reply is asked for; auto finds what the endpoint takes.
        temperature: not sent unless set.
        max_output_tokens: not sent unless set.
        chunk_tokens: the most tokens of an article that go into one call.
        language: of the briefing, ISO 639-1.
        price: of this model; None where none is configured.
        folders: where a person's own prompts/ and templates/ are looked for, in this order.
        origin: by setting, where it came from: "flag", a variable, a file or "default".
    """

    sources: tuple[str, ...] = ()
    output_dir: Path = Path("briefings")
    topic: str = ""
    template: str = "daily"
    engine: Literal["auto", "model", "rules"] = "auto"
    model: str = ""
    base_url: str | None = field(default=None, repr=False)  # it may hold a user and a password
    jobs: int = 8
    timeout: float = 120.0
    retries: int = 4
    structured: Literal["auto", "schema", "json", "text"] = "auto"
    temperature: float | None = None
    max_output_tokens: int | None = None
    chunk_tokens: int = 24_000
    store: Path = Path(".briefing/briefing.db")
    language: str = "en"
    price: Price | None = None
    key: Secret = field(default_factory=Secret)
    folders: tuple[Path, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict, repr=False)


def chosen_engine(settings: Settings) -> Literal["model", "rules"]:
    """The engine to read with: auto takes the model when a key or a base URL is configured.

    Raises:
        UsageError: the model is asked for by name, and there is neither.
    """
    configured = bool(settings.key or settings.base_url)
    if settings.engine == "model" and not configured:
        raise UsageError(
            "The model engine has neither a key nor a base URL.",
            f"Set OPENAI_API_KEY, or base_url in {FILE}; or use --engine rules, which needs neither.",
        )
    if settings.engine == "auto":
        return "model" if configured else "rules"
    return settings.engine


def load(flags: Mapping[str, object], *, environ: Mapping[str, str], cwd: Path, user_dir: Path) -> Settings:
    """The settings of one run.

    Args:
        flags: by setting; None, or no source, leaves the choice to what comes after.
        user_dir: the folder of the user's configuration.

    Raises:
        UsageError: a file cannot be read, or a setting is unknown or not what it must be; says where.
    """
    found = _project_file(cwd, environ)
    project = found.parent if found is not None else cwd
    layers = [_flags(flags, cwd), _environment(environ, cwd)]
    layers += [_file(path, cwd) for path in (found, user_dir / USER_FILE) if path is not None and path.exists()]
    chosen = _Chosen(layers)
    values = chosen.values()
    for name in ("output_dir", "store"):
        if name not in values:
            values[name] = _place(project, cwd, getattr(_DEFAULTS, name))
    return Settings(
        **values,
        price=chosen.price(),
        key=_key(environ, chosen.origin),
        folders=tuple(dict.fromkeys((project, user_dir))),
        origin=chosen.origin,
    )


# --- what a setting may be ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a setting must be, in words, and how it is taken: `take` and `parse` raise ValueError for anything else."""

    must: str
    take: Callable[[Any], object]
    parse: Callable[[str], object] = str


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError
    return value.strip()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError
    return tuple(_text(item) for item in value)


def _choice(*names: str) -> _Kind:
    def take(value: Any) -> str:
        if value not in names:
            raise ValueError
        return str(value)

    return _Kind(f"one of {', '.join(names)}", take)


def _whole(least: int) -> _Kind:
    def take(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise ValueError
        return value

    return _Kind(f"a whole number, {least} or more", take, int)


def _number(must: str, fits: Callable[[float], bool]) -> _Kind:
    def take(value: Any) -> float:
        if not isinstance(value, int | float) or isinstance(value, bool) or not (math.isfinite(value) and fits(value)):
            raise ValueError
        return float(value)

    return _Kind(must, take, float)


def _language(value: Any) -> str:
    if not re.fullmatch("[a-z]{2}", _text(value)):
        raise ValueError
    return _text(value)


_TEXT = _Kind("a text", _text)
_PRICE = _number("a number, 0 or more", lambda value: value >= 0)
_KINDS: Mapping[str, _Kind] = {
    "sources": _Kind("a list of texts", _texts, lambda text: [part for part in text.split(os.pathsep) if part]),
    "output_dir": _TEXT,
    "topic": _TEXT,
    "template": _TEXT,
    "engine": _choice("auto", "model", "rules"),
    "model": _TEXT,
    "base_url": _Kind("a text", lambda value: _text(value) or None),
    "jobs": _whole(1),
    "timeout": _number("a number of seconds above 0", lambda value: value > 0),
    "retries": _whole(0),
    "structured": _choice("auto", "schema", "json", "text"),
    "temperature": _number("a number from 0 to 2", lambda value: 0 <= value <= 2),
    "max_output_tokens": _whole(1),
    "chunk_tokens": _whole(100),
    "store": _TEXT,
    "language": _Kind("a language in two letters, such as en", _language),
    "price.prompt": _PRICE,
    "price.completion": _PRICE,
    "price.currency": _TEXT,
}
_PATHS = ("output_dir", "store", "sources", "template")
_DEFAULTS = Settings()


# --- where a setting comes from -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Given:
    """A value as one layer gives it.

    Attributes:
        origin: the layer's name for it.
        where: how an error names the place.
        base: the folder from which a path starts.
    """

    value: object
    origin: str
    where: str
    base: Path


_Layer = Mapping[str, _Given]
"""By setting; the price of one model under `price.MODEL.prompt`."""


class _Chosen:
    """The first that each setting is given by, and where it came from."""

    def __init__(self, layers: list[_Layer]) -> None:
        self._layers = layers
        self.origin = dict.fromkeys(_KINDS, "default")

    def values(self) -> dict[str, Any]:
        """Every setting that is given, but for the price."""
        named = [name for name in _KINDS if not name.startswith("price.")]
        return {name: value for name in named if (value := self._first(name)) is not _UNSET}

    def price(self) -> Price | None:
        """The price of the model that is set: each layer's own for this model, then its general one."""
        model = self._first("model")
        names = ("prompt", "completion", "currency")
        prompt, completion, currency = (self._first(f"price.{name}", f"price.{model}.{name}") for name in names)
        if prompt is _UNSET and completion is _UNSET:
            return None
        if prompt is _UNSET or completion is _UNSET:
            raise UsageError(
                f"The price of {model if model is not _UNSET else 'a model'} is known by half.",
                "Set both prompt and completion, in currency per million tokens.",
            )
        return Price(prompt, completion, "USD" if currency is _UNSET else currency)

    def _first(self, name: str, special: str = "") -> Any:
        for layer in self._layers:
            given = layer.get(special) or layer.get(name)
            if given is not None:
                self.origin[name] = given.origin
                return given.value
        return _UNSET


_UNSET = object()


def _given(name: str, value: object, origin: str, where: str, base: tuple[Path, Path]) -> _Given:
    """A value, checked; a path in it made to start from the layer's folder."""
    kind = _KINDS[name]
    try:
        taken = kind.take(value)
    except ValueError:
        raise UsageError(f"{where}: {name} must be {kind.must}, not {value!r}.", "Correct it there.") from None
    if name in _PATHS:
        taken = _started(name, taken, *base)
    return _Given(taken, origin, where, base[0])


def _started(name: str, value: Any, folder: Path, cwd: Path) -> object:
    if name == "sources":
        return tuple(item if item == "-" else str(_place(folder, cwd, item)) for item in value)
    if name == "template":  # a name is no path
        return str(_place(folder, cwd, value)) if "/" in value or value.endswith(".j2") else value
    return _place(folder, cwd, value)


def _place(folder: Path, cwd: Path, path: str | Path) -> Path:
    """A path as seen from the working directory: left short where it starts there."""
    expanded = Path(path).expanduser()
    return expanded if folder == cwd else folder / expanded
