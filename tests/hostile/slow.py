"""The files that only the limit on processor time ends."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.kinds import Hostile, hostile


def files() -> Iterator[Hostile]:
    """A tag whose attributes the parser compares each with each, hidden from the look at its length."""
    attributes = " ".join(f'a{n}="<"' for n in range(200_000))
    yield hostile("attributes in disguise", ".html", f"<html><p {attributes}>文字</p>".encode(), "timeout")
