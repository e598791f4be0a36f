"""How much work something is, told without a clock that others' work on the machine moves.

Lines of Python that ran are the same on every machine: work is shown to grow no faster than its
input. Where seconds are promised for an input (no pattern may blow up: one call into `re`, in
which no line is counted), the processor's time of the quickest of three is held to them. Seconds
are those of the machine that the promises were made on: a slower one is measured first.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from functools import cache
from types import FrameType
from typing import Any


def steps(act: Callable[[], object]) -> int:
    """Count the lines of Python that run while something is done."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


def holds_pace(make: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Tell whether twice the size is at most a little more than twice the work.

    `make` prepares the work on an input of a size, uncounted, and gives what is then counted.
    """
    one, two = steps(make(size)), steps(make(2 * size))
    assert one >= size / 100, "so little runs here that its lines say nothing"
    return two <= 2.2 * one


_PACE = 0.0094
"""Seconds that `_reading` took on the machine that the promises were made on."""


def _reading() -> float:
    """Seconds for a fixed piece of what a check does: patterns over text, and characters one by one."""
    found = re.compile(r"[一二三]年|全[县市]|\d{3,}")
    text = "1986年全县粮食总产量达到145987吨，比上年增长百分之八。" * 200
    started, size = time.process_time(), 0
    for _ in range(20):
        size += sum(len(m[0]) for m in found.finditer(text))
        for character in text:
            size += character.isdigit()
    return time.process_time() - started


@cache
def slowness() -> float:
    """How many times slower this machine is than that of the promises, 1 where it is not."""
    return max(1.0, min(_reading() for _ in range(5)) / _PACE)


def quickest(read: Callable[[], object], seconds: float) -> float:
    """The processor's seconds for one reading, as the machine of the promises would take: the best
    of three, other work slows the rest."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        read()
        best = min(best, (time.process_time() - started) / slowness())
        if best < seconds:
            break
    return best
