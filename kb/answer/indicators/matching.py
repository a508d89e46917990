"""Which indicators a question names, and which near misses it must not be answered with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.answer.asking.atoms import IDLE, Atom, spellings
from kb.answer.asking.cues import has_cue
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.indicators.conjuncts import ENUMERATING, Group, conjuncts, partitions
from kb.answer.indicators.series import Said, Series, leveled
from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary
from kb.vocab.unit_names import bare_unit, printed_unit, size

ENOUGH = 0.72
LONG = 4
USING = 0.4
"""What it is worth that a name uses all of a question: of two names the one that says more of it is meant."""


class Named(NamedTuple):
    """A series a question names: how well, and which of the question's atoms it used."""

    series: Series
    fit: float
    used: tuple[Atom, ...]


def relevant(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The question's atoms without the region that the documents are about anyway."""
    return catalog.known(tuple(a for a in question.atoms if catalog.territory.isdisjoint(a.forms)))


@lru_cache(maxsize=32)
def asked_notions(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The notions of the question, by which indicators are told apart."""
    titles = [fold(d.title) for d in catalog.documents]
    said = (a._replace(soft=a.soft or _of_title(a, titles)) for a in leveled(relevant(question, catalog)))
    found = {n.key: n for a in said for n in a.notions}
    # 百分之几 asks for a share without the word, 增速 for a growth.
    grows = any(form in fold(question.text) for form in spellings(vocabulary().concepts["growth"]))
    unsaid = {"share": has_cue(question.text, "ratio"), "growth": grows or question.has("growth_rate", "compound")}
    for concept in (vocabulary().concepts[key] for key, asked in unsaid.items() if asked):
        found.setdefault(concept.id, Atom(concept.id, spellings(concept), Span(0, 0), soft=True))
    return tuple(found.values())


def _of_title(atom: Atom, titles: Sequence[str]) -> bool:
    """Whether a longer word stands in the title of every document: it tells none of their indicators apart."""
    return bool(titles) and all(any(len(f) >= LONG and f in t for f in atom.forms) for t in titles)


def named_series(question: Question, catalog: Catalog, limit: int = 4) -> list[Named]:
    """The indicators a question names, in its order; none when what it says is mostly something else."""
    return list(_named(question, catalog, limit))


@lru_cache(maxsize=32)
def _named(question: Question, catalog: Catalog, limit: int) -> tuple[Named, ...]:
    asked = asked_notions(question, catalog)
    found = _one_by_one(asked, question, catalog, limit)
    if found and not _mostly(found, asked):
        groups = _members(question, catalog)
        found = [n for n in found if any(mostly_said(g, n.used) for g in groups if len(groups) > 1)]
    parts = [] if _says_all(found, asked) else _in_parts(question, catalog, limit)
    return tuple(parts or sorted(found, key=lambda n: _place(n, found)))


def _place(named: Named, others: Sequence[Named]) -> int:
    """Where a question speaks of an indicator: at the first word that is not another one's as well."""
    shared = {a.key for n in others if n is not named for a in n.used}
    own = [a.span.start for a in named.used if a.key not in shared and a.span.end]
    return min(own, default=min((a.span.start for a in named.used), default=0))


def _says_all(found: Sequence[Named], asked: Sequence[Atom]) -> bool:
    """Whether one indicator with such a name says everything asked for: 省、市级工程中心和省级企业技术中心."""
    single = len(found) == 1 and all(a.soft or a in found[0].used for a in asked)
    return single and any(len(conjuncts(n.said.atoms, n.printed)) > 1 for n in found[0].series.cut_names)


def _one_by_one(left: Sequence[Atom], question: Question, catalog: Catalog, limit: int) -> list[Named]:
    """The best of all indicators, then the best for the atoms that it left over."""
    asked, left, found = list(left), list(left), list[Named]()
    while left and len(found) < limit:
        best = _best(left, question, catalog, {n.series.key for n in found})
        if best is None:
            break
        found.append(best)
        left = [a for a in left if a not in best.used]
    if found and (twin := _twin(found[0], left, asked, catalog)):
        found.append(twin)
    return found


def named_apart(question: Question, catalog: Catalog, limit: int = 4) -> list[Named]:
    """As `named_series`; where two names share a notion (财政科技投入, 研发投入), each names its own."""
    together = named_series(question, catalog, limit)
    runs = segments(question, catalog)
    if not 1 < len(runs) <= limit or any(_elided(r, runs[:i]) for i, r in enumerate(runs)):
        return together
    parts = [question.with_(atoms=r) for r in runs]
    alone = [named_series(part, catalog, limit=1) for part in parts]
    whole = all(n and not left_over(p, catalog, n) for p, n in zip(parts, alone, strict=True))
    apart = list({n[0].series.key: n[0] for n in alone if n}.values())
    return apart if whole and len(apart) == len(runs) else together


def segments(question: Question, catalog: Catalog) -> list[tuple[Atom, ...]]:
    """The hard atoms of a question in runs that stand side by side; 的 may part them."""
    runs: list[list[Atom]] = []
    for atom in sorted((a for a in relevant(question, catalog) if not a.soft), key=lambda a: a.span):
        between = question.text[runs[-1][-1].span.end : atom.span.start] if runs else "-"
        if between.strip() in ("", "的"):
            runs[-1].append(atom)
        else:
            runs.append([atom])
    return [tuple(r) for r in runs]


def _elided(run: Sequence[Atom], before: Sequence[Sequence[Atom]]) -> bool:
    """Whether a run only swaps a notion of an earlier one: 授权量 behind 发明专利申请量."""
    groups = {n.group for earlier in before for a in earlier for n in a.notions if n.group}
    return all(n.group in groups or n.group == IDLE for a in run for n in a.notions)


def _in_parts(question: Question, catalog: Catalog, limit: int) -> list[Named]:
    """The indicators of an enumeration, each named by a part of its own; none unless every part names one."""
    groups = conjuncts(leveled(relevant(question, catalog)), question.text)
    known: dict[Group, Named | None] = {}
    for joined in partitions(groups) if groups else ():
        for group in joined:
            if group not in known:
                known[group] = _of_group(group, question, catalog)
        found = [n for g in joined if (n := known[g])]
        if len(found) == len(joined) <= limit and len({n.series.key for n in found}) == len(found):
            return found
    return []


def _of_group(group: Group, question: Question, catalog: Catalog) -> Named | None:
    asked = list({n.key: n for a in group for n in a.notions}.values())
    best = _best(asked, question, catalog, set())
    return best if best and _mostly([best], asked) else None


def _twin(first: Named, left: Sequence[Atom], asked: Sequence[Atom], catalog: Catalog) -> Named | None:
    """The series a left-over word names by swapping a member of its excluding group: 申请 … 和授权 …."""
    for swap in (a for a in left if a.group not in (None, IDLE) and any(u.group == a.group for u in first.used)):
        changed = [a for a in asked if a.group != swap.group or a.key == swap.key]
        said = Said(changed)
        options = [
            (fitting(said, s), s)
            for s in catalog.series
            if s.key != first.series.key and s.doc_id == first.series.doc_id and s.dimension == first.series.dimension
        ]
        (score, used), series = max(options, key=lambda o: o[0][0], default=((0.0, ()), first.series))
        if score >= 0.85 and swap in used:
            return Named(series, score, used)
    return None


def _mostly(found: Sequence[Named], asked: Sequence[Atom]) -> bool:
    """Whether the indicators hold at least half of what the question says: 平台 alone names nothing."""
    return mostly_said(asked, [a for n in found for a in n.used])


def mostly_said(asked: Sequence[Atom], used: Sequence[Atom]) -> bool:
    """Whether these atoms are at least half of what a question names."""
    keys = {a.key for a in used}
    hard = [a for a in asked if not a.soft] or list(asked)
    total = sum(_size(a) for a in hard)
    return bool(total) and sum(_size(a) for a in hard if a.key in keys) >= 0.5 * total


def rivals(named: Named, question: Question, catalog: Catalog) -> list[Series]:
    """Other series of the document that the question names just as well: 省级 and 市级 where it says neither."""
    said = Said(named.used)
    if not any(n.unsaid(said) for n in named.series.cut_names):
        return []
    return [s for s in _incompletely_named(said, catalog) if s.doc_id == named.series.doc_id and s != named.series]


def incomplete(question: Question, catalog: Catalog) -> list[Named]:
    """The series of a question that leaves out which of several it means: 发明专利 is 申请 or 授权.

    Everything else it names must be in their names, and all they hold beyond it are members of excluding groups.
    """
    asked = [a for a in asked_notions(question, catalog) if not a.soft]
    return [Named(s, 0.5, tuple(asked)) for s in _incompletely_named(Said(asked), catalog)] if asked else []


def _incompletely_named(asked: Said, catalog: Catalog) -> list[Series]:
    near = (s for s in catalog.series if not asked.forms.isdisjoint(s.forms))
    return [s for s in near if any(n.unsaid(asked) for n in s.cut_names)]


def unnamed(question: Question, catalog: Catalog, named: Sequence[Named]) -> list[Group]:
    """The members of an enumeration that no indicator says, where another member is one: 独角兽 in 高企和独角兽."""
    used = [a for n in named for a in n.used]
    groups = _members(question, catalog)
    lost = [g for g in groups if not mostly_said(_own(g, groups), used)]
    return lost if len(lost) < len(groups) else []


def _own(group: Group, groups: Sequence[Group]) -> Group:
    """What only this member says: 公路 in 高铁里程、公路里程; all of it where it says nothing of its own."""
    others = {a.key for g in groups if g is not group for a in g}
    return tuple(a for a in group if a.key not in others) or group


def _members(question: Question, catalog: Catalog) -> list[Group]:
    """The notions of each member of an enumeration, or of all that is asked."""
    groups = conjuncts(relevant(question, catalog), question.text, only=ENUMERATING)
    return [tuple(n for a in g for n in a.notions) for g in groups]


def left_over(question: Question, catalog: Catalog, named: Sequence[Named]) -> tuple[Atom, ...]:
    """What the question names and none of these series does."""
    used = {a.key for n in named for a in n.used}
    return tuple(a for a in asked_notions(question, catalog) if a.key not in used and not a.soft)


def _best(left: Sequence[Atom], question: Question, catalog: Catalog, taken: set[str]) -> Named | None:
    options = []
    said = Said(left)
    telling = Said([a for a in left if len(a.printed) > 1 and a.group != IDLE])
    for order, series in enumerate(catalog.series):
        if series.key in taken or telling.forms.isdisjoint(series.forms):
            continue
        score, used = fitting(said, series)
        if score >= ENOUGH and any(len(a.printed) > 1 and a.group != IDLE for a in used):
            rank = score + _leaning(series, question) - 0.35 * _ignored(left, used, catalog)
            options.append((-rank, order, Named(series, score, used)))
    return min(options)[2] if options else None


def fitting(asked: Said, series: Series) -> tuple[float, tuple[Atom, ...]]:
    """The best fit over the names of a series, and the atoms it used; of two as good, the name that uses more."""
    best: tuple[float, float, tuple[Atom, ...]] = (0.0, 0.0, ())
    total = sum(map(_size, asked.atoms)) or 1.0
    for name in series.cut_names:
        if score := name.fit(asked):
            used = tuple(a for a in asked.atoms if name.said.holds(a))
            best = max(best, (score + USING * sum(map(_size, used)) / total, score, used), key=lambda o: o[0])
    return best[1], best[2]


def _ignored(left: Sequence[Atom], used: Sequence[Atom], catalog: Catalog) -> float:
    """The share of the question that a series ignores."""
    total = sum(map(_size, left)) or 1.0
    return sum(_size(a) for a in left if a not in used) / total


def _size(atom: Atom) -> float:
    """What an atom counts for among others: its length, less for verbs and for soft words."""
    return atom.weight * len(atom.printed) * (0.3 if atom.soft else 1.0)


def _leaning(series: Series, question: Question) -> float:
    """Small preferences: the unit that is asked for, the kind of figure, the year."""
    lean = 0.0
    asked = asked_dimensions(question)
    if asked:
        lean += 0.3 if series.dimension in asked else -0.1
    if question.years and any(series.covers(y) for y in question.years):
        lean += 0.1
    if question.has("growth_rate", "compound"):
        lean += 0.2 if vocabulary().concepts["growth"].id in series.keys else 0.0
    if series.scope:
        lean += 0.3 if fold(series.scope) in fold(question.text) else -0.3
    if question.has("target"):
        lean += 0.15 if any(s.kind == "target" for s in series.statements) else -0.1
    if any(s.kind in ("actual", "target") for s in series.statements):
        lean += 0.05
    return lean


def asked_dimensions(question: Question) -> frozenset[str]:
    """What the number asked for measures (多少亿元: money, 几家: count); empty when the question does not say."""
    return _dimensions_in(question.text)


@lru_cache(maxsize=256)
def _dimensions_in(text: str) -> frozenset[str]:
    plain = fold(text)
    found = {size(unit) for unit in asked_units(text) if unit != "倍"}  # a multiple is of any figure
    money = {"money"} if _MAGNITUDE.search(plain) or has_cue(text, "amount") else set()
    ratio = {"ratio"} if has_cue(text, "ratio") else set()
    return frozenset({f.entry.dimension for f in found if f} | money | ratio)


@lru_cache(maxsize=256)
def asked_units(text: str) -> frozenset[str]:
    """The units behind 多少 and 几, as printed: 多少个工作日, 几家."""
    plain = fold(text)
    behind = (printed_unit().match(plain, word.end()) for word in _HOW_MANY.finditer(plain))
    return frozenset(bare_unit(unit.group()) for unit in behind if unit)


_HOW_MANY = re.compile("多少|几")


_MAGNITUDE = re.compile(r"多少[万亿](?![\u4e00-\u9fff])")
"""多少亿 without a unit asks for money."""
