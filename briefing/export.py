"""A briefing as JSON. The format is documented in docs/json.md and versioned; the dictionaries here are that format."""

from __future__ import annotations

from typing import Any

from briefing.records import Account, Article, Briefing, Finding, Position, Quote, Run, Sentence, Side

FORMAT = "briefing/1"


def export(briefing: Briefing) -> dict[str, Any]:
    """The briefing as plain data, ready for `json.dumps`."""
    return {
        "format": FORMAT,
        "date": briefing.date.isoformat(),
        "topic": briefing.topic,
        "articles": [_article(article) for article in briefing.articles],
        "unread": [{"source": item.source, "why": item.why} for item in briefing.unread],
        "positions": [_position(item, issue.name) for issue in briefing.issues for item in issue.positions],
        "accounts": [_account(item, issue.name) for issue in briefing.issues for item in issue.accounts],
        "findings": [_finding(item) for item in briefing.findings],
        "bottom_line": [_sentence(item) for item in briefing.bottom_line],
        "rejected": [
            {"step": item.step, "reason": item.reason, "offered": item.offered, "article": item.article}
            | {"detail": item.detail}
            for item in briefing.rejected
        ],
        "failed": [{"step": item.step, "where": item.where, "why": item.why} for item in briefing.failed],
        "run": _run(briefing.run),
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "source": article.source,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "language": article.language,
        "detected_language": article.detected_language,
        "characters": len(article.text),
    }


def _position(item: Position, issue: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "actor": {"name": item.actor.name, "kind": item.actor.kind},
        "speaker": item.speaker,
        "stance": item.stance,
        "issue": issue,
        "statement": item.sentence,
        "verbatim": item.verbatim,
        "voice": item.voice,
        "hedged": item.hedged,
        "via": list(item.via),
        "evidence": _evidence(item.evidence),
    }


def _account(item: Account, issue: str) -> dict[str, Any]:
    return {
        "id": item.id,
        "issue": issue,
        "statement": item.sentence,
        "verbatim": item.verbatim,
        "hedged": item.hedged,
        "evidence": _evidence(item.evidence),
    }


def _finding(item: Finding) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "apparent": item.apparent,
        "issue": item.issue,
        "statement": item.sentence,
        "sides": [_side(side) for side in item.sides],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "label": side.label,
        "positions": [position.id for position in side.positions],
        "accounts": [account.id for account in side.accounts],
        "evidence": _evidence(side.evidence),
    }


def _sentence(item: Sentence) -> dict[str, Any]:
    return {
        "text": item.text,
        "positions": [position.id for position in item.positions],
        "accounts": [account.id for account in item.accounts],
    }


def _evidence(quotes: tuple[Quote, ...]) -> list[dict[str, Any]]:
    return [{"article": quote.source, "start": quote.start, "end": quote.end, "text": quote.text} for quote in quotes]


def _run(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "engine": run.engine,
        "model": run.model,
        "prompts": dict(run.prompts),
        "template": run.template,
        "usage": {
            step: {
                "calls": used.calls,
                "stored": used.stored,
                "prompt_tokens": used.prompt_tokens,
                "completion_tokens": used.completion_tokens,
            }
            for step, used in run.usage.items()
        },
        "cost": run.cost,
        "currency": run.currency,
    }
