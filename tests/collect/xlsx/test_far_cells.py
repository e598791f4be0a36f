"""Cells that stand far apart: every one is read, and no table is wider than what it shows."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook

from fangzhi.collect.sheets.xlsx import read
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript, Table, texts
from fangzhi.model.value import digest_of_bytes


def reading(cells: Mapping[str, str | int], merged: str = "") -> Manuscript:
    book = Workbook()
    assert book.active is not None
    for place, value in cells.items():
        book.active[place] = value
    if merged:
        book.active.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()
    return read(
        SourceFile(Path("表.xlsx"), "表.xlsx", data, digest_of_bytes(data), "xlsx")
    ).manuscript


def shown(manuscript: Manuscript) -> set[tuple[str, str]]:
    return {(t.text, t.origin[0].address) for t in texts(manuscript) if t.text}


def test_empty_rows_and_columns_between_far_cells_are_left_out() -> None:
    cells: dict[str, str | int] = {
        "A1": "村",
        "B1": "人口",
        "A2": "甲",
        "B2": 310,
        "XFD9000": "尾",
        "A9000": "乙",
    }
    found = reading(cells, merged="C2:D2")
    tables = [block for block in found.blocks if isinstance(block, Table)]
    assert all(table.rows * table.columns < 60 for table in tables)
    assert all(
        cell.row + cell.row_span <= table.rows and cell.column + cell.column_span <= table.columns
        for table in tables
        for cell in table.cells
    )
    assert shown(found) == {(str(v), f"Sheet!{k}") for k, v in cells.items()}


def test_cells_that_make_no_table_are_texts_of_their_own() -> None:
    from openpyxl.utils import get_column_letter

    cells = {f"{get_column_letter(n)}{n}": f"第{n}格" for n in range(1, 3000)}
    found = reading(cells)
    assert all(
        block.rows * block.columns <= 2_000_000
        for block in found.blocks
        if isinstance(block, Table)
    )
    assert shown(found) == {(v, f"Sheet!{k}") for k, v in cells.items()}
