"""Dates that what the paragraph tells elsewhere leaves no room for: a work that goes on while it
stands still, a doing that ends before the years it is said to fill, 次年 of what was not the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from fangzhi.facts.calendar.events import Happening, clause_after, is_before
from fangzhi.facts.calendar.stages import tells_a_stage
from fangzhi.facts.dates import Date

_STOPS: Final = re.compile("停(?P<what>[工建办课刊产航])|(?P<halt>缓建|下马)")
_GOES_ON: Final = re.compile("复(?P<what>[工建办课刊产航])|续建|恢复施工|重新(?:开工|动工|上马)")
_OTHER: Final = re.compile("另|同类|邻|此前|以前|原|旧|分[校厂]|计划|拟|申请|批准|规划|设计|勘测")
_FILLS: Final = re.compile(
    "，?(?:[全县市乡镇村各本]{1,2})?(?:实行|进行|开展|实施|推行|推进)?(?P<what>[\u4e00-\u9fff]{2,4}?)(?=[，。；、]|\\d|$)"
)
_ENDS: Final = "(?:工作|任务|工程)?(?:全面|全部|基本)?(?:结束|完成|告竣|完毕)"
_BEGINS: Final = "(?:工作|任务|工程)?(?:开始|启动|起步)"
_YEAR_AFTER: Final = re.compile(
    "[，（]?(?:也就是|即|为|系)(?P<what>[\u4e00-\u9fff]{2,8}?)(?:之|的)?(?P<word>次年|翌年|第二年|当年|同年)(?=[，。；）])"
)
_SHIFT: Final = {"次年": 1, "翌年": 1, "第二年": 1, "当年": 0, "同年": 0}
_COMMON: Final = frozenset("工作 开始 进行 全县 建设 完成 结束 实行 推行 开展".split())


_REACH: Final = 10
"""Dates before and behind that one is compared with."""
_FAR: Final = 400
_TWICE: Final = 2


class Contradicted(msgspec.Struct, frozen=True):
    """A date at `start`..`end` and why it cannot be."""

    start: int
    end: int
    date: Date
    why: str


def contradicted(text: str, told: Sequence[Happening]) -> Iterator[Contradicted]:
    """Give the dates that the others of the paragraph leave no room for."""
    if len(told) < 2:
        return
    if _STOPS.search(text) is not None and _GOES_ON.search(text) is not None:
        yield from _while_idle(told)
    yield from _outside_its_years(text, told)
    if "次年" in text or "翌年" in text or "第二年" in text or "当年" in text:
        yield from _not_the_year_after(text, told)


def _while_idle(told: Sequence[Happening]) -> Iterator[Contradicted]:
    """1960年停工，1971年复工 … 1970年8月大坝合龙."""
    stop: Happening | None = None
    idle: list[tuple[Happening, Happening, int]] = []
    for at, h in enumerate(told):
        clause = clause_after(h.words)
        if _STOPS.search(clause):
            stop = h
        elif stop is not None and _GOES_ON.search(clause):
            if is_before(stop.date, h.date):
                idle.append((stop, h, at))
            stop = None
    for begins, ends, at in idle:
        for h in told[max(0, at - _REACH) : at + _REACH]:
            clause = clause_after(h.words)
            if h in (begins, ends) or "y" not in h.date.said or _OTHER.search(h.before + clause):
                continue
            inside = is_before(begins.date, h.date) and is_before(h.date, ends.date)
            if inside and tells_a_stage(clause) and not _STOPS.search(clause):
                stopped = _said(begins.date), _said(ends.date)
                why = f"{stopped[0]}停、{stopped[1]}复，其间应是停着的"
                yield Contradicted(h.date.start, h.date.end + len(clause), h.date, why)


def _outside_its_years(text: str, told: Sequence[Happening]) -> Iterator[Contradicted]:
    """1998—2003年改制 … 1996年改制结束."""
    for at, (first, last) in enumerate(pairwise(told)):
        if not last.date.ends or "y" not in first.date.said or not last.date.year:
            continue
        found = _FILLS.match(last.words)
        if found is None or found["what"] in _COMMON:
            continue
        what = re.escape(found["what"])
        ends, begins = re.compile(what + _ENDS), re.compile(what + _BEGINS)
        if text.count(found["what"], max(0, first.date.start - _FAR), last.end + _FAR) < _TWICE:
            continue
        for h in told[max(0, at - _REACH) : at + _REACH]:
            if h in (first, last) or h.date.ends or "y" not in h.date.said:
                continue
            clause = clause_after(h.words)
            over = ends.match(clause) and h.date.year < first.date.year
            if over or (begins.match(clause) and h.date.year > last.date.year):
                years = f"{first.date.year}—{last.date.year}年{found['what']}"
                yield Contradicted(h.date.start, h.date.end + len(clause), h.date, f"前文说{years}")


def _not_the_year_after(text: str, told: Sequence[Happening]) -> Iterator[Contradicted]:
    """1982年推行承包 … 1981年2月，即承包次年."""
    for at, h in enumerate(told):
        m = _YEAR_AFTER.match(text, h.date.end)
        if m is None or "y" not in h.date.said:
            continue
        began = [
            t.date.year
            for t in told[max(0, at - _REACH) : at]
            if t.date.year and m["what"] in t.words
        ]
        right = [year + _SHIFT[m["word"]] for year in began]
        if right and h.date.year not in right:
            why = f"{m['what']}在{began[-1]}年，其{m['word']}是{right[-1]}年"
            yield Contradicted(h.date.start, m.end(), h.date, why)


def _said(date: Date) -> str:
    return "".join(f"{n}{unit}" for n, unit in zip(date.parts, "年月日", strict=True) if n)
