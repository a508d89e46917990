"""All that is said about a named thing: every place that names it, in which role, and what is promised to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kb.answer.asking.atoms import Atom
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.naming import Spoken, nearest, spoken_names
from kb.answer.refusal import Refusal
from kb.answer.support.prepared import sentence_at
from kb.model import Named, Span
from kb.text import fold
from kb.vocab import phrases, vocabulary

NAME = "dossier"


def accepts(question: Question) -> bool:
    """Names something, and asks for nothing that has a kind of its own."""
    other = question.has(
        *("definition", "conflict", "reverse", "difference", "yes_no", "target"),
        *("measure", "amount", "trend", "responsible", "monitored"),
    )
    return bool(question.atoms) and not other and not question.figures


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """Each sentence that names the thing, with its role; its support where that is asked for."""
    spoken = spoken_names(question, catalog)
    if not spoken:
        return _stranger(question, catalog)
    if _left_over(question, spoken) or (_asks(question) and all(_place(s) for s in spoken)):
        return None
    draft = Draft(catalog)
    draft.lead = "".join(_told(draft, one, question) for one in spoken)
    return draft


def _asks(question: Question) -> bool:
    return question.has("topic", "list") and not question.has("mention", "cites")


def _place(spoken: Spoken) -> bool:
    """Whether it is an area or undertaking alone: how that is to be done is a topic."""
    return all(r.type == "project" for r in spoken.records)


def _stranger(question: Question, catalog: Catalog) -> Refusal | None:
    """五洲公司 is named nowhere: refused, with the names that come near and those there are."""
    plain, company = fold(question.text), tuple(map(fold, vocabulary().beneficiaries["enterprise"].names[:2]))
    word = next((a for a in question.atoms if plain[a.span.end :].startswith((*company, "集团"))), None)
    named = tuple(n.name for n in catalog.named if n.type == "enterprise")
    if word is None or not named or not word.key.startswith("word:") or catalog.count(word):
        return None
    say = phrases(question.language)
    told = nearest([word.printed], catalog) or named[:5]
    text = say("not_found_name", name=word.printed)
    text += say("named_instead", number=len(named), names=say("comma").join(told))
    return Refusal(text, (), tuple(say("suggest_name", name=n) for n in told[:3]))


def _left_over(question: Question, spoken: Sequence[Spoken]) -> tuple[Atom, ...]:
    """What the question says besides the names, and besides words that only ask for what is said."""
    generic = re.compile(vocabulary().cues["dossier_word"].pattern or "")
    own = {fold(n) for n in vocabulary().cues["own_document"].names}
    return tuple(
        a
        for a in question.atoms
        if not a.soft
        and not _glossed(a, question, spoken)
        and not any(a.span.start < s.span.end and s.span.start < a.span.end for s in spoken)
        and not any(generic.match(f) or f in own for f in a.forms)
        and not a.key.startswith("region:")
    )


def _glossed(atom: Atom, question: Question, spoken: Sequence[Spoken]) -> bool:
    """Whether it is a Latin name that the Chinese one stands behind in brackets: Hongte Precision (鸿特精密)."""
    front = (question.text[atom.span.start : s.span.start].rstrip() for s in spoken if atom.span.end <= s.span.start)
    return any(f.isascii() and f.endswith("(") for f in front)


def _told(draft: Draft, one: Spoken, question: Question) -> str:
    """The claims about one name, and the sentence that opens them."""
    say, catalog = phrases(question.language), draft.catalog
    places = _places(one.records, catalog)
    for (doc_id, sentence), (role, records) in places.items():
        text = catalog.document(doc_id).text[slice(*sentence)]
        path = catalog.places(doc_id).path(sentence.start)
        where = path[-1] if path else catalog.document(doc_id).info.title
        role = say("bracketed", value=_role(role, question.language)) if role else ""
        below = _below(catalog, doc_id, sentence, places)
        text += catalog.document(doc_id).text[slice(*below)] if below else ""
        spans = (sentence, below) if below else (sentence,)
        draft.quote(say("dossier_item", where=where, role=role, text=text), doc_id, *spans, records=records)
    tasks, support = _tasks(one.records, catalog), _support(one.records, catalog)
    return say(
        "dossier_lead",
        name=one.records[0].name,
        also=_also(one.records, question),
        number=len(places),
        tasks=say("dossier_tasks", titles=say("comma").join(tasks)) if tasks else "",
        support=say("dossier_support", names=say("comma").join(support)) if support else "",
    )


def _role(role: str, language: str) -> str:
    """A role in words: that of an enterprise stands in the text (龙头企业), that of a cited document is a code."""
    say = phrases(language)
    return say(f"role_{role}") if f"role_{role}" in say else role


def _places(records: Sequence[Named], catalog: Catalog) -> dict[tuple[str, Span], tuple[str | None, tuple[Named, ...]]]:
    """The sentences that name a thing, in the documents' order, with its role there; each sentence once."""
    found: dict[tuple[str, Span], tuple[str | None, tuple[Named, ...]]] = {}
    for record in records:
        for span, mention in zip(record.spans, record.mentions, strict=True):
            key = (record.doc_id, sentence_at(catalog.document(record.doc_id), span))
            role, held = found.get(key, (None, ()))
            found[key] = (role or mention.role, held if record in held else (*held, record))
    return dict(sorted(found.items(), key=lambda f: f[0]))


def _below(catalog: Catalog, doc_id: str, heading: Span, places: Iterable[tuple[str, Span]]) -> Span | None:
    """What stands right below a heading that names it, unless that is told anyway."""
    if not any(s.doc_id == doc_id and s.span.start <= heading.start < s.span.end for s in catalog.sections):
        return None
    after = (p.span for p in catalog.document(doc_id).passages if p.span.start >= heading.end)
    first = next(after, None)
    told = any(d == doc_id and first and first.start <= s.start < first.end for d, s in places)
    return None if told else first


def _also(records: Iterable[Named], question: Question) -> str:
    """Its other names."""
    say = phrases(question.language)
    every = [n for r in records for n in (r.name, *r.aliases)]
    others = list(dict.fromkeys(every))[1:]
    return say("also_called", names=say("comma").join(others)) if others else ""


def _tasks(records: Sequence[Named], catalog: Catalog) -> tuple[str, ...]:
    """The titles of the tasks it stands in: the innermost ones."""
    names = {(r.doc_id, n) for r in records for n in (r.id, r.name)}
    held = [t for t in catalog.tasks if any((t.doc_id, n) in names for n in (*t.enterprises, *t.projects))]
    parents = {(t.doc_id, t.parent) for t in held}
    return tuple(dict.fromkeys(t.title for t in held if (t.doc_id, t.id) not in parents))


def _support(records: Sequence[Named], catalog: Catalog) -> tuple[str, ...]:
    """What is promised to it by name."""
    names = {(r.doc_id, n) for r in records if r.type == "enterprise" for n in (r.name, *r.aliases)}
    held = [m for m in catalog.measures if any(d == m.doc_id and n in (m.beneficiary or "") for d, n in names)]
    return tuple(dict.fromkeys(m.instrument for m in held))
