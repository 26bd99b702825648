"""A briefing as JSON. The format is documented in docs/json.md and versioned; the dictionaries here are that format."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from briefing.records import (
    Account,
    Article,
    Briefing,
    Change,
    Earlier,
    Finding,
    Following,
    Position,
    Quote,
    Run,
    Sentence,
    Side,
)

FORMAT = "briefing/1"
_DIGEST = re.compile(r'^  "digest": "(?P<digest>[0-9a-f]{16})",\n', re.MULTILINE)
"""Its line in the file. A string of JSON has no line end in it, so nothing that is quoted can look like it."""


def export(briefing: Briefing) -> dict[str, Any]:
    """The briefing as plain data, ready for `json.dumps`, with a digest that tells whether a person has edited it.

    The digest is of the file as it is written: indented by two, not in ASCII, with a line end at its end.
    """
    data = _data(briefing)
    text = json.dumps({"format": FORMAT, **data}, ensure_ascii=False, indent=2) + "\n"
    return {"format": FORMAT, "digest": _digest(text), **data}


def is_edited(text: str) -> bool:
    """Whether the JSON of a briefing is no longer as it was written; one without a digest counts as edited."""
    found = _DIGEST.search(text)
    return found is None or found["digest"] != _digest(text[: found.start()] + text[found.end() :])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _data(briefing: Briefing) -> dict[str, Any]:
    return {
        "date": briefing.date.isoformat(),
        "topic": briefing.topic,
        "articles": [_article(article) for article in briefing.articles],
        "unread": [{"source": item.source, "why": item.why} for item in briefing.unread],
        "positions": [_position(item, issue.name) for issue in briefing.issues for item in issue.positions],
        "accounts": [_account(item, issue.name) for issue in briefing.issues for item in issue.accounts],
        "findings": [_finding(item) for item in briefing.findings],
        "bottom_line": [_sentence(item) for item in briefing.bottom_line],
        "lineage": {
            "rewrites": [list(sources) for sources in briefing.lineage.rewrites],
            "utterances": [[position.id for position in carried] for carried in briefing.lineage.utterances],
        },
        "earlier": _earlier(briefing.earlier) if briefing.earlier else None,
        **_following(briefing.following),
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
        "behalf": item.behalf,
        "stance": item.stance,
        "issue": issue,
        "statement": item.sentence,
        "verbatim": item.verbatim,
        "translated": item.translated,
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
        "translated": item.translated,
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


def _earlier(earlier: Earlier) -> dict[str, Any]:
    return {
        "run": earlier.run,
        "date": earlier.date.isoformat(),
        "articles": [_article(article) for article in earlier.articles],
    }


def _following(following: Following | None) -> dict[str, Any]:
    """Empty lists where nothing could be compared."""
    changes, not_seen, doubtful = (
        (following.changes, following.not_seen, following.doubtful) if following else ((), (), ())
    )
    return {
        "changes": [_change(item) for item in changes],
        "not_seen": [_dated(item) for item in not_seen],
        "doubtful": [_dated(item) for item in doubtful],
    }


def _change(item: Change) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind,
        "actor": {"name": item.actor.name, "kind": item.actor.kind},
        "issue": item.issue,
        "statement": item.sentence,
        "before": [_dated(position) for position in item.before],
        "after": [_dated(position) for position in item.after],
    }


def _dated(item: Position) -> dict[str, Any]:
    return {"date": item.published.isoformat() if item.published else None, **_position(item, item.issue)}


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
