"""An answer as plain text for a terminal and as Markdown for a document.

Both say the same in the same order: the answer, its values, the places that prove it, and where nothing was found what
the plan does contain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from kb.model import Answer, Citation, Related, Value
from kb.render.frames import frame_line
from kb.vocab.interface import interface
from kb.vocab.phrasing import Phrases

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&!:@^=]|(?<=www)\.")
_CLOSING = "。.；;！!？?"
_LIST_HEAD = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([-+.)])", re.MULTILINE)


class Piece(NamedTuple):
    """A stretch of an answer's text and the citations, by index, that prove it."""

    text: str
    citations: tuple[int, ...]


def pieces_of(answer: Answer) -> list[Piece]:
    """The answer's text, whole and in order, cut after each claim that stands in it and the mark that closes it."""
    found: list[Piece] = []
    at = 0
    for claim in answer.claims:
        start = answer.answer.find(claim.text, at) if claim.text else -1
        if start >= 0:
            end = start + len(claim.text)
            end += answer.answer[end : end + 1] in tuple(_CLOSING)
            found.append(Piece(answer.answer[at:end], claim.citations))
            at = end
    return [*found, Piece(answer.answer[at:], ())] if at < len(answer.answer) else found


def number(value: Decimal) -> str:
    """The number as printed, without an exponent.

    >>> number(Decimal("2.50")), number(Decimal("1E+3"))
    ('2.50', '1000')
    """
    return format(value, "f")


def amount(value: Value, words: Phrases) -> str:
    """Number, unit and comparator of a value: 不低于73件."""
    return words(value.comparator, value=_with_unit(value))


def _with_unit(value: Value) -> str:
    unit = value.unit or ""
    return f"{number(value.value)}{' ' if unit[:1].isascii() and unit[:1].isalpha() else ''}{unit}"


def about(value: Value, words: Phrases, titles: Mapping[str, str]) -> str:
    """What a value is of: its document, where `titles` has it, its year and indicator, and whether it was computed."""
    itself = value.unit == "年" and value.value == value.year
    title = titles.get(value.doc_id or "")
    parts = [words("title", text=title) if title else ""]
    parts += [words("year", year=value.year) if value.year and not itself else "", value.indicator or ""]
    parts.append(words("derived") if value.derived else "")
    return words("between").join(filter(None, parts))


def titles_of(answer: Answer) -> dict[str, str]:
    """doc_id -> title, where the values of an answer come from several documents; else nothing need be said."""
    documents = {value.doc_id for value in answer.values}
    return {c.doc_id: c.title for c in answer.citations} if len(documents) > 1 else {}


def place(citation: Citation | Related, words: Phrases) -> str:
    """The lines of a place, and its page and paragraph where the file has such."""
    first, last = citation.line_start, citation.line_end
    lines = words("line", first=first) if first == last else words("lines", first=first, last=last)
    origin = citation.origin if isinstance(citation, Citation) else None
    page = words("page", page=origin.page) if origin and origin.page else ""
    paragraph = words("paragraph", paragraph=origin.paragraph) if origin and origin.paragraph else ""
    return words("between").join(filter(None, (page, paragraph, lines)))


def quoted(quote: str) -> str:
    """A quote on one line: the cells of a table row stand apart by a wide blank.

    >>> quoted("科技孵化器（个）\\n\\t--\\n\\t3")
    '科技孵化器（个）\u3000--\u30003'
    """
    return "\u3000".join(part.strip() for part in quote.splitlines() if part.strip())


def text(answer: Answer) -> str:
    """The answer for a terminal, in its own language, ending in a newline."""
    return "\n".join(_text_lines(answer, interface(answer.language))) + "\n"


def _text_lines(answer: Answer, words: Phrases) -> Iterator[str]:
    yield "".join(piece.text + _marks(piece.citations) for piece in pieces_of(answer))
    for heading, lines in _parts(answer, words):
        yield ""
        yield words(heading)
        yield from (f"  {line}" for line in lines)
    if line := frame_line(answer.frame, words):
        yield ""
        yield line


def _marks(citations: tuple[int, ...]) -> str:
    return "".join(f"[{index + 1}]" for index in citations)


def _parts(answer: Answer, words: Phrases) -> Iterator[tuple[str, list[str]]]:
    """The parts below the answer that have something to say, each with its lines."""
    parts = {
        "values": [_value_line(value, words, titles_of(answer)) for value in answer.values],
        "findings": list(answer.findings),
        "sources": [line for n, c in enumerate(answer.citations, 1) for line in _source_lines(n, c, words)],
        "related": [line for related in answer.related for line in _related_lines(related, words)],
        "suggestions": list(answer.suggestions),
    }
    return ((heading, lines) for heading, lines in parts.items() if lines)


def _value_line(value: Value, words: Phrases, titles: Mapping[str, str]) -> str:
    return "  ".join(filter(None, (amount(value, words), about(value, words, titles))))


def _source_lines(index: int, citation: Citation, words: Phrases) -> list[str]:
    path = words("path").join([words("title", text=citation.title), *citation.section])
    return [
        f"[{index}] {path}  {place(citation, words)}",
        f"    {words('quote', text=quoted(citation.quote))}",
    ]


def _related_lines(related: Related, words: Phrases) -> list[str]:
    path = words("path").join(related.section)
    return [f"· {quoted(related.text)}", "  " + "  ".join(filter(None, (path, place(related, words))))]


def markdown(answer: Answer) -> str:
    """The answer as Markdown in which every character of a document stands for itself."""
    return "\n".join(_markdown_lines(answer, interface(answer.language))) + "\n"


def _markdown_lines(answer: Answer, words: Phrases) -> Iterator[str]:
    yield "".join(escaped(piece.text) + escaped(_marks(piece.citations)) for piece in pieces_of(answer))
    for heading, lines in _parts(answer, words):
        yield ""
        yield f"**{escaped(words(heading))}**"
        yield ""
        yield from (f"    {escaped(line.strip())}" if line.startswith(" ") else f"- {escaped(line)}" for line in lines)


def escaped(text: str) -> str:
    """The text with every character Markdown could act on made plain: no markup, maths, emoji, link or image.

    >>> print(escaped("![x](http://a/b.png) $1$ :tada: <b>"))
    \\!\\[x\\](http\\://a/b.png) \\$1\\$ \\:tada\\: \\<b\\>
    >>> print(escaped("1.总目标"))
    1\\.总目标
    """
    return _LIST_HEAD.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))
