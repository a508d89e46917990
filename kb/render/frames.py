"""How a question was read, in words: one row for each slot that is filled."""

from __future__ import annotations

from kb.model import Answer, Frame
from kb.vocab.phrasing import Phrases

SLOTS = (
    "indicators",
    "years",
    "figure",
    "names",
    "instruments",
    "regions",
    "documents",
    "numbers",
    "terms",
    "assumed",
    "unknown",
    "carried",
)
"""The slots of a frame in the order they are shown."""


def frame_rows(frame: Frame, words: Phrases) -> list[tuple[str, str, str]]:
    """(slot, its name, what fills it), for the slots that hold something.

    Topic words are left out where an indicator is named: they are its words.
    """
    slots = (name for name in SLOTS if name != "terms" or not frame.indicators)
    return [(name, words(name), text) for name in slots if (text := _filled(getattr(frame, name), words))]


def kind_name(answer: Answer, words: Phrases) -> str:
    """What kind of question it was taken for."""
    name = f"kind_{answer.kind}"
    return words(name) if name in words else answer.kind


def _filled(value: object, words: Phrases) -> str:
    if isinstance(value, tuple):
        return words("list").join(str(one) for one in value)
    return words(str(value)) if value else ""
