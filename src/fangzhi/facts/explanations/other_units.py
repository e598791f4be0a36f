"""Figures told again in another unit or scale, joined by no words of their own (64吨，共6.4万公斤;
228713万元，即22.87亿元; 78公里，俗称“156里…”): the digits tell which were miswritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from fangzhi.facts.arithmetic.conversions import Conversion, converted
from fangzhi.facts.arithmetic.pools import digits
from fangzhi.facts.explanations.search import slip_between
from fangzhi.facts.show import scale_of
from fangzhi.facts.statements import Item, is_firm

_WORDS: Final = "即合折共总计也就是等于相当换算约为俗称号谓计之"
LINKED: Final = rf"[，（(“][{_WORDS}]{{1,5}}“?\d"
"""A quick pattern that matches in every text that holds such a figure."""
LINKS: Final = tuple(mark + sign for mark in "，“" for sign in _WORDS)
"""One of which every such text holds, if no bracket."""
_LINK: Final = re.compile(rf"[一-鿿]{{0,3}}[”’」』]?[，（(“]+[{_WORDS}]{{1,5}}[“‘「]?")


def told_again(text: str, items: tuple[Item, ...]) -> Iterator[Conversion]:
    """Give each figure that misses by a slip of the pen the one right before it, told again."""
    for first, second in pairwise(items):
        if not is_linked(text, first, second) or not (is_firm(first) and is_firm(second)):
            continue
        if first.unit == second.unit and not _is_rescaled(first, second):
            continue
        expected = converted(first, second.unit) if second.unit else None
        if expected is None or second.quantity.chinese or digits(second.quantity) < 2:
            continue
        if expected.allows(second.quantity) or not slip_between(expected, second.quantity):
            continue
        yield Conversion(first, second, expected)


def is_linked(text: str, first: Item, second: Item) -> bool:
    """Tell whether nothing but words that tell the same again stands between two figures."""
    return first.start < second.start and _LINK.fullmatch(text, first.end, second.start) is not None


def _is_rescaled(first: Item, second: Item) -> bool:
    """228713万元，即22.87亿元: the same unit by another scale."""
    return scale_of(first.quantity) != scale_of(second.quantity)
