"""Tables and the list as XLSX: words as displayed, merged heads, title, unit and source."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from fangzhi.files.zipout import repack
from fangzhi.model.manuscript import Note, Table
from fangzhi.model.text import Text
from fangzhi.publish.captions import says_number
from fangzhi.publish.docx.tables import is_figure
from fangzhi.publish.legal import legal

_EPOCH = datetime.datetime(1980, 1, 1)
_LINE = Side(style="thin", color="1C1B19")
_HAIR = Side(style="hair", color="8A857C")
_CLOCK = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+Z")
_SERIF, _SANS = "宋体", "黑体"


def table_file(number: str, table: Table, notes: Mapping[str, Note]) -> bytes:
    """Give a table as XLSX; nested tables stand on sheets of their own, notes below the table."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _sheet_name(number)
    pending: list[tuple[str, Table]] = []
    _fill(sheet, number, table, notes, pending)
    while pending:
        name, nested = pending.pop(0)
        _fill(book.create_sheet(name), name, nested, notes, pending)
    return _bytes(book)


def list_file(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Give a plain list as XLSX with a frozen head row."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "清单"
    for row, values in enumerate((head, *rows), 1):
        for column, value in enumerate(values, 1):
            cell = _write(sheet, row, column, value)
            cell.font = Font(name=_SANS if row == 1 else _SERIF, size=10)
            cell.border = Border(bottom=_LINE if row == 1 else _HAIR)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    book.properties.creator = "fangzhi"
    book.properties.created = book.properties.modified = _EPOCH
    out = BytesIO()
    book.save(out)
    # openpyxl puts the clock into the properties while saving
    return repack(_without_clock(out.getvalue()))


def _without_clock(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as read, zipfile.ZipFile(out, "w") as write:
        for name in read.namelist():
            content = read.read(name)
            if name == "docProps/core.xml":
                content = _CLOCK.sub(b"1980-01-01T00:00:00Z", content)
            write.writestr(name, content)
    return out.getvalue()


def _write(sheet: Worksheet, row: int, column: int, words: str) -> SheetCell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)
    cell.value = legal(words)
    # "=…" in a manuscript is words, never a formula
    cell.data_type = "s"
    return cell


def _line(sheet: Worksheet, row: int, columns: int, words: str, align: str, font: Font) -> int:
    """Write one line over all columns; give the next row."""
    if not words:
        return row
    cell = _write(sheet, row, 1, words)
    cell.font, cell.alignment = font, Alignment(horizontal=align)
    if columns > 1:
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
    return row + 1


def _fill(
    sheet: Worksheet, number: str, table: Table, notes: Mapping[str, Note],
    pending: list[tuple[str, Table]],
) -> None:  # fmt: skip
    title = table.title.text if table.title is not None else ""
    if not says_number(table.title, number):
        title = f"{number}　{title}".rstrip("　")
    row = _line(sheet, 1, table.columns, title, "center", Font(name=_SANS, size=11))
    unit = table.unit.text if table.unit is not None else ""
    top = _line(sheet, row, table.columns, unit, "right", Font(name=_SERIF, size=9))
    below: list[str] = []
    for cell in table.cells:
        words = _noted(cell.text, notes, below)
        for nested in cell.tables:
            name = _sheet_name(f"嵌套{len(pending) + 1}_{cell.row + 1}行{cell.column + 1}列")
            pending.append((name, nested))
            words += f"（此格内另有表，见工作表“{name}”）"
        place = _write(sheet, top + cell.row, 1 + cell.column, words)
        head = cell.row < table.header_rows
        align = "center" if head else ("right" if is_figure(words) else "left")
        place.font = Font(name=_SANS if head else _SERIF, size=10)
        place.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
        edge = _LINE if cell.row == 0 else _HAIR
        place.border = Border(top=edge)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=top + cell.row, start_column=1 + cell.column,
                end_row=top + cell.row + cell.row_span - 1,
                end_column=cell.column + cell.column_span,
            )  # fmt: skip
    source = table.source.text if table.source is not None else ""
    row = top + table.rows
    for line in (source, *below):
        row = _line(sheet, row, table.columns, line, "left", Font(name=_SERIF, size=9))
    for column in range(table.columns):
        held = [c.text.text for c in table.cells if c.column == column and c.column_span == 1]
        longest = max((len(line) for text in held for line in text.split("\n")), default=4)
        sheet.column_dimensions[get_column_letter(column + 1)].width = (
            min(max(longest, 4), 30) * 2 + 2
        )


def _noted(text: Text, notes: Mapping[str, Note], below: list[str]) -> str:
    """Give a cell's words with ［注1］ where a note stands; its body goes below the table."""
    words, shift = text.text, 0
    for mark in sorted(text.marks, key=lambda m: m.start):
        note = notes.get(mark.ref)
        if note is None or mark.kind not in ("footnote", "endnote"):
            continue
        sign = f"［注{len(below) + 1}］"
        below.append(f"{sign}{note.body.text}")
        place = mark.start + shift
        words = words[:place] + sign + words[place:]
        shift += len(sign)
    return words


def _sheet_name(name: str) -> str:
    return "".join("_" if c in "[]:*?/\\" else c for c in legal(name))[:31] or "表"
