"""How many tokens a text has, counted with no network. The only file that imports tiktoken.

tiktoken downloads a vocabulary when it is first used. The one that OpenAI's models since GPT-4o use, o200k_base, is
packed here (data/o200k_base.txt says where it is from), so that their count is exact. For any other model the count is
an estimate from it, which is shown with "≈" and errs on the high side.
"""

from __future__ import annotations

import base64
import hashlib
import lzma
import math
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
"""Of the unpacked vocabulary."""

PATTERN = "|".join(
    (
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    )
)
"""How o200k_base parts a text before it looks words up: tiktoken's own (tiktoken_ext/openai_public.py)."""

SPECIAL_TOKENS = {"<|endoftext|>": 199999, "<|endofprompt|>": 200018}

_EXACT = frozenset({"o200k_base", "o200k_harmony"})
"""The encodings that count ordinary text alike: harmony has more special tokens, and no other words."""

# Long texts are counted in slices: matching one endless run (of blanks, say) ends in a panic, which is no `Exception`.
# A slice ends before a single blank between two words, where the count of the parts is the count of the whole.
_SLICE = re.compile(r".{1,20000}(?:(?<=\S)(?= \S)|\Z)|.{1,20000}", re.DOTALL)

_PER_TOKEN = 1.7
_PER_DIGIT = 0.45
_LETTERS = re.compile(r"[\u00c0-\u052f\u0590-\u06ff\u0900-\u09ff\u0e00-\u0e7f\u1e00-\u1fff\u3040-\u9fff\uac00-\ud7af]+")
_RARE = re.compile(
    r"[\u0530-\u058f\u0700-\u08ff\u0a00-\u0dff\u0e80-\u1dff\ua000-\uabff\ud7b0-\uffff\U00010000-\U0010ffff]+"
)
_ASCII_LETTERS = re.compile(r"[A-Za-z]+")
_DIGITS = re.compile(r"\d+")


class TokenCounter:
    """Counts the tokens of one model.

    Attributes:
        name: what the count is made with, for a person.
    """

    def __init__(self, name: str, *, known: bool) -> None:
        self.name = name
        self._known = known

    @property
    def exact(self) -> bool:
        """Whether `count` is the model's own count; where it is not, show it with "≈"."""
        return self._known and _vocabulary() is not None

    def count(self, text: str) -> int:
        """How many tokens the text has, taken as ordinary text: "<|endoftext|>" in an article is words.

        Where the count is not exact it is at least the model's on ordinary text (`estimate`).
        """
        vocabulary = _vocabulary()
        if vocabulary is None:
            return _blind(text)
        tokens = sum(len(vocabulary.encode_ordinary(part)) for part in _SLICE.findall(text))
        return tokens if self._known else estimate(text, tokens)


def counter(model: str = "") -> TokenCounter:
    """A counter for a model, by the name the endpoint knows it by. Any name will do: an unknown one is estimated.

    Exact for the models that tiktoken maps to o200k_base (GPT-4o, 4.1, 4.5, 5, o1, o3, o4-mini, gpt-oss and those that
    are fine-tuned from them), also behind a provider's prefix ("openai/gpt-4o").
    """
    from tiktoken.model import encoding_name_for_model

    try:
        known = encoding_name_for_model(model.rsplit("/", 1)[-1]) in _EXACT
    except KeyError:
        known = False
    return TokenCounter("o200k_base" if known else "estimate", known=known)


def estimate(text: str, tokens: int) -> int:
    """A count that no vocabulary in use exceeds on ordinary text, from `tokens`, the count of o200k_base.

    A smaller vocabulary cuts words into more pieces. The figures were set over the largest of four others:
    cl100k_base (GPT-4; Llama 3 grew from it), Mistral's tekken, and Mistral's two SentencePiece ones of 32,000, which
    stand for Llama 2 and its like. The text was news prose in 42 languages, and addresses, tables, JSON, names and
    numbers. Most for one token of o200k_base: English 1.23 (a list of foreign names 1.28), Dutch 1.67, Portuguese
    1.71. So 1.7 a token; 0.45 a digit more, because some take each digit by itself; one more for a letter outside
    ASCII (Vietnamese 2.3, Greek 2.7, Persian 3.2, Hindi 3.7 a token), and the bytes of a letter in a script that some
    spell byte by byte (Georgian 6.0, Armenian 8.3). No byte-level vocabulary takes more than the bytes.
    """
    letters = _length(_LETTERS, text) + sum(len(run.encode("utf-8", "replace")) for run in _RARE.findall(text))
    guess = math.ceil(_PER_TOKEN * tokens + _PER_DIGIT * _length(_DIGITS, text)) + letters
    return min(guess, len(text.encode("utf-8", "replace")) + 1)


def _blind(text: str) -> int:
    """The estimate without a vocabulary: 0.6 for a letter of ASCII and 1 for any other byte.

    On the texts of `estimate` it is above the largest count: three times it in English prose, 1.1 times in Somali.
    """
    letters = _length(_ASCII_LETTERS, text)
    return 1 + math.ceil(0.6 * letters) + len(text.encode("utf-8", "replace")) - letters


def _length(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


@cache
def _vocabulary() -> Encoding | None:
    """o200k_base, read once (about 0.4 s); None when the packed file is missing or damaged."""
    import tiktoken

    try:
        plain = lzma.decompress((files("briefing") / "data" / "o200k_base.tiktoken.xz").read_bytes())
    except (OSError, lzma.LZMAError):  # counted without: TokenCounter.exact tells
        return None
    if hashlib.sha256(plain).hexdigest() != SHA256:
        return None
    ranks = {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in plain.splitlines())}
    return tiktoken.Encoding("o200k_base", pat_str=PATTERN, mergeable_ranks=ranks, special_tokens=SPECIAL_TOKENS)
