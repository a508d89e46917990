"""Additions and removals in forked children, each hurt at another touch of the disk: killed, or the disk is full.

    python killed_add.py HOW CORPUS FILE [REPLACED]
    python killed_add.py HOW CORPUS FILE --remove ID

HOW is `kill` or `full`. Every child gets a copy of the corpus. One JSON line for each: whether it was hurt, which
documents the copy has then, and the hashes of all originals in it, kept ones included. The last child is not hurt.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from kb.corpus import corpus, digest
from kb.errors import KBError
from kb.intake import add, remove

WRITES = {"open", "os.mkdir", "os.rename"}
EVENTS = {*WRITES, "os.remove", "os.rmdir", "shutil.rmtree", "shutil.copyfile"}


def touches(event: str, arguments: tuple[Any, ...], folder: Path, events: set[str]) -> bool:
    """Whether an audit event changes something below `folder`."""
    if event not in events or (event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return False
    return any(str(argument).startswith(str(folder)) for argument in arguments[:2])


def child(how: str, folder: Path, arguments: list[str], at: int) -> None:
    """Changes the corpus and is hurt from the touch of this number on; exits with 3 when it said so."""
    count = 0

    def hook(event: str, told: tuple[Any, ...]) -> None:
        nonlocal count
        if touches(event, told, folder, EVENTS if how == "kill" else WRITES):
            count += 1
            if count >= at and how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if count >= at:
                raise OSError(errno.ENOSPC, "No space left on device")

    sys.addaudithook(hook)
    try:
        change(folder, arguments)
    except KBError:
        os._exit(3)
    os._exit(0)


def change(folder: Path, arguments: list[str]) -> None:
    if arguments[1:2] == ["--remove"]:
        remove(arguments[2], folder)
    else:
        add(Path(arguments[0]), folder, replace=(*arguments[1:], None)[0])


def main() -> None:
    how, original, arguments = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    warm = shutil.copytree(original, original.with_name("warm"))
    change(warm, arguments)  # so that no child has to load dictionaries
    at, hurt = 1, True
    while hurt:
        folder = shutil.copytree(original, original.with_name(f"{original.name}-{at}"))
        pid = os.fork()
        if pid == 0:
            child(how, folder, arguments, at)
        _, status = os.waitpid(pid, 0)
        hurt = os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 3
        assert hurt or status == 0
        documents = {m.doc_id: digest(m.path) for m in corpus(folder).members}
        originals = sorted({digest(p) for p in folder.rglob("*.txt")})
        left = [p.name for p in folder.rglob(".unfinished-*")]
        run = {"at": at, "hurt": hurt, "documents": documents, "originals": originals, "left": left}
        sys.stdout.write(f"{json.dumps(run)}\n")
        at += 1


if __name__ == "__main__":
    main()
