"""Organizations a document names: a head (台山市, 市, 国家), a body and a tail (局, 委员会, 联合会).

What has no proper head (行业协会, 高校, 各部门) names nobody in particular and is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from kb.extract.cutting import after_small_word, name_span, piece_start, strip_lead_in
from kb.extract.flow import Flow, flows
from kb.extract.lexis import is_common, names, verbs
from kb.extract.names.aliases import introduced, join, occurrences, same_by
from kb.extract.names.institutes import institutes
from kb.extract.names.mentions import Sighting, records
from kb.extract.names.territory import own_names, territories
from kb.extract.reading import Reading
from kb.extract.tasks.responsibility import assignments, is_body, label_name
from kb.model import Organization, Record, Span
from kb.text import fold
from kb.vocab import vocabulary

_UNMARKED = re.compile(r"[^，。；：！？\n]+")
LEAST_DISTRICT, LONGEST_DISTRICT = 3, 6
_TAILS = ("government", "office", "committee", "institute school", "center")
_BEFORE = "地园社片小城湾山老库景郊特辖校开发范新港"
"""Characters that make a level a part of another word: 地区, 园区, 开发区."""
_LABEL = re.compile(r"（[一二三四五六七八九十\d]{1,3}）|[①-⑳]")
_TITLES = re.compile(r"《[^》]*》")
_BRACKET = re.compile(r"（[^（）]*(?:称|“)[^（）]*）$")


def organizations(reading: Reading, found: tuple[Record, ...]) -> tuple[Organization, ...]:
    """One record for each organization, with the role a label gives it (牵头单位, 责任单位)."""
    stretches = flows(reading)
    region = reading.document.info.region
    places = territories(region, stretches)
    seen = [s for f in stretches for s in _sightings(f, places, _roles(f))]
    own = _own_level(region, [s.name for s in seen])
    given = introduced(seen)
    things = join(seen, same_by(lambda n: _normal(n, region, own), "territory"), given)
    defined = [t for t in things if set(t.aliases) & set(given)]
    complete = {t.name: t for t in occurrences(defined, stretches)}
    return records(Organization, [complete.get(t.name, t) for t in things], reading.places, reading.document.id)


def _sightings(stretch: Flow, places: re.Pattern[str], roles: dict[tuple[int, int], str]) -> list[Sighting]:
    """All organizations of a stretch; of two names that overlap the one that begins first, then the longer one."""
    spans = sorted({*_shaped(stretch.text, places), *roles}, key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return [Sighting(stretch.printed[a:b], stretch, a, b, roles.get((a, b))) for a, b in kept]


def _roles(stretch: Flow) -> dict[tuple[int, int], str]:
    """The bodies to which a label or a verb gives a role, by their places; sorts of bodies (各区县) are left out."""
    given: dict[tuple[int, int], str] = {}
    for assignment in assignments(stretch.text):
        for body in assignment.bodies:
            span = _body(stretch.text, body)
            if _is_particular(stretch.text[slice(*span)], assignment.formal):
                given.setdefault((span.start, span.end), label_name(assignment.role))
    return given


def _body(text: str, span: Span) -> Span:
    """A body less the verb that hands something to it, and less a bracket that gives its short name."""
    words = text[slice(*span)]
    bracket = _BRACKET.search(words) or re.search(r"（[一-龥]{3,16}）$", words)
    handed = _toward().match(words)
    label = _LABEL.match(words)
    start = span.start + (handed.end() if handed else label.end() if label else 0)
    return Span(start, span.start + bracket.start() if bracket else span.end)


@cache
def _toward() -> re.Pattern[str]:
    ends = "[局委厅办部]|政府|中心|人大|政协"
    return re.compile(f"[并已我现须]?(?:{names('organization', 'label', 'toward')})(?=[一-龥]{{1,}}(?:{ends}))")


def _is_particular(words: str, formal: bool) -> bool:
    """Whether words name one body; what a label lists need not end like one (市高院)."""
    sort = is_common(words, "organization") or _each().match(words) or "的" in words
    return len(words) > 2 and (formal or is_body(words)) and not sort and not words.endswith(("部门", "单位"))


@cache
def _each() -> re.Pattern[str]:
    return re.compile(names("enterprise", "label", "determiner"))


def _shaped(text: str, places: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Places of names by head, body and tail, and of names whole as they are; titles in 《》 are passed over."""
    plain = _TITLES.sub(lambda m: "》" * len(m.group()), text)
    for match in _whole().finditer(plain):
        yield match.span()
    yield from _bare_offices(plain)
    yield from institutes(plain, places)
    for place in _with_a_tail(plain):
        for match in (m for p in _patterns(places.pattern) for m in p.finditer(plain, *place)):
            start = _start(plain, match)
            if start is not None and not _blocked(match).search(match["body"]):
                yield start, match.end()


def _with_a_tail(text: str) -> Iterator[Span]:
    """The stretches between marks that hold the end of a name; the many heads are looked for in these only."""
    for match in _UNMARKED.finditer(text):
        if _tail().search(text, *match.span()):
            yield Span(*match.span())


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(names("organization", "tail", *(role for roles in _TAILS for role in roles.split())))


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:国家)?(?:{names('organization', 'whole')}))(?![件门分位队类级])")


@cache
def _bare() -> re.Pattern[str]:
    fields, short = names("organization", "body", "field", "allow"), names("organization", "body", "short")
    return re.compile(rf"(?:{fields})(?:和(?:{fields}))?(?:{short})")


def _bare_offices(text: str) -> Iterator[tuple[int, int]]:
    """Offices named without their government (由财政局负责), where a name begins."""
    for match in _bare().finditer(text):
        clause = _UNMARKED.match(text, _clause_start(text, match.start()))
        each = clause is not None and clause.group().startswith("各")
        if not each and name_span(text, match.end()).start == match.start():
            yield match.span()


def _clause_start(text: str, end: int) -> int:
    return max(text.rfind(mark, 0, end) for mark in "，。；：！？\n") + 1


def _blocked(match: re.Match[str]) -> re.Pattern[str]:
    """What stands in no name of this shape: a leading group may have verbs in its own (推进新型城镇化工作联席会议)."""
    return _block("committee-block" if _group().search(match["body"]) else "office-block")


@cache
def _block(id: str) -> re.Pattern[str]:
    return re.compile(vocabulary().commons[id].pattern or "")


@cache
def _group() -> re.Pattern[str]:
    return re.compile(f"(?:{names('organization', 'tail', 'committee')})$")


@cache
def _patterns(places: str) -> tuple[re.Pattern[str], ...]:
    """Heads times shapes: a government's own offices, committees (whose names may hold 和), and institutes."""
    proper = rf"(?P<proper>(?:{places}|{names('organization', 'head', 'proper')})+(?!级))"
    level = rf"(?P<level>(?<![{_BEFORE}])(?:{names('organization', 'head', 'level')})(?![级内属外直场民域会区]))"
    district = r"(?P<district>[一-龥]{2,8}?(?:开发区|高新区|新区|街道|[市县区州旗镇乡]))"
    char = r"[^，。；：、（）()《》“”‘’！？—\s的等与及或对将把由为向在以从按于至被使和第]"
    body = rf"(?:{names('organization', 'body', 'allow')}|{char})"
    government, office, committee, institute, center = (
        names("organization", "tail", *roles.split()) for roles in _TAILS
    )
    offices = rf"(?:{body}{{0,14}}?(?:{government})|{body}{{1,14}}?(?:{office}))(?:{office}|{government})*"
    committees = rf"(?:{char}|和|、(?=[一-龥]{{2,8}}[和、])){{2,24}}?(?:{committee})(?:{office})*"
    institutes = rf"(?:{char}|第[一二三四五六七八九十]+){{0,16}}?(?:{institute})(?:（[一-龥]{{2,6}}）)?"
    centers = rf"{char}{{2,14}}?(?:{center}|(?:{institute})(?![生科]))"
    shapes = [(h, b) for h in (proper, level, district) for b in (offices, committees)]
    shapes += [(proper, institutes), (level, centers)]
    return tuple(re.compile(f"{head}(?P<body>{rest})") for head, rest in shapes)


def _start(text: str, match: re.Match[str]) -> int | None:
    """Where the name begins, if one can: a bare level (市, 省) heads a name only after a mark, verb or small word."""
    kind = match.lastgroup if match.lastgroup != "body" else next(k for k in match.groupdict() if k != "body")
    if kind == "proper":
        return match.start()
    begin = piece_start(text, match.start())
    if kind == "level":
        before = text[begin : match.start()]
        return match.start() if not before or _lead_out().search(before) else None
    head = after_small_word(text, strip_lead_in(text, Span(begin, match.end("district"))))
    head = strip_lead_in(text, head)
    if text[head.end - 2] not in _BEFORE and _lead_out().search(text[head.start : head.end - 1]):
        return head.end - 1
    particular = head.end - head.start >= LEAST_DISTRICT and not is_common(text[head.start : head.end - 1], "project")
    return head.start if particular and head.end - head.start <= LONGEST_DISTRICT else None


@cache
def _lead_out() -> re.Pattern[str]:
    words = verbs(
        "relation", "small", "support", "advance", "build", "assist", "join", "together", "manner", "must", "give"
    )
    return re.compile(f"(?:{words}|{names('organization', 'label', 'toward')}|[^一-龥])$")


def _own_level(region: str | None, found: list[str]) -> str:
    """The rank of the document's own territory: of its region, else the one its bodies are named with most often."""
    if region:
        return region[-1]
    levels = re.compile(f"(?:{names('organization', 'head', 'level')})(?=.{{2}})")
    counts = Counter(m.group() for n in found if (m := levels.match(fold(n))))
    return counts.most_common(1)[0][0] if counts else ""


def _normal(name: str, region: str | None, own: str) -> str:
    """A name without what may be left out before it: its own territory (台山市科技局 is 市科技局), or 国家."""
    plain = fold(name).removeprefix("国家")
    for territory in own_names(region):
        if plain.startswith(territory) and len(plain) > len(territory) + 1:
            return plain.removeprefix(territory).removeprefix(own)
    return plain.removeprefix(own) if own and len(plain) > len(own) + 2 else plain
