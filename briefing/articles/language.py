"""Which language a text seems to be in. The guess is py3langid's (Barbaresi; after Lui and Baldwin's langid.py)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# the languages that newspapers with an audience abroad appear in; a rare one is a likelier mistake than a find
_LANGUAGES = (
    "am ar az be bg bn bs ca cs da de el en es et fa fi fr gu he hi hr hu hy id is it ja ka kk km kn ko lo lt lv mk ml "
    "ms nl no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur vi zh"
).split()
_SAMPLE = 2000
_LEAST = 40


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language that the text's first 2,000 characters or so seem to be in.

    None for a text of fewer than 40 letters: too little to tell.
    """
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _LEAST:
        return None
    try:
        code, _ = _identifier().classify(sample)
    except OSError:  # the library unpacks its model into the temporary folder; a guess that cannot be made is none
        return None
    return str(code)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    return identifier
