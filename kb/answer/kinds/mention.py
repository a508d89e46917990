"""Whether, how often and where the documents speak of something: every place, or how it was searched in vain."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from operator import and_
from typing import NamedTuple

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.texts.evidence import evidence, merged, proven
from kb.answer.texts.headings import covered
from kb.answer.texts.standing import numbers
from kb.model import Section, Span, Value
from kb.text import fold
from kb.vocab import phrases

NAME = "mention"
AT_MOST = 8
"""So many places are quoted; their number is told in full."""
TITLED = 0.4
"""From here on a heading is about the thing."""


class Place(NamedTuple):
    """A sentence, a heading or a cell that speaks of the thing."""

    doc_id: str
    span: Span


def accepts(question: Question) -> bool:
    """Asks whether something is mentioned, how often, or where."""
    return question.has("mention_count", "where", "context") or (question.has("mention") and question.has("yes_no"))


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The places; a refusal that names the spellings searched for when there are none."""
    topic = passages.topic(question, catalog)
    asked = tuple(a for a in topic if a.key.startswith("literal:")) or tuple(a for a in topic if not a.soft)
    asked = asked or question.content
    if not asked:
        return None
    if question.has("where") and (titles := _titles(asked, catalog)):
        return _titled(titles, question, catalog)
    found = _places(asked, catalog)
    if found:
        return _told(found, asked, question, catalog)
    if question.has("yes_no") and not any(proven(e) for e in evidence(catalog, asked)):
        words = phrases(question.language)("comma").join(f"“{w}”" for w in _searched(asked, question))
        return refuse_topic(question, catalog, phrases(question.language)("mention_none", what=words))
    return None


def _searched(asked: tuple[Atom, ...], question: Question) -> list[str]:
    """The spellings searched for; words that stand side by side in the question are named as one."""
    if len(asked) == 1:
        return list(asked[0].forms[:4])
    spans = merged((a.span for a in asked), question.text)
    return [fold(question.text)[slice(*s)] for s in spans]


def _places(asked: tuple[Atom, ...], catalog: Catalog) -> list[Place]:
    """The sentences that say all of it, and the headings and cells, in the document's order."""
    told = reduce(and_, (catalog.said.standing(a).either for a in asked))
    sentences = (catalog.sentences[number] for number in numbers(told))
    found = [Place(s.piece.passage.doc_id, s.span) for s in sentences]
    headed = reduce(and_, (catalog.titles.standing(a).either for a in asked))
    found += [Place(s.doc_id, s.span) for s in (catalog.sections[number] for number in numbers(headed))]
    order = {d.doc_id: number for number, d in enumerate(catalog.documents)}
    return sorted(dict.fromkeys(found), key=lambda p: (order[p.doc_id], p.span))


def _told(found: list[Place], asked: tuple[Atom, ...], question: Question, catalog: Catalog) -> Draft:
    draft, say = Draft(catalog), phrases(question.language)
    what = say("comma").join(dict.fromkeys(a.printed for a in asked))
    key = "mention_places" if question.has("yes_no") else "mention_where"
    draft.lead = say(key, number=len(found), what=what)
    if len(found) > AT_MOST:
        draft.lead += say("mention_first", shown=AT_MOST)
    for place in found[:AT_MOST]:
        places = catalog.places(place.doc_id)
        quote = catalog.document(place.doc_id).text[slice(*place.span)]
        section = (places.path(place.span.start) or (catalog.document(place.doc_id).info.title,))[-1]
        words = say("mention_place", line=places.line(place.span.start), section=section, quote=quote)
        draft.quote(words, place.doc_id, place.span)
    if question.has("mention_count"):
        draft.values.append(Value(value=Decimal(len(found)), unit="处", derived=True))
    return draft


def _titles(asked: tuple[Atom, ...], catalog: Catalog) -> list[Section]:
    """The headings that are about the thing, without those below one that says it already."""
    held = [s for s in catalog.sections if all(a.stands_in(fold(s.title)) for a in asked)]
    above = {(s.doc_id, s.section) for s in held}
    outer = [s for s in held if not any((s.doc_id, s.section[:depth]) in above for depth in range(1, len(s.section)))]
    return [s for s in outer if covered(s.title, asked) >= TITLED][:AT_MOST]


def _titled(titles: list[Section], question: Question, catalog: Catalog) -> Draft:
    draft, say = Draft(catalog), phrases(question.language)
    for section in titles:
        line = catalog.places(section.doc_id).line(section.span.start)
        path = " > ".join(section.section)
        draft.quote(say("heading_place", line=line, title=path), section.doc_id, section.span, records=(section,))
    return draft
