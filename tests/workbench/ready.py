"""What every test of the workbench needs once: an empty database, the example county.

Each is made once a run, in a folder that all processes of the run share, and copied from there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATABASE = "workbench.sqlite3"
_MIGRATE = """
import sys
from pathlib import Path
from fangzhi.workbench.conf.serve import prepare
prepare(Path(sys.argv[1]))
"""
_OTHERS = ("FANGZHI_HOME", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
_SHARED = "FANGZHI_TESTS_SHARED"


def share(folder: Path) -> None:
    """Name the folder that this run's processes share."""
    os.environ[_SHARED] = str(folder)


def empty_database() -> Path:
    """Give the file of a database with its tables made and nothing in them."""
    return once("空库", lambda folder: run_apart(_MIGRATE, folder)) / DATABASE


def run_apart(code: str, *words: object) -> None:
    """Run code in a process that knows of no workbench yet."""
    line = [sys.executable, "-c", code, *map(str, words)]
    ran = subprocess.run(
        line, env=without_office(), cwd=ROOT, capture_output=True, text=True, timeout=600
    )
    assert ran.returncode == 0, ran.stderr[-3000:]


def without_office() -> dict[str, str]:
    """Give the environment of a process that chooses its workbench itself."""
    return {key: value for key, value in os.environ.items() if key not in _OTHERS}


def once(name: str, make: Callable[[Path], None]) -> Path:
    """Give the shared folder `name`, made by the first who asks; the others wait for it."""
    folder = Path(os.environ[_SHARED]) / name
    done, failed = folder.with_name(f"{name}.done"), folder.with_name(f"{name}.failed")
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + 600
        while not done.exists():
            assert not failed.exists(), f"{name} could not be made by the process that began it"
            assert time.monotonic() < end, f"{name} was waited for in vain"
            time.sleep(0.2)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder
