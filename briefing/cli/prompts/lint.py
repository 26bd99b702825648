"""`briefing prompts lint`: what is wrong with the prompts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefing.lint import Finding


class Format(StrEnum):
    """How the findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def lint(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID]...", help="The prompts; all of them otherwise.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as well.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How the findings are printed.")] = Format.TEXT,
) -> None:
    """Check the prompts: front matter, template, names, articles between their marks, reply, examples, length, history.

    Exit status 3 with findings; warnings count under --strict. docs/prompts.md lists the rules.
    """
    from briefing.cli.prompts.own import own_prompts
    from briefing.cli.say import say
    from briefing.cli.setting import settings
    from briefing.errors import Exit
    from briefing.lint import lint as check
    from briefing.tokens import counter

    prompts = own_prompts(settings())
    wanted = list(dict.fromkeys(names or prompts.names))
    count = counter("gpt-5").count  # the one whose count is exact; a budget is not about one endpoint's model
    found = [finding for name in wanted for finding in check(name, prompts, count)]
    found = list(dict.fromkeys(found))  # a part that several include is told once
    _show(found, form)
    counted = [finding for finding in found if strict or finding.rule.level == "error"]
    if form is Format.TEXT or not found:
        say(_summary(len(wanted), len(found), len(counted)))
    if counted:
        raise typer.Exit(Exit.CHECK_FAILED)


def _show(found: list[Finding], form: Format) -> None:
    import json

    from briefing.cli.prompts.own import near
    from briefing.cli.say import show
    from briefing.lint.report import as_data, as_github, as_text

    if form is Format.JSON:
        show(json.dumps(as_data(found, near), ensure_ascii=False, indent=2))
    elif form is Format.GITHUB and found:
        show("\n".join(as_github(finding, near) for finding in found))
    elif found:
        show("\n\n".join(as_text(finding, near) for finding in found))


def _summary(prompts: int, found: int, counted: int) -> str:
    of = f"{prompts} prompt{'' if prompts == 1 else 's'}"
    if not found:
        return f"{of}, nothing wrong"
    warnings = "" if found == counted else f", {found - counted} of them a mere warning (--strict counts them)"
    return f"{of}, {found} finding{'' if found == 1 else 's'}{warnings}"
