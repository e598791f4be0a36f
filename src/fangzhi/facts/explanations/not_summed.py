"""Whether what is read as a total and its parts is told of other things: asked of every sum that fails
before it is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from fangzhi.facts.arithmetic.partitions import completes
from fangzhi.facts.explanations.lists import REST
from fangzhi.facts.statements import Item, same_unit, subject

_TWICE: Final = re.compile("同时|双重|重复|重叠|交叉|兼")
_DONE: Final = re.compile(
    "(?:已|实|全部)?(?:[审办执调了]结|审执结|结案|破案|侦破|破获|治愈|录取|合格|到位|完成|实收|实到|出栏|脱贫|升学)"
)
_LEFT: Final = re.compile(r"[，；、。]余(?:为|系|皆|均|属|者)[^，。；\d]{1,12}[，。；]")
_MORE: Final = 12
"""Figures before a total among which its parts are sought."""


def is_not_summed(text: str, total: Item, parts: Sequence[Item], items: Sequence[Item]) -> bool:
    """Tell whether the list begins earlier, counts some twice, ended before its last figures, or
    counts other things than the total does; or only those named before the total are added up."""
    return (
        _begins_before(total, parts, items)
        or _counts_twice(text, total, parts)
        or _ended_before(text, parts)
        or _are_done_of_others(parts)
        or _goes_on_unsaid(text, total, parts)
        or _are_of_other_kind(text, total, parts)
        or _names_a_few(text, total, parts)
    )


def _slack(total: Item, parts: Sequence[Item]) -> Decimal:
    return sum((p.quantity.half for p in parts), total.quantity.half)


def _begins_before(total: Item, parts: Sequence[Item], items: Sequence[Item]) -> bool:
    """本级a亿元，加补助b亿元、结余c亿元，总计d亿元: all figures before a total, back to some one, make it."""
    if total.start < parts[0].start:
        return False
    value, halves = Decimal(0), total.quantity.half
    at = bisect_left(items, total.start, key=lambda i: i.start)
    for number, item in enumerate(reversed(items[max(0, at - _MORE) : at])):
        if not same_unit(item, total) or item.sentence != total.sentence:
            return False
        value, halves = value + item.value, halves + item.quantity.half
        if value - total.value > halves:
            return False
        if total.value - value <= halves:
            return number > 0 and item.start < parts[0].start
    return False


def _counts_twice(text: str, total: Item, parts: Sequence[Item]) -> bool:
    """89人，其中甲72人、乙24人，同时受两种处分7人: those in both are counted once."""
    value, own, both = Decimal(0), 0, 0
    for last, part in zip((total, *parts), parts, strict=False):
        twice = _TWICE.search(text[last.end : part.start]) is not None
        value += -part.value if twice else part.value
        both, own = both + twice, own + (not twice)
    return both > 0 and own > 1 and abs(value - total.value) <= _slack(total, parts)


def _ended_before(text: str, parts: Sequence[Item]) -> bool:
    """其中甲41件、乙96件；立案72件: a list kept together by 、 ends at the ；, and so does one part that
    alone tells its share (其中税收a亿元，占p%；基金b亿元，下降q%)."""
    leads = [p.lead for p in parts[1:]]
    at = leads.index("；") if "；" in leads else -1
    named = completes([subject(p.label) for p in parts])  # 税收a万元，…；非税收入b万元
    if at < 0 or named or any(REST.search(p.label) for p in parts[at + 1 :]):
        return False
    if at > 0:
        return set(leads[:at]) == {"、"}
    first, other = (text[p.end : p.end + 3].startswith("，占") for p in parts[:2])
    return len(parts) == 2 and first and not other


def _are_done_of_others(parts: Sequence[Item]) -> bool:
    """民事2974件，审结2890件；刑事312件，审结309件: every other figure is of the one before it."""
    return any(
        last.lead != "、" and _DONE.fullmatch(last.label) and last.value <= first.value
        for first, last in pairwise(parts)
    )


def _goes_on_unsaid(text: str, total: Item, parts: Sequence[Item]) -> bool:
    """自流12.18万亩，提水4.92万亩，余为喷灌: what is left is told without its figure."""
    short = sum((p.value for p in parts), Decimal(0)) < total.value
    return short and _LEFT.match(text, parts[-1].end) is not None


def _are_of_other_kind(text: str, total: Item, parts: Sequence[Item]) -> bool:
    """设11个乡镇，计有社区14个、村126个: more than the total, and of what its noun does not name."""
    noun = re.match("[\u4e00-\u9fff]{2,4}", text[total.end : total.end + 4])
    larger = sum(p.value > total.value for p in parts)
    if noun is None or larger < 2 or total.start > parts[0].start:
        return False
    return not any(set(noun[0]) & set(subject(p.label) + p.tail[:4]) for p in parts)


def _names_a_few(text: str, total: Item, parts: Sequence[Item]) -> bool:
    """甲族a人，乙族b人，丙族c人；甲族、乙族合计d人: those that are named again come to the total."""
    words = text[parts[-1].end : total.start]
    clause = words[max(words.rfind(c) for c in "，。；") + 1 :]
    named = [p for p in parts if len(name := subject(p.label)) > 1 and name in clause]
    if not 1 < len(named) < len(parts):
        return False
    value = sum((p.value for p in named), Decimal(0))
    return abs(value - total.value) <= _slack(total, named)
