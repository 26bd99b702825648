"""`briefing trace`: from a line of a briefing back to the quotation, its place, the reply and the exact prompt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefing.store import StoredRun
    from briefing.trace import Chain, Entry

_IDENT = re.compile(r"[pafds]\d+")
_RUN = re.compile(r"^run: (?P<run>[0-9a-f]+)$", re.MULTILINE)


def trace(
    what: Annotated[
        str,
        typer.Argument(metavar="ID|FILE", help="A line (p1, a1, f1, d1, s1), or a briefing, to list the lines of it."),
    ],
    run: Annotated[
        str | None, typer.Option("--run", metavar="RUN|FILE", help="The run, or its briefing; the last otherwise.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
) -> None:
    """Show what a position (p…), account (a…), finding (f…), change (d…) or sentence of the bottom line (s…) rests on.

    Its quotations with their places in the articles, the model's reply that it was read from, and the prompt that was
    sent, word for word. All of it is in the store; nothing is asked.
    """
    import json

    from briefing.cli.say import show
    from briefing.cli.setting import settings
    from briefing.errors import UsageError
    from briefing.store import Store
    from briefing.trace import chosen_run, entries, export
    from briefing.trace import trace as follow

    setting = settings()
    if not _IDENT.fullmatch(what) and not Path(what).is_file():
        raise UsageError(f"{what} is neither a line of a briefing nor a file.", "Lines are called p1, a1, f1, d1, s1.")
    named = _run_of(what) if not _IDENT.fullmatch(what) else _named(run)
    if not setting.store.exists():
        raise UsageError(f"There is no store at {setting.store}.", "Run it where the briefing was written.")
    with Store.open(setting.store) as store:
        chosen = chosen_run(store, named)
        if _IDENT.fullmatch(what):
            chain = follow(store, chosen, what)
            show(json.dumps(export(chain), ensure_ascii=False, indent=2) if as_json else "\n".join(_told(chain)))
            return
        listed = entries(store, chosen.id)
    lines = [{"id": entry.id, "kind": entry.kind, "text": _line(entry)} for entry in listed]
    told = {"format": "briefing-trace/1", "run": chosen.id, "lines": lines}
    show(json.dumps(told, ensure_ascii=False, indent=2) if as_json else "\n".join(map(_listed, listed)))


def _named(run: str | None) -> str | None:
    """The run's id: as it was given, or the one that stands in a briefing's file."""
    return _run_of(run) if run is not None and Path(run).is_file() else run


def _run_of(file: str) -> str:
    """The id of the run that wrote a briefing.

    Raises:
        UsageError: the file cannot be read, or names no run.
    """
    import json

    from briefing.errors import UsageError

    hint = "Give the .md or .json that `briefing daily` wrote, or a run's id."
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
        found = json.loads(text)["run"]["id"] if text.lstrip().startswith("{") else None
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{file} is no briefing: {type(error).__name__}: {error}.", hint) from error
    match = _RUN.search(text.partition("\n---")[0])
    if found is None and match is None:
        raise UsageError(f"{file} is no briefing: its front matter names no run.", hint)
    return str(found) if match is None else match["run"]


def _listed(entry: Entry) -> str:
    return f"{entry.id:5}{_line(entry)}"


def _line(entry: Entry) -> str:
    """An entry on one line: whose, what."""
    head = " ".join(part for part in (entry.who, f"[{entry.label}]" if entry.label else "") if part)
    return " ".join(f"{head}: {entry.text}".split() if head else entry.text.split())


def _told(chain: Chain) -> Iterator[str]:
    """The way back in words: the line, its quotations, the replies, the prompts."""
    yield _listed(chain.entry)
    yield f"     {_run_told(chain.run)}"
    for label, side in zip(chain.entry.labels, chain.entry.sides, strict=True):
        yield f"     {label}: {', '.join(side)}"
    for entry in chain.rests_on:
        if entry.id != chain.entry.id:
            yield from ("", _listed(entry))
        for quote in entry.quotes:
            yield from ("", f"  {quote.source}, characters {quote.start}–{quote.end}:")
            yield from (f"  > {line}" for line in quote.text.splitlines())
    for link in chain.links:
        taken = link.taken
        yield from (
            "",
            f"{link.prompt}: the reply of {taken.model}, {taken.created:%Y-%m-%d %H:%M} UTC ({taken.key[:12]})",
        )
        yield from (f"  {line}" for line in link.offer.model_dump_json(indent=2).splitlines())
    prompts = {link.taken.key: link for link in chain.links}
    for link in prompts.values():
        for message in link.taken.messages:
            yield from ("", f"{link.prompt}: the prompt, {message['role']}", "", message["content"].removesuffix("\n"))
    for remark in chain.remarks:
        yield from ("", remark)


def _run_told(run: StoredRun) -> str:
    who = f"model {run.model}" if run.engine == "model" else "the built-in rules"
    return f"run {run.id}, {run.date.isoformat()}, {who}"
