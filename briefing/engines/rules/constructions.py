"""The constructions that ascribe a position without a plain subject and verb. Each method reads one, and shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.engines.rules.grammar import BE
from briefing.engines.rules.held import Held
from briefing.engines.rules.inversions import Inversions
from briefing.engines.rules.lexicon import Cue
from briefing.engines.rules.subjects import LIST_JOINT

SAYING = Cue("according", ("to",), "claims", speech=True)
HOLDING = Cue("position", (), "claims", speech=True)
VIEWING = Cue("view", (), "claims", speech=False)
OWNED = frozenset(
    "insistence demand call refusal opposition objection rejection resistance pledge promise commitment vow reluctance "
    "warning offer".split()
)
"""Nouns that are a position where their owner stands with them."""
SOURCE = frozenset({"among", "amongst", "in", "within", "from", "across", "at"})
"""Prepositions between a feeling and whoever has it."""
INTERJECTED = re.compile(r"(?:i[djuacpnsf]+){2,}(?:,|$)")
"""Only times and places, up to a comma or the end: what is said stands before."""
VIEWS = frozenset({"view", "opinion", "eyes", "words", "telling", "assessment", "judgment", "judgement"})
POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}


class Constructions(Inversions):
    """The constructions of one sentence."""

    def all(self) -> Iterator[Held]:
        """What any of them finds."""
        for read in (
            self.manner,
            self.inverted,
            self.according,
            self.passive,
            self.nouns,
            self.owned,
            self.standpoints,
            self.viewpoint,
            self.worried,
            self.moved,
        ):
            yield from read()

    def content(self, start: int, end: int) -> tuple[int, int]:
        """After the verb; before the speaker where nothing but a time or place follows the verb."""
        rest = self.tags[end:].strip(".,;:-")
        idle = (
            len(rest) < 3
            or (self.tags[start - 1 : start] == "Q" and self._next(end) not in "hQ:")
            or self.tags[end : end + 1] in {",", ";"}
            or re.fullmatch(r"[iudcp,]{0,7}|i[djuacpnsf]*", rest) is not None
            or re.match(r"i[djuacpnsf]*,", rest) is not None
            or (re.match(r"[djacpnu]{1,5},", rest) is not None and set(self.tags[:start]) & set("xvQ"))
            or (INTERJECTED.match(rest) is not None and set(self.tags[:start]) & set("xvQ"))
        )
        if idle and self._after_saying(start) and self._stated(start):
            return 0, start
        return (end, len(self.tags)) if rest else (max(0, start - 8), start)

    def _after_saying(self, start: int) -> bool:
        """Whether a speaker may stand here after what is said: "…, Canada said"."""
        return start > 0 and self.tags[start - 1] in ",Q-"

    def _stated(self, start: int) -> bool:
        """Whether something is said before word `start`: a quotation, or a clause of some length."""
        before = self.tags[:start].strip(",-")
        return "Q" in before or len(before) >= 2

    def according(self) -> Iterator[Held]:
        """ "According to European sources briefed on the talks, …"."""
        for index in range(len(self.tags) - 2):
            if not self.words.follow(index, ("according", "to")):
                continue
            phrase = self._phrase(index + 2)
            if phrase is None:
                continue
            close = min(
                (place for mark in ",-.;" if (place := self.tags.find(mark, phrase[1])) >= 0), default=len(self.tags)
            )
            content = (close + 1, len(self.tags)) if index < 2 else (0, index)
            yield Held((phrase,), close, SAYING, index, content, "according")

    def passive(self) -> Iterator[Held]:
        """ "was rejected by Iran", "condemned by several unions"."""
        for index in range(1, len(self.tags) - 2):
            if self.words[index + 1].lower != "by" or self.tags[index] not in "vu":
                continue
            cues = [
                cue
                for cue in self.lexicon.verbs.get(self.words[index].lower, ())
                if cue.form == "past" and not cue.rest
            ]
            parts = self._phrases(index + 2)
            joined = self.tags[index - 1] == "k" and any(word.lower in BE for word in self.words.all[:index])
            is_passive = joined or any(self.words[place].lower in BE for place in range(max(0, index - 3), index))
            if not cues or not parts or cues[0].stance == "claims" or not is_passive:
                continue
            negated = any(self.words[place].lower in {"not", "never"} for place in range(max(0, index - 3), index))
            yield Held(parts, self._tail(parts[-1][1]), cues[0], index, (0, index), "passive", negated)

    def _phrases(self, at: int) -> tuple[tuple[int, int], ...]:
        """The noun phrases of a list: "by the UK, Japan and Canada"."""
        first = self._phrase(at)
        parts = [first] if first else []
        while parts and (joint := LIST_JOINT.match(self.tags, parts[-1][1])):
            more = self._phrase(joint.end())
            if more is None or self.tags[more[1] : more[1] + 1] in {"v", "x"}:
                break  # "backed by Peru, and Chile said": the next clause
            parts.append(more)
            if "k" in joint[0]:
                return tuple(parts)
        return tuple(parts[:1])  # without "and" a comma opens an apposition, not a list

    def nouns(self) -> Iterator[Held]:
        """ "concerns in Kyiv about", "criticism from Moscow", "concerns are growing within NATO circles"."""
        for index, word in enumerate(self.words.all):
            cue = next((cue for cue in self.lexicon.nouns.get(word.lower, ()) if not cue.rest), None)
            if cue is None or word.lower in {"support", "backing", "condition", "interest"}:
                continue
            for place in range(index + 1, min(index + 14, len(self.tags) - 1)):
                if self.words[place].lower in SOURCE and self.tags[place - 1] != "v":
                    phrase = self._phrase(place + 1)
                    gap = self.tags[index + 1 : place]
                    if phrase is not None and self._sourced(gap, self.words[place].lower, cue, phrase):
                        yield Held((phrase,), self._tail(phrase[1]), cue, index, (phrase[1], len(self.tags)), "noun")
                    break

    def owned(self) -> Iterator[Held]:
        """ "Egypt's call to …", "Russia's public insistence on …"."""
        for index in range(2, len(self.tags) - 1):
            cues = [
                cue
                for cue in self.lexicon.nouns.get(self.words[index].lower, ())
                if not cue.rest and cue.lemma in OWNED
            ]
            after = self.tags[index + 1]
            if (
                not cues
                or after not in "ith"
                or self.words[index + 1].lower in {"of", "in", "from", "at", "with", "by", "as"}
            ):
                continue
            phrase = self._owner(index - 1)
            if phrase is not None and set(self.tags[phrase[0] : phrase[1]]) & set("pnc"):
                yield Held((phrase,), phrase[1], cues[0], index, (index + 1, len(self.tags)), "noun")

    def _sourced(self, gap: str, preposition: str, cue: Cue, phrase: tuple[int, int]) -> bool:
        if self.tags[phrase[0] : phrase[1]].endswith("f"):
            return False
        if preposition in {"among", "amongst"}:
            return "Q" not in gap
        if preposition == "from":
            return gap == "" and (cue.stance != "commits" or self.tags[phrase[1] : phrase[1] + 1] == "h")
        if preposition == "at":
            return False
        adjacent = gap == "" or bool(re.fullmatch(r"(?:i[dujapnskfit,]+)?r?x[xr]*[vux]", gap))
        return adjacent and cue.stance in {"warns", "opposes"}

    def standpoints(self) -> Iterator[Held]:
        """ "The message from European capitals is blunt: …", "Iran's position is that …"."""
        for index, word in enumerate(self.words.all):
            if word.lower not in self.lexicon.standpoints or index + 1 >= len(self.tags):
                continue
            follows, before = self.words[index + 1].lower, index - 1
            phrase = self._phrase(index + 2) if follows in {"from", "of", "in", "among"} else None
            tail = self._tail(phrase[1]) if phrase else index + 1
            if phrase is None and before > 0 and self.tags[before] in "saju":
                phrase = self._owner(before)
            if phrase is None or tail >= len(self.tags) or self.tags[tail] != "x":
                continue
            after = next(
                (place for place in range(tail + 1, min(tail + 6, len(self.tags))) if self.tags[place] in "h:tQ"), None
            )
            if after is not None and self.words[tail].lower in {
                "is",
                "was",
                "remains",
                "remained",
                "has",
                "are",
                "were",
            }:
                yield Held((phrase,), phrase[1], HOLDING, index, (after + 1, len(self.tags)), "standpoint")

    def _owner(self, end: int) -> tuple[int, int] | None:
        """The noun phrase before a possessive, or an adjective: "Iran's", "the Iranian"."""
        place = end
        while place >= 0 and self.tags[place] in "ju":
            place -= 1
        if place >= 0 and self.tags[place] == "s":
            start = place - 1
            while start > 0 and self.tags[start - 1] in "jacpnd":
                start -= 1
            return (start, place) if self.tags[start:place].strip("djau") else None
        return (place, place + 1) if place >= 0 and self.tags[place] == "a" else None

    def viewpoint(self) -> Iterator[Held]:
        """ "For many policymakers, …", "To Ukrainian officials, …": at the head of a sentence."""
        if len(self.tags) < 5 or self.words[0].lower not in {"for", "to", "in"}:
            return
        if self.words[0].lower == "in":
            yield from self._in_the_view()
            return
        phrase = self._phrase(1)
        if phrase is None and self.tags[1] == "d":
            return
        if phrase is not None and self.tags[phrase[1] : phrase[1] + 1] == "," and self.tags[1] != "o":
            yield Held((phrase,), phrase[1], VIEWING, 0, (phrase[1] + 1, len(self.tags)), "viewpoint")

    def _in_the_view(self) -> Iterator[Held]:
        """ "In Kyiv's view, …", "In its words, …"."""
        at = next((place for place in range(2, min(10, len(self.tags))) if self.words[place].lower in VIEWS), 0)
        if not at or self.tags[at + 1 : at + 2] == "i":
            return
        phrase = self._owner(at - 1) if self.tags[at - 1] == "s" else None
        if phrase is None and at == 2 and self.words[1].lower in POSSESSIVES:
            phrase = (1, 2)
        if phrase is not None:
            yield Held((phrase,), phrase[1], HOLDING, at, (at + 1, len(self.tags)), "viewpoint")

    def moved(self) -> Iterator[Held]:
        """ "The plan alarms Kyiv", "has angered the unions": the object holds it."""
        for index in range(1, len(self.tags) - 1):
            cue = self.lexicon.moving.get(self.words[index].lower)
            if cue is None or self.tags[index - 1] in "djsath" or cue.form == "ing":
                continue
            phrase = self._phrase(index + 1)
            if (
                phrase is not None
                and set(self.tags[phrase[0] : phrase[1]]) & set("nap")
                and self.tags[phrase[0]] != "o"
            ):
                yield Held((phrase,), self._tail(phrase[1]), cue, index, (0, index), "passive")

    def worried(self) -> Iterator[Held]:
        """ "with European nations worried about …"."""
        for index in range(1, len(self.tags) - 1):
            if self.words[index].lower != "with":
                continue
            phrase = self._phrase(index + 1)
            if phrase is None or phrase[1] >= len(self.tags):
                continue
            at = phrase[1] + (1 if self.tags[phrase[1]] == "r" else 0)
            if at >= len(self.tags):
                continue
            word = self.words[at].lower
            cue = next(
                (cue for cue in self.lexicon.adjectives.get(word, ()) if self.words.follow(at + 1, cue.rest)), None
            )
            verb = self._verbs.participle(at) if cue is None else None
            if cue is not None or verb is not None:
                yield Held((phrase,), phrase[1], cue or verb.cue, at, (at + 1, len(self.tags)), "worried")  # type: ignore[union-attr]
