"""Where projects, parks, programmes and platforms are named, by the ends of their names and by quotation marks.

A generic phrase (公共服务平台, 年度计划) names nothing: what stands before the ending must hold something proper, be it a
territory, an enterprise, a quotation, or words that no list of common words knows; or the text must introduce it as a
programme (实施…计划) or as an example (…平台、…平台等).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from kb.extract.cutting import after_small_word, piece_start, strip_lead_in
from kb.extract.flow import Flow
from kb.extract.lexis import ORDERS, is_common, names, verbs
from kb.extract.mentions import Sighting
from kb.extract.rows import row_before
from kb.model import Span
from kb.text import fold
from kb.vocab import vocabulary

LONGEST = 30
LEAST_PROGRAMME = 4
LEAST_EXAMPLE = 6
ROLES = ("works", "area", "undertaking", "scheme", "platform")


class Proper(NamedTuple):
    """What makes a phrase proper in a document: its territories and the names of its enterprises."""

    places: re.Pattern[str]
    enterprises: re.Pattern[str] | None

    @classmethod
    def of(cls, places: re.Pattern[str], enterprises: Iterable[str]) -> Proper:
        """For a document with these territories and enterprises."""
        known = "|".join(re.escape(fold(n)) for n in sorted(enterprises, key=len, reverse=True))
        return cls(places, re.compile(known) if known else None)

    def found(self, words: str) -> bool:
        """Whether a phrase holds a territory, an enterprise or a quotation."""
        quoted = re.search("“[^”]{2,}”", words)
        return bool(self.places.search(words) or quoted or (self.enterprises and self.enterprises.search(words)))


@cache
def tails() -> re.Pattern[str]:
    """The ends of names, each role a group; the longest ending wins."""
    parts = [f"(?P<{role}>(?:{names('project', 'tail', role)}))" for role in ROLES]
    return re.compile("|".join(parts))


def works(stretch: Flow, proper: Proper) -> list[Sighting]:
    """All names of works, areas, programmes and platforms in a stretch of text."""
    text = re.sub(r"《[^》]*》", lambda m: "》" * len(m.group()), stretch.text)
    spans = {*_by_tail(text, proper), *_examples(text), *_quoted(text)}
    return [Sighting(stretch.printed[a:b], stretch, a, b) for a, b in sorted(spans)]


def _by_tail(text: str, proper: Proper) -> Iterator[Span]:
    """Names by their endings; an ending that a longer name swallows counts only for areas, which stay areas there."""
    found = list(tails().finditer(text))
    for match, after in zip(found, [*found[1:], None], strict=False):
        swallowed = after is not None and is_common(text[match.end() : after.start()] or "新", "project")
        swallowed = swallowed and "、" not in text[match.end() : after.start()] if after else False
        if match.lastgroup == "area" or not swallowed:
            yield from _named(text, match, proper)


def _named(text: str, match: re.Match[str], proper: Proper) -> Iterator[Span]:
    role = str(match.lastgroup)
    piece = Span(piece_start(text, match.start()), match.end())
    start, programme = _begin(text, piece, role, proper)
    span = Span(start, match.end())
    modifier = text[span.start : match.start()]
    if 2 <= len(modifier) <= LONGEST and _is_proper(modifier, role, programme, proper):
        yield Span(span.start, _with_bracket(text, span.end, proper))


def _begin(text: str, piece: Span, role: str, proper: Proper) -> tuple[int, bool]:
    """Where the name begins, and whether a verb introduces it as a programme; such a name may begin with a verb itself."""
    if role in ("scheme", "undertaking"):
        verbs_before = list(_programme().finditer(text, *piece))
        if verbs_before and (start := _plain(text, verbs_before[-1].end(), piece.end)) < piece.end:
            return start, True
    span = strip_lead_in(text, piece)
    inner = strip_lead_in(text, after_small_word(text, span))
    joined = text[span.start : inner.start].rstrip().endswith(_JOINTS)
    if not joined or proper.found(text[slice(*inner)]) or not is_common(text[slice(*inner)], "project"):
        span = inner
    return _from_place(text, span, proper), False


_JOINTS = ("和", "与", "及", "以及")


def _plain(text: str, start: int, end: int) -> int:
    """The start moved behind adverbs and words like 一批."""
    words = re.compile(f"(?:{verbs('manner')}|{names('enterprise', 'label', 'determiner')})+")
    match = words.match(text, start, end)
    return match.end() if match else start


@cache
def _programme() -> re.Pattern[str]:
    return re.compile(f"(?:{names('project', 'label', 'scheme')})(?!细则|方案|意见)")


def _from_place(text: str, span: Span, proper: Proper) -> int:
    """The start moved to a territory that a verb governs: 加快建设江门示范区 inside 各镇加快建设江门示范区."""
    start = span.start
    for place in proper.places.finditer(text, *span):
        before = text[span.start : place.start()]
        outside = before.count("“") == before.count("”") and before.count("（") == before.count("）")
        if before and outside and _verb_at_end().search(before):
            start = place.start()
    return start


@cache
def _verb_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{verbs(*ORDERS, 'relation', 'small', 'enter', 'manner')})$")


def _is_proper(modifier: str, role: str, programme: bool, proper: Proper) -> bool:
    if programme and not modifier.endswith(("三年", "年度", "专项")):
        kinds = role == "scheme" or not is_common(modifier, "project")
        if kinds and len(modifier) >= LEAST_PROGRAMME:
            return True
    if proper.found(modifier):
        return True
    if is_common(modifier, "project"):
        return False
    return role in ("works", "area") or (role == "platform" and bool(_head().match(modifier)))


@cache
def _head() -> re.Pattern[str]:
    return re.compile(names("project", "head"))


def _with_bracket(text: str, end: int, proper: Proper) -> int:
    """The end moved behind a bracket that names the place: 江门国家高新区（台山分园）."""
    match = re.compile(r"（([^（）]{2,10})）").match(text, end)
    return match.end() if match and proper.places.search(match.group(1)) else end


@cache
def _closers() -> re.Pattern[str]:
    return re.compile(names("project", "list"))


def _examples(text: str) -> Iterator[Span]:
    """The items of rows closed by 等…平台: those with an ending of their own, and quoted ones."""
    for match in _closers().finditer(text):
        items = row_before(text, match.start())
        for item in items if len(items) > 1 else ():
            words = text[slice(*item.span)]
            ending = tails().search(words) and re.search(f"(?:{tails().pattern})$", words)
            fits = len(words) >= LEAST_EXAMPLE and ending and not is_common(words, "project")
            if fits or (item.slogan and 2 <= len(words) <= 8 and "+" not in words):
                yield item.span


@cache
def _kinds(role: str) -> re.Pattern[str]:
    return re.compile(names("project", "body", role))


def _quoted(text: str) -> Iterator[Span]:
    """“雏鹰计划”, whole in its marks; “强芯”工程, with what follows; “小微双创” before 工作 or 示范城市."""
    for match in re.finditer("“([^“”，。；]{2,16})”", text):
        inner = match.group(1)
        ending = re.search(f"(?:{tails().pattern})$", inner)
        kind = _kinds("kind").match(text, match.end())
        if vocabulary().periods.named(inner) or "+" in inner:
            continue
        if ending and ending.start() > 1:
            yield Span(*match.span(1))
        elif kind or _kinds("work").match(text, match.end()):
            yield Span(*match.span(1))
