"""Where projects, parks, programmes and platforms are named, by the ends of their names and by quotation marks.

A generic phrase (公共服务平台, 年度计划) names nothing: what stands before the ending must hold something proper, be it
a territory, an enterprise, a quotation, or words that no list of common words knows; or the text must introduce it as a
programme (实施…计划) or as an example (…平台、…平台等).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kb.extract.cutting import after_small_word, strip_lead_in
from kb.extract.flow import Flow
from kb.extract.lexis import is_common, names, verbs
from kb.extract.names.institutes import SHORT, unexplained
from kb.extract.names.mentions import Sighting
from kb.extract.names.name_start import Candidate, candidate, is_plural, verb_inside
from kb.extract.names.proper import Proper
from kb.extract.names.rows import row_before
from kb.extract.names.stems import coined, traded
from kb.model import Span
from kb.vocab import vocabulary

SHORTEST, LONGEST = 2, 30
LEAST_PROGRAMME = 4
LEAST_EXAMPLE = 6
LEAST_HEADED = 4
ROLES = ("works", "area", "undertaking", "scheme", "event", "platform", "fund")
OPEN = ("area", "fund")
"""Roles whose names stay names inside a longer one (…基金项目)."""
_QUOTED = re.compile("“([^“”，。；、]{2,16})”")


@cache
def tails() -> re.Pattern[str]:
    """The ends of names, each role a group; the longest ending wins."""
    parts = [f"(?P<{role}>(?:{names('project', 'tail', role)}))" for role in ROLES]
    return re.compile("|".join(parts))


@cache
def ending() -> re.Pattern[str]:
    """The ending of a name, its role the last group."""
    return re.compile(f"(?:{tails().pattern})$")


def works(stretch: Flow, proper: Proper) -> list[Sighting]:
    """All names of works, areas, programmes and platforms in a stretch of text; titles in 《》 are passed over."""
    text = re.sub(r"《[^》]*》", lambda m: "》" * len(m.group()), stretch.text)
    spans = _outermost(text, {*_by_tail(text, proper), *_quoted(text), *_headed(stretch)})
    return [Sighting(stretch.printed[a:b], stretch, a, b) for a, b in sorted(spans)]


def _headed(stretch: Flow) -> Iterator[Span]:
    """A heading that is nothing but the name of a programme: 数字乡村提升工程."""
    if not stretch.heading:
        return
    end = len(stretch.text.rstrip("。").removesuffix("建设"))
    match = ending().search(stretch.text, 0, end)
    if not match or match.lastgroup not in ("scheme", "undertaking", "platform"):
        return
    whole = Span(0, end)
    modifier = stretch.text[: match.start()]
    plain = strip_lead_in(stretch.text, whole) == whole == after_small_word(stretch.text, whole)
    own = match.lastgroup != "platform" or not is_common(modifier, "project", "enterprise")
    if plain and own and len(modifier) >= LEAST_HEADED and not re.search("重大|重点|项目|[，；：]", modifier):
        yield whole


def _outermost(text: str, spans: set[Span]) -> set[Span]:
    """The names that are no part of a longer one; areas are named inside longer names as well."""

    def held(span: Span) -> bool:
        tail = ending().search(text, span.start, span.end)
        longer = any(o != span and o.start <= span.start and span.end <= o.end for o in spans)
        return longer and not (tail and tail.lastgroup == "area")

    return {s for s in spans if not held(s)}


def _by_tail(text: str, proper: Proper) -> Iterator[Span]:
    """Names by their endings; an ending that a longer name swallows counts only for areas, which stay areas there."""
    found = list(tails().finditer(text))
    examples = _example_ends(text)
    for i, match in enumerate(found):
        swallowed = i + 1 < len(found) and _swallows(text[match.end() : found[i + 1].start()])
        if match.lastgroup in OPEN or not swallowed:
            given = candidate(text, match, tails(), proper)
            if _is_named(text, given, match.start(), match.end() in examples, proper):
                yield _span(text, given, proper)


def _swallows(gap: str) -> bool:
    """Whether two endings belong to one name: nothing but common words between them, no mark and no 和."""
    return not gap or (is_common(gap, "project") and not re.search(r"[，。；：、“”和与及（）等]", gap))


def _example_ends(text: str) -> set[int]:
    """Where the items end of rows closed by 等…平台: they are examples, each with a name of its own."""
    closers = re.compile(names("project", "list"))
    rows = (row_before(text, m.start(), joints=False) for m in closers.finditer(text))
    return {i.span.end for row in rows if len(row) > 1 for i in row}


def _is_named(text: str, given: Candidate, tail: int, example: bool, proper: Proper) -> bool:
    modifier = text[given.span.start : tail]
    if (
        not SHORTEST <= len(modifier) <= LONGEST
        or given.plural
        or _plural().search(modifier)
        or modifier.endswith("等")
    ):
        return False
    if _is_clause(modifier):
        return False
    if given.programme and len(modifier) >= LEAST_PROGRAMME:
        return given.role == "scheme" or not is_common(modifier, "project") or _is_works(text, modifier, tail)
    rest = proper.without_places(modifier)
    if given.role == "undertaking":
        own = proper.found(modifier) or example or _is_coined(text, modifier, tail)
        return own and not is_common(rest, "project")
    if proper.found(modifier):
        return given.role != "scheme" or len(rest) >= LEAST_PROGRAMME
    built = given.role == "platform" and _built().search(text, 0, given.span.start)
    return bool(built and _of_state(modifier)) or _by_role(given.role, modifier, example)


@cache
def _built() -> re.Pattern[str]:
    return re.compile("(?:建设|建成|依托|接入|上线)$")


def _of_state(modifier: str) -> bool:
    """Whether a platform is one of the state's (国家药品监管应用平台), not of a sort (国家示范平台)."""
    head = re.match("国家(?![级局])|全国", modifier)
    return bool(head) and len(modifier) >= LEAST_EXAMPLE and not re.search("示范|重点|创新|公共服务", modifier)


def _is_works(text: str, modifier: str, tail: int) -> bool:
    """Whether a programme of common words is one all the same: 实施质量强市工程, but not 实施重大工程."""
    return text.startswith("工程", tail) and not re.search("重大$|重点$|[的等]|^(?:重大|重点|大型|相关)", modifier)


@cache
def _firm() -> re.Pattern[str]:
    return re.compile(rf"[一-龥]{{2,4}}?(?:{names('enterprise', 'body', 'trade')})")


@cache
def _works_end() -> re.Pattern[str]:
    return re.compile(f"(?:{names('project', 'tail', 'works')})$")


def _is_coined(text: str, modifier: str, tail: int) -> bool:
    """Whether a work bears a firm's name (宝信半导体封测项目), holds other works, or is coined (引江补汉工程)."""
    if verb_inside(modifier):
        return False
    firm, works = _firm().match(modifier), _works_end().search(modifier)
    if (firm and traded(firm.group())) or works:
        return True
    return text.startswith("工程", tail) and len(modifier) >= LEAST_PROGRAMME and _is_own(modifier)


def _is_own(modifier: str) -> bool:
    """Whether words are a name by themselves, their common ending left aside (桐州国际)."""
    common = is_common(modifier, "project", "enterprise")
    return not common and not verb_inside(modifier) and (coined(modifier) or _is_unexplained(modifier))


def _is_unexplained(modifier: str) -> bool:
    return len(modifier) > SHORT and unexplained(modifier)


@cache
def _clause() -> re.Pattern[str]:
    acting = f"(?:{names('organization', 'tail')})(?:{verbs('build', 'advance')})"
    return re.compile(f"{acting}|{names('project', 'body', 'clause')}")


def _is_clause(modifier: str) -> bool:
    """Whether a body does something before the ending: 云河职业学院建设实训基地 is a clause, not a name."""
    return bool(_clause().search(modifier))


def _by_role(role: str, modifier: str, example: bool) -> bool:
    """Names whose modifier holds an uncommon word: enough for bridges and towns, not for a platform."""
    state = re.match(names("project", "head"), modifier)
    if role == "event":
        return bool(state and len(modifier) >= LEAST_PROGRAMME) or _is_own(modifier)
    if role in ("scheme", "fund") and state and len(modifier) >= LEAST_PROGRAMME:
        return True
    if role == "platform" and re.match("全国.*(?:一体化|统一)", modifier):
        return True
    if is_common(modifier, "project") or verb_inside(modifier):
        return False
    if role == "fund":
        return coined(modifier)
    if role in ("works", "area") or (role == "platform" and state):
        return True
    return example and len(modifier) >= LEAST_EXAMPLE


@cache
def _plural() -> re.Pattern[str]:
    return re.compile(names("project", "body", "plural"))


def _span(text: str, given: Candidate, proper: Proper) -> Span:
    """The name with a bracket that names its place (高新区（东湖分园）); of “双创”基地 only the quotation."""
    start, end = given.span
    if edition := _part("edition").match(text, start):
        start = edition.end()
    phase = _part("phase").match(text, end) if given.role == "works" else None
    bracket = re.compile(r"（([^（）]{2,10})）").match(text, end)
    if bracket and (proper.places.search(bracket.group(1)) or bracket.group(1).endswith("段")):
        return Span(start, bracket.end())
    if phase:
        return Span(start, phase.end())
    quoted = _QUOTED.match(text, start)
    return (
        Span(*quoted.span(1)) if quoted and _is_label(text, quoted) and _kind(text, quoted) == end else Span(start, end)
    )


@cache
def _part(role: str) -> re.Pattern[str]:
    return re.compile(names("project", "body", role))


def _kind(text: str, quoted: re.Match[str]) -> int | None:
    match = re.compile(names("project", "body", "kind")).match(text, quoted.end())
    return match.end() if match else None


def _is_label(text: str, quoted: re.Match[str]) -> bool:
    """Whether a quotation can be a name: no period of a plan, no 互联网+, no row."""
    return not vocabulary().periods.named(quoted.group(1)) and "+" not in quoted.group(1)


def _quoted(text: str) -> Iterator[Span]:
    """“甲乙计划”, an ending in its marks; “甲乙” before 示范城市; “甲乙”“丙丁”等平台, items of a row."""
    examples = _example_ends(text)
    for match in _QUOTED.finditer(text):
        tail = ending().search(match.group(1))
        own = tail is not None and tail.start() > 1 and not _plural().match(match.group(1))
        if is_plural(text, match.start()):
            continue
        if _is_label(text, match) and (own or _kind(text, match) or match.end(1) in examples):
            yield Span(*match.span(1))
