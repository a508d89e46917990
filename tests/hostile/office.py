"""Word documents and workbooks that are well formed and still built to hurt; old formats that are not what they claim."""

from __future__ import annotations

from collections.abc import Iterator

from tests.docx_files import (
    RELATIONS,
    abstract,
    cell,
    docx,
    level,
    listed,
    num,
    paragraph,
    row,
    run,
    style,
    table,
    unzipped,
    zipped,
)
from tests.hostile.kinds import MIB, Bait, Hostile, hostile
from tests.test_xlsx import raw

NINE = "9" * 100_000
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def files() -> Iterator[Hostile]:
    """All of them."""
    for suffix, made in ((".docx", DOCX), (".xlsx", XLSX)):
        for name, (make, outcomes) in made.items():
            yield hostile(name, suffix, lambda bait, m=make: _unpacked(m(bait)), outcomes)
    for name, suffix, data, outcomes in CLAIMS:
        yield hostile(name, suffix, data, outcomes)


def _unpacked(package: bytes) -> bytes:
    """The package without compression, so that it is not taken for a bomb before its reader sees it."""
    return zipped(unzipped(package), packed=False)


def _nested(depth: int) -> str:
    inner = paragraph("底")
    for _ in range(depth):
        inner = table(row(f"<w:tc>{inner}</w:tc>", cell("旁")))
    return inner


def _numbered(form: str, text: str, count: int, start: str = "1") -> bytes:
    lists = abstract(0, level(0, form, text).replace('w:val="1"', f'w:val="{start}"', 1)) + num(1, 0)
    return docx(listed("项", 1) * count, numbering=lists)


def _outward(bait: Bait) -> bytes:
    """Relationships to a template, a picture and a chunk outside, and fields that include files."""
    kinds = ("attachedTemplate", "image", "aFChunk", "styles", "numbering", "footnotes", "header")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "".join(
        f'<Relationship Id="x{n}" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
        for n, (kind, target) in enumerate((k, t) for k in kinds for t in (bait.url, f"file://{bait.path}"))
    )
    field = f'<w:fldSimple w:instr=" INCLUDETEXT &quot;{bait.path}&quot; ">{run("文")}</w:fldSimple>'
    good = docx(paragraph(inner=field) + '<w:altChunk xmlns:r="r" r:id="x4"/>')
    outside = {"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'}
    return zipped(unzipped(good) | outside)


def _cycle_of_styles(count: int) -> str:
    return "".join(style(f"s{n}", based_on=f"s{(n + 1) % count}") for n in range(count))


DOCX = {
    "half a million tiny paragraphs": (lambda b: docx("<w:p/>" * 500_000 + paragraph("文")), "read"),
    "words in two hundred thousand paragraphs": (lambda b: docx(paragraph("文") * 200_000), "too_big"),
    "table of two hundred thousand cells": (lambda b: docx(table(row(cell("1") * 100) * 2_000)), "too_big"),
    "table of empty cells": (lambda b: docx(table(row("<w:tc><w:p/></w:tc>" * 2) * 100_000)), "no_text"),
    "row of a hundred thousand cells": (lambda b: docx(table(row(cell("1") * 100_000))), "too_big"),
    "span of a billion": (lambda b: docx(table(row(cell("1", properties='<w:gridSpan w:val="999999999"/>') * 50))), "read"),
    "spans without end": (
        lambda b: docx(table(row(cell("1", properties='<w:gridSpan w:val="16384"/>') * 2) * 10_000)), "read too_big",
    ),
    "span of a hundred thousand digits": (
        lambda b: docx(table(row(cell("1", properties=f'<w:gridSpan w:val="{NINE}"/>'), cell("2")))), "read",
    ),
    "merge over thirty thousand rows": (
        lambda b: docx(table(*[row(cell("", properties="<w:vMerge/>"), cell("1"))] * 30_000)), "read too_big",
    ),
    "nested tables": (lambda b: docx(_nested(60)), "read"),
    "nested tables too deep": (lambda b: docx(_nested(200)), "too_big"),
    "nested insertions": (lambda b: docx(f"<w:p>{'<w:ins>' * 240}{run('文')}{'</w:ins>' * 240}</w:p>"), "read"),
    "list level beyond all": (lambda b: docx(listed("项", 1, 999_999_999), numbering=abstract(0) + num(1, 0)), "read"),
    "list start of many digits": (lambda b: _numbered("chineseCountingThousand", "%1、", 5, NINE), "read"),
    "list start at the edge": (lambda b: _numbered("upperRoman", "%1、", 5, "999999999"), "read"),
    "label of a megabyte": (lambda b: _numbered("decimal", "%1" * (MIB // 2), 20_000), "read too_big"),
    "two thousand lists": (
        lambda b: docx(listed("项", 1_999) * 1_000,
                       numbering=abstract(0, level(0, "decimal", "%1")) + "".join(num(n, 0) for n in range(2_000))),
        "read",
    ),
    "styles in a circle": (lambda b: docx(paragraph("文", '<w:pStyle w:val="s0"/>'), styles=_cycle_of_styles(3)), "read"),
    "five thousand styles in a circle": (
        lambda b: docx(paragraph("文", '<w:pStyle w:val="s0"/>') * 5_000, styles=_cycle_of_styles(5_000)), "read",
    ),
    "numbering styles in a circle": (
        lambda b: docx(listed("项", 1), styles=style("L", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
                       numbering=abstract(0, more='<w:numStyleLink w:val="L"/>') + num(1, 0)),
        "read",
    ),
    "line of a megabyte": (lambda b: docx(paragraph("文" * MIB)), "read"),
    "line of thirty megabytes": (lambda b: docx(paragraph("文" * (10 * MIB))), "too_big damaged"),
    "half a million line breaks": (lambda b: docx(paragraph(inner=f"<w:r>{'<w:br/>' * 500_000}</w:r>" + run("文"))), "read"),
    "a hundred thousand notes": (
        lambda b: docx(paragraph("文", inner='<w:r><w:footnoteReference w:id="1"/></w:r>' * 100_000)), "read",
    ),
    "boxes in boxes": (
        lambda b: docx(paragraph(inner="<w:r><w:pict><w:txbxContent><w:p>" * 50 + run("文")
                                 + "</w:p></w:txbxContent></w:pict></w:r>" * 50)), "read",
    ),
    "parts outside": (_outward, "read"),
}  # fmt: skip


def _sheet(rows: str, more: str = "") -> bytes:
    return raw(f"<sheetData>{rows}</sheetData>{more}")


def _diagonal(count: int) -> str:
    return "".join(
        f'<row r="{n}"><c r="{_letters(n)}{n}"><v>1</v></c><c r="A{n}"><v>1</v></c></row>' for n in range(2, count)
    )


def _letters(number: int) -> str:
    words = ""
    while number:
        number, rest = divmod(number - 1, 26)
        words = chr(ord("A") + rest) + words
    return words


EVERYTHING = '<mergeCell ref="A1:XFD1048576"/>'
FIRST_STRING = '<row><c t="s"><v>0</v></c></row>'
TWO = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
XLSX = {
    "claims to be endless": (lambda b: raw(f'<dimension ref="A1:XFD1048576"/><sheetData>{TWO}</sheetData>'), "read"),
    "last cell": (
        lambda b: _sheet(TWO + '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'), "read",
    ),
    "beyond the last cell": (
        lambda b: _sheet(TWO + '<row r="9999999"><c r="ZZZ9999999"><v>1</v></c><c r="A0"><v>1</v></c></row>'), "read",
    ),
    "million empty rows": (lambda b: _sheet("<row/>" * 900_000 + TWO), "read"),
    "all columns": (lambda b: _sheet(f"<row>{'<c><v>1</v></c>' * 16_384}</row>" * 4), "too_big"),
    "more than all columns": (lambda b: _sheet(f"<row>{'<c><v>1</v></c>' * 100_000}</row>"), "read too_big"),
    "diagonal": (lambda b: _sheet(_diagonal(16_384)), "too_big"),
    "everything merged": (lambda b: _sheet(TWO, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "read"),
    "hundred thousand merges": (
        lambda b: _sheet(TWO, f"<mergeCells>{EVERYTHING * 100_000}</mergeCells>"), "read",
    ),
    "merges over each other": (
        lambda b: _sheet(
            "".join(f"<row>{'<c><v>1</v></c>' * 40}</row>" for _ in range(1_000)),
            "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 1_000)) + "</mergeCells>",
        ),
        "read",
    ),
    "one long string ten thousand times": (
        lambda b: raw(f"<sheetData>{FIRST_STRING * 10_000}</sheetData>", f"<si><t>{'文' * 3 * MIB}</t></si>"),
        "too_big damaged",
    ),
    "index beyond all": (
        lambda b: _sheet(f'<row><c t="s"><v>{NINE}</v></c><c s="{NINE}"><v>1</v></c><c t="s"><v>-1</v></c></row>'), "read",
    ),
    "number of a hundred thousand digits": (lambda b: _sheet(f"<row><c><v>{NINE}</v></c><c><v>1e999999</v></c></row>"), "read"),
    "five thousand sheets": (
        lambda b: zipped({"xl/workbook.xml": "<workbook><sheets>" + '<sheet name="a" id="r1"/>' * 5_000 + "</sheets></workbook>"}),
        "no_text",
    ),
}  # fmt: skip

_UTF16 = "EncryptedPackage".encode("utf-16-le")
CLAIMS = (
    ("locked office file", ".docx", COMPOUND + bytes(504) + _UTF16 + bytes(1_000), "encrypted"),
    ("locked workbook", ".xlsx", COMPOUND + bytes(504) + _UTF16 + bytes(1_000), "encrypted"),
    ("locked word file", ".doc", COMPOUND + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(1_000), "encrypted"),
    ("old workbook", ".xls", COMPOUND + bytes(5_000), "unknown_format"),
    ("page that says it is a document", ".doc", b"<html><body><p>" + "一、总则".encode() * 50, "read"),
    ("page archive", ".doc", b"MIME-Version: 1.0\n\n<html>", "unknown_format"),
    ("noise", ".docx", bytes(range(1, 256)) * 400, "damaged"),
    ("noise", ".xlsx", bytes(range(1, 256)) * 400, "damaged"),
    ("noise", ".ofd", bytes(range(1, 256)) * 400, "damaged"),
    ("text", ".doc", "一、总则".encode(), "damaged"),
    ("picture", ".docx", b"\x89PNG\r\n\x1a\n" + bytes(100), "damaged"),
    ("old document cut off", ".doc", COMPOUND + bytes(504) + b"\xec\xa5" + bytes(2_000), "damaged no_program no_text"),
    (
        "nested rtf",
        ".doc",
        b"{\\rtf1" + b"{" * 200_000 + b"x" + b"}" * 200_000,
        "damaged no_program no_text read timeout",
    ),
)
