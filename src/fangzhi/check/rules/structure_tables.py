"""M 表: what every table of figures must say – its title, its units, the year of its figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.model.manuscript import Cell, Manuscript, Table, tables
from fangzhi.model.text import Text

_FIGURE = re.compile("-?[0-9][0-9,]*(?:\\.[0-9]+)?[%％‰]?")
_ORDER = re.compile(
    "序号|编号|年份|年度|年$|月份|日期|时间|电话|邮编|代码|学号|证号|名次|排名|届|年龄|[0-9]{4}|备注"
)
_SAYS_UNIT = re.compile(
    "[（(/][^（）()]{1,12}[)）]?|单位|[%％‰]|率|比重|占比|百分|指数|系数|倍|人[数口均]?|户[数均]?|[个件座处所家台辆艘名次头只匹株册卷项篇期节班条幅岁元亩吨]数?$"
    "|公顷|千克|公斤|千米|公里|米$|立方米|千瓦|小时|天数|分数|得分|年数|场次|批次|生数|[男女]$"
)
_YEAR = re.compile(
    "[0-9]{4}|[一二][〇○零一二三四五六七八九]{3}年|民国|光绪|宣统|乾隆|嘉庆|道光|咸丰|同治|年[初底末]|上年|本年|历[年届任]"
)
_TITLE_MOST = 45


@rule(
    "R208",
    "表缺要素",
    level="式",
    basis="图书编校质量差错认定细则59：表有表题、计量单位、时间",
    scope="table",
    bad=[
        Example(
            paragraphs=("全县乡镇情况如下。",),
            table=(("乡镇", "面积", "产量"), ("甲镇", "12", "30"), ("乙镇", "13", "41")),
        ),
        Example(
            table_title="2020年各镇粮食生产",
            table=(("镇", "面积", "总产"), ("甲镇", "12", "30"), ("乙镇", "13", "41")),
        ),
        Example(
            paragraphs=("历来重视蚕桑。",),
            table_title="各镇蚕桑生产",
            table=(("镇", "养蚕户数", "产茧（吨）"), ("甲镇", "12", "30"), ("乙镇", "13", "41")),
            settings={"kind": "县志", "lower": "2005"},
        ),
    ],
    good=[
        Example(
            table_title="2020年各镇粮食生产",
            table_unit="单位：公顷、吨",
            table=(("镇", "面积", "总产"), ("甲镇", "12", "30"), ("乙镇", "13", "41")),
        ),
        Example(
            table_title="2020年各镇蚕桑生产",
            table=(("镇", "养蚕户数", "产茧（吨）"), ("甲镇", "12", "30"), ("乙镇", "13", "41")),
        ),
        Example(table=(("姓名", "职务"), ("陈某", "站长"), ("罗某", "会计"))),
    ],
)  # fmt: skip
def table_without_its_parts(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """数据表要有表题、计量单位和时间。"""
    columns = _columns_of_figures(table)
    if not columns or not table.cells or ctx.document.kind in ("口述", "旧志"):
        return
    near = ctx.once(_surroundings).get(table.id, _NOTHING)
    title = table.title.text if table.title is not None else near[0]
    missing = []
    if not title and not table.sheet:
        missing.append("表题")
    if not _unit_is_said(table, columns, title + near[1]):
        missing.append("计量单位")
    words = title + table.sheet + near[1] + " ".join(cell.text.text for cell in table.cells)
    if title and not ctx.document.is_yearbook and ctx.document.kind and not _YEAR.search(words):
        missing.append("年份")
    if missing:
        text = table.title if table.title is not None else table.cells[0].text
        yield Hit(
            0, len(text.text), f"表缺{'、'.join(missing)}，请补。", block=text.id, level="体",
            confidence="hint",
        )  # fmt: skip


_NOTHING = ("", "")


def _surroundings(manuscript: Manuscript) -> dict[str, tuple[str, str]]:
    """By table: the short line before it that may be its title, and the lines around it."""
    found: dict[str, tuple[str, str]] = {}
    last: list[str] = []
    heading = ""
    for block in manuscript.blocks:
        if isinstance(block, Text):
            if block.text.strip():
                last = [*last[-2:], block.text.strip()]
            heading = block.text if block.role == "heading" else heading
        elif isinstance(block, Table):
            line = last[-1] if last else ""
            if re.match("[（(]?单位", line) and len(last) > 1:
                line = last[-2]
            title = line if len(line) <= _TITLE_MOST and line[-1:] not in "。：；" else ""
            for inner in tables(Manuscript((block,))):
                found[inner.id] = (title, " ".join((heading, *last)))
    return found


def _columns_of_figures(table: Table) -> list[int]:
    head = max(1, table.header_rows)
    by_column: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row >= head and cell.column > 0 and cell.text.text.strip():
            by_column.setdefault(cell.column, []).append(cell)
    return [
        column
        for column, cells in sorted(by_column.items())
        if len(cells) >= 2 and sum(_is_figure(c) for c in cells) * 3 >= len(cells) * 2
        and not _ORDER.search(_header(table, column, head))
    ]  # fmt: skip


def _is_figure(cell: Cell) -> bool:
    return _FIGURE.fullmatch(cell.text.text.strip()) is not None


def _header(table: Table, column: int, head: int) -> str:
    return "".join(
        cell.text.text for cell in table.cells
        if cell.row < head and cell.column <= column < cell.column + cell.column_span
    )  # fmt: skip


def _unit_is_said(table: Table, columns: list[int], around: str) -> bool:
    if table.unit is not None or "单位" in around:
        return True
    if re.search("[（(][^（）()]{1,8}[)）]", around) or any(
        "%" in c.text.text for c in table.cells
    ):
        return True
    head = max(1, table.header_rows)
    if any(_SAYS_UNIT.search(_header(table, column, head)) for column in columns):
        return True
    rows = [c.text.text.strip() for c in table.cells if c.row >= head and c.column == 0]
    return any(_SAYS_UNIT.search(text) for text in rows) or any(
        "单位" in cell.text.text for cell in table.cells
    )
