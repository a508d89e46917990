"""Who does what: the sentences of the documents that name a body and a word of responsibility, found once a build."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from operator import or_
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

from kb.answer.catalog import Catalog
from kb.answer.texts.standing import numbers
from kb.model import Span, Task
from kb.text import fold, sentences
from kb.vocab import vocabulary

BEHIND = 6
"""A body acts when a word of responsibility stands at most so many characters behind its name."""
_LABEL = re.compile(r"([^（(，,；;：:、。\s]{2,8}?(?:单位|部门))\s*[：:]")


class Duty(NamedTuple):
    """A sentence with a word of responsibility or of monitoring, and the bodies named in it."""

    doc_id: str
    span: Span
    plain: str
    path: str
    bodies: tuple[str, ...]

    def acts(self, words: Iterable[str]) -> bool:
        """Whether a body is the one that does it: 市科工商务局负责 …, not … 江门市政府部门完善 …指导监督."""
        return any(self.does(b, words) for b in self.bodies)

    def does(self, body: str, words: Iterable[str]) -> bool:
        """Whether this body does something of these words."""
        at = self.plain.find(body)
        behind = self.plain[at + len(body) : at + len(body) + BEHIND]
        return at >= 0 and any(w in behind for w in words)


class Duties:
    """The duties of a catalog and the bodies they name. Made once, never changed."""

    def __init__(self, catalog: Catalog) -> None:
        named = {fold(b) for t in catalog.tasks for b in t.responsible}
        named |= {fold(n.name) for n in catalog.named if n.type == "organization"}
        self._by_head = _by_head(named)
        self.all = tuple(self._read(catalog))

    def bodies_in(self, plain: str) -> tuple[str, ...]:
        """The bodies named in a folded text, the longest name at each place."""
        found = []
        start = 0
        while start < len(plain) - 1:
            names = self._by_head.get(plain[start : start + 2], ())
            name = next((n for n in names if plain.startswith(n, start)), None)
            if name:
                found.append(name)
            start += len(name) if name else 1
        return tuple(dict.fromkeys(found))

    def _read(self, catalog: Catalog) -> Iterable[Duty]:
        words = (*words_of("responsible_word"), *words_of("monitored"))
        for number in numbers(reduce(or_, map(catalog.said.holding, words), 0)):
            piece, span, plain = catalog.sentences[number]
            yield Duty(piece.passage.doc_id, span, plain, piece.path, self.bodies_in(plain))


def _by_head(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by their first two characters, the longest first."""
    table: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if len(name) > 2:
            table.setdefault(name[:2], []).append(name)
    return table


@cache
def words_of(cue: str) -> tuple[str, ...]:
    """The folded Chinese wordings of a cue."""
    return tuple(fold(n) for n in vocabulary().cues[cue].names)


_duties: WeakKeyDictionary[Catalog, Duties] = WeakKeyDictionary()
_lock = Lock()


def duties(catalog: Catalog) -> Duties:
    """The duties of a catalog, made at the first question that asks for one."""
    with _lock:
        if catalog not in _duties:
            _duties[catalog] = Duties(catalog)
        return _duties[catalog]


def roles(task: Task, text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The bodies of a task under the label each stands behind (牵头单位, 责任单位), in the order of the text."""
    told = text[task.span.start : task.span.end]
    labels = [(m.end(), m[1]) for m in _LABEL.finditer(told)]
    groups: dict[str, list[str]] = {}
    for body in task.responsible:
        places = [at for m in re.finditer(re.escape(body), told) if (at := m.start()) >= 0]
        behind = [name for end, name in labels for at in places[-1:] if end <= at]
        groups.setdefault(behind[-1] if behind else "", []).append(body)
    return [(label, tuple(bodies)) for label, bodies in groups.items()]


def place_of(task: Task, bodies: Sequence[str], text: str) -> Span:
    """The sentence or bracket of a task that names these bodies; its own place where none does."""
    cut = sentences(text, task.span)
    held = [s for s in cut if any(b in text[slice(*s)] for b in bodies)]
    labelled = [s for s in held if _LABEL.search(text[slice(*s)])]
    return (labelled or held or [task.span])[-1]
