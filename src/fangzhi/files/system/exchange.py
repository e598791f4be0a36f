"""Two calls that only some systems have: exchange two names in one step, flush a whole folder.

Where a call is missing the answer says so, and the caller takes the longer way.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD
_EXCHANGE = 2  # RENAME_EXCHANGE, Linux 3.15


def exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the disk cannot."""
    call = _libc("renameat2")
    if call is None:
        return False
    done: int = call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    return done == 0


def flush_folder(folder: Path) -> None:
    """Bring everything in a folder to the disk, by one call for the whole disk where there is one.

    Thousands of single flushes would take longer than the build that wrote the files.
    """
    call = _libc("syncfs")
    if call is not None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            if call(handle) == 0:
                return
        finally:
            os.close(handle)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as stream:
                os.fsync(stream.fileno())


def _libc(name: str) -> ctypes._NamedFuncPointer | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        found: ctypes._NamedFuncPointer = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError):
        return None
    return found
