"""Weekdays (星期) said of dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.dates import Date

_WEEKDAY: Final = re.compile(
    r"(?P<open>[（(])?(?P<word>(?:星期|礼拜|周)(?P<day>[一二三四五六日天]))(?:[）)]|(?=[，、；。\s上下晚凌]|$))"
)
_BETWEEN: Final = re.compile(r"[^（()）。！？；\n]{0,40}")


class Weekday(msgspec.Struct, frozen=True):
    """A weekday said of `date`: `start`..`end` the words to doubt, `word`..`word_end` the weekday."""

    start: int
    end: int
    word: int
    word_end: int
    weekday: str
    date: Date


def find_weekdays(text: str, dates: Sequence[Date]) -> Iterator[Weekday]:
    """Give each weekday in brackets after a date, or right beside it."""
    ends = [d.end for d in dates]
    for m in _WEEKDAY.finditer(text):
        at = bisect_right(ends, m.start()) - 1
        if at < 0 or not (dates[at].day and dates[at].year):
            continue
        date = dates[at]
        between = text[date.end : m.start()] if m.start() - date.end <= 41 else "。"
        if date.ends and between:
            continue
        beside = between in ("", "，", ",")
        if not beside and not (m["open"] and _BETWEEN.fullmatch(between)):
            continue
        day = "日" if m["day"] in "天日" else m["day"]
        start = date.start if len(between) <= 1 else _clause(text, date.end, m.start())
        yield Weekday(start, m.end(), m.start("word"), m.end("word"), f"星期{day}", date)


def _clause(text: str, low: int, start: int) -> int:
    return max(text.rfind("，", low, start) + 1, low)
