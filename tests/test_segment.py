"""Segmenting: the roles in crawls of several styles, about disputes of several places; nothing lost, nothing twice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.records import READ, Article
from briefing.segment import segment

SEEDS = Path(__file__).parent.parent / "seeds"
GOLD = Path(__file__).parent.parent / "evals" / "seeds"


def article(text: str, source: str = "crawl.txt") -> Article:
    return Article(id="0" * 16, source=source, text=text)


def roles(text: str, source: str = "crawl.txt") -> list[tuple[str, str]]:
    return [(part.role, text[part.start : part.end]) for part in segment(article(text, source))]


def marked(crawl: str) -> tuple[str, list[tuple[str, str]]]:
    """A crawl in which each line has its expected role before it, as the crawl and what is expected of it."""
    expected = [
        (role.strip(), words) for role, _, words in (line.partition("| ") for line in crawl.splitlines()) if words
    ]
    return "\n".join(line.partition("| ")[2] for line in crawl.splitlines()), expected


WIRE = """
boilerplate | Africa
headline    | Ethiopia rejects Egyptian demand for binding deal on Nile dam
boilerplate | By Selam Tadesse and Omar Farouk
boilerplate | Published 12:31 GMT, 3 March 2025
boilerplate | Updated 2 hours ago
boilerplate | 4 min read

caption     | FILE PHOTO: The dam seen from the western bank. REUTERS/Tiksa Negeri
body        | ADDIS ABABA, March 3 (Reuters) - Ethiopia on Monday rejected an Egyptian demand for a binding agreement.
body        | “We will not sign away our river,” the water minister said.
boilerplate | Advertisement
boilerplate | Story continues below advertisement
body        | Cairo says that the dam threatens its supply. Comments by the minister were “unhelpful”, it added.
boilerplate | Read more: Sudan caught between two neighbours
body        | Share prices of builders fell, and related costs rose.
note        | Reporting by Selam Tadesse; editing by Ruth Okello
boilerplate | Sign up here for our newsletter on Africa.
boilerplate | © 2025 Nile Wire. All rights reserved.
"""

BROADCASTER = """
headline    | Armenia and Azerbaijan trade blame over border shooting
boilerplate | Share
boilerplate | Save
caption     | Image source, Getty Images
caption     | Image caption, The road to the border was closed on Tuesday
boilerplate | By Ani Petrosyan
body        | Armenia has accused Azerbaijan of firing on a border post, a charge that Baku denies.
body        | Two soldiers were wounded, according to the defence ministry in Yerevan.
subhead     | What happened at the border?
body        | Baku said that its forces had “responded to a provocation”.
subhead     | Why it matters
body        | The two have no peace treaty. Trending downwards for a year, incidents are on the rise again.
boilerplate | Related Topics
boilerplate | Armenia
boilerplate | More on this story
boilerplate | Old maps, new claims
"""

BLOG = """
boilerplate | Home › World › Asia
boilerplate | We use cookies to improve your experience. By continuing you agree to our cookie policy.
headline    | Manila protests as vessels gather at disputed shoal
boilerplate | Facebook Twitter WhatsApp Email
boilerplate | Posted on March 14, 2025 at 9:05 am
caption     | A photo showing coast guard vessels near the shoal at dawn

body        | The Philippines has lodged a protest over what it calls an “illegal presence” of Chinese vessels.

body        | Beijing insists that the waters are its own. It urged Manila:

list_item   | • to withdraw its ships
list_item   | • to stop “hyping up” the matter

body        | Analysts see three risks:

subhead     | 1. A collision at sea
body        | Crews sail closer to each other than ever.
subhead     | 2. A wider crisis
body        | Washington has a treaty with Manila.

boilerplate | Tags: Philippines, China, South China Sea
boilerplate | Share this:
boilerplate | Leave a Reply
boilerplate | Your email address will not be published. Required fields are marked *
boilerplate | 3 Comments
"""

MARKDOWN = """
headline    | # The grain deal, a year on
body        | *Russia and Turkey talk again; farmers wait.*

subhead     | ## Ankara’s offer
body        | Turkey has offered to **host** a [new round](https://example.org/round) of talks.

body        | > “We are ready,” the spokesman said.

subhead     | ## What Moscow wants
body        | Moscow has three conditions:

list_item   | 1. An end to restrictions on insurance
list_item   | 2. Access for its bank
list_item   | 3. Spare parts for machines

boilerplate | ---
note        | *This article was first published in our weekly letter.*
"""

ANALYSIS = """
headline    | Serbia, Kosovo and the plates that nobody wants
contents    | In this article
contents    | The Deadline
contents    | What the Mediators Propose
contents    | Why Belgrade Waits
body        | Drivers in the north have until Thursday to change their licence plates, Pristina says.
subhead     | The Deadline
body        | The government extended it twice. “There will be no third time,” the interior minister warned.
subhead     | What the Mediators Propose
body        | The European Union proposes that fines be suspended.
subhead     | Why Belgrade Waits
body        | Belgrade rejects the fines as “persecution” and demands the return of police officers.
note        | Mira Jovanović is a senior fellow at the Balkan Policy Forum.
note        | The views expressed are the author’s own.
"""

CRAWLS = {"wire": WIRE, "broadcaster": BROADCASTER, "blog": BLOG, "analysis": ANALYSIS}


@pytest.mark.parametrize("crawl", CRAWLS.values(), ids=CRAWLS)
def test_every_line_of_a_crawl_has_its_role(crawl: str) -> None:
    text, expected = marked(crawl)
    assert roles(text) == expected


def test_the_marks_of_markdown_headings_and_quotations_are_left_out() -> None:
    text, expected = marked(MARKDOWN)
    bare = [
        (role, words.lstrip("#> ") if role in ("headline", "subhead", "body") else words) for role, words in expected
    ]
    assert roles(text, "letter.md") == bare
    assert roles(text) == bare, "a .txt that looks so is read alike"


def test_front_matter_is_one_note() -> None:
    text = "---\ntitle: A deal\npublished: 2025-03-03\n---\nThe talks failed, both sides said.\n"
    assert roles(text, "a.md") == [
        ("note", "---\ntitle: A deal\npublished: 2025-03-03\n---"),
        ("body", "The talks failed, both sides said."),
    ]


def test_underlined_titles_are_headings() -> None:
    text = "The ceasefire\n=============\n\nIt held for a day.\n\nThe next day\n------------\nIt was over, Juba said.\n"
    assert [role for role, _ in roles(text)] == ["headline", "boilerplate", "body", "subhead", "boilerplate", "body"]


def test_a_wrapped_paragraph_is_one_stretch_and_its_neighbours_are_not_drawn_in() -> None:
    paragraph = (
        "The foreign ministry in Islamabad summoned the Indian envoy on Friday and\n"
        "handed him a protest over what it called unprovoked firing across the line\n"
        "of control. Delhi said that its forces had returned fire and that\n"
        "Pakistan had broken the truce first."
    )
    text = f"{paragraph}\n\n- a first demand that is\n  wrapped\n- a second demand\n"
    assert roles(text) == [
        ("body", paragraph),
        ("list_item", "- a first demand that is\n  wrapped"),
        ("list_item", "- a second demand"),
    ]


def test_a_list_that_recurs_below_is_a_table_of_contents_and_one_that_does_not_is_not() -> None:
    headings = ["Who fired first", "What the truce holds", "Who gains"]
    below = "\n".join(f"{heading}\nThat is disputed, both sides say." for heading in headings)
    items = "\n".join(f"- {heading}" for heading in headings)
    with_contents = roles(f"The truce is over, both say.\n{items}\n{below}")
    assert [role for role, _ in with_contents] == ["body", *["contents"] * 3, *["subhead", "body"] * 3]
    alone = roles(f"The truce is over, both say.\n{items}\nThat is disputed.")
    assert [role for role, _ in alone] == ["body", *["list_item"] * 3, "body"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Comments by the foreign minister drew anger in Hanoi.",
        "Comments were not welcome in Hanoi, the ministry said.",
        "Share prices in Taipei fell after the drill was announced.",
        "Related claims were rejected by Athens on Friday.",
        "Trending towards war, the two states closed their borders.",
        "More on the talks is expected from the mediators on Monday.",
        "Copyright law is at the heart of the dispute between the two capitals.",
        "Follow-up talks on Facebook’s role are planned, Nairobi said.",
        "By Monday, Khartoum wants an answer from the African Union.",
        "Live fire was reported near the village, and both sides blamed the other.",
        "Register offices in the north stay shut, Belgrade insists.",
        "Support for independent reporting was cut, the union said.",
        "Note that Baku denies it.",
        "This report contains grave allegations against both sides, the minister said.",
        "The text was amended to remove the word “permanent”, diplomats said.",
        "Sources: the envoy, two aides and a general say that the deal is dead.",
        "»Wir lehnen das ab«, sagte die Ministerin in Wien.",
        "The drone was filmed over the port (see the picture below), Odesa said.",
        "A poll showing that most want peace rattled the cabinet.",
        "A map of the new border was rejected by Bishkek.",
        "The two sides will sign up to the newsletter of the commission, it joked.",
        "Subscribe to that view, and war follows, the general warned.",
        "Editors in Tbilisi demanded the release of their colleague.",
        "Mira Jovanović is a senior fellow who advises Belgrade, and she warned against haste.",
        "10,000 views were exchanged, the host said.",
        "Cookies and tea were served while the delegations refused to speak.",
        "Images from the site show damage to the hospital, Kyiv says.",
        "Photos by the agency show smoke over the port.",
        "The cabinet met in secret, he said (the picture was unclear).",
        "The ministry posted an image: tanks on fire near the crossing.",
        "File-sharing sites were blocked, Ankara said.",
        "Like others on Telegram, the governor called for calm.",
        "AFP/Cairo: Egypt rejected the plan and demanded that the mediators explain their change of mind at once.",
        "This report was published by the UN on Monday and accuses both sides.",
        "The author is accused of treason, the court in Minsk said.",
        "With material from the west, Kyiv rebuilt the line and promised more.",
        "Reporting by the UN shows that both sides broke the truce.",
        "Reporting by Amnesty International shows that both sides broke the truce.",
        "Note-taking was forbidden, the delegates said.",
        "Become a member of the union, and the rest follows, Brussels told Chisinau.",
        "Updated maps were handed to the mediators in March 2024.",
    ],
)
def test_a_sentence_that_resembles_furniture_is_read(sentence: str) -> None:
    text = f"The talks in Geneva ended without a result on Friday.\n\n{sentence}\n\nNo date was set for a new round.\n"
    assert roles(text)[1] == ("body", sentence)


@pytest.mark.parametrize(
    ("role", "line"),
    [
        ("boilerplate", "Skip to main content"),
        ("boilerplate", "ADVERTISEMENT"),
        ("boilerplate", "Accept all cookies"),
        ("boilerplate", "Subscribe to our newsletter"),
        ("boilerplate", "Get the day’s top stories in your inbox"),
        ("boilerplate", "Already a subscriber? Log in"),
        ("boilerplate", "Listen to this article"),
        ("boilerplate", "Follow us on X, Facebook and Instagram"),
        ("boilerplate", "Join the conversation"),
        ("boilerplate", "Most Read"),
        ("boilerplate", "Also read: Why the corridor matters"),
        ("boilerplate", "Last updated: 22 Nov 2025, 05:28 UTC"),
        ("boilerplate", "Mon 3 Mar 2025 12.31 GMT"),
        ("boilerplate", "Copyright 2025 The Morning Paper"),
        ("boilerplate", "#Gaza #Ceasefire"),
        ("boilerplate", "* * *"),
        ("boilerplate", "5 minute read"),
        ("note", "Editor’s note: the spelling of names follows the region’s own."),
        ("note", "Correction: an earlier version gave a wrong date."),
        ("note", "This story was updated on Friday with comments from Tehran."),
        ("note", "Additional reporting by our bureau in Amman"),
        ("caption", "Protesters in front of parliament on Sunday. (AP Photo/Jane Doe)"),
        ("caption", "Photo: Ministry of Defence"),
        ("caption", "Photo by Jane Doe/AFP via Getty Images"),
        ("caption", "FILE - The president speaks in the capital, March 3, 2025."),
        ("caption", "The bridge after the strike (Photo by Jane Doe)"),
        ("note", "Reporting by Jane Doe and John Smith; Editing by Ann Lee"),
        ("note", "With files from Reuters"),
        ("caption", "A general inspects the line. Photograph: Jane Doe/AFP"),
        ("caption", "Jane Doe/Getty Images"),
        ("caption", "![The shoal at dawn](shoal.jpg)"),
    ],
)
def test_a_line_of_the_page_is_not_read(role: str, line: str) -> None:
    text = f"The talks in Geneva ended without a result on Friday.\n\n{line}\n\nNo date was set for a new round.\n"
    assert roles(text)[1] == (role, line)


@pytest.mark.parametrize("text", ["Minister rejects deal", "Hanoi says no", "A\nB\nC", "Is it over?"])
def test_where_there_is_nothing_but_titles_they_are_read(text: str) -> None:
    assert {role for role, _ in roles(text)} <= READ


def test_of_the_seeds_every_sentence_that_carries_a_position_is_read() -> None:
    unread = []
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        rows = [line.split("\t") for line in (GOLD / f"{path.stem}.sents.tsv").read_text("utf-8").splitlines()]
        place = {row[0]: (int(row[1]), int(row[2])) for row in rows if row[1].isdecimal()}
        read = [part for part in segment(article(text)) if part.role in READ]
        for line in (GOLD / f"{path.stem}.jsonl").read_text("utf-8").splitlines():
            for start, end in (place[sentence] for sentence in json.loads(line)["evidence"]):
                if not any(part.start <= start and end <= part.end for part in read):
                    unread.append((path.name, text[start:end]))
    assert unread == []


def test_what_is_not_read_of_the_seeds_is_furniture() -> None:
    left = {}
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        left[path.name[:3]] = [
            (role, words[:24]) for role, words in roles(text) if role not in READ and role != "contents"
        ]
    assert left == {
        "000": [
            ("headline", "Growing unease in Europe"),
            ("caption", "Flags representing the U"),
            ("boilerplate", "Leave a comment"),
            ("boilerplate", "Trending"),
        ],
        "001": [],
        "002": [("boilerplate", "—"), ("note", "This article focuses sol")],
        "003": [],
        "004": [],
    }


WORDS = re.compile(r"[^\s\ufeff\u200b#>]")
PIECES = st.sampled_from(
    "A word.|Title Case Line|- item|1. One|# Head|> said|---|===|Share|Related|\ufeff|| |\t|\r\n|\n|\n\n|\u2028|\x0b|"
    "wrapped at\nsmall width|é|“All.”".split("|")
)


@given(st.lists(PIECES | st.text(max_size=20), max_size=30).map("\n".join))
def test_stretches_cover_every_word_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for part in segment(article(text)):
        assert end <= part.start < part.end
        assert text[part.start : part.end].strip() == text[part.start : part.end]
        assert not WORDS.search(text[end : part.start])
        end = part.end
    assert not WORDS.search(text[end:])


@given(st.lists(PIECES, max_size=30).map("\n".join))
def test_front_matter_in_a_text_file_is_no_front_matter(text: str) -> None:
    assert segment(article(text, "a.txt")) == segment(article(text, "b.text"))


@pytest.mark.parametrize(
    "text",
    [
        "Talks lasted for hours. It is false\nthat Egypt wants war and that\nEthiopia should agree to pay, Cairo said.",
        "“We will not\nstop the filling, and we\ndon’t accept the claim,” Mr Tesfaye told reporters.",
        "The ministry said it would never\nSign the treaty.",
        "He said: “The dam is ours and\nNobody else’s.”",
    ],
)
def test_a_line_that_breaks_off_in_a_sentence_goes_on_in_the_next_however_ragged(text: str) -> None:
    assert [words for _, words in roles(text)] == [text]


def test_a_heading_does_not_run_on_into_the_text_below_it() -> None:
    assert [
        role for role, _ in roles("The Day After in Cairo\nThe minister resigned on Monday.\nHe gave no reason.")
    ] == [
        "headline",
        "body",
        "body",
    ]
