"""Lists that a sentence announces and headings carry out: 做好八个方面工作, then （一） to （八）; 三点, then 一是."""

from __future__ import annotations

import re
from typing import NamedTuple

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal
from kb.answer.texts.evidence import evidence, proven
from kb.answer.texts.lines import flat, whole_sentences
from kb.model import Section, Span
from kb.numbers import parse
from kb.text import fold
from kb.vocab import phrases

NAME = "list"
FAR = 40
"""The first item begins at most so many characters behind the sentence that announces it."""
_ANNOUNCES = re.compile(
    r"(?P<number>[二两三四五六七八九十]{1,2}|(?<![\d.])\d{1,2}(?![\d.%]))(?:个|大|项|条|件|点|类|种|方面)(?:方面)?[^，。；：]{0,10}[。：:]$"
)


class Announced(NamedTuple):
    """A sentence, and the headings it announces."""

    doc_id: str
    sentence: Span
    headings: list[Section]


def accepts(question: Question) -> bool:
    """Asks for a list, or how many things there are."""
    return question.has("list", "count", "parts", "how_many", "kind_asked")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The announcing sentence and the headings, as many as it says; nothing where their number differs."""
    asked = tuple(a for a in passages.topic(question, catalog) if not a.soft)
    found = _found(asked, catalog) if asked else None
    if found is None:
        return None
    draft = Draft(catalog)
    draft.lead = phrases(question.language)("list_items", number=len(found.headings))
    for section in found.headings:
        draft.quote(section.section[-1], section.doc_id, section.span, records=(section,))
    draft.cite(found.doc_id, found.sentence)
    return draft


def _found(asked: tuple[Atom, ...], catalog: Catalog) -> Announced | None:
    for one in (e for e in evidence(catalog, asked) if proven(e)):
        text = catalog.document(one.doc_id).text
        place = one.piece.passage.span
        for span in whole_sentences(text, place):
            plain = fold(flat(text[slice(*span)]))
            match = _ANNOUNCES.search(plain)
            number = parse(match["number"]) if match else None
            if number and all(a.stands_in(plain) or a.stands_in(one.piece.path) for a in asked):
                headings = _following(one.doc_id, span.end, int(number), catalog)
                if headings:
                    return Announced(one.doc_id, span, headings)
    return None


def _following(doc_id: str, offset: int, number: int, catalog: Catalog) -> list[Section]:
    """The headings of one kind that begin right behind an offset, when there are exactly as many as announced."""
    later = [s for s in catalog.sections if s.doc_id == doc_id and s.span.start >= offset]
    if not later or later[0].span.start - offset > FAR:
        return []
    kin = [s for s in later if s.parent == later[0].parent and s.level == later[0].level]
    run = kin[: 1 + next((i for i, s in enumerate(kin[1:]) if s.label == kin[0].label), len(kin))]
    return run if len(run) == number else []
