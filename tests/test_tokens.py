"""Counting tokens with no network: exact where the vocabulary is the model's, never too few where it is not."""

from __future__ import annotations

import hashlib
import lzma
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import tokens
from briefing.tokens import PATTERN, SHA256, SPECIAL_TOKENS, counter, estimate

PACKED = Path(tokens.__file__).parent / "data" / "o200k_base.tiktoken.xz"
SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture
def fresh() -> Iterator[None]:
    """The vocabulary is read anew, and forgotten after."""
    tokens._vocabulary.cache_clear()
    yield
    tokens._vocabulary.cache_clear()


def test_the_packed_vocabulary_is_the_one_tiktoken_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    from tiktoken_ext import openai_public  # type: ignore[import-untyped]

    assert hashlib.sha256(lzma.decompress(PACKED.read_bytes())).hexdigest() == SHA256
    asked: dict[str, str] = {}

    def load(address: str, expected_hash: str) -> dict[bytes, int]:
        asked[address] = expected_hash
        return {}

    monkeypatch.setattr(openai_public, "load_tiktoken_bpe", load)
    theirs = openai_public.o200k_base()
    assert list(asked.values()) == [SHA256]
    assert theirs["pat_str"] == PATTERN
    assert theirs["special_tokens"] == SPECIAL_TOKENS


# counted with tiktoken 0.14.0's own get_encoding("o200k_base")
KNOWN = {"": 0, "hello world": 2, "Zelenskyy’s envoys – “no deal”": 12, "外交部星期二拒绝": 6}


@pytest.mark.parametrize(("text", "known"), KNOWN.items())
def test_known_texts_have_their_known_counts(text: str, known: int) -> None:
    assert counter("gpt-4o").count(text) == known


def test_the_seeds_have_their_known_count() -> None:
    exact = counter("gpt-4o")
    assert sum(exact.count(path.read_bytes().decode()) for path in SEEDS.glob("*.txt")) == 4007


OWN = "gpt-4o gpt-4o-mini gpt-4.1-mini gpt-5 o3 o4-mini-2025-04-16 gpt-oss-120b openai/gpt-4o ft:gpt-4o:a::b"


@pytest.mark.parametrize("model", OWN.split())
def test_models_of_the_vocabulary_are_counted_exactly(model: str) -> None:
    assert counter(model).exact
    assert counter(model).name == "o200k_base"


@pytest.mark.parametrize("model", ["", "gpt-4", "gpt-3.5-turbo", "llama3.2", "mistral-small:24b", "no such model", "/"])
def test_any_other_model_is_estimated_and_no_error(model: str) -> None:
    assert not counter(model).exact
    assert counter(model).count("Both sides said no.") >= counter("gpt-4o").count("Both sides said no.")


# the largest count of cl100k_base, Mistral's tekken and Mistral's two vocabularies of 32,000 (see `estimate`)
LARGEST = {
    "Volodymyr Zelenskyy, Recep Tayyip Erdoğan, Sviatlana Tsikhanouskaya, Nguyễn Phú Trọng, Aliyev and Pashinyan "
    "met in Nakhchivan; Abiy Ahmed and Hassan Sheikh Mohamud in Berbera, "
    "Guelleh in Djibouti, Hemedti's RSF in El Fasher.": 97,
    "On 3 March 2025, 14,732 of 21,498 voters (68.5%) backed it; GDP rose 1.27% to $4,381,220,000, against 3.914% in "
    "2019–2023. Tel. +44 20 7946 0958, 12:31:09 GMT, 48.8566, 2.3522.": 128,
    "https://www.example.com/world/2025/03/01/kyiv-talks-security-guarantees?utm_source=rss&id=89af3c2e7d": 51,
    "De regering verwierp dinsdag elke onderhandeling zonder bindende veiligheidsgaranties. Volgens diplomatieke "
    "bronnen eindigde de bijeenkomst in Genève zonder overeenstemming tussen de delegaties.": 60,
    "Dowladda ayaa Talaadadii diiday wada hadal kasta oo aan lahayn dammaanad amni oo waajib ah. Ilo "
    "diblomaasiyadeed ayaa sheegay in kulankii Geneva uu ku dhammaaday heshiis la'aan.": 79,
    "Chính phủ hôm thứ Ba đã bác bỏ mọi cuộc đàm phán không kèm theo bảo đảm an ninh. Theo các nguồn tin ngoại giao, "
    "cuộc họp tại Geneva kết thúc mà không đạt được thỏa thuận.": 108,
    "رفضت وزارة الخارجية يوم الثلاثاء أي مفاوضات لا تتضمن ضمانات أمنية ملزمة. وبحسب مصادر دبلوماسية، انتهى الاجتماع في "
    "جنيف دون التوصل إلى اتفاق بين الوفود.": 139,
    "Արտաքին գործերի նախարարությունը երեքշաբթի մերժեց բանակցությունները առանց անվտանգության երաշխիքների։": 190,
}


@pytest.mark.parametrize(("text", "largest"), LARGEST.items())
def test_the_estimate_is_not_below_what_other_vocabularies_count(text: str, largest: int) -> None:
    assert largest <= counter("llama3.2").count(text) <= len(text.encode()) + 1
    assert largest <= tokens._blind(text)


def test_what_looks_like_a_special_token_is_words() -> None:
    assert counter("gpt-4o").count("<|endoftext|>") > 1


@pytest.mark.parametrize("text", [" " * 2_000_000, "\n" * 500_000, "a" * 500_000, "(" * 500_000, "外" * 200_000])
def test_an_endless_run_is_counted(text: str) -> None:
    assert 0 < counter("gpt-4o").count(text) <= len(text.encode())


def test_a_text_in_slices_counts_as_the_whole() -> None:
    vocabulary = tokens._vocabulary()
    assert vocabulary is not None
    text = "\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))) * 5
    assert len(text) > 100_000
    assert counter("gpt-4o").count(text) == len(vocabulary.encode_ordinary(text))


@given(st.text(max_size=200))
def test_the_estimate_is_never_below_the_exact_count(text: str) -> None:
    exact = counter("gpt-4o").count(text)
    assert exact <= estimate(text, exact)


def test_without_the_vocabulary_the_count_is_an_estimate(
    fresh: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tokens, "files", lambda package: tmp_path)
    text = "Both sides said on Monday that the talks had failed."
    assert not counter("gpt-4o").exact
    assert counter("gpt-4o").count(text) == 37
    tokens._vocabulary.cache_clear()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / PACKED.name).write_bytes(lzma.compress(b"IQ== 0\n"))
    assert not counter("gpt-4o").exact, "another vocabulary is as good as none"
    tokens._vocabulary.cache_clear()
    (tmp_path / "data" / PACKED.name).write_bytes(PACKED.read_bytes()[:5000])
    assert not counter("gpt-4o").exact, "a cut file is as good as none"


def test_nothing_is_loaded_before_it_is_needed() -> None:
    code = "import sys, briefing.tokens as t; print('tiktoken' in sys.modules, t._vocabulary.cache_info().currsize)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "0"]
