"""Columns that are a quotient of two others (占比, 单产, 完成率 …), learned from the rows that fit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.bounds import Range, growth, quotient
from fangzhi.facts.grids.ratios import allows, is_percent, span_of, swapped_digits
from fangzhi.facts.tables import Column, Grid, Number, Row

_MOST_COLUMNS: Final = 10
_MOST_ROWS: Final = 80
_NOT_MADE: Final = re.compile(
    "年份|年度|序号|编号|名次|位次|排名|海拔|电话|时间|年龄|日期|出生|牺牲"
)
_SURE: Final = 4.0
"""How many decimal places all rows that fit must bear out together."""
_SURE_OF_COUNTS: Final = 7.0
Place = tuple[int, int]


class WrongQuotient(msgspec.Struct, frozen=True):
    """The three figures of a row do not agree; `place` is the one to doubt, `value` its mending.

    `said`, `part` and `whole` are where the three stand, `expected` what part and whole make.
    """

    place: Place
    value: Decimal
    said: Place
    part: Place
    whole: Place
    expected: Decimal
    grown: bool


class _Way(msgspec.Struct, frozen=True):
    said: Column
    part: Column
    whole: Column
    power: int
    grown: bool = False

    def makes(self, top: Number, under: Number) -> Range | None:
        if under.value <= 0 or top.value < 0:
            return None
        if self.grown:
            return growth(span_of(top), span_of(under))
        found = quotient(span_of(top), span_of(under), 1)
        factor = Decimal(10) ** self.power
        return None if found is None else Range(found.low * factor, found.high * factor)


def wrong_quotients(grid: Grid, doubted: frozenset[Place] = frozenset()) -> Iterator[WrongQuotient]:
    """Give the one row (two of many) that fails where three others at least make a column the
    quotient of two; rows with a figure in `doubted` are left out."""
    columns = [c for c in grid.columns if not _NOT_MADE.search(c.header)][:_MOST_COLUMNS]
    rows = grid.rows
    if len(columns) < 3 or not 4 <= len(rows) <= _MOST_ROWS:
        return
    seen: set[int] = set()
    for said in sorted(columns, key=lambda c: c.additive):
        best: tuple[float, list[WrongQuotient]] = (0.0, [])
        for way in _ways(grid, rows, columns, said):
            if _often_fails(grid, way, doubted):
                continue
            found = _judge(grid, rows, way, doubted)
            if found is not None and found[0] > best[0]:
                best = found
        for wrong in best[1]:
            if wrong.place[0] not in seen:
                seen.add(wrong.place[0])
                yield wrong


def _ways(
    grid: Grid, rows: Sequence[Row], columns: Sequence[Column], said: Column
) -> Iterator[_Way]:
    others = [c for c in columns if c is not said]
    percent = is_percent(grid, said)
    for part in others:
        for whole in others:
            if part is whole or is_percent(grid, part) or is_percent(grid, whole):
                continue
            if said.additive and not percent and not (part.additive and whole.additive):
                continue  # area out of people and density: the density is the one to learn
            for power in _powers(grid, rows, said, part, whole):
                yield _Way(said, part, whole, power)
            if percent:
                yield _Way(said, part, whole, 0, True)


def _powers(
    grid: Grid, rows: Sequence[Row], said: Column, part: Column, whole: Column
) -> Iterator[int]:
    """The powers of ten that the first rows suggest, each once."""
    given: set[int] = set()
    for row in rows[:3]:
        numbers = [grid.number(row.index, c.index) for c in (said, part, whole)]
        if any(n is None or n.value <= 0 for n in numbers):
            continue
        a, top, under = (n for n in numbers if n is not None)
        power = round(math.log10(a.value * under.value / top.value))
        if power not in given and -5 <= power <= 8:
            given.add(power)
            yield power


_MOST_WRONG: Final = 2
_ROUND: Final = 1e-9


def _often_fails(grid: Grid, way: _Way, doubted: frozenset[Place]) -> bool:
    """Tell roughly whether more rows than may be wrong are so by far."""
    tops, unders = grid.rough(way.part.index), grid.rough(way.whole.index)
    factor = 100.0 if way.grown else 10.0**way.power
    wrong = 0
    for row, (said, step) in grid.rough(way.said.index).items():
        if row not in tops or row not in unders:
            continue
        (top, own), (under, other) = tops[row], unders[row]
        half, slack = own / 2 if own < 1 else 0.0, other / 2 if other < 1 else 0.0
        if under - slack <= 0 or top - half < 0:
            continue
        if way.grown:
            top -= under
            half += slack
        low, high = (top - half) * factor, (top + half) * factor
        low = low / (under + slack if low > 0 else under - slack) - step
        high = high / (under - slack if high > 0 else under + slack) + step
        room = _ROUND * max(abs(low), abs(high), 1.0)
        if said < low - room or said > high + room:
            columns = (way.said, way.part, way.whole)
            wrong += not (doubted and any((row, c.index) in doubted for c in columns))
            if wrong > _MOST_WRONG:
                return True
    return False


def _judge(
    grid: Grid, rows: Sequence[Row], way: _Way, doubted: frozenset[Place]
) -> tuple[float, list[WrongQuotient]] | None:
    good, sure = 0, 0.0
    wrong: list[tuple[list[Place], Number, Number, Number, Decimal]] = []
    values: set[Decimal] = set()
    for at, row in enumerate(rows):
        places = [(row.index, c.index) for c in (way.said, way.part, way.whole)]
        if any(p in doubted for p in places):
            continue
        numbers = [grid.number(*p) for p in places]
        if any(n is None for n in numbers):
            continue
        said, top, under = (n for n in numbers if n is not None)
        made = way.makes(top, under)
        if made is None:
            continue
        if allows(made, said):
            good += 1
            values.add(said.value)
            sure += _worth(made, said)
        elif not _is_total(grid, rows, row, way.said):
            wrong.append((places, said, top, under, (made.low + made.high) / 2))
        if len(wrong) > _MOST_WRONG or (at > 5 and good < 2):
            return None
    enough = _SURE if not way.said.additive or is_percent(grid, way.said) else _SURE_OF_COUNTS
    if good < 3 or len(values) < 3 or sure < enough * max(1, len(wrong)):
        return None
    if good < 2 * len(wrong) + 1:
        return None
    return sure, [_doubt(way, *found) for found in wrong]


def _is_total(grid: Grid, rows: Sequence[Row], row: Row, column: Column) -> bool:
    """Tell whether the figure is what all the other rows add up to: a sum bears it out, not a quotient."""
    own = grid.number(row.index, column.index)
    if own is None or not column.additive or row.index not in (rows[0].index, rows[-1].index):
        return False
    rest = [grid.number(r.index, column.index) for r in rows if r.index != row.index]
    return sum((n.value for n in rest if n is not None), Decimal(0)) == own.value


def _doubt(
    way: _Way, places: Sequence[Place], said: Number, top: Number, under: Number, middle: Decimal
) -> WrongQuotient:
    place, value = _culprit(way, places, said, top, under, middle)
    return WrongQuotient(place, value, places[0], places[1], places[2], middle, way.grown)


def _worth(made: Range, said: Number) -> float:
    """How many decimal places of the figure the row bears out: 3.16 of 3.1 to 3.2 some two."""
    width = made.high - made.low + said.step
    size = abs(said.value)
    return max(0.0, math.log10(size / width)) if size > 0 else 0.0


def _culprit(
    way: _Way, places: Sequence[Place], said: Number, top: Number, under: Number, middle: Decimal
) -> tuple[Place, Decimal]:
    """Which figure two digits put the other way round would mend, else the quotient itself."""
    as_made = way.makes(top, under)
    for other in swapped_digits(said):
        if as_made is not None and allows(as_made, other):
            return places[0], other.value
    for other in swapped_digits(top):
        made = way.makes(other, under)
        if made is not None and allows(made, said):
            return places[1], other.value
    for other in swapped_digits(under):
        made = way.makes(top, other)
        if made is not None and allows(made, said):
            return places[2], other.value
    value = (middle / said.step).quantize(Decimal(1)) * said.step
    return places[0], value
