"""The values that options take, where they are few."""

from __future__ import annotations

from enum import StrEnum


class EngineName(StrEnum):
    """Who reads."""

    AUTO = "auto"
    MODEL = "model"
    RULES = "rules"
