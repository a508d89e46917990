"""The account of numbers: for every numeral of a document its record, why it is no figure, or that it is unread.

A number that is neither in a record nor of one of these kinds becomes a notice; nothing is silently passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from kb.extract.figures import figure_words, periods, quantities
from kb.extract.figures.counts import MAX_GROUP, counts_a_group
from kb.extract.figures.figure_words import shape
from kb.extract.figures.table_held import held_cells, row_labels
from kb.extract.reading import Reading
from kb.model import Document, Named, Notice, Record, Section, Span
from kb.numbers import Numeral, numerals
from kb.places import Places
from kb.text import fold
from kb.words import tokenizer

KINDS: dict[str, str] = {
    "record": "in a record",
    "label": "numbering of a heading, a list or a table",
    "number": "发文字号",
    "date": "a date, a year, a period",
    "name": "in a name or a saying: “1+1+7”, 一带一路",
    "code": "in a code: 5G",
    "ordinal": "an ordinal: 第三方",
    "duration": "a length of time: 10个工作日内",
    "passing": "told in passing: 六个方面, 一批",
    "word": "a part of a word: 统一",
    "unread": "none of these",
}
"""What a numeral can be."""

AGES = ("岁", "周岁")
"""Units of time that tell an age, which is a figure: 45周岁以下."""
NUMBER, UNREAD = "unread_number", "unread"
WINDOW = 12
_DIGITS = re.compile(r"\d+")
_QUOTED = re.compile(r"《[^》]*》|[“\"][^”\"，。]{1,20}[”\"]")
_LINK = re.compile(r"https?://\S+|[\w.-]+@[\w.-]+|(?<!\d)\d{3,4}-\d{7,8}(?!\d)|(?<!\d)1\d{10}(?!\d)")


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
        held = [(s, t.id) for t in document.tables for s in held_cells(t)]
        self.records = _Taken([*((s, r.id) for r in figures for s in _figure_places(r)), *held])
        self.labels = _Taken((s, None) for s in _labels(document))
        self.names = _Taken((s, r.id) for r in records if isinstance(r, Named) for s in r.spans)

    def find(self, place: Span) -> tuple[str | None, str | None]:
        """What takes a place, as a kind, and the record that does; nothing for a place that is free."""
        for kind, taken in (("record", self.records), ("label", self.labels), ("name", self.names)):
            found, id = taken.find(place)
            if found:
                return kind, id
        return None, None


def _figure_places(record: Record) -> Iterator[Span]:
    """A statement takes its places only, so that a number beside it is not read by it; a measure its text."""
    yield from record.places.values()
    if record.type == "measure":
        yield from record.spans


def _labels(document: Document) -> Iterator[Span]:
    yield from (_label(s) for s in document.sections)
    for table in document.tables:
        yield from row_labels(document, table)


def _label(section: Section) -> Span:
    return section.places.get("label", Span(section.span.start, section.span.start))


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
    view, found = _View(printed), [*numerals(printed)]
    for numeral in sorted([*found, *_loose(printed, found)], key=lambda n: n.span):
        place = Span(line.start + numeral.span.start, line.start + numeral.span.end)
        known, id = ledger.find(place)
        yield Entry(place, numeral.text, known or view.kind(numeral), id)


def _loose(printed: str, found: list[Numeral]) -> Iterator[Numeral]:
    """Digits that form no number, as in CLI.12.4792728 or 1.2.3."""
    taken = _Taken((n.span, None) for n in found)
    for match in _DIGITS.finditer(fold(printed)):
        span = Span(*match.span())
        if not taken.find(span)[0]:
            yield Numeral(span, Decimal(match.group()), printed[slice(*span)], han=False)


class _View:
    """A line with everything that may explain a numeral, each layer found when it is first asked for."""

    def __init__(self, printed: str) -> None:
        self.printed, self.plain = printed, fold(printed)
        self._found: dict[re.Pattern[str], _Taken] = {}

    @cached_property
    def marks(self) -> _Taken:
        return _Taken((m.span, None) for m in periods.find(self.printed))

    @cached_property
    def words(self) -> _Taken:
        return _Taken((Span(w.start, w.end), None) for w in tokenizer().tokenize(self.plain) if w.end - w.start > 1)

    @cached_property
    def by_start(self) -> dict[int, quantities.Quantity]:
        found = quantities.find(self.printed)
        return {start: q for q in found for start in range(*q.number)}

    def holds(self, pattern: re.Pattern[str], n: Numeral) -> bool:
        """Whether a numeral lies in a match of a pattern."""
        if pattern not in self._found:
            self._found[pattern] = _Taken((Span(*m.span()), None) for m in pattern.finditer(self.plain))
        return self._found[pattern].find(n.span)[0]

    def kind(self, numeral: Numeral) -> str:
        """The first kind that fits, in the order of the rules."""
        return next((kind for kind, rule in _RULES if rule(self, numeral)), UNREAD)

    def before(self, numeral: Numeral) -> str:
        """The text right before a numeral."""
        return self.plain[max(0, numeral.span.start - WINDOW) : numeral.span.start]

    def behind(self, numeral: Numeral) -> str:
        """The text right behind a numeral."""
        return self.plain[numeral.span.end : numeral.span.end + WINDOW]

    def quantity(self, numeral: Numeral) -> quantities.Quantity | None:
        """The quantity of which a numeral is the number."""
        return self.by_start.get(numeral.span.start)


Rule = Callable[[_View, Numeral], bool]


def _is_label(view: _View, n: Numeral) -> bool:
    return (
        view.holds(shape("item"), n)
        or bool(shape("label_before").search(view.before(n)))
        or view.plain.strip() == n.text
    )


def _is_name(view: _View, n: Numeral) -> bool:
    saying = view.holds(figure_words.anywhere("idiom"), n)
    return saying or (view.quantity(n) is None and view.holds(_QUOTED, n))


def _is_code(view: _View, n: Numeral) -> bool:
    joined = re.search(r"[a-z+×*/_-]$|[a-z\d]\.$", view.before(n)) or re.match(
        r"[a-z+×*/_]|[-.][a-z\d]", view.behind(n)
    )
    return view.holds(_LINK, n) or (bool(joined) and view.quantity(n) is None)


def _is_ordinal(view: _View, n: Numeral) -> bool:
    third = bool(shape("ordinal_before").search(view.before(n)))
    return third or (view.quantity(n) is None and bool(shape("counted_behind").match(view.behind(n))))


def _is_duration(view: _View, n: Numeral) -> bool:
    quantity = view.quantity(n)
    return quantity is not None and quantity.dimension == "time" and quantity.unit not in AGES


def _is_passing(view: _View, n: Numeral) -> bool:
    """Han numerals that count things without naming a figure: 一批, 三项举措, 六个方面."""
    quantity = view.quantity(n)
    if quantity is None or quantity.dimension != "count":
        return False
    vague = figure_words.at_start("vague").match(view.plain, quantity.span.end)
    grouped = quantity.value == 1 or (quantity.value <= MAX_GROUP and counts_a_group(quantity))
    rough = grouped or view.plain[n.span.start] in quantities.ROUGH
    return bool(vague) or (n.han and rough)


def _is_word(view: _View, n: Numeral) -> bool:
    """A Han numeral without a unit, or inside a longer word."""
    return n.han and (view.quantity(n) is None or view.words.find(n.span)[0])


_RULES: tuple[tuple[str, Rule], ...] = (
    ("number", lambda view, n: view.holds(shape("document_number"), n)),
    ("label", _is_label),
    ("date", lambda view, n: view.marks.find(n.span)[0]),
    ("name", _is_name),
    ("code", _is_code),
    ("ordinal", _is_ordinal),
    ("duration", _is_duration),
    ("passing", _is_passing),
    ("word", _is_word),
)
