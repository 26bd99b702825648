"""Another version of a prompt: at a git revision, as a run used it, as the program brought it, or in a file."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from briefing.errors import UsageError
from briefing.git import Repository
from briefing.packed import packed
from briefing.prompts import Lookup, Prompt, Prompts, Source, in_folders, is_part, kept, read
from briefing.store import Store

PACKED = "packed"
"""Names the prompt as the program brought it."""
_DIGEST = re.compile(r"[0-9a-f]{6,12}")


def version(name: str, spec: str, prompts: Prompts, store: Path) -> Prompt:
    """The version of the prompt `name` that a person means by `spec`.

    Args:
        spec: a file; "packed"; the first six digits or more of a digest that the store knows; else a git revision.
        store: the store's file; it need not be there.

    Raises:
        UsageError: there is no such version, or it is broken.
    """
    if spec == PACKED:
        return Prompts().get(name)
    path = Path(spec)
    if path.is_file():
        return read(Source.read(path), in_folders([path.parent, *prompts.folders]))
    if path.suffix == ".md" or not spec:
        raise UsageError(f"There is no file {spec!r}.", "Name a file, a digest, a git revision, or packed.")
    return (_DIGEST.fullmatch(spec) and of_digest(name, spec, store)) or at(name, spec, prompts)


def of_digest(name: str, digest: str, store: Path) -> Prompt | None:
    """The prompt as a run used it; None where the store has none that begins so.

    Raises:
        UsageError: several begin so.
    """
    if not store.exists():
        return None
    with Store.open(store) as opened:
        found = [item for item in opened.versions.of(name) if item.digest.startswith(digest)]
    if len(found) > 1:
        named = ", ".join(item.digest for item in found)
        raise UsageError(f"Several versions of {name} begin with {digest}: {named}.", "Give more digits.")
    if not found:
        return None
    origin = f"{name}@{found[0].version} ({found[0].digest})"
    prompt = read(Source(origin, found[0].source), kept(found[0].parts, origin))
    return replace(prompt, digest=found[0].digest, schema=found[0].schema)  # the reply may have another shape by now


def at(name: str, revision: str, prompts: Prompts) -> Prompt:
    """The prompt as it stood at a git revision, with its parts as they stood there.

    Raises:
        UsageError: there is no git, no repository, no such revision, or the file was not in it.
    """
    path = prompts.path(name)
    repository = Repository.around(path.parent)
    commit = repository.commit(revision)
    data = repository.file(commit, path)
    if data is None:
        raise UsageError(
            f"{path} is not in {revision}.", f"`git log -- {path}` lists the revisions that have it, if any does."
        )
    return read(
        Source.of_bytes(f"{revision}:{repository.inside(path)}", data), _parts(repository, commit, revision, prompts)
    )


def _parts(repository: Repository, commit: str, revision: str, prompts: Prompts) -> Lookup:
    """The parts as they stood there; those of folders outside the repository as they are."""
    inside = [folder for folder in prompts.folders if repository.inside(folder) is not None]
    outside = in_folders([folder for folder in prompts.folders if folder not in inside])

    def lookup(name: str) -> Source | None:
        for folder in inside if is_part(name) else ():
            data = repository.file(commit, folder / name)
            if data is not None:
                return Source.of_bytes(f"{revision}:{repository.inside(folder / name)}", data)
        return outside(name)

    return lookup


def keep(prompt: Prompt, store: Store) -> None:
    """Keeps a prompt that a run uses, so that it can be read after its file has changed."""
    store.versions.keep(
        prompt.digest,
        name=prompt.head.id,
        version=prompt.head.version,
        source=prompt.source.text,
        parts={name: part.text for name, part in prompt.parts.items()},
        schema=prompt.schema,
    )


def is_packed(path: Path) -> bool:
    """Whether a prompt's file is the one that the program brought."""
    return path.parent.resolve() == packed("prompts").resolve()
