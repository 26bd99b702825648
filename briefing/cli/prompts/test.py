"""`briefing prompts test`: a prompt on its golden cases, beside another version of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from briefing.cases.case import Case
    from briefing.cases.recordings import Recordings
    from briefing.cases.review import Review
    from briefing.prompts import Prompt, Prompts
    from briefing.settings import Settings

IN_USE = "in use"


def test(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="The prompts; without any, all.", show_default=False)
    ] = None,
    against: Annotated[
        str | None,
        typer.Option("--against", metavar="REV|FILE", help="Another version beside it: as for `prompts show --rev`."),
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Ask the configured model; its replies are kept in the store.")
    ] = False,
    repeat: Annotated[
        int, typer.Option("--repeat", metavar="N", min=1, help="With --live: N runs, and how far they differ.")
    ] = 1,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="A report as well: .html, .md or .json.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--cases", metavar="DIR", help="The cases; otherwise evals/cases beside briefing.toml, or ours."),
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="The model's name.")] = None,
    base_url: Annotated[str | None, typer.Option(metavar="URL", help="An OpenAI-compatible endpoint.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON on stdout, and no table.")] = False,
) -> None:
    """Run prompts over their golden cases: what was found, what was missed, what the checks refused.

    Without --live nothing is asked and nothing paid for: replies are replayed, each found by the very request that it
    answers. Exit status 3 when a case is not as expected, or has no reply yet; then it says what --live would take.
    """
    import asyncio

    from briefing.cases.case import cases
    from briefing.cases.recordings import Recordings
    from briefing.cases.report import as_json as report_as_json
    from briefing.cases.report import check, write
    from briefing.cases.table import table
    from briefing.cli.prompts.own import own_prompts
    from briefing.cli.say import say, show
    from briefing.cli.setting import settings
    from briefing.errors import Exit, UsageError
    from briefing.packed import packed

    if repeat > 1 and not live:
        raise UsageError("--repeat asks anew, and needs --live.", "Without --live the same reply would be replayed.")
    if output is not None:
        check(output)
    setting = settings(model=model, base_url=base_url)
    prompts = own_prompts(setting)
    place = _folder(setting, folder)
    chosen = cases(place, names or [])
    versions = _versions(setting, prompts, chosen, against)
    recordings = Recordings.of(place.parent / "recordings", packed("evals") / "recordings")
    result = asyncio.run(_review(setting, prompts, chosen, versions, recordings, live=live, repeat=repeat))
    price, currency = (setting.price.of, setting.price.currency) if setting.price else (None, "")
    show(report_as_json(result, price, currency).removesuffix("\n") if as_json else table(result, price, currency))
    if output is not None:
        write(output, result, price, currency)
        say(f"report: {output}")
    if not result.holds:
        raise typer.Exit(Exit.CHECK_FAILED)


def _folder(setting: Settings, named: Path | None) -> Path:
    """The folder of the cases: the one named, a person's own, or the one that came with the program."""
    from briefing.packed import packed

    own = (folder / "evals" / "cases" for folder in setting.folders)
    return named or next((folder for folder in own if folder.is_dir()), packed("evals") / "cases")


def _versions(
    setting: Settings, prompts: Prompts, chosen: tuple[Case, ...], against: str | None
) -> dict[str, list[tuple[str, Prompt]]]:
    """By prompt, the version that is compared with, if any, and the one in use."""
    from briefing.errors import UsageError
    from briefing.versions import version

    found: dict[str, list[tuple[str, Prompt]]] = {}
    for name in dict.fromkeys(case.prompt for case in chosen):
        now = prompts.get(name)
        found[name] = [(f"{IN_USE}: {now.label}" if against else now.label, now)]
        if against:
            other = version(name, against, prompts, setting.store)
            if other.head.id != name:
                raise UsageError(
                    f"{against} is a prompt {other.head.id}, and not {name}.",
                    f"Name the prompt that it is a version of: briefing prompts test {other.head.id} --against …",
                )
            found[name].insert(0, (f"{against}: {other.label}", other))
    return found


async def _review(
    setting: Settings,
    prompts: Prompts,
    chosen: tuple[Case, ...],
    versions: dict[str, list[tuple[str, Prompt]]],
    recordings: Recordings,
    *,
    live: bool,
    repeat: int,
) -> Review:
    from briefing.actors import Actors
    from briefing.cases.review import review
    from briefing.cases.trial import Reader
    from briefing.cli.opening import own_actors
    from briefing.cli.progress import progress
    from briefing.cli.prompts.answering import answering
    from briefing.tokens import counter

    reader = Reader(Actors.load(*own_actors(setting)), counter(setting.model).count)
    with answering(setting, recordings, live=live, repeat=repeat) as models, progress() as tell:
        return await review(
            chosen,
            versions,
            prompts,
            models,
            reader,
            live=live,
            lengths=recordings.lengths,
            done=lambda done, total: tell("cases", done, total),
        )
