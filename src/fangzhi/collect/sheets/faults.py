"""What is doubtful about a sheet: hidden parts, error values, formulas never computed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from fangzhi.collect.remarks import remark, remark_on
from fangzhi.collect.sheets.grid import usable_merges
from fangzhi.collect.sheets.sheet import (
    Sheet,
    SheetCell,
    address_of,
    column_letters,
    text_of,
)
from fangzhi.files.source import SourceFile
from fangzhi.model.finding import Finding

_NUMBER_AS_TEXT = re.compile(r"^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")
_ERRORS = {
    "#REF!": "引用的单元格已不存在",
    "#DIV/0!": "除数为零",
    "#VALUE!": "参加计算的不是数字",
    "#NAME?": "公式里有认不得的名字",
    "#N/A": "没有找到要查的值",
    "#NUM!": "数值超出范围",
    "#NULL!": "引用的区域没有交集",
}
MOST_PLACES = 12
"""A finding names this many places and counts the rest."""


def faults_of(source: SourceFile, sheet: Sheet) -> Iterator[Finding]:
    """Give the findings about a sheet, whole-sheet ones first."""
    yield from _hidden(source, sheet)
    yield from _merged(source, sheet)
    yield from _single_cells(source, sheet)
    yield from _numbers_as_text(source, sheet)


def _hidden(source: SourceFile, sheet: Sheet) -> Iterator[Finding]:
    if sheet.hidden and sheet.cells:
        yield remark(source, f"工作表“{sheet.name}”是隐藏的，内容已照常读入。请确认是否应当交来；"
                     "不应交来的，请在原表中删去后重交。")  # fmt: skip
    rows = sorted({cell.row for cell in sheet.cells} & sheet.hidden_rows)
    if rows:
        names = "、".join(_ranges(row + 1 for row in rows))
        yield remark(source, f"工作表“{sheet.name}”第{names}行是隐藏的（或被筛选掉的），"
                     "内容已照常读入。请确认是否应当收入。")  # fmt: skip
    columns = sorted({cell.column for cell in sheet.cells} & sheet.hidden_columns)
    if columns:
        names = "、".join(column_letters(column) for column in columns[:MOST_PLACES])
        yield remark(source, f"工作表“{sheet.name}”{names}列是隐藏的，内容已照常读入。"
                     "请确认是否应当收入。")  # fmt: skip


def _ranges(numbers: Iterable[int]) -> list[str]:
    """Shorten 3 4 5 9 to 3—5 and 9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [str(a) if a == b else f"{a}—{b}" for a, b in spans[:MOST_PLACES]]
    return [*shown, f"等共{len(spans)}处"] if len(spans) > MOST_PLACES else shown


def _merged(source: SourceFile, sheet: Sheet) -> Iterator[Finding]:
    filled = {(cell.row, cell.column) for cell in sheet.cells}
    for top, left, bottom, right in usable_merges(sheet.merged, filled)[1]:
        place = address_of(sheet, top, left)
        end = f"{column_letters(right)}{bottom + 1}"
        yield remark(source, f"{place}至{end}合并后，被遮住的单元格里仍有内容；现按未合并读入，"
                     "各格内容都保留。请在原表中取消合并，核对后重新合并。", address=place)  # fmt: skip


def _single_cells(source: SourceFile, sheet: Sheet) -> Iterator[Finding]:
    for cell in sheet.cells:
        if cell.kind == "error":
            why = _ERRORS.get(cell.text, "公式出错")
            message = f"单元格显示错误值{cell.text}（{why}），不是数据。请在原表中改正公式后重交。"
            yield remark_on(source, text_of(source, sheet, cell), message, level="数")
        elif cell.kind == "missing":
            message = (f"公式“={cell.formula}”没有保存计算结果，读不到数值。"
                       "请用 Excel 或 WPS 打开原表，重新计算并保存后重交。")  # fmt: skip
            yield remark(source, message, level="数",
                         address=address_of(sheet, cell.row, cell.column))  # fmt: skip


def _numbers_as_text(source: SourceFile, sheet: Sheet) -> Iterator[Finding]:
    """Numbers typed as text in a column of numbers: sums in the spreadsheet leave them out."""
    columns: dict[int, list[SheetCell]] = defaultdict(list)
    for cell in sheet.cells:
        columns[cell.column].append(cell)
    for column, cells in sorted(columns.items()):
        texts = [c for c in cells if c.kind == "text" and _NUMBER_AS_TEXT.match(c.text.strip())]
        if not texts or not any(c.kind == "number" for c in cells):
            continue
        names = "、".join(f"{column_letters(column)}{c.row + 1}" for c in texts[:MOST_PLACES])
        more = f"等{len(texts)}格" if len(texts) > MOST_PLACES else ""
        yield remark(source, f"工作表“{sheet.name}”{names}{more}的数字是按文本存的，"
                     "原表求和时不会算入。请核对合计。", confidence="hint",
                     address=address_of(sheet, texts[0].row, column))  # fmt: skip
