"""Series and balances in tables: figures by year, opening and closing stocks, units side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.tables import Column, Grid, Number, once
from fangzhi.zh.units import convert, units

_OPENING: Final = re.compile("年初|期初|上年末|上年结转|年初数|上年底")
_CLOSING: Final = re.compile("年末|期末|年底|结转下年")
_PLUS: Final = re.compile("增|迁入|出生|转入|调入|收入|发展|新")
_MINUS: Final = re.compile("减|迁出|死亡|转出|调出|支出|退|注销|撤")
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


class WrongBalance(msgspec.Struct, frozen=True):
    """The closing figure at `place` is not opening plus and minus the flows."""

    place: Place
    stated: Decimal
    expected: Decimal
    shown: str


class WrongConversion(msgspec.Struct, frozen=True):
    """The figure at `place` should be `expected`, converted from the one at `source`."""

    place: Place
    source: Place
    expected: Decimal
    units: tuple[str, str]


@once
def outliers(grid: Grid) -> Iterator[Outlier]:
    """Give figures of series by year that have most likely lost or gained a digit."""
    years = [r for r in grid.rows if r.year]
    if len(years) == len(grid.rows) >= 4:
        for column in grid.columns:
            yield from _in_series(grid, [((r.index, column.index), r.label) for r in years])
    dated = [c for c in grid.columns if c.year and c.additive]
    if len(dated) >= 4 and len({c.year for c in dated}) == len(dated):
        for row in grid.rows:
            yield from _in_series(grid, [((row.index, c.index), str(c.year)) for c in dated])


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


def wrong_balances(grid: Grid) -> Iterator[WrongBalance]:
    """Give closing figures that fail where the headers name opening, flows and closing."""
    columns = [c for c in grid.columns if c.additive or _CLOSING.search(c.header)]
    opening = [c for c in columns if _OPENING.search(c.header)]
    closing = [c for c in columns if _CLOSING.search(c.header) and c not in opening]
    if len(opening) != 1 or len(closing) != 1:
        return
    flows = [c for c in columns if opening[0].index < c.index < closing[0].index]
    plus = [c for c in flows if _PLUS.search(c.last)]
    minus = [c for c in flows if _MINUS.search(c.last) and c not in plus]
    if not flows or len(plus) + len(minus) != len(flows):
        return
    checked = [_closing(grid, r.index, opening[0], plus, minus, closing[0]) for r in grid.rows]
    known = [c for c in checked if c is not None]
    wrong = [c for c in known if c.stated != c.expected]
    if len(known) - len(wrong) >= max(1, len(wrong)):
        yield from wrong


def _closing(
    grid: Grid, row: int, opening: Column, plus: list[Column], minus: list[Column], closing: Column
) -> WrongBalance | None:
    start, end = grid.number(row, opening.index), grid.number(row, closing.index)
    if start is None or end is None:
        return None
    ups = [n for c in plus if (n := grid.number(row, c.index)) is not None]
    downs = [n for c in minus if (n := grid.number(row, c.index)) is not None]
    expected = start.value + sum(n.value for n in ups) - sum(n.value for n in downs)
    slack = grid.slack(closing, [start, end, *ups, *downs])
    shown = f"{start.value}" + "".join(f"+{n.value}" for n in ups)
    shown += "".join(f"−{n.value}" for n in downs) + f"={expected}"
    agreed = abs(end.value - expected) <= slack
    return WrongBalance((row, closing.index), end.value, end.value if agreed else expected, shown)


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
