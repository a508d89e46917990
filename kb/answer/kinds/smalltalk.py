"""What is no question about a document: greetings, opinions, instructions to the bot. Refused, kindly."""

from __future__ import annotations

from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.question import Question
from kb.answer.refusal import Refusal, suggestions
from kb.vocab import phrases

NAME = "smalltalk"


def accepts(question: Question) -> bool:
    """An opinion, an instruction, or nothing that could be looked up."""
    nothing = not question.atoms and not question.figures and not question.years and not question.cues
    return question.has("opinion", "instruction") or nothing


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """A refusal that says what can be asked instead."""
    key = (
        "no_opinion" if question.has("opinion") else "no_instruction" if question.has("instruction") else "no_question"
    )
    return Refusal(phrases(question.language)(key), (), suggestions(catalog, question.language))
