"""How questions are answered: `python -m evals.ask QUESTIONS ARTICLES [--engine rules|model] [--shown]`.

Each question of QUESTIONS (a .jsonl file, see evals/README.md) is asked of the folder ARTICLES as `briefing ask` does,
and what is shown is held against the annotated evidence. Prints a line for each question and the shares. Without
arguments every set of evals/questions/sets.toml is asked, and a table has a line for each.
"""

from __future__ import annotations

import argparse
import asyncio
import io
from collections.abc import Sequence
from pathlib import Path

from briefing.actors import Actors
from briefing.articles import read
from briefing.ask import ask
from briefing.engine import Engine
from briefing.evaluate.questions import ENOUGH, Question, Score, questions, score
from briefing.records import Article
from briefing.retrieve import FullText, Query
from briefing.store import Store
from evals.sets import question_sets


async def run(file: Path, articles: Sequence[Article], engine: Engine, actors: Actors, model: str = "") -> list[Score]:
    """Every question of a file, asked of these articles, all at once."""
    with Store.in_memory() as store:
        store.keep_articles(articles)
        retriever = FullText(store, actors)

        async def one(question: Question) -> Score:
            answer = await ask(
                Query(question.text),
                retriever=retriever,
                engine=engine,
                actors=actors,
                model=model,
                prompt="",
                usage=dict,
            )
            return score(question, answer)

        return list(await asyncio.gather(*map(one, questions(file, articles))))


def table(scores: Sequence[Score]) -> str:
    """A line for each question, then the shares."""
    lines = []
    for item in scores:
        outcome = f"{item.shown} of {len(item.question.evidence)} shown" if item.question.evidence else "to be refused"
        told = f"{len(item.answer.told)} sentences" if item.answer.told else "refused"
        mark = "ok  " if item.right else "MISS"
        lines.append(f"{mark} {item.question.id:4} {item.question.kind:12} {told:12} {outcome:14} {item.question.text}")
    for kinds in (("answerable", "conflicting"), ("conflicting",), ("unanswerable",)):
        those = [item for item in scores if item.question.kind in kinds]
        lines.append(f"{' or '.join(kinds)}: {sum(item.right for item in those)} of {len(those)}")
    return "\n".join(lines)


def shown(scores: Sequence[Score]) -> str:
    """Every answer with what it cites, and every sentence that was not taken."""
    lines = []
    for item in scores:
        lines.append(f"\n## {item.question.id} {item.question.text} [{item.question.kind}]")
        for told in item.answer.told:
            lines.append(f"- {f'({told.says})' if told.verbatim else told.text}")
            lines += [f"    [{quote.source}] {' '.join(quote.text.split())}" for quote in told.evidence]
        for refused in item.answer.rejected:
            lines.append(f"  not taken: {refused.reason}: {refused.offered} ({refused.detail})")
    return "\n".join(lines)


def main() -> None:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="?", help="a .jsonl file; every set where there is none")
    parser.add_argument("articles", type=Path, nargs="*", help="files, or folders of them")
    parser.add_argument("--engine", choices=["rules", "model"], default="rules")
    parser.add_argument("--shown", action="store_true", help="print each answer")
    given = parser.parse_args()
    if given.questions is None:
        print(asyncio.run(every_set(given.engine)))
        return
    articles = read([str(path) for path in given.articles], io.BytesIO()).articles
    scores = asyncio.run(_scores(given.questions, articles, given.engine))
    if given.shown:
        print(shown(scores), end="\n\n")
    print(table(scores))


async def every_set(engine: str) -> str:
    """A table with a line for each set, and the sums of those that were learned from and of those that were not."""
    lines = [
        "| set | asked | right | with 60 % of the pieces | conflicting, right | refused |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    sums: dict[str, list[Score]] = {}
    for some in question_sets():
        scores = await _scores(some.questions, some.articles(), engine)
        lines.append(_line(some.name, "sealed" if some.sealed else "daily" if some.daily else "reworded", scores))
        sums.setdefault("sealed" if some.sealed else "learned from", []).extend(scores)
    return "\n".join([*lines, *(_line("all", name, scores) for name, scores in sums.items())])


def _line(name: str, manner: str, scores: Sequence[Score]) -> str:
    answered = [item for item in scores if item.question.evidence]
    refused = [item for item in scores if not item.question.evidence]
    sides = [item for item in answered if item.question.kind == "conflicting"]
    counts = (
        (sum(item.right for item in answered), len(answered)),
        (sum(item.shown >= ENOUGH * len(item.question.evidence) for item in answered), len(answered)),
        (sum(item.right for item in sides), len(sides)),
        (sum(item.right for item in refused), len(refused)),
    )
    return f"| {name} | {manner} | {' | '.join(f'{right} of {all_}' for right, all_ in counts)} |"


async def _scores(file: Path, articles: Sequence[Article], engine: str) -> list[Score]:
    from briefing.cli.opening import opened
    from briefing.cli.setting import settings

    setting = settings(engine=engine)
    with Store.open(setting.store) if engine == "model" else Store.in_memory() as store:
        async with opened(setting, store, fresh=False) as door:
            return await run(file, articles, door.engine, door.actors, door.model)


if __name__ == "__main__":
    main()
