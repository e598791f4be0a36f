"""K 数字: percentages of one whole that should make a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.arithmetic.percents import PercentList, find_percent_lists
from fangzhi.facts.quantities import TWO_QUANTITIES
from fangzhi.facts.show import plain
from fangzhi.facts.statements import find_items

_LONGEST = 80
"""Spans stay this short, so that an editor sees the doubtful words and not the paragraph."""


@rule(
    "R169",
    "百分比之和不是100%",
    level="硬",
    basis="数据审核通例：构成百分比之和为100%",
    literals=("%", "％", "结构", "构成", "比例", "比重", "之比", "产业比", "∶"),
    probe=TWO_QUANTITIES,
    bad=[
        "境内山地占52.4%，丘陵占37.3%，平坝占11.3%。",
        "资金来源中，财政占60%、自筹占25%、其他占5%。",
        "三次产业结构为14.2:45.3:42.5。",
        "用途分布：农业用水62%、工业用水21%、生活用水19%。",
    ],
    good=[
        "境内山地占52.4%，丘陵占37.3%，平坝占10.3%。",
        "三次产业结构为24.6:31.0:44.5。",
        "汉族占92.5%，彝族占3.1%，藏族占2.2%。",
        "党员占45.2%，女职工占38.6%，本科以上学历占62.5%。",
    ],
)
def shares_do_not_make_hundred(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一整体的各部分百分比之和应为100%，舍入误差除外。"""
    for shares in find_percent_lists(text, ctx.once(find_items)):
        if abs(shares.total - 100) <= shares.slack:
            continue
        if shares.overlapping and not 100 < shares.total <= 105:
            continue
        if not (shares.closed or _too_many(shares) or _just_short(shares) or _two_over(shares)):
            continue
        start, end = (shares.start, shares.end)
        if end - start > _LONGEST:
            start, end = shares.last
        added = "+".join(plain(v) for v in shares.values)
        yield Hit(
            start,
            end,
            f"各部分百分比相加为{plain(shares.total)}%，不是100%，请核对是哪一个数错了。",
            evidence=(f"{added}={plain(shares.total)}",),
            confidence="likely" if shares.closed or shares.total > 100 else "hint",
        )


def _too_many(shares: PercentList) -> bool:
    return len(shares.values) > 2 and 100 < shares.total <= 120


def _two_over(shares: PercentList) -> bool:
    """民族乡占56.52%、镇占44.48%: two parts printed to decimals that pass the whole by a little."""
    return len(shares.values) == 2 and shares.step < 1 and 100 < shares.total <= 103


def _just_short(shares: PercentList) -> bool:
    """差整1、2……5个百分点，而各项写到小数：多半是一个数字写错。"""
    missing = 100 - shares.total
    whole = missing == missing.to_integral_value()
    return len(shares.values) > 2 and shares.step < 1 and whole and 0 < missing <= 5
