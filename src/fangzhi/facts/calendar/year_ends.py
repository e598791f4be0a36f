"""The end of the year as the end of a span: 9月28日通车，至年末95天."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from fangzhi.facts.calendar.lengths import Elapsed, Length
from fangzhi.facts.dates import Date

_YEAR_END: Final = re.compile(
    r"(?<=[至到])(?:当年|本年|同年|是年|年|(?P<y>\d{4})年)(?:年?[末底]|12月31日)"
)
_NEAR: Final = 0.9


def with_year_ends(text: str, dates: Sequence[Date]) -> Sequence[Date]:
    """Give the dates of a text and 年末 after 至 or 到 among them, as the last day of its year."""
    if "年末" not in text and "年底" not in text:
        return dates
    starts = [d.start for d in dates]
    ends: list[Date] = []
    taken: set[int] = set()
    for m in _YEAR_END.finditer(text):
        at = bisect_right(starts, m.start()) - 1
        if at >= 0 and m["y"] and starts[at] == m.start():
            taken.add(at)
        year = int(m["y"] or 0) or (dates[at].year if at >= 0 else 0)
        if year:
            ends.append(Date(m.start(), m.end(), year, 12, 31, "ymd" if m["y"] else "md"))
    if not ends:
        return dates
    kept = [d for n, d in enumerate(dates) if n not in taken]
    return sorted((*kept, *ends), key=lambda d: d.start)


def may_be_fewer(text: str, last: Date, length: Length, span: Elapsed) -> bool:
    """Tell whether days up to the end of a year may leave some out: 至年末营业210天."""
    until = text[last.start : last.end]
    if length.unit != "天" or span.days is None or until[-1:] not in ("末", "底"):
        return False
    return length.amount < span.days * _NEAR and last.end != length.start
