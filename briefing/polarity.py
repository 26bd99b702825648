"""Whether a sentence of ours denies what its evidence denies, and nothing else.

Each negation acts on the words after it in its clause, and so do "refuse", "reject", "unlikely" and their like. A word
on which an even number of negations act is affirmed: "no deal without consent" is "a deal needs consent". What a
sentence denies must be denied in the clause of the evidence that has most of the same words, and the other way round.
No grammar is parsed: a sentence that puts a denial into quite other words is let through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.clauses import clauses
from briefing.stems import EMPTY_WORDS, WORD, stem, stems

_HARD = re.compile(
    r"\b(?:(?<!or )not(?! (?:only|just|merely|simply|least)\b)|never|no(?! (?:\w+ than|doubt)\b)(?!\.? \d)|none|neither"
    r"|nor|cannot|without|nobody|nothing|nowhere|rather than|instead of|hardly|barely|scarcely|rarely|seldom"
    r"|(?<!a )few|(?<!a )little)\b|n't\b",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"\b(?:unless|until|too(?= \w+ to\b)|unlikely|impossible|unable|unwilling|reluctan\w+|against|absen\w+"
    r"|abandon\w*|avoid\w*|ban(?:s|ned)?|bar(?:s|red)?|block(?:s|ed|ing)?|boycott\w*|cancel\w*|contradict\w*"
    r"|declin\w+ to|den(?:y|ies|ied|ying|ials?)|dismiss\w*|disput\w+|doubt\w*|drop(?:s|ped)?|exclud\w+|fail\w*"
    r"|false that|untrue that|far from"
    r"|forb\w+|halt\w*|lack\w*|miss(?:es|ed|ing)?|object(?:s|ed|ing|ions?)?"
    r"|oppos(?:e|es|ed|ing|ition to)|out of the question|prevent\w*|prohibit\w*"
    r"|rebuff\w*|refus\w*|reject\w*|resist\w*|rul\w+ out|scrap(?:s|ped)?|shun\w*|spurn\w*|stop\w*|turn\w* down"
    r"|veto\w*)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"(?<!rather )\bthan\b", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:\b(?:be|been|being|is|are|was|were)(?: \w+ly)? (?:\w+ed|\w+en|ruled out)"
    r"|impossible|unlikely|out of the question)$",
    re.IGNORECASE,
)
_VERBAL = re.compile(
    r"\b(?:declin\w+|refus\w+|fail\w*|unwilling|unable|unlikely|reluctant) to\b|\brul\w+ out\b|\bavoid\w*\b"
    r"|\bden(?:y|ies|ied|ying)(?: that| having)?\b|\b(?:reject|dismiss)\w* (?:as \w+ )?(?:the )?(?:claims?"
    r"|allegations?|accusations?|reports?|suggestions?|rumou?rs)(?: that| of)?\b|\b(?:false|untrue|a lie) that\b",
    re.IGNORECASE,
)
"""Those that deny the verb after them, as "not" does."""
_NEAR = re.compile(r"without|rather than|instead of|than|lack\w*|absen\w+|against", re.IGNORECASE)
_TAKES = re.compile(rf"{_HARD.pattern}|(?:avoid|exclud|oppos|prevent|refus|reject)", re.IGNORECASE)
_OTHERWISE = re.compile(r"\botherwise\b", re.IGNORECASE)
_WHETHER = re.compile(r"\bwhether\b[^.;]*", re.IGNORECASE)
_PREFIXED = re.compile(r"\b(?:un|in|im|ir|il|non-?|dis)(?P<base>[a-z]{4,})\b", re.IGNORECASE)
_RELATIONS = frozenset("before after above below more most few first last over under".split())
_SAYING = frozenset(("say", "insist"))


@dataclass(frozen=True, slots=True)
class Word:
    """A content word by its stem; `negations` is how many act on it."""

    stem: str
    negations: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation and the first words that it acts on.

    Attributes:
        plain: it is a "not", and no verb that says as much.
        before: the stem of the content word before it ("received" in "received no data"); empty where there is none.
    """

    word: str
    scope: tuple[Word, ...]
    plain: bool
    before: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause by its words, names and all and denials; `operators` is how many negations of any kind are in it."""

    words: tuple[Word, ...]
    denials: tuple[Denial, ...]
    operators: int


def negations(said: str, told: Iterable[str]) -> list[str]:
    """The negations that a sentence brings in or loses, a phrase for each."""
    texts = list(told)
    ours = read(said, stems(" ".join(texts)))
    theirs = [clause for text in texts for clause in read(text, stems(said))]
    asserted = read(_WHETHER.sub("", said), stems(" ".join(texts)))
    return [*_brought_in(ours, theirs), *_lost(asserted, theirs)]


def _brought_in(ours: Sequence[Reading], theirs: Sequence[Reading]) -> list[str]:
    if any(not denial.scope for clause in theirs for denial in clause.denials):
        return []  # "Others did not.": nobody can tell without grammar what that denies
    most = max((clause.operators for clause in theirs), default=0)
    found = []
    for clause in ours:
        for denial in clause.denials:
            leads, shared, agree = _held_against(denial.scope, theirs)
            if not leads and shared < 2 and shared * 2 <= len(denial.scope):
                agree = not denial.plain or most >= clause.operators
            if not agree:
                found.append(f"the negation “{denial.word}”")
    return found


def _lost(ours: Sequence[Reading], theirs: Sequence[Reading]) -> list[str]:
    """The first that is lost: what the evidence denies, and affirms nowhere else, is said without a denial."""
    for place, clause in enumerate(theirs):
        for denial in clause.denials:
            scope = tuple(word for word in denial.scope if word.stem not in _SAYING)
            leads, shared, agree = _held_against(scope, ours)
            repeated = shared * 3 >= len(scope) * 2 or (leads and shared * 2 >= len(scope))
            repeated = repeated or (
                leads and any(denial.before == word.stem for clause in ours for word in clause.words)
            )
            if agree or not shared or not repeated or not (denial.plain or (leads and shared > 1)):
                continue
            affirmed = tuple(Word(item.stem, item.negations + 1) for item in scope)
            elsewhere = (_held_against(affirmed, [other]) for at, other in enumerate(theirs) if at != place)
            if not any(alike and common >= shared for _, common, alike in elsewhere):
                return [f"without the negation “{denial.word}”"]
    return []


def _held_against(scope: Sequence[Word], texts: Sequence[Reading]) -> tuple[bool, int, bool]:
    """Whether the likest clause has a scope's first word, how many of its words, and whether it denies any as it does.

    The likest has the first word, which the negation stands before, and most of the others.
    """
    best = (False, 0, False)
    for clause in texts:
        shared = [(word, other) for word in scope for other in clause.words if word.stem == other.stem]
        agree = any((word.negations - other.negations) % 2 == 0 for word, other in shared)
        leads = any(word == scope[0] for word, _ in shared)
        best = max(best, (leads, len({word for word, _ in shared}), agree))
    return best


def read(text: str, other: frozenset[str]) -> list[Reading]:
    """The clauses of a text, in the light of the stems of the text that it is held against."""
    parts = clauses(text)
    found: list[Reading] = []
    onto = 0  # negations at the end of a clause act on the next: "will not, he said, sign"
    for place, part in enumerate(parts):
        spelled = _PREFIXED.sub(lambda match: _split(match, other), part.text)
        hard = list(_HARD.finditer(spelled))
        hard = [match for match in hard if match[0].casefold() != "nor" or match is hard[0]]
        soft = [*_SOFT.finditer(spelled), *_AFTER.finditer(spelled)]
        words = [(match, onto + _count(match, hard, soft)) for match in WORD.finditer(spelled)]
        onward = "" if part.final or place + 1 == len(parts) else parts[place + 1].text
        denials = [Denial(match[0], _scope(match, words, onward), True, _before(match, words)) for match in hard]
        denials += [Denial(match[0], _scope(match, words, ""), False) for match in _VERBAL.finditer(spelled)]
        known = tuple(Word(stem(match[0].casefold()), count, match[0]) for match, count in words if _known(match[0]))
        operators = len(hard) + len(soft) + len(_OTHERWISE.findall(spelled))
        onto = 0 if part.final else _pending((*hard, *soft), words)
        found.append(Reading(known, tuple(denial for denial in denials if denial.plain or denial.scope), operators))
    return found


def _pending(operators: Sequence[re.Match[str]], words: Sequence[tuple[re.Match[str], int]]) -> int:
    """How many negations have nothing after them in their clause."""
    last = max((match.end() for match, _ in words if _tells(match[0]) or match[0][0].isupper()), default=0)
    return sum(match.end() >= last and _TAKES.match(match[0]) is not None for match in operators)


def _split(match: re.Match[str], other: frozenset[str]) -> str:
    """ "unacceptable" as "not acceptable", where the other text has only the latter."""
    base = match["base"].casefold()
    return f"not {base}" if stem(base) in other and stem(match[0].casefold()) not in other else match[0]


def _count(word: re.Match[str], hard: Sequence[re.Match[str]], soft: Sequence[re.Match[str]]) -> int:
    """How many negations act on a word: those before it, and of those after it the passive ones ("was rejected")."""
    before = sum(match.end() <= word.start() and _reaches(match, word) for match in (*hard, *soft))
    return before + sum(
        word.end() <= match.start() and _BEFORE.search(match.string, 0, match.end()) is not None for match in soft
    )


def _reaches(negation: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a negation acts on a word after it: "without" on three content words, others on all."""
    if not _NEAR.fullmatch(negation[0]):
        return True
    between = WORD.findall(negation.string, negation.end(), word.start())
    return sum(_tells(other) for other in between) < 3


def _scope(negation: re.Match[str], words: Sequence[tuple[re.Match[str], int]], onward: str) -> tuple[Word, ...]:
    """The first words after a negation: its clause's, else the names in it, else those of the clause after it."""
    after = [(match[0], count) for match, count in words if match.start() >= negation.end()]
    plain = [(word, count) for word, count in after if _tells(word)]
    plain = plain or [(word, count) for word, count in after if word[0].isupper()]
    if not plain:
        plain = [(word, 1) for word in WORD.findall(onward) if _tells(word)]
    limit = 3 if _NEAR.fullmatch(negation[0]) else 4
    return tuple(Word(stem(word.casefold()), count) for word, count in plain[:limit])


def _before(negation: re.Match[str], words: Sequence[tuple[re.Match[str], int]]) -> str:
    """The stem of the last content word before a negation."""
    told = [match[0] for match, _ in words if match.end() <= negation.start() and _tells(match[0])]
    return stem(told[-1].casefold()) if told else ""


def _tells(word: str) -> bool:
    return not word[0].isupper() and (word not in EMPTY_WORDS or stem(word) in _SAYING)


def _known(word: str) -> bool:
    return word.casefold() not in EMPTY_WORDS or word.casefold() in _RELATIONS or stem(word.casefold()) in _SAYING
