"""Who leads, who is responsible, who supervises; what a body has to do; and which indicators are monitored."""

from __future__ import annotations

import re
from decimal import Decimal

from kb.answer.asking.atoms import Atom
from kb.answer.asking.cues import speaks
from kb.answer.asking.quantity import asks_number, quantities, wanted
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.indicators.matching import relevant
from kb.answer.refusal import Refusal, refuse_topic
from kb.answer.texts.duties import Duty, duties, place_of, roles, words_of
from kb.answer.texts.evidence import evidence, proven
from kb.model import Passage, Section, Span, Task, Value
from kb.text import clauses, fold
from kb.vocab import phrases

NAME = "responsible"
ROLES = ("牵头", "配合")
"""Roles a question may ask for apart from the others."""
MUST = ("应当", "要", "应", "须", "具体负责", "会同")
_SUBJECT = re.compile(r"(?P<body>[^，。？?]{2,20}?)(?:的?(?:主要|具体)?职责|的?(?:主要)?责任|负责|承担|牵头|主管|参与)")
_BODY = re.compile(r"(?:局|委|办|厅|院|部|部门|中心|政府|委员会|单位)$")
_GENERIC = re.compile(r"^(?:请问|规划中?|文件中?|办法中?|方案中?|本办法)")
NAMES_BODY = 0.3
"""What a sentence is worth more that names a body: who is the question."""
ABOVE = 0.8
"""What a notion counts for that stands in a heading above the sentence only."""
SAME_VERB = 0.3
"""What it is worth more when the body does what is asked: 监督, not 牵头."""


def accepts(question: Question) -> bool:
    """Asks who does, leads or supervises something, or what a body does."""
    return question.has("responsible", "monitored", "duties_of")


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The tasks of a body; or the bodies of a task; or the sentence that names a body and says what it does.

    Partial when the task is there and names nobody.
    """
    bodies = duties(catalog).bodies_in(fold(question.text))
    if bodies and not asks_who(question):
        return _of_bodies(bodies, question, catalog)
    if not bodies and question.has("duties_of") and not asks_who(question):
        return _of_words(question, catalog)
    task = _task(question, catalog) if asks_who(question) else None
    if task is not None and any(label for label, _ in roles(task, catalog.document(task.doc_id).text)):
        return _of_task(task, question, catalog)
    best = _best_duty(question, catalog)
    if best is not None:
        draft = Draft(catalog)
        draft.quote(catalog.document(best.doc_id).text[slice(*best.span)], best.doc_id, best.span)
        return draft
    return _unstated(question, catalog)


def asks_who(question: Question) -> bool:
    """Whether a body is asked for, rather than what one does."""
    return speaks(question.text, "who")


# ------------------------------------------------------------------ the tasks of a body


def _of_bodies(bodies: tuple[str, ...], question: Question, catalog: Catalog) -> Draft | None:
    """The tasks that name a body, with its role in each, and the sentences that say what it does."""
    draft, say = Draft(catalog), phrases(question.language)
    tasks = [t for t in catalog.tasks if _role(t, bodies, catalog)]
    asked = next((word for word in ROLES if word in fold(question.text)), "")
    if led := [t for t in tasks if asked and asked in (_role(t, bodies, catalog) or "")]:
        tasks = led
    elif asked and tasks:
        draft.status = "partial"
    tasks = [t for t in tasks if not any(o.parent == t.id and o.doc_id == t.doc_id for o in tasks)]
    for task in tasks:
        text = catalog.document(task.doc_id).text
        words = say("body_task", title=task.title, role=_role(task, bodies, catalog))
        held = [b for b in task.responsible if fold(b) in bodies]
        draft.quote(words, task.doc_id, *_heading(catalog, task), place_of(task, held, text), records=(task,))
    for duty in _acting(bodies, question, catalog):
        if not any(t.doc_id == duty.doc_id and t.span.start <= duty.span.start < t.span.end for t in tasks):
            draft.quote(catalog.document(duty.doc_id).text[slice(*duty.span)], duty.doc_id, duty.span)
    if draft.claims:
        draft.lead = say("list_items", number=len(draft.claims)) if draft.status == "answered" else say("role_none")
    if question.has("count", "how_many") and draft.status == "answered":
        draft.values.append(Value(value=Decimal(len(draft.claims)), unit="项", derived=True))
    return draft if draft.claims else None


def _of_words(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """What the words before 的职责 or 负责 do, where no record knows them as a body: 州数据资源主管部门."""
    match = _SUBJECT.search(fold(question.text))
    subject = _GENERIC.sub("", match["body"]) if match else ""
    found = [d for d in duties(catalog).all if subject and d.does(subject, (*words_of("responsible_word"), *MUST))]
    if not found:
        return _no_such_body(subject, question, catalog)
    draft = Draft(catalog)
    draft.lead = phrases(question.language)("list_items", number=len(found)) if len(found) > 1 else ""
    for duty in found:
        draft.quote(catalog.document(duty.doc_id).text[slice(*duty.span)], duty.doc_id, duty.span)
    return draft


def _role(task: Task, bodies: tuple[str, ...], catalog: Catalog) -> str | None:
    """The label under which a task names one of these bodies (牵头单位); none where it names none of them so."""
    if not any(fold(b) in bodies for b in task.responsible):
        return None
    told = roles(task, catalog.document(task.doc_id).text)
    return next((label for label, own in told if label and any(fold(b) in bodies for b in own)), None)


def _acting(bodies: tuple[str, ...], question: Question, catalog: Catalog) -> list[Duty]:
    """The sentences in which one of these bodies does something; of those, the ones about what else is asked."""
    words = words_of("responsible_word")
    found = [d for d in duties(catalog).all if any(b in d.bodies and d.does(b, words) for b in bodies)]
    rest = [a for a in relevant(question, catalog) if not a.soft and not any(f in b for f in a.forms for b in bodies)]
    told = [d for d in found if rest and all(a.stands_in(d.plain) for a in rest)]
    return told or found


def _no_such_body(subject: str, question: Question, catalog: Catalog) -> Refusal | None:
    """A refusal when the words name a body and stand nowhere."""
    if not _BODY.search(subject) or catalog.said.holding(subject):
        return None
    return refuse_topic(question, catalog, phrases(question.language)("not_found_name", name=subject))


# ------------------------------------------------------------------ the bodies of a task


def _task(question: Question, catalog: Catalog) -> Task | None:
    """The task whose title says all that is asked about; the shortest title of several."""
    asked = [a for a in relevant(question, catalog) if not a.soft]
    held = [t for t in catalog.tasks if asked and all(a.stands_in(fold(t.title)) for a in asked)]
    return min(held, key=lambda t: (not t.responsible, len(t.title)), default=None)


def _of_task(task: Task, question: Question, catalog: Catalog) -> Draft:
    draft, say = Draft(catalog), phrases(question.language)
    text = catalog.document(task.doc_id).text
    told = [
        say("role_bodies", role=label or say("responsible_role"), who=say("comma").join(bodies))
        for label, bodies in roles(task, text)
    ]
    words = say("responsible", what=task.title, who=say("separator").join(told))
    draft.quote(words, task.doc_id, *_heading(catalog, task), place_of(task, task.responsible, text), records=(task,))
    return draft


def _around(question: Question, catalog: Catalog) -> Draft | None:
    """The bodies of the task in whose text what is asked about stands, with the number where one is asked for too."""
    asked = tuple(a for a in relevant(question, catalog) if not a.soft)
    best = next((e.piece.passage for e in evidence(catalog, asked) if proven(e)), None) if asked else None
    if best is None:
        return None
    for task in (t for t in catalog.tasks if t.doc_id == best.doc_id and t.section and t.section == best.section):
        if any(label for label, _ in roles(task, catalog.document(task.doc_id).text)):
            draft = _of_task(task, question, catalog)
            return _with_number(draft, best, asked, question) if asks_number(question) else draft
    return None


def _with_number(draft: Draft, passage: Passage, asked: tuple[Atom, ...], question: Question) -> Draft | None:
    """The draft with the sentence of a passage that says most of what is asked and states a number of its unit."""
    text, unit = draft.catalog.document(passage.doc_id).text, wanted(question)
    best: tuple[int, Span] | None = None
    for span in clauses(text, passage.span):
        said = sum(a.stands_in(fold(text[slice(*span)])) for a in asked)
        if said and any(map(unit.takes, quantities(text, span))) and (best is None or said > best[0]):
            best = (said, span)
    if best is None:
        return None
    draft.quote(text[slice(*best[1])] + phrases(question.language)("stop"), passage.doc_id, best[1], records=(passage,))
    for quantity in filter(unit.takes, quantities(text, best[1])):
        draft.read(quantity.value, quantity.unit, passage.doc_id, quantity.span)
    return draft


def _heading(catalog: Catalog, task: Task) -> tuple[Span, ...]:
    """The heading of a task, where it has one."""
    section = _section(catalog, task)
    return (section.span,) if section else ()


def _section(catalog: Catalog, task: Task) -> Section | None:
    return next((s for s in catalog.sections if s.doc_id == task.doc_id and s.section == task.section), None)


def _unstated(question: Question, catalog: Catalog) -> Draft | None:
    """The task or section that is asked about and names nobody: partial, the text leaves it open."""
    if not asks_who(question):
        return None
    draft, say = Draft(catalog, status="partial"), phrases(question.language)
    if told := _around(question, catalog):
        return told
    if task := _task(question, catalog):
        places = _heading(catalog, task) or (task.span,)
        draft.quote(say("responsible_none", title=task.title), task.doc_id, *places, records=(task,))
        return draft
    asked = relevant(question, catalog)
    found = [e for e in evidence(catalog, asked) if proven(e)] if any(not a.soft for a in asked) else []
    if not found or not found[0].piece.passage.section:
        return None
    passage = found[0].piece.passage
    title = say("comma").join(dict.fromkeys(a.printed for a in asked if not a.soft))
    draft.quote(say("responsible_none", title=title), passage.doc_id, passage.span, records=(passage,))
    return draft


# ------------------------------------------------------------------ sentences


def _asked(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """What is asked about, its soft words too: 监督考核 is a cue and a subject at once."""
    own = {fold(d.region[:-1]) for d in catalog.documents if d.region}
    generic = set(words_of("own_document"))
    return catalog.known(tuple(a for a in question.atoms if not (own | generic) & set(a.forms)))


def _best_duty(question: Question, catalog: Catalog) -> Duty | None:
    """The sentence that says most of what is asked, one in which a body does it before others."""
    who, asked = question.has("responsible"), _asked(question, catalog)
    words = words_of("responsible_word" if who else "monitored")
    hard = tuple(a for a in asked if not a.soft)
    verbs = [w for w in words if any(w in f for a in question.atoms for f in a.forms)]
    best: tuple[float, Duty] | None = None
    for duty in duties(catalog).all:
        if not any(w in duty.plain for w in words) or not (not who or duty.bodies or _asks_of(question, duty.plain)):
            continue
        if hard and _score(duty, hard, catalog) < 0.5:
            continue
        score = _score(duty, asked, catalog) + (NAMES_BODY if duty.acts(words) else 0.0)
        score += SAME_VERB if who and duty.acts(verbs) else 0.0
        if best is None or score > best[0]:
            best = (score, duty)
    return best[1] if best is not None and best[0] >= 0.6 else None


def _asks_of(question: Question, plain: str) -> bool:
    """各镇要承担什么责任: the body is in the question and must stand in the sentence."""
    return any(a.stands_in(plain) for a in question.content)


def _score(duty: Duty, asked: tuple[Atom, ...], catalog: Catalog) -> float:
    """The share of what is asked about that stands in the sentence; what only a heading says counts a little less."""
    total = sum(catalog.rarity(a) for a in asked)
    held = {a.key: 1.0 if a.stands_in(duty.plain) else ABOVE if a.stands_in(duty.path) else 0.0 for a in asked}
    return sum(catalog.rarity(a) * held[a.key] for a in asked) / total if total else 0.0
