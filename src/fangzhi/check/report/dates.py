"""Evidence lines about dates read back: eras, 干支, weekdays, order and length of time."""

from __future__ import annotations

import re
from collections.abc import Callable

from fangzhi.check.report.drawings import Drawing, Order, Pair, Years
from fangzhi.check.report.figures import written_in
from fangzhi.model.finding import Finding
from fangzhi.zh.ganzhi import ganzhi_of_year
from fangzhi.zh.numerals import to_chinese

_DATE = r"前?\d{1,4}(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?"
_OF_YEARS = ("R150", "R153")
"""The rules whose bare numbers are years."""


def _era(found: re.Match[str], finding: Finding) -> Drawing:
    """Draw 元年, the year before, the year in question and the one after, as a table of eras does."""
    start, n = int(found["start"]), int(found["n"])
    title = re.sub(r"^(.+)\1$", r"\1", found["title"])
    numbers = sorted({1, *(m for m in (n - 1, n, n + 1) if m > 0)})
    said = written_in(finding)
    rows = [(f"{title}{_ordinal(m)}", f"{start + m - 1}年", "") for m in numbers]
    marked = numbers.index(n)
    rows[marked] = (rows[marked][0], rows[marked][1], f"稿中{said}" if said else "")
    how = f"{start}＋{n}−1＝{start + n - 1}"
    return Years(("年号", "公元", ""), tuple(rows), (marked,), how)


def _span(found: re.Match[str], finding: Finding) -> Drawing:
    """Draw the first and the last year of an era, and the one there never was."""
    title, first, last, count = found["title"], found["first"], found["last"], int(found["count"])
    rows = (
        (f"{title}元年", f"{first}年", ""),
        (f"{title}{_ordinal(count)}", f"{last}年", "最后一年"),
        (finding.text[:16], "没有这一年", "稿中"),
    )
    return Years(("年号", "公元", ""), rows, (2,))


def _ordinal(n: int) -> str:
    return "元年" if n == 1 else f"{to_chinese(n)}年"


def _republic(found: re.Match[str], finding: Finding) -> Drawing:
    n = int(found["n"])
    rows = (
        ("民国元年", "1912年", ""),
        ("民国三十八年", "1949年", "民国纪年止于此年"),
        (f"民国{_ordinal(n)}", f"{1911 + n}年", "稿中"),
    )
    return Years(("年号", "公元", ""), rows, (2,), f"1911＋{n}＝{1911 + n}")


def _ganzhi(found: re.Match[str], finding: Finding) -> Drawing:
    year = int(found["year"])
    said = written_in(finding)
    rows = tuple(
        (f"{y}年", ganzhi_of_year(y), f"稿中{said}" if y == year and said else "")
        for y in (year - 1, year, year + 1)
    )
    return Years(("公元", "干支", ""), rows, (1,), found[0])


def _day(found: re.Match[str], finding: Finding) -> Drawing:
    return Pair(written_in(finding), found["right"], f"{found['day']}是{found['right']}")


def _lunar(found: re.Match[str], finding: Finding) -> Drawing:
    return Pair(written_in(finding), found["right"], f"夏历{found['day']}")


def _order(found: re.Match[str], finding: Finding) -> Drawing | None:
    one, other = found["one"], found["other"]
    if finding.rule not in _OF_YEARS and not ("年" in one and "年" in other):
        return None
    points = (one, other) if found["sign"] == "<" else (other, one)
    plain = [point if point.endswith(("年", "月", "日")) else f"{point}年" for point in points]
    held = [point.removesuffix("年") in finding.text for point in points]
    return Order(tuple(plain), held.index(True) if held.count(True) == 1 else -1)


def _length(found: re.Match[str], finding: Finding) -> Drawing:
    return Order((found["one"], found["other"]), -1, found["length"], written_in(finding))


PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Finding], Drawing | None]], ...] = (
    (re.compile(r"(?P<title>[^\d=]+)元年=(?P<start>\d+)年，\d+\+(?P<n>\d+)−1=\d+"), _era),
    (re.compile(r"(?P<title>[^\d：]+)：(?P<first>\d+)—(?P<last>\d+)年，共(?P<count>\d+)年"), _span),
    (re.compile(r"1911\+(?P<n>\d+)=\d{4}"), _republic),
    (re.compile(r"（(?P<year>\d+)−4）÷60余\d+，第\d+位[\u4e00-\u9fff]{2}"), _ganzhi),
    (re.compile(r"(?P<day>\d+年\d+月\d+日)=(?P<right>星期.)"), _day),
    (re.compile(r"夏历(?P<day>[^=]+)=(?P<right>[^=]+日)"), _lunar),
    (re.compile(rf"(?P<one>{_DATE})(?P<sign>[<>])(?P<other>{_DATE})"), _order),
    (re.compile(rf"(?P<one>{_DATE})→(?P<other>{_DATE})：(?P<length>[^：]+)"), _length),
)
