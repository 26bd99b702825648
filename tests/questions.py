"""A small dispute to be asked about, and what makes answers of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from briefing.actors import Actors
from briefing.offers import AnswerOffer, CitationOffer, ToldOffer
from briefing.passages import Passage
from briefing.records import Article
from briefing.retrieve import FullText, Query, Retrieved
from briefing.store import Store

NORTH = Article(
    "n",
    "north.txt",
    "Norway insists that the pier must close by May.\n\n"
    "Ukrainian officials say they have received assurances from Washington that the pier will stay closed.\n\n"
    "The plan has two parts:\n\n- a new harbour\n\n- a fund of 5 million euros\n",
    outlet="Daily North",
    published=date(2026, 3, 1),
)
SOUTH = Article(
    "s",
    "south.txt",
    "Sweden wants the pier to stay open. It reportedly offered to pay for repairs.\n\n"
    "## Nothing is decided without Kyiv\n\n"
    "Kyiv did not see the plan for the pier coming.\n",
    published=None,
)


def kept(*articles: Article) -> Store:
    """A store of these articles; of the two, where none are given."""
    store = Store.in_memory()
    store.keep_articles(articles or (NORTH, SOUTH))
    return store


def found(question: str, *articles: Article, most: int = 40, wide: bool = False) -> Retrieved:
    """What is found for a question in these articles."""
    with kept(*articles) as store:
        return FullText(store, Actors.load()).retrieve(Query(question), most, wide=wide)


def focus(passage: Passage) -> str:
    """The words of a passage without those around it."""
    return " | ".join(passage.article.text[part.start : part.end] for part in passage.focus)


def offer(*sentences: ToldOffer, conflicting: bool = False) -> AnswerOffer:
    """An answer of these sentences."""
    return AnswerOffer(answered=True, conflicting=conflicting, sentences=list(sentences))


def told(text: str, *citations: tuple[str, str], says: str = "") -> ToldOffer:
    """A sentence with its citations: passage and words."""
    cited = [CitationOffer(passage=passage, words=words) for passage, words in citations]
    return ToldOffer(text=text, says=says, citations=cited)


def named(passages: Sequence[Passage], words: str) -> str:
    """The id of the passage whose focus has these words."""
    return next(passage.id for passage in passages if words in focus(passage))
