"""Shares, rates, multiples and figures by head: which two figures in reach were divided."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import MOST_CLAIMS, digits, in_unit
from fangzhi.facts.arithmetic.shares import is_in_turn
from fangzhi.facts.arithmetic_readings.reading import Reading, covers, find_readings, whole_of
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.explanations.search import Meant, Side, meant
from fangzhi.facts.explanations.sides import (
    is_mean,
    named,
    placed,
    plain_name,
    timed,
    values_far,
    values_near,
)
from fangzhi.facts.statements import Item, is_firm

_FACTOR: Final = {"percent": 100, "permille": 1000, "times": 1}
_SHARE: Final = re.compile(
    r"(?P<part>.*?)(?:即|约|就|共|刚好|正好)?(?:所)?占(?:到|了|据|用|去|有)?(?P<whole>.*?)(?:的?(?:比重|比例|份额)|的)?(?:为|达到?|约|仅|近|高达|是|升[至到]|降[至到])*$"
)
_OF: Final = re.compile(
    r"(?P<part>.*?)(?:约|仅|已|刚|只|恰|正|相当于|合|当|为|是|完成|达到?|超过|覆盖|涉及|惠及|及)+(?P<whole>[^，为是]{2,14}?)的(?:约|近)?$"
)
_RATE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,12}?)(?:率|面|比例|比重|占比|份额)(?:只有|仅有|约|仅|已|为|达到?|高达|是|降为|升为)*$"
)
_MOVED: Final = re.compile(
    "[增减升降]|提高|比上|比[^重例]|较|同比|高于|低于|超过|由|从|年均|平均|递|其中|上年|去年|环比|下滑|回落"
)
_NO_RATE: Final = re.compile(
    "(?:(?<![毛净])利|税|费|汇|概|几|频|效|功|速|失业|死亡|出生|生育|自然|增长|折|净|复合|收益|回报|转化|贡献|利用)$"
)
_WIDER: Final = re.compile("全国|全省|全市|全州|世界|全球|全流域|同行|同类|省|自治区|GDP|生产总值")
_YEAR: Final = re.compile(r"((?:1[0-9]|20)\d\d)年")
_LAST: Final = re.compile("上一?年|去年|原来|以前|常年|往年|当年|初年")
_TOTAL: Final = re.compile("总|全|共|合计")


class Divided(msgspec.Struct, frozen=True):
    """`said` should be `part` over `whole`; `words` is where the phrase starts, `made` what they make."""

    said: Item
    part: Item
    whole: Item
    words: int
    made: Range


class _Claim(msgspec.Struct, frozen=True):
    part: str
    whole: str
    of: Reading | None
    words: int
    rate: bool
    year: int = 0
    last: bool = False


def divided(
    text: str, before: Sequence[object], told: frozenset[int], kinds: Container[str]
) -> Iterator[Divided]:
    """Give the claims of `kinds` ("percent", "permille", "times") not in `told` (starts) that their
    figures do not make."""
    readings = find_readings(text)
    judged = 0
    far: list[Reading] | None = None
    for at, said in enumerate(readings):
        quantity = said.item.quantity
        if quantity.kind not in kinds or said.item.start in told or not is_firm(said.item):
            continue
        if quantity.value <= 0 or digits(quantity) < 2 or judged > MOST_CLAIMS:
            continue
        claim = _claim(readings, at)
        if claim is None or _WIDER.search(claim.whole):
            continue
        judged += 1
        if far is None:
            far = values_far(before)
        found = _found(claim, readings, at, far)
        if found is not None:
            part, whole = found.first.item, found.second.item
            yield Divided(said.item, part, whole, claim.words, found.made)


def _claim(readings: Sequence[Reading], at: int) -> _Claim | None:
    said = readings[at]
    near = [r.item for r in readings[max(0, at - 2) : at + 2]]
    if is_in_turn(near, min(at, 2)):
        return None
    words, start = said.words.strip(), said.item.label_start
    last = readings[at - 1] if at else None
    if said.item.lead == "" and last is not None and last.is_value and words.endswith("的"):
        of = re.search("(?:占|覆盖|为|是|完成|相当于|涉及|惠及)[^占为是，]*$", last.words)
        if of is not None and len(words) < 8:
            return _Claim(plain_name(last.words[: of.start()]), "", last, start - len(words), False)
    if _MOVED.search(words):
        return None
    share = _SHARE.fullmatch(words) if "占" in words and "占比" not in words else None
    share = share or _OF.fullmatch(words)
    if share is not None:
        at_share = start + max(words.rfind("占"), 0)
        over = share["whole"]
        year = _YEAR.search(over)
        return _Claim(plain_name(share["part"]), plain_name(_LAST.sub("", over)), None, at_share, False,
                      int(year[1]) if year else 0, _LAST.search(over) is not None)  # fmt: skip
    rate = _RATE.search(words) if said.item.quantity.kind != "times" else None
    if rate is None or _NO_RATE.search(rate["name"]):
        return None
    return _Claim(rate["name"], "", None, start, True)


def _found(
    claim: _Claim, readings: Sequence[Reading], at: int, far: Sequence[Reading]
) -> Meant | None:
    said = readings[at]
    values = [r for r in values_near(readings, at) if r is not claim.of]
    parts = [s for r in values if (s := _part(claim, r, said, values)) is not None]
    parts.sort(key=lambda s: -s.fit)
    wholes = [_whole(claim, r, said, values) for r in values if r.role != "change"]
    if claim.of is not None:
        wholes = [Side(claim.of, 6)]
    elif claim.whole or claim.rate:
        wholes += [Side(r, n - 1) for r in far if (n := named(claim.whole, r)) > 1]
    factor = _FACTOR[said.item.quantity.kind]

    def makes(part: Reading, whole: Reading) -> Range | None:
        over = in_unit(whole.item, part.item.unit)
        if over is None or over.low <= 0:
            return None
        return quotient(around(part.item.quantity), over, factor)

    return meant(
        said.item.quantity,
        _pairs(claim, parts[:6], wholes, readings, said),
        lambda a, b: a.much / b.much * factor if b.much else 0.0,
        makes,
    )


def _part(claim: _Claim, r: Reading, said: Reading, values: Sequence[Reading]) -> Side | None:
    if r is claim.of or is_mean(r):
        return None
    fit = placed(r, said, values) - (1 if r.role in ("change", "base") else 0)
    if claim.rate:
        name = claim.part
        known = covers(name, r.words + r.item.tail[:6]) or name[-2:] in r.words + r.item.tail[:4]
        return Side(r, fit + (3 if known else 0))
    fit += named(claim.part, r) * (1 if claim.part else 0)
    return Side(r, fit) if fit > 0 else None


def _whole(claim: _Claim, r: Reading, said: Reading, values: Sequence[Reading]) -> Side:
    fit = min(placed(r, said, values), 1) + (1 if _TOTAL.search(r.words) else 0)
    if claim.whole:
        fit += named(claim.whole, r)
    if claim.year:
        fit += 3 if r.year == claim.year else -2 if r.year else 0
    elif claim.last and _LAST.search(r.words):
        fit += 3
    return Side(r, fit - (2 if is_mean(r) else 0))


def _pairs(
    claim: _Claim, parts: Iterable[Side], wholes: Sequence[Side], readings: Sequence[Reading],
    said: Reading,
) -> Iterator[tuple[Side, Side, int]]:  # fmt: skip
    most = said.item.value > (1 if said.item.quantity.kind == "times" else 100)
    for part in parts:
        own = part.reading
        parent = whole_of(readings, own.number) if own.number < said.number + 3 else None
        for whole in wholes:
            over = whole.reading
            if over.dimension != own.dimension or (over.much < own.much * 0.999 and not most):
                continue
            fit = 4 if over is parent else 0
            moved = own.role == "reached" and over.role == "base" and own.number == over.number + 1
            fit += 3 if moved and (claim.year or claim.last) else 0
            yield part, whole, fit + (0 if claim.year or claim.last else timed(own, over))
