"""Takes a question apart into terms: a name with every alias of its actor, or a word with its kin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from briefing.actors import Actors
from briefing.kin import Stems, kin, namesakes, stemmed
from briefing.stems import EMPTY_WORDS, WORD, stem
from briefing.typography import fold

FRAME = frozenset(
    "accord according account article articles position positions stance view views opinion attitude response regard "
    "report reports reported outlet outlets source sources say says said think thinks believe believes mention many "
    "mentions much kind sort thing things happen happened exactly actually done give gives given "
    "make made take taken taking get got put come go announce announced declare declared state stated comment".split()
)
"""Words of the asking, not of what is asked."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that a question names.

    Attributes:
        text: as the question writes it.
        exact: its own stems; for a name those of each alias.
        kindred: the stems of its kin.
        match: the FTS5 expression that finds it.
        named: whether it is a name.
    """

    text: str
    exact: frozenset[Stems]
    kindred: frozenset[Stems]
    match: str
    named: bool


def terms(question: str, actors: Actors, *, wide: bool = False) -> tuple[Term, ...]:
    """What a question names, each once: actors by any alias, then its other words.

    Args:
        wide: a name is also looked for as that of the place's people, and the other way round.
    """
    text = fold(question)
    mentions = actors.mentions(text)
    found: dict[frozenset[Stems], Term] = {}
    for mention in mentions:
        aliases = searchable(actors.aliases(mention.actor.name) | {text[mention.start : mention.end]})
        exact = frozenset(map(stemmed, aliases))
        found.setdefault(exact, Term(text[mention.start : mention.end], exact, frozenset(), phrases(aliases), True))
    for match in WORD.finditer(text):
        word = match[0]
        if any(mention.start <= match.start() < mention.end for mention in mentions):
            continue
        if word.casefold() != "why" and (word.casefold() in EMPTY_WORDS | FRAME or len(word) < 2):
            continue
        named = match.start() > 0 and any(map(str.isupper, word))
        kindred = frozenset[str]() if named else kin(word.casefold())
        exact = namesakes(word) if named and wide else frozenset({stemmed(word)})
        others = sorted(" ".join(one) for one in exact) if named and wide else sorted(kindred)
        match_ = phrases(filter(_tells, [word, *others])) or phrases([word])
        found.setdefault(exact, Term(word, exact, frozenset(map(stemmed, kindred)), match_, named))
    return tuple(found.values())


def _tells(words: str) -> bool:
    """Whether the index, which knows stems alone, can tell a word from one that says little: "willing" from "will"."""
    return " " in words or stem(words.casefold()) not in EMPTY_WORDS


def phrases(texts: Iterable[str]) -> str:
    """Any of these words or phrases, each between quotation marks, so that nothing in them is FTS5's syntax."""
    return " OR ".join('"' + text.replace('"', " ") + '"' for text in texts)


def searchable(names: Iterable[str]) -> list[str]:
    """The names that can be told from ordinary words once case is folded ("US" cannot)."""
    return sorted({fold(name) for name in names if fold(name).casefold() not in EMPTY_WORDS and stemmed(fold(name))})
