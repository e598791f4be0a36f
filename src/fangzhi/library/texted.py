"""What searching needs of some works whose texts lie together: the same of a file and of a cluster."""

from __future__ import annotations

from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fangzhi.library.dates import Told
from fangzhi.zh.fold import fold

Places = NDArray[np.int64]
"""Positions of characters in a segment, in order."""
Characters = tuple[str | None, ...]
"""Characters in a row; None stands for any one."""


class Texted(Protocol):
    """Works one after another, a separator behind each, with the places of leaves or entries.

    What only a file or only a cluster knows is asked of them; the rest is reckoned here.
    """

    works: tuple[str, ...]
    starts: Places

    @property
    def size(self) -> int:
        """Give how many characters lie here, separators too."""

    @property
    def units(self) -> Places:
        """Give where each leaf or entry begins."""

    @property
    def closed(self) -> NDArray[np.uint32]:
        """Give until which day each leaf or entry is closed."""

    @property
    def turns(self) -> Places:
        """Give where double rows turn."""

    @property
    def told(self) -> Told:
        """Give the years told in the texts."""

    @property
    def restricted(self) -> bool:
        """Tell whether any leaf or entry here has a day to wait for."""

    def bounds(self, work: int) -> tuple[int, int]:
        """Give where a work begins and ends (the separator not counted)."""

    def cite(self, unit: int) -> str:
        """Give the citation of a leaf or entry."""

    def phrase(self, characters: Characters) -> Places:
        """Give where these folded characters stand in a row."""

    def exactly(self, found: Places, characters: Characters) -> Places:
        """Keep the places where exactly these characters stand, not other forms of them."""

    def words(self, start: int, end: int) -> str:
        """Give the text as it stands between two positions."""

    def folded_words(self, start: int, end: int) -> str:
        """Give the folded text between two positions."""

    def work_at(self, places: Places) -> Places:
        """Give the number (in this segment) of the work that holds each position."""
        found: Places = self.starts.searchsorted(places, "right") - 1
        return found

    def work_of(self, place: int) -> int:
        """Give the number (in this segment) of the work that holds a position."""
        return int(self.starts.searchsorted(place, "right")) - 1

    def unit_of(self, place: int) -> int:
        """Give the number of the leaf or entry that holds a position."""
        return int(self.units.searchsorted(place, "right")) - 1

    def units_of(self, work: int) -> tuple[int, int]:
        """Give the numbers of a work's first leaf or entry and of the one after its last."""
        start, end = self.bounds(work)
        first, last = np.searchsorted(self.units, (start, end + 1))
        return int(first), int(last)

    @cached_property
    def unit_works(self) -> Places:
        """Give for each leaf or entry the number of its work."""
        return self.work_at(self.units)

    def unit_at(self, places: Places) -> Places:
        """Give the number of the leaf or entry that holds each position."""
        found: Places = self.units.searchsorted(places, "right") - 1
        return found

    def unit_at_both(self, first: int, last: int) -> tuple[int, int]:
        """Give the numbers of the leaves or entries at two positions."""
        numbers = self.unit_at(np.array([first, last]))
        return int(numbers[0]), int(numbers[1])

    def cited(self, words: str) -> NDArray[np.bool_]:
        """Tell of each leaf or entry whether its citation has these words (folded)."""
        text, begins = self._folded_cites
        mask = np.zeros(len(self.units), dtype=bool)
        at = text.find(words)
        while at >= 0:
            unit = int(np.searchsorted(begins, at, "right")) - 1
            mask[unit] = True
            at = text.find(words, int(begins[unit + 1])) if unit + 1 < len(begins) else -1
        return mask

    @cached_property
    def _folded_cites(self) -> tuple[str, Places]:
        cites = [fold(self.cite(unit)) for unit in range(len(self.units))]
        lengths = np.array([len(cite) + 1 for cite in cites], dtype=np.int64)
        return "\n".join(cites), np.cumsum(lengths) - lengths

    def shown_around(self, start: int, end: int, day: int) -> tuple[int, int]:
        """Give how far the text around these positions may be shown on a day: to the ends of the
        work, or to the next leaf or entry that is still closed."""
        first, last = self.bounds(self.work_of(start))
        if not self.restricted:
            return first, last
        unit, after = self.unit_at_both(start, end - 1)
        shut = np.flatnonzero(self.closed > day)
        before = shut[shut < unit]
        behind = shut[shut > after]
        if len(before):
            first = max(first, int(self.units[before[-1] + 1]))
        if len(behind):
            last = min(last, int(self.units[behind[0]]))
        return first, last
