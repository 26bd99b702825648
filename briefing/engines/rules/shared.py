"""Verbs that share the subject of a clause before them: "…, urging unity", "… met in Paris, but warned that …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefing.engines.rules.clauses import Clause, Clauses
from briefing.engines.rules.held import Construction, Held, named
from briefing.engines.rules.subjects import Subject
from briefing.engines.rules.verbs import Verb

PARTICIPLE: Final[Construction] = "participle"
SHARED: Final[Construction] = "shared"


def held(subject: Subject, verb: Verb, content: tuple[int, int], how: Construction) -> Held:
    """A subject and a verb as what is held."""
    return Held(subject.parts, subject.end, verb.cue, verb.at, content, how, verb.negated, verb.modal, first=verb.first)


class SharedSubjects:
    """The verbs of one sentence without a subject of their own. `clauses` has found those with one."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self.words = clauses.words
        self.tags = clauses.tags

    def find(self, clauses: list[Clause]) -> Iterator[Held]:
        """ "…, urging unity", "…, but warned that": a verb that shares the subject of the clause before it."""
        for index in range(2, len(self.tags)):
            previous = self.tags[index - 1]
            if previous not in ",k-r" or self.tags[index] not in "vxu":
                continue
            joint = index - 1 if previous != "r" else index - 2
            if self.tags[joint] not in ",k-":
                continue
            owner = self._owner_of(joint)
            if owner is None:
                continue
            if self.tags[joint] in ",-" and self.words[index].lower.endswith("ing"):
                verb, how = self._clauses.verbs.participle(index), PARTICIPLE
            else:
                verb, how = self._coordinate(joint, index), SHARED
            if verb is not None:
                if how == PARTICIPLE or not named(self.tags, owner.parts):
                    owner = self._speaks_on(owner, verb, clauses)
                yield held(owner, verb, (verb.end, len(self.tags)), how)

    def _coordinate(self, joint: int, index: int) -> Verb | None:
        """The verb after "and", "but": in a form that cannot be the noun of a list."""
        if self.tags[joint] != "k" or self.tags[index] not in "vx" or self.words[joint].lower == "or":
            return None
        verb = self._clauses.verbs.group(index, plural=False)
        if verb is None or self.words[verb.at].lower not in self._clauses.lexicon.nounlike:
            return verb
        return verb if self.tags[verb.end : verb.end + 1] in {"h", "t"} else None

    def _owner_of(self, joint: int) -> Subject | None:
        """The subject that a verb after a joint shares: after ", but" the sentence's first, else the nearest."""
        before = [subject for subject in self._clauses.subjects if subject.end <= joint]
        if not before:
            return None
        return before[0] if self.tags[joint] == "k" and self.tags[joint - 1] == "," else before[-1]

    def _speaks_on(self, owner: Subject, verb: Verb, clauses: list[Clause]) -> Subject:
        """ "He demanded that Manila tow it away, saying …": who speaks goes on speaking, not who is spoken of."""
        if not verb.cue.speech:
            return owner
        before = [clause for clause in clauses if clause.verb.at < verb.at]
        while len(before) > 1 and self._complements(before[-2], before[-1]):
            before.pop()
        return before[-1].subject if before and before[-1].subject.start < owner.start else owner

    def _complements(self, first: Clause, second: Clause) -> bool:
        """Whether the second clause is what the first one says."""
        return first.verb.cue.speech and not re.search(r"[,;-]|k$", self.tags[first.verb.end : second.subject.start])
