"""The background worker: a process beside the server that takes up queued runs.

One a folder: it holds a lock, and ends with the server, however that ends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_BEAT = 5.0
_ALIVE = 4 * _BEAT
_GRACE = 20
"""Seconds that a run has to end in when the server is stopped."""


@contextmanager
def beside() -> Iterator[None]:
    """Run the worker as long as the block lasts; started anew when it dies."""
    stop = threading.Event()
    keeper = threading.Thread(target=_keep, args=(stop,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(_GRACE + 5)


def _keep(stop: threading.Event) -> None:
    while not stop.is_set():
        process = subprocess.Popen(
            [sys.executable, "-m", "fangzhi.workbench.jobs.worker"], stdin=subprocess.PIPE
        )
        while not stop.wait(0.5) and process.poll() is None:
            pass
        if process.poll() is None:
            assert process.stdin is not None
            process.stdin.close()  # the worker ends when its server is gone
            try:
                process.wait(_GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        stop.wait(1.0)


def is_alive(folder: Path) -> bool:
    """Tell whether a worker of this folder gave a sign of life in the last seconds."""
    try:
        return time.time() - (folder / "任务" / "在岗").stat().st_mtime < _ALIVE
    except OSError:
        return False


def main() -> None:
    """Take up runs until standard input ends."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangzhi.workbench.conf.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.utils.crypto import get_random_string
    from django_tasks_db.management.commands.db_worker import Worker

    from fangzhi.project.lock import Busy, only_one
    from fangzhi.workbench.jobs.runs import mark_lost

    folder = Path(settings.HOME) / "任务"
    worker: Any = Worker(
        queue_names=["default"], interval=0.5, batch=False, backend_name="default",
        startup_delay=False, max_tasks=None, worker_id=get_random_string(32),
        excluded_queue_names=[],
    )  # fmt: skip
    threading.Thread(target=_end_with_server, args=(worker,), daemon=True).start()
    while True:
        try:
            with only_one(folder):
                threading.Thread(target=_beat, args=(folder / "在岗",), daemon=True).start()
                mark_lost()
                worker.configure_signals()
                worker.run()
                return
        except Busy:
            time.sleep(2.0)  # another server of this folder has its worker


def _beat(sign: Path) -> None:
    while True:
        sign.touch()
        time.sleep(_BEAT)


def _end_with_server(worker: Any) -> None:
    """End when the other end of standard input is gone; a run has a while to come to its end."""
    from fangzhi.workbench.jobs.progress import ENDING

    sys.stdin.buffer.read()
    ENDING.set()
    worker.running = False
    deadline = time.monotonic() + _GRACE
    while worker.running_task and time.monotonic() < deadline:
        time.sleep(0.1)
    os._exit(0)


if __name__ == "__main__":
    main()
