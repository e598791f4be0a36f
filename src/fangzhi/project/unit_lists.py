"""疑点表: one workbook a unit, with a list to choose the opinion from; and reading it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from fangzhi.check.report.rows import Row
from fangzhi.check.sheets import CHOICES, COLUMNS, OPINION, Opinion, lists_of, opinions
from fangzhi.collect.readers import read_file, was_read
from fangzhi.files.atomic import write_bytes
from fangzhi.model.manuscript import Manuscript, tables
from fangzhi.publish.press.xlsx import Sheet, workbook

FOLDER = "疑点表"


def write_lists(folder: Path, rows: Sequence[Row]) -> None:
    """Write `folder`/疑点表: 全部.xlsx, and one for each unit where units are known."""
    lists = lists_of(rows)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, cells in lists.items():
        write_bytes(folder / FOLDER / f"{name}.xlsx", _workbook(cells))


def _workbook(rows: Sequence[tuple[str, ...]]) -> bytes:
    heads = [head for head, _ in COLUMNS]
    sheet = Sheet(FOLDER, widths=[float(width) for _, width in COLUMNS], frozen=True)
    for number, cells in enumerate((heads, *rows), 1):
        for column, words in enumerate(cells, 1):
            sheet.write(number, column, words, "list head" if number == 1 else "list")
    sheet.choices[heads.index(OPINION) + 1] = CHOICES
    return workbook([sheet])


def read_list(path: Path) -> tuple[Opinion, ...]:
    """Give what a unit wrote into its list; ValueError in Chinese where it cannot be read."""
    reading = read_file(path, path.parent)
    if not was_read(reading):
        why = "；".join(finding.message for finding in reading.findings)
        raise ValueError(f"“{path.name}”读不出：{why}")
    grids = list(_grids(reading.manuscript))
    if not any(OPINION in line for grid in grids for line in grid):
        raise ValueError(f"“{path.name}”里没有“{OPINION}”一列，不是疑点表。")
    return tuple(one for grid in grids for one in opinions(grid))


def _grids(manuscript: Manuscript) -> Iterator[list[list[str]]]:
    for table in tables(manuscript):
        grid = [[""] * table.columns for _ in range(table.rows)]
        for cell in table.cells:
            grid[cell.row][cell.column] = cell.text.text
        yield grid
