"""What a build is made of: its versions, its documents, and the hash of every file in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pydantic import Field, ValidationError

import kb
from kb.errors import BuildError
from kb.model import SCHEMA, Frozen

NAME = "manifest.json"
LAYOUT = "1"
"""Version of the files of a build and of this manifest."""


class Listed(Frozen):
    """A document of a build."""

    doc_id: str
    file: str = Field(description="its path inside the corpus folder")
    sha256: str
    records: int


class Unread(Frozen):
    """A file of the corpus folder that is not in the build."""

    file: str = Field(description="its path inside the corpus folder")
    reason: str = Field(description="why it could not be read, with the command that helps")


class Manifest(Frozen):
    """The facts of a build; equal fingerprints mean equal records."""

    build: str
    fingerprint: str
    version: str = Field(description="of kb")
    layout: str
    record_schema: str
    backend: str
    documents: tuple[Listed, ...]
    notices: tuple[str, ...] = Field(description="what the corpus folder and the self-check had to say")
    unread: tuple[Unread, ...] = Field(default=(), description="files that could not be read and are not in the build")
    files: dict[str, str] = Field(description="path inside the build -> SHA-256")


def versions() -> dict[str, str]:
    """The versions a build must have to be read by this kb."""
    return {"version": kb.__version__, "layout": LAYOUT, "record_schema": SCHEMA}


def read(folder: Path) -> Manifest:
    """The manifest of a build; raises BuildError when it is damaged or of another version."""
    try:
        text = (folder / NAME).read_text("utf-8")
        manifest = Manifest.model_validate_json(text)
    except (OSError, ValidationError, UnicodeDecodeError) as error:
        raise BuildError(f"构建 {folder.name} 已损坏或由另一版本的 kb 生成。请重新运行：kb build") from error
    for name, expected in versions().items():
        if getattr(manifest, name) != expected:
            raise BuildError(
                f"构建 {folder.name} 由另一版本的 kb 生成（{name} 为 {getattr(manifest, name)}，需要 {expected}）。"
                "请重新运行：kb build"
            )
    return manifest


def hashes(folder: Path) -> dict[str, str]:
    """Path inside the folder -> SHA-256, for every file but the manifest."""
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != NAME)
    return {p.relative_to(folder).as_posix(): digest(p.read_bytes()) for p in paths}


def verified(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    """Path -> bytes of the index's files, after every file of the build was checked; raises BuildError otherwise."""
    index: dict[str, bytes] = {}
    for name, expected in manifest.files.items():
        try:
            data = (folder / name).read_bytes()
        except OSError as error:
            raise BuildError(f"构建 {folder.name} 缺少文件 {name}。请重新运行：kb build") from error
        if digest(data) != expected:
            raise BuildError(f"构建 {folder.name} 的文件 {name} 已被改动或损坏。请重新运行：kb build")
        if name.startswith("index/"):
            index[name.removeprefix("index/")] = data
    return index


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
