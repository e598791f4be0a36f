"""Some works of a cluster's library, seen as one segment: places local, texts in the cluster."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fangzhi.library.dates import Told, columns, told_in
from fangzhi.library.opensearch.layout import CORE, TAIL, Held, Standing
from fangzhi.library.segment import SEPARATOR
from fangzhi.library.texted import Places, Texted
from fangzhi.zh.fold import fold

AROUND = 24
"""Characters around an occurrence that are read together with it; more are read when asked for."""
Folded = tuple[str | None, ...]
_NONE: Places = np.zeros(0, dtype=np.int64)


class ClusterSegment(Texted):
    """A segment whose phrases are found by the cluster.

    `candidates` gives the pieces that hold a phrase, by text and number; `pieces` the words of
    those named; `units` the citations of texts.
    """

    def __init__(
        self,
        works: tuple[Standing, ...],
        *,
        candidates: Callable[[Folded], dict[str, dict[int, str]]],
        pieces: Callable[[list[tuple[str, int]]], list[str]],
        units: Callable[[tuple[str, ...]], dict[str, Held]],
    ) -> None:
        """Take the works that lie in this segment, in the order of the shelf."""
        self.standing = works
        self.works = tuple(one.work.id for one in works)
        lengths = np.array([one.length + 1 for one in works], dtype=np.int64)
        self._ends = np.cumsum(lengths)
        self.starts = self._ends - lengths
        self._candidates, self._pieces, self._read_units = candidates, pieces, units

    @cached_property
    def _units(self) -> tuple[Places, list[str], NDArray[np.uint32], Places]:
        read = self._read_units(tuple(one.text for one in self.standing))
        own = [read[one.text] for one in self.standing]
        begins = self.starts.tolist()
        return (
            np.concatenate([held.offsets + at for held, at in zip(own, begins, strict=True)]),
            [cite for held in own for cite in held.cites],
            np.concatenate([held.closed for held in own]),
            np.concatenate([held.turns + at for held, at in zip(own, begins, strict=True)]),
        )

    @property
    def size(self) -> int:
        """Give how many characters lie here, separators too."""
        return int(self._ends[-1])

    @property
    def units(self) -> Places:
        """Give where each leaf or entry begins."""
        return self._units[0]

    @property
    def closed(self) -> NDArray[np.uint32]:
        """Give until which day each leaf or entry is closed."""
        return self._units[2]

    @property
    def turns(self) -> Places:
        """Give where double rows turn."""
        return self._units[3]

    @cached_property
    def told(self) -> Told:
        """Give the years told in the texts; read now where an earlier version put them in."""
        read = self._read_units(tuple(one.text for one in self.standing))
        found: list[NDArray[np.int64]] = []
        for number, (one, at) in enumerate(zip(self.standing, self.starts.tolist(), strict=True)):
            rows = read[one.text].told
            if rows is None:
                words = self.folded_words(*self.bounds(number))
                rows = np.array(list(told_in(words)), dtype=np.int64).reshape(-1, 3)
            if len(rows):
                found.append(rows + np.array([at, at, 0]))
        return columns(np.concatenate(found) if found else [])

    def cite(self, unit: int) -> str:
        """Give the citation of a leaf or entry."""
        return self._units[1][unit]

    def bounds(self, work: int) -> tuple[int, int]:
        """Give where a work begins and ends (the separator not counted)."""
        return int(self.starts[work]), int(self._ends[work]) - 1

    @cached_property
    def restricted(self) -> bool:
        """Tell whether any leaf or entry here has a day to wait for."""
        return any(one.restricted for one in self.standing)

    def words(self, start: int, end: int) -> str:
        """Give the text as it stands between two positions."""
        found: list[str] = []
        while start < end:
            number = bisect_right(self.starts, start) - 1
            first, last = self.bounds(number)
            if start < last:
                found.append(self._of(number, start - first, min(end, last) - first))
                start = min(end, last)
            else:
                found.append(SEPARATOR)
                start += 1
        return "".join(found)

    def _of(self, number: int, start: int, end: int) -> str:
        opening = start // CORE
        wanted = [(self.standing[number].text, n) for n in range(opening, (end - 1) // CORE + 1)]
        words = "".join(self._pieces(wanted))
        return words[start - opening * CORE : end - opening * CORE]

    def folded_words(self, start: int, end: int) -> str:
        """Give the folded text between two positions."""
        return fold(self.words(start, end))

    def phrase(self, characters: Folded) -> Places:
        """Give where these folded characters stand in a row; None stands for any one character."""
        before = next(n for n, c in enumerate(characters) if c is not None)
        window = characters[before : before + TAIL]
        found = self._candidates(window)
        following = self._following(found, window)
        places: list[int] = []
        for number, one in enumerate(self.standing):
            first, last = self.bounds(number)
            for piece, words in sorted(found.get(one.text, {}).items()):
                start = first + piece * CORE
                behind = following.get((one.text, piece + 1), "")[: len(window) - 1]
                for at in _occurrences(fold(words + behind), window):
                    place = start + at - before
                    if first <= place and place + len(characters) <= last:
                        places.append(place)
        self._read_around(places, len(characters))
        if before == 0 and len(characters) <= TAIL:
            return np.array(places, dtype=np.int64)
        return np.array([p for p in places if self._stands(p, characters)], dtype=np.int64)

    def _following(
        self, found: dict[str, dict[int, str]], window: Folded
    ) -> dict[tuple[str, int], str]:
        """Give the pieces into which an occurrence may run out of the one before, read at once."""
        wanted = [
            (one.text, piece + 1)
            for one in self.standing
            for piece, words in found.get(one.text, {}).items()
            if piece + 1 < one.pieces and _runs_out(fold(words[-len(window) :]), window)
        ]
        return dict(zip(wanted, self._pieces(wanted), strict=True))

    def _read_around(self, places: list[int], length: int) -> None:
        """Read at once what may be shown around places, as far as it lies in other pieces."""
        wanted: dict[tuple[str, int], None] = {}
        for place in places:
            number = bisect_right(self.starts, place) - 1
            first, last = self.bounds(number)
            for edge in (place - AROUND, place + length + AROUND):
                at = (min(max(edge, first), last - 1) - first) // CORE
                wanted[self.standing[number].text, at] = None
        self._pieces(list(wanted))

    def exactly(self, found: Places, characters: Folded) -> Places:
        """Keep the places where exactly these characters stand, not other forms of them."""
        length = len(characters)
        kept = [p for p in found.tolist() if _same(self.words(p, p + length), characters)]
        return np.array(kept, dtype=np.int64) if kept else _NONE

    def _stands(self, place: int, characters: Folded) -> bool:
        return _same(self.folded_words(place, place + len(characters)), characters)


def _occurrences(text: str, window: Folded) -> list[int]:
    """Give where a window begins in the core of a piece."""
    known = next((n for n, c in enumerate(window) if c is None), len(window))
    first = "".join(c or "" for c in window[:known])
    found = []
    at = text.find(first)
    while 0 <= at < CORE:
        if None not in window or _same(text[at : at + len(window)], window):
            found.append(at)
        at = text.find(first, at + 1)
    return found


def _runs_out(ending: str, window: Folded) -> bool:
    """Tell whether a window may begin in these last words of a piece and end in the next one."""
    return any(
        _same(ending[-length:], window[:length])
        for length in range(1, min(len(window), len(ending) + 1))
    )


def _same(words: str, characters: Folded) -> bool:
    return len(words) == len(characters) and all(
        c is None or c == w for c, w in zip(characters, words, strict=True)
    )
