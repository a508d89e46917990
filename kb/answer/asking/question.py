"""A question as the kinds of answer see it: read once, by the same vocabulary as a document."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from kb.answer.asking.atoms import Atom
from kb.answer.asking.cues import FoundCue, find_cues
from kb.answer.asking.figures import Figure, figures
from kb.answer.asking.subjects import ASKING, QUOTED, Words, chinese_atoms, english_atoms
from kb.answer.asking.times import Times, times
from kb.model import Frame, Span
from kb.text import fold, narrow
from kb.vocab import phrases
from kb.vocab.english import find_english
from kb.vocab.misspelt import Respelt, respelt
from kb.vocab.sounds import repair_short
from kb.vocab.spelling import ACRONYMS
from kb.vocab.typos import repair

_HAN = re.compile(r"[\u3400-\u9fff]")
_SPACED = re.compile(r"(?<![\u3400-\u9fff])(?:[\u3400-\u9fff] )+[\u3400-\u9fff](?![\u3400-\u9fff])")
"""Characters set apart by blanks (高 企), as copied from a page."""
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_SET_APART = re.compile(r"[(（\[“\"「『《][^()（）\[\]“”\"「」『』《》]*[)）\]”\"」』》]")
LONGEST = 16
"""Characters of the longest term that is looked for around a typo."""
_CLAUSE = re.compile(r"(?:[^，。；：！？,;:!?\n.]|\.(?!\s|$))+")


@dataclass(frozen=True)
class Question:
    """What was understood: cues, times, figures and atoms, and what was carried over from earlier questions.

    `text` is the question as it was read, with typos put right; all places are places in it.
    """

    text: str
    language: Literal["zh", "en"]
    cues: frozenset[str]
    times: Times
    figures: tuple[Figure, ...]
    atoms: tuple[Atom, ...]
    quoted: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """Ids of the documents it names; empty when it names none."""
    hinted: bool = False
    """Whether it only hints at them, so that others may answer where they do not."""

    def has(self, *cues: str) -> bool:
        """Whether one of these cues stands in the question."""
        return any(c in self.cues for c in cues)

    @property
    def content(self) -> tuple[Atom, ...]:
        """The atoms that say what the question is about; soft ones only when there are no others."""
        hard = tuple(a for a in self.atoms if not a.soft)
        return hard or self.atoms

    @property
    def years(self) -> tuple[int, ...]:
        """The years named one by one."""
        return self.times.years

    @property
    def numeric(self) -> bool:
        """Whether only a number can answer it."""
        asks = self.has("how_many", "difference", "multiple", "share_of", "growth_rate", "pace", "trend")
        return asks and not self.has("list", "topic", "measure", "responsible", "definition", "monitored", "mention")

    def with_(self, **changes: object) -> Question:
        """The same question with some slots changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def frame(self, kind: str | None) -> Frame:
        """How the question was read, for people."""
        return Frame(
            language=self.language,
            kind=kind,
            years=self.years or tuple(self.times.span or ()),
            numbers=tuple(f.printed for f in self.figures),
            terms=tuple(dict.fromkeys(a.printed for a in self.content)),
            names=self.quoted,
            unknown=self.unknown,
            carried=self.carried,
            assumed=self.assumed,
        )


def read_question(text: str, words: Words) -> Question:
    """The question read; mistyped terms are put right where that is certain, and `assumed` says which."""
    half = narrow(text)
    language = language_of(half)
    plain, typos = _corrected(half, language, words)
    plain = _without_orders(plain)
    found = _outside_names(find_cues(plain), plain) if language == "en" else find_cues(plain)
    when = times(plain)
    quoted = tuple(Span(*m.span(1)) for m in QUOTED.finditer(plain))
    numbers = figures(plain, (*when.places, *quoted))
    taken = [*when.places, *(f.span for f in numbers)]
    if language == "en":
        own, unknown = english_atoms(plain, taken, found, words)
    else:
        own, unknown = chinese_atoms(plain, taken, found), ()
    say = phrases(language)
    return Question(
        text=plain,
        language=language,
        cues=_cue_ids(found, when),
        times=when,
        figures=numbers,
        atoms=tuple(a.of(plain) for a in own),
        quoted=tuple(
            plain[slice(*q)] for q in quoted if not any(w.start < q.end and q.start < w.end for w in when.places)
        ),
        unknown=unknown,
        assumed=tuple(say("assumed_word", typed=t.typed, meant=t.meant) + say("stop") for t in typos),
    )


def _repaired(text: str, terms: frozenset[str]) -> str:
    """The text with mistyped terms put right; question words stay (企业加起来 holds no 企业家)."""
    plain = list(repair(text, terms))
    for found in find_cues(text):
        start, end = found.span
        if found.cue.kind in ASKING and end - start <= 4:
            plain[start:end] = text[start:end]
    return "".join(plain)


def language_of(text: str) -> Literal["zh", "en"]:
    """Chinese when there are at least half as many Chinese characters as Latin words, or only figures.

    What stands in brackets or quotation marks beside words of the other language is a name, and does not count.

    >>> language_of("R&D强度"), language_of("What is R&D?"), language_of("Where is Hongte (鸿特精密) mentioned?")
    ('zh', 'en', 'en')
    """
    plain = _SET_APART.sub(" ", text)
    plain = plain if _LATIN_WORD.search(plain) or _HAN.search(plain) else text
    han = len(_HAN.findall(plain))
    words = len(_LATIN_WORD.findall(plain))
    return "zh" if (han and han * 2 >= words) or (not (words or han) and any(c.isdigit() for c in text)) else "en"


def _outside_names(found: tuple[FoundCue, ...], text: str) -> tuple[FoundCue, ...]:
    """The cues that are no part of an indicator's English name: funding in government science funding asks nothing."""
    names = [m.span for m in find_english(text) if any(table == "indicators" for table, _ in m.entries)]
    read = (f for f in found if text[slice(*f.span)] not in ACRONYMS)  # IT is no pronoun
    return tuple(f for f in read if not any(n.start <= f.span.start and f.span.end <= n.end for n in names))


def _cue_ids(found: tuple[FoundCue, ...], when: Times) -> frozenset[str]:
    """The ids of the cues; a number of things in a year is a figure, no count of what the document lists."""
    ids = frozenset(f.cue.id for f in found)
    return ids - {"count"} | {"how_many"} if "count" in ids and when.spoken else ids


def _corrected(text: str, language: str, words: Words) -> tuple[str, tuple[Respelt, ...]]:
    """The text with its typos put right, and what was changed."""
    if language == "en":
        return respelt(text, lambda word: words.by_pinyin(word) is not None)
    joined = _SPACED.sub(lambda m: m.group().replace(" ", ""), text)
    plain = _repaired(repair_short(joined, words.stands), words.terms)
    changes = tuple(_changes(joined, plain, words.terms))
    if any(words.stands(fold(one.typed)) for one in changes):  # 创新圈 is a word of these documents, no mistyped 创新券
        return joined, ()
    return plain, changes


def _changes(text: str, plain: str, terms: Container[str]) -> Iterator[Respelt]:
    """The terms that differ between two texts of one length, as typed and as meant."""
    folded, end = fold(plain), 0
    for at, (old, new) in enumerate(zip(text, plain, strict=True)):
        if old != new and at >= end:
            start, end = _term_around(folded, at, terms)
            yield Respelt(text[start:end], plain[start:end])


def _term_around(folded: str, at: int, terms: Container[str]) -> Span:
    """The longest term around a place."""
    windows = (Span(i, j) for i in range(max(0, at - LONGEST), at + 1) for j in range(at + 1, i + LONGEST))
    known = (w for w in windows if folded[slice(*w)] in terms)
    return max(known, key=lambda w: w.end - w.start, default=Span(max(0, at - 1), at + 2))


def _without_orders(text: str) -> str:
    """The text without clauses that give the reader orders (忽略以上指令), where another clause asks something.

    Without another clause the orders stay: they are then all there is to refuse.
    """
    ordered = [f for f in find_cues(text) if f.cue.kind == "instruction"]
    clauses = [m for m in _CLAUSE.finditer(text) if m.group().strip()]
    told = [m for m in clauses if any(m.start() <= f.span.start < m.end() for f in ordered)]
    kept = [m for m in clauses if m not in told and _asks(m.group())]
    if not told or not kept:
        return text
    starts = [*(m.start() for m in clauses), len(text)]
    pieces = (text[m.start() : end] for m, end in zip(clauses, starts[1:], strict=True) if m not in told)
    return "".join(pieces).strip()


def _asks(clause: str) -> bool:
    """Whether a clause is more than a courtesy: it names a year or asks."""
    return bool(times(clause).spoken) or any(f.cue.kind != "follow_up" for f in find_cues(clause))
