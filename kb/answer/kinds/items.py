"""Lists that stand inside a sentence: 三大工程是哪三个, 孵化链条包括哪几个环节."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.enumerations import Listing, listings
from kb.answer.evidence import evidence, proven
from kb.answer.kinds import passages
from kb.answer.lines import flat, whole_sentences
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.model import Passage, Span, Value
from kb.text import fold
from kb.vocab import phrases

NAME = "list"
_WHAT = ("什么", "哪")


class Found(NamedTuple):
    """An enumeration, the passage and the sentence it stands in."""

    listing: Listing
    passage: Passage
    sentence: Span


def accepts(question: Question) -> bool:
    """Asks for the members of something."""
    asks = question.has("list", "parts", "count", "definition", "kind_asked")
    figure = question.times.spoken or question.has("target", "actual")  # what something is in a year is a figure
    asks = asks or (question.has("what_is") and not figure)
    return asks or any(w in fold(question.text) for w in _WHAT)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The members with their number, and the sentence that lists them; nothing where no enumeration proves itself."""
    topic = passages.topic(question, catalog)
    asked = tuple(a for a in topic if not a.soft) or topic
    found = _found(asked, catalog) if asked else None
    if found is None:
        return None
    say, draft = phrases(question.language), Draft(catalog)
    listing, passage, sentence = found
    items = say("comma").join(listing.items)
    draft.lead = say(
        "list_count",
        number=len(listing.items),
        measure="个" if listing.measure == "大" else listing.measure,
        items=items,
    )
    text = catalog.document(passage.doc_id).text
    draft.quote(text[slice(*sentence)], passage.doc_id, sentence, records=(passage,))
    if question.has("count", "how_many"):
        draft.values.append(
            Value(
                value=Decimal(len(listing.items)),
                unit="个" if listing.measure == "大" else listing.measure,
                derived=True,
            )
        )
    return draft


def _found(asked: tuple[Atom, ...], catalog: Catalog) -> Found | None:
    """The first enumeration of the best passages whose name says one of the notions and its sentence all of them."""
    for one in (e for e in evidence(catalog, asked) if proven(e)):
        text = catalog.document(one.doc_id).text
        for span in whole_sentences(text, one.piece.passage.span):
            plain = fold(flat(text[slice(*span)]))
            if not all(a.stands_in(plain) or a.stands_in(one.piece.path) for a in asked):
                continue
            for listing in listings(text, span):
                if any(a.stands_in(listing.named) for a in asked[-2:]):
                    return Found(listing, one.piece.passage, span)
    return None
