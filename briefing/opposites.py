"""Whether a sentence of ours says the opposite of a word of its evidence: "opposes" where the article has "supports".

A closed table of words that cannot be mistaken for each other's paraphrase. A fault needs the same neighbours and the
same number of negations on both sides: "did not support" carries "opposed".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.polarity import Reading, Word, read
from briefing.stems import stem, stems

_TABLE = """
accept agree approve approval endorse | reject refuse oppose decline veto rebuff
support back favour favor welcome endorse praise applaud | oppose reject condemn denounce criticise criticize resist
confirm acknowledge admit | deny dispute refute
allow permit legalise legalize | ban forbid prohibit outlaw block prevent
increase rise raise grow growth gain climb expand widen | decrease fall fell drop decline shrink reduce cut lose
higher more surge jump climb | lower less fewer slump plunge
want demand seek urge request propose | reject refuse oppose
want demand seek urge | decline
hope | fear worry dread
keep retain maintain | abandon scrap
right | wrong
quick quickly fast | slow slowly
strengthen stronger strong bolster | weaken weaker weak undermine
speed accelerate hasten | slow delay
win won victory succeed success | lose lost defeat fail failure
start begin launch resume | stop end halt suspend
open reopen | close shut
before | after
above | below
majority most | minority few
first | last
early earlier | late later
long longer | short shorter
always | never
inside | outside
north northern | south southern
east eastern | west western
import | export
buy buyer purchase | sell seller sale
arrive | leave depart
hire recruit | dismiss fire sack
optimistic hopeful confident | pessimistic doubtful
safe | dangerous unsafe
guilty convict | innocent acquit
lawful legal | unlawful illegal
willing ready | unwilling reluctant
include | exclude
united unity | divided division split
better best improve | worse worst worsen
high | low
public publicly | private privately secret secretly
trust | distrust mistrust
tighten | loosen ease relax
enough sufficient | insufficient
advance | retreat
attack | defend
friend ally | enemy foe adversary
rich | poor
temporary | permanent
voluntary | compulsory mandatory forced
partial partially | full fully complete completely
war | peace
"""


def _read_table() -> dict[str, list[tuple[frozenset[str], frozenset[str]]]]:
    """For each word of the table, by its stem, the two sides of each of its lines, its own first."""
    lines: dict[str, list[tuple[frozenset[str], frozenset[str]]]] = {}
    for line in _TABLE.strip().splitlines():
        one, two = (frozenset(stem(word) for word in side.split()) for side in line.split("|"))
        for own, other in ((one, two), (two, one)):
            for word in own:
                lines.setdefault(word, []).append((own, other))
    return lines


_LINES = _read_table()


def opposites(said: str, told: Iterable[str]) -> list[str]:
    """The words of a sentence that say the opposite of what its evidence says in their place, a phrase for each."""
    texts = list(told)
    ours = read(said, stems(" ".join(texts)))
    theirs = [clause for text in texts for clause in read(text, stems(said))]
    there = {word.stem for clause in theirs for word in clause.words}
    found = []
    for clause in ours:
        for at, word in enumerate(clause.words):
            for own, other in _LINES.get(word.stem, ()):
                if not own & there and any(_in_place_of(clause, at, reading, other) for reading in theirs):
                    found.append(f"“{word.text}”, the opposite of the article's word")
    return found


def _in_place_of(ours: Reading, at: int, theirs: Reading, opposed: frozenset[str]) -> bool:
    """Whether one of the opposed words stands in a clause with the neighbours and negations of our word."""
    return any(
        word.stem in opposed
        and (word.negations - ours.words[at].negations) % 2 == 0
        and _neighbours(ours.words, at) & _neighbours(theirs.words, place)
        for place, word in enumerate(theirs.words)
    )


def _neighbours(words: Sequence[Word], at: int) -> set[str]:
    return {word.stem for word in (*words[max(0, at - 2) : at], *words[at + 1 : at + 4])}
