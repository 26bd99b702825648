"""What is folded away and what never is, and that every folded character knows its place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.typography import fold, fold_with_places

SIGNS = "abÉ7 .,!?-–—―−'’‘`´\"“”„«»…ﬁﬀ\u00ad\u200b\u2060\ufeff\u00a0\u2009\t\n\r\u0301\u0327\u0308"
TEXTS = st.text(alphabet=SIGNS, max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("“We” „can’t‚ ‘go’ «on» ″x″ ＂y＂", '"We" "can\'t\' \'go\' "on" "x" "y"'),
        ("a\u00a0b\u2009c\r\n\r\nd\t e\u3000f", "a b c d e f"),
        ("\u00a0 a \n", "a"),
        ("a – b — c-d ‐ e‑f−g -- h --- i", "a-b-c-d-e-f-g-h-i"),
        ("wait… no", "wait... no"),
        ("ﬁve oﬃces, ﬂat ﬀ ﬄ", "five offices, flat ff ffl"),
        ("Zele\u0301nskyy, cafe\u0301, Erdog\u0306an", "Zelénskyy, café, Erdoğan"),
        ("nego\u00adtia\u200bble\ufeff \u2066now\u2069", "negotiable now"),
        ("soft\u00ad\nline", "soft line"),
        ("rock 'n' roll `x´", "rock 'n' roll 'x'"),
    ],
)
def test_typography_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("will", "Will"),
        ("would accept", "would not accept"),
        ("12", "21"),
        ("12", "１２"),
        ("1.5", "1,5"),
        ("two", "2"),
        ("Zelenskyy", "Zelenskiy"),
        ("Erdoğan", "Erdogan"),
        ("café", "cafe"),
        ("color", "colour"),
        ("cannot", "can not"),
        ("x²", "x2"),
        ("€5", "$5"),
        ("a; b", "a, b"),
        ("U.S.", "US"),
        ("...", ".."),
        ("re-sign", "resign"),
        ("½", "1/2"),
        ("K\u0301", "K"),
    ],
)
def test_nothing_else_is_folded(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_folding_with_places_is_folding_and_each_place_is_in_order(text: str) -> None:
    folded = fold_with_places(text)
    assert folded.text.strip(" ") == fold(text)
    assert len(folded.text) == len(folded.begins) == len(folded.ends)
    assert all(0 <= begin < end <= len(text) for begin, end in zip(folded.begins, folded.ends, strict=True))
    assert list(folded.begins) == sorted(folded.begins)
    assert list(folded.ends) == sorted(folded.ends)


@settings(max_examples=1500, deadline=None)
@given(TEXTS, st.data())
def test_a_stretch_of_the_folded_text_has_an_original_that_folds_to_it(text: str, data: st.DataObject) -> None:
    """Unless it is cut within one original sign ("..", of an ellipsis) or at a blank, which folds away at the ends."""
    folded = fold_with_places(text)
    if not folded.text:
        return
    start = data.draw(st.integers(0, len(folded.text) - 1))
    end = data.draw(st.integers(start + 1, len(folded.text)))
    begin, stop = folded.original(start, end)
    split = any(0 < at < len(folded.text) and folded.begins[at - 1] == folded.begins[at] for at in (start, end))
    if not split:
        assert fold(text[begin:stop]) == folded.text[start:end].strip(" ")


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_letters_digits_and_their_order_are_kept(text: str) -> None:
    def core(text: str) -> str:
        return "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())

    assert core(fold(text)) == core(text)


@settings(max_examples=700, deadline=None)
@given(st.text(alphabet=SIGNS.replace("\u0301", "").replace("\u0327", "").replace("\u0308", ""), max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_long_runs_are_folded() -> None:
    assert fold("a" + " " * 2_000_000 + "b") == "a b"
    assert fold("a" + "\u200b" * 2_000_000 + "b") == "ab"
    assert fold("a" + "- " * 1_000_000 + "b") == "a-b"
    assert fold("e" + "\u0301\u0316" * 100_000).count("\u0316") == 100_000
    assert len(fold("They didn’t “fail” — said U.S. officials…\n" * 100_000)) == 42 * 100_000 - 1
