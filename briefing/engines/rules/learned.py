"""What each figure counts, as learned from annotated questions (briefing/data/answering.toml, by evals/weights.py).

Two logistic models: one for how likely a passage is to say what is asked, one for whether the articles answer at all.
A weight's name is a figure's, or several with "*" between them, for their product.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

Figures = Mapping[str, float]
"""What is known, by name."""


@dataclass(frozen=True)
class Model:
    """A weighted sum of figures.

    Attributes:
        weights: by the name of a figure, or of a product of figures.
        bias: what the sum starts from.
    """

    weights: Mapping[str, float]
    bias: float = 0.0

    def score(self, figures: Figures) -> float:
        """The weighted sum.

        Raises:
            KeyError: a weight is named after a figure that is not given.
        """
        return self.bias + sum(weight * product(name, figures) for name, weight in self.weights.items())

    def probability(self, figures: Figures) -> float:
        """The same as a probability, 0 to 1."""
        return 1 / (1 + math.exp(-self.score(figures)))


def product(name: str, figures: Figures) -> float:
    """One figure, or a product of several: "one fact*covered"."""
    return math.prod(figures[part] for part in name.split("*"))


@cache
def passages_model() -> Model:
    """How likely a passage is to say what is asked."""
    return Model(_tables()["passage"])


@cache
def question_model() -> Model:
    """Whether the articles answer a question."""
    weights = dict(_tables()["question"])
    return Model(weights, weights.pop("bias"))


@cache
def _tables() -> dict[str, dict[str, float]]:
    text = resources.files("briefing").joinpath("data", "answering.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
