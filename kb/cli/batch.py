"""Many questions, one JSON object a line in, one a line out; a bad line costs nobody else the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kb.errors import KBError, QuestionError

STDIN = "-"


class Asked(NamedTuple):
    """A line of a batch, understood."""

    id: Any
    question: str
    history: tuple[str, ...]


class Line(NamedTuple):
    """A line of output; `failed` when we, not the question, were at fault."""

    text: str
    failed: bool = False


def lines_of(name: str) -> Iterable[bytes]:
    """The lines of a batch file, `-` being standard input; raises QuestionError when it cannot be read."""
    if name == STDIN:
        return sys.stdin.buffer
    try:
        return Path(name).read_bytes().splitlines()
    except OSError as error:
        raise QuestionError(
            f"读不了批量文件 {name}（{error.strerror}）。请核对路径后运行：kb ask --batch 文件"
        ) from error


def replies(lines: Iterable[bytes], reply: Callable[[Asked], dict[str, Any]]) -> Iterator[Line]:
    """A line for each line that is not blank: `id` and what `reply` gives, or `id` and `error`."""
    for line in lines:
        if line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield _reply(line, reply)


def _reply(line: bytes, reply: Callable[[Asked], dict[str, Any]]) -> Line:
    id: Any = None
    try:
        fields = _fields(line)
        id = fields.get("id")
        return Line(_json({"id": id, **reply(_asked(fields))}))
    except KBError as error:
        return Line(_json({"id": id, "error": str(error)}))
    except Exception as error:  # a fault of ours in one answer must not swallow the others
        return Line(_json({"id": id, "error": f"内部错误：{type(error).__name__}: {error}"}), failed=True)


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise QuestionError(
            '这一行不是 UTF-8 的 JSON。每行应形如 {"id": "1", "question": "……"}，见 kb ask --help'
        ) from error
    if not isinstance(fields, dict):
        raise QuestionError('这一行不是 JSON 对象。每行应形如 {"id": "1", "question": "……"}，见 kb ask --help')
    return fields


def _asked(fields: dict[str, Any]) -> Asked:
    question, history = fields.get("question"), fields.get("history") or []
    if not isinstance(question, str):
        raise QuestionError('这一行缺少文字 question。每行应形如 {"id": "1", "question": "……"}，见 kb ask --help')
    if not isinstance(history, list) or not all(isinstance(q, str) for q in history):
        raise QuestionError(
            'history 应是问题的列表。每行应形如 {"question": "……", "history": ["……"]}，见 kb ask --help'
        )
    return Asked(fields.get("id"), question, tuple(history))


def _json(fields: dict[str, Any]) -> str:
    """One line; ASCII where a character could not be written as UTF-8."""
    text = json.dumps(fields, ensure_ascii=False)
    return text if text.isprintable() or _encodable(text) else json.dumps(fields)


def _encodable(text: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" for c in text)
