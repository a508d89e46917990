"""What is no question about a document: greetings, opinions, instructions to the bot. Refused, kindly."""

from __future__ import annotations

from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.refusal import Refusal, suggestions
from kb.answer.texts.literal import literals
from kb.vocab import phrases

NAME = "smalltalk"
COURTESIES = ("identity", "thanks", "greeting")
"""What people say beside their question as well; it is smalltalk when nothing else is said."""


def accepts(question: Question) -> bool:
    """An opinion, an instruction, a courtesy alone, or nothing that could be looked up."""
    return question.has("opinion", "instruction") or _bare(question)


def _bare(question: Question) -> bool:
    """Whether the question names nothing."""
    named = question.atoms or question.figures or question.years
    return not named and (question.has(*COURTESIES) or not question.cues)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """A refusal that says what can be asked instead; nothing when the documents hold the very words."""
    if not question.has("opinion", "instruction", *COURTESIES) and literals(question, catalog):
        return None
    key = next((cue for cue in COURTESIES if question.has(cue)), "no_question")
    key = "no_opinion" if question.has("opinion") else "no_instruction" if question.has("instruction") else key
    return Refusal(phrases(question.language)(key), (), suggestions(catalog, question.language))
