"""KnowledgeBase: all that a front end sees of plans and answers, together with `kb.render`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kb import index
from kb.answer import lists
from kb.answer.catalog import Catalog, catalog
from kb.errors import BuildError, QuestionError
from kb.home import Home
from kb.index import Found, Index
from kb.index.terms import terms
from kb.manifest import Manifest, read, verified
from kb.model import Answer, AnyRecord, Citation, Document, DocumentRecord, Hit, Measure, Proof, Span, Statement, Task
from kb.places import Places
from kb.render.segments import stands
from kb.store import SqliteStore, Store

LONGEST = 4000
"""Longest question, in characters."""


class Cited(NamedTuple):
    """A citation looked up: the document, and the places to light up; none when the source changed."""

    document: Document
    spans: tuple[Span, ...]
    changed: bool


@dataclass(frozen=True)
class _Held:
    """One build, opened."""

    manifest: Manifest
    store: Store
    index: Index


class KnowledgeBase:
    """The documents of one build and the answers they give; safe for any number of threads.

    >>> KnowledgeBase.open("/nowhere")
    Traceback (most recent call last):
    kb.errors.BuildError: 还没有知识库（/nowhere）。请先运行：kb build
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._held = _open(home)

    @classmethod
    def open(cls, home: Path | str | None = None) -> KnowledgeBase:
        """The build that serves in `home` (else `KB_HOME`, else `.kb`); raises BuildError when there is none to use."""
        return cls(Home(home))

    @property
    def build(self) -> str:
        """The id of the build that is open."""
        return self._held.manifest.build

    @property
    def manifest(self) -> Manifest:
        """The facts of the build that is open."""
        return self._held.manifest

    def refresh(self) -> bool:
        """Opens the build that serves now; says whether it is another one. On BuildError the old one stays open."""
        folder = self._home.current()
        if folder is None or folder.name == self.build:
            return False
        self._held = _open(self._home)
        return True

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to a question, `history` being the questions before it; raises QuestionError."""
        from kb.answer import answer

        held = self._held
        checked = tuple(checked_question(q) for q in (*history, question))
        return answer(checked[-1], checked[:-1], held.store, held.index, held.manifest.build)

    def prove(self, question: str, history: Sequence[str] = ()) -> Proof:
        """The answer with how it was made; asked again of the same build it is the same. Raises QuestionError."""
        from kb.proof import proof

        held = self._held
        answer = self.ask(question, history)
        return proof(answer, history, held.store, held.manifest.fingerprint, held.manifest.version)

    def search(self, query: str, limit: int = 10) -> tuple[Hit, ...]:
        """The passages, headings and table rows that fit best, the best first; raises QuestionError."""
        held = self._held
        found = held.index.search(checked_question(query), limit)
        return tuple(_hit(place, query, held) for place in found)

    def targets(
        self, doc_id: str | None = None, year: int | None = None, indicator: str = "", kind: str | None = "target"
    ) -> tuple[Statement, ...]:
        """The figures of a kind (any, when None) for a year, by words of their indicator; all of them by default."""
        return lists.targets(self._catalog(doc_id), year, indicator, kind)

    def tasks(self, doc_id: str | None = None, body: str = "", about: str = "") -> tuple[Task, ...]:
        """The tasks of a responsible body, and about something; all of them by default."""
        return lists.tasks(self._catalog(doc_id), body, about)

    def measures(
        self, doc_id: str | None = None, whom: str = "", about: str = "", stated: bool = False
    ) -> tuple[Measure, ...]:
        """The support for somebody, and about something; with `stated` only what has an amount."""
        return lists.measures(self._catalog(doc_id), whom, about, stated)

    def _catalog(self, doc_id: str | None) -> Catalog:
        """The documents to list from; raises KBError for an id that is not there."""
        whole = catalog(self._held.store, self._held.index)
        return whole if doc_id is None else whole.within(frozenset({self.document(doc_id).id}))

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, in the order of the corpus."""
        return self._held.store.documents()

    def document(self, doc_id: str) -> Document:
        """A document with its text and structure; raises KBError for an id that is not there."""
        return self._held.store.document(doc_id)

    def records(self, *types: str, doc_id: str | None = None) -> tuple[Any, ...]:
        """The records of these types, or of all, in the order of the corpus."""
        return self._held.store.records(*types, doc_id=doc_id)

    def record(self, doc_id: str, id: str) -> AnyRecord:
        """One record; raises KBError for an id that is not there."""
        return self._held.store.record(doc_id, id)

    def cite(self, citation: Citation) -> Cited:
        """The cited document and the places to light up, after hash and quote were compared with the stored text."""
        document = self.document(citation.doc_id)
        holds = stands(document, citation)
        return Cited(document, citation.spans if holds else (), changed=not holds)


def checked_question(question: str) -> str:
    """The question itself; raises QuestionError when it is empty, too long or no text."""
    if not question.strip():
        raise QuestionError('问题是空的。请写出问题，例如：kb ask "2020年高新技术企业目标"')
    if len(question) > LONGEST:
        raise QuestionError(f'问题有 {len(question)} 个字，最多 {LONGEST} 个。请缩短后再问：kb ask "问题"')
    if any("\ud800" <= c <= "\udfff" for c in question):
        raise QuestionError('问题里有无法解码的字符。请改用 UTF-8 文本再问：kb ask "问题"')
    return question


def _open(home: Home) -> _Held:
    folder = home.current()
    if folder is None:
        raise BuildError(f"还没有知识库（{home.path}）。请先运行：kb build")
    manifest = read(folder)
    files = verified(folder, manifest)
    return _Held(manifest, SqliteStore(folder / "records.sqlite"), index.load(manifest.backend, files))


def _hit(found: Found, query: str, held: _Held) -> Hit:
    document = held.store.document(found.doc_id)
    places = Places(document.text, document.sections)
    start, end = found.span
    text = document.text[start:end]
    wanted = {term.text for term in terms(query, held.index.cutter)}
    words = (w for w in terms(text, held.index.cutter) if w.text in wanted)
    return Hit(
        doc_id=found.doc_id,
        line_start=places.line(start),
        line_end=places.line(max(start, end - 1)),
        section=places.path(start),
        score=round(found.score, 4),
        text=text,
        record_id=found.record_id,
        record_type=found.record_type,
        spans=tuple(Span(start + w.start, start + w.end) for w in words),
    )
