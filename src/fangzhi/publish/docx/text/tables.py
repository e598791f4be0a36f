"""Tables: title above, unit line, grid with merged cells and repeated head rows, source below."""

from __future__ import annotations

import re
from typing import NamedTuple

from fangzhi.model.manuscript import Cell, Table
from fangzhi.model.text import Text
from fangzhi.publish.docx.draft import Draft
from fangzhi.publish.docx.parts.styles import name_of
from fangzhi.publish.docx.text.inline import paragraphs_of

_NUMBER = re.compile(r"[-+±−—<>≤≥]?[\d,，. ]*\d[\d,. ]*[%‰]?|[-—…·.]+")
_FULL_WIDTH = 7937
_JUSTIFY = {"left": "left", "center": "center", "right": "right", "justify": "both"}


class _Plan(NamedTuple):
    """How one table is laid out: the cell over each grid position, widths, rows that repeat."""

    covered: dict[tuple[int, int], Cell]
    widths: tuple[int, ...]
    heads: int


def alignment(align: str) -> str:
    """Give w:jc for an alignment, "" for none."""
    return f'<w:jc w:val="{_JUSTIFY[align]}"/>' if align in _JUSTIFY else ""


def grid(table: Table, draft: Draft, width: int = _FULL_WIDTH) -> str:
    """Give w:tbl for a table; nested tables stand in their cells."""
    widths = _widths(table, width)
    plan = _Plan(_covered(table), tuple(widths), heads_of(table))
    identity = draft.identity(table.id)
    rows = []
    for row in range(table.rows):
        rows.append(_row(table, row, plan, draft, identity))
        identity = ""
    columns = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="BookTable"/><w:tblW w:w="0" w:type="auto"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def heads_of(table: Table) -> int:
    """Give the rows to repeat: those told, else a first row of words over rows with figures."""
    if table.header_rows or table.rows < 3:
        return table.header_rows
    first = [cell for cell in table.cells if cell.row == 0]
    below = (cell for cell in table.cells if cell.row)
    if any(is_figure(cell.text.text) for cell in first) or not any(
        is_figure(cell.text.text) for cell in below
    ):
        return 0
    depth = max((cell.row_span for cell in first), default=1)
    return depth if depth < table.rows else 0


def _covered(table: Table) -> dict[tuple[int, int], Cell]:
    """Give, for each grid position a merged cell spans, that cell."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }


def _row(table: Table, row: int, plan: _Plan, draft: Draft, identity: str) -> str:
    is_header = row < plan.heads
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_header else "")
    cells = []
    column = 0
    while column < table.columns:
        cell = plan.covered.get((row, column))
        span = cell.column_span if cell is not None else 1
        width = sum(plan.widths[column : column + span])
        shape = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        shape += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        if cell is not None and cell.row_span > 1:
            shape += (
                f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if cell.row == row else ''}/>"
            )
        shape += '<w:vAlign w:val="center"/>'
        if cell is not None and (cell.row, cell.column) == (row, column):
            content = _content(cell, is_header, draft, width, identity)
        else:
            content = f'<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>{identity}</w:p>'
        identity = ""
        cells.append(f"<w:tc><w:tcPr>{shape}</w:tcPr>{content}</w:tc>")
        column += span
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _content(cell: Cell, is_header: bool, draft: Draft, width: int, identity: str) -> str:
    """Give a cell's paragraphs; nested tables before the last, which Word needs below them."""
    text = cell.text
    style = "TableHead" if is_header else "TableText"
    draft.styles[text.id] = name_of(style)
    if cell.value is not None or cell.formula:
        draft.words[text.id] = text.text
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{_cell_alignment(text, is_header)}</w:pPr>'
    head = identity + draft.identity(text.id)
    paragraphs = [
        f"<w:p>{properties}{'' if index else head}{inner}</w:p>"
        for index, inner in enumerate(paragraphs_of(text, draft, split=True))
    ]
    nested = "".join(grid(table, draft, max(width - 220, 400)) for table in cell.tables)
    if nested:
        paragraphs.insert(len(paragraphs) - 1, nested)
    return "".join(paragraphs)


def _cell_alignment(text: Text, is_header: bool) -> str:
    if text.align:
        return alignment(text.align)
    if not is_header and is_figure(text.text):
        return alignment("right")
    return ""


def is_figure(words: str) -> bool:
    """Say whether a cell holds a figure, which is set to the right."""
    return _NUMBER.fullmatch(words.strip()) is not None


def _widths(table: Table, full: int) -> list[int]:
    """Share the width by the longest line of each column, none under a fair minimum."""
    needs = [2.0] * table.columns
    for cell in table.cells:
        if cell.column_span == 1 and cell.column < table.columns:
            longest = max((_width_of(line) for line in cell.text.text.split("\n")), default=0.0)
            needs[cell.column] = max(needs[cell.column], min(longest, 16.0))
    total = sum(need + 1.0 for need in needs)
    return [max(round(full * (need + 1.0) / total), 200) for need in needs]


def _width_of(line: str) -> float:
    return sum(1.0 if ord(character) > 0x2E7F else 0.55 for character in line)
