"""Lengths that are no span between the dates beside them: terms granted, what lasts to a death, and what is
told backwards."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.durations import Duration
from fangzhi.facts.calendar.events import of_year
from fangzhi.facts.calendar.lengths import elapsed, fits
from fangzhi.facts.dates import Date

_TERM: Final = re.compile(
    "(?:承包|租赁?|出让|转让|使用|经营|合同|贷款?|还款|有效|保质|保修|质保|养护|服务|收益|特许|托管|抵押|授权|聘任?)(?:权)?"
    "(?:期限?|年限)(?:为|是|各|均|定|约|长达|共|不变)*$|(?:期限|年限|租期|刑期)(?:为|是|各|均|定)*$"
)
_UNTIL_DEATH: Final = re.compile(
    r"(?<!\d)(?P<born>\d{4})\s*[—–~～\-－―─至]{1,2}\s*(?P<died>\d{4})(?:年)?[）)]"
)


_HEAD: Final = 200
"""The bracket of a life stands at the head of its paragraph."""
_NEAR: Final = 5
"""Dates before a length that are tried against each other."""


def is_other_length(text: str, found: Duration, dates: Sequence[Date], own: int) -> bool:
    """Tell whether a length is a term granted (承包期30年), lasts from its first date to the death that a
    bracket tells (1951年入站，1986年调局，从事茶叶工作45年), goes back from a date to one told behind it
    (4月28日竣工。2020年9月1日开工，历时2年8个月), or on to the next (1975年任局长，在任8年。1983年退居二线)."""
    start = found.length.start
    if _TERM.search(text, opening(text, start, "，。；\n"), start) is not None:
        return True
    life = _UNTIL_DEATH.search(text, 0, _HEAD) if found.length.unit == "年" else None
    if life is not None and int(life["died"]) - found.first.year == found.length.amount:
        return True
    told = bisect_right(dates, start, key=lambda d: d.end)
    near = [of_year(d, own) for d in dates[max(0, told - _NEAR) : told] if d.month]
    spans = [elapsed(near[-1], d) for d in near[:-1]]
    spans += [elapsed(found.last, of_year(d, own)) for d in dates[told : told + 1]]
    return any(span is not None and fits(found.length, span) is True for span in spans)
