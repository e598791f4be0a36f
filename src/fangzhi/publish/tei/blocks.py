"""Blocks as TEI elements: div and head, p, list, table, figure, sp."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from fangzhi.files.teinames import ASSET, ROLES
from fangzhi.model.manuscript import Block, Cell, Figure, Table, Utterance
from fangzhi.model.text import Text
from fangzhi.publish.captions import says_number
from fangzhi.publish.legal import attribute, escaped
from fangzhi.publish.tei.inline import Sheet, inline, labelled, own, text_attributes

_FIGURE_DATA = ("credit", "date", "place", "map_approval")


def blocks(items: Iterable[Block], sheet: Sheet, *, deeper: int = 0) -> str:
    """Give a flat list of blocks as nested divisions; `deeper` is added to heading levels."""
    return "\n".join(_blocks(items, sheet, deeper))


def _blocks(items: Iterable[Block], sheet: Sheet, deeper: int) -> Iterator[str]:
    open_levels: list[int] = []
    in_list: tuple[int, bool] | None = None
    for block in items:
        kind = _list_kind(block)
        if in_list is not None and kind != in_list:
            yield "</list>"
            in_list = None
        if isinstance(block, Text) and block.role == "heading":
            block = msgspec.structs.replace(block, level=block.level + deeper)
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
                yield "</div>"
            open_levels.append(block.level)
            yield '<div type="section">'
        if kind is not None and in_list is None:
            yield "<list>"
            in_list = kind
        yield element(block, sheet)
    if in_list is not None:
        yield "</list>"
    yield from ("</div>" for _ in open_levels)


def _list_kind(block: Block) -> tuple[int, bool] | None:
    if isinstance(block, Text) and block.role == "list":
        return block.level, bool(block.label)
    return None


def element(block: Block, sheet: Sheet) -> str:
    """Give one block."""
    match block:
        case Text():
            return text_element(block, sheet)
        case Table():
            return table_element(block, sheet)
        case Figure():
            return _figure(block, sheet)
        case Utterance():
            return _speech(block, sheet)


def text_element(text: Text, sheet: Sheet) -> str:
    """Give a paragraph, head, item, verse line or other block of words."""
    name, kind = ROLES[text.role]
    told = f' type="{kind}"' if kind else ""
    head = f"<{name}{sheet.identity(text.id)}{told}{text_attributes(text)}>"
    whole = f"{head}{labelled(text, sheet)}</{name}>"
    return f"<lg>{whole}</lg>" if name == "l" else whole


def _part(text: Text, name: str, sheet: Sheet, kind: str = "", label: str = "") -> str:
    told = f' type="{kind}"' if kind else ""
    role = text.role
    head = f"<{name}{sheet.identity(text.id)}{told}{text_attributes(text)}{own(role=role)}"
    if label:
        number = f"<label{own(of='block')}>{escaped(label)}</label>"
        return f"{head}>{number}{labelled(text, sheet)}</{name}>"
    return f"{head}>{labelled(text, sheet)}</{name}>"


def _title(title: Text | None, own_label: str, given: str, sheet: Sheet) -> str:
    label = own_label or given
    if title is not None:
        label = "" if says_number(title, label) and not own_label else label
        return _part(title, "head", sheet, label=label)
    return f"<head{own(of='block')}><label>{escaped(label)}</label></head>" if label else ""


def table_element(table: Table, sheet: Sheet) -> str:
    """Give a table; positions that a merged cell covers have no cell."""
    given = sheet.labels.get(table.id, "")
    lang = f' xml:lang="{attribute(table.lang)}"' if table.lang else ""
    parts = [f'<table{sheet.identity(table.id)} rows="{table.rows}" cols="{table.columns}"{lang}'
             f"{own(sheet=table.sheet)}>", _title(table.title, table.label, given, sheet)]  # fmt: skip
    if table.unit is not None:
        parts.append(_part(table.unit, "note", sheet, "unit"))
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row in range(table.rows):
        role = ' role="label"' if row < table.header_rows else ""
        cells = "".join(_cell(cell, sheet) for cell in by_row.get(row, []))
        parts.append(f"<row{role}>{cells or COVERED}</row>")
    if table.source is not None:
        parts.append(_part(table.source, "note", sheet, "source"))
    return "\n".join(part for part in parts if part) + "</table>"


COVERED = '<cell role="covered"/>'
"""Fills a row of which merged cells cover everything."""


def _cell(cell: Cell, sheet: Sheet) -> str:
    span = f' rows="{cell.row_span}"' if cell.row_span > 1 else ""
    span += f' cols="{cell.column_span}"' if cell.column_span > 1 else ""
    value = str(cell.value) if cell.value is not None else ""
    text = cell.text
    role = own(role=text.role if text.role != "paragraph" else "")
    nested = "".join(table_element(table, sheet) for table in cell.tables)
    return (
        f'<cell n="{cell.column}"{span}{sheet.identity(text.id)}{text_attributes(text)}{role}'
        f"{own(value=value, formula=cell.formula)}>{labelled(text, sheet)}{nested}</cell>"
    )


def _figure(figure: Figure, sheet: Sheet) -> str:
    given = sheet.labels.get(figure.id, "")
    lang = f' xml:lang="{attribute(figure.lang)}"' if figure.lang else ""
    size = f' width="{figure.width!r}mm"' if figure.width else ""
    size += f' height="{figure.height!r}mm"' if figure.height else ""
    data = "".join(
        f'<note type="{name}">{escaped(value)}</note>'
        for name in _FIGURE_DATA
        if (value := str(getattr(figure, name)))
    )
    described = f"<figDesc>{escaped(figure.description)}</figDesc>" if figure.description else ""
    caption = "" if figure.caption is None else _part(figure.caption, "ab", sheet, "caption")
    return (
        f'<figure{sheet.identity(figure.id)} type="{figure.kind}"{lang}'
        f"{own(name=figure.name, address=figure.origin_address)}>"
        f'{_title(figure.title, figure.label, given, sheet)}<graphic url="{ASSET}{attribute(figure.asset)}"{size}/>'
        f"{described}{caption}{data}</figure>"
    )


def _speech(utterance: Utterance, sheet: Sheet) -> str:
    body = utterance.body
    times = own(
        start=repr(utterance.start) if utterance.start else "",
        end=repr(utterance.end) if utterance.end else "",
        recording=utterance.recording,
    )
    speaker = f"<speaker>{escaped(utterance.speaker)}</speaker>" if utterance.speaker else ""
    return (
        f"<sp{sheet.identity(utterance.id)}{times}>{speaker}"
        f"{_part(body, 'ab', sheet, 'speech')}</sp>"
    )


def entry_title(title: Text, sheet: Sheet) -> str:
    """Give the head of an entry."""
    return f"<head{sheet.identity(title.id)}{text_attributes(title)}>{inline(title, sheet)}</head>"
