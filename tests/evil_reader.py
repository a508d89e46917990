"""A reader that does what a hostile file might make a library do; the file's words say which."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
from pathlib import Path

from kb.model import Source

LIBC = ctypes.CDLL(None, use_errno=True)


def read(data: bytes, name: str) -> Source:
    """The outcome of the deed named by the first word, done to the path or port named by the second."""
    deed, _, object_ = data.decode().partition(" ")
    text = str(DEEDS[deed](object_))
    return Source(text=text, format="evil", encoding="utf-8", sha256="")


def _loop(_: str) -> str:
    while True:
        pass


def _sleep(_: str) -> str:
    return str(LIBC.sleep(600))


def _open_in_c(path: str) -> str:
    return str(LIBC.open(path.encode(), os.O_RDONLY))


def _socket_in_c(_: str) -> str:
    return str(LIBC.socket(socket.AF_INET, socket.SOCK_STREAM, 0))


def _die(_: str) -> str:
    os.kill(os.getpid(), 11)
    return "alive"


def _refused(message: str) -> str:
    raise ValueError(message)


DEEDS = {
    "loop": _loop,
    "sleep": _sleep,
    "hoard": lambda _: len(bytearray(2 << 30)),
    "flood": lambda _: "文" * (20 << 20),
    "open": lambda path: Path(path).read_text("utf-8"),
    "write": lambda path: Path(path).write_text("x", "utf-8"),
    "remove": lambda path: Path(path).unlink(),
    "folder": lambda path: Path(path).mkdir(),
    "list": lambda path: list(Path(path).iterdir()),
    "connect": lambda port: socket.create_connection(("127.0.0.1", int(port))),
    "run": lambda path: subprocess.run(["touch", path], check=True),
    "system": lambda path: os.system(f"touch {path}"),
    "fork": lambda _: os.fork(),
    "open-in-c": _open_in_c,
    "socket-in-c": _socket_in_c,
    "die": _die,
    "throw": _refused,
    "exit": lambda _: os._exit(3),
    "surrogate": lambda _: "\ud800",
}
