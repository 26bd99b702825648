"""`briefing prompts diff`, and the story of an analyst who changes one sentence of a prompt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.difference import difference
from briefing.packed import packed
from briefing.prompts import Prompt, Prompts, Source, read
from briefing.store import Store
from briefing.versions import keep, version
from tests.command import run
from tests.test_versions import git

OLD, NEW = "a misquoted word is worse than either", "a word that is misquoted is worse than either"
EXTRACT = Path("prompts/extract.md")


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project in a repository of its own."""
    monkeypatch.chdir(tmp_path)
    Path("briefing.toml").write_text("")
    git(tmp_path, "init", "--quiet")


def change() -> None:
    """The analyst's one sentence, in a copy that was committed before."""
    assert run("prompts", "copy", "extract").status == 0
    git(Path.cwd(), "add", ".")
    git(Path.cwd(), "commit", "--quiet", "-m", "One")
    text = EXTRACT.read_text()
    assert OLD in text
    EXTRACT.write_text(text.replace(OLD, NEW))


def test_one_changed_sentence_is_linted_shown_and_rendered_before_it_is_used() -> None:
    change()
    now, then = Prompts([Path("prompts")]).get("extract"), Prompts().get("extract")

    (finding,) = json.loads(run("prompts", "lint", "extract", "--format", "json").out)
    assert (finding["code"], finding["line"], finding["message"]) == (
        "P502",
        4,
        f"the prompt has changed since version 2 was recorded: {then.digest}, now {now.digest}",
    )

    shown = run("prompts", "diff", "extract").out.splitlines()
    assert shown[:2] == [f"--- {then.label}  HEAD:prompts/extract.md", f"+++ {now.label}  prompts/extract.md"]
    (place,) = (row for row in shown if row.startswith("  @@"))
    assert shown[shown.index(place) + 2] == (
        "  list, so a wrong attribution is worse than a missing one, and a "
        "{+word that is +}misquoted[- word-] is worse than either."
    )
    number = int(place.split()[2])
    assert (
        EXTRACT.read_text().splitlines()[number]
        == shown[shown.index(place) + 2]
        .replace("{+word that is +}misquoted[- word-]", "word that is misquoted")
        .strip()
    )
    assert shown[-2] == "fields of the reply: none differ"

    Path("a.txt").write_text("Norway insists.")
    body = json.loads(run("prompts", "render", "extract", "--article", "a.txt", "--json").out)
    assert NEW in body["messages"][0]["content"]
    sent = run("prompts", "diff", "extract", "--rendered", "--article", "a.txt").out
    assert "call 1, system\n" in sent
    assert "call 1, user" not in sent

    text = EXTRACT.read_text().replace("version: 2\ntitle", "version: 3\ntitle")
    EXTRACT.write_text(
        text.replace("changes:\n", f'changes:\n  - version: 3\n    note: Plainer.\n    digest: "{now.digest}"\n')
    )
    assert run("prompts", "lint", "extract", "--strict").status == 0
    told = run("prompts", "diff", "extract").out.splitlines()
    assert told[2:5] == [
        "front matter",
        "  version: 2 → 3",
        f"  changes: + version: 3, note: Plainer., digest: {now.digest}",
    ]


def test_a_copy_is_compared_with_the_packed_prompt_and_with_what_a_run_used() -> None:
    change()
    with Store.open(Path(".briefing/briefing.db")) as store:
        keep(Prompts().get("extract"), store)
    digest = Prompts().get("extract").digest
    one, other = (run("prompts", "diff", "extract", spec).out.splitlines() for spec in ("packed", digest))
    words = one.index("words")
    assert one[words:] == other[words:]
    assert other[0] == f"--- extract@2 ({digest})  extract@2 ({digest})"
    assert run("prompts", "diff", "extract", digest, "packed").out.splitlines()[2:] == ["nothing differs"]


def test_a_reply_that_has_changed_since_a_run_is_told_by_its_fields() -> None:
    then = Prompts().get("group")
    schema = json.loads(json.dumps(then.schema).replace("its positions", "the positions"))
    with Store.open(Path(".briefing/briefing.db")) as store:
        store.versions.keep(
            "0123456789ab",
            name="group",
            version=1,
            source=then.source.text,
            parts={name: part.text for name, part in then.parts.items()},
            schema=schema,
        )
    old = version("group", "0123456789ab", Prompts(), Path(".briefing/briefing.db"))
    assert "the positions" in old.messages(entries="", names=[])[0]["content"], "as it was sent then"
    found = difference(old, Prompts().get("group"), len)
    assert (old.digest, found.head, found.body) == ("0123456789ab", (), ())
    changed = [piece.text for hunk in found.schema for line in hunk.lines for piece in line if piece.kind != "same"]
    assert changed == ["the", "its"]


def test_a_change_in_a_part_is_a_change_of_the_prompt(tmp_path: Path) -> None:
    part = (packed("prompts") / "_partials" / "material.md").read_text()
    old = Prompts().get("extract")
    new = read(old.source, lambda name: Source(name, part.replace("never", "not")))
    found = difference(old, new, len)
    assert (found.empty, found.tokens) == (False, (sum(map(len, _texts(old))), sum(map(len, _texts(new)))))


def _texts(prompt: Prompt) -> list[str]:
    return [message["content"] for message in prompt.bare()]


def test_what_is_rendered_is_only_named_with_rendered() -> None:
    told = run("prompts", "diff", "extract", "packed", "--article", "a.txt")
    assert (told.status, told.err.splitlines()[0]) == (2, "briefing: --article, --run and --var say what is rendered.")


def test_a_prompt_outside_any_repository_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    told = run("prompts", "diff", "extract")
    assert told.status == 2
    assert "lies in no git repository" in told.err
    assert "Name packed, a file, or a digest" in told.err
