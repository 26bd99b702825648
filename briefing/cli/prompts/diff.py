"""`briefing prompts diff`: two versions of a prompt, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefing.prompts import Prompt, Prompts
    from briefing.settings import Settings
    from briefing.worddiff import Hunk, Piece

_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
_COLOURS = {"same": ("", ""), "gone": ("\x1b[31;9m", "\x1b[0m"), "new": ("\x1b[32;1m", "\x1b[0m")}


def diff(
    name: Annotated[str, typer.Argument(metavar="ID", help="The prompt, such as extract.")],
    old: Annotated[
        str,
        typer.Argument(
            metavar="[A]", help="A git revision, a digest of the store, a file, or packed.", show_default=False
        ),
    ] = "HEAD",
    new: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The same; the prompt in use otherwise.", show_default=False),
    ] = None,
    rendered: Annotated[
        bool, typer.Option("--rendered", help="Of what is sent, for what the next options name.")
    ] = False,
    article: Annotated[
        str | None, typer.Option("--article", metavar="FILE|-", help="The article that is read; - for standard input.")
    ] = None,
    run: Annotated[str | None, typer.Option("--run", metavar="RUN", help="A kept run that is read; or last.")] = None,
    var: Annotated[
        list[str] | None, typer.Option("--var", metavar="NAME=TEXT", help="An input, instead of what the step puts in.")
    ] = None,
) -> None:
    """Show what differs between two versions of a prompt: words, tokens, front matter, and the reply's schema.

    A is HEAD and B the prompt in use, unless they are named. [-gone-]{+new+}; in colours in a terminal.
    """
    from briefing.cli.prompts.own import own_prompts
    from briefing.cli.say import show
    from briefing.cli.setting import settings
    from briefing.errors import UsageError
    from briefing.versions import version

    if not rendered and (article or run or var):
        raise UsageError("--article, --run and --var say what is rendered.", "Add --rendered.")
    setting = settings()
    prompts = own_prompts(setting)
    prompts.path(name)
    before = version(name, old, prompts, setting.store)
    after = prompts.get(name) if new is None else version(name, new, prompts, setting.store)
    lines = [f"--- {before.label}  {_origin(before)}", f"+++ {after.label}  {_origin(after)}"]
    if rendered:
        lines += _sent(setting, prompts, before, after, (name, article, run, var or []))
    else:
        lines += _sources(before, after)
    show("\n".join(lines))


def _origin(prompt: Prompt) -> str:
    from briefing.cli.prompts.own import near

    return near(prompt.origin)


def _sources(old: Prompt, new: Prompt) -> Iterator[str]:
    from briefing.difference import difference
    from briefing.tokens import counter

    found = difference(old, new, counter("gpt-5").count)
    if found.empty:
        yield "nothing differs"
        return
    if found.head:
        yield "front matter"
        yield from (f"  {line}" for line in found.head)
    yield from _part("words", found.body) if found.body else ["words: none differ"]
    yield from _part("fields of the reply", found.schema) if found.schema else ["fields of the reply: none differ"]
    if found.tokens:
        before, after = found.tokens
        yield f"tokens of the fixed part: {before} → {after} ({after - before:+d})"


def _sent(
    setting: Settings, prompts: Prompts, old: Prompt, new: Prompt, what: tuple[str, str | None, str | None, list[str]]
) -> Iterator[str]:
    """The difference of what is sent, call by call."""
    from contextlib import ExitStack
    from itertools import zip_longest

    from briefing.cli.prompts.render import given, rehearsed
    from briefing.store import Store
    from briefing.tokens import counter
    from briefing.worddiff import hunks

    name, article, run, var = what
    with ExitStack() as opened:
        store = opened.enter_context(Store.open(setting.store)) if setting.store.exists() else None
        material = given(store, article, run, var)
        both = [rehearsed(setting, prompts.using(name, prompt), store, name, material) for prompt in (old, new)]
    count = counter(setting.model).count
    for number, (before, after) in enumerate(zip_longest(*both), start=1):
        sent = [list(asked.messages) if asked else [] for asked in (before, after)]
        for one, other in zip_longest(*sent, fillvalue={"role": "", "content": ""}):
            found = hunks(one["content"], other["content"])
            if found:
                yield from _part(f"call {number}, {other['role'] or one['role']}", found)
        tokens = [sum(count(message["content"]) for message in messages) for messages in sent]
        yield f"tokens of call {number}: {tokens[0]} → {tokens[1]} ({tokens[1] - tokens[0]:+d})"


def _part(title: str, found: Iterable[Hunk]) -> Iterator[str]:
    yield title
    for hunk in found:
        yield f"  @@ line {hunk.line} @@"
        yield from (f"  {''.join(map(_marked, line))}".rstrip() for line in hunk.lines)


def _marked(piece: Piece) -> str:
    from briefing.cli.prompts.own import coloured, visible

    begin, end = (_COLOURS if coloured() else _MARKS)[piece.kind]
    return f"{begin}{visible(piece.text)}{end}"
