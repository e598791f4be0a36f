"""The processor's time of a server and of all that it started."""

from __future__ import annotations

import os
from pathlib import Path

_PARENT, _TIMES = 1, slice(11, 15)
"""Where `/proc/…/stat` has them, after the name: own times, and those of children that ended."""


def used(process: int) -> float:
    """Give the seconds of a process and all below it, ended or not; 0 where there is no /proc."""
    below: dict[int, list[int]] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it ended just now
        key = int(path.parent.name)
        below.setdefault(int(told[_PARENT]), []).append(key)
        ticks[key] = sum(map(int, told[_TIMES]))
    todo, total = [process], 0
    while todo:
        key = todo.pop()
        total += ticks.get(key, 0)
        todo += below.get(key, [])
    return total / os.sysconf("SC_CLK_TCK") if ticks else 0.0
