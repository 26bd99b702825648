"""The words for a speaker taken apart: names of the gazetteer, words of office, a person's name, an organisation's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.actors import words
from briefing.actors.given import is_trade
from briefing.actors.names import Mention, unaccented

_TITLED = (
    r"(?:under)?secretary of (?:state|defen[cs]e|the (?:treasury|interior|navy|army|air force))"
    r"|chiefs? of (?:defen[cs]e )?staff|heads? of (?:state|government|delegation)|speaker of the house"
    r"|ministry of state|ministers? of state"
)
_TOKEN = re.compile(
    rf"(?P<title>(?i:{_TITLED})\b)|(?P<own>[’']s?(?=\s|$))|[^\W_](?:[\w\u0300-\u036f.&-]|[’'](?!s?(?:\s|$)))*"
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_LEAD = re.compile(r"(?:the|an?|one)\s+(?!of\b)", re.IGNORECASE)
_FOLDED = re.compile(r"(?:(?:the|an?|one|some|many|several)\s+)+(?!of\b)", re.IGNORECASE)
_SELF = re.compile(r"(?:\s(?:himself|herself|itself|themselves)|['’]s)$")
_INITIALS = re.compile(r"[A-Z]{2,}s")
_MANY = re.compile(r"(?:ers|ors|ists|ents|ants|ians|ees|men|people)$")
_EDGES = ' \t\r\n,;:—–-"“”‘«»'


def bare(phrase: str) -> str:
    """The words without white space, quotation marks and an aside in brackets around them."""
    phrase = _SELF.sub("", " ".join(phrase.split()).strip(_EDGES))
    return _ASIDE.sub("", phrase).strip(_EDGES) or phrase


def plain(phrase: str) -> str:
    """The words without a leading article or "one"."""
    return _LEAD.sub("", phrase, count=1) if _LEAD.match(phrase) else phrase


def uncounted(phrase: str) -> str:
    """The words without a leading article or loose number: "many Ukrainians", "the Ukrainians"."""
    return _FOLDED.sub("", phrase, count=1) if _FOLDED.match(phrase) else phrase


@dataclass(frozen=True, slots=True)
class Item:
    """A word of the speaker's at [start, end), or a name of the gazetteer."""

    text: str
    start: int
    end: int
    mention: Mention | None = None
    fixed: str = ""

    @property
    def low(self) -> str:
        """The word as the word lists write it."""
        return self.text.lower().rstrip(".")

    @property
    def person(self) -> bool:
        """A person of the gazetteer."""
        return self.mention is not None and self.mention.actor.kind == "person"

    @property
    def possessive(self) -> bool:
        """The ’s of a genitive."""
        return self.fixed == "own"

    @property
    def office(self) -> bool:
        """A word that stands beside a name without making it another's."""
        return self.mention is None and (bool(self.fixed) or self.low in words.OFFICE or self.low in words.ARTICLES)

    @property
    def title(self) -> bool:
        """A word that stands before a person's name."""
        return self.mention is None and (
            self.fixed == "title" or self.low in words.TITLES or self.low.endswith("-elect")
        )

    @property
    def name(self) -> bool:
        """A word that a person's name may be made of."""
        if self.mention is not None or self.fixed:
            return self.person
        if not self.text[0].isupper() or self.low in words.PRONOUNS or self.low in words.ARTICLES:
            return False
        return not self.title and not _INITIALS.fullmatch(self.text)


def items(phrase: str, mentions: Sequence[Mention]) -> list[Item]:
    """The words of a phrase and the names in it, in order."""
    found: list[Item] = []
    at = 0
    for mention in (*mentions, None):
        until = len(phrase) if mention is None else mention.start
        for token in _TOKEN.finditer(phrase, at, until):
            found.append(Item(token.group(), *token.span(), None, token.lastgroup or ""))
        if mention is not None:
            found.append(Item(phrase[mention.start : mention.end], mention.start, mention.end, mention))
            at = mention.end
    return found


def unquantified(phrase: str) -> str:
    """The words without what stands before them and changes nothing: "several senior"."""
    told = phrase.split()
    while len(told) > 1 and told[0].lower() in words.QUANTITIES | words.RANKS and not _is_name(told):
        told = told[1:]
    return " ".join(told)


def _is_name(told: Sequence[str]) -> bool:
    """Whether a rank is a part of the name that it opens, as in "New Democrats": no word of it is small."""
    return told[0].lower() in words.RANKS and all(word[0].isupper() for word in told)


def plural(word: str) -> bool:
    """Whether a noun looks like a plural."""
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))


def fuller(name: str, other: str) -> bool:
    """Whether a name has every word of the other, and more: "Abbas Araghchi", "Araghchi"."""
    return set(unaccented(name).casefold().split()) > set(unaccented(other).casefold().split())


def cut_at(found: Sequence[Item], stops: frozenset[str]) -> int:
    """How many of the words stand before the first of `stops`; all where there is none."""
    for number, item in enumerate(found):
        if number and item.mention is None and not item.fixed and item.text.islower() and item.low in stops:
            return number
    return len(found)


def ties(head: str, preposition: str) -> bool:
    """Whether a preposition ties an office to its holder: "officials in", "spokesman for", "an aide to"."""
    if preposition == "to":
        return head in words.CLOSE
    if preposition in ("in", "at") and head in words.GUESTS:
        return False
    return preposition in ("in", "from", "for", "of", "at", "across", "within", "inside", "throughout")


def person_in(found: Sequence[Item]) -> slice | None:
    """Which of the words are the name of the person who speaks."""
    at = 0
    while at < len(found):
        if not found[at].name:
            at += 1
            continue
        stop = _run(found, at)
        if at and _opens(found, at - 1):
            return None
        if _is_person(found, at, stop):
            trade = stop - at > 2 and found[at].mention is None and is_trade(found[at].text)
            return slice(at + 1 if trade else at, stop)
        at = stop
    return None


def _opens(found: Sequence[Item], at: int) -> bool:
    """Whether a word for a field, with no title before it, is the first of the name: "Emergency Rooms"."""
    item = found[at]
    matters = words.FIELDS - words.SINGLE
    titled = any(other.title and other.low not in matters for other in found[:at])
    return item.title and item.low in matters and item.text[0].isupper() and not titled


def _run(found: Sequence[Item], at: int) -> int:
    stop = at + 1
    while stop < len(found):
        if found[stop].name or _inside(found, at, stop):
            stop += 1
            continue
        past = stop
        while past < len(found) and found[past].text in words.PARTICLES:
            past += 1
        if past == stop or past == len(found) or not found[past].name:
            break
        stop = past + 1
    return stop


def _inside(found: Sequence[Item], at: int, number: int) -> bool:
    """Whether a title is a part of the name that it stands in: Angus King, Hassan Sheikh Mohamud."""
    if found[number].mention or not found[number].text[0].isupper():
        return False
    last = number + 1 == len(found) or not found[number + 1].name
    return found[number].low in (words.SURNAMES if last and not found[number].text.isupper() else words.MIDDLES)


def _is_person(found: Sequence[Item], start: int, stop: int) -> bool:
    run = found[start:stop]
    if any(item.low in words.AGENCIES for item in run if not item.mention):
        return False
    if start and len(run) == 1 and plural(run[0].low) and found[start - 1].possessive:
        return False
    if stop < len(found):
        after = found[stop]
        if after.mention or after.possessive or after.low not in words.TIES | words.CLAUSES:
            return False
        if start == 0 and stop == 1 and (plural(run[0].low) or run[0].low in words.CROWDS):
            return False
    if len(found) == 1 and (run[0].text.isupper() or _MANY.search(run[0].low)) and not run[0].person:
        return False
    return not _is_object(found, start)


def _is_object(found: Sequence[Item], start: int) -> bool:
    """Whether the name is another's: "an adviser to President Doe"; but not in "Minister of Energy Doe"."""
    at = start - 1
    while at >= 0 and (found[at].title or found[at].low in words.ARTICLES):
        at -= 1
    if at < 0 or found[at].mention or found[at].low not in words.TIES:
        return False
    between = found[at + 1 : start]
    return not between or any(item.fixed or item.low not in words.FIELDS for item in between)


def agency_in(found: Sequence[Item]) -> slice | None:
    """Which of the words are the name of an organisation that speaks: "Norwegian Refugee Council"."""
    for number, item in enumerate(found):
        if item.mention or item.low not in words.AGENCIES:
            continue
        start = _back(found, number)
        if not item.text[0].isupper() and (start == number or item.low not in words.LOWER_AGENCIES):
            continue
        stop = _forth(found, number)
        clear = stop == len(found) or found[stop].low in words.TIES | words.CLAUSES or found[stop].office
        lead = all(other.office or other.low in words.QUANTITIES | words.TIES for other in found[:start])
        lead = lead and not any(other.low in words.CLOSE for other in found[:start])
        if clear and lead and stop - start > 1:
            return slice(start, stop)
    return None


def _back(found: Sequence[Item], number: int) -> int:
    start = number
    while start and _belongs(found, start - 1, start - 2):
        start -= 1
    return start


def _forth(found: Sequence[Item], number: int) -> int:
    stop = number + 1
    while stop < len(found) and not found[stop].possessive and _belongs(found, stop, stop + 1):
        stop += 1
    return stop


def _belongs(found: Sequence[Item], number: int, beyond: int) -> bool:
    """A capitalised word belongs to the name, and a small one between two of them: Médecins du Monde, Foo and Bar."""
    item = found[number]
    if item.text[0].isupper() or item.possessive:
        return True
    return (
        item.low in ("of", "for", "and", "the", "de", "du")
        and 0 <= beyond < len(found)
        and found[beyond].text[0].isupper()
    )


def named_in(phrase: str, name: str) -> bool:
    """Whether a phrase is this name with words that describe it: "The centre-right Civic League", "One, Jakob Moser,".

    What is tied to it by a preposition is another's: "a study by the University of Oslo".
    """
    name = bare(name)
    at = phrase.find(name)
    if at < 0 or not name[0].isupper():
        return False
    before = re.split(r"[,;]", phrase[:at])[-1].split()
    after = phrase[at + len(name) :].lstrip()
    titled = bool(before) and before[-1].lower() in words.TITLES
    others = words.TIES if titled else words.TIES | {"and", "or"}
    described = not any(word.lower() in others or word.endswith(("'s", "’s")) for word in before)
    plain_after = (
        not after
        or after[0] in ",;"
        or (after[0].isalpha() and after.islower() and not words.TIES & set(after.split()))
    )
    return described and plain_after


def abbreviates(short: str, name: str) -> bool:
    """Whether a name in capitals is made of the initials of another: NRSU, National Rail Staff Union."""
    initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
    return len(short) > 1 and short.isupper() and short == initials
