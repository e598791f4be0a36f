"""L 日期: lunar dates and feasts against the common calendar."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.facts.calendar.eras import EraDate, find_eras
from fangzhi.facts.calendar.feasts import find_feasts
from fangzhi.facts.calendar.lunar import LunarDate, common_days, common_months, find_lunar
from fangzhi.facts.calendar.standing import standing_date
from fangzhi.facts.dates import Date, find_dates
from fangzhi.zh.calendars import Ymd, lunar_to_ymd
from fangzhi.zh.eras import era_to_years

_ARABIC = {"switches": {"minguo_numerals": "阿拉伯数字"}}


def years_of(era: EraDate, n: int) -> tuple[int, ...]:
    """The common years that a regnal year can be; by the title alone where the prefix finds none."""
    return era_to_years(era.title, n, era.dynasty or None) or era_to_years(era.title, n)


def dates_of(ctx: TextContext) -> tuple[Date, ...]:
    """Every date of a text, with the year and month that its place gives it."""
    return find_dates(ctx.text, *_standing(ctx))


def _standing(ctx: TextContext) -> tuple[int, int]:
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    return standing_date(ctx.text, ctx.headings, ctx.before, own)


@rule(
    "R183",
    "夏历与公历换算不符",
    level="硬",
    basis="GB/T 15835-2011；夏历（农历）历表",
    literals=("月",),
    needs=[
        (
            *(f"{month}月" for month in "正元冬腊一二三四五六七八九十"),
            *(
                "月初",
                "闰",
                "农历",
                "夏历",
                "阴历",
                "旧历",
                "腊八",
                "端",
                "秋",
                "元宵",
                "重阳",
                "春节",
                "除夕",
                "七夕",
            ),
        )
    ],
    bad=[
        "端午节（2018年6月8日），举办龙舟赛。",
        "光绪二十六年十二月（1900年），匪至县境。",
        "民国二十四年腊月十五（1935年）离任。",
        "宣统三年十二月二十五（1911年12月）诏书到县。",
        "2024年6月8日（农历五月初五）举办龙舟赛。",
        "1936年农历正月初一（1936年1月25日）开市。",
        "民国二十六年（1937年），腊月十九（1937年），镇毁于火。",
        Example("民国18年十二月二十三（1929年1月22日），放赈员到县。", settings=_ARABIC),
    ],
    good=[
        "端午节（2018年6月18日），举办龙舟赛。",
        "2018年6月8日端午节前夕，慰问驻军。",
        "光绪二十六年十二月（1901年1月），匪至县境。",
        "光绪三十四年十二月十五（1909年1月6日）成立。",
        "清咸丰十年九月二十日（1860年11月2日）立约。",
        "2024年2月10日（农历正月初一）举办灯会。",
        "民国二十四年12月（1935年12月）离任。",
        Example("民国18年十二月二十三（1930年1月22日），放赈员到县。", settings=_ARABIC),
    ],
)
def lunar_date_is_wrong(text: str, ctx: TextContext) -> Iterator[Hit]:
    """夏历日期与括注的公历日期应相符；腊月多在公历次年。"""
    for feast in find_feasts(text, dates_of(ctx)):
        if feast.day != feast.said:
            yield _lunar_hit(feast.start, feast.end, feast.name, (feast.day,), _shown(feast.said))
    eras = ctx.once(find_eras)
    for era in eras:
        if era.lunar and era.glossed and era.month and years_of(era, era.n):
            yield from _wrong_lunar_gloss(era)
    lunar = find_lunar(text, *_standing(ctx))
    for found in lunar:
        if found.month == 12 and found.day and not found.year:
            yield from _year_of_last_month(text, found, eras)
    for found in lunar:
        if found.glosses is None or not found.day or found.glosses.precision < 3:
            continue
        date = found.glosses
        days = common_days(date.year, found.month, found.day, found.leap)
        if found.year:
            own = lunar_to_ymd(found.year, found.month, found.day, found.leap)
            days = (own,) if own else days
        if not days or date.parts in days:
            continue
        start, end = min(date.start, found.start), max(date.end, found.end)
        end += text[end : end + 1] in ("）", ")")
        yield _lunar_hit(start, end, text[found.start : found.end], days, _shown(date.parts))


_ONLY_YEAR = re.compile(r"[（(](\d{4})年[）)]")


def _year_of_last_month(text: str, found: LunarDate, eras: Sequence[EraDate]) -> Iterator[Hit]:
    """民国二十六年（1937年），腊月十九（1937年）: the regnal year before tells the lunar year."""
    bracket = _ONLY_YEAR.match(text, found.end)
    before = [era for era in eras if era.year_end <= found.start and not era.month]
    if bracket is None or not before or "。" in text[before[-1].end : found.start]:
        return
    years = years_of(before[-1], before[-1].n)
    own = lunar_to_ymd(years[0], 12, found.day, found.leap) if len(years) == 1 else None
    if own is not None and int(bracket[1]) != own[0]:
        words = text[found.start : found.end]
        yield _lunar_hit(found.start, bracket.end(), words, (own,), f"{bracket[1]}年")


def _wrong_lunar_gloss(era: EraDate) -> Iterator[Hit]:
    year, _, day = era.common
    fits = False
    days: list[Ymd] = []
    for own in years_of(era, era.n):
        if year not in (own, own + 1):
            continue
        if era.day:
            found = lunar_to_ymd(own, era.month, era.day, era.leap)
            days += [found] if found else []
            fits |= found is None or _agrees(found, era.common)
        else:
            months = common_months(own, era.month, era.leap)
            days += [(y, m, 0) for y, m in months]
            fits |= not months or any(_agrees((y, m, day), era.common) for y, m in months)
    if fits or not days:
        return
    words = f"{era.title}{era.n}年{'闰' if era.leap else ''}{era.month}月{era.day or ''}{'日' if era.day else ''}"
    yield _lunar_hit(era.start, era.end, words, tuple(days), _shown(era.common))


def _agrees(day: Ymd, said: Ymd) -> bool:
    """A gloss may give the year alone, the month, or the day."""
    return all(not s or s == d for s, d in zip(said, day, strict=True))


def _shown(ymd: Ymd) -> str:
    year, month, day = ymd
    return f"{year}年" + (f"{month}月" if month else "") + (f"{day}日" if day else "")


def _lunar_hit(start: int, end: int, words: str, days: tuple[Ymd, ...], said: str) -> Hit:
    right = "或".join(dict.fromkeys(_shown(d) for d in days))
    return Hit(
        start,
        end,
        f"夏历与公历不符：{words}是公历{right}，写作{said}，请核对。",
        evidence=(f"夏历{words}={right}",),
        confidence="certain" if len(days) == 1 else "likely",
    )
