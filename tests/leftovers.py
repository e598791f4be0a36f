"""A folder of its own for each process that runs tests: it goes with the process.

One that is killed clears nothing up: the next run clears away what the dead left.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX = "fangzhi-test-"
_DAY = 86_400.0


def own_folder() -> Path:
    """Make this process's folder; those of processes that are no more go first."""
    top = Path(tempfile.gettempdir())
    clear(top)
    return Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=top))


def clear(top: Path) -> list[str]:
    """Take away the folders below `top` whose process has ended; give their names."""
    found = [folder for folder in sorted(top.glob(f"{PREFIX}*")) if _is_left(folder)]
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder.name for folder in found]


def _is_left(folder: Path) -> bool:
    """Tell whether nobody works here any more; without a process to ask, by a day's age."""
    number = folder.name.removeprefix(PREFIX).partition("-")[0]
    if number.isdigit() and os.name == "posix":  # elsewhere signal 0 is not a question
        return not _lives(int(number))
    try:
        return time.time() - folder.stat().st_mtime > _DAY
    except OSError:
        return False  # somebody else has just taken it away


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # another user's
    return True
