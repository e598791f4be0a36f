"""K 数字: percentage points and permille points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fangzhi.check.context import TextContext
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.arithmetic_growth import percent_made
from fangzhi.facts.arithmetic.changes import Change, all_changes
from fangzhi.facts.arithmetic.far_changes import since_another
from fangzhi.facts.explanations.changes import changed
from fangzhi.facts.quantities import TWO_QUANTITIES
from fangzhi.facts.show import number_of, plain
from fangzhi.facts.statements import Item, find_items

_RATES = ("percent", "permille")
MOVED = re.compile("(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|回落|净增|净降)(?:了|幅度为)?$")
REACHED = re.compile("(?:升|降|增|减|提高|上升|下降|达)?(?:至|到|为|占)$|占$|达$")


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
        "老年人占9.60%。三项合641872人。老年人比重比上次普查的7.28%提高2.32%。",
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
        elif base.kind in _RATES and said.kind == "points":
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
    for change in changed(text, ctx.before, frozenset(paired), points=True):
        yield from _wrong_points(change, text)
    yield from _unpaired_rates(items, paired)
    yield from _moved_rates(items, paired)
    yield from _over_a_rate(items, paired)
    yield from _among_points(text, items, paired)
    yield from _fallen_to_nothing(text)


_OVER = re.compile("(?:比|较)[^，。；]{0,8}$")


def _over_a_rate(items: tuple[Item, ...], paired: set[int]) -> Iterator[Hit]:
    """税收占64.28%，……占比较2015年的61.10%增加3.18%: the figure is just what the two shares differ by."""
    for at, said in enumerate(items[2:], 2):
        base = items[at - 1]
        if said.start in paired or said.lead or said.quantity.kind not in _RATES:
            continue
        verb = MOVED.search(said.label)
        rates = base.quantity.kind == said.quantity.kind and _OVER.search(base.label) is not None
        if verb is None or not rates or said.quantity.step >= 1:
            continue
        for now in items[max(0, at - 10) : at - 1]:
            near = said.sentence - now.sentence < 3  # the difference is exact: it may stand farther
            same = near and now.quantity.kind == said.quantity.kind
            if same and abs(now.value - base.value) == said.value:
                yield _as_points(said, verb, f"|{number_of(now.quantity)}−{number_of(base.quantity)}|"
                                 f"={plain(said.value)}")  # fmt: skip
                break


_SHARE_MOVES = re.compile(
    "(?:占比|比重|(?<![汇利税费])率)(?P<verb>上升|下降|提高|降低|回落|提升)了?$"
)


def _among_points(text: str, items: tuple[Item, ...], paired: set[int]) -> Iterator[Hit]:
    """第一产业占比下降21.17个百分点，第二产业占比上升4.79%: one share of several, moved by percent."""
    points = [i for i in items if i.quantity.kind in ("points",)] if "百分点" in text else []
    for said in items if points else ():
        move = _SHARE_MOVES.search(said.label)
        if move is None or said.start in paired or said.quantity.kind != "percent":
            continue
        beside = [p for p in points if p.sentence == said.sentence and _SHARE_MOVES.search(p.label)]
        noun = said.label[: move.start("verb")][-2:]
        if any(p.label[: p.label.rfind(noun) + 2].endswith(noun) for p in beside):
            yield _as_points(said, move, f"本句别的{noun}升降都说百分点")


def _as_points(said: Item, verb: re.Match[str], evidence: str) -> Hit:
    unit = "千分点" if said.quantity.kind == "permille" else "百分点"
    return Hit(
        said.label_start + verb.start(),
        said.end,
        f"两个{unit[:-1]}数相减，差是{unit}，宜写“{plain(said.value)}个{unit}”。",
        evidence=(evidence,),
    )


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
    relative = percent_made(change)
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
