"""What a new build must stand before it may serve: the laws, its own files read back, and smoke questions.

A build that would show a wrong place is refused; what is merely odd about a document is told and does not stop it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from kb import index
from kb.answer import answer
from kb.errors import BuildError
from kb.index import Index
from kb.laws import breaches
from kb.manifest import Manifest, verified
from kb.model import Document, Parsed
from kb.render import stands
from kb.store import SqliteStore, Store

FATAL = ("quote", "ids")
SMOKE = 20
"""Documents asked about; with more of them every one of the laws still holds for all."""


def lawful(parsed: Parsed) -> Iterator[str]:
    """Doubts worth telling; raises BuildError for a document whose places could not be shown."""
    for law, broken in breaches(parsed).items():
        told = f"{parsed.document.id} 违反 {law} 定律 {len(broken)} 处，如 {broken[0]}"
        if law in FATAL:
            raise BuildError(f"自检未通过：{told}。可用 kb check 文件 查看详情")
        yield told


def self_check(folder: Path, manifest: Manifest, parsed: Sequence[Parsed]) -> None:
    """Reads a build back and asks it about itself; raises BuildError when it must not serve."""
    found = index.load(manifest.backend, verified(folder, manifest))
    with closing(SqliteStore(folder / "records.sqlite")) as store, closing(found):
        for one in parsed:
            if store.document(one.document.id) != one.document or store.records(doc_id=one.document.id) != one.records:
                raise BuildError(f"自检未通过：{one.document.id} 写入后读出的内容不同。请重新运行：kb build")
        for one in parsed[:SMOKE]:
            _findable(one.document, found)
            _citable(one, store, found, manifest.build)


def _findable(document: Document, found: Index) -> None:
    """A passage of the document is found by its own words."""
    longest = max(document.passages, key=lambda p: len(p.text), default=None)
    if longest and not any(hit.doc_id == document.id for hit in found.search(longest.text, limit=50)):
        raise BuildError(f"自检未通过：检索不到 {document.id} 的正文。请重新运行：kb build")


def _citable(parsed: Parsed, store: Store, found: Index, build: str) -> None:
    """What the document is asked about is answered with places that stand as quoted."""
    for question in _smoke_questions(parsed):
        for citation in answer(question, (), store, found, build).citations:
            if not stands(store.document(citation.doc_id), citation):
                raise BuildError(f"自检未通过：“{question}”的出处与原文不符。可用 kb check 文件 查看详情")


def _smoke_questions(parsed: Parsed) -> Iterator[str]:
    headings = parsed.document.sections[-1:]
    yield from (section.title for section in headings if section.title)
    stated = (s for s in parsed.of("statement") if s.year and s.kind in ("target", "actual"))
    yield from (f"{s.year}年{s.indicator}是多少？" for s in list(stated)[:1])
