"""Versions of a prompt: a git revision, a digest that the store kept, a file; and what is said when there is none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.git import Repository
from briefing.packed import packed
from briefing.prompts import Prompts
from briefing.store import Store
from briefing.versions import keep, version

OLD = "You read a news article for an analyst"
NEW = "You read one news article for an analyst"
PART = "_partials/material.md"

GIVEN = {"article": "x", "language": ""}


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def own(tmp_path: Path) -> Prompts:
    """A copy of the prompts in a repository: committed, then with a sentence and a part changed."""
    folder = tmp_path / "prompts"
    (folder / "_partials").mkdir(parents=True)
    for name in ("extract.md", PART):
        (folder / name).write_bytes((packed("prompts") / name).read_bytes())
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "One")
    (folder / "extract.md").write_text((folder / "extract.md").read_text().replace(OLD, NEW))
    (folder / PART).write_text("Be wary.\n")
    return Prompts([folder])


def test_at_a_revision_a_prompt_has_the_parts_of_that_revision(own: Prompts, tmp_path: Path) -> None:
    now, then = own.get("extract"), version("extract", "HEAD", own, tmp_path / "none.db")
    assert (NEW in now.system, "Be wary." in now.resolved) == (True, True)
    assert then.label == Prompts().get("extract").label
    assert then.messages(**GIVEN) == Prompts().get("extract").messages(**GIVEN)
    assert [str(then.origin), *(str(part.origin) for part in then.parts.values())] == [
        "HEAD:prompts/extract.md",
        f"HEAD:prompts/{PART}",
    ]


def test_a_digest_is_the_prompt_as_a_run_used_it(own: Prompts, tmp_path: Path) -> None:
    used = own.get("extract")
    with Store.open(tmp_path / "s.db") as store:
        keep(used, store)
    (tmp_path / "prompts" / "extract.md").unlink()
    (tmp_path / "prompts" / PART).unlink()
    for spec in (used.digest, used.digest[:6]):
        again = version("extract", spec, Prompts([tmp_path / "prompts"]), tmp_path / "s.db")
        assert (again.label, again.messages(**GIVEN)) == (used.label, used.messages(**GIVEN))


def test_a_file_and_the_packed_prompt_are_versions_too(own: Prompts, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text((packed("prompts") / "extract.md").read_text().replace(OLD, "Read"))
    assert "\nRead who must" in version("extract", str(draft), own, tmp_path / "s.db").system
    assert version("extract", str(draft), own, tmp_path / "s.db").origin == draft
    assert version("extract", "packed", own, tmp_path / "s.db").label == Prompts().get("extract").label


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("HEAD~7", "has no revision 'HEAD~7'"),
        ("--all", "has no revision '--all'"),
        ("HEAD:prompts/extract", "has no revision 'HEAD:prompts/extract'"),
        ("none.md", "There is no file 'none.md'"),
        ("", "There is no file ''"),
        ("123456", "has no revision '123456'"),
    ],
)
def test_a_version_that_is_not_there_is_named(own: Prompts, tmp_path: Path, spec: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        version("extract", spec, own, tmp_path / "none.db")


def test_a_file_that_was_not_in_a_revision_is_named(own: Prompts, tmp_path: Path) -> None:
    (tmp_path / "prompts" / "dream.md").write_text((packed("prompts") / "extract.md").read_text())
    with pytest.raises(UsageError, match=r"dream\.md is not in HEAD\.$"):
        version("dream", "HEAD", own, tmp_path / "none.db")


def test_a_folder_in_no_repository_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    with pytest.raises(UsageError, match=r"lies in no git repository\.$"):
        Repository.around(tmp_path)


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=r"git cannot be run: No such file or directory\.$"):
        Repository.around(tmp_path)


def test_a_file_outside_the_working_tree_is_in_no_revision(own: Prompts, tmp_path: Path) -> None:
    repository = Repository.around(tmp_path)
    assert repository.file(repository.commit("HEAD"), Path(os.sep) / "etc" / "passwd") is None


def test_digests_that_begin_alike_are_named(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.db") as store:
        for digest in ("abcdef000001", "abcdef000002"):
            store.versions.keep(digest, name="extract", version=1, source="", parts={}, schema={})
    with pytest.raises(UsageError, match="Several versions of extract begin with abcdef: abcdef000002, abcdef000001"):
        version("extract", "abcdef", Prompts(), tmp_path / "s.db")
