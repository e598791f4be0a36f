"""Amounts of change told beside other figures that make them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from fangzhi.facts.arithmetic.changes import Change
from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item, is_firm

_NEAR: Final = 12
_FAR: Final = 4
"""Sentences before a change over years in which its base may stand."""
_BEFORE: Final = 2
"""The same, before an amount of three digits or more, which comes out of few figures by chance."""
_YEARS: Final = re.compile(
    "[\\d一二两三四五六七八九十]年(?:间|来|中|内)?(?:共|累计)?净?[增减][^，。；]{0,2}$"
)


def is_turned(difference: Decimal, said: Quantity) -> bool:
    """Tell whether a figure said to have grown has fallen by about as much."""
    return difference < 0 and -difference < said.value * 4 and said.value < -difference * 4


def another_makes(change: Change, items: Sequence[Item]) -> bool:
    """Another figure of the sentence and one of the two meant are apart by what is said (里程1642.8公里，
    其中…、村道588.3公里；较上年的1086.5公里增加556.3公里), or one told shortly before them (小学218所。…
    2010年93所，2020年42所，共减少176所); over years (24年净增) any told before them."""
    said, near = change.said, bisect_left(items, change.said.start, key=lambda i: i.start)
    telling = digits(said.quantity) > 2
    back = _FAR if _YEARS.search(said.label) else _BEFORE if telling else 0
    return any(
        abs(abs(i.value - one.value) - said.value)
        <= said.quantity.half + i.quantity.half + one.quantity.half
        for i in items[max(0, near - _NEAR) : near]
        if i.sentence >= said.sentence - back and i.unit == said.unit and is_firm(i)
        for one in (change.base, change.current)
    )
