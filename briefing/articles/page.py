"""A saved web page: trafilatura takes the article out of it; the particulars are what its own metadata say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.articles.particulars import Particulars, day

_Element = Any  # lxml.html.HtmlElement: lxml comes without types
_OPENING = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_BLOCKS = {"head": "## ", "item": "- ", "p": "", "quote": "", "row": "", "list": "", "table": "", "code": ""}
_LARGE = 1_000_000  # characters: beyond, a second opinion would take more than twice the time
_SPACES = re.compile(r"\s+")


class NoArticleInPage(ValueError):
    """The page has no article that could be told from what stands around it."""

    def __init__(self) -> None:
        super().__init__("no article was found in the page: save its words as .txt")


def is_page(text: str) -> bool:
    """Whether a text without a name is a web page."""
    return _OPENING.match(text) is not None


def page(text: str) -> tuple[str, Particulars, tuple[str, ...]]:
    """The article's words, its particulars, and remarks.

    The words are a paragraph a block, with "## " before a heading and "- " before a list item.

    Raises:
        NoArticleInPage: trafilatura found none.
    """
    import trafilatura

    tree = trafilatura.load_html(text)
    if tree is None:
        raise NoArticleInPage
    known, remarks = _particulars(tree)
    document = trafilatura.bare_extraction(tree, include_comments=False, fast=len(text) > _LARGE)
    body = getattr(document, "body", None)
    words = "" if body is None else "\n\n".join(_paragraphs(body))
    if not words:
        raise NoArticleInPage
    return words, known, remarks


def _paragraphs(body: _Element) -> Iterator[str]:
    """The blocks' words, each with its mark. A block in a block ends what came before it."""
    held: list[str] = []
    marks = [""]

    def flush() -> Iterator[str]:
        words = _SPACES.sub(" ", "".join(held)).strip()
        held.clear()
        if words:
            yield marks[-1] + words

    def walk(element: _Element) -> Iterator[str]:
        block = _BLOCKS.get(element.tag)
        if block is not None:
            yield from flush()
            # a paragraph in a list item is still the item's
            marks.append(marks[-1] if element.tag == "p" else block)
        held.append(" " if element.tag in ("lb", "cell") else "")
        held.append(element.text or "")
        for child in element:
            yield from walk(child)
            held.append(child.tail or "")
        if block is not None:
            yield from flush()
            marks.pop()

    yield from walk(body)
    yield from flush()


def _particulars(tree: _Element) -> tuple[Particulars, tuple[str, ...]]:
    """What the page's meta elements and its JSON-LD say; its heading or <title> where they give no title."""
    meta = _meta(tree)
    data = next(_articles_in(tree), {})
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)")
    heading = tree.xpath("string(//h1)") if len(tree.xpath("//h1")) == 1 else tree.xpath("string(//head/title)")
    when = meta.get("article:published_time") or data.get("datePublished") or meta.get("date") or meta.get("dc.date")
    published = day(when) if isinstance(when, str) else None
    remarks = () if published or not when else (f"the page's date is “{when}”, no ISO date; taken as unknown",)
    return Particulars(
        title=_clean(data.get("headline") or meta.get("og:title") or heading),
        outlet=_clean(meta.get("og:site_name") or _name(data.get("publisher"))),
        byline=_clean(_name(data.get("author")) or meta.get("author")),
        published=published,
        url=_clean(canonical or meta.get("og:url")),
        language=_clean(tree.get("lang") or data.get("inLanguage")),
    ), remarks


def _meta(tree: _Element) -> dict[str, str]:
    """The meta elements' contents by name; of two with one name the first."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _articles_in(tree: _Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article (schema.org: Article, NewsArticle, BlogPosting and the like)."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "null")]
        except (ValueError, RecursionError):  # other people's pages: a particular less, and the article stands
            continue
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting += item
            elif isinstance(item, dict):
                waiting.append(item.get("@graph"))
                if re.search(r"Article|Posting", str(item.get("@type"))):
                    yield item


def _name(value: object) -> str | None:
    """The name of a schema.org person or organisation, or the names of several."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value))) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return value if isinstance(value, str) else None


def _clean(value: object) -> str | None:
    return _SPACES.sub(" ", value).strip() or None if isinstance(value, str) else None
