"""Which indicators there are: the complete list with its number, of a year, a topic, a wording, or without a value."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answer import wording
from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import named_series
from kb.answer.indicators.picking import wanted_kind
from kb.answer.indicators.selection import Entry, entries, is_past
from kb.answer.indicators.series import Series
from kb.answer.refusal import Refusal
from kb.numbers import parse
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "indicators"
_TABLE = re.compile(r"表格?\s*([\d一二三四五六七八九十]{1,2})(?!\d)|table\s*(\d{1,2})")
_ASPECTS = re.compile(r"[哪几些]个?方面")
_OTHER = frozenset(
    "measure amount monitored conflict responsible superlative most_change most_decline which_of tasks doubling "
    "tripling quadrupling times_over binding rating outline definition problems basis topic contains project_word "
    "document_word".split()
)


def accepts(question: Question) -> bool:
    """Asks which indicators or goals there are, or how many."""
    asks = question.has("list", "reverse", "lacking", "marked", "indicator_count") or _names_table(question)
    things = question.has("indicator_word", "target", "quantified", "reverse", "indicator_count", "figure_word")
    # 具体目标有哪几方面 asks for headings
    aspects = _ASPECTS.search(question.text) and not question.has("indicator_word")
    return asks and things and not aspects and not question.figures and not question.has(*_OTHER)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """One claim for each indicator, or for each goal where goals are asked for; nothing when none fits."""
    named = named_series(question, catalog)
    if named and not question.has("list", "reverse", "indicator_word", "lacking"):
        return None
    if table := _table(question, catalog):
        found = [e for e in entries(_whole(question), catalog, words=True) if _stands_in(e, table)]
        return _list(found, question, catalog) if found else None
    meant = _meant(question, catalog)
    marks = _marks(question)
    found = entries(meant, catalog, words=not question.has("quantified"))
    if marks:
        found = [e for e in found if _is_marked(e, marks)]
    elif question.has("lacking"):
        found = _lacking(meant, catalog)
    elif len(question.years) > 1 and question.has("both"):
        found = _in_all(found, question.years)
    elif not question.years:
        found = [e for e in found if not is_past(e, catalog)]
    return _list(found, question, catalog) if found else None


def _names_table(question: Question) -> bool:
    """What indicators does Table 1 track: a table is named by its number."""
    return _TABLE.search(fold(question.text)) is not None


def _table(question: Question, catalog: Catalog) -> tuple[str, str] | None:
    """The document and id of the table a question names by number or by title."""
    plain, number = _bare(question.text), _TABLE.search(fold(question.text))
    for info in catalog.documents:
        for table in catalog.document(info.doc_id).tables:
            label = re.search(r"\d+", fold(table.label or ""))
            numbered = number and label and parse(number[1] or number[2]) == parse(label[0])
            if numbered or (len(table.title) > 3 and _bare(table.title) in plain):
                return info.doc_id, table.id
    return None


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"《》]", "", fold(text))


def _whole(question: Question) -> Question:
    """The question without what only names the table."""
    return question.with_(
        atoms=(), times=question.times._replace(years=(), span=None), cues=frozenset({"indicator_count"})
    )


def _stands_in(entry: Entry, table: tuple[str, str]) -> bool:
    return any(s.table is not None and (s.doc_id, s.table.id) == table for s in entry.statements)


def _meant(question: Question, catalog: Catalog) -> Question:
    """The question with goals meant where it says neither goal nor year, and without the words of its wording."""
    marks = {w for words, _ in _marks(question) for w in words}
    kept = tuple(a for a in question.atoms if not (_quoted(a) and set(a.forms) & marks))
    goals = not question.years and wanted_kind(question) is None
    return question.with_(atoms=kept, cues=question.cues | ({"target"} if goals else frozenset()))


def _quoted(atom: Atom) -> bool:
    return atom.key.startswith(("quoted:", "word:"))


def _marks(question: Question) -> list[tuple[tuple[str, ...], str]]:
    """The comparators a question asks for by their word: 带“以上”的目标."""
    if not question.has("marked") and not question.quoted:
        return []
    plain = {fold(q) for q in question.quoted} or {fold(question.text)}
    found: list[tuple[tuple[str, ...], str]] = []
    for entry in vocabulary().comparators:
        words = tuple(fold(n) for n in entry.names)
        if any(w.lower() == q for w in entry.en for q in plain):
            found.append(
                (tuple(fold(n) for e in vocabulary().comparators if e.sign == entry.sign for n in e.names), entry.sign)
            )
        if any(w == q or (question.has("marked") and not question.quoted and w in q) for w in words for q in plain):
            found.append((words, entry.sign))
    return found


def _is_marked(entry: Entry, marks: Sequence[tuple[tuple[str, ...], str]]) -> bool:
    clause = fold(entry.best.anchor.quote)
    return any(entry.best.comparator == sign and any(w in clause for w in words) for words, sign in marks)


def _lacking(question: Question, catalog: Catalog) -> list[Entry]:
    """The goals of indicators without one for the years asked for; without years, of those without a first value."""
    goals = question.with_(cues=question.cues | {"target"}, times=question.times._replace(years=(), span=None))
    found = [e for e in entries(goals, catalog, words=True) if not is_past(e, catalog)]
    kind = "target" if question.has("target") else None
    if question.years:
        return [e for e in found if not any(e.series.at(y, *((kind,) if kind else ())) for y in question.years)]
    return [e for e in found if not any(s.kind == "actual" for s in e.series.statements)]


def _in_all(found: Sequence[Entry], years: Sequence[int]) -> list[Entry]:
    held: dict[Series, set[int | None]] = {}
    for entry in found:
        held.setdefault(entry.series, set()).add(entry.best.year)
    return [e for e in found if held[e.series] >= set(years)]


def _list(found: list[Entry], question: Question, catalog: Catalog) -> Draft:
    """By indicator where indicators are asked for, else by goal; the number is that of the lines."""
    say, draft, language = phrases(question.language), Draft(catalog), question.language
    by_indicator = question.has("indicator_word", "reverse", "lacking", "figure_word")
    lines = _lines(found, by_indicator)
    key = "lacking_list" if question.has("lacking") else "indicator_list" if by_indicator else "target_list"
    draft.lead = say(key, number=len(lines))
    for line in lines:
        draft.state(_words(line, language), *(s for e in line for s in e.statements))
        for entry in line:
            draft.give(entry.best)
    if question.has("indicator_count", "count"):
        draft.count(len(lines), found[0].series.doc_id)
    return draft


def _lines(found: list[Entry], by_indicator: bool) -> list[list[Entry]]:
    groups: dict[object, list[Entry]] = {}
    for n, entry in enumerate(found):
        groups.setdefault(entry.series if by_indicator else n, []).append(entry)
    return list(groups.values())


def _words(line: list[Entry], language: str) -> str:
    if len(line) == 1 or any(e.best.year is None for e in line):
        clauses = (wording.state(e.series, e.best, language) for e in line)
        return phrases(language)("separator").join(clauses)
    points = phrases(language)("separator").join(wording.point(e.best, language) for e in line)
    return phrases(language)("series", name=wording.name(line[0].series, language), points=points)
