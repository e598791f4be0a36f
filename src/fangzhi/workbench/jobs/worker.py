"""The background worker: a process beside the server that takes up queued tasks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def beside() -> Iterator[None]:
    """Run the worker as long as the block lasts; it inherits the folder by the environment."""
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--no-reload"],
        stdin=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
