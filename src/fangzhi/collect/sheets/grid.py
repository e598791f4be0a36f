"""From a sheet to tables and texts: where a table begins, its title, unit, heads and notes.

The words that decide stand in the patterns below. Every cell that shows something appears once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from fangzhi.collect.sheets.sheet import (
    Area,
    Sheet,
    SheetCell,
    joined,
    text_of,
)
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Block, Cell, Table
from fangzhi.model.value import mint_id

UNIT_LINE = re.compile(r"^\s*[（(]?\s*(?:计量|金额|数量|货币|面积)?单\s*位\s*[:：]")
NOTE_LINE = re.compile(
    r"^\s*[（(【\[]?\s*(?:注|备\s*注|附\s*注|说\s*明|资料来源|数据来源|资料提供|来\s*源)\s*\d*"
    r"\s*[】\]]?\s*[:：．.、）)]"
)
SUBTITLE = re.compile(r"^\s*[（(].*[）)]\s*$")
LONGEST_TITLE = 60
LONGEST_SPAN = 200
"""A merge that reaches further than this beyond the last filled cell is cut off there."""

SPARSE = 200_000
"""Above this many positions, empty rows and columns are left out: a far-off cell costs nothing."""

SCATTERED = 2_000_000
"""Above this many positions even then, cells are no table: each is read as a text of its own."""


class Band(NamedTuple):
    """Rows with nothing blank between them, cut into lines above, the grid, and lines below."""

    above: list[SheetCell]
    grid: list[SheetCell]
    below: list[SheetCell]
    first: int
    last: int


class Draft(NamedTuple):
    """A table being gathered: the cells of its grid with the lines that belong to it."""

    title: list[SheetCell]
    unit: list[SheetCell]
    grid: list[SheetCell]
    source: list[SheetCell]
    first: int
    last: int


def blocks_of(source: SourceFile, sheet: Sheet) -> tuple[Block, ...]:
    """Give the tables and texts of a sheet from top to bottom."""
    out: list[SheetCell | Draft] = []
    waiting: list[SheetCell] = []
    for band in _bands(_spread(sheet)):
        table = out[-1] if out and isinstance(out[-1], Draft) else None
        if not waiting and not band.above and table and band.grid and not _starts_anew(band):
            table.grid.extend(band.grid)
            out[-1] = table._replace(last=band.last)
            _close(out, band.below)
            continue
        if table and not waiting:
            _take_notes(table, band)
        waiting += band.above
        if band.grid:
            title, unit, texts = _lines_above(waiting)
            out += texts
            out.append(Draft(title, unit, list(band.grid), [], band.first, band.last))
            waiting = []
            _close(out, band.below)
    out += waiting
    return tuple(block for item in out for block in _blocks(source, sheet, item))


def usable_merges(merged: Iterable[Area], filled: set[tuple[int, int]]) -> tuple[
    dict[tuple[int, int], Area], tuple[Area, ...]
]:  # fmt: skip
    """Part merged ranges into those that hide nothing, by top-left cell, and those that do."""
    good: dict[tuple[int, int], Area] = {}
    bad: list[Area] = []
    taken: set[tuple[int, int]] = set()
    columns: dict[int, list[int]] = defaultdict(list)
    for row, column in sorted(filled):
        columns[row].append(column)
    for area in merged:
        top, left, bottom, right = area
        corners = {(top, left), (top, right), (bottom, left), (bottom, right)}
        if corners & taken or _hides(columns, area):
            bad.append(area)
        else:
            good[top, left] = area
            taken |= corners
    return good, tuple(bad)


def _hides(columns: dict[int, list[int]], area: Area) -> bool:
    """Say whether merging an area hides a filled cell other than its top-left one."""
    top, left, bottom, right = area
    rows = range(top, bottom + 1) if bottom - top < len(columns) else sorted(columns)
    return any(
        (row, column) != (top, left)
        for row in rows
        if top <= row <= bottom
        for column in columns.get(row, ())
        if left <= column <= right
    )


def _spread(sheet: Sheet) -> list[SheetCell]:
    """Give the cells that show something, with the spans that merging gives them."""
    filled = {(cell.row, cell.column) for cell in sheet.cells}
    good, _ = usable_merges(sheet.merged, filled)
    lowest = max((row for row, _ in filled), default=0)
    rightmost = max((column for _, column in filled), default=0)
    cells: list[SheetCell] = []
    for cell in sheet.cells:
        area = good.get((cell.row, cell.column))
        if area is not None:
            top, left, bottom, right = area
            rows = min(bottom, max(lowest, top + LONGEST_SPAN)) - top + 1
            columns = min(right, max(rightmost, left + LONGEST_SPAN)) - left + 1
            cell = cell._replace(row_span=rows, column_span=columns)
        cells.append(cell)
    return cells


def _bands(cells: list[SheetCell]) -> list[Band]:
    groups: list[list[SheetCell]] = []
    end = -1
    for cell in cells:
        if not groups or cell.row > end + 1:
            groups.append([])
            end = cell.row
        groups[-1].append(cell)
        end = max(end, cell.row + cell.row_span - 1)
    return [_band(group) for group in groups]


def _band(cells: list[SheetCell]) -> Band:
    rows: dict[int, list[SheetCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(cell)
    reach = _reach(rows)
    order = list(rows)
    start = 0
    while start < len(order) and (
        _is_line(rows, reach, order[start]) or _is_unit_row(rows[order[start]])
    ):
        start += 1
    stop = len(order)
    while stop > start and _is_line(rows, reach, order[stop - 1]):
        stop -= 1
    if start < len(order):
        width = max(c.column + c.column_span for c in cells) - min(c.column for c in cells)
        while stop < len(order) and not _is_below(rows[order[stop]][0], width):
            stop += 1
    above = [cell for row in order[:start] for cell in rows[row]]
    grid = [cell for row in order[start:stop] for cell in rows[row]]
    below = [cell for row in order[max(start, stop) :] for cell in rows[row]]
    first = order[start] if grid else order[0]
    last = max((cell.row + cell.row_span - 1 for cell in grid), default=first)
    return Band(above, grid, below, first, last)


def _reach(rows: dict[int, list[SheetCell]]) -> dict[int, int]:
    """For each row, the last row that a cell of an earlier row reaches down to."""
    reach: dict[int, int] = {}
    lowest = -1
    for row, cells in rows.items():
        reach[row] = lowest
        lowest = max([lowest, *(cell.row + cell.row_span - 1 for cell in cells)])
    return reach


def _is_line(rows: dict[int, list[SheetCell]], reach: dict[int, int], row: int) -> bool:
    cells = rows[row]
    if len(cells) != 1 or reach[row] >= row or cells[0].is_figure:
        return False
    end = row + cells[0].row_span
    return not any(below in rows for below in range(row + 1, min(end, row + 50)))


def _is_unit_row(cells: list[SheetCell]) -> bool:
    return (
        len(cells) <= 3
        and any(UNIT_LINE.match(cell.text) for cell in cells)
        and not any(cell.is_figure and cell.kind != "date" for cell in cells)
    )


def _is_below(cell: SheetCell, width: int) -> bool:
    return bool(NOTE_LINE.match(cell.text)) or cell.column_span >= max(2, (width + 1) // 2)


def _starts_anew(band: Band) -> bool:
    """Say whether rows after a blank one begin with heads of their own."""
    top = [cell for cell in band.grid if cell.row == band.first]
    heads = {cell.column for cell in top}
    if len(top) < 2 or any(cell.is_figure for cell in top):
        return False
    return any(c.is_figure and c.row > band.first and c.column in heads for c in band.grid)


def _take_notes(table: Draft, band: Band) -> None:
    """Give a table the note lines that stand a blank row below it."""
    if band.above and NOTE_LINE.match(band.above[0].text) and not band.grid:
        table.source.extend(band.above)
        band.above.clear()
    while band.above and NOTE_LINE.match(band.above[0].text):
        table.source.append(band.above.pop(0))


def _close(out: list[SheetCell | Draft], below: list[SheetCell]) -> None:
    """Give note lines to the table just gathered; other words below it stand for themselves."""
    table = out[-1]
    assert isinstance(table, Draft)
    noted = False
    for cell in below:
        noted = noted or bool(NOTE_LINE.match(cell.text))
        if noted:
            table.source.append(cell)
        else:
            out.append(cell)


def _lines_above(
    lines: list[SheetCell],
) -> tuple[list[SheetCell], list[SheetCell], list[SheetCell]]:
    """Part the lines above a grid into its title with subtitle, its unit, and other words."""
    unit = [cell for cell in lines if UNIT_LINE.match(cell.text)]
    others = [cell for cell in lines if not UNIT_LINE.match(cell.text)]
    rest = list(others)
    title: list[SheetCell] = []
    while rest and SUBTITLE.match(rest[-1].text):
        title.insert(0, rest.pop())
    if rest and _can_be_title(rest[-1]):
        title.insert(0, rest.pop())
        return title, unit, rest
    return [], unit, others


def _can_be_title(cell: SheetCell) -> bool:
    words = cell.text.strip()
    return cell.kind == "text" and len(words) <= LONGEST_TITLE and words[-1] not in "。；，："


def _blocks(source: SourceFile, sheet: Sheet, item: SheetCell | Draft) -> Iterator[Block]:
    if isinstance(item, SheetCell):
        yield text_of(source, sheet, item)
        return
    left = min(cell.column for cell in item.grid)
    right = max(cell.column + cell.column_span for cell in item.grid)
    columns, rows = right - left, item.last - item.first + 1
    if rows * columns <= max(SPARSE, 4 * len(item.grid)):
        cells = _with_empty(item.grid, item.first, left, rows, columns)
        across, down = _numbered(range(left, right)), _numbered(range(item.first, item.last + 1))
        yield _table(source, sheet, item._replace(grid=cells), across, down)
        return
    across = _numbered(n for c in item.grid for n in (c.column, c.column + c.column_span - 1))
    down = _numbered(n for c in item.grid for n in (c.row, c.row + c.row_span - 1))
    if len(across) * len(down) <= max(SCATTERED, 4 * len(item.grid)):
        yield _table(source, sheet, item, across, down)
    else:
        for cell in (*item.title, *item.unit, *item.grid, *item.source):
            yield text_of(source, sheet, cell)


def _numbered(places: Iterable[int]) -> dict[int, int]:
    """Number the rows or columns that a table keeps, from 0."""
    return {place: number for number, place in enumerate(sorted(set(places)))}


def _table(
    source: SourceFile, sheet: Sheet, draft: Draft, across: dict[int, int], down: dict[int, int]
) -> Table:
    left = min(cell.column for cell in draft.grid)
    return Table(
        id=mint_id(source.digest, sheet.name, f"t{draft.first}/{left}"),
        rows=len(down),
        columns=len(across),
        cells=tuple(
            Cell(down[cell.row], across[cell.column], text_of(source, sheet, cell),
                 down[cell.row + cell.row_span - 1] - down[cell.row] + 1,
                 across[cell.column + cell.column_span - 1] - across[cell.column] + 1,
                 cell.value, cell.formula)
            for cell in draft.grid
        ),
        header_rows=min(_header_rows(draft), len(down)),
        title=joined(source, sheet, draft.title, "caption"),
        unit=joined(source, sheet, draft.unit, "unit"),
        source=joined(source, sheet, draft.source, "source"),
        sheet=sheet.name,
    )  # fmt: skip


def _with_empty(
    cells: list[SheetCell], first: int, left: int, rows: int, columns: int
) -> list[SheetCell]:
    covered = {
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    empty = [
        SheetCell(row, column, "", "empty")
        for row in range(first, first + rows)
        for column in range(left, left + columns)
        if (row, column) not in covered
    ]
    return sorted(cells + empty, key=lambda cell: (cell.row, cell.column))


def _header_rows(draft: Draft) -> int:
    """Count head rows: the first row without figures, and what its merged cells reach over."""
    rows: dict[int, list[SheetCell]] = defaultdict(list)
    for cell in draft.grid:
        rows[cell.row].append(cell)
    top = rows[draft.first]
    if any(cell.is_figure and not _is_year(cell) for cell in top):
        return 0
    count = max((cell.row_span for cell in top), default=1)
    row = draft.first
    while any(cell.column_span > 1 for cell in rows[row]) and row + 1 <= draft.last:
        below = rows.get(row + 1, [])
        if not below or any(cell.is_figure and not _is_year(cell) for cell in below):
            break
        row += 1
        count = max(count, row - draft.first + 1)
    return min(count, draft.last - draft.first + 1)


def _is_year(cell: SheetCell) -> bool:
    value = cell.value
    return value is not None and value == int(value) and 1800 <= value <= 2100
