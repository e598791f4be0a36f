"""A small XLSX writer: words in cells, merged cells, a dozen looks; same input, same bytes.

Written out directly because a work has a thousand tables, and each file is a fraction of a
millisecond this way.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fangzhi.files.zipout import Member, pack
from fangzhi.publish.legal import attribute, escaped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

LOOKS: dict[str, tuple[str, int, str, str]] = {
    "plain": ("宋体", 10, "left", ""),
    "title": ("黑体", 11, "center", ""),
    "unit": ("宋体", 9, "right", ""),
    "source": ("宋体", 9, "left", ""),
    "first head": ("黑体", 10, "center", "top"),
    "head": ("黑体", 10, "center", "hair"),
    "first text": ("宋体", 10, "left", "top"),
    "text": ("宋体", 10, "left", "hair"),
    "first figure": ("宋体", 10, "right", "top"),
    "figure": ("宋体", 10, "right", "hair"),
    "list head": ("黑体", 10, "left", "bottom"),
    "list": ("宋体", 10, "left", "under"),
}
"""Font, size, alignment and line of each look."""

_INDEX = {name: number for number, name in enumerate(LOOKS)}
_BORDERS = {
    "": "", "top": '<top style="thin"/>', "hair": '<top style="hair"/>',
    "bottom": '<bottom style="thin"/>', "under": '<bottom style="hair"/>',
}  # fmt: skip


@dataclass
class Sheet:
    """One sheet being filled; rows and columns count from 1."""

    name: str
    cells: dict[int, dict[int, tuple[str, str]]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    frozen: bool = False
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Columns whose cells offer a list to choose from (below the head row), with its words."""

    def write(self, row: int, column: int, words: str, look: str = "plain") -> None:
        """Put words into a cell; they stay words, whatever they begin with."""
        self.cells.setdefault(row, {})[column] = (words, look)

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """Merge cells downwards and across."""
        if down > 1 or across > 1:
            end = f"{letters(column + across - 1)}{row + down - 1}"
            self.merged.append(f"{letters(column)}{row}:{end}")


def letters(column: int) -> str:
    """Give a column's letters: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def workbook(sheets: list[Sheet]) -> bytes:
    """Give the bytes of a workbook."""
    numbers = range(1, len(sheets) + 1)
    rows = "".join(
        f'<sheet name="{attribute(sheet.name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{rows}</sheets></workbook>'
    relations = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    relations.append(("styles", "styles.xml"))
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _relations(relations),
        "xl/styles.xml": _styles(),
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    return pack(Member(name, f"{_HEAD}{words}".encode()) for name, words in parts.items())


def _types(sheets: int) -> str:
    override = '<Override PartName="/xl/{0}" ContentType="' + _SHEET_TYPE + '.{1}+xml"/>'
    rows = [override.format("workbook.xml", "sheet.main"), override.format("styles.xml", "styles")]
    rows += [override.format(f"worksheets/sheet{n}.xml", "worksheet") for n in range(1, sheets + 1)]
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(rows)}</Types>'
    )


def _relations(rows: list[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(rows, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{found}</Relationships>'


def _styles() -> str:
    fonts, formats = [], []
    lines = list(_BORDERS)
    borders = "".join(_border(_BORDERS[line]) for line in lines)
    for number, (font, size, align, line) in enumerate(LOOKS.values()):
        fonts.append(f'<font><sz val="{size}"/><name val="{font}"/><charset val="134"/></font>')
        formats.append(
            f'<xf numFmtId="49" fontId="{number}" fillId="0" borderId="{lines.index(line)}"'
            ' xfId="0" applyFont="1" applyBorder="1" applyAlignment="1">'
            f'<alignment horizontal="{align}" vertical="center" wrapText="1"/></xf>'
        )
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="{len(lines)}">{borders}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        f'</cellStyleXfs><cellXfs count="{len(formats)}">{"".join(formats)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _border(line: str) -> str:
    sides = ("left", "right", "top", "bottom", "diagonal")
    given = line[1:].split(" ")[0] if line else ""
    return f"<border>{''.join(line if s == given else f'<{s}/>' for s in sides)}</border>"


def _sheet(sheet: Sheet) -> str:
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>'
        for n, width in enumerate(sheet.widths, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>' if sheet.frozen else ""
    rows = "".join(_row(row, sheet.cells[row]) for row in sorted(sheet.cells))
    merged = "".join(f'<mergeCell ref="{place}"/>' for place in sheet.merged)
    if merged:
        merged = f'<mergeCells count="{len(sheet.merged)}">{merged}</mergeCells>'
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView>'
        f"</sheetViews>{f'<cols>{columns}</cols>' if columns else ''}"
        f"<sheetData>{rows}</sheetData>{merged}{_choices(sheet)}</worksheet>"
    )


def _choices(sheet: Sheet) -> str:
    if not sheet.choices:
        return ""
    last = max([2, *sheet.cells])
    rules = "".join(
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="1"'
        f' sqref="{letters(column)}2:{letters(column)}{last}">'
        f"<formula1>{escaped(chr(34) + ','.join(words) + chr(34))}</formula1></dataValidation>"
        for column, words in sorted(sheet.choices.items())
    )
    return f'<dataValidations count="{len(sheet.choices)}">{rules}</dataValidations>'


def _row(row: int, cells: dict[int, tuple[str, str]]) -> str:
    found = []
    for column in sorted(cells):
        words, look = cells[column]
        place = f'<c r="{letters(column)}{row}" s="{_INDEX[look]}"'
        text = f'<t xml:space="preserve">{escaped(words)}</t>'
        found.append(f'{place} t="inlineStr"><is>{text}</is></c>' if words else f"{place}/>")
    return f'<row r="{row}">{"".join(found)}</row>'
