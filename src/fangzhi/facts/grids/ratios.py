"""Ratios in tables: shares, growth and figures by head, as most rows of the table bear out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.changes import COMPARABLE
from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.bounds import Range, growth, quotient
from fangzhi.facts.tables import Column, Grid, Number, Row, once

_SHARE_HEAD: Final = re.compile(r"占|比重|构成|比例|份额")
_SHARE_BARE: Final = re.compile("^占(?![地用])|占比$|比重$|份额$|比例$|构成$")
_RATE_HEAD: Final = re.compile(r"[\u4e00-\u9fff]{2}率(?:[（(]%[）)])?$")
_GROWTH_HEAD: Final = re.compile(r"增长|增减|增幅|增速|比上年|较上年|同比|±|为上年")
_GROWTH_BARE: Final = re.compile("^(?:增速|增长率|增幅|增减率|增减幅度|比上年增长)$")
_RATE_UNIT: Final = re.compile(r"[%％]|百分")


class WrongRatio(msgspec.Struct, frozen=True):
    """The figure at `row`, `column` should be `expected`; `part` and `whole` are where it came from."""

    row: int
    column: int
    part: tuple[int, int]
    whole: tuple[int, int] | None
    whole_value: Decimal
    expected: Decimal


def span_of(number: Number) -> Range:
    """The values that display as this number; a whole number may be exact or rounded."""
    half = number.half if number.step < 1 else Decimal(0)
    return Range(number.value - half, number.value + half)


def allows(found: Range, said: Number) -> bool:
    """Tell whether a displayed number can be a rounding, or a cutting off, of one in the range."""
    half, middle = said.half, (found.low + found.high) / 2
    if found.low - half <= said.value <= found.high + half:
        return True
    return abs(said.value) <= abs(middle) < abs(said.value) + said.step and said.value * middle >= 0


def is_percent(grid: Grid, column: Column) -> bool:
    """Tell whether a column holds percentages."""
    return column.percent or _RATE_UNIT.search(column.header) is not None


Computed = Callable[
    [Row], tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None
]


def _judge(
    grid: Grid, rows: Sequence[Row], column: Column, compute: Computed
) -> tuple[int, list[WrongRatio]]:
    """Count the rows that a way of computing bears out, and give those that it does not."""
    good, bad = 0, []
    for row in rows:
        said, found = grid.number(row.index, column.index), compute(row)
        if said is None or found is None:
            continue
        allowed, expected, part, whole, whole_value = found
        if allows(allowed, said):
            good += 1
        else:
            bad.append(WrongRatio(row.index, column.index, part, whole, whole_value, expected))
    return good, bad


def _is_slip(grid: Grid, wrong: Sequence[WrongRatio]) -> bool:
    """Tell whether one figure alone fails, by a slip of the pen: in a small table two others that hold
    are then enough."""
    said = grid.number(wrong[0].row, wrong[0].column) if len(wrong) == 1 else None
    if said is None or said.step <= 0 or said.value <= 0 or wrong[0].expected <= 0:
        return False
    meant = (wrong[0].expected / said.step).quantize(Decimal(1), ROUND_HALF_UP) * said.step
    lost = said.value < 1 and said.step < 1 and meant % 1 == said.value  # 0.8 for 3.8
    return lost or kind_of_slip(said.value, said.step, meant) > 0


def _is_borne(grid: Grid, good: int, wrong: Sequence[WrongRatio]) -> bool:
    """Tell whether so many rows that hold show that those that fail are wrong."""
    return good >= max(3, 3 * len(wrong)) or (good > 1 and _is_slip(grid, wrong))


@once
def wrong_shares(grid: Grid) -> Iterator[WrongRatio]:
    """Give the shares that fail in columns of shares (占%) that most rows bear out."""
    totals = [r for r in grid.rows if r.total]
    rows = [r for r in grid.rows if not r.total]
    for column in (*share_columns(grid), *_rate_columns(grid)):
        bases = [c for c in grid.columns if c.additive]
        ways = []
        for base in bases:
            wholes = [_whole(grid, rows, totals, base), _hundred(grid, column, base)]
            if totals:  # the total itself may be wrong
                wholes.append(_whole(grid, [r for r in rows if not r.subtotal], [], base))
            for whole in wholes:
                if whole is not None:
                    ways.append(_judge(grid, rows, column, _share_way(grid, base, *whole)))
        best = max(ways, key=lambda w: w[0], default=None)
        if best is not None and best[0] >= max(2, 2 * len(best[1])):
            yield from best[1]
            continue
        ways = [_judge(grid, grid.rows, column, _across_way(grid, part, whole_column))
                for part in bases for whole_column in bases if part is not whole_column]  # fmt: skip
        best = max(ways, key=lambda w: w[0], default=None)
        if best is not None and _is_borne(grid, *best):
            yield from best[1]


def fails_of_sum(grid: Grid, wrong: WrongRatio) -> bool:
    """Tell whether a share fails too where the whole is what the rows add up to."""
    column = wrong.part[1]
    numbers = [n for r in grid.rows if not (r.total or r.subtotal or r.among)
               and (n := grid.number(r.index, column)) is not None]  # fmt: skip
    said, part = grid.number(wrong.row, wrong.column), grid.number(*wrong.part)
    whole = sum((n.value for n in numbers), Decimal(0))
    if said is None or part is None or whole <= 0:
        return False
    found = quotient(span_of(part), Range(whole, whole), 100)
    return found is not None and not allows(found, said)


@once
def share_columns(grid: Grid) -> list[Column]:
    """Give the columns of shares of a whole; a unit line may tell that they are percentages."""
    return [c for c in grid.columns if _SHARE_HEAD.search(c.header)
            and not _GROWTH_HEAD.search(c.header)
            and (is_percent(grid, c) or _is_share_of_hundred(grid, c))]  # fmt: skip


def _is_share_of_hundred(grid: Grid, column: Column) -> bool:
    """Tell whether a column with no unit (占总产量) has figures up to a hundred, and that of a total."""
    if column.unit or _SHARE_BARE.search(column.last) is None:
        return False
    values = [n.value for r in grid.rows if (n := grid.number(r.index, column.index)) is not None]
    totals = [n.value for r in grid.rows if r.total and (n := grid.number(r.index, column.index))]
    return len(values) > 2 and totals == [100] and min(values) >= 0 and max(values) == 100


def _rate_columns(grid: Grid) -> list[Column]:
    """Give the columns of rates (合格率) of one column in another."""
    return [c for c in grid.columns if is_percent(grid, c) and _RATE_HEAD.search(c.header)
            and not _SHARE_HEAD.search(c.header) and not _GROWTH_HEAD.search(c.header)]  # fmt: skip


def _whole(
    grid: Grid, rows: list[Row], totals: list[Row], base: Column
) -> tuple[Range, Decimal, tuple[int, int] | None] | None:
    if totals:
        number = grid.number(totals[-1].index, base.index)
        if number is None:
            return None
        return span_of(number), number.value, (totals[-1].index, base.index)
    numbers = [n for r in rows if not r.among and (n := grid.number(r.index, base.index))]
    if not numbers:
        return None
    value = sum((n.value for n in numbers), Decimal(0))
    return Range(value, value), value, None


def _hundred(
    grid: Grid, column: Column, base: Column
) -> tuple[Range, Decimal, tuple[int, int] | None] | None:
    """The whole in the one row whose share is given as 100."""
    rows = [r.index for r in grid.rows
            if (n := grid.number(r.index, column.index)) is not None and n.value == 100]  # fmt: skip
    number = grid.number(rows[0], base.index) if len(rows) == 1 else None
    return (span_of(number), number.value, (rows[0], base.index)) if number is not None else None


def _across_way(grid: Grid, part: Column, whole: Column) -> Computed:
    """Part over whole in the same row (女性人口 in 人口 of each town)."""

    def compute(
        row: Row,
    ) -> tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None:
        top, under = grid.number(row.index, part.index), grid.number(row.index, whole.index)
        if top is None or under is None or under.value <= 0 or top.value > under.value:
            return None
        found = quotient(span_of(top), span_of(under), 100)
        if found is None:
            return None
        places = (row.index, part.index), (row.index, whole.index)
        return found, top.value / under.value * 100, *places, under.value

    return compute


def _share_way(
    grid: Grid, base: Column, whole: Range, value: Decimal, place: tuple[int, int] | None
) -> Computed:
    def compute(
        row: Row,
    ) -> tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None:
        part = grid.number(row.index, base.index)
        found = quotient(span_of(part), whole, 100) if part is not None else None
        if part is None or found is None or value == 0:
            return None
        return found, part.value / value * 100, (row.index, base.index), place, value

    return compute


@once
def wrong_growth(grid: Grid) -> Iterator[WrongRatio]:
    """Give the growth figures that fail; rows and columns at comparable prices are left out."""
    rows = [r for r in grid.rows if not COMPARABLE.search(grid.words_of(r.index))]
    others = [r for r in grid.rows if r not in rows]
    for column in grid.columns:
        if not _GROWTH_HEAD.search(column.header):
            continue
        bare = not is_percent(grid, column)  # 增速, its unit left out: more rows must bear it out
        if bare and not _GROWTH_BARE.search(column.last):
            continue
        if COMPARABLE.search(column.header):
            continue
        ways = [(*_judge(grid, rows, column, way), way) for way in _growth_ways(grid, column)]
        best = max(ways, key=lambda w: w[0], default=None)
        if best is not None and best[0] >= max(3 if bare else 2, len(best[1])):
            yield from best[1]
            _, apart = _judge(grid, others, column, best[2])
            yield from (w for w in apart if is_over_the_later(grid, w))
        elif best is not None and not bare and best[0] > 0 and _is_slip(grid, best[1]):
            of_years = {c.index for c in grid.columns if c.year}
            if {place[1] for place in (best[1][0].part, best[1][0].whole) if place} <= of_years:
                yield from best[1]


def is_over_the_later(grid: Grid, wrong: WrongRatio) -> bool:
    """Tell whether a growth was taken over the later figure: the commonest way to miscompute it."""
    said, now = grid.number(wrong.row, wrong.column), grid.number(*wrong.part)
    then = grid.number(*wrong.whole) if wrong.whole is not None else None
    if said is None or now is None or then is None or now.value <= 0:
        return False
    if len(str(abs(int(said.value / said.step)))) < 3:
        return False
    found = growth(span_of(then), span_of(now))
    return found is not None and allows(Range(-found.high, -found.low), said)


def _growth_ways(grid: Grid, column: Column) -> Iterator[Computed]:
    """From a column of the earlier year to one of the later; or, rows being years, row to row."""
    before = [c for c in grid.columns if c.index < column.index and not is_percent(grid, c)][-4:]
    for base in before:
        for current in before:
            if base is current or (base.year and current.year and base.year > current.year):
                continue
            yield _growth_way(grid, base, current)
    years = [r.year for r in grid.rows if not r.total]
    if all(years) and years == sorted(years):
        for base in before:
            yield _yearly_way(grid, base)


def _growth_way(grid: Grid, base: Column, current: Column) -> Computed:
    def compute(
        row: Row,
    ) -> tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None:
        return _grown(grid, (row.index, current.index), (row.index, base.index))

    return compute


def _yearly_way(grid: Grid, base: Column) -> Computed:
    def compute(
        row: Row,
    ) -> tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None:
        at = grid.rows.index(row)
        if at == 0 or grid.rows[at - 1].year != row.year - 1:
            return None
        return _grown(grid, (row.index, base.index), (grid.rows[at - 1].index, base.index))

    return compute


def _grown(
    grid: Grid, current: tuple[int, int], base: tuple[int, int]
) -> tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None:
    now, then = grid.number(*current), grid.number(*base)
    if now is None or then is None or then.value <= 0:
        return None
    found = growth(span_of(now), span_of(then))
    if found is None:
        return None
    return found, (now.value - then.value) / then.value * 100, current, base, then.value


def wrong_per_heads(grid: Grid) -> Iterator[WrongRatio]:
    """Give figures by head or by area (人均, 单产) that fail where most rows bear the quotient out."""
    additive = [c for c in grid.columns if c.additive]
    for column in grid.columns:
        if not re.search("均|单产|亩产|密度|每|师生比|生师比|容积率", column.header) or is_percent(
            grid, column
        ):
            continue
        ways = [
            _judge(grid, grid.rows, column, _quotient_way(grid, part, whole, power))
            for part in additive for whole in additive if part is not whole
            for power in range(-4, 9)
        ]  # fmt: skip
        best = max(ways, key=lambda w: w[0], default=None)
        totals = {r.index for r in grid.rows if r.total}
        wrong = [w for w in best[1] if w.row not in totals] if best is not None else []
        if best is not None and _is_borne(grid, *best):
            yield from best[1]
        elif best is not None and best[0] >= max(3, 3 * len(wrong)):
            yield from wrong  # the total itself is doubted by others


def _quotient_way(grid: Grid, part: Column, whole: Column, power: int) -> Computed:
    factor = Decimal(10) ** power

    def compute(
        row: Row,
    ) -> tuple[Range, Decimal, tuple[int, int], tuple[int, int] | None, Decimal] | None:
        top, under = grid.number(row.index, part.index), grid.number(row.index, whole.index)
        if top is None or under is None or under.value <= 0 or top.value < 0:
            return None
        found = quotient(span_of(top), span_of(under), 1)
        if found is None:
            return None
        places = (row.index, part.index), (row.index, whole.index)
        return (Range(found.low * factor, found.high * factor), top.value / under.value * factor,
                *places, under.value)  # fmt: skip

    return compute


def swapped_digits(number: Number) -> Iterator[Number]:
    """Give the numbers that two neighboring digits, put the other way round, make."""
    digits = str(abs(int(number.value / number.step)))
    for k in range(len(digits) - 1):
        text = digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]
        value = int(text) * number.step * (-1 if number.value < 0 else 1)
        if text != digits:
            yield Number(value, number.step, number.percent)


def swapped_side(grid: Grid, wrong: WrongRatio) -> tuple[tuple[int, int], Decimal] | None:
    """The one of the two figures that a quotient was computed from whose swapped digits make it, with
    the mended value; None where the quotient's own may be the swapped ones."""
    said, top = grid.number(wrong.row, wrong.column), grid.number(*wrong.part)
    under = grid.number(*wrong.whole) if wrong.whole is not None else None
    if said is None or top is None or under is None or wrong.whole is None or not top.value:
        return None
    power = wrong.expected * under.value / top.value
    if any(allows(Range(wrong.expected, wrong.expected), other) for other in swapped_digits(said)):
        return None

    def fits(one: Number, other: Number) -> bool:
        made = quotient(span_of(one), span_of(other), 1) if other.value > 0 else None
        return made is not None and allows(Range(made.low * power, made.high * power), said)

    found = [(wrong.part, n.value) for n in swapped_digits(top) if fits(n, under)]
    found += [(wrong.whole, n.value) for n in swapped_digits(under) if fits(top, n)]
    return found[0] if len(found) == 1 else None


def swapped_growth(grid: Grid, wrong: WrongRatio) -> tuple[tuple[int, int], Decimal] | None:
    """The one of the two values whose swapped digits make the growth said, with the mended value.

    None where the growth itself may be the one with its digits reversed.
    """
    said, now = grid.number(wrong.row, wrong.column), grid.number(*wrong.part)
    then = grid.number(*wrong.whole) if wrong.whole is not None else None
    if said is None or now is None or then is None or wrong.whole is None:
        return None
    if is_over_the_later(grid, wrong):
        return None
    as_is = growth(span_of(now), span_of(then))
    if as_is is None or any(allows(as_is, other) for other in swapped_digits(said)):
        return None
    found = [(wrong.part, n.value) for n in swapped_digits(now) if _grows(n, then, said)]
    found += [(wrong.whole, n.value) for n in swapped_digits(then) if _grows(now, n, said)]
    return found[0] if len(found) == 1 else None


def _grows(now: Number, then: Number, said: Number) -> bool:
    found = growth(span_of(now), span_of(then))
    return found is not None and allows(found, said)
