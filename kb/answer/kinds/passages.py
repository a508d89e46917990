"""What the document says about a topic: the sentences that contain what is asked, in the document's order."""

from __future__ import annotations

import re
from functools import cache

from kb.answer.asking.atoms import Atom, atoms
from kb.answer.asking.cues import speaks
from kb.answer.asking.quantity import asks_number, quantities, wanted
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import named_series, relevant
from kb.answer.refusal import Refusal
from kb.answer.texts.duties import words_of
from kb.answer.texts.evidence import Evidence, best_sentences, evidence, merged, proven, whole
from kb.answer.texts.excerpt import announced, of_section
from kb.answer.texts.headings import covered
from kb.answer.texts.lines import whole_sentences
from kb.answer.texts.literal import literals
from kb.answer.texts.pieces import Piece
from kb.answer.texts.premise import is_said
from kb.answer.texts.specific import answers_who, counts_alike, sharpened
from kb.model import Span
from kb.text import clauses, fold
from kb.vocab import phrases, vocabulary

NAME = "passages"
_NOT_ASKED = re.compile("能不能|可不可以|是不是|会不会")
"""Forms of a question that hold a negation and deny nothing."""
ON_TOPIC = 0.5
"""From here on a heading is about what is asked."""
NEARLY = 0.1
"""A section about what is asked is taken before a passage that says at most so much more of it."""
ABOUT = 0.3
"""A heading that says all of it needs no more than so much of its own words asked for."""
TITLED = 0.7
"""A heading that says so much of the question is what it names; its section is quoted."""
ALSO = 2
"""A subject of which more passages than this speak beside its section is not rare."""
SHORT = 220
"""A passage of at most this many characters is quoted whole: cutting it would cost its sense."""


def accepts(question: Question) -> bool:
    """Anything that names a topic and asks for more than a number; the last kind that may answer."""
    return not question.numeric


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The sentences of the best passage; nothing when too little of the question stands there."""
    if _unstated_indicator(question, catalog):
        return None
    asked = topic(question, catalog)
    if _half_understood(question, asked) or not any(len(a.printed) > 1 for a in asked):
        return None
    asked = sharpened(asked, question, catalog)
    found = [e for e in evidence(catalog, asked) if proven(e) and (e.heading >= ON_TOPIC or not _goal(question))]
    found = [e for e in found if answers_who(e, question)]
    if not found:
        return None
    say, draft = phrases(question.language), Draft(catalog)
    if question.has("mention") and question.has("yes_no"):
        draft.lead = say("mention_yes")
    if not question.has("mention"):
        draft.lead = _stance(question, found[0], asked)
    section = next((e for e in found if _named(e, found[0], asked, catalog)), None)
    if section:
        quote_section(draft, section, asked, question)
    for one in elsewhere(found, section, asked, question) if section else chosen(found):
        quote(draft, one, asked, question)
    quoted = "".join(c.quote for c in draft.citations)
    told = counts_alike(quoted, question) and (not asks_number(question) or _tells_number(draft, question))
    return draft if told else None


def _tells_number(draft: Draft, question: Question) -> bool:
    """Whether a number of the kind that is asked for stands in what is quoted: a sentence without one is no answer."""
    unit = wanted(question)
    return any(unit.takes(q) for c in draft.citations for q in quantities(c.quote, Span(0, len(c.quote))))


def _stance(question: Question, best: Evidence, asked: tuple[Atom, ...]) -> str:
    """What to say before the quote: that the text rules it out, or that it defines no such word."""
    say, hard = phrases(question.language), [a for a in asked if not a.soft]
    if question.has("yes_no") and not _negation().search(_NOT_ASKED.sub("", fold(question.text))):
        told = [c for c in _clauses(best.piece.text) if any(a.stands_in(c) for a in hard)]
        share = [sum(a.stands_in(c) for a in hard) for c in told]
        if any(_negation().search(c) for c, n in zip(told, share, strict=True) if n == max(share)):
            return say("negated")
        if is_said(question.text, best.piece.text):
            return say("confirmed")
    return say("not_defined") if speaks(question.text, "meaning") else ""


@cache
def _negation() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words_of("forbidding"))))


def _clauses(text: str) -> list[str]:
    return [text[slice(*s)] for s in clauses(text, Span(0, len(text)))]


def _named(found: Evidence, best: Evidence, asked: tuple[Atom, ...], catalog: Catalog) -> bool:
    """Whether the question names the heading above a passage: it says most of what is asked, and nothing rare that the
    best passage says is missing below it."""
    if found.heading < ON_TOPIC or found.share < best.share - NEARLY:
        return False
    rare = [a for a in found.lost if a not in best.lost and catalog.count(a) * 10 <= len(catalog.pieces)]
    title = found.piece.path.split("\n")[found.about - 1]
    hard = [a for a in asked if not a.soft] or list(asked)
    total = sum(catalog.rarity(a) for a in hard) or 1.0
    return not rare and sum(catalog.rarity(a) for a in hard if a.stands_in(title)) >= TITLED * total


def quote_section(draft: Draft, found: Evidence, asked: tuple[Atom, ...], question: Question) -> None:
    """One claim for each passage below the heading that is about the question, the outermost of several."""
    for piece, spans in of_section(draft.catalog, _outermost(found, asked), asked):
        _say(draft, piece, spans, question.language)


def _outermost(found: Evidence, asked: tuple[Atom, ...]) -> Evidence:
    """The evidence with the highest of its headings that says all that is asked, and little else."""
    hard = [a for a in asked if not a.soft] or list(asked)
    titles = found.piece.path.split("\n")[: found.about - 1]
    told = (n for n, t in enumerate(titles, 1) if all(a.stands_in(t) for a in hard) and covered(t, hard) >= ABOUT)
    return found._replace(about=next(told, found.about))


def elsewhere(found: list[Evidence], section: Evidence, asked: tuple[Atom, ...], question: Question) -> list[Evidence]:
    """Passages of other sections that say all of a rare subject, when it is asked what the document says of it."""
    hard = [a for a in asked if not a.soft]
    if not question.has("say") or len(hard) > 2:
        return []
    path = section.piece.passage.section[: section.about]
    other = [e for e in found if e.piece.passage.section[: section.about] != path and e.closest >= 1.0]
    said = [e for e in other if all(a.stands_in(e.piece.text) for a in hard)]
    return sorted(said, key=lambda e: (e.doc_id, e.piece.passage.span)) if len(said) <= ALSO else []


def _unstated_indicator(question: Question, catalog: Catalog) -> bool:
    """Whether it asks what an indicator is (What is the population?) of which the documents state no figure."""
    if question.has("list", "topic", "measure", "responsible", "monitored", "mention", "yes_no") or named_series(
        question, catalog
    ):
        return False
    hard = [a for a in relevant(question, catalog) if not a.soft]
    asks = question.has("what_is", "definition") or question.numeric
    return asks and len(hard) == 1 and vocabulary().concepts.get(hard[0].key) is not None


def _half_understood(question: Question, asked: tuple[Atom, ...]) -> bool:
    """Whether an English noun nobody knows (nuclear) stands beside the only notion that is known (fusion)."""
    lost = {a.key for a in question.content if a.printed in map(str.lower, question.unknown)}
    return bool(lost) and sum(not a.soft and a.key not in lost for a in asked) < 2


def _goal(question: Question) -> bool:
    """Whether it asks for a goal: without an indicator, only a passage under a heading of that name speaks of it."""
    inside = any(fold(n) in a.printed for a in question.content for n in vocabulary().cues["target"].names[:1])
    others = question.has("list", "topic", "measure", "responsible", "monitored", "mention")
    return question.has("target") and not inside and not others


def topic(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """What the question is about: its atoms without question words, years and the documents' own region."""
    exact = literals(question, catalog)
    asked = (*(a for a in relevant(question, catalog) or question.content if not _misread(a, exact)), *exact)
    if question.has("problems") and not any(catalog.count(a) for a in asked):
        return atoms(vocabulary().cues["problems"].aliases[1])
    return asked


def _misread(atom: Atom, exact: tuple[Atom, ...]) -> bool:
    """Whether a word was read into a run that stands in the documents as it is: 创新券 where they say 创新圈."""
    over = (e for e in exact if e.span.start <= atom.span.start and atom.span.end <= e.span.end)
    return any(not atom.stands_in(e.printed) for e in over)


def chosen(found: list[Evidence]) -> list[Evidence]:
    """The best passage, and others of its section that fit nearly as well."""
    first = found[0]
    near = [e for e in found[1:3] if e.score >= first.score - NEARLY and e.share >= first.share]
    near = [e for e in near if e.closest >= first.closest - NEARLY]
    return sorted([first, *near], key=lambda e: (e.doc_id, e.piece.passage.span))


def quote(draft: Draft, found: Evidence, asked: tuple[Atom, ...], question: Question) -> None:
    """One claim for a passage: the sentences that say most, or the whole of a short one, and what it announces."""
    _say(draft, found.piece, _spans(draft.catalog, found, asked), question.language)
    items = announced(draft.catalog, found.piece)
    if items and question.has("list", "parts", "count"):
        draft.lead = phrases(question.language)("list_items", number=len(items))
    for piece in items:
        draft.quote(piece.passage.text, found.doc_id, piece.passage.span, records=(piece.passage,))


def _say(draft: Draft, piece: Piece, spans: tuple[Span, ...], language: str) -> None:
    """A claim of sentences under their heading; sentences that follow each other are cited together."""
    document = draft.catalog.document(piece.passage.doc_id)
    joined = merged(spans, document.text)
    heading = piece.passage.section[-1] if piece.passage.section else document.info.title
    words = "".join(document.text[slice(*s)] for s in joined)
    draft.quote(phrases(language)("passage", section=heading) + words, document.id, *joined, records=(piece.passage,))


def _spans(catalog: Catalog, found: Evidence, asked: tuple[Atom, ...]) -> tuple[Span, ...]:
    place = whole(found)
    document = catalog.document(found.doc_id)
    if place.end - place.start <= SHORT:
        return (place,)
    return _with_sequel(best_sentences(catalog, asked, found), document.text, place)


def _with_sequel(spans: tuple[Span, ...], text: str, place: Span) -> tuple[Span, ...]:
    """A sentence that only announces (：, 主要表现在) takes the next one along."""
    cut = whole_sentences(text, place)
    added = [
        cut[i + 1]
        for i, s in enumerate(cut[:-1])
        if s in spans and fold(text[slice(*s)]).rstrip().endswith((":", "："))
    ]
    return tuple(sorted({*spans, *added}))
