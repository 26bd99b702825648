"""Where a model is, and the key to it: what may be sent, and what may be shown."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from briefing.errors import UsageError

# Some endpoints repeat a key in part: sk-proj-****abcd.
_MASKED = re.compile(r"\S*\*{3,}[\w-]*")

SECRET = 16
"""Characters from which a key is taken for a secret one: those of hosted endpoints have 20 and more."""


def split(base_url: str) -> SplitResult:
    """The parts of a base URL.

    Raises:
        UsageError: it is no address of HTTP.
    """
    hint = "Write it in full, as in http://localhost:8080/v1."
    try:
        url = urlsplit(base_url.strip())
        if url.scheme in ("http", "https") and url.hostname and url.port != 0:
            return url
    except ValueError:
        raise UsageError("The base URL cannot be read.", hint) from None  # the error may repeat a password
    raise UsageError(f"The base URL {shown(url)!r} is no http or https address.", hint)


def shown(url: SplitResult) -> str:
    """A URL without user, password, query and fragment; without a slash at its end."""
    bare = url._replace(netloc=url.netloc.rpartition("@")[2], query="", fragment="").geturl().rstrip("/")
    return re.sub(r"[^/\s]*@", "", bare)  # without http:// before them, user and password are no part of the host


def sendable(key: str) -> str:
    """A key that a header can hold, without the white space around it.

    Raises:
        UsageError: it holds what no header can; the message does not repeat it.
    """
    key = key.strip()
    if not (key.isascii() and key.isprintable()):
        raise UsageError(
            "The API key holds a character that cannot be sent: a line end, or a letter outside ASCII.",
            "Copy the key again into OPENAI_API_KEY.",
        )
    return key


def cleaned(text: str, *secrets: str | None) -> str:
    """A text without the secrets, also where somebody masked one in part.

    A short secret, such as the "x" that people give to a server of their own, is taken out only where it stands alone.
    """
    for secret in filter(None, secrets):
        alone = re.escape(secret) if len(secret) >= 8 else rf"(?<!\w){re.escape(secret)}(?!\w)"
        text = re.sub(alone, "[key]", text)
    return _MASKED.sub("[key]", text)


def without_key(text: str, key: str) -> str:
    """A reply without the key in it; a placeholder such as "test" is no secret, and may be a word of an article."""
    return text.replace(key, "(the key)") if len(key) >= SECRET else text
