"""A workbench of its own for a test: folder, database, server and worker as real processes."""

from __future__ import annotations

import json
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
from threading import Timer
from typing import Any
from weakref import finalize

from tests.workbench.ready import empty_database

ROOT = Path(__file__).resolve().parents[3]
PASSWORD = "县志编纂用的密码-2026"
_HEAD = (
    "from fangzhi.workbench.jobs.models import Run\n"
    "from fangzhi.workbench.ledger.models import Line\n"
    "from fangzhi.workbench.works.models import Aside, EntryPage, WorkPage\n"
)
_ASKED = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
told = sys.stdout
for line in sys.stdin:
    words, fault = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(words):
            exec(compile(json.loads(line), "<asked>", "exec"), {"__name__": "asked"})
    except Exception:
        fault = traceback.format_exc()
    connections.close_all()
    print(json.dumps([words.getvalue(), fault]), file=told, flush=True)
"""


class Interpreter:
    """A process with Django set up that runs code when asked: to set it up again takes seconds.

    Between two askings it holds no connection and no lock.
    """

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _ASKED], env=environment, cwd=ROOT, encoding="utf-8",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.end = finalize(self, _end, self.process)

    def run(self, code: str, seconds: float) -> str:
        """Run code in names of its own; give what it printed, fail with its fault."""
        assert self.process.stdin is not None and self.process.stdout is not None
        late = Timer(seconds, self.process.kill)
        late.start()
        try:
            print(json.dumps(_HEAD + code), file=self.process.stdin, flush=True)
            answer = self.process.stdout.readline()
        finally:
            late.cancel()
        assert answer, f"the process ended over it, or was not done in {seconds} s"
        words, fault = json.loads(answer)
        assert not fault, fault[-3000:]
        return str(words).strip()


def _end(process: subprocess.Popen[str]) -> None:
    with process:
        assert process.stdin is not None
        process.stdin.close()  # with nothing more to read it ends by itself


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
        self._desk: Interpreter | None = None

    def close(self) -> None:
        """End the process that ran code on it."""
        if self._desk is not None:
            self._desk.end()
            self._desk = None

    def django(self, code: str, seconds: float = 600.0) -> str:
        """Run code with Django set up; give what it printed."""
        if self._desk is None:
            self._desk = Interpreter(self.environment)
        return self._desk.run(code, seconds)

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
    try:
        yield home
    finally:
        home.close()


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
