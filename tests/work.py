"""How much work something is, told without a clock that others' work on the machine moves.

Lines of Python that ran are the same on every machine: work is shown to grow no faster than its
input. Where seconds are promised for an input (no pattern may blow up: one call into `re`, in
which no line is counted), the processor's time of the quickest of three is held to them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
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


def quickest(read: Callable[[], object], seconds: float) -> float:
    """The processor's seconds for one reading: the best of three, other work slows the rest."""
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        read()
        best = min(best, time.process_time() - started)
        if best < seconds:
            break
    return best
