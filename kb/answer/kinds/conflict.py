"""Do the places of a document agree, and what does a figure count? Both values and both places, never a choice between
them where the document itself does not choose."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answer import wording
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import named_series, relevant
from kb.answer.indicators.picking import pick, plan_year
from kb.answer.indicators.series import Series
from kb.answer.refusal import Refusal
from kb.model import Finding, Statement
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "conflict"


def accepts(question: Question) -> bool:
    """Asks which of two, whether places agree, what differs, or what a figure includes."""
    return question.has("conflict") or (
        question.has("contains") and (question.language == "zh" or question.has("yes_no"))
    )


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The statements of the findings that fit, each with its place; what the figures in question turn out to be."""
    if _open(question, catalog):
        return _all(question, catalog)
    finding = _finding(question, catalog)
    if question.has("contains"):
        return _contained(question, catalog, finding)
    if (finding is None or finding.relation == "same") and (chosen := _chosen(question, catalog)):
        return chosen
    if finding is None:
        return None
    draft = Draft(catalog)
    _add(draft, finding, question.language)
    return draft


def _add(draft: Draft, finding: Finding, language: str) -> None:
    draft.findings.append(finding.note)
    _say(draft, finding, _statements(finding, draft.catalog), language)


# ------------------------------------------------------------------ all of them


def _open(question: Question, catalog: Catalog) -> bool:
    """Whether no single indicator is meant: 有没有前后矛盾的数字."""
    general = {fold(n) for cue in ("indicator_word", "target", "actual", "conflict") for n in _words(cue)}
    return not question.figures and not any(
        not a.soft and not set(a.forms) & general for a in relevant(question, catalog)
    )


def _words(cue: str) -> tuple[str, ...]:
    entry = vocabulary().cues[cue]
    return (*entry.names, *entry.en)


def _all(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Every contradiction of the documents with its number, and every figure of two scopes; where there is none, what
    was compared."""
    found = {r: [f for f in catalog.records("finding") if f.relation == r] for r in ("conflict", "scope_differs")}
    say, draft = phrases(question.language), Draft(catalog)
    numbers = {"conflicts": len(found["conflict"]), "scopes": len(found["scope_differs"])}
    if not any(numbers.values()):
        same = sum(f.relation == "same" for f in catalog.records("finding"))
        return Refusal(say("no_conflict", number=same) if same else say("no_conflict_at_all"))
    draft.lead = say("conflict_list", **numbers)
    for finding in (*found["conflict"], *found["scope_differs"]):
        _add(draft, finding, question.language)
    return draft


# ------------------------------------------------------------------ one of them


def _finding(question: Question, catalog: Catalog) -> Finding | None:
    """The finding whose statements the question names by indicator, year and figure; a disagreement first."""
    named = {n.series.key: n for n in named_series(question, catalog, limit=3)}
    keys = {(s.doc_id, s.id): series.key for series in catalog.series for s in series.statements}
    best: tuple[float, Finding] | None = None
    for finding in catalog.records("finding"):
        own = _statements(finding, catalog)
        score: float = sum(_fits(s, keys.get((s.doc_id, s.id), "") in named, question) for s in own)
        score += {"conflict": 0.5, "scope_differs": 0.4}.get(finding.relation, 0.0)
        enough = 2 if question.figures or finding.relation == "same" else 1.3
        if score >= enough and (best is None or score > best[0]):
            best = (score, finding)
    return best[1] if best else None


def _statements(finding: Finding, catalog: Catalog) -> list[Statement]:
    records = (catalog.store.record(finding.doc_id, i) for i in finding.statements)
    return [r for r in records if isinstance(r, Statement)]


def _fits(statement: Statement, named: bool, question: Question) -> float:
    points = 1.0 if named else 0.0
    points += 1.0 if any(f.equals(statement) for f in question.figures) else 0.0
    return points + (0.5 if statement.year in question.years else 0.0)


def _chosen(question: Question, catalog: Catalog) -> Draft | None:
    """到底是50家还是60家: the figure that is stated, and that the other one is not; or that neither is."""
    named = named_series(question, catalog, limit=1)
    if not named or len(question.figures) < 2:
        return None
    series = named[0].series
    stated = _stated(series, question, catalog)
    if not stated:
        return None
    right = [f for f in question.figures if any(f.equals(s) for s in stated)]
    wrong = [f for f in question.figures if f not in right]
    if len(right) > 1:
        return None
    say, language = phrases(question.language), question.language
    shown = [s for s in stated if not right or right[0].equals(s)]
    detail = wording.state(series, shown[0], language)
    text = say("chosen" if right else "neither", detail=detail, wrong=say("comma").join(f.printed for f in wrong))
    draft = Draft(catalog)
    draft.state(text + say("stop"), *shown)
    draft.give(shown[0])
    return draft


def _stated(series: Series, question: Question, catalog: Catalog) -> Sequence[Statement]:
    """The statements of the years asked for; without a year, those that hold one of the figures, else the usual one."""
    if question.years:
        return [s for y in question.years for s in pick(series, y, question).statements]
    equal = [s for s in series.statements if any(f.equals(s) for f in question.figures)]
    return equal or pick(series, plan_year(series, question, catalog), question).statements


# ------------------------------------------------------------------ what a figure counts


def _contained(question: Question, catalog: Catalog, finding: Finding | None) -> Draft | None:
    """Where names of different scope share the figure, both; else the clause of the indicator whose name says it."""
    if finding is not None and finding.relation == "scope_differs":
        draft = Draft(catalog)
        _add(draft, finding, question.language)
        return draft
    hard = [a for a in relevant(question, catalog) if not a.soft]
    for series in catalog.series:
        for one in series.statements:
            figured = not question.figures or any(f.equals(one) for f in question.figures)
            if hard and figured and all(a.stands_in(fold(one.indicator)) for a in hard):
                draft, say = Draft(catalog), phrases(question.language)
                detail = wording.state(series, one, question.language)
                draft.state(say("yes_equals", detail=detail) + say("stop"), one)
                draft.give(one)
                return draft
    return None


def _say(draft: Draft, finding: Finding, statements: list[Statement], language: str) -> None:
    say, first = phrases(language), statements[0]
    places = [say("at_place", place=_place(draft, s, language), value=_value(s, finding, language)) for s in statements]
    values = say("separator").join(dict.fromkeys(places))
    text = {
        "conflict": say("conflict", name=first.indicator, year=first.year, values=values),
        "scope_differs": say("scope", values=values),
    }.get(finding.relation) or say("same_value", name=first.indicator, value=wording.figure(first, language))
    draft.state(text + say("stop"), *statements)
    for statement in statements:
        draft.give(statement)


def _value(statement: Statement, finding: Finding, language: str) -> str:
    value = wording.figure(statement, language)
    return value if finding.relation == "conflict" else f"{statement.indicator} {value}"


def _place(draft: Draft, statement: Statement, language: str) -> str:
    say = phrases(language)
    if statement.table is None:
        return say("place_text", section=statement.section[-1] if statement.section else "")
    tables = draft.catalog.document(statement.doc_id).tables
    table = next(t for t in tables if t.id == statement.table.id)
    return say("place_table", table=table.label or table.title)
