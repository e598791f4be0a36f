"""Order of time: which of many dates stand out of place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def out_of_place(keys: Sequence[tuple[int, int, int]]) -> list[int]:
    """Give the fewest places to take away so that keys (year, month, day) never fall; of equals the
    later one."""
    ends: list[list[tuple[tuple[int, int, int], int]]] = []
    before: list[int] = []
    for place, key in enumerate(keys):
        length = bisect_left(ends, True, key=lambda row: row[-1][0] > key)
        if length == len(ends):
            ends.append([])
        # keys of one length only fall, so the first that fits stands at the left of those
        row = ends[length - 1] if length else []
        at = bisect_left(row, True, key=lambda pair: pair[0] <= key)
        before.append(row[at][1] if length else -1)
        ends[length].append((key, place))
    kept = set()
    place = ends[-1][0][1] if ends else -1
    while place >= 0:
        kept.add(place)
        place = before[place]
    return [place for place in range(len(keys)) if place not in kept]
