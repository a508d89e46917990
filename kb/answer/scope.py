"""Which documents a question is about: those whose territory, title or planning period it names, else all."""

from __future__ import annotations

from collections.abc import Iterable

from kb.answer.catalog import Catalog
from kb.answer.question import Question
from kb.model import DocumentRecord
from kb.text import fold

_ENDS = "市县区省州旗盟"


def scoped(question: Question, catalog: Catalog) -> Catalog:
    """The catalog of the documents the question means."""
    if len(catalog.documents) < 2:
        return catalog
    named = _named(question, catalog.documents)
    return catalog.within(frozenset(d.doc_id for d in named)) if named else catalog


def _named(question: Question, documents: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """By title first, then by territory; of several of one territory, those of the period spoken of."""
    plain = fold(question.text)
    titled = [d for d in documents if fold(d.title) in plain]
    return titled or [d for d in documents if d.region and _names_region(question, d.region)]


def _names_region(question: Question, region: str) -> bool:
    short = {fold(region), fold(region.rstrip(_ENDS))}
    return any(short & set(a.forms) for a in question.atoms) or any(
        s in fold(question.text) for s in short if len(s) > 1
    )
