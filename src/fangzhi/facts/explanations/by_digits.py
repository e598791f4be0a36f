"""Totals told by their digits alone: a figure that is, but for one slip of the pen, exactly what the like
figures beside it come to.

No words are asked for. Four digits or more come out by chance so seldom that the coincidence is the
evidence; words only take it away (a comparison, a figure of another year, a list that has its total).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.explanations.lists import AMONG, MOST, is_total
from fangzhi.facts.explanations.sums import Added, Known
from fangzhi.facts.statements import Item, is_firm, same_unit

_SENTENCES: Final = 2
"""A total and its parts stand within so many sentences of each other."""
_FEWEST: Final = {2: 4, 1: 5}
_FEWEST_TOLD: Final = {2: 3, 1: 3}
"""Digits of the total that are asked for, by the kind of slip (2 likely, 1 maybe); where the words say
that it is a total, or the figures before it and its parts make a sum too (1286户4218人)."""
_KINDS: Final = ("卷册部", "座处口眼条个所台项", "头匹峰只口羽", "张条块件把台个只")
"""Units of things that are counted together in one total."""
_COMPARED: Final = re.compile(
    "比|较|同比|[增减]长|增加(?!值)|减少|上升|下降|提高|降低|净增|净减|超|低于|高于|相差|多出|平均|均|每|占|计划|任务|预算|"
    "设计|预计|目标|规划|应|上年|去年|上月|同期|单价|售价|海拔|起步|标准"
)
_SUMMED: Final = re.compile("共|总|合计|全[年县市区乡镇村省部校场厂]|累计|[达计]$|一并|加上|连同")


def by_digits(items: Sequence[Item], known: Known) -> Iterator[Added]:
    """Give the totals that like figures right before or behind them make but for one slip."""
    taken = set(known.spoken | known.totals | known.parts)
    place = {item.start: at for at, item in enumerate(items)}
    for run in (*_alike(items), *_of_kinds(items)):
        for at, total in enumerate(run):
            if total.start in taken or not _may_be_total(total):
                continue
            found = _made(run, at, taken, items, place)
            if found is not None:
                taken |= {found.total.start, *(p.start for p in found.parts)}
                yield found


def _alike(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The firm figures of each unit of a paragraph, in order."""
    left = [i for i in items if _may_add(i)]
    while len(left) > 2:
        first = left[0]
        run = [i for i in left if same_unit(i, first)]
        left = [i for i in left if not same_unit(i, first)]
        if len(run) > 2:
            yield run


def _of_kinds(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Figures of several units that are counted together (塘537口、站118处，工程凡719处)."""
    for kinds in _KINDS:
        run = [i for i in items if i.unit and i.unit in kinds and _may_add(i)]
        if len(run) > 2 and len({i.unit for i in run}) > 1 and any(map(_is_told, run)):
            yield run


def _may_add(item: Item) -> bool:
    kind = item.quantity.kind in ("count", "measure") and bool(item.unit)
    return kind and is_firm(item) and not item.quantity.chinese and item.value > 0


def _may_be_total(item: Item) -> bool:
    return _digits(item) >= _FEWEST_TOLD[2] and not _compared(item.label)


def _made(
    run: Sequence[Item], at: int, taken: set[int], items: Sequence[Item], place: dict[int, int]
) -> Added | None:
    """The one list right before or behind a figure that makes it but for a slip; None where any
    list makes it as printed."""
    total = run[at]
    step = total.quantity.step
    found: list[tuple[int, Added]] = []
    for parts, value in _lists(run, at):
        slack = sum((p.quantity.half for p in parts), total.quantity.half)
        if abs(value - total.value) <= slack:
            return None
        kind = kind_of_slip(total.value, step, value)
        if not kind or any(p.start in taken or p.quantity.step < step for p in parts):
            continue
        behind = parts[-1].start < total.start
        told = _is_told(total) if behind else value > total.value and _opens(total, parts[0])
        told = told or _are_paired(items, place, total, parts)
        fewest = (_FEWEST_TOLD if told else _FEWEST)[kind]
        apart = told or len({p.value for p in parts}) == len(parts)
        if apart and _digits(total) >= fewest and _are_parts(total, parts):
            found.append((kind, Added(total, parts, behind)))
    likeliest = max((kind for kind, _ in found), default=0)
    best = [added for kind, added in found if kind == likeliest]
    return best[0] if len(best) == 1 else None


def _is_told(item: Item) -> bool:
    return is_total(item) or _ADDED_UP.search(item.label) is not None


def _opens(total: Item, first: Item) -> bool:
    """共投入8470万元，其中：…; 有63人：…: the words say that what follows is in the figure before."""
    listed = first.lead in ("：", ":", "（", "(") or AMONG.match(first.label) is not None
    return bool(first.lead) and listed and _SUMMED.search(total.label) is not None


_ADDED_UP: Final = re.compile("累计(?:为|达|共)?$")


def _are_paired(
    items: Sequence[Item], place: dict[int, int], total: Item, parts: Sequence[Item]
) -> bool:
    """Tell whether the figures right before these, told in one breath with them, make a sum."""
    both = [(place[i.start], i) for i in (total, *parts)]
    if any(at == 0 or i.lead != "" or i.label for at, i in both):
        return False
    first, *others = (items[at - 1] for at, _ in both)
    unit = {i.unit for i in (first, *others)}
    return len(unit) == 1 and first.value == sum((i.value for i in others), Decimal(0))


def _lists(run: Sequence[Item], at: int) -> Iterator[tuple[tuple[Item, ...], Decimal]]:
    """Give the lists right before and right behind a figure, each with what it comes to, as long as
    that may still be written with as many digits."""
    total = run[at]
    for way in (-1, 1):
        parts: list[Item] = []
        value = Decimal(0)
        for number in range(at + way, max(at - MOST, -1) if way < 0 else at + MOST, way):
            part = run[number] if number < len(run) else None
            if part is None or abs(part.sentence - total.sentence) > _SENTENCES:
                break
            value += part.value
            if value >= total.value * 10:
                break
            parts.insert(0 if way < 0 else len(parts), part)
            if len(parts) > 1:
                yield tuple(parts), value


def _are_parts(total: Item, parts: Sequence[Item]) -> bool:
    """Tell whether nothing in the words says that they are no parts of it."""
    if any(_compared(p.label) for p in parts):
        return False
    years = {p.year for p in parts if p.own_year} | ({total.year} if total.own_year else set())
    if len(years) > 1:
        return False
    if any(p.value > total.value for p in parts) and _digits(total) < 6:
        return _SUMMED.search(total.label) is not None
    return True


@lru_cache(maxsize=4096)
def _compared(label: str) -> bool:
    return _COMPARED.search(label) is not None


def _digits(item: Item) -> int:
    """How many digits a figure has, idle noughts at its end left out."""
    return len(item.value.normalize().as_tuple().digits)
