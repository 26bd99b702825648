"""From a sentence's tagged words to what is held in it, and by whom.

A plain subject and verb (`clauses`), verbs that share a subject (`shared`) and the other `constructions` are put
together here; what stands within another's words is marked as reported by that other.
"""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.engines.rules.clauses import Clause, Clauses
from briefing.engines.rules.constructions import Constructions
from briefing.engines.rules.held import Construction, Held, named
from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.shared import SharedSubjects, held
from briefing.engines.rules.subjects import Subject
from briefing.engines.rules.words import Words
from briefing.records import Stance

REPORTING: frozenset[Construction] = frozenset({"clause", "shared", "participle", "according", "inverted"})
"""Constructions whose content may hold another's position."""
WILLING = frozenset({"will", "'ll", "shall"})
SILENT = frozenset(
    "say explain tell comment report announce disclose reveal elaborate mention respond describe reply answer".split()
)
"""Negated, these verbs tell that nothing was said."""
DENYING = frozenset({"deny", "refute", "dispute"})
DISMISSING = frozenset({"reject", "dismiss"})
"""With "claims that", "reports that" these deny, too."""
HEARSAY = frozenset(
    "accusation accusations allegation allegations assertion assertions claim claims notion report reports rumour "
    "rumours rumor rumors suggestion suggestions".split()
)
BARELY = frozenset({"consider", "see", "feel", "judge", "regard", "view", "assume", "know"})
"""Negated, these tell that no thought was given: "had not considered the springs"."""
OWN = frozenset({"own", "home"})
"""After "call" these tell whose something is, or where somebody lives, not what anybody thinks."""
CONDITIONS = frozenset(
    {"than", "when", "after", "before", "if", "unless", "whether", "until", "should", "lest", "what", "how", "why"}
)


class Attribution:
    """Everything that is held in one sentence."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.tags = words.tags
        self._clauses = Clauses(words, lexicon)
        self._constructions = Constructions(words, lexicon)

    def held(self) -> tuple[list[Held], list[Subject]]:
        """What is held, in the order of the cues; and every subject, for the pronouns that follow."""
        clauses = self._clauses.find()
        found = [self._plain(clause) for clause in clauses if not self._idle(clause)]
        found += SharedSubjects(self._clauses).find(clauses)
        found += self._constructions.all()
        found.sort(key=lambda item: item.at)
        return self._merged(self._nested(self._once(found))), self._clauses.subjects

    def _once(self, found: list[Held]) -> list[Held]:
        """One holding for each cue; the first construction that read it is the surest."""
        kept: list[Held] = []
        for item in found:
            if item.how == "noun" and any(item.parts == other.parts and other.how == "clause" for other in found):
                continue
            if not any(
                item.at == other.at or (item.parts == other.parts and abs(item.at - other.at) < 3) for other in kept
            ):
                kept.append(item)
        return kept

    def _idle(self, clause: Clause) -> bool:
        """A condition, a question, silence: "if Russia refuses", "whether Iran wants", "did not say"."""
        verb, start = clause.verb, clause.subject.start
        if verb.negated and verb.cue.stance == "claims" and verb.cue.lemma in SILENT | BARELY:
            return True
        if verb.cue.lemma == "write" and not set(self.tags) & set("hQ:") and start < 2:
            return True  # "The authors write in a personal capacity."
        if verb.cue.lemma == "call" and OWN & {word.lower for word in self.words.all[verb.end : verb.end + 2]}:
            return True
        before = [self.words[index].lower for index in range(max(0, start - 2), start)]
        return any(word in CONDITIONS for word in before)

    def _plain(self, clause: Clause) -> Held:
        content = self._constructions.content(clause.subject.start, clause.verb.end)
        return held(clause.subject, clause.verb, content, "clause")

    def _nested(self, found: list[Held]) -> list[Held]:
        """Marks what stands within the content of another's words: Kyiv says that Washington promised."""
        marked: list[Held] = []
        for item in found:
            outer = -1
            for place, other in enumerate(found if item.how != "according" else ()):
                if other is item or other.parts == item.parts or other.how not in REPORTING:
                    continue
                inside = other.content[0] <= item.parts[0][0] and item.parts[-1][1] <= other.content[1]
                before = other.content == (0, other.parts[0][0])
                if inside and (before or self._complement(other, item)):
                    outer = place
            marked.append(replace(item, outer=outer))
        return marked

    def _merged(self, found: list[Held]) -> list[Held]:
        """What a speaker says of itself is one position: "Washington insists that it remains committed to …".

        What is said of somebody without a name ("he said the firm was ready") is the speaker's claim alone.
        """
        into: dict[int, int] = {}
        for number, item in enumerate(found):
            if item.outer < 0:
                continue
            own = self.tags[item.parts[0][0]] == "o"
            unnamed = item.how in {"clause", "shared"} and not named(self.tags, item.parts)
            if own or unnamed or self._denied(found, number) or (item.how == "noun" and self._topic(item)):
                into[number] = item.outer
            said = found[item.outer]
            denied = said.cue.lemma in DENYING
            if own and not denied and said.cue.stance == "claims" and item.cue.stance != "claims" and said.at < item.at:
                stance: Stance = (
                    "commits" if item.modal in WILLING and item.cue.stance != "opposes" else item.cue.stance
                )
                found[item.outer] = replace(
                    said, cue=replace(said.cue, stance=stance, lemma=item.cue.lemma), negated=item.negated
                )
        kept = [number for number in range(len(found)) if number not in into]
        places = {number: place for place, number in enumerate(kept)}
        outers = {number: into.get(found[number].outer, found[number].outer) for number in kept}
        outers = {number: -1 if outer == number else outer for number, outer in outers.items()}
        return [replace(found[number], outer=places.get(outers[number], -1)) for number in kept]

    def _denied(self, found: list[Held], number: int) -> bool:
        """Whether it stands within what somebody denies, who thereby says that nobody held it."""
        said = found[found[number].outer]
        about = {self.words[place].lower for place in range(said.at + 1, min(said.at + 4, len(self.words)))}
        dismissed = said.cue.lemma in DISMISSING and bool(about & HEARSAY)
        return not said.negated and (said.cue.lemma in DENYING or dismissed)

    def _topic(self, item: Held) -> bool:
        """What another's words only mention: "Trump's call for dialogue comes as …, he noted"."""
        return self.tags[item.at - 1] in "saju" and item.at > item.parts[0][1]

    def _complement(self, outer: Held, inner: Held) -> bool:
        """Whether the inner one stands within what the outer says, not beside it ("While A says x, B fears y")."""
        between = self.tags[outer.content[0] : inner.parts[0][0]]
        return re.search(r"[;,-]|k$|b", between) is None
