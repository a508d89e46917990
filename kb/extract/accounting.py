"""The account of numbers: for every numeral of a document, the record it is in, or why it is no figure, or that it is unread.

A number that is neither in a record nor of one of these kinds becomes a notice; nothing is silently passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kb.extract import figure_words, periods, quantities
from kb.extract.counts import UNITS
from kb.extract.reading import Reading
from kb.model import Document, Named, Notice, Record, Section, Span, Table
from kb.numbers import Numeral, numerals
from kb.places import Places
from kb.text import fold
from kb.words import tokenizer

KINDS = ("record", "label", "number", "date", "name", "code", "ordinal", "duration", "passing", "word", "unread")
"""In a record; numbering of a heading, list or table; 发文字号; a date, year or period; in a name or saying; in a code (5G);
an ordinal (第三); a length of time (10个工作日内); told in passing (六个方面, 一批); a part of a word (统一); none of these."""

NUMBER, UNREAD = "unread_number", "unread"
_ITEM = re.compile(r"^\s*(?:[（(【]?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）】、.．:：]|[①-⑳]|[一二三四五六七八九十]+是|第[^\s，。]{1,6}[条章节款项])")
_DOCUMENT_NUMBER = re.compile(r"[〔\[(（【]\s*\d{4}\s*[〕\])）】]\s*第?\s*\d+\s*号")
_QUOTED = re.compile(r"《[^》]*》|[“\"][^”\"，。]{1,20}[”\"]")
_LINK = re.compile(r"https?://\S+|[\w.-]+@[\w.-]+|(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)")
_LABEL = re.compile(r"(?:表\s*格?|图|附件|附表|专栏|附录|栏)\s*$")
_CLOSER = re.compile(r"^\s*(?:周年|号|条|款|章|节|版|届|期|区|栋|楼|路|街|层|室|年级|班|等奖|级|线|型|代|强|后|式|档)")


class Entry(NamedTuple):
    """One numeral of the account. `id` names the record it is in."""

    span: Span
    text: str
    kind: str
    id: str | None = None


def account(document: Document, records: Iterable[Record]) -> tuple[Entry, ...]:
    """Every numeral of a document with its kind, in order."""
    found = tuple(records)
    ledger = _Ledger(document, found)
    entries: list[Entry] = []
    for line in Places(document.text).lines.spans():
        entries += _line(document.text, line, ledger)
    return tuple(entries)


def unread(document: Document, records: Iterable[Record]) -> tuple[Entry, ...]:
    """The numerals that are in no record and of no kind that is no figure."""
    return tuple(e for e in account(document, records) if e.kind == UNREAD)


def unread_numbers(reading: Reading, records: tuple[Record, ...]) -> Iterator[Notice]:
    """A notice for each unread number; ids go on behind the document's own notices."""
    document, places = reading.document, reading.places
    start = len(document.notices) + 1
    for n, entry in enumerate(unread(document, records), start):
        yield Notice(
            id=f"notice-{n}",
            doc_id=document.id,
            section=places.path(entry.span.start),
            anchor=places.anchor(entry.span),
            spans=(entry.span,),
            code=NUMBER,
            message=f"第{places.line(entry.span.start)}行的数字“{entry.text}”没有归入任何记录",
        )


# ------------------------------------------------------------------ what records and structure take


class _Ledger:
    """Which places records, labels and names take, for looking up a numeral."""

    def __init__(self, document: Document, records: tuple[Record, ...]) -> None:
        figures = [r for r in records if r.type in ("statement", "measure")]
        self.records = _Taken((s, r.id) for r in figures for s in _figure_places(r))
        self.labels = _Taken((s, None) for s in _labels(document))
        named = [(s, r.id) for r in records if isinstance(r, Named) for s in r.spans]
        self.names = _Taken(named)


def _figure_places(record: Record) -> Iterator[Span]:
    """A statement takes its places only, so that a number beside it is not counted as read; a measure its whole text."""
    yield from record.places.values()
    if record.type == "measure":
        yield from record.spans


def _labels(document: Document) -> Iterator[Span]:
    yield from (_label(s) for s in document.sections)
    for table in document.tables:
        yield from _serials(table)


def _label(section: Section) -> Span:
    return section.places.get("label", Span(section.span.start, section.span.start))


def _serials(table: Table) -> Iterator[Span]:
    serial = [i for i, c in enumerate(table.columns) if re.match(r"\s*(?:序\s*号|编\s*号)", c)]
    return (row[i] for row in table.cells for i in serial)


class _Taken:
    """Places in order, each with the id of what takes it."""

    def __init__(self, places: Iterable[tuple[Span, str | None]]) -> None:
        self._places = sorted(places, key=lambda p: (p[0], p[1] or ""))
        self._starts = [p[0].start for p in self._places]

    def find(self, span: Span) -> tuple[bool, str | None]:
        """Whether a place lies in one of these, and in whose."""
        for i in range(bisect_right(self._starts, span.start) - 1, -1, -1):
            place, id = self._places[i]
            if place.start <= span.start and span.end <= place.end:
                return True, id
            if span.start - place.start > 2000:
                break
        return False, None


# ------------------------------------------------------------------ one line


def _line(text: str, line: Span, ledger: _Ledger) -> Iterator[Entry]:
    printed = text[slice(*line)]
    plain = fold(printed)
    found = list(numerals(printed))
    view = _View(plain, printed) if found else None
    for numeral in found:
        place = Span(line.start + numeral.span.start, line.start + numeral.span.end)
        taken, id = ledger.records.find(place)
        if taken:
            yield Entry(place, numeral.text, "record", id)
            continue
        named, owner = ledger.names.find(place)
        label = ledger.labels.find(place)[0]
        kind = "label" if label else "name" if named else view.kind(numeral) if view else UNREAD
        yield Entry(place, numeral.text, kind, owner if kind == "name" else None)


class _View:
    """A line with everything that may explain a numeral, each found when it is first asked for."""

    def __init__(self, plain: str, printed: str) -> None:
        self.plain, self.printed = plain, printed
        self.marks = [m.span for m in periods.find(printed)]
        self.quantities = quantities.find(printed)

    def kind(self, numeral: Numeral) -> str:
        """The first kind that fits, in the order of the rules."""
        return next((kind for kind, rule in _RULES if rule(self, numeral)), UNREAD)

    def around(self, numeral: Numeral) -> tuple[str, str]:
        """The text before and behind a numeral."""
        return self.plain[: numeral.span.start], self.plain[numeral.span.end :]

    def quantity(self, numeral: Numeral) -> quantities.Quantity | None:
        """The quantity of which a numeral is the number."""
        return next((q for q in self.quantities if _within(numeral.span, q.number)), None)


Rule = Callable[[_View, Numeral], bool]


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _in(pattern: re.Pattern[str]) -> Rule:
    return lambda view, n: any(_within(n.span, Span(*m.span())) for m in pattern.finditer(view.plain))


def _is_label(view: _View, n: Numeral) -> bool:
    before, _ = view.around(n)
    return _in(_ITEM)(view, n) or bool(_LABEL.search(before)) or view.plain.strip() == n.text


def _is_date(view: _View, n: Numeral) -> bool:
    return any(_within(n.span, m) for m in view.marks)


def _is_name(view: _View, n: Numeral) -> bool:
    quantity = view.quantity(n)
    saying = _in(figure_words.anywhere("idiom"))(view, n)
    return saying or (quantity is None and _in(_QUOTED)(view, n))


def _is_code(view: _View, n: Numeral) -> bool:
    before, behind = view.around(n)
    joined = bool(re.search(r"[a-z+×*/_-]$", before) or re.match(r"[a-z+×*/_]|-[a-z\d]", behind))
    return _in(_LINK)(view, n) or (joined and view.quantity(n) is None)


def _is_ordinal(view: _View, n: Numeral) -> bool:
    before, behind = view.around(n)
    return bool(re.search(r"第\s*$", before)) or (view.quantity(n) is None and bool(_CLOSER.match(behind)))


def _is_duration(view: _View, n: Numeral) -> bool:
    quantity = view.quantity(n)
    return quantity is not None and quantity.dimension == "time"


def _is_passing(view: _View, n: Numeral) -> bool:
    """Han numerals that count things without naming a figure: 一批, 三项举措, 六个方面."""
    quantity = view.quantity(n)
    if quantity is None or quantity.dimension != "count":
        return False
    vague = figure_words.at_start("vague").match(view.plain, quantity.span.end)
    return bool(vague) or (n.han and (quantity.value == 1 or quantity.unit in UNITS or view.plain[n.span.start] in "百千万亿"))


def _is_word(view: _View, n: Numeral) -> bool:
    """A Han numeral without a unit, or inside a longer word."""
    if not n.han:
        return False
    return view.quantity(n) is None or any(
        w.start <= n.span.start and n.span.end <= w.end and w.end - w.start > len(n.text) for w in _words(view.plain)
    )


@cache
def _words(plain: str) -> tuple[Span, ...]:
    return tuple(Span(w.start, w.end) for w in tokenizer().tokenize(plain))


_RULES: tuple[tuple[str, Rule], ...] = (
    ("number", _in(_DOCUMENT_NUMBER)),
    ("label", _is_label),
    ("date", _is_date),
    ("name", _is_name),
    ("code", _is_code),
    ("ordinal", _is_ordinal),
    ("duration", _is_duration),
    ("passing", _is_passing),
    ("word", _is_word),
)
