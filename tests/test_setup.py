"""What a newcomer's machine may lack, and the one sentence that says so."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support import ROOT

TOOLS = ("sh", "cat", "cksum", "dirname", "grep", "awk")


class Machine:
    """A checkout whose path holds blanks, and a PATH with nothing on it but what is put there."""

    def __init__(self, folder: Path) -> None:
        self.checkout, self.bin = folder / "a check out", folder / "bin"
        self.bin.mkdir()
        shutil.copytree(ROOT / "tools", self.checkout / "tools", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        for name in ("requirements.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.checkout)
        for tool in TOOLS:
            (self.bin / tool).symlink_to(str(shutil.which(tool)))

    def put(self, name: str, script: str) -> None:
        """A program of this name."""
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """A script of tools/, run there."""
        command = ["/bin/sh", str(self.checkout / "tools" / script)]
        return subprocess.run(command, env={"PATH": str(self.bin)}, capture_output=True, text=True, check=False)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_python_one_sentence_says_what_to_install(machine: Machine) -> None:
    done = machine.run("setup.sh")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert line.startswith("Python 3.11, 3.12 or 3.13 is needed:")
    assert "apt-get install python3 python3-venv" in line


def test_an_old_python_is_passed_over(machine: Machine) -> None:
    machine.put("python3", "exit 1")
    assert "Python 3.11, 3.12 or 3.13 is needed" in machine.run("setup.sh").stderr


def test_without_the_venv_module_one_sentence_names_the_package(machine: Machine) -> None:
    machine.put("python3", 'case "$2" in *venv*) exit 1 ;; esac')
    done = machine.run("setup.sh")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "python3 has no venv module: on Debian run apt-get install python3-venv, then make again."
    ]


def test_a_python_with_venv_is_preferred(machine: Machine) -> None:
    machine.put("python3", 'case "$2" in *venv*) exit 1 ;; esac')
    machine.put("python3.12", 'echo "$0 $*" >&2; case "$*" in *--clear*) exit 7 ;; esac')
    done = machine.run("setup.sh")
    assert done.returncode == 7
    assert "python3.12 -m venv --clear .venv" in done.stderr


def test_without_a_browser_one_line_says_what_to_install(machine: Machine) -> None:
    machine.put("id", "echo 1000")
    done = machine.run("browser.sh")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "chromium and fonts-noto-cjk" in line


def test_as_root_on_debian_the_browser_is_installed(machine: Machine) -> None:
    machine.put("id", "echo 0")
    machine.put("apt-get", 'echo "$*" >&2')
    done = machine.run("browser.sh")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "update -qq"
    assert done.stderr.splitlines()[1].endswith("chromium fontconfig fonts-noto-cjk")
