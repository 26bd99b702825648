"""The queue of calls: 520 replies of uneven length, eight in flight, on a loopback endpoint.

A reply takes 60 ms, every thirteenth 780 ms. Ideal is the sum of all replies over eight. Prints the wall time as a
ratio of it, and the CPU time of a call as a ratio of the bare client's of the openai package. `python -m bench.queue`
"""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import replace

import openai

from briefing.offers import SummariseOffer
from briefing.openai_model import OpenAIModel
from tests.loopback import Answer, Loopback, said

REPLIES, JOBS, SHORT, LONG = 520, 8, 0.06, 0.78
GOOD = '{"sentences": []}'


def main() -> None:
    """Runs it once."""

    def script(body: dict[str, object]) -> Answer:
        number = int(str(body["messages"][-1]["content"]))  # type: ignore[index]  # the bench's own question
        ready = threading.Event()
        threading.Timer(LONG if number % 13 == 0 else SHORT, ready.set).start()
        return replace(said(GOOD), after=ready)

    slow = sum(number % 13 == 0 for number in range(REPLIES))
    ideal = (slow * LONG + (REPLIES - slow) * SHORT) / JOBS
    with Loopback(script=script) as endpoint:
        bare_wall, bare_cpu = _timed(_bare(endpoint.url))
        wall, cpu = _timed(_ours(endpoint.url))
    print(f"{REPLIES} replies, {JOBS} in flight; ideal {ideal:.2f} s")
    print(f"wall time: {wall / ideal:.2f} times the ideal (the bare client: {bare_wall / ideal:.2f})")
    print(f"CPU time (client and server together): {cpu / bare_cpu:.2f} times the bare client's")


def _timed(work: object) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    asyncio.run(work)  # type: ignore[arg-type]  # a coroutine
    return time.perf_counter() - wall, time.process_time() - cpu


async def _ours(url: str) -> None:
    async with OpenAIModel(
        model="bench",
        base_url=url,
        api_key=None,
        timeout=60,
        retries=0,
        jobs=JOBS,
        structured="schema",
        temperature=None,
        max_output_tokens=None,
        replies=None,
        fresh=False,
    ) as model:
        asked = (
            model.ask("bench", [{"role": "user", "content": str(number)}], SummariseOffer) for number in range(REPLIES)
        )
        await asyncio.gather(*asked)


async def _bare(url: str) -> None:
    slots = asyncio.Semaphore(JOBS)
    async with openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0) as client:

        async def one(number: int) -> None:
            async with slots:
                await client.chat.completions.create(model="bench", messages=[{"role": "user", "content": str(number)}])

        await asyncio.gather(*map(one, range(REPLIES)))


if __name__ == "__main__":
    main()
