"""Lead-ins: what says above a list of items whom all of them are for (对新落户的企业给予奖励：（一）…（二）…)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from kb.extract.flow import Flow
from kb.extract.measures.addressees import is_authority, told
from kb.extract.measures.found import Found
from kb.extract.measures.promises import addresses, sentences
from kb.extract.reading import Paragraph
from kb.model import Span
from kb.text import fold

_LABELS = (
    r"[一二三四五六七八九十]{1,3}、",
    r"[（(][一二三四五六七八九十]{1,3}[)）]",
    r"\d{1,2}[.、．](?!\d)",
    r"[（(]\d{1,2}[)）]",
    r"\d{1,2}[)）]",
    "[①-⑳]",
)
_ANNOUNCES = re.compile(r"[:：]\s*$")


class Lead(NamedTuple):
    """Whom a lead-in addresses, as printed, and where in the document that stands."""

    who: str
    place: Span


class _Above(NamedTuple):
    """A lead-in that still holds: the section it stands in and the rank of its own label, -1 without one."""

    section: tuple[str, ...]
    rank: int
    lead: Lead | None


def rank_of(text: str) -> int:
    """How deep the label is that opens a paragraph: （一） 1, 1. 2, （1） 3; -1 without a label.

    >>> rank_of("（一）落户"), rank_of("1.对内资企业："), rank_of("对企业")
    (1, 2, -1)
    """
    return next((i for i, p in enumerate(_LABELS) if re.match(p, fold(text))), -1)


def _unlabelled(text: str, rank: int) -> str:
    return re.sub(_LABELS[rank], "", text, count=1).lstrip()


class LeadIns:
    """Keeps the lead-ins that hold, paragraph by paragraph in reading order."""

    def __init__(self) -> None:
        self._above: list[_Above] = []

    def over(self, paragraph: Paragraph) -> Lead | None:
        """The lead-in a paragraph stands under, if it is an item or stands in a section of its own."""
        rank = rank_of(paragraph.text)
        for above in reversed(self._above):
            inside = paragraph.section[: len(above.section)] == above.section
            deeper = len(paragraph.section) > len(above.section) or rank > above.rank
            if inside and deeper:
                return above.lead
        return None

    def pass_by(self, paragraph: Paragraph, stretch: Flow) -> bool:
        """Takes a paragraph in; true if it announces items below it rather than promising something itself."""
        rank = rank_of(paragraph.text)
        announces = bool(_ANNOUNCES.search(stretch.text)) or (paragraph.heading and addresses(stretch.text))
        if rank >= 0 or announces:
            self._above = [a for a in self._above if self._holds(a, paragraph, rank)]
        if announces or (rank >= 0 and addresses(_unlabelled(stretch.text, rank))):
            self._above.append(_Above(paragraph.section, rank, _lead(stretch)))
        return announces

    def named(self, found: Sequence[Found]) -> None:
        """Takes over whom the promises of the lead-in just passed by are for, where its words alone did not say."""
        if self._above and self._above[-1].lead is None:
            leads = (Lead(f.stretch.printed[slice(*f.place)], f.stretch.span(*f.place)) for f in found if f.place)
            self._above[-1] = self._above[-1]._replace(lead=next(leads, None))

    @staticmethod
    def _holds(above: _Above, paragraph: Paragraph, rank: int) -> bool:
        inside = paragraph.section[: len(above.section)] == above.section
        return inside and (len(paragraph.section) > len(above.section) or above.rank < rank)


def _lead(stretch: Flow) -> Lead | None:
    """Whoever the last sentence of a lead-in that addresses somebody is about."""
    for clauses in reversed(list(sentences(stretch.text))):
        for clause in clauses:
            who = told(stretch.text[slice(*clause)])
            if who and not is_authority(who):
                at = stretch.text.find(who, *clause)
                return Lead(stretch.printed[at : at + len(who)], stretch.span(at, at + len(who)))
    return None
