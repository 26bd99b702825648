"""Resolve: statements become positions, each with the actor who holds it.

Within one article a shorter name is tied to the fullest form of it that the article gives: "Araghchi" to "Abbas
Araghchi". Two people of one surname are never tied, and no shorter name is tied across articles. A full name in two
transliterations ("Andriy", "Andrii") is one person everywhere, under the spelling that is used most.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.actors import Actors
from briefing.actors.spelling import spelling
from briefing.actors.words import FAMILY_FIRST, OPENERS
from briefing.records import Actor, Article, Position, Statement

_FAMILY_FIRST = frozenset(spelling(name) for name in FAMILY_FIRST)
_NAME = r"[^\W\d_a-zà-öø-ÿ][\w\u0300-\u036f.'’-]*"


def resolve(statements: Sequence[Statement], actors: Actors) -> tuple[Position, ...]:
    """The positions p1, p2, … in the order of the statements, each with its actor.

    Statements of one actor with the same stance, sentence and evidence are one position, hedged if one of them is.
    """
    held = [(one, _holder(one, actors)) for one in statements]
    people = _people(held, actors)
    tied = [
        (statement, people.get((_article(statement).id, actor.name), actor) if actor.kind == "person" else actor)
        for statement, actor in held
    ]
    same: dict[object, list[tuple[Statement, Actor]]] = defaultdict(list)
    for statement, holder in _spelled_alike(tied):
        same[holder, statement.stance, statement.sentence, statement.evidence].append((statement, holder))
    positions = [_position(number, actors, *group) for number, group in enumerate(same.values(), 1)]
    bodies = {position.behalf for position in positions}
    return tuple(_as_a_body(position) if position.actor.name in bodies else position for position in positions)


def _as_a_body(position: Position) -> Position:
    """Whom a person speaks for is no person, though nothing else may tell it by the name alone."""
    if position.actor.kind != "person":
        return position
    return replace(position, actor=replace(position.actor, kind="organisation"))


def _holder(statement: Statement, actors: Actors) -> Actor:
    """Of words in another language only the engine can say whom they stand for: what is read here is English."""
    if statement.translated:
        return actors.resolve(statement.holder)
    return actors.resolve(statement.speaker, statement.holder)


def _position(
    number: int, actors: Actors, first: tuple[Statement, Actor], *repeats: tuple[Statement, Actor]
) -> Position:
    statement, actor = first
    return Position(
        id=f"p{number}",
        actor=actor,
        speaker=statement.speaker,
        stance=statement.stance,
        issue=statement.issue,
        sentence=statement.sentence,
        verbatim=statement.verbatim,
        voice=statement.voice,
        hedged=statement.hedged or any(repeat.hedged for repeat, _ in repeats),
        via=statement.via,
        evidence=statement.evidence,
        behalf=actors.on_behalf(actor, statement.behalf),
        translated=statement.translated,
    )


def _article(statement: Statement) -> Article:
    return statement.evidence[0].article


def _spelled_alike(held: Sequence[tuple[Statement, Actor]]) -> Iterator[tuple[Statement, Actor]]:
    """The same with one spelling for each person: the one used most, or first; a lone surname's in its article."""
    used: dict[object, Counter[str]] = defaultdict(Counter)

    def key(statement: Statement, actor: Actor) -> object:
        words = spelling(actor.name)
        return (words, _article(statement).id) if len(words) == 1 else words

    for statement, actor in held:
        if actor.kind == "person":
            used[key(statement, actor)][actor.name] += 1
    for statement, actor in held:
        if actor.kind == "person":
            yield statement, Actor(used[key(statement, actor)].most_common(1)[0][0], "person")
        else:
            yield statement, actor


def _people(held: Iterable[tuple[Statement, Actor]], actors: Actors) -> Mapping[tuple[str, str], Actor]:
    """The fullest form of each person's name in its article, by the article's id and the shorter name."""
    named: dict[str, set[str]] = defaultdict(set)
    articles: dict[str, Article] = {}
    for statement, actor in held:
        article = articles.setdefault(_article(statement).id, _article(statement))
        if actor.kind == "person":
            named[article.id].add(actor.name)
    fullest: dict[tuple[str, str], Actor] = {}
    for ident, names in named.items():
        for name in names:
            full = fuller_name(name, names) or fuller_name(name, _written(name, articles[ident], actors))
            if full is not None:
                fullest[ident, name] = Actor(full, "person")
    return fullest


def _written(name: str, article: Article, actors: Actors) -> set[str]:
    """The names in an article's text that end in this one, without their titles."""
    if " " in name:
        return set()
    whole = re.compile(rf"(?<![\w’'-])(?:{_NAME} ){{1,3}}{re.escape(name)}(?![\w-])")
    found: set[str] = set()
    for match in whole.finditer(article.text):
        words = match.group().split()
        while words[0].lower() in OPENERS:
            words = words[1:]
        actor = actors.resolve(" ".join(words))
        if actor.kind == "person":
            found.add(actor.name)
    return found


def fuller_name(name: str, names: Iterable[str]) -> str | None:
    """The fullest of the names that can be this person's, or None where there is none, or where two people have it."""
    fuller = [other for other in names if _is_short_for(spelling(name), spelling(other))]
    if not fuller or len({spelling(other)[0] for other in fuller}) > 1:
        return None
    return max(fuller, key=lambda other: (len(spelling(other)), other))


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(short) >= len(full):
        return False
    if full[-len(short) :] == short or (len(short) == 1 and short[0] == full[0] and short in _FAMILY_FIRST):
        return True
    return len(short) > 1 and short[0] == full[0] and short[-1] == full[-1] and set(short) < set(full)
