"""Reads files one after another and says of each what came of it and what it cost: run as a process of its own.

Usage: python -m tests.hostile.reading CANARY < paths, one a line. One JSON object a line comes back: path, outcome
(`read` or the reason), sentence, seconds (by the clock), cpu (seconds of this process and the reading one), grown
(bytes this process grew at its worst), leaked (whether words of the canary came into a text).
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from kb.errors import SourceError
from kb.read import read

STATUS = Path("/proc/self/status")
PAGE = 1024


def memory(field: str) -> int:
    """A figure of this process's memory, in bytes."""
    line = next(line for line in STATUS.read_text("ascii").splitlines() if line.startswith(field))
    return int(line.split()[1]) * PAGE


def cpu() -> float:
    """Seconds of processor time of this process and of those it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def tried(path: Path, canary: str) -> dict[str, object]:
    """What came of reading a file."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak begins anew
    before, since, used = memory("VmRSS"), time.monotonic(), cpu()
    outcome, sentence, leaked = "read", "", False
    try:
        source = read(path)
        leaked = canary in source.text + "".join(source.remarks)
    except SourceError as refusal:
        outcome, sentence = refusal.reason, str(refusal)
    grown = memory("VmHWM") - before
    return {"path": str(path), "outcome": outcome, "sentence": sentence, "leaked": leaked, "grown": grown} | {
        "seconds": round(time.monotonic() - since, 2),
        "cpu": round(cpu() - used, 2),
    }


if __name__ == "__main__":
    for row in sys.stdin:
        sys.stdout.write(json.dumps(tried(Path(row.rstrip("\n")), sys.argv[1])) + "\n")
        sys.stdout.flush()
