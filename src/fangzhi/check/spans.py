"""Spans in a text, asked again and again what lies in them: by halving, not one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Stretches `start`..`end` of one text, in any order; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def hold(self, at: int) -> bool:
        """Tell whether a character stands in one of them."""
        before = bisect_right(self._starts, at)
        return before > 0 and self._reach[before - 1] > at

    def touch(self, start: int, end: int) -> bool:
        """Tell whether one of them shares a character with `start`..`end`."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

    def cover(self, start: int, end: int) -> bool:
        """Tell whether `start`..`end` lies wholly in one of them."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._reach[before - 1] >= end
