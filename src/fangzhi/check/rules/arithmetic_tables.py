"""K 数字, in tables: totals, shares, growth, figures by head, balances, series, conversions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fangzhi.check.context import DocumentContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.tablehits import cell_hit, cell_words, rows_example, swapped_cell, wrong_ratio
from fangzhi.facts.grids.culprits import culprit_of
from fangzhi.facts.grids.differences import wrong_differences, wrong_row_ratios
from fangzhi.facts.grids.ratios import (
    fails_of_sum,
    share_columns,
    swapped_growth,
    wrong_growth,
    wrong_shares,
)
from fangzhi.facts.grids.series import outliers, wrong_conversions
from fangzhi.facts.grids.totals import Mismatch, WrongCell, column_mismatches, wrong_cells
from fangzhi.facts.show import plain, rounded
from fangzhi.facts.statements import find_items
from fangzhi.facts.tables import Grid, grid_of
from fangzhi.model.manuscript import Table
from fangzhi.model.text import Text


@rule(
    "R168",
    "表内行列合计不符",
    level="硬",
    basis="地方志书质量规定：表中数据准确；容差为各数末位半个单位之和",
    scope="table",
    bad=[
        rows_example(
            "乡镇 | 村（个） | 人口（人）",
            "甲镇 | 12 | 23415",
            "乙镇 | 9 | 18206",
            "丙乡 | 7 | 9874",
            "合计 | 28 | 50495",
        ),
        rows_example(
            "乡镇 | 村（个） | 人口（人）",
            "甲镇 | 12 | 23415",
            "乙镇 | 9 | 18206",
            "丙乡 | 7 | 9874",
            "合计 | 30 | 51495",
        ),
        rows_example(
            "年份 | 合计 | 小学 | 中学",
            "2001 | 530 | 320 | 210",
            "2002 | 561 | 340 | 211",
            "2003 | 570 | 350 | 220",
            "2004 | 590 | 361 | 229",
        ),
    ],
    good=[
        rows_example(
            "乡镇 | 村（个） | 人口（人）",
            "甲镇 | 12 | 23415",
            "乙镇 | 9 | 18206",
            "丙乡 | 7 | 9874",
            "合计 | 28 | 51495",
        ),
        rows_example(
            "项目 | 金额（亿元）",
            "税收 | 3.14",
            "其中：增值税 | 1.22",
            "企业所得税 | 0.71",
            "非税 | 2.02",
            "合计 | 5.17",
        ),
        rows_example("作物 | 单产（千克/公顷）", "水稻 | 7800", "小麦 | 4200", "合计 | 6400"),
        rows_example("部门 | 人数", "小学 | —", "中学 | 86", "其他 | …", "合计 | 120"),
    ],
)
def table_total_does_not_add_up(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中合计、总计、小计应等于各行（各列）之和；“其中”各行不重复相加。"""
    grid = grid_of(table)
    shares = {c.index for c in share_columns(grid)}
    found = wrong_cells(grid)
    doubted = {w.place for w in wrong_conversions(grid)} if found else set()
    doubted |= {w.place for w in wrong_differences(grid)} if found else set()
    for wrong in found:
        if wrong.column in shares or any(doubted & set(m.parts) for m in wrong.mismatches):
            continue  # R178 or R176 doubts one of the parts already
        off = wrong.mismatches[0]
        if _is_told_below(table, ctx, abs(off.difference), off.stated > off.added):
            continue
        yield _wrong_total(grid, wrong)


def _is_told_below(table: Table, ctx: DocumentContext, amount: Decimal, over: bool) -> bool:
    """A note below the table names what its total holds beside the rows (总计含教师进修学校8000册)."""
    blocks = ctx.manuscript.blocks
    at = next((n for n, block in enumerate(blocks) if block is table), len(blocks))
    below = next((b.text for b in blocks[at + 1 : at + 2] if isinstance(b, Text)), "")
    if _NOTE.match(below) is None:
        return False
    told = any(item.value == amount for item in find_items(below))
    return told or (over and _HOLDS_MORE.search(below) is not None)


_HOLDS_MORE = re.compile("(?:合计|总计|总数|全[县市区镇乡])[^，。；不未]{0,6}(?<!不)(?:包?含|包括)")
_NOTE = re.compile("\\s*[（(]?(?:注|说明|备注)|[*※]")


def _wrong_total(grid: Grid, wrong: WrongCell) -> Hit:
    where = cell_words(grid, wrong.row, wrong.column)
    own = _own(wrong)
    by_row = _culprit(grid, wrong)
    if by_row is not None and own is not None:
        place, value = by_row
        message = (
            f"{cell_words(grid, *place)}的数似应为{plain(value)}：改后合计与各数才都相符，请核对。"
        )
        return cell_hit(grid, *place, message, (_addition(grid, own),))
    if len(wrong.mismatches) > 1:
        first = wrong.mismatches[0]
        off = first.difference if own is first else -first.difference
        right = plain(wrong_value(grid, wrong) - off)
        message = f"{where}的数使行和列都加不拢，似应为{right}，请核对。"
    elif own is None:
        first = wrong.mismatches[0]
        right = plain(wrong_value(grid, wrong) + first.difference)
        message = f"{where}的数疑为相邻两位颠倒：改为{right}，合计才对，请核对。"
    else:
        message = (
            f"{where}的合计写作{plain(own.stated)}，各{'行' if own.way == '列' else '列'}相加为"
            f"{plain(own.added)}，请核对是合计还是分项错了。"
        )
    evidence = tuple(_addition(grid, m) for m in wrong.mismatches)
    return cell_hit(grid, wrong.row, wrong.column, message, evidence)


def _own(wrong: WrongCell) -> Mismatch | None:
    """The sum whose total the doubtful cell is."""
    place = wrong.row, wrong.column
    return next((m for m in wrong.mismatches if (m.row, m.column) == place), None)


def _culprit(grid: Grid, wrong: WrongCell) -> tuple[tuple[int, int], Decimal] | None:
    """The part that is wrong instead of the total, and what it should be."""
    own = _own(wrong)
    return culprit_of(grid, own) if own is not None and len(wrong.mismatches) == 1 else None


def wrong_value(grid: Grid, wrong: WrongCell) -> Decimal:
    """The number printed in a doubtful cell."""
    number = grid.number(wrong.row, wrong.column)
    assert number is not None
    return number.value


def _addition(grid: Grid, mismatch: Mismatch) -> str:
    values = [plain(n.value) for p in mismatch.parts if (n := grid.number(*p)) is not None]
    return f"{'+'.join(values)}={plain(mismatch.added)}≠{plain(mismatch.stated)}"


@rule(
    "R169",
    "百分比之和不是100%",
    level="硬",
    basis="数据审核通例：构成百分比之和为100%",
    scope="table",
    bad=[
        rows_example(
            "地类 | 比重（%）", "耕地 | 31.4", "林地 | 52.3", "其他 | 18.3", "合计 | 100.0"
        ),
        rows_example(
            "学历 | 构成（%）", "本科 | 42.0", "专科 | 35.5", "其他 | 20.5", "合计 | 100.0"
        ),
        rows_example("来源 | 占比（%）", "财政 | 60", "自筹 | 25", "捐赠 | 5", "合计 | 100"),
    ],
    good=[
        rows_example(
            "地类 | 比重（%）", "耕地 | 31.4", "林地 | 52.3", "其他 | 16.3", "合计 | 100.0"
        ),
        rows_example(
            "学历 | 构成（%）", "本科 | 33.3", "专科 | 33.3", "其他 | 33.3", "合计 | 100.0"
        ),
        rows_example("民族 | 占比（%）", "汉族 | 92.5", "彝族 | 3.1", "藏族 | 2.2"),
    ],
)
def table_shares_do_not_make_hundred(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中比重一列的合计写作100%时，各行之和应为100%，舍入误差除外。"""
    grid = grid_of(table)
    doubted = {(w.row, w.column) for w in wrong_shares(grid)}
    for column in share_columns(grid):
        if any(c == column.index for _, c in doubted):
            continue
        for mismatch in column_mismatches(grid, [column]):
            stated = grid.number(mismatch.row, mismatch.column)
            if stated is not None and stated.value == 100:
                yield cell_hit(
                    grid, mismatch.row, mismatch.column,
                    f"“{column.header}”列各行相加为{plain(mismatch.added)}，不是100，请核对是哪一行错了。",
                    (_addition(grid, mismatch),),
                )  # fmt: skip


@rule(
    "R170",
    "占比不符",
    level="硬",
    basis="数据审核通例：占比＝部分÷总体",
    scope="table",
    bad=[
        rows_example(
            "作物 | 面积（公顷） | 占比（%）",
            "水稻 | 500 | 50.0",
            "小麦 | 300 | 30.0",
            "玉米 | 200 | 22.0",
            "合计 | 1000 | 100.0",
        ),
        rows_example(
            "民族 | 人口（人） | 占总人口（%）",
            "汉族 | 800 | 80.0",
            "彝族 | 150 | 12.0",
            "藏族 | 50 | 5.0",
            "合计 | 1000 | 100.0",
        ),
        rows_example(
            "行业 | 产值（万元） | 比重（%）",
            "食品 | 2400 | 48.0",
            "机械 | 1600 | 23.0",
            "纺织 | 1000 | 20.0",
            "合计 | 5000 | 100.0",
        ),
    ],
    good=[
        rows_example(
            "作物 | 面积（公顷） | 占比（%）",
            "水稻 | 500 | 50.0",
            "小麦 | 300 | 30.0",
            "玉米 | 200 | 20.0",
            "合计 | 1000 | 100.0",
        ),
        rows_example(
            "指标 | 单位 | 2001年 | 占全市（%）",
            "产值 | 亿元 | 12.4 | 8.1",
            "人口 | 万人 | 30.2 | 7.4",
            "面积 | 公顷 | 1486 | 9.9",
        ),
        rows_example(
            "民族 | 人口（人） | 占总人口（%）",
            "汉族 | 800 | 80.0",
            "其中：女 | 390 | 39.0",
            "彝族 | 200 | 20.0",
            "合计 | 1000 | 100.0",
        ),
    ],
)
def table_share_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中占比应等于本行数除以合计数。"""
    grid = grid_of(table)
    cells = wrong_cells(grid)
    doubted = {(cell.row, cell.column) for cell in cells}
    doubted |= {found[0] for cell in cells if (found := _culprit(grid, cell)) is not None}
    for wrong in (*wrong_shares(grid), *wrong_row_ratios(grid)):
        # R168 may doubt what it was computed from: then it must fail of the sum of the rows too
        if wrong.part not in doubted and (wrong.whole not in doubted or fails_of_sum(grid, wrong)):
            yield wrong_ratio(grid, wrong, "占比", 100)


@rule(
    "R171",
    "增减幅度不符",
    level="硬",
    basis="数据审核通例：增幅＝（本期－基期）÷基期",
    scope="table",
    bad=[
        rows_example(
            "项目 | 2015年（万元） | 2016年（万元） | 增长（%）",
            "税收 | 49080 | 51240 | 4.4",
            "非税 | 32120 | 36360 | 15.2",
            "基金 | 1000 | 1100 | 10.0",
        ),
        rows_example(
            "指标 | 上年 | 本年 | 比上年增长（%）",
            "游客（万人次） | 251.2 | 286.4 | 14.0",
            "门票（万元） | 800 | 900 | 12.5",
            "床位（张） | 1000 | 1200 | 2.0",
        ),
        rows_example(
            "年份 | 产量（吨） | 比上年增长（%）",
            "2001 | 1000 | 3.0",
            "2002 | 1100 | 10.0",
            "2003 | 1210 | 10.0",
            "2004 | 1331 | 20.0",
        ),
    ],
    good=[
        rows_example(
            "项目 | 2015年（万元） | 2016年（万元） | 增长（%）",
            "税收 | 49080 | 51240 | 4.4",
            "非税 | 32120 | 36360 | 13.2",
            "基金 | 1000 | 1100 | 10.0",
        ),
        rows_example(
            "指标 | 2015年（亿元） | 2016年（亿元） | 增长（%）",
            "地区生产总值 | 157.86 | 168.42 | 6.1",
            "税收 | 49.08 | 51.24 | 4.4",
            "非税 | 32.12 | 36.36 | 13.2",
        ),
        rows_example(
            "年份 | 产量（吨） | 比上年增长（%）",
            "2001 | 1000 | 3.0",
            "2002 | 1100 | 10.0",
            "2005 | 1210 | 4.0",
            "2006 | 1331 | 10.0",
        ),
    ],
)
def table_growth_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中增长一列应与前后两年的数算得的相符；按可比价计算的指标除外。"""
    grid = grid_of(table)
    doubted = {found.place for found in outliers(grid)}
    doubted |= {(cell.row, cell.column) for cell in wrong_cells(grid)}
    for wrong in wrong_growth(grid):
        if doubted & {wrong.part, wrong.whole}:  # R177 doubts what it was computed from
            continue
        mended = swapped_growth(grid, wrong)
        if mended is None:
            yield wrong_ratio(grid, wrong, "增减幅度", 100)
            continue
        moved = f"增减{rounded(wrong.expected, Decimal('0.1'))}%"
        yield swapped_cell(grid, wrong, *mended, "增减幅度", moved)
