"""The golden cases that no other recording answers: `RECORD=1 python -m tests.recorded_cases`.

With RECORD=1 they are asked of the endpoint, and the exchanges are kept in their own cassette. What the day's briefing
and the questions have recorded already is not asked again. Prints the table, without asking anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from briefing.actors import Actors
from briefing.cases import recordings
from briefing.cases.case import Case, cases
from briefing.cases.recordings import Recordings, replayer
from briefing.cases.review import Answering, Review, review
from briefing.cases.table import table
from briefing.cases.trial import Reader
from briefing.cli.opening import sampling
from briefing.cli.prompts.answering import TESTED
from briefing.prompts import Prompts
from briefing.store import Store, StoredReply
from briefing.tokens import counter
from tests.recorded import ENDPOINT, MODEL, RECORDING, RECORDINGS, ROOT, model, replayed

CASSETTE = "cases"
CASES = ROOT / "evals" / "cases"


class Beside:
    """A store that knows the recordings too, so that they are not asked anew."""

    def __init__(self, store: Store, known: Recordings) -> None:
        self._store, self._known = store, known
        self.keep_reply, self.form, self.keep_form = store.keep_reply, store.form, store.keep_form

    def reply(self, key: str) -> recordings.Recorded | StoredReply | None:
        """The recorded reply, or the stored one."""
        return self._known.reply(key) or self._store.reply(key)


def replay(chosen: Sequence[Case]) -> Review:
    """The cases on the recordings."""
    known = Recordings.of(RECORDINGS)
    return asyncio.run(
        _review(
            chosen,
            Answering(
                ((lambda prompts: replayer(ENDPOINT, MODEL, known, of_step=sampling(prompts, TESTED)), known),), 24_000
            ),
            live=False,
        )
    )


def record(chosen: Sequence[Case]) -> Review:
    """The cases on the endpoint, what is not recorded elsewhere."""
    with replayed(CASSETTE), Store.in_memory() as store:  # empties the cassette: what is found is the others'
        kept = Beside(store, Recordings.of(RECORDINGS))
        asked = (lambda prompts: model(replies=kept, of_step=sampling(prompts, TESTED)), kept)
        return asyncio.run(_review(chosen, Answering((asked,), 24_000), live=True))


async def _review(chosen: Sequence[Case], answering: Answering, *, live: bool) -> Review:
    prompts = Prompts()
    return await review(
        chosen,
        {case.prompt: [(prompts.get(case.prompt).label, prompts.get(case.prompt))] for case in chosen},
        prompts,
        [answering],
        Reader(Actors.load(), counter(MODEL).count),
        live=live,
        lengths={},
        done=lambda done, total: None,
    )


if __name__ == "__main__":
    chosen = cases(CASES)
    if RECORDING:
        record(chosen)
    print(table(replay(chosen)))
