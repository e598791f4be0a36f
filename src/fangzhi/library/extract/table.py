"""Extracted rows as a table: each slot, what was computed from it, and the evidence beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fangzhi.library.extract.corrections import NOTE, VERDICT
from fangzhi.library.extract.kinds import ERA_YEAR, NUMBER
from fangzhi.library.extract.recipe import Recipe
from fangzhi.library.extract.rows import Row

_COMPUTED = {NUMBER: "数值", ERA_YEAR: "公元"}


def columns_of(recipe: Recipe) -> tuple[tuple[str, int], ...]:
    """Give the heads of the columns and how wide they are in characters."""
    made: list[tuple[str, int]] = [("书", 14), ("出处", 24)]
    for name, kind in recipe.columns.items():
        made.append((name, 16))
        if kind in _COMPUTED:
            made.append((f"{name}（{_COMPUTED[kind]}）", 12))
    made += [("原文", 48), ("前文", 20), ("后文", 20), ("承前", 10), ("改过", 16), (VERDICT, 8)]
    return (*made, (NOTE, 30), ("起", 10), ("讫", 10), ("代号", 18))


def cells_of(recipe: Recipe, rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    """Give rows as cells under the heads of `columns_of`."""
    for row in rows:
        cells = [row.title, row.cite if row.cite == row.cite_to else f"{row.cite} 至 {row.cite_to}"]
        for name, kind in recipe.columns.items():
            cells.append(row.slots.get(name, ""))
            if kind in _COMPUTED:
                cells.append(row.values.get(name, ""))
        mended = "；".join(f"{name}原作“{was}”" for name, was in row.mended.items())
        yield (
            *cells, row.quotation, row.before, row.after, "、".join(row.carried), mended,
            row.verdict, row.note, str(row.start), str(row.end), row.id,
        )  # fmt: skip
