"""Years named by 干支 in prose, with the year that the words beside them say."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

import msgspec

from fangzhi.facts.breaks import opening
from fangzhi.facts.calendar.eras import PAIR, EraDate
from fangzhi.zh.eras import era_to_years

_YEAR: Final = r"(?<!\d)(?P<y>\d{3,4})年"
_EVENT: Final = (
    "[日月]|变法|维新|政变|革命|赔款|条约|战争|起义|事变|之[变乱役]|[政国]变|海战|新政|科|拳|首义|"
    "水|风|之交|[一-鿿]?大?奇荒"
)
"""What makes a pair the name of an event, not of the year before it."""
_PATTERNS: Final = tuple(
    re.compile(p)
    for p in (
        rf"{_YEAR}[（(](?:夏历|农历|岁次|时为|即)?(?P<gz>{PAIR})(?:年|岁)?[）)，]",
        rf"(?P<gz>{PAIR})(?:年|岁)[（(](?:公元)?(?P<y>\d{{3,4}})年?[）)，]",
        rf"(?P<gz>{PAIR})[（(](?:公元)?(?P<y>\d{{3,4}})年[）)，]",
        rf"{_YEAR}，?(?:岁次|岁在|时值|适值|值|为|是为|农历|夏历)(?P<gz>{PAIR})(?:年|岁)?",
        rf"[（(](?:公元)?(?P<y>\d{{3,4}})年?[）)](?:岁次|岁在)?(?P<gz>{PAIR})(?!{_EVENT})",
        rf"{_YEAR}(?P<gz>{PAIR})(?!{_EVENT})",
    )
)
_LATER: Final = re.compile(
    rf"(?:岁次|岁在|时在|时值|年在|值|太岁在|是岁|是年)(?P<gz>{PAIR})(?!日|月)"
)


class GanzhiYear(msgspec.Struct, frozen=True):
    """A pair at `start`..`end` said of one of `years`; `common` is a common year printed beside it.

    `alone` tells that the span is the pair itself.
    """

    pair: str
    start: int
    end: int
    years: tuple[int, ...]
    common: int
    alone: bool = True


def find_ganzhi_years(text: str, eras: tuple[EraDate, ...]) -> Iterator[GanzhiYear]:
    """Give every pair that names a year which the text says in another way too."""
    seen: set[int] = set()
    for era in eras:
        years = era_to_years(era.title, era.n, era.dynasty or None) or era_to_years(
            era.title, era.n
        )
        both = tuple(sorted({*years, *([era.common[0]] if era.glossed else [])}))
        for pair, start, end in era.ganzhi:
            if both and start not in seen:
                seen.add(start)
                yield GanzhiYear(pair, start, end, years or both, era.common[0])
    for pattern in _PATTERNS:
        for m in pattern.finditer(text):
            start = m.start("gz")
            if start not in seen:
                seen.add(start)
                yield GanzhiYear(m["gz"], start, m.end("gz"), (int(m["y"]),), 0)
    yield from _said_later(text, eras, seen)


def _said_later(text: str, eras: tuple[EraDate, ...], seen: set[int]) -> Iterator[GanzhiYear]:
    """清雍正七年（1729年）改县，岁在戊申: the last year said before it in the sentence."""
    starts = [e.start for e in eras]
    for m in _LATER.finditer(text):
        if m.start("gz") in seen:
            continue
        opens = opening(text, m.start(), "。！？；\n")
        high = bisect_left(starts, m.start())
        near = [e for e in eras[max(0, high - 4) : high] if e.start >= opens]
        said = [(e.start, _era_years(e)) for e in near]
        common = [(c.start(), (int(c[1]),)) for c in _COMMON.finditer(text, opens, m.start())]
        last = max((*said, *common), default=None)
        if last is not None and last[1]:
            start = m.start() if m.group().startswith(("岁", "时")) else m.start("gz")
            yield GanzhiYear(m["gz"], start, m.end("gz"), last[1], 0, start == m.start("gz"))


def _era_years(era: EraDate) -> tuple[int, ...]:
    own = era_to_years(era.title, era.n, era.dynasty or None)
    return tuple(sorted({era.common[0], *own})) if era.glossed else own


_COMMON: Final = re.compile(r"(?<!\d)(\d{3,4})年")
