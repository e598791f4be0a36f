"""Which cell of a column that does not add up is wrong, where its row tells: 12个、每个600元、7000元."""

from __future__ import annotations

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
        if mended > 0 and _is_product(grid, place, mended):
            found.append((place, mended))
    return found[0] if len(found) == 1 else None


def _is_product(grid: Grid, place: Place, value: Decimal) -> bool:
    row, column = place
    others = [n.value for c in grid.columns
              if c.index != column and (n := grid.number(row, c.index)) is not None]  # fmt: skip
    sure = [(a, b) for a, b in combinations(others, 2) if a > 1 and b > 1]
    return any(a * b == value for a, b in sure)
