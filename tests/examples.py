"""The examples of docs/how-a-plan-is-read.md: what a `plan` block says, and the lines in which its reading is shown.

A line begins with the name of what was read (章节, 指标数值, 扶持措施, 任务, 企业) and says it as the check page does;
fields may follow in （） as 名：值；；名：值. For each name that a block mentions it must list all there are, in order;
`没有 NAME` says that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.extract.accounting import account
from kb.health import FIELDS, KINDS, RECORD, TYPES
from kb.model import Parsed
from kb.parse import parse_document
from kb.read import html
from kb.render.cards import card
from kb.structure import structure
from tools.mutations import reading

NONE = "没有"


class Example(NamedTuple):
    """A text, and the lines that the page shows of its reading."""

    plan: str
    shown: tuple[str, ...]


def examples(page: str) -> list[Example]:
    """The pairs of blocks of a page."""
    found = re.findall(r"^```plan\n(.*?)^```\n+```read\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    return [Example(plan, tuple(read.splitlines())) for plan, read in found]


def told(parsed: Parsed) -> Iterator[str]:
    """All that was read, a line for each, without fields."""
    document = parsed.document
    for s in document.sections:
        yield f"章节 {s.level} {s.label} {s.title}"
    for t in document.tables:
        yield f"表格 {t.title}，{len(t.columns)} 栏 {len(t.rows)} 行"
    for field, name in FIELDS.items():
        if value := getattr(document.info, field):
            yield f"{name} {'—'.join(map(str, value)) if field == 'period' else value}"
    for record in parsed.records:
        if record.type in TYPES:
            yield f"{TYPES[record.type]} {card(record).line}"
    for notice in document.notices:
        yield f"提示 {notice.code}"
    for entry in account(document, parsed.records):
        if entry.kind != RECORD:
            yield f"数字·{KINDS[entry.kind]} {entry.text}"


def fields(parsed: Parsed) -> dict[str, dict[str, str]]:
    """Line -> its fields, for records."""
    return {f"{TYPES[r.type]} {card(r).line}": dict(card(r).fields) for r in parsed.records if r.type in TYPES}


def faults(example: Example) -> Iterator[str]:
    """What the page says that is not so."""
    parsed = _parsed(example.plan)
    lines, known = list(told(parsed)), fields(parsed)
    said = [_parts(line) for line in example.shown]
    for name in dict.fromkeys(line.split()[1 if line.startswith(NONE) else 0] for line, _ in said):
        shown = [line for line, _ in said if line.split()[0] == name]
        read = [line for line in lines if line.split()[0] == name]
        if shown != read:
            yield f"{name}: shown {shown}, read {read}"
    for line, wanted in said:
        for field, value in wanted.items():
            if known.get(line, {}).get(field) != value:
                yield f"{line}: {field} is {known.get(line, {}).get(field)}, not {value}"


def _parsed(plan: str) -> Parsed:
    """What is read of an example; one that begins with a tag is a web page."""
    if not plan.startswith("<"):
        return reading(plan)
    return parse_document(structure(html.read(plan.encode(), "page.html"), "page"))


def _parts(line: str) -> tuple[str, dict[str, str]]:
    """A shown line without its fields, and the fields."""
    match = re.fullmatch(r"(.*?)  （(.+)）", line)
    if not match:
        return line, {}
    return match[1], dict(part.split("：", 1) for part in match[2].split("；；"))
