"""The steps check what an engine offers: a scripted engine offers the right and the wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.actors import Actors
from briefing.compare import Comparison, compare
from briefing.errors import EndpointError, ReplyError
from briefing.extract import Extraction, extract
from briefing.group import OTHER, Grouping, group, ungrouped
from briefing.records import READ, Account, Chunk, Issue, Position, Rejected
from briefing.segment import segment
from briefing.summarise import Summary, summarise
from tests.engines import Fixed
from tests.made import account, article, position, quote
from tests.scripted import account as account_offer
from tests.scripted import statement

TEXT = article(
    "harbour.txt",
    "Norway insists that the pier must not close before May.",
    "The minister said: “We will never sell the pier.” Two boards reportedly agreed.",
    "The pier was shut in May. The pier was shut in May, twice.",
)
CLOSE, SELL, AGREED = (
    "Norway insists that the pier must not close before May.",
    "“We will never sell the pier.”",
    "Two boards reportedly agreed.",
)


@cache
def actors() -> Actors:
    return Actors.load()


def chunk() -> Chunk:
    return Chunk(TEXT, 1, tuple(part for part in segment(TEXT) if part.role in READ))


def extracted(engine: Fixed) -> Extraction:
    return asyncio.run(extract(chunk(), engine, actors()))


def offered(*statements: dict[str, Any], accounts: Sequence[dict[str, Any]] = (), mend: Any = ()) -> Fixed:
    return Fixed(extract={"statements": statements, "accounts": accounts}, mend={"mended": mend})


def reasons(rejected: Sequence[Rejected]) -> list[tuple[str, str]]:
    return [(item.step, item.reason) for item in rejected]


# extract


def test_what_stands_is_taken_with_whole_sentences_as_evidence() -> None:
    found = extracted(offered(statement("the pier must not close", "Norway", statement=CLOSE)))
    assert [item.text for item in found.statements[0].evidence] == [CLOSE]
    assert (found.statements[0].verbatim, found.rejected, found.unmended) == (False, (), "")


def test_words_that_do_not_stand_are_rejected_with_the_closest_passage() -> None:
    engine = offered(statement("Norway insists that the pier must close before May.", "Norway"))
    found = extracted(engine)
    assert found.statements == ()
    assert found.rejected == (
        Rejected("extract", "Norway insists that the pier must close before May.", "near_miss", CLOSE, "harbour.txt"),
    )
    assert engine.asked == ["extract", "mend"]


@pytest.mark.parametrize(
    ("offer", "reason"),
    [
        (statement("The pier was sold to a bank in Bergen.", "Norway"), "absent"),
        (statement("The pier", "The minister"), "ambiguous"),
        (statement(CLOSE, "Denmark"), "speaker_absent"),
        (statement(CLOSE, "Two boards"), "speaker_absent"),  # they stand in the chunk, but the words are Norway's
        (statement("", "Norway", statement=CLOSE), "absent"),
        (statement("…", "Norway"), "absent"),
    ],
)
def test_each_way_of_not_standing_has_its_reason_and_goes_back_once(offer: dict[str, Any], reason: str) -> None:
    engine = offered(offer)
    found = extracted(engine)
    assert (found.statements, reasons(found.rejected)) == ((), [("extract", reason)])
    assert (engine.asked, [item.reason for item in engine.refused]) == (["extract", "mend"], [reason])


def test_what_is_put_right_is_taken_and_not_counted_as_rejected() -> None:
    right = {"number": 1, "statement": statement(CLOSE, "Norway"), "account": None}
    engine = offered(statement(CLOSE.replace(" not", ""), "Norway"), statement(SELL, "The minister"), mend=[right])
    found = extracted(engine)
    assert [item.speaker for item in found.statements] == ["Norway", "The minister"]
    assert found.rejected == ()


def test_what_is_mended_in_vain_is_rejected_and_not_given_back_again() -> None:
    wrong = statement(CLOSE.replace(" not", ""), "Norway")
    engine = offered(wrong, mend=[{"number": 1, "statement": wrong, "account": None}])
    found = extracted(engine)
    assert (found.statements, reasons(found.rejected)) == ((), [("extract", "near_miss")])
    assert engine.asked == ["extract", "mend"]


@pytest.mark.parametrize("number", [0, 2, -1, 99])
def test_a_mend_of_what_was_never_refused_is_not_taken(number: int) -> None:
    stray = {"number": number, "statement": statement(CLOSE, "Norway"), "account": None}
    found = extracted(offered(statement("The minister sold the pier to Bergen.", "The minister"), mend=[stray]))
    assert found.statements == ()
    assert len(found.rejected) == 1


@pytest.mark.parametrize("failure", [ReplyError("m refused to answer: no"), EndpointError("it is down")])
def test_a_mend_that_fails_leaves_what_stood(failure: EndpointError) -> None:
    engine = Fixed(
        extract={
            "statements": [statement(SELL, "The minister"), statement("Not there at all.", "Norway")],
            "accounts": [],
        },
        mend=failure,
    )
    found = extracted(engine)
    assert [item.speaker for item in found.statements] == ["The minister"]
    assert (reasons(found.rejected), found.unmended) == ([("extract", "absent")], failure.what)


def test_a_reading_that_fails_is_the_caller_s_to_name() -> None:
    with pytest.raises(ReplyError, match="no"):
        extracted(Fixed(extract=ReplyError("no")))


def test_one_passage_of_several_that_does_not_stand_is_counted_and_the_others_carry() -> None:
    found = extracted(
        offered({**statement(CLOSE, "Norway"), "words": [CLOSE, "The pier was sold in Bergen to a bank."]})
    )
    assert [item.text for item in found.statements[0].evidence] == [CLOSE]
    assert reasons(found.rejected) == [("extract", "absent")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway insists that the pier must close before May.",
        "Norway insists that three piers must not close before May.",
        "Norway and Denmark insist that the pier must not close before May.",
    ],
)
def test_a_sentence_that_is_not_carried_is_replaced_by_the_article_s_words_and_counted(sentence: str) -> None:
    found = extracted(offered(statement(CLOSE, "Norway", statement=sentence)))
    assert [(item.sentence, item.verbatim) for item in found.statements] == [(CLOSE, True)]
    assert [(item.reason, item.offered) for item in found.rejected] == [("not_carried", sentence)]


def test_a_hedge_of_the_article_is_kept_even_when_the_engine_says_that_there_is_none() -> None:
    found = extracted(offered(accounts=[account_offer(AGREED)]))
    assert [(item.hedged, item.sentence) for item in found.accounts] == [(True, AGREED)]


def test_only_what_stands_in_quotation_marks_is_quoted() -> None:
    found = extracted(
        offered(statement(SELL, "The minister", voice="quoted"), statement(CLOSE, "Norway", voice="quoted"))
    )
    assert [item.voice for item in found.statements] == ["quoted", "attributed"]


def test_the_same_offer_again_is_counted_and_taken_once() -> None:
    found = extracted(offered(*[statement(CLOSE, "Norway")] * 3, accounts=[account_offer(AGREED)] * 2))
    assert (len(found.statements), len(found.accounts)) == (1, 1)
    assert [item.reason for item in found.rejected] == ["repeated"] * 3


def test_who_reported_it_stands_in_the_article_or_is_left_out() -> None:
    found = extracted(offered(statement(CLOSE, "Norway", via=["The minister", "Denmark"])))
    assert found.statements[0].via == ("The minister",)


def test_whom_the_speaker_speaks_for_is_taken_only_where_the_article_says_so() -> None:
    found = extracted(
        offered(statement(SELL, "The minister", actor="Denmark"), statement(CLOSE, "Norway", actor="Norway"))
    )
    assert [item.holder for item in found.statements] == ["The minister", "Norway"]


# group


NORTH = article(
    "north.txt", "Norway insists that the pier must close.", "The pier was shut in May.", "Oslo has 3 piers."
)
SOUTH = article("south.txt", "Sweden insists that the pier must stay open.", "The pier was open in May.")
P1 = position("p1", "Norway", quote(NORTH, "Norway insists that the pier must close."), issue="the pier")
P2 = position("p2", "Sweden", quote(SOUTH, "Sweden insists that the pier must stay open."), issue="the pier")
A1 = account("a1", quote(NORTH, "The pier was shut in May."), issue="the pier")
A2 = account("a2", quote(SOUTH, "The pier was open in May."), issue="the pier")
ENTRIES = ((P1, P2), (A1, A2))


def grouped(
    *issues: tuple[str, str, str], entries: tuple[tuple[Position, ...], tuple[Account, ...]] = ENTRIES
) -> Grouping:
    offer = [{"name": name, "positions": held.split(), "accounts": told.split()} for name, held, told in issues]
    return asyncio.run(group(*entries, Fixed(group={"issues": offer}), actors()))


def content(issues: Sequence[Issue]) -> list[tuple[str, list[str]]]:
    return [(issue.name, [item.id for item in issue.entries]) for issue in issues]


def test_issues_are_taken_in_the_order_in_which_they_are_offered() -> None:
    found = grouped(("pier in May", "", "a2 a1"), ("must the pier close", "p1 p2", ""))
    assert content(found.issues) == [("pier in May", ["a2", "a1"]), ("must the pier close", ["p1", "p2"])]
    assert found.rejected == ()


def test_what_no_issue_has_is_left_in_one_of_its_own() -> None:
    found = grouped(("the pier", "p1", ""))
    assert content(found.issues) == [("the pier", ["p1"]), (OTHER, ["p2", "a1", "a2"])]


def test_an_id_in_two_issues_belongs_to_the_first() -> None:
    found = grouped(("the pier", "p1 p1 p2", "a1"), ("in May", "p1", "a1 a2"))
    assert content(found.issues) == [("the pier", ["p1", "p2", "a1"]), ("in May", ["a2"])]


def test_an_id_that_does_not_exist_is_counted_and_the_rest_is_taken() -> None:
    found = grouped(("the pier", "p1 p9 a7", "a1 p2"))
    assert reasons(found.rejected) == [("group", "unknown_citation")]
    assert found.rejected[0].detail == "p9, a7"
    assert sorted(ident for _, ids in content(found.issues) for ident in ids) == ["a1", "a2", "p1", "p2"]


def test_issues_of_one_name_are_one() -> None:
    found = grouped(("the pier", "p1", ""), ("the pier", "p2", "a1 a2"))
    assert content(found.issues) == [("the pier", ["p1", "p2", "a1", "a2"])]


def test_an_issue_without_anything_in_it_is_none() -> None:
    assert content(grouped(("in May", "", ""), ("the pier", "p1 p2", "a1 a2")).issues)[0][0] == "the pier"


@pytest.mark.parametrize("name", ["The pier of Denmark", "The 42 piers", "The “cursed” pier"])
def test_a_name_that_its_entries_do_not_carry_is_replaced_by_theirs(name: str) -> None:
    assert content(grouped((name, "p1 p2", "a1 a2")).issues) == [("the pier", ["p1", "p2", "a1", "a2"])]


def test_a_name_that_nothing_carries_is_none() -> None:
    stray = position("p1", "Norway", *P1.evidence, issue="The 42 piers of Denmark")
    assert content(grouped(("The “cursed” pier", "p1", ""), entries=((stray,), ())).issues) == [(OTHER, ["p1"])]


def test_nothing_is_asked_when_there_is_nothing_to_group() -> None:
    engine = Fixed()
    assert asyncio.run(group((), (), engine, actors())) == Grouping((), ())
    assert (engine.asked, ungrouped((), ())) == ([], Grouping((), ()))


def test_without_a_grouping_everything_is_one_issue() -> None:
    assert content(ungrouped(*ENTRIES).issues) == [(OTHER, ["p1", "p2", "a1", "a2"])]


IDS = st.lists(st.sampled_from(["p1", "p2", "a1", "a2", "p3", "a0", "x", ""]), max_size=6)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["the pier", "in May", "Denmark"]), IDS, IDS), max_size=4))
def test_every_id_is_in_exactly_one_issue_whatever_is_offered(issues: list[tuple[str, list[str], list[str]]]) -> None:
    found = grouped(*((name, " ".join(held), " ".join(told)) for name, held, told in issues))
    assert sorted(ident for _, ids in content(found.issues) for ident in ids) == ["a1", "a2", "p1", "p2"]
    assert len({issue.name for issue in found.issues}) == len(found.issues)


# compare

ISSUES = (Issue("the pier", *ENTRIES),)


def side(cited: str, label: str = "the pier") -> dict[str, Any]:
    ids = cited.split()
    return {
        "label": label,
        "positions": [ident for ident in ids if ident[0] != "a"],
        "accounts": [ident for ident in ids if ident[0] == "a"],
    }


def compared(*sides: dict[str, Any], issues: Sequence[Issue] = ISSUES, **more: Any) -> Comparison:
    offer = {"kind": "report_conflict", "issue": "the pier", "statement": "The pier is in dispute.", "apparent": False}
    engine = Fixed(compare={"findings": [{**offer, "sides": sides, **more}]})
    return asyncio.run(compare(issues, engine, actors()))


def test_a_finding_of_two_sides_is_taken() -> None:
    found = compared(side("a1", "shut in May"), side("a2", "open in May"))
    assert [(item.id, item.kind, item.issue, item.sentence) for item in found.findings] == [
        ("f1", "report_conflict", "the pier", "The pier is in dispute.")
    ]
    assert [(one.label, one.accounts) for one in found.findings[0].sides] == [
        ("shut in May", (A1,)),
        ("open in May", (A2,)),
    ]
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("sides", "reason"),
    [
        ([side("a1"), side("a9")], "unknown_citation"),
        ([side("a1"), side("a2"), side("p7")], "unknown_citation"),
        ([side("a1")], "one_sided"),
        ([], "one_sided"),
        ([side("a1"), side("")], "one_sided"),
        ([side("a1"), side("a1")], "one_sided"),
        ([side("a1 p1"), side("p1 a1"), side("a2")], "one_sided"),
    ],
)
def test_a_finding_that_does_not_stand_is_rejected(sides: list[dict[str, Any]], reason: str) -> None:
    found = compared(*sides)
    assert (found.findings, reasons(found.rejected)) == ((), [("compare", reason)])


def test_the_same_evidence_under_two_ids_makes_no_two_sides() -> None:
    twin = position("p3", "Denmark", *P1.evidence)
    found = compared(side("p1"), side("p3"), issues=[Issue("the pier", (P1, twin), ())])
    assert reasons(found.rejected) == [("compare", "one_sided")]


def test_an_id_in_the_wrong_list_is_looked_up_by_what_it_is() -> None:
    found = compared({"label": "x", "positions": ["a1"], "accounts": ["p1"]}, side("p2"))
    assert [(one.positions, one.accounts) for one in found.findings[0].sides] == [((P1,), (A1,)), ((P2,), ())]


@pytest.mark.parametrize("sentence", ["Denmark shut the pier.", "42 piers were shut.", "The “cursed” pier was shut."])
def test_a_finding_whose_sentence_is_not_carried_shows_its_sides_alone(sentence: str) -> None:
    found = compared(side("a1"), side("a2"), statement=sentence)
    assert [item.sentence for item in found.findings] == ["the pier"]
    assert [(item.reason, item.offered) for item in found.rejected] == [("not_carried", sentence)]


def test_a_finding_on_an_issue_that_nobody_has_is_put_where_its_entries_are() -> None:
    found = compared(side("a1"), side("a2"), issue="The 42 piers of Denmark")
    assert [item.issue for item in found.findings] == ["the pier"]


def test_a_label_that_is_not_carried_is_replaced_by_whose_side_it_is() -> None:
    found = compared(side("p1", "Denmark"), side("a2 p2", "42 piers"))
    assert [one.label for one in found.findings[0].sides] == ["Norway", "Sweden, south.txt"]


def test_nothing_is_asked_when_there_is_nothing_to_compare() -> None:
    engine = Fixed()
    assert asyncio.run(compare((), engine, actors())) == Comparison((), ())
    assert engine.asked == []


# summarise


def summed(*sentences: tuple[str, str]) -> Summary:
    offer = [{"text": text, "cites": cites.split()} for text, cites in sentences]
    return asyncio.run(summarise(ISSUES, (), Fixed(summarise={"sentences": offer}), actors()))


def test_a_sentence_that_its_citations_carry_is_taken() -> None:
    found = summed(("Norway insists that the pier must close.", "p1 a1 p1"))
    assert [(item.positions, item.accounts) for item in found.sentences] == [((P1,), (A1,))]
    assert found.rejected == ()


@pytest.mark.parametrize(
    ("sentence", "cites", "reason"),
    [
        ("Norway insists that the pier must close.", "", "uncited"),
        ("Norway insists that the pier must close.", "p1 p9", "unknown_citation"),
        ("Norway insists that the pier must close.", "p2", "not_carried"),
        ("Norway insists that the pier must not close.", "p1", "not_carried"),
        ("Denmark insists that the pier must close.", "p1", "not_carried"),
        ("Norway insists that 42 piers must close.", "p1", "not_carried"),
        ("Norway insists that the “cursed” pier must close.", "p1", "not_carried"),
    ],
)
def test_a_sentence_that_does_not_stand_is_dropped_and_counted(sentence: str, cites: str, reason: str) -> None:
    found = summed((sentence, cites), ("The pier was shut in May.", "a1"))
    assert [item.text for item in found.sentences] == ["The pier was shut in May."]
    assert [(item.step, item.reason, item.offered) for item in found.rejected] == [("summarise", reason, sentence)]


def test_nothing_is_asked_when_there_is_nothing_to_say() -> None:
    engine = Fixed()
    assert asyncio.run(summarise((), (), engine, actors())) == Summary((), ())
    assert engine.asked == []
