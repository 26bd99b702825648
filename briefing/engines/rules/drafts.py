"""A position on its way to an offer, and its sentence: the article's own clause, with its subject."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.engines.rules.held import Held
from briefing.engines.rules.lexicon import forms, lexicon
from briefing.engines.rules.speakers import Speaker
from briefing.engines.rules.words import Words
from briefing.offers import StatementOffer
from briefing.records import Stance, Voice


@dataclass(frozen=True, slots=True)
class Draft:
    """A position on its way to an offer; `places` are the article's, `holder` is the speaker's actor by name."""

    speaker: Speaker
    holder: str
    stance: Stance
    places: tuple[tuple[int, int], ...]
    statement: str
    issue: str
    voice: Voice
    hedged: bool
    via: tuple[str, ...]

    def offer(self, text: str) -> StatementOffer:
        """The offer that the extract step checks."""
        return StatementOffer(
            words=[text[start:end] for start, end in self.places],
            speaker=self.speaker.words,
            actor=self.holder,
            behalf="",
            stance=self.stance,
            issue=self.issue,
            statement=self.statement,
            voice=self.voice,
            hedged=self.hedged,
            via=list(self.via),
        )


def statement_of(words: Words, item: Held, speaker: Speaker, reach: tuple[int, int], items: list[str]) -> str:
    """The article's own clause as a sentence, with its subject where it shares another's; list items follow it."""
    start, last = item.parts[0][0], reach[1]
    if item.how in {"shared", "participle"}:
        clause = (
            f"{speaker.words} {_finite(words, item, speaker)}{words.text[words[item.at].end : words[last - 1].end]}"
        )
    elif item.how == "clause" and item.content[0] > item.at and (reach[0] > 0 or start == 0):
        pronoun = words.tags[start] == "o"
        clause = (
            speaker.words + words.text[words[start].end : words[last - 1].end]
            if pronoun
            else words.between(start, last)
        )
    else:
        clause = words.between(0, len(words))
        if item.how in {"clause", "inverted"} and words.tags[start] == "o" and speaker.words:
            here = words[start].start - words[0].start  # “…,” she said: whoever reads it alone must know who
            clause = clause[:here] + speaker.words + clause[here + len(words[start].text) :]
    clause = clause.strip(" ,;:–—-•")
    if items:
        clause = f"{clause.rstrip(':')}: {'; '.join(part.strip(' -•–—*.;') for part in items)}"
    clause = clause[0].upper() + clause[1:]
    return clause if clause[-1] in ".!?…”\"’'" else f"{clause}."


def _finite(words: Words, item: Held, speaker: Speaker) -> str:
    """The verb for a sentence of its own: "arguing" as "argue" or "argues"; others with their auxiliaries."""
    word = words[item.at].text
    if item.how == "shared" or not word.endswith("ing"):
        return words.between(item.first, item.at + 1) if item.first >= 0 else word
    lemma = (
        next(cue.lemma for cue in lexicon().verbs[word.lower()])
        if word.lower() in lexicon().verbs
        else lexicon().carriers[word.lower()]
    )
    if speaker.words.split()[-1].endswith("s"):
        return lemma
    return next(form for form, kind in forms(lemma, {}).items() if kind == "s")
