"""Old formats of Word are read through LibreOffice where it is installed; where not, a sentence says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.errors import SourceError
from kb.read import office, read
from tests.docx_files import docx, paragraph

RTF = r"{\rtf1\ansi\uc1 {\b I. General}\par \u21040?\u21017?\par}"
STUB = """#!/bin/sh
for argument; do last=$argument; done
{deed}
"""


def installed(folder: Path, deed: str) -> Path:
    """A stand-in for LibreOffice that does this with the file it is given, as $last."""
    program = folder / "soffice"
    program.write_text(STUB.format(deed=deed), "utf-8")
    program.chmod(0o755)
    return program


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "规划.doc"
    path.write_text(RTF, "ascii")
    return path


def through(monkeypatch: pytest.MonkeyPatch, program: Path | None) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda _: program and str(program))


def test_what_the_program_makes_is_read_as_docx(monkeypatch: pytest.MonkeyPatch, old: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(docx(paragraph("一、总则")))
    through(monkeypatch, installed(tmp_path, f'cp {made} "${{last%.doc}}.docx"'))
    source = read(old)
    assert (source.text, source.format) == ("一、总则", "doc")
    assert source.origins[0].paragraph == 1


@pytest.mark.parametrize(("deed", "reason"), [("exit 1", "damaged"), ("exit 0", "damaged"), ("sleep 600", "timeout")])
def test_a_program_that_makes_nothing_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, old: Path, tmp_path: Path, deed: str, reason: str
) -> None:
    through(monkeypatch, installed(tmp_path, deed))
    with pytest.raises(SourceError) as refusal, office.as_docx(old, old.name, seconds=1):
        raise AssertionError("nothing was made")
    assert refusal.value.reason == reason and "规划.doc" in str(refusal.value)


def test_without_the_program_its_package_is_named(monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    through(monkeypatch, None)
    with pytest.raises(SourceError, match="libreoffice-writer-nogui") as refusal:
        read(old)
    assert refusal.value.reason == "no_program"


def test_the_program_itself_where_it_is_installed(old: Path) -> None:
    """Without LibreOffice the sentence is right; with it the words are."""
    try:
        text = read(old).text
    except SourceError as refusal:
        text = refusal.reason
    assert text == ("no_program" if shutil.which(office.PROGRAM) is None else "I. General\n到则")
