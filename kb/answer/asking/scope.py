"""Which documents a question is about: those whose title, number, territory, kind, period or issuer it names.

A title, a number and a territory are names; a kind (行动计划), a period (十三五规划) and an abbreviation (总部细则) are
hints, which narrow what is named. Words that name documents are no words of the topic any more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, reduce
from itertools import takewhile
from typing import NamedTuple

from kb.answer.asking.atoms import atoms
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.documents.levels import CITY, COUNTY, LONG, NATION, PROVINCE, level
from kb.extract.lexis import names
from kb.extract.names.territory import own_names
from kb.model import DocumentRecord, Span
from kb.text import fold
from kb.vocab import vocabulary

RUN = 24
"""So many characters before the kind of a document may abbreviate its title."""
WHOLE = 6
"""A title without its territory names a document from this many characters on."""
_BOOK = re.compile(r"《([^《》]{2,60})》")
_NUMBER = re.compile(r"[一-龥]{1,10}[〔\[（(]\d{4}[〕\]）)]第?\d+号")
_QUOTED = re.compile(r"[“「\"]([^“”「」\"]{2,12})[”」\"]")
_BEFORE = re.compile(r"[一-龥\w]+$")


def asks_which(question: Question, *roles: str) -> re.Match[str] | None:
    """Where the question asks which document (哪些文件), or with other roles which city or province."""
    return _shape("head", *(roles or ("which",))).search(fold(question.text))


class Hint(NamedTuple):
    """Words of the question that name documents, and the ids of those documents."""

    span: Span
    documents: frozenset[str]


def designated(question: Question, catalog: Catalog) -> Question:
    """The question with the documents it names, without the words that name them; itself when it names none."""
    if len(catalog.documents) < 2:
        return question
    documents = catalog.called
    firm = [hints for way in _NAMES if (hints := way(question, documents))]
    loose = [hints for way in _HINTS if (hints := _outside_titles(way(question, documents), question))]
    join = _joined if question.has("difference", "compare_documents", "exceed", "met", "reach") else _narrowed
    meant = reduce(join, (_union(hints) for hints in (*firm, *loose)), frozenset[str]())
    if not meant:
        return question
    spans = [h.span for hints in (*firm, *loose) for h in hints if h.documents & meant]
    kept = tuple(a for a in question.atoms if not _covered(a.span, spans, question.text))
    ids = tuple(d.doc_id for d in catalog.documents if d.doc_id in meant)
    return question.with_(atoms=kept, documents=ids, hinted=not firm)


def level_asked(question: Question) -> tuple[int, Question] | None:
    """The higher level of government a question speaks of (国家目标, 省里), and the question without those words."""
    for role, (rank, *_) in list(_LEVELS.items())[:2]:
        if match := asks_which(question, role):
            if "terms" in question.carried:  # its atoms stand in an earlier question
                return rank, question
            kept = tuple(a for a in question.atoms if not _covered(a.span, [Span(*match.span())], question.text))
            return rank, question.with_(atoms=kept)
    return None


def _outside_titles(hints: Iterable[Hint], question: Question) -> list[Hint]:
    """Those that are no part of a title in 《》: a title says itself which document it is."""
    titles = [m.span() for m in _BOOK.finditer(fold(question.text))]
    return [h for h in hints if not any(a < h.span.end and h.span.start < b for a, b in titles)]


def _covered(place: Span, spans: Sequence[Span], text: str) -> bool:
    """Whether every letter of a place lies in one of the spans: 省、市 in 国家、省、市."""
    letters = (i for i in range(*place) if text[i].isalnum())
    return place.start < place.end and all(any(s.start <= i < s.end for s in spans) for i in letters)


def scoped(question: Question, catalog: Catalog) -> Catalog:
    """The catalog of the documents the question means, of all when it names none."""
    return catalog.within(frozenset(question.documents)) if question.documents else catalog


def _union(hints: Iterable[Hint]) -> frozenset[str]:
    return frozenset().union(*(h.documents for h in hints))


def _narrowed(meant: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """What both name; where they have nothing in common the first, which is the surer one."""
    return (meant & named) or meant or named


def _joined(meant: frozenset[str], named: frozenset[str]) -> frozenset[str]:
    """What both name, if that is several; else all: one document is compared with the other."""
    both = meant & named
    if not meant or len(both) > 1 or meant == named:
        return both or named
    return meant if both else meant | named


# ------------------------------------------------------------------ names


def _by_title(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    """《…》 that is a title or a part of one; a title without marks; the words a title has in quotation marks."""
    plain = fold(question.text)
    found = []
    for match in _BOOK.finditer(plain):
        held = [d for d in documents if _is_title(match[1], fold(d.title))]
        exact = [d for d in held if fold(d.title) == match[1]]
        found.append(_hint(Span(*match.span()), exact or held))
    for one in documents:
        for name in _printed_names(one):
            if (at := plain.find(name)) >= 0:
                found.append(_hint(Span(at, at + len(name)), [one]))
    return _longest(found)


def _is_title(said: str, title: str) -> bool:
    if len(title) > LONG:
        return False
    return said in title or title in said or (len(said) >= 4 and _abbreviates(said, title))


def _printed_names(record: DocumentRecord) -> list[str]:
    """The title, the title without its territory and the years behind it, and what it has in quotation marks."""
    title = fold(record.title)
    if len(title) > LONG:
        return []
    bare = re.sub(r"\([^()]*\)$", "", title)
    own = next((n for n in own_names(record.region) if bare.startswith(n)), "")
    quoted = [q for q in _QUOTED.findall(title) if not vocabulary().periods.find(q)]
    return [title, *(n for n in (bare, bare.removeprefix(own)) if len(n) >= WHOLE), *quoted]


def _by_number(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    plain = fold(question.text)
    found = [(Span(*m.span()), _bare(m.group())) for m in _NUMBER.finditer(plain)]
    return _longest(
        _hint(span, [d for d in documents if d.number and said.endswith(_bare(d.number))]) for span, said in found
    )


def _bare(number: str) -> str:
    return re.sub(r"[〔\[（(〕\]）)第\s]", "", fold(number))


def _by_place(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    """Their territory, or the level of government they are of: 江州市, 省里."""
    plain = fold(question.text)
    found = []
    named = {d.doc_id: own_names(d.region) for d in documents if d.region}
    for name in {n for own in named.values() for n in own if len(n) > 1}:
        held = [d for d in documents if name in named.get(d.doc_id, ())]
        found += [_hint(span, held) for span in _places(name, plain)]
        found += [_hint(a.span, held) for a in question.atoms if question.language == "en" and name in a.forms]
    for role, ranks in _LEVELS.items():
        held = [d for d in documents if level(d) in ranks]
        found += [_hint(Span(*m.span()), held) for m in _shape("head", role).finditer(plain)]
    return _longest(found)


_LEVELS = {
    "national": (NATION,),
    "provincial": (PROVINCE,),
    "municipal": (CITY, COUNTY),
    "which-city": (CITY, COUNTY),
    "which-province": (PROVINCE,),
}
"""Words for a level of government -> the ranks of the documents they mean."""


def _places(name: str, plain: str) -> list[Span]:
    """Where a territory is named; a known one only where the vocabulary sees it: 经济南北 is not 济南."""
    spans = [Span(*m.span()) for m in re.finditer(re.escape(name), plain)] if name in plain else []
    if not spans:
        return []
    known = [m.span for m in vocabulary().regions.find(plain)]
    if not vocabulary().regions.find(name):
        return spans
    return [s for s in spans if any(k.start <= s.start and s.end <= k.end for k in known)]


# ------------------------------------------------------------------ hints


def _by_abbreviation(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    """Characters of a title in its order before the kind of document (总部细则); words of a document's first words."""
    plain = fold(question.text)
    found = []
    for kind in _shape("whole", "behind").finditer(plain):
        run = _BEFORE.search(plain[max(0, kind.start() - RUN) : kind.start()])
        words = run.group() if run else ""
        hints = (_said_of(words, kind, d) for d in documents)
        longest = max((h for h in hints if h), key=lambda h: h.span.end - h.span.start, default=None)
        if longest:
            held = [d for d in documents if (h := _said_of(words, kind, d)) and h.span == longest.span]
            found.append(_hint(longest.span, held))
    return _longest(found)


def _said_of(words: str, kind: re.Match[str], record: DocumentRecord) -> Hint | None:
    """The words before a kind of document that speak of this one, with the kind."""
    title, first = fold(record.title), kind.start() - len(words)
    if len(title) <= LONG:
        starts = range(len(words) - 1)
        start = next((i for i in starts if _abbreviates(words[i:] + kind.group(), title)), None)
    else:
        start = _start_of_said(words, title) if kind.group() in _own_words(title) else None
    return None if start is None else _hint(Span(first + start, kind.end()), [record])


def _start_of_said(words: str, opening: str) -> int | None:
    """Where the last words begin that all stand in the first words of a document; two of them at least."""
    said = list(takewhile(lambda atom: atom.stands_in(opening), reversed(atoms(words))))
    return said[-1].span.start if len(said) > 1 else None


def _own_words(title: str) -> str:
    """The first words of a document without the titles of others that stand in them."""
    return title if len(title) <= LONG else re.sub("《[^《》]*》", "", title)


def _abbreviates(said: str, title: str) -> bool:
    """Whether all characters stand in the title in this order, two by two or more: 总部细则, not 奖励企业."""
    at, runs = 0, []
    while said:
        size = next((n for n in range(len(said), 0, -1) if title.find(said[:n], at) >= 0), 0)
        if not size:
            return False
        at = title.find(said[:size], at) + size
        runs.append(size)
        said = said[size:]
    return sum(size > 1 for size in runs) * 2 > len(runs)


def _by_period(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    """十三五规划, or the years of a plan before the kind it is of."""
    plain = fold(question.text)
    found = []
    for place in question.times.places:
        behind = plain[place.end : place.end + 6]
        periods = [(m.entry.first, m.entry.last) for m in vocabulary().periods.find(plain[slice(*place)])]
        years = [question.times.span] if question.times.span else []
        if _shape("whole", "kind", "behind").search(behind):
            held = [d for d in documents if d.period and d.period in (*periods, *years)]
            found.append(_hint(place, held))
    return _longest(found)


def _by_kind(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    """行动计划, 实施细则: the documents whose title says so."""
    plain = fold(question.text)
    kinds = [(Span(*m.span()), m.group()) for m in _shape("whole", "kind").finditer(plain)]
    held = ((span, [d for d in documents if kind in _own_words(fold(d.title))]) for span, kind in kinds)
    return _longest(_hint(span, found) for span, found in held if len(found) < len(documents))


def _by_issuer(question: Question, documents: Sequence[DocumentRecord]) -> list[Hint]:
    plain = fold(question.text)
    found = []
    for one in documents:
        for issuer in fold(one.issuer or "").split():
            if (at := plain.find(issuer)) >= 0:
                held = [d for d in documents if issuer in fold(d.issuer or "")]
                found.append(_hint(Span(at, at + len(issuer)), held))
    return _longest(found)


@cache
def _shape(side: str, *roles: str) -> re.Pattern[str]:
    return re.compile(names("document_ref", side, *roles))


def _hint(span: Span, documents: Iterable[DocumentRecord]) -> Hint:
    return Hint(span, frozenset(d.doc_id for d in documents))


def _longest(found: Iterable[Hint]) -> list[Hint]:
    """Those that name documents, each only where no longer one holds its place."""
    hints = sorted({h for h in found if h.documents}, key=lambda h: (h.span.start - h.span.end, h.span.start))
    kept: list[Hint] = []
    for hint in hints:
        over = [k for k in kept if k.span.start < hint.span.end and hint.span.start < k.span.end]
        if all(k.span == hint.span for k in over):
            kept.append(hint)
    return kept


_Way = Callable[[Question, Sequence[DocumentRecord]], list[Hint]]
_NAMES: tuple[_Way, ...] = (_by_title, _by_number, _by_place)
_HINTS: tuple[_Way, ...] = (_by_abbreviation, _by_period, _by_kind, _by_issuer)
