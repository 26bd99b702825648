"""Briefings made by hand, for tests of what is written and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.records import (
    Account,
    Actor,
    ActorKind,
    Article,
    Briefing,
    Finding,
    FindingKind,
    Gaps,
    Issue,
    Lineage,
    Position,
    Quote,
    Sentence,
    Side,
)
from briefing.specimen import specimen


def article(source: str, *paragraphs: str, title: str | None = None, outlet: str | None = None) -> Article:
    """An article of these paragraphs."""
    return Article(f"id of {source}", source, "\n\n".join(paragraphs), title=title, outlet=outlet)


def quote(of: Article, words: str) -> Quote:
    """These words, where they stand first."""
    start = of.text.index(words)
    return Quote(of, of.source, start, start + len(words))


def position(
    ident: str,
    actor: str,
    *evidence: Quote,
    kind: ActorKind = "state",
    speaker: str = "",
    issue: str = "The pier",
    sentence: str = "",
) -> Position:
    """A position that says its evidence again."""
    return Position(
        ident,
        Actor(actor, kind),
        speaker or actor,
        "demands",
        issue,
        sentence or evidence[0].text,
        False,
        "attributed",
        False,
        (),
        evidence,
    )


def account(ident: str, *evidence: Quote, issue: str = "The pier") -> Account:
    """An account that says its evidence again."""
    return Account(ident, issue, evidence[0].text, False, False, evidence)


def finding(kind: FindingKind, *sides: Side, issue: str = "The pier", sentence: str = "It differs.") -> Finding:
    """A finding."""
    return Finding("f1", kind, False, issue, sentence, sides)


def briefing(
    articles: Sequence[Article],
    issues: Sequence[Issue],
    *,
    findings: Sequence[Finding] = (),
    bottom_line: Sequence[Sentence] = (),
) -> Briefing:
    """A briefing of these, in which nothing failed and nothing was rejected."""
    return replace(
        specimen(),
        topic="",
        articles=tuple(articles),
        unread=(),
        issues=tuple(issues),
        findings=tuple(findings),
        bottom_line=tuple(bottom_line),
        gaps=Gaps((), (), tuple(item.source for item in articles), tuple(item.source for item in articles)),
        lineage=Lineage((), ()),
        earlier=None,
        following=None,
        rejected=(),
        failed=(),
    )
