"""K 数字: growth, percentage points, multiples and doublings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.arithmetic.blame import borne_by_other, doubted, slipped
from fangzhi.facts.arithmetic.changes import (
    COMPARABLE,
    CURRENT_PRICES,
    Change,
    all_changes,
)
from fangzhi.facts.arithmetic.multiples import find_ratios
from fangzhi.facts.arithmetic.pools import slips
from fangzhi.facts.arithmetic.restated import wrong_multiples
from fangzhi.facts.arithmetic.shown import division
from fangzhi.facts.arithmetic.wide_changes import wide_changes
from fangzhi.facts.arithmetic_readings.moved import Moved, is_borne_out, moved
from fangzhi.facts.bounds import Range, around, evenly, growth, is_well_off, quotient
from fangzhi.facts.breaks import opening
from fangzhi.facts.explanations.borne import borne
from fangzhi.facts.explanations.changes import changed
from fangzhi.facts.quantities import TWO_QUANTITIES, Quantity
from fangzhi.facts.show import number_of, plain, rounded
from fangzhi.facts.statements import Item, find_items, together

_RATES = ("percent", "permille")


def _said(change: Change, text: str) -> str:
    return text[change.verb : change.said.end]


def _base_range(change: Change) -> Range:
    if not change.by_difference:
        return around(change.base.quantity)
    half = change.current.quantity.half + change.base.quantity.half
    return Range(change.base_value - half, change.base_value + half)


def percent_made(change: Change) -> Range | None:
    """The change in percent that the two values make, positive in the direction said."""
    if change.by_difference:  # the amount of change is said itself
        return quotient(around(change.base.quantity), _base_range(change), 100)
    found = growth(around(change.current.quantity), _base_range(change))
    if found is None or change.rising:
        return found
    return Range(-found.high, -found.low)


_FROM = re.compile("[由从][^，由从]*$")


def _is_comparable(change: Change, text: str) -> bool:
    """GDP and the like grow at comparable prices (可比价): not to be computed from current ones."""
    start = opening(text, change.current.start, "。！？；\n")
    words = text[start : change.said.end]
    near = change.said.lead == "" and "比" in change.base.label and not change.by_difference
    moved = change.current.lead == "" and _FROM.search(change.base.label) is not None
    inside = (
        change.base.depth > change.current.depth and change.base.sentence == change.said.sentence
    )
    if (
        near
        or moved
        or inside
        or (change.current.year - change.base.year > 2 and not change.by_difference)
    ):
        words = words.replace("社会消费品零售总额", "").replace("固定资产投资", "")
    return _at_fixed_prices(words)


def _at_fixed_prices(words: str) -> bool:
    """Tell whether growth is read at comparable prices: 现价 says not, unless 可比价 is said after it."""
    fixed = max(words.rfind("可比"), words.rfind("不变价"))
    current = [m.start() for m in CURRENT_PRICES.finditer(words)]
    return COMPARABLE.search(words) is not None and (not current or current[-1] < fixed)


@rule(
    "R171",
    "增减幅度不符",
    level="硬",
    basis="数据审核通例：增幅＝（本期－基期）÷基期",
    literals=("%", "％", "‰", "倍", "成", "分之"),
    probe=TWO_QUANTITIES,
    bad=[
        "2019年，茶叶产量2640吨，比2018年的2400吨增长12.0%。",
        "接待游客由80万人次增至100万人次，增长20.0%。",
        "货运量1124万吨，增长14.2%（2015年为1000万吨）。",
        "交通事故64起，比上年减少16起，下降25.0%。",
        "梅雨量812毫米，为常年的3.5倍，即偏多3.5倍。",
        "居民消费价格指数为102.4（上年=100），即上涨4.2%。",
        "利润8.64亿元，较上年7.20亿元多出1.44亿元，增两成五。",
        "出院6.42万人次，较2018年6.00万人次多4200人次，上升9.0%。",
        "用电量7.2亿千瓦时，上年为6.4亿千瓦时，同比增长10.5%。",
        "门票收入5400万元，是2019年3600万元的1.8倍。",
        "出栏肉猪18.9万头，比上年的21万头下降8%。",
        "1985年，全乡有耕地2640公顷，2010年末2415公顷，比1985年减少9.8%。",
        "小麦亩产比1986年的248公斤增加173公斤，增长41.1%。",
        "社会消费品零售总额由上年的127.98亿元增加到132.85亿元，增长4.8%。",
        "生猪由1957年的3268头跌到1961年的817头，只及1957年的三分之一。",
        "至2000年，产值达1117万元，1990年为236万元，十年间年均递增10.8%。",
    ],
    good=[
        "2019年，茶叶产量2640吨，比2018年的2400吨增长10.0%。",
        "接待游客由80万人次增至100万人次，增长25.0%。",
        "实现地区生产总值168.42亿元，比2018年的157.86亿元增长6.1%。",
        "交通事故64起，比上年减少16起，下降20.0%。",
        "货运量比2016年的14万吨减少5万吨，下降35.7%。",
        "梅雨量812毫米，为常年的3.5倍，即偏多2.5倍。",
        "用电量7.2亿千瓦时，上年为6.4亿千瓦时，同比增长12.5%。",
        "门票收入5400万元，是2019年3600万元的1.5倍。",
        "工业用电量约3000万千瓦时，比上年的2500万千瓦时增长18.3%。",
    ],
)
def growth_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """增减幅度应与前后两数算得的相符；地区生产总值、增加值等按可比价计算的除外。"""
    if len(ctx.once(find_items)) < 2:
        return  # what stands alone is said of figures told elsewhere
    settled: set[int] = set()
    withheld: set[int] = set()
    for told in moved(text):
        settled.add(told.said.start)
        if not told.made.allows(told.said.quantity):
            yield _wrong_move(told)
    for change in ctx.once_from(all_changes, find_items):
        if change.said.start in settled or change.said.quantity.kind == "portion":
            continue
        settled.add(change.said.start)
        if (change.said.quantity.kind == "percent" and change.base.quantity.kind not in _RATES) or (
            change.said.quantity.kind == "times" and change.rising
        ):
            hit = _wrong_growth(change, text, ctx.once(find_items))
            if hit is not None:
                yield hit
            elif _is_far_off(change):
                withheld.add(change.said.start)
    for twice in wrong_multiples(text):
        yield Hit(
            twice.start,
            twice.end,
            f"与前面的{twice.first}不合：{twice.first}应是{twice.right}，请核对。",
            evidence=(f"{twice.first}：{twice.right}",),
        )
    for ratio in find_ratios(ctx.once(find_items)):
        settled.add(ratio.said.start)
        found = quotient(around(ratio.current.quantity), around(ratio.base.quantity), 1)
        if found is None or found.allows(ratio.said.quantity):
            continue
        if not _is_of_another(ratio.said, ratio.base, ctx.once(find_items)):
            yield _wrong_ratio(ratio.said, ratio.current, ratio.base)
    for wide, is_ratio in wide_changes(text, ctx.once(find_items), ctx.before, frozenset(settled)):
        settled.add(wide.said.start)
        hit = wide_growth_hit(wide, is_ratio, text, ctx.once(find_items))
        if hit is not None:
            yield hit
    for change in changed(text, ctx.before, frozenset(settled - withheld)):
        if change.way == "ratio":
            yield _wrong_ratio(change.said, change.current, change.base)
        elif change.way == "yearly":
            if not _is_at_fixed_prices(text, change.current.start, change.said.end):
                yield _wrong_yearly(change)
        elif change.said.quantity.kind in ("percent", "times", "portion"):
            hit = _wrong_growth(change, text, ctx.once(find_items))
            if hit is not None:
                yield hit


def _wrong_move(told: Moved) -> Hit:
    said, by, base = told.said, told.by, told.base
    shown = f"{rounded((told.made.low + told.made.high) / 2, said.quantity.step):f}{said.unit}"
    return Hit(
        together(told.start, said, by, base),
        said.end,
        f"增减幅度不符：{by.quantity.text}与{base.quantity.text}相除为{shown}，"
        f"写作{said.quantity.text}，请核对三个数。",
        evidence=(f"{number_of(by.quantity)}÷{number_of(base.quantity)}={shown}",),
    )


def _is_far_off(change: Change) -> bool:
    """Another figure bears the change out, though not those its words point to."""
    made = percent_made(change)
    return made is not None and not made.allows(change.said.quantity)


def _wrong_yearly(change: Change) -> Hit:
    said, current, base, years = change.said, change.current, change.base, change.years
    if said.quantity.kind == "percent":
        ratio = float(current.value / base.value) ** (1 / years)
        made = abs(Decimal(str((ratio - 1) * 100)))
        sum_ = f"({number_of(current.quantity)}÷{number_of(base.quantity)})^(1÷{years})−1"
    else:
        made = abs(current.value - base.value) / years
        sum_ = f"（{number_of(current.quantity)}−{number_of(base.quantity)}）÷{years}"
    shown = f"{rounded(made, said.quantity.step):f}{said.unit}"
    return Hit(
        change.verb,
        said.end,
        f"年均增减幅度不符：由{base.quantity.text}到{current.quantity.text}，{years}年间每年平均"
        f"{shown}，写作{said.quantity.text}，请核对起止年份和三个数。",
        evidence=(f"{sum_}={shown}",),
    )


def _is_at_fixed_prices(text: str, start: int, end: int) -> bool:
    words = text[opening(text, start, "。！？；\n") : end]
    return COMPARABLE.search(words) is not None and CURRENT_PRICES.search(words) is None


def wide_growth_hit(
    wide: Change, is_ratio: bool, text: str, items: tuple[Item, ...] = ()
) -> Hit | None:
    """Say what is doubtful about a change whose figures were sought far off."""
    if is_ratio and wide.said.quantity.kind == "times":
        return _wrong_ratio(wide.said, wide.current, wide.base)
    told = wide.said.quantity.kind in ("percent", "times")
    return _wrong_growth(wide, text, items) if told else None


_NEAR = 60
"""Figures to either side among which another that makes the ratio is sought."""


def _is_of_another(said: Item, base: Item, items: tuple[Item, ...]) -> bool:
    """2010年362418人。…人口增加219800人，为1953年的2.54倍: another figure is as many times the base."""
    at, whole = bisect_left(items, said.start, key=lambda i: i.start), around(base.quantity)
    return any(
        (found := quotient(around(i.quantity), whole, 1)) is not None
        and found.allows(said.quantity)
        for i in items[max(0, at - _NEAR) : at + _NEAR]
        if i.unit == base.unit and i is not base and said.sentence - 4 <= i.sentence
    )


def _wrong_ratio(said: Item, current: Item, base: Item) -> Hit:
    step = said.quantity.step if said.quantity.kind == "times" else _FINE
    shown = plain(rounded(current.value / base.value, step))
    return Hit(
        together(said.start, said, current, base),
        said.end,
        f"倍数不符：两数相除为{shown}倍，写作{said.quantity.text}，请核对。",
        evidence=(f"{number_of(current.quantity)}÷{number_of(base.quantity)}={shown}",),
    )


_FINE = Decimal("0.01")
"""To which a quotient is told where the figure is in words (三分之一)."""


def _made(change: Change, current: Quantity, base: Quantity) -> Range | None:
    """The growth from one figure to the other, positive in the direction said."""
    found = growth(around(current), around(base))
    if found is None or change.rising:
        return found
    return Range(-found.high, -found.low)


def _wrong_growth(change: Change, text: str, items: tuple[Item, ...]) -> Hit | None:
    said = change.said.quantity
    found = percent_made(change)
    if said.approximate or said.ranged or found is None or _is_comparable(change, text):
        return None
    if said.kind == "times":
        found = Range(found.low / 100, found.high / 100)
    if found.allows(said) and not _is_unlikely(change, said):
        return None
    if _is_of_others(found, said):
        return None
    if said.kind == "percent" and is_borne_out(text, change.said, change.rising):
        return None
    pair = change.current, change.base
    if borne(change.said, items, "rise" if change.rising else "fall", pair):
        return None
    slip = None
    if said.kind == "percent" and not change.by_difference:
        if borne_by_other(change.said, change.current, change.base, items,
                          lambda q: _made(change, q, change.base.quantity)):  # fmt: skip
            return None
        operands = (change.current, change.base)
        slip = slipped(change.said, operands, lambda qs: _made(change, qs[0], qs[1]))
    base, current = change.base_value, change.current.value
    amount = (current - base) if change.rising else (base - current)
    percent = amount / base * (1 if said.kind == "times" else 100)
    step, unit = (Decimal("0.1"), "%") if said.kind == "portion" else (said.step, said.unit)
    shown = f"{rounded(percent, step):f}{unit}"
    start = max(change.verb, change.said.end - 40)
    start, end = doubted(slip, start, change.said, (change.current, change.base), items)
    opposite = "方向相反，" if percent < 0 else ""
    return Hit(
        start,
        end,
        f"增减幅度不符：{opposite}按前后两数计算为{shown}，写作{said.text}，请核对三个数。",
        evidence=(division(change, percent, step, unit),),
        confidence="hint" if found.allows(said) else "likely",
    )


_ASTRAY = 4


def _is_of_others(found: Range, said: Quantity) -> bool:
    """The figures make the contrary many times over, or so much more that they are not those meant."""
    made = (found.low + found.high) / 2
    if slips(found, said) or slips(Range(-found.high, -found.low), said):
        return False
    small, large = sorted((abs(made), said.value))
    return small * (_ASTRAY if made < 0 else _ASTRAY * 5) < large


def _is_unlikely(change: Change, said: Quantity) -> bool:
    """The figures, printed to one place, do not make it, though rounding at its worst could."""
    if change.by_difference or said.kind != "percent":
        return False
    found = growth(*evenly(change.current.quantity, change.base.quantity))
    if found is None:
        return False
    return is_well_off(found if change.rising else Range(-found.high, -found.low), said)
