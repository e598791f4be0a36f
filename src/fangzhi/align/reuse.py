"""Words that stand twice (重复): stretches that texts share, near linear in their length.

Windows begin after a common sign (winnowing by content), so the same words give the same windows
wherever they stand; only windows seen before are compared, and grown as far as they agree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

WINDOW = 20
"""Shared stretches shorter than this are never found."""
_SYNC = re.compile("[\n，。；：、的在和为年月]")
_MOST = 6
"""Of a window that stands often, so many places are compared: the first ones."""


class Stretch(NamedTuple):
    """`size` characters at `start` of text `at` stand at `first_start` of the earlier `first`."""

    at: int
    start: int
    first: int
    first_start: int
    size: int


def shared_stretches(texts: Sequence[str], least: int = WINDOW) -> Iterator[Stretch]:
    """Give every stretch of at least `least` characters that stands earlier too, longest first met.

    A stretch lies within one text on either side; stretches of one text do not overlap.
    """
    whole = "\n" + "\n".join(texts) + "\n"
    starts, at = [], 1
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    seen: dict[str, list[int]] = {}
    done = 0
    for sync in _SYNC.finditer(whole):
        place = sync.end()
        window = whole[place : place + WINDOW]
        before = seen.get(window)
        if before is None:
            if len(window) == WINDOW and "\n" not in window:
                seen[window] = [place]
            continue
        if place >= done:
            found = max((_grown(whole, one, place, done) for one in before), key=_size)
            if found[2] >= least:
                yield _stretch(starts, *found)
                done = found[1] + found[2]
        if len(before) < _MOST:
            before.append(place)


def _size(found: tuple[int, int, int]) -> int:
    return found[2]


def _grown(whole: str, one: int, other: int, floor: int) -> tuple[int, int, int]:
    """Grow two equal windows both ways inside their texts; neither runs into the other."""
    left = 0
    most = min(one, other - max(floor, one))
    while left < most and whole[one - left - 1] == whole[other - left - 1] != "\n":
        left += 1
    size = WINDOW
    most = min(len(whole) - other, other - one - left)
    while size < most and whole[one + size] == whole[other + size] != "\n":
        size += 1
    return one - left, other - left, size + left


def _stretch(starts: list[int], one: int, other: int, size: int) -> Stretch:
    first, at = bisect_right(starts, one) - 1, bisect_right(starts, other) - 1
    return Stretch(at, other - starts[at], first, one - starts[first], size)
