"""A small invented briefing with one of everything, on which a template is tried before anything is paid for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from briefing.records import (
    Account,
    Actor,
    Article,
    Briefing,
    Change,
    ChangeKind,
    Earlier,
    Failed,
    Finding,
    FindingKind,
    Following,
    Gaps,
    Issue,
    Lineage,
    Position,
    Quote,
    Rejected,
    Run,
    Sentence,
    Side,
    Unread,
    Usage,
)


def specimen() -> Briefing:
    """The briefing of one invented article."""
    text = "The harbour board says the pier must close. The pier has been closed since May."
    article = Article("0" * 16, "specimen.txt", text, published=date(2026, 1, 2))
    words, told = Quote(article, article.source, 0, 43), Quote(article, article.source, 44, len(text))
    board = Actor("Harbour board", "organisation")
    position = Position(
        id="p1",
        actor=board,
        speaker="The harbour board",
        stance="demands",
        issue="The pier",
        sentence="The harbour board says the pier must close.",
        verbatim=False,
        voice="attributed",
        hedged=True,
        via=("A reader",),
        evidence=(words,),
    )
    account = Account("a1", "The pier", "The pier has been closed since May.", False, True, (told,))
    before = replace(article, id="1" * 16, source="earlier.txt", published=date(2026, 1, 1))
    once = replace(position, id="e1", evidence=(Quote(before, before.source, 0, 43),))
    sides = (Side("The board", (position,), ()), Side("The article", (), (account,)))
    kinds: tuple[FindingKind, ...] = ("agreement", "actor_disagreement", "report_conflict")
    changes: tuple[ChangeKind, ...] = ("new", "hardened", "softened", "reversed", "unchanged")
    return Briefing(
        date=date(2026, 1, 2),
        topic="The pier",
        articles=(article,),
        unread=(Unread("broken.txt", "empty"),),
        issues=(Issue("The pier", (position,), (account,)),),
        findings=tuple(Finding(f"f{n}", kind, True, "The pier", "It differs.", sides) for n, kind in enumerate(kinds)),
        bottom_line=(Sentence("The harbour board says the pier must close.", (position,), ()),),
        gaps=Gaps((("Norway", 2),), (("The pier", "specimen.txt"),), ("specimen.txt",), ("specimen.txt",)),
        lineage=Lineage((("specimen.txt", "copy.txt"),), ((position, replace(position, id="p2")),)),
        earlier=Earlier("1" * 12, date(2026, 1, 1), (before,), (once,), ("The pier",)),
        following=Following(
            tuple(
                Change(f"d{n}", kind, "The pier", "It differs.", () if kind == "new" else (once,), (position,))
                for n, kind in enumerate(changes)
            ),
            (once,),
            (once,),
            (),
        ),
        rejected=(Rejected("extract", "The pier is open.", "absent", "", "specimen.txt"),),
        failed=(Failed("extract", "specimen.txt", "no answer"),),
        run=Run(
            id="0" * 12,
            engine="model",
            model="a-model",
            usage={"extract": Usage(1, 0, 10, 10)},
            prompts={"extract": "extract@1 (000000000000)"},
            template="daily",
            seconds=1.0,
            cost=0.01,
            currency="USD",
        ),
    )
