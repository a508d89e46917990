"""The store as the kinds of answer see it: series, passages, sections and names, read once per build."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

from kb.answer.asking.atoms import Atom, word_atom
from kb.answer.asking.homeland import homeland
from kb.answer.documents.relations import Link, links
from kb.answer.indicators.series import Series, series_of
from kb.answer.support.prepared import Prepared, prepare
from kb.answer.texts.lines import joined
from kb.answer.texts.pieces import Piece, Sentence, headings_that_tell, opening, piece_of, sentences_of
from kb.answer.texts.standing import Shelf
from kb.extract.names.territory import own_names
from kb.index import Index
from kb.model import Document, DocumentRecord, Measure, Named, Section, Span, Statement, Task
from kb.pinyin import may_spell, spelled_names
from kb.places import Places
from kb.store import Store
from kb.text import fold
from kb.vocab import vocabulary
from kb.words import places, tokenizer

SCANNED = 4000
"""Up to this many passages are weighed one by one, in a few milliseconds; beyond, the index names the candidates."""
CANDIDATES = 200
BUILDS = 4
SCOPES = 256
"""So many selections of documents are kept ready."""


class Catalog:
    """Everything an answer looks things up in. Safe for threads: each part is made once and never changed."""

    def __init__(self, store: Store, index: Index | None = None) -> None:
        self.store = store
        self.index = index
        self._places: dict[str, Places] = {}
        self._part = lru_cache(SCOPES)(lambda doc_ids: Part(self, doc_ids))

    def within(self, doc_ids: frozenset[str]) -> Catalog:
        """The catalog of some of the documents alone."""
        return self if doc_ids >= {d.doc_id for d in self.documents} else self._part(doc_ids)

    @property
    def base(self) -> Catalog:
        """The catalog of all documents."""
        return self

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """What the documents say of each other."""
        return links(self.records("document_ref"), self.documents)

    def records(self, *types: str) -> tuple[Any, ...]:
        """The records of these types in the documents of this catalog."""
        return self.store.records(*types)

    @cached_property
    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents."""
        return self.records("document")

    @cached_property
    def called(self) -> tuple[DocumentRecord, ...]:
        """All documents under the names people give them: one without a title by what its first words say it is."""
        return tuple(
            d.model_copy(update={"title": opening(self.document(d.doc_id))}) if d.title == d.doc_id else d
            for d in self.documents
        )

    @cached_property
    def territory(self) -> frozenset[str]:
        """The folded names of the territories the documents are of."""
        stated = (n for d in self.documents for n in own_names(d.region))
        unstated = (n for d in self.documents if not d.region for n in homeland(self.document(d.doc_id).text))
        return frozenset((*stated, *unstated))

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
        """All passages that can answer a question, and headings that are sentences of their own, in order."""
        told = tuple(p for p in self.records("passage") if p.kind not in ("furniture", "imprint", "caption"))
        order = {d.doc_id: n for n, d in enumerate(self.documents)}
        both = sorted((*told, *headings_that_tell(self.sections, told)), key=lambda p: (order[p.doc_id], p.span))
        return tuple(piece_of(p, ids) for p, ids in joined(both))

    def candidates(self, question: Sequence[Atom]) -> int:
        """The pieces worth weighing, as bits: all of a small corpus, those the index finds in a large one."""
        if len(self.pieces) <= SCANNED or self.index is None:
            return (1 << len(self.pieces)) - 1
        words = " ".join(form for a in question for form in a.forms[:4])
        found = {(f.doc_id, f.record_id) for f in self.index.search(words, CANDIDATES)}
        own = (n for n, p in enumerate(self.pieces) if any((p.passage.doc_id, i) in found for i in p.ids))
        return sum(1 << n for n in own)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences of all pieces, in order."""
        return tuple(one for piece in self.pieces for one in sentences_of(piece, self.document(piece.passage.doc_id)))

    @cached_property
    def figures(self) -> frozenset[tuple[str, int]]:
        """(document, offset) of every number that is the figure of an indicator."""
        levels = (s for s in self.records("statement") if s.kind != "count")
        return frozenset((s.doc_id, s.places["value"].start) for s in levels if "value" in s.places)

    @cached_property
    def leads(self) -> dict[tuple[str, str], str]:
        """(document, passage) -> the folded lead-in of the list it stands in: the passage above that ends with ：."""
        found: dict[tuple[str, str], str] = {}
        path, lead = "", ""
        for piece in self.pieces:
            path, lead = piece.path, lead if piece.path == path else ""
            found[piece.passage.doc_id, piece.passage.id] = lead
            lead = piece.text if piece.text.rstrip().endswith(":") else lead
        return found

    @cached_property
    def said(self) -> Shelf:
        """The folded sentences, in their order."""
        return Shelf(s.text for s in self.sentences)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """All headings."""
        return self.records("section")

    @cached_property
    def titles(self) -> Shelf:
        """The folded titles of all headings, in their order."""
        return Shelf(fold(s.title) for s in self.sections)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks."""
        return self.records("task")

    @cached_property
    def prepared(self) -> tuple[Prepared, ...]:
        """All support measures, made ready for matching."""
        return tuple(prepare(self.measures, self.document))

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
        spoken = (place for place in sorted(places()) if self.texts.holding(place))
        return spelled_names([*regions, *(n.name for n in self.named), *spoken])

    def by_pinyin(self, word: str) -> str | None:
        """The name of the corpus that an English word spells in pinyin; names are spelled when the first may be one."""
        return self.romanised.get(word.lower()) if may_spell(word) else None

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
        return bool(self.texts.holding(plain) | self.paths.holding(plain))

    @cached_property
    def texts(self) -> Shelf:
        """The folded texts of the pieces, in their order."""
        return Shelf(p.text for p in self.pieces)

    @cached_property
    def paths(self) -> Shelf:
        """The folded headings above the pieces, in their order."""
        return Shelf(p.path for p in self.pieces)

    @cached_property
    def whole(self) -> Shelf:
        """The folded text of each document with its title, in their order."""
        return Shelf(f"{fold(d.title)}\n{fold(self.document(d.doc_id).text)}" for d in self.documents)

    def count(self, atom: Atom) -> int:
        """In how many passages an atom stands, headings above them included."""
        return (self.texts.standing(atom).either | self.paths.standing(atom).either).bit_count()

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


class Part(Catalog):
    """The catalog of some documents of another one; what was made ready there is not made again."""

    def __init__(self, whole: Catalog, doc_ids: frozenset[str]) -> None:
        super().__init__(whole.store, whole.index)
        self._whole, self._doc_ids = whole, doc_ids

    @property
    def base(self) -> Catalog:
        """The catalog of all documents."""
        return self._whole.base

    def records(self, *types: str) -> tuple[Any, ...]:
        """The records of these types in the documents of this catalog."""
        return tuple(r for r in self._whole.records(*types) if r.doc_id in self._doc_ids)

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """The indicators of these documents."""
        return tuple(s for s in self._whole.series if s.doc_id in self._doc_ids)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The passages of these documents that can answer a question, in order."""
        return tuple(p for p in self._whole.pieces if p.passage.doc_id in self._doc_ids)

    @cached_property
    def prepared(self) -> tuple[Prepared, ...]:
        """The measures of these documents, made ready for matching."""
        return tuple(p for p in self._whole.prepared if p.measure.doc_id in self._doc_ids)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of these documents, in order."""
        return tuple(s for s in self._whole.sentences if s.piece.passage.doc_id in self._doc_ids)


_lock = Lock()


def catalog(store: Store, index: Index | None = None) -> Catalog:
    """The catalog of a store, made at the first question of a build; those of the last few builds are kept."""
    with _lock:
        return _catalog(store, index)  # type: ignore[arg-type]  # a store is told from others by what it is


@lru_cache(BUILDS)
def _catalog(store: Store, index: Index | None) -> Catalog:
    return Catalog(store, index)


def row_name(catalog_: Catalog, statement: Statement) -> Span | None:
    """The place of the cell that names the row from which a statement was read; none where a column names it."""
    ref, (start, end) = statement.table, statement.span
    table = next((t for t in catalog_.document(statement.doc_id).tables if ref and t.id == ref.id), None)
    for words, cells in zip(table.rows, table.cells, strict=True) if table else ():
        if ref and ref.row in words and any(cell.start <= start and end <= cell.end for cell in cells):
            return cells[words.index(ref.row)]
    return None
