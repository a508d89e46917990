"""XML that reaches out or blows up, in each part of each format that is XML in a zip."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.docx_files import unzipped, zipped
from tests.hostile.kinds import Bait, Hostile, hostile
from tests.hostile.packages import GOOD

PARTS = {
    ".docx": ("word/document.xml", "_rels/.rels"),
    ".xlsx": ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"),
    ".ofd": ("OFD.xml", "Doc_0/Document.xml"),
}


def files() -> Iterator[Hostile]:
    """Every attack on the main part of every format; three of them on further parts."""
    for suffix, (main, *others) in PARTS.items():
        for name, (attack, outcomes) in ATTACKS.items():
            yield hostile(f"xml {name}", suffix, _with(suffix, main, attack), outcomes)
        for part in others:
            for name in ("entity file", "laughs", "deep"):
                attack, outcomes = ATTACKS[name]
                label = part.rpartition("/")[2]
                yield hostile(f"xml {name} in {label}", suffix, _with(suffix, part, attack), outcomes)


def _with(suffix: str, part: str, attack: Callable[[Bait], bytes]) -> Callable[[Bait], bytes]:
    return lambda bait: _replaced(GOOD[suffix], part, attack(bait))


def _replaced(good: bytes, part: str, data: bytes) -> bytes:
    parts = unzipped(good)
    assert part in parts, (part, list(parts))
    return zipped(parts | {part: data})


def _laughs(_: Bait) -> bytes:
    lines = ['<!ENTITY a0 "哈">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f"<?xml version='1.0'?><!DOCTYPE a [{''.join(lines)}]><a>&a9;</a>".encode()


def _quadratic(_: Bait) -> bytes:
    return f"<!DOCTYPE a [<!ENTITY x '{'哈' * 100_000}'>]><a>{'&x;' * 50_000}</a>".encode()


ATTACKS: dict[str, tuple[Callable[[Bait], bytes], str]] = {
    "entity file": (lambda b: f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{b.path}">]><a>&x;</a>'.encode(), "entity"),
    "entity http": (lambda b: f'<!DOCTYPE a [<!ENTITY x SYSTEM "{b.url}">]><a>&x;</a>'.encode(), "entity"),
    "external type": (lambda b: f'<!DOCTYPE a SYSTEM "{b.url}"><a/>'.encode(), "entity"),
    "parameter entity": (lambda b: f'<!DOCTYPE a [<!ENTITY % x SYSTEM "{b.url}">%x;]><a/>'.encode(), "entity"),
    "laughs": (_laughs, "entity"),
    "laughs in utf-16": (lambda b: _laughs(b).decode().encode("utf-16"), "entity"),
    "quadratic": (_quadratic, "entity"),
    "utf-7": (lambda b: b'<?xml version="1.0" encoding="utf-7"?>+ADw-a/+AD4-', "damaged"),
    "include": (
        lambda b: f'<a xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="file://{b.path}"/></a>'.encode(),
        "no_text damaged",
    ),
    "deep": (lambda b: b"<a>" * 100_000 + b"</a>" * 100_000, "too_big"),
    "three million elements": (lambda b: b"<a>" + b"<b/>" * 3_000_000 + b"</a>", "too_big zip_bomb"),
    "hundred thousand attributes": (
        lambda b: f"<a {' '.join(f'b{n}=%22%22' for n in range(100_000))}/>".replace("%22", '"').encode(),
        "no_text damaged too_big",
    ),
    "not closed": (lambda b: b"<a><b>", "damaged"),
    "nul": (lambda b: b"<a>\0</a>", "damaged"),
    "surrogate": (lambda b: b"<a>&#xD800;</a>", "damaged"),
}
