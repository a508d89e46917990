"""Which files of a folder are documents: `<doc-id>/source.*` and plain files, each with its about.toml.

What begins with a dot is none: `.removed/<doc-id>-<hash>/` holds what was taken out, `.replacing-<doc-id>/` a new
version that is complete and about to take the place of the one before.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError
from kb.home import UNFINISHED, sync_names
from kb.ids import Ids, free
from kb.model import About
from kb.parse import ABOUT, default_id, read_about

DEFAULT = "corpus"
REMOVED = ".removed"
REPLACING = ".replacing-"


class Member(NamedTuple):
    """A document of the corpus; `about_bytes` is what its about.toml holds, part of the build's fingerprint."""

    doc_id: str
    path: Path
    about: About
    about_bytes: bytes


class PassedOver(NamedTuple):
    """A document of the folder that could not be read, and the sentence that says why."""

    file: str
    error: SourceError

    @property
    def reason(self) -> str:
        """Why, with the command that helps."""
        return str(self.error)

    def __str__(self) -> str:
        return f"{self.file} 未收录：{self.reason}"


class Corpus(NamedTuple):
    """The documents of a folder in a fixed order, and what was odd about the folder."""

    folder: Path
    members: tuple[Member, ...]
    notices: tuple[str, ...]
    passed_over: tuple[PassedOver, ...] = ()

    def file(self, member: Member) -> str:
        """Where a document lies inside the folder."""
        return member.path.relative_to(self.folder).as_posix()


def corpus(folder: Path) -> Corpus:
    """The documents of a folder, once what is being changed in it has settled.

    Raises SourceError when there is no folder or no document in it.
    """
    if not folder.is_dir():
        raise SourceError(f"找不到语料文件夹 {folder}。请指明存放规划文本的文件夹，运行：kb build --corpus 文件夹")
    with alone(folder):
        found = listed(folder)
    if not found.members and not found.passed_over:
        raise SourceError(
            f"语料文件夹 {folder} 里没有文件。请放入规划文本（如 规划名.txt），再运行：kb build --corpus {folder}"
        )
    return found


def listed(folder: Path) -> Corpus:
    """The documents of a folder that may be empty; one with a malformed about.toml is passed over."""
    paths = sorted(_documents(folder), key=lambda p: (default_id(p), p.as_posix()))
    ids, members, passed_over = Ids(), [], []
    for path in paths:
        doc_id = ids.new(default_id(path))
        try:
            members.append(_member(path, doc_id))
        except SourceError as error:
            passed_over.append(PassedOver(path.relative_to(folder).as_posix(), error))
    return Corpus(folder, tuple(members), (*_doubled(members), *_no_source(folder)), tuple(passed_over))


def _documents(folder: Path) -> Iterator[Path]:
    for path in _visible(folder):
        if path.is_dir():
            yield from (p for p in _visible(path) if p.stem == "source" and p.is_file())
        elif not path.name.upper().startswith("README") and path.name != ABOUT:
            yield path


def _visible(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if not p.name.startswith("."))


def _member(path: Path, doc_id: str) -> Member:
    about = path.parent / ABOUT
    if path.stem != "source" or not about.exists():
        return Member(doc_id, path, About(), b"")
    return Member(doc_id, path, read_about(about), about.read_bytes())


def _doubled(members: Iterable[Member]) -> Iterator[str]:
    for member in members:
        if member.doc_id != default_id(member.path):
            yield f"{member.path.name} 与另一份文件同名，编号为 {member.doc_id}"


def _no_source(folder: Path) -> Iterator[str]:
    for path in _visible(folder):
        if path.is_dir() and not any(p.stem == "source" for p in _visible(path)):
            yield f"文件夹 {path.name} 里没有 source.* 文件，未收录"


# ------------------------------------------------------------------ taking out and replacing, both by renaming


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One change of a corpus at a time, after what an earlier one left half done is settled."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        settle(folder)
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(handle)


def settle(folder: Path) -> None:
    """Finishes each replacement that was cut short: the version before goes to `.removed`, the new one to its place."""
    for new in sorted(folder.glob(f"{REPLACING}*")):
        place = folder / new.name.removeprefix(REPLACING)
        if place.exists():
            retire(folder, place)
        new.rename(place)
        sync_names(folder)


def retire(folder: Path, document: Path) -> Path:
    """Moves the folder of a document to `.removed`, and gives the place where it is now."""
    removed = folder / REMOVED
    removed.mkdir(exist_ok=True)
    base = f"{document.name}-{_digest(document)[:8]}"
    taken = {path.name for path in removed.iterdir()}
    place = removed / free(base, taken)
    document.rename(place)
    sync_names(removed)
    return place


def digest(file: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest(document: Path) -> str:
    return next((digest(path) for path in _visible(document) if path.stem == "source"), "empty")
