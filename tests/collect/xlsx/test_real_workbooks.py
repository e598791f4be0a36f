"""Real workbooks: every cell once, as displayed."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.merge import MergedCellRange

from fangzhi.collect.readers import read_source
from fangzhi.files.source import SourceFile
from fangzhi.model.manuscript import Manuscript, Table, texts
from fangzhi.model.value import digest_of_bytes

DATA = Path(__file__).parents[4] / "shared" / "data"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="needs ../shared/data beside the repository"
)


def read(path: Path) -> Manuscript:
    data = path.read_bytes()
    return read_source(SourceFile(path, path.name, data, digest_of_bytes(data), "xlsx")).manuscript


def cells_of(manuscript: Manuscript) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in texts(manuscript):
        for run in text.origin:
            words = text.text[run.start : run.end]
            if words:
                assert run.address not in found
                found[run.address] = words
    return found


@needs_data
def test_planted_workbooks_read_cell_by_cell_as_displayed() -> None:
    expected: dict[str, dict[str, str]] = {}
    for line in (DATA / "planted" / "blocks.jsonl").read_text(encoding="utf-8").splitlines():
        block = json.loads(line)
        if block["doc"].endswith(".xlsx"):
            expected.setdefault(block["doc"], {})[block["block"]] = block["text"]
    assert len(expected) == 2
    for name, cells in expected.items():
        assert cells_of(read(DATA / "planted" / "manuscripts" / name)) == cells


@needs_data
def test_a_messy_workbook_keeps_every_cell_once_with_titles_and_notes() -> None:
    path = DATA / "admin" / "areacodes_sub-county-diff.xlsx"
    manuscript = read(path)
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    filled = {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and str(cell.value).strip()
    }
    assert set(cells_of(manuscript)) == filled
    tables = [block for block in manuscript.blocks if isinstance(block, Table)]
    assert [table.sheet for table in tables] == [str(year) for year in range(2023, 2013, -1)]
    assert all(table.title and table.title.text.startswith(f"{table.sheet}年") for table in tables)
    assert all(table.header_rows == 1 for table in tables)
    kinds = Counter(type(block).__name__ for block in manuscript.blocks)
    assert kinds == {"Table": 10}


def workbook(*cells: tuple[str, str], merged: str = "") -> Manuscript:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for place, words in cells:
        sheet[place] = words
    if merged:
        sheet.merged_cells.ranges.add(MergedCellRange(sheet, merged))
    stream = io.BytesIO()
    book.save(stream)
    data = stream.getvalue()
    return read_source(SourceFile(Path("表.xlsx"), "表.xlsx", data, "0" * 64, "xlsx")).manuscript


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    manuscript = workbook(("A1", "村"), merged="A1:XFD1048576")
    assert list(cells_of(manuscript).values()) == ["村"]


def test_cells_in_far_corners_are_read_without_the_emptiness_between() -> None:
    manuscript = workbook(
        ("A1", "村"), ("B1", "户"), ("A2", "甲"), ("B2", "3"), ("XFD1048576", "远")
    )
    assert set(cells_of(manuscript)) == {
        f"Sheet!{name}" for name in ("A1", "B1", "A2", "B2", "XFD1048576")
    }
    assert sum(1 for _ in texts(manuscript)) == 5


def test_a_number_beyond_all_measure_stays_as_it_is_written() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = 7, 8
    stream, out = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>7</v>", b"<v>1e99999999</v>"))
    data = out.getvalue()
    reading = read_source(SourceFile(Path("表.xlsx"), "表.xlsx", data, "0" * 64, "xlsx"))
    assert cells_of(reading.manuscript) == {"Sheet!A1": "1e99999999", "Sheet!B1": "8"}
