"""The exact words of a question that stand in the documents as they are: 四大创新圈, 一品一档, 新型产业用地.

Words that jieba cuts to pieces, or that no entry knows, are found again by their own characters.
"""

from __future__ import annotations

import re
from functools import cache

from kb.answer.asking.atoms import Atom
from kb.answer.asking.cues import find_cues
from kb.answer.asking.question import Question
from kb.answer.asking.subjects import ASKING
from kb.answer.catalog import Catalog
from kb.model import Span
from kb.text import fold
from kb.vocab.stopwords import stopwords

SHORTEST = 3
FEW = 0.1
"""A run that stands in a larger share of all passages tells none of them apart."""
WEIGHT = 0.6


def literals(question: Question, catalog: Catalog) -> tuple[Atom, ...]:
    """The runs of the question between its question words that stand in the documents word for word."""
    if question.language != "zh":
        return ()
    known = {f for a in question.atoms for f in a.forms}
    found = (Atom(f"literal:{w}", (w,), span, WEIGHT) for span, w in _runs(question) if w not in known)
    most = max(3, int(FEW * len(catalog.pieces)))
    return tuple(a for a in found if _long_enough(a, question) and 0 < catalog.count(a) <= most)


def _long_enough(atom: Atom, question: Question) -> bool:
    """Two characters are enough where the question has nothing else."""
    return len(atom.printed) >= (SHORTEST if question.atoms else SHORTEST - 1)


def _runs(question: Question) -> list[tuple[Span, str]]:
    plain = list(fold(question.text))
    asking = [f.span for f in find_cues(question.text) if f.cue.kind in (*ASKING, "own")]
    for start, end in (*asking, *question.times.places):
        plain[start:end] = " " * (end - start)
    text = "".join(plain)
    edges = [m.span() for m in _edges().finditer(text)]
    starts, ends = [0, *(e for _, e in edges)], [*(s for s, _ in edges), len(text)]
    return [(Span(s, e), text[s:e]) for s, e in zip(starts, ends, strict=True) if s < e]


@cache
def _edges() -> re.Pattern[str]:
    """What no name goes across: question words, particles and marks."""
    words = sorted((w for w in stopwords("zh") if len(w) > 1), key=lambda w: (-len(w), w))
    return re.compile("|".join(map(re.escape, words)) + r"|[的了吗呢吧是有在对把被哪几谁什么怎如何]|[^\w+&]")
