"""Anniversaries (周年) and yearly days by number, with the years they should follow from."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.dates import Date, han_number

_NUMBER: Final = r"(?<!\d)\d{1,3}(?!\d)|[一二三四五六七八九十]{1,3}"
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
    rf"(?P<what>建(?![国党军队])[一-鿿]|创[刊办建立]|[成设]立|组建|办[学刊报]|开[馆业办播园通]|通[车邮航]|投产)(?P<n>{_NUMBER})周年"
    rf"|(?P<n2>{_NUMBER})周年(?P<what2>(?![国大])[一-鿿]庆)"
    rf"|(?P<n3>{_NUMBER}|百)年(?P<what3>(?![国大])[一-鿿]庆)"
)
_FOUNDED_WORDS: Final = re.compile(
    "创办|创建|始建|建立|组建|开馆|开业|创立|开园|成立|设立|创刊|开办|建(?=[^成国设议])[一-鿿](?![一-鿿])|建[校院馆厂站社所会园台团剧]|兴办|始办|分出|析出|分设|析设|始设|改设|开播|通[车航邮](?!里)|投产"
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


_FREED: Final = re.compile(rf"(?:[县市区州旗城境])解放(?P<n>{_NUMBER})周年")


def find_anniversaries(
    text: str, dates: Sequence[Date], year: int, freed: int = 0
) -> Iterator[Anniversary]:
    """Give 周年 of events whose year is known, and yearly days by number, with the year said.

    `year` is the year of the document, for texts that say none; `freed` that of the area's 解放.
    """
    rounded = "周年" in text
    for m in _FREED.finditer(text) if freed and rounded else ():
        yield from _of_year(text, dates, year, m, freed, "本地解放")
    for m in _ANNIVERSARY.finditer(text) if rounded else ():
        yield from _of_year(text, dates, year, m, FOUNDED[m["event"]], m["event"])
    numbered = "第" in text and ("节" in text or "日" in text)
    for m in _NUMBERED.finditer(text) if numbered else ():
        yield from _of_year(text, dates, year, m, NUMBERED_DAYS[m["day"]] - 1, m["day"])
    foundings: list[Date] = []
    looked = 0
    for m in _OWN_FOUNDING.finditer(text) if rounded or "庆" in text else ():
        while looked < len(dates) and dates[looked].end <= m.start():
            if "y" in dates[looked].said and _is_founding(text, dates[looked]):
                foundings.append(dates[looked])
            looked += 1
        opens = opening(text, m.start(), "。！？；\n")
        began = [d for d in foundings if d.start >= opens] or foundings
        if not began:
            behind = _between(dates, m.end() + 1, m.end() + 60)
            began = [d for d in behind if "y" in d.said
                     and (_TOLD_AFTER.search(text, max(0, d.start - 8), d.start)
                          or _tells_of_it(text, m.end(), d))]  # fmt: skip
        if began:
            what = m["what"] or m["what2"] or m["what3"]
            every = [a for d in began for a in _of_year(text, dates, 0, m, d.year, what)]
            told = {d.year for d in dates}
            if every and not any(a.year - a.said in told for a in every):
                yield _marked(every[0], began[0])


def _marked(found: Anniversary, founding: Date) -> Anniversary:
    """Mark the founding too where it stands near before the number: either may be the slip."""
    if 0 < found.end - founding.start <= _MARKED:
        return msgspec.structs.replace(found, start=founding.start)
    return found


_MARKED: Final = 48


def _between(dates: Sequence[Date], start: int, end: int) -> Sequence[Date]:
    """The dates that start at `start` or behind, before `end`."""
    first = bisect_left(dates, start, key=lambda d: d.start)
    return dates[first : bisect_left(dates, end, first, key=lambda d: d.start)]


_TOLD_AFTER: Final = re.compile(
    "(?:创[办建刊立]|始?建[一-鿿]?|成立|组建|设立|开[馆业办]|起源|肇始|发端|始)于$"
)


_OF_IT: Final = re.compile(
    "[。；，（]\\s*(?:(?:该|这[所座家个份张支]|本|其|它)[一-鿿]{0,4}|学?校|[医学]?院|工?厂|公司|剧?团|报?社|馆|所|站|园)"
    "(?:(?:的?前身|最早)(?:可追溯到)?)?(?:是|为|即|乃|始|于|在|自|始于|系|由)*$"
)


def _tells_of_it(text: str, start: int, date: Date) -> bool:
    """…建校60周年纪念活动。学校1956年由县中分出: the next words say when it was founded."""
    return bool(_OF_IT.search(text, start, date.start)) and _is_founding(text, date)


_KEPT: Final = re.compile(rf"[\u4e00-\u9fff]{{2}}(?:{_NUMBER}|[一二三四五六七八九]?百)(?:周年|年)")


def _is_founding(text: str, date: Date) -> bool:
    """1926年创办, 建校于1926年: not 2006年举办建校100周年纪念会."""
    after = _KEPT.sub("", text[date.end : date.end + 20]).split("，")[0][:16]
    before = text[max(0, date.start - 6) : date.start]
    told = re.search(f"(?:{_FOUNDED_WORDS.pattern})(?:于|在)$", before)
    return bool(_FOUNDED_WORDS.search(after)) or told is not None


_FAR: Final = 2000
"""Characters back in a paragraph to where the event itself is told."""
_DISTANCE: Final = re.compile(
    rf"距(?:离)?(?P<event>[\u4e00-\u9fff]{{2,6}}?)(?:已|有|整|共|时隔|，|已有)*(?P<n>{_NUMBER})年(?![代级度前后])"
)
_DOINGS: Final[dict[str, str]] = {
    "立": "立", "建": "建|落成|竣工", "创": "创", "设": "设", "办": "办", "开": "开",
}  # fmt: skip
_ANY_YEAR: Final = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d)年")


def find_distances(
    text: str, before: Sequence[str], dates: Sequence[Date]
) -> Iterator[Anniversary]:
    """Give 距立碑195年 with the years that lie between, where the entry tells one year of the event."""
    for m in _DISTANCE.finditer(text):
        own = [d for d in _between(dates, opening(text, m.start()), m.start()) if d.year]
        verb = next((_DOINGS[c] for c in m["event"] if c in _DOINGS), "")
        if not own or not verb:
            continue
        year = own[-1].year
        noun = "".join(c for c in m["event"] if c not in _DOINGS and c not in "成起至")
        near = text[max(0, m.start() - _FAR) : m.start()]
        years = {
            since
            for words in (*before[-6:], near)
            if all(c in words for c in noun)
            for since in _told_years(words, verb)
        } - {year}
        if len(years) == 1:
            since = years.pop()
            n = han_number(m["n"])
            if since < year and abs(year - since - n) > 1:
                yield Anniversary(m.start("n"), m.end(), n, year - since, year, since, m["event"])


def _told_years(words: str, verb: str) -> Iterator[int]:
    """The years of 立于清嘉庆十二年（1807年）, 1807年立."""
    for m in re.finditer(verb, words):
        at = _ANY_YEAR.search(words, m.end(), m.end() + 18)
        if at is not None and words[m.end() : m.end() + 1] == "于":
            yield int(at[1])
            continue
        found = list(_ANY_YEAR.finditer(words, max(0, m.start() - 12), m.start()))
        if found and "，" not in words[found[-1].end() : m.start()]:
            yield int(found[-1][1])


_CELEBRATED: Final = re.compile("庆祝|纪念|集会|召开|举行|举办|欢庆")


def _is_told_that_year(
    text: str, dates: Sequence[Date], m: re.Match[str], since: int, opens: int
) -> bool:
    """Something was held to mark the anniversary in the very year of the event."""
    if m.groupdict().get("event") not in FOUNDED:
        return False
    own = [d for d in _between(dates, opens, m.start()) if d.year == since]
    if not own:
        return False
    return _CELEBRATED.search(text, own[-1].end, m.start()) is not None


def _number_of(m: re.Match[str]) -> tuple[int, str]:
    group = next(g for g in ("n", "n2", "n3") if m.groupdict().get(g))
    return 100 if m[group] == "百" else han_number(m[group]), group


def _told_year(text: str, before: Sequence[Date], m: re.Match[str], since: int) -> int:
    """The year of a jubilee whose sentence says none: one told before that bears it out, else that
    which opens the paragraph, else the only other; 0 where none is sure."""
    years = [d.year for d in before if "y" in d.said and d.year > since]
    n, _ = _number_of(m)
    if since + n in years:
        return since + n
    if before and before[0].year in years and not text[: before[0].start].strip():
        return before[0].year
    return years[0] if len(set(years)) == 1 else 0


def _of_year(
    text: str, dates: Sequence[Date], year: int, m: re.Match[str], since: int, event: str
) -> Iterator[Anniversary]:
    opens = opening(text, m.start())
    last = bisect_right(dates, m.start(), key=lambda d: d.start)
    near = [
        d for d in dates[max(0, last - 9) : last] if opens <= d.start and d.year not in (0, since)
    ]
    after = [d for d in dates[last : last + 1] if d.start - m.end() <= 14 and "y" in d.said
             and not any(c in text[m.end() : d.start] for c in "。；，")]  # fmt: skip
    own = near[-1].year if near else after[0].year if after else year
    if not own and event not in FOUNDED:
        own = _told_year(text, dates[:last], m, since)
    if not near and not after and since and _is_told_that_year(text, dates, m, since, opens):
        own = since  # 1997年7月1日，庆祝香港回归一周年
    elif own == since:
        return
    if own >= since:
        n, group = _number_of(m)
        yield Anniversary(m.start(group), m.end(), n, own - since, own, since, event)  # fmt: skip
