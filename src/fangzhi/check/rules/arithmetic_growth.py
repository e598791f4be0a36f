"""K 数字: growth, percentage points, multiples and doublings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.arithmetic.blame import borne_by_other, doubted, slipped
from fangzhi.facts.arithmetic.changes import (
    COMPARABLE,
    CURRENT_PRICES,
    Change,
    all_changes,
)
from fangzhi.facts.arithmetic.far_changes import since_another
from fangzhi.facts.arithmetic.multiples import find_ratios
from fangzhi.facts.arithmetic.restated import wrong_multiples
from fangzhi.facts.arithmetic.shown import division
from fangzhi.facts.arithmetic.wide_changes import wide_changes
from fangzhi.facts.bounds import Range, around, evenly, growth, is_well_off, quotient
from fangzhi.facts.breaks import opening
from fangzhi.facts.quantities import TWO_QUANTITIES, Quantity
from fangzhi.facts.show import number_of, plain, rounded
from fangzhi.facts.statements import Item, find_items, together

_RATES = ("percent", "permille")
MOVED = re.compile("(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|净增|净降)(?:了|幅度为)?$")
REACHED = re.compile("(?:升|降|增|减|提高|上升|下降|达)?(?:至|到|为|占)$|占$|达$")


def _said(change: Change, text: str) -> str:
    return text[change.verb : change.said.end]


def _base_range(change: Change) -> Range:
    if not change.by_difference:
        return around(change.base.quantity)
    half = change.current.quantity.half + change.base.quantity.half
    return Range(change.base_value - half, change.base_value + half)


def _percent(change: Change) -> Range | None:
    """The change in percent that the two values make, positive in the direction said."""
    if change.by_difference:  # the amount of change is said itself
        return quotient(around(change.base.quantity), _base_range(change), 100)
    found = growth(around(change.current.quantity), _base_range(change))
    if found is None or change.rising:
        return found
    return Range(-found.high, -found.low)


def _is_comparable(change: Change, text: str) -> bool:
    """GDP and the like grow at comparable prices (可比价): not to be computed from current ones."""
    start = opening(text, change.current.start, "。！？；\n")
    words = text[start : change.said.end]
    near = change.said.lead == "" and "比" in change.base.label and not change.by_difference
    if near or (change.current.year - change.base.year > 2 and not change.by_difference):
        words = words.replace("社会消费品零售总额", "").replace("固定资产投资", "")
    return COMPARABLE.search(words) is not None and CURRENT_PRICES.search(words) is None


@rule(
    "R171",
    "增减幅度不符",
    level="硬",
    basis="数据审核通例：增幅＝（本期－基期）÷基期",
    literals=("%", "％", "‰", "倍", "成"),
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
    ],
    good=[
        "2019年，茶叶产量2640吨，比2018年的2400吨增长10.0%。",
        "接待游客由80万人次增至100万人次，增长25.0%。",
        "实现地区生产总值168.42亿元，比2018年的157.86亿元增长6.1%。",
        "交通事故64起，比上年减少16起，下降20.0%。",
        "梅雨量812毫米，为常年的3.5倍，即偏多2.5倍。",
        "用电量7.2亿千瓦时，上年为6.4亿千瓦时，同比增长12.5%。",
        "门票收入5400万元，是2019年3600万元的1.5倍。",
        "工业用电量约3000万千瓦时，比上年的2500万千瓦时增长18.3%。",
    ],
)
def growth_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """增减幅度应与前后两数算得的相符；地区生产总值、增加值等按可比价计算的除外。"""
    settled: set[int] = set()
    for change in ctx.once_from(all_changes, find_items):
        settled.add(change.said.start)
        if (change.said.quantity.kind == "percent" and change.base.quantity.kind not in _RATES) or (
            change.said.quantity.kind == "times" and change.rising
        ):
            hit = _wrong_growth(change, text, ctx.once(find_items))
            if hit is not None:
                yield hit
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
        hit = wide_growth_hit(wide, is_ratio, text, ctx.once(find_items))
        if hit is not None:
            yield hit


def wide_growth_hit(
    wide: Change, is_ratio: bool, text: str, items: tuple[Item, ...] = ()
) -> Hit | None:
    """Say what is doubtful about a change whose figures were sought far off."""
    if is_ratio and wide.said.quantity.kind == "times":
        return _wrong_ratio(wide.said, wide.current, wide.base)
    told = wide.said.quantity.kind in ("percent", "times")
    return _wrong_growth(wide, text, items) if told else None


def _is_of_another(said: Item, base: Item, items: tuple[Item, ...]) -> bool:
    """2010年362418人。…人口增加219800人，为1953年的2.54倍: another figure is as many times the base."""
    return any(
        (found := quotient(around(i.quantity), around(base.quantity), 1)) is not None
        and found.allows(said.quantity)
        for i in items
        if i.unit == base.unit and i is not base and said.sentence - 4 <= i.sentence
    )


def _wrong_ratio(said: Item, current: Item, base: Item) -> Hit:
    shown = plain(rounded(current.value / base.value, said.quantity.step))
    return Hit(
        together(said.start, said, current, base),
        said.end,
        f"倍数不符：两数相除为{shown}倍，写作{said.quantity.text}，请核对。",
        evidence=(f"{number_of(current.quantity)}÷{number_of(base.quantity)}={shown}",),
    )


def _made(change: Change, current: Quantity, base: Quantity) -> Range | None:
    """The growth from one figure to the other, positive in the direction said."""
    found = growth(around(current), around(base))
    if found is None or change.rising:
        return found
    return Range(-found.high, -found.low)


def _wrong_growth(change: Change, text: str, items: tuple[Item, ...]) -> Hit | None:
    said = change.said.quantity
    found = _percent(change)
    if said.approximate or said.ranged or found is None or _is_comparable(change, text):
        return None
    if said.kind == "times":
        found = Range(found.low / 100, found.high / 100)
    if found.allows(said) and not _is_unlikely(change, said):
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
    shown = f"{rounded(percent, said.step):f}{said.unit}"
    start = max(change.verb, change.said.end - 40)
    start, end = doubted(slip, start, change.said, (change.current, change.base), items)
    opposite = "方向相反，" if percent < 0 else ""
    return Hit(
        start,
        end,
        f"增减幅度不符：{opposite}按前后两数计算为{shown}，写作{said.text}，请核对三个数。",
        evidence=(division(change, percent, said.step, said.unit),),
        confidence="hint" if found.allows(said) else "likely",
    )


def _is_unlikely(change: Change, said: Quantity) -> bool:
    """The figures, printed to one place, do not make it, though rounding at its worst could."""
    if change.by_difference or said.kind != "percent":
        return False
    found = growth(*evenly(change.current.quantity, change.base.quantity))
    if found is None:
        return False
    return is_well_off(found if change.rising else Range(-found.high, -found.low), said)


@rule(
    "R172",
    "百分点误作百分比",
    level="硬",
    basis="GB/T 15835-2011 用法通例：两个百分数相减，差是百分点",
    literals=("%", "％", "‰", "百分点", "千分点"),
    probe=TWO_QUANTITIES,
    bad=[
        "机械化率由61.5%提高到64.2%，提高2.7%。",
        "死亡率3.1‰，比2013年的3.7‰下降0.6‰。",
        "市镇人口占18.0%。2000年，市镇人口占比升至35.4%，十年间上升17.4%。",
        "恩格尔系数由34.1%降至33.6%，下降0.5%。",
        "工业产值由80亿元增至100亿元，增长25个百分点。",
        "城镇化率51.6%，比上年提高1.3%。",
    ],
    good=[
        "机械化率由61.5%提高到64.2%，提高2.7个百分点。",
        "普及率由40.0%提高到50.0%，提高25.0%。",
        "工业产值由80亿元增至100亿元，增长25%。",
        "合格率由90.0%提高到约95%，提高5%。",
        "良种覆盖率98%，单产提高5%。",
        "出口占比为32.6%，同比增长4.1%。",
    ],
)
def points_written_as_percent(text: str, ctx: TextContext) -> Iterator[Hit]:
    """百分数之差写作百分点，千分率之差写作千分点；数值的增长不用百分点。"""
    for change in ctx.once_from(all_changes, find_items):
        said, base = change.said.quantity, change.base.quantity
        if said.approximate or change.by_difference:
            continue
        if base.kind in _RATES and said.kind in _RATES:
            yield from _difference_of_rates(change, text)
        elif base.kind == "percent" and said.kind == "points":
            if not since_another(change.said, change.current, ctx.once(find_items)):
                yield from _wrong_points(change, text)
        elif base.kind in ("count", "measure") and said.kind == "points":
            yield Hit(
                change.verb,
                change.said.end,
                "这里比较的是数值，不是百分数，增减应写百分数（%），不写百分点。",
                evidence=(f"{number_of(base)}→{number_of(change.current.quantity)}",),
            )
    items = ctx.once(find_items)
    paired = {change.said.start for change in ctx.once_from(all_changes, find_items)}
    yield from _unpaired_rates(items, paired)
    yield from _moved_rates(items, paired)
    yield from _fallen_to_nothing(text)


_TO_NOTHING = re.compile(
    "(?:由|从)(?P<base>[0-9]{1,3}(?:\\.[0-9]{1,3})?)(?P<sign>[%％‰])[^，。；0-9]{0,4}(?:到|至|为)(?:零|0|０)(?P=sign)?[，,]"
    "(?P<verb>[^，。；0-9]{0,4}?(?:下降|降低|减少|降))了?(?P<said>[0-9]{1,3}(?:\\.[0-9]{1,3})?)(?P=sign)"
)


def _fallen_to_nothing(text: str) -> Iterator[Hit]:
    """辍学率由1.8%降到零，下降1.8%: by growth it is a hundred percent, by points 1.8."""
    for m in _TO_NOTHING.finditer(text):
        if m["said"] == m["base"] and float(m["base"]) != 100:
            unit = "个千分点" if m["sign"] == "‰" else "个百分点"
            shown = f"{m['verb']}{m['said']}{unit}"
            yield Hit(
                m.start("verb"),
                m.end(),
                f"率的升降说的是{unit[1:]}，宜写“{shown}”。",
                evidence=(f"{m['base']}{m['sign']}→0",),
            )


def _wrong_points(change: Change, text: str) -> Iterator[Hit]:
    """由42%提高到78%，提高63个百分点: the points are not the difference."""
    said, base, current = change.said.quantity, change.base.quantity, change.current.quantity
    moved = current.value - base.value if change.rising else base.value - current.value
    if abs(moved - said.value) <= max(said.step, current.step, base.step) / 2 + said.half:
        return
    yield Hit(
        change.verb,
        change.said.end,
        f"两个百分数相差{plain(moved)}个百分点，写作{said.text}，请核对三个数。",
        evidence=(f"|{number_of(current)}−{number_of(base)}|={plain(abs(moved))}",),
    )


def _unpaired_rates(items: tuple[Item, ...], paired: set[int]) -> Iterator[Hit]:
    """占比升至35.4%，十年间上升17.4%: an earlier rate differs from the last one by just that."""
    for at, said in enumerate(items[1:], 1):
        now = items[at - 1]
        if said.start in paired or said.quantity.kind not in _RATES or said.quantity.step >= 1:
            continue
        verb = MOVED.search(said.label)
        if verb is None or now.quantity.kind != said.quantity.kind or now.sentence != said.sentence:
            continue
        if not REACHED.search(now.label) or MOVED.search(now.label) or now.clause < said.clause - 1:
            continue
        for base in items[max(0, at - 40) : at - 1]:
            same = base.quantity.kind == said.quantity.kind and not MOVED.search(base.label)
            if same and abs(now.value - base.value) == said.value and base.value != 0:
                unit = "千分点" if said.quantity.kind == "permille" else "百分点"
                yield Hit(
                    said.label_start + verb.start(),
                    said.end,
                    f"两个{unit[:-1]}数相减，差是{unit}，宜写“{plain(said.value)}个{unit}”。",
                    evidence=(f"|{number_of(now.quantity)}−{number_of(base.quantity)}|"
                              f"={plain(said.value)}",),
                )  # fmt: skip
                break


_RATE_NOUN = re.compile(
    "(?:(?<![汇利税费])率|占比|比重|比例|系数|普及程度)(?:为|达到?|升至|降至|提高到|已达|仅为|是)?$"
)
_ITS_MOVE = re.compile(
    "^(?:比|较|同比|环比|与)?(?:上年|上一年|去年|上月|年初|上年末|上年同期|去年同期|\\d{4}年|同比|环比)?(?:末|底)?(?:相比)?，?"
    "(?P<verb>提高|提升|上升|下降|降低|回落|增加|减少|增长)了?$"
)


def _may_grow(rate: Item, verb: str) -> bool:
    """占比32.6%，同比增长4.1%: 增长 after a share may be said of what is shared."""
    return verb in ("增长", "增加", "减少") and "率" not in rate.label


def _moved_rates(items: tuple[Item, ...], paired: set[int]) -> Iterator[Hit]:
    """城镇化率51.6%，比上年提高1.3%: a rate that moves by a few percent moves by points."""
    for now, said in pairwise(items):
        move = _ITS_MOVE.search(said.label)
        if said.start in paired or move is None or said.lead != "，" or len(said.label) < 3:
            continue
        rates = now.quantity.kind in _RATES and said.quantity.kind == now.quantity.kind
        near = said.clause == now.clause + 1 and said.sentence == now.sentence
        if not (rates and near and _RATE_NOUN.search(now.label)) or "增长率" in now.label:
            continue
        if said.quantity.approximate or said.value >= 30:
            continue
        unseen = now.value * said.value < now.quantity.step * 100  # as growth it would not show
        if not unseen and (said.value * 4 > now.value or _may_grow(now, move["verb"])):
            continue
        unit = "个千分点" if said.quantity.kind == "permille" else "个百分点"
        shown = f"{move['verb']}{plain(said.value)}{unit}"
        yield Hit(
            said.label_start + move.start("verb"),
            said.end,
            f"率的升降说的是{unit[1:]}，宜写“{shown}”；若确指增长幅度，请核对。",
            evidence=(f"{number_of(now.quantity)}，{move['verb']}{number_of(said.quantity)}",),
        )


def _difference_of_rates(change: Change, text: str) -> Iterator[Hit]:
    said, base, current = change.said.quantity, change.base.quantity, change.current.quantity
    relative = _percent(change)
    difference = abs(current.value - base.value)
    unit = "个千分点" if base.kind == "permille" else "个百分点"
    fits = abs(difference - said.value) <= max(said.step, current.step, base.step) / 2
    also_growth = relative is not None and relative.allows(said) and said.kind == "percent"
    if also_growth and not fits:
        return
    verb = text[change.verb : change.said.start]
    shown = f"{verb}{plain(difference)}{unit}"
    tail = f"应写“{shown}”。" if fits else f"两数之差为{plain(difference)}，请核对数字和单位。"
    yield Hit(
        change.verb,
        change.said.end,
        f"两个{'千' if base.kind == 'permille' else '百'}分数相减，差是{unit[1:]}，{tail}",
        suggestion=shown.replace("增长", "提高") if fits else "",
        evidence=(f"|{number_of(current)}−{number_of(base)}|={plain(difference)}",),
        confidence="hint" if also_growth else "certain" if fits else "likely",
    )
