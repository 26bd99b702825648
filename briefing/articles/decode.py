"""Bytes to text: the encoding is found, and what cannot be read is said, never mangled."""

from __future__ import annotations

import codecs
import re

from briefing.articles.language import detect

# the longer marks first: UTF-32's begins as UTF-16's does
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
_SAMPLE = 1 << 16
_LATIN = ("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "iso8859_15", "iso8859_16")  # the commoner first
_TYPOGRAPHY = "“”„‘’‚«»‹›–—…•·§°©€£½¡¿\xa0\xad"
_WESTERN = "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœß"
_ALPHABETS = {
    "bs": "čćđšž",
    "cs": "áčďéěíňóřšťúůýž",
    "et": "äõöüšž",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "pl": "ąćęłńóśźż",
    "ro": "ăâîşșţț",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sq": "çë",
    "tr": "âçğıîöşûüi̇",
}
"""The letters outside ASCII of the languages that Windows-1252 cannot write."""


class Undecodable(ValueError):
    """The bytes are no text in any encoding that could be found; the message says why, for a person."""


def decode(data: bytes, *, web: bool = False) -> tuple[str, str]:
    """The text, and a remark where it was not plain UTF-8 (empty where it was).

    UTF-8 strictly; else UTF-16 or UTF-32 by its byte order mark; for a page (`web`) the encoding it declares; else what
    charset-normalizer finds. UTF-8 with a few broken bytes is read as UTF-8, each broken byte shown as U+FFFD. A byte
    order mark of UTF-8 stays in the text: offsets count from the file's first character.

    Raises:
        Undecodable: a binary file, or an encoding that could not be found.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name), ""
    if b"\0" in data:
        raise Undecodable("a binary file: it holds NUL bytes")
    if b"\x1b$" in data:  # ISO 2022: Japanese in bytes that are ASCII
        return _detected(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        return _declared(data) if web and _DECLARED.search(data[:4096]) else _mended(data, error) or _detected(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Undecodable(f"begins as {name.upper()} does, but byte {error.start} is none") from error


def _declared(data: bytes) -> tuple[str, str]:
    match = _DECLARED.search(data[:4096])
    name = match[1].decode("ascii") if match else ""
    try:
        # as browsers do: what calls itself Latin-1 is Windows-1252
        known = codecs.lookup(name).name
        return data.decode("cp1252" if known in ("iso8859-1", "ascii") else known), ""
    except (LookupError, UnicodeDecodeError):
        return _detected(data)


def _mended(data: bytes, error: UnicodeDecodeError) -> tuple[str, str] | None:
    """UTF-8 with a few broken bytes; None when most of what is not ASCII is not UTF-8 either."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    if broken * 4 > whole:
        return None
    line = data.count(b"\n", 0, error.start) + 1
    what = "1 broken character" if broken == 1 else f"{broken} broken characters"
    return text, f"{what}, the first in line {line}, shown as \ufffd; the rest is UTF-8"


def _detected(data: bytes) -> tuple[str, str]:
    import charset_normalizer

    sample = data if data[:_SAMPLE].isascii() else data[:_SAMPLE]
    best = charset_normalizer.from_bytes(sample).best()
    if best is None:
        raise Undecodable("a binary file, or text in an encoding that could not be found: save it as UTF-8")
    name = _latin(sample, str(best)) if _is_latin(str(best)) else best.encoding
    try:
        return data.decode(name), f"not UTF-8; read as {name}"
    except UnicodeDecodeError as error:
        raise Undecodable(f"looks like {name}, but byte {error.start} is none: save it as UTF-8") from error


def _is_latin(text: str) -> bool:
    beyond = [character for character in text if character > "\x7f" and character.isalpha()]
    return sum(character < "\u0250" for character in beyond) * 2 >= len(beyond)


def _latin(data: bytes, guess: str) -> str:
    """Which of the encodings of the Latin alphabet gives letters that the text's language writes.

    To charset-normalizer they are often all the same, and it takes the first: "naďve" for "naïve".
    """
    alphabet = _ALPHABETS.get(detect(guess) or "", _WESTERN)

    def fit(name: str) -> int:
        known = alphabet + _TYPOGRAPHY
        text = data.decode(name, "replace").lower()
        return -sum(character > "\x7f" and character not in known for character in text)

    return max(_LATIN, key=fit)
