"""Yearly doings by number (每年一届): 2002年首届，以后每年一届，2010年第九届; and years named twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.dates import Date

_N: Final = r"[一二三四五六七八九十]{1,3}|\d{1,3}"
_EVERY: Final = re.compile(
    "(?:每隔?(?P<k>[两二三四五])?年[^，。；]{0,6}?(?:举办|举行|召开|办|开)?一[届次]|一年一[届度次]|每年(?:举办|举行|召开)一[届次])"
)
_FIRST: Final = re.compile("首[届次]|第一[届次]")
_SINCE: Final = re.compile("起[，]?每|起[，]?一年一")
_BROKEN: Final = re.compile(
    "(?<!没有)(?<![未无没不])(?<!未曾)(?<!从未)(?:停办|间断|中断|停开|取消)"
)
_NUMBERED: Final = re.compile(
    rf"第(?P<a>{_N})[届次]|(?:连续|已|共|先后)?(?:连续)?(?:举办|举行|召开|办)了?(?P<b>{_N})[届次]"
)
_NEXT: Final = re.compile(rf"下一[次届][^。；]{{0,6}}?即第(?P<n>{_N})[次届]")
_NTH: Final = re.compile(rf"第(?P<n>{_N})[次届]")
_RELATIVE: Final = re.compile(
    r"(?P<word>次年|翌年|第二年|同年|当年|是年)[^，。；：（）\d]{0,12}(?:，(?:即|也就是)|（即?)(?P<y>1[5-9]\d\d|20\d\d)年"
)


class Miscounted(msgspec.Struct, frozen=True):
    """A number at `start`..`end` that should be `right`, and why."""

    start: int
    end: int
    said: int
    right: int
    why: str


def wrong_editions(text: str, dates: Sequence[Date]) -> Iterator[Miscounted]:
    """Give the numbers of yearly doings that the years from the first do not bear out."""
    yield from _wrong_next(text)
    every = _EVERY.search(text)
    if every is None or _BROKEN.search(text):
        return
    step = number(every["k"]) if every["k"] else 1
    began = next((d for d in dates if "y" in d.said and _is_first(text, d)), None)
    if began is None:
        return
    for m in _NUMBERED.finditer(text, max(every.end(), began.end)):
        opens = opening(text, m.start(), "。！？；\n")
        here = [d for d in dates if opens <= d.start < m.start() and "y" in d.said]
        if not here or here[-1].year <= began.year or (here[-1].year - began.year) % step:
            continue
        right = (here[-1].year - began.year) // step + 1
        group = "a" if m["a"] else "b"
        if number(m[group]) != right:
            why = f"{began.year}年首届，{'每年' if step == 1 else f'每{step}年'}一届，{here[-1].year}年是第{right}届"
            yield Miscounted(m.start(group), m.end(group), number(m[group]), right, why)


def _is_first(text: str, date: Date) -> bool:
    clause = re.split("[。；]", text[date.end : date.end + 60], maxsplit=1)[0]
    return _FIRST.search(clause) is not None or _SINCE.match(clause) is not None


def _wrong_next(text: str) -> Iterator[Miscounted]:
    """第七次代表大会…，下一次，即第八次."""
    for m in _NEXT.finditer(text):
        before = list(_NTH.finditer(text, opening(text, m.start()), m.start()))
        if before and number(m["n"]) != number(before[-1]["n"]) + 1:
            right = number(before[-1]["n"]) + 1
            why = f"前一次是第{number(before[-1]['n'])}次，下一次是第{right}次"
            yield Miscounted(m.start("n"), m.end("n"), number(m["n"]), right, why)


def years_named_twice(text: str, dates: Sequence[Date]) -> Iterator[Miscounted]:
    """Give 次年竣工，即2000年 where the year before was not 1999."""
    starts = [d.start for d in dates]
    for m in _RELATIVE.finditer(text):
        at = bisect_left(starts, m.start())
        own = dates[at].year if at < len(dates) and dates[at].start == m.start() else 0
        if own and own != int(m["y"]):
            yield Miscounted(m.start(), m.end(), int(m["y"]), own, f"“{m['word']}”是{own}年")
