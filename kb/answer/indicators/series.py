"""Series: all statements about one indicator of one document, and how well a question's atoms name it.

An indicator's atoms are its essence (产品, 产值, 占比) and its circumstance (what a share is taken of, whose it is,
the word 数量). A question names a series when it says the essence and nothing that the series does not say: 发明专利 is
never answered with 专利, 授权 never with 申请, 省级 never with 市级.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.answer.asking.atoms import IDLE, LEVEL, MANNER, Atom, notions, spellings
from kb.model import Derived, Span, Statement
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import size

_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_DENOMINATOR = re.compile(r"占([^占]+?)的?(?:比重|比例|比率|百分比)")
_MODIFIED = re.compile(r".*[、，].*的([^的、，]{4,})")
"""特色鲜明、创新力强的未来产业集群: people ask for 未来产业集群."""
_OF_REGION = frozenset({"省级", "市级", "县级", "区级", "镇级"})
_TRAILING = re.compile(r"(?:数量|总量|总数|数|量|规模|情况)$")


@dataclass(frozen=True, eq=False)
class Series:
    """One indicator of one document. `statements` in the document's order, `derived` what follows from them."""

    doc_id: str
    key: str
    statements: tuple[Statement, ...]
    derived: tuple[Derived, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names the document uses, the most frequent first."""
        names = [s.indicator for s in self.statements]
        return tuple(sorted(dict.fromkeys(names), key=lambda n: (-names.count(n), len(n))))

    @property
    def name(self) -> str:
        """The name to show."""
        return self.names[0]

    @property
    def dimension(self) -> str:
        """What its values measure: money, count, ratio ..."""
        return self.key.split("|")[1]

    @property
    def scope(self) -> str | None:
        """The territory, where it is not the document's own."""
        parts = self.key.split("|")
        return parts[2] if len(parts) > 2 else None

    @cached_property
    def english(self) -> str | None:
        """The English name of the vocabulary, if it has one."""
        entry = vocabulary().indicators.get(self.statements[0].indicator_id)
        return entry.en[0] if entry and entry.en else None

    @cached_property
    def cut_names(self) -> tuple[Name, ...]:
        """Its names made ready for comparing, those of the vocabulary's entry included."""
        return tuple(map(Name, self.printed_names))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every spelling of every atom of its names: a question that holds none of them cannot name it."""
        return frozenset(f for name in self.cut_names for f in name.said.forms)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The notions of its names."""
        return frozenset(key for name in self.cut_names for key in name.said.keys)

    @cached_property
    def printed_names(self) -> tuple[str, ...]:
        """The document's names with and without brackets, those of the vocabulary's entry, and what a name with several
        qualities is one of."""
        entry = vocabulary().indicators.get(self.statements[0].indicator_id)
        bare = tuple(b for n in self.names if (b := _BRACKETS.sub("", n)))
        heads = (m[1] for n in self.names if (m := _MODIFIED.fullmatch(n)))
        return tuple(dict.fromkeys((*self.names, *bare, *(entry.names if entry else ()), *heads)))

    @cached_property
    def units(self) -> frozenset[str]:
        """The units of its values."""
        return frozenset(s.unit for s in self.statements if s.unit)

    def at(self, year: int, *kinds: str) -> tuple[Statement, ...]:
        """The statements for a year, of these kinds or of all that state a level."""
        wanted = kinds or ("actual", "target", "count")
        return tuple(s for s in self.statements if s.year == year and s.kind in wanted)

    def years(self, *kinds: str) -> tuple[int, ...]:
        """The years for which a level is stated, in order."""
        wanted = kinds or ("actual", "target", "count")
        return tuple(sorted({s.year for s in self.statements if s.year is not None and s.kind in wanted}))

    def at_all(self, years: Sequence[int]) -> bool:
        """Whether a level is stated for one of these years, or for any where none is asked for."""
        return any(self.covers(y) for y in years) if years else True

    def covers(self, year: int) -> bool:
        """Whether a level is stated for a year or for a span of years around it."""
        levels = (s for s in self.statements if s.kind != "change")
        return any(s.year == year or (s.year is None and within(s, year)) for s in levels)


def wide(statement: Statement) -> bool:
    """Whether a statement is about several years together: 十二五期间新增6400万人 is no figure of 2015."""
    return statement.period is not None and statement.period[0] < statement.period[1]


def within(statement: Statement, year: int) -> bool:
    """Whether a year lies in the span that a statement is about."""
    return statement.period is not None and statement.period[0] <= year <= statement.period[1]


def series_of(
    statements: Iterable[Statement], derived: Sequence[Derived], regions: Mapping[str, str | None]
) -> tuple[Series, ...]:
    """The statements grouped by document, indicator and foreign territory, in the order of their first statement.

    `regions` holds the territory of each document.
    """
    held = tuple(statements)
    own = _own_scopes(held, regions)
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in held:
        scope = "" if statement.scope in own[statement.doc_id] else f"|{statement.scope}"
        groups.setdefault((statement.doc_id, series_key(statement) + scope), []).append(statement)
    by_statement: dict[tuple[str, str], list[Derived]] = {}
    for one in derived:
        for source in one.from_[:1]:
            by_statement.setdefault((one.doc_id, source), []).append(one)
    return tuple(
        Series(doc_id, key, tuple(group), _derived_of(group, by_statement)) for (doc_id, key), group in groups.items()
    )


def _own_scopes(statements: Sequence[Statement], regions: Mapping[str, str | None]) -> dict[str, frozenset[str | None]]:
    """The territories that are the document's own: none named, 我市 and 全市, its region, and its most frequent one."""
    words = {fold(n) for n in vocabulary().cues["own_territory"].names}
    scopes: dict[str, Counter[str]] = {}
    for one in statements:
        scopes.setdefault(one.doc_id, Counter()).update([one.scope] if one.scope else [])
    found = {}
    for doc_id, count in scopes.items():
        region = fold(regions.get(doc_id) or "")
        own = {s for s in count if fold(s) in words or (region and fold(s) in (region, region[:-1]))}
        found[doc_id] = frozenset({None, *own, *(s for s, _ in count.most_common(1))})
    return found


def _derived_of(group: Sequence[Statement], by_statement: dict[tuple[str, str], list[Derived]]) -> tuple[Derived, ...]:
    found = {d.id: d for s in group for d in by_statement.get((s.doc_id, s.id), ())}
    return tuple(found.values())


def series_key(statement: Statement) -> str:
    """What joins statements: the vocabulary's entry, else the plain name; a rate of growth is not its level."""
    own = statement.indicator_id or plain_name(statement.indicator)
    return f"{own}|{_dimension(statement.unit)}"


def plain_name(indicator: str) -> str:
    """A name without brackets and counting words, for comparing.

    >>> plain_name("国家高新技术企业数量")
    '国家高新技术企业'
    """
    bare = _BRACKETS.sub("", fold(indicator)) or fold(indicator)
    return _TRAILING.sub("", re.sub(r"\s", "", bare)) or bare


def _dimension(unit: str | None) -> str:
    found = size(unit)
    return {"points": "ratio"}.get(found.entry.dimension, found.entry.dimension) if found else ""


# ------------------------------------------------------------------ does a question name it?


def leveled(name: Sequence[Atom]) -> tuple[Atom, ...]:
    """The atoms with 省 in front of a thing read as its level: 省名牌产品 is a 省级名牌产品."""
    starts = {a.span.start for a in name}
    return tuple(_as_level(a) if a.key == "word:省" and a.span.end in starts else a for a in name)


def _as_level(atom: Atom) -> Atom:
    entry = vocabulary().concepts["provincial"]
    return Atom(entry.id, spellings(entry), atom.span, group=entry.group)


class Said:
    """What a question or a name says: its atoms, made ready for comparing."""

    __slots__ = ("atoms", "forms", "groups", "keys", "words")

    def __init__(self, atoms: Sequence[Atom]) -> None:
        self.atoms = tuple(atoms)
        self.keys = frozenset(a.key for a in atoms)
        self.forms = frozenset(f for a in atoms for f in a.forms)
        self.words = tuple(w for a in atoms if (w := _long_word(a)))
        self.groups: dict[str, set[str]] = {}
        for atom in atoms:
            if atom.group and atom.group != IDLE:
                self.groups.setdefault(atom.group, set()).add(atom.key)

    def holds(self, atom: Atom) -> bool:
        """Whether it says an atom: the notion, one of its spellings, or a word cut at other places (信息 in 信息库)."""
        if atom.key in self.keys or not self.forms.isdisjoint(atom.forms):
            return True
        own = _long_word(atom)
        return bool(own) and any(own in word or word in own for word in self.words)

    def excludes(self, other: Said) -> bool:
        """Whether the two hold different members of one excluding group."""
        shared = self.groups.keys() & other.groups.keys()
        return any(self.groups[g].isdisjoint(other.groups[g]) for g in shared)


def _long_word(atom: Atom) -> str:
    """A word of two or more characters that no entry knows; else nothing."""
    return atom.forms[0] if atom.key.startswith("word:") and len(atom.forms[0]) > 1 else ""


class Name:
    """One name of an indicator: what it is (`essence`), its circumstances (`rest`), and how much the essence weighs."""

    __slots__ = ("essence", "printed", "rest", "said", "weight")

    def __init__(self, printed: str) -> None:
        atoms = leveled(notions(printed))
        essence = tuple(a for a in atoms if not _circumstance(a, printed)) or atoms
        self.printed, self.said, self.essence = printed, Said(atoms), essence
        self.rest = tuple(a for a in atoms if a not in essence)
        self.weight = sum(_size(a) for a in essence)

    def fit(self, asked: Said) -> float:
        """How well a question names it, from 0 (not at all) to 1 (each word of it).

        The essence must be in the question; an atom of an excluding group must agree.
        """
        if not self.weight or self.said.excludes(asked):
            return 0.0
        share = sum(_size(a) for a in self.essence if asked.holds(a)) / self.weight
        if not share:
            return 0.0
        bonus = sum(map(asked.holds, self.rest)) / (len(self.rest) * 10) if self.rest else 0.05
        return share * 0.9 + bonus

    def unsaid(self, asked: Said) -> tuple[Atom, ...]:
        """What it holds beyond a question, where that only tells it from its like (申请, 省级).

        Empty when the question says all of it, says something else, or lacks what the thing is.
        """
        if self.said.excludes(asked) or not all(map(self.said.holds, asked.atoms)):
            return ()
        rest = tuple(a for a in self.essence if not asked.holds(a) and not a.proper)
        apart = all(a.group not in (None, IDLE) for a in rest)
        return rest if apart and len(rest) < len(self.essence) else ()


def _circumstance(atom: Atom, printed: str) -> bool:
    """What a share is taken of, what stands in brackets, whose level it is (江门市级), and how a thing is counted."""
    if atom.group == IDLE or atom.key in MANNER or atom.weight < 0.5 or (atom.soft and atom.key.startswith("word:")):
        return True
    plain = fold(printed)
    if atom.key.startswith("region:") and plain[atom.span.end : atom.span.end + 2] in _OF_REGION:
        return True
    share = _DENOMINATOR.search(plain)
    places = [*([Span(*share.span(1))] if share else []), *(Span(*m.span()) for m in _BRACKETS.finditer(plain))]
    return any(p.start <= atom.span.start < p.end for p in places)


def _size(atom: Atom) -> float:
    """A level (省级) tells indicators apart where two are named; a question may leave it out where one is."""
    return max(len(atom.forms[0]), 1) * atom.weight * (0.3 if atom.group == LEVEL else 1.0)
