"""Records as the rows that are kept of them, and back. Lists within a row are JSON; dates are ISO 8601, times UTC."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from briefing.locate import kept
from briefing.records import Account, Actor, Article, Briefing, Change, Finding, Following, Position, Quote

Row = dict[str, Any]


def article_row(article: Article, now: datetime) -> Row:
    """An article as it was seen at a time."""
    row = asdict(article)
    row["published"] = article.published.isoformat() if article.published else None
    return {**row, "first_seen": now.isoformat(), "last_seen": now.isoformat()}


def article_of(row: Row) -> Article:
    """The article that was kept."""
    particulars = {name: row[name] for name in ("title", "outlet", "byline", "url", "language", "detected_language")}
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return Article(id=row["id"], source=row["source"], text=row["text"], published=published, **particulars)


def run_row(briefing: Briefing, output: str, now: datetime) -> Row:
    """The run, with everything about it that has no table of its own in `record`."""
    run = briefing.run
    record = {
        "usage": {step: asdict(usage) for step, usage in run.usage.items()},
        "prompts": dict(run.prompts),
        "template": run.template,
        "cost": run.cost,
        "currency": run.currency,
        "articles": [article.id for article in briefing.articles],
        "issues": [issue.name for issue in briefing.issues],
        "unread": [asdict(item) for item in briefing.unread],
        "failed": [asdict(item) for item in briefing.failed],
        "gaps": asdict(briefing.gaps),
        "lineage": {
            "rewrites": briefing.lineage.rewrites,
            "utterances": [[position.id for position in carried] for carried in briefing.lineage.utterances],
        },
        "earlier": briefing.earlier.run if briefing.earlier else None,
    }
    return {
        "id": run.id,
        "date": briefing.date.isoformat(),
        "topic": briefing.topic,
        "engine": run.engine,
        "model": run.model,
        "started": (now - timedelta(seconds=run.seconds)).isoformat(),
        "seconds": run.seconds,
        "output": output,
        "record": _json(record),
    }


def briefing_rows(briefing: Briefing) -> Iterator[tuple[str, Row]]:
    """Every row of a briefing but its articles and its run, each with the name of its table."""
    for issue in briefing.issues:
        for position in issue.positions:
            yield "positions", _position(position, issue.name)
            yield from _evidence(position.id, position.evidence)
        for account in issue.accounts:
            yield "accounts", _account(account, issue.name)
            yield from _evidence(account.id, account.evidence)
    for finding in briefing.findings:
        yield from _finding(finding)
    if briefing.following is not None:
        yield from _following(briefing.following)
    for number, sentence in enumerate(briefing.bottom_line, start=1):
        cites = _cites(sentence.positions, sentence.accounts)
        yield "bottom_line", {"number": number, "text": sentence.text, "cites": cites}
    for number, rejected in enumerate(briefing.rejected, start=1):
        yield "rejected", {"number": number, **asdict(rejected)}


def _position(position: Position, issue: str) -> Row:
    return {
        "id": position.id,
        "actor": position.actor.name,
        "kind": position.actor.kind,
        "speaker": position.speaker,
        "stance": position.stance,
        "issue": issue,
        "sentence": position.sentence,
        "verbatim": position.verbatim,
        "voice": position.voice,
        "hedged": position.hedged,
        "via": _json(position.via),
        "behalf": position.behalf,
        "translated": position.translated,
    }


def _account(account: Account, issue: str) -> Row:
    return {
        "id": account.id,
        "issue": issue,
        "sentence": account.sentence,
        "verbatim": account.verbatim,
        "hedged": account.hedged,
        "translated": account.translated,
    }


def _evidence(owner: str, quotes: Sequence[Quote]) -> Iterator[tuple[str, Row]]:
    for number, quote in enumerate(quotes, start=1):
        place = {"article": quote.article.id, "start": quote.start, "end": quote.end}
        yield "evidence", {"owner": owner, "number": number, **place}


def _finding(finding: Finding) -> Iterator[tuple[str, Row]]:
    yield (
        "findings",
        {
            "id": finding.id,
            "kind": finding.kind,
            "apparent": finding.apparent,
            "issue": finding.issue,
            "sentence": finding.sentence,
        },
    )
    for number, side in enumerate(finding.sides, start=1):
        cites = _cites(side.positions, side.accounts)
        yield "sides", {"finding": finding.id, "number": number, "label": side.label, "cites": cites}


def _following(following: Following) -> Iterator[tuple[str, Row]]:
    for change in following.changes:
        yield "changes", _change(change)
    for number, position in enumerate(following.not_seen, start=1):
        yield "not_seen", {"number": number, "position": position.id}


def _change(change: Change) -> Row:
    return {
        "id": change.id,
        "kind": change.kind,
        "issue": change.issue,
        "sentence": change.sentence,
        "before": _json([item.id for item in change.before]),
        "after": _json([item.id for item in change.after]),
    }


def earlier_position(row: Row, evidence: Sequence[Row], articles: Mapping[str, Article]) -> Position:
    """A position of an earlier briefing, under the id "e…"; `evidence` holds its places in order."""
    return Position(
        id=f"e{row['id'][1:]}",
        actor=Actor(row["actor"], row["kind"]),
        speaker=row["speaker"],
        stance=row["stance"],
        issue=row["issue"],
        sentence=row["sentence"],
        verbatim=bool(row["verbatim"]),
        voice=row["voice"],
        hedged=bool(row["hedged"]),
        via=tuple(json.loads(row["via"])),
        behalf=row["behalf"],
        translated=bool(row["translated"]),
        evidence=tuple(kept(articles[place["article"]], place["start"], place["end"]) for place in evidence),
    )


def _cites(positions: Sequence[Position], accounts: Sequence[Account]) -> str:
    return _json([*(item.id for item in positions), *(item.id for item in accounts)])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
