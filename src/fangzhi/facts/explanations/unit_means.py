"""Means by their units: the one total and the one count before a mean (人均, 每千人, 日均, 平均住院…天) that
its units ask for, where it misses what they make by a slip of the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import digits, is_value
from fangzhi.facts.arithmetic_readings.means import SURVEYED
from fangzhi.facts.bounds import Range
from fangzhi.facts.explanations.products import BACK, NO_TOTAL
from fangzhi.facts.explanations.rated import (
    NOTHING,
    ONE,
    Rate,
    dimension,
    is_counted,
    rate_of,
    weight_of,
)
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item

_OF_TIME: Final = re.compile(
    "(?:平均每?|每)?(?P<time>[日天月季])(?:平?均|人均|平均)|(?:人均|平均)每?(?P<by>[日天月季])|每[人户]每(?P<each>[月天日季])|"
    "(?:折合|折算|折|合|相当于)(?:成|为)?每?(?P<made>[月天日季])(?:约|为)?$"
)
_TIMES: Final = {"日": (365, 366, 360), "天": (365, 366, 360), "月": (12,), "季": (4,)}
_AVERAGED: Final = re.compile("(?:平均|^均)(?!每)[^，。；：、\\d每均]{0,8}$")
_MONTHS: Final = re.compile("\\d月|[一二三四五六七八九十]月|季度|半年|旬")
_TIME: Final = (("时", 1),)
_PAIRS: Final = 4
"""Of so many totals and heads that a mean may be of, one comes out near it by chance."""


def means_by_units(items: Sequence[Item], told: frozenset[int]) -> Iterator[PerHead]:
    """Give the means not in `told` (starts) that the one total and the one count before them, fitting by
    their units, miss by a slip of the pen; nothing where any two bear the mean out."""
    for at, said in enumerate(items):
        if said.start in told or not is_value(said) or _printed_digits(said.quantity) < 3:
            continue
        rate = rate_of(said) or _averaged(said) or _listed(said, items[at - 1] if at else None)
        timed = _OF_TIME.search(said.label)
        if (rate is None and timed is None) or (rate is not None and rate.exact):
            continue
        if SURVEYED.search(said.label) or _COMPARED.search(said.label):
            continue
        before = [i for i in items[max(0, at - BACK) : at] if i.sentence >= said.sentence - 1]
        yield from _shared_out(said, rate, timed, before)


_COMPARED: Final = re.compile("比|较|增|减|上年|标准|定额|限|不低于|应")


def _averaged(item: Item) -> Rate | None:
    """平均住院10.5天: of whatever is counted in the same sentence."""
    if _AVERAGED.search(item.label) is None or item.quantity.kind not in ("count", "measure"):
        return None
    return Rate(item, dimension(item.unit)[0], NOTHING, "", ONE, False, 1)


def _listed(item: Item, before: Item | None) -> Rate | None:
    """每千人拥有医生2.17人、床位3.75张: the second is of as many as the first."""
    if before is None or item.lead != "、" or before.sentence != item.sentence:
        return None
    rate = rate_of(before)
    if rate is None or rate.exact or not item.label:
        return None
    return msgspec.structs.replace(rate, item=item, of=dimension(item.unit)[0])


def _shared_out(
    said: Item, rate: Rate | None, timed: re.Match[str] | None, before: Sequence[Item]
) -> Iterator[PerHead]:
    own, weight = dimension(said.unit)
    values = [i for i in before if is_value(i) and rate_of(i) is None and not i.quantity.chinese]
    totals = [
        i for i in values
        if dimension(i.unit)[0] == own and i.value * dimension(i.unit)[1] > said.value * weight
        and NO_TOTAL.search(i.label) is None
    ]  # fmt: skip
    by_time = rate is not None and rate.per == _TIME
    if by_time and rate is not None and any(is_counted(rate, i) for i in values):
        timed = None
    elif by_time:
        rate = None
    times = _TIMES[next(g for g in timed.groups() if g)] if timed is not None else (1,)
    heads: list[Item | None] = [i for i in values if rate is not None and is_counted(rate, i)]
    if rate is None:
        heads = [None]
        totals = [t for t in totals if (t.year or "年" in t.label) and not _MONTHS.search(t.label)]
    found: list[tuple[int, PerHead]] = []
    pairs = 0
    for total in totals:
        for head in heads:
            if head is total:
                continue
            over = (
                Decimal(1) if rate is None or head is None else head.value * weight_of(rate, head)
            )
            base = total.value * dimension(total.unit)[1] / weight / over
            slack = total.quantity.half / total.value + (
                head.quantity.half / head.value if head is not None else 0
            )
            own_times = times if timed is not None and _is_of_year(total) else {1, *times}
            if any(_near(base / n, slack).allows(said.quantity) for n in own_times):
                return
            pairs += 1
            kind = _slip(base / times[0], said.quantity)
            if timed is not None and _near(base, slack).allows(said.quantity):
                kind = 2  # the figure of the year, said of a month
            if kind:
                by = head or _in_time(said, times[0])
                made = _near(base / times[0], slack)
                found.append((kind, PerHead(said, total, by, made, said.label_start)))
    if len(found) == 1 and pairs <= _PAIRS:
        kind, reading = found[0]
        if kind > 1 or _printed_digits(said.quantity) > 3 or pairs == 1:
            yield reading


def _printed_digits(said: Quantity) -> int:
    return digits(said) + said.text.startswith("0.")


def _slip(value: Decimal, said: Quantity) -> int:
    """As `slip_between`; the nought before the point may be the wrong digit too (0.11 for 2.11)."""
    kind = slip_between(Range(value, value), said)
    if kind or not said.text.startswith("0."):
        return kind
    one = said.step * 10 ** len(re.findall(r"\d", said.text[2:]))
    return int(one <= value < one * 10 and abs(value % one - said.value) <= said.step / 2)


def _is_of_year(total: Item) -> bool:
    return (total.own_year or "全年" in total.label) and _MONTHS.search(total.label) is None


def _near(value: Decimal, slack: Decimal) -> Range:
    return Range(value * (1 - slack), value * (1 + slack))


def _in_time(said: Item, times: int) -> Item:
    """The days or months of a year as a figure, to be shown."""
    unit = "天" if times > 12 else "个月" if times == 12 else "季"
    quantity = msgspec.structs.replace(
        said.quantity, value=Decimal(times), step=Decimal(1), unit=unit, kind="count",
        text=f"{times}{unit}",
    )  # fmt: skip
    return msgspec.structs.replace(said, quantity=quantity, label="")
