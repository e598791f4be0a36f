"""Totals in tables: which rows and columns a total adds up, and where that fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.grids.outline import wrong_sections
from fangzhi.facts.tables import Column, Grid, Number, Row, once

Reading = tuple[int, ...]
_MEAN_ROW: Final = re.compile("率|均|比重|比例|占|％|%|密度|单产|指数|增长|±")


class Mismatch(msgspec.Struct, frozen=True):
    """The total at `row`, `column` is not the sum of the cells at `parts` (row, column)."""

    row: int
    column: int
    parts: tuple[tuple[int, int], ...]
    stated: Decimal
    added: Decimal
    way: Literal["列", "行"]
    sure: bool

    @property
    def difference(self) -> Decimal:
        """Stated total less the sum."""
        return self.stated - self.added


def column_mismatches(grid: Grid, columns: Sequence[Column] = ()) -> Iterator[Mismatch]:
    """Give the totals of columns that fail, read the way most columns of the table bear out.

    `columns` are the columns to add up, by default all that can be added.
    """
    columns = columns or [c for c in grid.columns if c.additive]
    if not columns:
        return
    for total in (r for r in grid.rows if _adds_up(r)):
        readings = _readings(grid, total)
        if not readings:
            continue
        votes = [(sum(_fits(grid, total, reading, c) for c in columns), n)
                 for n, reading in enumerate(readings)]  # fmt: skip
        borne_out, best = max(votes, key=lambda v: (v[0], -v[1]))
        for column in columns:
            if any(_fits(grid, total, reading, column) for reading in readings):
                continue
            found = _column_mismatch(grid, total, readings[best], column, borne_out > 0)
            sums = {_added(grid, [(r, column.index) for r in rows]) for rows in readings}
            if found is not None and _is_plausible(grid, found, len(columns), borne_out, len(sums)):
                yield found


def _adds_up(row: Row) -> bool:
    """Tell whether a row is a total of others: 合计, 县级小计, 收入合计."""
    return row.total or row.subtotal or row.label.endswith(("合计", "总计"))


def _readings(grid: Grid, total: Row) -> list[Reading]:
    """The sets of rows that a total may add up; more than one where 其中 rows leave it open."""
    rows = grid.rows
    at = rows.index(total)
    if not total.total:
        stop = next((k for k in range(at - 1, -1, -1) if _adds_up(rows[k])), -1)
        above = _without_among(list(rows[stop + 1 : at]))
        if total.subtotal:
            return above
        end = next((k for k in range(at + 1, len(rows)) if _adds_up(rows[k])), len(rows))
        below = _without_among(list(rows[at + 1 : end]))  # 收入合计 over its kinds
        return [r for r in (*above, *below) if len(r) > 1]
    others = [r for r in rows if not r.total]
    if at == 0:
        end = next((k for k in range(1, len(rows)) if rows[k].total), len(rows))
        details = list(rows[1:end])
    else:
        before = next((k for k in range(at - 1, -1, -1) if rows[k].total), -1)
        details = list(rows[before + 1 : at])
        if not details:
            details = others
    found = []
    if any(r.subtotal for r in details):
        found += _without_among([r for r in details if r.subtotal])
        loose = _loose(details)
        found += _without_among(loose)
    found += _without_among([r for r in details if not r.subtotal])
    return [r for r in found if len(r) > 1]


def _loose(details: Sequence[Row]) -> list[Row]:
    """Subtotals, and the rows after the last one."""
    last = max(k for k, r in enumerate(details) if r.subtotal)
    return [r for k, r in enumerate(details) if r.subtotal or k > last]


def _without_among(rows: list[Row]) -> list[Reading]:
    """Leave out 其中 rows: each 其中 may go on over the rows after it, as the columns will tell."""
    starts = [k for k, r in enumerate(rows) if r.among]
    plain = tuple(r.index for r in rows)
    outer = min((r.indent for r in rows), default=0)
    readings: list[Reading] = []
    if not starts:
        readings.append(plain)
    else:
        ends = [range(s + 1, (starts[n + 1] if n + 1 < len(starts) else len(rows)) + 1)
                for n, s in enumerate(starts)]  # fmt: skip
        for choice in list(product(*ends))[:256]:
            hidden = {k for s, e in zip(starts, choice, strict=True) for k in range(s, e)}
            readings.append(tuple(r.index for k, r in enumerate(rows) if k not in hidden))
    if any(r.indent > outer for r in rows):
        readings.append(tuple(r.index for r in rows if r.indent == outer))
    return readings


def _sum(grid: Grid, places: Sequence[tuple[int, int]]) -> tuple[Decimal, list[Number]] | None:
    """The sum of cells with the numbers added; None where a figure is not known."""
    numbers = []
    for place in places:
        number = grid.number(*place)
        if number is not None:
            numbers.append(number)
        elif grid.is_unknown(*place):
            return None
    return sum((n.value for n in numbers), Decimal(0)), numbers


def _added(grid: Grid, places: Sequence[tuple[int, int]]) -> Decimal | None:
    found = _sum(grid, places)
    return found[0] if found is not None else None


def _agree(grid: Grid, column: Column, stated: Number, found: tuple[Decimal, list[Number]]) -> bool:
    return abs(stated.value - found[0]) <= grid.slack(column, [*found[1], stated])


def _fits(grid: Grid, total: Row, reading: Reading, column: Column) -> bool:
    stated = grid.number(total.index, column.index)
    found = _sum(grid, [(r, column.index) for r in reading])
    return stated is not None and found is not None and _agree(grid, column, stated, found)


def _column_mismatch(
    grid: Grid, total: Row, reading: Reading, column: Column, sure: bool
) -> Mismatch | None:
    places = tuple((r, column.index) for r in reading)
    stated, found = grid.number(total.index, column.index), _sum(grid, places)
    values = [n.value for place in places if (n := grid.number(*place)) is not None]
    if stated is None or found is None or len(values) < 2:
        return None
    wrong = Mismatch(total.index, column.index, places, stated.value, found[0], "列", sure)
    slip = sure and stated.value >= 100 * stated.step and _is_slip(grid, wrong)
    if len(values) > 2 and min(values) <= stated.value <= max(values) and not slip:
        return None  # looks like a mean, not like a total
    return wrong


def _is_plausible(grid: Grid, found: Mismatch, columns: int, borne_out: int, sums: int) -> bool:
    """A table none of whose columns add up lists a choice of rows, unless it is just a little off."""
    if borne_out:
        return True
    little = abs(found.difference) <= abs(found.stated) / 10
    return sums == 1 and (
        little or (columns == 1 and found.difference < 0) or _is_slip(grid, found)
    )


def _is_slip(grid: Grid, found: Mismatch) -> bool:
    """One digit of the total, or two of them turned, stand between; the total is no short figure."""
    number = grid.number(found.row, found.column)
    if number is None or abs(found.stated) < 10 * number.step:
        return False
    return kind_of_slip(found.stated, number.step, found.added) > 0


def row_mismatches(grid: Grid) -> Iterator[Mismatch]:
    """Give the totals across rows that fail, for columns that most rows bear out as totals."""
    columns = [c for c in grid.columns if c.additive]
    claimed: set[int] = set()
    for at, total in enumerate(columns):
        named = grid.is_total(total)
        best = _best_run(grid, columns, at, named)
        if best is None:
            if named and (lone := _lone_row(grid, columns, at)) is not None:
                yield lone
            continue
        run, good, bad = best
        if not named and (good < 3 or good < 3 * len(bad)):
            continue
        if named and good < max(1, len(bad)):
            continue
        if total.index in claimed:
            continue
        claimed.add(total.index)
        for row in bad:
            places = tuple((row.index, c.index) for c in run)
            stated, found = grid.number(row.index, total.index), _sum(grid, places)
            if stated is not None and found is not None:
                yield Mismatch(
                    row.index, total.index, places, stated.value, found[0], "行", good > 1
                )


def _lone_row(grid: Grid, columns: list[Column], at: int) -> Mismatch | None:
    """The one row of a table whose total misses what all other columns come to by a slip."""
    total, others = columns[at], columns[:at] + columns[at + 1 :]
    rows = [r for r in grid.rows if not _MEAN_ROW.search(r.label)]
    ends = at in (0, len(columns) - 1) and len(others) > 2
    if len(rows) != 1 or not ends or len({grid.unit_of(c) for c in columns}) > 1:
        return None
    row = rows[0].index
    places = tuple((row, c.index) for c in others)
    stated, found = grid.number(row, total.index), _sum(grid, places)
    if stated is None or found is None or len(found[1]) < len(others):
        return None
    wrong = Mismatch(row, total.index, places, stated.value, found[0], "行", False)
    return wrong if not _agree(grid, total, stated, found) and _is_slip(grid, wrong) else None


def _best_run(
    grid: Grid, columns: list[Column], at: int, named: bool
) -> tuple[list[Column], int, list[Row]] | None:
    """The run of columns beside a total that most rows bear out, with the rows that do not."""
    runs = [columns[at + 1 : k] for k in range(at + 3, min(len(columns), at + 16) + 1)]
    runs += [columns[j:at] for j in range(max(0, at - 16), at - 1)]
    best: tuple[list[Column], int, list[Row]] | None = None
    for run in runs:
        if any(c.year for c in run) and not named:
            continue
        good, bad = _count(grid, columns[at], run)
        if good and (best is None or good > best[1]):
            best = (run, good, bad)
    return best


def _count(grid: Grid, total: Column, run: list[Column]) -> tuple[int, list[Row]]:
    good, bad = 0, []
    for row in grid.rows:
        if _MEAN_ROW.search(row.label):
            continue
        stated = grid.number(row.index, total.index)
        places = [(row.index, c.index) for c in run]
        found = _sum(grid, places)
        filled = sum(1 for p in places if (n := grid.number(*p)) is not None and n.value != 0)
        if stated is None or found is None or filled < 2:
            continue
        if _agree(grid, total, stated, found):
            good += 1
        else:
            bad.append(row)
    return good, bad


class WrongCell(msgspec.Struct, frozen=True):
    """The cell to doubt, and the totals that point at it."""

    row: int
    column: int
    mismatches: tuple[Mismatch, ...]


@once
def wrong_cells(grid: Grid) -> tuple[WrongCell, ...]:
    """Give the cells to doubt: where a row and a column fail by the same amount, their crossing."""
    columns, rows = list(column_mismatches(grid)), list(row_mismatches(grid))
    stated = {(m.row, m.column) for m in columns}
    columns += [m for m in _section_mismatches(grid) if (m.row, m.column) not in stated]
    found: list[WrongCell] = []
    for lower in list(columns):
        upper = next((m for m in columns if (lower.row, lower.column) in m.parts
                      and m.difference == -lower.difference), None)  # fmt: skip
        if upper is not None and lower in columns:
            found.append(WrongCell(lower.row, lower.column, (lower, upper)))
            columns.remove(lower)
            columns.remove(upper)
    for across in list(rows):
        crossing = _crossing(across, columns)
        if crossing is not None:
            cell, down = crossing
            found.append(WrongCell(*cell, (across, down)))
            rows.remove(across)
            columns.remove(down)
    for mismatch in (*columns, *rows):
        place = _transposed(grid, mismatch) or (mismatch.row, mismatch.column)
        found.append(WrongCell(*place, (mismatch,)))
    return tuple(sorted(found, key=lambda w: (w.row, w.column)))


def _section_mismatches(grid: Grid) -> Iterator[Mismatch]:
    for wrong in wrong_sections(grid):
        places = tuple((r.index, wrong.column) for r in wrong.parts)
        yield Mismatch(
            wrong.head.index, wrong.column, places, wrong.stated, wrong.added, "列", True
        )


def _transposed(grid: Grid, mismatch: Mismatch) -> tuple[int, int] | None:
    """The one part in which two neighboring digits, put the other way round, mend the sum."""
    own = grid.number(mismatch.row, mismatch.column)
    if own is not None and _mends(own, -mismatch.difference):
        return None  # the total may be the one with its digits reversed
    mending = [
        place for place in mismatch.parts
        if (n := grid.number(*place)) is not None and _mends(n, mismatch.difference)
    ]  # fmt: skip
    return mending[0] if len(mending) == 1 else None


def _mends(number: Number, by: Decimal) -> bool:
    sign = -1 if number.value < 0 else 1
    digits = str(abs(int(number.value / number.step)))
    for k in range(len(digits) - 1):
        swapped = digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]
        if (int(swapped) - int(digits)) * sign * number.step == by:
            return True
    return False


def _crossing(
    across: Mismatch, columns: Sequence[Mismatch]
) -> tuple[tuple[int, int], Mismatch] | None:
    across_total = (across.row, across.column)
    for down in columns:
        if across_total in down.parts and down.difference == -across.difference:
            return across_total, down
        for part in across.parts:
            if across_total == (down.row, down.column) and down.difference == across.difference:
                return across_total, down
            if part in down.parts and down.difference == across.difference:
                return part, down
            if part == (down.row, down.column) and down.difference == -across.difference:
                return part, down
    return None
