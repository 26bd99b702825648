"""From a briefing to its Markdown. What a template needs and a record lacks is worked out here."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from briefing.languages import language_name
from briefing.markdown import Markdown, escape
from briefing.records import Account, Article, Briefing, Change, Entry, Finding, Position, Quote, Usage
from briefing.templates import Template

_FRONT_MATTER = re.compile(r"\A---\n(?P<head>.*?\n)---\n", re.DOTALL)
_DIGEST = re.compile(r"^digest: (?P<digest>[0-9a-f]{16})$", re.MULTILINE)

VOICES = {"quoted": "in quotation marks", "attributed": "indirect speech", "ascribed": "the writer's characterisation"}
LISTED = 20
"""How many sources are named in one line."""
ORDER = {"reversed": 0, "hardened": 1, "softened": 2, "new": 3, "unchanged": 4}
"""The changes as they are told, the greatest first."""
NOBODY = "nobody (the article's own account)"
REASONS = {
    "near_miss": "the words come close to a passage but differ from it",
    "absent": "the words stand nowhere in the article",
    "ambiguous": "the words stand in several places",
    "heading": "the words are a heading's",
    "speaker_absent": "the speaker does not stand in the article",
    "not_carried": "the sentence says more than its citations carry",
    "unknown_citation": "it cites what does not exist",
    "one_sided": "it has no two sides",
    "uncited": "it cites nothing",
    "repeated": "it was offered before",
    "another_actor": "its two sides are not one actor's",
    "not_later": "its two sides are not dated one after the other",
}


def render(briefing: Briefing, template: Template) -> str:
    """The Markdown, with a digest in its front matter that tells later whether a person has edited it.

    Raises:
        UsageError: as the template does.
    """
    notes = Notes(briefing)
    text = template.render({"briefing": briefing, "view": View(briefing), "cite": notes.cite, "notes": notes})
    return _stamped(text)


def is_briefing(markdown: str) -> bool:
    """Whether a text is a finished briefing, edited or not, by its front matter."""
    head = _FRONT_MATTER.match(markdown[:10_000].removeprefix("\ufeff").replace("\r\n", "\n"))
    return head is not None and {"run", "digest"} <= {line.partition(":")[0] for line in head["head"].split("\n")}


def is_edited(markdown: str) -> bool:
    """Whether a finished briefing is no longer as it was rendered; a file without a digest counts as edited."""
    head = _FRONT_MATTER.match(markdown)
    found = _DIGEST.search(head["head"]) if head else None
    return head is None or found is None or found["digest"] != _digest(_DIGEST.sub("digest:", markdown, count=1))


def _stamped(text: str) -> str:
    if not _FRONT_MATTER.match(text):  # a template of one's own may do without
        return text
    return re.sub(r"^digest:$", f"digest: {_digest(text)}", text, count=1, flags=re.MULTILINE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a quotation with whose it is."""

    number: int
    quote: Quote
    source: Markdown
    holders: Markdown


class Notes:
    """The footnotes, numbered as they are first cited."""

    def __init__(self, briefing: Briefing) -> None:
        self._numbers: dict[Quote, int] = {}
        self._holders: defaultdict[Quote, dict[str, None]] = defaultdict(dict)
        earlier = briefing.earlier.positions if briefing.earlier else ()
        for position in (*(item for issue in briefing.issues for item in issue.positions), *earlier):
            for quote in position.evidence:
                self._holders[quote] |= dict.fromkeys(filter(None, (position.actor.name, position.behalf)))

    def cite(self, quotes: Sequence[Quote]) -> Markdown:
        """The marks of these quotations: [^1][^2]."""
        return Markdown("".join(f"[^{self._number(quote)}]" for quote in dict.fromkeys(quotes)))

    def __iter__(self) -> Iterator[Note]:
        """The footnotes cited so far."""
        for quote, number in self._numbers.items():
            holders = [_part(name, ":;") for name in self._holders[quote]] or [Markdown(NOBODY)]
            yield Note(number, quote, _part(quote.source, ","), Markdown("; ".join(holders)))

    def _number(self, quote: Quote) -> int:
        return self._numbers.setdefault(quote, len(self._numbers) + 1)


def _part(name: str, ends: str) -> Markdown:
    """A part of a footnote in which none of the signs that end it stands bare: `verify` reads them back."""
    return Markdown(re.sub(rf"\\.|[{ends}]", lambda sign: f"{'' if sign[0][1:] else chr(92)}{sign[0]}", escape(name)))


@dataclass(frozen=True, slots=True)
class Holder:
    """An actor with the positions held, by issue.

    Attributes:
        source: the article that an unnamed speaker stands in: who that is, no other article can tell; else empty.
    """

    name: str
    kind: str
    source: str
    issues: tuple[tuple[str, tuple[Position, ...]], ...]


@dataclass(frozen=True, slots=True)
class View:
    """A briefing as its sections need it."""

    briefing: Briefing

    @property
    def holders(self) -> list[Holder]:
        """The actors: those with the most positions first; unnamed speakers last, each article's apart."""
        held: dict[tuple[str, str], dict[str, list[Position]]] = {}
        kinds: dict[tuple[str, str], str] = {}
        shown_once = {position.id for carried in self.briefing.lineage.utterances for position in carried[1:]}
        for issue in self.briefing.issues:
            for position in issue.positions:
                if position.id in shown_once:
                    continue
                unnamed = position.actor.kind == "unnamed"
                whose = (position.actor.name, position.evidence[0].source if unnamed else "")
                kinds.setdefault(whose, position.actor.kind)
                held.setdefault(whose, {}).setdefault(issue.name, []).append(position)
        holders = [
            Holder(whose[0], kinds[whose], whose[1], tuple((issue, tuple(items)) for issue, items in issues.items()))
            for whose, issues in held.items()
        ]
        return sorted(holders, key=lambda item: (item.kind == "unnamed", -sum(len(of) for _, of in item.issues)))

    def others(self, position: Position) -> tuple[Position, ...]:
        """The same words of this actor in other articles; the position is shown once for all of them."""
        carried = self.briefing.lineage.utterances
        return next((same[1:] for same in carried if same[0].id == position.id), ())

    @property
    def conflicts(self) -> list[Finding]:
        """Where the reports contradict each other."""
        return self._findings("report_conflict")

    @property
    def disagreements(self) -> list[Finding]:
        """Where actors disagree."""
        return self._findings("actor_disagreement")

    @property
    def agreements(self) -> list[Finding]:
        """Where they agree."""
        return self._findings("agreement")

    @property
    def changes(self) -> list[tuple[str, tuple[Change, ...]]]:
        """What changed, by actor: those with the greatest change first."""
        moved: dict[str, list[Change]] = {}
        told = self._changes("reversed", "hardened", "softened", "new")
        for change in sorted(told, key=lambda item: ORDER[item.kind]):
            moved.setdefault(change.actor.name, []).append(change)
        return [(name, tuple(changes)) for name, changes in moved.items()]

    @property
    def unchanged(self) -> list[Change]:
        """What is held as before."""
        return self._changes("unchanged")

    @property
    def not_compared(self) -> str:
        """Why nothing is told of what changed; empty where something is."""
        made = self.briefing
        if not self.dated:
            return "That cannot be said: the articles are undated."
        if not made.topic:
            return "That cannot be said: without a topic, no earlier briefing is known to be on the same dispute."
        if made.earlier is None:
            return "That cannot be said: there is no earlier briefing on this topic by the same engine."
        if any(item.step == "follow" for item in made.failed):
            return (
                f"That cannot be said: comparing with the briefing of {self.day(made.earlier.date)} failed (see Gaps)."
            )
        if made.following is None:
            return (
                f"That cannot be said: nothing in the briefing of {self.day(made.earlier.date)} could be held against "
                "today's (only dated articles, and actors with a name, are compared)."
            )
        return ""

    @property
    def sources(self) -> list[tuple[Article, str]]:
        """Every article that is cited or was read, today's first; those of the last briefing with its date."""
        made = self.briefing
        known = {article.id for article in made.articles}
        cited: dict[str, Article] = {}
        if made.following is not None:
            before = [item for change in made.following.changes for item in change.before]
            for position in (*before, *made.following.not_seen, *made.following.doubtful):
                article = position.evidence[0].article
                if article.id not in known:
                    cited[article.id] = article
        when = f"in the briefing of {self.day(made.earlier.date)}" if made.earlier else ""
        return [*((article, "") for article in made.articles), *((article, when) for article in cited.values())]

    @property
    def accounts(self) -> list[tuple[str, tuple[Account, ...]]]:
        """The accounts by issue."""
        return [(issue.name, issue.accounts) for issue in self.briefing.issues if issue.accounts]

    @property
    def dated(self) -> list[Article]:
        """The articles that have a date, oldest first."""
        return sorted((item for item in self.briefing.articles if item.published), key=lambda item: str(item.published))

    @property
    def period(self) -> str:
        """From the first date to the last."""
        days = [self.day(item.published) for item in self.dated if item.published]
        if not days:
            return "not known (the articles are undated)"
        span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
        undated = len(self.briefing.articles) - len(days)
        return f"{span} ({undated} undated)" if undated else span

    @staticmethod
    def day(when: date) -> str:
        """A date as a reader says it."""
        return f"{when.day} {when:%B %Y}"

    @property
    def outlets(self) -> str:
        """The outlets that the sources name."""
        named = dict.fromkeys(item.outlet for item in self.briefing.articles if item.outlet)
        return ", ".join(named) or "none identified"

    @property
    def complete(self) -> bool:
        """Whether there is no gap to tell of."""
        gaps, made = self.briefing.gaps, self.briefing
        return not any((gaps.unheard, gaps.single_source, gaps.undated, gaps.no_outlet, made.unread, made.failed))

    @property
    def undated(self) -> str:
        """The articles without a date."""
        return self._sources(self.briefing.gaps.undated)

    @property
    def no_outlet(self) -> str:
        """The articles without an outlet."""
        return self._sources(self.briefing.gaps.no_outlet)

    @property
    def verbatim(self) -> int:
        """How many positions and accounts have the article's words in the place of a sentence of ours."""
        return sum(item.verbatim for issue in self.briefing.issues for item in issue.entries)

    @property
    def rejected(self) -> list[tuple[str, int]]:
        """The rejected offers by reason, in words, most often first."""
        counted = Counter(item.reason for item in self.briefing.rejected)
        return [(REASONS[reason], times) for reason, times in counted.most_common()]

    @property
    def total(self) -> Usage:
        """Calls and tokens of all steps."""
        used = list(self.briefing.run.usage.values())
        return Usage(
            sum(item.calls for item in used),
            sum(item.stored for item in used),
            sum(item.prompt_tokens for item in used),
            sum(item.completion_tokens for item in used),
        )

    def used(self, step: str) -> Usage:
        """What a step took; a prompt that was not needed took nothing."""
        return self.briefing.run.usage.get(step, Usage())

    @staticmethod
    def voice(position: Position) -> str:
        """How the article reports it, in words."""
        return VOICES[position.voice]

    @staticmethod
    def language(entry: Entry) -> str:
        """The language of its article, by name."""
        article = entry.evidence[0].article
        return language_name(article.language or article.detected_language or "another language")

    @staticmethod
    def words(quote: Quote) -> Markdown:
        """The article's own characters."""
        return escape(quote.text)

    def _sources(self, sources: Sequence[str]) -> str:
        """Their names, as far as they are of use; the table of sources has each."""
        if len(sources) == len(self.briefing.articles) > 1:
            return "every article"
        more = len(sources) - LISTED
        return ", ".join(sources[:LISTED]) + (f" and {more} more" if more > 0 else "")

    def _changes(self, *kinds: str) -> list[Change]:
        following = self.briefing.following
        return [change for change in following.changes if change.kind in kinds] if following else []

    def _findings(self, kind: str) -> list[Finding]:
        return [finding for finding in self.briefing.findings if finding.kind == kind]
