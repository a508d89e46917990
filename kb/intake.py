"""Documents taken into a corpus and out of it; originals stay as received, and nothing is ever lost.

A document is read and checked where it lies, written beside the others under a name that no build sees, and renamed
into place. What is taken out moves to `.removed` and comes back when the same bytes are added again. Each step is one
rename, so that a process killed between any two of them leaves every document where it was or where it belongs.
"""

from __future__ import annotations

import json
import re
import shutil
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

from kb.corpus import REMOVED, REPLACING, Member, alone, digest, listed, retire, settle
from kb.errors import KBError
from kb.home import UNFINISHED, sync, sync_names, write_durably
from kb.ids import free, slug
from kb.model import About
from kb.parse import ABOUT, default_id, parse, read_about
from kb.selfcheck import lawful

TOLD = ("title", "region", "link")
"""What a person may say of a document that its text does not."""


class Taken(NamedTuple):
    """What became of a file: the id it has in the corpus, and the sentence that says so."""

    file: str
    doc_id: str
    outcome: Literal["added", "known", "replaced", "restored"]
    said: str


class _Arriving(NamedTuple):
    """A file on its way into a corpus; `told` is what was said with it, `about` all that is known of it."""

    file: Path
    folder: Path
    told: About
    about: About


def add(file: Path, folder: Path, about: About | None = None, replace: str | None = None) -> Taken:
    """Takes a file into the corpus `folder`, made when it is not there; `replace` names the document it replaces.

    Raises SourceError for a file that cannot be read, KBError for a folder that cannot be written, an unknown id, and a
    document that breaks a law that a build insists on; the corpus is then as it was.
    """
    one = _arriving(file, folder, about or About())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with alone(folder):
            return _add(one, replace)
    except OSError as error:
        reason = error.strerror or error
        raise KBError(
            f"{file.name} 没有收录，{folder} 写不进去（{reason}）。请腾出空间或检查权限后再运行：kb add 文件"
        ) from error


def remove(doc_id: str, folder: Path) -> Path:
    """Takes a document out of the corpus and gives the place where it is kept; raises KBError for an unknown id."""
    if not folder.is_dir():
        raise KBError(
            f"找不到语料文件夹 {folder}，没有编号为 {doc_id} 的文件。请运行：kb remove {doc_id} --corpus 文件夹"
        )
    try:
        with alone(folder):
            member = _member(doc_id, folder, "kb remove {}")
            return retire(folder, _folder_of(member, folder))
    except OSError as error:
        raise KBError(
            f"{doc_id} 没有移出，{folder} 写不进去（{error.strerror or error}）。请检查权限后再运行：kb remove {doc_id}"
        ) from error


# ------------------------------------------------------------------ taking in


def _add(one: _Arriving, replace: str | None) -> Taken:
    sha, folder = _digest(one.file), one.folder
    before = _member(replace, folder, "kb add --replace {} 文件") if replace else None
    if known := next((m for m in listed(folder).members if sha and digest(m.path) == sha), None):
        said = f"已收录，编号 {known.doc_id}{_noted(known, one.told)}"
        return Taken(one.file.name, known.doc_id, "known", said)
    if before:
        return _replace(one, before)
    if kept := next((p for p in folder.glob(f"{REMOVED}/*/source.*") if sha and digest(p) == sha), None):
        return _restore(one, kept.parent)
    return _take_in(one)


def _digest(file: Path) -> str:
    """The hash of a file; empty where there is none to be had, for the reader will say why."""
    try:
        return digest(file)
    except OSError:
        return ""


def _take_in(one: _Arriving) -> Taken:
    base = slug(default_id(one.file))
    doc_id = _free(base, one.folder)
    _written(one, one.about, doc_id).rename(one.folder / doc_id)
    sync_names(one.folder)
    said = f"收录，编号 {doc_id}"
    if doc_id != base:
        said += f"（编号 {base} 已用于另一份内容不同的文件；若是它的新版本，运行：kb add --replace {base} 文件）"
    return Taken(one.file.name, doc_id, "added", said)


def _replace(one: _Arriving, before: Member) -> Taken:
    doc_id, folder = before.doc_id, one.folder
    new = _written(one, _merged(before.about, one.about), doc_id)
    home = _folder_of(before, folder)
    new.rename(folder / f"{REPLACING}{home.name}")
    sync_names(folder)
    settle(folder)
    return Taken(one.file.name, doc_id, "replaced", f"收录，替换 {doc_id}，旧版本存于 {folder / REMOVED}")


def _restore(one: _Arriving, kept: Path) -> Taken:
    base = re.sub(r"-[0-9a-f]{8}(-\d+)?$", "", kept.name)
    doc_id = _free(base, one.folder)
    kept.rename(one.folder / doc_id)
    sync_names(one.folder)
    noted = "".join(_noted(m, one.told) for m in listed(one.folder).members if m.doc_id == doc_id)
    return Taken(one.file.name, doc_id, "restored", f"曾被移出，现已恢复，编号 {doc_id}{noted}")


def _written(one: _Arriving, about: About, doc_id: str) -> Path:
    """The folder of a document that was read, keeps the laws and is on the disk, under a name that no build sees."""
    file = one.file
    parsed = parse(file, doc_id, about)
    list(lawful(parsed))  # what is merely odd is told by the build and by kb check
    beside = one.folder / f"{UNFINISHED}{doc_id}"
    try:
        beside.mkdir()
        copy = beside / f"source{file.suffix.lower()}"
        shutil.copyfile(file, copy)
        if digest(copy) != parsed.document.source.sha256:
            raise KBError(f"文件 {file.name} 在读取时被改动。请等它写完后再运行：kb add {file.name}")
        (beside / ABOUT).write_text(_toml(about), "utf-8")
        sync(beside)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return beside


def _free(base: str, folder: Path) -> str:
    return free(base, {m.doc_id for m in listed(folder).members} | {path.name for path in folder.iterdir()})


# ------------------------------------------------------------------ finding


def _member(doc_id: str, folder: Path, command: str) -> Member:
    """The document of this id; raises KBError that names the nearest ids."""
    members = {member.doc_id: member for member in listed(folder).members} if folder.is_dir() else {}
    if found := members.get(doc_id):
        return found
    near = get_close_matches(doc_id, members, n=3, cutoff=0.3) or list(members)[:3]
    hint = f"相近的编号有 {'、'.join(near)}" if near else f"{folder} 里还没有文件"
    raise KBError(f"没有编号为 {doc_id} 的文件，{hint}。请核对后运行：{command.format(near[0] if near else '编号')}")


def _folder_of(member: Member, folder: Path) -> Path:
    """The folder of a document; one that shares its folder, or lies there as a plain file, is given one of its own."""
    alone = member.path.parent != folder and sum(p.stem == "source" for p in member.path.parent.iterdir()) == 1
    if alone:
        return member.path.parent
    place = folder / free(slug(member.doc_id), {path.name for path in folder.iterdir()})
    place.mkdir()
    if member.about_bytes or member.path.parent == folder:
        (place / ABOUT).write_text(_toml(_merged(member.about, About(name=member.path.name))), "utf-8")
    member.path.rename(place / f"source{member.path.suffix}")
    sync(place)
    sync_names(folder)
    return place


# ------------------------------------------------------------------ about.toml


def _arriving(file: Path, folder: Path, about: About) -> _Arriving:
    """What is known of a file besides its bytes: its name, the about.toml beside a source.*, and what was told."""
    beside = read_about(file.parent / ABOUT) if file.stem == "source" else About()
    name = beside.name or file.name.encode("utf-8", "replace").decode("utf-8")
    told = about.model_copy(update={"origin": {field: "told: kb add" for field in TOLD if getattr(about, field)}})
    return _Arriving(file, folder, told, _merged(beside.model_copy(update={"name": name}), told))


def _merged(before: About, after: About) -> About:
    """What is said after counts; what it leaves open stays."""
    said = after.model_dump(exclude_none=True, exclude={"origin"})
    return before.model_copy(update={**said, "origin": before.origin | after.origin})


def _noted(member: Member, told: About) -> str:
    """What was told of a document that is there already, written to its about.toml; says so."""
    merged = _merged(member.about, told)
    if merged == member.about or member.path.stem != "source":
        return ""
    write_durably(member.path.parent / ABOUT, _toml(merged).encode())
    return "，about.toml 已更新"


def _toml(about: About) -> str:
    """The file about.toml; a JSON string is a TOML string but for DEL."""
    facts = about.model_dump(exclude_none=True)
    origin = facts.pop("origin")
    lines = [f"{field} = {_quoted(value)}" for field, value in facts.items()]
    if origin:
        lines += ["", "[origin]", *(f"{field} = {_quoted(value)}" for field, value in origin.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
