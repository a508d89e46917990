"""Starting the web app: Streamlit, told where the knowledge base is and to keep to this machine."""

from __future__ import annotations

import os
import runpy
import socket
import sys
from pathlib import Path
from typing import NoReturn

import typer

from kb.errors import KBError
from kb.home import VARIABLE, Home

HOST = "127.0.0.1"
FIRST_PORT = 8501
ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "app"


def start(home: Path | None, port: int | None) -> NoReturn:
    """Becomes the web server of this home, which prints its address when it listens; raises KBError without a port."""
    port = _free(port)
    typer.echo("正在启动，按 Ctrl+C 停止。 Starting; Ctrl+C stops it.", err=True)
    os.execve(sys.executable, command(port), environment(home))


def command(port: int) -> list[str]:
    """The command that serves the pages; -P, so that nothing in the current folder can stand in for a module."""
    settings: dict[str, str] = runpy.run_path(str(FOLDER / "settings.py"))["settings"]()
    ours = {
        "server.port": str(port),
        "browser.serverAddress": HOST,
        "browser.serverPort": str(port),
        "logger.hideWelcomeMessage": "false",  # it is the line with the address
    }
    flags = [f"--{name}={value}" for name, value in (settings | ours).items()]
    hosts = [f"--server.allowedHosts={host}" for host in (HOST, "localhost")]
    origins = [f"--client.allowedOrigins=http://{host}:{port}" for host in (HOST, "localhost")]
    return [sys.executable, "-P", "-m", "streamlit", "run", str(FOLDER / "streamlit_app.py"), *flags, *hosts, *origins]


def environment(home: Path | None) -> dict[str, str]:
    """The environment of the server: the home as a full path, and where `kb` and `app` are."""
    known = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        VARIABLE: str(Home(home).path),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), known))),
    }


def _free(port: int | None) -> int:
    """The port itself, or the first free one from 8501; raises KBError when it is taken."""
    candidates = range(FIRST_PORT, FIRST_PORT + 100) if port is None else (port,)
    for candidate in candidates:
        with socket.socket() as probe:
            # As the server does it: a port whose last connections are still dying down is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, candidate))
            except OSError:
                continue
            return candidate
    raise KBError(f"端口 {port or f'{FIRST_PORT} 起的 100 个'} 都被占用。请另选一个：kb app --port 端口")
