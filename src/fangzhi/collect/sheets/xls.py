"""Read XLS (BIFF 2–8) through xlrd, by the same rules as XLSX."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlrd

from fangzhi.collect.reading import Reading
from fangzhi.collect.remarks import remark
from fangzhi.collect.sheets.book import reading_of
from fangzhi.collect.sheets.dates import is_date_format
from fangzhi.collect.sheets.display import number_of, show, show_text
from fangzhi.collect.sheets.sheet import Area, CellKind, Comment, Sheet, SheetCell
from fangzhi.files.refusal import Refused
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding
from fangzhi.model.text import Mark

_EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def read(source: SourceFile) -> Reading:
    """Read an old workbook: text and values; formulas are known by their results only.

    Raises Refused for a file with a password or one that xlrd cannot follow.
    """
    book = _open(source.data)
    sheets = [_sheet(book, book.sheet_by_index(number)) for number in range(book.nsheets)]
    reading = reading_of(source, sheets)
    findings = (*reading.findings, *_without_pictures(source, book))
    return Reading(reading.manuscript, findings, reading.assets)


def can_read(data: bytes) -> bool:
    """Say whether the bytes hold a BIFF workbook."""
    try:
        _open(data)
    except Refused:
        return False
    return True


def _open(data: bytes) -> Any:
    quiet = io.StringIO()
    try:
        try:
            return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=quiet)
        except NotImplementedError:
            return xlrd.open_workbook(file_contents=data, logfile=quiet)
    except MemoryError:
        raise
    # xlrd asserts and indexes its way through a broken file: any of them means the same here
    except Exception as fault:
        words = str(fault).lower()
        if "encrypt" in words or "password" in words:
            raise Refused("encrypted") from fault
        raise Refused("damaged", what="不是完整的 Excel 97—2003 工作簿") from fault


def _sheet(book: Any, sheet: Any) -> Sheet:
    notes = {place: Comment(note.author or "", note.text or "")
             for place, note in sorted(sheet.cell_note_map.items()) if note.text}  # fmt: skip
    cells = list(_cells(book, sheet, notes))
    seen = {(cell.row, cell.column) for cell in cells}
    cells += [SheetCell(place[0], place[1], "", "empty", comment=note)
              for place, note in notes.items() if place not in seen]  # fmt: skip
    return Sheet(
        sheet.name,
        tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))),
        tuple(_merged(sheet)),
        sheet.visibility != 0,
        frozenset(row for row, info in sheet.rowinfo_map.items() if info.hidden),
        frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden),
    )


def _merged(sheet: Any) -> Iterator[Area]:
    for top, bottom, left, right in sheet.merged_cells:
        yield top, left, bottom - 1, right - 1


def _cells(book: Any, sheet: Any, notes: dict[tuple[int, int], Comment]) -> Iterator[SheetCell]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            kind = sheet.cell_type(row, column)
            if kind in _EMPTY:
                continue
            code = _format(book, sheet, row, column)
            cell = _cell(book, sheet.cell_value(row, column), kind, code, row, column)
            if cell is not None:
                marks = _scripts(book, sheet, row, column, cell.text) if cell.kind == "text" else ()
                yield cell._replace(comment=notes.get((row, column)), marks=marks)


def _cell(book: Any, value: Any, kind: int, code: str, row: int, column: int) -> SheetCell | None:
    if kind in _NUMBERS:
        number = number_of(repr(float(value)))
        shown = show(number, code, epoch_1904=book.datemode == 1) or format(number, "f")
        date = is_date_format(code.partition(";")[0])
        held: CellKind = "date" if date else "number"
        return SheetCell(row, column, shown, held, number)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return SheetCell(row, column, "TRUE" if value else "FALSE", "boolean")
    if kind == xlrd.XL_CELL_ERROR:
        words = xlrd.error_text_from_code.get(value, f"#{value}")
        return SheetCell(row, column, words, "error")
    words = show_text(str(value).replace("\r\n", "\n").replace("\r", "\n"), code)
    return SheetCell(row, column, words) if words.strip() else None


def _format(book: Any, sheet: Any, row: int, column: int) -> str:
    if not book.formatting_info:
        return "General"
    try:
        style = book.xf_list[sheet.cell_xf_index(row, column)]
        return str(book.format_map[style.format_key].format_str)
    except (IndexError, KeyError):
        return "General"


def _scripts(book: Any, sheet: Any, row: int, column: int, words: str) -> tuple[Mark, ...]:
    """Raised and lowered letters out of the runs of a rich string."""
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    marks: list[Mark] = []
    for at, (start, font) in enumerate(runs):
        end = runs[at + 1][0] if at + 1 < len(runs) else len(words)
        raised = book.font_list[font].escapement if font < len(book.font_list) else 0
        if raised in (1, 2) and start < end <= len(words):
            marks.append(Mark(start, end, "superscript" if raised == 1 else "subscript"))
    return tuple(marks)


def _without_pictures(source: SourceFile, book: Any) -> Iterator[Finding]:
    if any(getattr(book.sheet_by_index(n), "obj_map", None) for n in range(book.nsheets)):
        yield remark(source, "这是旧版 .xls 工作簿，表上的图片和统计图没有读入。"
                     "需要收图的，请另存为 .xlsx 再交来。")  # fmt: skip
