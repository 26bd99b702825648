"""The settings: who wins, what is refused, and that a key stays where it is."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.settings import Price, Secret, Settings, chosen_engine, load
from briefing.settings.kinds import KINDS

KEY = "sk-proj-0123456789abcdef"


class Place:
    """A working directory and a user's configuration folder, with what a test puts there."""

    def __init__(self, root: Path) -> None:
        self.cwd = root / "work"
        self.user = root / "config"
        for folder in (self.cwd, self.user):
            folder.mkdir()

    def project(self, text: str) -> Path:
        return _write(self.cwd / "briefing.toml", text)

    def person(self, text: str) -> Path:
        return _write(self.user / "config.toml", text)

    def load(self, flags: Mapping[str, object] | None = None, /, **environ: str) -> Settings:
        return load(flags or {}, environ={"HOME": "/nowhere", **environ}, cwd=self.cwd, user_dir=self.user)

    def refused(self, flags: Mapping[str, object] | None = None, /, **environ: str) -> tuple[str, str]:
        with pytest.raises(UsageError) as caught:
            self.load(flags, **environ)
        return caught.value.what, caught.value.hint


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# --- who wins -------------------------------------------------------------------------------------------------------


def test_without_anything_every_setting_has_its_default(place: Place) -> None:
    settings = place.load()
    assert {
        name: getattr(settings, name) for name in Settings.__dataclass_fields__ if name not in ("key", "origin")
    } == {
        "sources": (),
        "output_dir": Path("briefings"),
        "topic": "",
        "template": "daily",
        "engine": "auto",
        "model": "",
        "base_url": None,
        "jobs": 8,
        "timeout": 120.0,
        "retries": 4,
        "structured": "auto",
        "temperature": None,
        "max_output_tokens": None,
        "chunk_tokens": 24_000,
        "store": Path(".briefing/briefing.db"),
        "language": "en",
        "price": None,
        "folders": (place.cwd, place.user),
    }
    assert settings.origin == {**dict.fromkeys(KINDS, "default"), "key": "default"}
    assert not settings.key


def test_each_layer_gives_way_to_the_one_before_it(place: Place) -> None:
    place.person('model = "of the person"')
    seen = [(place.load().model, place.load().origin["model"])]
    place.project('model = "of the project"')
    seen += [(place.load().model, place.load().origin["model"])]
    for settings in (place.load(BRIEFING_MODEL="of the shell"), place.load({"model": "asked"}, BRIEFING_MODEL="other")):
        seen += [(settings.model, settings.origin["model"])]
    assert seen == [
        ("of the person", str(place.user / "config.toml")),
        ("of the project", "briefing.toml"),
        ("of the shell", "BRIEFING_MODEL"),
        ("asked", "flag"),
    ]


def test_a_file_that_sets_one_thing_leaves_the_rest_to_the_layers_below(place: Place) -> None:
    place.person("jobs = 3\nretries = 1")
    place.project("jobs = 5")
    settings = place.load({"jobs": None, "sources": ()}, BRIEFING_TIMEOUT="30")
    assert (settings.jobs, settings.retries, settings.timeout) == (5, 1, 30.0)


def test_every_setting_can_be_set_in_the_environment(place: Place) -> None:
    settings = place.load(
        BRIEFING_SOURCES=f"one.txt{os.pathsep}two",
        BRIEFING_OUTPUT_DIR="out",
        BRIEFING_TOPIC="peace",
        BRIEFING_TEMPLATE="short",
        BRIEFING_ENGINE="model",
        BRIEFING_MODEL="served",
        BRIEFING_BASE_URL="http://localhost:8080/v1",
        BRIEFING_JOBS="2",
        BRIEFING_TIMEOUT="1.5",
        BRIEFING_RETRIES="0",
        BRIEFING_STRUCTURED="json",
        BRIEFING_TEMPERATURE="0",
        BRIEFING_MAX_OUTPUT_TOKENS="900",
        BRIEFING_CHUNK_TOKENS="1000",
        BRIEFING_STORE="kept.db",
        BRIEFING_LANGUAGE="de",
        BRIEFING_PRICE_PROMPT="1",
        BRIEFING_PRICE_COMPLETION="4",
        BRIEFING_PRICE_CURRENCY="EUR",
        BRIEFING_API_KEY=KEY,
    )
    origin = {name: "BRIEFING_" + name.upper().replace(".", "_") for name in KINDS} | {"key": "BRIEFING_API_KEY"}
    assert settings.origin == origin
    assert settings.key.reveal() == KEY
    plain = {name: getattr(settings, name) for name in KINDS if "." not in name}
    assert plain == {
        "sources": ("one.txt", "two"),
        "output_dir": Path("out"),
        "topic": "peace",
        "template": "short",
        "engine": "model",
        "model": "served",
        "base_url": "http://localhost:8080/v1",
        "jobs": 2,
        "timeout": 1.5,
        "retries": 0,
        "structured": "json",
        "temperature": 0.0,
        "max_output_tokens": 900,
        "chunk_tokens": 1000,
        "store": Path("kept.db"),
        "language": "de",
    }
    assert settings.price == Price(1.0, 4.0, "EUR")


@pytest.mark.parametrize(
    ("environ", "base_url", "key"),
    [
        ({"OPENAI_BASE_URL": "http://a", "OPENAI_API_KEY": "k1"}, "http://a", "k1"),
        ({"OPENAI_BASE_URL": "http://a", "BRIEFING_BASE_URL": "http://b"}, "http://b", ""),
        ({"OPENAI_API_KEY": "k1", "BRIEFING_API_KEY": "k2"}, None, "k2"),
        ({"OPENAI_BASE_URL": "http://a", "BRIEFING_BASE_URL": "", "BRIEFING_API_KEY": " "}, "http://a", ""),
        ({"OPENAI_BASE_URL": "", "OPENAI_API_KEY": ""}, None, ""),
    ],
)
def test_our_own_variables_come_before_openais_and_an_empty_one_is_unset(
    place: Place, environ: dict[str, str], base_url: str | None, key: str
) -> None:
    settings = place.load({}, **environ)
    assert (settings.base_url, settings.key.reveal()) == (base_url, key)


def test_an_empty_text_in_a_file_takes_back_what_a_lower_layer_gives(place: Place) -> None:
    place.person('base_url = "http://localhost:1/v1"')
    place.project('base_url = ""')
    assert place.load().base_url is None


# --- which engine ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "engine"),
    [
        ({}, "rules"),
        ({"OPENAI_API_KEY": KEY}, "model"),
        ({"OPENAI_BASE_URL": "http://a"}, "model"),
        ({"OPENAI_API_KEY": KEY, "BRIEFING_ENGINE": "rules"}, "rules"),
        ({"BRIEFING_BASE_URL": "http://a", "BRIEFING_ENGINE": "model"}, "model"),
    ],
)
def test_the_model_reads_where_a_key_or_a_base_url_is_configured(
    place: Place, environ: dict[str, str], engine: str
) -> None:
    assert chosen_engine(place.load({}, **environ)) == engine


def test_a_model_with_neither_key_nor_base_url_is_refused(place: Place) -> None:
    with pytest.raises(UsageError) as caught:
        chosen_engine(place.load({"engine": "model"}))
    assert (caught.value.what, caught.value.hint) == (
        "The model engine has neither a key nor a base URL.",
        "Set OPENAI_API_KEY, or base_url in briefing.toml; or use --engine rules, which needs neither.",
    )


# --- paths ----------------------------------------------------------------------------------------------------------


def test_paths_start_from_the_folder_of_the_file_that_gives_them(place: Place, tmp_path: Path) -> None:
    place.person('template = "own/short.md.j2"\nstore = "kept.db"')
    place.project('sources = ["articles", "/abs/one.txt", "-"]')
    settings = place.load(BRIEFING_OUTPUT_DIR="out")
    assert settings.sources == ("articles", "/abs/one.txt", "-")
    assert settings.template == str(place.user / "own/short.md.j2")
    assert settings.store == place.user / "kept.db"
    assert settings.output_dir == Path("out")


def test_from_a_folder_below_the_project_its_file_is_found_and_its_paths_stay_its_own(place: Place) -> None:
    (place.cwd / ".git").mkdir()
    place.project('sources = ["articles"]\ntemplate = "short"')
    below = place.cwd / "a" / "b"
    below.mkdir(parents=True)
    settings = load({"sources": [Path("here.txt")]}, environ={}, cwd=below, user_dir=place.user)
    assert settings.sources == ("here.txt",)
    assert (settings.output_dir, settings.store) == (place.cwd / "briefings", place.cwd / ".briefing/briefing.db")
    assert (settings.template, settings.origin["template"]) == ("short", str(place.cwd / "briefing.toml"))
    assert settings.folders == (place.cwd, place.user)
    assert load({}, environ={}, cwd=below, user_dir=place.user).sources == (str(place.cwd / "articles"),)


def test_the_search_ends_at_the_top_of_a_repository_and_at_home(place: Place, tmp_path: Path) -> None:
    _write(tmp_path / "briefing.toml", 'topic = "above"')
    below = place.cwd / "below"
    below.mkdir()
    found = [
        load({}, environ={"HOME": home}, cwd=below, user_dir=place.user).topic
        for home in map(str, (tmp_path, place.cwd))
    ]
    (place.cwd / ".git").mkdir()
    found.append(load({}, environ={"HOME": str(tmp_path)}, cwd=below, user_dir=place.user).topic)
    assert found == ["above", "", ""]


def test_outside_home_and_any_repository_only_the_working_directory_counts(place: Place, tmp_path: Path) -> None:
    _write(tmp_path / "briefing.toml", 'base_url = "http://planted"')
    assert place.load().base_url is None


# --- prices ---------------------------------------------------------------------------------------------------------

PRICES = """
model = "gpt-4.1"
[price]
prompt = 1
completion = 2
currency = "EUR"
[price."gpt-4.1"]
prompt = 3.5
completion = 14
"""


def test_a_model_of_its_own_price_has_it_and_the_others_have_the_general_one(place: Place) -> None:
    place.project(PRICES)
    prices = [place.load().price, place.load({"model": "other"}).price, place.load(BRIEFING_PRICE_PROMPT="9").price]
    assert prices == [Price(3.5, 14.0, "EUR"), Price(1.0, 2.0, "EUR"), Price(9.0, 14.0, "EUR")]


def test_a_price_is_per_million_tokens() -> None:
    assert Price(2.5, 10.0, "USD").of(400_000, 50_000) == 1.5


def test_a_price_without_a_currency_is_in_dollars(place: Place) -> None:
    place.project('[price."served"]\nprompt = 1\ncompletion = 2')
    assert place.load({"model": "served"}).price == Price(1.0, 2.0, "USD")
    assert place.load({"model": "other"}).price is None


def test_half_a_price_is_refused(place: Place) -> None:
    place.project("[price]\nprompt = 1")
    assert place.refused({"model": "served"}) == (
        "The price of served is known by half.",
        "Set both prompt and completion, in currency per million tokens.",
    )


# --- what is refused ------------------------------------------------------------------------------------------------


CORRECT = "Correct it there."


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("\nmodle = 'x'", 2, "there is no setting 'modle'.", "Did you mean model?"),
        ("base-url = 'x'", 1, "there is no setting 'base-url'.", "Did you mean base_url?"),
        ("[price.x]\npromt = 1", 2, "there is no setting 'price.x.promt'.", "Did you mean price.prompt?"),
        ("jobs = 0", 1, "jobs must be a whole number, 1 or more, not 0.", CORRECT),
        ("jobs = true", 1, "jobs must be a whole number, 1 or more, not True.", CORRECT),
        ("jobs = 2.5", 1, "jobs must be a whole number, 1 or more, not 2.5.", CORRECT),
        ("timeout = inf", 1, "timeout must be a number of seconds above 0, not inf.", CORRECT),
        ("temperature = 3", 1, "temperature must be a number from 0 to 2, not 3.", CORRECT),
        ("engine = 'gpt'", 1, "engine must be one of auto, model, rules, not 'gpt'.", CORRECT),
        ("sources = 'a.txt'", 1, "sources must be a list of paths, not 'a.txt'.", CORRECT),
        ("store = ''", 1, "store must be a path, not ''.", CORRECT),
        ("model = 5", 1, "model must be a text, not 5.", CORRECT),
        ("language = 'English'", 1, "language must be a language in two letters, such as en, not 'English'.", CORRECT),
        ("price.prompt = -1", 1, "price.prompt must be a number, 0 or more, not -1.", CORRECT),
    ],
)
def test_what_a_file_may_not_say_is_named_with_its_line(
    place: Place, text: str, line: int, what: str, hint: str
) -> None:
    place.project(text)
    assert place.refused() == (f"briefing.toml, line {line}: {what}", hint)


def test_a_setting_unlike_any_other_is_answered_with_all_of_them(place: Place) -> None:
    place.project("zzz = 1")
    assert place.refused()[1] == f"There are: {', '.join(KINDS)}."


def test_broken_toml_is_named_with_its_line(place: Place) -> None:
    path = place.person("jobs = 4\nmodel = gpt\n")
    what, hint = place.refused()
    assert what == f"{path} is no valid TOML: Invalid value (at line 2, column 9)."
    assert hint == "Correct it there: texts stand in quotes."


def test_a_file_in_another_encoding_is_named(place: Place) -> None:
    (place.cwd / "briefing.toml").write_bytes('topic = "Gespräche"'.encode("latin-1"))
    assert place.refused() == ("briefing.toml is not UTF-8.", "Save it as UTF-8.")


def test_a_byte_order_mark_does_no_harm(place: Place) -> None:
    (place.cwd / "briefing.toml").write_bytes("\ufefftopic = 'Gespräche'".encode())
    assert place.load().topic == "Gespräche"


def test_a_folder_in_the_place_of_the_file_is_named(place: Place) -> None:
    (place.cwd / "briefing.toml").mkdir()
    assert place.refused()[0] == "briefing.toml cannot be read: Is a directory."


def test_a_wrong_variable_and_a_wrong_flag_are_named(place: Place) -> None:
    assert [
        place.refused(BRIEFING_JOBS="many")[0],
        place.refused({"jobs": 0})[0],
        place.refused({"output_dir": ""})[0],
        place.refused(BRIEFING_JOB="4"),
    ] == [
        "BRIEFING_JOBS: jobs must be a whole number, 1 or more, not 'many'.",
        "--jobs: jobs must be a whole number, 1 or more, not 0.",
        "--output-dir: output_dir must be a path, not ''.",
        ("The environment sets BRIEFING_JOB, which is no setting.", "Did you mean BRIEFING_JOBS?"),
    ]


def test_a_flag_without_a_setting_is_a_fault_of_the_program(place: Place) -> None:
    with pytest.raises(TypeError, match="there is no setting 'nonsense'"):
        place.load({"nonsense": 1})


# --- the key --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        f'api_key = "{KEY}"',
        f'OPENAI_API_KEY = "{KEY}"',
        f'[openai]\nkey = "{KEY}"',
        f'model = "{KEY}"',
        f'[price."x"]\ntoken = "{KEY}"',
    ],
)
def test_a_key_in_a_file_is_refused_and_not_repeated(place: Place, text: str) -> None:
    place.project(text)
    what, hint = place.refused()
    number = len(text.splitlines())
    assert what == f"briefing.toml, line {number}: a key does not belong in a file, which is copied and shared."
    assert hint == "Take it out, and set OPENAI_API_KEY in the environment."


def test_a_key_shows_nowhere(place: Place) -> None:
    settings = place.load(OPENAI_API_KEY=KEY, OPENAI_BASE_URL="http://user:geheim@host/v1")
    shown = f"{settings} {settings!r} {settings.key} {settings.key!r} {settings.origin}"
    assert KEY not in shown
    assert "geheim" not in shown
    assert [repr(Secret("x")), repr(Secret())] == ["Secret(set)", "Secret(unset)"]


def test_an_address_among_the_sources_stays_as_it_is(tmp_path: Path) -> None:
    found = load({"sources": ["https://example.org/a.html"]}, environ={}, cwd=tmp_path, user_dir=tmp_path / "user")
    assert found.sources == ("https://example.org/a.html",)
