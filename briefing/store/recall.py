"""A kept run as records again, as far as the later steps of a run read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from briefing.locate import kept
from briefing.records import Account, Article, Earlier, Finding, Issue, Position, Rejected, Side
from briefing.store.rows import Row, article_of, earlier_position

if TYPE_CHECKING:
    from briefing.store import Store


@dataclass(frozen=True, slots=True)
class KeptRun:
    """What a run found. The quotations are the places that were located then.

    Attributes:
        earlier: the last briefing on its topic, which it was held against.
    """

    id: str
    articles: tuple[Article, ...]
    issues: tuple[Issue, ...]
    findings: tuple[Finding, ...]
    rejected: tuple[Rejected, ...]
    earlier: Earlier | None


def recall(store: Store, run: str) -> KeptRun:
    """The run of this id; an empty one where nothing is kept of it."""
    articles = {row["id"]: article_of(row) for row in store.read(_ARTICLES, run)}
    places = _places(store, run)
    positions = {
        row["id"]: replace(earlier_position(row, places.get(row["id"], ()), articles), id=row["id"])
        for row in store.read("SELECT * FROM positions WHERE run = ? ORDER BY rowid", run)
    }
    accounts = {
        row["id"]: _account(row, places.get(row["id"], ()), articles)
        for row in store.read("SELECT * FROM accounts WHERE run = ? ORDER BY rowid", run)
    }
    return KeptRun(
        id=run,
        articles=tuple(articles.values()),
        issues=_issues(store, run, positions, accounts),
        findings=_findings(store, run, positions, accounts),
        rejected=tuple(
            Rejected(row["step"], row["offered"], row["reason"], row["detail"], row["article"])
            for row in store.read("SELECT * FROM rejected WHERE run = ? ORDER BY number", run)
        ),
        earlier=_earlier(store, run),
    )


def _earlier(store: Store, run: str) -> Earlier | None:
    for row in store.read("SELECT topic, date, engine FROM runs WHERE id = ? AND topic <> ''", run):
        return store.last_briefing(row["topic"], date.fromisoformat(row["date"]), row["engine"])
    return None


_ARTICLES = """
    SELECT articles.* FROM runs, json_each(runs.record, '$.articles') AS named
    JOIN articles ON articles.id = named.value WHERE runs.id = ? ORDER BY named.key
"""


def _places(store: Store, run: str) -> dict[str, list[Row]]:
    """By position or account, the places of its evidence."""
    found: dict[str, list[Row]] = {}
    for row in store.read("SELECT * FROM evidence WHERE run = ? ORDER BY owner, number", run):
        found.setdefault(row["owner"], []).append(row)
    return found


def _account(row: Row, places: Sequence[Row], articles: Mapping[str, Article]) -> Account:
    evidence = tuple(kept(articles[place["article"]], place["start"], place["end"]) for place in places)
    return Account(row["id"], row["issue"], row["sentence"], bool(row["verbatim"]), bool(row["hedged"]), evidence)


def _issues(
    store: Store, run: str, positions: Mapping[str, Position], accounts: Mapping[str, Account]
) -> tuple[Issue, ...]:
    """In the order of the briefing; a run of an older version did not note it, and has those with positions first."""
    noted = store.read("SELECT value FROM runs, json_each(runs.record, '$.issues') WHERE runs.id = ?", run)
    names = [row["value"] for row in noted]
    names += [item.issue for item in positions.values()]
    names += [item.issue for item in accounts.values()]
    return tuple(
        Issue(
            name,
            tuple(item for item in positions.values() if item.issue == name),
            tuple(item for item in accounts.values() if item.issue == name),
        )
        for name in dict.fromkeys(names)
    )


def _findings(
    store: Store, run: str, positions: Mapping[str, Position], accounts: Mapping[str, Account]
) -> tuple[Finding, ...]:
    sides: dict[str, tuple[Side, ...]] = {}
    for row in store.read("SELECT * FROM sides WHERE run = ? ORDER BY finding, number", run):
        cites = json.loads(row["cites"])
        side = Side(
            row["label"],
            tuple(positions[ident] for ident in cites if ident in positions),
            tuple(accounts[ident] for ident in cites if ident in accounts),
        )
        sides[row["finding"]] = (*sides.get(row["finding"], ()), side)
    return tuple(
        Finding(row["id"], row["kind"], bool(row["apparent"]), row["issue"], row["sentence"], sides.get(row["id"], ()))
        for row in store.read("SELECT * FROM findings WHERE run = ? ORDER BY rowid", run)
    )
