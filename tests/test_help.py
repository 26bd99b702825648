"""`--help`: it answers at once, and the documentation says what it says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import __version__
from briefing.errors import Exit
from briefing.settings.kinds import KINDS
from tests.command import Outcome, run
from tests.help_page import PAGE, commands, help_page

ROOT = Path(__file__).parent.parent
OTHERS = ("mypy", "python -m", "llama.cpp")
"""Programs of which a document names options that are not ours, on the same line."""
DOCUMENTS = [*(ROOT / "docs").glob("*.md"), *ROOT.glob("*.md"), ROOT / "evals" / "README.md"]

LISTING = """
import sys
from briefing.cli import main
sys.argv = ["briefing", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
print(*sorted(sys.modules), file=sys.stderr)
"""
HEAVY = ("openai", "tiktoken", "jinja2", "yaml", "trafilatura", "lxml", "sqlite3", "rich", "sentencex", "rapidfuzz")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([*name.split(), "--help"] for name in commands())])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", LISTING, *arguments], capture_output=True, text=True, check=True)
    loaded = done.stderr.split()
    assert done.stdout
    heavy = (*HEAVY, "pydantic", "asyncio") if len(arguments) == 1 else HEAVY  # typer itself takes pydantic for options
    assert [name for name in loaded if name.split(".")[0] in heavy] == []
    ours = [name for name in loaded if name.startswith("briefing.")]
    assert [name for name in ours if not name.startswith(("briefing.cli", "briefing.errors"))] == []


def test_the_page_of_commands_is_what_help_prints() -> None:
    assert PAGE.read_text(encoding="utf-8") == help_page(), "make docs"


def test_without_a_command_the_help_is_shown() -> None:
    shown = run()
    assert (shown.status, "Start with `briefing daily FOLDER`" in shown.out + shown.err) == (2, True)


def test_the_version_is_told() -> None:
    assert run("--version") == Outcome(0, f"briefing {__version__}\n", "")


def options() -> set[str]:
    """Every option that some command has."""
    return set(re.findall(r"(?<![\w-])--[a-z][\w-]*", help_page()))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_option_that_is_documented_exists(document: Path) -> None:
    lines = document.read_text(encoding="utf-8").splitlines()
    ours = [line for line in lines if not any(other in line for other in OTHERS)]
    named = {option for line in ours for option in re.findall(r"(?<![\w-])--[a-z][\w-]*", line)}
    assert named - options() == set()


def test_every_exit_status_is_documented() -> None:
    table = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)] == sorted(Exit)


def test_every_setting_is_documented_and_none_that_does_not_exist() -> None:
    rows = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8").split("| --- | --- | --- |")[1]
    table = rows.split("\n\n")[0]
    named = {name for row in re.findall(r"^\| (.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert named == {name.partition(".")[0] for name in KINDS}
