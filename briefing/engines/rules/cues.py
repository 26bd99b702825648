"""What an answer to a kind of question is told with: a cause for why, a condition for terms, a denial for whether."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """A kind of question, and the words that its answers are told with."""

    asked: re.Pattern[str]
    told: re.Pattern[str]

    def __call__(self, asked: str, text: str) -> bool:
        """Whether a text has these words, where that kind of question is asked."""
        return bool(self.asked.search(asked) and self.told.search(text))


CAUSE = Cue(
    re.compile(r"\bwhy\b|what reason|on what ground", re.I),
    re.compile(
        r"\b(?:because|since|reason|due to|so that|in order to|would|cause|fear|afraid|argu\w+|grounds?|as a result"
        r"|too)\b",
        re.I,
    ),
)
TERMS = Cue(
    re.compile(r"condition|\bbefore\b|in return|\bterms\b|\bunless\b|would .* (?:accept|agree)", re.I),
    re.compile(
        r"\b(?:if|unless|until|only|before|provided|as long as|condition\w*|in return|in exchange|without|must|first"
        r"|not)\b",
        re.I,
    ),
)
WISH = Cue(
    re.compile(r"\b(?:want|demand|ask|require|insist|call for|seek)", re.I),
    re.compile(
        r"\b(?:want\w*|demand\w*|insist\w*|call\w* (?:for|on)|ask\w*|urg\w+|seek\w*|must|should|need\w*|require\w*"
        r"|would have to)\b",
        re.I,
    ),
)
DENIAL = Cue(
    re.compile(r"^(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should)\b", re.I),
    re.compile(
        r"\b(?:no|not|never|without|nor|nobody|none|denie\w+|reject\w*|refus\w+|ruled? out)\b|n't\b",
        re.I,
    ),
)


def cues(asked: str, text: str) -> dict[str, float]:
    """Which of these a text has for a question, both with their typography folded: 1 or 0 for each, by its name."""
    told = {"cause": CAUSE, "terms": TERMS, "wish": WISH, "denial": DENIAL}
    return {name: float(cue(asked, text)) for name, cue in told.items()}
