"""Which named things a question names: enterprises, bodies, projects and documents, by any of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.model import Named, Span
from kb.text import fold

_TITLE = re.compile(r"《([^》]{2,40})》")
_WORD = re.compile(r"[A-Za-z][A-Za-z'&-]*")
_CAPITALISED = re.compile(r"(?:\s+(?:of\s+)?[A-Z][A-Za-z]*)*")


class Spoken(NamedTuple):
    """A place of the question and the records that have this name; one name may be an enterprise and a project."""

    span: Span
    records: tuple[Named, ...]


def spoken_names(question: Question, catalog: Catalog) -> tuple[Spoken, ...]:
    """The names in the question, the longest first, disjoint."""
    plain = fold(question.text)
    found = [*_titles(question.text, catalog), *_printed(plain, catalog)]
    if question.language == "en":
        found += _romanised(question.text, catalog)
    taken: list[Spoken] = []
    for one in sorted(found, key=lambda s: (s.span.start - s.span.end, s.span.start)):
        same = next((t for t in taken if t.span == one.span), None)
        if same is not None:
            taken[taken.index(same)] = Spoken(same.span, _joined(same.records, one.records))
        elif all(one.span.end <= t.span.start or one.span.start >= t.span.end for t in taken):
            taken.append(one)
    return tuple(taken)


def _joined(one: Iterable[Named], other: Iterable[Named]) -> tuple[Named, ...]:
    return tuple({(r.doc_id, r.id): r for r in (*one, *other)}.values())


def _printed(plain: str, catalog: Catalog) -> list[Spoken]:
    """Names and aliases that stand in the question as they are."""
    places: dict[Span, list[Named]] = {}
    for record in catalog.named:
        for name in {fold(n).strip("“”") for n in (record.name, *record.aliases)}:
            at = plain.find(name) if len(name) > 1 else -1
            if at >= 0:
                places.setdefault(Span(at, at + len(name)), []).append(record)
    return [Spoken(span, tuple(records)) for span, records in places.items()]


def _titles(text: str, catalog: Catalog) -> list[Spoken]:
    """A title in 《》 may be a part of the whole one: 《纲要》."""
    found = []
    for match in _TITLE.finditer(text):
        word = fold(match[1])
        cited = tuple(
            r for r in catalog.named if r.type == "document_ref" and any(word in fold(n) for n in (r.name, *r.aliases))
        )
        if cited:
            found.append(Spoken(Span(*match.span()), cited))
    return found


def _romanised(text: str, catalog: Catalog) -> list[Spoken]:
    """Fuhua Heavy Industry: the pinyin by which a name begins, with the capitalised words behind it."""
    found = []
    for word in _WORD.finditer(text):
        chinese = catalog.by_pinyin(word.group())
        held = tuple(r for r in catalog.named if chinese and _begins(r, fold(chinese)))
        if held and len({fold(r.name)[:3] for r in held}) == 1:
            behind = _CAPITALISED.match(text, word.end())
            found.append(Spoken(Span(word.start(), behind.end() if behind else word.end()), held))
    return found


def _begins(record: Named, chinese: str) -> bool:
    return any(fold(n).strip("“”").startswith(chinese) for n in (record.name, *record.aliases))


def nearest(words: Sequence[str], catalog: Catalog, limit: int = 3) -> tuple[str, ...]:
    """Names that share at least two characters in a row with one of the words, the most alike first."""
    ranked = []
    for order, record in enumerate(catalog.named):
        shared = max((_shared(fold(record.name), w) for w in words), default=0)
        if shared > 1:
            ranked.append((-shared, order, record.name))
    return tuple(dict.fromkeys(name for _, _, name in sorted(ranked)))[:limit]


def _shared(name: str, word: str) -> int:
    runs = (word[i:j] for i in range(len(word)) for j in range(i + 2, len(word) + 1))
    return max((len(run) for run in runs if run in name), default=0)
