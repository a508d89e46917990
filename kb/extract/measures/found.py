"""A measure before it is a record: where it stands in a stretch of text and what it says."""

from __future__ import annotations

from typing import NamedTuple

from kb.extract.flow import Flow
from kb.model import Amount, Span


class Found(NamedTuple):
    """A measure with what the text says of it; what it does not say is none.

    `place` is where the words for the beneficiary stand in the stretch, `whose` where in the document if they stand
    above the stretch; `named` is where the instrument's name stands, if not in the promise; `headless` ones say 对…的
    without a noun; `open` ones (funds, offers) need nobody.
    """

    stretch: Flow
    span: Span
    instrument: str
    category: str | None
    beneficiary: str | None
    condition: str | None
    provider: str | None
    amounts: tuple[Amount, ...]
    place: Span | None = None
    headless: bool = False
    open: bool = False
    whose: Span | None = None
    named: Span | None = None
