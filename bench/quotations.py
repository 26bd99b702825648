"""Finding quotations: 100 exact ones and 100 with other typography, in an article of 100,000 characters.

Prints how many are found in their place, how many of 100 altered ones are (falsely) found, and the time against that of
one plain `str.find` for each, as a ratio. `python -m bench.quotations`
"""

from __future__ import annotations

import random
import time

from briefing.locate import Places
from briefing.records import Article, Chunk, Quote, Segment

TEXT = "the talks on Monday did not end “as planned”, Kyiv’s envoys said — and the 12 ministers left without it"
STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-"})


def _without_word(words: str, number: int) -> str:
    said = words.split()
    return " ".join(said[:number] + said[number + 1 :])


def main() -> None:
    """Runs it once."""
    rng = random.Random(2)
    paragraphs = [" ".join(rng.choices(TEXT.split(), k=60)) + f" ({number})." for number in range(320)]
    article = Article("bench", "bench.txt", "\n\n".join(paragraphs))
    segments, at = [], 0
    for paragraph in paragraphs:
        segments.append(Segment(at, at + len(paragraph), "body"))
        at += len(paragraph) + 2
    places = [(part.start, part.start + 180) for part in rng.sample(segments, 100)]
    places = [(start, article.text.rindex(" ", start, end)) for start, end in places]
    exact = [article.text[start:end] for start, end in places]
    typed = [words.translate(STRAIGHT).replace(" ", "\u00a0 ") for words in exact]
    altered = [_without_word(words, 5) for words in exact]

    began = time.perf_counter()
    known = Places(Chunk(article, 1, tuple(segments)))
    found = [known.locate(words) for words in exact + typed]
    ours = time.perf_counter() - began
    began = time.perf_counter()
    plain = [article.text.find(words) for words in exact + exact]
    theirs = time.perf_counter() - began
    right = sum(
        isinstance(place, Quote) and place.start == start for place, (start, _) in zip(found, places * 2, strict=True)
    )
    wrong = sum(isinstance(known.locate(words), Quote) for words in altered)
    print(f"article: {len(article.text)} characters, {len(plain)} quotations")
    print(f"found in their place: {right} of 200 (100 exact, 100 with other typography)")
    print(f"altered by a word, and found: {wrong} of 100")
    print(f"time: {ours / theirs:.1f} times that of 200 plain searches ({ours:.3f} s)")


if __name__ == "__main__":
    main()
