"""An office filled to measure in, and `fangzhi serve` on it, each in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any


def filled(home: Path, database: str = "") -> dict[str, Any]:
    """Fill a new folder (and `database`, else that of DATABASE_URL); give what is known of it."""
    home.mkdir()
    subprocess.run([sys.executable, "-m", "bench.office", str(home)], check=True,
                   capture_output=True, timeout=1800, env=_environment(database))  # fmt: skip
    told: dict[str, Any] = json.loads((home / "bench.json").read_text(encoding="utf-8"))
    return told


@contextmanager
def served(home: Path, database: str = "") -> Iterator[tuple[int, int]]:
    """Serve a folder with two workers for the length of the block; give port and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = [sys.executable, "-m", "fangzhi.cli.main", "serve", str(home)]
    words += ["--workers", "2", "--port", str(port)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, env=_environment(database)) as server:
        try:
            for _ in range(240):
                with socket.socket() as knock:
                    if knock.connect_ex(("127.0.0.1", port)) == 0:
                        break
                sleep(0.5)
            yield port, server.pid
        finally:
            server.terminate()


def _environment(database: str) -> dict[str, str]:
    return {**os.environ, **({"DATABASE_URL": database} if database else {})}
