"""What a briefing cannot tell: who is spoken about but never heard, what stands in one report alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.actors import Actors
from briefing.records import Article, Gaps, Issue, Segment

HEARD_ABOUT = 2
"""How often an actor must be named, in all articles together, to be missed."""


def gaps(
    read: Sequence[tuple[Article, Sequence[Segment]]],
    issues: Sequence[Issue],
    actors: Actors,
    rewrites: Sequence[Sequence[str]] = (),
) -> Gaps:
    """The gaps of a day.

    Args:
        read: each article with the segments of it that were read.
        rewrites: the sources that are one text; together they count as one.
    """
    text = {source: family[0] for family in rewrites for source in family}
    heard = {position.actor.name for issue in issues for position in issue.positions}
    named = Counter(
        mention.actor.name
        for article, segments in read
        for segment in segments
        for mention in actors.mentions(article.text, segment.start, segment.end)
    )
    missed = [(name, times) for name, times in named.items() if times >= HEARD_ABOUT and name not in heard]
    return Gaps(
        unheard=tuple(sorted(missed, key=lambda item: (-item[1], item[0]))),
        single_source=tuple(_single(issue, text) for issue in issues if len(_sources(issue, text)) == 1)
        if len(read) > 1
        else (),
        undated=tuple(article.source for article, _ in read if article.published is None),
        no_outlet=tuple(article.source for article, _ in read if article.outlet is None),
    )


def _single(issue: Issue, text: Mapping[str, str]) -> tuple[str, str]:
    return issue.name, next(iter(_sources(issue, text)))


def _sources(issue: Issue, text: Mapping[str, str]) -> set[str]:
    return {text.get(quote.source, quote.source) for item in issue.entries for quote in item.evidence}
