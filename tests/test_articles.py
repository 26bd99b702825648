"""Reading sources: files, folders and standard input; what cannot be read is named, and the others go on."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.articles import Reading, read
from briefing.articles.decode import Undecodable, decode
from briefing.records import Article, Unread

PROSE = "Both sides said on Monday that the talks in the border town had failed again.\n"
PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Dam talks fail - The Nile Post</title>
<meta charset="utf-8">
<meta property="og:title" content="Dam talks fail">
<meta property="og:site_name" content="The Nile Post">
<meta name="author" content="Selam Tadesse">
<meta property="article:published_time" content="2025-03-03T12:31:00+03:00">
<link rel="canonical" href="https://nile.example/dam-talks">
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Dam talks fail</h1>
<p>Ethiopia rejected on Monday what it called an <b>unfair</b> demand for a binding agreement on the dam.</p>
<h2>What Cairo wants</h2>
<p>Egypt demands guarantees, and its foreign minister warned of consequences if there are none by the summer:</p>
<ul><li>a binding agreement on filling</li><li>a way to settle disputes</li></ul>
<p>“We will not sign away our river,” the Ethiopian minister said in Addis Ababa after the talks had ended.</p>
</article><footer>© 2025 The Nile Post</footer></body></html>
"""


def reading(*sources: str | Path, stdin: bytes = b"") -> Reading:
    return read([str(source) for source in sources], io.BytesIO(stdin))


def only(found: Reading) -> Article:
    assert found.unread == ()
    (article,) = found.articles
    return article


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_file_is_its_own_characters_with_its_line_ends(tmp_path: Path) -> None:
    text = "\ufeffOne line.\r\nAnother, “quoted”.\rA third.\n\n"
    path = write(tmp_path / "a.txt", text)
    article = only(reading(path))
    assert article.text == text
    with path.open(encoding="utf-8", newline="") as file:
        assert article.text == file.read()
    assert (article.source, article.title, article.published, article.outlet) == ("a.txt", None, None, None)


def test_the_id_is_of_source_and_text(tmp_path: Path) -> None:
    write(tmp_path / "one" / "a.txt", PROSE)
    write(tmp_path / "one" / "b.txt", PROSE)
    first, second = reading(tmp_path / "one").articles
    assert first.id != second.id, "wire copy in two outlets is two articles"
    assert first.id == reading(tmp_path / "one" / "a.txt").articles[0].id
    assert len(first.id) == 16


def test_a_folder_is_read_with_all_that_is_in_it_sorted_and_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.HTML", ".hidden.txt", ".git/c.txt", "picture.png", "a/notes.pdf"):
        write(tmp_path / name, PAGE if name.endswith("HTML") else PROSE)
    found = reading(tmp_path)
    assert [article.source for article in found.articles] == ["a/y.HTML", "a/z.md", "b.txt"]
    assert found.warnings == (f"{tmp_path}: 2 files of other kinds than .txt, .md and .html passed over",)


def test_sources_that_would_be_named_alike_are_told_apart_and_none_is_read_twice(tmp_path: Path) -> None:
    for name in ("monday/a.txt", "tuesday/a.txt", "tuesday/b.txt"):
        write(tmp_path / name, PROSE)
    found = reading(tmp_path / "monday", tmp_path / "tuesday", tmp_path / "tuesday" / "b.txt")
    assert [article.source for article in found.articles] == ["monday/a.txt", "tuesday/a.txt", "b.txt"]


def test_front_matter_gives_the_particulars_and_stays_in_the_text(tmp_path: Path) -> None:
    text = (
        "---\ntitle: 'No: not yet'\noutlet: The Nile Post\nbyline: [Selam Tadesse, Omar Farouk]\n"
        "published: 2025-03-03\nurl: https://nile.example/a\nlanguage: en\nrating: {stars: 3}\n---\n\n" + PROSE
    )
    article = only(reading(write(tmp_path / "a.md", text)))
    assert article == Article(
        id=article.id,
        source="a.md",
        text=text,
        title="No: not yet",
        outlet="The Nile Post",
        byline="Selam Tadesse, Omar Farouk",
        published=date(2025, 3, 3),
        url="https://nile.example/a",
        language="en",
        detected_language="en",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-03", date(2025, 3, 3)),
        ("'2025-3-3'", date(2025, 3, 3)),
        ("2025-03-03T23:30:00Z", date(2025, 3, 3)),
        ("2025-03-03 12:31:00 +03:00", date(2025, 3, 3)),
        ("", None),
        ("null", None),
    ],
)
def test_a_date_is_read_as_yaml_and_iso_write_it(tmp_path: Path, written: str, day: date | None) -> None:
    found = reading(write(tmp_path / "a.md", f"---\npublished: {written}\n---\n{PROSE}"))
    assert (only(found).published, found.warnings) == (day, ())


@pytest.mark.parametrize("written", ["yesterday", "2025-02-31", "3 March 2025", "20250303 or so"])
def test_a_date_that_is_none_is_unknown_and_said(tmp_path: Path, written: str) -> None:
    found = reading(write(tmp_path / "a.md", f"---\npublished: {written}\n---\n{PROSE}"))
    assert only(found).published is None
    assert found.warnings == (f"a.md: published is “{written}”, no date like 2025-03-01; taken as unknown",)


def test_a_title_that_looks_like_a_number_or_a_truth_value_stays_what_is_written(tmp_path: Path) -> None:
    article = only(reading(write(tmp_path / "a.md", f"---\ntitle: 1984\noutlet: yes\n---\n{PROSE}")))
    assert (article.title, article.outlet) == ("1984", "yes")


def test_a_particular_of_the_wrong_kind_is_unknown_and_said(tmp_path: Path) -> None:
    found = reading(write(tmp_path / "a.md", f"---\ntitle: {{a: b}}\n---\n{PROSE}"))
    assert only(found).title is None
    assert found.warnings == ("a.md: title in the front matter is no plain text; taken as unknown",)


@pytest.mark.parametrize(
    ("front", "why"),
    [
        (
            "---\ntitle: [one\noutlet: x\n---\n",
            "the front matter is broken in line 3: expected ',' or ']', but got ':'",
        ),
        ("---\ntitle: x\n", "the front matter that line 1 opens is never closed by a line ---"),
        ("---\ntitle: x\noops\n---\n", "the front matter is broken in line 4: could not find expected ':'"),
    ],
)
def test_a_broken_front_matter_is_named_with_its_line_and_the_others_go_on(
    tmp_path: Path, front: str, why: str
) -> None:
    write(tmp_path / "good.md", PROSE)
    write(tmp_path / "bad.md", front + PROSE)
    found = reading(tmp_path)
    assert [article.source for article in found.articles] == ["good.md"]
    assert found.unread == (Unread("bad.md", why),)


def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    text = f"---\n\n{PROSE}\n---\n"
    assert only(reading(write(tmp_path / "a.md", text))).text == text


def test_a_page_gives_its_article_and_what_its_metadata_say(tmp_path: Path) -> None:
    article = only(reading(write(tmp_path / "a.html", PAGE)))
    paragraphs = article.text.split("\n\n")
    assert [paragraph for paragraph in paragraphs if not paragraph.endswith("Dam talks fail")] == [
        "Ethiopia rejected on Monday what it called an unfair demand for a binding agreement on the dam.",
        "## What Cairo wants",
        "Egypt demands guarantees, and its foreign minister warned of consequences if there are none by the summer:",
        "- a binding agreement on filling",
        "- a way to settle disputes",
        "“We will not sign away our river,” the Ethiopian minister said in Addis Ababa after the talks had ended.",
    ]
    assert (article.title, article.outlet, article.byline) == ("Dam talks fail", "The Nile Post", "Selam Tadesse")
    assert (article.published, article.url) == (date(2025, 3, 3), "https://nile.example/dam-talks")
    assert (article.language, article.detected_language) == ("en-GB", "en")


def test_of_a_page_without_metadata_nothing_is_inferred(tmp_path: Path) -> None:
    body = f"<html><body><article><p>{PROSE * 3} Published on 3 March 2025 by John Smith.</p></article></body></html>"
    article = only(reading(write(tmp_path / "a.html", body)))
    assert (article.title, article.outlet, article.byline) == (None, None, None)
    assert (article.published, article.url, article.language) == (None, None, None)


def test_a_page_says_in_json_ld_what_its_meta_elements_do_not(tmp_path: Path) -> None:
    data = (
        '{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "Dam talks", "datePublished": '
        '"2025-03-03T08:00:00Z", "author": [{"name": "A. B."}, {"name": "C. D."}], "publisher": {"name": "Post"}}]}'
    )
    script = f'<script type="application/ld+json">{data}</script><script type="application/ld+json">{{oops</script>'
    article = only(reading(write(tmp_path / "a.htm", f"<html><head>{script}</head><body><p>{PROSE * 3}</p></html>")))
    assert (article.title, article.byline, article.outlet) == ("Dam talks", "A. B., C. D.", "Post")
    assert article.published == date(2025, 3, 3)


def test_a_page_is_read_in_the_encoding_that_it_declares(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{"Москва отвергла требование. " * 9}</p></html>'
    assert "Москва отвергла требование." in only(reading(write(tmp_path / "a.html", page.encode("cp1251")))).text


def test_standard_input_is_one_article_be_it_text_markdown_or_a_page() -> None:
    assert only(reading("-", stdin=PROSE.encode())).source == "-"
    assert only(reading("-", stdin=f"---\ntitle: x\n---\n{PROSE}".encode())).title == "x"
    assert only(reading("-", stdin=PAGE.encode())).outlet == "The Nile Post"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    found = reading(write(tmp_path / "a.txt", PROSE.encode(encoding)))
    assert (only(found).text.lstrip("\ufeff"), found.warnings) == (PROSE, ())


RUSSIAN = "Министерство иностранных дел во вторник отвергло предложение о прекращении огня. " * 3
FRENCH = "Le ministère a rejeté l’idée d’un cessez-le-feu immédiat, jugée prématurée à Genève. " * 3
ENGLISH = "The minister said “no deal” – and that’s final, according to naïve diplomats. " * 3
POLISH = "Rząd odrzucił we wtorek możliwość udziału w rozmowach bez wiążących gwarancji bezpieczeństwa. " * 3
TURKISH = "Dışişleri Bakanlığı salı günü yaptığı açıklamada ateşkes çağrısını yineledi. " * 3
JAPANESE = "外務省は火曜日、拘束力のある安全の保証がない限り、いかなる交渉にも応じない考えを示した。" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (FRENCH, "cp1252"),
        (FRENCH.replace("’", "'"), "latin-1"),
        (ENGLISH, "cp1252"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (TURKISH, "cp1254"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc-jp"),
        (JAPANESE, "iso2022_jp"),
    ],
)
def test_another_encoding_is_found_and_said(tmp_path: Path, text: str, encoding: str) -> None:
    found = reading(write(tmp_path / "a.txt", text.encode(encoding)))
    assert only(found).text == text
    assert found.warnings[0].startswith("a.txt: not UTF-8; read as ")


def test_a_few_broken_bytes_do_not_mangle_the_rest() -> None:
    data = ("“Never,” they said – again.\n" * 50).encode() + b"caf\xe9\n"
    text, remark = decode(data)
    assert text.startswith("“Never,” they said – again.\n")
    assert text.endswith("caf\ufffd\n")
    assert remark == "1 broken character, the first in line 51, shown as \ufffd; the rest is UTF-8"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty: there are no words in it"),
        (b" \r\n\t\n\xc2\xa0\xe2\x80\x83", "empty: there are no words in it"),
        (b"\xef\xbb\xbf\n", "empty: there are no words in it"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file: it holds NUL bytes"),
        (b"\xff\xfea\0\0\xdc", "begins as UTF-16 does, but byte 4 is none"),
    ],
)
def test_a_file_without_words_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    write(tmp_path / "good.txt", PROSE)
    found = reading(tmp_path / "good.txt", write(tmp_path / "bad.txt", content))
    assert [article.source for article in found.articles] == ["good.txt"]
    assert found.unread == (Unread("bad.txt", why),)


def test_a_page_without_an_article_is_named(tmp_path: Path) -> None:
    found = reading(write(tmp_path / "a.html", "<html><body><nav></nav></body></html>"))
    assert found.unread == (Unread("a.html", "no article was found in the page: save its words as .txt"),)


def test_what_is_not_there_or_not_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    other = write(tmp_path / "other" / "a.png", "x").parent
    report = write(tmp_path / "report.pdf", "x")
    missing = tmp_path / "missing.txt"
    found = reading(missing, folder, other, report, "https://nile.example/a")
    assert found == Reading(
        (),
        (
            Unread(str(missing), "there is no such file or folder"),
            Unread(str(folder), "a folder without articles (.txt, .md and .html)"),
            Unread(str(other), "a folder without articles (.txt, .md and .html; 1 of other kinds)"),
            Unread(str(report), "a kind of file that is not read; .txt, .md and .html are"),
            Unread("https://nile.example/a", "pages are not fetched: save it as .html and give that"),
        ),
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", PROSE)
    path.chmod(0)
    assert reading(path).unread == (Unread("a.txt", "cannot be read: Permission denied"),)


def test_a_broken_link_and_a_pipe_in_a_folder_are_named_and_do_not_hang(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert reading(tmp_path).unread == (
        Unread("gone.txt", "cannot be read: No such file or directory"),
        Unread("pipe.txt", "is no regular file"),
    )


def test_the_language_of_a_short_text_is_not_guessed(tmp_path: Path) -> None:
    assert only(reading(write(tmp_path / "a.txt", "They refused."))).detected_language is None


@pytest.mark.parametrize(("text", "code"), [(RUSSIAN, "ru"), (FRENCH, "fr"), (JAPANESE, "ja"), (PROSE, "en")])
def test_the_language_is_detected(tmp_path: Path, text: str, code: str) -> None:
    assert only(reading(write(tmp_path / "a.txt", text))).detected_language == code


@given(st.binary(max_size=300))
def test_no_bytes_end_in_an_exception_of_another_kind(data: bytes) -> None:
    try:
        text, _ = decode(data)
    except Undecodable:
        return
    assert isinstance(text, str)


@given(st.text(max_size=300))
def test_what_is_utf_8_decodes_to_itself(text: str) -> None:
    if "\0" not in text:
        assert decode(text.encode("utf-8")) == (text, "")


@given(st.text(alphabet="-\n\r: abt[]{}&*#\ufeff'\"", max_size=60))
def test_no_front_matter_ends_in_an_exception(text: str) -> None:
    found = reading("-", stdin=f"---\na: {text}".encode())
    assert len(found.articles) + len(found.unread) == 1
