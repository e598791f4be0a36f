"""L 日期: what comes first, how long it took, and numbered meetings in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from fangzhi.check.context import TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import DIGITS, HAN_DIGITS, Hit, rule
from fangzhi.facts.calendar.anniversaries import find_anniversaries, find_distances
from fangzhi.facts.calendar.contradicted import contradicted
from fangzhi.facts.calendar.durations import DURATION, Duration, find_durations
from fangzhi.facts.calendar.editions import wrong_editions, years_named_twice
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.events import (
    ends_before_beginning,
    happenings,
    is_before,
    of_year,
    reversals,
    reversed_ranges,
)
from fangzhi.facts.calendar.going_back import going_back
from fangzhi.facts.calendar.hours import CLOCKED, wrong_hours, wrong_minutes
from fangzhi.facts.calendar.lengths import said_of
from fangzhi.facts.calendar.other_lengths import is_other_length
from fangzhi.facts.calendar.ranged_spans import ranged_spans
from fangzhi.facts.calendar.stages import overturned
from fangzhi.facts.calendar.standing import standing_date
from fangzhi.facts.calendar.subjects import in_two_items
from fangzhi.facts.calendar.terms import broken_terms, says_a_term, terms_told
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.calendar.told_spans import told_spans
from fangzhi.facts.calendar.wide_spans import wide_spans
from fangzhi.facts.calendar.year_ends import may_be_fewer, with_year_ends
from fangzhi.facts.dates import TWO_DATES, Date, find_dates

_TWO_DATES = re.compile(TWO_DATES)
_LENGTH = rf"{DURATION}|{CLOCKED}"
_DURATION = re.compile(_LENGTH)
_YEARBOOK = {"kind": "年鉴", "content_year": 2019}


def standing(ctx: TextContext) -> tuple[int, int]:
    """The year and month that hold for a text before it says its own."""
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    return standing_date(ctx.text, ctx.headings, ctx.before, own)


def dates_of(ctx: TextContext) -> tuple[Date, ...]:
    """Every date of a text, with the year and month that its place gives it."""
    return find_dates(ctx.text, *standing(ctx))


def line_of(ctx: TextContext) -> tuple[Date, ...]:
    """Every date of a text, regnal years among them."""
    return timeline(ctx.text, dates_of(ctx), ctx.once(find_eras))


def shown(date: Date) -> str:
    """A date written out, as far as it is known."""
    parts = zip(date.parts, "年月日", strict=True)
    return "".join(f"{value}{word}" for value, word in parts if value)


@rule(
    "R187",
    "先后倒置",
    level="硬",
    basis="事理：开工先于竣工，开幕先于闭幕，出生先于去世",
    literals=DIGITS,
    needs=[("年", "月", "日")],
    probe=TWO_DATES,
    bad=[
        "大桥2019年3月开工，2018年10月竣工。",
        "2005—1998年，修渠46千米。",
        "水厂2023年6月竣工，2023年11月正式开工。",
        Example("学习班7月20日开班，7月15日结业。", settings=_YEARBOOK),
        "2019年2月竣工的湖滨小区改造，于同年3月进场施工。",
        "2019年9月28日，东溪大桥通车；大桥自2019年11月动工。",
        "书法展于2016年8月12日至8月3日举行。",
        "学校1958年3月创办，1956年9月停办。",
        "第一书记2014年8月到村，2013年6月组织修路。",
        "1960年8月停工，坝高11米。1971年3月复工，1974年10月竣工。1970年8月大坝合龙。",
        "1998—2003年改制，保留基层社11个。1996年改制结束，网点减至98个。",
        "1980年试行联产到组，1982年秋推行承包。1981年2月，即承包次年，各队兑现合同。",
        Example("该批道路9月完成路面铺设，10月开始路基施工。", settings=_YEARBOOK),
        "历任局长：雷某（1955年3月—1957年5月），曹某（1950年5月—1960年8月），石某（1960年8月—1965年11月）。",
        "剧院1996年4月动工，次年国庆节前竣工，即2000年9月落成。",
    ],
    good=[
        "大桥2018年3月开工，2019年10月竣工。",
        "1998—2005年，修渠46千米。",
        "一期工程2023年5月竣工，2023年8月二期工程开工。",
        "2019年3月二期工程开工，2018年10月已批准立项。",
        "2019年3月竣工的一期工程，于2018年2月开工；二期工程自2019年6月动工。",
        "休渔期为每年11月至次年3月。",
        "水库调度年度为当年9月1日至次年8月31日。",
        "办法自2018年3月1日起施行，2003年6月县人大常委会通过的《县河道管理办法》同时废止。",
        "1966年10月，大桥建成通车。该桥1964年2月动工，1963年由省交通厅勘测设计。",
        "2002年3月，开发区筹备组挂牌；2003年1月，省政府批准设立开发区。",
        "1960年8月停工，坝高11米。1971年3月复工，1974年10月竣工。1973年8月大坝合龙。",
        "1998—2003年改制，保留基层社11个。2003年改制结束，1996年曾试点改制。",
        "1980年试行联产到组，1982年秋推行承包。1983年2月，即承包次年，各队兑现合同。",
        "历任局长：雷某（1955年3月—1957年5月），曹某（1957年5月—1960年8月），石某（1960年8月—1965年11月）。",
        "1949年12月县人民政府成立，前身为1948年3月成立的办事处。",
        "孙福某，1946年入伍，1955年复员；孙永某，1956年入伍，1960年复员；赵某，1951年入伍。",
        "甲渠1957年11月动工，1958年6月竣工；乙渠1955年动工，1956年竣工。",
        "离休干部周某，1999年8月去世，终年76岁，1949年参加革命工作。",
    ],
)
def order_is_reversed(text: str, ctx: TextContext) -> Iterator[Hit]:
    """竣工、闭幕、撤销、去世等不能早于开工、开幕、成立、出生；起止时间不能颠倒。"""
    if _TWO_DATES.search(text) is None:  # as the gate asks: regnal years alone call no rule
        return
    dates = line_of(ctx)
    if len(dates) < 2:  # the probe takes the year and the month of one date for two
        return
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    for first, last in reversed_ranges(text, dates):
        yield Hit(
            first.start,
            last.end,
            f"起止时间颠倒：{shown(first)}晚于{shown(last)}，请核对。",
            evidence=(f"{shown(first)}>{shown(last)}",),
        )
    for done, begin in ends_before_beginning(text, dates):
        if not _is_before_anyhow(done, begin, own):
            continue
        yield Hit(
            done.start,
            begin.end,
            f"先后倒置：{shown(done)}已完成，却到{shown(begin)}才开始，请核对两个日期。",
            evidence=(f"{shown(done)}<{shown(begin)}",),
        )
    told = happenings(text, dates)
    seen = set()
    for turned in overturned(text, told):
        early, late = turned.early, turned.late
        former, later = sorted((early, late), key=lambda stage: stage.end)
        if not _is_before_anyhow(late.happening.date, early.happening.since, own):
            continue
        seen.add(later.happening.date.start)
        start = later.happening.date.start
        yield Hit(
            former.happening.date.start if start - former.happening.date.start <= _NEAR else start,
            later.end,
            f"先后倒置：{late.kind.name}是{shown(late.happening.date)}，早于"
            f"{early.kind.name}的{shown(early.happening.date)}，请核对两个日期。",
            evidence=(f"{shown(late.happening.date)}<{shown(early.happening.date)}",),
        )
    for twice in years_named_twice(text, dates):
        yield Hit(
            twice.start,
            twice.end,
            f"前后年份不符：{twice.why}，写作{twice.said}年，请核对。",
            evidence=(f"{twice.right}≠{twice.said}",),
        )
    for start, end, why in broken_terms(text) if "（" in text else ():
        yield Hit(start, end, f"任期相接不上：{why}，请核对。", evidence=(why,))
    for odd in contradicted(text, told):
        if odd.date.start not in seen:
            seen.add(odd.date.start)
            why = f"先后倒置：{odd.why}，这里却是{shown(odd.date)}，请核对两个日期。"
            yield Hit(odd.start, odd.end, why, evidence=(odd.why,))
    turned_back = [*reversals(told), *going_back(text, told, bool(own))]
    for found in turned_back:
        if found.later.date.start in seen or not _is_before_anyhow(
            found.later.date, found.earlier.date, own
        ):
            continue
        if in_two_items(text, found.earlier.date.start, found.later.date.start):
            continue
        seen.add(found.later.date.start)
        end = found.later.date.end + len(re.split("[，；。]", found.later.words, maxsplit=1)[0])
        yield Hit(
            found.later.date.start,
            min(end, found.later.date.end + 24),
            f"先后倒置：前面是{shown(found.earlier.date)}，这里反而是{shown(found.later.date)}，请核对两个日期。",
            evidence=(f"{shown(found.later.date)}<{shown(found.earlier.date)}",),
        )


_NEAR = 40
"""Two dates no farther apart than this are marked together."""


def _is_before_anyhow(late: Date, early: Date, own: int) -> bool:
    """Tell whether dates stay turned round where one without a year is of the yearbook's year."""
    return is_before(of_year(late, own), of_year(early, own))


@rule(
    "R188",
    "历时不符",
    level="硬",
    basis="事理：首尾日期与所历时间相符（首尾都算或只算一头皆可）",
    literals=("年", "天", "日", "月", "昼夜", "寒暑", "春秋", "冬夏", "冬春", "分"),
    needs=[DIGITS + HAN_DIGITS],
    probe=_LENGTH,
    bad=[
        "1986—2005年历时18年，全县修公路640千米。",
        "修志1982年启动，1990年成书，历时6年。",
        "自2019年2月10日开工至11月25日完工，历时298天。",
        "2019年6月11—15日举办培训班，为期6天。",
        Example("10月1日，庆祝中华人民共和国成立71周年大会召开。", settings=_YEARBOOK),
        "运输社1968年成立，12年后于1979年解散。",
        "书院1932年8月开办，1936年8月停办，1939年8月复课。中间停办5年。",
        "2002年春举办首届桃花节，以后每年举办一届。至2010年春，桃花节已连续举办11届。",
        "8月9日7时至15时，流域持续降雨4小时。",
        "4时17分，高桥乡发生地震，5时02分县里派出首支工作组，距震时35分钟。",
        "1954年毕业于农校，从事棉花育种41年，1991年退休。",
        "1988年3月任副局长，1992年3月任局长，1997年3月调离。他任副局长4年、局长8年。",
        "1954年8月任校长，1956年8月调离；1959年8月复任校长，1964年8月离休。两度任校长，共9年。",
        "至2021年，城南公园建园65年（1958年建成）。",
        "南湾隧道2021年9月26日通车，至年末95天通行车辆32万辆次。",
        "自2019年2月10日至11月25日298天完工。",
        "1992年10月26日，县人民剧团举行建团30周年文艺演出。该团创建于1952年10月。",
        "2009年10月，县一中举行建校90周年庆典。该校前身为1929年创办的县立高等小学堂。",
        "1986—2005年的18年间，全县造林2.8万公顷。",
        "本志上限1986年，下限2005年，记述22年史实。",
        Example(
            "许兆文自2015年8月任县长，10月27日许兆文任县长满6年，向会议作履职报告。",
            settings=_YEARBOOK,
        ),
        "县印刷厂1955年12月建厂，1985年12月庆祝建厂37周年；县广播站1965年12月建站，同月庆祝建站20周年。",
    ],
    good=[
        "1986—2005年历时20年，全县修公路640千米。",
        "自2019年2月10日开工至11月25日完工，历时289天。",
        "2019年6月11—15日举办培训班，为期5天。",
        Example("10月1日，庆祝中华人民共和国成立70周年大会召开。", settings=_YEARBOOK),
        "1998—2015年，连续停产3年的企业有6家。",
        "4时17分，高桥乡发生地震，5时02分县里派出首支工作组，距震时45分钟。",
        "书院1932年8月开办，1936年8月停办，1939年8月复课。中间停办3年。",
        "2002年春举办首届桃花节，以后每年举办一届。至2010年春，桃花节已连续举办9届。",
        "1988年3月任副局长，1992年3月任局长，1997年3月调离。他任副局长4年、局长5年。",
        "1954年8月任校长，1956年8月调离；1959年8月复任校长，1964年8月离休。两度任校长，共7年。",
        "运动会6月28日开幕，7月4日闭幕，首尾两日计算在内，赛程7天。",
        "2010年5—8月，连续62天无透雨。",
        "至2021年，城南公园建园63年（1958年建成）。",
        "1998年，全厂连续盈利12年（1958年建成）。",
        Example(
            "许兆文自2015年8月任县长，10月27日许兆文任县长满4年，向会议作履职报告。",
            settings=_YEARBOOK,
        ),
        "南湾隧道2021年9月28日通车，至年末95天通行车辆32万辆次。",
        "新馆2020年5月12日开放，到年底接待读者160天。",
        "私塾1906年改为小学堂，2006年6月举办建校100周年纪念会。",
        "1992年10月26日，县人民剧团举行建团40周年文艺演出。该团创建于1952年10月。",
        "1999年5月，城关镇举行撤区建镇10周年座谈会。该镇1956年始设，1989年5月由区改镇。",
    ],
)
def duration_does_not_follow(text: str, ctx: TextContext) -> Iterator[Hit]:
    """历时、会期、周年数应与首尾日期相符。"""
    if _DURATION.search(text) is None:  # as the gate asks
        return
    dates = line_of(ctx)
    year = ctx.document.content_year if ctx.document.is_yearbook else 0
    taken = set()
    ended = with_year_ends(text, dates)
    for found in (
        *find_durations(text, ended, year),
        *told_spans(text, ended, year),
        *wide_spans(text, ended, year),
        *ranged_spans(text, dates),
    ):
        if found.end not in taken:
            taken.add(found.end)
            fewer = may_be_fewer(text, found.last, found.length, found.span)
            if not fewer and not is_other_length(text, found, dates, year):
                yield _wrong_duration(found)
    for found in terms_of_office(text, ctx):
        if found.end not in taken:
            yield _wrong_duration(found)
    for hours in wrong_hours(text) if "小时" in text else ():
        yield Hit(
            hours.start,
            hours.end,
            f"历时不符：按起止时刻是{hours.right}小时，写作{hours.said}小时，请核对。",
            evidence=(f"{hours.right}≠{hours.said}",),
        )
    for told in wrong_minutes(text) if "分" in text else ():
        yield Hit(
            told.start,
            told.end,
            f"历时不符：按所记时刻是{told.right}分钟，写作{told.said}分钟，请核对。",
            evidence=(f"{told.right}≠{told.said}",),
        )
    for miscounted in wrong_editions(text, dates):
        yield Hit(
            miscounted.start,
            miscounted.end,
            f"次第不符：{miscounted.why}，写作{miscounted.said}，请核对。",
            evidence=(miscounted.why,),
        )
    freed = str(ctx.document.authority.get("liberation", ""))[:4]
    for day in find_anniversaries(text, dates, year, int(freed) if freed.isdigit() else 0):
        if day.said != day.expected:
            yield Hit(
                day.start,
                day.end,
                f"年数不符：{day.year}年应为{day.event}第{day.expected}个，写作{day.said}，请核对。"
                if day.event.endswith(("节", "日"))
                else f"周年数不符：{day.year}年是{day.expected}周年，写作{day.said}周年，请核对。",
                evidence=(f"{day.year}−{day.since}={day.expected}",),
                confidence="certain",
            )

    for gap in find_distances(text, ctx.before, dates) if "距" in text else ():
        yield Hit(
            gap.start,
            gap.end,
            f"年数不符：{gap.year}年距{gap.since}年{gap.expected}年，写作{gap.said}年，请核对。",
            evidence=(f"{gap.year}−{gap.since}={gap.expected}",),
        )


def terms_of_office(text: str, ctx: TextContext) -> Iterator[Duration]:
    """Terms of a post that the lines before date: 他任副局长4年、局长5年."""
    if not says_a_term(text):
        return
    before = "".join(f"{line}\n" for line in ctx.before[-2:])
    whole = before + text
    own = ctx.document.content_year if ctx.document.is_yearbook else 0
    for found in terms_told(whole, find_dates(whole, *standing(ctx)), own):
        if found.start >= len(before):
            yield msgspec.structs.replace(
                found, start=found.start - len(before), end=found.end - len(before)
            )


def _wrong_duration(found: Duration) -> Hit:
    right = said_of(found.span, found.length.unit)
    near = 0 < found.start - found.first.start <= _NEAR and found.first.start < found.last.start
    return Hit(
        found.first.start if near else found.start,
        found.end,
        f"历时不符：{shown(found.first)}至{shown(found.last)}是{right}，写作{found.length.shown}，请核对。",
        evidence=(f"{shown(found.first)}→{shown(found.last)}：{right}",),
    )
