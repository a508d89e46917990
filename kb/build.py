"""From a corpus to a build that serves: parse, write beside, check, switch.

Until the last step the build before goes on serving, and so it does when this one is killed at any moment.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from kb import fingerprint, index, store
from kb.codec import pack_parsed, unpack_parsed
from kb.corpus import Corpus, Member, corpus
from kb.errors import BuildError
from kb.home import UNFINISHED, Home, sync, write_durably
from kb.index.entries import entries
from kb.manifest import NAME, Listed, Manifest, hashes, read, verified, versions
from kb.model import Parsed
from kb.parse import parse
from kb.selfcheck import lawful, self_check

Say = Callable[[str], None]
BACKEND = "whoosh"


class _Plan(NamedTuple):
    """What is to be built: the documents, each with its fingerprint, and the build's own."""

    corpus: Corpus
    keys: tuple[str, ...]
    fingerprint: str
    backend: str


def build(folder: Path, home: Path | None = None, say: Say = lambda _: None, backend: str = BACKEND) -> Manifest:
    """The manifest of the build that now serves `folder`; an unchanged corpus keeps the one it has.

    `say` is told of each step. Raises SourceError for a file that cannot be read and BuildError when the checks fail;
    then the build before goes on serving.
    """
    place = Home(home)
    index.backend(backend)
    found = corpus(folder)
    try:
        place.builds.mkdir(parents=True, exist_ok=True)
        place.cache.mkdir(exist_ok=True)
        with place.locked(lambda: say("另一个 kb build 正在运行，等它完成……")):
            return _build(found, place, say, backend)
    except OSError as error:
        raise BuildError(
            f"无法写入 {place.path}（{error.strerror or error}）。请换一处：kb build --home 文件夹"
        ) from error


def _build(found: Corpus, home: Home, say: Say, backend: str) -> Manifest:
    keys = tuple(fingerprint.of_document(member) for member in found.members)
    plan = _Plan(found, keys, fingerprint.of_build(keys, backend), backend)
    for notice in found.notices:
        say(f"注意：{notice}")
    if kept := _serving(plan, home):
        say(f"语料没有变化，沿用构建 {kept.build}")
        return kept
    return _generation(plan, home, say)


def _serving(plan: _Plan, home: Home) -> Manifest | None:
    """The manifest of the serving build if it is whole and has this fingerprint."""
    try:
        folder = home.current()
        manifest = read(folder) if folder else None
        if folder is None or manifest is None:
            return None
        if (manifest.fingerprint, manifest.backend) != (plan.fingerprint, plan.backend):
            return None
        verified(folder, manifest)
    except BuildError:
        return None
    return manifest


def _generation(plan: _Plan, home: Home, say: Say) -> Manifest:
    """A new build, checked and serving."""
    before = _before(home)
    home.prune({before} if before else set())
    name = _name(plan.fingerprint, home)
    beside = home.builds / f"{UNFINISHED}{name}"
    beside.mkdir()
    try:
        manifest = _fill(beside, name, plan, home, say)
        say(f"切换到构建 {name}")
        beside.rename(home.builds / name)
        sync(home.builds)
        home.switch(name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    home.prune({name, before or name})
    _forget(home, plan.keys)
    say(f"完成：{len(manifest.documents)} 份文件，{sum(d.records for d in manifest.documents)} 条记录，构建 {name}")
    return manifest


def _before(home: Home) -> str | None:
    try:
        folder = home.current()
    except BuildError:
        return None
    return folder.name if folder else None


def _name(fingerprint: str, home: Home) -> str:
    taken = {folder.name for folder in home.builds.iterdir()}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{fingerprint}-{n}") not in taken)


def _fill(beside: Path, name: str, plan: _Plan, home: Home, say: Say) -> Manifest:
    """Writes all files of a build into a folder, checks them, and writes the manifest last."""
    parsed = list(_parsed(plan, home, say))
    doubts = tuple(doubt for one in parsed for doubt in lawful(one))
    for doubt in doubts:
        say(f"注意：{doubt}")
    say("写入记录库")
    store.write(beside / "records.sqlite", parsed)
    say("写入检索库")
    (beside / "index").mkdir()
    found = (entry for one in parsed for entry in entries(one.document))
    index.write(plan.backend, beside / "index", found, (one.document.text for one in parsed))
    sync(beside)
    listed = tuple(_listed(m, one, plan.corpus) for m, one in zip(plan.corpus.members, parsed, strict=True))
    manifest = Manifest(
        build=name,
        fingerprint=plan.fingerprint,
        backend=plan.backend,
        documents=listed,
        notices=(*plan.corpus.notices, *doubts),
        files=hashes(beside),
        **versions(),
    )
    say("自检")
    self_check(beside, manifest, parsed)
    write_durably(beside / NAME, manifest.model_dump_json(indent=1).encode())
    return manifest


def _listed(member: Member, parsed: Parsed, found: Corpus) -> Listed:
    return Listed(
        doc_id=member.doc_id,
        file=member.path.relative_to(found.folder).as_posix(),
        sha256=parsed.document.source.sha256,
        records=len(parsed.records),
    )


def _parsed(plan: _Plan, home: Home, say: Say) -> Iterator[Parsed]:
    """Every document, from the cache where its fingerprint is known there."""
    total = len(plan.keys)
    for number, (member, key) in enumerate(zip(plan.corpus.members, plan.keys, strict=True), 1):
        cached = _from_cache(home, key)
        say(f"[{number}/{total}] {member.doc_id}{'（未变）' if cached else ''}")
        yield cached or _parse(member, key, home)


def _parse(member: Member, key: str, home: Home) -> Parsed:
    parsed = parse(member.path, member.doc_id, member.about)
    write_durably(_cached(home, key), pack_parsed(parsed).encode())
    return parsed


def _from_cache(home: Home, key: str) -> Parsed | None:
    try:
        return unpack_parsed(_cached(home, key).read_text("utf-8"))
    except (OSError, ValueError, LookupError):
        return None


def _cached(home: Home, key: str) -> Path:
    return home.cache / f"{key}.json"


def _forget(home: Home, keys: tuple[str, ...]) -> None:
    """Removes from the cache what no longer stands in the corpus."""
    for path in home.cache.iterdir():
        if path.name.removesuffix(".json") not in keys:
            path.unlink(missing_ok=True)
