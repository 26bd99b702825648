"""What an engine may offer: the one source of truth for a reply's schema and for the fields listed in a prompt.

An offer is only an offer. The step that asked for it checks it and makes a record of it, or a `Rejected`.
Every field is required and unknown ones are refused, as strict structured output demands.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from briefing.records import ChangeKind, FindingKind, Stance, Voice


class Offer(BaseModel):
    """The common base: no unknown field, none left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StatementOffer(Offer):
    """One position as one article reports it."""

    words: list[str] = Field(
        min_length=1,
        description="the article's own words that carry the position, copied exactly, the most telling passage first",
    )
    speaker: str = Field(
        min_length=1, description="who holds it, in the words of the text; for a pronoun, the words it stands for"
    )
    actor: str = Field(
        description="whom the speaker is or speaks for: a government by its country's name, an organisation, a "
        "collective or a person, in the fullest form the text gives; the speaker again when the text does not say"
    )
    behalf: str = Field(
        description="for a named person: the government, party or organisation that the text says the person leads or "
        "speaks for, by its name in the text; empty for anybody else"
    )
    stance: Stance
    issue: str = Field(min_length=1, description="the matter, in a short noun phrase that one can be for or against")
    statement: str = Field(min_length=1, description="the position in one plain sentence")
    voice: Voice = Field(
        description="quoted: the words stand in quotation marks in the article; attributed: indirect speech; "
        "ascribed: the writer's own characterisation"
    )
    hedged: bool = Field(description="whether the article itself hedges that this is the position")
    via: list[str] = Field(description="who reported it to the writer, outermost first; empty when nobody did")


class AccountOffer(Offer):
    """What the article states in its own voice about a matter in dispute."""

    words: list[str] = Field(min_length=1, description="the article's own words, copied exactly")
    issue: str = Field(min_length=1, description="the matter, in a short noun phrase")
    statement: str = Field(min_length=1, description="what the article states, in one plain sentence")
    hedged: bool = Field(description="whether the article itself hedges it")


class ExtractOffer(Offer):
    """All that one chunk offers."""

    statements: list[StatementOffer]
    accounts: list[AccountOffer]


class MendedOffer(Offer):
    """Another try at one offer that did not stand."""

    number: int = Field(description="the number of the offer that did not stand")
    statement: StatementOffer | None = Field(description="the position put right, or null")
    account: AccountOffer | None = Field(description="the account put right, or null")


class MendOffer(Offer):
    """Another try; what cannot be put right is left out."""

    mended: list[MendedOffer]


class IssueOffer(Offer):
    """One matter of the day and what belongs to it."""

    name: str = Field(min_length=1, description="the matter, phrased so that one can be for or against it")
    positions: list[str] = Field(description="the ids of its positions: p1, p2, …")
    accounts: list[str] = Field(description="the ids of its accounts: a1, a2, …")


class GroupOffer(Offer):
    """The issues of the day."""

    issues: list[IssueOffer]


class SideOffer(Offer):
    """One side of a finding."""

    label: str = Field(min_length=1, description="whose side it is, or what it says, in a few words")
    positions: list[str] = Field(description="the ids of the positions that carry this side")
    accounts: list[str] = Field(description="the ids of the accounts that carry this side")


class FindingOffer(Offer):
    """Two or more sides on one issue."""

    kind: FindingKind
    issue: str = Field(min_length=1, description="the name of the issue, as given")
    statement: str = Field(min_length=1, description="what agrees or differs, in one plain sentence")
    apparent: bool = Field(description="whether the sides may speak of different events, times or referents")
    sides: list[SideOffer] = Field(description="two or more")


class CompareOffer(Offer):
    """The findings."""

    findings: list[FindingOffer]


class ChangeOffer(Offer):
    """What became of one actor's position on one matter."""

    kind: ChangeKind
    before: list[str] = Field(description="the ids of the earlier entries: e1, e2, …; empty for a new position")
    after: list[str] = Field(description="the ids of today's entries: p1, p2, …")
    statement: str = Field(description="what changed, in one plain sentence; empty for unchanged")


class FollowOffer(Offer):
    """What became of the positions of the last briefing."""

    changes: list[ChangeOffer]
    unsure: list[str] = Field(
        description="the ids of earlier entries of which it cannot be told whether an entry of today takes them up"
    )


class SentenceOffer(Offer):
    """A sentence of the bottom line."""

    text: str = Field(min_length=1, description="one plain sentence")
    cites: list[str] = Field(description="the ids of the positions and accounts that carry it")


class SummariseOffer(Offer):
    """The bottom line."""

    sentences: list[SentenceOffer]


class CitationOffer(Offer):
    """A place that carries a sentence of an answer."""

    passage: str = Field(description="the id of the passage: s1, s2, …")
    words: str = Field(min_length=1, description="its words that carry the sentence, copied exactly")


class ToldOffer(Offer):
    """A sentence of an answer."""

    text: str = Field(min_length=1, description="one plain sentence")
    says: str = Field(description="who says it, in the words of the passage; empty where the article itself says it")
    citations: list[CitationOffer] = Field(description="everything that carries the sentence")


class AnswerOffer(Offer):
    """An answer out of passages, or none."""

    answered: bool = Field(description="whether the passages answer the question")
    conflicting: bool = Field(description="whether the passages contradict each other on it")
    sentences: list[ToldOffer] = Field(description="two to six where that many are needed; empty when not answered")
