"""The content words of an English text, by their stems (Snowball's English stemmer)."""

from __future__ import annotations

import re
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+")
"""A word or a run of digits, in a text whose typography is folded."""

EMPTY_WORDS = frozenset(
    "a about above after again all also am an and another any are as at be because been before being below between "
    "both by can could did do does doing down during each either even every for from further had has have having he "
    "her here hers him his how i if in insist insists into is it its itself just may me might more most much must my "
    "of off on once one only or other our out over own said same say says shall she should since so some such than "
    "that the their theirs them then there these they this those through to too under until up upon us very was we "
    "were what when where whether which who whom whose why will with within would yet you your".split()
)
"""Words that say little of what a text is about, in lower case."""


def stems(text: str) -> frozenset[str]:
    """The stems of the content words of a text."""
    return frozenset(stem(word) for word in WORD.findall(text.casefold()) if word not in EMPTY_WORDS)


IRREGULAR = {
    form: verb
    for verb, *forms in map(
        str.split,
        (
            "die dying,lie lying,tie tying,vie vying,"
            "become became,begin began begun,bring brought,build built,buy bought,catch caught,choose chose chosen,"
            "come came,deal dealt,draw drew drawn,drive drove driven,fall fell fallen,feel felt,fight fought,"
            "find found,flee fled,fly flew flown,forget forgot forgotten,get got gotten,give gave given,go went gone,"
            "grow grew grown,hear heard,hide hid hidden,hold held,keep kept,know knew known,lead led,leave left,"
            "lend lent,lose lost,make made,mean meant,meet met,pay paid,rise rose risen,run ran,say said,see saw seen,"
            "seek sought,sell sold,send sent,shake shook shaken,shoot shot,show shown,speak spoke spoken,spend spent,"
            "stand stood,strike struck,swear swore sworn,take took taken,teach taught,tell told,think thought,"
            "throw threw thrown,understand understood,win won,withdraw withdrew withdrawn,write wrote written"
        ).split(","),
    )
    for form in forms
}
"""The irregular forms of common verbs, with their verbs."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one lower-case word; an irregular form of a common verb has its verb's."""
    return str(_stemmer().stemWord(IRREGULAR.get(word, word)))


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")
