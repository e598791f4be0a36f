"""Join titles, unit lines, sources and captions to the tables and pictures they belong to."""

from __future__ import annotations

import re

from msgspec.structs import replace

from fangzhi.model.manuscript import Block, Figure, Table
from fangzhi.model.text import Text
from fangzhi.model.value import mint_id

_LABEL = re.compile(
    r"\s*(?:续)?(?P<label>附?[图表]\s*[0-9０-９一二三四五六七八九十]+(?:\s*[-—－–.．·]\s*[0-9０-９]+)*)"
)
_NAMED_SHEET = re.compile(r"(?!工作表|表格?\s*\d*$)[\u3400-\u9fff]{2}")
_APPROVAL = re.compile(r"(?:审图号[:：]?\s*)?([\u4e00-\u9fff]{0,3}S[(（\[〔]\d{4}[)）\]〕]\d+号)")


def printed_label(caption: str) -> str:
    """Give the label a caption starts with ("表2-1"), "" when it has none."""
    match = _LABEL.match(caption)
    return re.sub(r"\s+", "", match["label"]) if match else ""


def join_captions(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Attach caption, unit and source lines to the table or picture beside them.

    A table takes the lines before it (title, then unit) and the source line after it; a picture
    takes the caption after it, or before it when none follows. Lines that stand beside neither
    stay where they are.
    """
    joined: list[Block] = []
    position = 0
    while position < len(blocks):
        block = blocks[position]
        if isinstance(block, Table):
            block = _with_sheet_name(block, joined)
            block, used = _with_lines(block, joined, blocks[position + 1 : position + 3])
            position += used
        elif isinstance(block, Figure):
            block, used = _with_caption(block, joined, blocks[position + 1 : position + 2])
            position += used
        joined.append(block)
        position += 1
    return tuple(joined)


def _with_sheet_name(table: Table, before: list[Block]) -> Table:
    """Call a workbook's table by its sheet where nothing else names it (党员名录, not Sheet1)."""
    first = not any(isinstance(one, Table) and one.sheet == table.sheet for one in before)
    if table.title is not None or not first or not _NAMED_SHEET.search(table.sheet):
        return table
    return replace(
        table, title=Text(mint_id(table.id, "sheet", table.sheet), table.sheet, "caption")
    )


def _with_lines(table: Table, before: list[Block], after: tuple[Block, ...]) -> tuple[Table, int]:
    lines: dict[str, Text] = {}
    while before and isinstance(line := before[-1], Text):
        field = {"unit": "unit", "caption": "title"}.get(line.role)
        if field is None or field in lines or getattr(table, field) is not None:
            break
        if field == "title" and "图" in printed_label(line.text)[:2]:
            break
        lines[field] = line
        before.pop()
    used = 0
    for line in after:
        if not (isinstance(line, Text) and line.role == "source" and "source" not in lines):
            break
        lines["source"] = line
        used += 1
    table = replace(table, **lines)
    label = printed_label(table.title.text) if table.title else ""
    return replace(table, label=table.label or label), used


def _with_caption(
    figure: Figure, before: list[Block], after: tuple[Block, ...]
) -> tuple[Figure, int]:
    line = after[0] if after else None
    used = 1
    if not _is_figure_caption(line):
        line, used = (before[-1] if before else None), 0
        if not _is_figure_caption(line):
            return figure, 0
        before.pop()
    assert isinstance(line, Text)
    approval = _APPROVAL.search(line.text)
    label = printed_label(line.text)
    return replace(
        figure,
        title=line,
        label=label,
        kind="map" if approval else figure.kind,
        map_approval=approval[1] if approval else figure.map_approval,
    ), used


def _is_figure_caption(block: Block | None) -> bool:
    return (
        isinstance(block, Text)
        and block.role == "caption"
        and "表" not in printed_label(block.text)[:2]
    )
