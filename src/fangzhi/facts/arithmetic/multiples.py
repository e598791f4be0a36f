"""Multiples (倍数): figures said to be so many times others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.changes import from_to, is_like_value, value_and_year
from fangzhi.facts.arithmetic.moves import told_before
from fangzhi.facts.statements import Item, is_firm, same_unit

_TIMES_OF: Final = re.compile(
    r"(?:为|是|相当于|达到?)(?P<year>(?:1[0-9]\d\d|20\d\d)年)?[^，。；]{0,8}的$"
)


class Ratio(msgspec.Struct, frozen=True):
    """`current` is said to be `said` (2.2倍) of `base`."""

    said: Item
    current: Item
    base: Item


_IS_OF: Final = re.compile(r"^(?:约|仅|已|正好)?(?:为|是|相当于|达到?)[^，。；]{0,12}$")


def _of_figure(items: Sequence[Item], at: int) -> tuple[Item, Item] | None:
    """N，是2019年M的2.2倍: both values stand in the words."""
    if at < 2 or items[at].label not in ("的", "的近"):
        return None
    base, current = items[at - 1], items[at - 2]
    next_clause = base.lead == "，" and current.clause == base.clause - 1
    close = next_clause and current.sentence == base.sentence and current.depth == base.depth
    like = same_unit(base, current) and is_like_value(base) and is_like_value(current)
    return (current, base) if close and like and _IS_OF.search(base.label) else None


_REACH: Final = 60
"""How many quantities back the value of a year may stand."""


def find_ratios(items: tuple[Item, ...]) -> Iterator[Ratio]:
    """Give N，为1961年的2.2倍, the value of 1961 given earlier with that year or right there."""
    for at, said in enumerate(items):
        if said.quantity.kind != "times" or not is_firm(said):
            continue
        there = _of_figure(items, at)
        if there is not None:
            yield Ratio(said, *there)
            continue
        told = told_before(items, at) if _TIMES_OF.search(said.label) else None
        if told is not None:
            yield Ratio(said, *told)
            continue
        of = _TIMES_OF.search(said.label)
        if of is None or not of["year"]:
            continue
        risen = from_to(items, at)
        if risen is not None and risen[1].year == int(of["year"][:4]):
            yield Ratio(said, *risen)
            continue
        low = max(0, at - _REACH)
        pair = value_and_year(items[low : at + 1], at - low, int(of["year"][:4]), "")
        if pair is not None:
            yield Ratio(said, *pair)
