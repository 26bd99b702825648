"""Chunking: nothing lost, nothing twice, nothing over the limit but a word that cannot be cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.chunk import chunk
from briefing.records import READ, Article, Chunk, Role, Segment
from briefing.segment import segment


def words(text: str) -> int:
    return len(text.split())


def article(text: str) -> Article:
    return Article(id="0" * 16, source="a.txt", text=text)


def cut(text: str, limit: int, count: Callable[[str], int] = words) -> list[str]:
    found = article(text)
    return [part.text for part in chunk(found, segment(found), limit=limit, count=count)]


PARAGRAPHS = (
    "The talks failed, Baku said. Yerevan blamed the mediators. A third round was refused.\n\n"
    "What comes next?\n\n"
    "The mediators propose a pause. Both capitals reject it."
)


def test_an_article_that_fits_is_one_chunk_with_its_paragraphs() -> None:
    assert cut(PARAGRAPHS, 100) == [PARAGRAPHS]


def test_an_article_that_does_not_fit_is_cut_between_paragraphs_and_a_subhead_stays_with_what_follows() -> None:
    first, subhead, last = PARAGRAPHS.split("\n\n")
    assert cut(PARAGRAPHS, 17) == [first, f"{subhead}\n\n{last}"]


def test_a_long_paragraph_is_cut_between_sentences_and_keeps_its_own_white_space() -> None:
    text = "The talks failed, Baku said.  Yerevan blamed the mediators. A third round was refused."
    assert cut(text, 9) == ["The talks failed, Baku said.  Yerevan blamed the mediators.", "A third round was refused."]


def test_a_long_sentence_is_cut_between_words() -> None:
    text = "one two three four five six seven eight nine ten and no more than that."
    parts = cut(text, 6)
    assert " ".join(parts) == text
    assert all(words(part) <= 6 for part in parts)


def test_a_word_longer_than_the_limit_is_a_chunk_of_its_own() -> None:
    assert cut("so " + "x" * 50 + " it is", 10, len) == ["so", "x" * 50, "it is"]


def test_a_language_without_blanks_is_cut_at_its_marks() -> None:
    text = "外務省は、交渉に応じない。会合は、合意に至らずに終わった。"
    parts = cut(text, 10, len)
    assert "".join(parts) == text
    assert all(part[-1] in "、。" for part in parts)


def test_a_lead_in_stays_with_its_list() -> None:
    text = "The mediators propose a pause.\n\nCairo demands:\n- guarantees\n- a court"
    assert cut(text, 7) == ["The mediators propose a pause.", "Cairo demands:\n\n- guarantees\n\n- a court"]


def test_what_is_not_read_is_in_no_chunk() -> None:
    text = "A headline that stands above\n\nThe talks failed, both say.\n\nLeave a comment\n"
    assert cut(text, 100) == ["The talks failed, both say."]
    assert cut("Leave a comment\n", 100) == []


def test_chunks_are_numbered_from_one() -> None:
    found = article(PARAGRAPHS)
    assert [part.number for part in chunk(found, segment(found), limit=9, count=words)] == [1, 2, 3, 4]


@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_that_holds_nothing_is_refused(limit: int) -> None:
    with pytest.raises(ValueError, match="must hold at least 1"):
        chunk(article("A."), (), limit=limit, count=words)


def test_a_long_article_is_counted_in_proportion_to_its_length() -> None:
    counted = []

    def count(text: str) -> int:
        counted.append(len(text))
        return words(text)

    paragraph = "The talks failed, Baku said. Yerevan blamed the mediators for it. "
    text = "\n\n".join([paragraph * 3] * 2000 + [paragraph * 2000] + ["endless " * 20000])
    assert len(cut(text, 500, count)) > 100
    assert sum(counted) < 12 * len(text), (
        "the endless sentence is halved until it fits; all else is counted three times"
    )


def characters(text: str) -> int:
    return len(text)


def joins_dearly(text: str) -> int:
    """A count that costs more where pieces meet than each alone."""
    return len(text.split()) + 2 * text.count("\n\n")


SAMPLES = "One said so. Two did not.|Heading Of A Kind|- an item|They want:|word|外務省は。|Related|A b c".split("|")
LINES = st.lists(st.sampled_from(SAMPLES) | st.text("ab .:-\n\t", max_size=30), max_size=25).map("\n".join)


@given(LINES, st.integers(1, 60), st.sampled_from([words, characters, joins_dearly]))
def test_every_character_is_in_one_chunk_and_no_chunk_is_over_the_limit(
    text: str, limit: int, count: Callable[[str], int]
) -> None:
    found = article(text)
    parts = [part for part in segment(found) if part.role in READ]
    chunks = chunk(found, parts, limit=limit, count=count)
    spans = [piece for part in chunks for piece in part.segments]
    assert spans == sorted(spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    held = {at for piece in spans for at in range(piece.start, piece.end)}
    wanted = {at for part in parts for at in range(part.start, part.end)}
    assert held <= wanted
    assert not any(text[at].strip() for at in wanted - held)
    for part in chunks:
        assert count(part.text) <= limit or is_one_word(part)


def is_one_word(part: Chunk) -> bool:
    return re.fullmatch(r"[^\s、。]*[、。]*", part.text) is not None


@given(LINES, st.integers(1, 60))
def test_no_cut_is_in_a_word_and_each_piece_keeps_its_role(text: str, limit: int) -> None:
    found = article(text)
    role: dict[int, Role] = {at: part.role for part in segment(found) for at in range(part.start, part.end)}
    for part in chunk(found, segment(found), limit=limit, count=words):
        for piece in part.segments:
            assert {role[at] for at in range(piece.start, piece.end)} == {piece.role}
            assert piece.start == 0 or not (text[piece.start - 1].isalpha() and text[piece.start - 1].isascii())
            assert piece == Segment(piece.start, piece.end, piece.role)
