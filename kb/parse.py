"""The front door of parsing: read, structure, extract, reason, in this order.

>>> from pathlib import Path
>>> parsed = parse(Path("corpus/taishan-sti-plan-2016-2020/source.txt"))  # doctest: +SKIP
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from kb.errors import SourceError
from kb.extract import extract
from kb.model import About, Document, Parsed, Record
from kb.read import read
from kb.reason import reason
from kb.structure import structure

ABOUT = "about.toml"


def parse(path: Path, doc_id: str | None = None, about: About | None = None) -> Parsed:
    """A document and every record read from it; raises SourceError when the file gives no text.

    An `about.toml` beside the file is read when no `about` is given; without a `doc_id` the file's name decides.
    """
    if about is None:
        about = read_about(path.parent / ABOUT) if path.stem == "source" else About()
    return parse_document(structure(read(path), doc_id or default_id(path), about))


def parse_document(document: Document) -> Parsed:
    """All records of a document, in the order of `Parsed.TYPES`."""
    found = extract(document)
    records: tuple[Any, ...] = (
        document.info,
        *document.sections,
        *document.passages,
        *document.tables,
        *document.notices,
        *found,
        *reason(document, found),
    )
    return Parsed(document=document, records=tuple(sorted(records, key=_order)))


def _order(record: Record) -> int:
    return Parsed.TYPES.index(record.type)


def default_id(path: Path) -> str:
    """The folder's name for `<doc-id>/source.*`, else the file's stem."""
    return path.resolve().parent.name if path.stem == "source" else path.stem


def read_about(path: Path) -> About:
    """What about.toml says; nothing when there is none; raises SourceError when it is malformed."""
    if not path.exists():
        return About()
    try:
        return About.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise SourceError(f"{path} 写法有误：{error}。请改正后再运行：kb build") from error
