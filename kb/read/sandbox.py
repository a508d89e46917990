"""Reading a file in a process of its own, so that a file made to do harm harms nothing but that process."""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from kb.errors import SourceError
from kb.model import Source
from kb.read.refusals import refused

MIB = 1 << 20
ROOT = str(Path(__file__).resolve().parents[2])
BOOT = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kb.read.{program} import main; main()"
_CHUNK = 64 * 1024


class Limits(NamedTuple):
    """What reading one file may cost: bytes of the file, of memory and of the result, seconds."""

    size: int = 64 * MIB
    memory: int = 1024 * MIB
    result: int = 16 * MIB
    cpu: int = 30
    wall: float = 31


LIMITS = Limits()


def command(program: str, *arguments: str) -> list[str]:
    """The command that runs `main` of a module of this folder in a Python that trusts nothing around it."""
    return [sys.executable, "-I", "-c", BOOT.format(program=program), ROOT, *arguments]


def read_apart(path: Path, module: str, name: str, limits: Limits = LIMITS) -> Source:
    """What `module.read` makes of a file, within the limits; raises SourceError when that is nothing.

    The bytes go from the file to the other process; here only the result is held, and only up to its limit.
    """
    asked = json.dumps({"size": limits.size, "memory": limits.memory, "cpu": limits.cpu})
    with path.open("rb") as file:
        child = subprocess.Popen(
            command("child", module, name, asked),
            stdin=file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        )
    try:
        outcome = _output(child, name, limits)
    finally:
        child.kill()
        child.wait()
    return _source(outcome, child.returncode, name)


def _output(child: subprocess.Popen[bytes], name: str, limits: Limits) -> bytes:
    """All that the child writes before it ends; raises SourceError when that is too much or takes too long."""
    assert child.stdout is not None
    written = bytearray()
    deadline = time.monotonic() + limits.wall
    with child.stdout, selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise refused("timeout", name)
            chunk = os.read(child.stdout.fileno(), _CHUNK)
            if not chunk:
                with suppress(subprocess.TimeoutExpired):
                    child.wait(max(0.1, deadline - time.monotonic()))
                return bytes(written)
            written += chunk
            if len(written) > limits.result:
                raise refused("too_big", name, "文字太多")


def _source(outcome: bytes, status: int, name: str) -> Source:
    if outcome.startswith(b"-") and status == 0:
        reason, sentence = json.loads(outcome[1:])
        raise SourceError(sentence, reason)
    if outcome.startswith(b"+") and status == 0:
        try:
            return Source.model_validate_json(outcome[1:])
        except ValidationError as error:
            raise refused("damaged", name, "含有不是文字的字符") from error
    if status in (-signal.SIGXCPU, -signal.SIGKILL):
        raise refused("timeout", name)
    raise refused("memory" if status == -signal.SIGABRT else "damaged", name, "解读中断")
