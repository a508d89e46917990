"""A number that is no indicator's: a deadline, a bound, a share, a count, in the sentence that states it.

Records come first; this kind only answers what no statement was read for: the figure of another indicator in a sentence
about the same things is no answer. It is strict where a record would be exact: one sentence with what stands above it
must hold nearly all that the question names, every name and year, and a number in the unit that is asked for.
Several sentences that fit as well are all quoted; too many are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kb.answer.asking.atoms import Atom
from kb.answer.asking.quantity import Quantity, Wanted, asks_number, quantities, wanted
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.claims import Draft
from kb.answer.kinds import passages
from kb.answer.refusal import Refusal
from kb.answer.texts.pieces import Sentence
from kb.answer.texts.standing import numbers
from kb.model import Span
from kb.text import clauses, fold
from kb.vocab import phrases
from kb.vocab.unit_names import size

NAME = "stated"
ENOUGH, NEARLY = 0.8, 0.6
"""Share of what the question names that must stand in the sentence and above it; so much of it will do when no other
sentence with such a number comes near."""
NEAR = 0.6
"""Another sentence that reaches this share of the best one's score comes near."""
ABOVE, BEFORE, BESIDE = 0.8, 0.7, 0.9
"""What a word counts that stands in a heading or lead-in above, in the sentence before, in another clause."""
AT_MOST = 3
_RATIO = frozenset({"ratio"})
SHARE = "share"
"""The concept of a share: 多少比例 asks for one and need not stand in the text."""


_FIRST = re.compile("(?:以上|左右|以内|以下|[^，,、；;。：:（(])+")
_WORDED = re.compile("[a-z]|(?!以上|左右|以内|以下|以|上|下|左|右|内|的)[\u4e00-\u9fff]")
"""What stands directly behind a number; whether it says more than a bound."""


class Told(NamedTuple):
    """A sentence, how much of the question it tells, whether that is every noun of it, and the numbers it tells."""

    sentence: Sentence
    score: float
    nouns: bool
    quantities: tuple[Quantity, ...]


def accepts(question: Question) -> bool:
    """Asks for a number."""
    return asks_number(question)


def claims(question: Question, catalog: Catalog) -> Draft | Refusal | None:
    """The sentence that states the number; nothing when none holds all of the question."""
    asked = _asked(question, catalog)
    unit = Wanted(frozenset(), _RATIO) if question.has("share_of") else wanted(question)
    told = _told(question, catalog, asked, unit)
    if not told or told[0].score < (NEARLY if _stands_alone(told) else ENOUGH):
        return None
    best = [t for t in told if t.score >= told[0].score - 0.02]
    if len(best) > AT_MOST:
        return None
    draft = Draft(catalog)
    for one in sorted(best, key=lambda t: (t.sentence.piece.passage.doc_id, t.sentence.span)):
        _say(draft, one, question)
    return draft


def _asked(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """What must stand in the sentence: neither 比例, which asks for a share, nor verbs the documents never use."""
    topic = (a for a in passages.topic(question, catalog) if not a.soft and a.key != SHARE)
    return tuple(a for a in topic if not _strange(a, catalog))


def _stands_alone(told: Sequence[Told]) -> bool:
    """Whether the best sentence holds every noun of the question, and no other one comes near."""
    best = told[0]
    return best.nouns and all(t.score < NEAR * best.score for t in told if t.sentence != best.sentence)


def _told(question: Question, catalog: Catalog, asked: Sequence[Atom], unit: Wanted) -> list[Told]:
    """The sentences that tell a number of the wanted unit, the best first."""
    if not asked or not _enough_to_find(asked):
        return []
    worth = {a.key: catalog.rarity(a) for a in asked}
    found = []
    for number in numbers(_candidates(catalog, asked)):
        sentence = catalog.sentences[number]
        if not _names(asked, question, sentence, catalog):
            continue
        if one := _best_clause(catalog, number, asked, worth, unit):
            found.append(one)
    return sorted(found, key=lambda t: -t.score)


def _enough_to_find(asked: Sequence[Atom]) -> bool:
    """Whether the question says enough to be sure of a sentence: two things, or one long one."""
    return len(asked) > 1 or len(asked[0].printed) > 3


def _strange(atom: Atom, catalog: Catalog) -> bool:
    """A verb or adverb that the documents do not use: people ask in words of their own. A noun is what they ask for."""
    return atom.is_wording and catalog.count(atom) == 0


def _candidates(catalog: Catalog, asked: Sequence[Atom]) -> int:
    found = 0
    for atom in asked:
        found |= catalog.said.standing(atom).either
    return found


def _names(asked: Sequence[Atom], question: Question, sentence: Sentence, catalog: Catalog) -> bool:
    """Whether every name and every year of the question stands in the passage or above it."""
    around = f"{sentence.piece.path}\n{sentence.piece.text}"
    named = all(a.stands_in(around) for a in asked if a.proper or a.name)
    return named and all(str(year) in around for year in question.years)


def _best_clause(
    catalog: Catalog, number: int, asked: Sequence[Atom], worth: dict[str, float], unit: Wanted
) -> Told | None:
    """The clause of a sentence with a number of the unit that holds most of the question; the last of two as good."""
    sentence = catalog.sentences[number]
    doc_id = sentence.piece.passage.doc_id
    text = catalog.document(doc_id).text
    around = _around(catalog, number)
    options = []
    for clause in clauses(text, sentence.span):
        free = (q for q in quantities(text, clause) if (doc_id, q.span.start) not in catalog.figures)
        if told := tuple(q for q in free if unit.takes(q) and counts_asked(q, text, clause, asked)):
            texts = (fold(text[slice(*clause)]), sentence.text, *around)
            nouns = all(a.stands_in("\n".join(texts)) for a in asked if a.is_noun)
            options.append(Told(sentence, _held(asked, worth, texts), nouns, told))
    return max(options, key=lambda t: t.score, default=None)


def counts_asked(quantity: Quantity, text: str, clause: Span, asked: Sequence[Atom]) -> bool:
    """Whether a count is one of what is asked for: 五个强市 counts no projects, 建成平台五个 counts platforms."""
    known = size(quantity.unit)
    if known is None or known.entry.dimension != "count":
        return True
    behind = _FIRST.match(fold(text[quantity.span.end : clause.end]))
    counted = behind.group() if behind else ""
    if not _WORDED.search(counted):
        counted = fold(text[clause.start : quantity.span.start])
    return any(a.presence(counted) for a in asked if a.is_noun)


def _around(catalog: Catalog, number: int) -> tuple[str, str]:
    """The sentence before, in the same passage, and all that stands above: headings and the lead-in of a list."""
    own = catalog.sentences[number]
    before = catalog.sentences[number - 1] if number else None
    title = fold(catalog.document(own.piece.passage.doc_id).info.title)
    same = before is not None and before.piece is own.piece
    return (
        before.text if before and same else ""
    ), f"{title}\n{own.piece.path}\n{catalog.leads[own.piece.passage.doc_id, own.piece.passage.id]}"


def _held(asked: Sequence[Atom], worth: dict[str, float], texts: tuple[str, ...]) -> float:
    """The share of the question that stands in a clause and around it; what stands farther away counts less."""
    weighed = tuple(zip((1.0, BESIDE, BEFORE, ABOVE), texts, strict=True))
    held = sum(worth[a.key] * max(w * a.presence(t) for w, t in weighed) for a in asked)
    return held / (sum(worth[a.key] for a in asked) or 1.0)


def _say(draft: Draft, told: Told, question: Question) -> None:
    """The numbers in front, then the sentence they stand in."""
    say, passage = phrases(question.language), told.sentence.piece.passage
    document = draft.catalog.document(passage.doc_id)
    heading = passage.section[-1] if passage.section else document.info.title
    printed = say("comma").join(dict.fromkeys(q.printed(document.text) for q in told.quantities))
    lead = say("passage", section=heading)
    words = document.text[slice(*told.sentence.span)]
    draft.quote(say("stated", value=printed) + lead + words, document.id, told.sentence.span, records=(passage,))
    for quantity in told.quantities:
        draft.read(quantity.value, quantity.unit, passage.doc_id, quantity.span)
