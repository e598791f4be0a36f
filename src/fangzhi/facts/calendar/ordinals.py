"""Numbered meetings (第十九次会议) and the dates at which they were held."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import msgspec

from fangzhi.facts.dates import Date, han_number

_ORDINAL: Final = re.compile(
    r"(?P<session>(?:第?[一二三四五六七八九十百\d]{1,4}届[^，。；、\d]{0,14})?)"
    r"第(?P<n>[一二三四五六七八九十百]{1,5}|\d{1,3})(?P<noun>(?:次|届|期)[\u4e00-\u9fff]{0,6}?(?:会议|全会|大会|例会|常委会|代表大会|全体会议))"
)
_EVENT: Final = re.compile(
    r"(?P<session>)第(?P<n>[一二三四五六七八九十百]{1,5}|\d{1,3})(?P<noun>届[\u4e00-\u9fff]{0,14}?(?:运动会|艺术节|文化节|博览会|交易会|大会|"
    r"旅游节|展销会|委员会|党代会|人代会|锦标赛|节|会|展|赛)|届(?=[于在]))"
)
_SHORT: Final = re.compile(
    r"(?P<session>[\u4e00-\u9fff]{0,6}?第?[一二三四五六七八九十]{1,3}届(?:委员会)?)第?(?P<n>[一二三四五六七八九十]{1,3})"
    r"(?P<noun>次(?:全体)?(?:会议|全会|全委会|常委会)|次大会|中全会)"
)
_MAYBE: Final = (
    r"(?:第[一二三四五六七八九十百\d]+[次届期]|[一二三四五六七八九十][次中](?:全体)?[会全常大])"
)
TWO_MEETINGS: Final = rf"{_MAYBE}[^，、；。！？\n]*[，、；。！？\n](?s:.*){_MAYBE}"
"""A quick pattern that matches in every text with numbered meetings in two clauses."""
_CLAUSE: Final = re.compile("[^，、；。！？\n]+")


class Meeting(msgspec.Struct, frozen=True):
    """A numbered meeting, the series it belongs to, and its date."""

    start: int
    end: int
    number: int
    series: str
    date: Date
    shown: str


def numbered_meetings(text: str, dates: Sequence[Date]) -> tuple[Meeting, ...]:
    """Give each numbered meeting that shares its clause with one date and no other meeting."""
    found = []
    starts = [d.start for d in dates]
    for clause in _CLAUSE.finditer(text):
        own = list(_ORDINAL.finditer(text, *clause.span()))
        own = own or list(_SHORT.finditer(text, *clause.span()))
        own = own or list(_EVENT.finditer(text, *clause.span()))
        if len(own) != 1:
            continue
        low, high = bisect_left(starts, clause.start()), bisect_left(starts, clause.end())
        held = [d for d in dates[low:high] if d.month or "y" in d.said]
        if len(held) == 1 and held[0].year:
            m = own[0]
            number = _number(m["n"])
            found.append(
                Meeting(m.start(), m.end(), number, m["session"] + m["noun"], held[0], m.group())
            )
    return tuple(found)


def _number(text: str) -> int:
    if "百" not in text:
        return han_number(text)
    hundreds, _, rest = text.partition("百")
    return han_number(hundreds) * 100 + han_number(rest.removeprefix("零"))
