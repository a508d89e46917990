"""A served knowledge base and a browser to look at it, for the browser tests and the screenshots."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

from kb.cli import pages

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60
"""Seconds a server may take to become healthy on a busy machine."""


@contextmanager
def served(home: Path, log: Path, direct: bool = False) -> Iterator[str]:
    """The address of a running `kb app` over this home; the server stops with the block.

    `kb app` does not start without a build; `direct` starts what it would start.
    """
    port = _free_port()
    command = [sys.executable, "-m", "kb", "app", "--home", str(home), "--port", str(port)]
    if direct:
        command = pages.command(port)
    environment = pages.environment(home)
    with log.open("wb") as out, subprocess.Popen(command, env=environment, stdout=out, stderr=out) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, f"{address}/_stcore/health", log)
            yield address
        finally:
            process.terminate()


@contextmanager
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window; it fetches nothing on its own."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    arguments = ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        try:
            yield chromium
        finally:
            chromium.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], health: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(health, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not become healthy: {log.read_text('utf-8', 'replace')[-2000:]}")
