"""Where builds live: `<home>/builds/<build>/`, `<home>/CURRENT` naming the one that serves, `<home>/cache/`.

Nothing here ever changes a build: one is written beside the others, renamed into place, and named by `CURRENT`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import BuildError

DEFAULT = ".kb"
VARIABLE = "KB_HOME"
UNFINISHED = ".unfinished-"


class Home:
    """The folder of a knowledge base; `path` defaults to `KB_HOME`, and that to `.kb` in the current folder."""

    def __init__(self, path: Path | str | None = None) -> None:
        self.path = Path(path or os.environ.get(VARIABLE) or DEFAULT).expanduser().absolute()
        self.builds = self.path / "builds"
        self.cache = self.path / "cache"

    def current(self) -> Path | None:
        """The folder of the build that serves, null before the first one."""
        try:
            name = (self.path / "CURRENT").read_text("utf-8").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, ValueError) as error:
            raise BuildError(f"读不了 {self.path / 'CURRENT'}（{error}）。请重新运行：kb build") from error
        folder = self.builds / name
        if not name or "/" in name or not folder.is_dir():
            raise BuildError(f"当前构建 {name or '（空）'} 已不在 {self.builds}。请重新运行：kb build")
        return folder

    def switch(self, name: str) -> None:
        """Makes this build the one that serves, at once or not at all."""
        write_durably(self.path / "CURRENT", f"{name}\n".encode())

    def prune(self, keep: set[str]) -> None:
        """Removes all builds but these, and what a killed build left behind."""
        for folder in self.builds.iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, wait: Callable[[], None]) -> Iterator[None]:
        """Lets one build in at a time; the next one calls `wait` and waits. A killed build leaves no lock."""
        with (self.path / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                wait()
                fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def write_durably(path: Path, data: bytes) -> None:
    """The file with these bytes, on the disk, whole or not at all."""
    beside = path.with_name(f"{path.name}{UNFINISHED}{os.getpid()}")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync(path.parent)


def sync(folder: Path) -> None:
    """Waits until the folder and all files below it are on the disk."""
    for path in (*folder.rglob("*"), folder):
        sync_names(path)


def sync_names(path: Path) -> None:
    """Waits until this file, or the names in this folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
