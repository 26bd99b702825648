# ruff: noqa: E501  a table is read by its columns
"""Lint: each rule has prompts that break it and prompts that do not; the shipped prompts break none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.lint import RULES, Finding, lint
from briefing.lint.report import as_data, as_github, as_text
from briefing.packed import packed
from briefing.prompts import Prompts
from briefing.tokens import counter
from tests.command import run

COUNT = counter("gpt-5").count
GOOD = """\
---
id: group
version: 1
title: Mine
inputs:
  entries:
    type: text
    untrusted: true
  names:
    type: list
    untrusted: true
  fields:
    type: text
reply: GroupOffer
budget:
  static_tokens: 500
changes:
  - version: 1
    note: The first version.
    digest: "DIGEST"
---
# System

Sort the entries. `positions` holds ids, and `null` is nothing.

{% include "_partials/material.md" %}

{{ fields }}

# User

{% if names %}
{{ names | join("\\n") | material("names") }}
{% endif %}
{{ entries | material("entries") }}
"""
SYSTEM, USER = "Sort the entries.", '{{ entries | material("entries") }}\n'
EXAMPLE = """\
```text
Norway said: “We will not go.” It stayed.
```
```json
{"statements": [{"words": ["We will not go."], "speaker": "Norway", "actor": "Norway", "behalf": "",
"stance": "opposes", "issue": "x",
"statement": "Norway will not go.", "voice": "quoted", "hedged": false, "via": []}], "accounts": []}
```
"""


def own(folder: Path, text: str, name: str = "group", **parts: str) -> Prompts:
    """Prompts with one of one's own; DIGEST in it is put right where it can be read."""
    (folder / "_partials").mkdir(parents=True, exist_ok=True)
    for part, words in parts.items():
        (folder / "_partials" / f"{part}.md").write_text(words)
    path = folder / f"{name}.md"
    path.write_text(text)
    if "DIGEST" in text:
        try:
            path.write_text(text.replace("DIGEST", Prompts([folder]).get(name).digest))
        except Exception:  # noqa: BLE001  a prompt that is broken has no digest, and needs none here
            path.write_text(text.replace("DIGEST", "0" * 12))
    return Prompts([folder])


def found(folder: Path, text: str, name: str = "group", **parts: str) -> list[Finding]:
    return lint(name, own(folder, text, name, **parts), COUNT)


def told(items: list[Finding]) -> list[str]:
    """Each as "P201 21:4 feilds": the code, the place, and what is marked."""
    shown = []
    for item in items:
        fault = item.fault
        marked = fault.source.text[fault.offset : fault.offset + fault.length]
        shown.append(f"{item.rule.code} {item.place.line}:{item.place.column} {marked}")
    return shown


def edited(*changes: tuple[str, str], of: str = GOOD) -> str:
    """The good prompt, with each of these changed once."""
    for old, new in changes:
        assert old in of, old
        of = of.replace(old, new, 1)
    return of


def system(words: str) -> str:
    """The good prompt, with more in System."""
    return edited((SYSTEM, f"{SYSTEM}\n{words}\n"))


def user(words: str) -> str:
    """The good prompt, with more in User."""
    return edited((USER, f"{USER}{words}\n"))


def extract(words: str) -> str:
    """A prompt for extract with these words in System."""
    head = (
        ("id: group", "id: extract"),
        ("  entries:\n", "  article:\n"),
        ("  names:\n    type: list\n    untrusted: true\n", ""),
        ("GroupOffer", "ExtractOffer"),
        ("static_tokens: 500", "static_tokens: 1500"),
    )
    body = (SYSTEM, words), ("`positions` holds ids, and `null` is nothing.", "")
    return edited(*head, *body, (GOOD[GOOD.index("{% if names") :], '{{ article | material("article") }}\n'))


BREAKING: list[tuple[str, str, list[str]]] = [
    ("no front matter at all", "# System\nx\n# User\ny\n", ["P001 1:1 #"]),
    ("YAML that does not close", edited(("title: Mine", "title: [Mine")), ["P001 5:7 :"]),
    ("a key that comes twice", edited(("title: Mine", "title: Mine\nversion: 2")), ["P001 5:1 v"]),
    ("a key of an input that comes twice", edited(("    type: list", "    type: text\n    type: list")), ["P001 11:5 t"]),
    ("a date that there is not", edited(("title: Mine", "title: 2031-13-45")), ["P001 2:1 i"]),
    ("a key that is missing", edited(("title: Mine\n", "")), ["P001 1:1 ---"]),
    ("a version that is none", edited(("version: 1", "version: one")), ["P001 3:1 version"]),
    ("an input of an unknown type", edited(("type: list", "type: lists")), ["P001 10:5 type"]),
    ("a key that is unknown", edited(("title: Mine", "title: Mine\ntemprature: 1")), ["P002 5:1 temprature"]),
    ("a key of an input that is unknown", edited(("    type: list", "    kind: x\n    type: list")), ["P002 10:5 kind"]),
    ("no User", GOOD[: GOOD.index("# User")], ["P003 22:1 #"]),
    ("the roles in another order", edited(("# System", "# Us"), ("# User", "# System"), ("# Us\n", "# User\n")), ["P003 22:1 #"]),
    ("another id than the file's", edited(("id: group", "id: sort")), ["P004 2:1 id"]),
    ("a reply that there is not", edited(("GroupOffer", "SortOffer")), ["P005 14:1 reply"]),
    ("another step's reply", edited(("GroupOffer", "SummariseOffer"), ("`positions`", "`cites`")), ["P006 14:1 reply"]),
    ("an input that the step does not put in", user("{{ outlet }}").replace("  names:", "  outlet:\n    type: text\n  names:"), ["P007 9:3 outlet"]),
    ("an input of another type", edited(("type: list", "type: text")), ["P007 10:5 type"]),
    ("an article that is trusted", edited(("    type: list\n    untrusted: true", "    type: list")), ["P008 9:3 names"]),
    ("a choice that does not end", user("{% if names %}"), ["P101 36:1 {% if names %}"]),
    ("a filter that there is not", user("{{ names | joined }}"), ["P101 36:1 {{ names | joined }}"]),
    ("a part that there is not", system('{% include "_partials/none.md" %}'), ["P102 25:13 _partials/none.md"]),
    ("a part of another folder", system('{% include "group.md" %}'), ["P102 25:13 group.md"]),
    ("a part out of a way out", system('{% include "_partials/../group.md" %}'), ["P102 25:13 _partials/../group.md"]),
    ("a part by a variable", system("{% include fields %}"), ["P104 25:4 include"]),
    ("another template as a base", system('{% extends "_partials/material.md" %}'), ["P104 25:4 extends"]),
    ("an import", system('{% import "_partials/material.md" as m %}'), ["P104 25:4 import"]),
    ("a macro", system("{% macro m() %}x{% endmacro %}"), ["P104 25:4 macro"]),
    ("chance", user("{{ lipsum() if names }}{{ [1, 2] | random }}"), ["P104 36:4 lipsum", "P104 36:36 random"]),
    ("a way into the program", system("{{ fields.__class__ }}"), ["P104 25:11 __class__"]),
    ("a name that nothing gives", system("{{ feilds }}"), ["P201 25:4 feilds"]),
    ("a name in a branch that is not taken", system("{% if false %}{{ feilds }}{% endif %}"), ["P201 25:18 feilds"]),
    ("a name in a loop", user("{% for x in names %}{{ y }}{% endfor %}"), ["P201 36:24 y"]),
    ("a name in a loop's test", user("{% for x in names if z %}{% endfor %}"), ["P201 36:22 z"]),
    ("a name in a comparison", system("{% if 1 < feilds %}x{% endif %}"), ["P201 25:11 feilds"]),
    ("a name in a filter's argument", system("{{ fields | replace(old, 'x') }}"), ["P201 25:21 old"]),
    ("a name that is set in a loop, after it", system("{% for x in [1] %}{% set y = x %}{% endfor %}{{ y }}"), ["P201 25:49 y"]),
    ("a loop's variable, after it", system("{% for x in [1] %}{% endfor %}{{ x }}"), ["P201 25:34 x"]),
    ("a name that one branch sets", system("{% if fields %}{% set y = 1 %}{% endif %}{{ y }}"), ["P201 25:45 y"]),
    ("an attribute that a text does not have", system("{{ fields.lenght }}"), ["P202 25:11 lenght"]),
    ("an attribute by brackets", system("{{ fields['lenght'] }}"), ["P202 25:12 lenght"]),
    ("an attribute of a loop's variable", user("{% for x in names %}{% if x.lenght %}{% endif %}{% endfor %}"), ["P202 36:29 lenght"]),
    ("an attribute of the loop", user("{% for x in names %}{{ loop.count }}{% endfor %}"), ["P202 36:29 count"]),
    ("an attribute that would change a list", user("{% if names.append %}{% endif %}"), ["P202 36:13 append"]),
    ("an input that is not used", edited((GOOD[GOOD.index("{% if names") :], USER)), ["P203 9:3 names"]),
    ("an article in System", system('{{ entries | material("entries") }}'), ["P204 25:4 entries"]),
    ("an article in System under another name", system("{% set x = entries %}{{ x }}"), ["P204 25:25 x"]),
    ("an article without marks", user("{{ entries }}"), ["P205 36:4 entries"]),
    ("an article between marks of one's own", user("<article>\n{{ entries }}\n</article>"), ["P205 37:4 entries"]),
    ("an article from a loop", user("{% for x in names %}{{ x }}{% endfor %}"), ["P205 36:24 x"]),
    ("an article in a block that is set", user("{% set x %}{{ entries }}{% endset %}{{ x }}"), ["P205 36:40 x"]),
    ("an article in a choice", user("{{ entries if names else '' }}"), ["P205 36:4 entries"]),
    ("marks that a filter takes off", user('{{ entries | material("e") | replace("<", "") }}'), ["P205 36:4 entries"]),
    ("a filter before the marks", user('{{ entries | upper | material("entries") }}'), ["P205 36:4 entries"]),
    ("a filter of the items before the marks", user('{{ names | map("upper") | join | material("names") }}'), ["P205 36:4 names"]),
    ("a cut before the marks", user('{{ entries[:9] | material("entries") }}'), ["P205 36:4 entries"]),
    ("a filter before the marks of a block", user('{% filter upper | material("entries") %}{{ entries }}{% endfilter %}'), ["P205 36:19 material"]),
    ("marks that are cut off", user('{{ (entries | material("e"))[:9] }}'), ["P205 36:5 entries"]),
    ("marks with a name from an article", user('{{ entries | material(entries) }}'), ["P205 36:4 entries"]),
    ("a method before the marks", user('{{ entries.upper() | material("entries") }}'), ["P205 36:4 entries"]),
    ("a filter after the marks of a block", user('{% filter material("entries") | upper %}{{ entries }}{% endfilter %}'), ["P205 36:33 upper"]),
    ("marks with a name by a variable", user('{% set x = "e" %}{{ entries | material(x) }}'), ["P207 36:40 x"]),
    ("marks with a name that is made up", user('{{ entries | material("e" ~ 1) }}'), ["P207 36:23 \""]),
    ("marks with a name that is no word", user('{{ names | map("material", "a b>") | join }}'), ["P207 36:29 a b>"]),
    ("nothing to read", edited((GOOD[GOOD.index("{% if names") :], "{% if names and entries %}Go on.{% endif %}\n")), ["P208 5:1 inputs"]),
    ("a list that is not joined", user('{{ names | material("x") }}'), ["P206 36:1 {{ names | material(\"x\") }}"]),
    ("a sum that fails", system("{{ 1 / 0 }}"), ["P206 25:1 {{ 1 / 0 }}"]),
    ("the first of what may be none", user('{{ names[0] | material("x") }}'), ["P206 36:1 {{ names[0] | material(\"x\") }}"]),
    ("ranges in ranges", system("{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}"), ["P206 25:1 {% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}{% endfor %}"]),
    ("loops in loops", system("{% set w = 'a' * 999 %}\n{% for a in w %}{% for b in w %}{% for c in w %}x{% endfor %}{% endfor %}{% endfor %}"), ["P206 26:1 {% for a in w %}{% for b in w %}{% for c in w %}x{% endfor %}{% endfor %}{% endfor %}"]),
    ("a joiner and a cycler", system("{{ joiner() }}{{ cycler }}"), ["P104 25:4 joiner", "P104 25:18 cycler"]),
    ("a namespace", user("{% set ns = namespace(x=entries) %}"), ["P104 36:13 namespace"]),
    ("a field that the reply does not have", system("`postions` are ids."), ["P301 25:2 postions"]),
    ("a reply that is not described", edited(("{{ fields }}\n", ""), ("  fields:\n    type: text\n", "")), [f"P302 12:1 reply {name}" for name in ("accounts", "issues", "name")]),
    ("a JSON that is cut", system('```json\n{"issues": [\n```'), ["P401 27:1 `"]),
    ("an example of another reply", system('```json\n{"issue": []}\n```'), ['P401 26:1 {"issue": []}']),
    ("too long a prompt", edited(("500", "50")), ["P501 16:3 static_tokens"]),
    ("a change without a new version", edited(("DIGEST", "0" * 12)), ["P502 3:1 version"]),
    ("a version without a line", edited(("version: 1\ntitle", "version: 2\ntitle")), ["P503 3:1 version"]),
    ("a version before the last", edited(("  - version: 1", "  - version: 2\n    note: More.\n  - version: 1")), ["P503 18:5 v"]),
    ("a version that does not say what changed", edited(("The first version.", "''")), ["P503 18:5 v"]),
    ("a version that says what a suggestion says", edited(("The first version.", "What and why.")), ["P503 18:5 v"]),
    ("a version without its digest", edited(('    digest: "DIGEST"\n', "")), ["P504 18:5 v"]),
]  # fmt: skip
KEEPING: list[tuple[str, str]] = [
    ("the good one", GOOD),
    ("front matter with every key", edited(("title: Mine", "title: Mine\ndescription: x\nowner: me\ncopy_of: x\nmodel: {temperature: 0.5}\ntests: [x]"))),
    ("a branch, its other branch and what both set", system("{% if fields %}{% set y = 1 %}{% else %}{% set y = 2 %}{% endif %}{{ y }}")),
    ("three branches that set the same", system("{% if fields %}{% set y = 1 %}{% elif 1 %}{% set y = 3 %}{% else %}{% set y = 2 %}{% endif %}{{ y }}")),
    ("a loop with its own", user('{% for x in names %}{{ loop.index }}. {{ x.strip() | material("name") }}{% endfor %}')),
    ("a name that is asked for", user("{% if more is defined %}x{% endif %}")),
    ("a name with something in its stead", user('{{ more | default("x") }}')),
    ("with", user('{% with x = entries %}{{ x | material("x") }}{% endwith %}')),
    ("a block through material", user('{% filter material("x") %}{{ entries }}{% endfilter %}')),
    ("the first of a list", user('{% if names %}{{ names | first | trim | material("x") }}{{ names[:2] | sort | map("trim") | join | material("x") }}{% endif %}')),
    ("marks in marks' company", user('{{ "First: " ~ (entries | material("x")) }}')),
    ("marks joined", user('{{ names | map("material", "name") | join("\\n") }}')),
    ("how many", system("{{ names | length }} names")),
    ("a choice by an article", system("{% if names %}There are names.{% endif %}")),
    ("comparisons", user('{% if entries == "" or names|length > 10 or entries != "x" or "x" in names or not (1 < 2) or 1 < 2 < 3 %}x{% endif %}')),
    ("a long loop", system("{% for x in range(9999) %}{% if loop.length > 9999 %}x{% endif %}{% endfor %}")),
    ("a comment", system("{# `postions` {{ feilds }} #}")),
    ("a range", system("{% for x in range(3) %}{{ x }}{% endfor %}")),
    ("a stance and a reason in backticks", system("`demands`, `near_miss`, `true`, `entries`, `two words`, `A1`")),
    ("a newer version with its line", edited(("version: 1\ntitle", "version: 2\ntitle"), ("  - version: 1", '  - version: 2\n    note: More.\n    digest: "DIGEST"\n  - version: 1'), ("    note: The first version.\n    digest: \"DIGEST\"", "    note: The first version.\n    digest: \"0123456789ab\""))),
    ("a budget that is kept", edited(("500", "300"))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "faults"), [item[1:] for item in BREAKING], ids=[item[0] for item in BREAKING])
def test_a_rule_finds_what_breaks_it_and_where(tmp_path: Path, text: str, faults: list[str]) -> None:
    items = found(tmp_path, text)
    shown = told(items)
    if faults[0].startswith("P302"):
        shown = [f"{line} {item.fault.message.split()[0]}" for line, item in zip(shown, items, strict=True)]
    assert shown == faults


@pytest.mark.parametrize("text", [item[1] for item in KEEPING], ids=[item[0] for item in KEEPING])
def test_a_rule_finds_nothing_in_what_keeps_it(tmp_path: Path, text: str) -> None:
    assert told(found(tmp_path, text)) == []


def test_a_digest_of_digits_alone_is_to_be_put_in_quotes(tmp_path: Path) -> None:
    message = "changes.0.digest: Input should be a valid string; put it in quotes"
    text = edited(('"DIGEST"', "123456789012"))
    (item,) = found(tmp_path, text)
    assert (item.rule.code, item.fault.message) == ("P001", message)
    with pytest.raises(UsageError) as error:
        Prompts([tmp_path]).get("group")
    assert error.value.what == f"{tmp_path / 'group.md'}: the front matter is broken: {message}."


def test_a_prompt_that_no_step_asks_for_is_a_warning(tmp_path: Path) -> None:
    (item,) = found(tmp_path, edited(("id: group", "id: dream")), name="dream")
    assert (item.rule.code, item.rule.level, told([item])) == ("P009", "warning", ["P009 1:1 ---"])


def test_a_part_is_looked_into_with_the_names_of_where_it_is_included(tmp_path: Path) -> None:
    text = user('{% for x in names %}{% include "_partials/line.md" %}{% endfor %}')
    assert told(found(tmp_path, text, line="\n- {{ x }}, {{ y }}, {{ loop.no }}\n")) == [
        "P205 2:6 x",
        "P201 2:15 y",
        "P201 2:24 loop",
    ]
    assert told(found(tmp_path, text, line='{{ x | material("x") }}')) == []
    alone = edited(('" %}{% endfor %}', '" without context %}{% endfor %}'), of=text)
    assert told(found(tmp_path, alone, line="{{ x }}")) == ["P201 1:4 x"]


def test_a_part_that_includes_itself_is_named_where_it_does(tmp_path: Path) -> None:
    text = system('{% include "_partials/one.md" %}')
    one, two = '{% include "_partials/two.md" %}', 'x\n{% include "_partials/one.md" %}'
    assert [line for line in told(found(tmp_path, text, one=one, two=two)) if line.startswith("P103")] == [
        "P103 1:13 _partials/two.md",
        "P103 2:13 _partials/one.md",
    ]
    assert told(found(tmp_path, text, one=one, two="x")) == []


def test_a_fault_in_a_part_is_told_with_the_part_s_own_line(tmp_path: Path) -> None:
    text = system('{% include "_partials/one.md" %}')
    (item,) = found(tmp_path, text, one="One.\n`postions`\n")
    assert (item.origin, item.place, item.rule.code) == (tmp_path / "_partials" / "one.md", (2, 2), "P301")
    (item, *_) = found(tmp_path, text, one="One.\n{% if %}\n")
    assert (item.rule.code, item.place.line) == ("P101", 2)


def test_an_example_is_held_against_the_schema_and_its_own_sample(tmp_path: Path) -> None:
    assert told(found(tmp_path, extract(EXAMPLE), name="extract")) == []
    wrong = (('We will not go."]', 'We would not go."]'), ("opposes", "refuses"))
    misquoted = found(tmp_path, extract(edited(wrong[0], of=EXAMPLE)), name="extract")
    assert told(misquoted) == ["P402 25:29 We would not go."]
    other = found(tmp_path, extract(edited(wrong[1], of=EXAMPLE)), name="extract")
    assert [item.rule.code for item in other] == ["P401"]
    assert "statements.0.stance" in other[0].fault.message
    for loose in ('"hedged": "no"', '"hedged": 0'):
        (item,) = found(tmp_path, extract(edited(('"hedged": false', loose), of=EXAMPLE)), name="extract")
        assert (item.rule.code, item.fault.message) == (
            "P401",
            "the example is no such reply: statements.0.hedged: Input should be a valid boolean",
        )
    (bare,) = found(tmp_path, extract(EXAMPLE[EXAMPLE.index("```json") :]), name="extract")
    assert (bare.rule.code, bare.fault.message) == ("P402", "the example quotes, and there is no sample text before it")


@pytest.mark.parametrize(
    "fence", ["```JSON", "``` json", "```json title=x", "````json", "~~~json", "```", "```{.json}", "  ```json"]
)
@pytest.mark.parametrize("sample", ["```text", "```txt", "```Text", "~~~", "```"])
def test_an_example_is_one_however_it_is_fenced(tmp_path: Path, fence: str, sample: str) -> None:
    text = EXAMPLE.replace('We will not go."]', 'We would go."]').replace("opposes", "refuses")
    for plain, other in (("```text", sample), ("```json", fence)):
        begin, inner = text.split(f"{plain}\n", 1)
        close = re.sub(r"[^`~]", "", other)
        text = f"{begin}{other}\n{inner.replace('```', close, 1)}"
    assert [item.rule.code for item in found(tmp_path, extract(text), name="extract")] == ["P401", "P402"]


def test_a_fence_is_closed_by_one_like_it_alone(tmp_path: Path) -> None:
    for text in (
        "````\n```json\n{}\n```\n````",
        "~~~\n```json\n{}\n~~~",
        "```json {} ``` in a line",
        "```xml\n{}\n```",
    ):
        assert told(found(tmp_path, system(text))) == []
    assert told(found(tmp_path, system("```\n`postions`\n{{ fields }}\n```\n`postions`"))) == ["P301 29:2 postions"]


def test_the_values_of_a_field_are_those_of_the_schema(tmp_path: Path) -> None:
    voices = "**voice**: `quoted` in quotation marks, `attributed` in indirect speech"
    assert told(found(tmp_path, extract(f"{voices}, `ascribed` else."), name="extract")) == []
    short = found(tmp_path, extract(f"{voices}."), name="extract")
    assert [(item.rule.code, item.fault.message) for item in short] == [
        ("P303", "the values of voice leave out ascribed")
    ]
    other = found(tmp_path, extract(f"{voices}, `ascribed`, `told`."), name="extract")
    assert [(item.rule.code, item.fault.message) for item in other] == [("P303", "'told' is no value of voice")]


def test_every_rule_has_a_prompt_that_breaks_it() -> None:
    broken = {fault.split()[0] for _, _, faults in BREAKING for fault in faults}
    elsewhere = {"P009", "P103", "P303", "P402"}
    assert sorted(rule.code for rule in RULES) == sorted(broken | elsewhere)


def test_every_rule_is_documented_with_its_name() -> None:
    page = (Path(__file__).parent.parent / "docs" / "prompts.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (P\d+) \| ([\w-]+) \|", page, re.MULTILINE) == [(rule.code, rule.name) for rule in RULES]


@pytest.mark.parametrize("name", Prompts().names)
def test_the_shipped_prompts_break_no_rule(name: str) -> None:
    assert told(lint(name, Prompts(), COUNT)) == []


# As it is printed


@pytest.fixture
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("briefing.toml").write_text("")


@pytest.mark.usefixtures("_project")
def test_a_finding_is_printed_with_its_line_a_caret_and_what_to_do(tmp_path: Path) -> None:
    own(tmp_path / "prompts", system("{{ feilds }}"))
    outcome = run("prompts", "lint", "group")
    assert (outcome.status, outcome.err) == (3, "briefing: 1 prompt, 1 finding\n")
    assert outcome.out == (
        "prompts/group.md:25:4: 'feilds' is not defined (P201 undefined-variable)\n"
        "  25 | {{ feilds }}\n"
        "     |    ^^^^^^\n"
        "     = The inputs are entries, names, fields.\n"
    )
    (record,) = json.loads(run("prompts", "lint", "group", "--format", "json").out)
    assert record == {
        "code": "P201",
        "rule": "undefined-variable",
        "level": "error",
        "file": "prompts/group.md",
        "line": 25,
        "column": 4,
        "length": 6,
        "message": "'feilds' is not defined",
        "help": "The inputs are entries, names, fields.",
    }
    assert run("prompts", "lint", "group", "--format", "github").out == (
        "::error file=prompts/group.md,line=25,col=4,title=P201 undefined-variable::'feilds' is not defined. "
        "The inputs are entries, names, fields.\n"
    )


@pytest.mark.usefixtures("_project")
def test_a_warning_counts_under_strict_alone(tmp_path: Path) -> None:
    own(tmp_path / "prompts", edited((GOOD[GOOD.index("{% if names") :], USER)))
    plain, strict = run("prompts", "lint", "group"), run("prompts", "lint", "group", "--strict")
    assert (plain.status, strict.status, plain.out) == (0, 3, strict.out)
    assert plain.err == "briefing: 1 prompt, 1 finding, 1 of them a mere warning (--strict counts them)\n"


@pytest.mark.usefixtures("_project")
def test_the_shipped_prompts_are_clean_by_the_command() -> None:
    for form in ("text", "github"):
        outcome = run("prompts", "lint", "--strict", "--format", form)
        assert (outcome.status, outcome.out, outcome.err) == (0, "", "briefing: 7 prompts, nothing wrong\n")
    assert run("prompts", "lint", "--strict", "--format", "json").out == "[]\n"


@pytest.mark.usefixtures("_project")
def test_a_part_of_one_s_own_is_named_where_it_changes_a_packed_prompt(tmp_path: Path) -> None:
    own(tmp_path / "prompts", GOOD, material="Ours.\n")
    part = tmp_path / "prompts" / "_partials" / "material.md"
    (record,) = json.loads(run("prompts", "lint", "group", "extract", "--format", "json").out)
    then, now = Prompts().get("extract").digest, Prompts([tmp_path / "prompts"]).get("extract").digest
    assert (record["code"], record["message"], record["help"]) == (
        "P502",
        f"the prompt has changed since version 2 was recorded: {then}, now {now}; it includes a part of your own, {part}",
        f"Copy the prompt to count its version up (`briefing prompts copy extract`), or take {part} away.",
    )
    rows = {row["id"]: row["from"] for row in json.loads(run("prompts", "list", "--json").out)}
    told = "packed, with prompts/_partials/material.md"
    assert (rows["extract"], rows["group"]) == (told, "./prompts")


@pytest.mark.usefixtures("_project")
def test_a_file_that_is_no_utf_8_is_a_finding_like_others(tmp_path: Path) -> None:
    own(tmp_path / "prompts", system('{% include "_partials/one.md" %}'), one="ONE")
    bad = "Zürich\r\nß".encode("utf-8-sig") + "\r\nZürich".encode("latin-1")
    for name in ("_partials/one", "extract"):
        (tmp_path / "prompts" / f"{name}.md").write_bytes(bad)
    outcome = run("prompts", "lint", "group", "extract", "mend", "--format", "json")
    told = [(item["code"], item["file"], item["line"], item["column"]) for item in json.loads(outcome.out)]
    places = (("P001", f"prompts/{name}.md", 3, 2) for name in ("_partials/one", "extract"))
    assert (outcome.status, told) == (3, list(places))
    rows = {row["id"]: row for row in json.loads(run("prompts", "list", "--json").out)}
    assert [rows[name]["lint"] for name in ("extract", "group", "mend")] == ["1 finding", "1 finding", "clean"]
    assert rows["extract"]["warnings"][0].startswith(
        f"{tmp_path / 'prompts' / 'extract.md'} cannot be read: 'utf-8' codec"
    )


def test_what_a_prompt_says_cannot_forge_a_line_for_github(tmp_path: Path) -> None:
    (item,) = found(tmp_path, edited(("title: Mine", "title: Mine\n'a%,::b\\nc': 1")))
    (line,) = as_github(item, str).splitlines()
    assert "%25" in line
    assert as_data([item], str)[0]["line"] == item.place.line == 5
    assert as_text(item, str).splitlines()[1].startswith("  5 | ")


def test_a_copy_of_a_packed_prompt_is_clean_until_it_is_changed(tmp_path: Path) -> None:
    text = (packed("prompts") / "extract.md").read_text()
    assert found(tmp_path, text, name="extract") == []
    assert told(found(tmp_path, text.replace("Others will act", "Many will act"), name="extract")) == [
        "P502 3:1 version"
    ]
