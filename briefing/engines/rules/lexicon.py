"""The words that tell of a position (briefing/data/cues.toml), ready to look up by any of their forms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from briefing.records import Stance

Form = Literal["base", "s", "ing", "past"]
VOWELS = "aeiou"
DOUBLED = frozenset({"permit", "regret", "prefer", "refer", "compel", "fret"})
STANCES: tuple[Stance, ...] = ("claims", "demands", "warns", "supports", "opposes", "commits", "ambivalent")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that tells of a position.

    Attributes:
        lemma: its plain form, the first word only.
        rest: the words that must follow ("for" in "call for").
        speech: whether something is said aloud; else the writer describes what somebody thinks.
        form: the grammatical form of the first word; "base" for what has no forms.
    """

    lemma: str
    rest: tuple[str, ...]
    stance: Stance
    speech: bool
    form: Form = "base"


def forms(lemma: str, irregular: dict[str, list[str]]) -> dict[str, Form]:
    """The forms of an English verb by the regular spelling rules, and the irregular past forms that are given."""
    found: dict[str, Form] = {lemma: "base"}
    doubled = lemma in DOUBLED
    if lemma == "have":
        return {"have": "base", "has": "s", "having": "ing", "had": "past"}
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or lemma == "go":
        found[lemma + "es"] = "s"
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        found[lemma[:-1] + "ies"] = "s"
    else:
        found[lemma + "s"] = "s"
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) else lemma
    last = lemma[-1] if doubled or any(past.startswith(lemma + lemma[-1]) for past in irregular.get(lemma, ())) else ""
    found[stem + last + "ing"] = "ing"
    if lemma in irregular:
        found |= dict.fromkeys(irregular[lemma], "past")
    elif lemma.endswith("y") and lemma[-2] not in VOWELS:
        found[lemma[:-1] + "ied"] = "past"
    else:
        found[lemma + "d" if lemma.endswith("e") else lemma + last + "ed"] = "past"
    return found


def plural(noun: str) -> set[str]:
    """A noun's singular and plural."""
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return {noun, noun[:-1] + "ies"}
    if noun.endswith(("s", "x", "ch", "sh")):
        return {noun, noun + "es"}
    if noun.endswith("man"):
        return {noun, noun[:-3] + "men"}
    return {noun, noun + "s"}


class Lexicon:
    """The tables of cues.toml by the forms that stand in a text. All keys are lower case."""

    def __init__(self, tables: dict[str, dict[str, list[str]]]) -> None:
        self._irregular = tables["irregular"]
        grammar = tables["grammar"]
        self.verbs = self._verbs(tables)
        self.adjectives = self._phrases(tables["adjectives"])
        self.nouns = self._nouns(tables["nouns"])
        self.moving = {
            word: Cue(lemma, (), stance, speech=False, form=form)
            for stance in STANCES
            for lemma in tables["moving"].get(stance, ())
            for word, form in forms(lemma, self._irregular).items()
            if form != "base"
        }
        self.carriers = self._all(grammar["carriers"])
        self.helpers = self._all(grammar["helpers"])
        self.linking = self._all(grammar["linking"])
        self.standpoints = {form for noun in grammar["standpoints"] for form in plural(noun)}
        self.speaking = frozenset(grammar["speaking"])
        self.inverting = frozenset(grammar["inverting"])
        self.nounlike = frozenset(grammar["nounlike"])
        self.asking: dict[str, tuple[str, Form]] = {
            word: (lemma, form) for lemma in grammar["asking"] for word, form in forms(lemma, self._irregular).items()
        }
        self.minded = frozenset(grammar["minded"])
        self.acting = frozenset(self._all(grammar["acting"])) - frozenset(grammar["acting_nouns"])
        self._things = frozenset(grammar["things"])
        self._abstract = tuple(grammar["abstract"])
        holders = tables["holders"]
        self.government = {form for noun in holders["government"] for form in plural(noun)}
        self.other = {form for noun in holders["other"] for form in plural(noun)} - self.government
        self.holders = frozenset(self.government | self.other)
        self.documents = {form for noun in holders["documents"] for form in plural(noun)}
        self.titles = frozenset(holders["titles"])
        hedges = tables["hedges"]
        self.hedge_words = frozenset(hedges["words"])
        self.hedge_phrases = tuple(hedges["phrases"])
        self.quantifiers = frozenset(hedges["quantifiers"])
        names = self.government | self.other
        self.compounds = frozenset(tuple(noun.split()) for noun in names if " " in noun)
        self.compound_heads = frozenset(compound[0] for compound in self.compounds)

    def somebody(self, noun: str) -> bool:
        """Whether a noun may be somebody, a body or a paper: neither a thing nor an abstraction."""
        one = noun.removesuffix("s")
        return not {noun, one} & (self._things | self.documents) and not one.endswith(self._abstract)

    def thing(self, noun: str) -> bool:
        """Whether a noun is a thing: "the Halder Link" holds nothing, whatever its name."""
        return bool({noun, noun.removesuffix("s")} & self._things)

    def _verbs(self, tables: dict[str, dict[str, list[str]]]) -> dict[str, list[Cue]]:
        found: dict[str, list[Cue]] = {}
        for table in ("speech", "attitude"):
            for stance in STANCES:
                for phrase in tables[table].get(stance, ()):
                    lemma, *rest = phrase.split()
                    for word, form in forms(lemma, self._irregular).items():
                        cue = Cue(lemma, tuple(rest), stance, table == "speech", form)
                        found.setdefault(word, []).append(cue)
        # the longest phrase is tried first: "insist on" before "insist"
        return {word: sorted(cues, key=lambda cue: -len(cue.rest)) for word, cues in found.items()}

    @staticmethod
    def _phrases(table: dict[str, list[str]]) -> dict[str, list[Cue]]:
        found: dict[str, list[Cue]] = {}
        for stance in STANCES:
            for phrase in table.get(stance, ()):
                word, *rest = phrase.split()
                found.setdefault(word, []).append(Cue(word, tuple(rest), stance, speech=False))
        return {word: sorted(cues, key=lambda cue: -len(cue.rest)) for word, cues in found.items()}

    @staticmethod
    def _nouns(table: dict[str, list[str]]) -> dict[str, list[Cue]]:
        found: dict[str, list[Cue]] = {}
        for stance in STANCES:
            for phrase in table.get(stance, ()):
                noun, *rest = phrase.split()
                if noun == "red":
                    noun, rest = "line", []
                for form in plural(noun):
                    found.setdefault(form, []).append(Cue(noun, tuple(rest), stance, speech=False))
        return found

    def _all(self, lemmas: Iterable[str]) -> dict[str, str]:
        """Every form of the lemmas, with the lemma and the words that must follow it."""
        found = {}
        for phrase in lemmas:
            lemma, *rest = phrase.split()
            if lemma == "be":
                words: Iterable[str] = (
                    "is",
                    "are",
                    "was",
                    "were",
                    "be",
                    "been",
                    "being",
                    "’s",
                    "'s",
                    "’re",
                    "'re",
                    "'m",
                    "’m",
                    "am",
                )
            else:
                words = forms(lemma, self._irregular)
            for word in words:
                found[" ".join((word, *rest))] = lemma
        return found


@cache
def lexicon() -> Lexicon:
    """The packed lexicon, read once."""
    text = resources.files("briefing").joinpath("data", "cues.toml").read_text(encoding="utf-8")
    return Lexicon(tomllib.loads(text))
