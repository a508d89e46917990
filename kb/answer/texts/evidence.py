"""Evidence: the passages and sentences that contain what a question is about.

Ranking can be explained: a passage is worth the rarity of the question's atoms that stand in it or in the headings
above it; atoms that stand in its own text, in one sentence, and in its heading count more. Near is not enough: what the
question names and the passage does not is counted against it, and a proper name must be there.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kb.answer.asking.atoms import Atom
from kb.answer.catalog import Catalog
from kb.answer.texts.headings import covered
from kb.answer.texts.lines import flat, whole_sentences
from kb.answer.texts.pieces import Piece
from kb.answer.texts.standing import numbers
from kb.model import Span
from kb.text import fold, sentences

ENOUGH = 0.55
"""Share of the question's worth that must stand in a passage and its headings."""
NEAR = 0.4
"""Share of it that must stand in one sentence and the headings: words strewn over a passage say nothing together."""


FARTHER = 0.9
"""What the fit of a heading is worth for a passage that stands a level deeper below it."""


SLACK = 1e-6
"""What adding in another order may change of a sum."""


class Evidence(NamedTuple):
    """A passage, its rank, and the share of the question that stands there.

    `heading` is how far a heading above it is about the question, `about` how many of its headings lead to that one;
    `closest` is the share of the question in its best sentence, the headings counted in.
    """

    piece: Piece
    score: float
    share: float
    heading: float
    lost: tuple[Atom, ...]
    about: int = 0
    closest: float = 1.0

    @property
    def doc_id(self) -> str:
        """The passage's document."""
        return self.piece.passage.doc_id


def evidence(catalog: Catalog, question: Sequence[Atom], limit: int = 8) -> list[Evidence]:
    """The passages nearest to these atoms, the best first, document order among equals."""
    found: list[tuple[float, int, Evidence]] = []
    worth = {a.key: catalog.rarity(a) for a in question}
    for most, number in _promising(catalog, question) if question else ():
        if len(found) == limit and most < -found[-1][0]:
            break  # none of those that follow can be better
        one = weigh(worth, question, catalog.pieces[number])
        if one.score > 0:
            insort(found, (-one.score, number, one))
            del found[limit:]
    return [one for *_, one in found]


def _promising(catalog: Catalog, question: Sequence[Atom]) -> list[tuple[float, int]]:
    """The pieces in which an atom stands, each with the most its score can be; the highest first.

    Most passages can be left unweighed: what stands where is known at once, only headings and sentences cost time.
    """
    worth = {a.key: catalog.rarity(a) for a in question}
    total = sum(worth.values()) or 1.0
    hard = [a for a in question if not a.soft] or list(question)
    weight = sum(worth[a.key] for a in hard) or 1.0
    most: defaultdict[int, float] = defaultdict(float)
    headed: defaultdict[int, float] = defaultdict(float)
    allowed = catalog.candidates(question)
    for atom in question:
        share, own = worth[atom.key] / weight if atom in hard else 0.0, worth[atom.key] / total
        for number in numbers(catalog.texts.standing(atom).either & allowed):
            most[number] += 1.5 * share + 0.8 * own
        for number in numbers(catalog.paths.standing(atom).either & allowed):
            most[number] += 1.5 * share
            headed[number] += own
    bounds = ((bound + 0.2 + 0.8 * math.sqrt(headed.get(n, 0.0)) + SLACK, n) for n, bound in most.items())
    return sorted(bounds, key=lambda b: (-b[0], b[1]))


def weigh(worth: dict[str, float], question: Sequence[Atom], piece: Piece) -> Evidence:
    """How well one passage fits; `worth` is the rarity of each atom by its key."""
    total = sum(worth.values()) or 1.0
    inside = {a.key: p for a in question if (p := a.presence(piece.text))}
    above = {a.key: p for a in question if (p := a.presence(piece.path))}
    held = {k: max(inside.get(k, 0.0), above.get(k, 0.0)) for k in {*inside, *above}}
    if not held:
        return Evidence(piece, 0.0, 0.0, 0.0, tuple(question))
    hard = [a for a in question if not a.soft] or list(question)
    share = sum(worth[a.key] * held.get(a.key, 0.0) for a in hard) / (sum(worth[a.key] for a in hard) or 1.0)
    own = sum(worth[k] * p for k, p in inside.items()) / total
    heading, about = _headings_fit(hard, piece, worth, total)
    plain = _sentences(piece.text)
    sentence = max((sum(worth[a.key] for a in question if a.stands_in(p)) for p in plain), default=0.0) / total
    score = share + 0.5 * own + 0.8 * heading + 0.3 * sentence + 0.2 * _phrased(hard, plain)
    lost = tuple(a for a in question if a.key not in held)
    closest = _closest(hard, piece, plain, worth)
    return Evidence(piece, score + 0.5 * closest, share, heading, lost, about, closest)


def _headings_fit(hard: Sequence[Atom], piece: Piece, worth: dict[str, float], total: float) -> tuple[float, int]:
    """How far the headings above a passage are about the question, the nearest first; and which of them is."""
    path = piece.path.split("\n")
    fits = [
        (_heading_fit([a for a in hard if a.stands_in(title)], title, worth, total) * FARTHER**up, len(path) - up)
        for up, title in enumerate(reversed(path))
        if title
    ]
    return max(fits, default=(0.0, 0))


def _heading_fit(headed: Sequence[Atom], heading: str, worth: dict[str, float], total: float) -> float:
    """How far heading and question are about the same: the smaller of the shares in which each holds the other."""
    if not headed:
        return 0.0
    return covered(heading, headed) * math.sqrt(sum(worth[a.key] for a in headed) / total)


def _closest(hard: Sequence[Atom], piece: Piece, plain: Sequence[str], worth: dict[str, float]) -> float:
    """The share of the question in the best single sentence and the headings above it."""
    whole_ = sum(worth[a.key] for a in hard) or 1.0
    left = [a for a in hard if not a.stands_in(piece.path)]
    above = whole_ - sum(worth[a.key] for a in left)
    return (above + max((sum(worth[a.key] for a in left if a.stands_in(p)) for p in plain), default=0.0)) / whole_


@lru_cache(4096)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(text[s:e] for s, e in sentences(text, Span(0, len(text))))


def _phrased(hard: Sequence[Atom], plain: Sequence[str]) -> float:
    """The share of the question's neighbouring words that are neighbours in a sentence as well (从江门形势看)."""
    pairs = [(a, b) for a, b in pairwise(sorted(hard, key=lambda a: a.span)) if 0 <= b.span.start - a.span.end <= 1]
    return sum(any(_neighbours(a, b, p) for p in plain) for a, b in pairs) / len(pairs) if pairs else 0.0


def _neighbours(left: Atom, right: Atom, plain: str) -> bool:
    return any(f"{a}{joint}{b}" in plain for a in left.forms for b in right.forms for joint in ("", "的"))


def proven(found: Evidence) -> bool:
    """Whether a passage may answer: enough of the question stands there, and every proper name."""
    return found.share >= ENOUGH and found.closest >= NEAR and not any(a.proper for a in found.lost)


def best_sentences(catalog: Catalog, question: Sequence[Atom], found: Evidence, limit: int = 3) -> tuple[Span, ...]:
    """The places of the sentences of a passage that say most of the question, in the document's order.

    Where the heading is what was asked about, the whole passage is about it, and all its sentences count.
    """
    document = catalog.document(found.doc_id)
    cut = whole_sentences(document.text, found.piece.passage.span)
    weights = []
    for span in cut:
        plain = fold(flat(document.text[slice(*span)]))
        weights.append(sum(catalog.rarity(a) for a in question if a.stands_in(plain)))
    order = sorted(range(len(cut)), key=lambda i: -weights[i])
    top = weights[order[0]] if order else 0.0
    chosen = [i for i in order[:limit] if weights[i] > 0 and weights[i] >= 0.5 * top]
    return tuple(cut[i] for i in sorted(chosen or order[:1]))


def whole(found: Evidence) -> Span:
    """The place of the whole passage."""
    return found.piece.passage.span


def merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """Places that follow each other directly, joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
