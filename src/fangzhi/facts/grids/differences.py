"""Differences in tables: a row or column that is one row or column less another, or its share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.bounds import quotient
from fangzhi.facts.grids.ratios import WrongRatio, allows, is_percent, span_of
from fangzhi.facts.tables import Column, Grid, Number, Row, once

_LEFT: Final = re.compile(
    "差额|结余|节余|顺差|逆差|盈余|净增|净减|自然增长|净流入|收支差|盈亏|余额变动"
)
_MORE: Final = re.compile("增加|增减|净增|增量|比上年|较上年|±")
_RATE_ROW: Final = re.compile("率|比重|占|％|%|比例")
_NOT_OF_TWO: Final = re.compile("增长|增减|增速|增幅|上年|指数")

Place = tuple[int, int]


class WrongDifference(msgspec.Struct, frozen=True):
    """The figure at `place` should be `first` less `second`."""

    place: Place
    stated: Decimal
    first: Decimal
    second: Decimal


Pair = Callable[[int], tuple[Place, Place, Place] | None]


def wrong_differences(grid: Grid) -> Iterator[WrongDifference]:
    """Give the differences that fail where most of the row or column bears them out."""
    done: set[Place] = set()
    for count, pairs in _claims(grid):
        best: tuple[int, list[WrongDifference]] = (0, [])
        for pair in pairs:
            found = _judge(grid, count, pair)
            if found[0] > best[0]:
                best = found
        good, wrong = best
        if good >= max(2, 2 * len(wrong)):
            yield from (w for w in wrong if w.place not in done)
            done |= {w.place for w in wrong}


def _claims(grid: Grid) -> Iterator[tuple[Sequence[int], list[Pair]]]:
    """Each row and column whose name says it is a difference, with what it may be taken from."""
    spots = [c.index for c in grid.columns]
    for at, row in enumerate(grid.rows):
        if _LEFT.search(row.label):
            above = grid.rows[max(0, at - 12) : at]
            yield spots, [_of_rows(row, a, b) for a in above for b in above if a is not b]
    counts = range(len(grid.rows))
    years = [r.year for r in grid.rows]
    yearly = all(years) and years == sorted(years)
    for column in grid.columns:
        if is_percent(grid, column):
            continue
        before = [c for c in grid.columns if c.index < column.index][-6:]
        if _LEFT.search(column.last):
            yield counts, [_of_columns(grid, column, a, b) for a in before for b in before
                           if a is not b]  # fmt: skip
        elif _MORE.search(column.last):
            pairs = [_of_columns(grid, column, a, b) for a in before for b in before
                     if a.year > b.year > 0]  # fmt: skip
            yield counts, pairs + ([_of_years(grid, column, c) for c in before] if yearly else [])


def _of_rows(row: Row, a: Row, b: Row) -> Pair:
    return lambda c: ((row.index, c), (a.index, c), (b.index, c))


def _of_columns(grid: Grid, column: Column, a: Column, b: Column) -> Pair:
    def places(at: int) -> tuple[Place, Place, Place]:
        row = grid.rows[at].index
        return (row, column.index), (row, a.index), (row, b.index)

    return places


def _of_years(grid: Grid, column: Column, base: Column) -> Pair:
    def places(at: int) -> tuple[Place, Place, Place] | None:
        if at == 0 or grid.rows[at - 1].year != grid.rows[at].year - 1:
            return None
        now, then = grid.rows[at].index, grid.rows[at - 1].index
        return (now, column.index), (now, base.index), (then, base.index)

    return places


def _judge(grid: Grid, count: Sequence[int], pair: Pair) -> tuple[int, list[WrongDifference]]:
    good, wrong = 0, []
    for at in count:
        places = pair(at)
        numbers = [grid.number(*p) for p in places] if places is not None else []
        if places is None or any(n is None for n in numbers):
            continue
        said, first, second = (n for n in numbers if n is not None)
        off = abs(abs(said.value) - abs(first.value - second.value))
        if off <= _slack(said, first, second):
            good += 1
        else:
            wrong.append(WrongDifference(places[0], said.value, first.value, second.value))
    return good, wrong


def _slack(*numbers: Number) -> Decimal:
    step = max(n.step for n in numbers)
    return Decimal(1) if step >= 1 else step * Decimal("1.5")


@once
def wrong_row_ratios(grid: Grid) -> Iterator[WrongRatio]:
    """Give the figures of a row of rates (产销率) that fail where one row over another, in most
    columns, makes the rate."""
    columns = [c for c in grid.columns if not is_percent(grid, c)]
    plain = [r for r in grid.rows if not _RATE_ROW.search(r.label)][:40]
    for rate in (r for r in grid.rows if _RATE_ROW.search(r.label)):
        if _NOT_OF_TWO.search(rate.label):
            continue
        best: tuple[int, list[WrongRatio]] = (0, [])
        for part in plain:
            for whole in plain:
                if part is not whole:
                    best = max(best, _rates(grid, columns, rate, part, whole), key=lambda f: f[0])
        good, wrong = best
        if good >= max(3, 3 * len(wrong)):
            yield from wrong


def _rates(
    grid: Grid, columns: Sequence[Column], rate: Row, part: Row, whole: Row
) -> tuple[int, list[WrongRatio]]:
    good, wrong = 0, []
    for column in columns:
        c = column.index
        said, top, under = (grid.number(r.index, c) for r in (rate, part, whole))
        if said is None or top is None or under is None or under.value <= 0:
            continue
        found = quotient(span_of(top), span_of(under), 100)
        if found is None:
            continue
        if allows(found, said):
            good += 1
        else:
            wrong.append(
                WrongRatio(rate.index, c, (part.index, c), (whole.index, c), under.value,
                           top.value / under.value * 100)
            )  # fmt: skip
    return good, wrong
