"""Tellings (记事): every dated clause of a text with the words that say what happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import Date, find_dates
from fangzhi.facts.records.record import Standing
from fangzhi.facts.records.setting import Setting
from fangzhi.model.text import Text

_DATED: Final = re.compile(r"\d[年月日.]")
_NOT_HAN: Final = re.compile(r"[^一-鿿]+")
_WORN: Final = re.compile("了|头一回|第一次|首次|正式|开始|同时|当天|当日|成功|顺利|全面|全线|胜利")
_WHOLE: Final = re.compile("村里|村中|村内|[本我]村")
_BRACKETS: Final = re.compile(r"（[^（）]{0,20}）")
_STOPS: Final = re.compile(r"[。！？\n；]")
_CLAUSE: Final = re.compile(r"[，、：]")
_LEAD: Final = re.compile(r"^[\s　，]*(?:[末底初起]|上旬|中旬|下旬|春|夏|秋|冬)?[\s　，]*")
_PAST: Final = re.compile(r"(?:比|较|与|同|由|从|自|至|到|截至|以|占|为|计划|定于|拟于|将于|原定)$")
_SHORT: Final = 6
_FURTHER: Final = 60
_SENTENCE: Final = 240
_LONGEST: Final = 24


class Telling(msgspec.Struct, frozen=True, gc=False):
    """A date, the core of what is told of it (Han only), and the words of its sentence around it.

    `head` says how many characters of the core stand before the date, `stop` where its sentence
    ends, `opens` where it begins.
    """

    when: tuple[int, int, int]
    core: str
    near: str
    block: Text
    start: int
    end: int
    opens: int
    stop: int
    doc: int
    section: str
    standing: Standing
    place: str


def tellings(block: Text, setting: Setting) -> Iterator[Telling]:
    """Give the dated clauses of a text that say enough to be known again."""
    text = block.text
    if _DATED.search(text) is None:
        return
    dates = timeline(text, find_dates(text, setting.year, int(setting.span or 0)), find_eras(text))
    told = ""
    opens = -1
    for n, date in enumerate(dates):
        if (
            date.ends
            or date.precision < 1
            or _PAST.search(text, max(0, date.start - 3), date.start)
        ):
            continue
        ranged = n + 1 < len(dates) and dates[n + 1].ends
        begin = dates[n + 1].end if ranged else date.end
        begins = opening(text, date.start, "。！？\n；")
        if begins != opens:
            told, opens = "", begins
        subject = _subject(text, begins, date, dates[n - 1] if n else None)
        after, stop = _after(text, begin, dates[n + 1 + ranged : n + 2 + ranged])
        own = subject or told
        core = (own + after)[-_LONGEST:] if len(own) < 12 else own[-12:] + after[:12]
        told = subject or told or after[:12]
        if len(core) < 4:
            continue
        near = _han(text[max(begins, date.start - _FURTHER) : date.start])
        near += "|" + _han(text[begin : min(stop, begin + _FURTHER)])
        yield Telling(
            date.parts, core, near, block, date.start, date.end, begins, stop, setting.doc,
            setting.section, setting.standing, setting.place,
        )  # fmt: skip


def _subject(text: str, opens: int, date: Date, before: Date | None) -> str:
    """Give the words of the clause before a date, back to the date before."""
    low = max(opens, before.end if before is not None and before.start >= opens else opens)
    if before is not None and low == before.end:
        clause = text[low : date.start]
        return _han(clause.rsplit("，", 1)[-1]) if "，" in clause else ""
    clauses = [c for c in _CLAUSE.split(_BRACKETS.sub("", text[low : date.start])) if c.strip()]
    if len(clauses) > 1 and any(c.isdigit() for c in clauses[-1]):
        return _han(clauses[0])  # 5号线长11.6公里，设站6座，6月28日开通
    return _han(clauses[-1]) if clauses else ""


def _after(text: str, begin: int, coming: tuple[Date, ...]) -> tuple[str, int]:
    """Give what is told after a date (the first clause, two where it is short), and its end."""
    found = _STOPS.search(text, begin, begin + _SENTENCE)
    stop = found.start() if found is not None else min(len(text), begin + _SENTENCE)
    limit = min(stop, coming[0].start) if coming else stop
    told = _LEAD.sub("", _BRACKETS.sub("", text[begin : min(limit, begin + _FURTHER)]))
    clauses = _CLAUSE.split(told)
    core = ""
    for clause in clauses:
        core += _han(clause)
        if len(core) >= _SHORT:
            break
    return core, stop


def _han(text: str) -> str:
    return _WHOLE.sub("全村", _WORN.sub("", _NOT_HAN.sub("", text)))
