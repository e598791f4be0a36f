"""Series in tables: figures by year, units side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.tables import Column, Grid, Number, once
from fangzhi.zh.units import convert, units

_SCALE: Final = re.compile(r"^(万亿|百万|千万|亿|万|千(?![米克瓦])|百)?(.+)$")
_WEIGHT: Final = {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
_TWO: Final = Decimal(2)

Place = tuple[int, int]


class Outlier(msgspec.Struct, frozen=True):
    """A figure ten times or a tenth of its neighbors in the series."""

    place: Place
    value: Decimal
    neighbors: tuple[tuple[str, Decimal], ...]
    times: int


class WrongConversion(msgspec.Struct, frozen=True):
    """The figure at `place` should be `expected`, converted from the one at `source`."""

    place: Place
    source: Place
    expected: Decimal
    units: tuple[str, str]


@once
def outliers(grid: Grid) -> Iterator[Outlier]:
    """Give figures of series by year that have most likely lost or gained a digit."""
    rows = [r for r in grid.rows if not _OVER_YEARS.search(r.label)]
    years = [r for r in rows if r.year]
    if len(years) == len(rows) >= 4:
        for column in grid.columns:
            if _leaps(grid, column):
                continue
            yield from _in_series(grid, [((r.index, column.index), r.label) for r in years])
    dated = [c for c in grid.columns if c.year and c.additive]
    if len(dated) >= 4 and len({c.year for c in dated}) == len(dated):
        for row in grid.rows:
            yield from _in_series(grid, [((row.index, c.index), str(c.year)) for c in dated])


_OVER_YEARS: Final = re.compile(
    "合计|累计|总计|平均|(?:1[0-9]|20)\\d\\d年?[—–～至-]+(?:1[0-9]|20)?\\d\\d"
)
"""Rows that are no single year (2016—2020年合计)."""
_GROWTH: Final = re.compile("增长|增速|增幅|增减")


def _leaps(grid: Grid, column: Column) -> bool:
    """Growth from one year told to the next, of which two or more are over a hundred percent: such
    rates are no even series."""
    if column.additive or not _GROWTH.search(column.header):
        return False
    told = (grid.number(r.index, column.index) for r in grid.rows)
    return sum(n is not None and n.value >= 100 for n in told) > 1


def _in_series(grid: Grid, places: Sequence[tuple[Place, str]]) -> Iterator[Outlier]:
    known = [
        (p, name, n) for p, name in places if (n := grid.number(*p)) is not None and n.value > 0
    ]
    values = [n.value for _, _, n in known]
    if len(values) < 4:
        return
    for at, (place, _, number) in enumerate(known):
        near = _neighbors(values, at)
        if near is None or max(number.value, *near) < 100:
            continue
        finer = any(known[k][2].step < number.step for k in _positions(len(values), at))
        for times in (10, -10, -100 if finer else 0):
            if not times:
                continue
            mended = number.value * times if times > 0 else number.value / -times
            fits = all(v / _TWO <= mended <= v * _TWO for v in near)
            between = min(near) < mended < max(near) and 0 < at < len(values) - 1
            if (
                (fits or between)
                and _keeps_trend(values, at, mended)
                and not any(v / 4 <= number.value <= v * 4 for v in near)
            ):
                names = [known[k][1] for k in _positions(len(values), at)]
                yield Outlier(place, number.value, tuple(zip(names, near, strict=True)), times)


def _keeps_trend(values: Sequence[Decimal], at: int, mended: Decimal) -> bool:
    """Tell whether a figure at an end fits a steady rise or fall no better as printed than mended."""
    if 0 < at < len(values) - 1:
        return True

    def steady(own: Decimal) -> bool:
        told = [*values[:at], own, *values[at + 1 :]]
        return told in (sorted(told), sorted(told, reverse=True))

    return steady(mended) or not steady(values[at])


def _positions(count: int, at: int) -> tuple[int, int]:
    if at == 0:
        return 1, 2
    return (at - 2, at - 1) if at == count - 1 else (at - 1, at + 1)


def _neighbors(values: Sequence[Decimal], at: int) -> tuple[Decimal, Decimal] | None:
    """Both neighbors, or the two nearest at an end, where they are of one magnitude."""
    a, b = (values[k] for k in _positions(len(values), at))
    apart = 4 if 0 < at < len(values) - 1 else 2
    return (a, b) if a / apart <= b <= a * apart else None


def wrong_conversions(grid: Grid) -> Iterator[WrongConversion]:
    """Give figures that fail in a column that restates another in another unit."""
    for first in grid.columns:
        for second in grid.columns:
            if first.index == second.index or not _restates(grid, first, second):
                continue
            judged = [j for r in grid.rows if (j := _converted(grid, r.index, first, second))]
            wrong = [w for w, fits in judged if not fits]
            if len(judged) - len(wrong) >= max(2, 2 * len(wrong)):
                yield from wrong


def _restates(grid: Grid, first: Column, second: Column) -> bool:
    a, b = _unit_of(grid, first), _unit_of(grid, second)
    if a is None or b is None or a == b:
        return False
    said = re.search("折|合(?!计)", second.header) is not None
    beside = second.index == first.index + 1 and a[1] != b[1]
    return units()[a[1]].dimension == units()[b[1]].dimension and (said or beside)


_INTO: Final = re.compile("折(?:合|算)?(?:成|为)?(?P<unit>[\u4e00-\u9fff]{1,5})$")


def _unit_of(grid: Grid, column: Column) -> tuple[Decimal, str] | None:
    """The unit of a column, said in brackets or in its name (折公顷)."""
    into = _INTO.search(column.last) if not grid.unit_of(column) else None
    return _unit(into["unit"] if into is not None else grid.unit_of(column))


def _unit(text: str) -> tuple[Decimal, str] | None:
    m = _SCALE.match(text)
    if m is None or m[2] not in units():
        return None
    return Decimal(10) ** _WEIGHT.get(m[1] or "", 0), m[2]


def _converted(
    grid: Grid, row: int, first: Column, second: Column
) -> tuple[WrongConversion, bool] | None:
    own, other = grid.number(row, first.index), grid.number(row, second.index)
    a, b = _unit_of(grid, first), _unit_of(grid, second)
    if own is None or other is None or a is None or b is None or own.value <= 0:
        return None

    def across(value: Decimal) -> Decimal:
        return convert(value * a[0], a[1], b[1]) / b[0]

    expected = across(own.value)
    slack = across(own.half) + other.step
    fits = abs(other.value - expected) <= max(slack, expected * Decimal("0.005"))
    names = (grid.unit_of(first), grid.unit_of(second) or b[1])
    return WrongConversion((row, second.index), (row, first.index), expected, names), fits


def number_step(number: Number | None) -> Decimal:
    """Give the weight of the last place of a cell, 1 where there is no number."""
    return number.step if number is not None else Decimal(1)
