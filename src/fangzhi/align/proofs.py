"""Differences of a proof (校样) from the locked text, as a reader of proofs counts them."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from fangzhi.align.diff import align

MOVED = 6
"""Stretches of at least so many characters are looked for elsewhere (notes at the page foot)."""
_JOIN = 1
"""Changes with so few equal characters between them are one change."""
_DIGITS = frozenset("0123456789.,%‰")


class Gap(NamedTuple):
    """`locked[start:end]` stands as `proof[proof_start:proof_end]`; either side may be empty."""

    start: int
    end: int
    proof_start: int
    proof_end: int


@cache
def _table() -> dict[int, str | None]:
    """Say what counts as the same character: forms that fonts and programs mix up."""
    table: dict[int, str | None] = {}
    ranges = ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20), (0xFF10, 0xFF1A),
              (0xFF21, 0xFF3B), (0xFF41, 0xFF5B))  # fmt: skip
    for low, high in ranges:
        for code in range(low, high):
            table[code] = unicodedata.normalize("NFKC", chr(code))
    table.update(dict.fromkeys(map(ord, "―⸺─━—－"), "—"))
    table.update(dict.fromkeys(map(ord, "‐‑‒–−-"), "-"))
    table.update(dict.fromkeys(map(ord, "⋯…"), "…"))
    table.update(dict.fromkeys(map(ord, "·•・‧∙⋅"), "·"))
    table.update({ord("％"): "%", ord("～"): "~", ord("∼"): "~", ord("㎡"): "m2"})
    spaces = " \t\n\r\x0b\x0c\x00\x85\xa0\xad\u1680\u2028\u2029\u202f\u205f\u3000\ufeff"
    gone = [*map(ord, spaces), *range(0x2000, 0x2010), *range(0x2060, 0x2065),
            *range(0xF020, 0xF100)]  # fmt: skip
    table.update(dict.fromkeys(gone, None))
    return table


def plain(text: str) -> str:
    """Give a text as it is compared: no white space, one form of each character."""
    return text.translate(_table())


def places(text: str) -> list[int]:
    """Give for each character of `plain(text)` where it stands in the text."""
    table = _table()
    found = []
    for at, character in enumerate(text):
        shown = table.get(ord(character), character)
        found += [at] * (len(shown) if shown else 0)
    return found


def gaps(
    locked: str,
    proof: str,
    breaks: Collection[int] = frozenset(),
    lines: Collection[int] = frozenset(),
    notes: int | None = None,
) -> tuple[list[Gap], list[Gap]]:
    """Give what differs in place, and the moved stretches (equal words that stand elsewhere).

    Both texts are `plain`. `breaks` of the locked text (cells, paragraphs) and `lines` of the
    proof are where pieces begin: a figure never goes across a break, moved words begin there.
    From `notes` on the locked text holds notes, which stand in the same order anywhere between.
    """
    body = len(locked) if notes is None else notes
    raw = [
        _aligned(locked, proof, Gap(c.start, c.end, c.other_start, c.other_end), breaks, lines)
        for c in align(locked[:body], proof)
        if c.kind != "equal"
    ]
    placed: list[Gap] = []
    if body < len(locked):
        raw, placed = _with_notes(locked, proof, raw, body)
    left, moved = _settle_moved(locked, proof, raw)
    return list(_whole(locked, proof, sorted(left), breaks)), [*placed, *moved]


def _with_notes(
    locked: str, proof: str, raw: Sequence[Gap], body: int
) -> tuple[list[Gap], list[Gap]]:
    """Find the notes among the extra words: give the gaps that are left, and the notes found."""
    extra = [(g.proof_start, g.proof_end) for g in raw if g.proof_end - g.proof_start >= MOVED]
    pool = _Pool(proof, extra)
    placed: list[Gap] = []
    inner: list[Gap] = []
    for kind, start, end, first, last in align(locked[body:], pool.text):
        start, end = start + body, end + body
        if kind == "equal":
            for low, high in pool.split(first, last):
                size = high - low
                placed.append(Gap(start, start + size, low, high))
                start += size
        else:
            inner.append(_in_pool(pool, placed, start, end, first, last))
    used = [(g.proof_start, g.proof_end) for g in (*placed, *inner) if g.proof_start < g.proof_end]
    used.sort()
    left = [piece for gap in raw for piece in _less(gap, used)]
    return [
        *left,
        *(gap for gap in inner if gap.start < gap.end or gap.proof_start < gap.proof_end),
    ], placed


def _in_pool(
    pool: _Pool, placed: Sequence[Gap], start: int, end: int, first: int, last: int
) -> Gap:
    """Place a change of the notes: short extra words belong to it, long ones are not the notes'."""
    at = placed[-1].proof_end if placed else pool.place(first)
    if first < last <= first + (end - start) + MOVED:
        low, high = next(iter(pool.split(first, last)))
        begins_run = first in pool.starts
        if high - low == last - first and (start < end or not begins_run):
            return Gap(start, end, low, high)
    return Gap(start, end, at, at)


class _Pool:
    """Stretches of a text laid end to end."""

    def __init__(self, text: str, runs: Sequence[tuple[int, int]]) -> None:
        self.text = "".join(text[start:end] for start, end in runs)
        self.runs = runs
        self.starts: list[int] = []
        at = 0
        for start, end in runs:
            self.starts.append(at)
            at += end - start

    def place(self, at: int) -> int:
        """Give the place in the whole text of a place in the pool."""
        if not self.runs:
            return 0
        number = max(0, bisect_right(self.starts, at) - 1)
        return self.runs[number][0] + at - self.starts[number]

    def split(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Give a stretch of the pool as stretches of the whole text."""
        while first < last:
            number = bisect_right(self.starts, first) - 1
            start, end = self.runs[number]
            low = start + first - self.starts[number]
            high = min(end, low + last - first)
            yield low, high
            first += high - low


def _aligned(
    locked: str, proof: str, gap: Gap, breaks: Collection[int], lines: Collection[int]
) -> Gap:
    """Let a long stretch that stands on one side only begin where a piece begins."""
    start, end, first, last = gap
    if (start < end and first < last) or max(end - start, last - first) < MOVED:
        return gap
    text, low, high, begins = (
        (proof, first, last, lines) if start == end else (locked, start, end, breaks)
    )
    by = next((by for by in slid(text, low, high) if low + by in begins), 0)
    return Gap(start + by, end + by, first + by, last + by)


def _settle_moved(locked: str, proof: str, raw: Sequence[Gap]) -> tuple[list[Gap], list[Gap]]:
    """Look for words missing here among the words too many elsewhere."""
    extra = [(g.proof_start, g.proof_end) for g in raw if g.proof_end - g.proof_start >= MOVED]
    grams: dict[str, int] = {}
    for start, end in extra:
        for at in range(start, end - MOVED + 1):
            gram = proof[at : at + MOVED]
            grams[gram] = -1 if gram in grams else at
    ends = dict(extra)
    left: list[Gap] = []
    moved: list[Gap] = []
    used: list[tuple[int, int]] = []
    for gap in raw:
        if gap.end - gap.start < MOVED:
            left.append(gap)
            continue
        found = _elsewhere(locked, proof, gap, grams, ends)
        moved += found
        left += _rest(gap, [(g.start, g.end) for g in found])
        used += [(g.proof_start, g.proof_end) for g in found]
    used.sort()
    return [piece for gap in left for piece in _less(gap, used)], moved


def _elsewhere(
    locked: str, proof: str, gap: Gap, grams: dict[str, int], ends: dict[int, int]
) -> list[Gap]:
    """Give the stretches of a gap's missing words that stand elsewhere, once."""
    found: list[Gap] = []
    at = gap.start
    while at <= gap.end - MOVED:
        place = grams.get(locked[at : at + MOVED], -1)
        if place < 0:
            at += 1
            continue
        limit = _limit(ends, place)
        size = MOVED
        while (at + size < gap.end and place + size < limit
               and locked[at + size] == proof[place + size]):  # fmt: skip
            size += 1
        found.append(Gap(at, at + size, place, place + size))
        at += size
    return found


def slid(text: str, start: int, end: int) -> Iterator[int]:
    """Give how far a stretch that stands on one side only may be moved with equal effect.

    0 first, then to the left, then to the right: -1 means the same stretch one character earlier.
    """
    most = 4 * (end - start)
    yield 0
    at = 0
    while start + at > 0 and -at < most and text[start + at - 1] == text[end + at - 1]:
        at -= 1
        yield at
    at = 0
    while end + at < len(text) and at < most and text[start + at] == text[end + at]:
        at += 1
        yield at


def _limit(ends: dict[int, int], place: int) -> int:
    return next(end for start, end in ends.items() if start <= place < end)


def _rest(gap: Gap, found: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """Give what is still missing of a gap; its own extra words stay with the first piece."""
    at, first = gap.start, True
    for start, end in [*found, (gap.end, gap.end)]:
        if start > at or first:
            stop = gap.proof_end if first else gap.proof_start
            yield Gap(at, start, gap.proof_start, stop)
            first = False
        at = end


def _less(gap: Gap, used: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """Take words that were found to be moved out of a gap's extra words."""
    at, first = gap.proof_start, True
    inside = [(s, e) for s, e in used if s >= gap.proof_start and e <= gap.proof_end]
    for start, end in [*inside, (gap.proof_end, gap.proof_end)]:
        if start > at or (first and gap.end > gap.start):
            yield Gap(gap.start if first else gap.end, gap.end, at, start)
            first = False
        at = end


def _whole(locked: str, proof: str, raw: Sequence[Gap], breaks: Collection[int]) -> Iterator[Gap]:
    """Join changes that belong together, and grow each to the whole figure it stands in."""
    held: Gap | None = None
    for gap in raw:
        grown = _figure(locked, proof, gap, breaks)
        if grown.start == grown.end and grown.proof_start == grown.proof_end:
            continue
        if held is not None and _belong(held, grown):
            held = Gap(held.start, max(held.end, grown.end), held.proof_start,
                       max(held.proof_end, grown.proof_end))  # fmt: skip
            continue
        if held is not None:
            yield held
        held = grown
    if held is not None:
        yield held


def _belong(one: Gap, other: Gap) -> bool:
    between = other.start - one.end
    apart = other.proof_start - one.proof_end
    return (between == apart and between <= _JOIN) or (between <= 0 and 0 <= apart <= 0)


def _figure(locked: str, proof: str, gap: Gap, breaks: Collection[int]) -> Gap:
    """Grow a change inside a figure to the whole figure, the same way on both sides."""
    words = locked[gap.start : gap.end] + proof[gap.proof_start : gap.proof_end]
    if not any(c in _DIGITS for c in words):
        return gap
    start, end, proof_start, proof_end = gap
    while (
        start
        and proof_start
        and start not in breaks
        and (locked[start - 1] == proof[proof_start - 1] and _in_figure(locked, start - 1))
    ):
        start, proof_start = start - 1, proof_start - 1
    while (
        end < len(locked)
        and proof_end < len(proof)
        and end not in breaks
        and (locked[end] == proof[proof_end] and _in_figure(locked, end))
    ):
        end, proof_end = end + 1, proof_end + 1
    return Gap(start, end, proof_start, proof_end)


def _in_figure(text: str, at: int) -> bool:
    if text[at].isdecimal() and text[at].isascii():
        return True
    inner = text[at] in ".," and 0 < at < len(text) - 1
    return inner and text[at - 1].isdecimal() and text[at + 1].isdecimal()
