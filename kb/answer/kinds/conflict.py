"""Do the places of a document agree? Both values and both places, never a choice between them."""

from __future__ import annotations

from kb.answer import wording
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.matching import named_series
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.model import Finding, Statement
from kb.vocab import phrases

NAME = "conflict"


def accepts(question: Question) -> bool:
    """Asks which of two, whether places agree, or what differs."""
    return question.has("conflict")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The statements of the finding that fits best, each with its place."""
    finding = _finding(question, catalog)
    if finding is None:
        return None
    draft = Draft(catalog)
    draft.findings.append(finding.note)
    _say(draft, finding, _statements(finding, catalog), question.language)
    return draft


def _finding(question: Question, catalog: Catalog) -> Finding | None:
    """The finding whose statements the question names by indicator, year and figure; a disagreement first."""
    named = {n.series.key: n for n in named_series(question, catalog, limit=3)}
    keys = {(s.doc_id, s.id): series.key for series in catalog.series for s in series.statements}
    best: tuple[float, Finding] | None = None
    for finding in catalog.records("finding"):
        own = _statements(finding, catalog)
        score: float = sum(_fits(s, keys.get((s.doc_id, s.id), "") in named, question) for s in own)
        score += {"conflict": 0.5, "scope_differs": 0.4}.get(finding.relation, 0.0)
        if score >= 2 and (best is None or score > best[0]):
            best = (score, finding)
    return best[1] if best else None


def _statements(finding: Finding, catalog: Catalog) -> list[Statement]:
    records = (catalog.store.record(finding.doc_id, i) for i in finding.statements)
    return [r for r in records if isinstance(r, Statement)]


def _fits(statement: Statement, named: bool, question: Question) -> float:
    points = 1.0 if named else 0.0
    points += 1.0 if any(f.equals(statement) for f in question.figures) else 0.0
    return points + (0.5 if statement.year in question.years else 0.0)


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
