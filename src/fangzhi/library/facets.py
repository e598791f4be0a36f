"""Counts by kind, place, period, genre and person, by year, and by length of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from fangzhi.library.filters import Audience, Filters, closed_until, people
from fangzhi.library.placing import places_of, standing_of
from fangzhi.library.shelf import Shelved

Counts = NDArray[np.int64]
_REMEMBERED = 64
PERIODS = (
    (618, "隋以前"), (960, "唐五代"), (1271, "宋"), (1368, "元"), (1644, "明"), (1912, "清"),
    (1949, "民国"), (1979, "1949—1978"), (2001, "1979—2000"), (10000, "2001年以后"),
)  # fmt: skip
"""First year after each period, and its name."""
PERIOD_YEARS = {
    name: (begin, before - 1)
    for (before, name), begin in zip(PERIODS, (-9999, *(year for year, _ in PERIODS)), strict=False)
}
"""First and last year of each period."""


def period_of(work: Shelved) -> str:
    """Give the period in which a work was made, else in which its contents end; "" unknown."""
    year = work.year or work.end or work.start
    return period_at(year) if year else ""


def period_at(year: int) -> str:
    """Give the period of a year."""
    return next((name for before, name in PERIODS if year < before), "")


def by_period(years: Mapping[int, int]) -> dict[str, int]:
    """Give period → count of counts by year, the most frequent first."""
    counts: dict[str, int] = {}
    for year, count in years.items():
        counts[period_at(year)] = counts.get(period_at(year), 0) + count
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


_VALUES: dict[str, Callable[[Shelved], tuple[str, ...]]] = {
    "kind": lambda work: (work.kind,),
    "place": places_of,
    "period": lambda work: (period_of(work),),
    "genre": lambda work: (work.genre,),
    "person": people,
}
FACETS = tuple(_VALUES)


class Shelves:
    """The works' values as tables, made once for a state of the library."""

    def __init__(self, register: tuple[Shelved, ...]) -> None:
        self._ids = np.array([work.id for work in register], dtype=object)
        self._tables = {name: _Table(register, of) for name, of in _VALUES.items()}
        self._years = _Table(register, lambda work: (str(work.year),) if work.year else ())
        self._register = register
        self._unplaced = _Table(register, _not_placed)
        self._closed = np.array([closed_until(work.rights) for work in register], dtype=np.int64)
        self._kept: dict[Filters, NDArray[np.bool_]] = {}
        self._length = np.array([work.characters for work in register], dtype=np.int64)

    def seen(self, filters: Filters, audience: Audience) -> NDArray[np.bool_]:
        """Tell of each work whether it is asked for and this audience may see it."""
        if (kept := self._kept.get(filters)) is None:
            if len(self._kept) > _REMEMBERED:
                self._kept.clear()
            kept = np.array([filters.keeps(work) for work in self._register], dtype=bool)
            self._kept[filters] = kept
        return kept & (self._closed <= audience.day())

    def works(self, counts: Counts) -> dict[str, int]:
        """Give id → count, in shelf order."""
        found = np.flatnonzero(counts)
        return dict(zip(self._ids[found].tolist(), counts[found].tolist(), strict=True))

    def facets(self, counts: Counts) -> dict[str, dict[str, int]]:
        """Give field → value → count, the most frequent first."""
        return {name: _ranked(table, counts) for name, table in self._tables.items()}

    def years(self, counts: Counts) -> dict[int, int]:
        """Give year → count."""
        totals = self._years.totals(counts)
        pairs = zip(self._years.values, totals.tolist(), strict=True)
        return dict(sorted((int(year), count) for year, count in pairs if count))

    def unplaced(self, counts: Counts) -> dict[str, int]:
        """Give place → count of the works of which nobody knows what was above their place then."""
        return _ranked(self._unplaced, counts)

    def per_million(self, counts: Counts, asked: NDArray[np.bool_]) -> dict[str, dict[str, float]]:
        """Give field → value → occurrences per million characters of the works asked for."""
        length = np.where(asked, self._length, 0)
        tables = self._tables | {"year": self._years}
        return {
            name: {
                value: round(count * 1_000_000 / size, 3)
                for value, count, size in zip(
                    table.values,
                    table.totals(counts).tolist(),
                    table.totals(length).tolist(),
                    strict=True,
                )
                if count and value and size
            }
            for name, table in tables.items()
        }


class _Table:
    """Which works have which value: two parallel columns."""

    def __init__(
        self, register: tuple[Shelved, ...], of: Callable[[Shelved], tuple[str, ...]]
    ) -> None:
        numbers: dict[str, int] = {}
        pairs = [
            (position, numbers.setdefault(value, len(numbers)))
            for position, work in enumerate(register)
            for value in of(work)
        ]
        self.values = list(numbers)
        columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self._works, self._numbers = columns[:, 0].copy(), columns[:, 1].copy()

    def totals(self, counts: Counts) -> Counts:
        weights = np.bincount(self._numbers, counts[self._works], len(self.values))
        return weights.astype(np.int64)


def _not_placed(work: Shelved) -> tuple[str, ...]:
    known = standing_of(work) is not None or not (work.place or work.place_code)
    return () if known else (work.place or work.place_code,)


def _ranked(table: _Table, counts: Counts) -> dict[str, int]:
    pairs = zip(table.values, table.totals(counts).tolist(), strict=True)
    return dict(sorted(((v, n) for v, n in pairs if n and v), key=lambda p: (-p[1], p[0])))
