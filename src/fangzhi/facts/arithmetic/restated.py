"""Changes said twice in one breath (3.5倍，即增长3.5倍; 指数106.8，即上涨8.6%), which must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import msgspec

_UP: Final = "增长|增加|上涨|上升|提高|偏多|多出?|高出|涨"
_DOWN: Final = "下降|减少|下跌|降低|回落|偏少|跌"
_TIMES: Final = re.compile(
    rf"(?:为|是|相当于|达到?)[^，。；]{{0,16}}?的?(?P<of>\d{{1,4}}(?:\.\d{{1,2}})?)倍[，,（]"
    rf"[^，。；]{{0,4}}?(?P<said>(?:{_UP})(?:了|达)?(?P<more>\d{{1,4}}(?:\.\d{{1,2}})?)倍)"
)
_DOUBLED: Final = re.compile(
    r"(?:为|是|相当于|达到?)[^，。；]{0,16}?的?(?P<of>\d{1,4}(?:\.\d{1,2})?)倍[，,]"
    r"[^，。；]{0,6}?(?P<said>翻了?(?P<fold>[一二两三四五六\d])番(?P<over>[多余]?))"
)
_FOLDED: Final = re.compile(
    rf"翻了?(?P<fold>[一二两三四五六\d])番[，,]?[^，。；\d]{{0,5}}(?P<said>(?:{_UP})(?:了|达)?(?P<more>\d{{1,3}}(?:\.\d{{1,2}})?)倍)"
)
_INDEX: Final = re.compile(
    rf"指数(?:为|达到?)?(?P<index>\d{{2,3}}\.\d{{1,2}})(?:%|％)?(?:[（(][^（）()]{{0,10}}[）)])?[，,]"
    rf"[^，。；\d]{{0,8}}?(?P<said>(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了)?(?P<change>\d{{1,3}}(?:\.\d{{1,2}})?)[%％])"
)
_FOLDS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}


class Restated(msgspec.Struct, frozen=True):
    """The words at `start`..`end` do not say what was just said; `right` would."""

    start: int
    end: int
    first: str
    right: str


def wrong_multiples(text: str) -> Iterator[Restated]:
    """Give 是…的N倍，即增长N倍: N times as much is N−1 times more; indexes and their changes."""
    for m in _TIMES.finditer(text):
        of, more = Decimal(m["of"]), Decimal(m["more"])
        if of == more:
            yield Restated(*m.span("said"), f"{m['of']}倍", f"增长{of - 1}倍")
    for m in _FOLDED.finditer(text):
        fold = _FOLDS.get(m["fold"]) or int(m["fold"])
        needed, more = Decimal(2) ** fold - 1, Decimal(m["more"])
        if not needed * Decimal("0.97") <= more < needed + Decimal(2) ** fold / 2:
            yield Restated(*m.span("said"), f"翻{m['fold']}番", f"增长{needed}倍")
    for m in _INDEX.finditer(text):
        index, change = Decimal(m["index"]), Decimal(m["change"])
        moved = index - 100 if m["up"] else 100 - index
        if 50 < index < 200 and moved != change:
            way = "上涨" if index >= 100 else "下降"
            yield Restated(*m.span("said"), f"指数{index}", f"{way}{abs(index - 100)}%")


def wrong_doublings(text: str) -> Iterator[Restated]:
    """Give 为…的6倍，翻了三番: N doublings are 2 to the N-th times as much."""
    for m in _DOUBLED.finditer(text):
        fold = _FOLDS.get(m["fold"]) or int(m["fold"])
        needed = Decimal(2) ** fold
        most = needed * (2 if m["over"] else Decimal("1.5"))
        if not needed * Decimal("0.97") <= Decimal(m["of"]) < most:
            over = "多" if m["over"] else ""
            yield Restated(*m.span("said"), f"{m['of']}倍", f"{needed}倍{over}")
