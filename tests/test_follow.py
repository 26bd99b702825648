"""What changed since the last briefing: what stands of what an engine offers, and what the rules offer."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from briefing.actors import Actors
from briefing.engine import Engine
from briefing.engines.rules import RulesEngine
from briefing.follow import follow
from briefing.records import ActorKind, Article, Earlier, Following, Issue, Position, Stance
from tests.engines import Fixed
from tests.made import article, position, quote

MONDAY, TUESDAY = date(2031, 3, 10), date(2031, 3, 11)
ACTORS = Actors.load()


def dated(source: str, text: str, when: date | None) -> Article:
    return replace(article(source, text), published=when)


def held(
    ident: str,
    actor: str,
    text: str,
    when: date | None,
    stance: Stance = "demands",
    *,
    kind: ActorKind = "state",
    via: Sequence[str] = (),
    source: str = "",
) -> Position:
    """A position that is a whole article of its own."""
    of = dated(source or f"{ident}.txt", text, when)
    return replace(position(ident, actor, quote(of, text), kind=kind), stance=stance, via=tuple(via))


def last(*positions: Position) -> Earlier:
    """The last briefing, of these positions."""
    return Earlier("1" * 12, MONDAY, tuple(item.evidence[0].article for item in positions), positions, ("The pier",))


def followed(earlier: Earlier, today: Sequence[Position], engine: Engine) -> Following | None:
    return asyncio.run(follow(earlier, [Issue("The pier", tuple(today), ())], engine, ACTORS))


def offered(*changes: dict[str, Any]) -> Fixed:
    return Fixed(follow={"changes": list(changes), "unsure": []})


def change(kind: str, before: Sequence[str], after: Sequence[str], statement: str = "") -> dict[str, Any]:
    return {"kind": kind, "before": list(before), "after": list(after), "statement": statement}


OPEN = held("e1", "Norway", "Norway wants the pier to stay open.", MONDAY, "supports")
FEE = held("e2", "Norway", "Norway demands a lower fee.", MONDAY)
SHUT = held("p1", "Norway", "Norway rejects the pier.", TUESDAY, "opposes")
RULES = RulesEngine(ACTORS)


def told(found: Following | None) -> tuple[list[tuple[str, str, str]], list[str], list[str], list[str]]:
    """In short: the changes, what is not seen, what is doubtful, and the reasons of what was refused."""
    assert found is not None
    changes = [(item.id, str(item.kind), item.sentence) for item in found.changes]
    not_seen, doubtful = ([item.id for item in part] for part in (found.not_seen, found.doubtful))
    return changes, not_seen, doubtful, [item.reason for item in found.rejected]


def test_a_change_has_both_sides_and_what_is_not_taken_up_is_not_seen() -> None:
    said = "Norway wanted the pier to stay open and now rejects the pier."
    found = followed(last(OPEN, FEE), [SHUT], offered(change("reversed", ["e1"], ["p1"], said)))
    assert told(found) == ([("d1", "reversed", said)], ["e2"], [], [])
    assert found is not None
    assert (found.changes[0].before, found.changes[0].after, found.changes[0].actor) == ((OPEN,), (SHUT,), SHUT.actor)


def test_a_sentence_that_the_words_do_not_carry_is_left_out_and_the_words_stay() -> None:
    found = followed(last(OPEN), [SHUT], offered(change("reversed", ["e1"], ["p1"], "Denmark rejects 42 piers.")))
    assert told(found) == ([("d1", "reversed", "")], [], [], ["not_carried"])


@pytest.mark.parametrize(
    ("offer", "today", "reason"),
    [
        (change("reversed", ["e9"], ["p1"]), SHUT, "unknown_citation"),
        (change("reversed", ["e1"], ["p9"]), SHUT, "unknown_citation"),
        (change("reversed", [], ["p1"]), SHUT, "one_sided"),
        (change("new", ["e1"], ["p1"]), SHUT, "one_sided"),
        (change("hardened", ["e1"], []), SHUT, "one_sided"),
        (change("reversed", ["e1"], ["p1"]), replace(SHUT, actor=replace(SHUT.actor, name="Sweden")), "another_actor"),
    ],
)
def test_a_change_that_does_not_stand_is_refused_and_its_earlier_side_is_not_called_unseen(
    offer: dict[str, Any], today: Position, reason: str
) -> None:
    changes, not_seen, doubtful, refused = told(followed(last(OPEN), [today], offered(offer)))
    assert (changes, refused) == ([], [reason])
    assert (not_seen, doubtful) == (([], ["e1"]) if "e1" in offer["before"] else (["e1"], []))


def test_a_change_needs_the_later_words_to_be_dated_after_the_earlier() -> None:
    late = replace(OPEN, id="e3", evidence=held("e3", "Norway", "Norway wants it open.", TUESDAY).evidence)
    found = followed(last(OPEN, late), [SHUT], offered(change("reversed", ["e1", "e3"], ["p1"])))
    assert told(found) == ([], [], ["e1", "e3"], ["not_later"])


@pytest.mark.parametrize(
    "today",
    [
        held("p1", "Norway", "Norway rejects the pier.", None, "opposes"),
        held("p1", "officials", "Officials reject the pier.", TUESDAY, "opposes", kind="unnamed"),
        held("p1", "Norway", "Sweden says Norway rejects the pier.", TUESDAY, "opposes", via=["Sweden"]),
        held("p1", "Norway", "Norway rejects the pier.", MONDAY, "opposes"),
        held("p1", "Norway", OPEN.evidence[0].text, MONDAY, "opposes", source="e1.txt"),
    ],
    ids=["undated", "unnamed", "reported by another", "of the same day", "the same article again"],
)
def test_nothing_is_asked_of_what_cannot_make_a_change(today: Position) -> None:
    engine = offered(change("reversed", ["e1"], ["p1"]))
    assert followed(last(OPEN), [today], engine) is None
    assert engine.asked == []


def test_what_an_engine_cannot_decide_is_not_called_unseen() -> None:
    engine = Fixed(follow={"changes": [change("reversed", ["e1"], ["p1"])], "unsure": ["e1", "e2", "e9"]})
    assert told(followed(last(OPEN, FEE), [SHUT], engine)) == ([("d1", "reversed", "")], [], ["e2"], [])


def test_the_rules_call_unseen_only_who_is_not_heard_at_all() -> None:
    silent = held("e3", "Sweden", "Sweden demands a lower fee.", MONDAY)
    assert told(followed(last(FEE, silent), [SHUT], RULES)) == ([], ["e3"], ["e2"], [])


def test_who_is_heard_today_only_in_an_undated_article_is_not_called_unseen() -> None:
    undated = held("p2", "Sweden", "Sweden wants a lower fee.", None)
    silent = held("e3", "Sweden", "Sweden demands a lower fee.", MONDAY)
    assert told(followed(last(FEE, silent), [SHUT, undated], offered())) == ([], ["e2"], ["e3"], [])


def test_what_somebody_else_reported_of_an_actor_is_told_as_not_decided_and_not_lost() -> None:
    told_of = held("e4", "Denmark", "Sweden says that Denmark wants a lower fee.", MONDAY, via=["Sweden"])
    assert told(followed(last(OPEN, told_of), [SHUT], offered())) == ([], ["e1"], ["e4"], [])


def test_a_person_is_one_under_a_short_and_a_full_name() -> None:
    before = held("e1", "Ana Soler", "Ana Soler wants the pier open.", MONDAY, kind="person")
    after = held("p1", "Soler", "Soler rejects the pier.", TUESDAY, kind="person")
    assert told(followed(last(before), [after], offered(change("reversed", ["e1"], ["p1"]))))[0] == [
        ("d1", "reversed", "")
    ]


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (
            held("e1", "Norway", "Norway supports the sale of the old pier to a private buyer.", MONDAY, "supports"),
            held("p1", "Norway", "Norway opposes the sale of the old pier to a private buyer.", TUESDAY, "opposes"),
            ["reversed"],
        ),
        (
            held("e1", "Norway", "Norway demands a lower fee for small fishing boats.", MONDAY),
            held("p1", "Norway", "Norway again demands a lower fee for small fishing boats.", TUESDAY),
            ["unchanged"],
        ),
        (
            held("e1", "Norway", "Norway supports the sale of the old pier.", MONDAY, "supports"),
            held("p1", "Norway", "Norway opposes a toll on the northern bridge.", TUESDAY, "opposes"),
            [],
        ),
        (
            held("e1", "Norway", "Norway supports the sale of the old pier.", MONDAY, "supports"),
            held("p1", "Norway", "Norway opposes no sale of the old pier.", TUESDAY, "opposes"),
            [],
        ),
        (
            held("e1", "Norway", "Norway supports the sale of the old pier.", MONDAY, "supports"),
            held("p1", "Denmark", "Denmark opposes the sale of the old pier.", TUESDAY, "opposes"),
            ["new"],
        ),
        (
            held("e1", "Norway", "Norway, which met Denmark, supports the sale of the old pier.", MONDAY, "supports"),
            held("p1", "Denmark", "Denmark opposes the sale of the old pier.", TUESDAY, "opposes"),
            [],
        ),
    ],
    ids=["turned", "the same", "another matter", "a double negation", "first heard", "named before, perhaps not read"],
)
def test_the_rules_tell_only_what_is_plain(before: Position, after: Position, kinds: list[str]) -> None:
    found = followed(last(before), [after], RULES)
    assert found is not None
    assert [item.kind for item in found.changes] == kinds


def test_an_issue_keeps_its_name_on_the_next_day() -> None:
    today = [
        held("p1", "Norway", "Norway opposes the sale of the pier.", TUESDAY, "opposes"),
        held("p2", "Sweden", "Sweden supports the sale of the pier.", TUESDAY, "supports"),
    ]
    today = [replace(item, issue="sale of the pier") for item in today]
    names = ["Fishing quotas", "The sale of the old pier"]
    offer = asyncio.run(RULES.group(today, [], names))
    assert [issue.name for issue in offer.issues] == ["The sale of the old pier"]
