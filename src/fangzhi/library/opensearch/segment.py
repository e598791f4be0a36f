"""Some works of a cluster's library, seen as one segment: places local, texts in the cluster."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fangzhi.library.dates import Told, columns, told_in
from fangzhi.library.opensearch.layout import CORE, TAIL, Standing, Units
from fangzhi.library.segment import SEPARATOR
from fangzhi.library.texted import Places, Texted
from fangzhi.zh.fold import fold

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
        units: Callable[[tuple[str, ...]], dict[str, Units]],
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
        offsets: list[Places] = []
        cites: list[str] = []
        closed: list[int] = []
        turns: list[int] = []
        for one, start in zip(self.standing, self.starts.tolist(), strict=True):
            own = read[one.text]
            offsets.append(np.array(own.offsets, dtype=np.int64) + start)
            cites.extend(own.cites)
            closed.extend(own.closed)
            turns.extend(start + turn for turn in own.turns)
        days = np.array(closed, dtype=np.uint32)
        return np.concatenate(offsets), cites, days, np.array(turns, dtype=np.int64)

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
        rows: list[tuple[int, int, int]] = []
        for number, (one, at) in enumerate(zip(self.standing, self.starts.tolist(), strict=True)):
            own = read[one.text].told
            if own is None:
                own = tuple(told_in(self.folded_words(*self.bounds(number))))
            rows += ((at + begin, at + end, year) for begin, end, year in own)
        return columns(rows)

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
        places: list[int] = []
        for number, one in enumerate(self.standing):
            first, last = self.bounds(number)
            for piece, words in sorted(found.get(one.text, {}).items()):
                start = first + piece * CORE
                for at in _occurrences(fold(words + self._ahead(start, last, window)), window):
                    place = start + at - before
                    if first <= place and place + len(characters) <= last:
                        places.append(place)
        if before == 0 and len(characters) <= TAIL:
            return np.array(places, dtype=np.int64)
        return np.array([p for p in places if self._stands(p, characters)], dtype=np.int64)

    def _ahead(self, start: int, last: int, window: Folded) -> str:
        """Give the words behind a core into which an occurrence may run."""
        return self.words(min(start + CORE, last), min(start + CORE + len(window) - 1, last))

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


def _same(words: str, characters: Folded) -> bool:
    return len(words) == len(characters) and all(
        c is None or c == w for c, w in zip(characters, words, strict=True)
    )
