"""What a list says it is made of, where the total was told in a paragraph before (协作资金用途为…)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.slips import turned_readings
from fangzhi.facts.explanations.lists import lists_of
from fangzhi.facts.explanations.sides import named, plain_name, values_far
from fangzhi.facts.statements import Item, is_firm, same_unit

_MADE_OF: Final = re.compile(
    "(?:^|[，。；])(?P<name>[\u4e00-\u9fff]{2,14}?)的?(?:具体|主要)?"
    "(?:用途|用向|投向|去向|来源|构成|组成|结构|使用)(?:情况|方向)?(?:分别)?(?:[为是有：:]|包括)+"
)
_LONGEST: Final = 24


class FarTotal(msgspec.Struct, frozen=True):
    """`parts` miss `total`, told in a paragraph before; two digits turned in `slip` would mend them."""

    total: Item
    parts: tuple[Item, ...]
    slip: Item


def far_totals(text: str, items: Sequence[Item], before: Iterable[object]) -> Iterator[FarTotal]:
    """Give each list of three parts or more that misses the one figure of that name told before, by
    two digits turned in one part, where nothing told near is what the parts come to."""
    if not any(mark in text for mark in _MARKS) or _MADE_OF.search(text) is None:
        return
    for _, run in lists_of(items):
        first, second = run[:2]
        end = next((n for n, p in enumerate(run) if n and p.lead != second.lead), len(run))
        parts = run[:end]
        led = _MADE_OF.search(text, max(0, first.start - _LONGEST), first.start)
        if len(parts) < 3 or led is None:
            continue
        added = sum((p.value for p in parts), Decimal(0))
        slack = sum((p.quantity.half for p in parts), Decimal(0))
        like = [r for r in values_far(before) if same_unit(r.item, first) and is_firm(r.item)]
        beside = [i for i in items if i not in parts and same_unit(i, first)]
        if any(abs(i.value - added) <= slack for i in (*beside, *(r.item for r in like))):
            continue
        name = plain_name(led["name"])
        known = [r.item for r in like if r.role == "plain" and named(name, r) > 2]
        if len({i.value for i in known}) != 1 or len(name) < 2:
            continue
        over = added - known[-1].value
        slips = [p for p in parts if p.value - over in turned_readings(p.quantity)]
        if len(slips) == 1:
            yield FarTotal(known[-1], parts, slips[0])


_MARKS: Final = ("用途", "用向", "向", "来源", "构成", "组成", "结构", "使用")
