"""A review as a file: one HTML page that needs nothing else, Markdown for a pull request, or JSON.

Whatever an article, a reply or a case says is text there: the page escapes every value, and so does the Markdown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import jinja2

from briefing.cases.asking import Exchange
from briefing.cases.outcome import STATES, Line, Outcome, State
from briefing.cases.review import Review, Row, Sheet, Trials
from briefing.cases.table import Price, heading, mixed, refused, rows, said, unanswered, verdict
from briefing.errors import UsageError
from briefing.markdown import Markdown, escape
from briefing.records import Article

FORMAT = "briefing-cases/1"
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article, and what rests on it.

    Attributes:
        state: of what is most worth looking at there; empty where nothing rests on it.
        numbers: of the lines that rest on it and end here.
    """

    text: str
    state: State | str
    numbers: tuple[int, ...]


def write(path: Path, review: Review, price: Price | None, currency: str) -> None:
    """Writes the report, in the form that the file's name says.

    Raises:
        UsageError: the name says none of the forms, or nothing can be written there.
    """
    text = _form(path)(review, price, currency)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", "Name another file with -o."
        ) from error


def check(path: Path) -> None:
    """Finds out before anything is run whether the file's name says a form.

    Raises:
        UsageError: it does not.
    """
    _form(path)


def _form(path: Path) -> Callable[[Review, Price | None, str], str]:
    forms = {".html": html, ".htm": html, ".md": markdown, ".json": as_json}
    if path.suffix.lower() not in forms:
        raise UsageError(f"{path} says no form of a report.", "Name a file that ends in .html, .md or .json.")
    return forms[path.suffix.lower()]


def html(review: Review, price: Price | None = None, currency: str = "") -> str:
    """The page."""
    return _render("report.html.j2", _page(), review, price, currency)


def markdown(review: Review, price: Price | None = None, currency: str = "") -> str:
    """The tables, what changed, and what is not as expected."""
    return _render("report.md.j2", _markdown(), review, price, currency)


def as_json(review: Review, price: Price | None = None, currency: str = "") -> str:
    """Everything but the prompts' words, as JSON."""
    return json.dumps(data(review, price, currency), ensure_ascii=False, indent=2) + "\n"


def data(review: Review, price: Price | None = None, currency: str = "") -> dict[str, Any]:
    """The review as plain data."""
    return {
        "format": FORMAT,
        "holds": review.holds,
        "runs": review.runs,
        "unanswered": {
            "calls": review.calls,
            "prompt_tokens": review.prompt_tokens,
            "completion_tokens": review.completion_tokens,
        },
        "currency": currency if price is not None else None,
        "prompts": [_sheet(sheet, price) for sheet in review.sheets],
    }


def _sheet(sheet: Sheet, price: Price | None) -> dict[str, Any]:
    return {
        "prompt": sheet.prompt,
        "versions": list(sheet.labels),
        "totals": [dict(sheet.total(number)) for number in range(len(sheet.labels))],
        "cases": [
            {
                "case": row.case.name,
                "title": row.case.told.title,
                "changed": row.changed,
                "versions": [[_outcome(run, price) for run in version.runs] for version in row.versions],
            }
            for row in sheet.rows
        ],
    }


def _outcome(run: Outcome, price: Price | None) -> dict[str, Any]:
    used = run.usage
    return {
        "model": run.model,
        "recorded": run.whole,
        "holds": run.holds,
        "verdict": run.verdict,
        "figures": dict(run.figures),
        "reasons": dict(run.reasons),
        "prompt_tokens": used.prompt_tokens,
        "completion_tokens": used.completion_tokens,
        "cost": price(used.prompt_tokens, used.completion_tokens) if price is not None else None,
        "lines": [asdict(line) for line in run.lines],
    }


@dataclass(frozen=True, slots=True)
class _View:
    """What a template asks for beside the review itself."""

    review: Review
    price: Price | None
    currency: str

    def rows(self, sheet: Sheet) -> list[tuple[str, ...]]:
        """The cells of a prompt's table."""
        return rows(sheet, self.price, self.currency)

    def grid(self, sheet: Sheet) -> Markdown:
        """The same as a table in Markdown."""
        head, *body = ([escape(cell) for cell in cells] for cells in self.rows(sheet))
        rule = [Markdown("---"), *(Markdown("---:") for _ in head[2:]), Markdown("---")]
        return Markdown("\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *body)))

    def heading(self, sheet: Sheet) -> str:
        """Which versions, and how often."""
        return heading(sheet, self.review)

    def mark(self, row: Row) -> str:
        """How a case's line is marked."""
        if not row.now.whole:
            return "unanswered"
        if not row.now.holds:
            return "unmet"
        return "changed" if row.changed else "met"

    def pieces(self, version: Trials, article: Article) -> list[Piece]:
        """An article, with what rests on it."""
        return list(pieces(article, version.first.lines))

    @property
    def unanswered(self) -> list[str]:
        """What has no reply, and what asking would take; nothing where all have one."""
        return list(unanswered(self.review, self.price, self.currency)) if self.review.calls else []

    @staticmethod
    def reply(exchange: Exchange) -> str:
        """A reply as it is easiest to read; as it came where it is no JSON."""
        try:
            return json.dumps(json.loads(exchange.text), ensure_ascii=False, indent=2)
        except ValueError:
            return exchange.text

    mixed = staticmethod(mixed)
    refused = staticmethod(refused)
    said = staticmethod(said)
    verdict = staticmethod(verdict)
    states = staticmethod(lambda: STATES)


def pieces(article: Article, lines: Sequence[Line]) -> Iterator[Piece]:
    """An article cut where something begins or ends to rest on it; the pieces together are its text.

    What was refused rests on nothing there: it only comes close, and gives way to whatever else is at the place.
    """
    worth = [*(state for state in STATES if state != "rejected"), "rejected"]
    spans = [
        (place.start, place.end, line.state, number)
        for number, line in enumerate(lines, start=1)
        for place in line.places
        if place.article == article.source
    ]
    cuts = sorted({0, len(article.text), *(at for start, end, _, _ in spans for at in (start, end))})
    for start, end in pairwise(cuts):
        here = [span for span in spans if span[0] <= start and end <= span[1]]
        state = min((span[2] for span in here), key=worth.index, default="")
        ending = sorted(number for _, stop, _, number in here if stop == end)
        yield Piece(article.text[start:end], state, tuple(ending))


def _render(name: str, environment: jinja2.Environment, review: Review, price: Price | None, currency: str) -> str:
    values: Mapping[str, object] = {"review": review, "view": _View(review, price, currency)}
    return environment.get_template(name).render(values)


def _page() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _markdown() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE),
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # that is for HTML; `finalize` escapes for Markdown
        finalize=lambda value: value if isinstance(value, Markdown | jinja2.Undefined) else escape(str(value)),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
