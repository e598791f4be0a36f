"""Tables as typst source: name, unit line, repeated head, cells in their places, source line."""

from __future__ import annotations

import msgspec

from fangzhi.model.manuscript import Cell, Table
from fangzhi.model.text import Text
from fangzhi.publish.pdf.inline import OVER, Notes, inline
from fangzhi.publish.pdf.labels import without_label
from fangzhi.publish.pdf.literal import array, literal
from fangzhi.publish.pdf.measure import (
    SMALLEST,
    Plan,
    ems,
    header_rows,
    is_number,
    number_pads,
    plan,
)
from fangzhi.publish.pdf.setting import Setting

SMALL = 12
FEW_WORDS = 40
"""A table of at most so many rows, with so many characters a row, is not parted by a page."""
LONG = 12
"""Cells of more ems than this are words to read, set from the left."""


def table_source(setting: Setting, table: Table, notes: Notes, number: int) -> str:
    """Give the markup of a table; `number` names it within the book."""
    chosen, head = plan(table), header_rows(table)
    if chosen.size < SMALLEST:
        setting.note(
            f"这张表有 {table.columns} 栏，横排一页也只能用 {chosen.size:.1f} 磅字，印出来看不清。"
            "请拆成两张表。", block=table.id, text=table.label)  # fmt: skip
    cells = _free_of_overlap(table)
    hung: list[str] = []
    heads = array(_head_cell(setting, cell, notes, hung) for cell in cells if cell.row < head)
    pads = number_pads(table, chosen)
    body = array(_cell(setting, cell, notes, pads) for cell in cells if cell.row >= head)
    before = setting.anchor(table.id)
    before += "".join(_marks_of(setting, cell.text) for cell in cells if cell.row < head)
    source = f"tabulated({', '.join(_frame(setting, table, notes, number, chosen))}, "
    source += f"{head}, {heads}, {body}, {array(f'[{line}]' for line in hung)}, {table.rows}, "
    source += f"{str(_stays_together(table)).lower()})"
    return before + (f"#turned({source})" if chosen.turned else f"#{source}")


def _stays_together(table: Table) -> bool:
    """Say whether a table is so small that it stands on one page with all that belongs to it."""
    words = sum(len(cell.text.text) for cell in table.cells)
    deep = any(cell.tables or "\n" in cell.text.text for cell in table.cells)
    return table.rows <= SMALL and words <= SMALL * FEW_WORDS and not deep


def _frame(setting: Setting, table: Table, notes: Notes, number: int, chosen: Plan) -> list[str]:
    label = setting.book.labels.get(table.id, table.label)
    title = without_label(table.title, label)
    lines = [_line(setting, text, notes) for text in (title, table.unit, table.source)]
    widths = array(f"{width:.2f}pt" for width in chosen.widths)
    return [f"<tb{number}>", literal(label), *lines, f"{chosen.size:.2f}pt", widths]


def _line(setting: Setting, text: Text | None, notes: Notes) -> str:
    return f"[{inline(setting, text, notes)}]" if text is not None and text.text else "none"


def _marks_of(setting: Setting, text: Text) -> str:
    """Give the places that point into a repeated row: set once, before the table."""
    places = (setting.place(text.id, start) for start in setting.places.get(text.id, ()))
    return setting.anchor(text.id) + "".join(places)


def _free_of_overlap(table: Table) -> list[Cell]:
    """Give the cells so that none covers another: where they do, spans give way, not words."""
    owner: dict[tuple[int, int], int] = {}
    placed: list[Cell] = []
    for cell in table.cells:
        row, column = min(cell.row, table.rows - 1), min(cell.column, table.columns - 1)
        high = min(cell.row_span, table.rows - row)
        wide = min(cell.column_span, table.columns - column)
        area = [(row + y, column + x) for y in range(high) for x in range(wide)]
        if any(spot in owner for spot in area):
            high, wide, area = 1, 1, area[:1]
        if area[0] in owner:
            under = placed[owner[area[0]]]
            both = msgspec.structs.replace(
                under.text, text=f"{under.text.text}\n{cell.text.text}")  # fmt: skip
            placed[owner[area[0]]] = msgspec.structs.replace(under, text=both)
            continue
        owner.update((spot, len(placed)) for spot in area)
        placed.append(
            msgspec.structs.replace(
                cell, row=row, column=column, row_span=high, column_span=wide)
        )  # fmt: skip
    return placed


def _head_cell(setting: Setting, cell: Cell, notes: Notes, hung: list[str]) -> str:
    """Give a cell of a repeated row: its looks on every page; its notes hang under the table, once.

    Anchors are left out, for a name may stand only once.
    """
    looks = tuple(mark for mark in cell.text.marks if mark.kind in {*OVER, "figure"})
    shown = msgspec.structs.replace(cell.text, id="", text=cell.text.text.rstrip(), marks=looks)
    body = inline(setting, shown, {}, len(shown.text) - len(shown.text.lstrip()))
    for mark in cell.text.marks:
        if mark.kind in ("footnote", "endnote") and mark.ref in notes:
            name = f"注{len(hung) + 1}"
            body += f"#raised({literal(name)})"
            words = inline(setting, notes[mark.ref].body, {})
            hung.append(f"#{literal(name + '　')}{words}")
    made = _placed(cell, body, "center")
    if cell.column_span > 1:  # a hairline under a head that stands over several
        made = made.replace("table.cell(", "table.cell(stroke: (bottom: 0.25pt + luma(45%)), ", 1)
    return made


def _cell(setting: Setting, cell: Cell, notes: Notes, pads: list[float]) -> str:
    body = inline(setting, cell.text, notes)
    body += "".join(_nested(setting, table, notes) for table in cell.tables)
    side = _side(cell)
    pad = pads[cell.column] if side == "right" and cell.column_span == 1 else 3.0
    return _placed(cell, body, side, pad)


def _placed(cell: Cell, body: str, side: str, pad: float = 3.0) -> str:
    spans = f", rowspan: {cell.row_span}" if cell.row_span > 1 else ""
    spans += f", colspan: {cell.column_span}" if cell.column_span > 1 else ""
    if pad > 3.0:
        spans += f", inset: (right: {pad:.2f}pt)"
    # the first grid row holds 续表, which only later pages show
    return (f"table.cell(x: {cell.column}, y: {cell.row + 1}{spans}, "
            f"align: {side} + horizon)[{body}]")  # fmt: skip


def _side(cell: Cell) -> str:
    words, chosen = cell.text.text.strip(), cell.text.align
    if is_number(words) and cell.column > 0:
        return "right"
    if chosen in ("left", "right", "center"):
        return chosen
    return "left" if "\n" in words or ems(words) > LONG or cell.column == 0 else "center"


def _nested(setting: Setting, table: Table, notes: Notes) -> str:
    plain_pads = [3.0] * table.columns
    cells = array(_cell(setting, cell, notes, plain_pads) for cell in _free_of_overlap(table))
    return f"#nested({table.columns}, {_line(setting, table.title, notes)}, {cells})"
