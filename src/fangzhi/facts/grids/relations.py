"""Columns that make one another: sums and balances that no header names but the rows bear out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import Final

import msgspec

from fangzhi.facts.tables import Column, Grid, Number, Row, once

_MOST_COLUMNS: Final = 12
_WIDEST: Final = 7
"""How far from a column its parts may stand."""
_MOST_WRONG: Final = 2
_ROUND: Final = 1e-9
Signs = tuple[int, ...]


class WrongRelation(msgspec.Struct, frozen=True):
    """The figure at `row`, `column` is not what the columns `parts` make with these `signs`."""

    row: int
    column: int
    parts: tuple[int, ...]
    signs: Signs
    stated: Decimal
    made: Decimal


@once
def wrong_relations(grid: Grid) -> Iterator[WrongRelation]:
    """Give the figure of a column that fails where every other row makes it of its neighbors; two,
    where twice as many rows and more bear the relation out.

    Two rows at least must bear it out (three for one of three columns of small figures),
    and one digit must stand between the row that fails and the relation, unless the figures are long.
    """
    columns = [c for c in grid.columns if c.additive][:_MOST_COLUMNS]
    rows = [r for r in grid.rows if all(grid.number(r.index, c.index) for c in columns[:1])]
    if len(columns) < 3 or not 3 <= len(rows) <= 60:
        return
    seen: set[int] = set()
    for target in columns:
        at = columns.index(target)
        near = columns[max(0, at - _WIDEST + 1) : at + _WIDEST]
        others = [c for c in near if c is not target]
        for wrong in _of_target(grid, rows, target, others):
            if wrong.row not in seen:
                seen.add(wrong.row)
                yield wrong


def _of_target(
    grid: Grid, rows: Sequence[Row], target: Column, others: Sequence[Column]
) -> Iterator[WrongRelation]:
    for size in (2, 3, 4):
        for parts in combinations(others, size):
            if not _is_in_order(target, parts):
                continue
            for signs in _signs(size):
                found = _judge(grid, rows, target, parts, signs)
                if found:
                    yield from found
                    return


def _is_in_order(target: Column, parts: Sequence[Column]) -> bool:
    """All parts on one side of what they make, as tables are laid out."""
    return all(p.index > target.index for p in parts) or all(p.index < target.index for p in parts)


def _signs(size: int) -> Iterator[Signs]:
    """All plus; or an opening stock with flows in and out."""
    yield (1,) * size
    if size > 2:
        yield from ((1, *rest) for rest in product((1, -1), repeat=size - 1) if -1 in rest)


def _judge(
    grid: Grid, rows: Sequence[Row], target: Column, parts: Sequence[Column], signs: Signs
) -> list[WrongRelation]:
    if _often_fails(grid, rows, target, parts, signs):
        return []
    good = weight = 0
    doubted: list[tuple[Row, Number, list[Number], Decimal]] = []
    for row in rows:
        stated = grid.number(row.index, target.index)
        numbers = [grid.number(row.index, p.index) for p in parts]
        known = [n for n in numbers if n is not None]
        if stated is None or len(known) < len(numbers):
            continue
        made = sum((n.value * s for n, s in zip(known, signs, strict=True)), Decimal(0))
        if abs(made - stated.value) <= grid.slack(target, [*known, stated]):
            good += 1
            weight += _digits(stated) if sum(n.value != 0 for n in known) > 1 else 0
        else:
            doubted.append((row, stated, known, made))
            if len(doubted) > _MOST_WRONG:
                return []
    if good < 2 * len(doubted) or weight < (len(parts) + 2) * len(doubted):
        return []
    sure = weight >= (2 * len(parts) + 2) * len(doubted)
    columns = tuple(p.index for p in parts)
    return [
        _blamed(
            grid, rows, WrongRelation(row.index, target.index, columns, signs, stated.value, made)
        )
        for row, stated, known, made in doubted
        if sure or _slips(stated, known, signs, made)
    ]


def _blamed(grid: Grid, rows: Sequence[Row], wrong: WrongRelation) -> WrongRelation:
    """Where each row opens with what the row before closes with, doubt the closing figure that the next
    row tells otherwise, not the opening one that is told twice."""
    last = wrong.parts[-1]
    at = next(k for k, r in enumerate(rows) if r.index == wrong.row)
    if wrong.signs[-1] != 1 or wrong.parts[0] < wrong.column or not 0 < at < len(rows) - 1:
        return wrong
    before, after = (
        grid.number(rows[at - 1].index, last),
        grid.number(rows[at + 1].index, wrong.column),
    )
    closing = grid.number(wrong.row, last)
    if before is None or after is None or closing is None or before.value != wrong.stated:
        return wrong
    right = closing.value + wrong.stated - wrong.made
    if after.value != right:
        return wrong
    rest = zip(wrong.parts[:-1], wrong.signs[:-1], strict=True)
    parts, signs = zip(*((c, -s) for c, s in rest), strict=True)
    return msgspec.structs.replace(
        wrong, column=last, parts=(wrong.column, *parts), signs=(1, *signs),
        stated=closing.value, made=right,
    )  # fmt: skip


def _often_fails(
    grid: Grid, rows: Sequence[Row], target: Column, parts: Sequence[Column], signs: Signs
) -> bool:
    """Tell roughly whether more rows than may be wrong miss their sum by more than any rounding."""
    sums, columns = grid.rough(target.index), [grid.rough(p.index) for p in parts]
    wrong = 0
    for row in rows:
        known = [c[row.index] for c in columns if row.index in c]
        stated = sums.get(row.index)
        if stated is None or len(known) < len(columns):
            continue
        missing, slack = -stated[0], stated[1] + _ROUND * abs(stated[0])
        for (value, step), sign in zip(known, signs, strict=True):
            missing += value * sign
            slack += step + _ROUND * abs(value)
        if abs(missing) > slack:
            wrong += 1
            if wrong > _MOST_WRONG:
                return True
    return False


def _digits(number: Number) -> int:
    return len(str(abs(int(number.value / number.step))))


def _slips(stated: Number, parts: Sequence[Number], signs: Signs, made: Decimal) -> bool:
    missing = stated.value - made
    if any(other == made for other in _others(stated)):
        return True
    return any(
        (other - n.value) * sign == missing
        for n, sign in zip(parts, signs, strict=True)
        for other in _others(n)
    )


def _others(number: Number) -> Iterator[Decimal]:
    """The number with one digit other, or two neighboring ones put the other way round."""
    digits = str(abs(int(number.value / number.step)))
    for at, own in enumerate(digits):
        for other in "0123456789":
            if other != own:
                yield int(digits[:at] + other + digits[at + 1 :]) * number.step
        if at + 1 < len(digits):
            turned = digits[:at] + digits[at + 1] + own + digits[at + 2 :]
            yield int(turned) * number.step
