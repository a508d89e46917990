"""The kinds of vocabulary entries, one class each; a file of the vocabulary is a list of one of them.

`zh` and `aliases` are plain phrases; `pattern` is a regular expression over folded text for what no list can hold.
`examples` are texts in which the entry must be found, `not` texts in which it must not.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from kb.model import Frozen


class Entry(Frozen):
    """One thing and all the words for it."""

    id: str
    zh: str
    aliases: tuple[str, ...] = ()
    en: tuple[str, ...] = Field(default=(), description="English names, the preferred one first")
    pattern: str | None = None
    not_: tuple[str, ...] = Field(default=(), alias="not")
    examples: tuple[str, ...]
    source: str | None = None
    ambiguous: bool = Field(default=False, description="may share an alias with another entry")

    @property
    def names(self) -> tuple[str, ...]:
        """All Chinese phrases for the thing."""
        return (self.zh, *self.aliases)


class Unit(Entry):
    """A unit of measurement, `scale` times the `base` unit of its `dimension` (亿元: money, 100000000)."""

    dimension: Literal["money", "count", "ratio", "points", "time", "area", "length", "mass", "energy", "rate", "other"]
    scale: Decimal = Decimal(1)


class Comparator(Entry):
    """A word that says how a value is meant: 以上, 左右, 不低于, 突破 ..."""

    sign: Literal["=", ">=", "<=", ">", "<", "~"]
    side: Literal["before", "after"]


class PeriodWord(Entry):
    """A named span of years: 十三五 is 2016 to 2020."""

    first: int
    last: int


class Wording(Entry):
    """Words that stand around figures; `role` says what they make of the figure, its name or its time.

    An entry of many spellings is one row: 提高到, 提升至, 上升到 all lead to the value that is reached.
    """

    role: str
    modality: Literal["must", "commit", "strive", "encourage"] | None = None


class Numbering(Entry):
    """A style of numbering headings; its pattern has a group `label`, and a group `number` where it counts."""

    rank: int = Field(description="usual depth among the styles; the sequence of the document has the last word")
    counts: Literal["han", "arabic", "circled", "none"]
    run_in: bool = Field(default=False, description="stands inside a paragraph as well, as 一是 does")


class Shape(Entry):
    """The look of a line that is no heading: an imprint, a caption, an empty cell; found by its pattern alone."""

    role: str


class Indicator(Entry):
    """A figure plans report. `zh` and `aliases` are whole names, never fragments."""

    unit: str | None = None
    parts: tuple[str, ...] = Field(default=(), description="ids of the concepts a name of this indicator must hold")


class Concept(Entry):
    """A notion that names of indicators are made of, with its spellings: 研发 is R&D is 研究与试验发展."""

    group: str | None = Field(default=None, description="concepts of one group exclude each other: 申请 and 授权")


class Instrument(Entry):
    """A kind of support, after the policy instruments of the EC-OECD STIP Compass."""

    stip: str | None = None


class Beneficiary(Entry):
    """A kind of enterprise, body or person that support is for; `within` are ids of the wider kinds it belongs to."""

    within: tuple[str, ...] = ()


class Verb(Entry):
    """A verb of plans. `modality` for verbs of commitment, `role` for what it makes of the words around it."""

    role: str
    modality: Literal["must", "commit", "strive", "encourage"] | None = None


class NameShape(Entry):
    """How names of one type look: 公司, 局, 中心, 计划 ...

    `side` says where the words stand: they begin a name, fill it, end it, or are a whole one; close a list of names
    (等龙头企业); or stand before one as a label (责任单位).
    """

    type: Literal["enterprise", "organization", "project", "document_ref"]
    side: Literal["head", "body", "tail", "whole", "list", "label"] = "tail"
    role: str | None = Field(default=None, description="what a label or a list says of the names beside it")


class Common(Entry):
    """Words that name nothing in particular: what is made of them alone (公共服务平台) is no name."""

    type: Literal["enterprise", "organization", "project"]


class Region(Entry):
    """A province or prefecture city; `level` 1 is a province."""

    level: int
    within: str | None = None


class Gloss(Entry):
    """An English word or phrase and the Chinese words that stand for it in plans."""


class Cue(Entry):
    """A wording of questions that hints at a kind of answer; `en` holds the English wordings."""

    kind: str
    offset: int | None = Field(default=None, description="years from the document's own: 去年 is -1")


class Typo(Entry):
    """A character people mistake for the one in `zh`."""
