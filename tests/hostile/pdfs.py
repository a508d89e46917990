"""PDF files that turn in circles, blow up, or point outside."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.hostile.kinds import MIB, Bait, Hostile, hostile
from tests.pdf_files import Words, pdf

GOOD = pdf([[Words(80, 100, "一、总则"), Words(80, 140, "到二〇三〇年建成三家平台。")]])
PAGES = "<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def files() -> Iterator[Hostile]:
    """All of them."""
    for name, (make, outcomes) in FILES.items():
        yield hostile(name, ".pdf", lambda bait, m=make: m(bait), outcomes)


def _file(objects: dict[int, bytes | str], trailer: str = "") -> bytes:
    body, places = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        places[number] = len(body)
        data = content if isinstance(content, bytes) else content.encode("latin-1")
        body += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    table = b"".join(f"{n} 1\n{at:010d} 00000 n \n".encode() for n, at in places.items())
    end = f"trailer << /Size {max(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF"
    return body + b"xref\n0 1\n0000000000 65535 f \n" + table + end.encode()


def _stream(data: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def _page(
    content: bytes, catalog: str = "", pages: str = PAGES, resources: str = "", page: str = "", **more: bytes | str
) -> bytes:
    """A file of one page with this content stream; `more` are further objects as o20, o21 ..."""
    return _file(
        {
            1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            2: pages,
            10: f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R {page}"
            f" /Resources << /Font << /F 3 0 R >> {resources} >> >>",
            3: FONT,
            11: content,
        }
        | {int(key[1:]): value for key, value in more.items()}
    )


TEXT = _stream(b"BT /F 12 Tf 50 700 Td (a plan of some words) Tj ET")


def _bomb(layers: int, size: int) -> bytes:
    data = bytes(size)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return _stream(data, f"/Filter [{'/FlateDecode ' * layers}]")


def _form(target: str) -> bytes:
    return _stream(b"/X Do BT /F 12 Tf (again and again) Tj ET",
                   f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 3 0 R >> /XObject << /X {target} >> >>")  # fmt: skip


def _outward(bait: Bait) -> bytes:
    actions = f"<< /S /URI /URI ({bait.url}) /Next << /S /Launch /F ({bait.path}) >> >>"
    script = f"<< /S /JavaScript /JS (app.launchURL\\('{bait.url}'\\)) >>"
    embedded = _stream(b"", f"/F << /Type /Filespec /FS /URL /F ({bait.url}) >>")
    return _page(TEXT, f"/OpenAction {actions} /AA << /WC {script} >>", page=f"/AA << /O {script} >>", o20=embedded)


def _sharing(count: int) -> bytes:
    kids = "10 0 R " * count
    return _page(TEXT, pages=f"<< /Type /Pages /Kids [{kids}] /Count {count} >>")


FILES = {
    "page tree in a circle": (lambda b: _page(TEXT, pages="<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"), "damaged no_text too_big"),
    "page tree of circles": (
        lambda b: _page(TEXT, pages="<< /Type /Pages /Kids [20 0 R] /Count 9 >>", o20="<< /Type /Pages /Parent 2 0 R /Kids [21 0 R 2 0 R] /Count 9 >>",
                        o21="<< /Type /Pages /Parent 20 0 R /Kids [20 0 R 10 0 R] /Count 9 >>"), "damaged no_text read",
    ),
    "billion pages": (lambda b: _page(TEXT, pages="<< /Type /Pages /Kids [10 0 R] /Count 999999999 >>"), "too_big damaged read"),
    "one page ten thousand times": (lambda b: _sharing(10_000), "too_big"),
    "flate bomb": (lambda b: _page(_bomb(1, 200 * MIB)), "no_text damaged too_big memory"),
    "flate bomb in layers": (lambda b: _page(_bomb(3, 60 * MIB)), "no_text damaged too_big memory"),
    "million filters": (lambda b: _page(_stream(b"", f"/Filter [{'/FlateDecode ' * 200_000}]")), "no_text damaged"),
    "form draws itself": (lambda b: _page(_stream(b"/X Do"), resources="/XObject << /X 20 0 R >>", o20=_form("20 0 R")), "no_text read damaged"),
    "forms draw each other": (
        lambda b: _page(_stream(b"/X Do"), resources="/XObject << /X 20 0 R >>", o20=_form("21 0 R"), o21=_form("20 0 R")), "no_text read damaged",
    ),
    "deep arrays": (lambda b: _page(TEXT, "/X " + "[" * 200_000 + "]" * 200_000), "damaged read"),
    "deep dictionaries": (lambda b: _page(TEXT, "/X " + "<</A " * 100_000 + "1" + ">>" * 100_000), "damaged read"),
    "deep arrays in content": (lambda b: _page(_stream(b"[" * 500_000 + b"BT /F 12 Tf (x) Tj ET")), "damaged no_text read"),
    "half a million saved states": (lambda b: _page(_stream(b"q " * 500_000 + b"BT /F 12 Tf 50 700 Td (words) Tj ET")), "read no_text"),
    "quarter of a million letters": (lambda b: _page(_stream(b"BT /F 1 Tf " + b"(a plan) Tj " * 40_000 + b"ET")), "read too_big"),
    "hundred thousand lines": (lambda b: _page(_stream(b"0 0 m 100 100 l S " * 100_000 + b"BT /F 12 Tf 50 700 Td (words) Tj ET")), "read"),
    "lattice of lines": (
        lambda b: _page(_stream(b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (n, n, n, n) for n in range(500)) + b"BT /F 12 Tf 50 700 Td (words) Tj ET")),
        "read too_big",
    ),
    "gigantic page": (lambda b: _page(TEXT, page="/MediaBox [0 0 1e30 1e30] /UserUnit 1e30"), "read no_text"),
    "page without size": (lambda b: _page(TEXT, page="/MediaBox [0 0 0 0]"), "read no_text"),
    "numbers beyond all": (lambda b: _page(_stream(b"BT /F 1e38 Tf 1e38 0 0 1e38 -1e38 1e38 Tm (words) Tj ET")), "read no_text damaged"),
    "cross references in a circle": (lambda b: GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % GOOD.rindex(b"xref", 0, GOOD.rindex(b"startxref"))), "read damaged"),
    "length in a circle": (lambda b: _page(b"<< /Length 11 0 R >>\nstream\nBT ET\nendstream"), "no_text damaged"),
    "length lie": (lambda b: _page(b"<< /Length 999999999 >>\nstream\nBT /F 12 Tf 50 700 Td (words) Tj ET\nendstream"), "read no_text damaged"),
    "object stream in a circle": (
        lambda b: _page(TEXT, o20=_stream(b"20 0 <<>>", "/Type /ObjStm /N 99999999 /First 5 /Extends 20 0 R")), "read damaged",
    ),
    "parents in a circle": (lambda b: _page(TEXT, page="/Parent 10 0 R"), "read no_text damaged"),
    "locked": (
        lambda b: GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>"),
        "encrypted",
    ),
    "unknown lock": (lambda b: GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Mine >>"), "encrypted damaged"),
    "outward": (_outward, "read"),
    "half": (lambda b: GOOD[: len(GOOD) // 2], "damaged no_text read"),
    "only its magic": (lambda b: b"%PDF-1.7\n", "damaged"),
    "noise": (lambda b: b"%PDF-1.7\n" + bytes(range(256)) * 1_000, "damaged"),
    "no text": (lambda b: _page(_stream(b"0 0 100 100 re f")), "no_text"),
}  # fmt: skip
