"""Hits as a workbook: one sheet of hits, one of counts; same input, same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fangzhi.files.zipout import Member, pack
from fangzhi.library.exports.marks import attribute, text
from fangzhi.library.exports.rows import COLUMNS, NUMBERS, Works, counts, rows
from fangzhi.library.search import Found

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_COUNTS = (("按", 10), ("值", 30), ("处数", 10), ("每百万字", 12))
_MATCH = 4
"""Column of the words found."""
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="3">'
    '<font><sz val="11"/><name val="宋体"/></font>'
    '<font><b/><sz val="11"/><name val="黑体"/></font>'
    '<font><b/><sz val="11"/><color rgb="FF9E2A2B"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="2"><border/><border><bottom style="hair"/></border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/>'
    '<xf fontId="1" borderId="1" applyFont="1" applyBorder="1"/>'
    '<xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '<xf fontId="2" applyFont="1" applyAlignment="1">'
    '<alignment horizontal="center" vertical="top" wrapText="1"/></xf>'
    '<xf applyAlignment="1"><alignment horizontal="right" vertical="top" wrapText="1"/></xf>'
    '<xf applyAlignment="1"><alignment vertical="top"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
_HEADING, _PLAIN, _FOUND, _BEFORE, _FIGURE = 1, 2, 3, 4, 5
_LOOKS = {3: _BEFORE, _MATCH: _FOUND}
_LONGEST = 32_767
"""Characters a cell can hold."""


def xlsx(found: Found, works: Works) -> bytes:
    """Give the hits and the counts as a workbook."""
    sheets = {
        "检索结果": _sheet(COLUMNS, rows(found, works), NUMBERS, _LOOKS),
        "处数": _sheet(_COUNTS, counts(found, works), (2, 3), {}),
    }
    numbers = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{kinds}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'{links}<Relationship Id="rId99" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/styles.xml": _STYLES,
    }
    members = [Member(name, data.encode()) for name, data in parts.items()]
    members += [
        Member(f"xl/worksheets/sheet{n}.xml", data.encode())
        for n, data in zip(numbers, sheets.values(), strict=True)
    ]
    return pack(members)


def _sheet(
    columns: Sequence[tuple[str, int]],
    lines: Iterable[tuple[str, ...]],
    figures: Sequence[int],
    looks: dict[int, int],
) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_, width) in enumerate(columns, 1)
    )
    heads = "".join(_cell(1, n, head, _HEADING) for n, (head, _) in enumerate(columns))
    body = [f'<row r="1">{heads}</row>']
    for row, cells in enumerate(lines, 2):
        made = "".join(
            _figure(row, n, cell) if n in figures else _cell(row, n, cell, looks.get(n, _PLAIN))
            for n, cell in enumerate(cells)
        )
        body.append(f'<row r="{row}">{made}</row>')
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{''.join(body)}</sheetData>"
        f"<autoFilter ref={attribute(f'A1:{_letter(len(columns) - 1)}{len(body)}')}/>"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _cell(row: int, column: int, words: str, look: int) -> str:
    shown = text(words[:_LONGEST])
    return (
        f'<c r="{_letter(column)}{row}" s="{look}" t="inlineStr">'
        f'<is><t xml:space="preserve">{shown}</t></is></c>'
    )


def _figure(row: int, column: int, number: str) -> str:
    return f'<c r="{_letter(column)}{row}" s="{_FIGURE}"><v>{number}</v></c>' if number else ""


def _letter(column: int) -> str:
    return chr(ord("A") + column)
