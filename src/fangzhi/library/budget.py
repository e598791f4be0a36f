"""How long one query may take, and what it says when that is over."""

from __future__ import annotations

from time import monotonic

from fangzhi.library.query.tree import BadQuery

LIMIT = 0.7
"""Seconds that one query may take over patterns and long lists of words."""
MOST = 4_000_000
"""Occurrences in one segment that a list of words may have."""
MOST_MATCHES = 400_000
"""Matches in one segment that a pattern may have."""


class Budget:
    """The time a query has."""

    def __init__(self, seconds: float = LIMIT) -> None:
        self._until = monotonic() + seconds

    def left(self) -> float:
        """Give the seconds left; raise BadQuery when there are none."""
        left = self._until - monotonic()
        if left <= 0:
            raise too_slow()
        return left


def too_slow() -> BadQuery:
    """Say that a query would take too long; nothing is counted by halves."""
    return BadQuery(
        "这样找用时太长，已停下（没有给出不完整的数）。请写得更具体：正则式里多写几个一定有的字，"
        "或加上书名、地方、年代的范围。"
    )


def too_many() -> BadQuery:
    """Say that a list of words occurs too often to be counted in time."""
    return BadQuery("这些字词合起来出现的次数太多（上百万处），请写得更具体，或加上范围。")
