"""The Taishan plan, and a page of hard tables, in the formats offices have: docx, html and pdf, made by LibreOffice.

    python -m tools.formats tests/formats

makes the files anew from the text in `corpus/` and from `tests/formats/*.fodt`; needs `soffice` on the path. The page
is that of GB/T 9704: A4, titles centred, paragraphs indented by two characters, the tables as real tables, a running
head and a numbered foot. Marks do not hang over the right margin: LibreOffice 7.4 leaves such marks out of the PDF.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from kb.model import Document, Span, Table
from kb.parse import parse
from kb.text import Lines

PLAN = Path(__file__).resolve().parents[1] / "corpus" / "taishan-sti-plan-2016-2020" / "source.txt"
RUNNING_HEAD = "科技创新发展规划文本"
FILTERS = {"docx": "docx:MS Word 2007 XML", "html": "html:HTML (StarWriter)", "pdf": "pdf:writer_pdf_Export"}
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for prefix, name in (
        ("office", "office:1.0"),
        ("style", "style:1.0"),
        ("text", "text:1.0"),
        ("table", "table:1.0"),
        ("fo", "xsl-fo-compatible:1.0"),
    )
)
_FONT = 'style:font-name-asian="Noto Serif CJK SC" style:font-size-asian="16pt" fo:font-size="16pt"'
_STYLES = f"""
<office:styles>
 <style:style style:name="Standard" style:family="paragraph">
  <style:paragraph-properties fo:text-indent="32pt" fo:line-height="28pt" fo:text-align="justify"
   style:punctuation-wrap="simple"/>
  <style:text-properties fo:language="en" style:language-asian="zh" style:country-asian="CN" {_FONT}/></style:style>
 <style:style style:name="Head" style:family="paragraph" style:parent-style-name="Standard">
  <style:text-properties style:font-weight-asian="bold" fo:font-weight="bold"/></style:style>
 <style:style style:name="Centre" style:family="paragraph">
  <style:paragraph-properties fo:text-align="center"/><style:text-properties {_FONT}/></style:style>
 <style:style style:name="Cell" style:family="paragraph">
  <style:text-properties {_FONT.replace("16pt", "12pt")}/></style:style>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"
  fo:margin-top="25mm" fo:margin-bottom="25mm" fo:margin-left="28mm" fo:margin-right="26mm"/>
  <style:header-style><style:header-footer-properties fo:min-height="10mm" fo:margin-bottom="5mm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="10mm" fo:margin-top="5mm"/></style:footer-style>
 </style:page-layout>
 <style:style style:name="Edge" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
  fo:padding="1mm"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
 <style:header><text:p text:style-name="Centre">{RUNNING_HEAD}</text:p></style:header>
 <style:footer><text:p text:style-name="Centre">— <text:page-number/> —</text:p></style:footer>
</style:master-page></office:master-styles>
"""
_HEADING = re.compile(r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．]).{1,40}$|前\s+言$")


def main(folder: Path) -> None:
    """Write every format into the folder: of the plan, and of the flat OpenDocument files in the folder."""
    with tempfile.TemporaryDirectory() as place:
        plan = Path(place) / "plan.fodt"
        plan.write_text(flat_document(parse(PLAN).document), "utf-8")
        for source in (plan, *sorted(folder.glob("*.fodt"))):
            for target in FILTERS.values():
                subprocess.run(_command(source, target, folder, place), check=True, capture_output=True, timeout=120)


def _command(source: Path, target: str, folder: Path, home: str) -> list[str]:
    profile = f"-env:UserInstallation=file://{home}/profile"
    return ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]


def flat_document(document: Document) -> str:
    """A document as a flat OpenDocument file, its tables as tables."""
    body = "\n".join(_body(document))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES} office:version="1.2"'
        f' office:mimetype="application/vnd.oasis.opendocument.text">{_STYLES}'
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def _body(document: Document) -> Iterator[str]:
    lines = Lines(document.text)
    tables = {lines.number(_rows(table)[0][0].start): table for table in document.tables}
    inside = {n for first, table in tables.items() for n in range(first, lines.number(_rows(table)[-1][-1].end) + 1)}
    for number, span in enumerate(lines.spans(), 1):
        line = document.text[slice(*span)].strip()
        if number in tables:
            yield _table([[document.text[slice(*cell)] for cell in row] for row in _rows(tables[number])])
        elif line and number not in inside:
            yield _paragraph(line)


def _rows(table: Table) -> list[tuple[Span, ...]]:
    """The places of the cells, the header's first."""
    return [table.column_cells, *table.cells]


def _paragraph(line: str) -> str:
    style = "Centre" if line.startswith("表格") else "Head" if _HEADING.match(line) else "Standard"
    return f'<text:p text:style-name="{style}">{_words(line)}</text:p>'


def _words(line: str) -> str:
    """Escaped text; a run of blanks needs an element of its own to stay."""
    return re.sub(r" {2,}", lambda m: f' <text:s text:c="{len(m[0]) - 1}"/>', escape(line))


def _table(rows: list[list[str]]) -> str:
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    return f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{body}</table:table>'


def _cell(words: str) -> str:
    paragraph = f'<text:p text:style-name="Cell">{_words(words)}</text:p>'
    return f'<table:table-cell table:style-name="Edge">{paragraph}</table:table-cell>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
