"""Durations (历时) and anniversaries (周年), with the dates they should follow from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date as Day
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.events import begins_and_ends, is_range
from fangzhi.facts.dates import DATE_GOES_ON, DATE_STARTS, Date, han_number

_NUMBER: Final = r"(?<!\d)\d{1,3}(?!\d)|[一二三四五六七八九十]{1,3}"
_SPAN_WORDS: Final = (
    "前后[\u4e00-\u9fff]{1,3}|历(?=[\\d一二三四五六七八九十])|前后历时|先后历时|共历时|历时|为期|会期|工期|赛期|展期|任期|学期|假期|前后|持续|长达|试运行|停办|停产|停工|停业|停刊|停课|连任|兼任|旅居|侨居|寓居|流亡|关押|服刑|就读|求学|留学|承包|租用|运营|坚持|奋战|苦战|鏖战|驻守|从艺|从业|跨越|经过|用时|耗时|费时|历经|存续|存在|施行|实行|推行|凡|驻村|驻点|"
    "任职|在任|在职|行船|从教|从医|从政|从军|执教|执业|培训|集训|学习|展出|办学|执政|主政|在位|共计|共|计|经|达|连续|停课|放假|"
    "休渔|禁渔|服役|行医|担任.{0,8}|任(?!务|期|意|何|免|命)[\u4e00-\u9fff]{1,6}?|主持.{0,6}"
)
_DURATION: Final = re.compile(
    rf"(?P<lead>{_SPAN_WORDS})(?P<n>{_NUMBER})(?P<vague>余|多|半)?(?P<u>周年|个月|整年|年(?!代|度|级|产)|天|日|个?昼夜|个日夜)(?P<after>[后之以余多半]?)"
)
_ELAPSED: Final = re.compile(rf"(?P<n>{_NUMBER})(?P<u>年|个月|天)后(?:，)?(?:于|在)?$")
_APPROXIMATE: Final = re.compile(r"(?:约|近|逾|超过|不足|满|将近|大约)$")
_SINCE: Final = re.compile(r"^[）)]?(?:起|开始|以来|以后|始|末起|初起)")
_FROM: Final = re.compile(r"(?:自|从|由)[^，。；]{0,6}$")
_UNTIL: Final = re.compile(r"(?:至|到|止于|迄)$")
FOUNDED: Final[dict[str, int]] = {
    "中华人民共和国成立": 1949, "新中国成立": 1949, "建国": 1949, "国庆": 1949,
    "中国共产党成立": 1921, "中国共产党建党": 1921, "建党": 1921, "中共成立": 1921,
    "中国人民解放军建军": 1927, "中国人民解放军成立": 1927, "建军": 1927, "南昌起义": 1927,
    "中国共产主义青年团成立": 1922, "共青团成立": 1922, "五四运动": 1919, "“五四”运动": 1919,
    "辛亥革命": 1911, "红军长征胜利": 1936, "长征胜利": 1936, "抗日战争胜利": 1945, "抗战胜利": 1945,
    "世界反法西斯战争胜利": 1945, "抗美援朝出国作战": 1950, "改革开放": 1978, "香港回归": 1997,
    "澳门回归": 1999, "人民政协成立": 1949, "汶川特大地震": 2008, "汶川地震": 2008,
    "全国人民代表大会成立": 1954, "人民代表大会制度建立": 1954, "少年先锋队建队": 1949,
}  # fmt: skip
_ANNIVERSARY: Final = re.compile(
    rf"(?P<event>{'|'.join(sorted(map(re.escape, FOUNDED), key=len, reverse=True))})(?P<n>{_NUMBER})周年"
)
_OWN_FOUNDING: Final = re.compile(
    rf"(?P<what>建校|建院|建馆|建厂|建社|建县|创刊|建站|建会|建所|建园|建台|成立|创办|创建|办学|开馆|开业)(?P<n>{_NUMBER})周年"
    rf"|(?P<n2>{_NUMBER})周年(?P<what2>校庆|院庆|厂庆|社庆|馆庆|县庆|店庆|台庆|所庆)"
)
_FOUNDED_WORDS: Final = re.compile(
    "创办|创建|始建|建立|开馆|建馆|开业|创立|开园|成立|建校|设立|创刊|开办|建院|建馆|建厂"
)
NUMBERED_DAYS: Final[dict[str, int]] = {
    "教师节": 1985, "记者节": 2000, "中国记者节": 2000, "中国农民丰收节": 2018, "农民丰收节": 2018,
    "中国医师节": 2018, "人民警察节": 2021, "国家宪法日": 2014, "烈士纪念日": 2014, "国家公祭日": 2014,
    "世界读书日": 1996, "国际禁毒日": 1988, "世界环境日": 1974, "世界水日": 1993, "全国土地日": 1991,
    "全国助残日": 1991,
}  # fmt: skip
_NUMBERED: Final = re.compile(
    rf"第(?P<n>{_NUMBER})(?:个|届|次)(?:“)?(?P<day>{'|'.join(sorted(NUMBERED_DAYS, key=len, reverse=True))})"
)

DURATION: Final = (
    rf"[周第{DATE_STARTS}](?:(?<=周)年|"
    rf"(?<=第)(?:{_NUMBER})[个届次]“?(?:{'|'.join(sorted(NUMBERED_DAYS))})|"
    rf"(?:{DATE_GOES_ON})(?s:.*)[{DATE_STARTS}](?:{DATE_GOES_ON}))"
)
"""A quick pattern that matches in every text that tells a duration or an anniversary."""


class Duration(msgspec.Struct, frozen=True):
    """A duration as printed at `start`..`end`, with the dates it is said of and what they allow."""

    start: int
    end: int
    said: int
    unit: str
    first: Date
    last: Date
    allowed: frozenset[int]


class Anniversary(msgspec.Struct, frozen=True):
    """第n周年 (or the n-th day of a yearly series) said in `year` of what began in `since`."""

    start: int
    end: int
    said: int
    expected: int
    year: int
    since: int
    event: str


_OF_OTHERS: Final = (
    "连续", "停产", "停工", "停业", "停办", "停课", "运营", "承包", "租用", "就读", "连任",
)  # fmt: skip


def find_durations(text: str, dates: Sequence[Date]) -> Iterator[Duration]:
    """Give every duration that stands in one sentence with the dates it spans."""
    ends = [d.end for d in dates]
    for m in _DURATION.finditer(text):
        if (
            m["vague"]
            or (m["lead"] in _OF_OTHERS and text.startswith("的", m.end()))
            or m["after"] in ("余", "多", "半")
            or _APPROXIMATE.search(text, max(0, m.start("n") - 3), m.start("n"))
        ):
            continue
        opens = opening(text, m.start())
        last = bisect_right(ends, m.start())
        near = [d for d in dates[max(0, last - 2) : last] if opens <= d.start]
        pair = _span_before(text, near, m)
        if pair is None:
            continue
        allowed = _allowed(*pair, m["u"])
        if allowed:
            yield Duration(m.start(), m.end("u"), han_number(m["n"]), m["u"], *pair, allowed)
    yield from _told_first(text, dates)
    yield from _elapsed(text, dates)


def _span_before(text: str, near: Sequence[Date], m: re.Match[str]) -> tuple[Date, Date] | None:
    """The last two dates before the duration, where the words make a span of them."""
    if len(near) < 2:
        return None
    first, last = near[-2], near[-1]
    between, gap = text[first.end : last.start], text[last.end : m.start()]
    strong = "历时" in m["lead"] or m["lead"] in (
        "为期", "会期", "工期", "赛期", "展期", "办学", "存续", "存在",
    )  # fmt: skip
    if len(gap) > (30 if strong else 14) or gap.count("，") > (3 if strong else 2) or "；" in gap:
        return None
    if is_range(text, first, last):
        return first, last
    since = _SINCE.match(between) or _FROM.search(text[max(0, first.start - 8) : first.start])
    until = _UNTIL.search(text[last.start - 1 : last.start])
    if since and (until or re.search("[至到迄][^，。；]{0,10}[（(]$", between)):
        return first, last
    if until and re.fullmatch(r"[^，。；\d]{1,6}[至到迄]", between):  # 1952年入伍至1968年退役
        return first, last
    tied = strong or m["lead"].startswith(_SERVED)
    if tied and begins_and_ends(text, first, last, m.start()):
        return first, last
    alone = strong and len(near) == 2 and gap.count("，") == 1 and between.count("，") == 1
    done = _DONE_AFTER.match(text, m.end()) is not None
    return (first, last) if alone and not done and "y" in last.said else None


_DONE_AFTER: Final = re.compile("[，]?(?:建|完|竣|告|才|始|方|后|之久后|成|造)")


_SERVED: Final = (
    "服役",
    "任职",
    "在任",
    "在职",
    "从教",
    "从军",
    "办学",
    "停",
    "任",
    "施行",
    "实行",
)


def _told_first(text: str, dates: Sequence[Date]) -> Iterator[Duration]:
    """历时26个月，自2010年4月至2012年6月: the two dates right after it."""
    for m in _DURATION.finditer(text):
        if m["vague"] or m["after"] or m["lead"] not in _SURE_LEADS:
            continue
        at = bisect_right([d.start for d in dates], m.end())
        pair = dates[at : at + 2]
        if len(pair) < 2 or not _OPENS_SPAN.fullmatch(text, m.end(), pair[0].start):
            continue
        if is_range(text, pair[0], pair[1]) or text[pair[0].end : pair[1].start] in ("至", "到"):
            allowed = _allowed(pair[0], pair[1], m["u"])
            if allowed:
                yield Duration(
                    m.start(), m.end("u"), han_number(m["n"]), m["u"], pair[0], pair[1], allowed
                )


_SURE_LEADS: Final = ("历时", "共历时", "前后历时", "为期", "工期", "会期", "展期", "前后")
_OPENS_SPAN: Final = re.compile("，?(?:即|自|从|由)?|（(?:自|从)?")


def _elapsed(text: str, dates: Sequence[Date]) -> Iterator[Duration]:
    """1968年成立，11年后于1979年解散: the years in between, not counted from both ends."""
    for at, last in enumerate(dates):
        m = _ELAPSED.search(text, max(0, last.start - 10), last.start)
        if m is None or at == 0 or "y" not in last.said:
            continue
        first = dates[at - 1]
        closed = any(c in text[first.end : m.start()] for c in "。！？\n")
        if closed or first.year == last.year or not first.year or m["u"] != "年":
            continue
        years = last.year - first.year
        if _APPROXIMATE.search(text, max(0, m.start() - 3), m.start()):
            continue
        start = max(first.end, text.rfind("，", 0, m.start()) + 1)
        yield Duration(start, last.end, han_number(m["n"]), "年", first, last,
                       frozenset((years, years - 1)))  # fmt: skip


_DAYS: Final = ("天", "日", "昼夜", "个昼夜", "个日夜")


def _allowed(first: Date, last: Date, unit: str) -> frozenset[int]:
    """The numbers that counting with or without the first and the last may give."""
    precision = min(first.precision, last.precision)
    if not first.year and not last.year and "m" in first.said and first.day and last.day:
        return _allowed_in_any_year(first, last, unit)
    if not first.year or not last.year or not precision:
        return frozenset()
    if last.parts < first.parts:
        return frozenset()
    years = last.year - first.year
    months = years * 12 + last.month - first.month
    if unit in ("年", "周年", "整年"):
        if precision == 1:
            return frozenset((years, years + 1))
        return frozenset((months // 12, -(-months // 12), (months + 1) // 12))
    if unit == "个月":
        return frozenset((months - 1, months, months + 1)) if precision >= 2 else frozenset()
    if precision < 3:
        return frozenset()
    try:
        days = (Day(*last.parts) - Day(*first.parts)).days
    except ValueError:
        return frozenset()
    return frozenset((days, days + 1))


def _allowed_in_any_year(first: Date, last: Date, unit: str) -> frozenset[int]:
    """5月1日至5月15日 with no year said: of a common year or of a leap year."""
    if unit not in _DAYS or (last.month, last.day) < (first.month, first.day):
        return frozenset()
    years = (Date(d.start, d.end, y, d.month, d.day, d.said) for y in (2019, 2020)
             for d in (first, last))  # fmt: skip
    pairs = list(years)
    return _allowed(pairs[0], pairs[1], unit) | _allowed(pairs[2], pairs[3], unit)


def find_anniversaries(text: str, dates: Sequence[Date], year: int) -> Iterator[Anniversary]:
    """Give 周年 of events whose year is known, and yearly days by number, with the year said.

    `year` is the year of the document, for texts that say none.
    """
    for m in _ANNIVERSARY.finditer(text):
        yield from _of_year(text, dates, year, m, FOUNDED[m["event"]], m["event"])
    for m in _NUMBERED.finditer(text):
        yield from _of_year(text, dates, year, m, NUMBERED_DAYS[m["day"]] - 1, m["day"])
    for m in _OWN_FOUNDING.finditer(text):
        began = [d for d in dates if d.end <= m.start() and "y" in d.said and _is_founding(text, d)]
        if began:
            yield from _of_year(text, dates, 0, m, began[0].year, m["what"] or m["what2"])


def _is_founding(text: str, date: Date) -> bool:
    """1926年创办, 建校于1926年."""
    after = text[date.end : date.end + 16].split("，")[0]
    before = text[max(0, date.start - 6) : date.start]
    told = re.search(f"(?:{_FOUNDED_WORDS.pattern})(?:于|在)$", before)
    return bool(_FOUNDED_WORDS.search(after)) or told is not None


def _of_year(
    text: str, dates: Sequence[Date], year: int, m: re.Match[str], since: int, event: str
) -> Iterator[Anniversary]:
    opens = opening(text, m.start())
    last = bisect_right([d.start for d in dates], m.start())
    near = [d for d in dates[max(0, last - 9) : last] if opens <= d.start and d.year]
    after = [d for d in dates[last : last + 1] if d.start - m.end() <= 14 and "y" in d.said
             and not any(c in text[m.end() : d.start] for c in "。；，")]  # fmt: skip
    own = near[-1].year if near else after[0].year if after else year
    if own and own != since:
        n = m["n"] or m["n2"]
        yield Anniversary(m.start("n") if m["n"] else m.start("n2"), m.end(),
                          han_number(n), own - since, own, since, event)  # fmt: skip
