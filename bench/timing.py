"""Time a thing fairly: a warm-up, then the best of a few runs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple


class Row(NamedTuple):
    """One comparison: ours and a peer's seconds, and the ratio peer/ours (over 1: we are faster)."""

    what: str
    ours: float
    peer: str
    theirs: float | None
    note: str = ""

    def line(self) -> str:
        """Give the row as a line of the table."""
        if self.theirs is None:
            return f"| {self.what} | {self.ours:.2f} s | {self.peer} | – | – | {self.note} |"
        ratio = self.theirs / self.ours
        return (
            f"| {self.what} | {self.ours:.2f} s | {self.peer} | {self.theirs:.2f} s "
            f"| **{ratio:.2f} ×** | {self.note} |"
        )


def best(run: Callable[[], object], times: int = 3, warm: bool = True) -> float:
    """Give the seconds of the fastest of `times` runs, after one that does not count."""
    if warm:
        run()
    taken = []
    for _ in range(times):
        began = perf_counter()
        run()
        taken.append(perf_counter() - began)
    return min(taken)


def command(*words: str | Path, cwd: Path | None = None) -> Callable[[], object]:
    """Give a function that runs a command to its end."""
    line: Sequence[str] = [str(word) for word in words]
    return lambda: subprocess.run(line, check=True, capture_output=True, cwd=cwd, timeout=900)
