"""What a document means by a word: the sentence that defines it (本办法所称X，是指…)."""

from __future__ import annotations

import re
from functools import reduce
from operator import and_

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal
from kb.answer.texts.standing import numbers
from kb.text import fold
from kb.vocab import vocabulary

NAME = "definition"
_WHAT_IS = re.compile(r"^什么(?:是|叫)|(?:是|指)(?:什么|啥|指什么)[?？。]?$")
BETWEEN = 12
"""At most so many characters between the word and 是指."""


def accepts(question: Question) -> bool:
    """Asks what a word means."""
    asks = question.has("definition", "defining", "what_is") or _WHAT_IS.search(fold(question.text))
    return bool(asks) and not question.numeric


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The defining sentence; nothing when the document does not define the word."""
    hard = [a for a in passages.topic(question, catalog) if not a.soft and not a.key.startswith("literal:")]
    speaking = reduce(and_, (catalog.said.standing(a).wholly for a in hard)) if hard else 0
    for number in numbers(speaking):
        piece, span, plain = catalog.sentences[number]
        if all(_defines(plain, a) for a in hard):
            document = catalog.document(piece.passage.doc_id)
            draft = Draft(catalog)
            draft.quote(document.text[slice(*span)], document.id, span, records=(piece.passage,))
            return draft
    return None


def _defines(plain: str, atom: Atom) -> bool:
    """Whether a sentence says what this word is: the word, a few characters, and a word of defining."""
    words = "|".join(re.escape(fold(n)) for n in vocabulary().cues["defining"].names[:3])
    return any(re.search(rf"{re.escape(form)}[^。；]{{0,{BETWEEN}}}(?:{words})", plain) for form in atom.forms)
