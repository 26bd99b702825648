"""Which noun phrases of a sentence may be the subject of a verb: holders, the unknown, the counted, the explained."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.engines.rules.grammar import ADDRESSING, LONE_SPEAKERS, MANY, QUANTITIES
from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.verbs import Verbs
from briefing.engines.rules.words import Words

NOUN_PHRASE = re.compile(
    r"(?:d*a(?:,a)*,?k(?=[ja]*a[jac]*n))?"  # "European and" Canadian leaders
    r"(?:d[djr]*[jacpnus]{0,6}[nf]"  # "the broader Ukrainian leadership": unknown words only after a determiner
    r"|[djr]*[jacpn]{1,6}s[jacpnu]{0,5}[nfpc]"  # "Iran's foreign ministry"
    r"|[djr]*[jacpn]{0,6}[npcf])"  # "Ukrainian President Zelenskiy", "Kyiv"
    r"(?![npcsf])"
)
"""A holder's noun phrase, over the tags of words.py."""
GENERIC = re.compile(r"[dj]*u{0,2}u")
DEFINITE = re.compile(r"(?P<owner>d[jacpu]{0,2}[acpu]s|d|[cp]s)?[jacu]{0,3}?u(?=[vxr])")
"""Any noun after an article or an owner ("the trust", "the ad's narrator"), or in the plural."""
LIST_JOINT = re.compile(r",?k|,(?=[djacpn])")
OFFICE_OF_TWO = re.compile(r"[djr]*(?:[jacpn]+s|a)c+kc+n[cp]*")
"""One office, not two holders: "India's Transport and Water Minister Nitin Rao"."""
PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ents", "men", "women", "people", "ees", "ics", "als", "ives")
CONTRASTS = frozenset({"but", "yet", "nor"})
"""These join clauses, not holders."""
LIKENING = frozenset({"as", "than", "like", "unlike"})
"""After these a noun phrase is mostly no subject: "deals such as the treaty"."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Noun phrases in the subject's place, [start, end) of each in words, and where what belongs to them ends."""

    parts: tuple[tuple[int, int], ...]
    end: int

    @property
    def start(self) -> int:
        """The first word."""
        return self.parts[0][0]


class Subjects:
    """The noun phrases of one sentence in a subject's place; `Clauses` finds their verbs."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.tags = words.tags
        self.lexicon = lexicon
        self.verbs = Verbs(words, lexicon)

    def _subject(self, at: int) -> Subject | None:
        before = self.tags[at - 1] if at else "."
        if self.tags[at] == "o":
            # not in an object's relative clause: "concessions they cannot accept"
            return None if before in "unis" else Subject(((at, at + 1),), at + 1)
        if before in "djacpn" or (at and self.words[at - 1].lower in ADDRESSING):
            return None
        if (counted := self._counted(at)) is not None:
            return counted
        if self.words[at].lower in LONE_SPEAKERS and self._next(at + 1) in "vxri":
            return Subject(((at, at + 1),), at + 1)
        return self._noun_phrases(at)

    def _counted(self, at: int) -> Subject | None:
        """ "Hundreds of villagers", "both of the warring parties", "a majority of voters"."""
        head = at + 1 if self.tags[at] == "d" and self._next(at + 1) in "un" else at
        if self.words[head].lower not in QUANTITIES or not self.words.follow(head + 1, ("of",)):
            return None
        counted = NOUN_PHRASE.match(self.tags, head + 2)
        return Subject(((at, counted.end()),), counted.end()) if counted else None

    def _explained(self, subject: Subject) -> Subject | None:
        """The name before an apposition ("Amna Siddig, its lead author, …"), which is the subject in its place."""
        before, after = subject.start - 1, self._next(subject.end)
        described = self.tags[subject.end - 1] in "nu" and self.tags[subject.start] != "c"
        if before < 1 or self.tags[before] != "," or after not in ",i" or not described:
            return None
        close = self.tags.find(",", subject.end)
        start = self._first(before)
        if close < 0 or "k" in self.tags[subject.start : close + 2] or self.tags[before - 1] not in "cp":
            return None
        if start and self.tags[start - 1] in "k":
            return None
        return Subject(((start, before),), subject.end)

    def _noun_phrases(self, at: int) -> Subject | None:
        """One noun phrase, or several joined by "and"."""
        first = NOUN_PHRASE.match(self.tags, at) or self._generic(at)
        if first is None or self._lifeless(at, first.end()):
            return None
        parts = [(at, first.end())]
        end = first.end()
        while joint := LIST_JOINT.match(self.tags, end):
            more = NOUN_PHRASE.match(self.tags, joint.end())
            if more is None or self.words[joint.end() - 1].lower in CONTRASTS:
                break
            parts.append((joint.end(), more.end()))
            end = more.end()
            if "k" in joint[0]:
                one = len(parts) == 2 and OFFICE_OF_TWO.fullmatch(self.tags, at, end)
                return Subject(((at, end),) if one else tuple(parts), end)
        return Subject((parts[0],), parts[0][1])

    def _lifeless(self, start: int, end: int) -> bool:
        """A document speaks only for somebody who is named with it; "the Kigali Treaty" for nobody."""
        named = self.tags[end - 1] == "c" and self.words[start].lower == "the"
        if named and end - start > 1 and self.lexicon.thing(self.words[end - 1].lower):
            return True
        if self.tags[end - 1] != "f" or set(self.tags[start : end - 1]) & set("acpn"):
            return False
        author = self._next(end) == "i" and NOUN_PHRASE.match(self.tags, end + 1)
        return not author and self.words[end - 1].lower != "statement"

    def _generic(self, at: int) -> re.Match[str] | None:
        """A plural noun that is not in the lexicon, before a verb that only people can be the subject of."""
        if at and self.tags[at - 1] in "ujacpn":
            return None
        found = self._definite(at)
        if found is not None:
            return found
        found = GENERIC.match(self.tags, at)
        if found is None:
            return None
        head, verb = self.words[found.end() - 1].lower, self.verbs.group(found.end(), plural=True)
        if verb is None or verb.cue.lemma not in self.lexicon.speaking or verb.cue.form == "ing":
            return None
        return found if head.endswith(PERSON_ENDINGS) else None

    def _definite(self, at: int) -> re.Match[str] | None:
        """A noun that is not in the lexicon, before a verb of which only somebody is the subject: "the trust says"."""
        found = DEFINITE.match(self.tags, at)
        if found is None or not self._opens(at):
            return None
        head = self.words[found.end() - 1].lower
        many = head.endswith("s") and not head.endswith("ss")
        verb = self.verbs.group(found.end(), plural=many)
        if verb is None or verb.cue.form == "ing" or not self.lexicon.somebody(head):
            return None
        if not many and not found["owner"]:
            return None
        return found if verb.cue.lemma in self.lexicon.speaking | self.lexicon.minded else None

    def _opens(self, at: int) -> bool:
        """Whether a clause begins here: nothing stands before, or a comma, a conjunction, "that"."""
        if not self.tags[:at].strip("."):
            return True
        return self.tags[at - 1] in ",;:-kbhQ" and self.words[at - 1].lower not in LIKENING

    def _next(self, at: int) -> str:
        return self.tags[at] if at < len(self.tags) else "."

    def _finite_follows(self, subject: Subject) -> bool:
        """Whether a verb follows, known or not; "the Paris attack" has a noun there."""
        tag, at = self._next(subject.end), subject.end
        word = self.words[at].lower if at < len(self.tags) else ""
        if tag == "v":
            noun = word in self.lexicon.nounlike and not word.endswith(("s", "ed"))
            return not noun or self.plural(subject)
        return tag == "x" or (tag in "ur" and word.endswith(("ed", "s", "held", "met", "took")))

    def plural(self, subject: Subject) -> bool:
        """Whether the subject is sure to be many."""
        if len(subject.parts) > 1:
            return True
        last = subject.parts[0][1] - 1
        head, mention = self.words[last].lower, self.words[last].mention
        if self.tags[last] == "c" and self.words[subject.start].lower != "the":
            return False  # "ABC News"
        if mention is not None and mention.actor.kind == "state":
            return False  # "the United States"
        return head.endswith("s") or head in MANY

    def _takes_plain(self, subject: Subject) -> bool:
        """Whether a verb in the plain form may follow; also after a body: "the leadership insist"."""
        return self.plural(subject) or self.tags[subject.parts[0][1] - 1] == "n"

    def _first(self, end: int) -> int:
        """Where the noun phrase that ends here begins."""
        start = end
        while start > 0 and self.tags[start - 1] in "jacpns":
            start -= 1
        return start
