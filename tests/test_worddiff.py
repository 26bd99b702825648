"""The difference of two texts, word by word: it tells both of them whole, and nothing that is the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.worddiff import Piece, hunks, pieces

TEXTS = st.lists(st.sampled_from(["one", "two", " ", "\n", "\n\n", ".", "  ", "«é"])).map("".join)


def marked(old: str, new: str) -> str:
    signs = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces(old, new))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It would accept.", "It would not accept.", "It would {+not +}accept."),
        ("a demand", "a request", "a [-demand-]{+request+}"),
        ("one two three", "four five three", "[-one two-]{+four five+} three"),
        ("one\ntwo", "one two", "one two"),
        ("one\n\ntwo", "one two", "one[-\n\n-]{+ +}two"),
        ("same", "same", "same"),
        ("", "new", "{+new+}"),
        ("can't", "cannot", "[-can't-]{+cannot+}"),
    ],
)
def test_words_are_marked_where_they_differ(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "gone") == new
    before = "".join(piece.text for piece in found if piece.kind != "new")
    assert re.sub(r"\s+", " ", before) == re.sub(r"\s+", " ", old)


def test_lines_that_differ_are_shown_with_those_around_them_and_their_number() -> None:
    old = "\n".join(["one", "two", "three", "four", "five", "six", "seven", "eight"])
    (hunk,) = hunks(old, old.replace("five", "5"))
    assert (hunk.line, ["".join(piece.text for piece in line) for line in hunk.lines]) == (4, ["four", "five5", "six"])
    assert hunk.lines[1] == (Piece("gone", "five"), Piece("new", "5"))
    assert hunks(old, old) == []
    assert [hunk.line for hunk in hunks(old, old.replace("one", "1").replace("eight", "8"))] == [1, 7]
