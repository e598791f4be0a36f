"""Numbered meetings (第十九次会议, 二届三次会议) and the dates at which they were held."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.dates import Date

_N: Final = r"(?:[一二两三四五六七八九十百]{1,5}|\d{1,3})"
_KIND: Final = (
    "会议|全会|大会|例会|常委会|全委会|运动会|艺术节|文化节|博览会|交易会|旅游节|展销会|党代会|人代会|锦标赛|洽谈会|"
    "体育节|读书节|采摘节|庙会|年会|理事会|交流会|联席会|座谈会|选举|普查|节|赛|展|会"
)
_DOUBLE: Final = re.compile(
    rf"第?(?P<s>{_N})届(?P<body>[^，。；、\d（）]{{0,18}}?)第?(?P<n>{_N})(?P<noun>(?:次|中)(?:[\u4e00-\u9fff]{{0,6}}?(?:{_KIND})))"
)
_SINGLE: Final = re.compile(
    rf"第(?P<n>{_N})(?P<noun>(?:次|届|期)(?:[\u4e00-\u9fff]{{0,14}}?(?:{_KIND})|(?=[于在，]|（?\d{{4}}年?)))"
)
_MAYBE: Final = (
    r"(?:第[一二三四五六七八九十百\d]+[次届期]|[一二三四五六七八九十][次中](?:全体)?[会全常大])"
)
TWO_MEETINGS: Final = rf"{_MAYBE}[^，、；。！？\n]{{0,160}}[，、；。！？\n](?s:.*){_MAYBE}"
"""A quick pattern that matches in every text with numbered meetings in two clauses."""
_CLAUSE: Final = re.compile("[^，、；。！？\n]+")
_ABOUT: Final = re.compile(
    "贯彻|落实|学习|筹备|迎接|出席|根据|按照|参加|传达|选举|自|决定|决议|确定|通过|同意|宣传|推荐|提交|围绕|号召|表彰|距|上一?[次届]|"
    "首[次届]|纪念|被|当选|荣获|获得?|拟|将于|计划|预计|延期|推迟|提前|改在|原定|《|全国$|全省$|全市$|省$|市$|为|对"
)
_OF_IT: Final = re.compile(
    "^(?:以来|以后|之?后|之?前|前夕|精神|的?(?:代表|决定|决议|报告|候选|筹备|提案|建议|议案|文件|要求|部署)|至第|到第|延期|推迟)"
)
_TRIM: Final = re.compile(
    r"^[　\s（）()：:]*(?:\d+[年月日][初中底末]?|[同当是本次翌]年|[上中下]旬|[—至\-]|召开|举行|举办|组织|主办|承办|"
    r"在[^第]{1,14}?(?=召开|举行|举办)|县城|于)*"
    r"|(?:召开|举行|举办|组织|主办|承办|了|的|于|在县城)+$"
)
_LOOSE_NAMES: Final = re.compile(
    "中国人民政治协商会议|政治协商会议|委员会|代表大会|全体|人民|[　\\s]"
)


class Meeting(msgspec.Struct, frozen=True):
    """A numbered meeting at `start`..`end`: its number (届, 次), kind, the body it is of, its date."""

    start: int
    end: int
    number: tuple[int, int]
    kind: str
    body: str
    date: Date
    shown: str


def numbered_meetings(text: str, dates: Sequence[Date]) -> tuple[Meeting, ...]:
    """Give each numbered meeting that shares its clause with one date and no other meeting.

    A date that has its clause to itself (1985年4月，召开…) holds for the clause after it.
    """
    found: list[Meeting] = []
    starts = [d.start for d in dates]
    before: Date | None = None
    loose: Date | None = None
    body = ""
    for clause in _CLAUSE.finditer(text):
        low, high = bisect_left(starts, clause.start()), bisect_left(starts, clause.end())
        held = [d for d in dates[low:high] if d.said and not d.ends]
        if len(held) == 2 and not text[held[0].end : held[1].start].strip("　 "):
            held = held[1:]  # 1955年　3月
        own = list(_meetings(text, clause))
        date = held[0] if len(held) == 1 else before if not held else None
        if date is None and not held and _HOLDS.match(clause.group()):
            date = loose
        alone = len(held) == 1 and not own and _is_alone(clause, dates[low:high])
        before = held[0] if alone else None
        if held or text[clause.end() : clause.end() + 1] != "，":
            loose = held[0] if len(held) == 1 and text.startswith("，", clause.end()) else None
        if len(own) != 1 or date is None or not date.year:
            continue
        if _ABOUT.search(text, clause.start(), own[0].start()) or _OF_IT.match(
            text[own[0].end() : clause.end()]
        ):
            continue
        named = _body(text[clause.start() : own[0].start()], own[0])
        body = named if named.strip("/") else body.split("/")[0] + named
        m = own[0]
        numbers, kind = _numbers(m)
        last = found[-1] if found else None
        if last is not None and not named and kind in ("届", "次会议", "次全会"):
            kind, body = last.kind, last.body  # 第7届…于9月举行，第6届于11月举行
            numbers = last.number[0], numbers[1]
        found.append(Meeting(m.start(), m.end(), numbers, kind, body, date, m.group()))
    return tuple(found)


_HOLDS: Final = re.compile("并?(?:召开|举行|举办)")
"""A clause that goes on from the date of the one before: 1950年4月县联社成立，召开…"""


def _is_alone(clause: re.Match[str], dates: Sequence[Date]) -> bool:
    return len(clause.group().strip("　 ")) - sum(d.end - d.start for d in dates) <= 4


def _meetings(text: str, clause: re.Match[str]) -> Iterator[re.Match[str]]:
    found = list(_DOUBLE.finditer(text, *clause.span()))
    yield from found or _SINGLE.finditer(text, *clause.span())


def _numbers(m: re.Match[str]) -> tuple[tuple[int, int], str]:
    session = m.groupdict().get("s")
    if session is None:
        noun = _WIDE.sub("", m["noun"][1:]).replace("全体会议", "全会")
        return (0, number(m["n"])), m["noun"][0] + noun
    kind = "全会" if "全" in m["noun"] or m["noun"][0] == "中" else "会议"
    return (number(session), number(m["n"])), kind


_WIDE: Final = re.compile("全[县市区镇乡州旗]")


def _body(before: str, m: re.Match[str]) -> str:
    """The body that meets: the words before the number, and in a double number those between."""
    between = m.groupdict().get("body") or ""
    named = _TRIM.sub("", before)
    return _LOOSE_NAMES.sub("", _TRIM.sub("", named)).replace("中国共产党", "中共") + (
        "/" + _SHORT.sub("", between) if m.groupdict().get("s") else ""
    )


_SHORT: Final = re.compile("代表大会|委员会|全体|人民|[　\\s]")


def is_one_series(a: Meeting, b: Meeting) -> bool:
    """Tell whether two meetings are of one kind and of one body, as far as the words say.

    Meetings that a body numbers anew each year or term are of one series in one year only.
    """
    if a.kind != b.kind or bool(a.number[0]) != bool(b.number[0]):
        return False
    if not a.number[0] and a.date.year != b.date.year and not _KEPT.search(a.kind):
        low, high = sorted((a.number[1], b.number[1]))
        in_list = a.kind == "次" and b.start - a.end < _NEXT
        if high != low + 1 or not (in_list or (low > 1 and "全" in a.kind)):
            return False
    one, first, *_ = (*a.body.split("/"), "")
    two, second, *_ = (*b.body.split("/"), "")
    return _ends(one, two) and (first == second or not first or not second)


_NEXT: Final = 24
"""Characters from one of a list of meetings to the next: 第七次1989年11月，第八次1993年10月."""
_KEPT: Final = re.compile("^届|代表大会|党代会|运动会|[节赛展]$")


def is_told_twice(a: Meeting, b: Meeting) -> bool:
    """Tell whether two dated years are said of one meeting that is held once."""
    if a.number != b.number or a.kind != b.kind or not a.date.year or not b.date.year:
        return False
    once = bool(a.number[0]) or _KEPT.search(a.kind) is not None
    said = "y" in a.date.said and "y" in b.date.said
    return once and said and a.date.year != b.date.year and is_one_series(a, b)


def _ends(x: str, y: str) -> bool:
    short, long = sorted((x, y), key=len)
    return long.endswith(short)
