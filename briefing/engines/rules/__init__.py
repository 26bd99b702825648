"""The rules engine: reads English with no model, no key and no network, and always the same way.

lexicon, grammar          the words that tell of a position (briefing/data/cues.toml); the small words of English
words, quotations         a sentence as tagged words; where quotation marks open and close
subjects, clauses, verbs  who is the subject of which verb group
shared, inversions, constructions
                          verbs that share a subject; speakers after their words; every other way to ascribe a position
attribution, held         all of it together, and what stands within another's words
speakers, memory          noun phrases as speakers; pronouns and short names traced back
stances, noun_phrases     the stance of what is held (briefing/data/stances.toml); a name for the matter
reading, drafts           a chunk, sentence by sentence
accounts, opposites       what an article states in its own voice (briefing/data/opposites.toml)
content, issues, naming, contradictions, findings, bottom_line
                          what belongs together, what differs, and the sum of it
followed                  what is plainly the same, turned or new since the last briefing
asked, cues               what a question asks for, and what such an answer is told with
weighed, voices, decided, learned, answer
                          what passages have of a question, who speaks in them, whether they answer it, which are shown
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from briefing.actors import Actors
from briefing.engines.rules.answer import answer
from briefing.engines.rules.bottom_line import bottom_line
from briefing.engines.rules.findings import findings
from briefing.engines.rules.followed import followed, renamed
from briefing.engines.rules.issues import issues
from briefing.engines.rules.reading import Reader
from briefing.errors import ReplyError
from briefing.offers import (
    AnswerOffer,
    CompareOffer,
    ExtractOffer,
    FollowOffer,
    GroupOffer,
    MendOffer,
    SummariseOffer,
)
from briefing.passages import Passage
from briefing.records import Account, Article, Chunk, Earlier, Finding, Issue, Position, Rejected

SURE = 200
"""Characters of an article from which the guess of its language is taken; a shorter one is read all the same."""


class RulesEngine:
    """An `Engine` of rules.

    Args:
        actors: the gazetteer that tells actors from other names.
    """

    def __init__(self, actors: Actors) -> None:
        self._actors = actors

    @property
    def name(self) -> Literal["rules"]:
        """Which engine this is."""
        return "rules"

    async def extract(self, chunk: Chunk) -> ExtractOffer:
        """The positions and accounts in a chunk.

        Raises:
            ReplyError: the article says that it is in another language than English, or seems to be by its words.
        """
        language = _other_language(chunk.article)
        if language:
            raise ReplyError(f"the built-in rules read English only, and this is {language}", "Set a model up.")
        return Reader(chunk, self._actors).read()

    async def mend(self, chunk: Chunk, refused: Sequence[Rejected]) -> MendOffer:
        """Nothing: a second reading would read the same."""
        return MendOffer(mended=[])

    async def group(
        self, positions: Sequence[Position], accounts: Sequence[Account], names: Sequence[str] = ()
    ) -> GroupOffer:
        """The issues that the positions and accounts belong to; one that goes on keeps its name."""
        return GroupOffer(issues=renamed(issues(positions, accounts, self._actors), names))

    async def compare(self, issues: Sequence[Issue]) -> CompareOffer:
        """What agrees and what differs on each issue."""
        return CompareOffer(findings=findings(issues, self._actors))

    async def follow(self, earlier: Earlier, before: Sequence[Position], after: Sequence[Position]) -> FollowOffer:
        """What is plainly turned, plainly the same, or plainly new."""
        return followed(earlier, before, after, self._actors)

    async def summarise(self, issues: Sequence[Issue], findings: Sequence[Finding]) -> SummariseOffer:
        """The bottom line: two to four sentences, each citing positions or accounts."""
        return SummariseOffer(sentences=bottom_line(issues, findings))

    async def answer(self, question: str, passages: Sequence[Passage]) -> AnswerOffer:
        """The passages themselves, with who says it; none where they do not have enough of the question."""
        return answer(question, passages, self._actors)


def _other_language(article: Article) -> str:
    """The language of an article that is not in English, in words; empty where it is, or where nobody can tell."""
    if article.language:
        return "" if article.language.casefold().startswith("en") else f"in the language {article.language!r}"
    guessed = article.detected_language if len(article.text) >= SURE else None
    return "" if guessed in (None, "en") else f"by its words in the language {guessed!r}"
