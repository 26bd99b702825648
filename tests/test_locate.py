"""Words stand in what was sent for reading, character by character once typography is folded, or they do not stand.

What the attack covers: 400 random articles with 3 to 6 paragraphs, each typeset at random, some of them captions and
other parts that were not sent. From each, a true passage is offered in another typography (found, at its place), and
the same passage with each of 12 changes (never found): 400 + 4,800 offers a run.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.locate import Miss, Places, closest, quotations
from briefing.records import READ, Article, Chunk, Quote, Role, Segment
from briefing.typography import fold

STEMS = (
    "talks deal border water ship minister senate pension strike treaty harbour union market reactor river village "
    "budget ceasefire verdict pipeline camp refugee court island tariff harvest election wage bridge vaccine"
).split()
SPECIAL = (
    "can't won't non-negotiable 1.5 12,000 21 35% U.S. Zelénskyy Erdoğan office five-year €40 10:30 workers'".split()
)
ROLES: tuple[Role, ...] = ("body", "body", "list_item", "caption", "contents", "boilerplate")
LETTERS = ("and", "the", "to", "would", "said", "will", "of")


@dataclass(frozen=True)
class Page:
    """A made-up article with its words by paragraph, each with its place."""

    chunk: Chunk
    paragraphs: tuple[tuple[tuple[str, int, int], ...], ...]


def typeset(word: str, dice: random.Random) -> str:
    """The word in a random typography."""
    word = word.replace("'", dice.choice("'’‘´`")).replace("é", dice.choice(["é", "e\u0301"]))
    word = word.replace("ğ", dice.choice(["ğ", "g\u0306"])).replace("ffi", dice.choice(["ffi", "ﬃ"]))
    if word[0] != "€":
        word = word.replace("-", dice.choice("-‐‑"))
    if dice.random() < 0.1 and len(word) > 1:
        word = word[:1] + dice.choice(["\u00ad", "\u200b", "\ufeff"]) + word[1:]
    return word


def blank(dice: random.Random) -> str:
    return dice.choice([" ", " ", " ", "\u00a0", "  ", "\n", "\r\n", "\u2009", " \u200b"])


def typeset_all(words: Sequence[str], dice: random.Random) -> str:
    return "".join(typeset(word, dice) + blank(dice) for word in words).strip()


def plain_words(dice: random.Random, used: set[str]) -> list[str]:
    """A sentence's words; each content word occurs once in the article, so that every place is known."""
    words = []
    for _ in range(dice.randint(6, 14)):
        word = dice.choice(STEMS) + "".join(dice.choice("bcdfglmnprstv") + dice.choice("aeiou") for _ in range(3))
        if word not in used:
            used.add(word)
            words.append(word)
        words.append(dice.choice([*SPECIAL, *LETTERS, "“no”", "—", "…", "not"]))
    return [word for word in words if word] or ["word"]


def make_page(dice: random.Random, roles: Sequence[Role]) -> Page:
    text, segments, paragraphs, used = "", [], [], set[str]()
    for role in roles:
        text += dice.choice(["\n\n", "\r\n\r\n", "\n", "\n \n"]) if text else dice.choice(["", "\ufeff", "\n"])
        start, places = len(text), []
        for _ in range(dice.randint(1, 3)):
            for word in [*plain_words(dice, used), "then."]:
                shown = typeset(word, dice)
                places.append((word, len(text), len(text) + len(shown)))
                text += shown + blank(dice)
        text = text.rstrip()
        segments.append(Segment(start, len(text), role))
        paragraphs.append(tuple(places) if role in READ else ())
    article = Article(id="0" * 16, source="page.txt", text=text)
    chunk = Chunk(article, 1, tuple(part for part in segments if part.role in READ))
    return Page(chunk, tuple(paragraph for paragraph in paragraphs if paragraph))


PAGES = st.tuples(
    st.integers(0, 2**32),
    st.lists(st.sampled_from(ROLES), min_size=2, max_size=5),
).map(lambda drawn: make_page(random.Random(drawn[0]), [ROLES[0], *drawn[1]]))


def passage(page: Page, dice: random.Random) -> tuple[list[str], int, int]:
    """A true passage of a paragraph that begins and ends with a content word: its words and its place."""
    places = dice.choice(page.paragraphs)
    solid = [at for at, (word, _, _) in enumerate(places) if word.isascii() and word.isalpha() and len(word) > 8]
    first, last = sorted(dice.sample(solid, 2))
    return [word for word, _, _ in places[first : last + 1]], places[first][1], places[last][2]


Change = Callable[[list[str], random.Random], str]


def changed_word(words: list[str], dice: random.Random, change: Callable[[str], str]) -> str:
    at = dice.randrange(len(words))
    return " ".join([*words[:at], change(words[at]), *words[at + 1 :]])


CHANGES: dict[str, Change] = {
    "a negation put in": lambda words, dice: " ".join([words[0], "never" if words[1] == "not" else "not", *words[1:]]),
    "a word put in": lambda words, dice: " ".join([words[0], "very", *words[1:]]),
    "a word left out": lambda words, dice: " ".join([words[0], *words[2:]]) if words[2:] else words[0] + "x",
    "a name put for a word": lambda words, dice: changed_word(words, dice, lambda word: "Macron"),
    "a letter's case": lambda words, dice: " ".join([words[0].capitalize(), *words[1:]]),
    "a digit put in": lambda words, dice: " ".join([words[0], "7", *words[1:]]),
    "ellipsis for a word": lambda words, dice: " ".join([words[0], "...", "and", "...", words[-1]]),
    "tail cut in mid-word": lambda words, dice: " ".join(words)[: -dice.randint(1, len(words[-1]) - 1)],
    "head cut in mid-word": lambda words, dice: " ".join(words)[dice.randint(1, len(words[0]) - 1) :],
    "order": lambda words, dice: " ".join([words[-1], *words[1:-1], words[0]]),
    "said twice": lambda words, dice: " ".join([*words, *words]),
    "an invented tail": lambda words, dice: " ".join([*words, "without", "any", "condition"]),
}


@settings(max_examples=400, deadline=None)
@given(PAGES, st.integers(0, 2**32))
def test_true_words_in_other_typography_are_found_at_their_place_and_changed_words_never(page: Page, seed: int) -> None:
    dice = random.Random(seed)
    places = Places(page.chunk)
    words, start, end = passage(page, dice)
    found = places.locate(typeset_all(words, dice))
    assert isinstance(found, Quote)
    assert (found.start, found.end) == (start, end)
    assert fold(found.text) == fold(" ".join(words))
    wide = places.widen(found)
    assert wide.start <= start < end <= wide.end
    for change in CHANGES.values():
        offered = change(words, dice)
        assert isinstance(places.locate(typeset_all(offered.split(" "), dice)), Miss), offered


@settings(max_examples=300, deadline=None)
@given(PAGES, st.integers(0, 2**32))
def test_two_passages_joined_stand_only_where_nothing_is_between_them(page: Page, seed: int) -> None:
    dice = random.Random(seed)
    places = Places(page.chunk)
    for one, two in zip(page.chunk.segments, page.chunk.segments[1:], strict=False):
        text = page.chunk.article.text
        joined = text[one.start : one.end] + "\n\n" + text[two.start : two.end]
        found = places.locate(joined)
        adjoin = not text[one.end : two.start].strip()
        assert isinstance(found, Quote) == adjoin
        near = passage(page, dice)[0]
        assert isinstance(places.locate(" ".join([*near, *near[1:]])), Miss)


def places_of(*parts: tuple[Role, str]) -> Places:
    """The places of an article with these paragraphs."""
    text, segments = "", []
    for role, words in parts:
        text += "\n\n" if text else ""
        segments.append(Segment(len(text), len(text) + len(words), role))
        text += words
    article = Article(id="0" * 16, source="made_up.txt", text=text)
    return Places(Chunk(article, 1, tuple(part for part in segments if part.role in READ)))


def located(text: str, words: str, speaker: str = "") -> str:
    """The article's characters, or the reason of the miss."""
    found = places_of(("body", text)).locate(words, speaker)
    return found.text if isinstance(found, Quote) else found.reason


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("They can't leave the port now.", "They can"),
        ("They can’t leave the port now.", "They can"),
        ("They can‘t leave the port now.", "They can"),
        ("They can´t leave the port now.", "They can"),
        ("Prices rose 1.5 percent in May.", "5 percent in May"),
        ("Prices rose 1,500 pounds in May.", "500 pounds in May"),
        ("Prices rose −5 percent in May.", "5 percent in May"),
        ("Prices rose -5 percent in May.", "5 percent in May"),
        ("Prices rose by 35% in May.", "Prices rose by 35"),
        ("They paid €40 million in May.", "40 million in May"),
        ("They want 5–6 ships in May.", "6 ships in May"),
        ("They met at 10:30 on Monday.", "30 on Monday"),
        ("The terms are non-negotiable today.", "negotiable today"),
        ("The terms are non‑negotiable today.", "negotiable today"),
        ("The terms are nego\u00adtiable today.", "The terms are nego"),
        ("The terms are nego\u200btiable today.", "tiable today"),
        ("He spoke in the U.S. on Monday.", "He spoke in the U"),
        ("He spoke in the U.S. on Monday.", "S. on Monday"),
        ("Read it on example.com today.", "com today"),
        ("They are unhappy with it.", "happy with it"),
        ("He met G\u0323ül on Monday.", "He met G"),
        ("He spoke of “oﬃcial” terms.", "cial"),
        ("He paused… and then left.", ".. and then left"),
        ("The G7's members met.", "The G"),
        ("Zahl der COVID-19 cases.", "19 cases"),
    ],
)
def test_words_and_numbers_are_never_cut(text: str, cut: str) -> None:
    assert located(text, cut) in ("near_miss", "absent")


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("The deal—not a treaty—holds.", "not a treaty", "not a treaty"),
        ("The deal–not a treaty–holds.", "not a treaty", "not a treaty"),
        ("The deal--not a treaty--holds.", "not a treaty", "not a treaty"),
        ("The deal – not a treaty – holds.", "The deal - not a treaty - holds.", "The deal – not a treaty – holds."),
        ("That was the end.The next day they left.", "That was the end.", "That was the end."),
        ("That was the end.The next day they left.", "The next day they left.", "The next day they left."),
        ("“We can’t,” he said.", '"We can\'t,"', "“We can’t,”"),
        ("the soldiers’ pay", "the soldiers", "the soldiers"),
        ("the Russia/Ukraine talks", "Ukraine talks", "Ukraine talks"),
        ("- Reduce the risk", "Reduce the risk", "Reduce the risk"),
        ("中国没有同意这个计划。他们离开了。", "没有同意", "没有同意"),
        ("a\u00a0wide\u2009gap\r\nhere", "a wide gap here", "a\u00a0wide\u2009gap\r\nhere"),
    ],
)
def test_whole_words_stand_beside_any_sign(text: str, words: str, shown: str) -> None:
    assert located(text, words) == shown


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "absent"),
        (" \n", "absent"),
        ("…", "absent"),
        ("“”", "absent"),
        ("-", "absent"),
        ("would accept the plan of the ministers", "near_miss"),
        ("would not accept the plan of the minister", "near_miss"),
        ("Would not accept the plan of the ministers", "near_miss"),
        ("would not accept the … of the ministers", "near_miss"),
        ("pigs can fly over the moon at noon", "absent"),
    ],
)
def test_a_near_miss_and_what_is_absent_are_told_apart(words: str, reason: str) -> None:
    assert located("They would not accept the plan of the ministers.", words) == reason


def test_a_near_miss_shows_the_closest_sentence() -> None:
    places = places_of(("body", "They left early. They would not accept the plan. Nobody did."))
    assert places.locate("They would accept the plan.") == Miss("near_miss", "They would not accept the plan.")


def test_words_of_a_part_that_was_not_sent_do_not_stand() -> None:
    places = places_of(
        ("body", "The first paragraph ends with a demand"),
        ("caption", "for more water."),
        ("body", "and goes on with a threat."),
    )
    assert isinstance(places.locate("for more water"), Miss)
    assert isinstance(places.locate("a demand for more water"), Miss)
    assert isinstance(places.locate("with a demand and goes on"), Miss)
    assert isinstance(places.locate("The first paragraph ends with a demand"), Quote)


def test_a_rule_between_two_paragraphs_parts_them() -> None:
    places = places_of(("body", "They want peace –"), ("boilerplate", "---"), ("body", "– or war."))
    assert isinstance(places.locate("They want peace - or war."), Miss)
    assert isinstance(places.locate("- or war."), Quote)


def test_words_in_a_caption_are_placed_in_the_body_where_they_recur() -> None:
    places = places_of(("caption", "We will not sign it."), ("body", "She said: “We will not sign it.” Then she left."))
    found = places.locate("We will not sign it.")
    assert isinstance(found, Quote)
    assert (found.start, found.text) == (33, "We will not sign it.")


def test_words_in_a_subhead_are_placed_in_the_body_and_are_a_heading_where_they_stand_there_alone() -> None:
    places = places_of(("subhead", "No more water"), ("body", "The minister wants “No more water” for them."))
    found = places.locate("No more water")
    assert isinstance(found, Quote)
    assert found.start == 35
    alone = places_of(("subhead", "No more water"), ("body", "The minister spoke."))
    assert alone.locate("No more water") == Miss("heading", "No more water")
    assert alone.locate("more water The minister") == Miss("heading", "more water\n\nThe minister")


def test_of_several_places_the_one_whose_sentence_names_the_speaker_is_meant() -> None:
    text = "Russia will “not give in”, it said. The US will “not give in”, it said. All will “not give in”."
    assert places_of(("body", text)).locate("not give in", "US") == places_of(("body", text)).locate(
        "not give in", "The US"
    )
    found = places_of(("body", text)).locate("not give in", "US")
    assert isinstance(found, Quote)
    assert found.start == text.index("not", text.index("The US"))
    missed = places_of(("body", text)).locate("not give in", "Iran")
    assert missed == Miss("ambiguous", "Russia will “not give in”, it said.")
    twice = places_of(("body", "He will not go. She left. He will not go."))
    first = twice.locate("He will not go.")
    assert isinstance(first, Quote)
    assert first.start == 0


def test_names_are_held_as_whole_words_and_capitals_as_capitals() -> None:
    places = places_of(("body", "Russia told us that the E.U.’s leaders, officials in Paris, were neutral."))
    names = ["US", "EU", "Paris", "par", "russia", "The E.U.", "Officials in Paris", "", "NEUTRAL"]
    assert [name for name in names if places.holds(name)] == ["Paris", "russia", "The E.U.", "Officials in Paris"]


@pytest.mark.parametrize(
    ("text", "words", "wide"),
    [
        ("They do not\nplan to leave. Others do.", "plan to leave", "They do not\nplan to leave."),
        ("It is not\r\nso that they agree. Yes.", "they agree", "It is not\r\nso that they agree."),
        ("U.S. officials have not agreed. No.", "officials have", "U.S. officials have not agreed."),
        ("It was no U.S. officials' plan. No.", "officials' plan", "It was no U.S. officials' plan."),
        ("“Do not agree. We will sign,” he said. Go.", "We will sign", "“Do not agree. We will sign,” he said."),
        ("- It is not the case that we sign", "we sign", "- It is not the case that we sign"),
        ("1. We do not sign. 2. We go.", "We do not", "1. We do not sign."),
        ("Nor did Mr. Smith agree to sign. Yes.", "agree to sign", "Nor did Mr. Smith agree to sign."),
        ("They went. They did not. They came.", "went. They", "They went. They did not."),
    ],
)
def test_evidence_is_widened_to_whole_sentences(text: str, words: str, wide: str) -> None:
    places = places_of(("body", text))
    found = places.locate(words)
    assert isinstance(found, Quote)
    assert places.widen(found).text == wide


@pytest.mark.parametrize(
    ("text", "words", "quoted"),
    [
        ("“We agree. We will accept nothing,” he said.", "We will accept nothing", True),
        ("“We agree.” We will accept nothing, he said.", "We will accept nothing", False),
        ('"We agree. We go," he said. "We stay." She left.', "he said", False),
        ('"We agree. We go," he said. "We stay." She left.', "We stay.", True),
        ("“We agree. We go. And not back.", "And not back.", True),
        ("«Nous restons», dit-il. Il part.", "Nous restons", True),
        ("« Nous restons », dit-il. Il part.", "Nous restons", True),
        ("„Wir bleiben“, sagte er. Er ging.", "Wir bleiben", True),
        ("„Wir bleiben“, sagte er. Er ging.", "sagte er", False),
        ("‘We can’t go,’ he said. They left.", "We can’t go", True),
        ("The workers’ demands and the owners’ fears", "demands and the owners", False),
        ('A 24" screen and a 30" screen were sold.', "screen and a", False),
        ("He called it a “shame” and left at once for home.", "a “shame” and left at once for home", False),
    ],
)
def test_what_the_article_puts_in_quotation_marks_is_told_apart(text: str, words: str, quoted: bool) -> None:
    places = places_of(("body", text))
    found = places.locate(words)
    assert isinstance(found, Quote)
    assert places.in_quotation_marks(found) is quoted


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “no,” then “yes.”", ["no", "yes"]),
        ('He said "no," then "yes."', ["no", "yes"]),
        ("We will stay,” he said. “Go.”", ["We will stay", "Go"]),
        ('We will stay," he said. "Go."', ["We will stay", "Go"]),
        ("He said: “We will", ["We will"]),
        ("A 24\" screen, he said, is 'too small'.", ["too small"]),
        ("The workers' and the owners' pay", []),
        ("nothing", []),
    ],
)
def test_quotations_are_what_stands_in_quotation_marks(text: str, inside: list[str]) -> None:
    assert quotations(text) == inside


def test_the_closest_passage_is_whole_sentences() -> None:
    text = "They left. They would not accept the plan. Nobody did."
    assert closest("They would accept the plan", text) == "They would not accept the plan."
    assert closest("pigs can fly over the moon at noon", text) == ""
    assert closest("", text) == ""


def test_every_one_of_two_hundred_quotations_in_a_long_article_is_found() -> None:
    """100 exact and 100 typographic variants in 100,000 characters, all at their place."""
    dice = random.Random(7)
    page = make_page(dice, ["body", "caption", "list_item"] * 110)
    assert len(page.chunk.article.text) > 100_000
    places = Places(page.chunk)
    for _ in range(100):
        words, start, end = passage(page, dice)
        for offered in (page.chunk.article.text[start:end], typeset_all(words, dice)):
            found = places.locate(offered)
            assert isinstance(found, Quote)
            assert (found.start, found.end) == (start, end)


def test_huge_articles_are_searched() -> None:
    """5 MB in paragraphs; one line of 1 MB; 2 million blanks: every step but the splitting of sentences is linear."""
    line = "They did not agree on the border, the U.S. officials said on day {}. "
    paragraphs = ["".join(line.format(number * 9 + day) for day in range(9)).strip() for number in range(8_000)]
    many = places_of(*(("body", paragraph) for paragraph in paragraphs))
    one = places_of(("body", " ".join(paragraphs[:1_500])))
    blanks = places_of(("body", "They did not" + " " * 2_000_000 + "agree."))
    assert located_in(many, "They did not agree on the border, the U.S. officials said on day 70999.")
    assert located_in(one, "the U.S. officials said on day 13000")
    assert located_in(blanks, "They did not agree.")
    for places in (many, one):
        assert isinstance(places.locate("They did not agree"), Miss)
        assert isinstance(places.locate("they agreed on the border, the U.S. officials said", "Iran"), Miss)


def located_in(places: Places, words: str) -> bool:
    found = places.locate(words)
    return isinstance(found, Quote) and fold(found.text) == words and fold(places.widen(found).text).endswith(".")
