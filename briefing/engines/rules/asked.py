"""What a question asks for: a number, a sum, a date, what somebody holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from briefing.numbers import numbers

_NUMBER = re.compile(
    r"\bhow (?:many|much|often|long|high|large|big|old)\b|\bhow far (?:is it|away|apart|from)\b"
    r"|\bwhat (?:share|percentage|number)\b",
    re.I,
)
_MONEY = re.compile(
    r"\bhow (?:much|high|large|big|expensive)\b.*\b(?:money|costs?|pay|paid|spend|spent|price|worth|save|saving|earn"
    r"|fund\w*|budget|expensive|invest\w*|compensation)\b"
    r"|\bwhat (?:do|does|did|will|would) [^?]{2,60} (?:cost|earn)\b",
    re.I,
)
_SUM = re.compile(
    r"[€$£¥₽₹₩₺₴₪]|\b(?:euros?|dollars?|pounds?|francs?|crowns?|kron[ae]r?|korunas?|yen|yuan|roubles?|rubles?|rupees?|pesos?|rand"
    r"|reais|reals?|liras?|shekels?|dinars?|dirhams?|riyals?|baht|z[lł]otys?|forints?|rupiah|naira|shillings?|hryvnias?)\b",
    re.I,
)
_ONE_FACT = re.compile(
    r"\bhow (?:many|much|often|long|high|large|big|old)\b"
    r"|^(?:(?:to|by|from|for|with|in|on|at|over|of|and|under|against|through) )?(?:who|whom|whose|which|where)\b",
    re.I,
)
_TOLD_IN_MANY_WAYS = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|may|might|must)(?:n't)?\b"
    r"|(?:for|on) what (?:reasons?|grounds?)\b|why\b"
    r"|where (?:do|does|did) .{2,60}? stand\b"
    r"|how (?!(?:much|many|often|long|high|large|big|old|far)\b)",
    re.I,
)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|should|must|may|might|shall)"
_KIND = re.compile(
    rf"what (?!{_AUXILIARY}\b)(?P<kind>\w+) (?:\w+ ){{0,3}}?{_AUXILIARY}\b"  # not "What makes …", "What happened …"
    rf"|which (?!{_AUXILIARY}\b)(?P<sort>\w+) ",
    re.I,
)
_ANY_KIND = frozenset(
    "part parts side sides point points aspect aspects reason reasons ground grounds argument arguments step steps "
    "measure measures way ways issue issues matter matters one ones of two three four other others more else".split()
)
"""Sorts of things that need not be called so where they are told, and words that are no sort."""
_DOES = re.compile(
    r"(?:who|(?:which|what) \w+) (?:will|would|can|could|should|must|may|might) (?:be )?"
    r"(?P<subject>(?!the\b|an?\b)[a-z]+)\b"
    r"|when (?:will|would|did|does|do|can|could) (?:the |an? )?\w+ (?P<object>[a-z]+)\b",
    re.I,
)
_TOLD = re.compile(r"\bwhat (?:do|does|did|has|have|had) .{2,60}? (?:say|said)\b", re.I)
_ACT = re.compile(
    r"(?:promis|propos|pledg)(?:e|es|ed|ing)|(?:vow|threaten|sign|appoint|elect|resign|admitt?)(?:s|ed|ing)?"
    r"|agree(?:s|d|ing)?|den(?:y|ies|ied|ying)|tells?|told",
    re.I,
)
_DATE = re.compile(r"\b(?:what|which) (?:date|day|year|month)\b", re.I)
_WHEN = re.compile(r"\bwhen\b(?= (?:did|do|does|will|is|was|were|are|has|have|would|can)\b)", re.I)
_STAND = r"(?:position|stance|view|views|opinion|attitude|response|objections?|demands?|conditions?|reaction)"
_HOLDING = (
    r"(?:say|said|think|want|demand|ask|fear|hope|propose|promise|offer|claim|believe|insist|warn|oppose|accept|reject"
    r"|support|require|seek|urge|expect)(?:e?d)?"
)
_HOLDER = re.compile(
    rf"\bwhat (?:do|does|did|has|have|had) (?P<who>.{{2,60}}?) {_HOLDING}\b"
    rf"|\bwhat (?:is|are|was|were) (?P<whose>.{{2,60}}?)(?:'s|(?<=s)') (?:\w+ )?{_STAND}\b"
    r"|\bhow (?:do|does|did|has|have|had) (?P<how>.{2,60}?)"
    r" (?:see|view|feel|regard|judge|assess|react|respond|comment)(?:ed)?\b"
    r"|\bwhere (?:do|does|did) (?P<where>.{2,60}?) stand\b"
    rf"|(?<!in )\b{_STAND} of (?P<of>[^?,]{{2,40}}?)(?: (?:on|about|to|towards?|in|regarding)\b|,|\?|$)",
    re.I,
)
_FURTHER_HOLDERS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bin (?:the )?(?P<who>[^,?]{2,50}?)(?:'s|(?<=s)') (?:view|opinion|eyes|account)\b",
        r"\b(?:in the (?:view|opinion|eyes) of|according to) (?P<who>[^,?]{2,50})",
        r"\bwhat (?:would|will|has|have|is|are|was|were) (?P<who>[^?]{2,50}?) (?:do|ask\w*|want\w*|threaten\w*"
        r"|propos\w+|offer\w*|demand\w*|put\w*|willing|prepared|ready|afraid|worried|calling|agree\w*|accept\w*"
        r"|promis\w+|warn\w*|pledg\w+|undertak\w+)\b",
        r"\bwhat (?:is|are|was|were) (?P<who>[^?]{2,50}?)(?:'s|(?<=s)') (?:\w+ )?(?:terms|argument|case|reasons?"
        r"|answer|reply|explanation|plan|proposal|aim)\b",
        r"\b(?:on|under) what (?:terms?|conditions?) (?:would|will|did|does|do|is|are) (?P<who>[^?]{2,60}?) (?:let"
        r"|allow\w*|accept\w*|agree\w*|go|join\w*|support(?:s|ed)?|back(?:s|ed)?|take|talk\w*|negotiat\w+|stop\w*|lift\w*|end"
        r"|sign\w*|suspend\w*)\b",
        r"\bhow (?:far|high|much|many|long|big|low)(?: an? \w+)? (?:is|are|would|will|was) (?P<who>[^?]{2,50}?)"
        r" (?:prepared|willing|ready|put up|accept\w*|go)\b",
        r"\bwhat (?:conditions?|terms|demands?) (?:does|do|did|has|have) (?P<who>[^?]{2,50}?) (?:set|attach\w*|make"
        r"|made|put|lay|laid)\b",
    )
)
_MONTH = (
    r"(?-i:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|August|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)"
)
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_UNCOUNTED = r"\b(?! (?:[a-z]{2,}s|people|men|women|children|police)\b|,\d)"
"""A number that no plural follows: "By March 40 ships had sailed" has no date."""
_CALENDAR = re.compile(
    rf"\b{_DAY} (?:of )?{_MONTH}\b|\b{_MONTH} (?:{_YEAR}|{_DAY}){_UNCOUNTED}"
    rf"|\b(?:in|since|by|until|of|from|before|after|during) {_YEAR}{_UNCOUNTED}|\b{_YEAR}{_UNCOUNTED}",
    re.I,
)
_TIME = re.compile(
    rf"{_CALENDAR.pattern}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:in|by|since|until|next|last) {_MONTH}\b"
    r"|\b(?:yesterday|today|tomorrow|tonight)\b"
    r"|\b(?:last|next|this|first|second|coming) (?:week|month|year|spring|summer|autumn|winter)\b"
    r"|\bby (?:easter|christmas)\b",
    re.I,
)


def fits(asked: str, text: str) -> bool:
    """Whether a text, its typography its own, has the kind of thing that is asked for."""
    match _sort(asked):
        case "sum":
            return _SUM.search(text) is not None
        case "number":
            return bool(numbers(_CALENDAR.sub("", text)))
        case "date":
            return _CALENDAR.search(text) is not None
        case "time":
            return _TIME.search(text) is not None
    return True


@lru_cache(maxsize=16)
def _sort(asked: str) -> Literal["sum", "number", "date", "time", ""]:
    """Which kind of thing is asked for; the same question is held against every passage."""
    if _MONEY.search(asked):
        return "sum"
    if _NUMBER.search(asked):
        return "number"
    if _DATE.search(asked):
        return "date"
    return "time" if _WHEN.search(asked) else ""


def asks_number(asked: str) -> bool:
    """Whether a number or a share is asked for."""
    return _NUMBER.search(asked) is not None


def asks_time(asked: str) -> bool:
    """Whether a date or a time is asked for."""
    return bool(_DATE.search(asked) or _WHEN.search(asked))


def holder(asked: str) -> str:
    """Whose position is asked for, as the question writes it, without "the"; empty where nobody's is."""
    found = next(filter(None, (pattern.search(asked) for pattern in (_HOLDER, *_FURTHER_HOLDERS))), None)
    who = next((text for text in found.groups() if text), "") if found else ""
    return re.sub(r"^(?:the|its|their) ", "", who, flags=re.IGNORECASE)


def one_fact(asked: str) -> bool:
    """Whether one fact is asked for (who, which, where, when, how many), not a matter that is told in many ways."""
    return not holder(asked) and bool(_ONE_FACT.search(asked) or _DATE.search(asked) or _WHEN.match(asked))


def told_in_many_ways(asked: str) -> bool:
    """Whether it is asked if something is so, or why, or how: articles on the matter tell it in whatever words."""
    return _TOLD_IN_MANY_WAYS.match(asked) is not None


def kind(asked: str) -> str:
    """What sort of thing is asked for: "compensation" in "What compensation did …"; empty where none is named."""
    found = _KIND.match(asked)
    sort = (found["kind"] or found["sort"]) if found else ""
    return "" if sort.casefold() in _ANY_KIND else sort


def does(asked: str) -> str:
    """What is done, where it is asked who does it or when: "send" in "Which countries would send …"; else empty."""
    found = _DOES.match(asked)
    return next(filter(None, found.groups()), "") if found else ""


def told(asked: str) -> bool:
    """Whether what somebody said of a matter is asked for, rather than how they stand on it."""
    return _TOLD.search(asked) is not None


def acts(asked: str, words: Iterable[str]) -> bool:
    """Whether one of these words is an act that was done or not, so that it must be reported: "promise", "tell".

    Of something that was done to what is asked about ("the proposed law"), no report is needed.
    """
    return any(_ACT.fullmatch(word) and not re.search(rf"\b(?:the|a|an|its|their) {word}\b", asked) for word in words)
