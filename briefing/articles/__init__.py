"""Reads articles: files and folders of .txt, .md and .html, and one article on standard input.

A source that cannot be read is a value (`Unread`), never an exception: the others go on. What was read, but not as it
stands, is a warning. Whether anything readable is left is the caller's to judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from briefing.articles.decode import Undecodable, decode
from briefing.articles.find import File, find, named
from briefing.articles.front_matter import FrontMatterError, front_matter
from briefing.articles.language import detect
from briefing.articles.page import NoArticleInPage, is_page, page
from briefing.articles.particulars import Particulars
from briefing.records import Article, Unread

__all__ = ["Reading", "read"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of the sources.

    Attributes:
        articles: in the order of the sources; a folder's by path.
        unread: what could not be read, and why.
        warnings: a sentence for each thing that was read, but not as it stands: a text that is not UTF-8, a particular
            that cannot be used. Each names its source.
    """

    articles: tuple[Article, ...]
    unread: tuple[Unread, ...]
    warnings: tuple[str, ...] = ()


def read(sources: Sequence[str], stdin: BinaryIO) -> Reading:
    """Read every article in the sources: files, folders (with all that is in them) and "-", one article on `stdin`.

    An article's `source` is its path relative to the folder it was found in, or the name of the file that was given;
    where two are the same, as much of the path before it as tells them apart. Its `text` is, for .txt and .md, what the
    file decodes to, entire, with its own line ends; for .html what trafilatura extracts, a paragraph a block.
    """
    articles: list[Article] = []
    unread: list[Unread] = []
    warnings: list[str] = []
    for item in named(find(sources, warnings.append)):
        match item if isinstance(item, Unread) else _open(item, stdin, warnings):
            case Unread() as failure:
                unread.append(failure)
            case article:
                articles.append(article)
    return Reading(tuple(articles), tuple(unread), tuple(warnings))


def _open(file: File, stdin: BinaryIO, warnings: list[str]) -> Article | Unread:
    try:
        data = stdin.read() if file.path is None else file.path.read_bytes()
    except OSError as error:
        return Unread(file.name, f"cannot be read: {error.strerror or error}")
    try:
        text, remark = decode(data, web=file.suffix in (".html", ".htm"))
        article, remarks = _article(file, text)
    except (Undecodable, FrontMatterError, NoArticleInPage) as error:
        return Unread(file.name, str(error))
    warnings += [f"{file.name}: {what}" for what in _said(remark, *remarks)]
    return article if article.text.strip("\ufeff").strip() else Unread(file.name, "empty: there are no words in it")


def _said(*remarks: str) -> Iterable[str]:
    return filter(None, remarks)


def _article(file: File, text: str) -> tuple[Article, Sequence[str]]:
    """The article, and what is to be remarked about it."""
    known: Particulars = Particulars()
    remarks: Sequence[str] = ()
    if file.suffix in (".html", ".htm") or (file.path is None and is_page(text)):
        text, known, remarks = page(text)
    elif file.suffix == ".md" or file.path is None:
        known, remarks = front_matter(text)
    digest = hashlib.sha256(f"{file.name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return (
        Article(
            id=digest[:16],
            source=file.name,
            text=text,
            title=known.title,
            outlet=known.outlet,
            byline=known.byline,
            published=known.published,
            url=known.url,
            language=known.language,
            detected_language=detect(text),
        ),
        remarks,
    )
