"""The part of a table around a cell, with the heads of its row and column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fangzhi.check.report.drawings import Cells, Sum, Term
from fangzhi.model.manuscript import Cell, Manuscript, Table, tables

_ROWS, _COLUMNS = 12, 6
"""So many rows and columns of a table are shown whole."""
_NEAR = 3


@dataclass(frozen=True)
class Found:
    """A cell that a finding stands on, with its table laid out as displayed words."""

    table: Table
    cell: Cell
    words: tuple[tuple[str, ...], ...]
    heads: int


class TableIndex:
    """Gives the table and the cell of a block id; tables are laid out only when asked for."""

    def __init__(self, manuscripts: Iterable[Manuscript]) -> None:
        self._cells = {
            cell.text.id: (table, cell)
            for manuscript in manuscripts
            for table in tables(manuscript)
            for cell in table.cells
        }
        self._laid: dict[str, tuple[tuple[str, ...], ...]] = {}

    def find(self, block: str) -> Found | None:
        """Give what a block id names, None where it is no cell."""
        known = self._cells.get(block)
        if known is None:
            return None
        table, cell = known
        if table.id not in self._laid:
            self._laid[table.id] = _laid_out(table)
        return Found(table, cell, self._laid[table.id], _head_rows(table))


def _head_rows(table: Table) -> int:
    """Count the head rows: those that repeat, and those that the cells of the first row span."""
    spanned = max((cell.row_span for cell in table.cells if cell.row == 0), default=1)
    return max(1, table.header_rows, spanned)


def _laid_out(table: Table) -> tuple[tuple[str, ...], ...]:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.columns)):
                grid[row][column] = cell.text.text.replace("\n", " ")
    return tuple(map(tuple, grid))


def excerpt(found: Found) -> Cells:
    """Give the heads, the first column and what is near the cell; all of a small table."""
    row, column = found.cell.row, found.cell.column
    heads = min(found.heads, len(found.words) - 1) if row >= found.heads else 0
    rows = _near(range(heads, len(found.words)), row, _ROWS)
    columns = _near(range(len(found.words[0])), column, _COLUMNS)
    shown = tuple(("…",) * len(columns) if n < 0 else _row(found.words[n], columns) for n in rows)
    head = _row(_heads(found, heads), columns) if heads else ()
    return Cells(head, shown, (rows.index(row), columns.index(column)))


def _heads(found: Found, count: int) -> tuple[str, ...]:
    """Give one head for each column, those of several head rows put together."""
    lines = zip(*found.words[:count], strict=True)
    return tuple(" ".join(dict.fromkeys(word for word in column if word)) for column in lines)


def _row(words: tuple[str, ...], columns: list[int]) -> tuple[str, ...]:
    return tuple("…" if n < 0 else words[n] for n in columns)


def _near(numbers: range, at: int, most: int) -> list[int]:
    """Give the first, the last and those near `at`; −1 where some are left out."""
    if len(numbers) <= most:
        return list(numbers)
    kept = [n for n in numbers if abs(n - at) <= _NEAR or n in (numbers[0], numbers[-1])]
    told: list[int] = []
    for n in kept:
        if told and n != told[-1] + 1:
            told.append(-1)
        told.append(n)
    return told


def labelled(total: Sum, found: Found) -> Sum:
    """Name the terms of a sum by the heads of the rows (or columns) that hold them, in order."""
    row, column = found.cell.row, found.cell.column
    down = [(line[0], line[column]) for n, line in enumerate(found.words) if n != row]
    heads = _heads(found, found.heads)
    across = [(heads[n], words) for n, words in enumerate(found.words[row]) if n != column]
    for cells in (down, across):
        labels = _matched([term.figure for term in total.terms], cells)
        if labels is not None:
            terms = tuple(
                Term(term.sign, term.figure, label)
                for term, label in zip(total.terms, labels, strict=True)
            )
            return replace(total, terms=terms)
    return total


def _matched(figures: list[str], cells: list[tuple[str, str]]) -> list[str] | None:
    labels = []
    rest = iter(cells)
    for figure in figures:
        label = next((name for name, words in rest if _plain(words) == _plain(figure)), None)
        if label is None:
            return None
        labels.append(label)
    return labels


def _plain(words: str) -> str:
    digits = words.strip().replace(",", "").replace("，", "").replace(" ", "").rstrip("%‰")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
