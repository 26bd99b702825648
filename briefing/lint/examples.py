"""Rules for examples: a reply that is shown would be taken, and its quotations stand in its own sample text.

A fenced block of `json`, or one without a name that holds a JSON object, is a reply. It was read from the nearest one
before it of `text`, or without a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from briefing.lint.fences import fences
from briefing.lint.rule import Fault, Rule
from briefing.lint.subject import Subject
from briefing.locate import Miss, Places
from briefing.openai_model.reading import Unreadable, read
from briefing.prompts import Source
from briefing.records import Article, Chunk, Segment

_SAMPLE = frozenset({"", "text", "txt", "plain", "plaintext"})


@dataclass(frozen=True, slots=True)
class _Example:
    """A reply that a prompt shows; `sample` is what it was read from."""

    source: Source
    offset: int
    text: str
    sample: str | None


def _examples(subject: Subject) -> Iterator[_Example]:
    for source, span in subject.texts:
        sample = None
        for fence in fences(source.text, span):
            if fence.kind == "json":
                yield _Example(source, fence.inner.start, fence.inner.of(source.text), sample)
            elif fence.kind in _SAMPLE:
                sample = fence.inner.of(source.text)


def _no_reply(subject: Subject) -> Iterator[Fault]:
    if subject.reply is None:
        return
    for example in _examples(subject):
        try:
            json.loads(example.text)
            read(example.text, subject.reply)
            subject.reply.model_validate_json(example.text, strict=True)
        except json.JSONDecodeError as error:
            yield Fault(example.source, example.offset + error.pos, 1, f"the example is no JSON: {error.msg}")
        except Unreadable as error:
            yield _other(example, str(error))
        except ValidationError as error:  # a model is shown what the schema says, not what is put up with
            why = (f"{'.'.join(map(str, item['loc'])) or 'the whole'}: {item['msg']}" for item in error.errors())
            yield _other(example, "; ".join(why))


def _other(example: _Example, why: str) -> Fault:
    length = len(example.text.splitlines()[0]) if example.text.strip() else 1
    return Fault(example.source, example.offset, max(1, length), f"the example is no such reply: {why}")


def _no_quotation(subject: Subject) -> Iterator[Fault]:
    for example in _examples(subject):
        try:
            words = list(_words(json.loads(example.text)))
        except ValueError:  # told by the rule above
            continue
        places = _places(example.sample) if example.sample is not None else None
        for quoted in words:
            found = places.locate(quoted) if places else None
            if places is None:
                yield _at(example, quoted, "the example quotes, and there is no sample text before it")
            elif isinstance(found, Miss) and found.reason != "ambiguous":
                yield _at(example, quoted, "the words do not stand in the sample text")


def _at(example: _Example, words: str, message: str) -> Fault:
    spelled = (json.dumps(words, ensure_ascii=plain)[1:-1] for plain in (False, True))
    found = next(((example.text.find(text), len(text)) for text in spelled if text and text in example.text), (0, 1))
    return Fault(example.source, example.offset + found[0], found[1], message)


def _words(value: object) -> Iterator[str]:
    """What stands under `words`, at any depth: the field that holds quotations in every reply."""
    if isinstance(value, list):
        for item in value:
            yield from _words(item)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name == "words":
                yield from (item for item in (inner if isinstance(inner, list) else [inner]) if isinstance(item, str))
            else:
                yield from _words(inner)


def _places(text: str) -> Places:
    article = Article("sample", "sample", text)
    return Places(Chunk(article, 1, (Segment(0, len(text), "body"),)))


RULES = (
    Rule("P401", "example-is-no-reply", "Correct the example: the model will do as it does.", _no_reply),
    Rule(
        "P402",
        "example-misquotes",
        "Copy the words from the block of text above, character by character.",
        _no_quotation,
    ),
)
