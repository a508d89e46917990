"""Takes the screenshots of docs/: the question of the README, answered, with the plan beside it, in both languages."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser

from kb.build import build
from tools.pages import browser, served

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 400_000
"""Bytes a picture in the repository may have."""


class Shot(NamedTuple):
    """A picture and the address it is taken of."""

    name: str
    params: dict[str, str]


SHOTS = (
    Shot("screenshot-ask.png", {"q": "2020 target for high-tech enterprises", "lang": "en", "cite": "1"}),
    Shot("screenshot-ask.zh.png", {"q": "2020年高新技术企业目标", "cite": "2"}),
)


def main(arguments: Sequence[str]) -> None:
    """Writes all pictures to the folder given, or to docs/."""
    folder = Path(arguments[0]) if arguments else ROOT / "docs"
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(temporary) / "home"
        build(ROOT / "corpus", home)
        with served(home, Path(temporary) / "log") as address, browser() as chromium:
            for shot in SHOTS:
                print(_take(chromium, address, shot, folder / shot.name))


def _take(chromium: Browser, address: str, shot: Shot, path: Path) -> Path:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, device_scale_factor=1.5)
    page = context.new_page()
    page.goto(f"{address}/?{urlencode(shot.params)}")
    page.locator(".card[aria-pressed=true]").wait_for()
    page.locator("mark").first.wait_for()
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled")
    context.close()
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path} has more than {LARGEST} bytes")
    return path


if __name__ == "__main__":
    main(sys.argv[1:])
