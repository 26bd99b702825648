"""Does every quotation of a finished briefing stand in its article, after whatever a person did to the file?

In the Markdown, each block quotation must be the words of its footnote, each footnote must be the words at its offsets,
a quotation under an actor must be one that its footnote cites for that actor, and whatever else stands in double
quotation marks must stand in one of the articles. In the JSON, each piece of evidence must be the words at its offsets,
each speaker must stand in the article, and every id that is cited must be there. In both, what is quoted is whole
sentences, so that no "not" is cut off. White space is folded in the Markdown, which cannot keep it; nothing else.
"""

from __future__ import annotations

from pathlib import Path

from briefing.errors import UsageError
from briefing.shape import load, parse
from briefing.verify.json import check as check_json
from briefing.verify.markdown import check as check_markdown
from briefing.verify.texts import Texts, from_files, from_store
from briefing.verify.verdict import Verdict

__all__ = ["Texts", "Verdict", "from_files", "from_store", "verify"]

_GIVE = "Give the .md or .json that `briefing daily` wrote."


def verify(file: Path, texts: Texts) -> Verdict:
    """Holds a finished briefing, .md or .json, against the articles.

    Raises:
        UsageError: the file cannot be read, or is no briefing.
    """
    if file.suffix.lower() == ".json":
        verdict = check_json(parse(load(file), str(file)), texts)
    else:
        verdict = check_markdown(_content(file), texts)
    if not verdict.checked and verdict.stands:
        raise UsageError(f"{file} holds no quotation: there is nothing in it to verify.", _GIVE)
    return verdict


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")  # some editors put a byte order mark there
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror or error}.", _GIVE) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{file} is no briefing: byte {error.start} is not UTF-8.", _GIVE) from error
