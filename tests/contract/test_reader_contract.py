"""What every reader must do; a new one in READERS is tested by being listed there, and fails without a sample here."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import SourceError
from kb.model import Source
from kb.read import READERS, read
from kb.read.kinds import OFFICE
from tests.docx_files import cell, docx, paragraph, row, table
from tests.ofd_files import Text, ofd
from tests.pdf_files import Words, pdf
from tests.test_xlsx import book

LINES = ("一、总体要求", "到2030年，建成3家平台。")
PAGE = "<html><body><h1>规划</h1><p>一、总体要求</p><table><tr><td>指标<td>值<tr><td>平台<td>3</table></body></html>"
GRID = table(row(cell("指标"), cell("值")), row(cell("平台"), cell("3")))
MODULES = sorted({*READERS.values()})
SAMPLES = {
    "kb.read.plain": "\n".join(LINES).encode(),
    "kb.read.docx": docx("".join(map(paragraph, LINES)) + GRID),
    "kb.read.xlsx": book(("目标", [["指标", "值"], ["平台", 3]], [])),
    "kb.read.html": PAGE.encode(),
    "kb.read.pdf": pdf([[Words(80, 100 + 40 * n, line) for n, line in enumerate(LINES)]]),
    "kb.read.ofd": ofd([[Text(30, 40 + 10 * n, line) for n, line in enumerate(LINES)]]),
}


@cache
def source_of(module: str) -> Source:
    return direct(module, SAMPLES[module])


def direct(module: str, data: bytes) -> Source:
    source: Source = import_module(module).read(data, "规划.txt")
    return source


@pytest.mark.parametrize("module", MODULES)
def test_the_words_are_there_and_the_hash_is_of_the_bytes(module: str) -> None:
    source = source_of(module)
    assert "平台" in source.text
    assert source.sha256 == hashlib.sha256(SAMPLES[module]).hexdigest()


@pytest.mark.parametrize("module", MODULES)
def test_the_same_bytes_give_the_same_text(module: str) -> None:
    assert direct(module, SAMPLES[module]) == source_of(module)


@pytest.mark.parametrize("module", MODULES)
def test_text_has_no_mark_and_no_foreign_newline(module: str) -> None:
    text = source_of(module).text
    assert not text.startswith("\ufeff") and "\r" not in text


@pytest.mark.parametrize("module", MODULES)
def test_lines_have_origins_or_none_at_all_and_headings_are_lines(module: str) -> None:
    source = source_of(module)
    lines = source.text.split("\n")
    assert len(source.origins) in (0, len(lines))
    assert all(1 <= line <= len(lines) and level >= 1 for line, level in source.headings.items())


@pytest.mark.parametrize("module", MODULES)
def test_cells_stand_in_the_text_one_row_a_line_apart_by_tabs(module: str) -> None:
    source = source_of(module)
    for grid in source.grids:
        for cells in grid.rows:
            words = [source.text[slice(*cell.span)] for cell in cells]
            assert not any("\t" in word or "\n" in word for word in words)
            assert source.text[cells[0].span.start : cells[-1].span.end] == "\t".join(words)
            assert all(cell.down >= 1 and cell.across >= 1 for cell in cells)


@pytest.mark.parametrize("module", MODULES)
@given(data=st.data())
def test_any_bytes_give_a_text_or_a_sentence(module: str, data: st.DataObject) -> None:
    sample = SAMPLES[module]
    at = data.draw(st.integers(0, len(sample)))
    damage = data.draw(st.binary(max_size=20))
    for bytes_ in (damage, sample[:at], sample[:at] + damage + sample[at + len(damage) :]):
        try:
            assert direct(module, bytes_).text.strip()
        except SourceError as refusal:
            assert "kb parse" in str(refusal)


@pytest.mark.parametrize("suffix", sorted(set(READERS) - set(OFFICE)))
def test_every_suffix_is_read_through_the_door(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"规划{suffix}"
    path.write_bytes(SAMPLES[READERS[suffix]])
    source = read(path)
    assert source.text == source_of(READERS[suffix]).text
    assert source.remarks == source_of(READERS[suffix]).remarks


@pytest.mark.parametrize("module", [module for module in MODULES if module != "kb.read.plain"])
def test_a_wrong_suffix_is_seen_through_and_said(module: str, tmp_path: Path) -> None:
    path = tmp_path / "规划.doc"
    path.write_bytes(SAMPLES[module])
    source = read(path)
    assert source.text == source_of(module).text
    assert ".doc" in source.remarks[0] and module.rpartition(".")[2] in source.remarks[0]
