"""Lengths that hang on a range of years itself: 1986—2005年的20年间, 上限1986年，下限2005年，记述20年."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.durations import Duration
from fangzhi.facts.calendar.events import is_range
from fangzhi.facts.calendar.lengths import elapsed, fits, length_of, lengths_in
from fangzhi.facts.dates import Date

_HANGS: Final = re.compile("[）)]?的(?:这|整整|前后|共)?|[，]?(?:这|这段时间[的共]?|这段)")
_OF_WAR: Final = re.compile("(?:抗战|抗日|内战|战争|战乱|动乱)")
_LIMITS: Final = re.compile("(?:上限|断限|时限)[^，。；]{0,6}$")
_COVERS: Final = re.compile(
    "(?:记述|记载|载录|反映|涵盖|共|凡|计|前后|跨度|跨|时跨|时间跨度)(?:为|了|达)?$"
)
_JOINS: Final = ("至", "到", "—", "～", "~")
_DAYS: Final = re.compile("，?(?:的|共|前后|连续|一连|连|整整|这|有整整)?")
"""自5月12日至8月11日，92天滴雨未降."""
_WITHIN: Final = frozenset("内中前后以间左上")
_ABOUT: Final = 24
"""How far behind the range the length may stand."""


def ranged_spans(text: str, dates: Sequence[Date]) -> Iterator[Duration]:
    """Give the lengths of years said of a range of years that is not so long."""
    if len(dates) < 2:
        return
    starts = [d.start for d in dates]
    for m in lengths_in(text):
        told = bisect_left(starts, m.start("n"))
        if told < 2 or m["m"] or (told < len(dates) and dates[told].start <= m.start("n")):
            continue
        first, last = dates[told - 2], dates[told - 1]
        if not 0 <= m.start() - last.end < _ABOUT or not _is_of(text, first, last, m):
            continue
        span, length = elapsed(first, last), length_of(m)
        if span is not None and fits(length, span) is False:
            yield Duration(m.start(), m.end(), length, first, last, span)


def _is_of(text: str, first: Date, last: Date, m: re.Match[str]) -> bool:
    gap = text[last.end : m.start()]
    opens = opening(text, m.start(), "。！？；\n")
    if first.start < opens:
        return False
    joined = text[first.end : last.start] in _JOINS or is_range(text, first, last)
    if m["d"]:
        return (
            joined
            and _DAYS.fullmatch(gap) is not None
            and text[m.end() : m.end() + 1] not in _WITHIN
        )
    if joined and _HANGS.fullmatch(gap):
        return True
    if _OF_WAR.match(text, m.end()):
        return text[last.start - 1] in "至到—"
    before = text[max(opens, first.start - 10) : first.start]
    return bool(_LIMITS.search(before) and _COVERS.search(gap))
