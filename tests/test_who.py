"""Who was resolved how: each rule once, and the entry that would change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.actors import Actors
from briefing.actors.spelling import spelling
from briefing.records import Actor, ActorKind, Spoken
from briefing.who import HOW, Resolved, listed, who

ACTORS = Actors.load()


def said(speaker: str, name: str, kind: ActorKind, start: int = 0) -> Spoken:
    """A speaker in a quotation of ten characters."""
    return Spoken(speaker, Actor(name, kind), "one.txt", start, start + 10)


@pytest.mark.parametrize(
    ("speaker", "name", "kind", "how", "detail"),
    [
        ("both sides", "both sides", "unnamed", "unresolved", ""),
        ("The framework", "framework", "unnamed", "unresolved", ""),
        ("Kyiv", "Russia", "state", "since", "now Ukraine"),
        ("They", "European governments", "collective", "engine", ""),
        ("one senior diplomat", "senior diplomat", "unnamed", "unnamed", ""),
        ("Foreign Minister Abbas Ruthven", "Abbas Ruthven", "person", "person", ""),
        ("French farmers", "French farmers", "collective", "collective", ""),
        ("the Ruthven Relief Council", "Ruthven Relief Council", "organisation", "organisation", ""),
        ("Mr Ruthven", "Abbas Ruthven", "person", "fuller", ""),
        ("Abas Ruthven", "Abbas Ruthven", "person", "fuller", ""),
        ("officials in Berlin", "Germany", "state", "office", ""),
        ("the Kremlin", "Russia", "state", "entry", "seat"),
        ("Kyiv’s", "Ukraine", "state", "entry", "capital"),
        ("Ukraine", "Ukraine", "state", "entry", ""),
        ("European leaders", "European governments", "collective", "entry", ""),
        ("President Zelenskiy", "Volodymyr Zelenskyy", "person", "entry", ""),
    ],
)
def test_every_speaker_is_told_by_what_it_was_resolved(
    speaker: str, name: str, kind: ActorKind, how: str, detail: str
) -> None:
    [found] = who([said(speaker, name, kind)], ACTORS)
    assert (found.how, found.detail) == (how, detail)


def test_the_unresolved_come_first_then_the_most_frequent() -> None:
    crowd = [said("Ukraine", "Ukraine", "state", at) for at in (90, 5)]
    found = who([said("Kyiv", "Ukraine", "state"), *crowd, said("It", "It", "unnamed")], ACTORS)
    assert [(one.speaker, len(one.places)) for one in found] == [("It", 1), ("Ukraine", 2), ("Kyiv", 1)]
    assert found[1].places == (("one.txt", 5, 15), ("one.txt", 90, 100))
    assert next(iter(HOW)) == "unresolved"


def test_an_unnamed_speaker_is_another_in_each_article() -> None:
    officials = Actor("officials", "unnamed")
    found = who([Spoken("officials", officials, source, 0, 5) for source in ("one.txt", "two.txt", "one.txt")], ACTORS)
    assert [[place[0] for place in one.places] for one in found] == [["one.txt", "one.txt"], ["two.txt"]]


def test_the_list_shows_where_each_stands_and_what_to_put_into_actors_toml() -> None:
    many = [said("The framework", "framework", "unnamed", at) for at in (10, 30, 50, 70)]
    envoy = said("Sudanese envoy Amal Ruthven", "Amal Ruthven", "person")
    assert list(listed(who([envoy, *many], ACTORS))) == [
        f"unresolved: {HOW['unresolved']}",
        "  The framework (unnamed), 4×: one.txt 10–20, one.txt 30–40, one.txt 50–60 and 1 more",
        "      [organisation]",
        '      "framework" = { }',
        "",
        f"person: {HOW['person']}",
        "  Sudanese envoy Amal Ruthven → Amal Ruthven (person), 1×: one.txt 0–10",
        "      [person]",
        '      "Amal Ruthven" = { speaks_for = "Sudan" }',
    ]


@pytest.mark.parametrize("speaker", ["The framework", 'The "so-called" draft', "the army’s", "Le “Camp” d’en face"])
def test_the_entry_for_an_unresolved_speaker_resolves_it(speaker: str, tmp_path: Path) -> None:
    [found] = who([Spoken(speaker, ACTORS.resolve(speaker), "one.txt", 0, 1)], ACTORS)
    assert found.how == "unresolved"
    own = tmp_path / "actors.toml"
    own.write_text(found.toml, encoding="utf-8")
    actors = Actors.load(own)
    resolved = actors.resolve(speaker)
    assert resolved.kind == "organisation"
    [after] = who([Spoken(speaker, resolved, "one.txt", 0, 1)], actors)
    assert after.how == "entry"


def test_the_entry_for_a_person_ties_them_to_whom_their_words_name(tmp_path: Path) -> None:
    [found] = who([said("Sudanese envoy Amal Ruthven", "Amal Ruthven", "person")], ACTORS)
    own = tmp_path / "actors.toml"
    own.write_text(found.toml, encoding="utf-8")
    assert Actors.load(own).resolve("the Ruthven administration", "Amal Ruthven").name == "Sudan"


@pytest.mark.parametrize("speaker", ["they", "Both", "some", "others", "both sides"])
def test_for_a_pronoun_there_is_no_entry_that_would_help(speaker: str) -> None:
    [found] = who([said(speaker, speaker, "unnamed")], ACTORS)
    assert (found.how, found.toml) == ("unresolved", "")


def test_everything_is_in_the_json() -> None:
    found = Resolved("Kyiv", Actor("Ukraine", "state"), "entry", "capital", (("one.txt", 3, 9),), "")
    assert found.as_json() == {
        "speaker": "Kyiv",
        "actor": {"name": "Ukraine", "kind": "state"},
        "how": "entry",
        "detail": "capital",
        "times": 1,
        "places": [{"article": "one.txt", "start": 3, "end": 9}],
        "toml": "",
    }


# --- spellings


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelenskiy", "Zelenskyy"),
        ("Zelensky", "Zelenskyj"),
        ("Andriy Kovalenko", "Andrii Kovalenko"),
        ("Mykhailo Fedorenko", "Mykhaylo Fedorenko"),
        ("Kateryna Wójcik", "Katerina Wojcik"),
        ("Mohammed al-Sudani", "Muhammad Al Sudani"),
        ("Araghchi", "Aragchi"),
        ("Kim Jong-un", "KIM JONG UN"),
        ("Abdel Fattah el-Sisi", "Abdel Fatah al-Sisi"),
    ],
)
def test_transliterations_of_a_name_are_one(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wang Yi", "Wang Ji"),
        ("Maria Lopez", "Mario Lopez"),
        ("Jan Nowak", "Jan Novak"),
        ("Imran Khan", "Imran Han"),
        ("Ivanov", "Ivanova"),
        ("Sergei Petrov", "Serhiy Petrov"),
        ("Yang", "Jang"),
    ],
)
def test_names_that_may_be_two_people_s_stay_two(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Zelenskij", "Volodymyr Zelenskyy"),
        ("Mr. Zelenskyj", "Volodymyr Zelenskyy"),
        ("Israeli Prime Minister Benyamin Netanyahu", "Benjamin Netanyahu"),
        ("Aragchi", "Abbas Araghchi"),
        ("Mody", "Mody"),
        ("Amal Zelensky", "Amal Zelensky"),
    ],
)
def test_a_person_of_the_gazetteer_is_known_in_another_transliteration(written: str, name: str) -> None:
    assert ACTORS.resolve(written).name == name
