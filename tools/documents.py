"""The documents of a folder, for the commands that take DOCS=DIR."""

from __future__ import annotations

import sys
from pathlib import Path


def documents(arguments: list[str], command: str) -> list[Path]:
    """The files of the folder named on the command line, in order, notes about the folder left out; exits when none."""
    folder = Path(arguments[0]) if arguments and arguments[0] else None
    if folder is None or not folder.is_dir():
        sys.exit(f"Which folder of documents? Run: make {command} DOCS=DIR")
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_document(path)]
    if not found:
        sys.exit(f"{folder} holds no documents. Run: make {command} DOCS=DIR")
    return found


def _is_document(path: Path) -> bool:
    return not path.name.startswith((".", "README", "about.toml"))
