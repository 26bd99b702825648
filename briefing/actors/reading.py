"""Whose position is it? Reads the words for a speaker, as an article writes them.

"officials in Berlin", "the Kremlin", "Kyiv’s negotiators", "a senior U.S. official"    the state
"Iranian Foreign Minister Abbas Araghchi", "Keir Starmer, the prime minister"             the person
"multiple European diplomats", "leaders of EU states"                                    the gazetteer's collective
"French farmers", "Israeli families of hostages"                                         a collective of that name
"one official briefed on the talks", "a senior European diplomat"                        unnamed, as described
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.actors import words
from briefing.actors.entries import Entry
from briefing.actors.names import Mention
from briefing.actors.phrases import (
    Item,
    abbreviates,
    agency_in,
    bare,
    cut_at,
    fuller,
    items,
    named_in,
    person_in,
    plain,
    plural,
    ties,
    uncounted,
    unquantified,
)
from briefing.records import Actor

_PARTS = re.compile(r"\s*[,;]\s+|\s+[–—-]+\s+|\s*—\s*")
_THE = re.compile(r"(?:the|this|that|his|her|its|their|our)\s+(?P<rest>\S.*)", re.IGNORECASE)
_PARTY = re.compile(r"(?:neither|either|each|both|one)(?: of (?:them|the (?:two|sides?|parties)))?", re.IGNORECASE)
_LISTED = re.compile(r"\s*,\s+(?:and\s+)?|\s+and\s+")
"""An ampersand joins a firm's name, not actors."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a speaker's words say.

    Attributes:
        known: the gazetteer tells who it is.
        crowd: several people who hold no office: no government speaks through them.
        single: one person, named or not.
    """

    actor: Actor
    known: bool = False
    crowd: bool = False
    single: bool = False


class Reader:
    """Reads speakers with a gazetteer.

    Args:
        entry: the entry of a whole name, or None.
        mentions: the places in a text that name an actor.
        respelled: the entry of a person's whole name in another transliteration, or None.
    """

    def __init__(
        self,
        entry: Callable[[str], Entry | None],
        mentions: Callable[[str], Sequence[Mention]],
        respelled: Callable[[str], Entry | None],
    ) -> None:
        self._entry = entry
        self._mentions = mentions
        self._respelled = respelled

    def resolve(self, speaker: str, holder: str) -> Actor:
        """See `Actors.resolve`."""
        own = self.read(speaker)
        if own.known or not holder.strip() or bare(holder) == bare(speaker):
            return own.actor
        theirs = self.read(holder)
        named = _named(speaker, holder, own, theirs)
        if named is not None:
            return named
        if own.actor.kind == "person":
            same = theirs.actor.kind == "person" and fuller(theirs.actor.name, own.actor.name)
            return theirs.actor if same else own.actor
        if not theirs.known:
            better = bare(speaker).lower() in words.PRONOUNS or fuller(theirs.actor.name, own.actor.name)
            return theirs.actor if better or (own.single and theirs.actor.kind == "person") else own.actor
        if theirs.actor.kind == "person" and not own.single:
            return self.speaks_for(theirs.actor) or own.actor
        return own.actor if self._apart(own, theirs, speaker) else theirs.actor

    def _apart(self, own: Reading, theirs: Reading, speaker: str) -> bool:
        """Whether the speaker stays what the words say, whatever the proposal."""
        if own.single and own.actor.kind == "unnamed":
            told = plain(bare(speaker)).split()[1:]
            tells = any(word[0].isupper() and not _is_of_office(word) for word in told)
            return theirs.actor.kind == "collective" or (tells and theirs.actor.kind != "person")
        return own.crowd and theirs.actor.kind == "state"

    def read(self, phrase: str) -> Reading:
        """Who the words stand for; they themselves where nothing more can be said."""
        phrase = bare(phrase)
        whole = self._whole(phrase)
        if whole is not None:
            return whole
        parts = [bare(part) for part in _PARTS.split(phrase) if bare(part)] or [phrase]
        first = self._part(parts[0])
        several = self._several(phrase, first)
        if several is not None or len(parts) == 1 or first.actor.kind == "person":
            return several or first
        if first.single or self._one(parts[0]):
            # "the prime minister, Keir Starmer": the apposition names whom the office only describes
            for part in parts[1:]:
                named = self._person(part)
                if named is not None:
                    return named
        return first if first.known else self._own(phrase)

    def _one(self, phrase: str) -> bool:
        """Whether the words end in an office that one person holds: "the union's general secretary"."""
        return phrase.rsplit(maxsplit=1)[-1].lower() in words.PERSON | words.TITLES

    def speaks_for(self, person: Actor) -> Actor | None:
        """The actor for whom a person of the gazetteer speaks."""
        entry = self._entry(person.name)
        other = self._entry(entry.speaks_for) if entry is not None and entry.speaks_for else None
        return other.actor if other is not None else None

    def _whole(self, phrase: str) -> Reading | None:
        for form in (phrase, unquantified(phrase)):
            entry = self._entry(form)
            if entry is None:
                continue
            if entry.actor.kind == "state" and entry.forms.get(form) == "collective":
                return Reading(Actor(uncounted(phrase), "collective"), crowd=True)
            return Reading(entry.actor, known=True, single=entry.actor.kind == "person")
        return None

    def _several(self, phrase: str, first: Reading) -> Reading | None:
        """Several actors in a row ("France, Germany and Poland") are a collective of their own."""
        parts = [self._part(bare(part)) for part in _LISTED.split(phrase) if bare(part)]
        persons = first.actor.kind == "person"
        if len({part.actor.name for part in parts}) < 2:
            return None
        if not all((part.actor.kind == "person") == persons and (persons or part.known) for part in parts):
            return None
        return Reading(Actor(plain(phrase), "collective"))

    def _part(self, phrase: str) -> Reading:
        readers = (self._whole, self._person, self._headed, self._office, self._described, self._spoken_for)
        return next((reading for reader in readers if (reading := reader(phrase)) is not None), None) or self._own(
            phrase
        )

    def _items(self, phrase: str) -> list[Item]:
        return items(phrase, self._mentions(phrase))

    def _person(self, phrase: str) -> Reading | None:
        found = self._items(phrase)
        run = person_in(found)
        if run is None:
            return None
        name = phrase[found[run.start].start : found[run.stop - 1].end]
        known = self._entry(name) or self._respelled(name)
        if known is not None and known.actor.kind == "person":
            return Reading(known.actor, known=True, single=True)
        if found[run.stop - 1].person and run.stop - run.start == 1:
            return None
        before = found[run.start - 1] if run.start else None
        if before is not None and before.low in words.REGNAL and len(name.split()) < 3:
            name = f"{before.text} {name}"
        return Reading(Actor(name, "person"), single=True)

    def _office(self, phrase: str) -> Reading | None:
        """A state's or an organisation's office: "Kyiv’s negotiators", "officials in Berlin"."""
        found = self._items(phrase)
        cut = cut_at(found, words.TIES | words.CLAUSES)
        head = found[:cut]
        named = [item for item in head if item.mention is not None]
        if not head or not all(item.office or item.mention or item.low in words.QUANTITIES for item in head):
            return None
        single = head[-1].low in words.PERSON
        if named:
            actor = self._holder(named, head)
            return None if actor is None else Reading(actor, known=True, single=single)
        if cut == len(found) or not ties(head[-1].low, found[cut].low):
            return None
        rest = found[cut + 1 :]
        rest = rest[: cut_at(rest, words.CLAUSES)]
        if not rest:
            return None
        return self._object(phrase[rest[0].start : rest[-1].end], head[-1].low, single=single)

    def _object(self, phrase: str, office: str, *, single: bool) -> Reading | None:
        """Who is served by an office: "spokesman for Boeing", "an aide to President Doe"."""
        other = self._part(phrase)
        actor: Actor | None = other.actor
        if other.actor.kind == "person":
            actor = self.speaks_for(other.actor)
            if actor is None and office.startswith("spokes") and " " not in phrase:
                return Reading(Actor(phrase, "organisation"), single=single)
        if actor is None or not (other.known or actor.kind == "organisation"):
            return None
        if office in words.CLOSE and not other.known:
            return None  # "an adviser to the court" is not the court
        if office in words.QUANTITIES and actor.kind != "collective":
            return None  # "some in Washington" are no government
        return Reading(actor, known=other.known, single=single)

    def _holder(self, named: Sequence[Item], head: Sequence[Item]) -> Actor | None:
        """Whose office it is, when names and words of office stand side by side."""
        actors = [
            self.speaks_for(m.actor) if m.actor.kind == "person" else m.actor for m in (i.mention for i in named) if m
        ]
        first, last = actors[0], actors[-1]
        if first is None or last is None or self._is_crowd(named[-1]):
            return None
        if len(set(actors)) == 1 or last.kind == "collective":
            return last
        if all(word.lower() in words.OFFICE for word in named[-1].text.split()):
            return first
        return None if head[-1] is named[-1] else first

    def _is_crowd(self, item: Item) -> bool:
        """A collective of the gazetteer that is a common noun: "farmers", which more words make another's."""
        entry = self._entry(item.text)
        low = item.text[0].lower() + item.text[1:]
        return entry is not None and entry.actor.kind == "collective" and low in entry.forms

    def _headed(self, phrase: str) -> Reading | None:
        """A collective with its explanation: "European sources briefed on the talks"."""
        found = self._items(phrase)
        cut = cut_at(found, words.TIES | words.CLAUSES)
        if not cut:
            return None
        head = unquantified(phrase[found[0].start : found[cut - 1].end])
        told = head.split()
        if len(told) > 2 and told[0][0].isupper() and all(word.lower() in words.OFFICE for word in told[1:]):
            head = f"{told[0]} {told[-1]}"
        entry = self._entry(head)
        if entry is None or entry.actor.kind != "collective":
            return None
        placed = cut < len(found) and found[cut].low not in words.CLAUSES
        common = head[0].lower() + head[1:] in entry.forms and told[0].lower() not in words.COMPASS
        return None if placed and common else Reading(entry.actor, known=True)

    def _described(self, phrase: str) -> Reading | None:
        """A name after words that describe it: "the militant group Hezbollah", "neighbouring Rwanda"."""
        found = self._items(phrase)
        last = found[-1].mention if found else None
        if last is None or last.form in ("adjective", "collective") or last.actor.kind not in ("state", "organisation"):
            return None
        before = found[:-1]
        stops = words.TIES | words.CLAUSES | words.OUT_OF_OFFICE | {"and", "or"}
        plainly = all(item.text.islower() and not item.possessive and item.low not in stops for item in before)
        tied = phrase[: last.start].endswith(("-", "–"))
        return Reading(last.actor, known=True) if plainly and not tied else None

    def _spoken_for(self, phrase: str) -> Reading | None:
        """An organisation that the gazetteer does not know, through its spokesperson: "a Foo Energy spokesperson"."""
        found = self._items(phrase)
        if len(found) < 2 or not found[-1].low.startswith("spokes"):
            return None
        names = [number for number, item in enumerate(found[:-1]) if item.name and not item.person]
        if not names or not all(item.low in words.QUANTITIES for item in found[: names[0]]):
            return None
        name = phrase[found[names[0]].start : found[-2].end]
        return Reading(Actor(name, "organisation"), single=True) if names[-1] == len(found) - 2 else None

    def _own(self, phrase: str) -> Reading:
        """The words themselves, with the kind of actor that they describe."""
        found = self._items(phrase)
        agency = agency_in(found)
        if agency is not None:
            return Reading(Actor(plain(phrase[found[agency.start].start : found[agency.stop - 1].end]), "organisation"))
        cut = cut_at(found, words.TIES | words.CLAUSES)
        head = [item for item in found[:cut] if not item.possessive] or found
        last = head[-1].low if head else ""
        name = plain(phrase)
        explained = cut < len(found) and found[cut].low in words.CLAUSES
        if last in words.QUANTITIES | words.PRONOUNS or (last == "people" and explained):
            return Reading(Actor(name, "unnamed"), single=last in ("he", "she", "i", "who"))
        if last in words.PEOPLE:
            of_a_kind = any(item.mention or item.name for item in head)
            return Reading(Actor(name, "collective" if of_a_kind else "unnamed"))
        if last in words.CROWDS or plural(last):
            return Reading(Actor(name, "collective"), crowd=True)
        body = head[-1].mention is not None and head[-1].mention.actor.kind == "organisation" if head else False
        if body or last in words.LOWER_AGENCIES or (name.isupper() and len(found) == 1):
            return Reading(Actor(name, "organisation"))
        return Reading(Actor(name, "unnamed"), single=last not in words.BODIES | words.PAPERS)


def _named(speaker: str, holder: str, own: Reading, theirs: Reading) -> Actor | None:
    """The holder, where it is a name and the speaker's words are that name described, shortened, or stood for."""
    if not any(word[0].isupper() for word in holder.split()):
        return None
    if _PARTY.fullmatch(speaker.strip()) or named_in(speaker, holder):
        return theirs.actor
    if not theirs.known and (_is_a_body(speaker) or abbreviates(own.actor.name, theirs.actor.name)):
        return Actor(theirs.actor.name, "organisation")
    return None


def _is_a_body(speaker: str) -> bool:
    """Whether the words name nobody and stand for a body that is named elsewhere: "the company", "her government".

    A descriptor of people does not: who "the diplomats" are, the article may want left open.
    """
    match = _THE.fullmatch(speaker.strip().rstrip(","))
    rest = match["rest"].split() if match else []
    return bool(rest) and all(word.islower() for word in rest) and rest[-1] in words.BODIES | words.AGENCIES


def _is_of_office(word: str) -> bool:
    """Whether a capitalised word tells of an office alone: "the Prime Minister's spokesman"."""
    return re.sub(r"['’]s?$", "", word.lower()) in words.OFFICE
