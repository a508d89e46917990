"""Files made to do harm are refused with a reason or read harmlessly: quickly, in little memory, touching nothing.

The files are generated; one process reads them one after another, as a server would, and is measured while it does.
Seconds are those of the processor, so that a busy machine fails no test; the limits of `kb/read/sandbox.py` are real.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.read import READERS
from kb.read.refusals import SENTENCES
from tests.hostile import markup, ofds, office, packages, pages, pdfs, slow
from tests.hostile.kinds import MIB, Bait, Hostile
from tests.support import ROOT

CANARY = "金丝雀在此"
QUICK = 5.0
LIMIT = 31.0
GROWTH = 50 * MIB
FILES = [file for family in (packages, markup, office, pages, pdfs, ofds) for file in family.files()]
SLOW = list(slow.files())

Reading = Callable[[Path], dict[str, Any]]


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    """Reads a file in the one process that reads them all, and says what came of it."""
    command = [sys.executable, "-m", "tests.hostile.reading", CANARY]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdin is not None and process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def read_in_there(path: Path) -> dict[str, Any]:
            stdin.write(f"{path}\n")
            stdin.flush()
            found: dict[str, Any] = json.loads(stdout.readline())
            return found

        yield read_in_there
        stdin.close()


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket]:
    """A server nobody may call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def bait(server: socket.socket, tmp_path_factory: pytest.TempPathFactory) -> Bait:
    canary = tmp_path_factory.mktemp("cage") / "canary"
    canary.write_text(CANARY, "utf-8")
    return Bait(str(canary), f"http://127.0.0.1:{server.getsockname()[1]}/")


def read_hostile(file: Hostile, bait: Bait, reading: Reading, folder: Path) -> dict[str, Any]:
    path = folder / f"file{file.suffix}"
    path.write_bytes(file.make(bait))
    found = reading(path)
    path.unlink()
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_hostile_file_does_no_harm(
    file: Hostile, bait: Bait, server: socket.socket, reading: Reading, tmp_path: Path
) -> None:
    found = read_hostile(file, bait, reading, tmp_path)
    assert found["outcome"] in file.outcomes, found
    assert found["outcome"] == "read" or "kb parse" in found["sentence"]
    assert found["cpu"] < QUICK and found["seconds"] < LIMIT + 1 and found["grown"] < GROWTH, found
    assert not found["leaked"]
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize("file", SLOW, ids=lambda file: file.name)
def test_what_only_the_limit_can_end_is_ended_by_it(
    file: Hostile, bait: Bait, reading: Reading, tmp_path: Path
) -> None:
    found = read_hostile(file, bait, reading, tmp_path)
    assert found["outcome"] == "timeout", found
    assert found["seconds"] < LIMIT + 1 and found["grown"] < GROWTH, found


def test_there_are_files_of_every_format_for_every_reason() -> None:
    formats = Counter(file.suffix for file in FILES)
    assert len(FILES) >= 200
    assert len({file.name for file in FILES}) == len(FILES)
    assert {suffix for suffix in READERS if suffix not in (".htm", ".wps")} <= set(formats)
    reasons = {outcome for file in [*FILES, *SLOW] for outcome in file.outcomes}
    assert set(SENTENCES) <= reasons | {"no_program"}
