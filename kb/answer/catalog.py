"""The store as the kinds of answer see it: series, passages, sections and names, read once per build."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cached_property
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from kb.answer.atoms import Atom, word_atom
from kb.answer.series import Series, series_of
from kb.index import Index
from kb.model import Document, DocumentRecord, Measure, Named, Passage, Section, Span, Statement, Task
from kb.pinyin import spelled_names
from kb.places import Places
from kb.store import Store
from kb.text import fold
from kb.vocab import vocabulary
from kb.words import tokenizer

SCANNED = 4000
"""Up to this many passages are weighed one by one, in a few milliseconds; beyond, the index names the candidates."""
CANDIDATES = 200


class Piece(NamedTuple):
    """A passage made ready for matching: its folded text, and the folded headings above it."""

    passage: Passage
    text: str
    heading: str
    path: str


class Catalog:
    """Everything an answer looks things up in. Safe for threads: each part is made once and never changed."""

    def __init__(self, store: Store, index: Index | None = None, only: frozenset[str] | None = None) -> None:
        self.store = store
        self.index = index
        self._only = only
        self._scoped: dict[frozenset[str], Catalog] = {}
        self._counts: dict[tuple[str, ...], int] = {}
        self._places: dict[str, Places] = {}

    def within(self, doc_ids: frozenset[str]) -> Catalog:
        """The catalog of some of the documents alone."""
        if doc_ids == frozenset(d.doc_id for d in self.documents):
            return self
        return self._scoped.setdefault(doc_ids, Catalog(self.store, self.index, doc_ids))

    def records(self, *types: str) -> tuple[Any, ...]:
        """The records of these types in the documents of this catalog."""
        return tuple(r for r in self.store.records(*types) if self._only is None or r.doc_id in self._only)

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents."""
        return self.records("document")

    def document(self, doc_id: str) -> Document:
        """One document with its text."""
        return self.store.document(doc_id)

    def places(self, doc_id: str) -> Places:
        """Line numbers and section paths of a document."""
        if doc_id not in self._places:
            document = self.document(doc_id)
            self._places[doc_id] = Places(document.text, document.sections)
        return self._places[doc_id]

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """All indicators of all documents."""
        regions = {d.doc_id: d.region for d in self.documents}
        return series_of(self.records("statement"), self.records("derived"), regions)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """All passages that can answer a question, in order."""
        return tuple(_piece(p) for p in self.records("passage") if p.kind not in ("furniture", "imprint", "caption"))

    def candidates(self, question: Sequence[Atom]) -> tuple[Piece, ...]:
        """The passages worth weighing: all of a small corpus, those the index finds in a large one."""
        if len(self.pieces) <= SCANNED or self.index is None:
            return self.pieces
        words = " ".join(form for a in question for form in a.forms[:4])
        found = {(f.doc_id, f.record_id) for f in self.index.search(words, CANDIDATES)}
        return tuple(p for p in self.pieces if (p.passage.doc_id, p.passage.id) in found)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All headings."""
        return self.records("section")

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks."""
        return self.records("task")

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """All support measures."""
        return self.records("measure")

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """All named things."""
        return self.records("enterprise", "organization", "project", "document_ref")

    @cached_property
    def romanised(self) -> dict[str, str]:
        """Names of the corpus by their pinyin, for English questions."""
        regions = [d.region for d in self.documents if d.region]
        return spelled_names([*regions, *(n.name for n in self.named)])

    @cached_property
    def terms(self) -> frozenset[str]:
        """Terms that a mistyped word may be repaired to: the vocabulary's and the corpus's own."""
        tables = vocabulary()
        known = [n for table in (tables.indicators, tables.concepts, tables.glossary) for e in table for n in e.names]
        own = [*(n for s in self.series for n in s.names), *(n.name for n in self.named)]
        return frozenset(fold(n) for n in (*known, *own))

    def stands(self, words: str) -> bool:
        """Whether these words stand in a passage or heading."""
        plain = fold(words)
        return any(plain in p.text or plain in p.path for p in self.pieces)

    def count(self, atom: Atom) -> int:
        """In how many passages an atom stands, headings above them included."""
        if atom.forms not in self._counts:
            self._counts[atom.forms] = sum(atom.stands_in(p.text) or atom.stands_in(p.path) for p in self.pieces)
        return self._counts[atom.forms]

    def known(self, question: Sequence[Atom]) -> tuple[Atom, ...]:
        """The atoms, a compound or a long word that stands nowhere taken apart where its parts do (实施规划)."""
        return tuple(part for atom in question for part in self._parts(atom))

    def _parts(self, atom: Atom) -> tuple[Atom, ...]:
        if self.count(atom) or atom.proper:
            return (atom,)
        if atom.parts:
            return tuple(p for n in atom.notions for p in self._parts(n))
        word = atom.forms[0]
        if not atom.key.startswith("word:") or len(word) < 4:
            return (atom,)
        cut = [w for w in tokenizer().tokenize(word, "search") if len(w.text) < len(word)]
        parts = [p for w in cut if (p := word_atom(w.text, Span(atom.span.start + w.start, atom.span.start + w.end)))]
        return tuple(parts) if parts and all(self.count(p) for p in parts) else (atom,)

    def rarity(self, atom: Atom) -> float:
        """What an atom is worth for telling passages apart; one that stands nowhere is worth the most."""
        return math.log(1 + len(self.pieces) / (1 + self.count(atom))) * atom.weight * (0.4 if atom.soft else 1.0)


def _piece(passage: Passage) -> Piece:
    heading = fold(passage.section[-1]) if passage.section else ""
    return Piece(passage, matchable(passage.text), heading, fold("\n".join(passage.section)))


_LEVELS = re.compile(r"(国家|省|市|县|区|镇)级?(?:[、和及与或](?:国家|省|市|县|区|镇)级?)+级?")


def matchable(text: str) -> str:
    """The folded text with what an enumeration elides behind it: 国家、省和市级 says 国家级, 省级 and 市级.

    >>> matchable("国家、省和市级中心").split("\\n")[1:]
    ['国家级省级市级']
    """
    plain = fold(text)
    elided = [
        "".join(f"{level}级" for level in re.findall("国家|[省市县区镇]", m.group())) for m in _LEVELS.finditer(plain)
    ]
    return "\n".join([plain, *elided])


_catalogs: WeakKeyDictionary[Store, Catalog] = WeakKeyDictionary()
_lock = Lock()


def catalog(store: Store, index: Index | None = None) -> Catalog:
    """The catalog of a store, made at the first question of a build."""
    with _lock:
        if store not in _catalogs:
            _catalogs[store] = Catalog(store, index)
        return _catalogs[store]


def row_name(catalog_: Catalog, statement: Statement) -> Span | None:
    """The place of the cell that names the row from which a statement was read; none where a column names it."""
    ref, (start, end) = statement.table, statement.span
    table = next((t for t in catalog_.document(statement.doc_id).tables if ref and t.id == ref.id), None)
    for words, cells in zip(table.rows, table.cells, strict=True) if table else ():
        if ref and ref.row in words and any(cell.start <= start and end <= cell.end for cell in cells):
            return cells[words.index(ref.row)]
    return None
