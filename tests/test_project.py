"""The promises of the project's own files: the lock, the licences, the commands, what the wheel carries."""

from __future__ import annotations

import importlib.metadata as metadata
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LOCKED = sorted({name for name, _ in re.findall(r"^([\w.-]+)==(\S+)", LOCK, re.MULTILINE)})
COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public|SSPL|EUPL|OSL)", re.IGNORECASE)
ACCEPTED = re.compile(r"\b(?:MIT|BSD|0BSD|Apache|PSF|PSFL|Python Software Foundation|ISC|MPL|Mozilla)", re.IGNORECASE)


def licence(name: str) -> str:
    """All that an installed package says of its licence, the text of it left out."""
    about = metadata.metadata(name)
    said = [*about.get_all("License-Expression", []), *(c for c in about.get_all("Classifier", []) if "License" in c)]
    return " ".join(said) or " ".join(line for field in about.get_all("License", []) for line in field.splitlines()[:1])


@pytest.mark.parametrize("name", [name for name in LOCKED if name != "colorama"])  # Windows only
def test_a_locked_package_has_a_permissive_licence(name: str) -> None:
    said = licence(name)
    assert ACCEPTED.search(said), said
    assert not COPYLEFT.search(said), said


def test_the_licence_check_knows_a_copyleft_licence() -> None:
    for said in ("GPL-3.0-or-later", "AGPL-3.0-only", "GNU General Public License v2 (GPLv2)", "MIT AND GPL-2.0"):
        assert COPYLEFT.search(said)


def test_every_locked_package_has_hashes_and_no_address() -> None:
    pinned = re.findall(r"^[\w.-]+==.*(?:\n    --hash=sha256:[0-9a-f]{64}.*)+", LOCK, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", LOCK, re.MULTILINE)) > 50
    assert not re.search(r"https?:|--(?:extra-)?index|--find-links", LOCK)


def test_the_lock_holds_every_dependency_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert {re.split(r"[<>=]", need)[0].lower() for need in wanted} <= set(LOCKED)


# ------------------------------------------------------------------ commands


def test_plain_make_lists_every_command() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)) - {"browser"}
    assert set(re.findall(r"^  make ([a-z-]+) +\S", listed, re.MULTILINE)) == targets


def test_ci_runs_make_test() -> None:
    run = ROOT / ".ci" / "run"
    assert run.stat().st_mode & 0o111
    assert "make test" in run.read_text("utf-8")


# ------------------------------------------------------------------ the wheel


def test_the_wheel_carries_the_words_and_the_web_app(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "uv", "build", "--quiet", "--offline", "--no-build-isolation"]
    subprocess.run([*command, "--out-dir", tmp_path], cwd=ROOT, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("policy_kb-*.whl"))) as wheel:
        carried = set(wheel.namelist())
    files = (path for folder in ("kb", "app") for path in (ROOT / folder).rglob("*") if path.is_file())
    ours = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert ours <= carried
    assert "app/streamlit_app.py" in carried
