"""The process that reads one untrusted file: everything imported, every door shut, then the bytes are looked at.

Run as `python -I -c BOOT ROOT MODULE NAME LIMITS` with the file as standard input. Standard output gets one character
and JSON: `+` and a Source, or `-` and [reason, sentence].

The doors: with the table of open files full (RLIMIT_NOFILE) neither Python nor a C library can open a file or a
socket, for the kernel has no number left to give; an audit hook refuses what needs no such number (remove, rename,
start a program); memory, processor time and written bytes have limits of their own.
"""

from __future__ import annotations

import codecs
import json
import resource
import signal
import sys
from contextlib import suppress
from importlib import import_module
from importlib.machinery import BuiltinImporter
from typing import Any

from kb.errors import SourceError
from kb.read.refusals import refused

STANDARD_FILES = 3
_ENCODINGS = (
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-7 ascii latin-1 cp437 cp1252 gb18030 gbk gb2312 hz big5"
    " big5hkscs shift_jis euc_jp euc_kr unicode_escape raw_unicode_escape"
)
_SHUT = ("os.", "shutil.", "socket.", "subprocess.", "ctypes.dlopen", "tempfile.", "pty.")


def main() -> None:
    """Read standard input with the reader named on the command line and write what came of it."""
    module, name, limits = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    reader = import_module(module)
    for encoding in _ENCODINGS.split():
        codecs.lookup(encoding)
    getattr(reader, "warm_up", lambda: None)()
    shut_doors(limits["memory"], limits["cpu"])
    sys.stdout.buffer.write(_outcome(reader, name, limits["size"]))
    sys.stdout.buffer.flush()


def _outcome(reader: Any, name: str, size: int) -> bytes:
    try:
        data = sys.stdin.buffer.read(size + 1)
        if len(data) > size:
            raise refused("too_big", name)
        result: str = reader.read(data, name).model_dump_json(exclude_defaults=True)
        return b"+" + result.encode("utf-8")
    except SourceError as error:
        return _refusal(error)
    except MemoryError:
        return _refusal(refused("memory", name))
    except RecursionError:
        return _refusal(refused("too_big", name, "嵌套太深"))
    except Exception as error:  # whatever a library throws at a broken file: it must not reach the user as a traceback
        return _refusal(refused("damaged", name, type(error).__name__))


def _refusal(error: SourceError) -> bytes:
    return b"-" + json.dumps([error.reason, str(error)]).encode("ascii")


def shut_doors(memory: int, cpu: int) -> None:
    """From here on: no new file or socket, no program, `memory` bytes of address space, `cpu` seconds."""
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_NOFILE, STANDARD_FILES),
    ):
        with suppress(ValueError, OSError):  # a system that has no such limit, or a lower one already
            resource.setrlimit(limit, (most, most))
    sys.meta_path[:] = [BuiltinImporter]  # what was not imported is not there: an import must not look for a file
    sys.addaudithook(_refuse)


def _refuse(event: str, _: object) -> None:
    if event == "open" or event.startswith(_SHUT):
        raise PermissionError(f"a reader may not do this: {event}")
