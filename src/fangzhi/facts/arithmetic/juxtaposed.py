"""Totals that nothing but their place marks: a figure and then a run of like figures.

The run is taken for the parts where it all but makes the total and one digit stands between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.arithmetic.slips import slips_in_a_sum
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_NO_TOTAL: Final = re.compile(
    "比|较|同比|增长|增加|上升|下降|减少|提高|降低|占|平均|均|率|余额|由|从|至|到|每|超|低于|高于|上年|去年|最|不足"
)
_NO_PART: Final = re.compile(
    "比|较|同比|增长|上升|下降|提高|降低|平均|均|率|占|每|超|低于|高于|上年|去年|最|不足|共计|合计|总计|至|到(?!户|村|人)|由|从(?!事)"
)
_COUNTED: Final = re.compile("^[^，]{0,10}(?:共|合计|总数|总量|总计|总额)(?:为|达|有|是)?$")
_GOES_ON: Final = re.compile(r"^[^。；]{0,8}(?:其余|余|剩|全部|其他|其它|等(?!级))|^等")
_WIDE, _NARROW = Decimal("0.2"), Decimal("0.12")
_NEARLY_ALL: Final = Decimal("0.97")
_AMONG: Final = ("其中", "包括", "含", "包含")
_MOST: Final = 24


def juxtaposed(text: str, items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Give each figure with the like figures after it that all but make it: three or more, or two
    whose names are akin (等级公路、等外公路).

    Figures of another unit right behind one of them (2014年498户1800人、2015年…) are passed over.
    """
    for at, total in enumerate(items[:-2]):
        if not _can_be_total(items, at):
            continue
        parts = _run(items, at)
        whole = parts and not _GOES_ON.search(text[parts[-1].end : parts[-1].end + 14])
        if whole and _is_nearly(total, parts):
            yield total, parts


def counted_last(items: Sequence[Item]) -> Iterator[tuple[Item, tuple[Item, ...]]]:
    """Give each figure said to be counted together (在编人员共311人) after figures akin."""
    for at, total in enumerate(items):
        if at < 2 or not _COUNTED.search(total.label) or not is_firm(total):
            continue
        parts: list[Item] = []
        for item in reversed(items[max(0, at - _MOST) : at]):
            own = subject(item.label)
            if item.sentence != total.sentence or not same_unit(item, total):
                break
            if not own or _NO_PART.search(own) or not is_firm(item) or item.depth != total.depth:
                break
            parts.insert(0, item)
        if len(parts) > 1 and _is_nearly(total, tuple(parts)):
            yield total, tuple(parts)


def _is_nearly(total: Item, parts: tuple[Item, ...]) -> bool:
    """The parts all but make the total, and one digit stands between."""
    if len(parts) < 2 or any(p.value >= total.value for p in parts):
        return False
    if len({p.label for p in parts}) < len(parts):
        return False
    kin = are_akin(parts)
    if len(parts) == 2 and not kin:
        return False
    added = sum((p.value for p in parts), Decimal(0))
    off = abs(added - total.value)
    joined = parts[0].lead in "，：。；" and all(p.lead in "、和及" for p in parts[1:])
    wide = joined or (kin and len(parts) > 2)
    if kin and len(parts) > 2 and _is_turned(total, added):
        return True
    if parts[0].label.startswith(_AMONG) and added < total.value:
        few = len(parts) < 3 or _digits(total, parts) < 4
        if few or added < total.value * _NEARLY_ALL:
            return False  # 其中 need not name them all
    if not off or off > total.value * (_WIDE if wide else _NARROW):
        return False
    if (not joined or len(parts) == 2 or added < total.value) and _digits(total, parts) < 3:
        return False  # round figures make each other too easily
    return slips_in_a_sum([p.quantity for p in parts], total.quantity)


def _is_turned(total: Item, added: Decimal) -> bool:
    """Two neighboring digits of the total, put the other way round, make the sum."""
    step = total.quantity.step
    digits = str(int(total.value / step))
    turned = (
        digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :] for k in range(len(digits) - 1)
    )
    return added != total.value and any(int(t) * step == added for t in turned)


def are_akin(parts: Sequence[Item]) -> bool:
    """Tell whether the names of the parts end alike (等级公路、等外公路) or begin alike
    (从事农业的、从事工业的)."""
    names = [subject(p.label) or p.tail for p in parts]
    if not all(names) or any(len(n) < 2 for n in names):
        return False
    return len({n[-1] for n in names}) == 1 or len({n[:2] for n in names}) == 1


def _digits(total: Item, parts: Sequence[Item]) -> int:
    """How many digits the figures have in all, idle zeros at their ends left out."""
    values = [i.value.normalize() for i in (total, *parts)]
    step = min(int(v.as_tuple().exponent) for v in values)
    return len(str(int(total.value.scaleb(-step))))


def _can_be_total(items: Sequence[Item], at: int) -> bool:
    """The first figure of its unit in the sentence, or after a semicolon: no member of a list."""
    total = items[at]
    if not total.unit or not is_firm(total) or total.quantity.kind not in ("count", "measure"):
        return False
    if not subject(total.label) or _NO_TOTAL.search(total.label) or total.lead == "、":
        return False
    before = [i for i in items[max(0, at - 8) : at] if i.sentence == total.sentence]
    return total.lead in "；。" or not any(same_unit(i, total) for i in before)


def _run(items: Sequence[Item], at: int) -> tuple[Item, ...]:
    total = items[at]
    parts: list[Item] = []
    for item in items[at + 1 : at + _MOST]:
        if item.depth > total.depth:
            continue
        if item.sentence > total.sentence + 1 or item.depth < total.depth:
            break
        if not same_unit(item, total):
            if item.lead == "" or item.quantity.kind in ("percent", "permille"):
                continue
            break
        if item.sentence > total.sentence and (
            (parts and parts[-1].sentence == total.sentence)
            or (not parts and item.lead not in "。")
        ):
            break
        own = subject(item.label)
        named = bool(own) and len(own) <= 16 and _NO_PART.search(own) is None
        if not named or not is_firm(item) or item.quantity.chinese:
            return ()
        if parts and item.lead not in "、，；和及":
            break
        parts.append(item)
    return tuple(parts)
