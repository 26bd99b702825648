"""What an article states in its own voice on a matter in dispute: only what a reader would set against another report.

Precision before recall: a sentence counts when nobody holds it and it says, of an event or a party, one of the things
on which reports contradict each other (`opposites`).
"""

from __future__ import annotations

import re

from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.noun_phrases import matter
from briefing.engines.rules.opposites import families
from briefing.engines.rules.stances import hedged
from briefing.engines.rules.words import Words
from briefing.offers import AccountOffer

FEWEST_WORDS = 6
CONDITIONAL = re.compile(r"\b(?:if|may|might|could|would|should|any)\b", re.IGNORECASE)
"""What could be is no account of what is."""


def account(words: Words, sentence: str, lexicon: Lexicon) -> AccountOffer | None:
    """The account that a sentence makes, or None."""
    if len(words) < FEWEST_WORDS or "Q" in words.tags or sentence.endswith(("?", ":")) or CONDITIONAL.search(sentence):
        return None
    if not sentence.endswith((".", "!")):
        return None  # a heading or a fragment in a list states nothing
    if not any(family.pole(sentence) for family in families()):
        return None
    plain = sentence.lstrip(" -•*")
    return AccountOffer(
        words=[sentence], issue=matter(plain) or plain, statement=plain, hedged=hedged(sentence, lexicon)
    )
