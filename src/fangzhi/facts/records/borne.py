"""Borne out (印证): whether the figures around a figure – growth, shares, parts – fit it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fangzhi.facts.records.record import Record

_NUMBER: Final = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(?![\d.])(%|年|月|日|倍|[万亿]?[一-鿿]?)")
_MOST: Final = 30


def favor(record: Record, other: Record) -> int:
    """Tell what the text around a figure says of it: 1 where only it fits, −1 where only the
    other one would, 0 where nothing or both do."""
    if (record.unit.name, record.weight) != (other.unit.name, other.weight) or record.table:
        return 0
    own = _fits(record, record.digits)
    theirs = _fits(record, other.digits)
    return own - theirs


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[tuple[int, float, float, str], ...]:
    """The numbers of a text: where, value, half of the last place, the sign after it."""
    found = []
    for m in _NUMBER.finditer(text):
        if m[2] not in ("年", "月", "日"):
            half = 0.5 * 10.0 ** -len(m[1].partition(".")[2])
            found.append((m.start(), float(m[1]), half, m[2]))
    return tuple(found)


def _fits(record: Record, digits: str) -> bool:
    value = float(digits.replace(",", "").lstrip("-") or 0)
    if value <= 0:
        return False
    half = 0.5 * 10.0 ** -len(digits.partition(".")[2])
    near = [n for n in _numbers(record.block.text) if abs(n[0] - record.start) < 160]
    near = [n for n in near if n[0] != record.start][:_MOST]
    rates = [(v, h) for _, v, h, sign in near if sign == "%"]
    plain = [(at, v, h) for at, v, h, sign in near if sign not in ("%", "倍")]
    times = [v for _, v, _, sign in near if sign == "倍"]
    for _, base, slack in plain if rates or times else ():
        if base <= 0:
            continue
        loose, ratios = half / value + slack / base, _rates(value, base)
        for rate, step in rates:
            for made in ratios:
                if abs(made - rate) <= step + made * loose + 0.01:
                    return True
        for fold in times:
            if min(abs(base / value - fold), abs(value / base - fold)) <= fold * loose + 0.05:
                return True
    return _sums(value, record.start, plain)


def _rates(value: float, base: float) -> tuple[float, ...]:
    """Growth from either to the other, and the share of the smaller in the larger."""
    up, down = value / base, base / value
    grown = abs(up - 1) * 100, abs(down - 1) * 100
    return (*grown, *(share for share in (up * 100, down * 100) if share < 100))


def _sums(value: float, start: int, plain: list[tuple[int, float, float]]) -> bool:
    """Whether parts told right after a figure add up to it, or it is one of parts that add up."""
    after = [v for at, v, _ in plain if at > start][:8]
    total = 0.0
    for n, part in enumerate(after):
        total += part
        if n and abs(total - value) < 1e-6:
            return True
    before = [(at, v) for at, v, _ in plain if at < start][-8:]
    sums = [sum(after[:stop]) for stop in range(min(6, len(after)) + 1)]
    for n in range(len(before)):
        whole, parts = before[n][1], [v for _, v in before[n + 1 :]]
        so_far = sum(parts) + value
        for further in sums if parts else sums[1:]:
            if abs(so_far + further - whole) < 1e-6:
                return True
    return False
