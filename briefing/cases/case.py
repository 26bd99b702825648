"""A golden case: which prompt, on which articles, held against which annotations, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, get_args

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from briefing.errors import UsageError
from briefing.offers import ExtractOffer
from briefing.shape import first_fault

Tested = Literal["extract", "mend", "group", "compare", "summarise", "answer"]
"""The prompts that a case can be about."""

_READING = ("positions", "precision", "recall", "F1", "stance", "via", "ungrounded", "refused")
FIGURES: Mapping[Tested, tuple[str, ...]] = {
    "extract": _READING,
    "mend": ("positions", "precision", "stance", "mended", "ungrounded", "refused"),
    "group": ("issues", "left over", "together", "refused"),
    "compare": ("findings", "found", "traps", "apparent", "ungrounded", "refused"),
    "summarise": ("sentences", "refused"),
    "answer": ("sentences", "shown", "right", "refused"),
}
"""The figures that each prompt is judged by, in the order in which they are shown."""

HINT = "evals/README.md says how a case is written."


class Told(BaseModel):
    """What the file of a case says; an unknown key is an error.

    Attributes:
        articles: paths from the file's folder: files or folders.
        gold: the folder of the annotations, from the same folder; empty where nothing is annotated.
        question: for an answer, the id of a question in the annotations' questions.jsonl.
        given: for mend, the offer that the reading is taken to have made.
        at_least, at_most: by the name of a figure.
        never: words that nothing that was taken may say.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    prompt: Tested
    title: str = Field(min_length=1)
    articles: list[str] = Field(min_length=1)
    gold: str = ""
    question: str = ""
    given: ExtractOffer | None = None
    at_least: dict[str, float] = {}
    at_most: dict[str, float] = {}
    never: list[str] = []

    @model_validator(mode="after")
    def _fits_its_prompt(self) -> Self:
        known = FIGURES[self.prompt]
        strange = [name for name in (*self.at_least, *self.at_most) if name not in known]
        if strange:
            raise ValueError(f"{strange[0]!r} is no figure of {self.prompt}; there are: {', '.join(known)}")
        for name, prompt in (("question", "answer"), ("given", "mend")):
            if bool(getattr(self, name)) != (self.prompt == prompt):
                raise ValueError(f"{name} belongs to the cases of {prompt}, and to no others")
        return self


@dataclass(frozen=True, slots=True)
class Case:
    """A case, with its paths found.

    Attributes:
        name: the file's, without its ending.
        gold: None where nothing is annotated.
    """

    name: str
    told: Told
    articles: tuple[Path, ...]
    gold: Path | None

    @property
    def prompt(self) -> Tested:
        """The prompt that it is about."""
        return self.told.prompt

    def unmet(self, figures: Mapping[str, float], said: Sequence[str]) -> tuple[str, ...]:
        """What is expected and not so, a line each. A figure that there is none of meets nothing.

        Args:
            said: every sentence, name and quotation that was taken.
        """
        shown = {name: f"{value:.4g}" for name, value in figures.items()}
        short = [
            f"{name} {shown.get(name, 'cannot be said')}, at least {bound:g} wanted"
            for name, bound in self.told.at_least.items()
            if figures.get(name, float("-inf")) < bound
        ]
        over = [
            f"{name} {shown.get(name, 'cannot be said')}, at most {bound:g} wanted"
            for name, bound in self.told.at_most.items()
            if figures.get(name, float("inf")) > bound
        ]
        forbidden = [
            f"says {words!r}" for words in self.told.never if any(words.casefold() in text.casefold() for text in said)
        ]
        return (*short, *over, *forbidden)


def cases(folder: Path, prompts: Sequence[str] = ()) -> tuple[Case, ...]:
    """The cases in a folder, those of one prompt together, in the order of the alphabet.

    Args:
        prompts: only those of these prompts; of all where there are none.

    Raises:
        UsageError: there is no case, or one cannot be read; says which and where.
    """
    found = [_read(path) for path in sorted(folder.glob("*.yaml"))]
    wanted = [case for case in found if not prompts or case.prompt in prompts]
    bare = [name for name in prompts if name not in {case.prompt for case in wanted}]
    if bare or not found:
        what = f"no case of {', '.join(bare)}" if bare else "no case"
        raise UsageError(f"There is {what} in {folder}.", HINT)
    return tuple(sorted(wanted, key=lambda case: (get_args(Tested).index(case.prompt), case.name)))


def _read(path: Path) -> Case:
    try:
        told = Told.model_validate(yaml.safe_load(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"The case {path} cannot be read: {error}.", HINT) from error
    except ValidationError as error:
        raise UsageError(f"The case {path}: {first_fault(error)}.", HINT) from error
    articles = tuple(path.parent / name for name in told.articles)
    missing = [place for place in articles if not place.exists()]
    if missing:
        raise UsageError(f"The case {path}: there is no {missing[0]}.", HINT)
    return Case(path.stem, told, articles, path.parent / told.gold if told.gold else None)
