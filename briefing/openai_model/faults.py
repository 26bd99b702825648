"""What can go wrong between us and an endpoint: one HTTP exchange that gave no completion, and when to try again."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from briefing.errors import EndpointError, ReplyError
from briefing.openai_model.form import about_reply
from briefing.openai_model.reading import WEB_PAGE

LONGEST_WAIT = 60.0
"""Seconds. An endpoint that asks for more is tried again after this long."""

V1 = "Check the base URL: it mostly ends in /v1, as in http://localhost:8080/v1."
UNREACHED = "Check that the server runs and that the base URL is right; run again to go on, replies that came are kept."
LATER = "Run again later to go on: replies that came are kept."
REFUSED = "If the request is too long for the model, lower chunk_tokens."
FORBIDDEN = "Check that the key may use this model: the endpoint knows who asks, and does not allow it."

_PASSING = frozenset({0, 408, 409, 425, 429})
_FOR_GOOD = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
_NO_MODEL = re.compile(
    r"(model|deployment)\b.{0,200}\b(not exist|not found|not a valid|no longer available)|"
    r"(unknown|invalid|no such) (model|deployment)|model_not_found|DeploymentNotFound",
    re.IGNORECASE | re.DOTALL,
)


class Fault(Exception):
    """One exchange that gave no completion. Its words are already free of the key.

    Attributes:
        why: the endpoint's own words, or the network's.
        status: of HTTP; 0 when nothing came back.
        code: the endpoint's short name for it; empty when it gives none.
        wait: the seconds that it asks us to wait; None when it does not say.
    """

    def __init__(self, why: str, *, status: int = 0, code: str = "", wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.status = status
        self.code = code
        self.wait = wait

    @property
    def passing(self) -> bool:
        """Whether the same request may succeed a little later."""
        if self.code in _FOR_GOOD:
            return False
        return self.status in _PASSING or (self.status >= 500 and self.status != 501 and not about_reply(self.why))

    @property
    def no_model(self) -> bool:
        """Whether the endpoint is there, but has no model of the name."""
        return self.status in (400, 404) and _NO_MODEL.search(f"{self.why} {self.code}") is not None

    def patience(self, attempt: int) -> float:
        """Seconds to wait before another try: what was asked for, else half a second doubled each time, and capped."""
        if self.wait is not None:
            return min(max(self.wait, 0.0), LONGEST_WAIT)
        return min(0.5 * 2.0**attempt, 8.0) * random.uniform(0.75, 1.0)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After asks for, given as a number or as a date; None when absent or unreadable."""
    milliseconds, value = headers.get("retry-after-ms"), headers.get("retry-after")
    try:
        if milliseconds:
            return float(milliseconds) / 1000
        if value is None:
            return None
        if value.strip()[:1].isdigit():
            return float(value)
        return (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):  # an unreadable wish is none
        return None


def reason(error: BaseException) -> str:
    """Why a connection failed, in the operating system's words: the innermost error says it, the outer ones do not."""
    deepest = error
    while (inner := deepest.__cause__ or deepest.__context__) is not None:
        deepest = inner
    if isinstance(deepest, ConnectionError) and deepest.errno:
        return os.strerror(deepest.errno)
    if isinstance(deepest, OSError) and deepest.strerror:
        return deepest.strerror
    return str(deepest) or type(deepest).__name__


def failure(fault: Fault, endpoint: str, *, keyed: bool) -> EndpointError:
    """What a person is told of a fault: a `ReplyError` where another question may be answered."""
    why = head(fault.why)
    if fault.status in (401, 403):
        what = "the key was refused" if keyed else "it wants a key, and none is set"
        hint = "Set OPENAI_API_KEY to a key of this endpoint." if fault.status == 401 else FORBIDDEN
        return EndpointError(f"{endpoint}: {what} ({fault.status}): {why}", hint)
    if fault.status == 0:
        return EndpointError(f"{endpoint} cannot be reached: {why}.", UNREACHED)
    if fault.status in (404, 405) or fault.why == WEB_PAGE:
        return EndpointError(f"{endpoint} does not answer as a model does ({fault.status}): {why}.", V1)
    if fault.status in (200, 400, 413, 422):
        return ReplyError(f"{endpoint} did not take the request ({fault.status}): {why}", REFUSED)
    return EndpointError(f"{endpoint} answered with an error ({fault.status}): {why}", LATER)


def head(text: str, length: int = 200) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
