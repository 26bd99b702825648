"""The settings, each from the first that gives it: flag, environment, briefing.toml, the user's config.toml, default.

Environment: `BRIEFING_` and the name in capitals, for every setting (`BRIEFING_JOBS=4`; several sources are separated
as in PATH). `OPENAI_BASE_URL` and `OPENAI_API_KEY` are read too, after `BRIEFING_BASE_URL` and `BRIEFING_API_KEY`. An
empty variable counts as unset. The key comes from the environment alone; in a file it is an error.

briefing.toml: the one in the working directory, else the nearest above it, up to the repository's top or the home
directory; outside both, the working directory alone, since anybody might have put a file into a folder such as /tmp.

Paths given by a flag or the environment start from the working directory, those in a file from the file's folder, and
the defaults from the folder of briefing.toml, if there is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from briefing.errors import UsageError
from briefing.settings.kinds import KINDS
from briefing.settings.layers import FILE, Layer, from_environment, from_file, from_flags, place, project_file

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
    found = project_file(cwd, environ)
    project = found.parent if found is not None else cwd
    layers = [from_flags(flags, cwd), from_environment(environ, cwd)]
    layers += [from_file(path, cwd) for path in (found, user_dir / USER_FILE) if path is not None and path.exists()]
    chosen = _Chosen(layers)
    values = chosen.values()
    for name in ("output_dir", "store"):
        if name not in values:
            values[name] = place(project, cwd, getattr(_DEFAULTS, name))
    return Settings(
        **values,
        price=chosen.price(),
        key=_key(environ, chosen.origin),
        folders=tuple(dict.fromkeys((project, user_dir))),
        origin=chosen.origin,
    )


_DEFAULTS = Settings()
_UNSET = object()


class _Chosen:
    """The first that each setting is given by, and where it came from."""

    def __init__(self, layers: list[Layer]) -> None:
        self._layers = layers
        self.origin = dict.fromkeys(KINDS, "default")

    def values(self) -> dict[str, Any]:
        """Every setting that is given, but for the price."""
        firsts = {name: self._first(name) for name in KINDS if not name.startswith("price.")}
        return {name: value for name, value in firsts.items() if value is not _UNSET}

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


def _key(environ: Mapping[str, str], origin: dict[str, str]) -> Secret:
    for variable in ("BRIEFING_API_KEY", "OPENAI_API_KEY"):
        if key := environ.get(variable, "").strip():
            origin["key"] = variable
            return Secret(key)
    origin["key"] = "default"
    return Secret()
