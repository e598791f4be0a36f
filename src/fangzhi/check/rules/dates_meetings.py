"""L 日期: numbered meetings in the order of their dates."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from fangzhi.check.context import DocumentContext, TextContext
from fangzhi.check.example import Example
from fangzhi.check.rule import Hit, rule
from fangzhi.check.rules.dates_order import dates_of, shown
from fangzhi.facts.calendar.events import is_before
from fangzhi.facts.calendar.ordinals import (
    TWO_MEETINGS,
    Meeting,
    is_one_series,
    is_told_twice,
    numbered_meetings,
)
from fangzhi.facts.calendar.standing import standing_date
from fangzhi.facts.dates import find_dates
from fangzhi.model.manuscript import Manuscript
from fangzhi.model.text import Text

_REACH = 40
"""How many meetings of a kind a meeting is compared with."""
_KINDS = ("会", "节", "赛", "展", "届")
"""What is held again and again and numbered; 第七次1995年 of nothing that is named is not read."""
_BASIS = "事理：次第在后的会议日期不早于次第在前的"


@rule(
    "R192",
    "届次、次序与日期不合",
    level="硬",
    basis=_BASIS,
    literals=("届", "次", "期", "中会", "中全", "中常", "中大"),
    needs=[("第", "届", "次"), _KINDS],
    probe=TWO_MEETINGS,
    bad=[
        "2019年，第十八次会议于2月27日召开、第十九次会议于4月25日召开、第二十次会议于3月28日召开。",
        "县委第三次全体会议于2019年7月5日举行，第四次全体会议于2019年2月1日举行。",
        "2019年3月5日召开第六次常务会议，2019年2月8日召开第七次常务会议。",
        "2019年，第八届龙舟赛于5月举行，第七届于9月举行。",
        "社员代表大会：第六次1989年11月，第七次1995年4月，第八次1993年10月。",
        "1950年4月县联社成立，召开第二次社员代表大会。1954年8月，第二次社员代表大会召开。",
    ],
    good=[
        "第十八次会议于2月27日召开、第十九次会议于3月28日召开。",
        "2019年3月5日召开第六次常务会议，2019年2月8日召开第一次专题会议。",
        "第五次会议于12月20日召开，第六次会议于次年1月15日召开。",
        "1963年县总工会召开第三次代表大会。1965年县妇联召开第二次代表大会。",
        "1950年4月县联社成立，召开第一次社员代表大会。1954年8月，第二次社员代表大会召开。",
        "1963年县总工会召开第三次代表大会。1965年县妇联召开第三次代表大会。",
    ],
)
def meeting_numbers_are_out_of_order(text: str, ctx: TextContext) -> Iterator[Hit]:
    """同一会议的次第与召开日期的先后应一致。"""
    if not any(kind in text for kind in _KINDS):
        return
    meetings = numbered_meetings(text, dates_of(ctx))
    for at, later in enumerate(meetings):
        for earlier in reversed(meetings[max(0, at - _REACH) : at]):
            if is_told_twice(earlier, later):
                yield _twice(text, earlier, later)
                break
            found = _against(earlier, later)
            if found and not _is_new_series(text, earlier, later):
                yield _hit(later, found)
                break


def _twice(text: str, one: Meeting, other: Meeting) -> Hit:
    """One meeting with two dates: doubted where a body that is just founded counts it second."""
    first = "成立" in text[one.date.end : one.start]
    here, there = (one, other) if first else (other, one)
    message = (
        f"次第与日期不合：{here.shown}此处是{shown(here.date)}，本段另一处是{shown(there.date)}，"
        "请核对次第和日期。"
    )
    return _hit(here, (message, f"{shown(here.date)}≠{shown(there.date)}"))


def _is_new_series(text: str, earlier: Meeting, later: Meeting) -> bool:
    """A new sentence names a body (主任会议第九十次会议) where the one before named none."""
    named = bool(later.body.strip("/")) and not earlier.body.strip("/")
    return named and any(c in text[earlier.end : later.start] for c in "。！？\n")


def _against(a: Meeting, b: Meeting) -> tuple[str, str] | None:
    """What is said and what was compared where two meetings of a series are out of order."""
    if a.number == b.number or not is_one_series(a, b):
        return None
    first, second = (a, b) if a.number < b.number else (b, a)
    if not is_before(second.date, first.date):
        return None
    return (
        f"次第与日期不合：{first.shown}是{shown(first.date)}，{second.shown}反而是"
        f"{shown(second.date)}，请核对。",
        f"{shown(second.date)}<{shown(first.date)}",
    )


def _hit(meeting: Meeting, found: tuple[str, str], block: str = "") -> Hit:
    start, end = min(meeting.start, meeting.date.start), max(meeting.end, meeting.date.end)
    return Hit(start, end, found[0], evidence=(found[1],), block=block)


@rule(
    "R192",
    "届次、次序与日期不合",
    level="硬",
    basis=_BASIS,
    scope="manuscript",
    bad=[
        Example(
            paragraphs=(
                "# 大事记",
                "1963年12月，县第五届人民代表大会第一次会议召开。",
                "1965年9月，县第四届人民代表大会第三次会议召开。",
            )
        ),
        Example(
            paragraphs=(
                "# 大事记",
                "## 1984年",
                "5月　县政协三届三次会议召开。",
                "## 1985年",
                "4月　县政协三届二次会议召开。",
            )
        ),
        Example(
            paragraphs=(
                "中共某县第四次代表大会于1971年1月召开。",
                "中共某县第五次代表大会于1970年6月召开。",
            )
        ),
        Example(
            paragraphs=(
                "# 大事记",
                "## 1987年",
                "3月12日至15日　某县第九届人民代表大会第一次会议召开。",
                "## 1988年",
                "3月16日　县九届人大一次会议召开，会期3天。",
            )
        ),
    ],
    good=[
        Example(
            paragraphs=(
                "# 大事记",
                "1963年12月，县第五届人民代表大会第一次会议召开。",
                "1965年9月，县第五届人民代表大会第三次会议召开。",
            )
        ),
        Example(
            paragraphs=(
                "中共某县第四次代表大会于1971年1月召开。",
                "共青团某县第五次代表大会于1970年6月召开。",
            )
        ),
        Example(
            paragraphs=(
                "2018年12月20日，县政府第40次常务会议召开。",
                "2019年1月8日，县政府第1次常务会议召开。",
            )
        ),
    ],
)
def meetings_of_entries_are_out_of_order(
    manuscript: Manuscript, ctx: DocumentContext
) -> Iterator[Hit]:
    """各段、各条所记同一会议的次第与日期的先后应一致。"""
    known: dict[str, deque[tuple[str, str, Meeting]]] = {}
    for block, path, meeting in _told(manuscript, ctx):
        group = known.setdefault(meeting.kind, deque(maxlen=_REACH))
        for other_block, other_path, other in group:
            if other_block == block:
                continue
            if _is_held_twice(other, meeting) and path == other_path:
                leaps = any(_leaps(m, other) for _, _, m in group)
                first, second = (other, meeting) if leaps else (meeting, other)
                yield _hit(first, _said_twice(first, second), other_block if leaps else block)
                break
            if not _is_named(other, meeting, path == other_path):
                continue
            found = _against(other, meeting)
            if found:
                leaps = any(_comes_next(m, meeting, other) for _, _, m in group)
                yield _hit(other, found, other_block) if leaps else _hit(meeting, found, block)
                break
        group.append((block, path, meeting))


def _comes_next(before: Meeting, meeting: Meeting, other: Meeting) -> bool:
    """第二十三次, 第二十五次, 第二十四次: the number that leaps is the doubtful one."""
    number = meeting.number[0], meeting.number[1] - 1
    same = before.number == number and is_one_series(before, other)
    return same and is_before(before.date, other.date)


def _is_held_twice(a: Meeting, b: Meeting) -> bool:
    """Tell whether one session of a congress or a standing committee has two dates far apart."""
    if a.number != b.number or not a.number[0] or not a.date.month or not b.date.month:
        return False
    months = 12 * (b.date.year - a.date.year) + b.date.month - a.date.month
    return abs(months) > 1 and is_one_series(a, b)


def _leaps(before: Meeting, meeting: Meeting) -> bool:
    """第五次, 第七次: the sixth is not told, so that the second of them is the doubtful one."""
    if before.number[0] != meeting.number[0] or not is_one_series(before, meeting):
        return False
    return before.number[1] == meeting.number[1] - 2 and is_before(before.date, meeting.date)


def _said_twice(here: Meeting, there: Meeting) -> tuple[str, str]:
    return (
        f"次第与日期不合：{here.shown}此处是{shown(here.date)}，另一条是{shown(there.date)}，"
        "请核对次第和日期。",
        f"{shown(here.date)}≠{shown(there.date)}",
    )


_MAY_TELL = re.compile("[第届][一二三四五六七八九十百\\d]+[次届中]|[一二三四五六七八九十]届")
_GENERIC = re.compile("^(?:[镇乡村县市区州旗]|街道|公司|学校|社|会|全[县市区镇乡])?$")


def _is_named(a: Meeting, b: Meeting, one_path: bool) -> bool:
    """Entries apart tell of one body only where both name it alike, or stand under one heading."""
    names = a.body.split("/")[0], b.body.split("/")[0]
    if one_path:
        return names[0] == names[1]
    own = all(name and (not _GENERIC.match(name) or name in "县市区州旗") for name in names)
    return names[0] == names[1] and own


def _told(manuscript: Manuscript, ctx: DocumentContext) -> Iterator[tuple[str, str, Meeting]]:
    """Every dated meeting of a manuscript with its block and the headings above it."""
    path: list[tuple[int, str]] = []
    before: list[str] = []
    year = ctx.document.content_year if ctx.document.is_yearbook else 0
    for block in manuscript.blocks:
        if not isinstance(block, Text):
            continue
        if block.role == "heading":
            path = [p for p in path if p[0] < block.level] + [(block.level, block.text)]
            before = []
            continue
        if _MAY_TELL.search(block.text):
            headings = [text for _, text in path]
            dates = find_dates(block.text, *standing_date(block.text, headings, before, year))
            for meeting in numbered_meetings(block.text, dates) if dates else ():
                yield block.id, "/".join(_unyeared(headings)), meeting
        before.append(block.text)


def _unyeared(headings: list[str]) -> list[str]:
    return [h for h in headings if not re.fullmatch(r"\s*(?:\d{4}年)?(?:\d{1,2}月)?\s*", h)]
