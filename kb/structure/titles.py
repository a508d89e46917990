"""The title of a document: of a notice that issues one, the issued document's own; on several lines, all of them."""

from __future__ import annotations

from typing import NamedTuple

from kb.model import Span
from kb.structure.imprint_lines import Found, Imprint, match_line, shapes
from kb.text import fold, trim

LONGEST = 60
SHORTEST_END = 4
_NOTICE = ("通知", "公告", "决定", "批复")


class Title(NamedTuple):
    """The title as printed, without its line breaks, its place, and the place of the issuer it names, if any."""

    text: str | None = None
    place: Span | None = None
    issuer: Span | None = None


def read_title(text: str, imprint: Imprint) -> Title:
    """The title of a document; nothing when no line looks like one."""
    lines = [_whole(text, f, imprint) for f in imprint.all("title")]
    lines += [f.parts["named"] for f in imprint.all("labelled") if "named" in f.parts]
    if not lines:
        return Title()
    notices = [p for p in lines if _bare(text, p).endswith(_NOTICE)]
    issuer = next((i for p in (*notices, *lines) if (i := _issuer(text, p, imprint))), None)
    inner = next((i for p in notices if (i := _inner(text, p))), None)
    own = [p for p in lines if p not in notices]
    place = _chosen(text, own, inner) or notices[-1]
    return Title(_words(text, place, issuer), place, issuer)


def _words(text: str, place: Span, issuer: Span | None) -> str:
    """The title on one line; issuers named in it stand apart by a blank."""
    if issuer is None or not place.start <= issuer.start < issuer.end <= place.end:
        return _bare(text, place)
    rest = _bare(text, Span(issuer.end, place.end))
    return " ".join(text[slice(*issuer)].split()) + rest


def _chosen(text: str, own: list[Span], inner: Span | None) -> Span | None:
    """The title that stands alone, if it is the one the notice speaks of; else the notice's words."""
    if inner is None or not own:
        return own[-1] if own else inner
    words = _bare(text, inner)
    same = [p for p in own if _bare(text, p).endswith(words[-SHORTEST_END:]) or words.startswith(_bare(text, p))]
    return same[-1] if same else inner


def _bare(text: str, place: Span) -> str:
    return "".join(text[slice(*place)].split())


def _whole(text: str, found: Found, imprint: Imprint) -> Span:
    """A title with the line before it that begins it (…关于…) and the line behind it that gives its years."""
    start, end = found.line
    before = _line_before(text, start)
    opens = "关于" in text[slice(*before)] and "关于" not in text[start:end]
    if opens and not match_line(text, before, ("title", "number", "labelled", "meta")) and _is_open(text, before):
        start = before.start
    years = next((f for f in imprint.all("title_years") if f.line.start >= end), None)
    if years and not text[end : years.line.start].strip():
        end = years.line.end
    return trim(text, Span(start, end))


def _line_before(text: str, start: int) -> Span:
    end = max(0, start - 1)
    return Span(text.rfind("\n", 0, end) + 1, end)


def _is_open(text: str, line: Span) -> bool:
    words = text[slice(*line)].strip()
    return 0 < len(words) <= LONGEST and not set(words) & set("。；，：:")


def _inner(text: str, place: Span) -> Span | None:
    """The title a notice issues: 关于印发《…》的通知."""
    plain = fold(text[slice(*place)])
    for _, pattern in shapes(("notice_of",)):
        if match := pattern.search(plain):
            return Span(place.start + match.start("inner"), place.start + match.end("inner"))
    return None


def _issuer(text: str, place: Span, imprint: Imprint) -> Span | None:
    """Who issues, named before 关于 in the title or on the line above it."""
    if found := match_line(text, place, ("title_issuer",)):
        return found.parts["issuer"]
    above = next((f for f in imprint.all("signature") if f.line.end < place.start), None)
    begins = text[slice(*place)].lstrip().startswith("关于")
    if above and begins and not text[above.line.end : place.start].strip():
        return trim(text, above.line)
    return None
