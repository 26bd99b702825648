"""Whether a sentence of ours is carried by what it cites: its names, numbers, negations and hedges.

The check is one-sided on purpose. It cannot prove that a sentence is right; it finds the slips that matter most, and
where it errs, it errs by refusing. A sentence that fails is replaced by the article's words, or dropped, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.actors import Actors
from briefing.locate import quotations
from briefing.numbers import numbers
from briefing.records import Quote
from briefing.stems import EMPTY_WORDS, WORD, stem, stems
from briefing.typography import fold

_NAME = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_][\w'-]*")
_PEOPLE = (
    r"(?:officials?|diplomats?|policymakers?|leaders?|lawmakers?|politicians?|ministers?|members?|governments?|countries"
    r"|states|capitals|allies|analysts?|experts?|observers?|economists?|critics|supporters|opponents|residents|workers"
    r"|voters|parents|teachers|farmers|investors|companies|unions|activists|campaigners|people|sources|aides|advisers)"
)
_CLAUSE = re.compile(r"[,;:()\[\]\"“”–—]|\s-+\s|--|[.!?](?=\s|$)|\b(?:but|while|although|though|whereas)\b", re.I)
_HARD_NEGATIVE = re.compile(
    r"\b(?:not(?! only| least)|never|no(?! longer than)|none|neither|nor|cannot|without|nobody|nothing|rather than"
    r"|instead of)\b|n't\b",
    re.I,
)
_NEGATIVE = re.compile(
    _HARD_NEGATIVE.pattern
    + r"|\b(?:hardly|barely|scarcely|only|unless|until|less|against|absen\w+|avoid\w*|bar(?:s|red|ring)?|block\w*"
    r"|condemn\w*|contradict\w*|critici\w+|den(?:y|ies|ied|ying|ial)|doubt\w*|exclud\w*|fail\w*|forb\w+|halt\w*"
    r"|lack\w*|miss\w*|object\w*|oppos\w*|prevent\w*|prohibit\w*|rebuff\w*|refus\w*|reject\w*|resist\w*|rul\w+ out"
    r"|stop\w*|too|toppl\w*|unlikely|withdr\w+|(?:un|in|im|ir|il|non|dis)\w{4,})\b",
    re.I,
)
_REPORT_HEDGE = re.compile(
    r"\b(?:reported(?:ly)?|alleged(?:ly)?|apparent(?:ly)?|purported(?:ly)?|supposed(?:ly)?|seeming(?:ly)?"
    r"|appear(?:s|ed)?|seem(?:s|ed)?|rumou?r\w*|unconfirmed|speculat\w+|said to|believed to|thought to)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:may|might|could)\b", re.I)
_SOME = re.compile(
    rf"\bsome\s+(?:of\s+)?(?:[\w.-]+\s+){{0,2}}?(?P<who>{_PEOPLE})\b"
    r"|\bsome\s+(?P<says>fear|say|believe|argue|worry|warn|think|see|expect|hope)\b",
    re.I,
)
_HEDGE = re.compile(
    r"\b(?:reported(?:ly)?|alleged(?:ly)?|apparent(?:ly)?|purported(?:ly)?|supposed(?:ly)?|seeming(?:ly)?"
    r"|appear(?:s|ed)?|seem(?:s|ed)?|rumou?r\w*|unconfirmed|speculat\w+|said to|believed to|thought to)\b",
    re.I,
)
_MODAL = re.compile(r"\b(?:may|might|could)\b", re.I)
_SOME = re.compile(
    r"\bsome\s+(?:[\w.-]+\s+){0,2}?(?P<who>[a-z]+s)\b|\bsome\s+(?P<says>fear|say|believe|argue|worry|warn)\b"
)
_HEDGE = re.compile(
    _REPORT_HEDGE.pattern
    + r"|\b(?:may|might|could|would|can|some|possib\w+|perhaps|potential\w*|likel\w+|risk\w*|fear\w*|worr\w+|concern\w*"
    r"|suggest\w*|signal\w*|hint\w*|according to|unclear|uncertain\w*|warn\w*|hope\w*|expect\w*|chance|prospect\w*"
    r"|suspect\w*|describ\w*|consider\w*)\b",
    re.I,
)
_REPORTING = frozenset("say said told tell state describe note add report".split())

_ORDINARY_OPENINGS = EMPTY_WORDS | frozenset(
    "accounts according against allies although analysts article articles capitals claims countries critics diplomats "
    "disagreement experts governments however investors lawmakers leaders many members neither no nobody nothing "
    "observers officials opponents opposition outlets policymakers protesters reports several sources supporters two "
    "three unions while without workers residents ministers parties campaigners activists despite instead "
    "rather".split()
)


def faults(
    sentence: str,
    evidence: Sequence[Quote],
    actors: Actors,
    *,
    named: Iterable[str] = (),
    hedged: bool = False,
) -> tuple[str, ...]:
    """What `sentence` says that its evidence does not carry, a phrase for each fault; empty when it is carried.

    Args:
        evidence: the quotations that it cites. An outlet's own name in them carries nothing ("Iran International" does
            not carry Iran).
        named: names that the citations bring with them: the actor, the speaker as written.
        hedged: the article hedges what is cited, so the sentence must.
    """
    said = fold(sentence)
    words = [_without_outlet(quote) for quote in evidence]
    told = [fold(text) for text in words]
    return (
        *_names(said, " \n ".join([*told, *(fold(name) for name in named)]), actors),
        *_numbers(said, told),
        *_negations(said, words),
        *_hedges(said, words, hedged),
        *_quotations(said, told),
    )


def hedges(text: str, sentence: str) -> bool:
    """Whether `text` hedges that of which `sentence` tells ("reportedly", "appears to", "some officials say")."""
    return bool(_report_hedges([text], stems(fold(sentence))))


def _without_outlet(quote: Quote) -> str:
    outlet = (quote.article.outlet or "").strip()
    return re.sub(rf"(?<!\w){re.escape(outlet)}(?!\w)", " ", quote.text) if outlet else quote.text


def _names(said: str, carried: str, actors: Actors) -> list[str]:
    """A name stands by any alias of the same actor; an unknown one by its own words."""
    known = actors.mentions(said)
    present = {mention.actor.name for mention in actors.mentions(carried)}
    found = [
        f"the name “{said[mention.start : mention.end]}”"
        for mention in known
        if mention.actor.name not in present and not _stands(said[mention.start : mention.end], carried)
    ]
    for match in _NAME.finditer(said):
        word = re.sub(r"'s?$", "", match[0])
        inside = any(mention.start <= match.start() < mention.end for mention in known)
        if inside or not word[:1].isupper() or word.casefold() in EMPTY_WORDS or _stands(word, carried):
            continue
        if _opens(said, match.start()) and word.casefold() in _ORDINARY_OPENINGS:
            continue
        if not all(_stands(part, carried) for part in word.split("-")):
            found.append(f"the name “{word}”")
    return found


def _opens(said: str, at: int) -> bool:
    before = said[:at].rstrip(" \"'(")
    return not before or before[-1] in ".!?:"


def _stands(name: str, carried: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", carried, re.IGNORECASE) is not None


def _numbers(said: str, words: Sequence[str]) -> list[str]:
    carried = {number for text in words for number in numbers(text)}
    return [f"the number {number:f}" for number in sorted(numbers(said) - carried)]


def _negations(said: str, words: Sequence[str]) -> list[str]:
    """A negation may neither be brought in nor be lost."""
    found = []
    clauses = [clause for text in words for clause in _clauses(text)]
    denied = [stems(clause) for clause in clauses if _NEGATIVE.search(clause)]
    for clause in _clauses(said):
        for match in _HARD_NEGATIVE.finditer(clause):
            scope = set(_content(clause[match.end() :])[:4])
            if not any(not scope or scope & other for other in denied):
                found.append(f"the negation “{match[0]}”")
    if not _NEGATIVE.search(said):
        ours = stems(said)
        for clause in clauses:
            negatives = list(_HARD_NEGATIVE.finditer(clause))
            if len(negatives) == 1 and _repeats(ours, clause, negatives[0].end()):
                found.append(f"without the negation “{negatives[0][0]}”")
    return found


def _repeats(ours: frozenset[str], clause: str, at: int) -> bool:
    """Whether a sentence repeats what follows a negation: its first word and half of it, or two thirds."""
    words = _content(clause[at:])[:4]
    shared = sum(word in ours for word in words)
    return bool(words) and (shared * 3 >= len(words) * 2 or (words[0] in ours and shared * 2 >= len(words)))


def _hedges(said: str, words: Sequence[str], hedged: bool) -> list[str]:
    """A hedge on what the sentence repeats is kept, in whatever word."""
    if _HEDGE.search(said):
        return []
    ours = stems(said)
    found = ["without a hedge"] if hedged else []
    return [*found, *(f"without the hedge “{hedge}”" for hedge in _report_hedges(words, ours) + _modals(words, ours))]


def _report_hedges(words: Sequence[str], ours: frozenset[str]) -> list[str]:
    """The hedges on the report itself, in the clauses that a sentence with these stems repeats."""
    found = []
    for text in words:
        for clause in _clauses(text):
            content, report = frozenset(_content(clause)), _REPORT_HEDGE.search(clause)
            if report and (
                len(content & ours) * 5 >= len(content) * 2 or set(_content(clause[report.end() :])) <= _REPORTING
            ):
                found.append(report[0])
        some = _SOME.search(text)
        if some and (some["says"] or stems(some["who"]) & ours):
            found.append("some")
    return found


def _modals(words: Sequence[str], ours: frozenset[str]) -> list[str]:
    """The "may", "might" and "could" before a word that a sentence with these stems repeats."""
    found = []
    for clause in (clause for text in words for clause in _clauses(text)):
        modal = _MODAL.search(clause)
        if modal and set(_content(clause[modal.end() :])[:1]) & ours:
            found.append(modal[0])
    return found


def _quotations(said: str, words: Sequence[str]) -> list[str]:
    """Quotation marks in a sentence of ours hold words that the articles put in quotation marks."""
    quoted = [text for evidence in words for text in quotations(evidence)]
    return [f"the quotation “{ours}”" for ours in quotations(said) if not any(ours in text for text in quoted)]


def _clauses(text: str) -> list[str]:
    """The clauses of a text as it stands (a dash parts clauses only before typography is folded), folded."""
    return [fold(clause) for clause in _CLAUSE.split(text) if clause and clause.strip()]


def _content(text: str) -> list[str]:
    """The stems of a text's content words in order, without its names: those say who, not what."""
    words = [word for word in WORD.findall(text) if not word[0].isupper()]
    return [stem(word) for word in words if word not in EMPTY_WORDS]
