"""Which reports are one report: copies, light rewrites, and one utterance in several articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.actors import Actors
from briefing.gaps import gaps
from briefing.lineage import lineage
from briefing.records import Article, Issue, Position, Segment
from tests.made import article, position, quote

WIRE = (
    "The harbour board met on Monday behind closed doors and talked for six hours about the old pier. Its chair told "
    "reporters that the pier would be shut before the winter storms. Fishermen who keep boats there were not "
    "asked."
)
REWRITE = WIRE.replace("on Monday", "at the start of the week").replace(
    "Fishermen who keep their boats there", "Boat owners"
)
OWN = (
    "Boat owners heard of it from the radio. Nobody at the board had called them, they say, and the first that they "
    "knew of six hours of talks was a headline. The pier is where their grandfathers tied up, and they mean to stay."
)


def read(**texts: str) -> list[tuple[Article, Sequence[Segment]]]:
    made = [article(f"{name}.txt", text) for name, text in texts.items()]
    return [(item, (Segment(0, len(item.text), "body"),)) for item in made]


@pytest.mark.parametrize(
    ("texts", "families"),
    [
        ({"one": WIRE, "two": OWN}, ()),
        ({"one": WIRE, "two": WIRE}, (("one.txt", "two.txt"),)),
        ({"one": WIRE, "two": OWN, "three": REWRITE}, (("one.txt", "three.txt"),)),
        ({"one": WIRE, "two": REWRITE, "three": WIRE, "four": OWN}, (("one.txt", "two.txt", "three.txt"),)),
        ({"one": WIRE, "two": f"{OWN} {OWN} {WIRE}"}, (("one.txt", "two.txt"),)),
        ({"one": "The pier is shut.", "two": "The pier is shut."}, ()),
        ({"one": WIRE, "two": OWN.replace("The pier is", "Its chair told reporters that the pier is")}, ()),
    ],
    ids=[
        "two reports",
        "a copy",
        "a rewrite",
        "a family",
        "taken over whole",
        "too short to tell",
        "a phrase in common",
    ],
)
def test_copies_and_rewrites_are_one_text(texts: dict[str, str], families: tuple[tuple[str, ...], ...]) -> None:
    assert lineage(read(**texts), []).rewrites == families


def carried(ident: str, source: str, text: str, actor: str = "Norway") -> Position:
    said = position(ident, actor, quote(article(source, text), text))
    return replace(said, voice="quoted" if "“" in text else "attributed")


@pytest.mark.parametrize(
    ("texts", "same"),
    [
        (("“We will not close the pier,” Lund said.", "Lund said on Monday: “We will not close the pier.”"), True),
        (("“We will not close the pier,” Lund said.", "“We will close the pier,” Lund said."), False),
        (("Norway insists that the pier stays open.", "Norway insists that the pier stays open."), True),
        (("Norway insists that the pier stays open.", "Norway demands that the pier stays open."), False),
        (("“Never,” said Lund of the closure.", "“Never,” said Lund of the sale."), False),
    ],
    ids=["the same quotation", "a word less", "the same sentence", "another sentence", "too few words to tell"],
)
def test_one_utterance_in_two_articles_is_one(texts: tuple[str, str], same: bool) -> None:
    one, other = carried("p1", "a.txt", texts[0]), carried("p2", "b.txt", texts[1])
    assert lineage([], [Issue("The pier", (one, other), ())]).utterances == (((one, other),) if same else ())


def test_the_same_words_of_two_actors_or_in_one_article_are_not_one_utterance() -> None:
    text = "“We will not close the pier,” Lund said."
    one, other = carried("p1", "a.txt", text), carried("p2", "b.txt", text, "Sweden")
    assert lineage([], [Issue("The pier", (one, other, replace(one, id="p3")), ())]).utterances == ()


def test_a_text_and_its_rewrite_are_a_single_source() -> None:
    first, second = read(one=WIRE, two=REWRITE)
    held = [
        position(f"p{number}", "Norway", quote(item, "Its chair told reporters that the pier would be shut"))
        for number, (item, _) in enumerate((first, second))
    ]
    issue, actors = Issue("The pier", tuple(held), ()), Actors.load()
    assert gaps([first, second], [issue], actors).single_source == ()
    assert gaps([first, second], [issue], actors, [("one.txt", "two.txt")]).single_source == (("The pier", "one.txt"),)
