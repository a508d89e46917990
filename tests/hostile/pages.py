"""Web pages and plain texts built to hurt."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.kinds import MIB, Hostile, hostile

GOOD = "<p>到2030年，建成3家平台。</p>"


def files() -> Iterator[Hostile]:
    """All of them."""
    for name, (make, outcomes) in PAGES.items():
        yield hostile(name, ".html", lambda bait, m=make: _bytes(m(bait)), outcomes)
    for suffix in (".txt", ".md"):
        for name, (make, outcomes) in TEXTS.items():
            yield hostile(name, suffix, lambda bait, m=make: m(), outcomes)


def _bytes(page: str | bytes) -> bytes:
    return page if isinstance(page, bytes) else f"<html><body>{page}</body></html>".encode()


def _outward(path: str, url: str) -> str:
    return (
        f'<!DOCTYPE html SYSTEM "{url}"><base href="{url}"><meta http-equiv="refresh" content="0;url={url}">'
        f'<link rel="stylesheet" href="{url}"><script src="{url}"></script><iframe src="file://{path}"></iframe>'
        f'<object data="file://{path}"></object><img src="{url}">{GOOD}'
    )


PAGES = {
    "deep": (lambda b: "<div>" * 100_000 + GOOD, "read too_big damaged"),
    "deep spans": (lambda b: "<span>" * 100_000 + GOOD, "read too_big damaged"),
    "nested tables": (lambda b: "<table><tr><td>" * 3_000 + GOOD, "read too_big damaged"),
    "not closed": (lambda b: "<p><b><i><a>" * 50_000 + GOOD, "read too_big damaged"),
    "span of a billion columns": (lambda b: f'<table><tr><td colspan="999999999">甲<td>1<tr><td>乙<td>2</table>{GOOD}', "read"),
    "span of a billion rows": (lambda b: f'<table><tr><td rowspan="999999999">甲<td>1<tr><td>乙<td>2</table>{GOOD}', "read"),
    "span of many digits": (lambda b: f'<table><tr><td colspan="{"9" * MIB}">甲<td>1<tr><td>乙<td>2</table>{GOOD}', "read"),
    "many spans": (lambda b: "<table>" + '<tr><td colspan="1000">甲<td rowspan="1000">1' * 20_000 + "</table>", "read too_big"),
    "hundred thousand cells": (lambda b: "<table>" + ("<tr>" + "<td>1" * 1_000) * 100 + "</table>", "too_big"),
    "line of a megabyte": (lambda b: f"<p>{'文' * MIB}</p>", "read"),
    "line of twenty megabytes": (lambda b: f"<p>{'文' * 7 * MIB}</p>", "no_text too_big damaged"),
    "many line breaks": (lambda b: "<br>" * 150_000 + GOOD, "read"),
    "million line breaks": (lambda b: "<br>" * 1_000_000 + GOOD, "too_big"),
    "words in a hundred thousand lines": (lambda b: "<p>文" * 100_000, "too_big"),
    "megabyte of blanks": (lambda b: f"<p>甲{' ' * 3 * MIB}乙{'　' * MIB}丙</p>", "read"),
    "attribute of ten megabytes": (lambda b: f'<p class="{"x" * 10 * MIB}">文</p>{GOOD}', "read damaged too_big no_text"),
    "hundred thousand attributes": (lambda b: f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>文</p>{GOOD}", "too_big"),
    "million entities": (lambda b: "<p>" + "&nbsp;&lt;&#x4e00;" * 300_000 + "</p>", "read too_big damaged"),
    "entities of its own": (lambda b: b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><html><p>&b; text</p>', "read"),
    "outward": (lambda b: _outward(*b), "read"),
    "nul and controls": (lambda b: f"<p>一、总则\0\x01\x02\x7f</p>{GOOD}".encode(), "read"),
    "surrogates": (lambda b: f"<p>&#xD800;&#xDFFF;&#55296;文</p>{GOOD}", "read"),
    "utf-7": (lambda b: b'<meta charset="utf-7"><p>+ADw-script+AD4- text enough to read</p>', "read no_text"),
    "unknown encoding": (lambda b: b'<meta charset="rot13"><p>' + "文字足够多。".encode() * 20, "read"),
    "encoding of another world": (lambda b: b'<meta charset="cp1140"><p>' + "文字足够多。".encode() * 20, "read damaged no_text"),
    "comment without end": (lambda b: GOOD + "<!--" + "-" * MIB, "read"),
    "script of ten megabytes": (lambda b: f"<script>{'x' * 10 * MIB}</script>{GOOD}", "read no_text"),
    "only script": (lambda b: f"<script>{'x' * 1_000}</script>", "no_text"),
    "truncated": (lambda b: b"<html><body><p>\xe4\xb8", "damaged no_text read"),
    "noise": (lambda b: bytes(range(256)) * 1_000, "damaged no_text read"),
}  # fmt: skip

TEXTS = {
    "line of a megabyte": (lambda: "文".encode() * (MIB // 3), "read"),
    "line of four megabytes": (lambda: b"a" * 4 * MIB, "read"),
    "line of thirty megabytes": (lambda: b"a" * 30 * MIB, "too_big"),
    "seventy megabytes": (lambda: b"a\n" * 35 * MIB, "too_big"),
    "nul": (lambda: "一、总则\0目标".encode(), "unknown_format"),
    "lone surrogates": (lambda: b"\xff\xfe" + b"\x00\xd8" * 1_000, "damaged"),
    "surrogates in utf-8": (lambda: "总则".encode() + b"\xed\xa0\x80" * 100, "damaged no_text"),
    "marks only": (lambda: b"\xef\xbb\xbf", "empty"),
    "noise": (lambda: bytes(range(1, 256)) * 4_000, "damaged unknown_format no_text"),
    "package": (lambda: b"PK\x03\x04" + bytes(1_000), "unknown_format"),
    "half a million empty lines": (lambda: b"\n" * 500_000 + "文".encode(), "read"),
    "piled accents": (lambda: ("文" + "\u0301" * 300_000).encode(), "read no_text"),
}
