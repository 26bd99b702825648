"""Whether the articles answer a question: what the best passages have of it, held against what it asks for.

What is known of a question are figures; how much each counts was learned from annotated questions (learned.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefing.engines.rules.asked import (
    acts,
    asks_number,
    asks_time,
    does,
    holder,
    kind,
    one_fact,
    told,
    told_in_many_ways,
)
from briefing.engines.rules.learned import Figures, Model, question_model
from briefing.engines.rules.voices import Voice
from briefing.engines.rules.weighed import Stands, Weighed, Weighing, Word, ordinary
from briefing.kin import StemmedText
from briefing.passages import words

READ = 10
"""The passages that decide: the best."""
TELLING = 2
"""The ordinary words of a question that tell most of it."""
MUCH = 0.4
"""The share of a question that a passage must have to be about it."""

ENOUGH = 0.54
"""How probable it must be that the articles answer: chosen on disputes left out of the learning (evals/README.md)."""
WHOLE = 0.85
"""The share of a question, of nobody's position, that a passage has as good as all of."""
SPOKEN = 0.9
"""The same where somebody's position is asked for, of a passage in which they speak."""
LOST = 0.5
"""The share of a question's ordinary words that may stand in no article at all, below which it may be answered."""
TIED = 0.2
"""The share of the matter that a passage must have in which whoever's position is asked for speaks or is named;
with their disputes left out no annotated question is refused by it."""

_HOW = re.compile(r"how (?!many|much|long|high|big|far|often)", re.I)


def answered(known: Figures, model: Model | None = None) -> bool:
    """Whether the articles answer: it is probable enough, or a passage has all that is asked.

    Where half of what a whether, a why or a how asks about stands in no article, they do not; nor where no passage has
    both whoever's position is asked for and the matter.

    Args:
        known: the figures of the question.
        model: another model than the one that was learned.
    """
    if known["in many ways"] and known["words nowhere"] >= LOST * max(1.0, known["words"]):
        return False
    if known["holder"] and max(known["holder is known on it"], known["holder is named on it"]) < TIED:
        return False
    whole = known["meeting"] >= WHOLE and not known["holder"] and not known["in many ways"]
    spoken = known["holder is known on it"] >= SPOKEN
    return whole or spoken or (model or question_model()).probability(known) >= ENOUGH


def figures(asked: str, weighing: Weighing, best: Sequence[Weighed], voice: Callable[[Weighed], Voice]) -> Figures:
    """What is known of a question, by the names that briefing/data/answering.toml has.

    Args:
        asked: the question, its typography folded.
        best: the best passages, the best first; not empty.
        voice: who speaks in a passage.
    """
    fitting = [item for item in best if item.fits]
    nowhere = set(weighing.nowhere)
    sort = kind(asked)
    meeting = [item for item in best if _meets(asked, item)]
    return {
        "one fact": float(one_fact(asked)),
        "in many ways": float(told_in_many_ways(asked)),
        "how": float(bool(_HOW.match(asked))),
        "number": float(asks_number(asked)),
        "time": float(asks_time(asked)),
        "what was said": float(told(asked)),
        "kind": float(bool(sort)),
        "kind there": float(bool(sort) and (_has(best, sort) or general(sort))),
        "words": float(sum(not word.named for word in weighing.words)),
        "words nowhere": float(sum(not word.named for word in nowhere)),
        "names nowhere": float(sum(word.named for word in nowhere)),
        "best": best[0].score,
        "none fits": float(not fitting),
        "weight": _most(fitting, lambda item: item.share(_carried)),
        "words carried": _most(fitting, lambda item: item.mean(_carried, of=ordinary)),
        "words here": _most(fitting, lambda item: item.mean(lambda stands: stands.here, of=ordinary)),
        "nearby": _most(fitting, lambda item: item.mean(_nearby)),
        "telling": _most(fitting, _telling),
        "about it": sum(item.mean(_nearby) > MUCH for item in best) / READ,
        "meets": float(bool(meeting)),
        "meeting": _most(meeting, lambda item: item.mean(_nearby)),
        **_of_holder(asked, weighing, best, voice),
    }


def _of_holder(
    asked: str, weighing: Weighing, best: Sequence[Weighed], voice: Callable[[Weighed], Voice]
) -> dict[str, float]:
    """Whether the one whose position is asked for is named, or speaks, be it as whom the article introduced so."""
    who = f" {holder(asked)} "
    those = frozenset(word for word in weighing.words if re.search(rf"\b{re.escape(word.text)}\b", who))

    def rest(item: Weighed) -> float:
        return item.mean(_carried, of=lambda stands: stands.word not in those)

    found = {"is known": 0.0, "is named": 0.0}
    about = dict(found)
    for item in best if those else ():
        spoken = voice(item)
        speaks = " . ".join(filter(None, (spoken.speakers, *item.passage.holders)))
        known = " . ".join((speaks, *spoken.introduced)) if speaks else ""
        texts = {"is known": known, "is named": _here(item)}
        for name, text in texts.items():
            share = _share(those, weighing.read(text)) if text else 0.0
            found[name] = max(found[name], share)
            about[name] = max(about[name], share * rest(item))
    return {
        "holder": float(bool(those)),
        **{f"holder {name}": share for name, share in found.items()},
        **{f"holder {name} on it": share for name, share in about.items()},
    }


def _here(item: Weighed) -> str:
    """The passage, with the sentence that it points back to."""
    passage = item.passage
    start = passage.focus[0].start
    leans = any(stands.leans for stands in item.stands)
    before = [part for part in passage.around if part.start < start] if leans else []
    return words(passage.article, [*before, *passage.focus])


def _share(those: frozenset[Word], text: StemmedText) -> float:
    return sum(word.found(text) for word in those) / len(those)


def _meets(asked: str, item: Weighed) -> bool:
    """Whether a passage has what the question cannot do without."""
    if told_in_many_ways(asked):
        return not item.foreign
    lacking = {word.text for word in item.lacking}
    if acts(asked, lacking) or not item.fits:
        return False
    sort = kind(asked)
    if sort and not general(sort) and sort in lacking:
        return False
    return not (one_fact(asked) and (item.strange or does(asked) in lacking))


def general(sort: str) -> bool:
    """Whether what is asked for is a sort of actor, which need not be called so: "Which governments supported it?"."""
    return sort.casefold() in _ACTORS


_ACTORS = frozenset(
    "government governments country countries state states capital capitals nation nations party parties politician "
    "politicians group groups side sides union unions leader leaders official officials people body bodies company "
    "companies institution institutions minister ministers lawmaker lawmakers senator senators member members".split()
)


def _has(best: Sequence[Weighed], text: str) -> bool:
    return any(stands.word.text == text and stands.here for item in best for stands in item.stands)


def _telling(item: Weighed) -> float:
    """How much of the most telling ordinary words it has."""
    most = sorted((stands for stands in item.stands if ordinary(stands)), key=lambda stands: -stands.weight)[:TELLING]
    return sum(map(_carried, most)) / len(most) if most else 1.0


def _carried(stands: Stands) -> float:
    return stands.carried


def _nearby(stands: Stands) -> float:
    return stands.nearby


def _most(items: Sequence[Weighed], figure: Callable[[Weighed], float]) -> float:
    return max(map(figure, items), default=0.0)
