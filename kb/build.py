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
from kb.corpus import Corpus, Member, PassedOver, corpus
from kb.errors import BuildError, SourceError
from kb.home import UNFINISHED, Home, sync, write_durably
from kb.index.entries import entries
from kb.manifest import NAME, Listed, Manifest, Unread, hashes, read, verified, versions
from kb.model import Parsed
from kb.parse import parse
from kb.selfcheck import lawful, self_check

Say = Callable[[str], None]
BACKEND = "whoosh"


class _Making:
    """One run of a build: where it goes, who is told, and what it had to pass over."""

    def __init__(self, home: Home, say: Say, strict: bool) -> None:
        self.home, self.say, self.strict = home, say, strict
        self.passed_over: list[PassedOver] = []

    def pass_over(self, one: PassedOver) -> None:
        """Goes on without a file, said once; raises SourceError when the build is to be strict."""
        if self.strict:
            raise one.error
        if one.file not in [other.file for other in self.passed_over]:
            self.passed_over.append(one)
            self.say(f"注意：{one}")


class _Plan(NamedTuple):
    """What is to be built: the documents, each with its fingerprint, and the build's own."""

    corpus: Corpus
    keys: tuple[str, ...]
    fingerprint: str
    backend: str


def build(
    folder: Path,
    home: Path | None = None,
    say: Say = lambda _: None,
    backend: str = BACKEND,
    strict: bool = False,
) -> Manifest:
    """The manifest of the build that now serves `folder`; an unchanged corpus keeps the one it has.

    `say` is told of each step. A file that cannot be read is passed over, told and listed in the manifest; `strict`
    raises its SourceError, and so does a folder of which nothing can be read. Raises BuildError when the checks fail.
    Whatever is raised, the build before goes on serving.
    """
    place = Home(home)
    index.backend(backend)
    found = corpus(folder)
    try:
        place.builds.mkdir(parents=True, exist_ok=True)
        place.cache.mkdir(exist_ok=True)
        with place.locked(lambda: say("另一个 kb build 正在运行，等它完成……")):
            return _build(found, _Making(place, say, strict), backend)
    except OSError as error:
        raise BuildError(
            f"无法写入 {place.path}（{error.strerror or error}）。请换一处：kb build --home 文件夹"
        ) from error


def _build(found: Corpus, making: _Making, backend: str) -> Manifest:
    for notice in found.notices:
        making.say(f"注意：{notice}")
    for one in found.passed_over:
        making.pass_over(one)
    keys = tuple(fingerprint.of_document(member) for member in found.members)
    plan = _Plan(found, keys, fingerprint.of_build((*keys, *map(str, found.passed_over)), backend), backend)
    kept = _serving(plan, making.home)
    if kept and not _readable_now(kept, plan, making):
        making.say(f"语料没有变化，沿用构建 {kept.build}{_not_in(kept)}")
        return kept
    return _generation(plan, making)


def _readable_now(kept: Manifest, plan: _Plan, making: _Making) -> bool:
    """Whether a file that this build passed over can be read by now, say because a program was installed.

    Each one that still cannot is passed over again.
    """
    files = {unread.file for unread in kept.unread}
    again = [pair for pair in zip(plan.corpus.members, plan.keys, strict=True) if plan.corpus.file(pair[0]) in files]
    read = [_parse(member, key, plan, making) for member, key in again]
    return any(read)


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


def _generation(plan: _Plan, making: _Making) -> Manifest:
    """A new build, checked and serving."""
    home, before = making.home, _before(making.home)
    home.prune({before} if before else set())
    name = _name(plan.fingerprint, home)
    beside = home.builds / f"{UNFINISHED}{name}"
    beside.mkdir()
    try:
        manifest = _fill(beside, name, plan, making)
        making.say(f"切换到构建 {name}")
        beside.rename(home.builds / name)
        sync(home.builds)
        home.switch(name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    home.prune({name, before or name})
    _forget(home, plan.keys)
    records = sum(d.records for d in manifest.documents)
    making.say(f"完成：{len(manifest.documents)} 份文件，{records} 条记录，构建 {name}{_not_in(manifest)}")
    return manifest


def _not_in(manifest: Manifest) -> str:
    return f"；{len(manifest.unread)} 份文件读不了，未收录" if manifest.unread else ""


def _before(home: Home) -> str | None:
    try:
        folder = home.current()
    except BuildError:
        return None
    return folder.name if folder else None


def _name(fingerprint: str, home: Home) -> str:
    taken = {folder.name for folder in home.builds.iterdir()}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{fingerprint}-{n}") not in taken)


def _fill(beside: Path, name: str, plan: _Plan, making: _Making) -> Manifest:
    """Writes all files of a build into a folder, checks them, and writes the manifest last."""
    read = list(_parsed(plan, making))
    parsed = [one for _, one in read]
    doubts = tuple(doubt for one in parsed for doubt in lawful(one))
    for doubt in doubts:
        making.say(f"注意：{doubt}")
    making.say("写入记录库")
    store.write(beside / "records.sqlite", parsed)
    making.say("写入检索库")
    (beside / "index").mkdir()
    found = (entry for one in parsed for entry in entries(one.document))
    index.write(plan.backend, beside / "index", found, (one.document.text for one in parsed))
    sync(beside)
    manifest = Manifest(
        build=name,
        fingerprint=plan.fingerprint,
        backend=plan.backend,
        documents=tuple(_listed(member, one, plan.corpus) for member, one in read),
        notices=(*plan.corpus.notices, *doubts),
        unread=tuple(Unread(file=one.file, reason=one.reason) for one in making.passed_over),
        files=hashes(beside),
        **versions(),
    )
    making.say("自检")
    self_check(beside, manifest, parsed)
    write_durably(beside / NAME, manifest.model_dump_json(indent=1).encode())
    return manifest


def _listed(member: Member, parsed: Parsed, found: Corpus) -> Listed:
    return Listed(
        doc_id=member.doc_id,
        file=found.file(member),
        sha256=parsed.document.source.sha256,
        records=len(parsed.records),
    )


def _parsed(plan: _Plan, making: _Making) -> Iterator[tuple[Member, Parsed]]:
    """Every document that can be read, from the cache where its fingerprint is known there."""
    total, count = len(plan.keys), 0
    for number, (member, key) in enumerate(zip(plan.corpus.members, plan.keys, strict=True), 1):
        cached = _from_cache(making.home, key)
        making.say(f"[{number}/{total}] {member.doc_id}{'（未变）' if cached else ''}")
        if parsed := cached or _parse(member, key, plan, making):
            count += 1
            yield member, parsed
    if not count:
        raise making.passed_over[0].error


def _parse(member: Member, key: str, plan: _Plan, making: _Making) -> Parsed | None:
    """A document read anew and kept in the cache; nothing for one that cannot be read."""
    try:
        parsed = parse(member.path, member.doc_id, member.about)
    except SourceError as error:
        making.pass_over(PassedOver(plan.corpus.file(member), error))
        return None
    write_durably(_cached(making.home, key), pack_parsed(parsed).encode())
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
