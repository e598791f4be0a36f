"""K 数字: shares and rates, and what comes to each head (人均)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.arithmetic.blame import doubted, slipped
from fangzhi.facts.arithmetic.pairs import OneTo, wrong_pairs, wrong_sex_ratios
from fangzhi.facts.arithmetic.pools import in_unit
from fangzhi.facts.arithmetic.sum_shares import shares_of_sums
from fangzhi.facts.bounds import around, quotient
from fangzhi.facts.explanations.borne import borne
from fangzhi.facts.explanations.not_of_it import is_not_of
from fangzhi.facts.explanations.shares import weighed
from fangzhi.facts.quantities import TWO_QUANTITIES
from fangzhi.facts.show import number_of, rounded
from fangzhi.facts.statements import Item, find_items


@rule(
    "R170",
    "占比不符",
    level="硬",
    basis="数据审核通例：占比＝部分÷总体",
    literals=("%", "％", "‰", "比", "分之", *(f"{n}成" for n in "一二两三四五六七八九")),
    probe=TWO_QUANTITIES,
    bad=[
        "全校有专任教师48人，其中高级教师12人，占30.0%。",
        "少数民族人口2135人，占户籍人口的0.75%。户籍人口38.64万人。",
        "装备产业产值40.26亿元，占规模以上工业产值152.5亿元的29.4%。",
        "全年立刑事案件862起，破案651起，破案率85.5%。",
        "灌溉面积6.3万公顷，占耕地总面积9万公顷的75%。",
        "贫困户4862户。其中因病致贫2431户，占44.0%。",
        "工业总产值186.4亿元。镁制品产值88.7亿元，占47.6%，水产品产值42.5亿元，占32.8%。",
        "孕产妇2864人建册，建册率为99.1%，应建册2920人。",
    ],
    good=[
        "全校有专任教师48人，其中高级教师12人，占25.0%。",
        "装备产业产值40.26亿元，占规模以上工业产值152.5亿元的26.4%。",
        "全年立刑事案件862起，破案651起，破案率75.5%。",
        "立案1860件，上年结转126件，办结1902件，办结率95.8%。",
        "普及率达到约85%，占全县村庄的大部分。",
    ],
)
def share_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """占比和各种率应与部分、总体两数算得的相符。"""
    items = ctx.once(find_items)
    settled: set[int] = set()
    sums = shares_of_sums(items) if text.count("占") > 1 else None
    if sums is not None:
        settled |= sums.fitting | {wrong.said.start for wrong in sums.wrong}
        for wrong in sums.wrong:
            yield wrong_share(wrong.said, wrong.part, wrong.whole, wrong.words, items)
    for found in weighed(text, ctx.before):
        if found.said.start in settled:
            continue
        settled.add(found.said.start)
        if found.part is None or found.whole is None:
            continue
        made = _made(found.said, found.part, found.whole)
        if is_not_of(text, found.said, found.part, found.whole, items, made):
            continue
        if found.named or not borne(found.said, items, "share", (found.part, found.whole)):
            yield wrong_share(found.said, found.part, found.whole, found.words, items)
    for pair in wrong_pairs(text, items, ctx.before) if "比" in text else ():
        yield wrong_pair(pair, "1∶")
    for pair in wrong_sex_ratios(text, items, ctx.before) if "性别比" in text else ():
        yield wrong_pair(pair, "")


def wrong_pair(pair: OneTo, sign: str) -> Hit:
    """Say which two counts make another ratio than the one printed."""
    shown = f"{rounded(pair.made, pair.step):f}"
    return Hit(
        pair.start,
        pair.end,
        f"比例不符：{pair.one.shown}与{pair.many.shown}之比为{sign}{shown}，写作{pair.text}，请核对。",
        evidence=(f"{number_of(pair.many.quantity)}÷{number_of(pair.one.quantity)}→{shown}",),
    )


_TENTH: Final = Decimal("0.1")


def _factor(said: Item) -> int:
    return 1000 if said.quantity.kind == "permille" else 100


def _made(item: Item, part: Item, whole: Item) -> Decimal:
    """What share of a whole a part is, in the unit in which one is said."""
    if part.unit != whole.unit and (over := in_unit(whole, part.unit)) is not None:
        return part.value / ((over.low + over.high) / 2) * _factor(item)
    return part.value / whole.value * _factor(item)


def wrong_share(
    item: Item, part: Item, whole: Item, words: int, items: tuple[Item, ...] = ()
) -> Hit:
    """Say which part of which whole does not make the percentage said from `words` on; one of the
    two, where a slip in it explains the percentage and it stands among `items`."""
    said = item.quantity
    factor = _factor(item)
    slip = slipped(
        item, (part, whole), lambda qs: quotient(around(qs[0]), around(qs[1]), factor)
    ) if part.unit == whole.unit else None  # fmt: skip
    value = _made(item, part, whole)
    step, unit = (_TENTH, "%") if said.kind == "portion" else (said.step, said.unit)
    shown = f"{rounded(value, step):f}{unit}"
    start, end = doubted(slip, words, item, (part, whole), items)
    return Hit(
        start,
        end,
        f"占比不符：{part.shown}与{whole.shown}相除为{shown}，写作{said.text}，请核对。",
        evidence=(
            f"{number_of(part.quantity)}÷{number_of(whole.quantity)}"
            f"={rounded(value, step / 10):f}{unit}",
        ),
    )
