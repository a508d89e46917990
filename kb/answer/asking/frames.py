"""The frame of an answer: how its question was read, slot by slot, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.answer.asking.atoms import Atom, names_place
from kb.answer.asking.question import Question
from kb.answer.catalog import Catalog
from kb.answer.indicators.matching import Named, named_series
from kb.answer.indicators.picking import wanted_kind
from kb.model import Frame
from kb.text import fold
from kb.vocab import phrases, vocabulary

_WORDLESS = frozenset({"smalltalk", "outline", "open_year"})
"""Kinds in which no indicator is looked for."""


def frame_of(question: Question, catalog: Catalog, whole: Catalog, kind: str) -> Frame:
    """How a question was read; `catalog` holds the documents it is about, `whole` all of them."""
    named = named_series(question, catalog) if kind not in _WORDLESS else []
    return question.frame(kind).model_copy(
        update={
            "indicators": tuple(n.series.name for n in _in_order(named)),
            "figure": wanted_kind(question),
            "names": tuple(dict.fromkeys((*question.quoted, *_names(question, catalog)))),
            "instruments": _instruments(question.text),
            "regions": tuple(a.shown for a in question.atoms if names_place(a)),
            "documents": _documents(catalog, whole),
            "unknown": question.unknown or _unknown(question.atoms, whole),
            "carried": tuple(phrases(question.language)(f"carried_{slot}") for slot in question.carried),
        }
    )


def _in_order(named: Sequence[Named]) -> list[Named]:
    """The indicators in the question's order: by the words that name only one of them, else by its first word."""
    told = {n.series.key: {a.key for a in n.used} for n in named}

    def place(one: Named) -> tuple[int, int]:
        others = {key for series, keys in told.items() if series != one.series.key for key in keys}
        starts = [a.span.start for a in one.used]
        own = [a.span.start for a in one.used if a.key not in others]
        return min(own or starts, default=0), min(starts, default=0)

    return sorted(named, key=place)


def _names(question: Question, catalog: Catalog) -> Iterable[str]:
    """Enterprises, organizations, projects and documents of the corpus that the question names."""
    plain = fold(question.text)
    spoken = {form for a in question.atoms for form in a.forms}
    found = [n.name for n in catalog.named if fold(n.name) in plain or fold(n.name) in spoken]
    return (n for n in found if not any(n != other and n in other for other in found))


def _instruments(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.entry.zh for m in vocabulary().instruments.find(text)))


def _documents(catalog: Catalog, whole: Catalog) -> tuple[str, ...]:
    """The titles, where the question is about some of the documents only."""
    chosen = catalog.documents if len(catalog.documents) < len(whole.documents) else ()
    return tuple(d.title for d in chosen)


def _unknown(atoms: Iterable[Atom], whole: Catalog) -> tuple[str, ...]:
    """Words that no table knows and that stand nowhere in the corpus."""
    words = (a for a in atoms if a.key.startswith(("word:", "quoted:")) and not a.soft)
    return tuple(dict.fromkeys(a.shown for a in words if a.weight >= 0.3 and not whole.count(a)))
