"""What the rules engine reads in single sentences and short passages, of many disputes; all of them invented."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.actors import Actors
from briefing.engines.rules import RulesEngine
from briefing.engines.rules.quotations import quotations
from briefing.offers import ExtractOffer
from briefing.records import Article, Chunk, Segment
from briefing.typography import fold

ENGINE = RulesEngine(Actors.load())

Row = tuple[str, str, str]
"""Speaker as written, stance, voice."""


def read(*paragraphs: str) -> ExtractOffer:
    """Extracts from an article of these paragraphs; one that begins with "- " is a list item."""
    text, segments = "\n\n".join(paragraphs), []
    at = 0
    for paragraph in paragraphs:
        role = "list_item" if paragraph.startswith("- ") else "body"
        segments.append(Segment(at, at + len(paragraph), role))  # type: ignore[arg-type]
        at += len(paragraph) + 2
    article = Article(id="x", source="x.txt", text=text)
    return asyncio.run(ENGINE.extract(Chunk(article, 1, tuple(segments))))


def rows(*paragraphs: str) -> list[Row]:
    """Who holds what, in short."""
    return [(offer.speaker, offer.stance, offer.voice) for offer in read(*paragraphs).statements]


PLAIN: list[tuple[str, list[Row]]] = [
    (
        "Turkey, meanwhile, accused Greece of violating the airspace of its islands.",
        [("Turkey", "opposes", "attributed")],
    ),
    (
        "Ankara has repeatedly called for a federation, but Nicosia rejects any talks under pressure.",
        [("Ankara", "demands", "attributed"), ("Nicosia", "opposes", "ascribed")],
    ),
    (
        "Greek Prime Minister Nikos Rallis said on Monday that his government would never accept a partition.",
        [("Greek Prime Minister Nikos Rallis", "opposes", "attributed")],
    ),
    (
        "The proposal was rejected by the Kremlin and welcomed by Berlin.",
        [("the Kremlin", "opposes", "ascribed"), ("Berlin", "supports", "ascribed")],
    ),
    ("Some analysts warn that the ceasefire could collapse.", [("Some analysts", "warns", "attributed")]),
    (
        "Nurses want a 10 per cent pay rise; the health ministry says it cannot afford more than four.",
        [("Nurses", "demands", "ascribed"), ("the health ministry", "claims", "attributed")],
    ),
    (
        "According to Indian officials, Chinese troops had moved tents into the valley.",
        [("Indian officials", "claims", "attributed")],
    ),
    (
        "Residents fear that the wind farm will spoil the coast, while the developer insists the mast would be small.",
        [("Residents", "warns", "ascribed"), ("the developer", "claims", "attributed")],
    ),
    (
        "Brazil, South Africa and India support an African seat.",
        [
            ("Brazil", "supports", "ascribed"),
            ("South Africa", "supports", "ascribed"),
            ("India", "supports", "ascribed"),
        ],
    ),
    (
        "Officials in Lagos, Accra and Dakar demanded that the bloc lift the sanctions.",
        [
            ("Officials in Lagos", "demands", "attributed"),
            ("Officials in Accra", "demands", "attributed"),
            ("Officials in Dakar", "demands", "attributed"),
        ],
    ),
    (
        "European and Canadian leaders met on Tuesday, but warned that the tariffs could hurt growth.",
        [("European leaders", "warns", "attributed"), ("Canadian leaders", "warns", "attributed")],
    ),
    (
        "Doctors warned that wards could close, urging ministers to return to the table.",
        [("Doctors", "warns", "attributed"), ("Doctors", "demands", "attributed")],
    ),
    (
        "Colombia and Peru, however, say the border must stay open.",
        [("Colombia", "demands", "attributed"), ("Peru", "demands", "attributed")],
    ),
    ("Concerns are growing in Seoul that the alliance is fraying.", [("Seoul", "warns", "ascribed")]),
    ("Opposition to the mine has grown among villagers.", [("villagers", "opposes", "ascribed")]),
    ("South Korea’s opposition to the deal has hardened.", [("South Korea", "opposes", "ascribed")]),
    ("Mexico’s position is that the tariffs are illegal.", [("Mexico", "opposes", "attributed")]),
    ("Lawmakers are divided over the bill.", [("Lawmakers", "ambivalent", "ascribed")]),
    ("The port must be dredged, Croatia said.", [("Croatia", "demands", "attributed")]),
    ("Kenya said it will send 300 police officers.", [("Kenya", "commits", "attributed")]),
    (
        "Egypt’s foreign ministry said a dam of that size could lead to war.",
        [("Egypt’s foreign ministry", "warns", "attributed")],
    ),
    ("The union does not support the merger.", [("The union", "opposes", "ascribed")]),
    (
        "Paris and London agreed to share intelligence.",
        [("Paris", "commits", "attributed"), ("London", "commits", "attributed")],
    ),
    (
        "The EU, which had promised aid, now says the fund is empty.",
        [("The EU", "commits", "attributed"), ("The EU", "claims", "attributed")],
    ),
    ("The company described the strike as reckless.", [("The company", "opposes", "attributed")]),
    ("Moscow appears willing to negotiate.", [("Moscow", "supports", "ascribed")]),
    (
        "Its spokesman, Commodore Ramon Ilagan, described the manoeuvre as illegal.",
        [("Its spokesman, Commodore Ramon Ilagan", "opposes", "attributed")],
    ),
    (
        "“We will not give up an inch,” Defence Minister Ana Costa said.",
        [("Defence Minister Ana Costa", "opposes", "quoted")],
    ),
    ("“The blockade must end now,” said Ararat Petrosyan, a lawyer.", [("Ararat Petrosyan", "demands", "quoted")]),
    (
        "India’s Transport and Water Minister Nitin Rao announced that the canal would be closed.",
        [("India’s Transport and Water Minister Nitin Rao", "claims", "attributed")],
    ),
    (
        "The truce was endorsed by Japan, Canada and the European Union.",
        [
            ("Japan", "supports", "attributed"),
            ("Canada", "supports", "attributed"),
            ("the European Union", "supports", "attributed"),
        ],
    ),
    ("The talks are over, President Ali Kaya said in a speech.", [("President Ali Kaya", "claims", "attributed")]),
    ("Asked about the plan, Mr Okafor said: “We back it.”", [("Mr Okafor", "supports", "quoted")]),
    # nouns that no list has, before a verb that only somebody can have as its subject
    ("The trust has so far refused a pay rise.", [("The trust", "opposes", "ascribed")]),
    ("The show’s narrator says the harbour must close.", [("The show’s narrator", "demands", "attributed")]),
    ("Carmakers want the duty to stay.", [("Carmakers", "demands", "ascribed")]),
    # counted
    (
        "Hundreds of villagers demanded that the quarry be shut.",
        [("Hundreds of villagers", "demands", "attributed")],
    ),
    ("Fourteen senators asked the president to exempt timber.", [("Fourteen senators", "demands", "attributed")]),
    # explained by an apposition
    (
        "Tanya Brooks, a home health aide, rides the bus every day and urged the council to keep it.",
        [("Tanya Brooks", "demands", "attributed")],
    ),
    (
        "The offer was rejected by Sir Alan Peel, the trust’s chief executive, who said talks were a waste of time.",
        [("Sir Alan Peel", "opposes", "ascribed"), ("Sir Alan Peel", "claims", "attributed")],
    ),
    # any verb after a quotation
    ("“They have had eight months to sort this out,” Rob Cullen fumed.", [("Rob Cullen", "claims", "quoted")]),
    ("''There is a lot of new complexity,'' said Mr. Burman.", [("Mr. Burman", "claims", "quoted")]),
    # what is felt by the object; what is denied by "no"
    ("The plan alarms the federal government.", [("the federal government", "warns", "ascribed")]),
    ("The league raised no objection to the match.", [("The league", "supports", "attributed")]),
    (
        "Moscow and Minsk are pressing both sides to sign.",
        [
            ("Moscow", "demands", "attributed"),
            ("Minsk", "demands", "attributed"),
        ],
    ),
    ("Mr Ellery would like the committee recalled.", [("Mr Ellery", "demands", "ascribed")]),
    # the stance of the clause, not of the verb alone
    ("Ms Gagnon said she would not lift the tariffs.", [("Ms Gagnon", "opposes", "attributed")]),
    ("Mr Hocking reckons the strike is “a disgrace”.", [("Mr Hocking", "opposes", "quoted")]),
    ("Mr Sowa has not endorsed the bill.", [("Mr Sowa", "ambivalent", "attributed")]),
    ("Mr Bielik denied that he had asked for her head.", [("Mr Bielik", "claims", "attributed")]),
    # an object is not the subject of the verb that follows it
    (
        "Mr Strada accused the Saudi government of hiding papers and asserted that the families were tired.",
        [("Mr Strada", "opposes", "attributed"), ("Mr Strada", "claims", "attributed")],
    ),
    (
        "The minister criticised deals such as the Pacific Trade Agreement and called for tariffs.",
        [("The minister", "opposes", "attributed"), ("The minister", "demands", "attributed")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_a_sentence_tells_who_holds_what(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In Khartoum, three bombs exploded near the airport.",
        "Thousands marched through Tbilisi on Saturday.",
        "The bill passed by 51 votes to 49.",
        "If Serbia refuses, the European Union could suspend funds.",
        "Japanese officials did not immediately respond to a request for comment.",
        "Why did Moscow agree to talks?",
        "Kyiv depends on Washington for ammunition.",
        "It remains unclear whether Egypt will attend.",
        "The optics of the visit are complicated.",
        "The plan calls for a new bridge.",
        "The minister declined to say when the talks would resume.",
        "Talks between Western capitals continue.",
        "Lebanon and Syria were expected to respond on Friday.",
        "The envoy did not say who would sign.",
        "Donors who want more seats will send cheques.",
        "The parties have no view on the treaties.",
        "Business is more nervous than its lobbyists admit.",
        "The mediator had not considered the springs.",
        "The quarrel began when Norway invited Finland to the table.",
        "The Orla Cable was torn on the night of 4 May.",
        "The Sella Treaty demands a referendum.",
        "The wreck lies on a reef that two countries call their own.",
    ],
)
def test_events_places_and_the_writer_hold_nothing(text: str) -> None:
    assert rows(text) == []


def test_a_pronoun_stands_for_who_was_spoken_of_last() -> None:
    assert rows("Leaders of EU states met in Rome. They fear that premature concessions could weaken the union.") == [
        ("Leaders of EU states", "warns", "ascribed")
    ]


def test_she_is_the_person_before_and_it_the_state() -> None:
    assert rows(
        "Finance Minister Ada Lind presented the budget. She said the cuts were necessary.",
        "Norway has joined the talks. It wants a ban on trawling.",
    ) == [("Finance Minister Ada Lind", "supports", "attributed"), ("Norway", "demands", "ascribed")]


def test_she_is_who_came_up_last_where_the_speaker_before_has_a_paragraph_behind() -> None:
    assert rows(
        "“We are against the bridge,” said Vera Holt, the mayor of Lund.",
        "The council's leader, Greta Moe, spoke on the ferry. “The pumps will fail,” she said.",
    ) == [
        ("Vera Holt", "opposes", "quoted"),
        ("Greta Moe", "warns", "quoted"),
    ]


def test_a_sentence_that_is_read_alone_names_its_speaker() -> None:
    offers = read("Vera Holt, the mayor, opened the bridge. “The old one must be kept,” she said on Monday.").statements
    assert [offer.statement for offer in offers] == ["“The old one must be kept,” Vera Holt said on Monday."]


def test_letters_hold_what_their_writer_holds() -> None:
    text = "Two letters from the Norwegian consul, asking for a meeting, had gone unanswered by Friday."
    assert [(offer.speaker, offer.stance, offer.statement) for offer in read(text).statements] == [
        ("the Norwegian consul", "demands", "The Norwegian consul asks for a meeting.")
    ]


def test_she_is_nobody_who_is_called_donald() -> None:
    assert rows("Hana Weiss spoke first. Donald Weiss listened. She said the mast was necessary.") == [
        ("Hana Weiss", "supports", "attributed")
    ]


def test_the_mayor_is_who_was_named_as_the_mayor() -> None:
    found = read(
        "Tino Robles, the mayor of Lago, spoke first.", "The mayor said the road must close. He wants a bridge."
    )
    assert [(offer.actor, offer.stance) for offer in found.statements] == [
        ("Tino Robles", "demands"),
        ("Tino Robles", "demands"),
    ]


def test_the_spokesperson_is_the_one_before() -> None:
    found = read("A ministry spokesperson said talks would go on. The plan was sound, the spokesperson added.")
    assert [offer.speaker for offer in found.statements] == ["A ministry spokesperson", "A ministry spokesperson"]


def test_a_line_without_a_stop_is_a_heading_where_sentences_have_one() -> None:
    assert rows("Minister wants new bridge", "The minister wants a bridge.") == [
        ("The minister", "demands", "ascribed")
    ]


def test_a_pronoun_that_leads_to_nobody_is_nobodys_position() -> None:
    assert rows("He said it was time to move on.") == []


def test_what_one_says_that_another_promised_is_two_positions() -> None:
    found = read(
        "Ukrainian officials say they have received assurances from Washington that the talks are coordinated."
    )
    assert [(offer.speaker, offer.stance, offer.via) for offer in found.statements] == [
        ("Ukrainian officials", "claims", []),
        ("Washington", "commits", ["Ukrainian officials"]),
    ]


def test_a_reporter_is_no_second_holder() -> None:
    found = read("Two officials familiar with the matter said Egypt supports a deal.")
    assert [(offer.speaker, offer.stance, offer.via) for offer in found.statements] == [
        ("Egypt", "supports", ["Two officials familiar with the matter"])
    ]


def test_what_somebody_denies_is_held_by_nobody() -> None:
    assert rows("Khartoum denied that Cairo had offered Sudan money.") == [("Khartoum", "claims", "attributed")]


def test_an_interjected_speaker_says_what_stands_before() -> None:
    text = "Iran will not sign the treaty, Foreign Minister Ali Rezai said on Monday in Tehran, the capital."
    assert [(offer.stance, offer.statement) for offer in read(text).statements] == [("opposes", text)]


def test_what_a_speaker_says_of_itself_is_one_position() -> None:
    assert rows("Washington insists that it remains firmly committed to the treaty.") == [
        ("Washington", "commits", "attributed")
    ]


def test_a_quotation_over_sentences_stays_its_speakers() -> None:
    found = read("“The road is closed,” said Pavel Dvorak. “It will stay closed for a year.”", "“Nobody asked us.”")
    assert [(offer.speaker, offer.words) for offer in found.statements] == [
        (
            "Pavel Dvorak",
            [
                "“The road is closed,”",
                "“The road is closed,” said Pavel Dvorak.",
                "“It will stay closed for a year.”",
                "“Nobody asked us.”",
            ],
        )
    ]


def test_list_items_carry_on_the_sentence_that_leads_them_in() -> None:
    found = read("Union leaders are pushing for:", "- a 5% raise", "- shorter shifts")
    assert [(offer.speaker, offer.stance, offer.words) for offer in found.statements] == [
        ("Union leaders", "demands", ["Union leaders are pushing for:", "- a 5% raise", "- shorter shifts"])
    ]


def test_the_place_at_a_sentences_head_tells_whose_officials_they_are() -> None:
    found = read("Across Europe, officials describe a sense of drift.")
    assert [(offer.speaker, offer.actor) for offer in found.statements] == [("officials", "European governments")]


def test_a_short_name_is_the_person_named_in_full_before() -> None:
    found = read("Abbas Araghchi, the Iranian foreign minister, urged restraint. Araghchi said talks could fail.")
    assert [(offer.speaker, offer.actor) for offer in found.statements] == [
        ("Abbas Araghchi", "Abbas Araghchi"),
        ("Araghchi", "Abbas Araghchi"),
    ]


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("The company reportedly wants to sell its refinery.", True),
        ("Some ministers oppose the tax.", True),
        ("Moscow appears to want a pause.", True),
        ("The company wants to sell its refinery.", False),
    ],
)
def test_the_articles_hedges_are_kept(text: str, hedged: bool) -> None:
    assert [offer.hedged for offer in read(text).statements] == [hedged]


def test_an_account_is_what_nobody_is_said_to_hold() -> None:
    found = read("The divergence highlights an emerging fault line within the alliance.")
    assert [offer.statement for offer in found.accounts] == [
        "The divergence highlights an emerging fault line within the alliance."
    ]
    assert found.statements == []


def test_a_clause_of_its_own_is_made_of_a_shared_one() -> None:
    found = read("U.S. officials stressed the need for unity, arguing that any deal must be enforced.")
    assert [offer.statement for offer in found.statements] == [
        "U.S. officials stressed the need for unity.",
        "U.S. officials argue that any deal must be enforced.",
    ]


def test_a_sentence_may_end_in_a_noun_of_several_words_without_its_full_stop() -> None:
    assert read("The plan was rejected by the prime minister").statements[0].speaker == "the prime minister"


WORDS = st.sampled_from(
    "Iran the officials prime minister said that “we ” , . will not \" ' who in Berlin and he they it - : ( ) must — "
    "fear fears according to for Washington’s concern about refused, 3.5 U.S. ? ! Mr Smith: which is while if “ "
    "; opposed by".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_whatever_stands_in_a_text_the_offered_words_stand_in_it(words: list[str]) -> None:
    text = " ".join(words)
    found = read(text)
    offered = [passage for statement in found.statements for passage in statement.words]
    offered += [passage for account in found.accounts for passage in account.words]
    assert all(fold(passage) in fold(text) for passage in offered)


@pytest.mark.parametrize("marks", ['"' * 20_000, "‘a" * 10_000, "“" * 20_000])
def test_marks_without_end_hide_no_position_and_are_read_once(marks: str) -> None:
    assert rows("Norway said that the dam is full.", f"Nothing. {marks}")[0] == ("Norway", "claims", "attributed")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“One two” and ”three” “four", ["“One two”", "“four"]),
        ('"Yes," he said. "No."', ['"Yes,"', '"No."']),
        ("‘It’s so,’ she said, ‘and that’s it.’", ["‘It’s so,’", "‘and that’s it.’"]),
        ("``Yes,'' he said; ''no.''", ["``Yes,''", "''no.''"]),
        ("He said: „Nein“, and «Non».", ["„Nein“", "«Non»"]),
    ],
)
def test_a_quotation_ends_at_the_mark_that_closes_it(text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in quotations(text, [(0, len(text))])] == found
