"""From a chunk to the positions and accounts that stand in it.

The engine offers; here each offer is held against the chunk. Its words must stand there, its speaker must stand there,
and its sentence must be carried by the words. What does not stand goes back to the engine once, and is then rejected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.actors import Actors
from briefing.carry import faults, hedges, translation_faults
from briefing.engine import Engine
from briefing.errors import EndpointError
from briefing.locate import Miss, Places
from briefing.offers import AccountOffer, StatementOffer
from briefing.records import Chunk, Narrated, Quote, Reason, Rejected, Statement, other_language
from briefing.stems import WORD, stems
from briefing.typography import fold

MENDABLE: frozenset[Reason] = frozenset({"near_miss", "absent", "ambiguous", "speaker_absent"})
"""The reasons for which an offer goes back to the engine once."""


_ANAPHOR = re.compile(
    r"\b(?:he|she|they|it|his|her|hers|him|their|theirs|them|its|we|our|us|i|my|who|whose|one|some|many|others|both|all)\b"
    r"|\bthe (?:[\w'-]+ ){0,2}?(?:administration|agency|alliance|army|authority|bank|bloc|board|capital|chief|club"
    r"|coalition|commission|committee|company|council|country|court|firm|government|group|institute|king|kingdom|leader"
    r"|leadership|mayor|military|minister|ministry|movement|nation|official|operator|opposition|organi[sz]ation|party|police|premier"
    r"|president|prime minister|regulator|republic|side|spokes\w+|state|two|union|village|watchdog)s?\b",
    re.IGNORECASE,
)
"""Words by which a sentence may speak of somebody without the name ("they", "the minister")."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one chunk gave.

    Attributes:
        unmended: why what did not stand could not be given back to the engine; empty when it was, or all stood.
    """

    statements: tuple[Statement, ...]
    accounts: tuple[Narrated, ...]
    rejected: tuple[Rejected, ...]
    unmended: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """One offer after its check: at most one of statement and account; without either, the first refusal says why."""

    statement: Statement | None = None
    account: Narrated | None = None
    refusals: tuple[Rejected, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether anything was taken."""
        return self.statement is not None or self.account is not None


async def extract(chunk: Chunk, engine: Engine, actors: Actors, language: str = "en") -> Extraction:
    """The statements and accounts of a chunk, checked, in the order offered.

    Args:
        language: of the briefing's sentences, ISO 639-1; those about an article in another one are translations.

    Raises:
        ReplyError, EndpointError: as the engine does; a failure to mend is no failure to read.
    """
    check = _Check(chunk, actors, language)
    offer = await engine.extract(chunk)
    offers: list[StatementOffer | AccountOffer] = [*offer.statements, *offer.accounts]
    checked = [check(item) for item in offers]
    try:
        return _gather(await _mend(checked, check, engine), chunk)
    except EndpointError as error:
        return replace(_gather(checked, chunk), unmended=error.what)


async def _mend(checked: list[Checked], check: _Check, engine: Engine) -> list[Checked]:
    """Each offer that did not stand, given back once; in its place whatever comes of it."""
    open_places = [
        place for place, item in enumerate(checked) if not item.stands and item.refusals[0].reason in MENDABLE
    ]
    if not open_places:
        return checked
    mended = list(checked)
    offer = await engine.mend(check.chunk, [checked[place].refusals[0] for place in open_places])
    for item in offer.mended:
        again = item.statement or item.account
        if again is not None and 1 <= item.number <= len(open_places):
            mended[open_places[item.number - 1]] = check(again)
    return mended


def _gather(checked: Sequence[Checked], chunk: Chunk) -> Extraction:
    statements: dict[tuple[object, ...], Statement] = {}
    accounts: dict[tuple[object, ...], Narrated] = {}
    rejected: list[Rejected] = []
    for item in checked:
        rejected.extend(item.refusals)
        if item.statement is not None:
            said = item.statement
            key = (fold(said.holder).casefold(), said.stance, said.sentence, said.evidence)
            if key in statements:
                rejected.append(_refusal(chunk, said.sentence, "repeated", said.speaker))
            statements.setdefault(key, said)
        elif item.account is not None:
            told = item.account
            if (told.sentence, told.evidence) in accounts:
                rejected.append(_refusal(chunk, told.sentence, "repeated", told.issue))
            accounts.setdefault((told.sentence, told.evidence), told)
    return Extraction(tuple(statements.values()), tuple(accounts.values()), tuple(rejected))


class _Check:
    """Holds offers against one chunk."""

    def __init__(self, chunk: Chunk, actors: Actors, language: str) -> None:
        self.chunk = chunk
        self._language = other_language(chunk.article, language)
        self._translated = self._language is not None
        self._places = Places(chunk)
        self._actors = actors

    def __call__(self, offer: StatementOffer | AccountOffer) -> Checked:
        speaker = offer.speaker if isinstance(offer, StatementOffer) else ""
        quotes, refusals = self._locate(offer.words, speaker)
        if not quotes:
            return Checked(refusals=refusals)
        evidence = tuple(dict.fromkeys(self._places.widen(quote) for quote in quotes))
        if isinstance(offer, AccountOffer):
            return self._account(offer, quotes, evidence, refusals)
        if not self._speaks(offer.speaker, evidence):
            refused = _refusal(self.chunk, offer.statement, "speaker_absent", offer.speaker)
            return Checked(refusals=(refused, *refusals))
        return self._statement(offer, quotes, evidence, refusals)

    def _locate(self, words: Sequence[str], speaker: str) -> tuple[list[Quote], tuple[Rejected, ...]]:
        """The passages that stand, and a refusal for each that does not."""
        quotes, refusals = [], []
        for passage in words:
            place = self._places.locate(passage, speaker)
            if isinstance(place, Miss):
                refusals.append(_refusal(self.chunk, passage, place.reason, place.passage))
            else:
                quotes.append(place)
        return quotes, tuple(refusals)

    def _speaks(self, speaker: str, evidence: Sequence[Quote]) -> bool:
        """As written in the chunk, and not where the words name somebody else and nobody that could be the speaker.

        Or word by word in one cited sentence ("officials in Paris", out of a list).
        """
        wanted = WORD.findall(fold(speaker).casefold())
        told = [fold(quote.text) for quote in evidence]
        if not wanted:
            return False
        if any(_in_order(wanted, text.casefold()) for text in told):
            return True
        if not self._places.holds(speaker):
            return False
        return self._translated or not self._of_others(speaker, " ".join(told))  # the words for "he" are English

    def _of_others(self, speaker: str, text: str) -> bool:
        """Whether a text names other actors, the speaker by no alias or word, and nobody who could be meant."""
        named = {mention.actor.name for mention in self._actors.mentions(text)}
        own = {self._actors.resolve(speaker).name, *(item.actor.name for item in self._actors.mentions(speaker))}
        return bool(named) and not named & own and not stems(speaker) & stems(text) and not _ANAPHOR.search(text)

    def _statement(
        self, offer: StatementOffer, quotes: list[Quote], evidence: tuple[Quote, ...], refusals: tuple[Rejected, ...]
    ) -> Checked:
        holder = self._held_by(offer.actor) or offer.speaker
        hedged = offer.hedged or any(hedges(quote.text, offer.statement) for quote in quotes)
        quoted = offer.voice == "quoted" and any(self._places.in_quotation_marks(quote) for quote in quotes)
        wrong = self._faults(offer.statement, evidence, (offer.speaker, holder), hedged=hedged)
        if wrong:
            refusals += (_refusal(self.chunk, offer.statement, "not_carried", ", ".join(wrong)),)
        statement = Statement(
            speaker=offer.speaker,
            holder=holder,
            stance=offer.stance,
            issue=offer.issue,
            sentence=evidence[0].text if wrong else offer.statement,
            verbatim=bool(wrong),
            voice="attributed" if offer.voice == "quoted" and not quoted else offer.voice,
            hedged=hedged,
            via=tuple(name for name in offer.via if self._places.holds(name)),
            evidence=evidence,
            behalf=self._held_by(offer.behalf),
            translated=self._translated,
        )
        return Checked(statement=statement, refusals=refusals)

    def _account(
        self, offer: AccountOffer, quotes: list[Quote], evidence: tuple[Quote, ...], refusals: tuple[Rejected, ...]
    ) -> Checked:
        hedged = offer.hedged or any(hedges(quote.text, offer.statement) for quote in quotes)
        wrong = self._faults(offer.statement, evidence, (), hedged=hedged)
        if wrong:
            refusals += (_refusal(self.chunk, offer.statement, "not_carried", ", ".join(wrong)),)
        sentence = evidence[0].text if wrong else offer.statement
        account = Narrated(offer.issue, sentence, bool(wrong), hedged, evidence, self._translated)
        return Checked(account=account, refusals=refusals)

    def _faults(
        self, sentence: str, evidence: Sequence[Quote], named: Sequence[str], *, hedged: bool
    ) -> tuple[str, ...]:
        """A translation can be held against its names and numbers alone."""
        if self._language is not None:
            return translation_faults(sentence, evidence, self._actors, self._language, named=named)
        return faults(sentence, evidence, self._actors, named=named, hedged=hedged)

    def _held_by(self, name: str) -> str:
        """An engine's name for an actor, where the chunk has an alias of it or all its words; else empty.

        A word may stand there in the form of its adjective: "Drennian" for Drennia.
        """
        words = WORD.findall(fold(name))
        known = any(self._places.holds(alias) for alias in sorted(self._actors.aliases(name)))
        there = known or all(self._places.holds(word) or self._places.begins(word) for word in words)
        return name if words and there else ""


def _in_order(wanted: Sequence[str], text: str) -> bool:
    words = iter(WORD.findall(text))
    return all(word in words for word in wanted)


def _refusal(chunk: Chunk, offered: str, reason: Reason, detail: str) -> Rejected:
    return Rejected("extract", offered, reason, detail, chunk.article.source)
