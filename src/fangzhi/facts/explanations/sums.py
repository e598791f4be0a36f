"""Totals and what they are made of, by nothing but their order: every list of like figures is held
against the figures before it and the one behind it that says what it comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.slips import likely_readings, other_readings
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_MOST: Final = 20
_REACH: Final = 24
"""How many figures before a list its total is sought among."""
_STRETCHES: Final = 5
_NO_PART: Final = re.compile(
    "比|较|同比|增长|上升|下降|提高|降低|平均|(?<![平])均|率|占|每|超|低于|高于|上年|去年|不足|共计|合计|总计|总(?!工|务)|累计|由|从(?!事)|[至到]$|到(?!户|村|人)|"
    "增加|减少|净|缩|余额|历年|标准$|以上|以下|预算|概算|任务|计划|限额|相当|起步|最[高低大小]"
)
_TOTAL: Final = re.compile(
    "(?:合计|共计|总计|总共|一共|合共|统共|合共|统计|相加|加起来|之和|总数|都(?:计|是|为)?|[合共计统]|合银|共有|合计为|总量|总额|总产)(?:为|达|有|是|与)?$|"
    "^[两二三四五六七八九十0-9]{1,2}[\u4e00-\u9fff]{0,3}(?:共|合|计|合计|共计|总)[\u4e00-\u9fff]{0,4}$|^(?:共|合|计|统|总|以上)[\u4e00-\u9fff]{0,4}$"
)
_NO_TOTAL: Final = re.compile(
    "比|较|同比|增长|增加|上升|下降|减少|提高|降低|占|平均|(?<![平])均|率|由|从|至|到|每|超|低于|高于|上年|去年|最|不足|净|累计"
)
_AMONG: Final = re.compile("^(?:其中|包括|包含|内含|内|含)")
_REST: Final = re.compile("其余|其他|其它|^另|^余|剩下|及其他")
_KINDS: Final = re.compile("^[两二]")
_BY_KIND: Final = re.compile(
    "按[^，。；、\\d]{1,10}(?:分|划分|分类|看|计)[，：]?[^，。；\\d]*$|分[^，。；\\d]{1,6}看"
)
_COUNTED: Final = re.compile("^[一-鿿]{0,2}(?:合计|共计|总计|共|合)(?:为|与|达|有)?$")
_APART: Final = frozenset(
    ("个月", "天", "周", "厘米", "毫米", "摄氏度", "度", "岁", "小时", "分钟")
)


class Added(msgspec.Struct, frozen=True):
    """`total` misses what `parts` come to by a slip of the pen; `told` where words say it is one."""

    total: Item
    parts: tuple[Item, ...]
    told: bool


def missed_totals(text: str, items: Sequence[Item], told: frozenset[int]) -> Iterator[Added]:
    """Give the totals that their parts miss by a slip, none of them or of the parts in `told`."""
    seen = set(told)
    for first, run in _lists(items):
        start = run[0].label_start
        by_kind = _BY_KIND.search(text, max(0, start - 16), start + len(run[0].label)) is not None
        if any(p.start in seen for p in run):
            continue
        found = _of_list(items, first, run, by_kind)
        if found is not None and found.total.start not in seen:
            seen |= {found.total.start, *(p.start for p in found.parts)}
            yield found
    for found in _counted(items):
        if found.total.start not in seen:
            yield found


def _counted(items: Sequence[Item]) -> Iterator[Added]:
    """三库合计3660万立方米: the last three of its unit, however far apart they stand."""
    for at, total in enumerate(items):
        kinds = items[at - 1] if at else None
        if kinds is None or total.lead or not kinds.quantity.chinese or not is_firm(total):
            continue
        count = int(kinds.value)
        if (
            not _COUNTED.match(total.label)
            or not 1 < count < 10
            or total.quantity.kind == "percent"
        ):
            continue
        like = [
            i for i in items[max(0, at - _REACH) : at - 1] if same_unit(i, total) and is_firm(i)
        ]
        parts = tuple(like[-count:])
        if len(parts) < count or parts[0].sentence < total.sentence - 2:
            continue
        value = sum((p.value for p in parts), Decimal(0))
        slip = any(_slipped(p, value - total.value, True) for p in parts)
        slip = slip or _slipped(total, total.value - value, True)
        if not _makes(parts, total, value) and slip and _digits(total, parts) > 2:
            yield Added(total, parts, True)


def _lists(items: Sequence[Item]) -> Iterator[tuple[int, tuple[Item, ...]]]:
    """The longest lists of like figures of a sentence, each with where it begins."""
    at = 0
    while at < len(items):
        run = [items[at]] if _may_be_part(items[at]) else []
        after = at + 1
        while run and after < len(items) and len(run) < _MOST:
            item = items[after]
            if item.sentence != run[0].sentence:
                break
            if item.depth > run[0].depth or item.quantity.kind not in ("count", "measure"):
                after += 1
                continue
            if item.depth < run[0].depth or not same_unit(item, run[0]):
                if item.lead == "" and item.depth == run[0].depth:
                    after += 1  # 2014年498户1800人、2015年…
                    continue
                break
            if not _may_be_part(item) or item.own_year != run[0].own_year:
                break
            run.append(item)
            after += 1
        if len(run) > 1:
            yield at, tuple(run)
        at = max(after if len(run) > 1 else at + 1, at + 1)


def _may_be_part(item: Item) -> bool:
    name = subject(item.label)
    kind = item.quantity.kind in ("count", "measure") and bool(item.unit)
    plain = kind and is_firm(item) and item.unit not in _APART
    return plain and not _NO_PART.search(name) and not _TOTAL.search(item.label)


def _of_list(
    items: Sequence[Item], first: int, run: tuple[Item, ...], by_kind: bool
) -> Added | None:
    """Every stretch of the list that begins and ends somewhere natural, against every total in reach."""
    last = run[-1]
    behind = [
        i for i in items[first : first + 2 * _MOST]
        if i.start > last.end and i.sentence <= last.sentence + 1 and same_unit(i, last)
        and _TOTAL.search(i.label)
    ][:1]  # fmt: skip
    before = [
        i for i in items[max(0, first - _REACH) : first]
        if same_unit(i, last) and i.sentence >= last.sentence - 2 and i.depth <= last.depth
    ]  # fmt: skip
    found: Added | None = None
    for begin, end in _stretches(run):
        opens = run[begin - 1 : begin]
        whole = end == len(run)
        for parts in dict.fromkeys((run[begin:end], _without_inner(run[begin:end]))):
            if len(parts) < 2:
                continue
            value = sum((p.value for p in parts), Decimal(0))
            told = behind if whole else []
            others = before if begin == 0 and whole else []
            for total in (*told, *opens, *reversed(others)):
                if not _can_be_total(total, total in told):
                    continue
                if _makes(parts, total, value):
                    if whole or total not in opens:
                        return None
                    continue  # a list within a part: 侵财类687起，其中诈骗311起、…；
                if found is None and _misses(
                    parts, total, value, total in told, total in opens, by_kind and begin == 0
                ):
                    found = Added(total, parts, total in told)
    return found


def _stretches(run: tuple[Item, ...]) -> Iterator[tuple[int, int]]:
    """Where a list of parts may begin and end: at the ends of the run, behind a figure that opens it,
    around a semicolon."""
    size = len(run)
    ends = [n for n in range(2, size) if run[n].lead == "；"]
    begins = [n for n in range(1, size - 1) if run[n].lead in "；：:（("]
    begins += [n + 1 for n in range(size - 2) if run[n].lead in "；：:"]
    for begin in [*dict.fromkeys((0, 1, *begins))][:_STRETCHES]:
        for end in [*dict.fromkeys((size, *ends))][:_STRETCHES]:
            if end - begin > 1:
                yield begin, end


def _without_inner(run: tuple[Item, ...]) -> tuple[Item, ...]:
    """侵财类687起，其中诈骗311起、盗窃298起；侵犯人身96起: the list within a part left out."""
    kept: list[Item] = []
    inner: Decimal | None = None
    for item in run:
        if kept and _AMONG.match(item.label):
            inner = kept[-1].value - item.value
            continue
        if inner is not None and item.lead in "、，" and item.value <= inner:
            inner -= item.value
            continue
        inner = None
        kept.append(item)
    return tuple(kept)


def _can_be_total(total: Item, told: bool) -> bool:
    return is_firm(total) and bool(total.unit) and (told or not _NO_TOTAL.search(total.label))


def _makes(parts: Sequence[Item], total: Item, value: Decimal) -> bool:
    slack = sum((p.quantity.half for p in parts), total.quantity.half)
    return abs(value - total.value) <= slack


def _misses(
    parts: Sequence[Item], total: Item, value: Decimal, told: bool, opens: bool, by_kind: bool
) -> bool:
    """A slip of the pen stands between: of a kind as likely as the words leave open."""
    off = value - total.value
    size, count = _digits(total, parts), len(parts)
    if any(p.value >= total.value for p in parts) or (not told and abs(off) * 4 > total.value):
        return False
    if not told and len({p.label for p in parts}) < count:
        return False
    if told and count == 2 and _KINDS.search(total.label) is None and size < 3:
        return False
    closed = told or by_kind or _REST.search(subject(parts[-1].label)) is not None
    closed = closed or (opens and parts[0].lead in "：:（(")
    near = opens or total.sentence == parts[0].sentence
    near = near or by_kind or (total.sentence == parts[0].sentence - 1 and count > 2)
    small = near and abs(off) * 20 <= total.value and (count > 2 or opens)
    if size < (
        3
        if by_kind or (closed and count > 2) or (near and count > 3) or small
        else 4
        if near
        else 5
    ):
        return False
    listed = all(p.lead in "、；和及" for p in parts[1:])
    if count == 2 and not (told or (listed and (opens or by_kind))):
        return False
    if off < 0 and not closed and count < 3 and size < 4 and not small:
        return False
    wide = count > 2 and size > 2 and (closed or abs(off) * 50 <= total.value)
    return any(_slipped(p, off if p is not total else -off, wide) for p in (total, *parts))


def _slipped(item: Item, by: Decimal, wide: bool) -> bool:
    """Tell whether a figure, `by` less than printed, is a likely misreading of it."""
    quantity = item.quantity
    if quantity.step <= 0:
        return False
    meant = quantity.value - by
    if quantity.chinese:
        return wide and _one_numeral(int(quantity.value), int(meant))
    if any(other == meant for other in likely_readings(quantity.value, quantity.step)):
        return True
    return wide and any(other == meant for other in other_readings(quantity))


def _one_numeral(value: int, meant: int) -> bool:
    one, other = str(value), str(meant)
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _digits(total: Item, parts: Sequence[Item]) -> int:
    """How many digits the figures have in all, idle noughts at their ends left out."""
    values = [i.value.normalize() for i in (total, *parts) if i.value]
    step = min(int(v.as_tuple().exponent) for v in values)
    return len(str(int(total.value.scaleb(-step))))
