"""The memory that a check takes, seen from outside, pages that processes share counted once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

from bench.yearbook import yearbook
from fangzhi.check.engine import check_manuscripts

_BETWEEN = 0.03
"""Seconds between two looks."""
_PROC = Path("/proc")


def peak(characters: int, prose: float) -> float | None:
    """Give the most memory, in MB, that a fresh process and its copies hold while they check such a
    work, the work itself included; None where the system does not tell (PSS: Linux)."""
    words = [sys.executable, "-m", "bench.memory", str(characters), str(prose)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as subject:
        assert subject.stdin is not None and subject.stdout is not None
        subject.stdout.readline()  # the work is read
        subject.stdin.close()
        most = 0
        while subject.poll() is None:
            most = max(most, sum(_held(process) for process in _with_copies(subject.pid)))
            sleep(_BETWEEN)
    return most / 1024 or None


def _with_copies(process: int) -> Iterator[int]:
    yield process
    try:
        children = (_PROC / f"{process}/task/{process}/children").read_text()
    except OSError:
        return
    for child in children.split():
        yield from _with_copies(int(child))


def _held(process: int) -> int:
    """KB of its own pages, and its part of those it shares."""
    try:
        lines = (_PROC / str(process) / "smaps_rollup").read_text().splitlines()
    except OSError:  # ended, or no such file on this system
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> None:
    """Read a work, say so, wait for a word, and check it."""
    manuscripts, settings = yearbook(int(sys.argv[1]), float(sys.argv[2]))
    print("ready", flush=True)
    sys.stdin.read()
    check_manuscripts(manuscripts, settings)


if __name__ == "__main__":
    main()
