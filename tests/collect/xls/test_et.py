"""WPS tables: a BIFF workbook under the name .et needs no conversion."""

from __future__ import annotations

from pathlib import Path

from fangzhi.collect.readers import read_file
from fangzhi.model.manuscript import Table

CASE = Path(__file__).parent / "cases" / "numbers-dates-and-merges.xls"


def test_an_et_file_that_is_a_workbook_reads_without_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "人口.et").write_bytes(CASE.read_bytes())
    reading = read_file(tmp_path / "人口.et", tmp_path)
    table = reading.manuscript.blocks[0]
    assert isinstance(table, Table)
    assert [cell.text.text for cell in table.cells if cell.row == 1] == [
        "甲村",
        "1,310",
        "2024年3月6日",
    ]
    assert not any("LibreOffice" in finding.message for finding in reading.findings)


def test_a_doc_under_a_wrong_name_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "人口.docx").write_bytes(CASE.read_bytes())
    reading = read_file(tmp_path / "人口.docx", tmp_path)
    assert reading.manuscript.media_type == "xls"
    assert any("扩展名" in finding.message for finding in reading.findings)
