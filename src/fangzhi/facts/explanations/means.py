"""Figures by head: which total in reach was shared out among which heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import CELL, MOST_CLAIMS, digits, in_unit
from fangzhi.facts.arithmetic_readings.means import (
    SURVEYED,
    MeanClaim,
    is_head,
    is_total,
    may_tell_means,
    mean_claim,
    over_heads,
)
from fangzhi.facts.arithmetic_readings.reading import Reading, find_readings
from fangzhi.facts.bounds import Range, quotient
from fangzhi.facts.explanations.search import Side, meant
from fangzhi.facts.explanations.sides import is_mean, named, placed, values_far, values_near
from fangzhi.facts.statements import Item

_MOST: Final = 24
_YEARLY: Final = re.compile("(?:年均|平均每年|每年平均|年平均)[\u4e00-\u9fff]{0,6}$")
_SPAN: Final = re.compile(
    r"(?<![\d第])(?P<n>\d{1,2}|[二两三四五六七八九十]{1,2})年(?:间|来|里|中|共|合计|累计|内|，|计)|"
    r"(?P<a>(?:1[89]|20)\d\d)(?:年)?[—–\-~～至](?P<b>(?:1[89]|20)\d\d)年"
)
_NUMERALS: Final = "零一二三四五六七八九十"


def shared_out(text: str, before: Sequence[str | Item], told: frozenset[int]) -> Iterator[PerHead]:
    """Give the figures by head not in `told` (starts) that the total and the heads meant do not make."""
    if not may_tell_means(text):
        return
    readings = find_readings(text)
    judged = 0
    far: list[Reading] | None = None
    for at, said in enumerate(readings):
        if said.item.start in told or not said.is_value or judged > MOST_CLAIMS:
            continue
        if digits(said.item.quantity) < 2 or not is_mean(said):
            continue
        if _YEARLY.search(said.words):
            judged += 1
            yield from _by_years(text, readings, at)
            continue
        claim = mean_claim(said, surveyed=True) or _daily(said)
        if claim is None:
            continue
        judged += 1
        if far is None:
            far = values_far(before)
        yield from among_heads(claim, readings, at, far)


def among_heads(
    claim: MeanClaim, readings: Sequence[Reading], at: int, far: Sequence[Reading]
) -> Iterator[PerHead]:
    """Give the total and the heads that one claim is meant of and does not follow from, if any."""
    said = claim.said
    near = values_near(readings, at)
    values = [r for r in near if not is_mean(r) or _AVERAGED.search(r.words)][-_MOST:]
    everything = [*far, *values]
    heads = [
        Side(r, _placed(r, said, values, far) + 2 + max(named(claim.who, r), 0))
        for r in everything if is_head(claim, r)
    ]  # fmt: skip
    survey = SURVEYED.search(said.head)
    totals = [
        Side(r, _placed(r, said, values, far) + (named(claim.of, r) if claim.of else 0))
        for r in everything if is_total(claim, r)
        and (survey is None or survey[0] in r.words)
    ]  # fmt: skip
    if not heads or not totals:
        return

    wholes = {id(t.reading): in_unit(t.reading.item, said.item.unit) for t in totals}
    overs = {id(h.reading): over_heads(claim, h.reading) for h in heads}
    middles = {r: float(made.low + made.high) / 2 if made is not None else 0.0
               for r, made in (*wholes.items(), *overs.items())}  # fmt: skip

    def makes(total: Reading, head: Reading) -> Range | None:
        whole, over = wholes[id(total)], overs[id(head)]
        return quotient(whole, over, 10**claim.power) if whole and over else None

    def rough(total: Reading, head: Reading) -> float:
        over = middles[id(head)]
        return middles[id(total)] / over * 10**claim.power if over > 0 else 0.0

    if claim.noun == "天" and any(_over_usual(claim, t.reading) for t in totals):
        return
    only = 2 if len(heads) == len(totals) == 1 else 0
    pairs = ((t, h, _together(t.reading, h.reading) + only) for t in totals for h in heads)
    found = meant(said.item.quantity, pairs, rough, makes, (), 11)
    if found is not None:
        total, head = found.first.item, found.second.item
        yield PerHead(said.item, total, head, found.made, claim.words)


_AVERAGED: Final = re.compile("年平均[^，。；]{0,4}(?:人口|人数|职工|从业人员)")
"""Heads that are themselves a mean of two years."""
_DAILY: Final = re.compile(
    r"(?:平均每[天日]|每[天日]平均|[天日]均|[天日]平均)(?P<of>[\u4e00-\u9fff]{0,8})$"
)
_USUAL: Final = (365, 366, 360, 30, 31, 28, 29, 7, 10, 15, 250, 300)


def _daily(said: Reading) -> MeanClaim | None:
    """展出28天，接待N人次，日均n人次: over the days that are told."""
    found = _DAILY.search(said.words.strip())
    if found is None:
        return None
    start = said.item.start - len(said.words) + found.start()
    return MeanClaim(said, ("天",), "天", found["of"], 0, start)


def _over_usual(claim: MeanClaim, total: Reading) -> bool:
    """Tell whether the days of a year, a month or a week make the figure."""
    whole = in_unit(total.item, claim.said.item.unit)
    said = claim.said.item.quantity
    return whole is not None and any(
        Range(whole.low / n, whole.high / n).allows(said) for n in _USUAL
    )


def _placed(r: Reading, said: Reading, values: Sequence[Reading], far: Sequence[Reading]) -> int:
    return -1 if any(r is f for f in far) else min(placed(r, said, values), 2)


def _together(total: Reading, head: Reading) -> int:
    """2 where both are said of one thing, -3 where their years differ."""
    if total.year and head.year and total.year != head.year:
        return -3
    return 2 if total.item.sentence == head.item.sentence != CELL else 0


def _by_years(text: str, readings: Sequence[Reading], at: int) -> Iterator[PerHead]:
    """2016—2020年…，五年共16350人，年均3270人: a total over the years that are said."""
    said = readings[at]
    begin = max(0, said.item.start - 160)
    counts = {n for m in _SPAN.finditer(text, begin, said.item.start) if 1 < (n := _years(m)) < 100}
    totals = [
        r for r in values_near(readings, at)[-6:]
        if not is_mean(r) and in_unit(r.item, said.item.unit) is not None
        and r.item.sentence >= said.item.sentence - 1 and r.item.value > said.item.value
    ]  # fmt: skip
    made = [
        (total, quotient(whole, Range(Decimal(n), Decimal(n)), 1)) for total in totals for n in counts
        if (whole := in_unit(total.item, said.item.unit)) is not None
    ]  # fmt: skip
    if any(r is not None and r.allows(said.item.quantity) for _, r in made):
        return
    last = totals[-1] if totals else None
    if last is None or len(counts) != 1 or last.item.sentence != said.item.sentence:
        return
    years = msgspec.structs.replace(
        last.item.quantity, value=Decimal(next(iter(counts))), step=Decimal(1), unit="年",
        text=f"{next(iter(counts))}年", kind="count",
    )  # fmt: skip
    over = msgspec.structs.replace(last.item, quantity=years, label="")
    side = Side(last, 3)
    way = made[-1][1]
    found = meant(
        said.item.quantity, [(side, Side(said, 0), 0)], lambda a, b: _middle(way), lambda a, b: way
    )
    if found is not None:
        yield PerHead(said.item, last.item, over, found.made, said.item.label_start)


def _middle(made: Range | None) -> float:
    return float(made.low + made.high) / 2 if made is not None else 0.0


def _years(m: re.Match[str]) -> int:
    if m["a"]:
        return int(m["b"]) - int(m["a"]) + 1
    word = m["n"].replace("两", "二")
    return int(word) if word.isdigit() else max(_NUMERALS.find(word), 0)
