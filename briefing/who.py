"""Who was resolved how: every speaker as written, the actor it became, and by what.

    speakers of a run → `Resolved`, the unresolved first, with what to put into actors.toml

Nothing is kept of how a speaker was resolved: it is read again from the words, with the gazetteer as it is now. Where
that would give another actor than the run has, the list says so.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from briefing.actors import Actors
from briefing.actors import words as lists
from briefing.actors.phrases import bare, plain
from briefing.actors.reading import Reading
from briefing.actors.spelling import spelling
from briefing.records import Actor, Briefing, Spoken

How = Literal[
    "unresolved", "since", "engine", "unnamed", "person", "collective", "organisation", "fuller", "office", "entry"
]
HOW: Mapping[How, str] = {
    "unresolved": "nobody that the words name: kept as written",
    "since": "resolved otherwise by the gazetteer as it is now: run again",
    "engine": "by the engine's proposal, since the words alone do not tell",
    "unnamed": "described, not named: kept as written, each article's apart",
    "person": "a person of no entry, kept apart",
    "collective": "several who are no actor of the gazetteer, kept as their own",
    "organisation": "an organisation of no entry, by the form of its name",
    "fuller": "a person, under the fullest or most used form of the name",
    "office": "who holds an office, or explains it, stands for the actor that it is of",
    "entry": "a name of the gazetteer",
}
"""By what a speaker became an actor, in the order in which they are shown."""
_EMPTY = lists.PRONOUNS | lists.QUANTITIES | lists.ARTICLES | {"sides", "side"}
_DESCRIBED = (
    lists.PERSON | lists.PEOPLE | (lists.TITLES - lists.FIELDS - lists.BODIES - lists.PAPERS - lists.RANKS)
) - _EMPTY


@dataclass(frozen=True, slots=True)
class Resolved:
    """A speaker as written and what became of it.

    Attributes:
        detail: as what the gazetteer has the name (a capital, an alias), or what it would be now; else empty.
        places: where the quotations stand: source, start, end.
        toml: what to put into actors.toml to change it; empty where no entry would help.
    """

    speaker: str
    actor: Actor
    how: How
    detail: str
    places: tuple[tuple[str, int, int], ...]
    toml: str

    def as_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "speaker": self.speaker,
            "actor": {"name": self.actor.name, "kind": self.actor.kind},
            "how": self.how,
            "detail": self.detail,
            "times": len(self.places),
            "places": [{"article": source, "start": start, "end": end} for source, start, end in self.places],
            "toml": self.toml,
        }


def spoken(briefing: Briefing) -> list[Spoken]:
    """Who spoke in the positions of a briefing."""
    positions = [position for issue in briefing.issues for position in issue.positions]
    firsts = [(position, position.evidence[0]) for position in positions]
    return [Spoken(one.speaker, one.actor, quote.source, quote.start, quote.end) for one, quote in firsts]


def who(said: Iterable[Spoken], actors: Actors) -> list[Resolved]:
    """Every speaker once for each actor that it became: the unresolved first, then by how, then the most frequent.

    An unnamed one is another in each article, as in the briefing.
    """
    places: dict[tuple[str, Actor, str], list[tuple[str, int, int]]] = defaultdict(list)
    for one in said:
        apart = one.source if one.actor.kind == "unnamed" else ""
        places[one.speaker, one.actor, apart].append((one.source, one.start, one.end))
    found = [_resolved(speaker, actor, sorted(at), actors) for (speaker, actor, _), at in places.items()]
    order = list(HOW)
    return sorted(found, key=lambda one: (order.index(one.how), -len(one.places), one.speaker))


def _resolved(speaker: str, actor: Actor, at: list[tuple[str, int, int]], actors: Actors) -> Resolved:
    own = actors.read(speaker)
    how, detail = _how(speaker, actor, own, actors)
    return Resolved(speaker, actor, how, detail, tuple(at), _toml(speaker, how, actors))


def _how(speaker: str, actor: Actor, own: Reading, actors: Actors) -> tuple[How, str]:
    if own.actor != actor:
        if own.known:
            return "since", f"now {own.actor.name}"
        same = actor.kind == own.actor.kind == "person" and _shares_a_name(actor.name, own.actor.name)
        return ("fuller", "") if same else ("engine", "")
    form = actors.form(bare(speaker))
    if form is not None:
        return "entry", "" if form in ("name", actor.kind) else form
    if own.known:
        return ("entry", "") if actor.kind == "person" else ("office", "")
    if actor.kind == "unnamed":
        return ("unnamed" if _describes(speaker) else "unresolved"), ""
    kinds: Mapping[str, How] = {"person": "person", "organisation": "organisation"}
    return kinds.get(actor.kind, "collective"), ""


def _shares_a_name(one: str, other: str) -> bool:
    return bool(set(spelling(one)) & set(spelling(other)))


def _describes(speaker: str) -> bool:
    """Whether the words say what somebody is: "one senior diplomat", and not "both sides" or "the framework"."""
    return any(word.strip(".,").lower() in _DESCRIBED for word in bare(speaker).split())


def _toml(speaker: str, how: How, actors: Actors) -> str:
    """An entry as it can be put into actors.toml."""
    name = plain(bare(speaker))
    if how == "unresolved" and not {word.lower() for word in name.split()} <= _EMPTY:
        return f"[organisation]\n{_quoted(name)} = {{ }}"
    owner = next((mention.actor for mention in actors.mentions(speaker) if mention.actor.kind != "person"), None)
    if how == "person" and owner is not None:
        person = actors.read(speaker).actor.name
        return f"[person]\n{_quoted(person)} = {{ speaks_for = {_quoted(owner.name)} }}"
    return ""


def _quoted(name: str) -> str:
    """A string of TOML: the escapes of JSON are among its own."""
    return json.dumps(name, ensure_ascii=False)


def listed(resolved: Iterable[Resolved], shown: int = 3) -> Iterator[str]:
    """The lines for a terminal, with the first few places of each."""
    last = ""
    for one in resolved:
        if one.how != last:
            yield from ([""] if last else [])
            yield f"{one.how}: {HOW[one.how]}"
            last = one.how
        became = "" if plain(bare(one.speaker)) == one.actor.name else f" → {one.actor.name}"
        detail = f", {one.detail}" if one.detail else ""
        places = ", ".join(f"{source} {start}–{end}" for source, start, end in one.places[:shown])
        more = f" and {len(one.places) - shown} more" if len(one.places) > shown else ""
        yield f"  {one.speaker}{became} ({one.actor.kind}{detail}), {len(one.places)}×: {places}{more}"
        yield from (f"      {line}" for line in one.toml.splitlines())
