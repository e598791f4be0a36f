"""Regular expressions over the stored text: only around the words that every match must hold, and
never longer than a limit of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import regex

from fangzhi.library.budget import MOST_MATCHES, Budget, too_many, too_slow
from fangzhi.library.evaluate import NOTHING, Spans
from fangzhi.library.query.tree import Pattern
from fangzhi.library.texted import Places, Texted
from fangzhi.zh.fold import fold

_PIECE = 50_000
_GAP = 1_000
"""Windows closer than this are scanned as one."""


def scanner(
    segment: Texted, exact: bool, budget: Budget, wanted: Places
) -> Callable[[Pattern], Spans]:
    """Give what finds a pattern in the `wanted` works (their numbers) of a segment."""

    def scan(pattern: Pattern) -> Spans:
        engine = _compiled(pattern.source)
        words = segment.words if exact else segment.folded_words
        starts: list[int] = []
        ends: list[int] = []
        for begin, end, last in _windows(segment, pattern, exact, wanted):
            try:
                for found in engine.finditer(
                    words(begin, end), overlapped=True, timeout=budget.left()
                ):
                    if begin + found.start() < last:
                        starts.append(begin + found.start())
                        ends.append(begin + found.end())
                if len(starts) > MOST_MATCHES:
                    raise too_many()
            except TimeoutError:
                raise too_slow() from None
        if not starts:
            return NOTHING
        return Spans(np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))

    return scan


@lru_cache(maxsize=64)
def _compiled(source: str) -> Any:
    return regex.compile(source, regex.VERSION0)


def _windows(
    segment: Texted, pattern: Pattern, exact: bool, wanted: Places
) -> Iterator[tuple[int, int, int]]:
    """Give stretches to scan: begin, end, and before where a match has to begin."""
    if not pattern.literals:
        for work in wanted.tolist():
            first, last = segment.bounds(work)
            for begin in range(first, last, _PIECE):
                stop = min(begin + _PIECE, last)
                yield begin, min(stop + pattern.width, last), stop
        return
    begins, ends, works = _around(segment, pattern, exact)
    if not len(begins):
        return
    kept = np.isin(works, wanted)
    begins, ends, works = begins[kept], ends[kept], works[kept]
    reach = np.maximum.accumulate(ends)
    breaks = np.flatnonzero((begins[1:] > reach[:-1] + _GAP) | (works[1:] != works[:-1])) + 1
    groups = np.concatenate(([0], breaks)), np.concatenate((breaks, [len(begins)]))
    for a, b in zip(groups[0].tolist(), groups[1].tolist(), strict=True):
        if a < b:
            first, last = int(begins[a]), int(reach[b - 1])
            for begin in range(first, last, _PIECE):
                stop = min(begin + _PIECE, last)
                yield begin, min(stop + pattern.width, last), stop


def _around(segment: Texted, pattern: Pattern, exact: bool) -> tuple[Places, Places, Places]:
    """Give the windows round the words that matches hold, inside their works, by their begin."""
    begins, ends, works = [], [], []
    for literal in pattern.literals:
        found = segment.phrase(tuple(fold(literal)))
        if exact:
            found = segment.exactly(found, tuple(literal))
        own = segment.work_at(found)
        first = segment.starts[own]
        last = np.append(segment.starts[1:], segment.size)[own] - 1
        begins.append(np.maximum(found + len(literal) - pattern.width, first))
        ends.append(np.minimum(found + pattern.width, last))
        works.append(own)
    begin, end, work = (np.concatenate(each) for each in (begins, ends, works))
    order = np.argsort(begin, kind="stable")
    return begin[order], end[order], work[order]
