"""Shares of a whole that is said nowhere, or said wrong: of the parts of a list added up, as most of
the shares themselves show (甲4.8万元，乙2.65万元，……。甲占42.86%，乙占23.66%)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import digits, is_value
from fangzhi.facts.arithmetic.shares import Share
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.show import shown_like
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_SHARE: Final = re.compile(
    r"^(?P<part>[^占]{0,14}?)(?:所)?占(?P<whole>[^占]{0,10}?)(?:的)?(?:比重|比例)?为?$"
)
_NO_PART: Final = re.compile("比|较|共|合计|总|占|均|每|增|减|上年|去年|其中|由|从|至|到|达")
_BACK: Final = 2
"""How many sentences before the shares the list may stand."""


class SumShares(msgspec.Struct, frozen=True):
    """Where the shares start that a list bears out, and those beside them that it does not."""

    fitting: frozenset[int]
    wrong: tuple[Share, ...]


def shares_of_sums(items: tuple[Item, ...]) -> SumShares:
    """Give the shares that the sum of a list bears out, where two do, and the ones that it doesn't."""
    fitting: set[int] = set()
    wrong: list[Share] = []
    claims = [(i, m) for i in items if (m := _claim(i)) is not None]
    for sentence in sorted({i.sentence for i, _ in claims}):
        told = [(i, m) for i, m in claims if i.sentence == sentence]
        for run in _runs(items, told[0][0]):
            whole = _sum(run)
            pairs = [(said, part, m) for said, m in told if (part := _part(said, m, run, items))]
            good = [said for said, part, _ in pairs if _makes(part, whole, said)]
            if len(good) > 1 or (good and len(pairs) == len(good) + 1 > 2):
                fitting |= {said.start for said in good}
                wrong += [Share(said, part, whole, said.label_start + m.start("whole") - 1)
                          for said, part, m in pairs if said not in good]  # fmt: skip
                break
    return SumShares(frozenset(fitting), tuple(wrong))


def _claim(item: Item) -> re.Match[str] | None:
    fine = item.quantity.kind == "percent" and is_firm(item) and digits(item.quantity) > 1
    return _SHARE.search(item.label) if fine and "占" in item.label else None


_FIGURES: Final = 120
"""Figures to each side of a share among which its list is sought."""


def _runs(items: Sequence[Item], said: Item) -> list[tuple[Item, ...]]:
    """The lists of three like figures or more that end before the share, shares of them left out."""
    runs: list[tuple[Item, ...]] = []
    run: list[Item] = []
    at = bisect_left(items, said.start, key=lambda i: i.start)
    around = items[max(0, at - _FIGURES) : at + _FIGURES]
    before = [i for i in around if said.sentence - _BACK <= i.sentence <= said.sentence]
    for item in before:
        if item.quantity.kind in ("percent", "permille"):
            continue
        label = subject(item.label)
        part = is_value(item) and bool(label) and not _NO_PART.search(label)
        if part and (not run or _goes_on(run[-1], item)):
            run.append(item)
            continue
        runs += [tuple(run)] if len(run) > 2 else []
        run = [item] if part else []
    return runs + ([tuple(run)] if len(run) > 2 else [])


def _goes_on(last: Item, item: Item) -> bool:
    alike = same_unit(last, item) and last.depth == item.depth and last.sentence == item.sentence
    return alike and item.lead in ("，", "、", "；", "和")


def _part(
    said: Item, m: re.Match[str], run: tuple[Item, ...], items: Sequence[Item]
) -> Item | None:
    """The part of the list that has the share's name, or that stands right before it."""
    name = subject(m["part"])
    if name:
        return next((i for i in run if subject(i.label) == name), None)
    at = bisect_left(items, said.start, key=lambda i: i.start)
    return items[at - 1] if at and any(items[at - 1] is i for i in run) else None


def _sum(run: tuple[Item, ...]) -> Item:
    value = sum((i.value for i in run), Decimal(0))
    finest = min((i.quantity for i in run), key=lambda q: q.step)
    text = f"{shown_like(value, finest)}{finest.unit}"
    whole = msgspec.structs.replace(finest, value=value, text=text, start=-1, end=-1)
    return msgspec.structs.replace(run[0], quantity=whole, label="各项合计", sentence=-1)


def _makes(part: Item, whole: Item, said: Item) -> bool:
    over = Range(whole.value, whole.value)
    found = quotient(around(part.quantity), over, 100)
    return found is not None and found.allows(said.quantity)
