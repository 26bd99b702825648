"""The name of an issue: a noun phrase for a matter, from the sentences of what belongs to it.

A phrase is offered only where its ends are sure: it begins after an article, a preposition, a verb or a mark, and ends
with its noun, before one of these. What speaks ("two diplomats", "the Civic Union") is no matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.engines.rules.grammar import ADVERBS, DETERMINERS, NOT_ADVERBS, SUBORDINATORS, TIMES
from briefing.engines.rules.lexicon import lexicon
from briefing.engines.rules.noun_phrases import LEADING, STOPS, VAGUE, VERBAL, WORD
from briefing.stems import stems
from briefing.typography import fold

LONGEST = 4
"""Words of a noun phrase, counted from its noun."""
ARTICLES = frozenset({"the", "a", "an"})
JOINING = frozenset("of on for between with over".split())
"""Prepositions that join two noun phrases to one name."""
PREPOSITIONS = frozenset(
    "without of in on for with between over about against within at from among by to into onto across under through "
    "during despite amid as than like near until till toward towards behind beyond per via off".split()
)
PARTICLES = frozenset(
    "away forward up down out back home ahead apart together aside alone again elsewhere abroad".split()
)
INDEFINITE = re.compile(r"(?:any|some|every|no)(?:body|one|thing)\b", re.IGNORECASE)
NUMBER = re.compile(r"[\d.,-]*\d[\w.,-]*")
PLAIN = frozenset(
    "able sure ready free full good bad better best worse worst high low long short big small great clear right wrong "
    "real true open early late hard easy likely whole half certain different possible own top key else thing things "
    "lot lots kind sort part way ways case fact point "
    "need needs matter matters mother weekend hour hours minute minutes form forms hand hands step steps side sides "
    "number numbers person somebody word words end rest".split()
)
"""Words that name nothing alone, and with which no name ends."""
UNNAMING = re.compile(r"(?:ed|-(?:hour|day|week|month|year|old))$")
"""Ends of words that are adjectives, however nouns are left out after them."""
MATTERS = frozenset(
    "inquiry crew hospital school fund force power post panel review poll study strategy police".split()
)
"""Nouns of the lexicon's holders that are as often what is spoken of."""


@dataclass(frozen=True, slots=True)
class Name:
    """A phrase that may name an issue.

    Attributes:
        words: as an article writes them.
        key: the stems of its words.
        head: the stem of its noun.
    """

    words: str
    key: frozenset[str]
    head: str


@dataclass(frozen=True, slots=True)
class _Core:
    """A noun phrase without its article, the article, and the preposition that follows; "" where there is none.

    `opened` where an article or another determiner stands before it.
    """

    words: list[str]
    opened: bool
    article: str
    joint: str


@lru_cache(maxsize=20_000)
def names(text: str) -> tuple[Name, ...]:
    """Every phrase of a sentence that may name a matter, the longer ones first."""
    found: dict[str, Name] = {}
    cores = list(_cores(text))
    for number, core in enumerate(cores):
        for phrase in _tails(core):
            following = cores[number + 1] if core.joint in JOINING and number + 1 < len(cores) else None
            for other in _tails(following) if following else ():
                if following and len(phrase) + len(other) <= LONGEST:
                    between = [core.joint, following.article] if following.article else [core.joint]
                    _add(found, [*phrase, *between, *other], phrase[-1])
            _add(found, phrase, phrase[-1])
    return tuple(sorted(found.values(), key=lambda name: -len(name.key)))


def _add(found: dict[str, Name], words: list[str], noun: str) -> None:
    text, head = " ".join(words), stems(fold(noun))
    if head and any(word.islower() for word in words):
        found[text] = Name(text, stems(fold(text)), min(head))


def _tails(core: _Core) -> Iterator[list[str]]:
    """The noun with the words before it, where it may be a matter."""
    for length in range(min(LONGEST, len(core.words)), 0, -1):
        phrase = core.words[-length:]
        first, head = phrase[0].lower(), phrase[-1].lower()
        if first in VAGUE | PLAIN and length > 1:
            continue
        if not is_matter(head) or not phrase[-1].islower() or UNNAMING.search(head):
            continue
        if length > 1 or core.opened or (length == len(core.words) and head.endswith("s")):
            yield phrase


def is_matter(noun: str) -> bool:
    """Whether a noun may name what is spoken of: not who speaks, no time, no number, no adverb."""
    known = lexicon()
    if noun in VAGUE | PLAIN | TIMES | INDEFINITES or noun.endswith(("'s", "’s", "s’", "s'", "ly")):
        return False
    return noun in MATTERS or not {noun, noun.removesuffix("s")} & known.holders


INDEFINITES = frozenset("something nothing everything anything somebody nobody everybody anybody everyone none".split())


def _cores(text: str) -> Iterator[_Core]:
    """The noun phrases of a sentence, in order."""
    core: list[str] = []
    article = ""
    opened = verbal = False  # after an article; after a helping verb
    for token in [*WORD.findall(text), "."]:
        lower = token.lower()
        if _determines(lower):
            if core:
                yield _Core(
                    core if opened and len(core) == 1 else core[:-1], opened, article, ""
                )  # before it stands a verb
            core, article, opened, verbal = [], lower if lower in ARTICLES else "", True, False
            continue
        if _breaks(token, lower) or (verbal and not opened):
            if core:
                yield _Core(core, opened, article, lower if lower in PREPOSITIONS else "")
            verbal = lower in VERBAL
        elif _acts(lower, opened=core[-1].islower() if core else opened) or (
            not opened and not core and lower.endswith(("ing", "ed"))
        ):
            yield _Core(core, opened, article, "")
        else:
            core.append(token)
            continue
        core, article, opened = [], "", False


def _determines(lower: str) -> bool:
    return lower in (LEADING | DETERMINERS) - {"that"} or all(part in DETERMINERS for part in lower.split("-"))


def _breaks(token: str, lower: str) -> bool:
    small = (
        lower in STOPS | VERBAL
        or lower.endswith(("n't", "n’t"))
        or lower in PREPOSITIONS
        or lower in PARTICLES
        or lower in SUBORDINATORS
        or lower in ADVERBS
    )
    adverb = lower.endswith("ly") and lower not in NOT_ADVERBS
    return small or adverb or not token[0].isalnum() or bool(NUMBER.fullmatch(token) or INDEFINITE.match(token))


def _acts(lower: str, *, opened: bool) -> bool:
    """Whether a word is a verb here: one of the lexicon's that is no noun as well, or one that a noun seldom is."""
    known = lexicon()
    if lower in known.acting:
        return True
    verb = lower in known.verbs or lower in known.helpers or lower in known.linking
    return verb and not (lower in known.nounlike and opened)
