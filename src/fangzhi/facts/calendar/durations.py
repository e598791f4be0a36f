"""Durations (历时) in prose, with the dates they should follow from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.anniversaries import NUMBERED_DAYS
from fangzhi.facts.calendar.eras import REGNAL_YEAR, title_before
from fangzhi.facts.calendar.events import begins_and_ends, is_range, of_year
from fangzhi.facts.calendar.lengths import Elapsed, Length, elapsed, fits, length_of, lengths_in
from fangzhi.facts.dates import DATE_GOES_ON, DATE_STARTS, Date, han_number

_NUMBER: Final = r"(?<!\d)\d{1,3}(?!\d)|[一二三四五六七八九十]{1,3}"
DURATION: Final = (
    rf"[周第{DATE_STARTS}](?:(?<=周)年|"
    rf"(?<=第)(?:{_NUMBER})[个届次]“?(?:{'|'.join(sorted(NUMBERED_DAYS))})|"
    rf"(?:{DATE_GOES_ON})(?s:.*)[{DATE_STARTS}](?:{DATE_GOES_ON}))|{REGNAL_YEAR}"
)
"""A quick pattern that matches in every text that tells a duration or an anniversary."""
_STRONG: Final = re.compile(
    "(?:历时|历经|为期|会期|赛期|展期|工期|前后|费时|用时|耗时|跨越?|存续|存在|历|存世|戎马|征战|抗战|(?:前后|先后)[\u4e00-\u9fff]{1,3}|办学|鏖战|奋战|苦战|激战|血战|恶战|转战)[为共约近逾整达长有了]{0,2}$"
)
_WEAK: Final = re.compile("[\u4e00-\u9fff]{1,8}$")
_BARRED: Final = re.compile(
    "每|各|平均|分别|其中|其间|期间|中间|第|提前|推迟|延[长期]|缩短|比|较|最|累计|保[修证质]|有效|使用|寿命|至今|约定|试(?!运行|营业)|租|"
    "期限|龄|岁|徒刑|判|缓|罚|休息|停工|间断|间隔|再|又|后|前$|前(?!后)|未来|今后|规划|计划|限|多[年次]|几|培养期|学制|以来|迄今|"
    "过去|近$|存放|距|隔|晚|早|差|免|拘|刑|补|缺|欠|服刑|享年|合同|民国|[有遭]|实际|实有|[一二三四五六七八九十\\d]年"
)
_TOTAL: Final = re.compile(
    "前后|先后|连续|持续|长达|任(?![务何意免命])|前?后?[停断歇]|主[持办]|[达共了计凡]|坚持|一?连|整整|生涯|任职|任期|服役|执政|在位|主持|在任|担任|从[医教艺业军]|"
    "执[教业]|试运行|试营业|培训|集训|展[出览]|学习|存|住|守|驻"
)
_WHOLE: Final = re.compile("前后|跨|历经|先后|横跨|历(?!时)")
_SINCE: Final = re.compile(r"^[）)]?(?:起|开始|以来|以后|始|末起|初起)")
_FROM: Final = re.compile(r"(?:自|从|由)[^，。；]{0,6}$")
_UNTIL: Final = re.compile(r"(?:至|到|止于|迄)(?:[^，。；\d（）]{2,10}(?:（\d{4}年）|（))?$")
_STARTED: Final = re.compile("(?:始于|起于|开始于|创办于|建于|成立于|动工于|开工于|启动于)$")
_DONE_AFTER: Final = re.compile(
    r"[，]?(?:建|完|竣|告|才|始|方|之?后|成|造|以[后前内]|内|前(?!后)|左右.{0,2}后)"
)
_NOT_OVER: Final = re.compile(
    "(?:来|间(?!断)|以来|计划|规划|行动|制(?!定)|期(?!间)|内|龄|岁|生|限|前|一[次遇届期]|义务|[\\d一二三四五六七八九十正]{1,2}月)"
)
_ELAPSED: Final = re.compile(rf"(?P<n>{_NUMBER})(?P<u>年|个月|天)后(?:，)?(?:于|在)?$")
_APPROXIMATE: Final = re.compile(r"(?:约|近|逾|超过|不足|满|将近|大约)$")
_LEADS: Final = re.compile("历时|为期|工期|会期|展期|前后")
_OPENS_SPAN: Final = re.compile("，?(?:即|自|从|由)?|（(?:自|从)?")
_BEGUN: Final = re.compile("[，。；、]")


class Duration(msgspec.Struct, frozen=True):
    """A duration as printed at `start`..`end`, with the dates it is said of and what lies between."""

    start: int
    end: int
    length: Length
    first: Date
    last: Date
    span: Elapsed


_BACK: Final = 100
"""How many dates back a span may open."""


def find_durations(text: str, dates: Sequence[Date], own: int = 0) -> Iterator[Duration]:
    """Give every duration that none of the spans it may be said of bears out.

    `own` is the year of a yearbook: a date that took another year from the text may be of it.
    """
    if len(dates) < 2:
        return
    used: set[tuple[int, int]] = set()
    dates = _merged(text, dates)
    lengths = lengths_in(text)
    ends = [d.end for d in dates]
    taken = {at for d in dates for at in range(d.start, d.end)} if lengths else ()
    for m in lengths:
        if (
            m.start("n") in taken
            or _NOT_OVER.match(text, m.end())
            or title_before(text, m.start("n"))
        ):
            continue
        told = bisect_right(ends, m.start())
        low = max(opening(text, m.start(), "。！？\n，；、：（"), ends[told - 1] if told else 0)
        lead = text[
            max(low, m.start() - 9) : m.start() if m["about"] not in _TAKEN else m.start("n")
        ]
        found = _STRONG.search(lead)
        strong = found is not None
        before = (lead[: found.start()] if found is not None else lead).replace("前后", "")
        termed = _TERMED.search(before) is not None and dates[told - 1].ends
        barred = not termed and _BARRED.search(before) is not None
        bare = not lead and told > 1 and text[dates[told - 1].start - 1] in "至到"
        if barred or not (strong or termed or bare or _WEAK.search(lead)):
            continue  # 自2月10日至11月25日289天
        if told and _MEANWHILE.search(text, dates[told - 1].end, m.start()):
            continue
        if not m["d"] and SEVERAL.search(text, opening(text, m.start()), m.start()):
            continue
        if not (strong or termed) and before.endswith("期") and not before.endswith("任期"):
            continue  # 合同期20年
        begins = m.start() - len(found[0]) if found is not None else max(low, m.start() - 9)
        near = [d for d in dates[max(0, told - 5) : told] if not _is_aside(text, d)]
        if not strong and text.startswith("的", m.end()):
            continue  # 停产3年的企业
        pairs = list(_pairs_before(text, near, m, begins, strong))
        if strong and not pairs and _LEADS.search(lead):
            pairs = list(_pairs_after(text, dates, m))
        if strong and not pairs and _LEADS.search(lead):
            pairs = list(_pairs_around(text, dates, told, m))
        if m["d"] and not pairs and len(near) > 1 and _BUSY.fullmatch(text, low, m.start()):
            gap = text[near[-1].end : m.start()]
            between = text[near[-2].end : near[-1].start]
            ranged = near[-1].ends or _WEEKDAY_TO.fullmatch(between)
            if ranged and len(gap) < 40 and not any(c in gap for c in "；。！？\n"):
                pairs = [(near[-2], near[-1])]
        early = dates[max(0, told - _BACK) : max(0, told - 2)]
        if not strong and any(_bears(d, pairs, m) for d in early):
            continue  # 1905年任堂长。1912年改任校长，1917年辞职，居校12年
        sentence = opening(text, m.start(), "。！？；\n") if strong else 0
        if strong and any(d.start >= sentence and _bears(d, pairs, m, "月") for d in near[:-1]):
            continue  # 1954年建场，1968年12月改编，1976年2月撤销，建制存续7年2个月
        if not pairs:
            pairs = list(_pairs_named(text, dates[max(0, told - _BACK) : told], begins))
        pairs = [(a, b) for a, b in pairs if (a.start, b.start) not in used]
        yield from _unborne(m, pairs, begins, _WHOLE.search(lead) is not None, own)
        used |= {(a.start, b.start) for a, b in pairs}
    yield from _elapsed(text, dates)


_BUSY: Final = re.compile(
    "(?:现场|集中|实地)?(?:验收|抽查|检查|考察|调研|督导|巡察|督查|展出|演出|访问|比赛|培训|集训|停留|采访|拍摄|施工|检测|普查|会诊|义诊)"
)


_WEEKDAY_TO: Final = re.compile("（星期[一二三四五六日]）(?:至|—|到|－|～)")


def _is_aside(text: str, date: Date) -> bool:
    """Tell whether a date only tells of a name in brackets: 任县中学（1961年8月定名一中）校长."""
    opens = text.rfind("（", max(0, date.start - 20), date.start)
    if opens < 0 or "）" in text[opens : date.start]:
        return False
    closes = text.find("）", date.end, date.end + 30)
    return closes > 0 and _NAMES.match(text, date.end) is not None and text[opens - 1] != "年"


_NAMES: Final = re.compile("[^（）]{0,6}(?:定名|更名|改名|改称|改为|命名|改建)")


def _bears(
    first: Date, pairs: Sequence[tuple[Date, Date]], m: re.Match[str], unit: str = ""
) -> bool:
    """Tell whether a date told before bears a length (in `unit`) out together with a span's end."""
    if not pairs or not m["y"] or "y" not in first.said:
        return False
    span, length = elapsed(first, pairs[0][1]), length_of(m)
    return span is not None and unit in ("", length.unit) and fits(length, span) is True


_TAKEN: Final = ("共", "达", "整整")


def _merged(text: str, dates: Sequence[Date]) -> Sequence[Date]:
    """Leave out the year of 民国二十六年（1937年）8月: the month that follows has taken it."""
    if "年）" not in text:
        return dates
    return [
        d for n, d in enumerate(dates)
        if not (
            n + 1 < len(dates) and text[d.end : d.end + 1] == "）"
            and dates[n + 1].start == d.end + 1 and "y" not in dates[n + 1].said
        )
    ]  # fmt: skip


_TERMED: Final = re.compile("(?:租|借|承包|合同|服务|委托|贷款|聘)期限?$")
SEVERAL: Final = re.compile("(?<!第)[两二三四][度次任]|再次|[复又再]任|分别")
"""More than one span adds up: 1951—1955年、1962—1966年两度任校长，前后八年."""
_MEANWHILE: Final = re.compile("其间|其中|期间|间断")


def _unborne(
    m: re.Match[str], pairs: Sequence[tuple[Date, Date]], begins: int, whole: bool, own: int
) -> Iterator[Duration]:
    """The duration, with the nearest of its spans, where no span bears it out."""
    length = length_of(m)
    every = [*pairs, *((of_year(a, own), of_year(b, own)) for a, b in pairs)] if own else pairs
    known = [(a, b, span) for a, b in every if (span := elapsed(a, b)) is not None]
    said = [(a, b, span, fits(length, span, whole)) for a, b, span in known]
    if said and not any(fit or fit is None for *_, fit in said):
        first, last, span, _ = said[0]
        yield Duration(begins, m.end(), length, first, last, span)


def _pairs_before(
    text: str, near: Sequence[Date], m: re.Match[str], begins: int, strong: bool
) -> Iterator[tuple[Date, Date]]:
    """The spans of dates before a duration that the words make, the nearest first."""
    if len(near) < 2:
        return
    last = near[-1]
    gap = text[last.end : begins]
    if len(gap) > (40 if strong else 14) or gap.count("，") > (3 if strong else 2):
        return
    if any(c in gap for c in "；。！？\n"):
        return
    if strong and "，" in gap:
        yield from _turned_about(text, near, m)
    ranged = gap in ("", "，") and is_range(text, near[-2], last)
    if _DONE_AFTER.match(text, m.end()) and not _ended(gap) and not ranged:
        return
    opens = opening(text, m.start())
    for first in reversed(near[:-1]):
        between = text[first.end : last.start]
        if first.start < opens and (not strong or sum(between.count(c) for c in "。！？\n") > 1):
            continue
        if len(between) > 90 or last.said == "":
            continue
        if _is_span(text, first, last, (begins, m.start("n")), strong, near):
            yield first, last


def _turned_about(text: str, near: Sequence[Date], m: re.Match[str]) -> Iterator[tuple[Date, Date]]:
    """9月28日水库竣工，自1987年4月12日动工，历时…: the end is told first."""
    begun, opens = near[-1], opening(text, m.start())
    if not _BEGUN_AT.match(text, begun.end):
        return
    for done in reversed(near[:-1]):
        clause = re.split("[，。；]", text[done.end : done.end + 40].lstrip("，　 "), maxsplit=1)[0]
        if done.start >= opens and _ended(clause):
            yield begun, done
            return


_BEGUN_AT: Final = re.compile("[^，。；]{0,8}(?:动工|开工|兴建|始建|破土|奠基|启动|开始|施工|筹建)")


def _ended(gap: str) -> bool:
    return bool(re.search("竣工|完工|建成|结束|通车|投产|闭幕|落成|启用|蓄水|发电", gap))


def _is_span(
    text: str, first: Date, last: Date, lead: tuple[int, int], strong: bool, near: Sequence[Date]
) -> bool:
    """Tell whether the words make a span of two dates; `lead` is where 历时 and the number begin."""
    stop, at = lead
    between = text[first.end : last.start]
    adjoining = near[-2] is first
    gap = text[last.end : stop]
    if not strong and "，" in gap and not _TOTAL.search(text, last.end, at):
        adjoining = False  # 1971—1975年，县化肥厂亏损3年
    if adjoining and is_range(text, first, last):
        return True
    since = _SINCE.match(between) or _FROM.search(text, max(0, first.start - 8), first.start)
    until = _UNTIL.search(text, max(first.end, last.start - 20), last.start)
    if since and (until or re.search("[至到迄][^，。；]{0,10}[（(]$", between)):
        return adjoining
    if until and _UNTIL.search(between) and between.count("，") <= 1 and "。" not in between:
        return adjoining
    if _STARTED.search(text, max(0, first.start - 4), first.start):
        return adjoining
    if not strong and "，" not in text[last.end : at]:
        return False  # 1990年投产，1992年停产1年
    if begins_and_ends(text, first, last, stop + 2):
        return True
    alone = strong and len(near) == 2 and between.count("，") == 1 and "。" not in between
    done = _DONE_AFTER.match(text, stop) is not None
    said = "y" in last.said or "m" in last.said
    return alone and not done and said and text[last.end : stop].count("，") == 1


def _pairs_after(text: str, dates: Sequence[Date], m: re.Match[str]) -> Iterator[tuple[Date, Date]]:
    """历时26个月，自2010年4月至2012年6月: the two dates right after it."""
    at = bisect_right(dates, m.end(), key=lambda d: d.start)
    pair = dates[at : at + 2]
    if len(pair) == 2 and _OPENS_SPAN.fullmatch(text, m.end(), pair[0].start):
        a, b = pair
        if is_range(text, a, b) or text[a.end : b.start] in ("至", "到"):
            yield a, b


def _pairs_around(
    text: str, dates: Sequence[Date], told: int, m: re.Match[str]
) -> Iterator[tuple[Date, Date]]:
    """16日，会议开幕。会期4天，于18日闭幕: the beginning before it, the end after it."""
    last = dates[told] if told < len(dates) else None
    if last is None or _CLOSES_IN.fullmatch(text, m.end(), last.start) is None:
        return
    for first in reversed(dates[max(0, told - 3) : told]):
        between = text[first.end : m.start()]
        if len(between) > 120 or sum(between.count(c) for c in "。！？\n") > 1:
            return
        if begins_and_ends(text, first, last, last.end + 20):
            yield first, last
            return


_CLOSES_IN: Final = re.compile("[，、]?(?:[\u4e00-\u9fff]{0,6}?(?:于|至|到|在))?")
_NAMED_START: Final = re.compile(
    "(?:自|从)(?:[\u4e00-\u9fff]{0,6}?)(?P<event>[\u4e00-\u9fff]{2})(?:之日|之时|时)?(?:起|以来|开始)?，?(?:至|到|截至)$"
)


def _pairs_named(text: str, near: Sequence[Date], begins: int) -> Iterator[tuple[Date, Date]]:
    """2018年成立合作社 … 自成立至2023年历7年: a span that opens with an event told before."""
    if len(near) < 2 or len(text[near[-1].end : begins]) > 6:
        return
    last = near[-1]
    found = _NAMED_START.search(text, max(0, last.start - 16), last.start)
    if found is None:
        return
    firsts = [
        d for d in near[:-1]
        if found["event"] in re.split("[。！？\n]", text[d.end : d.end + 40], maxsplit=1)[0]
    ]  # fmt: skip
    if len({d.year for d in firsts}) == 1:
        yield firsts[0], last


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
        n = han_number(m["n"])
        if _APPROXIMATE.search(text, max(0, m.start() - 3), m.start()) or n in (years, years - 1):
            continue
        start = max(first.end, text.rfind("，", 0, m.start()) + 1)
        length = Length(m.start(), m.end(), n, "年", "", f"{m['n']}年")
        yield Duration(start, last.end, length, first, last, Elapsed(years, None, None, False))
