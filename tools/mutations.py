"""Damaged documents: pieces of real ones with lines lost, doubled, broken, glued, numbers changed; a seed says how.

The laws must hold for them as well: a scan, a careless copy or a converter does all of this to a plan.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from kb.model import Parsed, Source
from kb.parse import parse_document
from kb.structure import structure

SHORTEST, LONGEST = 30, 80
"""Lines of a piece."""
WIDEST = 4000
"""Characters of a piece; a speech has paragraphs of a thousand."""
MOST = 4
"""Damages done to one piece."""
SHARE = 8
"""A damage that touches many places touches about one in so many."""

_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_NARROW = {wide: code for code, wide in _WIDE.items()}
_MARKS = "，。；：、！？“”（）《》【】—"
_HEADS = ("— 3 —", "12", "第 7 页 共 20 页", "- 15 -", "某市人民政府公报 2019年第4期", "产业发展规划", "\f")
_LABELS = ("一、", "四、", "（三）", "(二)", "1.", "9．", "（5）", "③", "第六条", "第二章 ", "二是", "——", "专栏2 ", "")
_DIGITS = "0123456789０１２３４５６７８９一二三四五六七八九十百千万亿零两%‰.,"

Damage = Callable[[Random, str, str], str]


class Mutant(NamedTuple):
    """A damaged piece: which text it is of, what was done to it, and what it reads now."""

    seed: int
    name: str
    damages: tuple[str, ...]
    text: str

    def __str__(self) -> str:
        return f"{self.name}, seed {self.seed} ({', '.join(self.damages)})"


def mutant(texts: Sequence[tuple[str, str]], seed: int) -> Mutant:
    """The damaged piece of this seed; `texts` are pairs of a name and a text, none of them empty."""
    random = Random(seed)
    name, text = random.choice(texts)
    _, other = random.choice(texts)
    piece, glued = _piece(random, text), _piece(random, other)
    damages = tuple(random.sample(sorted(DAMAGES), random.randint(1, MOST)))
    for damage in damages:
        piece = DAMAGES[damage](random, piece, glued)
    return Mutant(seed, name, damages, piece)


def reading(text: str) -> Parsed:
    """What is read of a text that was never in a file."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return parse_document(structure(Source(text=text, format="txt", encoding="utf-8", sha256=digest), "mutant"))


def _piece(random: Random, text: str) -> str:
    lines = text.split("\n")
    first = random.randrange(max(1, len(lines) - SHORTEST))
    return "\n".join(lines[first : first + random.randint(SHORTEST, LONGEST)])[:WIDEST]


# ------------------------------------------------------------------ damage to lines


def _delete(random: Random, text: str, _other: str) -> str:
    return "\n".join(line for line in text.split("\n") if random.randrange(SHARE))


def _duplicate(random: Random, text: str, _other: str) -> str:
    return "\n".join(line for line in text.split("\n") for _ in range(1 + (random.randrange(SHARE) == 0)))


def _swap(random: Random, text: str, _other: str) -> str:
    lines = text.split("\n")
    for _ in range(1 + len(lines) // SHARE):
        a, b = random.randrange(len(lines)), random.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _head(random: Random, text: str, _other: str) -> str:
    lines = [part for line in text.split("\n") for part in _with_head(random, line)]
    return "\n".join(lines)


def _with_head(random: Random, line: str) -> list[str]:
    """A line, or a line with the head or number of a page before it or in its midst."""
    if random.randrange(SHARE):
        return [line]
    at = random.choice((0, random.randint(0, len(line))))
    return [*([line[:at]] if at else []), random.choice(_HEADS), line[at:]]


def _relabel(random: Random, text: str, _other: str) -> str:
    """Lines that begin with another numbering than they had."""
    return "\n".join(
        line
        if random.randrange(SHARE)
        else random.choice(_LABELS) + line.lstrip("（(一二三四五六七八九十）)、1234567890.")
        for line in text.split("\n")
    )


# ------------------------------------------------------------------ damage to characters


def _cut(random: Random, text: str, _other: str) -> str:
    at = random.randint(0, len(text))
    return random.choice((text[:at], text[at:]))


def _break(random: Random, text: str, _other: str) -> str:
    for _ in range(1 + len(text) // 100):
        at = random.randint(0, len(text))
        text = f"{text[:at]}\n{text[at:]}"
    return text


def _join(random: Random, text: str, _other: str) -> str:
    return "".join(char if char != "\n" or random.randrange(SHARE) else random.choice(("", " ")) for char in text)


def _unpunctuate(random: Random, text: str, _other: str) -> str:
    gone = random.choice((_MARKS, random.choice(_MARKS), "。，"))
    return "".join(char for char in text if char not in gone or not random.randrange(2))


def _redigit(random: Random, text: str, _other: str) -> str:
    return "".join(random.choice(_DIGITS) if c.isdigit() and not random.randrange(SHARE) else c for c in text)


def _rewidth(random: Random, text: str, _other: str) -> str:
    table = random.choice((_WIDE, _NARROW))
    return "".join(char.translate(table) if random.randrange(2) else char for char in text)


def _unblank(random: Random, text: str, _other: str) -> str:
    gone = random.choice((" ", "\t", " \t\u3000\xa0", "\n"))
    return "".join(char for char in text if char not in gone or not random.randrange(3))


def _blank(random: Random, text: str, _other: str) -> str:
    blanks = (" ", "\u3000", "\t", "\xa0", "\u2003")
    return "".join(char + ("" if random.randrange(4 * SHARE) else random.choice(blanks)) for char in text)


def _glue(random: Random, text: str, other: str) -> str:
    return random.choice((f"{text}\n{other}", f"{text}{other}", f"{other[: len(other) // 2]}{text}"))


DAMAGES: dict[str, Damage] = {
    "delete": _delete,
    "duplicate": _duplicate,
    "swap": _swap,
    "head": _head,
    "relabel": _relabel,
    "cut": _cut,
    "break": _break,
    "join": _join,
    "unpunctuate": _unpunctuate,
    "redigit": _redigit,
    "rewidth": _rewidth,
    "unblank": _unblank,
    "blank": _blank,
    "glue": _glue,
}
"""Name -> what is done to a piece; a damage may use a piece of another text."""
