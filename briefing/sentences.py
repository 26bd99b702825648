"""Where the sentences of a text stand. The splitting is sentencex's (Wikimedia Foundation, MIT).

Where it errs, a sentence had better be too long than too short: a citation is widened to whole sentences so that no
"not" is cut off its ends.
"""

from __future__ import annotations

import re

import sentencex

_BLANKS = {place: " " for place in range(0x80, 0x3001) if chr(place).isspace()}
_BLANKS |= dict.fromkeys((0x85, 0x2028, 0x2029), "\n")
"""White space other than ASCII's, one for one: sentencex 1.0.32 panics where it stands between an initial and a full
stop, as French typography has it."""

_OPEN = re.compile(
    r"\b(?:approx|incl|excl|cf|viz|dr|mr|mrs|ms|prof|gen|sen|rep|gov|lt|col|capt|sgt|rev|hon|amb)\.$", re.IGNORECASE
)
_MARKER = re.compile(r"\W*(?:\(?(?:\d{1,3}|[A-Za-z])[.)]\W*)*")
_BLANK_LINE = re.compile(r"\n\s*\n|\r\s*\r|\u2029")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences in text[start:end] as (start, end) in characters of `text`, without the white space around them.

    Meant for one segment or paragraph: a blank line ends a sentence, a line end does not (lines may be wrapped).
    A list marker ("1.", "- b)") belongs to the sentence that follows it; what begins in lower case, to the one before.
    """
    found: list[tuple[int, int]] = []
    at = start
    for piece in sentencex.segment("en", text[start:end].translate(_BLANKS)):
        begin = at + len(piece) - len(piece.lstrip())
        stop = at + len(piece.rstrip())
        at += len(piece)
        if stop <= begin:
            continue
        if found and _goes_on(text, *found[-1], begin, stop):
            found[-1] = (found[-1][0], stop)
        else:
            found.append((begin, stop))
    return found


def _goes_on(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Whether what stands at [begin, stop) belongs to the sentence at [start, end) before it."""
    if _MARKER.fullmatch(text, start, end):
        return True
    if _BLANK_LINE.search(text, end, begin):
        return False
    return (
        (text[begin].islower() and text[begin + 1 : begin + 2] not in (".", ")"))
        or _OPEN.search(text[max(start, end - 10) : end]) is not None
        or not any(sign.isalnum() for sign in text[begin:stop])
    )
