"""Templates: found by name or path, in the person's own folders first; escaped, sandboxed, strict."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.markdown import Markdown
from briefing.render import render
from briefing.specimen import specimen
from briefing.templates import template


def made(folder: Path, body: str, name: str = "mine.md.j2") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(body, encoding="utf-8")
    return path


def rendered(folder: Path, body: str, **values: object) -> str:
    return template(str(made(folder, body))).render(values)


def test_the_packed_template_is_found_by_name() -> None:
    assert template("daily").origin.name == "daily.md.j2"


def test_the_first_folder_that_has_it_wins(tmp_path: Path) -> None:
    first, second = made(tmp_path / "one", "1", "daily.md.j2"), made(tmp_path / "two", "2", "daily.md.j2")
    assert template("daily", [first.parent, second.parent]).origin == first
    assert template("daily", [tmp_path / "none", second.parent]).render({}) == "2"


def test_a_template_may_be_given_by_its_path(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ x }}", x="1") == "1"


def test_a_template_of_one_s_own_may_include_the_packed_parts(tmp_path: Path) -> None:
    body = '{% for finding in view.conflicts %}{% include "_sides.md.j2" %}{% endfor %}'
    made(tmp_path, body)
    assert "> The pier has been closed since May. [^2]" in render(specimen(), template("mine", [tmp_path]))


def test_an_unknown_name_is_told_which_there_are(tmp_path: Path) -> None:
    made(tmp_path, "", "weekly.md.j2")
    with pytest.raises(UsageError) as raised:
        template("monthly", [tmp_path])
    assert raised.value.what == "There is no template 'monthly'."
    names = raised.value.hint.removeprefix("There are: ").removesuffix("; or give a path.").split(", ")
    assert {"daily", "weekly"} <= set(names)
    assert "_sides" not in names


def test_a_name_cannot_lead_out_of_the_folders(tmp_path: Path) -> None:
    made(tmp_path, "secret", "secret.md.j2")
    (tmp_path / "templates").mkdir()
    with pytest.raises(UsageError, match=r"There is no template '\.\.'"):
        template("..", [tmp_path / "templates"])
    with pytest.raises(UsageError, match=r"there is no \.\./secret\.md\.j2 to include"):
        rendered(tmp_path / "templates", '{% include "../secret.md.j2" %}')


def test_every_value_is_escaped_wherever_it_comes_from(tmp_path: Path) -> None:
    body = "{{ text }} {{ items | join(', ') }} {{ text ~ '!' }} {% set kept = text %}{{ kept }} {{ text | upper }}"
    assert rendered(tmp_path, body, text="*a*", items=["|", "<b>"]) == r"\*a\* \|, \<b\> \*a\*! \*a\* \*A\*"


def test_the_template_s_own_text_is_markdown(tmp_path: Path) -> None:
    assert rendered(tmp_path, "**{{ x }}**", x="y") == "**y**"


def test_markdown_of_ours_is_not_escaped_again(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ mark }}", mark=Markdown("[^1]")) == "[^1]"


def test_numbers_and_dates_are_shown_as_they_are(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ n }} {{ day }}", n=1.5, day=date(2026, 1, 2)) == "1.5 2026-01-02"


def test_a_value_is_never_a_template(tmp_path: Path) -> None:
    assert rendered(tmp_path, "{{ x }}", x="{{ 7 * 7 }}{% raw %}") == "{{ 7 \\* 7 }}{% raw %}"


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__ }}",
        "{{ view.__init__.__globals__ }}",
        "{{ items.append(1) }}",
        "{% for x in range(10 ** 9) %}{% endfor %}",
        "{{ unknown }}",
        "{{ items.unknown }}",
        "{{ items[7] }}",
        "{{ 1 / 0 }}",
        "{{ items | nofilter }}",
        "{% include missing %}",
        "{% macro x() %}{{ x() }}{% endmacro %}{{ x() }}",
    ],
)
def test_what_a_template_may_not_or_cannot_do_is_told_with_its_name(tmp_path: Path, body: str) -> None:
    with pytest.raises(UsageError, match=r"^The template .*mine\.md\.j2, line 2: ") as raised:
        rendered(tmp_path, f"first line\n{body}", items=[], view=object(), missing="gone.md.j2")
    assert raised.value.hint == "Mend the template, or use the packed one (--template daily)."


def test_an_error_in_an_included_part_is_told_with_its_line(tmp_path: Path) -> None:
    made(tmp_path, "\n\n{{ nothing }}", "_part.md.j2")
    with pytest.raises(UsageError, match="line 3: 'nothing' is undefined"):
        rendered(tmp_path, '{% include "_part.md.j2" %}')


def test_a_template_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = made(tmp_path, "")
    path.write_bytes("é".encode("latin-1"))
    with pytest.raises(UsageError, match=r"The template .*mine\.md\.j2: UnicodeDecodeError"):
        template(str(path))


def test_the_specimen_has_one_of_everything_that_the_packed_template_asks_for() -> None:
    markdown = render(specimen(), template("daily"))
    for words in (
        "hedged",
        "reported by A reader",
        "as written: The harbour board",
        "Apparent:",
        "Not read:",
        "Failed:",
    ):
        assert words in markdown
