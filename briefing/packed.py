"""Where the files lie that come with the program: prompts, templates, the seed articles."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def packed(name: str) -> Path:
    """The folder `name` as it came with the program: inside the wheel, or at the top of a working copy."""
    inside = _HERE / "packed" / name
    return inside if inside.is_dir() else _HERE.parent / name
