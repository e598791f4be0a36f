"""Which cell of a column that does not add up is wrong, where its row tells: 12个、每个600元、7000元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import combinations, product
from typing import Final

from fangzhi.facts.grids.totals import Mismatch
from fangzhi.facts.tables import Grid

_MOST: Final = 12
_BORNE_OUT: Final = 3
"""Other rows that bear a balance out."""
Place = tuple[int, int]


@lru_cache(maxsize=64)
def culprit_of(grid: Grid, mismatch: Mismatch) -> tuple[Place, Decimal] | None:
    """The one part that its own row bears out with another value, which mends the sum, or None.

    Kept, for a table is checked again whenever its entry is edited.
    """
    if len(grid.columns) > _MOST:
        return None
    found = []
    for place in mismatch.parts:
        number = grid.number(*place)
        mended = number.value + mismatch.difference if number is not None else Decimal(0)
        if mended > 0 and (
            _is_product(grid, place, mended)
            or _is_share(grid, mismatch, place, mended)
            or _is_balanced(grid, mismatch, place, mended)
        ):
            found.append((place, mended))
    if not found:
        found = _misplaced(grid, mismatch)
    return found[0] if len(found) == 1 else None


def _is_share(grid: Grid, mismatch: Mismatch, place: Place, value: Decimal) -> bool:
    """The share printed in its row is that of the mended value, and not that of the printed one;
    shares of most other rows are of this column, too."""
    own, total = grid.number(*place), mismatch.stated
    if own is None or total <= 0:
        return False
    for column in grid.columns:
        told = grid.number(place[0], column.index)
        if column.additive or column.index == place[1] or told is None or not 0 < told.value < 100:
            continue
        if not re.search("占|比重|比例|%|％", column.header):
            continue
        off, now = (abs(v * 100 / total - told.value) for v in (value, own.value))
        if not off <= told.half < now:
            continue
        others = [
            abs(part.value * 100 / total - share.value) <= share.half
            for p in mismatch.parts
            if p != place and (part := grid.number(*p)) is not None
            and (share := grid.number(p[0], column.index)) is not None
        ]  # fmt: skip
        if sum(others) * 2 >= len(others):
            return True
    return False


def _is_balanced(grid: Grid, mismatch: Mismatch, place: Place, value: Decimal) -> bool:
    """年初114372、脱贫20146、净增-228、年末93998: other columns of the row make the mended value,
    as those of every other row make theirs."""
    rows = [p[0] for p in mismatch.parts if p != place]
    others = [c.index for c in grid.columns if c.additive and c.index != place[1]]
    if len(rows) < _BORNE_OUT or not all(p[1] == place[1] for p in mismatch.parts):
        return False
    cells = {c: n.value for c in others if (n := grid.number(place[0], c)) is not None}
    for size in (2, 3):
        for chosen in combinations(cells, size):
            for signs in product((1, -1), repeat=size):
                made = sum(s * cells[c] for s, c in zip(signs, chosen, strict=True))
                if made == value and all(_holds(grid, r, place[1], chosen, signs) for r in rows):
                    return True
    return False


def _holds(grid: Grid, row: int, target: int, parts: Sequence[int], signs: Sequence[int]) -> bool:
    own = grid.number(row, target)
    others = [grid.number(row, c) for c in parts]
    numbers = [n.value for n in others if n is not None]
    if own is None or len(numbers) < len(others):
        return False
    return own.value == sum(s * n for s, n in zip(signs, numbers, strict=True))


def _misplaced(grid: Grid, mismatch: Mismatch) -> list[tuple[Place, Decimal]]:
    """34651 among figures to one decimal, 3465.1 by the sum: the point left out of one part, which is
    then no longer out of line."""
    found = []
    most = max(abs(n.value) for p in mismatch.parts if (n := grid.number(*p)) is not None)
    for place in mismatch.parts:
        own = grid.number(*place)
        mended = own.value + mismatch.difference if own is not None else Decimal(0)
        if own is not None and 0 < mended < 3 * most and mended in (own.value * 10, own.value / 10):
            found.append((place, mended))
    return found


def _is_product(grid: Grid, place: Place, value: Decimal) -> bool:
    row, column = place
    others = [n.value for c in grid.columns
              if c.index != column and (n := grid.number(row, c.index)) is not None]  # fmt: skip
    sure = [(a, b) for a, b in combinations(others, 2) if a > 1 and b > 1]
    return any(a * b == value for a, b in sure)
