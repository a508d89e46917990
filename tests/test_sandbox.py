"""Whatever a library is made to do while it reads a file, it stays in its process and ends as a sentence."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kb.errors import SourceError
from kb.read.sandbox import Limits, read_apart

QUICK = Limits(size=1_000, cpu=1, wall=2)


def outcome(folder: Path, deed: str, object_: str = "") -> str:
    """The text the deed comes back with, or the reason it does not."""
    path = folder / "做坏事.txt"
    path.write_text(f"{deed} {object_}", "utf-8")
    try:
        return read_apart(path, "tests.evil_reader", path.name, QUICK).text
    except SourceError as refusal:
        assert "做坏事.txt" in str(refusal) and "kb parse" in str(refusal)
        return refusal.reason


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("loop", "timeout"),
        ("sleep", "timeout"),
        ("hoard", "memory"),
        ("flood", "too_big"),
        ("die", "damaged"),
        ("throw", "damaged"),
        ("exit", "damaged"),
        ("surrogate", "damaged"),
        ("fork", "damaged"),
    ],
)
def test_what_costs_too_much_or_breaks_is_refused(tmp_path: Path, deed: str, reason: str) -> None:
    assert outcome(tmp_path, deed) == reason


def test_no_file_is_opened_made_listed_or_removed(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    canary.write_text("金丝雀", "utf-8")
    new = tmp_path / "new"
    for deed, path in (("open", canary), ("write", new), ("remove", canary), ("folder", new), ("list", tmp_path)):
        assert outcome(tmp_path, deed, str(path)) == "damaged"
    assert outcome(tmp_path, "open-in-c", str(canary)) == "-1"
    assert canary.read_text("utf-8") == "金丝雀" and not new.exists()


def test_no_program_is_started(tmp_path: Path) -> None:
    for deed in ("run", "system"):
        assert outcome(tmp_path, deed, str(tmp_path / "new")) == "damaged"
    assert not (tmp_path / "new").exists()


def test_no_connection_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        assert outcome(tmp_path, "connect", str(server.getsockname()[1])) == "damaged"
        assert outcome(tmp_path, "socket-in-c") == "-1"
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_file_larger_than_allowed_is_not_read(tmp_path: Path) -> None:
    assert outcome(tmp_path, "open", "x" * 2_000) == "too_big"
