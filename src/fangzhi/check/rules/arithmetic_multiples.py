"""K 数字: decreases counted in multiples, and doublings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.arithmetic.changes import all_changes
from fangzhi.facts.arithmetic.restated import wrong_doublings
from fangzhi.facts.arithmetic.shown import division
from fangzhi.facts.arithmetic.wide_changes import wide_changes
from fangzhi.facts.explanations.borne import doubled_between
from fangzhi.facts.explanations.changes import changed
from fangzhi.facts.explanations.doublings import doubled
from fangzhi.facts.show import number_of, plain, rounded
from fangzhi.facts.statements import find_items, together

_FEWER_TIMES = re.compile(
    r"(?:减少|降低|下降|缩短|缩小|下跌|减低|回落|减产|减收|减员|减亏|锐减|骤减|缩减|下滑|萎缩|偏少|偏低|跌落|(?<![增加])减)"
    r"(?:了|近|约|将近|到原来的|至原来的|为原来的){0,2}"
    r"(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九十两几数百]+)(?:多|余)?倍"
)


@rule(
    "R173",
    "减少用倍数",
    level="硬",
    basis="图书编校质量差错认定细则19：减少、降低不用倍数",
    literals=("倍",),
    bad=["病虫害损失减少3倍。", "事故起数比2010年降低了两倍多。", "候诊时间缩短0.5倍。"],
    good=["病虫害损失减少75%。", "产量增加3倍。", "下降趋势明显，产值为1978年的3倍。"],
)
def decrease_counted_in_multiples(text: str, ctx: TextContext) -> Iterator[Hit]:
    """减少、降低、下降、缩短不能用倍数，改用百分数或几分之几。"""
    for m in _FEWER_TIMES.finditer(text):
        if "原来的" in m.group() and m["number"].startswith("0."):
            continue
        change = next(
            (
                c
                for c in ctx.once_from(all_changes, find_items)
                if m.start() <= c.said.start < m.end()
            ),
            None,
        )
        evidence: tuple[str, ...] = ("减少1倍：1−1=0",)
        if change is not None and change.base_value > 0:
            share = (change.base_value - change.current.value) / change.base_value * 100
            evidence = (division(change, share, Decimal(1), "%"),)
        yield Hit(
            m.start(),
            m.end(),
            "减少不能用倍数：减少一倍就等于零。请按实际数改写为减少百分之几或几分之几。",
            evidence=evidence,
            confidence="certain",
        )


_OVER_SO = re.compile("还?[多强余]|有余|还要|以上|出头")
_LEAST, _MOST = Decimal("0.97"), Decimal("1.18")
"""翻一番 is said of figures from a little less than twice as much."""


@rule(
    "R174",
    "翻番数不符",
    level="硬",
    basis="数据审核通例：翻一番为2倍，翻两番为4倍",
    literals=("番",),
    bad=[
        "企业由32户增加到64户，翻两番。",
        "产值由2005年的10亿元增至2010年的30亿元，翻了三番。",
        "出口额为2016年的6倍，翻了三番。",
        "1985年县城面积1.6平方千米，2005年县城面积6.4平方千米，面积翻了三番。",
    ],
    good=[
        "企业由32户增加到64户，翻一番。",
        "产值由2005年的10亿元增至2010年的41亿元，翻两番多。",
        "“九五”末实现国民生产总值比1980年翻两番。",
    ],
)
def doublings_do_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """翻一番是2倍，翻两番是4倍，翻三番是8倍。"""
    for twice in wrong_doublings(text):
        yield Hit(
            twice.start,
            twice.end,
            f"翻番数不符：前面说是{twice.first}，{text[twice.start : twice.end]}应为{twice.right}，请核对。",
            evidence=(f"{twice.first}≠{twice.right}",),
        )
    if "翻" not in text:
        return
    for double in doubled(text):
        right = plain(double.base.value * double.times)
        yield Hit(
            together(double.said.start, double.reached, double.base),
            double.reached.end,
            f"翻番数不符：{number_of(double.base.quantity)}{double.said.quantity.text}应为{right}，"
            f"写作{number_of(double.reached.quantity)}，请核对。",
            evidence=(f"{number_of(double.base.quantity)}×{plain(double.times)}={right}",),
        )
    changes = ctx.once_from(all_changes, find_items)
    told = frozenset(change.said.start for change in changes)
    wide = [w for w, _ in wide_changes(text, ctx.once(find_items), ctx.before, told)]
    told |= {change.said.start for change in wide}
    meant = [c for c in changed(text, ctx.before, told) if c.way == "folds"]
    for change in (*changes, *wide, *meant):
        said = change.said.quantity
        if said.kind != "doublings" or change.base_value <= 0:
            continue
        rough = said.approximate or _OVER_SO.match(text, said.end) is not None
        if rough and change.way != "folds":
            continue
        times = change.current.value / change.base_value
        needed = Decimal(2) ** said.value
        if change.way != "folds" and needed * _LEAST <= times < needed * _MOST:
            continue
        least, most = needed * _LEAST, needed * _MOST
        if doubled_between(change.said, ctx.once(find_items), text, least, most):
            continue
        yield Hit(
            change.verb,
            change.said.end,
            f"翻番数不符：现数是原数的{plain(rounded(times, Decimal('0.01')))}倍，"
            f"{said.text}应为{plain(needed)}倍，请核对。",
            evidence=(
                f"{number_of(change.current.quantity)}÷{number_of(change.base.quantity)}"
                f"={plain(rounded(times, Decimal('0.01')))}，2的{plain(said.value)}次方={plain(needed)}",
            ),
        )
