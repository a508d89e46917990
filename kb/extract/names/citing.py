"""What a text says of the documents it names: it repeals, amends or implements them, or is based on them.

The words stand right before the title (根据《…》) or right behind it (《…》同时废止). Titles named in a row share them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kb.extract.lexis import names
from kb.extract.names.mentions import Sighting

BEFORE, BEHIND, FAR = 16, 48, 240
"""So far around a title its role is looked for, in characters; so far on, what is drawn up on its basis."""
ROLES = ("repeals", "amends", "implements", "basis")
_BRACKETS = r"(?:[（(][^（）()《》]{0,24}(?:[（(][^（）()]*[)）][^（）()《》]{0,16})?[)）])?"


def with_roles(sightings: Sequence[Sighting]) -> list[Sighting]:
    """The documents sighted, in the order of the text, each with its role where the text says one."""
    found = [s._replace(role=_behind(s) or _before(s)) for s in sightings]
    for n in range(1, len(found)):  # 根据《…》和《…》
        left, right = found[n - 1], found[n]
        if right.role is None and left.role and _in_a_row(left, right):
            found[n] = right._replace(role=left.role)
    for n in range(len(found) - 1, 0, -1):  # 《…》《…》同时废止
        left, right = found[n - 1], found[n]
        if right.role == "repeals" and left.role in (None, "basis") and _in_a_row(left, right):
            found[n - 1] = left._replace(role=right.role)
    return found


@cache
def _words(side: str) -> re.Pattern[str]:
    ways = (f"(?P<{role}>{words})" for role in ROLES if (words := names("document_ref", side, role)))
    return re.compile("|".join(ways))


def _before(one: Sighting) -> str | None:
    """The role of the last such word before a title, unless a mark or another title stands between."""
    text = re.split(r"[，。；：》\n]", one.flow.text[max(0, one.start - BEFORE) : one.start])[-1]
    found = [m.lastgroup for m in _words("label").finditer(text)]
    role = found[-1] if found else None
    return role if role != "basis" or _made(one) else None


@cache
def _making() -> re.Pattern[str]:
    return re.compile(names("document_ref", "list", "made"))


def _made(one: Sighting) -> bool:
    """Whether the sentence goes on to say that something is drawn up on this basis: 根据《…》，制定本办法."""
    return bool(_making().search(one.flow.text[one.end : one.end + FAR].split("。")[0]))


def _behind(one: Sighting) -> str | None:
    """The role of such words right behind a title and its number in brackets."""
    text = one.flow.text[one.end : one.end + BEHIND]
    match = re.compile(rf"{_BRACKETS}\s*").match(text)
    said = _words("list").match(text, match.end() if match else 0)
    return said.lastgroup if said else None


def _in_a_row(left: Sighting, right: Sighting) -> bool:
    """Whether only separators, brackets, or the name of who issued it stand between two titles."""
    if left.flow is not right.flow or left.end > right.start:
        return False
    between = left.flow.text[left.end : right.start]
    return bool(re.fullmatch(rf"(?:{_BRACKETS}|[）)])[、和及与以或并等\s]{{0,4}}[^，。；：《》]{{0,8}}|[（(]", between))
