"""Word's old formats (doc, wps, rtf) turned into docx by LibreOffice, where it is installed.

LibreOffice runs in a process group of its own with a time limit, a profile and a home of its own that are thrown away,
no macros, no network where the system lets us take it away, and one at a time. What it writes is as untrusted as what
it read: the docx goes through the same door as any other.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from kb.read.refusals import refused
from kb.read.sandbox import command

PROGRAM = "soffice"
SECONDS = 60
_ONE_AT_A_TIME = Lock()
_FLAGS = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
</item>
</oor:items>
"""


@contextmanager
def as_docx(path: Path, name: str, seconds: float = SECONDS) -> Iterator[Path]:
    """A docx of the document, there as long as the context lasts.

    Raises SourceError: no_program (LibreOffice is not installed), timeout, damaged (it made nothing of the file).
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise refused("no_program", name)
    with tempfile.TemporaryDirectory(prefix="kb-office-") as folder:
        home = Path(folder)
        settings = home / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        source = home / "received.doc"
        shutil.copyfile(path, source)
        with _ONE_AT_A_TIME:
            _convert(program, source, name, seconds)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise refused("damaged", name, "LibreOffice 打不开")
        yield made


def _convert(program: str, source: Path, name: str, seconds: float) -> None:
    home = source.parent
    profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
    wanted = ("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home), str(source))
    process = subprocess.Popen(
        command("launch", program, profile, *_FLAGS, *wanted),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8"},
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise refused("timeout", name) from error
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
