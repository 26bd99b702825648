"""The gazetteer of actors: where a text names them, what else they are called, for whom a speaker speaks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from briefing.actors import entries
from briefing.actors.entries import Form
from briefing.actors.names import Mention, Names, spelled
from briefing.actors.reading import Reader, Reading
from briefing.actors.spelling import spelling
from briefing.records import Actor

LONE_SURNAME = 6
"""Letters from which on a surname alone is known in another transliteration."""


class Actors:
    """The actors known by name. Made by `load`."""

    def __init__(self, gazetteer: entries.Gazetteer) -> None:
        self._names = Names(gazetteer)
        self._entries: dict[str, entries.Entry] = {}
        for entry in gazetteer.entries.values():
            for form in entry.forms:
                self._entries[spelled(form)] = entry
                self._entries.setdefault(spelled(form[0].upper() + form[1:]), entry)
        self._spellings = _spellings(gazetteer)
        self._reader = Reader(self._entry, self.mentions, self._respelled)

    @classmethod
    def load(cls, *extra: Path) -> Actors:
        """The packed actors and those of the extra files, in order; later entries extend or take over earlier ones.

        Raises:
            UsageError: a file cannot be read, or an entry in it is not as briefing/data/actors.toml documents.
        """
        return cls(entries.read(entries.PACKED, *extra)) if extra else _packed()

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The places in text[start:end] that name an actor: in order, the longest name first, none overlapping.

        Offsets are characters into `text`. A part of another name (Jordan Peterson, the Paris Agreement) is no mention.
        """
        return self._names.mentions(text, start, end)

    def find(self, name: str) -> Actor | None:
        """The actor of a whole name as written: "the U.S.", "Kyiv’s", "Zelenskyy"; None when it is not known."""
        entry = self._entry(name)
        return entry.actor if entry is not None else None

    def aliases(self, name: str) -> frozenset[str]:
        """Every name, adjective, people, capital, seat and alias of that actor; `name` alone when it is unknown."""
        entry = self._entry(name)
        return frozenset(entry.forms) if entry is not None else frozenset({name})

    def resolve(self, speaker: str, holder: str = "") -> Actor:
        """Who holds what `speaker` is reported to hold.

        Args:
            speaker: the words of the article.
            holder: an engine's proposal for whom the speaker is or speaks for. It is asked where the speaker's words
                lead to nobody in the gazetteer ("his administration", "they"), and where it is a person's fuller name.
        """
        return self._reader.resolve(speaker, holder)

    def on_behalf(self, actor: Actor, told: str = "") -> str:
        """The name of the actor whom a person speaks for: by the gazetteer, else as `told`; empty for other actors."""
        if actor.kind != "person":
            return ""
        known = self._reader.speaks_for(actor)
        holder = known or (self.resolve(told) if told.strip() else None)
        return holder.name if holder is not None and holder != actor else ""

    def read(self, speaker: str) -> Reading:
        """What the words for a speaker say by themselves, without anybody's proposal."""
        return self._reader.read(speaker)

    def form(self, name: str) -> Form | None:
        """As what a whole name as written stands in the gazetteer: a capital, an alias; None when it does not."""
        entry = self._entry(name)
        if entry is None:
            return None
        return next(how for form, how in entry.forms.items() if spelled(form).casefold() == spelled(name).casefold())

    def _respelled(self, name: str) -> entries.Entry | None:
        """The person whose name in another transliteration this is."""
        return self._spellings.get(spelling(name))

    def _entry(self, name: str) -> entries.Entry | None:
        return self._entries.get(spelled(name))


def _spellings(gazetteer: entries.Gazetteer) -> dict[tuple[str, ...], entries.Entry]:
    """The persons by how they are spelled; without short lone surnames, and without what two of them share."""
    found: dict[tuple[str, ...], entries.Entry] = {}
    shared: set[tuple[str, ...]] = set()
    for entry in gazetteer.entries.values():
        for form in entry.forms if entry.actor.kind == "person" else ():
            key = spelling(form)
            if (len(key) > 1 or len(form) >= LONE_SURNAME) and found.setdefault(key, entry) is not entry:
                shared.add(key)
    return {key: entry for key, entry in found.items() if key not in shared}


@cache
def _packed() -> Actors:
    return Actors(entries.read(entries.PACKED))
