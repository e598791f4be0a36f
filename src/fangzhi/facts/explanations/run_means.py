"""Means of figures told in a row: 五年降水量依次为a、b、c、d、e毫米，5年平均X毫米."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import digits, is_value
from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.bounds import Range
from fangzhi.facts.statements import Item, same_unit
from fangzhi.zh.numerals import parse_number

_MEAN: Final = re.compile(
    r"(?:(?P<many>\d{1,2}|[二两三四五六七八九十]{1,3})[年月次季天县市乡镇村社队组点处地人者项场届期班家户块]?)?(?:的|间|算?下?来)*"
    r"(?:平均(?![每亩人户])|均值)[^，。；、\d每]{0,6}$"
)
_IN_TURN: Final = re.compile("分别|依次|各为|逐[年月次]")
_CLAUSES: Final = 2
_FEWEST: Final = 3


def means_of_runs(items: Sequence[Item], told: frozenset[int]) -> Iterator[PerHead]:
    """Give the means not in `told` (starts) that the figures told in a row before them, as many as the
    words say, miss by a slip of the pen or leave between no two of them."""
    for at, said in enumerate(items):
        mean = _MEAN.search(said.label)
        if mean is None or said.start in told or not is_value(said) or digits(said.quantity) < 2:
            continue
        many = _count(mean["many"])
        run = _run(items, at)
        if len(run) < _FEWEST or (many and many != len(run)):
            continue
        total = sum((i.value for i in run), Decimal(0))
        slack = sum((i.quantity.half for i in run), Decimal(0)) / len(run)
        made = Range(total / len(run) - slack, total / len(run) + slack)
        if made.allows(said.quantity):
            continue
        step = said.quantity.step
        kind = kind_of_slip(said.value, step, _rounded(total / len(run), step))
        beyond = not min(i.value for i in run) <= said.value <= max(i.value for i in run)
        listed = many or (_IN_TURN.search(run[0].label) and (kind > 1 or beyond))
        if listed and (kind or beyond) and digits(said.quantity) >= (_FEWEST - beyond):
            yield PerHead(said, _sum_of(run, total), _heads(said, len(run)), made, said.label_start)


def _count(word: str | None) -> int:
    number = parse_number(word.replace("两", "二")) if word else None
    return int(word) if word and word.isdigit() else int(number.value) if number else 0


def _run(items: Sequence[Item], at: int) -> list[Item]:
    """The like figures right before a mean that are joined to each other."""
    said, run = items[at], list[Item]()
    for number in range(at - 1, -1, -1):
        item = items[number]
        near = (run[0] if run else said).clause - item.clause <= _CLAUSES
        if not same_unit(item, said) or not is_value(item) or not near:
            break
        run.insert(0, item)
        if item.sentence != said.sentence or (item.lead != "、" and not _joins(item)):
            break
    return run


def _joins(item: Item) -> bool:
    return item.lead == "" and item.label[:1] in ("和", "及", "与")


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR") * step


def _sum_of(run: Sequence[Item], total: Decimal) -> Item:
    finest = min((i.quantity for i in run), key=lambda q: q.step)
    text = "＋".join(i.quantity.text for i in run)
    quantity = msgspec.structs.replace(finest, value=total, text=text)
    return msgspec.structs.replace(run[0], quantity=quantity, label="")


def _heads(said: Item, many: int) -> Item:
    quantity = msgspec.structs.replace(
        said.quantity,
        value=Decimal(many),
        step=Decimal(1),
        unit="项",
        kind="count",
        text=f"{many}项",
    )
    return msgspec.structs.replace(said, quantity=quantity, label="")
