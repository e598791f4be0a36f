"""Tables: caption, unit line, head rows that assistive programs understand, numbers to the right."""

from __future__ import annotations

import re

from fangzhi.model.manuscript import Cell, Table
from fangzhi.publish.html.inline import inline
from fangzhi.publish.html.sheet import Sheet, lang_of
from fangzhi.publish.legal import attribute, escaped

_NUMBER = re.compile(r"[\s+\-−—–±]*\d[\d,，. ]*[%％‰]?\s*|[—–\-…/]+")
_LONGEST_NUMBER = 40


def is_number(words: str) -> bool:
    """Say whether a cell holds a figure, or the dash that stands for none."""
    return len(words) <= _LONGEST_NUMBER and _NUMBER.fullmatch(words.strip()) is not None


def table(block: Table, sheet: Sheet) -> str:
    """Give a table as a figure, so that it can scroll alone on a narrow screen."""
    label = sheet.shared.book.labels.get(block.id, block.label)
    place = f"{sheet.place(block.id)}{lang_of(block.lang)}"
    parts = [f'<figure class="table"{place}>', _caption(block, label, sheet)]
    if block.unit is not None:
        parts.append(f'<p class="unit">{inline(block.unit, sheet)}</p>')
    name = attribute(f"{label} {block.title.text if block.title else ''}".strip() or "表")
    region = (
        f' role="region" tabindex="0" aria-label="{name}"' if sheet.shared.dialect == "site" else ""
    )
    parts.append(f'<div class="scroll"{region}><table>')
    parts += _rows(block, sheet)
    parts.append("</table></div>")
    if block.source is not None:
        parts.append(f'<p class="source">{inline(block.source, sheet)}</p>')
    parts.append("</figure>")
    return "".join(parts)


def _caption(block: Table, label: str, sheet: Sheet) -> str:
    if block.title is None:
        return f"<figcaption>{escaped(label)}</figcaption>" if label else ""
    words = inline(block.title, sheet)
    own = not label or block.title.text.replace(" ", "").startswith(label)
    shown = words if own else f'<span class="number">{escaped(label)}</span>　{words}'
    return f"<figcaption{sheet.place(block.title.id)}>{shown}</figcaption>"


def _rows(block: Table, sheet: Sheet) -> list[str]:
    by_row: dict[int, list[Cell]] = {}
    for cell in block.cells:
        by_row.setdefault(cell.row, []).append(cell)
    head = heads_of(block)
    parts = ["<thead>"] if head else []
    for row in range(block.rows):
        if head and row == head:
            parts.append("</thead><tbody>")
        elif row == 0 and not head:
            parts.append("<tbody>")
        cells = "".join(
            _cell(cell, row < head, block.columns, sheet) for cell in by_row.get(row, ())
        )
        parts.append(f"<tr>{cells or '<td></td>'}</tr>")
    parts.append("</tbody>" if block.rows else "")
    return parts


def heads_of(block: Table) -> int:
    """Give how many rows are the head: those told, else a first row of words over figures.

    Rows that a merged cell of the head reaches into belong to it; a table is never all head.
    """
    head = block.header_rows or _guessed(block)
    for cell in sorted(block.cells, key=lambda cell: cell.row):
        if cell.row < head:
            head = max(head, cell.row + cell.row_span)
    return head if head < block.rows else 0


def _guessed(block: Table) -> int:
    first = [cell.text.text for cell in block.cells if cell.row == 0]
    below = (cell.text.text for cell in block.cells if cell.row)
    worded = any(map(str.strip, first)) and not any(map(is_number, first))
    return 1 if block.rows > 2 and worded and any(is_number(words) for words in below) else 0


def _cell(cell: Cell, in_head: bool, in_table: int, sheet: Sheet) -> str:
    words = inline(cell.text, sheet)
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    nested = "".join(table(inner, sheet) for inner in cell.tables)
    if in_head and words:
        scope = "colgroup" if cell.column_span > 1 else "col"
        return f'<th scope="{scope}"{spans}>{words}{nested}</th>'
    words += nested
    number = is_number(cell.text.text)
    if cell.column == 0 and in_table > 1 and cell.text.text.strip() and not number:
        return f'<th scope="row"{spans}>{words}</th>'
    kind = ' class="number"' if number else ""
    return f"<td{kind}{spans}>{words}</td>"
