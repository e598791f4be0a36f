"""Which cell of a column that does not add up is wrong, where its row tells: 12个、每个600元、7000元."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations
from typing import Final

from fangzhi.facts.grids.totals import Mismatch
from fangzhi.facts.tables import Grid

_MOST: Final = 12
Place = tuple[int, int]


def culprit_of(grid: Grid, mismatch: Mismatch) -> tuple[Place, Decimal] | None:
    """The one part that its own row bears out with another value, which mends the sum, or None."""
    if len(grid.columns) > _MOST:
        return None
    found = []
    for place in mismatch.parts:
        number = grid.number(*place)
        mended = number.value + mismatch.difference if number is not None else Decimal(0)
        if mended > 0 and (
            _is_product(grid, place, mended) or _is_share(grid, place, mended, mismatch.stated)
        ):
            found.append((place, mended))
    if not found:
        found = _misplaced(grid, mismatch)
    return found[0] if len(found) == 1 else None


def _is_share(grid: Grid, place: Place, value: Decimal, total: Decimal) -> bool:
    """The share printed in its row is that of the mended value, and not that of the printed one."""
    own = grid.number(*place)
    if own is None or total <= 0:
        return False
    for column in grid.columns:
        told = grid.number(place[0], column.index)
        if column.additive or column.index == place[1] or told is None or not 0 < told.value < 100:
            continue
        if not re.search("占|比重|比例|%|％", column.header):
            continue
        off, now = (abs(v * 100 / total - told.value) for v in (value, own.value))
        if off <= told.half < now:
            return True
    return False


def _misplaced(grid: Grid, mismatch: Mismatch) -> list[tuple[Place, Decimal]]:
    """34651 among figures to one decimal, 3465.1 by the sum: the point left out of one part."""
    found = []
    for place in mismatch.parts:
        own = grid.number(*place)
        mended = own.value + mismatch.difference if own is not None else Decimal(0)
        if own is not None and mended > 0 and mended in (own.value * 10, own.value / 10):
            found.append((place, mended))
    return found


def _is_product(grid: Grid, place: Place, value: Decimal) -> bool:
    row, column = place
    others = [n.value for c in grid.columns
              if c.index != column and (n := grid.number(row, c.index)) is not None]  # fmt: skip
    sure = [(a, b) for a, b in combinations(others, 2) if a > 1 and b > 1]
    return any(a * b == value for a, b in sure)
