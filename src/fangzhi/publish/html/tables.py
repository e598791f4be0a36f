"""Tables: caption, unit line, head rows that assistive programs understand, numbers to the right."""

from __future__ import annotations

import re

from fangzhi.model.manuscript import Cell, Table
from fangzhi.publish.html.inline import inline
from fangzhi.publish.html.sheet import Sheet, anchor
from fangzhi.publish.legal import attribute, escaped

_NUMBER = re.compile(r"[\s+\-−—–±]*[\d,，. ]*\d[\d,，. ]*[%％‰]?\s*|[—–\-…/]+")


def table(block: Table, sheet: Sheet) -> str:
    """Give a table as a figure, so that it can scroll alone on a narrow screen."""
    label = sheet.shared.book.labels.get(block.id, block.label)
    parts = [f'<figure class="table" id="{anchor(block.id)}">', _caption(block, label, sheet)]
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
        return ""
    words = inline(block.title, sheet)
    own = block.title.text.replace(" ", "").startswith(label)
    shown = words if own or not label else f"{escaped(label)}　{words}"
    return f'<figcaption id="{anchor(block.title.id)}">{shown}</figcaption>'


def _rows(block: Table, sheet: Sheet) -> list[str]:
    by_row: dict[int, list[Cell]] = {}
    for cell in block.cells:
        by_row.setdefault(cell.row, []).append(cell)
    head = min(block.header_rows, block.rows)
    parts = ["<thead>"] if head else []
    for row in range(block.rows):
        if head and row == head:
            parts.append("</thead><tbody>")
        elif row == 0 and not head:
            parts.append("<tbody>")
        cells = "".join(_cell(cell, row < head, sheet) for cell in by_row.get(row, ()))
        parts.append(f"<tr>{cells or '<td></td>'}</tr>")
    parts.append("</thead>" if head and head == block.rows else "</tbody>")
    return parts


def _cell(cell: Cell, in_head: bool, sheet: Sheet) -> str:
    words = inline(cell.text, sheet)
    spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    nested = "".join(table(inner, sheet) for inner in cell.tables)
    if in_head:
        scope = "colgroup" if cell.column_span > 1 else "col"
        return f'<th scope="{scope}"{spans}>{words}{nested}</th>'
    if cell.column == 0 and cell.text.text.strip() and not _NUMBER.fullmatch(cell.text.text):
        return f'<th scope="row"{spans}>{words}{nested}</th>'
    kind = ' class="number"' if _NUMBER.fullmatch(cell.text.text.strip()) else ""
    return f"<td{kind}{spans}>{words}{nested}</td>"
