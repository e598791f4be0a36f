"""Lengths that a clause of its own says of what the sentence dates: 1931年任教，1973年退休，从教42年.

durations.py reads spans by what stands at their two ends; this asks nothing of the ends, but wants a
clause that can only sum up, two dates alone in the sentence, and no other reading in the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.durations import SEVERAL, Duration
from fangzhi.facts.calendar.events import begins_and_ends, is_before, of_year
from fangzhi.facts.calendar.lengths import (
    LENGTH,
    Elapsed,
    Length,
    elapsed,
    fits,
    length_of,
    lengths_in,
)
from fangzhi.facts.dates import Date
from fangzhi.facts.lives import KIN_TOLD

_LEAD: Final = re.compile(
    "(?:^|(?<=[，、]))(?P<lead>(?:其间|其中|期间|中间|两者|二者|两事|二事|[前首]后|首尾|上下|一生|毕生|终身|生前|总共|全程|全部|在此|于此|如此|此)?"
    "(?P<verb>[^，、。；：（）\\d]{0,8}?))(?:已经|已|共计|总计|共|凡|计|历|达|长达|竟达|前后|首尾|先后|整整|整|有|逾|约|近|将近|不足|只有|仅|仅有|竟|了|几|又)*$"
)
_SUMS: Final = re.compile(
    "^(?:历时|历经|费时|耗时|用时|连续|持续|延续|绵延|迁延|为时|为期|时间|工期|会期|展期|赛期|学期|任期|施工期?|旱期|历程|历史|寿命|树龄|校龄|厂龄|工龄|教龄|军龄|党龄|馆龄|"
    "[任主掌治守从执行悬经务业居留客流羁离驻困坚固围被服役学习修编撰纂写办停断存在延隔距间赓续营使征战转辗游旅侨寓隐养治牢狱囚押关统辖司坐][^，]{0,7}|"
    "相[隔距去]|[间相]?间隔|时隔|教书|当兵|经商|种田|放牛|做工|打工|学徒|行医|悬壶|戎马|军旅|侍奉|躬耕|深耕|耕耘|奔波|坐馆|设帐|设馆|授徒|授课|讲学|守寡|守节|孀居|出家|修行|传教|"
    "[^，]{0,3}任上|[^，]{0,4}生涯|[^，]{0,4}之久|[^，]{0,4}建设|全县|全境|全场|全线|县境|县城|[县校厂馆社院]史)?$"
)
_SPANS_TIME: Final = re.compile(
    "(?:历时|历经|费时|耗时|用时|为时|为期|持续|延续|绵延|长达|(?:用|花|花费|耗费)了?(?:整整)?)$"
)
"""Words that say nothing but a length, whatever their subject: 梅雨期历时26天."""
_SPENT: Final = re.compile(
    "(?:从|自)[^，。；]{1,8}[至到][^，。；]{1,8}(?:用|花|历时|经历?|相隔|共)了?$"
)
_WHOLE_DONE: Final = re.compile("(?:前后|首尾|总共)(?:生产|经营|使用|运行|开办|存在|延续|存续)?")
_ADDS_UP: Final = re.compile("共计?|总计|合计|前后|首尾|先后|整整|凡|历时?|达|长达|计")
_UNTIL: Final = re.compile("(?:至|到|止于|迄|直至|直到)$")
_NOT: Final = re.compile(
    "每|各|平均|分别|提前|推迟|延期|缩短|比|较|累计|保[修证质]|有效|租|限|岁|徒刑|判|缓|罚|免|欠|补|缺|合同|规划|计划|今后|未来|近[几来]|过去|"
    "第|约定|满|学制|间断|另|再|又|后|前$|减|增|晚|早于|迟|初|年[初末底]|试用|实习|免征|投资|贷款|停薪|产|雨(?!期)|亏损|节令|年年"
)
_AFTER: Final = re.compile(
    "(?:余|多|有余|之久|时间|光景|左右)?(?=[，。；、）]|$|零|又|无|未|不|方|始|才|乃|而)"
)
_WITHIN: Final = ("其间", "其中", "期间", "中间")
_PARTS: Final = re.compile("[。！？；\n]")
_AWAY: Final = 34
"""How far behind the last date the length may stand."""
_MOST: Final = 5
_FEW: Final = 2


def told_spans(text: str, dates: Sequence[Date], own: int = 0) -> Iterator[Duration]:
    """Give the lengths that no two dates told so far in the paragraph bear out."""
    yield from _glossed(text, dates)
    yield from _since_begun(text, dates, own)
    starts = [d.start for d in dates]
    borne = -1
    for m in lengths_in(text) if len(dates) > 1 else ():
        told = bisect_left(starts, m.start())
        taken = dates[told].start <= m.start("n") if told < len(dates) else False
        if taken or told < _FEW or m["n"] == "半" or _AFTER.match(text, m.end()) is None:
            continue
        last = dates[told - 1]
        if last.end > m.start("n") or m.start("n") - last.end > _AWAY:
            continue
        opens = opening(text, m.start(), "。！？；\n")
        if SEVERAL.search(text, opens, m.start()):
            continue
        if opens == borne:
            continue  # 从教三十年，任校长12年: the whole is told, this is a part
        here = [d for d in dates[max(0, told - _MOST) : told] if d.start >= opens]
        ends = _ends_of(text, here, dates[told - 2], m)
        if ends is None:
            continue
        first, end = (ends[1], ends[0]) if _is_told_back(text, *ends) else ends
        length = length_of(m)
        known = dates[:told]
        if "首尾" in text[last.end : m.start("n")]:
            known = [d for d in known if d.start <= first.start or d is end]
        pairs = [(of_year(a, own), of_year(b, own)) for a, b in _pairs(known, end)]
        if dates[told : told + 1] and _PARTS.search(text, m.end(), dates[told].start) is None:
            pairs += _pairs(dates[:told], dates[told])
        spans = [span for a, b in pairs if (span := elapsed(a, b)) is not None]
        span = elapsed(of_year(first, own), of_year(end, own))
        if span is not None and _is_within(length, span):
            continue
        if span is None or any(may_be(length, s) for s in spans) or _add_up(length, here):
            borne = opens
            continue
        if length.unit == "年" and span.years == 0:
            continue
        yield Duration(m.start("n"), m.end(), length, first, end, span)


_CONTINUES: Final = re.compile("(?:连续|持续|历时|前后|历经|为期)[^，。；：（）\\d]{0,8}$")


def _glossed(text: str, dates: Sequence[Date]) -> Iterator[Duration]:
    """连续增长8年（2018—2023年）: the years that the bracket behind a length says."""
    for first, last in pairwise(dates):
        opens = first.start - 1
        if (
            not last.ends
            or text[opens : opens + 1] != "（"
            or text[last.end : last.end + 1] != "）"
        ):
            continue
        m = next(
            (m for m in LENGTH.finditer(text, max(0, opens - 8), opens) if m.end() == opens), None
        )
        if m is None or _CONTINUES.search(text, max(0, m.start() - 14), m.start()) is None:
            continue
        length, span = length_of(m), elapsed(first, last)
        if span is not None and fits(length, span, True) is False:
            yield Duration(m.start("n"), last.end + 1, length, first, last, span)


_BEGUN_BEHIND: Final = re.compile(
    "（(?P<before>(?:始建|建|创办|成立|创建|创刊|开办|设立|起|始)于)?(?P<date>[^（）]{5,12}?)"
    "(?P<after>(?:[底末初春夏秋冬])?(?:始?建成?|创办|成立|创建|创刊|开办|设立|建[校院馆厂社站所园]|开[馆园业]|落成|竣工|通车|投产))?[），]"
)


_EXISTS: Final = re.compile(
    "(?:建[校院馆厂社站所园会台县镇村桥成]?|创[刊办立建]|开[馆园业办]|成立|设立|办[学刊厂社]|通车|投产|历史|存在|运行)(?:已|有|了|共|整整?|达|满)*$"
)


def _since_begun(text: str, dates: Sequence[Date], own: int) -> Iterator[Duration]:
    """至2021年，公园建园63年（1958年建成）: the bracket behind a length says when it began."""
    for m in LENGTH.finditer(text) if "年（" in text else ():
        behind = _BEGUN_BEHIND.match(text, m.end())
        if behind is None or not (behind["before"] or behind["after"]) or not m["y"]:
            continue
        at = bisect_left(dates, m.end(), key=lambda d: d.start)
        if not 0 < at < len(dates) or dates[at].start != behind.start("date"):
            continue
        first, last = dates[at], of_year(dates[at - 1], own)
        clause = text[max(last.end, opening(text, m.start(), "。！？；\n，")) : m.start()]
        if (
            last.start < opening(text, m.start())
            or _EXISTS.search(clause) is None
            or "y" not in first.said
        ):
            continue
        length, span = length_of(m), elapsed(first, last)
        if span is not None and fits(length, span, True) is False:
            yield Duration(m.start("n"), first.end, length, first, last, span)


def _ends_of(
    text: str, here: Sequence[Date], before: Date, m: re.Match[str]
) -> tuple[Date, Date] | None:
    """The two dates that a length sums up: those of its sentence, as far as the words tell."""
    last = here[-1] if here else None
    if last is None:
        return None
    if len(here) == 1:
        told = text[before.end : last.start]
        near = len(told) < _AWAY and sum(told.count(c) for c in "。！？\n") == 1
        goes_on = near and (
            _UNTIL.search(told) is not None or begins_and_ends(text, before, last, m.start())
        )
        return (before, last) if goes_on and _sums(text, (before, last), m) else None
    if len(here) == _FEW:
        return (here[0], last) if _sums(text, here, m) else None
    if (again := _same_verb(text, here, m)) is not None and _sums(text, here, m):
        return again, last
    begun = [d for d in here[:-1] if begins_and_ends(text, d, last, m.start())]
    whole = _WHOLE.search(text, last.end, m.start("n")) is not None
    if (begun or whole) and _sums(text, here, m):
        return (begun or here)[0], last
    return None


_WHOLE: Final = re.compile("[，、](?:前后|首尾|上下|总共|全程|历时)")
"""From the first date of the sentence to the last."""


def _same_verb(text: str, here: Sequence[Date], m: re.Match[str]) -> Date | None:
    """1806年接住持，1836年圆寂，住持四十一载: the date of which the verb was told before."""
    clause = opening(text, m.start(), "。！？；\n，、")
    verb = text[clause : m.start("n")].strip("共计凡历达")[:2]
    if len(verb) < _FEW:
        return None
    for date, after in pairwise(here):
        if verb in text[date.end : after.start]:
            return date
    return None


def _add_up(length: Length, here: Sequence[Date]) -> bool:
    """1951—1955年、1962—1966年两度任校长，前后八年: spans told one by one make the length."""
    spans = [elapsed(a, b) for a, b in pairwise(here) if b.ends]
    years = sum(s.years for s in spans if s is not None)
    return len(spans) > 1 and length.unit == "年" and years <= length.amount <= years + len(spans)


def _is_within(length: Length, span: Elapsed) -> bool:
    """5—8月，连续62天无雨: days that lie within the months."""
    if length.unit != "天" or span.days is not None or span.months is None:
        return False
    return length.amount <= (span.months + 1) * 31


def may_be(length: Length, span: Elapsed, whole: bool = True) -> bool:
    """Tell whether a span bears a length out, or may: days are not borne out by a month alone."""
    fit = fits(length, span, whole)
    return fit is True or (fit is None and length.unit != "天")


_BEGUN: Final = re.compile(
    "，?[^，。；]{0,4}(?:动工|开工|兴建|始建|破土|奠基|开凿|开挖|施工|启动|着手|开始)"
)


def _is_told_back(text: str, done: Date, begun: Date) -> bool:
    """2013年5月隧道贯通，该隧道2012年2月动工: the end is told first."""
    return is_before(begun, done) and _BEGUN.match(text, begun.end) is not None


def _pairs(told: Sequence[Date], last: Date) -> list[tuple[Date, Date]]:
    return [(d, last) for d in told[-40:] if d is not last]


def _sums(text: str, here: Sequence[Date], m: re.Match[str]) -> bool:
    """Tell whether the clause of a length sums up: nothing in it is of another thing."""
    last = here[-1]
    clause = max(last.end, opening(text, m.start(), "。！？；\n，、"))
    words = text[clause : m.start() if m["about"] else m.start("n")]
    spends = _SPENT.search(words) is not None or _WHOLE_DONE.fullmatch(words) is not None
    if (not spends and _NOT.search(words)) or KIN_TOLD.search(text, here[0].start, m.start()):
        return False
    between = text[last.end : clause].strip("，、 　")
    if clause == last.end:  # 至1953年凡一千四百年
        lead = re.fullmatch("[，　 ]?(?:止|为止|底|末|初|春|夏|秋|冬)?，?(.*)", words)
        words = lead[1] if lead is not None else words
    elif not between and text[last.end : clause] != "，":
        return False
    within = any(word in words for word in _WITHIN)
    if not within and (spends or _SPANS_TIME.search(words) is not None):
        return True
    if any(c.isdigit() for c in between):
        return False
    found = _LEAD.search(words)
    if found is not None and _SUMS.match(found["verb"]) is not None:
        return found["lead"][:2] not in _WITHIN or "隔" in found["verb"]
    if any(word in words for word in _WITHIN):
        return False
    if _WHOLE.search("，" + words) or (len(words) > 1 and _same_verb(text, here, m) is not None):
        return True
    if clause != last.end or not _UNTIL.search(text, max(0, last.start - 2), last.start):
        return False
    return _ADDS_UP.search(words + (m["about"] or "")) is not None
