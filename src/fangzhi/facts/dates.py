"""Dates (日期) of the common calendar in prose, each with the year it takes from its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.scan import matches

_TO: Final = r"[—–~～\-－]|至|到"
_YEAR: Final = rf"(?P<y>(?<!\d)(?:1\d{{3}}|20\d\d))(?:年(?!代|级|度|产|均|龄|薪|鉴)|(?=(?:{_TO})(?:1\d{{3}}|20\d\d)年))"
_MONTH: Final = rf"(?P<m>\d{{1,2}})(?:月(?!龄|票|薪|均|租|息|球|饼|产|报)|(?=(?:{_TO})\d{{1,2}}月))"
_DAY: Final = (
    rf"(?P<d>\d{{1,2}})(?:日(?!元|报|均|产|照|本|线|供|处|游|间)|(?=(?:{_TO})\d{{1,2}}日))"
)
_HAN_YEAR: Final = (
    r"(?P<cy>[一二][〇○零一二三四五六七八九]{3})年(?:(?P<cm>十[一二]?|[一二三四五六七八九])月"
    r"(?:(?P<cd>[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)?)?"
)
_DOTTED: Final = (
    r"(?P<yp>1[5-9]\d\d|20\d\d)(?P<sign>[.．\-])(?P<mp>0?[1-9]|1[0-2])(?P=sign)"
    r"(?P<dp>0?[1-9]|[12]\d|3[01])(?![\d.．\-年])"
)
_ANCHOR: Final = r"(?P<a>同年|当年|是年|该年|次年|翌年|第二年|上年|上一年|同月|当月|是月)"


def _distinct(pattern: str, tag: str) -> str:
    return re.sub(r"\?P<([a-z]+)>", rf"?P<\g<1>{tag}>", pattern)


_DATE: Final = re.compile(
    rf"(?<![\d.·/])(?:{_DOTTED}|{_YEAR}(?:{_distinct(_MONTH, '1')}(?:{_distinct(_DAY, '1')})?)?"
    rf"|{_ANCHOR}(?:{_distinct(_MONTH, '2')}(?:{_distinct(_DAY, '2')})?|{_distinct(_DAY, '4')})?"
    rf"|{_MONTH}(?:{_distinct(_DAY, '3')})?|{_DAY})|{_HAN_YEAR}"
)
DATE_STARTS: Final = r"\d一二同当是该次翌第上"
DATE_GOES_ON: Final = (
    rf"(?<=\d)(?:[年月日]|{_TO}|[.．\-]\d{{1,2}}[.．\-]\d)|(?<=[同当是该次翌上])[年月]|(?<=第)二年|(?<=上)一年|"
    r"(?<=[一二])[〇○零一二三四五六七八九]{3}年"
)
_BEGINS: Final = re.compile(
    rf"[{DATE_STARTS}](?:(?<=\d)(?<![\d.·/].)\d{{0,3}}(?:[年月日]|{_TO}|[.．\-]\d{{1,2}}[.．\-]\d)|(?<!\d)(?:{DATE_GOES_ON}))"
)
_MAYBE: Final = rf"[{DATE_STARTS}](?:{DATE_GOES_ON})"
TWO_DATES: Final = rf"(?>{_MAYBE})(?s:.*){_MAYBE}"
"""A quick pattern that matches in every text that holds two dates or more."""
_NOT_SOLAR: Final = re.compile(r"(?:农历|夏历|阴历|旧历|民国|第|每年|逢|\d[、.])$")
_COMPARED: Final = re.compile(
    "(?:比|较|与|同|和|按|以|为|占|相当于|高于|低于|多于|少于|超过|超|自|从|到|至|距|不如)[（(]?$"
)
_COMPARES: Final = re.compile(
    "[^，。；]{0,16}?(?:增|减|升|降|提高|下滑|相比|持平|倍|多|少|%|高|低|翻|回落|同期|价格|不变价)"
)
_OF_ANOTHER: Final = re.compile("[^，。；\\d（）]{2,10}的[\u4e00-\u9fff]{2}")
"""1918年创办的小学，11月庆祝百年: the year is that of the thing, not of what is told of it."""
_JOIN: Final = re.compile(rf"\s*(?:{_TO}|起至|开始至|开始到)\s*")
_SHIFT: Final = {"次年": 1, "翌年": 1, "第二年": 1, "上年": -1, "上一年": -1}
_HAN_DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
_CLOSERS: Final = "末底初春夏秋冬上下前后中"


class Date(msgspec.Struct, frozen=True):
    """A date as printed at `start`..`end`; 0 is a part that is neither said nor to be inferred.

    `said` names the parts that are printed ("ymd"); the others come from the date before it.
    `ends` tells that it closes a range that the date before it opens. `vague` is 末, 底, 初 …
    """

    start: int
    end: int
    year: int
    month: int
    day: int
    said: str
    ends: bool = False
    vague: bool = False

    @property
    def parts(self) -> tuple[int, int, int]:
        """Year, month and day, 0 for what is not known."""
        return self.year, self.month, self.day

    @property
    def precision(self) -> int:
        """How many of year, month and day are known, from the year down: 0 to 3."""
        if not self.year:
            return 0
        return 1 + bool(self.month) + bool(self.month and self.day)


@lru_cache(maxsize=512)
def find_dates(text: str, year: int = 0, month: int = 0) -> tuple[Date, ...]:
    """Give every date of a text in order; `year`, `month` hold before the first date says its own."""
    return tuple(_dates(text, year, month))


def _dates(text: str, year: int, month: int) -> Iterator[Date]:
    last: Date | None = None
    for m in matches(_BEGINS, _DATE, text):
        if _NOT_SOLAR.search(text, max(0, m.start() - 3), m.start()):
            continue
        ends = last is not None and _joins(text, last.end, m.start())
        date = _read(text, m, year, month, last if ends else None, ends)
        if date is None:
            continue
        if not _is_looked_at(text, date, year):
            year = date.year or year
            month = date.month if date.month or "y" in date.said else month
        last = date
        yield date


def _is_looked_at(text: str, date: Date, year: int) -> bool:
    """比2022年的1958万吨增长: a year that the words compare with does not hold for what follows."""
    if text.startswith("上", date.start):
        return True
    if not year or date.said != "y" or date.year >= year:
        return False
    if _OF_ANOTHER.match(text, date.end):
        return True
    return (
        _COMPARED.search(text, max(0, date.start - 4), date.start) is not None
        and _COMPARES.match(text, date.end) is not None
    )


def _joins(text: str, end: int, start: int) -> bool:
    return start - end <= 4 and _JOIN.fullmatch(text, end, start) is not None


def _read(
    text: str, m: re.Match[str], year: int, month: int, first: Date | None, ends: bool
) -> Date | None:
    vague = text[m.end() : m.end() + 1] in _CLOSERS and m.end() < len(text)
    if m["cy"]:
        digits = int("".join(str(_HAN_DIGITS[c]) for c in m["cy"]))
        parts = (digits, han_number(m["cm"] or ""), han_number(m["cd"] or ""))
        said = "y" + "m" * bool(m["cm"]) + "d" * bool(m["cd"])
        return Date(m.start(), m.end(), *parts, said, ends, vague)
    if m["yp"]:
        parts = (int(m["yp"]), int(m["mp"]), int(m["dp"]))
        return Date(m.start(), m.end(), *parts, "ymd", ends, vague)
    said_month = int(m["m"] or m["m1"] or m["m2"] or 0)
    said_day = int(m["d"] or m["d1"] or m["d2"] or m["d3"] or m["d4"] or 0)
    said = "y" * bool(m["y"]) + "m" * bool(said_month) + "d" * bool(said_day)
    if m["y"]:
        return Date(m.start(), m.end(), int(m["y"]), said_month, said_day, said, ends, vague)
    if m["a"]:
        own = year + _SHIFT.get(m["a"], 0) if year else 0
        said = "y" + said if own else said
        of_month = month if m["a"] in ("同月", "当月", "是月") else 0
        return Date(m.start(), m.end(), own, said_month or of_month, said_day, said, ends, vague)
    base = first if ends and first is not None else None
    return Date(
        m.start(), m.end(), base.year if base else year,
        said_month or (base.month if base else month), said_day, said, ends, vague,
    )  # fmt: skip


def han_number(text: str) -> int:
    """Read 一 … 三十九, 廿三, 卅 and Arabic digits; 0 for an empty string."""
    if not text:
        return 0
    if text.isdigit():
        return int(text)
    if text[0] in "廿卅":
        return (20 if text[0] == "廿" else 30) + han_number(text[1:].removeprefix("十"))
    tens, mark, ones = text.partition("十")
    if not mark:
        return int("".join(str(_HAN_DIGITS.get(c, 0)) for c in text))
    return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (
        _HAN_DIGITS.get(ones, 0) if ones else 0
    )
