"""Measures: support somebody could ask for, one record a promise, with what the text says of it and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.extract.amounts import amounts
from kb.extract.flow import Flow, flow
from kb.extract.offers import Offer, offers
from kb.extract.payments import supporting
from kb.extract.promises import Promise, is_limit, promises, sentences
from kb.extract.reading import Reading
from kb.extract.support_terms import (
    Terms,
    addressed,
    giver,
    helped,
    instrument_after,
    kind_of,
    subject_before,
    supported,
)
from kb.extract.task_parts import TaskParts
from kb.model import Amount, Enterprise, Measure, Organization, Record, Span
from kb.text import fold

LONGEST_INSTRUMENT = 40


class Found(NamedTuple):
    """A measure before it is a record, its places in its stretch of text."""

    stretch: Flow
    span: Span
    terms: Terms
    provider: str | None
    amounts: tuple[Amount, ...]


def measures(reading: Reading, found: tuple[Record, ...]) -> tuple[Measure, ...]:
    """All measures in reading order. Sums count wherever they are promised, offers without one only where tasks are set."""
    known = _known(found)
    parts = TaskParts(reading.document)
    seen: list[Found] = []
    for paragraph in reading.paragraphs:
        stretch = flow(reading.document.text, paragraph.span, paragraph.heading)
        section = reading.places.section(paragraph.span.start)
        seen += _measures(stretch, known, soft=not paragraph.heading and parts.sets_tasks(section))
    numbers: Counter[int] = Counter()
    return tuple(_record(f, reading, numbers) for f in seen)


def _known(found: Sequence[Record]) -> re.Pattern[str] | None:
    """The names of organizations and enterprises, who may be providers."""
    names = {fold(n) for r in found if isinstance(r, (Organization, Enterprise)) for n in (r.name, *r.aliases)}
    return re.compile("|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))) if names else None


def _record(found: Found, reading: Reading, numbers: Counter[int]) -> Measure:
    place = found.stretch.span(*found.span)
    line = reading.places.line(place.start)
    numbers[line] += 1
    return Measure(
        id=f"measure-{line}-{numbers[line]}",
        doc_id=reading.document.id,
        section=reading.places.path(place.start),
        anchor=reading.places.anchor(place),
        spans=(place,),
        instrument=found.terms.instrument,
        category=found.terms.category,
        beneficiary=found.terms.beneficiary,
        condition=found.terms.condition,
        provider=found.provider,
        amounts=found.amounts,
    )


def _measures(stretch: Flow, known: re.Pattern[str] | None, soft: bool) -> list[Found]:
    """The measures of one stretch; a sentence of mere limits belongs to the promise before it."""
    seen: list[Found] = []
    for clauses in sentences(stretch.text):
        limits = all(is_limit(stretch.text[slice(*c)]) for c in clauses)
        if limits and seen and seen[-1].amounts:
            seen[-1] = _limited(seen[-1], clauses)
            continue
        given = _joined(stretch.text, list(promises(stretch.text, clauses)))
        made = [_promised(stretch, p, known) for p in given]
        taken = [p.span for p in given]
        if soft:
            free = [o for o in offers(stretch.text, clauses) if not any(t.start <= o.clause.start < t.end for t in taken)]
            made += [_offered(stretch, o, clauses, known) for o in free]
        seen += sorted(made, key=lambda f: f.span)
    return seen


def _joined(text: str, given: list[Promise]) -> list[Promise]:
    """A promise without a sum that only says how the one before it is reckoned (按照实际租金进行补贴) is part of that one."""
    kept: list[Promise] = []
    for promise in given:
        own = amounts(text[slice(*promise.span)], _shifted(promise))
        core = text[slice(*promise.core)]
        if kept and not own and re.match(r"(?:则)?按照?(?:\S{0,8}实际|上述|以上)", core):
            last = kept[-1]
            kept[-1] = last._replace(tails=(*last.tails, *promise.leads, promise.core), zones=last.zones)
        elif kept and kept[-1].tails and kept[-1].tails[-1].start >= promise.span.start:
            kept.append(promise._replace(leads=()))
        else:
            kept.append(promise)
    return kept


def _shifted(promise: Promise) -> list[Span]:
    start = promise.span.start
    return [Span(z.start - start, z.end - start) for z in promise.zones]


def _limited(found: Found, clauses: Sequence[Span]) -> Found:
    """The measure with the sums of a following sentence of limits."""
    text = found.stretch.text
    span = Span(found.span.start, clauses[-1].end)
    more = [a for c in clauses for a in amounts(text[slice(*c)], [Span(0, c.end - c.start)])]
    return found._replace(span=span, amounts=(*found.amounts, *more))


def _promised(stretch: Flow, promise: Promise, known: re.Pattern[str] | None) -> Found:
    text = stretch.text
    sums = amounts(text[slice(*promise.span)], _shifted(promise))
    spans = [Span(promise.core.start + a, promise.core.start + b) for a, b in _sum_spans(text[slice(*promise.core)])]
    instrument = instrument_after(text, promise.verb, promise.core, [s for s in spans if s.start >= promise.verb.start])
    kind = kind_of(instrument, text[slice(*promise.core)])
    provider = giver(text, promise.core, promise.verb, known)
    beneficiary, condition = addressed(text, promise.leads, promise.core, promise.verb)
    terms = Terms(instrument, kind.id if kind else None, None if beneficiary == provider else beneficiary, condition)
    return Found(stretch, promise.span, terms, provider, sums)


def _sum_spans(words: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"\d[\d,.]*(?:[-—至~]\d[\d.]*)?(?:[万亿千百]*(?:元|美元)(?:/[一-龥]+)?|%)", words):
        yield match.span()


def _offered(stretch: Flow, offer: Offer, clauses: Sequence[Span], known: re.Pattern[str] | None) -> Found:
    text = stretch.text
    words = text[slice(*offer.clause)]
    who, act = supported(words) if offer.supporting else (helped(words), None)
    if who is None and not offer.supporting:
        who, act = supported(words) if supporting().search(words) else (None, None)
    instrument = text[slice(*offer.words)] if offer.words else _named_support(words, who)
    kind = kind_of(instrument, words)
    provider = giver(text, offer.clause, Span(offer.clause.start, offer.clause.start), known)
    provider = provider or subject_before(text, clauses, offer.clause, known)
    terms = Terms(instrument[:LONGEST_INSTRUMENT], kind.id if kind else None, who, act)
    return Found(stretch, offer.clause, terms, provider, ())


def _named_support(words: str, who: str | None) -> str:
    """How the clause itself calls its support, without whom it is for."""
    plain = re.sub(r"^(?:并且?|同时|通过)", "", words)
    return re.sub("的(?=发展$)", "", plain.replace(who, "", 1)) if who else plain
