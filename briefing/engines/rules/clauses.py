"""Who does what in a sentence: holders in the subject's place, and the verb of the lexicon that they govern."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from briefing.engines.rules.grammar import ADDRESSING, DESCRIBING, LONE_SPEAKERS, MANY, QUANTITIES, SINGULAR
from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.verbs import Verb, Verbs
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
GOVERNED = "its"
"""After a preposition, "to" or a possessive, a noun phrase is nobody's subject."""

PERSON_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ents", "men", "women", "people", "ees", "ics", "als", "ives")
CONTRASTS = frozenset({"but", "yet", "nor"})
"""These join clauses, not holders."""
PLACED = re.compile(r"i[djac]*[cp],$")
"""After a place and a comma stands the larger place: "in Tulsa, Oklahoma"."""
LIKENING = frozenset({"as", "than", "like", "unlike"})
"""After these a noun phrase is mostly no subject: "deals such as the treaty"."""
PARENTHESIS = 32
"""The most words that may stand between commas after a holder, before the verb."""
POSTMODIFIER = 16
"""The most words of a "familiar with the talks" between a holder and the verb."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Noun phrases in the subject's place, [start, end) of each in words, and where what belongs to them ends."""

    parts: tuple[tuple[int, int], ...]
    end: int

    @property
    def start(self) -> int:
        """The first word."""
        return self.parts[0][0]


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject with its verb."""

    subject: Subject
    verb: Verb


class Clauses:
    """The clauses of one sentence."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.tags = words.tags
        self.lexicon = lexicon
        self.verbs = Verbs(words, lexicon)
        self.subjects: list[Subject] = []
        """Every noun phrase in a subject's place, with a known verb or not, in order."""

    def find(self) -> list[Clause]:
        """The clauses with a subject of their own, in order."""
        found: list[Clause] = []
        at = 0
        while at < len(self.tags):
            subject = self._subject(at)
            if subject is None:
                at += 1
                continue
            explained = self._explained(subject)
            if explained is not None:
                subject = explained
            governed = bool(at) and self.tags[at - 1] in GOVERNED
            own = self._of_subject(subject, governed)
            if own:
                found += own
                self.subjects.append(own[0].subject)
                at = max(subject.parts[-1][1], own[-1].verb.first)
                continue
            opens = self._opens(subject.start) and not PLACED.search(self.tags[: subject.start])
            if not governed and explained is None and (opens or self._finite_follows(subject)):
                self.subjects.append(subject)
            at = max(at + 1, subject.end if governed else subject.parts[0][1])
        return found

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
        """A document speaks only for somebody who is named with it."""
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

    def _of_subject(self, subject: Subject, governed: bool) -> list[Clause]:
        """The clauses of one subject: its own, and one in a relative clause between commas before it."""
        plain, plural = self._takes_plain(subject), self.plural(subject)
        found: list[Clause] = []
        near = not self._may_reach(subject.start)
        for end, at in self._reaches(subject):
            relative = at > 0 and self.tags[at - 1] in "wh"
            if near and at != subject.end and not relative:
                continue
            if governed and not (relative and re.fullmatch(r"(?:i[djacpns]+)?,?", self.tags[subject.end : at - 1])):
                continue
            verb = self.verbs.group(at, plain)
            if (
                verb is None
                or (relative and (not self._speaks_there(verb) or self._restricts(subject, at, verb)))
                or (plural and self._singular(subject, verb))
            ):
                continue
            found.append(Clause(Subject(subject.parts, end), verb))
            if not (relative and self.tags[at - 2 : at] == ",w"):
                break
        return found

    def _may_reach(self, start: int) -> bool:
        """Whether a verb further on may be this noun phrase's: not where it is the object of a verb before it."""
        clause = re.split(r"[,;:.Qbwh()-]", self.tags[:start])[-1]
        if self.tags[start - len(clause) - 1 : start - len(clause)] == "b" and self.words[start - 1].lower in LIKENING:
            return False
        if not set(clause) & set("vxt"):
            return True
        cues = self.lexicon.verbs.get(self.words[start - 1].lower, ()) if clause[-1] == "v" else ()
        return any(cue.speech and cue.stance == "claims" for cue in cues)

    def _speaks_there(self, verb: Verb) -> bool:
        """Whether a relative clause says something: "who insist that", not "who argued the case"."""
        says = re.match(r"[hoQpa]|[iudcpanjt]{1,8}[hQ]|[djacpnus]{1,6}x", self.tags[verb.end :]) is not None
        return verb.cue.stance != "claims" or not verb.cue.speech or says

    def _restricts(self, subject: Subject, at: int, verb: Verb) -> bool:
        """A relative clause without a comma tells which people are meant: "voters who want change" are just those."""
        named_ = set(self.tags[subject.start : subject.end]) & set("acp")
        return not verb.cue.speech and self.tags[at - 2] != "," and not named_

    def _singular(self, subject: Subject, verb: Verb) -> bool:
        """A verb in the singular does not belong to a subject in the plural: "talks between leaders shows"."""
        if len(subject.parts) == 1 and self.tags[subject.parts[0][1] - 1] not in "nuod":
            return False
        return self.words[verb.first].lower in SINGULAR or (verb.first == verb.at and verb.cue.form == "s")

    def _reaches(self, subject: Subject) -> Iterator[tuple[int, int]]:
        """Where the verb may begin after the subject: (end of what belongs to the subject, the verb's first word)."""
        at = subject.end
        yield at, at
        if self._next(at) == "w":
            yield at, at + 1
        if self._next(at) == "h" and self._next(at + 1) in "vxr":
            yield at, at + 1
        tail = at
        for _ in range(3):
            mark = self._next(tail)
            if mark == "(":
                close = self.tags.find(")", tail)
                if close < 0:
                    return
                tail = close + 1
                yield tail, tail
            elif mark in ",-":
                yield from self._after_parenthesis(tail, mark)
                return
            else:
                stop = yield from self._after_postmodifier(tail, subject)
                if stop is None or stop == tail:
                    return
                tail = stop

    def _after_parenthesis(self, at: int, mark: str) -> Iterator[tuple[int, int]]:
        if mark == "," and self._next(at + 1) in "wh":
            yield at, at + 2
        if self._next(at + 1) in "kb" and self.words[at + 1].lower != "where":
            return
        if (
            mark == ","
            and self.tags[at + 1 : at + 2] == "v"
            and re.search(r"(?:^|[,;:-])d[uj]+,$", self.tags[: self._first(at)])
        ):
            yield at + 1, at + 1  # "its lead author, Amna Siddig, believes"
        for close in range(at + 2, min(at + PARENTHESIS, len(self.tags))):
            if self.tags[close] in ";:." or self.tags[close] in "Q":
                return
            if self.tags[close] == mark and self._next(close + 1) in "vxru":
                yield close + 1, close + 1

    def _first(self, end: int) -> int:
        """Where the noun phrase that ends here begins."""
        start = end
        while start > 0 and self.tags[start - 1] in "jacpns":
            start -= 1
        return start

    def _after_postmodifier(self, at: int, subject: Subject) -> Generator[tuple[int, int], None, int | None]:
        """ "in Berlin", "of EU states", "familiar with the talks", "in Berlin, Warsaw and several Baltic capitals"."""
        opener = self._next(at)
        if opener == "t" and self.tags[subject.start - 1 : subject.start] != "v":
            opener = "i"  # "the counterpart to", but not "urged Bangladesh to"
        participle = (opener == "u" and self._describes(at)) or (opener == "v" and self._next(at + 1) in "it")
        if opener not in "i" and not participle:
            return None
        for index in range(at + 1, min(at + POSTMODIFIER, len(self.tags))):
            tag = self.tags[index]
            if tag in "hbo;:.Q()" or (tag in ",-" and not self._in_list(at, index)):
                return index if tag in ",-(" else None
            if self._next(index - 1) in "it":
                continue
            if tag == "d" and self._next(index - 1) in "u" and self.words[index - 1].lower not in {"all", "both"}:
                return None  # a new noun phrase is the object of a verb that the lexicon does not know
            if tag == "w":
                yield index, index + 1
            elif tag in "xv" or (tag == "r" and self._next(index + 1) in "xv"):
                yield index, index
                if tag == "x":
                    return None
            elif tag == "k" and self._next(index + 1) in "vxr":
                yield index, index + 1
            elif tag == "u":
                yield index, index
        return None

    def _describes(self, at: int) -> bool:
        """Whether the word may open a description after a noun: "briefed on", "familiar with"."""
        word = self.words[at].lower
        return word.endswith(("ed", "ing")) or word in DESCRIBING

    def _in_list(self, start: int, comma: int) -> bool:
        """Whether a comma stands between places: "in Berlin, Warsaw, Paris, and several Baltic capitals"."""
        if not set(self.tags[start:comma]) & set("pc"):
            return False
        return re.match(r",(?:[dja]*[pcn]|k[dja]*[pcn])(?=[,kvxr])", self.tags[comma:]) is not None
