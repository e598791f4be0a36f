"""K 数字, in tables: figures by head, balances, series, conversions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fangzhi.check.context import DocumentContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.tablehits import (
    cell_hit,
    cell_words,
    rows_example,
    swapped_cell,
    wrong_ratio,
)
from fangzhi.facts.arithmetic.changes import COMPARABLE
from fangzhi.facts.grids.balances import wrong_balances
from fangzhi.facts.grids.differences import wrong_differences, wrong_row_ratios
from fangzhi.facts.grids.quotients import WrongQuotient, wrong_quotients
from fangzhi.facts.grids.ratios import (
    swapped_side,
    wrong_growth,
    wrong_per_heads,
    wrong_shares,
)
from fangzhi.facts.grids.relations import WrongRelation, wrong_relations
from fangzhi.facts.grids.series import number_step, outliers, wrong_conversions
from fangzhi.facts.grids.totals import WrongCell, wrong_cells
from fangzhi.facts.show import plain, rounded
from fangzhi.facts.tables import Grid, grid_of
from fangzhi.model.manuscript import Table


@rule(
    "R175",
    "人均不符",
    level="硬",
    basis="数据审核通例：人均＝总量÷人数",
    scope="table",
    bad=[
        rows_example(
            "作物 | 面积（公顷） | 产量（吨） | 单产（千克/公顷）",
            "水稻 | 500 | 3750 | 7500",
            "小麦 | 300 | 1350 | 4500",
            "玉米 | 200 | 1100 | 5500",
            "薯类 | 100 | 420 | 2400",
        ),
        rows_example(
            "村 | 人口（人） | 收入（万元） | 人均（元）",
            "甲 | 1000 | 1500 | 15000",
            "乙 | 800 | 960 | 12000",
            "丙 | 500 | 700 | 14000",
            "丁 | 400 | 520 | 31000",
        ),
        rows_example(
            "乡 | 面积（平方千米） | 人口（人） | 人口密度（人/平方千米）",
            "甲 | 100 | 24600 | 246",
            "乙 | 50 | 9800 | 196",
            "丙 | 80 | 12000 | 150",
            "丁 | 40 | 4800 | 220",
        ),
    ],
    good=[
        rows_example(
            "作物 | 面积（公顷） | 产量（吨） | 单产（千克/公顷）",
            "水稻 | 500 | 3750 | 7500",
            "小麦 | 300 | 1350 | 4500",
            "玉米 | 200 | 1100 | 5500",
            "薯类 | 100 | 420 | 4200",
        ),
        rows_example(
            "村 | 人口（人） | 人均可支配收入（元）",
            "甲 | 1000 | 15000",
            "乙 | 800 | 12000",
            "丙 | 500 | 14000",
        ),
        rows_example(
            "乡 | 面积（平方千米） | 人口（人） | 平均海拔（米）",
            "甲 | 100 | 24600 | 846",
            "乙 | 50 | 9800 | 996",
            "丙 | 80 | 12000 | 450",
        ),
    ],
)
def table_per_head_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中人均、单产、密度应等于本行两数相除。"""
    grid = grid_of(table)
    told = set()
    doubted = {(cell.row, cell.column) for cell in wrong_cells(grid)}
    for wrong in wrong_per_heads(grid):
        told.add(wrong.row)
        if doubted & {wrong.part, wrong.whole}:
            continue  # R168 doubts a total it is computed from
        mended = swapped_side(grid, wrong)
        if mended is None:
            yield wrong_ratio(grid, wrong, "平均数", 1)
        else:
            mean = f"{rounded(wrong.expected, Decimal('0.1'))}"
            yield swapped_cell(grid, wrong, *mended, "平均数", f"平均为{mean}")
    found = tuple(wrong_quotients(grid, frozenset(o.place for o in outliers(grid))))
    if not found:
        return
    known = told_shares(grid) | {p for w in wrong_cells(grid) for p in _places_of(w)}
    known |= {p for w in wrong_relations(grid) for p in _row_places(w)}
    for off in found:
        if off.said[0] not in told and not known & {off.said, off.part, off.whole}:
            yield _wrong_quotient(grid, off)


def told_shares(grid: Grid) -> set[tuple[int, int]]:
    """Give the figures that the rules on shares and growth doubt already."""
    growth = wrong_growth(grid)
    ratios = (*wrong_shares(grid), *wrong_row_ratios(grid), *growth)
    places = {(w.row, w.column) for w in ratios} | {w.part for w in growth}
    named = [c for c in grid.columns if COMPARABLE.search(c.header)]
    exempt = {(r.index, c.index) for c in named for r in grid.rows}
    labeled = [r for r in grid.rows if COMPARABLE.search(grid.words_of(r.index))]
    return places | exempt | {(r.index, c.index) for r in labeled for c in grid.columns}


def _places_of(wrong: WrongCell) -> set[tuple[int, int]]:
    parts = {place for m in wrong.mismatches for place in m.parts}
    return parts | {(m.row, m.column) for m in wrong.mismatches}


def _row_places(wrong: WrongRelation) -> set[tuple[int, int]]:
    return {(wrong.row, c) for c in (wrong.column, *wrong.parts)}


def _wrong_quotient(grid: Grid, off: WrongQuotient) -> Hit:
    top, under = grid.text(*off.part), grid.text(*off.whole)
    said = grid.number(*off.said)
    shown = plain(rounded(off.expected, number_step(said)))
    words = cell_words(grid, *off.place)
    told = f"疑应为{plain(off.value)}" if off.place != off.said else f"似应为{plain(off.value)}"
    made = f"（{top}−{under}）÷{under}" if off.grown else f"{top}÷{under}"
    return cell_hit(
        grid, *off.place,
        f"{words}{told}，写作{grid.text(*off.place)}：别的行都由“{grid.header(off.part[1])}”和"
        f"“{grid.header(off.whole[1])}”两列相除得来，请核对这一行各数。",
        (f"{made}，按别的行的算法为{shown}",),
    )  # fmt: skip


@rule(
    "R176",
    "期末数不等于期初数加减变动",
    level="硬",
    basis="数据审核通例：期末＝期初＋增加－减少",
    scope="table",
    bad=[
        rows_example(
            "部门 | 年初数（人） | 增加 | 减少 | 年末数（人）",
            "甲 | 100 | 20 | 5 | 115",
            "乙 | 80 | 6 | 2 | 94",
            "丙 | 60 | 1 | 1 | 60",
        ),
        rows_example(
            "镇 | 上年末人口（人） | 出生 | 迁入 | 死亡 | 迁出 | 年末人口（人）",
            "甲 | 1000 | 12 | 30 | 8 | 20 | 1014",
            "乙 | 2000 | 25 | 10 | 16 | 4 | 2866",
            "丙 | 500 | 5 | 1 | 2 | 4 | 500",
        ),
        rows_example(
            "年份 | 期初结存（吨） | 收入 | 支出 | 期末结存（吨）",
            "2001 | 100 | 50 | 40 | 110",
            "2002 | 110 | 60 | 50 | 120",
            "2003 | 120 | 70 | 80 | 210",
        ),
    ],
    good=[
        rows_example(
            "部门 | 年初数（人） | 增加 | 减少 | 年末数（人）",
            "甲 | 100 | 20 | 5 | 115",
            "乙 | 80 | 6 | 2 | 84",
            "丙 | 60 | 1 | 1 | 60",
        ),
        rows_example(
            "年份 | 年初人口（人） | 年末人口（人）", "2001 | 100 | 150", "2002 | 110 | 160"
        ),
        rows_example(
            "部门 | 年初数（人） | 增加 | 减少 | 年末数（人）",
            "甲 | 100 | — | 5 | 95",
            "乙 | 80 | 6 | — | 86",
        ),
    ],
)
def table_balance_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中年末（期末）数应等于年初（期初）数加增加数减减少数。"""
    grid = grid_of(table)
    doubted = {(cell.row, cell.column) for cell in wrong_cells(grid)}
    told = {place for cell in wrong_cells(grid) for m in cell.mismatches for place in m.parts}
    told |= {off.place for off in wrong_differences(grid)}
    for relation in wrong_relations(grid):
        places = {(relation.row, c) for c in (relation.column, *relation.parts)}
        if not places & (doubted | told):
            yield _wrong_relation(grid, relation)
    for wrong in wrong_balances(grid):
        yield cell_hit(
            grid, *wrong.place,
            f"{cell_words(grid, *wrong.place)}应为{plain(wrong.expected)}，写作{plain(wrong.stated)}，请核对。",
            (wrong.shown,),
        )  # fmt: skip
    for off in wrong_differences(grid):
        first, second = plain(off.first), plain(off.second)
        expected = plain(off.first - off.second)
        yield cell_hit(
            grid, *off.place,
            f"{cell_words(grid, *off.place)}是两数之差，应为{expected}，写作{plain(off.stated)}，请核对。",
            (f"{first}−{second}={expected}",),
        )  # fmt: skip


def _wrong_relation(grid: Grid, wrong: WrongRelation) -> Hit:
    numbers = [grid.number(wrong.row, c) for c in wrong.parts]
    words = "".join(
        ("+" if sign > 0 else "−") + plain(n.value)
        for n, sign in zip(numbers, wrong.signs, strict=True)
        if n is not None
    ).lstrip("+")
    return cell_hit(
        grid, wrong.row, wrong.column,
        f"{cell_words(grid, wrong.row, wrong.column)}按其他各行的算法应为{plain(wrong.made)}，"
        f"写作{plain(wrong.stated)}，请核对这一行各数。",
        (f"{words}={plain(wrong.made)}≠{plain(wrong.stated)}",),
    )  # fmt: skip


@rule(
    "R177",
    "数量级突变",
    level="硬",
    basis="数据审核通例：同一序列相邻各年的数应在同一数量级",
    scope="table",
    bad=[
        rows_example(
            "年份 | 人口（人）", "1964 | 203184", "1984 | 320118", "2000 | 392146", "2005 | 39462"
        ),
        rows_example(
            "年份 | 粮食（吨）", "2001 | 12345", "2002 | 123456", "2003 | 12890", "2004 | 13021"
        ),
        rows_example(
            "指标 | 2001年 | 2002年 | 2003年 | 2004年", "产量（吨） | 5210 | 5340 | 546 | 5580"
        ),
    ],
    good=[
        rows_example(
            "年份 | 人口（人）", "1964 | 203184", "1984 | 320118", "2000 | 392146", "2005 | 394620"
        ),
        rows_example("年份 | 汽车（辆）", "1978 | 12", "1988 | 96", "1998 | 2140", "2008 | 21860"),
        rows_example("年份 | 受灾（公顷）", "2001 | 0", "2002 | 1200", "2003 | 35", "2004 | 880"),
    ],
)
def magnitude_jumps(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """同一序列里比前后各年大十倍或小十倍的数，多半多写或少写了一位。"""
    grid = grid_of(table)
    for found in outliers(grid):
        near = "，".join(f"{name}为{plain(value)}" for name, value in found.neighbors)
        way = "少写" if found.times > 0 else "多写"
        yield cell_hit(
            grid, *found.place,
            f"{cell_words(grid, *found.place)}与邻近年份相差一个数量级（{near}），可能{way}了一位，请核对。",
            tuple(f"{name}：{plain(value)}" for name, value in found.neighbors),
        )  # fmt: skip


@rule(
    "R178",
    "单位换算不符",
    level="硬",
    basis="法定计量单位换算：1公顷=15亩，1平方千米=100公顷，1千米=2里",
    scope="table",
    bad=[
        rows_example(
            "乡镇 | 耕地（公顷） | 折合（万亩）",
            "甲 | 2184 | 3.28",
            "乙 | 2415 | 3.62",
            "丙 | 1872 | 3.81",
        ),
        rows_example(
            "乡镇 | 面积（平方千米） | 折公顷（公顷）",
            "甲 | 10 | 1000",
            "乙 | 12.5 | 1250",
            "丙 | 8 | 80",
        ),
        rows_example(
            "村 | 林地（亩） | 林地（公顷）",
            "甲 | 1500 | 100",
            "乙 | 3000 | 200",
            "丙 | 4500 | 450",
        ),
    ],
    good=[
        rows_example(
            "乡镇 | 耕地（公顷） | 折合（万亩）",
            "甲 | 2184 | 3.28",
            "乙 | 2415 | 3.62",
            "丙 | 1872 | 2.81",
        ),
        rows_example(
            "乡镇 | 耕地（公顷） | 林地（万亩）",
            "甲 | 2184 | 9.1",
            "乙 | 2415 | 7.2",
            "丙 | 1872 | 8.8",
        ),
        rows_example(
            "村 | 产量（吨） | 用肥（千克）",
            "甲 | 1500 | 100",
            "乙 | 3000 | 200",
            "丙 | 4500 | 450",
        ),
    ],
)
def table_conversion_is_wrong(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中两列用不同单位写同一数值的，两数应相等。"""
    grid = grid_of(table)
    for wrong in wrong_conversions(grid):
        said, own = grid.number(*wrong.place), grid.number(*wrong.source)
        shown = f"{rounded(wrong.expected, number_step(said)):f}"
        first, second = wrong.units
        yield cell_hit(
            grid, *wrong.place,
            f"{cell_words(grid, *wrong.place)}换算应为{shown}{second}，写作{grid.text(*wrong.place)}，请核对。",
            (f"{plain(own.value) if own else ''}{first}={shown}{second}",),
        )  # fmt: skip
