"""Tables and the list as XLSX: words as displayed, merged heads, title, unit, source, notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fangzhi.model.manuscript import Note, Table
from fangzhi.model.text import Text
from fangzhi.publish.captions import says_number
from fangzhi.publish.docx.text.tables import heads_of, is_figure
from fangzhi.publish.press.xlsx import Sheet, workbook


def table_file(number: str, table: Table, notes: Mapping[str, Note]) -> bytes:
    """Give a table as XLSX; nested tables stand on sheets of their own, notes below the table."""
    sheets: list[Sheet] = []
    pending = [(number, table)]
    while pending:
        name, one = pending.pop(0)
        count = len(sheets) + len(pending)
        nested = [
            (f"嵌套{count + n}_{cell.row + 1}行{cell.column + 1}列", inner)
            for n, (cell, inner) in enumerate(
                ((c, t) for c in one.cells for t in c.tables), 1
            )
        ]  # fmt: skip
        sheets.append(_filled(name, one, notes, [name for name, _ in nested]))
        pending += nested
    return workbook(sheets)


def list_file(head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> bytes:
    """Give a plain list as XLSX with a frozen head row."""
    sheet = Sheet("清单", frozen=True, widths=[float(width) for width in widths])
    for row, values in enumerate((head, *rows), 1):
        for column, value in enumerate(values, 1):
            sheet.write(row, column, value, "list" if row > 1 else "list head")
    return workbook([sheet])


def _filled(name: str, table: Table, notes: Mapping[str, Note], nested: list[str]) -> Sheet:
    sheet = Sheet(_sheet_name(name))
    title = table.title.text if table.title is not None else ""
    if not says_number(table.title, name):
        title = f"{name}　{title}".rstrip("　")
    unit = table.unit.text if table.unit is not None else ""
    row = _line(sheet, 1, table.columns, title, "title")
    top = _line(sheet, row, table.columns, unit, "unit")
    below = _cells(sheet, table, top, notes, nested)
    source = table.source.text if table.source is not None else ""
    row = top + table.rows
    for line in (source, *below):
        row = _line(sheet, row, table.columns, line, "source")
    sheet.widths = [_width(table, column) for column in range(table.columns)]
    return sheet


def _line(sheet: Sheet, row: int, columns: int, words: str, look: str) -> int:
    """Write one line over all columns; give the next row."""
    if not words:
        return row
    sheet.write(row, 1, words, look)
    sheet.merge(row, 1, 1, columns)
    return row + 1


def _cells(
    sheet: Sheet, table: Table, top: int, notes: Mapping[str, Note], nested: list[str]
) -> list[str]:
    """Write the cells; give the lines of notes that belong below the table."""
    below: list[str] = []
    names = iter(nested)
    heads = heads_of(table)
    for cell in table.cells:
        words = _noted(cell.text, notes, below)
        words += "".join(f"（此格内另有表，见工作表“{next(names)}”）" for _ in cell.tables)
        look = "head" if cell.row < heads else ("figure" if is_figure(words) else "text")
        row, column = top + cell.row, 1 + cell.column
        sheet.write(row, column, words, look if cell.row else f"first {look}")
        sheet.merge(row, column, cell.row_span, cell.column_span)
    return below


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


def _width(table: Table, column: int) -> float:
    held = (c.text.text for c in table.cells if c.column == column and c.column_span == 1)
    longest = max((len(line) for words in held for line in words.split("\n")), default=4)
    return min(max(longest, 4), 30) * 2.0 + 2


def _sheet_name(name: str) -> str:
    return "".join("_" if c in "[]:*?/\\" else c for c in name)[:31] or "表"
