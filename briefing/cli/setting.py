"""The settings of a command, from its options, the environment and the files."""

from __future__ import annotations

import os
from pathlib import Path

from briefing.settings import Settings, load


def settings(**flags: object) -> Settings:
    """The settings; an option that was not given (None) leaves the choice to what comes after it."""
    from platformdirs import user_config_path

    given = {name: value for name, value in flags.items() if value is not None}
    return load(given, environ=os.environ, cwd=Path.cwd(), user_dir=user_config_path("briefing"))
