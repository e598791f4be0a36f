"""Counts by kind, place, period, genre and person, by year, and by length of text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping

import msgspec
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
_BEFORE = [before for before, _ in PERIODS]
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
    place = bisect_right(_BEFORE, year)
    return PERIODS[place][1] if place < len(PERIODS) else ""


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


class Tally(msgspec.Struct, frozen=True):
    """Counts spread over the fields, the most frequent first; see `search.Found`."""

    works: dict[str, int]
    facets: dict[str, dict[str, int]]
    years: dict[int, int]
    rates: dict[str, dict[str, float]]
    unplaced: dict[str, int]


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
        self._sizes: dict[bytes, dict[str, dict[str, int]]] = {}
        self._length = np.array([work.characters for work in register], dtype=np.int64)

    def seen(self, filters: Filters, audience: Audience) -> NDArray[np.bool_]:
        """Tell of each work whether it is asked for and this audience may see it."""
        if (kept := self._kept.get(filters)) is None:
            if len(self._kept) > _REMEMBERED:
                self._kept.clear()
            kept = np.array([filters.keeps(work) for work in self._register], dtype=bool)
            self._kept[filters] = kept
        return kept & (self._closed <= audience.day())

    def tally(self, counts: Counts, asked: NDArray[np.bool_]) -> Tally:
        """Spread counts by work over all fields; `asked` are the works asked for."""
        found = counts.nonzero()[0]
        spread = {name: table.present(counts) for name, table in self._tables.items()}
        years = self._years.present(counts)
        sizes = self._sizes_of(asked)
        return Tally(
            works=dict(zip(self._ids[found].tolist(), counts[found].tolist(), strict=True)),
            facets={name: _ranked(pairs) for name, pairs in spread.items()},
            years=dict(sorted((int(year), count) for year, count in years)),
            rates={
                name: {
                    value: round(count * 1_000_000 / size, 3)
                    for value, count in pairs
                    if value and (size := sizes[name].get(value, 0))
                }
                for name, pairs in (*spread.items(), ("year", years))
            },
            unplaced=_ranked(self._unplaced.present(counts)),
        )

    def _sizes_of(self, asked: NDArray[np.bool_]) -> dict[str, dict[str, int]]:
        """Give field → value → characters of the works asked for, which the next query asks again."""
        key = asked.tobytes()
        if (sizes := self._sizes.get(key)) is None:
            length = np.where(asked, self._length, 0)
            rated = self._tables | {"year": self._years}
            sizes = {name: dict(table.present(length)) for name, table in rated.items()}
            if len(self._sizes) > _REMEMBERED:
                self._sizes.clear()
            self._sizes[key] = sizes
        return sizes


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

    def present(self, counts: Counts) -> list[tuple[str, int]]:
        """Give the values that are counted at all, each with its total."""
        own = counts[self._works]
        some = own.nonzero()[0]
        totals = np.bincount(self._numbers[some], own[some], len(self.values)).astype(np.int64)
        held = totals.nonzero()[0]
        names = map(self.values.__getitem__, held.tolist())
        return list(zip(names, totals[held].tolist(), strict=True))


def _not_placed(work: Shelved) -> tuple[str, ...]:
    known = standing_of(work) is not None or not (work.place or work.place_code)
    return () if known else (work.place or work.place_code,)


def _ranked(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted = (pair for pair in pairs if pair[0])
    return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))
