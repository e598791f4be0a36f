"""Words that stand twice (重复): stretches that texts share, near linear in their length.

`shared_stretches` looks within many texts: windows begin after a common sign (winnowing by
content), only windows seen before are compared, and grown as far as they agree.
`shared_passages` looks between two long texts without signs: every run of SEED equal characters
is a seed, so no run of that length is missed; runs near each other are one passage with small
differences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from fangzhi.align.diff import align

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


SEED, LONG_SEED = 6, 8
"""Equal characters that make two places of two texts worth looking at; the longer for texts whose
lengths multiply to more than _LONG, where six characters agree by chance everywhere."""
_LONG = 400_000_000_000
GAP = 16
"""So many characters that differ, on either side, may lie between two runs of one passage."""
FORMULA = 300
"""A seed that stands more often in one text is a formula; it finds nothing by itself."""
_PROMISING = 8
"""Runs that come to fewer characters together are not grown."""
_AGAIN = 3
"""Past a difference at a passage's end so many characters must agree for it to go on."""
_STEPS = ((1, 1), (0, 1), (1, 0), (2, 2), (1, 2), (2, 1))


class Run(NamedTuple):
    """`size` equal characters at `a` of one text and at `b` of the other."""

    a: int
    b: int
    size: int


class Passage(NamedTuple):
    """`a[a_start:a_end]` and `b[b_start:b_end]` are the same words but for small differences.

    `equal` characters agree, in order; `differ` is what one side has otherwise: for each gap the
    longer side's characters.
    """

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    equal: int
    differ: int

    @property
    def likeness(self) -> float:
        """Give how much of both sides is common: 1.0 where they are equal."""
        return 2 * self.equal / (self.a_end - self.a_start + self.b_end - self.b_start)


def shared_passages(a: str, b: str, least: int = 12, likeness: float = 0.7) -> list[Passage]:
    """Give the passages that two texts share, in the order of `b`.

    Every pair of equal runs of at least `least` characters lies in one of them, unless all of it
    is formula (FORMULA). Other passages have `least` equal characters too, some of them in runs of
    SEED or more, and are alike by `likeness`.
    """
    found: set[Passage] = set()
    seed = SEED if len(a) * len(b) <= _LONG else LONG_SEED
    for runs in _chains(common_runs(a, b, min(seed, least))):
        if sum(run.size for run in runs) < min(least, _PROMISING):
            continue
        passage = _measured(a, b, runs)
        if passage.equal >= least and passage.likeness >= likeness:
            found.add(passage)
            continue
        found.update(_measured(a, b, [run]) for run in runs if run.size >= least)
    return sorted(found, key=lambda one: (one.b_start, one.b_end, one.a_start))


def common_runs(a: str, b: str, least: int) -> list[Run]:
    """Give every pair of places where at least `least` characters agree and no more would."""
    if len(a) > len(b):
        return sorted((Run(b, a, n) for a, b, n in common_runs(b, a, least)), key=_by_b)
    places: dict[str, list[int]] = {}
    for at in range(len(a) - least + 1):
        places.setdefault(a[at : at + least], []).append(at)
    found: list[Run] = []
    grown: dict[int, int] = {}
    for at in range(len(b) - least + 1):
        ones = places.get(b[at : at + least])
        if ones is None or len(ones) > FORMULA:
            continue
        for one in ones:
            if at >= grown.get(at - one, 0):
                run = _agreeing(a, b, one, at, least)
                grown[at - one] = run.b + run.size
                found.append(run)
    return sorted(found, key=_by_b)


def _by_b(run: Run) -> tuple[int, int]:
    return run.b, run.a


def _agreeing(a: str, b: str, one: int, other: int, size: int) -> Run:
    most = min(len(a) - one, len(b) - other)
    while size < most and a[one + size] == b[other + size]:
        size += 1
    while one and other and a[one - 1] == b[other - 1]:
        one, other, size = one - 1, other - 1, size + 1
    return Run(one, other, size)


def _chains(runs: Sequence[Run]) -> list[list[Run]]:
    """Join runs, in the order of `b`, that follow each other closely on both sides."""
    chains: list[list[Run]] = []
    by_end: dict[int, list[int]] = {}
    for run in runs:
        best, nearest = -1, GAP + 1
        first, last = (run.a - GAP) // GAP, (run.a + SEED) // GAP
        for key in range(first, last + 1):
            near = by_end.get(key)
            if near is None:
                continue
            # what ended too long ago in b is never looked at again
            near[:] = [n for n in near if run.b - _end(chains[n][-1])[1] <= GAP]
            for number in near:
                apart = _apart(chains[number][-1], run)
                if apart < nearest:
                    best, nearest = number, apart
        if best < 0:
            best = len(chains)
            chains.append([run])
        else:
            by_end[_end(chains[best][-1])[0] // GAP].remove(best)
            chains[best].append(run)
        by_end.setdefault(_end(run)[0] // GAP, []).append(best)
    return chains


def _end(run: Run) -> tuple[int, int]:
    return run.a + run.size, run.b + run.size


def _apart(last: Run, run: Run) -> int:
    """Give how far a run lies behind another; more than GAP where it does not follow it."""
    gap_a, gap_b = run.a - last.a - last.size, run.b - last.b - last.size
    # runs may share characters where something was put in between equal characters
    if min(gap_a, gap_b) < -SEED or run.a <= last.a or run.b <= last.b:
        return GAP + 1
    return max(gap_a, gap_b)


def _measured(a: str, b: str, runs: Sequence[Run]) -> Passage:
    """Grow a chain over small differences at both ends and count what agrees."""
    first, last = runs[0], runs[-1]
    a_end, b_end = max(r.a + r.size for r in runs), max(r.b + r.size for r in runs)
    if (a_end, b_end) == (last.a + last.size, last.b + last.size):
        a_end, b_end = _onward(a, b, a_end, b_end)
    head_a, head_b = a[: first.a][-_REACH:][::-1], b[: first.b][-_REACH:][::-1]
    back_a, back_b = _onward(head_a, head_b, 0, 0)
    a_start, b_start = first.a - back_a, first.b - back_b
    if a[a_start:a_end] == b[b_start:b_end]:
        return Passage(a_start, a_end, b_start, b_end, a_end - a_start, 0)
    changes = align(a[a_start:a_end], b[b_start:b_end])
    equal = sum(c.end - c.start for c in changes if c.kind == "equal")
    differ = sum(max(c.end - c.start, c.other_end - c.other_start)
                 for c in changes if c.kind != "equal")  # fmt: skip
    return Passage(a_start, a_end, b_start, b_end, equal, differ)


_REACH = 400
"""A passage grows backwards over at most so many characters in one go."""


def _onward(a: str, b: str, at: int, other: int) -> tuple[int, int]:
    """Go on from two places while at most two characters differ between agreeing ones."""
    while True:
        while at < len(a) and other < len(b) and a[at] == b[other]:
            at, other = at + 1, other + 1
        for left, right in _STEPS:
            ahead = a[at + left : at + left + _AGAIN]
            if len(ahead) == _AGAIN and ahead == b[other + right : other + right + _AGAIN]:
                at, other = at + left + _AGAIN, other + right + _AGAIN
                break
        else:
            return at, other
