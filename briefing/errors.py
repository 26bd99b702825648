"""Everything that can go wrong for a reason a person can act on.

    BriefingError             what happened, where, and what to do; carries the exit status
    ├── UsageError       2    an option, a file or the configuration is not right
    │   └── NoArticles   2    nothing readable was given
    ├── CheckFailed      3    a check that was asked for did not hold
    ├── EndpointError    4    the model's endpoint or the network
    │   └── ReplyError   4    the endpoint answered, but with nothing that can be used
    └── NothingFound     5    the articles do not say

Any other exception is a fault of the program (1). Two statuses are no errors: 6, written but partial; 130, interrupted.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of every command (documented in docs/exit-codes.md)."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    CHECK_FAILED = 3
    ENDPOINT = 4
    NOTHING_FOUND = 5
    PARTIAL = 6
    INTERRUPTED = 130


class BriefingError(Exception):
    """An error that a person can act on.

    Args:
        what: what happened and where, one sentence that names the file or the endpoint.
        hint: what to do about it, one sentence; empty when there is nothing to advise.
    """

    exit = Exit.UNEXPECTED

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint


class UsageError(BriefingError):
    """An option, a file or the configuration is not right."""

    exit = Exit.USAGE


class NoArticles(UsageError):
    """Nothing readable was given."""


class CheckFailed(BriefingError):
    """A check that was asked for did not hold."""

    exit = Exit.CHECK_FAILED


class EndpointError(BriefingError):
    """The model's endpoint, or the network on the way to it."""

    exit = Exit.ENDPOINT


class ReplyError(EndpointError):
    """The endpoint answered, but with nothing to use: a refusal, a cut answer, invalid JSON twice over."""


class NothingFound(BriefingError):
    """The articles do not say."""

    exit = Exit.NOTHING_FOUND
