"""What a case's annotations say of what came out: the program's own evaluation, told line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from briefing.cases.case import Case
from briefing.cases.outcome import Line, Place, State, shares
from briefing.evaluate.conflicts import judge_conflicts, judge_issues
from briefing.evaluate.counts import Counts
from briefing.evaluate.gold import Gold, Row, open_gold
from briefing.evaluate.positions import Judged, count, judge, missed
from briefing.evaluate.questions import Score
from briefing.export import export
from briefing.group import OTHER
from briefing.records import READ, Account, Article, Briefing, Issue, Position, Quote, Reason, Rejected
from briefing.segment import segment
from briefing.shape import BriefingShape, parse

PASSAGES: frozenset[Reason] = frozenset({"near_miss", "ambiguous", "heading"})
"""The refusals whose detail is a passage of the article; that of others is a name or a number that stands anywhere."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Figures and lines; or what failed."""

    figures: Mapping[str, float] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    reasons: Mapping[str, int] = field(default_factory=dict)
    counts: Counts | None = None
    failed: tuple[str, ...] = ()


def judged_briefing(case: Case, briefing: Briefing) -> Judgement:
    """A briefing that was read as far as the case's prompt."""
    gold = _gold(case, briefing.articles)
    offered = parse(export(briefing))
    judge_step = {"extract": _reading, "mend": _reading, "group": _grouping, "compare": _comparing}
    judged = judge_step.get(case.prompt, _summary)(briefing, offered, gold)
    step = "extract" if case.prompt == "mend" else case.prompt
    refused = [item for item in briefing.rejected if item.step == step]
    figures = dict(judged.figures)
    if case.prompt == "mend":
        figures["mended"] = len(offered.positions) + len(offered.accounts)
    return replace(
        judged,
        figures=figures,
        lines=(*judged.lines, *(_refusal(item, briefing.articles) for item in refused)),
        reasons=Counter(item.reason for item in refused),
        failed=tuple(f"{item.step} of {item.where} failed: {item.why}" for item in briefing.failed),
    )


def judged_answer(score: Score) -> Judgement:
    """An answer, held against the pieces of evidence of its question."""
    answer, pieces = score.answer, score.question.evidence
    sources = {quote.article.id: quote.article.source for told in answer.told for quote in told.evidence}
    lines = [Line("taken", "sentence", item.says, "", item.text, "", _places(item.evidence)) for item in answer.told]
    for places, shown in zip(pieces, score.pieces, strict=True):
        if not shown:
            where = tuple(Place(sources.get(article, article), start, end) for article, start, end in places)
            lines.append(
                Line("missed", "evidence", "", "", "a piece of the annotated evidence is not shown", "", where)
            )
    figures: dict[str, float] = {"sentences": len(answer.told), "right": int(score.right)}
    if pieces:
        figures["shown"] = round(score.shown / len(pieces), 3)
    refusals = [_refusal(item, ()) for item in answer.rejected]
    return Judgement(figures, (*lines, *refusals), Counter(item.reason for item in answer.rejected))


def _gold(case: Case, articles: Sequence[Article]) -> Gold | None:
    """The annotations of the case's own articles; those of others in the folder are left aside."""
    if case.gold is None:
        return None
    whole = open_gold(case.gold, case.articles)
    named = {Path(article.source).stem for article in articles}
    return replace(whole, articles={name: text for name, text in whole.articles.items() if name in named})


def _reading(briefing: Briefing, offered: BriefingShape, gold: Gold | None) -> Judgement:
    """Positions and accounts, as the reading of the articles gave them."""
    held = {item.id: item for issue in briefing.issues for item in issue.positions}
    told = [item for issue in briefing.issues for item in issue.accounts]
    lines = [_account(item) for item in sorted(told, key=lambda item: item.evidence[0])]
    figures: dict[str, float] = {"positions": len(held), "ungrounded": _ungrounded(briefing, offered, gold)}
    if gold is None:
        return Judgement(figures, (*(_position("taken", item, "") for item in held.values()), *lines))
    judged = judge(offered.positions, gold)
    counts = count(judged, gold)
    sources = {Path(article.source).stem: article.source for article in briefing.articles}
    absent = [
        Line(
            "missed",
            "position",
            row.actor[0],
            " or ".join(row.stance),
            row.statement,
            f"annotated: {row.id}",
            _annotated(row, gold, sources),
        )
        for row in missed(judged, gold)
    ]
    return Judgement(
        {**figures, **shares(counts)},
        (*absent, *(_held(one, held[one.position.id]) for one in judged), *lines),
        counts=counts,
    )


def _ungrounded(briefing: Briefing, offered: BriefingShape, gold: Gold | None) -> int:
    """How many quotations do not stand, character by character: in the annotated file, or the article as it was read.

    This needs no annotations: an article that has none is held against as well.
    """
    annotated = gold.articles if gold is not None else {}
    texts = {article.source: article.text for article in briefing.articles}
    texts |= {source: annotated[name].text for source in texts if (name := Path(source).stem) in annotated}
    evidence = [*(item for position in offered.positions for item in position.evidence), *offered.other_evidence]
    return sum(texts.get(item.article, "")[item.start : item.end] != item.text for item in evidence)


def _held(one: Judged, position: Position) -> Line:
    """A position, with what the annotations say of it."""
    if one.astray:
        return _position("wrong", position, "its quotation does not stand in the article")
    if one.taken is None:
        return _position("wrong", position, "once too often" if one.rows else "no annotated position")
    faults = []
    if not one.stance_right:
        faults.append(f"{' or '.join(one.taken.stance)} is annotated")
    if one.position.voice is not None and not one.voice_right:
        faults.append(f"{one.position.voice}, annotated as {one.taken.voice}")
    if one.nested and not one.reporter_right:
        reporters = dict.fromkeys(name for row in one.led for name in row.via or ())
        faults.append(f"reported by {' or '.join(reporters)}")
    if one.direct and one.position.via:
        faults.append("nobody reports it to the writer")
    if one.hedge_lost:
        faults.append("the article hedges it")
    matched = ", ".join(dict.fromkeys(row.id for row in one.rows))
    return _position("flawed" if faults else "matched", position, "; ".join(faults) or f"annotated: {matched}")


def _annotated(row: Row, gold: Gold, sources: Mapping[str, str]) -> tuple[Place, ...]:
    """Where the sentences of an annotated position stand."""
    places = gold.articles[row.article].places
    return tuple(Place(sources[row.article], *places[ident]) for ident in row.evidence if ident in places)


def _grouping(briefing: Briefing, offered: BriefingShape, gold: Gold | None) -> Judgement:
    """The issues: none left over, and all sides of an annotated conflict on the same one."""
    figures: dict[str, float] = {
        "issues": sum(issue.name != OTHER for issue in briefing.issues),
        "left over": sum(len(issue.entries) for issue in briefing.issues if issue.name == OTHER),
    }
    issues, apart = judge_issues(offered, gold) if gold else (None, [])
    if issues is not None and issues.annotated:
        figures["together"] = round(issues.together / issues.annotated, 3)
    lines = [_note("missed", "conflict", note) for note in apart]
    return Judgement(figures, (*lines, *map(_issue, briefing.issues)))


def _comparing(briefing: Briefing, offered: BriefingShape, gold: Gold | None) -> Judgement:
    """The findings, held against the annotated conflicts and traps."""
    conflicts, notes = judge_conflicts(offered.findings, gold) if gold else (None, [])
    figures: dict[str, float] = {
        "findings": len(briefing.findings),
        "ungrounded": _ungrounded(briefing, offered, gold),
    }
    if conflicts is not None:
        figures |= {"found": conflicts.found, "traps": conflicts.false, "apparent": conflicts.apparent_right}
    wrong = [_note("wrong" if note.startswith("no conflict") else "missed", "conflict", note) for note in notes]
    found = [
        Line(
            "taken",
            "finding",
            " / ".join(side.label for side in item.sides),
            item.kind + (", apparent" if item.apparent else ""),
            item.sentence,
            "",
            _places(quote for side in item.sides for quote in side.evidence),
        )
        for item in briefing.findings
    ]
    return Judgement(figures, (*wrong, *found))


def _summary(briefing: Briefing, offered: BriefingShape, gold: Gold | None) -> Judgement:
    """The bottom line."""
    lines = [Line("taken", "sentence", "", "", item.text, "", _places(item.evidence)) for item in briefing.bottom_line]
    return Judgement({"sentences": len(lines)}, tuple(lines))


def _position(state: State, item: Position, why: str) -> Line:
    return Line(state, "position", item.actor.name, item.stance, item.sentence, why, _places(item.evidence))


def _account(item: Account) -> Line:
    return Line("taken", "account", "", "hedged" if item.hedged else "", item.sentence, "", _places(item.evidence))


def _issue(issue: Issue) -> Line:
    entries = ", ".join(
        f"{item.id} {item.actor.name}" if isinstance(item, Position) else item.id for item in issue.entries
    )
    return Line("taken", "issue", issue.name, f"{len(issue.entries)} entries", entries)


def _note(state: State, what: str, note: str) -> Line:
    """A line of the evaluation: "conflict missed  c3 Was Kyiv told?"."""
    why, _, row = note.partition("  ")
    return Line(state, what, "", "", row, why)


def _refusal(item: Rejected, articles: Sequence[Article]) -> Line:
    """An offer that was refused, at the passage that it was taken for where there is one."""
    article = next((article for article in articles if article.source == item.article), None)
    places = _passage(item, article) if article is not None and item.reason in PASSAGES else ()
    return Line("rejected", "offer", "", item.reason, item.offered, item.detail, places)


def _passage(item: Rejected, article: Article) -> tuple[Place, ...]:
    """The passage's own stretches, without what stands between them and is not read as anybody's words."""
    start = article.text.find(item.detail)
    if start < 0:
        return ()
    end = start + len(item.detail)
    roles = READ if item.reason == "heading" else READ - {"subhead"}
    return tuple(
        Place(article.source, max(start, part.start), min(end, part.end))
        for part in segment(article)
        if part.role in roles and part.start < end and part.end > start
    )


def _places(quotes: Iterable[Quote]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(Place(quote.source, quote.start, quote.end) for quote in quotes))
