"""Does every quotation of a finished briefing stand in its article, after whatever a person did to the file?

In the Markdown, each block quotation must be the words of its footnote, each footnote must be the words at its offsets,
a quotation under an actor must be one that its footnote cites for that actor, and whatever else stands in double
quotation marks must stand in one of the articles. In the JSON, each piece of evidence must be the words at its offsets,
and each speaker must stand in the article. White space is folded in the Markdown, which cannot keep it; nothing else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from briefing.articles import read
from briefing.errors import UsageError
from briefing.locate import closest, quotations
from briefing.markdown import plain
from briefing.shape import BriefingShape, Evidence, load, parse
from briefing.store import Store
from briefing.typography import fold

Texts = Callable[[str], Sequence[str]]
"""The texts known of a source, by its name; several where it was read more than once."""

_NOTE = re.compile(
    r"\[\^(?P<number>[^\]]+)\]: (?P<source>.+), characters (?P<start>\d+)–(?P<end>\d+), "
    r"for (?P<holders>(?:\\.|[^:\\])+): (?P<words>.*)"
)
_NOTE_START = re.compile(r"\[\^[^\]]+\]:")
_QUOTE = re.compile(r"\s*>\s?(?P<words>.*?)(?P<marks>(?:\s*\[\^[^\]]+\])*)\s*")
_MARK = re.compile(r"(?<!\\)\[\^([^\]]+)\]")
_HEADING = re.compile(r"(?P<level>#{1,6}) (?P<title>.*)")
_UNNAMED = " (unnamed)"
_BY_ACTOR = "Positions by actor"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found.

    Attributes:
        checked: how many quotations and footnotes were held against their articles.
        articles: how many articles they stand in.
        faults: a line for each that does not stand, with where it is and the closest passage.
    """

    checked: int
    articles: int
    faults: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether all stand."""
        return not self.faults

    @property
    def outcome(self) -> str:
        """In words."""
        return "all stand" if self.stands else f"{len(self.faults)} do not stand"


@dataclass(frozen=True, slots=True)
class _Note:
    source: str
    start: int
    end: int
    holders: tuple[str, ...]
    words: str


def verify(file: Path, texts: Texts) -> Verdict:
    """Holds a finished briefing, .md or .json, against the articles.

    Raises:
        UsageError: the file cannot be read, or is no briefing.
    """
    if file.suffix == ".json":
        return _verify_json(file, texts)
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{file} cannot be read: {error}.", "Give the .md or .json that `briefing daily` wrote."
        ) from error
    return _verify_markdown(file, content, texts)


def from_files(folder: Path) -> Texts:
    """The texts of the article files in a folder."""
    reading = read([str(folder)], io.BytesIO())
    if not reading.articles:
        raise UsageError(
            f"{folder} holds no article that can be read.", "Name the folder the briefing was written from."
        )
    known = {article.source: (article.text,) for article in reading.articles}
    return lambda source: known.get(source, ())


def from_store(path: Path) -> Texts:
    """The texts of the articles that earlier briefings read."""
    if not path.exists():
        raise UsageError(f"There is no store at {path}.", "Use --articles DIR to hold it against article files.")

    @cache
    def texts(source: str) -> list[str]:
        with Store.open(path) as store:
            return [article.text for article in store.articles(source)]

    return texts


def _verify_markdown(file: Path, content: str, texts: Texts) -> Verdict:
    lines = content.splitlines()
    notes, faults = _notes(lines)
    if not notes and not faults:
        raise UsageError(f"{file} has no footnotes with quotations.", "Give a briefing that `briefing daily` wrote.")
    checked = len(notes) + len(faults)
    for number, (at, note) in notes.items():
        faults += _note_faults(f"line {at}: footnote {number}", note, texts)
    sources = dict.fromkeys(note.source for _, note in notes.values())
    known = [fold(text) for source in sources for text in texts(source)]
    for at, fault in _body(lines, {number: note for number, (_, note) in notes.items()}, known):
        checked += 1
        faults += [f"line {at}: {fault}"] if fault else []
    return Verdict(checked, len(sources), tuple(faults))


def _notes(lines: Sequence[str]) -> tuple[dict[str, tuple[int, _Note]], list[str]]:
    """The footnotes by number, with their lines; and a fault for each that cannot be read or has another's number."""
    notes: dict[str, tuple[int, _Note]] = {}
    faults = []
    for at, line in enumerate(lines, start=1):
        match = _NOTE.fullmatch(line.rstrip())
        if match is not None and match["number"] not in notes:
            holders = tuple(plain(name) for name in re.split(r"(?<!\\); ", match["holders"]))
            note = _Note(plain(match["source"]), int(match["start"]), int(match["end"]), holders, plain(match["words"]))
            notes[match["number"]] = (at, note)
        elif match is not None:
            faults.append(f"line {at}: footnote {match['number']} is there twice")
        elif _NOTE_START.match(line):
            faults.append(f"line {at}: this footnote names no source, offsets and words: {line.strip()}")
    return notes, faults


def _note_faults(where: str, note: _Note, texts: Texts) -> list[str]:
    return _faults(where, note.source, note.start, note.end, note.words, texts, lambda text: " ".join(text.split()))


def _faults(
    where: str, source: str, start: int, end: int, words: str, texts: Texts, form: Callable[[str], str]
) -> list[str]:
    """Whether `words` are what stands at a place of an article."""
    known = texts(source)
    if not known:
        return [f"{where}: the article {source} is not known"]
    if words and any(0 <= start < end <= len(text) and form(text[start:end]) == words for text in known):
        return []
    near = next((passage for passage in (closest(words, text) for text in known) if passage), "none")
    return [f"{where}: does not stand in {source} at characters {start}–{end}: {words}\n  closest passage: {near}"]


def _body(lines: Sequence[str], notes: Mapping[str, _Note], known: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each quotation and footnote mark outside the footnotes: its line, and what is wrong with it (or nothing)."""
    section = actor = ""
    inside = bool(lines) and lines[0].strip() == "---"  # the front matter
    for at, line in enumerate(lines, start=1):
        if inside or at == 1:
            inside = inside and (at == 1 or line.strip() != "---")
            continue
        heading = _HEADING.fullmatch(line)
        if heading is not None and len(heading["level"]) == 2:
            section, actor = plain(heading["title"]), ""
        elif heading is not None and len(heading["level"]) == 3:
            actor = plain(heading["title"]).removesuffix(_UNNAMED)
        quote = _QUOTE.fullmatch(line)
        if _NOTE_START.match(line) or line.lstrip().startswith("|"):
            continue
        for number in _MARK.findall(line):
            if number not in notes:
                yield at, f"footnote {number} is not there"
        if quote is None:
            yield from ((at, _stray(words, known)) for words in quotations(plain(line)))
        elif line.strip() != ">":
            holder = actor if section == _BY_ACTOR else ""
            yield at, _block(plain(quote["words"]), _MARK.findall(quote["marks"]), holder, notes)


def _block(words: str, marks: Sequence[str], actor: str, notes: Mapping[str, _Note]) -> str:
    cited = [notes[number] for number in marks if number in notes]
    if not cited:
        return f"this quotation has no footnote: {words}"
    if any(words != note.words for note in cited):
        return f"this quotation is not what its footnote has: {words}\n  the footnote: {cited[0].words}"
    if actor and any(actor not in note.holders for note in cited):
        return f"this quotation stands under {actor}, but was cited for {'; '.join(cited[0].holders)}: {words}"
    return ""


def _stray(words: str, known: Sequence[str]) -> str:
    wanted = fold(words)
    if not wanted or any(wanted in text for text in known):
        return ""
    near = next((passage for passage in (closest(words, text) for text in known) if passage), "none")
    return f"in quotation marks, but in none of the articles: {words}\n  closest passage: {near}"


def _verify_json(file: Path, texts: Texts) -> Verdict:
    faults: list[str] = []
    sources: dict[str, None] = {}
    checked = 0
    for where, speaker, evidence in _cited(parse(load(file), str(file))):
        for item in evidence:
            checked += 1
            sources[item.article] = None
            faults += _faults(where, item.article, item.start, item.end, item.text, texts, str)
        if not evidence:
            faults.append(f"{where}: has no quotation")
        elif speaker and not _speaks(speaker, evidence[0].article, texts):
            faults.append(f"{where}: the speaker {speaker} does not stand in {evidence[0].article}")
    if not checked and not faults:
        raise UsageError(f"{file} holds no quotations.", "There is nothing in it to verify.")
    return Verdict(checked, len(sources), tuple(faults))


def _cited(briefing: BriefingShape) -> Iterator[tuple[str, str, Sequence[Evidence]]]:
    """Everything that cites: where it is, its speaker if it has one, its evidence."""
    for position in briefing.positions:
        yield f"position {position.id}", position.speaker, position.evidence
    for account in briefing.accounts:
        yield f"account {account.id}", "", account.evidence
    for finding in briefing.findings:
        for side in finding.sides:
            yield f"finding {finding.id}, {side.label}", "", side.evidence


def _speaks(speaker: str, source: str, texts: Texts) -> bool:
    """Every word of the speaker as written stands in the article; the order is the step's to check, not a reader's."""
    words = fold(speaker).casefold().split()
    return any(all(word in fold(text).casefold() for word in words) for text in texts(source)) or not texts(source)
