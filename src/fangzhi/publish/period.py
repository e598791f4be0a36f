"""The years that stand on a title page under the title, as people write them."""

from __future__ import annotations

from fangzhi.model.work import Work


def period_words(work: Work) -> str:
    """Give 1986—2005, 2024年 for a period within one year, or a yearbook's volume year.

    "" where the title says it already, or where a side of the period is not known.
    """
    if work.volume_year:
        return "" if str(work.volume_year) in work.title else f"{work.volume_year}年卷"
    first, last = (side.strip()[:4] for side in (work.period.start, work.period.end))
    if not (first.isdecimal() and last.isdecimal()):
        return ""
    return f"{first}年" if first == last else f"{first}—{last}"
