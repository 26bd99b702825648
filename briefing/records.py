"""The data on its way from an article to a briefing: one frozen type for each stage.

Nothing is filled in later. A `Quote` keeps the place, not the words, so it cannot misquote; only `locate` makes one.
What an engine offered and a step did not take is a value too: `Rejected`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Role = Literal["headline", "caption", "subhead", "body", "list_item", "contents", "note", "boilerplate"]
READ: frozenset[Role] = frozenset({"body", "list_item", "subhead"})
"""The roles that are sent for reading."""

Stance = Literal["supports", "opposes", "demands", "commits", "warns", "claims", "ambivalent"]
Voice = Literal["quoted", "attributed", "ascribed"]
ActorKind = Literal["state", "organisation", "collective", "person", "unnamed"]
FindingKind = Literal["agreement", "actor_disagreement", "report_conflict"]
ChangeKind = Literal["new", "hardened", "softened", "reversed", "unchanged"]

Reason = Literal[
    "near_miss",  # a passage comes close to the words, but differs by a word, a number or a name
    "absent",  # the words stand nowhere in what was sent for reading
    "ambiguous",  # the words stand in several places, and nothing tells which is meant
    "heading",  # the words are a subhead's: nobody said them
    "speaker_absent",  # the speaker does not stand in the chunk
    "not_carried",  # the sentence says a name, a number or a negation that its citations do not
    "unknown_citation",  # it cites a position or an account that does not exist
    "one_sided",  # a finding without two sides, or with the same evidence on both
    "uncited",  # a sentence without a citation
    "repeated",  # the same offer again
    "another_actor",  # a change whose two sides are not held by one actor, or by somebody who has no name
    "not_later",  # a change whose two sides are not dated, or not one after the other
]
"""Why an offer was not taken: a closed list."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. Offsets are characters into `text`, which never changes.

    Every particular is `None` when the source does not say it; nothing is inferred but `detected_language`
    (ISO 639-1), which a library guessed.
    """

    id: str
    source: str
    text: str = field(repr=False)
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    detected_language: str | None = None


def other_language(article: Article, language: str) -> str | None:
    """The article's language (as given, else as detected) where it is known and is not `language`; else None."""
    known = article.language or article.detected_language
    own = (known or language).casefold().replace("_", "-").partition("-")[0]
    return None if own == language.casefold() else own


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be read, and why."""

    source: str
    why: str


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """A stretch of an article, [start, end), that plays one role in it."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is sent for reading in one go: stretches of one article, in order, each with its place.

    Attributes:
        number: counted from 1 within the article.
    """

    article: Article
    number: int
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """The segments' own characters, a paragraph each."""
        return "\n\n".join(self.article.text[part.start : part.end] for part in self.segments)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A place in an article, [start, end). Made by `locate` alone."""

    article: Article = field(compare=False, repr=False)
    source: str
    start: int
    end: int

    @property
    def text(self) -> str:
        """The article's own characters."""
        return self.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Rejected:
    """What an engine offered and a step did not take.

    Attributes:
        step: extract, group, compare, summarise or answer.
        offered: the words or the sentence as offered.
        reason: from the closed list.
        detail: what exactly was wrong, in words; for a near miss the closest passage.
        article: the article's source; empty where an offer spans articles.
    """

    step: str
    offered: str
    reason: Reason
    detail: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One position as one article reports it; the speaker is still as written.

    Attributes:
        holder: the engine's name for who the speaker is or speaks for; equal to `speaker` when it gave none that the
            article carries.
        sentence: one plain sentence of ours, or the evidence's own words where `verbatim`.
        verbatim: the offered sentence was not carried by the evidence, and the article's words stand in for it.
        via: who reported it to the writer, outermost first; empty when the writer reports it directly.
        evidence: whole sentences of the article, so that no word that negates or hedges can be cut away.
        behalf: for a named person, whom the person leads or speaks for, where the article says so; else empty.
        translated: the evidence is in another language than the sentence, which is a translation of ours.
    """

    speaker: str
    holder: str
    stance: Stance
    issue: str
    sentence: str
    verbatim: bool
    voice: Voice
    hedged: bool
    via: tuple[str, ...]
    evidence: tuple[Quote, ...]
    behalf: str = ""
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Narrated:
    """What an article states in its own voice about a matter in dispute; not yet numbered. Fields as in `Account`."""

    issue: str
    sentence: str
    verbatim: bool
    hedged: bool
    evidence: tuple[Quote, ...]
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """Who holds a position, under the name that the briefing uses."""

    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Position:
    """A statement with the actor who holds it.

    Attributes:
        behalf: for a person, the name of the actor whom the person leads or speaks for, where the article says so.
    """

    id: str
    actor: Actor
    speaker: str
    stance: Stance
    issue: str
    sentence: str
    verbatim: bool
    voice: Voice
    hedged: bool
    via: tuple[str, ...]
    evidence: tuple[Quote, ...]
    behalf: str = ""
    translated: bool = False

    @property
    def published(self) -> date | None:
        """The date of the article that it stands in; None where that has none."""
        return self.evidence[0].article.published


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker as an article writes it, the actor it became, and where the first quotation of the position stands."""

    speaker: str
    actor: Actor
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Account:
    """What an article states in its own voice about a matter in dispute; held by nobody.

    Attributes:
        sentence: one plain sentence of ours, or the evidence's own words where `verbatim`.
        hedged: the article itself hedges it ("reportedly").
    """

    id: str
    issue: str
    sentence: str
    verbatim: bool
    hedged: bool
    evidence: tuple[Quote, ...]
    translated: bool = False


Entry = Position | Account
"""What a finding, or a sentence of the bottom line, can cite."""


def translations(entries: Iterable[Entry]) -> list[str]:
    """The sentences of ours that stand for evidence in another language."""
    return [item.sentence for item in entries if item.translated and not item.verbatim]


def _evidence(positions: tuple[Position, ...], accounts: tuple[Account, ...]) -> tuple[Quote, ...]:
    quotes = [quote for position in positions for quote in position.evidence]
    return tuple(dict.fromkeys(quotes + [quote for account in accounts for quote in account.evidence]))


@dataclass(frozen=True, slots=True)
class Issue:
    """One matter of the day, with what is held and what is stated about it."""

    name: str
    positions: tuple[Position, ...]
    accounts: tuple[Account, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Both."""
        return *self.positions, *self.accounts


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a finding."""

    label: str
    positions: tuple[Position, ...]
    accounts: tuple[Account, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Both."""
        return *self.positions, *self.accounts

    @property
    def evidence(self) -> tuple[Quote, ...]:
        """The quotations that carry this side, each once, in the order cited."""
        return _evidence(self.positions, self.accounts)


@dataclass(frozen=True, slots=True)
class Finding:
    """Two or more sides that agree, or disagree, or contradict each other on one issue.

    Attributes:
        apparent: the sides may speak of different events, times or referents.
    """

    id: str
    kind: FindingKind
    apparent: bool
    issue: str
    sentence: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the bottom line, and what it cites."""

    text: str
    positions: tuple[Position, ...]
    accounts: tuple[Account, ...]

    @property
    def evidence(self) -> tuple[Quote, ...]:
        """The quotations that carry it, each once, in the order cited."""
        return _evidence(self.positions, self.accounts)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last briefing on the same topic, as far as today's is held against it.

    Attributes:
        run: its run's id.
        positions: its positions; "e7" is what was p7 there.
        issues: the names of its issues.
    """

    run: str
    date: date
    articles: tuple[Article, ...]
    positions: tuple[Position, ...]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one actor's position on one matter since the last briefing.

    Attributes:
        issue: the name of today's issue.
        sentence: one plain sentence of ours; empty where it was not carried, and the quotations stand alone.
        before: what was held in the last briefing; empty for a new position.
        after: what is held today, in articles of a later date.
    """

    id: str
    kind: ChangeKind
    issue: str
    sentence: str
    before: tuple[Position, ...]
    after: tuple[Position, ...]

    @property
    def actor(self) -> Actor:
        """Who holds it."""
        return self.after[0].actor


@dataclass(frozen=True, slots=True)
class Following:
    """What became of the positions of the last briefing.

    Attributes:
        changes: new, hardened, softened, reversed and unchanged positions, in that order of offering.
        not_seen: positions of the last briefing that no dated article of today repeats or changes: which does not mean
            that they are dropped.
        doubtful: positions of the last briefing of which it is not decided whether today's articles tell of them again:
            the engine could not tell, or what it offered did not stand.
    """

    changes: tuple[Change, ...]
    not_seen: tuple[Position, ...]
    doubtful: tuple[Position, ...]
    rejected: tuple[Rejected, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """A piece of work that gave no result, named in the briefing.

    Attributes:
        where: what was being read or compared, for a person: "002.txt, part 1 of 1".
    """

    step: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which reports are one report.

    Attributes:
        rewrites: the sources of articles that are one text, copied or lightly rewritten: they do not corroborate each
            other.
        utterances: positions that are the same words of one actor, carried by several articles.
    """

    rewrites: tuple[tuple[str, ...], ...]
    utterances: tuple[tuple[Position, ...], ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """What one step took: calls to the endpoint, replies taken from the store, tokens as the endpoint counted them."""

    calls: int = 0
    stored: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a briefing cannot tell.

    Attributes:
        unheard: actors who are named but hold no position, with how often they are named, most often first.
        single_source: the issues that one article alone speaks to, with that article; rewrites of one text are one.
        undated: the sources of articles without a date.
        no_outlet: the sources of articles without an outlet.
    """

    unheard: tuple[tuple[str, int], ...]
    single_source: tuple[tuple[str, str], ...]
    undated: tuple[str, ...]
    no_outlet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """How a briefing was made.

    Attributes:
        id: a hash of what decides the briefing: articles, engine, model, prompts, date and topic. The same run again
            has the same id.
        model: the model's name; empty for the rules engine.
        usage: by step.
        prompts: by step, "extract@1 (a1b2c3d4e5f6)": version and digest.
        template: the template's name or path as given.
        seconds: how long it took.
        cost: in `currency`; None where no price is configured for the model.
    """

    id: str
    engine: Literal["model", "rules"]
    model: str
    usage: Mapping[str, Usage]
    prompts: Mapping[str, str]
    template: str
    seconds: float
    cost: float | None
    currency: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """The day's briefing, whole, before it is rendered.

    Attributes:
        earlier: the last briefing on the same topic; None where there is none.
        following: what became of its positions; None where they could not be compared.
    """

    date: date
    topic: str
    articles: tuple[Article, ...]
    unread: tuple[Unread, ...]
    issues: tuple[Issue, ...]
    findings: tuple[Finding, ...]
    bottom_line: tuple[Sentence, ...]
    gaps: Gaps
    lineage: Lineage
    earlier: Earlier | None
    following: Following | None
    rejected: tuple[Rejected, ...]
    failed: tuple[Failed, ...]
    run: Run
