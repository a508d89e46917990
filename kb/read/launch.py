"""Becomes another program after giving up what that program does not need: the network, long runs, large files."""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from contextlib import suppress

SECONDS = 60
MEMORY = 4 << 30
FILE = 256 << 20
_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000
"""Flags of unshare(2): a network of one's own has no way out; without rights it takes a user space of one's own."""


def main() -> None:
    """Run the program on the command line with limits set."""
    leave_network()
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    os.execv(sys.argv[1], sys.argv[1:])


def leave_network() -> bool:
    """Whether this process could be cut off from all networks (Linux, where the system allows it)."""
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    return unshare is not None and any(unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))
