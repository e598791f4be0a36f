"""Lengths of time as said (三年半, 3年8个月, 9个年头, 50余天) and the spans they may stand for."""

from __future__ import annotations

import re
from datetime import date as Day
from functools import lru_cache
from typing import Final

import msgspec

from fangzhi.facts.dates import Date, han_number
from fangzhi.facts.scan import matches

_N: Final = r"(?:(?<![\d.])\d{1,4}|[一二两三四五六七八九十百]{1,5}|半(?=个月|年))"
LENGTH: Final = re.compile(
    rf"(?P<about>约|近|逾|超过?|不足|将近|大约|不到|整整|共|达)?(?!(?<=[首头]尾)[两二][日天年])(?P<n>{_N})(?P<more>余|多)?"
    r"(?:(?P<y>个?年头|[个易度]?寒暑|[个易度]?春秋|个?冬夏|个?冬春|周年|整年|载(?![重体客货人])|年(?![代级度产制龄薪均初底末中级]))|(?P<m>个?半?月)|"
    r"(?P<d>天|日(?![元均产])|个?昼夜|个?日夜))"
    rf"(?P<half>半)?(?P<more2>余|多)?(?:(?<![天日夜])(?:零|又|单)?(?P<n2>{_N})(?P<more3>余|多)?(?:(?P<m2>个月)|(?P<d2>天))(?P<half2>半)?)?"
)
_BEGINS: Final = re.compile("[约近逾超不将大整共达\\d一二两三四五六七八九十百半]")
"""Every sign that a length may begin with."""
_HALF_YEAR: Final = 6
_YEARS_LATE: Final = 4
"""Months beyond n whole years that 历时n年 may leave unsaid."""


@lru_cache(maxsize=32)
def lengths_in(text: str) -> tuple[re.Match[str], ...]:
    """Give what `LENGTH` finds in a text; kept, for several readers ask one after another."""
    return tuple(matches(_BEGINS, LENGTH, text))


class Length(msgspec.Struct, frozen=True):
    """A length at `start`..`end`: `amount` in `unit` ("年", "月", "天"), and how exactly it is said.

    `kind` is "" for a plain length, "多" where more than `amount` is said, "近" where less,
    "约" where about, "头" for years counted by their number (9个年头), "整" for 年 with months or 半.
    """

    start: int
    end: int
    amount: float
    unit: str
    kind: str
    shown: str


def number(text: str) -> int:
    """Read 两, 二十九, 一百零五 and Arabic digits."""
    text = text.replace("两", "二")
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return han_number(hundreds or "一") * 100 + (
            han_number(rest.removeprefix("零")) if rest else 0
        )
    return han_number(text)


def length_of(m: re.Match[str]) -> Length:
    """Read a match of LENGTH."""
    if m["n"] == "半":
        year = bool(m["y"])
        return Length(
            m.start("n"), m.end(), 6 if year else 15, "月" if year else "天", "约", m.group()
        )
    amount: float = number(m["n"]) + (0.5 if m["half"] or "半" in (m["m"] or "") else 0)
    more = m["more"] or m["more2"] or m["more3"]
    kind = "多" if more else _KINDS.get(m["about"] or "", "")
    unit = "年" if m["y"] else "月" if m["m"] else "天"
    counted = bool(m["y"]) and m["y"].lstrip("个易度") in (
        "年头",
        "寒暑",
        "春秋",
        "冬夏",
        "冬春",
        "载",
    )
    if unit == "年" and (m["half"] or m["n2"]):
        months = number(m["n2"]) + (0.5 if m["half2"] else 0) if m["m2"] else 0
        amount, unit, kind = amount * 12 + months, "月", kind or "整"
    elif unit == "月" and m["d2"]:
        amount += number(m["n2"]) / 30
    start = m.start() if m["about"] not in ("共", "达", "整整") else m.start("n")
    return Length(start, m.end(), amount, unit, "头" if counted and not kind else kind, m.group())


_KINDS: Final = {"约": "约", "大约": "约", "近": "近", "将近": "近", "不足": "近", "不到": "近",
                 "逾": "多", "超": "多", "超过": "多"}  # fmt: skip


class Elapsed(msgspec.Struct, frozen=True):
    """What lies between two dates: years, months and days, None for what is not known."""

    years: int
    months: float | None
    days: int | None
    loose: bool


def elapsed(first: Date, last: Date) -> Elapsed | None:
    """Give what lies between two dates; None where they do not say or run backward."""
    if not first.year and not last.year and "m" in first.said and first.day and last.day:
        first, last = (msgspec.structs.replace(d, year=2019) for d in (first, last))
    if last.ends and not first.month and not last.month and 0 < first.day < last.day:
        first, last = (msgspec.structs.replace(d, year=2019, month=1) for d in (first, last))
    precision = min(first.precision, last.precision)
    if not precision or last.parts < first.parts:
        return None
    years = last.year - first.year
    loose = first.vague or last.vague
    months: float | None = years * 12 + last.month - first.month if precision > 1 else None
    days = None
    if precision == 3:
        try:
            days = (Day(*last.parts) - Day(*first.parts)).days
        except ValueError:
            return None
        months = years * 12 + last.month - first.month + (last.day - first.day) / 30
    return Elapsed(years, months, days, loose)


def fits(length: Length, span: Elapsed, whole: bool = False) -> bool | None:
    """Tell whether a length can be said of a span; None where the span is not known well enough.

    `whole` takes calendar years begun and ended for years too (前后n年, 跨n年).
    """
    n = length.amount
    if length.unit == "天":
        return None if span.days is None else _days_fit(length, span.days)
    if length.unit == "月":
        if span.months is None:
            years = n / 12
            near = span.years - 0.5 <= years <= span.years + 1.5
            return near if length.kind else None
        short = span.days is not None and n < 12 and not length.kind
        slack = (0.6 if short else 1) + span.loose * 2
        if length.kind == "多":
            return n - 1 <= span.months <= n + 2 + slack
        if length.kind == "近":
            return n - 3 <= span.months <= n + slack - 1
        if length.kind == "整" and n % 6 == 0 and n % 12:
            slack += 2  # 三年半
        return abs(span.months - n) <= slack * (3 if length.kind == "约" else 1)
    if length.kind == "头":
        return n in (span.years, span.years + 1)
    return _years_fit(length, span, whole)


def _days_fit(length: Length, days: int) -> bool:
    n = length.amount
    step = 10 if n >= 10 and n % 10 == 0 else max(1, n * 0.1)
    if n % 100 == 0:
        step = 100
    if length.kind == "多":
        return n <= days + 1 and days < n + step
    if length.kind == "近":
        return n - step <= days <= n
    if length.kind == "约":
        return abs(days - n) <= max(3, n * 0.15)
    return n in (days, days + 1)


def _years_fit(length: Length, span: Elapsed, whole: bool) -> bool:
    n = length.amount
    step = 10 if n >= 10 and n % 10 == 0 else 1
    if length.kind == "多":
        return n - 1 <= span.years <= n + step
    if length.kind == "近":
        return n - step <= span.years + 1 and span.years <= n
    if length.kind == "约":
        return abs(span.years - n) <= max(1, n * 0.15)
    if span.months is None or whole or (span.loose and span.years > 3):
        return n in (span.years, span.years + 1)
    over = span.months - n * 12
    slack = span.loose * 3
    late = _YEARS_LATE if n < 10 else 11
    return -7 - slack <= over <= late + slack


def said_of(span: Elapsed, unit: str) -> str:
    """Say a span as the unit of a length would: 约2年9个月, 46天或47天."""
    if unit == "天" and span.days is not None:
        return f"{span.days}天或{span.days + 1}天" if span.days else "1天"
    if span.months is None:
        return f"{span.years}年或{span.years + 1}年"
    if unit == "月" and span.months < 36:
        return f"{round(span.months)}个月左右"
    years, months = divmod(round(span.months), 12)
    return (
        f"约{years}年{months}个月"
        if years and months
        else f"约{years}年"
        if years
        else f"约{months}个月"
    )
