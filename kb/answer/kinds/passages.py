"""What the document says about a topic: the sentences that contain what is asked, in the document's order."""

from __future__ import annotations

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.evidence import Evidence, best_sentences, evidence, merged, proven, whole
from kb.answer.matching import named_series, relevant
from kb.answer.quantity import asks_number, quantities, wanted
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.model import Span
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

NAME = "passages"
ON_TOPIC = 0.5
"""From here on a heading is about what is asked."""
ANNOUNCED = 8
"""At most so many passages are quoted behind one that announces them."""
SHORT = 220
"""A passage of at most this many characters is quoted whole: cutting it would cost its sense."""


def accepts(question: Question) -> bool:
    """Anything that names a topic and asks for more than a number; the last kind that may answer."""
    return bool(question.content) and not question.numeric


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The sentences of the best passage; nothing when too little of the question stands there."""
    if _unstated_indicator(question, catalog):
        return None
    asked = topic(question, catalog)
    found = [e for e in evidence(catalog, asked) if proven(e) and (e.heading >= ON_TOPIC or not _goal(question))]
    if not found:
        return None
    say, draft = phrases(question.language), Draft(catalog)
    if question.has("mention") and question.has("yes_no"):
        draft.lead = say("mention_yes")
    for one in chosen(found):
        quote(draft, one, asked, question)
    return draft if not asks_number(question) or _tells_number(draft, question) else None


def _tells_number(draft: Draft, question: Question) -> bool:
    """Whether a number of the kind that is asked for stands in what is quoted: a sentence without one is no answer."""
    unit = wanted(question)
    return any(unit.takes(q) for c in draft.citations for q in quantities(c.quote, Span(0, len(c.quote))))


def _unstated_indicator(question: Question, catalog: Catalog) -> bool:
    """Whether it asks what an indicator is (What is the population?) of which the documents state no figure."""
    if question.has("list", "topic", "measure", "responsible", "monitored", "mention", "yes_no") or named_series(
        question, catalog
    ):
        return False
    hard = [a for a in relevant(question, catalog) if not a.soft]
    asks = question.has("what_is", "definition") or question.numeric
    return asks and len(hard) == 1 and vocabulary().concepts.get(hard[0].key) is not None


def _goal(question: Question) -> bool:
    """Whether it asks for a goal: without an indicator, only a passage under a heading of that name speaks of it."""
    return question.has("target") and not question.has(
        "list", "topic", "measure", "responsible", "monitored", "mention"
    )


def topic(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """What the question is about: its atoms without question words, years and the documents' own region."""
    return relevant(question, catalog) or question.content


def chosen(found: list[Evidence]) -> list[Evidence]:
    """The best passage, and others of its section that fit nearly as well."""
    first = found[0]
    near = [e for e in found[1:3] if e.score >= 0.92 * first.score and e.share >= first.share]
    return sorted([first, *near], key=lambda e: (e.doc_id, e.piece.passage.span))


def quote(draft: Draft, found: Evidence, asked: tuple[Atom, ...], question: Question) -> None:
    """One claim for a passage: the sentences that say most, or the whole of a short one."""
    document = draft.catalog.document(found.doc_id)
    spans = _spans(draft.catalog, found, asked, question)
    words = "".join(document.text[slice(*s)] for s in spans)
    heading = found.piece.passage.section[-1] if found.piece.passage.section else document.info.title
    lead = phrases(question.language)("passage", section=heading)
    draft.quote(lead + words, found.doc_id, *spans, records=(found.piece.passage,))


def _spans(catalog: Catalog, found: Evidence, asked: tuple[Atom, ...], question: Question) -> tuple[Span, ...]:
    place = whole(found)
    document = catalog.document(found.doc_id)
    if found.piece.passage.text.rstrip().endswith((":", "：")):
        return merged((place, *_announced(catalog, found)), document.text)
    if place.end - place.start <= SHORT or found.heading >= ON_TOPIC:
        return (place,)
    spans = best_sentences(catalog, asked, found)
    return merged(_with_sequel(spans, document.text, place), document.text)


def _announced(catalog: Catalog, found: Evidence) -> list[Span]:
    """What a passage that ends with ： announces: the passages after it, in its own section or below."""
    own = found.piece.passage
    below = [
        p.passage.span
        for p in catalog.pieces
        if p.passage.doc_id == own.doc_id
        and p.passage.span.start >= own.span.end
        and p.passage.section[: len(own.section)] == own.section
    ]
    return below[:ANNOUNCED]


def _with_sequel(spans: tuple[Span, ...], text: str, place: Span) -> tuple[Span, ...]:
    """A sentence that only announces (：, 主要表现在) takes the next one along."""
    cut = sentences(text, place)
    added = [
        cut[i + 1]
        for i, s in enumerate(cut[:-1])
        if s in spans and fold(text[slice(*s)]).rstrip().endswith((":", "："))
    ]
    return tuple(sorted({*spans, *added}))
