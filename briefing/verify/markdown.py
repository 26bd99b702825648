"""The quotations and footnotes of a briefing's Markdown, each against its article and against each other."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefing.locate import quoted
from briefing.markdown import plain
from briefing.typography import fold
from briefing.verify.blocks import Block, blocks
from briefing.verify.texts import Texts
from briefing.verify.verdict import Verdict, at_place, closest_to

_NOTE = re.compile(
    r"\[\^(?P<number>[^\]]+)\]: (?P<source>(?:\\.|[^,\\])+), characters (?P<start>\d+)–(?P<end>\d+), "
    r"for (?P<holders>(?:\\.|[^:\\])+): (?P<words>.*)"
)
_HOLDER = re.compile(r"(?:\\.|[^;\\])+")
_NUMBER = re.compile(r"\[\^([^\]]+)\]")
_QUOTE = re.compile(r"(?P<words>.*?)(?P<marks>(?:\s*(?<!\\)\[\^[^\]]+\])*)")
_MARK = re.compile(r"(?<!\\)\[\^([^\]]+)\]")
_UNNAMED = re.compile(r"(?P<name>.*) \(unnamed, in (?P<source>.*)\)")
_MARKUP = re.compile(r"(?<!\\)(?:\\\\)*(?P<sign>[*`~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\[(?=\^))")
_HIDDEN = re.compile(r"(?<!\\)(?P<fence>`+)(?!`).*?(?<!`)(?P=fence)(?!`)|(?<!\\)</?[A-Za-z][^<>]*>")
"""What is no prose: code, where the briefing puts what programs said, and the tags of HTML with their attributes."""
_ENTITY = re.compile(r"(?<!\\)&#?\w+;")

BY_ACTOR = "Positions by actor"
BY_NOBODY = "Reported, held by nobody"
SOURCES = "Sources"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, read back."""

    number: str
    at: int
    source: str
    start: int
    end: int
    holders: tuple[str, ...]
    words: str


def check(content: str, texts: Texts) -> Verdict:
    """Holds a finished briefing against the articles; an empty verdict for a file that quotes nothing."""
    parts = list(blocks(content))
    notes, faults = _notes(parts)
    checked = len(notes) + len(faults)
    for note in notes.values():
        wrong = at_place(note.source, note.start, note.end, note.words, texts, lambda text: " ".join(text.split()))
        faults += [f"line {note.at}: footnote {note.number}: {wrong}"] if wrong else []
    sources = dict.fromkeys(note.source for note in notes.values())
    body = _Body(parts, notes, {source: texts(source) for source in sources})
    for at, wrong in body:
        checked += 1
        faults += [f"line {at}: {wrong}"] if wrong else []
    return Verdict(checked, len(sources), tuple(faults))


def _notes(parts: Sequence[Block]) -> tuple[dict[str, Note], list[str]]:
    """The footnotes by number; and a fault for each that cannot be read or has another's number."""
    notes: dict[str, Note] = {}
    faults = []
    for part in (part for part in parts if part.kind == "note"):
        match = _NOTE.fullmatch(part.text)
        number = match["number"] if match else ""
        if match is None:
            faults.append(f"line {part.at}: this footnote names no source, offsets and words: {part.text}")
        elif number in notes:
            faults.append(f"line {part.at}: footnote {number} is there twice")
        elif markup := _MARKUP.search(match["words"]):
            faults.append(f"line {part.at}: footnote {number}: {_marked(markup, match['words'])}")
        else:
            holders = tuple(plain(name) for name in _HOLDER.findall(match["holders"]))
            place = (int(match["start"]), int(match["end"]))
            notes[number] = Note(number, part.at, plain(match["source"]), *place, holders, plain(match["words"]))
    return notes, faults


class _Body:
    """Each quotation and footnote mark outside the footnotes: its line, and what is wrong with it (or nothing)."""

    def __init__(self, parts: Sequence[Block], notes: Mapping[str, Note], known: Mapping[str, Sequence[str]]) -> None:
        self._parts = parts
        self._notes = notes
        self._holders = {holder for note in notes.values() for holder in note.holders}
        self._texts = [text for texts in known.values() for text in texts]
        self._folded = [fold(text) for text in self._texts]
        self._sources = sorted({*known, *_listed(parts)}, key=len, reverse=True)

    def __iter__(self) -> Iterator[tuple[int, str]]:
        section = actor = ""
        for part in self._parts:
            if part.kind == "heading" and part.level <= 2:
                section, actor = plain(part.text), ""
            elif part.kind == "heading" and part.level == 3:
                actor = plain(part.text)
            if part.kind == "note" or part.level == 1 or (part.kind == "table" and section in ("", SOURCES)):
                continue
            marks = _MARK.findall(part.text)
            found = [f"footnote {number} is not there" for number in marks if number not in self._notes]
            if part.kind == "quote":
                found.append(self._quotation(part.text, self._holder(section, actor)))
            else:
                found += [self._stray(words) for words in _quotations(self._prose(part.text))]
            yield from ((part.at, fault) for fault in found)

    def _holder(self, section: str, actor: str) -> str:
        """The actor under whose name a quotation stands; empty where it is under none's."""
        if section == BY_ACTOR:
            return actor
        return actor if section != BY_NOBODY and actor in self._holders else ""

    def _quotation(self, text: str, actor: str) -> str:
        match = _QUOTE.fullmatch(text)
        words, marks = (match["words"], _NUMBER.findall(match["marks"])) if match else (text, [])
        cited = [self._notes[number] for number in marks if number in self._notes]
        if not cited:
            return f"this quotation has no footnote at its end: {plain(words)}"
        for note in cited:
            if plain(words) != note.words:
                return f"this quotation is not what footnote {note.number} has: {plain(words)}\n  it has: {note.words}"
            if actor and not _held(note, actor):
                holders = "; ".join(note.holders)
                return f"this quotation stands under {actor}, but was cited for {holders}: {plain(words)}"
        markup = _MARKUP.search(words)
        return _marked(markup, words) if markup else ""

    def _prose(self, text: str) -> str:
        """The text of a paragraph as it is read, without the names of the sources: those may hold quotation marks."""
        bare = _HIDDEN.sub(" ", _MARK.sub("", text))
        bare = plain(_ENTITY.sub(lambda entity: html.unescape(entity[0]), bare))
        for source in self._sources:
            bare = bare.replace(source, "")
        return bare

    def _stray(self, words: str) -> str:
        wanted = re.compile(rf"(?<!\w){re.escape(fold(words))}(?!\w)")
        if not fold(words) or any(wanted.search(text) for text in self._folded):
            return ""
        return f"in quotation marks, but in none of the articles: {words}{closest_to(words, self._texts)}"


def _quotations(text: str) -> list[str]:
    """What stands between two quotation marks; one alone may belong to a sentence that is not shown whole."""
    return [text[start:end].strip(" ,.;") for start, end in quoted(text) if start > 0 and end < len(text)]


def _listed(parts: Sequence[Block]) -> Iterator[str]:
    """The names in the table of sources."""
    section = ""
    for part in parts:
        if part.kind == "heading":
            section = plain(part.text)
        elif part.kind == "table" and section == SOURCES:
            yield plain(re.split(r"(?<!\\)\|", part.text)[1])


def _held(note: Note, actor: str) -> bool:
    """Whether a footnote cites its words for an actor; an unnamed one is another in every article."""
    unnamed = _UNNAMED.fullmatch(actor)
    if unnamed is None:
        return actor in note.holders
    return unnamed["name"] in note.holders and unnamed["source"] == note.source


def _marked(markup: re.Match[str], words: str) -> str:
    return f"a quotation holds no Markdown of its own, and here stands {markup['sign']}: {words}"
