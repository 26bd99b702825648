"""From a line of a briefing back to what it rests on: quotations, places, the reply, the exact prompt.

Everything is read from the store. What the store cannot show (a run of an older version, a reply that was asked anew
since) is said, and never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from briefing.errors import UsageError
from briefing.offers import (
    AccountOffer,
    CompareOffer,
    ExtractOffer,
    FollowOffer,
    GroupOffer,
    MendOffer,
    Offer,
    StatementOffer,
    SummariseOffer,
)
from briefing.openai_model.reading import Unreadable, read
from briefing.records import Account, Finding, Position, Quote
from briefing.store import Citing, Store, StoredRun, Taken, recall
from briefing.typography import fold

Kind = Literal["position", "account", "finding", "change", "sentence"]
FORMAT = "briefing-trace/1"
NO_PROMPT = "Read by the built-in rules: no prompt was involved."
NOT_KEPT = "What this run asked is not in the store: run it again, which asks nothing anew, and trace it then."
NOT_FOUND = "The reply that this was read from is not in the store any more: it was asked anew since."


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a briefing.

    Attributes:
        id: p1, a1, f1, d1; s1 is the first sentence of the bottom line.
        who: the actor; empty where it is nobody's.
        speaker: as the article writes it.
        label: a position's stance, a finding's or a change's kind.
        verbatim: `text` is the article's words.
        sides: the ids that each side of a finding cites; what was held before and is now; for a sentence, one side.
        labels: how each side is called.
        quotes: what a position or an account rests on.
    """

    id: str
    kind: Kind
    text: str
    issue: str = ""
    who: str = ""
    speaker: str = ""
    label: str = ""
    verbatim: bool = False
    sides: tuple[tuple[str, ...], ...] = ()
    labels: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def cites(self) -> tuple[str, ...]:
        """Everything that it cites, each once."""
        return tuple(dict.fromkeys(ident for side in self.sides for ident in side))


@dataclass(frozen=True, slots=True)
class Link:
    """A reply, and the part of it that became the line.

    Attributes:
        prompt: "extract@1 (a1b2c3d4e5f6)".
    """

    taken: Taken
    prompt: str
    offer: Offer


@dataclass(frozen=True, slots=True)
class Chain:
    """The way back from one line.

    Attributes:
        rests_on: the line itself, or the positions and accounts that it cites.
        links: the replies that it was made from, the last step first.
        remarks: what cannot be shown, and why.
    """

    run: StoredRun
    entry: Entry
    rests_on: tuple[Entry, ...]
    links: tuple[Link, ...]
    remarks: tuple[str, ...]


def chosen_run(store: Store, named: str | None) -> StoredRun:
    """The run with an id, or the first digits of one; the last run where none is named.

    Raises:
        UsageError: there is none, or there are several.
    """
    runs = store.runs()
    found = [run for run in runs if run.id.startswith(named)] if named else runs[:1]
    if not found:
        what = f"There is no run {named}" if named else "There is no briefing"
        raise UsageError(f"{what} in the store.", "Write one first (`briefing daily articles/`).")
    if len(found) > 1:
        raise UsageError(f"Several runs begin with {named}: {', '.join(run.id for run in found)}.", "Give more of it.")
    return found[0]


def entries(store: Store, run: str) -> list[Entry]:
    """The lines of a run's briefing, by kind, in its order."""
    kept = recall(store, run)
    return [
        *(_position(item) for issue in kept.issues for item in issue.positions),
        *(_account(item) for issue in kept.issues for item in issue.accounts),
        *map(_finding, kept.findings),
        *(_citing("change", item) for item in store.trail.changes(run)),
        *(_citing("sentence", item) for item in store.trail.sentences(run)),
    ]


def _position(item: Position) -> Entry:
    return Entry(
        item.id,
        "position",
        item.sentence,
        item.issue,
        who=item.actor.name,
        speaker=item.speaker,
        label=item.stance,
        verbatim=item.verbatim,
        quotes=item.evidence,
    )


def _account(item: Account) -> Entry:
    label = "hedged" if item.hedged else ""
    return Entry(
        item.id, "account", item.sentence, item.issue, label=label, verbatim=item.verbatim, quotes=item.evidence
    )


def _finding(item: Finding) -> Entry:
    sides = tuple(tuple(entry.id for entry in side.entries) for side in item.sides)
    labels = tuple(side.label for side in item.sides)
    return Entry(item.id, "finding", item.sentence, item.issue, label=item.kind, sides=sides, labels=labels)


def _citing(kind: Kind, item: Citing) -> Entry:
    sides, labels = tuple(item.sides.values()), tuple(item.sides)
    return Entry(item.id, kind, item.text, item.issue, label=item.label, sides=sides, labels=labels)


def trace(store: Store, run: StoredRun, ident: str) -> Chain:
    """The way back from the line `ident` of a run's briefing.

    Raises:
        UsageError: the briefing has no such line.
    """
    known = {entry.id: entry for entry in entries(store, run.id)}
    if ident not in known:
        raise UsageError(
            f"The briefing of run {run.id} has no {ident}.", "`briefing trace FILE` lists what can be traced in it."
        )
    entry = known[ident]
    if entry.kind == "change":
        known |= _earlier(store, run)
    rests_on = tuple(known[cited] for cited in entry.cites if cited in known) or (entry,)
    if run.engine == "rules":
        return Chain(run, entry, rests_on, (), (NO_PROMPT,))
    taken = store.trail.taken(run.id)
    links = tuple(_links(entry, taken, run.record["prompts"]))
    first = {"finding": "compare", "change": "follow", "sentence": "summarise"}.get(entry.kind, "extract")
    found = any(link.taken.step in (first, "mend") for link in links)
    remarks = () if found else (NOT_FOUND if taken else NOT_KEPT,)
    return Chain(run, entry, rests_on, links, remarks)


def _earlier(store: Store, run: StoredRun) -> dict[str, Entry]:
    """The positions of the last briefing, under the ids that this one has for them: e7 is what was p7 there."""
    kept = entries(store, str(run.record.get("earlier") or ""))
    return {f"e{one.id[1:]}": replace(one, id=f"e{one.id[1:]}") for one in kept if one.kind == "position"}


def _links(entry: Entry, taken: Sequence[Taken], prompts: Mapping[str, str]) -> Iterator[Link]:
    """The replies that offered the line, the last step first."""
    for reply in reversed(taken):
        kind = _SHAPES.get(reply.step)
        if kind is None:
            continue
        shape, parts = kind
        try:
            offer = read(reply.text, shape)
        except Unreadable:  # the shape has changed since; then the line is said to be untraceable
            continue
        for part in parts(offer, entry, reply):
            yield Link(reply, prompts.get(reply.step, reply.step), part)


def _extracted(offer: Any, entry: Entry, reply: Taken) -> Iterator[Offer]:
    yield from (part for part in (*offer.statements, *offer.accounts) if _became(part, entry, reply))


def _mended(offer: Any, entry: Entry, reply: Taken) -> Iterator[Offer]:
    parts = (part for item in offer.mended for part in (item.statement, item.account) if part is not None)
    yield from (part for part in parts if _became(part, entry, reply))


def _grouped(offer: Any, entry: Entry, reply: Taken) -> Iterator[Offer]:
    yield from (part for part in offer.issues if entry.id in (*part.positions, *part.accounts))


def _compared(offer: Any, entry: Entry, reply: Taken) -> Iterator[Offer]:
    for part in offer.findings:
        cited = {ident for side in part.sides for ident in (*side.positions, *side.accounts)}
        if entry.kind == "finding" and part.kind == entry.label and cited == {*entry.cites}:
            yield part


def _followed(offer: Any, entry: Entry, reply: Taken) -> Iterator[Offer]:
    for part in offer.changes:
        if entry.kind == "change" and part.kind == entry.label and [{*part.before}, {*part.after}] == _cited(entry):
            yield part


def _cited(entry: Entry) -> list[set[str]]:
    return [{*side} for side in entry.sides]


def _summarised(offer: Any, entry: Entry, reply: Taken) -> Iterator[Offer]:
    yield from (part for part in offer.sentences if entry.kind == "sentence" and part.text == entry.text)


_SHAPES: Mapping[str, tuple[type[Offer], Callable[[Any, Entry, Taken], Iterator[Offer]]]] = {
    "extract": (ExtractOffer, _extracted),
    "mend": (MendOffer, _mended),
    "group": (GroupOffer, _grouped),
    "compare": (CompareOffer, _compared),
    "follow": (FollowOffer, _followed),
    "summarise": (SummariseOffer, _summarised),
}


def _became(part: StatementOffer | AccountOffer, entry: Entry, reply: Taken) -> bool:
    """Whether an offer became this position or account: of the same article, the same words, the same sentence."""
    if isinstance(part, StatementOffer):
        if entry.kind != "position" or (part.speaker, part.stance) != (entry.speaker, entry.label):
            return False
    elif entry.kind != "account":
        return False
    asked = fold(" ".join(message["content"] for message in reply.messages))
    quoted = [fold(quote.text) for quote in entry.quotes]
    stands = any(fold(words) in text for words in part.words for text in quoted)
    return stands and all(text in asked for text in quoted) and (entry.verbatim or part.statement == entry.text)


def export(chain: Chain) -> dict[str, Any]:
    """The way back as plain data."""
    entry = chain.entry
    return {
        "format": FORMAT,
        "run": chain.run.id,
        "engine": chain.run.engine,
        "model": chain.run.model,
        "id": entry.id,
        "kind": entry.kind,
        "actor": entry.who,
        "label": entry.label,
        "issue": entry.issue,
        "text": entry.text,
        "sides": [list(side) for side in entry.sides],
        "rests_on": [
            {
                "id": one.id,
                "actor": one.who,
                "label": one.label,
                "text": one.text,
                "quotations": [_quotation(quote) for quote in one.quotes],
            }
            for one in chain.rests_on
        ],
        "replies": [_link(link) for link in chain.links],
        "remarks": list(chain.remarks),
    }


def _quotation(quote: Quote) -> dict[str, Any]:
    return {"article": quote.source, "start": quote.start, "end": quote.end, "text": quote.text}


def _link(link: Link) -> dict[str, Any]:
    told = asdict(link.taken) | {"created": link.taken.created.isoformat(), "prompt": link.prompt}
    return {**told, "messages": [dict(message) for message in link.taken.messages], "offer": link.offer.model_dump()}
