"""Facts about a document: issuer, dates, number, title, publicity, planning period, basis."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from kb.answer.asking.atoms import Atom
from kb.answer.asking.cues import find_cues, speaks
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.texts.duties import words_of
from kb.model import DocumentRecord, Span, Value
from kb.numbers import parse
from kb.structure.imprint import stated_period, stated_value
from kb.text import fold, sentences
from kb.vocab import phrases, vocabulary

NAME = "facts"
STATED = ("issuer", "issued_on", "publicity", "number", "effective", "validity", "in_force", "interpreter")
"""Facts that a document states of itself or not at all: sentences about other things are no answer."""
NOUN = 0.8
"""What weighs less is a verb (结束) and no other thing than the document."""
CALENDAR = 1000
"""A number of years above this is a year of the calendar."""
_OWN = re.compile(
    r"(?:本|该|此|这一?)[^，。；]{0,12}(?:办法|规定|细则|政策|措施|意见|方案|计划|规划|条例|通知|指引|文件)|适用"
)
"""A sentence of the document on itself."""
CUES = (
    "issuer",
    "issued_on",
    "period",
    "publicity",
    "number",
    "title",
    "effective",
    "validity",
    "in_force",
    "applies_to",
    "interpreter",
    "basis",
)


def accepts(question: Question) -> bool:
    """Asks for a fact of the document's imprint, and for no figure."""
    return question.has(*CUES)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The facts asked for, of the document meant; partial when it states only some, nothing when it states none."""
    if _about_something_else(question, catalog):
        return None
    asked, draft = _asked(question), Draft(catalog)
    for record in catalog.documents:
        for cue in asked:
            before = len(draft.claims) + len(draft.values)
            _FACTS[cue](draft, record, question.language)
            if len(draft.claims) + len(draft.values) == before and len(asked) > 1 and len(catalog.documents) == 1:
                draft.status = "partial"
    if draft.claims or not asked or not set(asked) <= set(STATED):
        return draft if draft.claims else None
    return refuse_topic(question, catalog, phrases(question.language)("fact_unstated", what=_named(asked, question)))


def _named(asked: list[str], question: Question) -> str:
    """What the facts are called: the words of the question for them, else the vocabulary's."""
    found = {f.cue.id: question.text[slice(*f.span)] for f in find_cues(question.text)}
    return phrases(question.language)("comma").join(found.get(cue, vocabulary().cues[cue].zh) for cue in asked)


def _asked(question: Question) -> list[str]:
    """The facts a question asks for: 谁印发的，什么时候 asks for two."""
    asked = [cue for cue in CUES if question.has(cue)]
    if "issuer" in asked and "issued_on" not in asked and speaks(question.text, "and_when"):
        asked.append("issued_on")
    if "issued_on" in asked and "issuer" not in asked and speaks(question.text, "and_who"):
        asked.append("issuer")
    return [cue for cue in asked if not (cue == "validity" and "in_force" in asked)]


def _about_something_else(question: Question, catalog: Catalog) -> bool:
    """Whether it names a thing besides the document."""
    titled = " ".join(fold(d.title) for d in catalog.documents)
    if any(a.key.startswith("quoted:") and not a.stands_in(titled) for a in question.atoms):
        return True
    if question.has("issuer", "basis", "applies_to"):
        return False
    return any(_strange(a, titled) for a in relevant(question, catalog) if not a.soft and a.is_noun)


def _strange(atom: Atom, own: str) -> bool:
    generic = {
        n for cue in (*CUES, "own_document", "and_when", "and_who") for n in map(fold, vocabulary().cues[cue].names)
    }
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
            if value := stated_value(document.text[slice(*span)], role):
                _quote_once(draft, record, span)
                draft.values += [v for v in _numbers_in(value) if v not in draft.values]
                return


def _clause(role: str) -> Callable[[Draft, DocumentRecord, str], None]:
    return lambda draft, record, language: clause(draft, record, role)


def _quote_once(draft: Draft, record: DocumentRecord, span: Span) -> None:
    """A sentence quoted, unless it is already: 自…起施行，有效期5年 answers two questions."""
    text = draft.catalog.document(record.doc_id).text[slice(*span)]
    if not any(c.text == text for c in draft.claims):
        draft.quote(text, record.doc_id, span)


def _numbers_in(value: str) -> list[Value]:
    """The years of a term of validity (5年), or the year of a date."""
    found = re.search(r"[\d一二三四五六七八九十]+(?=\s*年)", value)
    number = parse(found.group()) if found else None
    if number is None:
        return []
    return [Value(value=number, unit="年", year=int(number) if number > CALENDAR else None)]


def _in_force(draft: Draft, record: DocumentRecord, language: str) -> None:
    """What the text says of its own term: the clause on validity, else the planning period and that it says no more."""
    before = len(draft.claims)
    for role in ("effective", "validity"):
        _clause(role)(draft, record, language)
    if len(draft.claims) == before and record.period and (place := period_place(draft, record)):
        first, last = record.period
        draft.quote(_say(language, "period_over", first=first, last=last), record.doc_id, place)
        draft.values += [Value(value=Decimal(y), unit="年", year=y) for y in (first, last)]


def _said(cue: str) -> Callable[[Draft, DocumentRecord, str], None]:
    """The sentences with a wording of the document that names this fact: 适用于, 负责解释."""

    def fact(draft: Draft, record: DocumentRecord, language: str) -> None:
        document = draft.catalog.document(record.doc_id)
        words = words_of(cue)[:2]
        for piece in (p for p in document.passages if p.kind not in ("imprint", "furniture")):
            cut = sentences(document.text, piece.span)
            held = [s for s in cut if _OWN.search(fold(document.text[slice(*s)]))]
            told = [s for s in held if any(w in fold(document.text[slice(*s)]) for w in words)]
            if told:
                for span in told:
                    _quote_once(draft, record, span)
                return

    return fact


def _title(draft: Draft, record: DocumentRecord, language: str) -> None:
    """The title as it stands in the text; where no line holds one, the name it has here, which proves nothing."""
    if record.title_origin == "text":
        _part("title")(draft, record, language)
    else:
        draft.lead = _say(language, "title_assigned", value=record.title)


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
    "title": _title,
    "effective": _clause("effective"),
    "validity": _clause("validity"),
    "in_force": _in_force,
    "applies_to": _said("applies_to"),
    "interpreter": _said("interpreter"),
    "basis": _basis,
}
