"""The health of a document or of a whole knowledge base, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from kb.cli.options import opened
from kb.errors import KBError
from kb.health import FIELDS, KINDS, TYPES, Health, Unrecorded, health
from kb.home import write_durably
from kb.laws import LAWS
from kb.model import Parsed
from kb.parse import parse

SHOWN = 5
"""Breaches of one law shown; all are in the JSON."""
UNSTATED = "未载明"


def of_file(file: Path, page: Path | None = None) -> Health:
    """The health of a file; `page` is where the document is written with all its records marked."""
    parsed = parse(file)
    if page is not None:
        _write(page, parsed)
    return health(parsed)


def of_home(home: Path | None) -> list[Health]:
    """The health of every document of a home."""
    kb = opened(home)
    ids = [info.doc_id for info in kb.documents()]
    return [health(Parsed(document=kb.document(id), records=kb.records(doc_id=id))) for id in ids]


def _write(page: Path, parsed: Parsed) -> None:
    from kb.render.check_page import check_page

    try:
        write_durably(page, check_page(parsed).encode("utf-8", "replace"))
    except OSError as error:
        raise KBError(
            f"写不了 {page}（{error.strerror or error}）。请换一处再运行：kb check 文件 --html 网页.html"
        ) from error


# ------------------------------------------------------------------ lines


def in_short(found: Health) -> Iterator[str]:
    """Laws, notices, and the numbers in no record."""
    kept = f"{len(LAWS) - len(found.broken)}/{len(LAWS)}"
    yield f"{found.doc_id}：{found.records} 条记录，定律 {kept} 成立，提示 {len(found.notices)} 条"
    for law, broken in found.broken.items():
        yield f"  ✗ {law}：{len(broken)} 处"
        yield from (f"      {breach}" for breach in broken[:SHOWN])
    for notice in found.notices:
        yield f"  第 {notice.anchor.line_start} 行  {notice.code}  {notice.message}"
    yield f"  数字：{found.recorded} 个在记录中，{len(found.unrecorded)} 个不在（行号: 数字）"
    for kind, name in KINDS.items():
        if numbers := _by_line(n for n in found.unrecorded if n.kind == kind):
            yield f"    {name}  {numbers}"


def in_full(found: Health) -> Iterator[str]:
    """What was read of a file, then what `in_short` says."""
    yield f"{found.format}，{found.encoding}，{found.characters} 字，{found.lines} 行"
    yield from (f"  {name}  {found.fields[field] or UNSTATED}" for field, name in FIELDS.items())
    yield from _headings(found)
    yield f"表格 {len(found.tables)} 个"
    yield from (f"  第 {t.line} 行  {t.title or '（无题）'}，{t.columns} 栏 {t.rows} 行" for t in found.tables)
    types = "，".join(f"{name} {found.types[type]}" for type, name in TYPES.items() if found.types.get(type))
    yield f"记录 {types or '没有'}"
    if found.left_out:
        yield f"未收入正文 {len(found.left_out)} 处"
        yield from (f"  第 {n.anchor.line_start} 行  {n.message}" for n in found.left_out)
    yield from in_short(found)


def _headings(found: Health) -> Iterator[str]:
    by_level = sorted({heading.level for heading in found.headings})
    counts = "，".join(f"{level} 级 {sum(h.level == level for h in found.headings)}" for level in by_level)
    yield f"标题 {len(found.headings)} 个{f'：{counts}' if counts else ''}"
    for heading in found.headings:
        title = f" {heading.title}" if heading.title != heading.label else ""
        yield f"  {'  ' * (heading.level - 1)}{heading.label}{title}  第 {heading.line} 行"


def _by_line(numbers: Iterable[Unrecorded]) -> str:
    """Numbers line by line."""
    by_line = groupby(numbers, key=lambda n: n.line)
    return "；".join(f"{line}: {'、'.join(number.text for number in found)}" for line, found in by_line)
