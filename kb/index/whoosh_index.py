"""Whoosh, the embedded default: good to about 30,000 passages, after which an answer takes more than 0.1 s.

Fields hold ready terms; nothing but ids and places is stored. The index is opened from bytes in memory, those whose
hashes were verified, so what is searched is what was checked, and a build removed meanwhile stays readable.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from kb.index.entries import Entry
from kb.index.found import Found
from kb.index.query import Query
from kb.index.terms import characters, terms
from kb.model import Span
from kb.words import Tokenizer

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Whoosh 2.7.4 is older than the syntax warnings of Python 3.12
    from whoosh import fields, query, scoring
    from whoosh.analysis import Token
    from whoosh.analysis import Tokenizer as WhooshTokenizer
    from whoosh.codec import whoosh3  # noqa: F401  (loaded late otherwise, outside this block)
    from whoosh.filedb.filestore import FileStorage, RamStorage
    from whoosh.index import FileIndex

FIELDS = {"title": 0.3, "heading": 0.3, "text": 1.0}
"""Field -> its weight; `exact` holds single characters and serves phrases only."""

LENGTH_MATTERS = 0.3
"""BM25's B: low, since a long paragraph of a plan states more, and is not about less, than a short one."""


class Ready(WhooshTokenizer):  # type: ignore[misc]
    """Takes terms as they come, with positions 0, 1, 2; module-level and stateless, since schemas are pickled."""

    def __call__(self, value: str, positions: bool = False, mode: str = "", **kwargs: Any) -> Iterator[Token]:
        """The blank-separated terms of `value` as Whoosh's tokens."""
        token = Token(positions, mode=mode, **kwargs)
        for position, token.text in enumerate(value.split(" ")):
            token.boost = 1.0
            token.stopped = False
            if positions:
                token.pos = position
            yield token


SCHEMA = fields.Schema(
    **{name: fields.TEXT(analyzer=Ready(), phrase=False) for name in FIELDS},
    exact=fields.TEXT(analyzer=Ready(), phrase=True),
    place=fields.STORED(),
)


def write(folder: Path, entries: Iterable[Entry], cutter: Tokenizer) -> None:
    """Makes a new index in an empty folder."""
    index = FileIndex.create(FileStorage(str(folder)), SCHEMA)
    writer = index.writer(timeout=10, limitmb=256)
    try:
        for entry in entries:
            cut = {name: " ".join(t.text for t in terms(getattr(entry, name), cutter)) for name in FIELDS}
            exact = " ".join(characters(f"{entry.heading}\n{entry.text}"))
            writer.add_document(**{k: v for k, v in cut.items() if v}, exact=exact, place=_place(entry))
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=True)
    for lock in folder.glob("*_WRITELOCK"):
        lock.unlink()


def load(files: Mapping[str, bytes]) -> WhooshIndex:
    """Opens an index from the bytes of its files."""
    storage = RamStorage()
    storage.files = dict(files)
    return WhooshIndex(FileIndex(storage, schema=SCHEMA))


class WhooshIndex:
    """An opened index that lends each query a searcher of its own.

    A Whoosh searcher shared by threads gives wrong results without a word. Loans instead of one for each thread,
    because Streamlit starts a thread for every run of a page: no more searchers are open than queries ran at once.
    """

    def __init__(self, index: Any) -> None:
        self._index = index
        self._lock = Lock()
        self._idle: list[Any] = []
        self.opened = 0

    def find(self, query: Query, limit: int) -> list[Found]:
        """At most `limit` places, the best first, equal scores in the order of the corpus."""
        wanted = _tree(query)
        if wanted is None or limit < 1:
            return []
        with self._searcher() as searcher:
            hits = [(hit.score, hit.docnum, hit["place"]) for hit in searcher.search(wanted, limit=limit)]
        return [_found(place, score) for score, _, place in sorted(hits, key=lambda h: (-h[0], h[1]))]

    def close(self) -> None:
        """Closes all idle searchers; one still lent out is closed when it comes back."""
        with self._lock:
            idle, self._idle, self._index = self._idle, [], None
        for searcher in idle:
            searcher.close()

    @contextmanager
    def _searcher(self) -> Iterator[Any]:
        with self._lock:
            searcher = self._idle.pop() if self._idle else self._open()
        try:
            yield searcher
        finally:
            with self._lock:
                keep = self._index is not None
                if keep:
                    self._idle.append(searcher)
            if not keep:
                searcher.close()

    def _open(self) -> Any:
        if self._index is None:
            raise ValueError("the index is closed")
        self.opened += 1
        return self._index.searcher(weighting=scoring.BM25F(B=LENGTH_MATTERS))


def _tree(wanted: Query) -> Any:
    """Whoosh's query object: any of the terms, and all of the phrases; none when there is nothing to look for."""
    any_of = [
        query.Term(field, term, boost=weight * boost)
        for term, weight in wanted.terms
        for field, boost in FIELDS.items()
    ]
    phrases = [query.Phrase("exact", list(p)) if len(p) > 1 else query.Term("exact", p[0]) for p in wanted.phrases]
    if not phrases:
        return query.Or(any_of) if any_of else None
    return query.AndMaybe(query.And(phrases), query.Or(any_of)) if any_of else query.And(phrases)


def _place(entry: Entry) -> tuple[Any, ...]:
    return entry.doc_id, entry.record_id, entry.record_type, tuple(entry.span)  # plain, since Whoosh pickles it


def _found(place: tuple[Any, ...], score: float) -> Found:
    doc_id, record_id, record_type, span = place
    return Found(doc_id, record_id, record_type, Span(*span), score)
