"""The store gives back what went in, to any number of threads, and never changes."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from json import JSONDecodeError
from pathlib import Path

import pytest

from kb.codec import export, pack, pack_parsed, unpack, unpack_parsed
from kb.errors import KBError
from kb.model import Anchor, Parsed, Span, Statement
from kb.parse import parse
from kb.store import SqliteStore, write
from tests.support import PLAN

DOC = "taishan-sti-plan-2016-2020"


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return parse(PLAN)


@pytest.fixture(scope="module")
def path(parsed: Parsed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "records.sqlite"
    write(path, [parsed])
    return path


@pytest.fixture
def store(path: Path) -> SqliteStore:
    return SqliteStore(path)


def statement(value: str | None, id: str = "statement-1-1") -> Statement:
    return Statement(
        id=id,
        doc_id="d",
        anchor=Anchor(line_start=1, line_end=1, quote="x"),
        spans=(Span(0, 1),),
        indicator="专利授权量",
        value=None if value is None else Decimal(value),
        value_text=value or "较快",
        unit="件",
        kind="target",
        year=2020,
    )


def test_a_document_comes_back_as_it_went(store: SqliteStore, parsed: Parsed) -> None:
    assert store.document(DOC) == parsed.document
    assert store.records() == parsed.records
    assert store.documents() == (parsed.document.info,)


def test_records_come_by_type_in_the_order_of_the_contract(store: SqliteStore, parsed: Parsed) -> None:
    assert store.records("section", doc_id=DOC) == parsed.of("section")
    assert store.records("statement", "section") == parsed.of("section", "statement")


def test_a_record_comes_by_its_id(store: SqliteStore, parsed: Parsed) -> None:
    for record in parsed.records:
        assert store.record(DOC, record.id) == record


def test_what_is_read_once_is_kept(store: SqliteStore) -> None:
    assert store.document(DOC) is store.document(DOC)
    assert store.records("section")[0] is store.record(DOC, store.records("section")[0].id)
    assert store.document(DOC).sections[0] is store.records("section")[0]


def test_an_id_that_is_not_there_is_a_sentence(store: SqliteStore) -> None:
    with pytest.raises(KBError, match=r"nowhere.*kb show"):
        store.document("nowhere")
    with pytest.raises(KBError, match=r"nothing.*kb show"):
        store.record(DOC, "nothing")
    with pytest.raises(KBError, match=r"nowhere.*kb show"):
        store.records("section", doc_id="nowhere")


def test_statements_are_looked_up_by_column(store: SqliteStore, parsed: Parsed) -> None:
    for one in parsed.of("statement"):
        equal = [
            s
            for s in parsed.of("statement")
            if (s.year, s.kind, s.value, s.unit) == (one.year, one.kind, one.value, one.unit)
        ]
        found = store.statements(doc_id=DOC, year=one.year, kind=one.kind, value=one.value, unit=one.unit)
        assert list(found) == equal
    assert store.statements() == parsed.of("statement")
    with pytest.raises(TypeError, match="colour"):
        store.statements(colour="red")


def test_a_store_cannot_be_written_to(store: SqliteStore, path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._connection.execute("delete from records")
    with pytest.raises(FileExistsError):
        write(path, [])


def test_threads_read_the_same(path: Path, parsed: Parsed) -> None:
    store, start = SqliteStore(path), threading.Barrier(8)

    def run(_: int) -> bool:
        start.wait()
        return store.document(DOC) == parsed.document and store.records() == parsed.records

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(run, range(8)))
    store.close()
    store.close()


# ------------------------------------------------------------------ records as JSON


@pytest.mark.parametrize("value", ["2.50", "50", "0.1", "123456789012345678901234567890.12", "0", None])
def test_packing_loses_no_digit(value: str | None) -> None:
    (back,) = unpack([pack(statement(value))])
    assert back == statement(value)
    assert str(back.value) == str(value)


def test_the_export_has_numbers_and_starts_with_what_all_records_have() -> None:
    line = export(statement("2.50"))
    assert '"value":2.5,' in line
    assert '"value":50,' in export(statement("50"))
    assert '"value":null,' in export(statement(None))
    common = ("type", "id", "doc_id", "section", "anchor", "spans", "places")
    assert [line.index(f'"{name}":') for name in common] == sorted(line.index(f'"{name}":') for name in common)
    assert "\n" not in line


def test_a_parsed_document_survives_packing(parsed: Parsed) -> None:
    assert unpack_parsed(pack_parsed(parsed)) == parsed
    with pytest.raises(JSONDecodeError):
        unpack_parsed(pack_parsed(parsed)[:-9])
