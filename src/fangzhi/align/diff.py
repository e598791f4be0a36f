"""Differences of two texts, or of any two sequences, fast on whole books.

Long inputs are first pinned where a stretch stands exactly once on either side; only the short
gaps between are compared character by character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

Kind = Literal["equal", "replace", "insert", "delete"]

_GRAMS = (64, 24, 10, 5, 3, 2, 1)
_SMALL = 40_000
"""Gaps whose lengths multiply to less are compared exactly; larger ones are said to be replaced."""


class Change(NamedTuple):
    """One stretch of the alignment: `a[start:end]` became `b[other_start:other_end]`."""

    kind: Kind
    start: int
    end: int
    other_start: int
    other_end: int


class _Match(NamedTuple):
    a: int
    b: int
    size: int


def align(a: str, b: str) -> tuple[Change, ...]:
    """Give the changes that turn `a` into `b`, in order, covering both texts without a gap."""
    return align_items(a, b)


def align_items(a: Sequence[Hashable], b: Sequence[Hashable]) -> tuple[Change, ...]:
    """Align any two sequences of comparable items, such as lines or digests of blocks."""
    matches = _join(_matches(a, b, 0, len(a), 0, len(b), 0))
    return tuple(_changes(matches, len(a), len(b)))


def similarity(a: str, b: str) -> float:
    """Give how much of two texts is common: 1.0 equal, 0.0 nothing in common."""
    if not a and not b:
        return 1.0
    same = sum(change.end - change.start for change in align(a, b) if change.kind == "equal")
    return 2 * same / (len(a) + len(b))


def _matches(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int, level: int
) -> Iterator[_Match]:
    """Give matching stretches of a[a0:a1] and b[b0:b1] in order."""
    head = _common_head(a, b, a0, a1, b0, b1)
    if head:
        yield _Match(a0, b0, head)
    a0, b0 = a0 + head, b0 + head
    tail = _common_tail(a, b, a0, a1, b0, b1)
    a1, b1 = a1 - tail, b1 - tail
    if a0 < a1 and b0 < b1:
        yield from _middle(a, b, a0, a1, b0, b1, level)
    if tail:
        yield _Match(a1, b1, tail)


def _middle(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int, level: int
) -> Iterator[_Match]:
    if (a1 - a0) * (b1 - b0) <= _SMALL:
        yield from _exact(a, b, a0, a1, b0, b1)
        return
    for deeper in range(level, len(_GRAMS)):
        pins = _pins(a, b, a0, a1, b0, b1, _GRAMS[deeper])
        if pins:
            yield from _between(a, b, a0, a1, b0, b1, pins, deeper + 1)
            return


def _between(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int,
    pins: list[_Match], level: int,
) -> Iterator[_Match]:  # fmt: skip
    for pin in pins:
        if pin.a < a0 or pin.b < b0:
            continue  # covered by what the pin before it grew to
        yield from _matches(a, b, a0, pin.a, b0, pin.b, level)
        size = _common_head(a, b, pin.a, a1, pin.b, b1)
        yield _Match(pin.a, pin.b, size)
        a0, b0 = pin.a + size, pin.b + size
    yield from _matches(a, b, a0, a1, b0, b1, level)


def _exact(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int
) -> Iterator[_Match]:
    matcher = SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield _Match(a0 + block.a, b0 + block.b, block.size)


def _pins(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int, size: int
) -> list[_Match]:
    """Give the longest rising row of stretches that stand exactly once on either side."""
    once_a = _once(a, a0, a1, size)
    once_b = _once(b, b0, b1, size)
    pairs = sorted((at, once_b[gram]) for gram, at in once_a.items() if gram in once_b)
    return [_Match(left, right, size) for left, right in _rising(pairs)]


def _once(items: Sequence[Hashable], start: int, end: int, size: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    text = isinstance(items, str)
    for at in range(start, end - size + 1):
        piece = items[at : at + size]
        gram: Hashable = piece if text else tuple(piece)
        places[gram] = -1 if gram in places else at
    return {gram: at for gram, at in places.items() if at >= 0}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest subsequence whose second members rise (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        pile = bisect_left(tails, right)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(right)
            tops.append(number)
        else:
            tails[pile], tops[pile] = right, number
    row: list[tuple[int, int]] = []
    at = tops[-1] if tops else -1
    while at >= 0:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _common_head(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int
) -> int:
    """Count the items two ranges begin with alike, doubling the step while slices are equal."""
    limit = min(a1 - a0, b1 - b0)
    done, step = 0, 64
    while done < limit:
        size = min(step, limit - done)
        if a[a0 + done : a0 + done + size] == b[b0 + done : b0 + done + size]:
            done, step = done + size, step * 2
        elif size == 1:
            break
        else:
            step = max(size // 2, 1)
            limit = min(limit, done + size)
    return done


def _common_tail(
    a: Sequence[Hashable], b: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int
) -> int:
    limit = min(a1 - a0, b1 - b0)
    done, step = 0, 64
    while done < limit:
        size = min(step, limit - done)
        if a[a1 - done - size : a1 - done] == b[b1 - done - size : b1 - done]:
            done, step = done + size, step * 2
        elif size == 1:
            break
        else:
            step = max(size // 2, 1)
            limit = min(limit, done + size)
    return done


def _join(matches: Iterator[_Match]) -> Iterator[_Match]:
    last: _Match | None = None
    for match in matches:
        if last and last.a + last.size == match.a and last.b + last.size == match.b:
            last = _Match(last.a, last.b, last.size + match.size)
            continue
        if last:
            yield last
        last = match
    if last:
        yield last


def _changes(matches: Iterator[_Match], a_end: int, b_end: int) -> Iterator[Change]:
    a = b = 0
    for match in [*matches, _Match(a_end, b_end, 0)]:
        if a < match.a or b < match.b:
            yield Change(_kind(match.a - a, match.b - b), a, match.a, b, match.b)
        a, b = match.a + match.size, match.b + match.size
        if match.size:
            yield Change("equal", match.a, a, match.b, b)


def _kind(gone: int, came: int) -> Kind:
    if gone and came:
        return "replace"
    return "delete" if gone else "insert"
