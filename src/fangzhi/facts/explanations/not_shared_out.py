"""Whether what comes to each head is told of another total or other heads than those it is held
against: asked of every mean that fails before it is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.explanations.not_of_it import is_out_of_reach
from fangzhi.facts.statements import Item, same_unit, subject

_SIDE: Final = re.compile("(?:宽|高|长|深|厚|径|距)(?:度|约|为)*$")
_SUMMED: Final = re.compile("总|共|全|延|合计|累计")
_EACH: Final = re.compile("平均每|每|平均|人均|户均")
_PLACE: Final = re.compile("(?P<name>[\u4e00-\u9fff]{2,4}?[乡镇村寨屯])(?![镇村办级财改])")
_SCHOOL: Final = re.compile("^(?P<kind>小学|初中|高中|普通高中|幼儿园|中学|中专|大学|职高|特校)$")
_MONEY: Final = re.compile("产值|增加值|收入|支出|利润|利税|税收|存款|贷款|投资|销售额")
_SCOPES: Final = ("常住", "户籍", "城镇", "乡村", "农村", "农业", "非农业")
_MU_OF_A_HECTARE: Final = 15
_HUNDREDTH: Final = Decimal("0.01")


def is_not_shared_out(
    said: Item, total: Item, heads: Item, items: Sequence[Item], made: Decimal
) -> bool:
    """Tell whether a mean is a side of a thing, of another school, place, scope or kind of money, far
    off from what is `made`, or the one before it in another unit."""
    return (
        is_out_of_reach(said, made)
        or _is_other_money(said, total)
        or _is_of_the_whole(total, items)
        or _is_a_side(said, total)
        or _is_of_a_school(said, total, heads)
        or _are_of_two_places(total, heads)
        or _is_of_other_scope(said, heads)
        or _is_turned_over(said, items)
    )


def _is_a_side(said: Item, total: Item) -> bool:
    """4孔，每孔净宽2.5米，闸板高4.25米: each is so wide, and nothing is shared out."""
    return _SIDE.search(said.label) is not None and not _SUMMED.search(total.label)


def _is_other_money(said: Item, total: Item) -> bool:
    """人均产值33.33万元, held against 增加值."""
    own, other = set(_MONEY.findall(said.label)), set(_MONEY.findall(total.label))
    return bool(own and other) and not own & other


def _is_of_the_whole(total: Item, items: Sequence[Item]) -> bool:
    """电话846部，其中市话528部、农话318部，每百人0.45部: not the last part is shared out but the whole."""
    at = bisect_left(items, total.start, key=lambda i: i.start)
    if total.lead != "、" or at < 2 or at >= len(items) or items[at] is not total:
        return False
    whole, first = items[at - 2], items[at - 1]
    alike = same_unit(whole, total) and same_unit(first, total)
    return alike and whole.value == first.value + total.value


def _is_of_a_school(said: Item, total: Item, heads: Item) -> bool:
    """小学每名教师负担11.7人, held against pupils and teachers of all schools."""
    each = _EACH.search(said.label)
    found = _SCHOOL.match(subject(said.label[: each.start()])) if each is not None else None
    return found is not None and not any(found["kind"] in i.label + i.tail for i in (total, heads))


def _are_of_two_places(total: Item, heads: Item) -> bool:
    """甲镇a人；乙乡b平方千米，每平方千米c人: the heads are of another place than the total."""
    one, other = _PLACE.search(total.label), _PLACE.search(heads.label)
    if one is None or other is None:
        return False
    return one["name"][-3:] != other["name"][-3:]


def _is_of_other_scope(said: Item, heads: Item) -> bool:
    """每万人常住人口3.9件, held against 户籍人口."""
    own = {s for s in _SCOPES if s in said.label}
    others = {s for s in _SCOPES if s in heads.label}
    return bool(own) and bool(others) and not own & others


def _is_turned_over(said: Item, items: Sequence[Item]) -> bool:
    """每公顷5250千克（每亩350千克）: the same in another unit."""
    at = bisect_left(items, said.start, key=lambda i: i.start)
    last = items[at - 1] if at else None
    if last is None or not same_unit(last, said) or said.value <= 0:
        return False
    if "每" not in last.label + last.tail or last.sentence != said.sentence:
        return False
    larger, smaller = max(last.value, said.value), min(last.value, said.value)
    return abs(larger / smaller / _MU_OF_A_HECTARE - 1) < _HUNDREDTH
