"""Who is who: names in texts, aliases, and for whom a speaker speaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.actors import Actors
from briefing.actors.entries import PACKED, read
from briefing.errors import UsageError
from briefing.records import Actor

ACTORS = Actors.load()
GAZETTEER = read(PACKED)
FORMS = sorted((form, entry.actor.name) for entry in GAZETTEER.entries.values() for form in entry.forms)

UKRAINE = Actor("Ukraine", "state")
US = Actor("United States", "state")


def named(text: str) -> list[tuple[str, str, str]]:
    return [(text[found.start : found.end], found.actor.name, found.form) for found in ACTORS.mentions(text)]


# ---------------------------------------------------------------------------------------------------------- mentions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In Kyiv, the White\nHouse envoy met Ukrainian officials.",
            [
                ("Kyiv", "Ukraine", "capital"),
                ("White\nHouse", "United States", "seat"),
                ("Ukrainian", "Ukraine", "adjective"),
            ],
        ),
        (
            "He told us that the US, the U.S.’s allies and the UK's would go.",
            [
                ("US", "United States", "alias"),
                ("U.S.", "United States", "alias"),
                ("UK", "United Kingdom", "alias"),
            ],
        ),
        ("TELL US WHY", []),
        ("Who knows? The WHO does.", [("WHO", "World Health Organization", "alias")]),
        ("The European Union and European leaders", [
            ("European Union", "European Union", "name"),
            ("European leaders", "European governments", "collective"),
        ]),
        ("South Sudan is not Sudan, nor Guinea Papua New Guinea.", [
            ("South Sudan", "South Sudan", "name"),
            ("Sudan", "Sudan", "name"),
            ("Guinea", "Guinea", "name"),
            ("Papua New Guinea", "Papua New Guinea", "name"),
        ]),
        ("The West knows the West Bank lies west of the river.", [("The West", "Western governments", "collective")]),
        ("Analysts and aid agencies agree.", [
            ("Analysts", "Analysts", "collective"),
            ("aid agencies", "Aid agencies", "collective"),
        ]),
        ("Israelis, the Élysée and Turkiye", [
            ("Israelis", "Israel", "collective"),
            ("Élysée", "France", "seat"),
            ("Turkiye", "Turkey", "alias"),
        ]),
        ("Zelenskiy, Zelensky and President Zelenskyy are one.", [
            ("Zelenskiy", "Volodymyr Zelenskyy", "alias"),
            ("Zelensky", "Volodymyr Zelenskyy", "alias"),
            ("Zelenskyy", "Volodymyr Zelenskyy", "alias"),
        ]),
        ("U.S.–Russia talks", [("U.S.", "United States", "alias"), ("Russia", "Russia", "name")]),
    ],
)  # fmt: skip
def test_a_text_names_its_actors(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Jordan Peterson and Michael Jordan met Ms. Jordan.",
        "Georgia Smith studied under the Paris Agreement.",
        "Ships in the South China Sea, on the Moscow River and the Indian Ocean",
        "The West Bank, the West Coast and West Africa",
        "The Moscow Times, the Washington Post and the New York Times reported it.",
        "The Geneva Conventions, the Oslo Accords and the Minsk agreements",
        "Melania Trump visited Trump Tower with Donald Trump Jr.",
        "Latin American and African American voices; a turkey on fine china",
        "Israel Katz spoke to Chad Wolf and Denzel Washington.",
        "Make America Great Again",
        "Russia Today and Iran International broadcast it.",
    ],
)
def test_a_part_of_another_name_is_no_mention(text: str) -> None:
    assert named(text) == []


def test_a_longer_name_wins_over_the_shorter_one_in_it() -> None:
    text = "The Bank of England, Israel Defense Forces, UN Security Council and Democratic Republic of the Congo"
    assert [name for name, _, _ in named(text)] == [
        "Bank of England",
        "Israel Defense Forces",
        "UN Security Council",
        "Democratic Republic of the Congo",
    ]


def test_the_american_georgia_is_told_from_the_state_by_its_own_words() -> None:
    assert named("Georgia’s election board met in Atlanta.") == []
    assert named("Georgia’s election board met in Tbilisi.") == [
        ("Georgia", "Georgia", "name"),
        ("Tbilisi", "Georgia", "capital"),
    ]


def test_an_office_after_a_state_leaves_both_standing() -> None:
    assert [actor for _, actor, _ in named("Ukraine President Volodymyr Zelenskiy and Germany Chancellor Merz")] == [
        "Ukraine",
        "Volodymyr Zelenskyy",
        "Germany",
        "Friedrich Merz",
    ]


def test_a_search_keeps_to_its_bounds_and_counts_in_the_whole_text() -> None:
    text = "Russia said no. Ukraine said yes. China waited."
    found = ACTORS.mentions(text, 16, 33)
    assert [(one.start, one.end, one.actor) for one in found] == [(16, 23, UKRAINE)]
    assert ACTORS.mentions(text, 16, 20) == []


@given(st.lists(st.sampled_from([form for form, _ in FORMS] + ["and", "said", "Smith", ",", ".", "\n", "’s", "—"])))
def test_mentions_stand_in_order_apart_and_at_word_boundaries(pieces: list[str]) -> None:
    text = " ".join(pieces)
    after = 0
    for found in ACTORS.mentions(text):
        assert after <= found.start < found.end <= len(text)
        assert not (found.start and text[found.start - 1].isalnum())
        assert not (found.end < len(text) and text[found.end].isalnum())
        assert ACTORS.find(text[found.start : found.end]) is not None
        after = found.end


@given(st.text())
def test_any_text_at_all_can_be_searched_and_resolved(text: str) -> None:
    ACTORS.mentions(text)
    ACTORS.find(text)
    ACTORS.resolve(text, text)


# ------------------------------------------------------------------------------------------------- names and aliases


def test_every_surface_form_is_found_and_leads_to_all_the_others() -> None:
    assert [(form, ACTORS.find(form)) for form, _ in FORMS] == [
        (form, GAZETTEER.entries[name].actor) for form, name in FORMS
    ]
    for name, entry in GAZETTEER.entries.items():
        assert {ACTORS.aliases(form) for form in entry.forms} == {frozenset(entry.forms)}, name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("the Kremlin", "Russia"),
        ("The  U.S.", "United States"),
        ("Kyiv’s", "Ukraine"),
        ("Kyiv's", "Ukraine"),
        ("the Elysée", "France"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Cote d’Ivoire", "Ivory Coast"),
        ("Rights groups", "Human rights groups"),
        ("the United Nations’", "United Nations"),
    ],
)
def test_a_name_is_found_as_articles_write_it(written: str, name: str) -> None:
    found = ACTORS.find(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("word", ["us", "turkey", "who", "", "the", "Ruritania", "officials in Kyiv"])
def test_a_word_that_names_nobody_is_not_found(word: str) -> None:
    assert ACTORS.find(word) is None
    assert ACTORS.aliases(word) == {word}


def test_the_states_of_the_world_are_there() -> None:
    states = {name for name, entry in GAZETTEER.entries.items() if entry.actor.kind == "state"}
    assert {"Kiribati", "Eswatini", "Vatican", "Palestine", "Taiwan", "Kosovo", "Ivory Coast"} <= states
    assert len(states) >= 197


def test_no_phrase_that_names_nobody_is_an_actors_name_as_well() -> None:
    assert set(GAZETTEER.nobody) & {form for form, _ in FORMS} == set()


# ------------------------------------------------------------------------------------------------------ who speaks

STATES = {
    "Ukraine": [
        "Ukrainian officials", "officials in Kyiv", "Kyiv’s negotiators", "Zelenskiy’s government", "the Ukrainians",
        "some Ukrainian policymakers", "the broader Ukrainian leadership", "Ukraine's Energy Ministry",
        "an adviser to President Zelenskiy",
    ],
    "United States": [
        "the U.S.", "the Trump administration", "a senior U.S. official", "the US National Security Strategy",
        "a Pentagon official, speaking on condition of anonymity", "three US officials", "the Biden White House",
        "Washington, D.C.",
    ],
    "Russia": ["the Russian foreign ministry", "a Kremlin spokesman", "Russia's Security Council", "Moscow, for one"],
    "United Kingdom": ["Downing Street", "the British", "a Downing Street spokesperson", "London"],
    "Israel": ["the Israeli army", "the IDF", "Prime Minister Benjamin Netanyahu's office", "Israel’s military"],
    "Iran": ["Iran’s Revolutionary Guards", "Tehran", "the Iranian authorities"],
    "India": ["Modi's government", "the Modi government", "India's external affairs ministry", "New Delhi"],
    "Egypt": ["Egypt's Ministry of Water Resources and Irrigation", "Egyptian negotiators", "authorities in Cairo"],
    "China": ["Ministry of Foreign Affairs of the People's Republic of China", "Beijing’s foreign ministry"],
    "Philippines": ["the Philippine coast guard", "Manila"],
    "Rwanda": ["neighbouring Rwanda", "Rwandan government officials", "the government of Rwanda"],
}  # fmt: skip


@pytest.mark.parametrize(("speaker", "state"), [(speaker, state) for state, said in STATES.items() for speaker in said])
def test_an_office_speaks_for_its_state(speaker: str, state: str) -> None:
    assert ACTORS.resolve(speaker) == Actor(state, "state")


ORGANISATIONS = {
    "NATO circles": "NATO",
    "a Hamas spokesman": "Hamas",
    "the militant group Hezbollah": "Hezbollah",
    "Houthi officials": "Houthis",
    "officials in Brussels": "European Union",
    "a European Commission spokesperson": "European Commission",
    "Fed officials": "Federal Reserve",
    "a spokesman for the Norwegian Refugee Council": "Norwegian Refugee Council",
    "the Sudan Doctors Network": "Sudan Doctors Network",
    "a spokesperson for Acme": "Acme",
    "an Acme Energy spokeswoman": "Acme Energy",
    "Japan's Supreme Court": "Japan's Supreme Court",
    "the Turkish Red Crescent": "Turkish Red Crescent",
    "the Hostages and Missing Families Forum": "Hostages and Missing Families Forum",
    "the Georgian Dream party": "Georgian Dream party",
    "House Democrats": "Democrats",
}


@pytest.mark.parametrize(("speaker", "name"), ORGANISATIONS.items())
def test_an_organisation_speaks_for_itself(speaker: str, name: str) -> None:
    assert ACTORS.resolve(speaker) == Actor(name, "organisation")


PERSONS = {
    "Iranian Foreign Minister Abbas Araghchi": "Abbas Araghchi",
    "Ukrainian President Zelenskiy": "Volodymyr Zelenskyy",
    "Sen. Jane Doe": "Jane Doe",
    "Keir Starmer, the British prime minister,": "Keir Starmer",
    "the British prime minister, Keir Starmer,": "Keir Starmer",
    "Kremlin spokesman Dmitry Peskov": "Dmitry Peskov",
    "Secretary of State Marco Rubio": "Marco Rubio",
    "President of the European Commission Ursula von der Leyen": "Ursula von der Leyen",
    "spokesman for the Israeli military Lt. Col. Nadav Shoshani": "Nadav Shoshani",
    "Israel Katz, Israel's defence minister": "Israel Katz",
    "Minister of Energy Svitlana Hrynchuk": "Svitlana Hrynchuk",
    "Marie Dupont of Human Rights Watch": "Marie Dupont",
    "Amnesty International's Agnès Callamard": "Agnès Callamard",
    "Somali President Hassan Sheikh Mohamud": "Hassan Sheikh Mohamud",
    "Unicef spokesperson James Elder": "James Elder",
    "Sen. Angus King": "Angus King",
    "King Charles III": "King Charles III",
    "Trump's son-in-law Jared Kushner": "Jared Kushner",
    "Donald Trump Jr.": "Donald Trump Jr.",
    "Jordan's foreign minister, Ayman Safadi,": "Ayman Safadi",
    "Jordan Peterson": "Jordan Peterson",
    "Marine Le Pen": "Marine Le Pen",
    "Sudan's army chief, General Abdel Fattah al-Burhan,": "Abdel Fattah al-Burhan",
    "Russia's ambassador to the UN, Vassily Nebenzia": "Vassily Nebenzia",
    "Rep. Nancy Mace, R-S.C.,": "Nancy Mace",
    "Zelenskiy himself": "Volodymyr Zelenskyy",
    "UAW President Shawn Fain": "Shawn Fain",
}


@pytest.mark.parametrize(("speaker", "name"), PERSONS.items())
def test_a_named_person_is_that_person_without_titles(speaker: str, name: str) -> None:
    assert ACTORS.resolve(speaker) == Actor(name, "person")


@pytest.mark.parametrize("name", ["New Democrats", "Emergency Rooms", "National Smallholders"])
def test_a_word_that_could_be_a_rank_or_a_field_is_a_part_of_the_name_that_it_opens(name: str) -> None:
    assert (ACTORS.resolve(name).name, ACTORS.resolve(f"The {name}").name) == (name, name)


@pytest.mark.parametrize(
    ("speaker", "holder", "name"),
    [
        ("The company", "Northmet", "Northmet"),
        ("her government", "Kessar", "Kessar"),
        ("Neither", "Taluvia", "Taluvia"),
        ("one of them", "Taluvia", "Taluvia"),
        ("the union", "Hillers’ Union", "Hillers’ Union"),
        ("the protesters", "Valdeferro", "Protesters"),
        ("one diplomat", "Oslo Club", "diplomat"),
        ("the diplomats", "Kessar", "diplomats"),
        ("a union", "Hillers", "union"),
        ("Neither", "Egypt", "Egypt"),
        ("The centre-right Civic League", "Civic League", "Civic League"),
        ("One of them, Jakob Moser, a former nurse", "Jakob Moser", "Jakob Moser"),
        ("Water and Energy Minister Habtamu Tesfaye", "Habtamu Tesfaye", "Habtamu Tesfaye"),
        ("The Global Observer newspaper", "Global Observer", "Global Observer"),
        ("A study by the University of Khartoum", "University of Khartoum", "study by the University of Khartoum"),
        ("Mrs Kurek’s deputies", "Kurek", "Mrs Kurek’s deputies"),
        ("The NRSU", "National Rail Staff Union", "National Rail Staff Union"),
        ("The Prime Minister's spokesman", "United Kingdom", "United Kingdom"),
    ],
)
def test_words_that_stand_for_a_name_are_that_name_and_a_descriptor_of_people_stays(
    speaker: str, holder: str, name: str
) -> None:
    assert ACTORS.resolve(speaker, holder).name == name


COLLECTIVES = {
    "multiple European diplomats": "European officials",
    "European sources briefed on the recent U.S.–Russia contacts": "European officials",
    "senior officials in several European capitals": "European governments",
    "officials across Europe": "European governments",
    "Europe's position": "European governments",
    "Kyiv's European allies": "European governments",
    "leaders of EU states": "EU member states",
    "EU foreign ministers": "EU member states",
    "officials in several Baltic capitals": "Baltic states",
    "Western intelligence officials": "Western governments",
    "the West": "Western governments",
    "major international organizations": "International organisations",
    "some analysts": "Analysts",
    "rights groups": "Human rights groups",
    "Ukrainian public opinion": "Ukrainian public opinion",
    "Israeli families of hostages": "Israeli families of hostages",
    "French farmers": "French farmers",
    "Farmers in the region": "Farmers in the region",
    "many Ukrainians": "Ukrainians",
    "Kyiv's allies": "Kyiv's allies",
    "Russian-backed separatists": "Russian-backed separatists",
    "former U.S. officials": "former U.S. officials",
    "Iranian lawmakers": "Iranian lawmakers",
    "the Venezuelan opposition": "Venezuelan opposition",
    "France, Germany and Poland": "France, Germany and Poland",
    "both Moscow and Kyiv": "both Moscow and Kyiv",
    "Jane Doe and John Smith": "Jane Doe and John Smith",
    "U.S. and European officials": "U.S. and European officials",
}


@pytest.mark.parametrize(("speaker", "name"), COLLECTIVES.items())
def test_a_collective_is_its_own_actor_and_never_the_state(speaker: str, name: str) -> None:
    assert ACTORS.resolve(speaker) == Actor(name, "collective")


UNNAMED = {
    "a senior European diplomat": "senior European diplomat",
    "one official briefed on the talks": "official briefed on the talks",
    "officials familiar with the matter": "officials familiar with the matter",
    "many policymakers": "many policymakers",
    "leaders": "leaders",
    "They": "They",
    "a source close to the Kremlin": "source close to the Kremlin",
    "diplomats in Vienna": "diplomats in Vienna",
    "some in Washington": "some in Washington",
    "two people briefed on the plan": "two people briefed on the plan",
    "a Kyiv resident": "Kyiv resident",
}


@pytest.mark.parametrize(("speaker", "name"), UNNAMED.items())
def test_an_anonymous_speaker_keeps_the_descriptor(speaker: str, name: str) -> None:
    assert ACTORS.resolve(speaker) == Actor(name, "unnamed")


@pytest.mark.parametrize(
    ("speaker", "holder", "actor"),
    [
        ("they", "Ukraine", UKRAINE),
        ("His administration", "Ukraine", UKRAINE),
        ("His administration", "Volodymyr Zelenskiy", UKRAINE),
        ("He", "Emmanuel Macron", Actor("Emmanuel Macron", "person")),
        ("the minister", "Jane Doe", Actor("Jane Doe", "person")),
        ("the military alliance", "NATO", Actor("NATO", "organisation")),
        ("the junta", "Myanmar", Actor("Myanmar", "state")),
        ("the rebels", "M23", Actor("M23", "organisation")),
        ("Ruthven's", "the Ruthven government", Actor("Ruthven", "person")),
        ("Ruthven", "Foreign Secretary Alice Ruthven", Actor("Alice Ruthven", "person")),
        ("They", "leaders of EU states", Actor("EU member states", "collective")),
        ("officials in Berlin, Warsaw and Paris", "Germany", Actor("Germany", "state")),
        ("Jane Doe", "United States", Actor("Jane Doe", "person")),
        ("Ukrainian officials", "Volodymyr Zelenskyy", UKRAINE),
        ("a senior diplomat", "European governments", Actor("senior diplomat", "unnamed")),
        ("a senior European diplomat", "European Union", Actor("senior European diplomat", "unnamed")),
        ("a spokesman", "the Kremlin", Actor("Russia", "state")),
        ("officials", "Western governments", Actor("Western governments", "collective")),
        ("French farmers", "France", Actor("French farmers", "collective")),
        ("officials", "somebody", Actor("officials", "unnamed")),
        ("the U.S.", "", US),
    ],
)
def test_the_holder_is_asked_where_the_speaker_alone_leads_nowhere(speaker: str, holder: str, actor: Actor) -> None:
    assert ACTORS.resolve(speaker, holder) == actor


# ------------------------------------------------------------------------------------------------ an analyst's own


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "actors.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_an_analysts_file_adds_actors_and_names(own: Callable[[str], Path]) -> None:
    actors = Actors.load(
        own("""
            nobody = ["Kyiv cutlet"]
            shared = ["Strelsau"]
            [state]
            "Ruritania" = { adjective = "Ruritanian", people = "Ruritanians", capital = "Strelsau" }
            "Ukraine" = { alias = "the Hetmanate" }
            [person]
            "Rudolf Rassendyll" = { alias = "Rassendyll", speaks_for = "Ruritania" }
        """)
    )
    assert actors.resolve("the Rassendyll government") == Actor("Ruritania", "state")
    assert actors.resolve("a Ruritanian envoy") == Actor("Ruritania", "state")
    assert actors.find("the Hetmanate") == actors.find("Kiev") == UKRAINE
    assert actors.mentions("A Kyiv cutlet for Anton Strelsau") == []
    assert ACTORS.find("Ruritania") is None


def test_a_later_file_takes_over_a_name(own: Callable[[str], Path]) -> None:
    actors = Actors.load(own('nobody = ["Foggy Bottom"]\n[organisation]\n"Pentagon" = { alias = "Mossad" }'))
    assert actors.find("the Pentagon") == actors.find("Mossad") == Actor("Pentagon", "organisation")
    assert "Pentagon" not in actors.aliases("United States")
    assert "Mossad" not in actors.aliases("Israel")
    assert actors.mentions("Foggy Bottom") == []


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        (
            "[state]\nUkraine = ",
            "is no valid TOML: Invalid value (at end of document)",
            "Correct the line that is named.",
        ),
        (
            '[planet]\n"Mars" = {}',
            "entry 'planet': it is no kind of actor",
            "Use one of: state, organisation, collective, person, nobody, shared.",
        ),
        (
            '[state]\n"Ruritania" = { nickname = "Rury" }',
            "entry 'Ruritania': 'nickname' is no known key",
            "Use one of: alias, adjective, people, capital, seat, unless, speaks_for.",
        ),
        (
            '[state]\n"Ruritania" = { alias = "Rury" }\n"Graustark" = { alias = "Rury" }',
            "entry 'Graustark': 'Rury' is claimed by 'Ruritania' as well",
            "Leave it with one of the two.",
        ),
        (
            '[state]\n"Ruritania" = { alias = ["—"] }',
            "entry 'Ruritania': its names must be words",
            'Write a list such as ["Kyiv", "Kiev"].',
        ),
        (
            '[state]\n"Ruritania" = "Rury"',
            "entry 'Ruritania': it must be a table",
            'Write "Ruritania" = { alias = ["…"] }.',
        ),
        (
            '[person]\n"Rudolf Rassendyll" = { speaks_for = "Nowhere" }',
            "entry 'Rudolf Rassendyll': it speaks for 'Nowhere', which is no actor",
            "Add that actor.",
        ),
        (
            '[person]\n"Rudolf" = {}\n[state]\n"Rudolf" = {}',
            "entry 'Rudolf': it is listed under two kinds",
            "Keep one of the two.",
        ),
    ],
)
def test_a_broken_file_is_named_with_its_entry(own: Callable[[str], Path], text: str, what: str, hint: str) -> None:
    path = own(text)
    with pytest.raises(UsageError) as caught:
        Actors.load(path)
    assert (caught.value.what, caught.value.hint) == (f"{path}: {what}", hint)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "actors.toml"
    with pytest.raises(UsageError) as caught:
        Actors.load(path)
    assert caught.value.what == f"{path}: cannot be read: No such file or directory"
