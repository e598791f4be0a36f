"""One build at a time: a lock on the output folder that ends with the process that holds it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fangzhi.project.folder import CACHE_FOLDER

LOCK_FILE = "正在成书.lock"


class Busy(Exception):
    """Raised when another run is writing the same output folder; says so in Chinese."""


@contextmanager
def only_one(out: Path) -> Iterator[None]:
    """Hold the output folder for one build; raise Busy while another build holds it.

    The system gives the lock back when the process ends, however it ends. Where the disk knows
    no locks (some network shares) the build goes on without one.
    """
    folder = out / CACHE_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _held_elsewhere(handle):
            raise Busy(
                f"另一个窗口正在往“{out}”里成书。请等它做完再运行，或用 --out 写到别的文件夹。"
            )
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _held_elsewhere(handle: int) -> bool:
        with suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            return False
        return True

else:
    import fcntl

    def _held_elsewhere(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False
