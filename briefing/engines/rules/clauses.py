"""Who does what in a sentence: holders in the subject's place, and the verb of the lexicon that they govern."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from briefing.engines.rules.grammar import DESCRIBING, SINGULAR
from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.subjects import LIKENING, Subject, Subjects
from briefing.engines.rules.verbs import Verb
from briefing.engines.rules.words import Words

GOVERNED = "its"
"""After a preposition, "to" or a possessive, a noun phrase is nobody's subject."""

PLACED = re.compile(r"i[djac]*[cp],$")
"""After a place and a comma stands the larger place: "in Tulsa, Oklahoma"."""
PARENTHESIS = 32
"""The most words that may stand between commas after a holder, before the verb."""
POSTMODIFIER = 16
"""The most words of a "familiar with the talks" between a holder and the verb."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A subject with its verb."""

    subject: Subject
    verb: Verb


class Clauses(Subjects):
    """The clauses of one sentence."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        super().__init__(words, lexicon)
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
