"""Facts about a document: issuer, dates, number, title, publicity, planning period, basis."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from kb.answer.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.matching import relevant
from kb.answer.question import Question
from kb.answer.refusal import Refusal
from kb.model import DocumentRecord, Span, Value
from kb.structure.imprint import stated, stated_period
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

NAME = "facts"
CUES = ("issuer", "issued_on", "period", "publicity", "number", "title", "validity", "effective", "basis")


def accepts(question: Question) -> bool:
    """Asks for a fact of the document's imprint, and for no figure."""
    return question.has(*CUES)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The facts asked for, of the document meant; nothing when the document does not state them."""
    if _about_something_else(question, catalog):
        return None
    draft = Draft(catalog)
    for record in catalog.documents:
        for cue in CUES:
            if question.has(cue):
                _FACTS[cue](draft, record, question.language)
    return draft if draft.claims else None


def _about_something_else(question: Question, catalog: Catalog) -> bool:
    """Whether it names a thing besides the document."""
    titled = " ".join(fold(d.title) for d in catalog.documents)
    if any(a.key.startswith("quoted:") and not a.stands_in(titled) for a in question.atoms):
        return True
    if question.has("issuer", "basis"):
        return False
    return any(_strange(a, titled) for a in relevant(question, catalog) if not a.soft)


def _strange(atom: Atom, own: str) -> bool:
    generic = {n for cue in (*CUES, "own_document") for n in map(fold, vocabulary().cues[cue].names)}
    return not atom.stands_in(own) and not any(f in g or g in f for f in atom.forms for g in generic)


def _issuer(draft: Draft, record: DocumentRecord, language: str) -> None:
    if record.issuer and (place := record.places.get("issuer")):
        draft.quote(_say(language, "issuer", value=record.issuer), record.doc_id, _line(draft, record, place))


def _issued_on(draft: Draft, record: DocumentRecord, language: str) -> None:
    for key, iso in (("issued_on", record.issued_on), ("made_on", record.made_on)):
        if iso and (place := record.places.get(key)):
            day = date.fromisoformat(iso)
            text = _say(language, key, year=day.year, month=day.month, day=day.day)
            draft.quote(text, record.doc_id, _line(draft, record, place))
            draft.values.append(Value(value=Decimal(day.year), unit="年", year=day.year))
            return


def _period(draft: Draft, record: DocumentRecord, language: str) -> None:
    if record.period is None:
        return
    first, last = record.period
    place = period_place(draft, record)
    if place is not None:
        draft.quote(_say(language, "period", first=first, last=last), record.doc_id, place)
        draft.values += [Value(value=Decimal(y), unit="年", year=y) for y in (first, last)]


def period_place(draft: Draft, record: DocumentRecord) -> Span | None:
    """The sentence that states the period, else the title."""
    document = draft.catalog.document(record.doc_id)
    for piece in (p for p in document.passages if p.kind != "imprint"):
        for span in sentences(document.text, piece.span):
            if stated_period(document.text[slice(*span)], "period") == record.period:
                return span
    return record.places.get("title")


def clause(draft: Draft, record: DocumentRecord, role: str) -> None:
    """The last sentence that says from when, or how long, the document is in force: it stands at the end."""
    document = draft.catalog.document(record.doc_id)
    for piece in reversed([p for p in document.passages if p.kind != "imprint"]):
        for span in sentences(document.text, piece.span):
            if stated(document.text[slice(*span)], role):
                draft.quote(document.text[slice(*span)], record.doc_id, span)
                return


def _clause(role: str) -> Callable[[Draft, DocumentRecord, str], None]:
    return lambda draft, record, language: clause(draft, record, role)


def _part(key: str) -> Callable[[Draft, DocumentRecord, str], None]:
    def fact(draft: Draft, record: DocumentRecord, language: str) -> None:
        value, place = getattr(record, key), record.places.get(key)
        if value and place:
            draft.quote(_say(language, key, value=value), record.doc_id, _line(draft, record, place))

    return fact


def _basis(draft: Draft, record: DocumentRecord, language: str) -> None:
    """The documents named as the basis of this one: the 《》 behind 根据/依据/按照 in its opening sentence."""
    document = draft.catalog.document(record.doc_id)
    for ref in draft.catalog.store.records("document_ref", doc_id=record.doc_id):
        for mention, place in zip(ref.mentions, ref.spans, strict=False):
            if mention.role == "basis" or _behind_basis_word(document.text, place):
                piece = next(p for p in document.passages if p.span.start <= place.start < p.span.end)
                cut = sentences(document.text, piece.span)
                span = next(s for s in cut if s.start <= place.start < s.end)
                draft.quote(_say(language, "basis", value=ref.name), record.doc_id, span, records=(ref,))
                return


def _behind_basis_word(text: str, place: Span) -> bool:
    before = fold(text[max(0, place.start - 6) : place.start])
    return any(fold(w) in before for w in vocabulary().cues["basis_word"].names)


def _line(draft: Draft, record: DocumentRecord, place: Span) -> Span:
    """The whole imprint line of a part, so that issuer and date stand in one quote."""
    places = draft.catalog.places(record.doc_id)
    return places.lines.span(places.line(place.start))


def _say(language: str, key: str, **slots: object) -> str:
    say = phrases(language)
    return say(key, **slots) + say("stop")


_FACTS: dict[str, Callable[[Draft, DocumentRecord, str], None]] = {
    "issuer": _issuer,
    "issued_on": _issued_on,
    "period": _period,
    "publicity": _part("publicity"),
    "number": _part("number"),
    "title": _part("title"),
    "validity": _clause("validity"),
    "effective": _clause("effective"),
    "basis": _basis,
}
