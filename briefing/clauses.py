"""The clauses of an English text and the content words in them, for checks that look at who does what to what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.stems import EMPTY_WORDS, WORD, stem
from briefing.typography import fold

_VERB = (
    "would|will|won't|has|have|had|is|are|was|were|can|cannot|could|must|should|may|might|did|does|do|didn't|doesn't|don't"
    r"|says?|said|that|wants?|wanted|warn(?:s|ed)|called|calls|urged|urges|accused|accuses|demanded|demands|insist(?:s|ed)"
    r"|described|describes|added|told|asked|offered|promised"
)
_DENIAL = r"not|never|no|nor|without|avoid\w*|prevent\w*|reject\w*|refus\w*|oppos\w*|den(?:y|ie[sd])"
_END = re.compile(
    r",(?!\d)|:(?!\d)|[;()\[\]\"“”„«»–—]|\s-+\s|--"
    r"|(?P<full>(?-i:(?<!\b[A-Z])(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt))[.!?…](?=[\s\"”’')]|$))"
    rf"|\b(?:but|while|although|though|whereas|because|and(?=\s+(?:{_VERB}|{_DENIAL})\b))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, its typography folded; `final` when a sentence ends with it."""

    text: str
    final: bool


def clauses(text: str) -> list[Clause]:
    """The clauses of a text as it stands: a dash parts clauses only before its typography is folded."""
    found, at = [], 0
    for end in (*_END.finditer(text), None):
        words = fold(text[at : end.start() if end else len(text)])
        if words.strip(" '"):
            found.append(Clause(words, end is None or end["full"] is not None))
        elif found and end is not None and end["full"]:
            found[-1] = Clause(found[-1].text, True)
        at = end.end() if end else at
    return found


def content(text: str) -> list[str]:
    """The stems of a folded text's content words in order, without its names: those say who, not what."""
    words = [word for word in WORD.findall(text) if not word[0].isupper()]
    return [stem(word) for word in words if word not in EMPTY_WORDS]
