"""How sure it is that a sum of a text fails, by its names, its figures and the slip between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from fangzhi.check.rule import Confidence
from fangzhi.facts.arithmetic.divisions import labels_of, total_of
from fangzhi.facts.arithmetic.partitions import (
    OVERLAPPING,
    completes,
    surely_completes,
)
from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.arithmetic.slips import other_readings, slips_in_a_sum, turned_readings
from fangzhi.facts.arithmetic.sums import SumStatement
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item, is_firm, same_unit, subject


def finest(statement: SumStatement) -> Quantity:
    """The figure printed to the finest place."""
    quantities = [p.quantity for p in statement.parts]
    return min((*quantities, statement.total.quantity), key=lambda q: q.step)


def adds_up_otherwise(statement: SumStatement, slack: Decimal) -> bool:
    """Tell whether a first few, a last few, or all but a run of the parts make the total: no contradiction."""
    upto = [Decimal(0), *accumulate(p.value for p in statement.parts)]
    n = len(statement.parts)
    over = upto[n] - statement.total.value  # what the run left out would have to make
    for i in range(n):
        for j in range(i + 1, min(n, i + max(1, n - 2)) + 1):
            fits = n - (j - i) >= 2 and abs(upto[j] - upto[i] - over) <= slack
            if fits and _stands_apart(statement, i, j):
                return True
    return False


def _stands_apart(statement: SumStatement, first: int, end: int) -> bool:
    """A run among the parts is no part of the total where it divides the part before it, or says
    so by its commas or names; else the sum comes out without it by chance."""
    parts = statement.parts
    if (first == 0) if statement.how == "共计" else (end == len(parts)):
        return True  # the list may begin later, or end sooner
    run, others = parts[first:end], (*parts[1:first], *parts[end:])
    if first and total_of(run) == parts[first - 1].value:
        return True
    alike = not first or {p.lead for p in (*others, *run)} == {run[0].lead}
    return not alike or any(OVERLAPPING.search(p.label) for p in run)


def how_sure(statement: SumStatement, difference: Decimal) -> Confidence | None:
    """Tell how sure it is that a sum that fails is meant as one; None where it may not be."""
    if statement.exhaustive:
        near = abs(difference) <= statement.total.value / 2
        if statement.how == "共计" and not near and not is_a_slip(statement):
            return None  # the total is of something else
        if statement.how in ("其中", "划分") and _is_soft(statement):
            near = abs(difference) <= statement.total.value / 5
            return "likely" if near else None
        return "likely" if near or statement.how != "划分" else None
    if statement.overlapping:
        return None
    listed = all(p.lead == "、" for p in statement.parts[1:])
    if len(statement.parts) == 2 and listed and _is_of_one_class(statement, difference):
        return "hint"
    if difference > 0:
        return "likely" if listed else "hint" if difference < statement.total.value / 3 else None
    told = _one_digit_off(statement, -difference) or _are_owners(statement, -difference)
    told = told or _is_turned(statement)
    return "hint" if listed and told else None


_OWNED = tuple("办营建管属有资")


def _are_owners(statement: SumStatement, missing: Decimal) -> bool:
    """合作社办3个、联户办5个、个人办8个 of 17: three kinds of owners all but make the whole."""
    labels = [subject(p.label) for p in statement.parts]
    alike = len(labels) > 2 and len({label[-1:] for label in labels}) == 1
    owned = alike and labels[0].endswith(_OWNED)
    return owned and missing * 6 <= statement.total.value and is_a_slip(statement)


def _is_of_one_class(statement: SumStatement, difference: Decimal) -> bool:
    """全表7人，其中解放战争4人、抗美援朝战争2人: two kinds of one class fall just short of the whole."""
    first, second = (subject(p.label) for p in statement.parts)
    alike = len(first) > 2 and first[-2:] == second[-2:] and first[-2:] not in first[:-2]
    short = 0 < -difference * 6 <= statement.total.value
    return (
        alike
        and short
        and re.search("[全共]", statement.total.label) is not None
        and is_a_slip(statement)
    )


def is_a_slip(statement: SumStatement) -> bool:
    """Tell whether one digit of one figure stands between the parts and their total."""
    return slips_in_a_sum([p.quantity for p in statement.parts], statement.total.quantity)


def _is_soft(statement: SumStatement) -> bool:
    """The names mostly, not always, leave nothing out (一等奖、二等奖、三等奖)."""
    labels = labels_of(statement.parts)
    return completes(labels) and not surely_completes(labels)


def _is_turned(statement: SumStatement) -> bool:
    """Three parts or more, or two of one class, and two neighboring digits of one figure, or the
    first digit of a total of four or more, put otherwise would make the sum: seldom by chance, but
    where the total has two digits."""
    parts, total = statement.parts, statement.total
    labels = [subject(p.label) for p in parts]
    if len(parts) == 2 and labels[0][-1:] != labels[1][-1:]:
        return False
    missing = total.value - total_of(parts)
    turned = [v - total.value for v in turned_readings(total.quantity)]
    turned += [p.value - v for p in parts for v in turned_readings(p.quantity)]
    if digits(total.quantity) > 3 and len(parts) > 2:
        turned += [v - total.value for v in other_readings(total.quantity)]
    room = missing / finest(statement).step
    return (
        room > 8 and digits(total.quantity) > 2 and -missing in turned and missing * 2 < total.value
    )


def _one_digit_off(statement: SumStatement, missing: Decimal) -> bool:
    """三项以上、只差一个数位的整十整百：多半是一个数字写错，而不是漏列一项。"""
    step = finest(statement).step
    units = missing / step
    digits = str(int(units)).rstrip("0")
    covered = missing <= statement.total.value / 10
    return len(statement.parts) > 2 and covered and len(digits) == 1 and units >= 10


def is_a_change(statement: SumStatement, items: Sequence[Item]) -> bool:
    """Tell whether the total is the change from a figure told before to one of the parts (218所。…
    2010年93所，2020年42所，共减少176所)."""
    total, first = statement.total, statement.parts[0]
    if _CHANGE.search(total.label) is None:
        return False
    near = [
        i.value for i in items
        if i is not total and same_unit(i, total) and is_firm(i)
        and first.sentence - 1 <= i.sentence <= total.sentence
    ]  # fmt: skip
    return any(abs(a - b) == total.value for a in near for b in near)


_CHANGE = re.compile("[增减降升][加少长]?(?:了|到|为)?$|净[增减]$")
