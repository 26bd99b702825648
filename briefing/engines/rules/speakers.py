"""From a noun phrase to speakers: lists taken apart, pronouns traced back, a place at a sentence's head read along."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.engines.rules.constructions import POSSESSIVES
from briefing.engines.rules.grammar import TIMES
from briefing.engines.rules.held import Held
from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.memory import PERSONS, Memory
from briefing.engines.rules.subjects import NOUN_PHRASE
from briefing.engines.rules.words import Word, Words

PLACE_LIST = re.compile(r"i((?:[dja]*[acpn]+)(?:,[dja]*[acpn]+)*,?k[dja]*[acpn]+)$")
PLURAL = frozenset({"people", "police", "men", "women", "staff", "public"})
ADJECTIVES = re.compile(r"d*a(?:,a)*,?k[ja]*a")
PAIR = re.compile(
    r"(?:both|the two) (?:sides|countries|governments|parties|capitals|nations|powers)|both", re.IGNORECASE
)
BETWEEN = re.compile(r"i([djacpn]*[npc])k([djacpn]*[npc])")
NAMED = re.compile(r"(?:[jacpn]+s)?[jan]*(?:c{1,4}|p)")
ROLE = re.compile(
    r"(?P<before>c{2,4}),d[jacpu]{0,4}s?[jacpu]{0,3}(?P<held>n)(?=[,.i])|(?P<office>n),?(?P<after>c{2,4})(?=[^c]|$)"
)
"""A name with its office after it, or before it."""
ONE_PERSON = frozenset(
    "official diplomat negotiator envoy ambassador consul minister spokesman spokeswoman spokesperson president "
    "premier chancellor secretary commander general adviser advisor aide leader mayor governor judge "
    "prosecutor chief head chair chairman chairwoman director boss founder manager professor analyst economist "
    "lawyer activist campaigner senator lawmaker congressman congresswoman king queen pope bishop commissioner "
    "candidate speaker".split()
)
"""Nouns for one person: "Israel's envoy … he warned"."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who holds something, as written.

    Attributes:
        words: the words of the article.
        holder: whom they stand for where the words alone do not tell ("officials" after "Across Europe"); or "".
        lone: a pronoun that leads to nobody.
    """

    words: str
    holder: str = ""
    lone: bool = False


class Speakers:
    """The speakers of one chunk, sentence after sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.memory = Memory()
        self._lexicon = lexicon

    def of(self, held: Held, words: Words) -> list[Speaker]:
        """The speakers of what is held, one for each actor."""
        if len(held.parts) == 1 and PAIR.fullmatch(words.between(*held.parts[0])):
            names, paragraph = self.memory.pair
            if names and paragraph == self.memory.paragraph:
                return [Speaker(name) for name in names]
        found: list[Speaker] = []
        for number, (start, end) in enumerate(held.parts):
            last = number == len(held.parts) - 1
            after = held.content[1] <= start
            found += self._part(words, start, end, held.tail if last else end, after=after)
        return found

    def note(self, words: Words, start: int, end: int) -> None:
        """Remembers a noun phrase in a subject's place, for the pronouns after it."""
        tags = words.tags[start:end]
        if "o" in tags or not tags.strip("d"):
            return
        if (named := self._apposition(words, start, end)) and words[end - 1].lower.rsplit(maxsplit=1)[-1] in ONE_PERSON:
            self.memory.remember(named, "person")  # "the council's leader, Greta Sandoy, spoke": the next "she"
            return
        if tags[-1] in "fu" and "s" in tags:
            end = start + tags.index("s")  # "Beijing's aim": the next "it" is Beijing
            tags = tags[: tags.index("s")]
        name = _name(words, start, end)
        self.memory.remember(name, _kind(words, start, end))

    def note_bodies(self, words: Words) -> None:
        """Remembers every body that is named with its owner: "the Egyptian government", "the Sennar Farmers' Union"."""
        for found in NOUN_PHRASE.finditer(words.tags):
            if found[0].endswith("n") and set(found[0]) & set("acp") and not words[found.end() - 1].lower.endswith("s"):
                self.memory.own(words[found.end() - 1].lower, words.between(*found.span()))

    def note_roles(self, words: Words) -> None:
        """Remembers who holds which office: "Governor Wanda Kurek", "Tino Robles, the mayor of Lago"."""
        for found in ROLE.finditer(words.tags):
            name = "before" if found["before"] else "after"
            office = found.end("held") - 1 if name == "before" else found.end("office") - 1
            if words[office].lower.rsplit(maxsplit=1)[-1] in ONE_PERSON:
                self.memory.hold(words[office].lower, words.between(*found.span(name)))

    def note_owner(self, words: Words) -> None:
        """Remembers whose matter a sentence opens with: "Beijing's aim is patience" makes the next "it" Beijing."""
        owner = re.match(r"d*([jacpn]*[acpn])s[ju]*u[xr]", words.tags)
        if owner:
            self.memory.remember(words.between(*owner.span(1)), _kind(words, *owner.span(1)))

    def note_pair(self, words: Words) -> None:
        """Remembers the two that a sentence sets side by side, for "both sides" after it."""
        for found in BETWEEN.finditer(words.tags):
            if words[found.start()].lower == "between":
                names = (words.between(*found.span(1)), words.between(*found.span(2)))
                self.memory.pair = (names, self.memory.paragraph)

    def _part(self, words: Words, start: int, end: int, tail: int, *, after: bool) -> list[Speaker]:
        tags, lower = words.tags[start:end], words[start].lower
        if tags == "o" or (lower in POSSESSIVES and end - start == 1):
            return [self._pronoun(POSSESSIVES.get(lower, lower), after)]
        if ADJECTIVES.match(tags):
            return self._adjectives(words, start, end)
        if words[end - 1].lower == "statement" and not set(words.tags[start:tail]) & set("apcn"):
            return [self._last()]
        written = words.between(self._compound(words, start), end)
        if tags.endswith("n") and PLACE_LIST.match(words.tags[end:tail]):
            return self._places(words, written, end)
        named = self._apposition(words, start, end)
        return [Speaker(named) if named else self._single(words, start, end, tail)]

    def _single(self, words: Words, start: int, end: int, tail: int) -> Speaker:
        """One noun phrase with what describes it ("familiar with the talks")."""
        written, after = words.between(self._compound(words, start), end), words.tags[end:tail]
        if words.tags[end - 1] == "f" and (author := _author(words, end)):
            return Speaker(author, self.memory.full(author))
        if after and after[0] in "itu" and (words.tags[end - 1] in "nfud" or _crowd(words[end - 1])):
            written = words.between(start, self._untimed(words, end, tail))
        if described := self.memory.described(written):
            return Speaker(described, self.memory.full(described))
        holder = self.memory.full(written) if _kind(words, start, end) in PERSONS else self.memory.owner(written)
        return Speaker(written, holder or self._owned(words, start, end) or self._located(words, start, end, tail))

    def _owned(self, words: Words, start: int, end: int) -> str:
        """ "its foreign minister": the minister of the state that was spoken of last."""
        if words[start].lower not in {"its", "their"} or words[end - 1].lower not in self._lexicon.government:
            return ""
        owner = self.memory.trace("it")
        return f"{owner}’s {words.between(start + 1, end)}" if owner else ""

    def _untimed(self, words: Words, end: int, tail: int) -> int:
        """Where a description ends before the day: "an official on Friday"."""
        times = (place for place in range(end, tail) if words[place].lower in TIMES)
        day = next(times, tail)
        while (
            end < day < tail and words.tags[day - 1] in "iu" and words[day - 1].lower in {"on", "late", "early", "last"}
        ):
            day -= 1
        return day if day > end else end

    def _compound(self, words: Words, start: int) -> int:
        """Where the noun phrase really begins: with the unknown words tied to it ("rail militants", "party whips")."""
        first = start
        while (
            first > 0
            and self._attributive(words, first - 1)
            and start - first < 2
            and "d" not in words.tags[start : start + 1]
        ):
            first -= 1
        if first and words.tags[first - 1] == "d":
            first -= 1
        opens = first == 0 or words.tags[first - 1] in ",;:-kbhQ"
        first = first if opens and words.tags[start] == "n" else start
        quantified = first > 1 and (words[first - 2].lower, words[first - 1].lower) in {
            ("at", "least"),
            ("more", "than"),
            ("up", "to"),
        }
        return first - 2 if quantified else first

    def _attributive(self, words: Words, at: int) -> bool:
        """Whether a word may stand before a noun as part of its name: no participle, no verb in the past."""
        forms = {cue.form for cue in self._lexicon.verbs.get(words[at].lower, ())}
        return words.tags[at] in "uv" and not words[at].lower.endswith(("ed", "ing")) and forms <= {"base"}

    def _apposition(self, words: Words, start: int, end: int) -> str:
        """ "its director, Meera Joshi": the name that explains an office, with the office."""
        if (
            words.tags[end - 1] not in "nu"
            or (set(words.tags[start:end]) & set("c") and words[end - 1].lower not in ONE_PERSON)
            or words.tags[end : end + 1] not in {",", "i", "t"}
        ):
            return ""
        comma = words.tags.find(",", end, end + 6)
        named = NAMED.match(words.tags, comma + 1) if comma > 0 else None
        if named is None or words.tags[named.end() : named.end() + 1] not in {",", ".", ""}:
            return ""
        head = words[named.end() - 1]
        if head.mention is not None and head.mention.actor.kind != "person":
            return ""
        return words.between(start, named.end())

    def _last(self) -> Speaker:
        """Whoever spoke last: "the statement said"."""
        return (
            Speaker(self.memory.spoke, self.memory.full(self.memory.spoke))
            if self.memory.spoke
            else Speaker("", lone=True)
        )

    def _pronoun(self, pronoun: str, after: bool) -> Speaker:
        traced = (self.memory.speaking(pronoun) if after else "") or self.memory.trace(pronoun)
        traced = self.memory.described(traced) or traced
        return Speaker(traced, self.memory.full(traced)) if traced else Speaker(pronoun, lone=True)

    def _adjectives(self, words: Words, start: int, end: int) -> list[Speaker]:
        """ "European and Canadian leaders": a speaker for each adjective."""
        joint = words.tags.rfind("k", start, end)
        last = next(place for place in range(joint + 1, end) if words.tags[place] == "a")
        noun = words.between(last + 1, end)
        adjectives = [words[place].text for place in range(start, last + 1) if words.tags[place] == "a"]
        return [Speaker(f"{adjective} {noun}") for adjective in adjectives]

    def _places(self, words: Words, written: str, end: int) -> list[Speaker]:
        """ "Officials in Berlin, Warsaw and several Baltic capitals": a speaker for each place."""
        listed = PLACE_LIST.match(words.tags[end:])
        places = re.finditer(r"[djacpn]+", words.tags[end + 1 :])
        stop = len(words.tags)
        found: list[Speaker] = []
        for place in places:
            first, after = end + 1 + place.start(), end + 1 + place.end()
            if first >= stop:
                break
            found.append(Speaker(f"{written} {words[end].text} {words.between(first, after)}"))
            following = words.tags[after : after + 1]
            if following not in {",", "k"}:
                break
        return found if listed is not None or found else [Speaker(written)]

    def _located(self, words: Words, start: int, end: int, tail: int) -> str:
        """ "In several European capitals, senior officials": the place at the head of the sentence tells whose."""
        if not words.tags[start:end].endswith("n") or set(words.tags[start:tail]) & set("apc"):
            return ""
        comma = words.tags.find(",")
        if words[0].lower not in {"in", "across", "throughout", "within"} or not 0 < comma < start:
            return ""
        adjective = next((words[place].text for place in range(comma) if words.tags[place] == "a"), "")
        head = words[end - 1].text
        if adjective:
            return f"{adjective} {head}"
        place = next((words[place].text for place in range(comma) if words.tags[place] == "p"), "")
        return f"{head} in {place}" if place else ""


def _author(words: Words, end: int) -> str:
    """Who speaks through "three letters from the consul": the consul; "" where nobody is named."""
    if end >= len(words) or words[end].lower not in {"from", "by"}:
        return ""
    author = NOUN_PHRASE.match(words.tags, end + 1)
    return words.between(*author.span()) if author else ""


def _crowd(word: Word) -> bool:
    """A collective of the gazetteer that is a common noun: "analysts at the bank"."""
    return word.mention is not None and word.mention.actor.kind == "collective" and " " not in word.text


def _name(words: Words, start: int, end: int) -> str:
    return words.between(start, end)


def _kind(words: Words, start: int, end: int) -> str:
    tags = words.tags[start:end]
    head = words[end - 1]
    if tags.endswith("c"):
        return "person" if re.search(r"[nj]c+$|cc$", tags) and "d" not in tags else "name"
    if head.mention is not None and head.mention.actor.kind == "person":
        return "person"
    if tags.endswith("n") and head.lower.rsplit(maxsplit=1)[-1] in ONE_PERSON:
        return "person"
    if head.lower in PLURAL or (tags.endswith(("n", "u")) and head.lower.endswith("s")):
        return "many"
    if head.mention is not None and (
        head.mention.actor.kind == "collective" or (head.mention.actor.kind != "state" and head.lower.endswith("s"))
    ):
        return "many"
    return "one"
