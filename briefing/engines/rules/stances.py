"""The stance of a position: the verb's, corrected by what is said (briefing/data/stances.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.engines.rules.lexicon import Lexicon
from briefing.records import Stance

NEGATED: dict[str, Stance] = {
    "rule": "ambivalent",
    "commit": "ambivalent",
    "endorse": "ambivalent",
    "confirm": "ambivalent",
}
"""Who has not ruled a thing out has not said yes to it either."""
MARKS = re.compile(r"[“”\"«»]")
"""Between the words of a judgement: is “a disgrace”."""
HEAD = 160
"""How many characters of what is said tell its stance; further on it speaks of something else."""
OPPOSITE: dict[Stance, Stance] = {
    "supports": "opposes",
    "opposes": "supports",
    "commits": "opposes",
    "demands": "opposes",
    "warns": "claims",
}
"""The stance of a negated verb: "does not support" opposes."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """The tables of stances.toml, compiled."""

    not_against: re.Pattern[str]
    refused: re.Pattern[str]
    kept_open: re.Pattern[str]
    demanded: re.Pattern[str]
    feared: re.Pattern[str]
    committed: re.Pattern[str]
    favoured: re.Pattern[str]
    open: frozenset[str]
    judging: frozenset[str]
    accepting: frozenset[str]


@cache
def patterns() -> Patterns:
    """The packed patterns, read once."""
    text = resources.files("briefing").joinpath("data", "stances.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    refused, feared = tables["refused"], tables["feared"]
    negated = r"(?:will|would|can|could|shall|do|does|did|are|is)(?: ?not|n['’]t| never)(?: be)?"
    refusing = rf"{negated} (?:ever )?{_any(refused['verbs'])}"
    judging = rf"(?:is|are|was|were|be|as)(?: an?| so| both| [a-z]+ly){{0,2}} {_any(refused['judgements'])}"
    fearing = rf"(?:could|may|might|would|will|if|unless|threatens? to)\b.{{0,90}}\b{_any(feared['harms'])}"
    return Patterns(
        not_against=_words(tables["not_against"]["phrases"]),
        refused=_words([refusing, judging, *refused["phrases"]]),
        kept_open=_words(tables["kept_open"]["phrases"]),
        demanded=_words(tables["demanded"]["phrases"]),
        feared=_words([fearing, *feared["phrases"]]),
        committed=_words(tables["committed"]["phrases"]),
        favoured=_words(tables["favoured"]["phrases"]),
        **{name: frozenset(tables["reading"][name]) for name in ("open", "judging", "accepting")},
    )


def stance_of(stance: Stance, lemma: str, negated: bool, content: str) -> Stance:
    """The stance of a position by its cue and by what follows it.

    A verb of saying takes the stance of what is said; a verb with a stance of its own keeps it, turned round where it
    is negated ("does not support").
    """
    found = patterns()
    content = MARKS.sub("", content)
    if stance == "claims" and lemma in found.judging and (judgement := _judged(content)) is not None:
        return judgement
    if negated:
        return NEGATED.get(lemma) or ("opposes" if lemma in found.accepting else OPPOSITE.get(stance, "claims"))
    return said_stance(content) if stance == "claims" and lemma in found.open else stance


def said_stance(content: str) -> Stance:
    """The stance that a statement itself takes, read from its first clauses."""
    found = patterns()
    content = found.not_against.sub(" ", MARKS.sub("", content))
    head = content[:HEAD]
    tried: tuple[tuple[re.Pattern[str], str, Stance], ...] = (
        (found.refused, head, "opposes"),
        (found.kept_open, head, "supports"),
        (found.demanded, head, "demands"),
        (found.feared, content, "warns"),
        (found.committed, head, "commits"),
        (found.favoured, head, "supports"),
    )
    return next((stance for pattern, text, stance in tried if pattern.search(text)), "claims")


def hedged(text: str, lexicon: Lexicon) -> bool:
    """Whether a stretch of the article hedges: "reportedly", "appears to", "speculation"."""
    lower = text.lower()
    if any(phrase in lower for phrase in lexicon.hedge_phrases):
        return True
    return any(word in lexicon.hedge_words for word in re.findall(r"\w+", lower))


def _judged(content: str) -> Stance | None:
    """The first judgement in a description: "as a breach of trust", "essential"."""
    found = patterns()
    judgements: tuple[tuple[re.Pattern[str], Stance], ...] = (
        (found.refused, "opposes"),
        (found.feared, "warns"),
        (found.favoured, "supports"),
    )
    places = [(match.start(), stance) for pattern, stance in judgements if (match := pattern.search(content))]
    return min(places)[1] if places else None


def _any(alternatives: Sequence[str]) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _words(alternatives: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{_any(alternatives)}\b", re.IGNORECASE)
