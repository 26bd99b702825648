"""From an answer to its Markdown and its JSON (documented in docs/json.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from briefing.markdown import Markdown, escape
from briefing.passages import Answer, Extent, Passage, Told, words
from briefing.records import Article, Quote
from briefing.templates import Template

FORMAT = "briefing-answer/1"
NOTHING = "The articles do not say."


def markdown(answer: Answer, template: Template) -> str:
    """The answer as it is shown.

    Raises:
        UsageError: as the template does.
    """
    return template.render({"answer": answer, "view": View(answer)})


def export(answer: Answer) -> dict[str, Any]:
    """The answer as plain data, ready for `json.dumps`."""
    return {
        "format": FORMAT,
        "question": answer.question,
        "answered": bool(answer.told),
        "conflicting": answer.conflicting,
        "sentences": [_told(item) for item in answer.told],
        "missing": list(answer.missing),
        "nearest": _passage(answer.nearest) if answer.nearest else None,
        "searched": _extent(answer.extent) | {"passages": answer.considered},
        "rejected": [
            {"step": item.step, "reason": item.reason, "offered": item.offered, "detail": item.detail}
            for item in answer.rejected
        ],
        "run": {"engine": answer.engine, "model": answer.model, "prompt": answer.prompt, "usage": asdict(answer.usage)},
    }


def _told(item: Told) -> dict[str, Any]:
    return {
        "text": item.text,
        "verbatim": item.verbatim,
        "says": item.says,
        "evidence": [_place(quote.article, quote.start, quote.end) for quote in item.evidence],
    }


def _passage(item: Passage) -> dict[str, Any]:
    return _place(item.article, item.focus[0].start, item.focus[0].end)


def _place(article: Article, start: int, end: int) -> dict[str, Any]:
    return {
        "article": article.source,
        "outlet": article.outlet,
        "published": article.published.isoformat() if article.published else None,
        "start": start,
        "end": end,
        "text": article.text[start:end],
    }


def _extent(extent: Extent) -> dict[str, Any]:
    return {
        "articles": extent.articles,
        "undated": extent.undated,
        "first": extent.first.isoformat() if extent.first else None,
        "last": extent.last.isoformat() if extent.last else None,
    }


@dataclass(frozen=True, slots=True)
class View:
    """An answer as a template needs it."""

    answer: Answer

    @property
    def searched(self) -> str:
        """What was searched, in words."""
        extent = self.answer.extent
        articles = f"{extent.articles} article{'' if extent.articles == 1 else 's'}"
        if extent.first is None or extent.last is None:
            return f"{articles}, undated" if extent.articles else articles
        span = _day(extent.first) if extent.first == extent.last else f"{_day(extent.first)} to {_day(extent.last)}"
        return f"{articles}, {span}" + (f", {extent.undated} undated" if extent.undated else "")

    @property
    def nearest(self) -> Markdown:
        """The words of the passage that came closest."""
        passage = self.answer.nearest
        return escape(words(passage.article, passage.focus[:1])) if passage else Markdown("")

    @staticmethod
    def by_source(quotes: Sequence[Quote]) -> list[tuple[Article, list[Quote]]]:
        """Quotations in a row of the same article, together."""
        found: list[tuple[Article, list[Quote]]] = []
        for quote in quotes:
            if not found or found[-1][0].id != quote.article.id:
                found.append((quote.article, []))
            found[-1][1].append(quote)
        return found

    @staticmethod
    def source(article: Article) -> str:
        """Where words are from: outlet, date, file."""
        day = _day(article.published) if article.published else "undated"
        return f"{article.outlet or 'no outlet'}, {day}: {article.source}"

    @staticmethod
    def words(quote: Quote) -> Markdown:
        """The article's own characters."""
        return escape(quote.text)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
