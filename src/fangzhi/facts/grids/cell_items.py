"""The figures of a table read as items of prose: what their row and column say, and their year."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fangzhi.facts.arithmetic.pools import CELL
from fangzhi.facts.quantities import Quantity, kind_of
from fangzhi.facts.statements import Item
from fangzhi.facts.tables import Column, Grid, Number, Row

_YEAR: Final = re.compile(r"(1[0-9]\d\d|20\d\d)年?(?:末|底)?")
_BRACKET: Final = re.compile(r"[（(][^（）()]*[）)]")
_SCALED: Final = re.compile(
    r"^(?P<scale>百万|千万|万|亿|百|千(?![米克瓦]))?(?P<unit>[^\d%％‰]{0,8})$"
)
_WEIGHT: Final = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}
_MOST: Final = 400
TOTAL: Final = "合计"
"""How the label of a figure in a row of totals begins."""


def cell_items(grid: Grid) -> tuple[Item, ...]:
    """Give the figures of a table: `label` is what row and column say, `lead` the column alone,
    `tail` the title. Tables of very many figures give none."""
    if len(grid.rows) * len(grid.columns) > _MOST:
        return ()
    title = grid.table.title.text if grid.table.title is not None else ""
    told = _YEAR.findall(title)
    year = int(told[0]) if len(told) == 1 else 0
    return tuple(
        _item(grid, row, column, number, title, year)
        for row in grid.rows
        for column in grid.columns
        if (number := grid.number(row.index, column.index)) is not None and not number.percent
    )


def _item(grid: Grid, row: Row, column: Column, number: Number, title: str, year: int) -> Item:
    unit, weight = _unit_of(grid.unit_of(column))
    factor = 10**weight
    value, step = number.value * factor, number.step * factor
    quantity = Quantity(
        0, 0, f"{grid.text(row.index, column.index)}{grid.unit_of(column)}", value, step, unit,
        "percent" if unit in ("%", "％") else kind_of(unit),
    )  # fmt: skip
    own = column.year or row.year or year
    name, head = (
        _BRACKET.sub("", _YEAR.sub("", n)).replace(" ", "") for n in (row.label, column.header)
    )
    return Item(
        quantity, f"{TOTAL}{head}" if row.total else name + head, 0, head, title, CELL, CELL, 0, own, bool(own)
    )  # fmt: skip


@lru_cache(maxsize=512)
def _unit_of(words: str) -> tuple[str, int]:
    if words in ("%", "％"):
        return "%", 0
    m = _SCALED.match(words)
    return (m["unit"], _WEIGHT[m["scale"] or ""]) if m is not None else ("", 0)
