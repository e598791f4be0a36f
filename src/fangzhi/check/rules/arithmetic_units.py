"""K 数字: quantities told again in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fangzhi.check.context import TextContext
from fangzhi.check.rule import DIGITS, HAN_DIGITS, Hit, rule
from fangzhi.facts.arithmetic.conversions import RESTATED, find_conversions, is_far
from fangzhi.facts.explanations.other_units import LINKED, LINKS, told_again
from fangzhi.facts.show import shown_like
from fangzhi.facts.statements import find_items

STATED: Final = Decimal("0.005")
"""A stated conversion may be half a percent off (1亩=0.0667公顷 and the like) before it is one
of another value; with 约 three percent."""
APPROXIMATE: Final = Decimal("0.03")


@rule(
    "R178",
    "单位换算不符",
    level="硬",
    basis="法定计量单位换算：1公顷=15亩，1平方千米=100公顷，1千米=2里",
    literals=("（", "(", "折", "合", "即", *LINKS),
    needs=[DIGITS + HAN_DIGITS],
    probe=f"{RESTATED}|{LINKED}",
    bad=[
        "水稻播种面积1.62万公顷（22.4万亩）。",
        "全县森林面积8.32万公顷（12.48万亩）。",
        "幅员面积1486平方千米（1.486万公顷）。",
        "引水渠长3.2千米（8.4里）。",
        "蓄水量达1.2亿立方米（1200万立方米）。",
        "每公顷产量9000千克（亩产700千克）。",
        "全年完成投资228713万元，即27.87亿元。",
        "交售干香菇64吨，共67000公斤。",
    ],
    good=[
        "水稻播种面积1.62万公顷（24.3万亩）。",
        "拆除违章建筑4620平方米（约6.93亩）。",
        "幅员面积1486平方千米（14.86万公顷）。",
        "种植中药材866.67公顷（1.3万亩）。",
        "蓄水量达1.2亿立方米（12000万立方米）。",
        "每公顷产量9000千克（亩产600千克）。",
        "全年完成投资228713万元，即22.87亿元。",
        "交售干香菇64吨，共有社员67000人。",
    ],
)
def conversion_is_wrong(text: str, ctx: TextContext) -> Iterator[Hit]:
    """括注或“折合”的另一单位的数值应与原数相等。"""
    items = ctx.once(find_items)
    found = [c for c in find_conversions(text, items) if is_far(c, APPROXIMATE, STATED)]
    known = {c.second.start for c in found}
    for conversion in (
        *found,
        *(c for c in told_again(text, items) if c.second.start not in known),
    ):
        first, second = conversion.first.quantity, conversion.second.quantity
        middle = (conversion.expected.low + conversion.expected.high) / 2
        shown = shown_like(middle, second)
        closing = text[second.end : second.end + 1] in ("）", ")")
        yield Hit(
            first.start,
            second.end + closing,
            f"单位换算不符：{first.text}应为{shown}{second.unit}，写作{second.text}，请核对两个数。",
            evidence=(f"{first.text}={shown}{second.unit}≠{second.text}",),
        )
