"""How the rules engine groups, compares and sums up positions; all of them invented."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from briefing.actors import Actors
from briefing.engines.rules import RulesEngine
from briefing.engines.rules.naming import names
from briefing.engines.rules.opposites import families
from briefing.offers import FindingOffer
from briefing.records import Account, Actor, Article, Finding, Issue, Position, Quote, Side, Stance

ENGINE = RulesEngine(Actors.load())


def position(ident: str, actor: str, stance: Stance, issue: str, sentence: str, source: str = "a.txt") -> Position:
    """A position whose evidence is its sentence."""
    article = Article(id=source, source=source, text=sentence)
    quote = Quote(article, source, 0, len(sentence))
    who = Actor(actor, "state")
    return Position(ident, who, actor, stance, issue, sentence, False, "attributed", False, (), (quote,))


def account(ident: str, issue: str, sentence: str, source: str) -> Account:
    """An account whose evidence is its sentence."""
    article = Article(id=source, source=source, text=sentence)
    return Account(ident, issue, sentence, False, False, (Quote(article, source, 0, len(sentence)),))


def compared(*items: Position | Account) -> list[FindingOffer]:
    """The findings on one issue that holds the items."""
    positions = tuple(item for item in items if isinstance(item, Position))
    accounts = tuple(item for item in items if isinstance(item, Account))
    return asyncio.run(ENGINE.compare([Issue("the matter", positions, accounts)])).findings


def sides(finding: FindingOffer) -> tuple[str, bool, list[list[str]]]:
    """A finding in short: kind, whether apparent, and the ids on each side."""
    return finding.kind, finding.apparent, [[*side.positions, *side.accounts] for side in finding.sides]


DAM = [
    position("p1", "Egypt", "opposes", "filling of the dam", "Egypt rejects any early filling of the dam."),
    position("p2", "Ethiopia", "supports", "filling of the dam", "Ethiopia wants an early filling of the dam."),
    position("p3", "Sudan", "demands", "exchange of flow data", "Sudan demands a daily exchange of flow data."),
    position("p4", "Kenya", "demands", "daily flow data", "Kenya demands flow data every day.", "b.txt"),
    position("p5", "Chad", "warns", "drought", "Chad warns that a drought could ruin farmers."),
    position("p6", "Niger", "warns", "drought in the Sahel", "Niger warns of a drought among farmers."),
    position("p7", "Mali", "claims", "price of grain", "Mali says the price of grain has doubled."),
    position("p8", "Togo", "claims", "grain prices", "Togo says grain prices have fallen."),
]


def test_positions_on_one_matter_are_one_issue_and_none_is_in_two() -> None:
    issues = asyncio.run(ENGINE.group(DAM, [])).issues
    members = [ident for issue in issues for ident in issue.positions]
    assert sorted(sorted(issue.positions) for issue in issues) == [
        ["p1", "p2"],
        ["p3", "p4"],
        ["p5", "p6"],
        ["p7", "p8"],
    ]
    assert sorted(members) == [item.id for item in DAM]


def test_an_issue_is_named_by_the_members_own_words() -> None:
    told = " / ".join(f"{item.issue} / {item.sentence}" for item in DAM).casefold()
    assert all(issue.name.casefold() in told for issue in asyncio.run(ENGINE.group(DAM, [])).issues)


COVER = [
    position(
        "p1", "Maggie Dunne", "claims", "emergency cover", "Dunne claims emergency cover had been agreed in writing."
    ),
    position(
        "p2", "Truro", "claims", "emergency cover", "The trust did not agree emergency cover with nurses.", "b.txt"
    ),
]
CANCELLED = [
    position("p1", "the trust", "claims", "operations", "Bosses say 140 operations had to be cancelled."),
    position(
        "p2", "Healthwatch", "claims", "the strike", "The watchdog said 210 operations had been cancelled.", "b.txt"
    ),
]


def test_what_one_report_says_and_another_denies_is_a_conflict() -> None:
    assert [sides(finding) for finding in compared(*COVER)] == [("report_conflict", True, [["p1"], ["p2"]])]


def test_two_counts_of_the_same_things_are_a_conflict() -> None:
    found = compared(*CANCELLED)
    assert [(*sides(finding), finding.statement) for finding in found] == [
        ("report_conflict", True, [["p1"], ["p2"]], "Reports differ on how many operations.")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("France has not signed the nuclear treaty.", "Germany has signed the nuclear treaty."),
        ("The army would not agree emergency cover for nurses.", "Emergency cover for nurses had been agreed."),
        ("No nurses agreed the emergency cover.", "Doctors agreed the emergency cover."),
        ("At least 140 operations had to be cancelled.", "Some 210 operations had been cancelled."),
        (
            "They mocked him for not releasing his full tax returns.",
            "A law requires them to release their full tax returns.",
        ),
    ],
)
def test_what_may_be_about_something_else_is_no_conflict(one: str, other: str) -> None:
    told = position("p1", "A", "claims", "one", one), position("p2", "B", "claims", "other", other, "b.txt")
    assert compared(*told) == []


def test_what_contradicts_lies_in_one_issue() -> None:
    others = [
        position(f"p{number}", "Mali", "claims", "grain", f"Mali says grain prices rose {number} times.")
        for number in range(3, 9)
    ]
    members = [set(issue.positions) for issue in asyncio.run(ENGINE.group([*CANCELLED, *others], [])).issues]
    assert any({"p1", "p2"} <= group for group in members)


@pytest.mark.parametrize(
    ("sentence", "phrases"),
    [
        ("We will not accept an inquiry that Kestria runs.", ["inquiry"]),
        ("The levy stays, and it stays at the full rate.", ["levy", "rate"]),
        ("Forty-one of us will vote on 19 February.", []),
        ("China closes doors to operators.", ["doors"]),
        ("The company walked away in 2019 with 60 mills.", ["mills"]),
        (
            "Nurses wanted a rise from the independent pay review body.",
            ["independent pay review body", "pay review body", "review body", "rise", "body"],
        ),
        ("Two diplomats and the Civic Union met the minister.", []),
        ("They were against shutting the bank without notice.", []),
        ("The cost of repairing the cable was shared.", ["cost", "cable"]),
    ],
)
def test_a_name_is_a_whole_noun_phrase_for_a_matter(sentence: str, phrases: list[str]) -> None:
    assert [name.words for name in names(sentence)] == phrases


def test_what_shares_nothing_with_an_issue_is_left_over() -> None:
    stray = position("p9", "Oman", "demands", "visas", "Oman demands visas for pilgrims.")
    members = {ident for issue in asyncio.run(ENGINE.group([*DAM, stray], [])).issues for ident in issue.positions}
    assert members == {item.id for item in DAM}


def test_one_position_alone_makes_no_issue() -> None:
    assert asyncio.run(ENGINE.group(DAM[:1], [])).issues == []


def test_grouping_is_the_same_every_time() -> None:
    first, again = asyncio.run(ENGINE.group(DAM, [])), asyncio.run(ENGINE.group(list(DAM), []))
    assert first == again


def test_nothing_to_group_is_no_issue() -> None:
    assert asyncio.run(ENGINE.group([], [])).issues == []


def test_for_and_against_the_same_thing_is_a_disagreement() -> None:
    assert [sides(finding) for finding in compared(*DAM)] == [
        ("actor_disagreement", False, [["p2"], ["p1"]]),
        ("agreement", False, [["p3"], ["p4"]]),
    ]


def test_a_demand_that_is_itself_negated_is_set_against_nobody() -> None:
    assert (
        compared(
            position(
                "p1", "Peru", "opposes", "treaty without consent", "Peru opposes a treaty signed without consent."
            ),
            position("p2", "Chile", "demands", "treaty", "Chile demands that no treaty be signed without consent."),
        )
        == []
    )


def test_one_actor_for_it_in_one_report_and_against_it_in_another_is_an_apparent_conflict() -> None:
    found = compared(
        position("p1", "Peru", "supports", "copper tax", "Peru backs the new copper tax on exports."),
        position("p2", "Peru", "opposes", "copper tax", "Peru rejects the new copper tax on exports.", "b.txt"),
    )
    assert [sides(finding) for finding in found] == [("report_conflict", True, [["p1"], ["p2"]])]


def test_reports_that_say_the_opposite_of_each_other_are_a_conflict() -> None:
    found = compared(
        position("p1", "Nepal", "claims", "talks", "Nepal was briefed on the border talks."),
        account("a1", "talks", "The border deal caught Nepal off guard: it was taken by surprise.", "b.txt"),
    )
    assert [sides(finding) for finding in found] == [("report_conflict", True, [["p1"], ["a1"]])]


def test_opposed_words_about_different_actors_are_no_conflict() -> None:
    assert (
        compared(
            position("p1", "Nepal", "claims", "talks", "Nepal was briefed on the border talks."),
            account("a1", "vote", "Bolivia was taken by surprise by the vote.", "b.txt"),
        )
        == []
    )


def test_what_one_says_and_another_denies_is_a_disagreement() -> None:
    found = compared(
        position("p1", "China", "claims", "promise", "China says Manila made a promise to tow the ship."),
        position("p2", "Manila", "claims", "promise to tow", "Manila denied that a promise to tow the ship was made."),
    )
    assert [sides(finding) for finding in found] == [("actor_disagreement", False, [["p1"], ["p2"]])]


def test_an_offer_at_a_price_does_not_agree_with_a_demand() -> None:
    one = position("p1", "Peru", "demands", "tax on sugar", "Peru wants the tax on sugar imports dropped.")
    other = position("p2", "Chile", "commits", "tax on sugar", "Chile offered to shelve the tax on sugar imports.")
    assert compared(one, other) == []


def test_a_reporter_does_not_agree_with_what_it_reports() -> None:
    one = position("p1", "Reuters", "supports", "flow data", "Reuters backs an exchange of flow data.")
    other = position("p2", "Kenya", "supports", "flow data", "Kenya supports an exchange of daily flow data.")
    assert [sides(finding) for finding in compared(one, other)] == [("agreement", False, [["p1"], ["p2"]])]
    assert compared(one, replace(other, via=("Reuters",))) == []


def test_two_copies_of_one_sentence_do_not_agree() -> None:
    said = "Peru and Chile want a treaty on copper exports."
    one = position("p1", "Peru", "supports", "copper treaty", said)
    other = position("p2", "Chile", "supports", "copper treaty", said, "b.txt")
    assert compared(one, other) == []


def test_the_bottom_line_cites_what_it_says() -> None:
    one, other = DAM[1], DAM[0]
    finding = Finding(
        "f1",
        "actor_disagreement",
        False,
        "dam",
        "They differ.",
        (Side("Ethiopia", (one,), ()), Side("Egypt", (other,), ())),
    )
    offered = asyncio.run(ENGINE.summarise([Issue("dam", (one, other), ()), Issue("grain", (DAM[6],), ())], [finding]))
    assert [(sentence.text, sentence.cites) for sentence in offered.sentences] == [
        (
            "Ethiopia wants an early filling of the dam; against this, Egypt rejects any early filling of the dam.",
            ["p2", "p1"],
        ),
        ("Mali says the price of grain has doubled.", ["p7"]),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mali does not want it.",
        "“We will never sell the grain.”",
        "“We will never sell the grain,” he said.",
        "It wants the price of grain to fall.",
    ],
)
def test_the_bottom_line_has_no_sentence_that_leans_on_another(sentence: str) -> None:
    leaning = position("p1", "Mali", "opposes", "grain", sentence)
    offered = asyncio.run(ENGINE.summarise([Issue("grain", (leaning, DAM[7]), ())], []))
    assert [offer.text for offer in offered.sentences] == ["Togo says grain prices have fallen."]


def test_the_bottom_line_takes_a_refusal_before_a_claim() -> None:
    refusal = position("p1", "Mali", "opposes", "grain", "Mali opposes the sale of grain.")
    offered = asyncio.run(ENGINE.summarise([Issue("grain", (DAM[7], refusal), ())], []))
    assert [offer.text for offer in offered.sentences] == ["Mali opposes the sale of grain."]


@pytest.mark.parametrize(
    ("family", "sentence", "pole"),
    [
        ("informed", "Nepal was briefed on the talks.", "one"),
        ("informed", "Nepal was not informed of the talks.", "other"),
        ("informed", "Nepal was told in private, but given no notice of the vote.", None),
        ("unity", "The coalition remains united.", "one"),
        ("unity", "A rift runs through the coalition.", "other"),
        ("unity", "A rift runs through the glacier.", None),
        ("talks", "Peru is willing to negotiate.", "one"),
        ("talks", "Peru refused to negotiate.", "other"),
        ("reaction", "The reaction was muted.", "one"),
        ("reaction", "The reaction was one of fury.", "other"),
        ("support", "Norway is continuing its military support.", "one"),
        ("support", "Norway has suspended all aid.", "other"),
        ("firmness", "The contacts are exploratory.", "one"),
        ("firmness", "The talks have produced a framework.", "other"),
    ],
)
def test_a_family_of_opposites_knows_its_two_poles(family: str, sentence: str, pole: str | None) -> None:
    assert next(item for item in families() if item.name == family).pole(sentence) == pole
