"""Builds in forked children, each killed by SIGKILL at another touch of the file system.

    python killed_build.py CORPUS HOME STEP

HOME holds a build; every child gets a copy of it. One JSON line for each child: when it was killed, and which build the
copy serves afterwards. The last child is not killed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from kb.build import build
from kb.knowledge import KnowledgeBase

EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "sqlite3.connect", "shutil.rmtree"}


def touches(event: str, arguments: tuple[Any, ...], home: Path) -> bool:
    """Whether an audit event changes something below `home`."""
    if event not in EVENTS or (event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        return False
    return str(arguments[0]).startswith(str(home))


def child(corpus: Path, home: Path, at: int) -> None:
    """Builds and dies at the touch of this number."""
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if touches(event, arguments, home):
            count += 1
            if count == at:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    build(corpus, home)
    os._exit(0)


def main() -> None:
    corpus, original, step = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    build(corpus, original.with_name("warm"))  # so that no child has to load dictionaries
    at, killed = 1, True
    while killed:
        home = original.with_name(f"{original.name}-{at}")
        shutil.copytree(original, home)
        pid = os.fork()
        if pid == 0:
            child(corpus, home, at)
        _, status = os.waitpid(pid, 0)
        killed = os.WIFSIGNALED(status)
        kb = KnowledgeBase.open(home)
        run = {"at": at, "killed": killed, "build": kb.build, "hits": len(kb.search("专利"))}
        sys.stdout.write(f"{json.dumps(run)}\n")
        at += step


if __name__ == "__main__":
    main()
