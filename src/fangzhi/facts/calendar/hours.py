"""Hours (小时) that a sentence says lie between two times of day: 7时至15时，持续降雨8小时."""

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
