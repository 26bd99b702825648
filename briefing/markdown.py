"""Text in Markdown, so that it comes out as that text; and back again.

GitHub's Markdown is meant. White space is the one thing that Markdown cannot keep: any run of it is one blank.
"""

from __future__ import annotations

import re

_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&$#^]")
_OPENING = re.compile(r"\A(?:(?P<mark>[-+=:])|(?P<number>\d{1,9})(?=[.)](?:\s|\Z)))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"\b(?P<scheme>https?|ftp|mailto|xmpp):|\b(?P<www>www)\.", re.I)


class Markdown(str):
    """Text that is Markdown already, and is not escaped again."""

    __slots__ = ()


def escape(text: str) -> Markdown:
    """`text` as Markdown that shows it: no markup, no link, no table cell or line ends where it says so.

    But for the address of an e-mail, which GitHub makes a link whatever stands around its sign.
    """
    one_line = " ".join(text.split())
    escaped = _ACTIVE.sub(r"\\\g<0>", one_line)
    escaped = _ADDRESS.sub(lambda match: f"{match[0][:-1]}\\{match[0][-1]}", escaped)
    return Markdown(_OPENING.sub(lambda match: f"\\{match[0]}" if match["mark"] else f"{match[0]}\\", escaped))


def code(text: str) -> Markdown:
    """`text` as code: for what a program said, which may hold quotation marks that quote nobody."""
    one_line = " ".join(text.split())
    longest = max((len(run) for run in re.findall("`+", one_line)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if one_line.startswith("`") or one_line.endswith("`") else ""
    return Markdown(f"{fence}{pad}{one_line}{pad}{fence}" if one_line else "")


def plain(markdown: str) -> str:
    """The text that `escape` was given, white space folded."""
    return " ".join(_ESCAPED.sub(r"\1", markdown).split())
