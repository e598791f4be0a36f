"""L 日期: days that do not exist, and weekdays."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import DIGITS, Hit, rule
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.lunar import day_fault, find_lunar
from fangzhi.facts.calendar.standing import standing_date
from fangzhi.facts.calendar.weekdays import find_weekdays
from fangzhi.facts.dates import Date, find_dates
from fangzhi.zh.calendars import as_date, valid_date, weekday_of
from fangzhi.zh.eras import era_to_years

_YEARBOOK = {"kind": "年鉴", "content_year": 2019}
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LOOSE = re.compile(
    r"(?:每月|每年|本月|上月|下月|次月|该月|逐月|限|满|近|约|共|达|后|前|逾|超过|不少于)$"
)
_NOT_DAY = re.compile(r"(?:内|以内|之内|以上|以下|后|前|为限|的期限|止|工|均|个)")


def standing(ctx: TextContext) -> tuple[int, int]:
    """The year and month that hold for a text before it says its own."""
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    return standing_date(ctx.text, ctx.headings, ctx.before, own)


@rule(
    "R185",
    "不存在的日期",
    level="硬",
    basis="公历、夏历历表",
    literals=("月", "日"),
    needs=[(*DIGITS, "初", "闰", "腊", "正月", "冬月", "十")],
    probe=r"[\d正元冬腊一二三四五六七八九十](?:月|(?<=\d)日)",
    bad=[
        "2014年9月31日分房。",
        "2019年2月29日党支部换届。",
        "6月15—31日举办展览。",
        "农历三月三十一祭祖。",
        "光绪二十六年（1900年）闰七月初三日，大水。清光绪二十六年闰七月初三日，大水。",
        Example(paragraphs=("# 大事记", "## 2月", "30日 召开推进会。"), settings=_YEARBOOK),
    ],
    good=[
        "2020年2月29日党支部换届。",
        "村民旧以腊月三十守岁。",
        "自受理之日起30日内答复，4月、6月各40日。",
        "光绪二十六年闰八月初三日（1900年9月26日），大水。",
        Example(paragraphs=("# 大事记", "## 3月", "30日 召开推进会。"), settings=_YEARBOOK),
    ],
)
def day_does_not_exist(text: str, ctx: TextContext) -> Iterator[Hit]:
    """日期要存在：大月31天、小月30天、2月28或29天；夏历月29或30天，闰月要有。"""
    year, month = standing(ctx)
    for date in find_dates(text, year, month):
        fault = _fault(date)
        if fault and not _is_count_of_days(date, text):
            yield Hit(
                date.start,
                date.end,
                f"日期不存在：{fault}，请核对。",
                evidence=(fault,),
                confidence="certain" if "m" in date.said or date.ends else "likely",
            )
    for era in ctx.once(find_eras):
        if era.lunar and era.month:
            years = era_to_years(era.title, era.n, era.dynasty or None)
            faults = [day_fault(y, era.month, era.day, era.leap) for y in years or (0,)]
            if all(faults):
                end = (
                    era.common_at[0] - 1
                    if era.glossed and era.common_at[0] > era.start
                    else era.end
                )
                yield Hit(
                    era.start, end, f"日期不存在：{faults[0]}，请核对。", evidence=(faults[0],)
                )
    eras = ctx.once(find_eras)
    for found in find_lunar(text, year):
        fault = day_fault(found.year, found.month, found.day, found.leap)
        last = bisect_right(eras, found.start, key=lambda e: e.start) if fault else 0
        if fault and not any(found.start < e.end for e in eras[max(0, last - 4) : last]):
            yield Hit(
                found.start, found.end, f"日期不存在：{fault}，请核对。",
                evidence=(fault,), confidence="certain",
            )  # fmt: skip


def _fault(date: Date) -> str:
    if "m" in date.said and not 1 <= date.month <= 12:
        return f"没有{date.month}月"
    if "d" not in date.said or not 1 <= date.month <= 12:
        return ""
    most = _LONGEST_MONTH[date.month - 1]
    if date.day > 31 or date.day < 1:
        return f"没有{date.day}日" if "m" in date.said else ""
    if date.year and not valid_date(date.year, date.month, date.day) and date.year > 1582:
        days = most if date.month != 2 else 28
        return f"{date.year}年{date.month}月只有{days}天，没有{date.day}日"
    return f"{date.month}月没有{date.day}日" if date.day > most else ""


def _is_count_of_days(date: Date, text: str) -> bool:
    """30日内, 每月31日, and a bare 30日 in the run of a text: not a day of the month before it."""
    if "m" in date.said or date.ends:
        return False
    if _LOOSE.search(text, max(0, date.start - 4), date.start) or _NOT_DAY.match(text, date.end):
        return True
    opens = date.start == 0 or not text[: date.start].strip()
    return not opens and text[date.start - 1] not in "，、；和及"


@rule(
    "R186",
    "星期与日期不符",
    level="硬",
    basis="公历历表",
    literals=("星期", "周", "礼拜"),
    needs=[(*DIGITS, "〇", "○", "零", "一九", "二〇")],
    bad=[
        "1999年10月25日上梁，那天正赶上星期日。",
        "2019年5月20日（星期三），首批公交车投入运营。",
        "2019年6月9日，全镇举行龙舟赛（星期六）。",
        "采访时间：2019年11月16日（周日）。",
        Example("11月8日（星期四）召开常务会议。", settings=_YEARBOOK),
    ],
    good=[
        "2019年5月20日（星期一），首批公交车投入运营。",
        "2019年5月20日起，每周三开放。",
        "2019年6月9日至15日，每天上午开放，星期一闭馆。",
        Example("11月8日（星期五）召开常务会议。", settings=_YEARBOOK),
    ],
)
def weekday_is_wrong(text: str, ctx: TextContext) -> Iterator[Hit]:
    """日期后括注的星期应与历表相符。"""
    for found in find_weekdays(text, find_dates(text, *standing(ctx))):
        parts = found.date.parts
        if as_date(parts) is None or not valid_date(*parts):
            continue
        right = weekday_of(*parts)
        if right == found.weekday:
            continue
        year, month, day = parts
        yield Hit(
            found.start,
            found.end,
            f"星期与日期不符：{year}年{month}月{day}日是{right}，写作{text[found.word : found.word_end]}"
            "，请核对日期和星期。",
            evidence=(f"{year}年{month}月{day}日={right}",),
            confidence="certain" if "y" in found.date.said else "likely",
        )
