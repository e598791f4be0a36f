"""K 数字, in tables: totals, shares, growth, figures by head, balances, series, conversions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fangzhi.check.context import DocumentContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.changes import COMPARABLE
from fangzhi.facts.show import plain, rounded
from fangzhi.facts.table_ratios import (
    WrongRatio,
    share_columns,
    wrong_growth,
    wrong_per_heads,
    wrong_shares,
)  # fmt: skip
from fangzhi.facts.table_series import number_step, outliers, wrong_balances, wrong_conversions
from fangzhi.facts.table_sums import Mismatch, WrongCell, column_mismatches, wrong_cells
from fangzhi.facts.tables import Grid, grid_of
from fangzhi.model.manuscript import Table

_TOWNS = (("乡镇", "村（个）", "人口（人）"), ("甲镇", "12", "23415"), ("乙镇", "9", "18206"),
          ("丙乡", "7", "9874"))  # fmt: skip


def _hit(grid: Grid, row: int, column: int, message: str, evidence: tuple[str, ...]) -> Hit:
    text = grid.cell(row, column).text
    return Hit(0, len(text.text), message, evidence=evidence, block=text.id)


def _where(grid: Grid, row: int, column: int) -> str:
    label = next((r.label for r in grid.rows if r.index == row), "")
    return f"“{label}”行“{grid.header(column) or column + 1}”列"


@rule(
    "R168",
    "表内行列合计不符",
    level="硬",
    basis="地方志书质量规定：表中数据准确；容差为各数末位半个单位之和",
    scope="table",
    bad=[
        Example(table=(*_TOWNS, ("合计", "28", "50495"))),
        Example(table=(*_TOWNS, ("合计", "30", "51495"))),
        Example(
            table=(
                ("年份", "合计", "小学", "中学"), ("2001", "530", "320", "210"),
                ("2002", "561", "340", "211"), ("2003", "570", "350", "220"),
                ("2004", "590", "361", "229"),
            )
        ),
    ],
    good=[
        Example(table=(*_TOWNS, ("合计", "28", "51495"))),
        Example(
            table=(
                ("项目", "金额（亿元）"), ("税收", "3.14"), ("其中：增值税", "1.22"),
                ("企业所得税", "0.71"), ("非税", "2.02"), ("合计", "5.17"),
            )
        ),
        Example(table=(("作物", "单产（千克/公顷）"), ("水稻", "7800"), ("小麦", "4200"), ("合计", "6400"))),
        Example(table=(("部门", "人数"), ("小学", "—"), ("中学", "86"), ("其他", "…"), ("合计", "120"))),
    ],
)  # fmt: skip
def table_total_does_not_add_up(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中合计、总计、小计应等于各行（各列）之和；“其中”各行不重复相加。"""
    grid = grid_of(table)
    shares = {c.index for c in share_columns(grid)}
    for wrong in wrong_cells(grid):
        if wrong.column not in shares:
            yield _wrong_total(grid, wrong)


def _wrong_total(grid: Grid, wrong: WrongCell) -> Hit:
    where = _where(grid, wrong.row, wrong.column)
    own = next(
        (m for m in wrong.mismatches if (m.row, m.column) == (wrong.row, wrong.column)), None
    )
    if len(wrong.mismatches) > 1:
        first = wrong.mismatches[0]
        off = first.difference if own is first else -first.difference
        right = plain(wrong_value(grid, wrong) - off)
        message = f"{where}的数使行和列都加不拢，似应为{right}，请核对。"
    else:
        assert own is not None
        message = (
            f"{where}的合计写作{plain(own.stated)}，各{'行' if own.way == '列' else '列'}相加为"
            f"{plain(own.added)}，请核对是合计还是分项错了。"
        )
    evidence = tuple(_addition(grid, m) for m in wrong.mismatches)
    return _hit(grid, wrong.row, wrong.column, message, evidence)


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
        Example(table=(("地类", "比重（%）"), ("耕地", "31.4"), ("林地", "52.3"), ("其他", "18.3"), ("合计", "100.0"))),
        Example(table=(("学历", "构成（%）"), ("本科", "42.0"), ("专科", "35.5"), ("其他", "20.5"), ("合计", "100.0"))),
        Example(table=(("来源", "占比（%）"), ("财政", "60"), ("自筹", "25"), ("捐赠", "5"), ("合计", "100"))),
    ],
    good=[
        Example(table=(("地类", "比重（%）"), ("耕地", "31.4"), ("林地", "52.3"), ("其他", "16.3"), ("合计", "100.0"))),
        Example(table=(("学历", "构成（%）"), ("本科", "33.3"), ("专科", "33.3"), ("其他", "33.3"), ("合计", "100.0"))),
        Example(table=(("民族", "占比（%）"), ("汉族", "92.5"), ("彝族", "3.1"), ("藏族", "2.2"))),
    ],
)  # fmt: skip
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
                yield _hit(
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
        Example(table=(("作物", "面积（公顷）", "占比（%）"), ("水稻", "500", "50.0"), ("小麦", "300", "30.0"), ("玉米", "200", "22.0"), ("合计", "1000", "100.0"))),
        Example(table=(("民族", "人口（人）", "占总人口（%）"), ("汉族", "800", "80.0"), ("彝族", "150", "12.0"), ("藏族", "50", "5.0"), ("合计", "1000", "100.0"))),
        Example(table=(("行业", "产值（万元）", "比重（%）"), ("食品", "2400", "48.0"), ("机械", "1600", "23.0"), ("纺织", "1000", "20.0"), ("合计", "5000", "100.0"))),
    ],
    good=[
        Example(table=(("作物", "面积（公顷）", "占比（%）"), ("水稻", "500", "50.0"), ("小麦", "300", "30.0"), ("玉米", "200", "20.0"), ("合计", "1000", "100.0"))),
        Example(table=(("指标", "单位", "2001年", "占全市（%）"), ("产值", "亿元", "12.4", "8.1"), ("人口", "万人", "30.2", "7.4"), ("面积", "公顷", "1486", "9.9"))),
        Example(table=(("民族", "人口（人）", "占总人口（%）"), ("汉族", "800", "80.0"), ("其中：女", "390", "39.0"), ("彝族", "200", "20.0"), ("合计", "1000", "100.0"))),
    ],
)  # fmt: skip
def table_share_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中占比应等于本行数除以合计数。"""
    grid = grid_of(table)
    for wrong in wrong_shares(grid):
        yield _wrong_ratio(grid, wrong, "占比", 100)


@rule(
    "R171",
    "增减幅度不符",
    level="硬",
    basis="数据审核通例：增幅＝（本期－基期）÷基期",
    scope="table",
    bad=[
        Example(table=(("项目", "2015年（万元）", "2016年（万元）", "增长（%）"), ("税收", "49080", "51240", "4.4"), ("非税", "32120", "36360", "15.2"), ("基金", "1000", "1100", "10.0"))),
        Example(table=(("指标", "上年", "本年", "比上年增长（%）"), ("游客（万人次）", "251.2", "286.4", "14.0"), ("门票（万元）", "800", "900", "12.5"), ("床位（张）", "1000", "1200", "2.0"))),
        Example(table=(("年份", "产量（吨）", "比上年增长（%）"), ("2001", "1000", "3.0"), ("2002", "1100", "10.0"), ("2003", "1210", "10.0"), ("2004", "1331", "20.0"))),
    ],
    good=[
        Example(table=(("项目", "2015年（万元）", "2016年（万元）", "增长（%）"), ("税收", "49080", "51240", "4.4"), ("非税", "32120", "36360", "13.2"), ("基金", "1000", "1100", "10.0"))),
        Example(table=(("指标", "2015年（亿元）", "2016年（亿元）", "增长（%）"), ("地区生产总值", "157.86", "168.42", "6.1"), ("税收", "49.08", "51.24", "4.4"), ("非税", "32.12", "36.36", "13.2"))),
        Example(table=(("年份", "产量（吨）", "比上年增长（%）"), ("2001", "1000", "3.0"), ("2002", "1100", "10.0"), ("2005", "1210", "4.0"), ("2006", "1331", "10.0"))),
    ],
)  # fmt: skip
def table_growth_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中增长一列应与前后两年的数算得的相符；按可比价计算的指标除外。"""
    grid = grid_of(table)
    for wrong in wrong_growth(grid, lambda label: COMPARABLE.search(label) is not None):
        yield _wrong_ratio(grid, wrong, "增减幅度", 100)


def _wrong_ratio(grid: Grid, wrong: WrongRatio, what: str, factor: int) -> Hit:
    said, part = grid.number(wrong.row, wrong.column), grid.number(*wrong.part)
    assert said is not None and part is not None
    shown = f"{rounded(wrong.expected, said.step):f}"
    whole = plain(wrong.whole_value)
    top = plain(part.value) if what != "增减幅度" else f"（{plain(part.value)}−{whole}）"
    unit = "%" if factor == 100 else ""
    return _hit(
        grid, wrong.row, wrong.column,
        f"{_where(grid, wrong.row, wrong.column)}的{what}应为{shown}，写作{plain(said.value)}，请核对。",
        (f"{top}÷{whole}={rounded(wrong.expected, said.step / 10):f}{unit}",),
    )  # fmt: skip


@rule(
    "R175",
    "人均不符",
    level="硬",
    basis="数据审核通例：人均＝总量÷人数",
    scope="table",
    bad=[
        Example(table=(("作物", "面积（公顷）", "产量（吨）", "单产（千克/公顷）"), ("水稻", "500", "3750", "7500"), ("小麦", "300", "1350", "4500"), ("玉米", "200", "1100", "5500"), ("薯类", "100", "420", "2400"))),
        Example(table=(("村", "人口（人）", "收入（万元）", "人均（元）"), ("甲", "1000", "1500", "15000"), ("乙", "800", "960", "12000"), ("丙", "500", "700", "14000"), ("丁", "400", "520", "31000"))),
        Example(table=(("乡", "面积（平方千米）", "人口（人）", "人口密度（人/平方千米）"), ("甲", "100", "24600", "246"), ("乙", "50", "9800", "196"), ("丙", "80", "12000", "150"), ("丁", "40", "4800", "220"))),
    ],
    good=[
        Example(table=(("作物", "面积（公顷）", "产量（吨）", "单产（千克/公顷）"), ("水稻", "500", "3750", "7500"), ("小麦", "300", "1350", "4500"), ("玉米", "200", "1100", "5500"), ("薯类", "100", "420", "4200"))),
        Example(table=(("村", "人口（人）", "人均可支配收入（元）"), ("甲", "1000", "15000"), ("乙", "800", "12000"), ("丙", "500", "14000"))),
        Example(table=(("乡", "面积（平方千米）", "人口（人）", "平均海拔（米）"), ("甲", "100", "24600", "846"), ("乙", "50", "9800", "996"), ("丙", "80", "12000", "450"))),
    ],
)  # fmt: skip
def table_per_head_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中人均、单产、密度应等于本行两数相除。"""
    grid = grid_of(table)
    for wrong in wrong_per_heads(grid):
        yield _wrong_ratio(grid, wrong, "平均数", 1)


@rule(
    "R176",
    "期末数不等于期初数加减变动",
    level="硬",
    basis="数据审核通例：期末＝期初＋增加－减少",
    scope="table",
    bad=[
        Example(table=(("部门", "年初数（人）", "增加", "减少", "年末数（人）"), ("甲", "100", "20", "5", "115"), ("乙", "80", "6", "2", "94"), ("丙", "60", "1", "1", "60"))),
        Example(table=(("镇", "上年末人口（人）", "出生", "迁入", "死亡", "迁出", "年末人口（人）"), ("甲", "1000", "12", "30", "8", "20", "1014"), ("乙", "2000", "25", "10", "16", "4", "2866"), ("丙", "500", "5", "1", "2", "4", "500"))),
        Example(table=(("年份", "期初结存（吨）", "收入", "支出", "期末结存（吨）"), ("2001", "100", "50", "40", "110"), ("2002", "110", "60", "50", "120"), ("2003", "120", "70", "80", "210"))),
    ],
    good=[
        Example(table=(("部门", "年初数（人）", "增加", "减少", "年末数（人）"), ("甲", "100", "20", "5", "115"), ("乙", "80", "6", "2", "84"), ("丙", "60", "1", "1", "60"))),
        Example(table=(("年份", "年初人口（人）", "年末人口（人）"), ("2001", "100", "150"), ("2002", "110", "160"))),
        Example(table=(("部门", "年初数（人）", "增加", "减少", "年末数（人）"), ("甲", "100", "—", "5", "95"), ("乙", "80", "6", "—", "86"))),
    ],
)  # fmt: skip
def table_balance_does_not_follow(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中年末（期末）数应等于年初（期初）数加增加数减减少数。"""
    grid = grid_of(table)
    for wrong in wrong_balances(grid):
        yield _hit(
            grid, *wrong.place,
            f"{_where(grid, *wrong.place)}应为{plain(wrong.expected)}，写作{plain(wrong.stated)}，请核对。",
            (wrong.shown,),
        )  # fmt: skip


@rule(
    "R177",
    "数量级突变",
    level="硬",
    basis="数据审核通例：同一序列相邻各年的数应在同一数量级",
    scope="table",
    bad=[
        Example(table=(("年份", "人口（人）"), ("1964", "203184"), ("1984", "320118"), ("2000", "392146"), ("2005", "39462"))),
        Example(table=(("年份", "粮食（吨）"), ("2001", "12345"), ("2002", "123456"), ("2003", "12890"), ("2004", "13021"))),
        Example(table=(("指标", "2001年", "2002年", "2003年", "2004年"), ("产量（吨）", "5210", "5340", "546", "5580"))),
    ],
    good=[
        Example(table=(("年份", "人口（人）"), ("1964", "203184"), ("1984", "320118"), ("2000", "392146"), ("2005", "394620"))),
        Example(table=(("年份", "汽车（辆）"), ("1978", "12"), ("1988", "96"), ("1998", "2140"), ("2008", "21860"))),
        Example(table=(("年份", "受灾（公顷）"), ("2001", "0"), ("2002", "1200"), ("2003", "35"), ("2004", "880"))),
    ],
)  # fmt: skip
def magnitude_jumps(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """同一序列里比前后各年大十倍或小十倍的数，多半多写或少写了一位。"""
    grid = grid_of(table)
    for found in outliers(grid):
        near = "，".join(f"{name}为{plain(value)}" for name, value in found.neighbors)
        way = "少写" if found.times > 0 else "多写"
        yield _hit(
            grid, *found.place,
            f"{_where(grid, *found.place)}与邻近年份相差一个数量级（{near}），可能{way}了一位，请核对。",
            tuple(f"{name}：{plain(value)}" for name, value in found.neighbors),
        )  # fmt: skip


@rule(
    "R178",
    "单位换算不符",
    level="硬",
    basis="法定计量单位换算：1公顷=15亩，1平方千米=100公顷，1千米=2里",
    scope="table",
    bad=[
        Example(table=(("乡镇", "耕地（公顷）", "折合（万亩）"), ("甲", "2184", "3.28"), ("乙", "2415", "3.62"), ("丙", "1872", "3.81"))),
        Example(table=(("乡镇", "面积（平方千米）", "折公顷（公顷）"), ("甲", "10", "1000"), ("乙", "12.5", "1250"), ("丙", "8", "80"))),
        Example(table=(("村", "林地（亩）", "林地（公顷）"), ("甲", "1500", "100"), ("乙", "3000", "200"), ("丙", "4500", "450"))),
    ],
    good=[
        Example(table=(("乡镇", "耕地（公顷）", "折合（万亩）"), ("甲", "2184", "3.28"), ("乙", "2415", "3.62"), ("丙", "1872", "2.81"))),
        Example(table=(("乡镇", "耕地（公顷）", "林地（万亩）"), ("甲", "2184", "9.1"), ("乙", "2415", "7.2"), ("丙", "1872", "8.8"))),
        Example(table=(("村", "产量（吨）", "用肥（千克）"), ("甲", "1500", "100"), ("乙", "3000", "200"), ("丙", "4500", "450"))),
    ],
)  # fmt: skip
def table_conversion_is_wrong(table: Table, ctx: DocumentContext) -> Iterator[Hit]:
    """表中两列用不同单位写同一数值的，两数应相等。"""
    grid = grid_of(table)
    for wrong in wrong_conversions(grid):
        said, own = grid.number(*wrong.place), grid.number(*wrong.source)
        shown = f"{rounded(wrong.expected, number_step(said)):f}"
        first, second = wrong.units
        yield _hit(
            grid, *wrong.place,
            f"{_where(grid, *wrong.place)}换算应为{shown}{second}，写作{grid.text(*wrong.place)}，请核对。",
            (f"{plain(own.value) if own else ''}{first}={shown}{second}",),
        )  # fmt: skip
