"""Learns what each figure counts for the rules engine's answers: `python -m evals.weights [--write]`.

Two models over the figures of briefing/engines/rules (weighed.py, decided.py), from evals/questions/sets.toml:

1. which passage says what is asked: a softmax over the passages of a question, the likelihood that the passage taken
   overlaps a piece of the evidence (a listwise logistic model, as in ListNet: Cao et al. 2007);
2. whether the articles answer: a logistic regression, each kind of question weighing the same.

Both are held down by an L2 penalty on standardised figures. Printed is what the rules would get right on each group of
disputes with both models learned from the others alone, and on the sealed sets, from which nothing is ever learned.
`--write` then learns from all others, and writes briefing/data/answering.toml. The figures of a question rest on how
its passages are ranked; for the second model that ranking, too, is one that was learned without its disputes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from briefing.actors import Actors
from briefing.ask import MOST
from briefing.engines.rules.answer import best, known, parts, telling
from briefing.engines.rules.decided import answered
from briefing.engines.rules.learned import Figures, Model, product
from briefing.engines.rules.voices import Voices
from briefing.engines.rules.weighed import Weighed, Weighing
from briefing.evaluate.questions import ENOUGH as SHOWN
from briefing.evaluate.questions import Question, questions
from briefing.records import Segment
from briefing.retrieve import FullText, Query
from briefing.store import Store
from briefing.typography import fold
from evals.sets import ROOT, QuestionSet, question_sets

WRITTEN = ROOT / "briefing" / "data" / "answering.toml"

PASSAGE = (
    *("names here", "names before", "names after", "names in the article", "names in the opening", "names carried"),
    *("words here", "words before", "words after", "words in the article", "words carried"),
    *("carried", "leaning", "cause", "terms", "wish", "denial", "fits", "at the opening", "heading", "list"),
)
"""The figures of a passage that are learned."""
QUESTION = (
    *("one fact", "in many ways", "how", "number", "time", "what was said", "kind", "kind there", "words"),
    *("words nowhere", "names nowhere", "best", "none fits", "weight", "words carried", "words here"),
    *("about it", "meets", "meeting", "holder", "holder is known"),
    *("holder is known on it", "holder is named", "holder is named on it"),
    *("one fact*weight", "one fact*words here", "one fact*words nowhere", "one fact*meeting", "one fact*nearby"),
    *("one fact*telling", "one fact*best", "in many ways*words here", "in many ways*best"),
    *("holder*words here", "holder*meeting", "how*nearby"),
)
"""The figures of a question that are learned, and products of them."""
PASSAGE_PENALTY, QUESTION_PENALTY = 0.03, 10.0
"""The L2 penalties: on the mean loss of a question, and on the summed loss."""
STEPS, RATE = 400, 0.05
"""Steps of Adam (Kingma and Ba 2015) for the first model, and their size."""
DAILY = 2.0
"""What a question counts that is asked as an analyst asks, against one in words chosen to be far from the article's."""

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A question with all that was found for it.

    Attributes:
        items: the passages that can answer.
        matrix: the figures of PASSAGE of each.
        pieces: for each passage, which pieces of the evidence it overlaps.
    """

    set: QuestionSet
    question: Question
    weighing: Weighing
    items: tuple[Weighed, ...]
    voices: Voices
    matrix: Vector
    pieces: Vector

    @property
    def group(self) -> str:
        """The disputes that it is about."""
        return self.set.disputes

    @property
    def answered(self) -> bool:
        """Whether the articles answer it."""
        return self.question.kind != "unanswerable"

    def ranked(self, model: Model) -> list[Weighed]:
        """The passages, the best first by this model."""
        return telling(self.weighing.passages(model))

    def known(self, ranked: Sequence[Weighed]) -> Figures:
        """What is known of the question."""
        return known(fold(self.question.text), self.weighing, ranked, self.voices)

    def shown(self, ranked: Sequence[Weighed]) -> bool:
        """Whether the passages that would be shown have enough of the evidence."""
        cited = [(item.passage.article.id, part) for item in best(ranked) for part in parts(item.passage)]
        found = [any(_overlaps(piece, *one) for one in cited) for piece in self.question.evidence]
        enough = all(found) if self.question.kind == "conflicting" else sum(found) >= SHOWN * len(found)
        return bool(found) and enough


def _overlaps(piece: Sequence[tuple[str, int, int]], article: str, part: Segment) -> bool:
    return any(name == article and start < part.end and part.start < end for name, start, end in piece)


def examples() -> Iterator[Example]:
    """Every question of every set for which anything was found."""
    actors = Actors.load()
    for some in question_sets():
        yield from _examples(some, actors)


def _without(group: str, some: Iterable[Example]) -> list[Example]:
    """What may be learned from: all but these disputes, and nothing that is sealed."""
    return [item for item in some if item.group != group and not item.set.sealed]


def _examples(some: QuestionSet, actors: Actors) -> Iterator[Example]:
    articles = some.articles()
    with Store.in_memory() as store:
        store.keep_articles(articles)
        retriever = FullText(store, actors)
        for question in questions(some.questions, articles):
            passages = retriever.retrieve(Query(question.text), MOST["rules"], wide=True).passages
            weighing = Weighing(fold(question.text), passages, actors)
            items = telling(weighing.passages(Model({})))
            if not items:
                continue
            pieces = [
                [any(_overlaps(piece, item.passage.article.id, part) for part in item.passage.focus) for item in items]
                for piece in question.evidence
            ]
            yield Example(
                some,
                question,
                weighing,
                tuple(items),
                Voices(passages, actors),
                _matrix([item.figures for item in items], PASSAGE),
                np.array(pieces, dtype=np.float64).reshape(len(question.evidence), len(items)),
            )


def _matrix(rows: Sequence[Figures], names: Sequence[str]) -> Vector:
    return np.array([[product(name, row) for name in names] for row in rows], dtype=np.float64)


def learn_passages(some: Sequence[Example]) -> Model:
    """The first model, from questions that the articles answer."""
    answered = [item for item in some if item.pieces.any()]
    everything = np.concatenate([item.matrix for item in some])
    spread = everything.std(axis=0) + 1e-9
    weights, first, second = (np.zeros(len(PASSAGE)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = 2 * PASSAGE_PENALTY * weights
        for item in answered:
            slope += _slope(item.matrix / spread, item.pieces, weights) / len(answered)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights = weights - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return Model(dict(zip(PASSAGE, (weights / spread).tolist(), strict=True)))


def _slope(matrix: Vector, pieces: Vector, weights: Vector) -> Vector:
    """How the negative log-likelihood of a question's pieces changes with the weights."""
    sums = matrix @ weights
    chance = np.exp(sums - sums.max())
    chance /= chance.sum()
    slope = np.zeros_like(weights)
    found = [piece for piece in pieces if piece.any()]
    for piece in found:
        share = chance * piece
        slope += (chance - share / share.sum()) @ matrix / len(found)
    return slope


def learn_question(rows: Sequence[Figures], answered: Sequence[bool], counts: Sequence[float]) -> Model:
    """The second model: logistic regression by Newton's method, answerable and unanswerable ones weighing the same."""
    matrix = _matrix(rows, QUESTION)
    middle, spread = matrix.mean(axis=0), matrix.std(axis=0) + 1e-9
    design = np.c_[np.ones(len(rows)), (matrix - middle) / spread]
    truth, count = np.array(answered, dtype=np.float64), np.array(counts, dtype=np.float64)
    for kind in (0.0, 1.0):
        count[truth == kind] /= 2 * count[truth == kind].sum()
    count *= len(rows)
    penalty = np.full(design.shape[1], QUESTION_PENALTY)
    penalty[0] = 0.0
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (count * (chance - truth)) + penalty * weights
        curve = (design * (count * chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        weights = weights - np.linalg.solve(curve, slope)
    scaled = weights[1:] / spread
    return Model(dict(zip(QUESTION, scaled.tolist(), strict=True)), float(weights[0] - scaled @ middle))


@dataclass(frozen=True)
class LeftOut:
    """A question as models see it that were learned without its disputes."""

    example: Example
    figures: Figures
    shown: bool


def left_out(some: Sequence[Example]) -> list[LeftOut]:
    """Every question, its passages ranked by what was learned from the other disputes."""
    found = []
    for group in sorted({item.group for item in some}):
        model = learn_passages(_without(group, some))
        for item in some:
            if item.group == group:
                ranked = item.ranked(model)
                found.append(LeftOut(item, item.known(ranked), item.shown(ranked)))
    return found


def _apart(group: str, rows: Sequence[LeftOut]) -> list[LeftOut]:
    may = set(map(id, _without(group, (row.example for row in rows))))
    return [row for row in rows if id(row.example) in may]


def _learned(rows: Sequence[LeftOut]) -> Model:
    counts = [DAILY if item.example.set.daily else 1.0 for item in rows]
    return learn_question([item.figures for item in rows], [item.example.answered for item in rows], counts)


def decisions(rows: Sequence[LeftOut]) -> list[bool]:
    """For each question whether it would be answered, by what was learned from the other disputes."""
    groups = {item.example.group for item in rows}
    models = {group: _learned(_apart(group, rows)) for group in groups}
    return [answered(item.figures, models[item.example.group]) for item in rows]


def table(rows: Sequence[LeftOut], told: Sequence[bool]) -> str:
    """What would be right in each set, and in all that are asked as an analyst asks."""
    lines = ["| set | right | of | ranked rightly | refused | of |", "| --- | --- | --- | --- | --- | --- |"]
    pairs = list(zip(rows, told, strict=True))
    sets: dict[str, list[tuple[LeftOut, bool]]] = {}
    for item, answer in pairs:
        sets.setdefault(item.example.set.name, []).append((item, answer))
    lines += [_line(name, those) for name, those in sets.items()]
    open_ = [pair for pair in pairs if not pair[0].example.set.sealed]
    lines.append(_line("all that are sealed", [pair for pair in pairs if pair[0].example.set.sealed]))
    lines.append(_line("all other daily ones", [pair for pair in open_ if pair[0].example.set.daily]))
    return "\n".join([*lines, _line("all others", open_)])


def _line(name: str, those: Sequence[tuple[LeftOut, bool]]) -> str:
    shown = [(item.shown, item.shown and answer) for item, answer in those if item.example.answered]
    refused = [not answer for item, answer in those if not item.example.answered]
    ranked, right = (sum(column) for column in zip(*shown, strict=True))
    return f"| {name} | {right} | {len(shown)} | {ranked} | {sum(refused)} | {len(refused)} |"


def write(passage: Model, question: Model, file: Path) -> None:
    """The weights as TOML."""
    lines = [
        "# What each figure counts in the rules engine's answers (briefing/engines/rules/learned.py). Written by",
        "# `python -m evals.weights --write`; a change by hand is lost with the next learning.",
        "",
        "[passage]",
        *(f'"{name}" = {weight:.4f}' for name, weight in passage.weights.items()),
        "",
        "[question]",
        f"bias = {question.bias:.4f}",
        *(f'"{name}" = {weight:.4f}' for name, weight in question.weights.items()),
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Runs it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write briefing/data/answering.toml")
    given = parser.parse_args()
    some = list(examples())
    rows = left_out(some)
    print(table(rows, decisions(rows)))
    if given.write:
        write(learn_passages(_without("", some)), _learned(_apart("", rows)), WRITTEN)


if __name__ == "__main__":
    main()
