"""A document as one page of HTML with all its records marked, for a person who reviews the parse.

The page is whole in itself: no script, no request, styles inside; all that comes from a document is escaped. The
switches of the legend are check boxes that the style sheet looks at, so without them everything is simply shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

from kb.extract.accounting import account
from kb.health import FIELDS, TYPES, Health, health
from kb.model import Notice, Parsed
from kb.render.cards import words
from kb.render.check_text import JOINED, Text
from kb.render.marks import STATED, Cut, Mark, number_marks, record_marks

SWITCHES = (*STATED, "task", "enterprise", "organization", "project", "document_ref", "unread", "number")
"""The kinds of marks that can be switched, in the order of the legend."""
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def check_page(parsed: Parsed) -> str:
    """The page of a reading, a whole HTML document."""
    return "".join(_Page(parsed).html())


class _Page:
    """One reading and what is counted of it."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed, self.document = parsed, parsed.document
        self.health: Health = health(parsed)
        self.words = words()["page"]
        marks = [
            *record_marks(self.document.text, parsed.records),
            *number_marks(account(self.document, parsed.records)),
        ]
        self.counts = _counts(parsed, marks)
        self.text = Text(parsed, Cut(marks))

    def html(self) -> Iterator[str]:
        title = escape(self.document.info.title)
        yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        yield f"<title>{title} · {self.words['name']}</title>\n"
        yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
        yield f"<style>\n{style()}</style>\n</head>\n<body>\n"
        yield f'<a class="skip" href="#text">{self.words["skip"]}</a>\n'
        yield from self._header(title)
        yield '<div class="desk">\n'
        yield from self._outline()
        yield "<main>\n"
        yield from self._notices()
        yield from self._legend()
        yield f'<article id="text" aria-label="{title}">\n'
        yield from self.text.html()
        yield "</article>\n"
        yield from self._joined()
        yield "</main>\n</div>\n</body>\n</html>\n"

    # -------------------------------------------------------------- above the text

    def _header(self, title: str) -> Iterator[str]:
        yield f'<header>\n<p class="kicker">{self.words["name"]}</p>\n<h1>{title}</h1>\n'
        yield f'<p class="lead">{self.words["what"]}</p>\n<dl>\n'
        for name, value in self._facts():
            said = escape(value) if value else f'<span class="open">{self.words["unstated"]}</span>'
            yield f"<div><dt>{name}</dt><dd>{said}</dd></div>\n"
        yield "</dl>\n</header>\n"

    def _facts(self) -> Iterator[tuple[str, str | None]]:
        found, source = self.health, self.document.source
        for field, name in FIELDS.items():
            value = found.fields[field]
            if field != "title":
                yield name, value
            elif self.document.info.title_origin == "assigned":
                yield name, f"{value}（{self.words['assigned']}）"
        yield self.words["file"], f"{source.format}，{source.encoding}，SHA-256 {source.sha256[:12]}…"
        counts = {"characters": found.characters, "lines": found.lines}
        yield (
            self.words["size"],
            self.words["sizes"].format(**counts, headings=len(found.headings), tables=len(found.tables)),
        )
        broken = "、".join(found.broken)
        kept = self.words["laws_broken"].format(count=len(found.broken), names=broken)
        yield self.words["laws"], kept if broken else self.words["laws_kept"]

    def _outline(self) -> Iterator[str]:
        yield f'<nav aria-label="{self.words["outline"]}">\n<input type="checkbox" id="outline">'
        yield f'<label for="outline">{self.words["outline"]}<span>{len(self.health.headings)}</span></label>\n'
        if not self.health.headings:
            yield f"<p>{self.words['no_outline']}</p>\n"
        yield "<ol>\n"
        for heading in self.health.headings:
            label = escape(heading.label) if heading.label != heading.title else ""
            place = f'class="level-{min(heading.level, 6)}"><a href="#{self.text.place(heading.line)}"'
            yield f"<li {place}><b>{label}</b> {escape(heading.title)}</a></li>\n"
        yield "</ol>\n</nav>\n"

    def _notices(self) -> Iterator[str]:
        notices = self.health.notices
        yield f'<section class="notices{"" if notices else " none"}" aria-labelledby="notices">\n'
        yield _title("notices", self.words["notices"], len(notices))
        if not notices:
            yield f"<p>{self.words['no_notices']}</p>\n"
        yield "<ul>\n"
        yield from (self._notice(notice) for notice in notices)
        yield "</ul>\n</section>\n"

    def _notice(self, notice: Notice) -> str:
        line = notice.anchor.line_start
        link = f'<a href="#{self.text.place(line)}">{self.words["line"].format(line=line)}</a>'
        return f"<li>{link} {escape(notice.message)} <code>{escape(notice.code)}</code></li>\n"

    def _legend(self) -> Iterator[str]:
        yield f'<section class="legend" aria-label="{self.words["legend"]}">\n<ul>\n'
        for kind in SWITCHES:
            name = TYPES.get(kind) or self.words.get(kind)
            yield f'<li><input type="checkbox" id="show-{kind}" checked><label for="show-{kind}">'
            yield f'<span class="mark {kind}">{name}</span> {self.counts[kind]}</label></li>\n'
        yield "</ul>\n</section>\n"

    # -------------------------------------------------------------- below the text

    def _joined(self) -> Iterator[str]:
        found = [(n, record) for n, record in enumerate(self.parsed.records) if record.type in JOINED]
        if not found:
            return
        yield '<section class="joined" aria-labelledby="joined">\n'
        yield _title("joined", self.words["joined"], len(found))
        yield "<ul>\n"
        yield from (self.text.card(position) for position, _ in found)
        yield "</ul>\n</section>\n"


def _title(id: str, name: str, count: int) -> str:
    return f'<h2 id="{id}">{name} <span>{count}</span></h2>\n'


def _counts(parsed: Parsed, marks: list[Mark]) -> Counter[str]:
    """How many there are of each kind of the legend."""
    records = Counter(record.type for record in parsed.records)
    return records + Counter(mark.kind for mark in marks if mark.of is None)


@cache
def style() -> str:
    """The style sheet of the page (check.css)."""
    return (Path(__file__).parent / "check.css").read_text("utf-8")
