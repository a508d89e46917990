"""Which files of a folder are documents: `<doc-id>/source.*` and plain files, each with its about.toml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kb.errors import SourceError
from kb.ids import Ids
from kb.model import About
from kb.parse import ABOUT, default_id, read_about

DEFAULT = "corpus"


class Member(NamedTuple):
    """A document of the corpus; `about_bytes` is what its about.toml holds, part of the build's fingerprint."""

    doc_id: str
    path: Path
    about: About
    about_bytes: bytes


class Corpus(NamedTuple):
    """The documents of a folder in a fixed order, and what was odd about the folder."""

    folder: Path
    members: tuple[Member, ...]
    notices: tuple[str, ...]


def corpus(folder: Path) -> Corpus:
    """The documents of a folder; raises SourceError when there is no folder or no document in it."""
    if not folder.is_dir():
        raise SourceError(f"找不到语料文件夹 {folder}。请指明存放规划文本的文件夹，运行：kb build --corpus 文件夹")
    paths = sorted(_documents(folder), key=lambda p: (default_id(p), p.as_posix()))
    if not paths:
        raise SourceError(
            f"语料文件夹 {folder} 里没有文件。请放入规划文本（如 规划名.txt），再运行：kb build --corpus {folder}"
        )
    ids = Ids()
    members = tuple(_member(path, ids.new(default_id(path))) for path in paths)
    return Corpus(folder, members, (*_doubled(members), *_passed_over(folder)))


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


def _doubled(members: tuple[Member, ...]) -> Iterator[str]:
    for member in members:
        if member.doc_id != default_id(member.path):
            yield f"{member.path.name} 与另一份文件同名，编号为 {member.doc_id}"


def _passed_over(folder: Path) -> Iterator[str]:
    for path in _visible(folder):
        if path.is_dir() and not any(p.stem == "source" for p in _visible(path)):
            yield f"文件夹 {path.name} 里没有 source.* 文件，未收录"
