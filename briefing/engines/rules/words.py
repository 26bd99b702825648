"""A sentence as tagged words: enough grammar to find who says what, and no more.

Every word gets one letter, so that a pattern over the letters can be read at a glance:

    d determiner, number or possessive pronoun   j adjective of rank ("senior")       n noun for a holder ("minister")
    p known actor as a noun ("Kyiv")             a known actor as adjective           f document ("statement")
    c other capitalised word                     o personal pronoun                   s the possessive 's
    i preposition                                t to                                 k and, or, but
    w who, which                                 h that                               b while, as, because, if …
    v verb of the lexicon                        x auxiliary, helper, linking verb    r adverb, not
    Q a quotation of four words or more          u anything else                      and punctuation stands for itself
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.actors import Actors, Mention
from briefing.actors.given import is_given
from briefing.engines.rules.grammar import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    LONE_SPEAKERS,
    NOT_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    RANKS,
    REGIONS,
    SUBORDINATORS,
    TIMES,
)
from briefing.engines.rules.lexicon import Lexicon
from briefing.engines.rules.quotations import Span

TAGGED = (
    (PRONOUNS, "o"),
    (CONJUNCTIONS, "k"),
    (SUBORDINATORS, "b"),
    (AUXILIARIES, "x"),
    (ADVERBS, "r"),
    (PREPOSITIONS, "i"),
    (frozenset({"who", "which", "whom", "whose"}), "w"),
    (frozenset({"to"}), "t"),
    (frozenset({"that"}), "h"),
    (DETERMINERS - {"that"}, "d"),
)
"""The tags of function words; the first that holds a word decides."""
TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gen|Col|Gov|Prof|St|Lt|Adm|Capt|Sgt)\.|\b[A-Za-z]+n[’']t\b|[’'](?:s|re|ll|ve|d|m)\b"
    r"|\d+(?:[.,]\d+)+\w*|\w+(?:[-‑&]\w+)*|--|[^\w\s]"
)
COMMON = re.compile(r"\b[a-z]+\b")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+")
BREAKS = frozenset(",;:-().!?")
TIES = "–—-‑/"
OPENERS = '“”"«»‘'


@dataclass(frozen=True, slots=True)
class Word:
    """A word at its place in the article; a known actor's name of several words is one."""

    start: int
    end: int
    text: str
    tag: str
    mention: Mention | None = None
    lower: str = field(init=False, compare=False)
    """In lower case, with a straight apostrophe."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "lower", self.text.lower().replace("’", "'"))  # asked for dozens of times


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an article writes its words: what tells a name at a sentence's head from any other word there.

    Attributes:
        common: the words that it writes in lower case.
        names: those that it writes with a capital within a sentence.
    """

    common: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Spelling:
        """The spelling of a text."""
        return cls(frozenset(COMMON.findall(text)), frozenset(NAME.findall(text)))

    def is_name(self, word: Word, following: Word | None) -> bool:
        """Whether a capitalised word at a sentence's head that the engine does not know is a name."""
        if (word.text in self.names and word.lower not in self.common) or is_given(word.text):
            return True
        told = following is not None and following.text[0].isupper()
        return (told or word.lower not in self.common) and not word.lower.endswith(("s", "ing", "ly", "ed"))


class Words:
    """The tagged words of one sentence."""

    def __init__(self, text: str, words: list[Word]) -> None:
        self.text = text
        self.all = words
        self.tags = "".join(word.tag for word in words)

    def __len__(self) -> int:
        return len(self.all)

    def __getitem__(self, index: int) -> Word:
        return self.all[index]

    def between(self, first: int, last: int) -> str:
        """The article's own characters from word `first` up to, not including, word `last`."""
        if first >= last:
            return ""
        return self.text[self.all[first].start : self.all[last - 1].end]

    def follow(self, at: int, rest: tuple[str, ...]) -> bool:
        """Whether the words from `at` on are `rest`."""
        return all(at + n < len(self.all) and self.all[at + n].lower == word for n, word in enumerate(rest))


def read_words(
    text: str, place: tuple[int, int], actors: Actors, lexicon: Lexicon, quoted: Sequence[Span], spelling: Spelling
) -> Words:
    """The words of the sentence text[start:end].

    Args:
        quoted: the quotations of its paragraph, in order.
        spelling: how the article writes its words.
    """
    start, end = place
    mentions = {mention.start: mention for mention in actors.mentions(text, start, end)}
    long = [span for span in quoted if not span.short]
    words: list[Word] = []
    at = start
    while at < end:
        before = bisect_right(long, at, key=lambda span: span.start)
        span = long[before - 1] if before else None
        if span is not None and at < span.end:
            stop = min(span.end, end)
            words.append(Word(at, stop, text[at:stop], "Q"))
            at = stop
            continue
        if at in mentions:
            mention = mentions[at]
            tag = "a" if mention.form == "adjective" else "p"
            words.append(Word(at, mention.end, text[at : mention.end], tag, mention))
            at = mention.end
            continue
        found = TOKEN.match(text, at, end)
        if found is None or found[0] in OPENERS:
            at += 1
            continue
        words.append(Word(at, found.end(), found[0], ""))
        at = found.end()
    return Words(text, _compounds(_tagged(_paired(words, text), spelling, lexicon), lexicon))


def _paired(words: list[Word], text: str) -> list[Word]:
    """Two names tied by a dash ("U.S.–Russia") as one adjective."""
    paired: list[Word] = []
    index = 0
    while index < len(words):
        three = words[index : index + 3]
        tied = (
            len(three) == 3
            and three[1].text in TIES
            and three[0].end == three[1].start
            and three[1].end == three[2].start
        )
        if tied and three[0].text[0].isalnum() and three[2].text[0].isalnum():
            words[index + 2] = Word(three[0].start, three[2].end, text[three[0].start : three[2].end], "j")
            index += 2
            continue
        paired.append(words[index])
        index += 1
    return paired


def _tagged(words: list[Word], spelling: Spelling, lexicon: Lexicon) -> list[Word]:
    tagged: list[Word] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else None
        if word.lower in {"'s", "’s"} and not word.tag:
            owner = tagged[-1] if tagged else None
            possessive = owner is not None and owner.tag in "pncufa" and owner.lower not in {"there", "here"}
            tagged.append(Word(word.start, word.end, word.text, "s" if possessive else "x"))
            continue
        first = not any(other.text[0].isalnum() for other in tagged) or tagged[-1].tag in ":Q"
        tag = word.tag or _tag(word, first, following, spelling, lexicon)
        if tag == "v" and tagged and word.lower in lexicon.nounlike and _noun_slot(tagged[-1]):
            tag = "f" if word.lower in lexicon.documents else "u"
        tagged.append(Word(word.start, word.end, word.text, tag, word.mention))
    return tagged


def _noun_slot(before: Word) -> bool:
    """Whether a word after this one is a noun: "their view", "Iran's demands"."""
    return before.tag in "sjai" or (before.tag == "d" and before.lower not in LONE_SPEAKERS)


def _tag(word: Word, first: bool, following: Word | None, spelling: Spelling, lexicon: Lexicon) -> str:
    lower = word.lower
    if not word.text[0].isalnum() and lower not in AUXILIARIES:
        return _mark(word.text, lower, following)
    if word.text[0].isupper() and not first:
        return _capital(lower, lexicon)
    if first and word.text[0].isupper() and lower in REGIONS:
        return "a"
    if first and word.text[0].isupper() and not _known(lower, lexicon):
        if lower in TIMES:
            return "u"
        return "c" if spelling.is_name(word, following) else _common(lower)
    return _function(lower) or _content(lower, lexicon)


def _mark(text: str, lower: str, following: Word | None) -> str:
    if lower in {"'", "’"}:
        return "s" if following is not None and following.text[0].isalpha() else "u"
    if text in "–—-‑" or text == "--":
        return "-"
    return text if text in BREAKS else "u"


def _capital(lower: str, lexicon: Lexicon) -> str:
    tags: tuple[tuple[bool, str], ...] = (
        (lower in REGIONS, "a"),
        (lower in TIMES and lower != "may", "u"),
        (lower == "i", "o"),
        (lower.rstrip(".") in lexicon.titles, "j"),
        (lower in lexicon.holders, "n"),
        (lower in lexicon.documents, "f"),
    )
    return next((tag for holds, tag in tags if holds), "c")


def _known(lower: str, lexicon: Lexicon) -> bool:
    return bool(_function(lower)) or _content(lower, lexicon) not in {"u"} or lower.rstrip(".") in lexicon.titles


def _common(lower: str) -> str:
    return "r" if lower.endswith("ly") and lower not in NOT_ADVERBS else "u"


def _function(lower: str) -> str:
    tag = next((tag for words, tag in TAGGED if lower in words), "")
    if not tag and lower.endswith("n't"):
        tag = "x"
    if not tag and lower.isdigit():
        tag = "d"
    return tag


def _content(lower: str, lexicon: Lexicon) -> str:
    tags: tuple[tuple[bool, str], ...] = (
        (lower.rstrip(".") in lexicon.titles, "j"),
        (lower in lexicon.holders, "n"),
        (lower in lexicon.verbs, "v"),
        (lower in lexicon.helpers or lower in lexicon.linking, "x"),
        (lower in lexicon.documents, "f"),
        (lower in RANKS, "j"),
    )
    return next((tag for holds, tag in tags if holds), "") or _common(lower)


def _compounds(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """Nouns of several words ("foreign minister", "secretary of state") as one word."""
    joined: list[Word] = []
    index = 0
    while index < len(words):
        word = words[index]
        length = 1
        if word.lower in lexicon.compound_heads:
            runs = {n: tuple(part.lower for part in words[index : index + n]) for n in (3, 2)}
            length = next((n for n, run in runs.items() if len(run) == n and run in lexicon.compounds), 1)
        if length > 1:
            end = words[index + length - 1].end
            between = " ".join(part.text for part in words[index : index + length])
            word = Word(word.start, end, between, "n")
        joined.append(word)
        index += length
    return joined
