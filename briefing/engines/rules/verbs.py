"""Verb groups: "has repeatedly said", "is not opposed to", "would rather", "expressed deep concern"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from briefing.engines.rules.grammar import BE, HAVE, IDLE_MODALS, NEGATIONS, REGARDING, VOICING
from briefing.engines.rules.lexicon import Cue, Lexicon
from briefing.engines.rules.words import Words

PREFERRING = Cue("prefer", (), "supports", speech=False)
LIKING = Cue("like", (), "demands", speech=False)
"""After "would", with an object: "would like the rule dropped"."""
OBJECT_TO = re.compile(r"[djacpnurs]{1,7}t")
"""An object and "to": "asked the court to wait"."""
REPORTED = frozenset({"reported", "said", "understood", "believed", "thought", "quick"})
"""After "is" and before "to", these hand the subject on: "is said to want". What is expected is nobody's position."""
LONGEST = 9
"""How many words may stand in a verb group before its verb."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue at its place: `at` is its first word, `end` the word after it."""

    cue: Cue
    first: int
    at: int
    end: int
    negated: bool = False
    modal: str = ""


class Verbs:
    """The verb groups of one sentence."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.tags = words.tags
        self.lexicon = lexicon

    def _next(self, at: int) -> str:
        return self.tags[at] if at < len(self.tags) else "."

    def group(self, at: int, plural: bool) -> Verb | None:
        """The cue whose verb group begins at word `at`, with its auxiliaries and adverbs."""
        index, negated, last, modal = at, False, "", ""
        while index < len(self.tags):
            lower, tag = self.words[index].lower, self.tags[index]
            step = self._auxiliary(index, last)
            found = self._cue(index, last, plural) if tag in "vuxrni" else None
            if found is not None:
                none = any(self.words[place].lower == "no" for place in range(index + 1, found[1]))
                if modal in IDLE_MODALS or (none and found[0].stance == "claims"):
                    return None
                return Verb(found[0], at, index, found[1], negated or none, modal)
            if step == 0 or index - at > LONGEST:
                return None
            if lower in NEGATIONS or lower.endswith("n't"):
                negated = True
            if lower == "rather" and last in {"would", "'d"}:
                last = "rather"
            elif tag == "x":
                last = lower
                modal = lower if lower in IDLE_MODALS | {"would", "will", "'ll", "'d", "shall"} else modal
            elif tag == "t":
                last = "to"
            index += step
        return None

    def _auxiliary(self, index: int, last: str) -> int:
        """How many words to step over as part of the verb group; 0 when it ends here."""
        tag = self.tags[index]
        if tag in "xr":
            return 1
        if tag == "t" and last:
            return 1
        if tag == "," and self._next(index + 1) == "r" and self._next(index + 2) == ",":
            return 3
        if last in BE and self.words[index].lower in REPORTED:
            return 1 if self._next(index + 1) == "t" else 0
        return 0

    def _cue(self, index: int, last: str, plural: bool) -> tuple[Cue, int] | None:
        lower = self.words[index].lower
        if lower in self.lexicon.carriers and self._agrees(lower, self._form(lower), last, plural):
            carried = self.carried(index)
            if carried is not None:
                return carried
        return self._described(index, last) or self._asked(index, last, plural) or self._verb(index, last, plural)

    def _described(self, index: int, last: str) -> tuple[Cue, int] | None:
        """After "be" an adjective; after "would" a preference: "would rather", "would like the rule dropped"."""
        lower = self.words[index].lower
        if last in BE or last in self.lexicon.linking:
            for cue in self.lexicon.adjectives.get(lower, ()):
                if self.words.follow(index + 1, cue.rest):
                    return cue, index + 1 + len(cue.rest)
        if last == "rather":
            return PREFERRING, index
        if lower == "like" and last == "would" and self._next(index + 1) != "t":
            return LIKING, index + 1
        return None

    def _verb(self, index: int, last: str, plural: bool) -> tuple[Cue, int] | None:
        lower = self.words[index].lower
        for cue in self.lexicon.verbs.get(lower, ()) if self.tags[index] == "v" else ():
            if not self._agrees(lower, cue.form, last, plural):
                continue
            after = index + 1
            if cue.rest and self._next(after) == "r":
                after += 1
            if self.words.follow(after, cue.rest):
                end = after + len(cue.rest)
                if self._complement(lower, end, last, cue):
                    return cue, end
        return None

    def _asked(self, index: int, last: str, plural: bool) -> tuple[Cue, int] | None:
        """Verbs that demand something of their object: "asked the senators to", "are pressing both sides to"."""
        lower = self.words[index].lower
        lemma, form = self.lexicon.asking.get(lower, ("", "base"))
        if not lemma or not self._agrees(lower, form, last, plural):
            return None
        if OBJECT_TO.match(self.tags, index + 1) is None:
            return None
        return Cue(lemma, (), "demands", speech=True, form=form), index + 1

    def _form(self, lower: str) -> str:
        if lower.endswith("ing"):
            return "ing"
        lemma = self.lexicon.carriers[lower]
        if lower == lemma:
            return "base"
        return "s" if lower.endswith("s") else "past"

    def _agrees(self, lower: str, form: str, last: str, plural: bool) -> bool:
        """Whether a verb's form fits the word before it: "has said", "is saying", "officials say"."""
        if last in BE:
            return form == "ing"
        if last in HAVE:
            return form == "past"
        if last:
            return form == "base" or lower in self.lexicon.linking
        return form in {"s", "past"} or (form == "base" and plural)

    def _complement(self, lower: str, end: int, last: str, cue: Cue) -> bool:
        """Whether something follows that a verb can have; a word that is more often a noun needs more."""
        after = self._next(end)
        if (
            cue.lemma in REGARDING
            and after != "h"
            and not any(word.lower == "as" for word in self.words.all[end : end + 14])
        ):
            return False
        if (cue.lemma == "write" and after == "t") or (cue.lemma == "compare" and after in "it"):
            return False
        if cue.form == "past" and not last and end < len(self.words) and self.words[end].lower == "by":
            return False
        if lower not in self.lexicon.nounlike or last or cue.rest:
            return True
        return after in "hdpacjontuQb" or (after == "r" and end + 1 < len(self.tags))

    def carried(self, at: int) -> tuple[Cue, int] | None:
        """The noun that the verb at word `at` carries, and the word after it: "expressed deep concern"."""
        speech = self.lexicon.carriers[self.words[at].lower] in VOICING
        raising = self.lexicon.carriers[self.words[at].lower] == "raise"
        for index in range(at + 1, min(at + 6, len(self.tags))):
            for cue in self.lexicon.nouns.get(self.words[index].lower, ()):
                if raising and cue.stance == "supports":
                    return None  # hopes are raised in others
                if self.words.follow(index + 1, cue.rest):
                    return replace(cue, speech=speech), index + 1 + len(cue.rest)
            if self.tags[index] not in "djraus" or (self.tags[index] == "u" and self.words[index].lower.endswith("ed")):
                return None
        return None

    def participle(self, index: int) -> Verb | None:
        """The cue of a participle without a subject of its own: "urging", "calling again for"."""
        word = self.words[index].lower
        if word in self.lexicon.carriers:
            carried = self.carried(index)
            if carried is not None:
                return Verb(carried[0], index, index, carried[1])
        for cue in self.lexicon.verbs.get(word, ()):
            for gap in (0, 1):  # "calling for", "calling again for"
                after = index + 1 + gap
                if (
                    cue.form == "ing"
                    and self.words.follow(after, cue.rest)
                    and (gap == 0 or self._next(index + 1) == "r")
                ):
                    return Verb(cue, index, index, after + len(cue.rest))
        return None
