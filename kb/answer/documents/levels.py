"""How high a document stands: of the nation, a province, a city or a county."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.extract.names.territory import own_names
from kb.model import DocumentRecord
from kb.text import fold
from kb.vocab import vocabulary

NATION, PROVINCE, CITY, COUNTY = range(4)
_NATIONAL = re.compile(r"国务院|^国家|^全国|中华人民共和国|^国[发办函]|中共中央")
_SPEAKS = re.compile(r"代表国务院")
LONG = 60
"""What is longer than this is no title but the first words of a document without one."""


def level(record: DocumentRecord) -> int | None:
    """NATION to COUNTY, from its territory, else from who issued it; none where neither says."""
    if record.region:
        return region_level(record.region)
    if len(record.title) > LONG:
        return NATION if _SPEAKS.search(fold(record.title)) else None
    words = (record.title, record.issuer or "", record.number or "")
    return NATION if any(_NATIONAL.search(fold(w)) for w in words) else None


def region_level(region: str) -> int:
    """The rank of a territory by the vocabulary, else by its last character.

    >>> region_level("江东省"), region_level("北京市"), region_level("江州市"), region_level("江州市东河区")
    (1, 1, 2, 3)
    """
    last = next(iter(sorted(own_names(region), key=len)), region)
    known = vocabulary().regions.named(region) or vocabulary().regions.named(last)
    if known is not None and region.endswith(known.zh):
        return PROVINCE if known.level == 1 else CITY
    if region.endswith(("省", "自治区", "特别行政区")):
        return PROVINCE
    return COUNTY if region.endswith(("区", "县", "旗")) else CITY


def above(record: DocumentRecord, others: Iterable[DocumentRecord]) -> list[DocumentRecord]:
    """The documents of the nation, and of the province its territory lies in where that is known, else of any."""
    own = level(record)
    return [o for o in others if own is not None and _is_above(o, record, own)]


def _is_above(other: DocumentRecord, record: DocumentRecord, own: int) -> bool:
    their = level(other)
    if their is None or their >= own:
        return False
    province, theirs = province_of(record.region), province_of(other.region)
    return their == NATION or province is None or theirs is None or province == theirs


def province_of(region: str | None) -> str | None:
    """The id of the province of a territory that the vocabulary knows."""
    found = [m.entry for m in vocabulary().regions.find(region)] if region else []
    return (found[0].within or found[0].id) if found else None
