"""Numbers in a row (第几任, 第几届) told of one person or one meeting in two ways.

A holder of an office has one number in it: 第五任院长何某 … 何某出任第四任院长; who takes over from the
fifth is the sixth. A meeting of one month has one number; a congress is not held twice a year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import find_eras
from fangzhi.facts.calendar.lengths import number
from fangzhi.facts.calendar.ordinals import Meeting, is_one_series, numbered_meetings
from fangzhi.facts.calendar.timeline import timeline
from fangzhi.facts.dates import find_dates
from fangzhi.facts.records.persons import is_person
from fangzhi.facts.records.setting import Setting
from fangzhi.model.text import Text
from fangzhi.zh.surnames import FAMILIAR

_N: Final = "[一二三四五六七八九十百]{1,4}|\\d{1,3}"
_POST: Final = (
    "[校县区乡镇局院厂馆站所社处科部场行团会矿队董台]长|支?书记?|主任|主席|(?:县|州)?知[事县州府]|县令|经理|住持|"
    "委员会|[执常理监]委?会|理事会|司令|主编|总编辑?|董事长|掌门|传人|族长"
)
_RANKED: Final = re.compile(
    f"(?:第(?P<n>{_N})(?P<unit>[任届代])|(?P<first>首|末)任)(?P<noun>[一-鿿]{{0,12}}?(?:{_POST}))?"
)
_MAY_RANK: Final = re.compile(f"第(?:{_N})[任届代]")
_SURNAMES: Final = "".join(sorted(n for n in FAMILIAR if len(n) == 1))
_NAMED_BEHIND: Final = re.compile(
    f"(?:[是为由乃系：，]|即)?(?P<name>[{_SURNAMES}][一-鿿]{{1,2}}?)"
    "(?=[，。；、（）“”\\d]|$|[到就上接继在于任当出因又曾率主同年民光]|[一二]九)"
)
_NAME: Final = re.compile(
    f"(?:^|(?<=[，。；、：　 由继]))(?P<name>[{_SURNAMES}][一-鿿]{{1,2}}?)"
    "(?=[，、（]|接替?|继|任|出任|担任|当选|当上|被[选推任]|就任|到任|上任|于|为|是|，)"
)
_TAKES_OVER: Final = re.compile(
    f"(?:接替|接任|继任?|接)(?:前任|老)?(?:[一-鿿]{{0,4}}?)(?P<name>[{_SURNAMES}][一-鿿]{{1,2}}?)(?=[，。；之任当出成]|$)"
)
_TWICE: Final = re.compile("[再复又连]任|重任|两任|两度|再[次度]|[续]任|蝉联|第二次出任|连选")
_NO_NAME: Final = re.compile(
    "任何|成为|当选|任期|于是|方面|项目|期间|时期|高级|全[县市]|常[委务]|和[平]"
)


class Ranked(msgspec.Struct, frozen=True):
    """第n任 or 第n届 of an office said of a person at `start`..`end`, and its date."""

    name: str
    n: int
    unit: str
    noun: str
    when: tuple[int, int, int]
    block: Text
    start: int
    end: int
    setting: Setting
    after: str
    again: bool


class Misnumbered(msgspec.Struct, frozen=True):
    """A number at `start`..`end` of `block` that does not go with another place of the work."""

    block: Text
    start: int
    end: int
    why: str
    other: Text
    other_start: int
    other_end: int


def misnumbered(texts: Sequence[tuple[Text, Setting]]) -> Iterator[Misnumbered]:
    """Give the numbers of holders of offices that two places of the work tell in two ways."""
    told = [r for block, setting in texts for r in _ranked(block, setting)]
    by_name: dict[str, list[Ranked]] = defaultdict(list)
    seen: set[tuple[str, int]] = set()
    for later in told:
        clash = next((r for r in by_name[later.name] if _clash(r, later)), None)
        spot = (later.block.id, later.start)
        office = [r for r in by_name[later.name] if _one_office(r, later)]
        known = any(r.n == later.n or (clash is not None and r.n == clash.n and
                    r.block.id == later.block.id) for r in office)  # fmt: skip
        if clash is not None and not known and spot not in seen:
            seen.add(spot)
            why = f"{later.name}在另一处是第{clash.n}{clash.unit}，这里作第{later.n}{later.unit}"
            yield _found(later, clash, why)
        by_name[later.name].append(later)
    for r in told:
        before = [b for b in by_name.get(r.after, ()) if _one_office(b, r)] if r.after else []
        spot = (r.block.id, r.start)
        numbers = {b.n for b in before}
        if len(numbers) == 1 and not r.again and r.n - 1 not in numbers and spot not in seen:
            seen.add(spot)
            why = f"前任{r.after}是第{before[0].n}{r.unit}，接任的应是第{before[0].n + 1}{r.unit}"
            yield _found(r, before[0], f"{why}，这里作第{r.n}{r.unit}")


def _found(r: Ranked, other: Ranked, why: str) -> Misnumbered:
    return Misnumbered(r.block, r.start, r.end, why, other.block, other.start, other.end)


def _ranked(block: Text, setting: Setting) -> Iterator[Ranked]:
    text = block.text
    if setting.standing == "prior" or _MAY_RANK.search(text) is None:
        return
    dates = timeline(text, find_dates(text, setting.year, int(setting.span or 0)), find_eras(text))
    for m in _RANKED.finditer(text):
        if m["first"] == "末" or (m["unit"] != "任" and not m["noun"]):
            continue
        opens = opening(text, m.start(), "。；！？\n")
        stop = next((p for p in range(m.end(), len(text)) if text[p] in "。；！？\n"), len(text))
        name = _whose(text, m, opens, stop)
        if not name:
            continue
        own = [d for d in dates if opens <= d.start < stop and d.year and not d.ends]
        own = [d for d in own if d.start < m.start()][-1:] or own[:1]
        over = _TAKES_OVER.search(text, opens, stop)
        after = over["name"] if over is not None and over["name"] != name else ""
        noun = m["noun"] or _post_near(text, opens, m.start())
        yield Ranked(
            name, number(m["n"]) if m["n"] else 1, m["unit"] or "任", noun,
            own[0].parts if own else (0, 0, 0), block,
            m.start(), m.end(), setting, after, _TWICE.search(text) is not None,
        )  # fmt: skip


def _post_near(text: str, opens: int, at: int) -> str:
    """历任站长：首任甲某，第二任乙某: the post that the sentence tells before."""
    found = [f for f in re.finditer(f"[一-鿿]?(?:{_POST})", text[opens:at])]
    return found[-1].group() if found else ""


def _whose(text: str, m: re.Match[str], opens: int, stop: int) -> str:
    """Whose number it is: the name right behind, else the first that the sentence names before or
    after, else the one that the paragraph opens with."""
    behind = _NAMED_BEHIND.match(text, m.end())
    if behind is not None and _is_name(behind["name"]):
        return behind["name"]
    if (m["unit"] == "任" and not m["noun"]) or text[m.end() : m.end() + 1] in _IS:
        return ""
    for low, high in ((opens, m.start()), (m.end(), stop)):
        for found in _NAME.finditer(text, low, high):
            if _is_name(found["name"]):
                return found["name"]
    first = _NAME.match(text)
    return first["name"] if first is not None and _is_name(first["name"]) else ""


_IS: Final = frozenset("为是系乃由")
"""第四任知事为江苏人…: the number is of whom the words behind name."""


def _is_name(name: str) -> bool:
    return is_person(name) and _NO_NAME.search(name) is None


def _one_office(a: Ranked, b: Ranked) -> bool:
    """Tell whether two nouns may be of one office: 书记 and 支部书记, 执行委员会 and 执委会."""
    if a.unit != b.unit or not a.noun or not b.noun:
        return False
    short, long = sorted((a.noun, b.noun), key=len)
    if long.endswith(short[-2:]):
        return True
    rest = iter(long)
    return all(c in rest for c in short)


def _clash(a: Ranked, b: Ranked) -> bool:
    if a.block.id == b.block.id or a.n == b.n or not _one_office(a, b):
        return False
    if a.setting.place != b.setting.place and a.setting.place and b.setting.place:
        return False
    dated = a.when[0] > 0 and b.when[0] > 0
    same = dated and _same(a.when, b.when)
    return same or (a.unit == "任" and not (a.again or b.again or dated))


def _same(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    return all(x == y for x, y in zip(a, b, strict=True) if x and y)


_CONGRESS: Final = re.compile("代表大会|[党人]代会|届人大|政协")
_NUMBER: Final = re.compile("[一二三四五六七八九十百\\d]+")
_STANDING: Final = re.compile("常|主任|主席|政府|全会|全体")


class _Held(msgspec.Struct, frozen=True):
    meeting: Meeting
    block: Text
    setting: Setting


def misnumbered_meetings(texts: Sequence[tuple[Text, Setting]]) -> Iterator[Misnumbered]:
    """Give the meetings that two places number in two ways, and congresses that leap in number."""
    held: dict[str, list[_Held]] = defaultdict(list)
    for block, setting in texts:
        if setting.standing == "prior" or _CONGRESS.search(block.text) is None:
            continue
        dates = find_dates(block.text, setting.year, int(setting.span or 0))
        for meeting in numbered_meetings(block.text, dates) if dates else ():
            if _CONGRESS.search(meeting.shown + meeting.body) and not _STANDING.search(
                meeting.shown + meeting.body
            ):
                held[meeting.kind].append(_Held(meeting, block, setting))
    for own in held.values():
        seen: set[tuple[str, int]] = set()
        for later, first, why in _odd(own):
            doubtful, other = (first, later) if _told_else(own, first, later) else (later, first)
            spot = (doubtful.block.id, doubtful.meeting.start)
            if spot not in seen:
                seen.add(spot)
                m, o = doubtful.meeting, other.meeting
                yield Misnumbered(doubtful.block, m.start, m.end, why, other.block, o.start, o.end)


def _odd(held: Sequence[_Held]) -> Iterator[tuple[_Held, _Held, str]]:
    for at, later in enumerate(held):
        for first in held[:at]:
            a, b = first.meeting, later.meeting
            if (
                a.number == b.number
                or not _one_body(first, later)
                or not (a.date.year and b.date.year)
            ):
                continue
            if _one_day(a, b) and first.block.id != later.block.id:
                why = f"{_day(a)}的这次会议，另一处作{a.shown}，这里作{b.shown}"
                yield later, first, why
            elif (leap := _leaps(a, b)) is not None:
                yield later, first, leap


def _one_body(first: _Held, later: _Held) -> bool:
    a, b = first.meeting, later.meeting
    if not is_one_series(a, b):
        return False
    names = a.body.split("/")[0], b.body.split("/")[0]
    return names[0] == names[1] or (bool(names[0]) and bool(names[1]))


def _one_day(a: Meeting, b: Meeting) -> bool:
    """One month of one year, and one day as far as both tell it; the same number within the term."""
    x, y = a.date, b.date
    if (
        not x.month
        or (x.year, x.month) != (y.year, y.month)
        or (x.day and y.day and x.day != y.day)
    ):
        return False
    return a.number[0] == b.number[0] == 0 or a.number[1] == b.number[1]


def _leaps(a: Meeting, b: Meeting) -> str | None:
    """1985年第13次, 1988年第24次: a congress that would have been held more than once a year."""
    at = 0 if a.number[0] else 1
    (low, high) = sorted((a, b), key=lambda m: m.number[at])
    if at == 0 and _NUMBER.sub("", low.shown) != _NUMBER.sub("", high.shown):
        return None  # 第十五届委员会第三次会议, 第十九届人民代表大会第三次会议
    more = high.number[at] - low.number[at]
    years = high.date.year - low.date.year
    if more < 2 or years < 0 or more <= years + 1:
        return None
    return f"{low.date.year}年是{low.shown}，{years}年后的{high.date.year}年不会已是{high.shown}"


def _day(m: Meeting) -> str:
    return f"{m.date.year}年{m.date.month}月"


def _told_else(held: Sequence[_Held], first: _Held, later: _Held) -> bool:
    """Tell whether the earlier telling is the odd one: its number is told of another year, or the
    later goes with a third."""

    def odd(one: _Held, other: _Held) -> int:
        return sum(
            h.meeting.number == one.meeting.number and h.meeting.date.year != one.meeting.date.year
            for h in held if h not in (one, other) and _one_body(h, one)
        ) - sum(
            h.meeting.number == one.meeting.number and h.meeting.date.year == one.meeting.date.year
            for h in held if h not in (one, other) and _one_body(h, one)
        )  # fmt: skip

    return odd(first, later) > odd(later, first)
