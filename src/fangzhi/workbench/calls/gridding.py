"""The form of a photographed table: cells read out of it, and what it shows."""

from __future__ import annotations

from typing import Any

from fangzhi.collect.pages import engine
from fangzhi.workbench.calls.intake.grids import MOST_COLUMNS, MOST_ROWS, proposal, sums
from fangzhi.workbench.calls.models import HandFile, PhotoTable
from fangzhi.workbench.works.compiling import store

_ROWS, _COLUMNS = 6, 4


def cells_of(told: Any) -> tuple[str, list[list[str]]]:
    """Read the title and the cells of a posted form."""
    wide = min(max(_number(told.get("columns"), _COLUMNS), 1), MOST_COLUMNS)
    cells = [str(words) for words in told.getlist("cell")][: wide * MOST_ROWS]
    rows = [cells[at : at + wide] for at in range(0, len(cells), wide)]
    return str(told.get("title", "")), rows


def shown(file: HandFile, told: Any) -> dict[str, Any]:
    """Give what the form shows: what was typed, else what recognition proposes, else empty cells."""
    grid: PhotoTable | None = getattr(file, "grid", None)
    rows = [list(row) for row in grid.rows] if grid is not None else []
    proposed = False
    if not rows and told.get("propose") and file.digest:
        rows = proposal(store().path(file.digest))
        proposed = bool(rows)
    wide = _number(told.get("columns"), max([_COLUMNS * (not rows), *map(len, rows)]))
    tall = _number(told.get("rows"), max(_ROWS * (not rows), len(rows)))
    wide, tall = min(max(wide, 1), MOST_COLUMNS), min(max(tall, 1), MOST_ROWS)
    blank = [*rows, *([] for _ in range(max(0, tall - len(rows))))]
    cells = [[*row[:wide], *("",) * max(0, wide - len(row))] for row in blank]
    return {
        "file": file, "grid": grid, "cells": cells, "columns": wide, "tall": len(cells),
        "sums": sums(rows), "proposed": proposed, "can_propose": engine.available(),
        "most": (MOST_ROWS, MOST_COLUMNS),
    }  # fmt: skip


def _number(told: Any, other: int) -> int:
    return int(told) if str(told or "").isdecimal() else other
