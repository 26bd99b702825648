"""What is said first and its speaker after it: “…”, said the minister; “…,” he fumed."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.engines.rules.held import Held
from briefing.engines.rules.lexicon import Cue, Lexicon
from briefing.engines.rules.subjects import NOUN_PHRASE
from briefing.engines.rules.verbs import Verbs
from briefing.engines.rules.words import Words

MANNER = Cue("say", (), "claims", speech=True)


class Inversions:
    """The inversions of one sentence, and the noun phrases that its constructions are made of."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.tags = words.tags
        self.lexicon = lexicon
        self._verbs = Verbs(words, lexicon)

    def _next(self, at: int) -> str:
        return self.tags[at] if at < len(self.tags) else "."

    def inverted(self) -> Iterator[Held]:
        """“…”, said the minister. / …, says Canada."""
        for index in range(1, len(self.tags)):
            word = self.words[index].lower
            cues = [
                cue for cue in self.lexicon.verbs.get(word, ()) if cue.lemma in self.lexicon.inverting and not cue.rest
            ]
            if not cues or cues[0].form not in {"past", "s"} or self.tags[index - 1] not in ",Q-":
                continue
            phrase = self._phrase(index + 1)
            if phrase is not None:
                yield Held((phrase,), self._tail(phrase[1]), cues[0], index, (0, index), "inverted")

    def manner(self) -> Iterator[Held]:
        """“…,” he fumed. / “…”, sobbed Ms Brown: after a quotation any verb in the past tells that it was said."""
        for index in range(1, len(self.tags) - 1):
            if self.tags[index - 1] != "Q" and self.tags[index - 2 : index] != "Q,":
                continue
            phrase = self._phrase(index)
            at = phrase[1] if phrase else index
            if at >= len(self.tags) or self.tags[at] != "u" or not self.words[at].lower.endswith("ed"):
                continue
            if phrase is None:
                phrase = self._phrase(at + 1)
                ends = phrase[1] if phrase else 0
            else:
                ends = at + 1
            if phrase is not None and self._next(ends) in ",.;irQ":
                yield Held((phrase,), ends, MANNER, at, (0, index), "inverted")

    def _phrase(self, at: int) -> tuple[int, int] | None:
        if at < len(self.tags) and self.tags[at] == "o":
            return at, at + 1
        found = NOUN_PHRASE.match(self.tags, at)
        return (at, found.end()) if found else None

    def _tail(self, at: int) -> int:
        """Where the prepositional phrases after a noun phrase end: "officials in Paris"."""
        while at < len(self.tags) and self.tags[at] == "i":
            phrase = NOUN_PHRASE.match(self.tags, at + 1)
            if phrase is None:
                break
            at = phrase.end()
        return at
