"""A workbench of its own for a test: folder, database, server and worker as real processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.workbench.ready import empty_database

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "县志编纂用的密码-2026"
_HEAD = (
    "import django; django.setup()\n"
    "from fangzhi.workbench.jobs.models import Run\n"
    "from fangzhi.workbench.ledger.models import Line\n"
    "from fangzhi.workbench.works.models import Aside, EntryPage, WorkPage\n"
)


class Home:
    """One workbench's folder; code runs in processes of its own that see it by the environment."""

    def __init__(self, folder: Path, database: str = "", **more: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "FANGZHI_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "fangzhi.workbench.conf.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
            "DATABASE_URL": database,
            **more,
        }

    def django(self, code: str, seconds: float = 600.0) -> str:
        """Run code with Django set up; give what it printed."""
        ran = subprocess.run(
            [sys.executable, "-c", _HEAD + code], env=self.environment, cwd=ROOT,
            capture_output=True, text=True, timeout=seconds,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr[-3000:]
        return ran.stdout.strip()

    def begin(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Begin a Python program on it, with its output to be read."""
        return subprocess.Popen(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def tell(self, expression: str) -> str:
        """Give the value of an expression as text."""
        return self.django(f"print({expression})")

    def until(self, expression: str, seconds: float = 30.0) -> None:
        """Wait until an expression holds; fail when it does not in time."""
        self.django(
            f"import time\nend = time.monotonic() + {seconds}\n"
            f"while not ({expression}):\n"
            "    assert time.monotonic() < end, 'waited in vain'\n"
            "    time.sleep(0.1)"
        )

    def fangzhi(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product on it."""
        return subprocess.run(
            [sys.executable, "-m", "fangzhi.cli.main", *arguments], env=self.environment,
            cwd=ROOT, capture_output=True, text=True, timeout=600,
        )  # fmt: skip


@contextmanager
def own_folder(folder: Path, database: str = "") -> Iterator[Home]:
    """Give a fresh workbench; a database that is told here has its tables already."""
    home = Home(folder / "工作台", database)
    home.folder.mkdir()
    if not database:
        shutil.copy(empty_database(), home.folder)
    yield home


@contextmanager
def worker_of(home: Home) -> Iterator[subprocess.Popen[bytes]]:
    """Run the background worker for the length of the block."""
    process = subprocess.Popen(
        [sys.executable, "-m", "fangzhi.workbench.jobs.worker"], env=home.environment, cwd=ROOT,
        stdin=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        assert process.stdin is not None
        process.stdin.close()
        if process.poll() is None:
            process.wait(40)


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A running server: its port and process; `kill` ends it as a power switch does."""

    def __init__(self, home: Home, workers: int = 1, before: tuple[str, ...] = ()) -> None:
        self.port = free_port()
        self.process: Any = subprocess.Popen(
            [*before, sys.executable, "-m", "fangzhi.cli.main", "serve", str(home.folder),
             "--port", str(self.port), "--workers", str(workers)],
            env=home.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip

    def wait_until_it_answers(self, seconds: float = 60.0) -> None:
        """Wait until the port takes connections."""
        end = time.monotonic() + seconds
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                assert time.monotonic() < end and self.process.poll() is None, self.process.stderr
                time.sleep(0.05)

    def kill(self) -> None:
        """Send SIGKILL to the server and all its processes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does; whatever is left of it is killed."""
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def served(home: Home, workers: int = 1, before: tuple[str, ...] = ()) -> Iterator[Served]:
    """Serve for the length of the block."""
    server = Served(home, workers, before)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()
