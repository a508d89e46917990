"""A file made to do harm: how it is made, and what may come of reading it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

MIB = 1 << 20


class Hostile(NamedTuple):
    """A hostile file; `outcomes` are the reasons it may be refused with, or `read` where it does no harm.

    `make` gets the address of a file no reader may open and of a server no reader may call.
    """

    name: str
    suffix: str
    make: Callable[[Bait], bytes]
    outcomes: frozenset[str]


class Bait(NamedTuple):
    """What a file tries to make a reader touch."""

    path: str
    url: str


def hostile(name: str, suffix: str, make: Callable[[Bait], bytes] | bytes, outcomes: str) -> Hostile:
    """A hostile file; outcomes apart by blanks."""
    maker = (lambda _, data=make: data) if isinstance(make, bytes) else make
    return Hostile(f"{name}{suffix}", suffix, maker, frozenset(outcomes.split()))
