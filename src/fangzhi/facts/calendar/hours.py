"""Hours and minutes that a sentence says lie between two times of day: 7时至15时，持续降雨8小时."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.dates import han_number

_CLOCK: Final = (
    r"(?:凌晨|清晨|早晨|早上|上午|中午|(?P<pm{0}>下午|傍晚|晚上?|夜间?)|深夜)?"
    r"(?P<h{0}>\d{{1,2}})(?:[时点](?!间|任|期|代|年)|:)(?:(?P<m{0}>\d{{1,2}})分?)?许?"
)
_RANGE: Final = re.compile(
    _CLOCK.format("1") + r"(?:[至到—～]|起?，?至)(?P<next>次日|翌日|第二天)?" + _CLOCK.format("2")
)
HOURS: Final = (
    "(?:历时|持续|连续|长达|历经|为期|前后|共|达|停[水电气运航]|中断|降雨|降雪|激战|鏖战|奋战|燃烧)"
    r"[^，。；\d]{0,6}(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})个?(?:多|余)?小时(?!降|雨|最)"
)
_HOURS: Final = re.compile(HOURS)


_MOMENT: Final = re.compile(_CLOCK.format("1") + "(?P<whole>整)?")
_TOOK: Final = (
    r"(?:距[^，。；\d]{0,6}|[历用耗费为]时|仅用|[持延]续|停[水电气运航]|中断|历经|相[隔距]|间隔)"
    r"[^，。；\d至到从自于]{0,6}?(?:(?P<n>\d{1,2})个?小时)?(?P<min>\d{1,3})分钟?(?![之\d])"
)
_MINUTES: Final = re.compile(_TOOK)
CLOCKED: Final = "[时点:]\\d{1,2}[^，。；]{0,2}(?s:.*)\\d分"
"""A quick pattern that matches in every text that tells a time of day and minutes."""
_OTHERWISE: Final = re.compile("每|平均|各|次日|翌日|第二天|提前|规定|限|累计|计划")


class Minutes(msgspec.Struct, frozen=True):
    """A length at `start`..`end`, in minutes, with that between the two times (`right`)."""

    start: int
    end: int
    said: int
    right: int


def wrong_minutes(text: str) -> Iterator[Minutes]:
    """Give the minutes that the two times of day told before them in the sentence do not make."""
    for m in _MINUTES.finditer(text):
        opens = opening(text, m.start(), "。！？\n")
        if _OTHERWISE.search(text, opens, m.end()) is not None:
            continue
        moments = list(_MOMENT.finditer(text, opens, m.start()))
        if len(moments) != 2 or not all(o["m1"] or o["whole"] for o in moments):
            continue
        one, other = (_minute(o) for o in moments)
        if moments[0]["pm1"] and not moments[1]["pm1"] and other < one:
            other += 720
        said = int(m["n"] or 0) * 60 + int(m["min"])
        right = other - one + 1440 * (other < one)
        if right and abs(said - right) > 1:
            first = m.start("n") if m["n"] else m.start("min")
            yield Minutes(first, m.end(), said, right)


def _minute(m: re.Match[str]) -> int:
    late = bool(m["pm1"]) and int(m["h1"]) < 12
    return (int(m["h1"]) + 12 * late) * 60 + int(m["m1"] or 0)


class Hours(msgspec.Struct, frozen=True):
    """Hours said at `start`..`end`, with those between the two times (`right`)."""

    start: int
    end: int
    said: int
    right: int


def wrong_hours(text: str) -> Iterator[Hours]:
    """Give the hours that no two times of their sentence bear out, where it tells one range."""
    for m in _HOURS.finditer(text):
        opens = opening(text, m.start(), "。！？\n")
        ranges = list(_RANGE.finditer(text, opens, m.start()))
        if len(ranges) != 1 or re.search("每|平均|各", text[ranges[0].end() : m.start()]):
            continue
        minutes = _minutes(ranges[0])
        said = han_number(m["n"])
        if minutes and abs(said * 60 - minutes) > 60:
            yield Hours(m.start("n"), m.end(), said, round(minutes / 60))


def _minutes(m: re.Match[str]) -> int:
    one, two = (
        (int(m[f"h{n}"]) + 12 * (bool(m[f"pm{n}"]) and int(m[f"h{n}"]) < 12)) * 60
        + int(m[f"m{n}"] or 0)
        for n in (1, 2)
    )
    if m["pm1"] and not m["pm2"] and one // 60 >= 12 and two < one and not m["next"]:
        two += 720  # 下午3时至5时
    return two - one + 1440 * (bool(m["next"]) or two <= one)
