"""The truth of a build: one SQLite file with typed columns for look-up and record JSON for everything else.

A store is written once, by `write`, and read-only ever after. It may be shared by any number of threads.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

from kb.codec import pack, pack_document, unpack, unpack_document
from kb.errors import KBError
from kb.model import AnyRecord, Document, DocumentRecord, Parsed, Statement

_TABLES = """
create table documents (position integer primary key, doc_id text unique not null, facts text not null,
  text text not null);
create table records (position integer primary key, doc_id text not null, type text not null, id text not null,
  json text not null, unique (doc_id, id));
create index records_by_type on records (doc_id, type);
create table statements (position integer primary key, doc_id text not null, id text not null, indicator text not null,
  indicator_id text, year integer, kind text not null, value real, unit text);
create index statements_by_indicator on statements (indicator_id, year);
create index statements_by_value on statements (value);
"""


class Store(Protocol):
    """What an answer needs of the truth; a remote store may stand in for the file."""

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, in the order of the corpus."""
        ...

    def document(self, doc_id: str) -> Document:
        """The document with its text and structure; raises KBError for an id that is not there."""
        ...

    def records(self, *types: str, doc_id: str | None = None) -> tuple[Any, ...]:
        """The records of these types, or of all, document by document, in the order of `Parsed.TYPES`."""
        ...

    def record(self, doc_id: str, id: str) -> AnyRecord:
        """One record; raises KBError for an id that is not there."""
        ...

    def statements(self, *, doc_id: str | None = None, **columns: Any) -> tuple[Statement, ...]:
        """Statements whose columns (indicator, indicator_id, year, kind, value, unit) equal what is given."""
        ...

    def close(self) -> None:
        """Lets go of the file."""
        ...


def write(path: Path, parsed: Iterable[Parsed]) -> None:
    """Makes a new store of these documents; raises FileExistsError rather than touch an existing one."""
    path.touch(exist_ok=False)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_TABLES)
        for one in parsed:
            document = one.document
            row = (document.id, pack_document(document), document.text)
            connection.execute("insert into documents (doc_id, facts, text) values (?, ?, ?)", row)
            rows = ((r.doc_id, r.type, r.id, pack(r)) for r in one.records)
            connection.executemany("insert into records (doc_id, type, id, json) values (?, ?, ?, ?)", rows)
            connection.executemany(_INSERT_STATEMENT, map(_columns, one.of("statement")))


COLUMNS = ("doc_id", "id", "indicator", "indicator_id", "year", "kind", "value", "unit")
_INSERT_STATEMENT = f"insert into statements ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})"


def _columns(statement: Statement) -> tuple[Any, ...]:
    fields = (getattr(statement, name) for name in COLUMNS)
    return tuple(float(f) if isinstance(f, Decimal) else f for f in fields)


class SqliteStore:
    """A store in one file. Records are parsed when first asked for and kept, by document and type."""

    def __init__(self, path: Path) -> None:
        # Builds are never edited, so SQLite need not lock; one connection under one lock serves all threads, because
        # what is read once stays in memory.
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._close = weakref.finalize(self, self._connection.close)
        self._lock = RLock()
        self._records: dict[tuple[str, str], tuple[Any, ...]] = {}
        self._by_id: dict[tuple[str, str], AnyRecord] = {}
        self._documents: dict[str, Document] = {}
        self._ids = tuple(row[0] for row in self._rows("select doc_id from documents order by position"))

    def documents(self) -> tuple[DocumentRecord, ...]:
        """All documents, in the order of the corpus."""
        return self.records("document")

    def document(self, doc_id: str) -> Document:
        """The document, read once; raises KBError for an id that is not there."""
        with self._lock:
            if doc_id not in self._documents:
                self._documents[doc_id] = self._read_document(self._known(doc_id))
            return self._documents[doc_id]

    def records(self, *types: str, doc_id: str | None = None) -> tuple[Any, ...]:
        """The records of these types, or of all, document by document."""
        ids = self._ids if doc_id is None else (self._known(doc_id),)
        wanted = [t for t in Parsed.TYPES if t in types or not types]
        return tuple(record for id in ids for type in wanted for record in self._of(id, type))

    def record(self, doc_id: str, id: str) -> AnyRecord:
        """One record; raises KBError for an id that is not there."""
        with self._lock:
            if (doc_id, id) not in self._by_id:
                rows = list(self._rows("select type from records where doc_id = ? and id = ?", doc_id, id))
                if not rows:
                    raise KBError(f"文件 {doc_id} 里没有记录 {id}。可用 kb show {doc_id} 查看原文")
                self._of(doc_id, rows[0][0])
            return self._by_id[doc_id, id]

    def statements(self, *, doc_id: str | None = None, **columns: Any) -> tuple[Statement, ...]:
        """Statements by column; raises TypeError for a column that does not exist."""
        wanted = {**({} if doc_id is None else {"doc_id": doc_id}), **columns}
        if unknown := wanted.keys() - set(COLUMNS):
            raise TypeError(f"statements have no column {', '.join(sorted(unknown))}")
        where = " and ".join(f"{name} is ?" for name in wanted) or "true"
        values = (float(v) if isinstance(v, Decimal) else v for v in wanted.values())
        found = list(self._rows(f"select doc_id, id from statements where {where} order by position", *values))
        return tuple(self.record(*row) for row in found)  # type: ignore[misc]

    def close(self) -> None:
        """Closes the file; closing twice does no harm."""
        self._close()

    def _of(self, doc_id: str, type: str) -> tuple[Any, ...]:
        with self._lock:
            if (doc_id, type) not in self._records:
                query = "select json from records where doc_id = ? and type = ? order by position"
                found = unpack(row[0] for row in self._rows(query, doc_id, type))
                self._records[doc_id, type] = found
                self._by_id |= {(doc_id, record.id): record for record in found}
            return self._records[doc_id, type]

    def _read_document(self, doc_id: str) -> Document:
        facts, text = next(self._rows("select facts, text from documents where doc_id = ?", doc_id))
        own = self.records("document", "section", "passage", "table", "notice", doc_id=doc_id)
        return unpack_document(facts, text, own)

    def _known(self, doc_id: str) -> str:
        if doc_id not in self._ids:
            raise KBError(f"知识库里没有文件 {doc_id}。运行 kb show 可列出全部文件")
        return doc_id

    def _rows(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        with self._lock:
            return iter(self._connection.execute(query, values).fetchall())
