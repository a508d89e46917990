"""Lists that stand inside a sentence: 三大工程是哪三个, 孵化链条包括哪几个环节."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import NamedTuple

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal
from kb.answer.texts.enumerations import Listing, listings, named_alike
from kb.answer.texts.evidence import evidence, proven
from kb.answer.texts.lines import flat, whole_sentences
from kb.model import Passage, Span, Value
from kb.text import fold
from kb.vocab import phrases

NAME = "list"
_WHAT = ("什么", "哪")
_HOW_MANY = "几个"
"""Counts what the text lists by name (打造几个小镇), where it is no figure that is asked for."""


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
    return asks or _only_counts(question) or any(w in fold(question.text) for w in _WHAT)


def _only_counts(question: Question) -> bool:
    """Whether no members are asked for, only how many there are."""
    counts = question.has("how_many") and _HOW_MANY in question.text
    return counts and not question.has("list", "parts", "count", "definition", "kind_asked", "what_is")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The members with their number, and the sentence that lists them; nothing where no enumeration proves itself."""
    topic = passages.topic(question, catalog)
    asked = tuple(a for a in topic if not a.soft) or topic
    if named := _named_alike(question, catalog):
        return named
    found = _found(asked, catalog, alike=_only_counts(question)) if asked else None
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


def _named_alike(question: Question, catalog: Catalog) -> Draft | None:
    """“十大工程”: the names the document gives to things of this kind, where it gives as many as it says."""
    say, draft = phrases(question.language), Draft(catalog)
    for name, info in product(question.quoted, catalog.documents):
        text = catalog.document(info.doc_id).text
        if fold(name) not in fold(text):
            continue
        places = named_alike(name, text)
        for place in places:
            draft.quote(text[slice(*place)] + say("stop"), info.doc_id, _sentence(info.doc_id, place, catalog))
        if places:
            draft.lead = say("list_items", number=len(places))
    return draft if draft.claims else None


def _sentence(doc_id: str, place: Span, catalog: Catalog) -> Span:
    """The sentence a place stands in."""
    own = (s.span for s in catalog.sentences if s.piece.passage.doc_id == doc_id)
    return next((s for s in own if s.start <= place.start and place.end <= s.end), place)


def _ends_with(atom: Atom, head: str) -> bool:
    """Whether what is asked for is of the kind the items are named by: 特色小镇 and 小镇."""
    return len(head) > 1 and any(form.endswith(head) for form in atom.forms)


def _found(asked: tuple[Atom, ...], catalog: Catalog, alike: bool) -> Found | None:
    """The first enumeration of the best passages whose name says one of the notions and its sentence all of them.

    Items that end as what is asked for does (小镇) need it in their passage only; `alike`: no others will do.
    """
    for one in (e for e in evidence(catalog, asked) if proven(e)):
        text, path = catalog.document(one.doc_id).text, one.piece.path
        passage = f"{path}\n{one.piece.text}"
        for span in whole_sentences(text, one.piece.passage.span):
            around = f"{path}\n{fold(flat(text[slice(*span)]))}"
            for listing in listings(text, span):
                kind = any(_ends_with(a, listing.named) for a in asked[-2:])
                named = not alike and any(a.stands_in(listing.named) for a in asked[-2:])
                if (kind and _all_in(asked, passage)) or (named and _all_in(asked, around)):
                    return Found(listing, one.piece.passage, span)
    return None


def _all_in(asked: tuple[Atom, ...], plain: str) -> bool:
    return all(a.stands_in(plain) for a in asked)
