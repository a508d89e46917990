"""What a question names and no document says: a specific word that stands nowhere is a strong sign of absence.

A passage may hold most of a question's everyday words and still be about something else. Here the words that tell
the difference are given their full weight before a passage is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.answer.asking.atoms import Atom
from kb.answer.asking.cues import speaks
from kb.answer.asking.quantity import quantities
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.texts.evidence import Evidence
from kb.model import Span
from kb.vocab.unit_names import comparable

NOUN = 1.0
"""What a word is worth that nobody knows and that may be what is asked for."""
WHO = 0.85
"""Share of a question for a body that must stand in one sentence and above it; another deed is no answer."""
_VERBAL = re.compile(r"(?:ly|ed|en|ing)$")
"""English adverbs and participles (commercially, spoken): people ask in verbs of their own."""
_TERRITORY = re.compile(r"全?([州县旗盟镇乡])(?:里|级|上)?")
"""A level of territory: documents that never speak of it are not of such a place."""
_SPOKEN = ("全{}", "各{}", "本{}", "{}级", "{}(")
"""How a document speaks of its own levels of territory: 全州, 县(市); 州 in 广州 is none."""


def sharpened(asked: Sequence[Atom], question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The atoms with those that stand nowhere in the documents weighed as what they are."""
    unknown = {w.lower() for w in question.unknown}
    return tuple(_sharp(a, asked, unknown, catalog) if not catalog.count(a) else a for a in asked)


def _sharp(atom: Atom, asked: Sequence[Atom], unknown: set[str], catalog: Catalog) -> Atom:
    if atom.printed in unknown and not _VERBAL.search(atom.printed):
        return atom._replace(weight=max(atom.weight, NOUN))
    level = _TERRITORY.fullmatch(atom.printed)
    if level and not any(catalog.said.holding(form.format(level[1])) for form in _SPOKEN):
        return atom._replace(proper=True)
    if atom.soft and atom.key.startswith("word:") and _in_compound(atom, asked):
        return atom._replace(soft=False)
    return atom


def _in_compound(atom: Atom, asked: Sequence[Atom]) -> bool:
    """Whether another word of the question stands right beside it: 数据 in 数据资源库."""
    near = (a for a in asked if a is not atom and not a.soft and not a.key.startswith("literal:"))
    return any(a.span.start == atom.span.end or a.span.end == atom.span.start for a in near)


def answers_who(found: Evidence, question: Question) -> bool:
    """Whether a passage may say who does it: one sentence must hold nearly all that is asked."""
    asks = speaks(question.text, "who") or (question.language == "en" and question.has("organization_word"))
    return not asks or found.closest >= WHO


def counts_alike(quote: str, question: Question) -> bool:
    """Whether what is quoted has a number in the unit of each figure that a yes-or-no question supposes."""
    if not question.has("yes_no"):
        return True
    told = list(quantities(quote, Span(0, len(quote))))
    units = [f.unit for f in question.figures if f.unit]
    return all(any(comparable(u, q.unit) is not None for q in told) for u in units)
