"""Weekdays (星期) said of dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.dates import Date

_WEEKDAY: Final = re.compile(
    r"(?<![每至个到、下本])(?:(?<!上)|(?<=[赶碰]上))(?P<open>[（(])?(?P<word>(?:星期|礼拜|周)(?P<day>[一二三四五六日天]))(?:[）)]|(?=[，、；。\s上下晚凌]|$))"
)
_BETWEEN: Final = re.compile(r"[^（()）。！？；\n]{0,40}")
_BESIDE: Final = re.compile(
    r"，?(?:[那当这]天|是[日天])?(?:刚好|正好|恰好|正|恰|刚)?(?:赶上|碰上|逢|值|是|为|系)|"
    r"[，,]?[　 ]*|[（(][^（）()。；\n]{1,24}[，、,；　 ]"
)
_TOLD: Final = re.compile(
    r"(?:[^\n]{0,50}[是当这那此][日天]|[^。！？\n]{0,50}(?:[是当这那此]日|[当这那]天|时为|时值|时逢|适逢|正值|恰逢|恰值|正逢|适值|恰为|正是))(?:正?[是为系逢]|(?:正|刚好|恰好)?[赶碰]上|恰[逢好是]*|，)?"
)


class Weekday(msgspec.Struct, frozen=True):
    """A weekday said of `date`: `start`..`end` the words to doubt, `word`..`word_end` the weekday."""

    start: int
    end: int
    word: int
    word_end: int
    weekday: str
    date: Date


def find_weekdays(text: str, dates: Sequence[Date]) -> Iterator[Weekday]:
    """Give each weekday in brackets after a date, right beside it, or told of it later on
    (8月2日　洪峰过境，是日星期三)."""
    ends = [d.end for d in dates]
    for m in _WEEKDAY.finditer(text):
        at = bisect_right(ends, m.start()) - 1
        if at < 0 or not (dates[at].day and dates[at].year):
            continue
        date = dates[at]
        between = text[date.end : m.start()] if m.start() - date.end <= 61 else "。"
        if date.ends and between:
            continue
        beside = _BESIDE.fullmatch(between) or _TOLD.fullmatch(between)
        if not beside and not (m["open"] and _BETWEEN.fullmatch(between)):
            continue
        day = "日" if m["day"] in "天日" else m["day"]
        start = date.start if len(between) <= 1 else _clause(text, date.end, m.start())
        yield Weekday(start, m.end(), m.start("word"), m.end("word"), f"星期{day}", date)


def _clause(text: str, low: int, start: int) -> int:
    return max(text.rfind("，", low, start) + 1, low)
