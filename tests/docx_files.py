"""Word documents written part by part, so that a test can hold exactly the markup it is about."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")


def zipped(parts: dict[str, bytes | str], packed: bool = True) -> bytes:
    """A zip package of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return stream.getvalue()


def unzipped(package: bytes) -> dict[str, bytes | str]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {path: archive.read(path) for path in archive.namelist()}


def docx(body: str, **parts: str) -> bytes:
    """A docx of this body; `parts` are the contents of styles, numbering, footnotes ... without their root."""
    assert set(parts) <= set(PARTS)
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{part}" Target="{part}.xml"/>' for n, part in enumerate(parts)
    )
    kinds = {"document": "document.main"} | {part: part for part in parts}
    typed = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    typed += "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    roots = {"header": "hdr", "footer": "ftr"}
    main = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{TYPES}">{typed}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}">{main}</Relationships>',
            "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>',
        }
        | {
            f"word/{part}.xml": f"<w:{roots.get(part, part)} {SPACES}>{content}</w:{roots.get(part, part)}>"
            for part, content in parts.items()
        }
    )


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str = "", properties: str = "", inner: str = "") -> str:
    """A paragraph of a text, or of runs already marked up."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{run(text) if text else ''}{inner}</w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    """A paragraph that is an item of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(*texts: str, properties: str = "", inner: str = "") -> str:
    """A cell of paragraphs."""
    marked = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{marked}{''.join(paragraph(text) for text in texts)}{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def level(index: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    """A level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, overrides: str = "") -> str:
    """A list of an abstract list."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def restart(index: int, start: int) -> str:
    """The override that begins a level anew."""
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def style(name: str, more: str = "", based_on: str = "", shown: str = "") -> str:
    """A paragraph style."""
    based = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    known = f'<w:name w:val="{shown or name}"/>{based}<w:pPr>{more}</w:pPr>'
    return f'<w:style w:type="paragraph" w:styleId="{name}">{known}</w:style>'
