"""Shares whose whole stands farther off: in a sentence before, or only in the other shares of it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import MOST_CLAIMS
from fangzhi.facts.arithmetic.shares import is_in_turn
from fangzhi.facts.arithmetic.slips import other_readings
from fangzhi.facts.bounds import around, quotient
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

_ROLE: Final = re.compile(
    r"(?P<part>[^，。；、]*?)(?:所)?占(?:到|了)?(?P<whole>[^占，。；、]{0,16}?)(?:的(?:比重|比例)?|比|比重|比例)?"
    r"(?:约|仅|达到?|为|高达)*$"
)
_NOT_SHARED: Final = re.compile("增|减|升|降|提高|比上|较|同比|高于|低于|超过|由|从")
_NO_WHOLE: Final = re.compile(
    "增长|增加|减少|下降|净增|净减|新增|比|较|平均|均|每|上年|去年|余额|由|从"
)
_WIDER: Final = re.compile("全国|全省|全市|全州|世界|全球|同期|全区|全流域|同行|同类")
_FULLER: Final = re.compile("[总全的县市区镇乡村州年末底数量额]")
_BACK: Final = 3
"""How many sentences back a whole may stand."""


class FarShare(msgspec.Struct, frozen=True):
    """`said` is said to be `part` of `whole`, by the words or by what the shares beside it show."""

    said: Item
    part: Item
    whole: Item
    words: int


class _Claim(msgspec.Struct, frozen=True):
    said: Item
    part: Item
    whole: str
    words: int
    wholes: tuple[Item, ...]


def far_shares(items: tuple[Item, ...], settled: frozenset[int]) -> Iterator[FarShare]:
    """Give the shares not in `settled` (starts) that no figure before makes, with the whole that
    the words, the shares beside them, or one wrong digit point to."""
    told = (c for at in range(len(items)) if (c := _claim(items, at)) is not None)
    claims = list(islice(told, MOST_CLAIMS))
    made: dict[tuple[int, int], bool] = {}
    for claim in claims:
        if claim.said.start in settled or not claim.wholes:
            continue
        if any(_makes(claim.part, w, claim.said) for w in claim.wholes):
            continue
        whole = (
            _of_kin(claim, claims, made) or _of_name(claim) or _of_among(claim) or _of_slip(claim)
        )
        if whole is not None:
            yield FarShare(claim.said, claim.part, whole, claim.words)


def _claim(items: tuple[Item, ...], at: int) -> _Claim | None:
    said = items[at]
    if (
        said.quantity.kind not in ("percent", "permille")
        or not is_firm(said)
        or "占" not in said.label
    ):
        return None
    if is_in_turn(items, at):
        return None
    role = _ROLE.search(said.label)
    if role is None or _NOT_SHARED.search(said.label):
        return None
    part = _part(items, at, subject(role["part"]))
    if part is None:
        return None
    wholes = tuple(
        i for i in items[max(0, at - 40) : at]
        if i is not part and same_unit(i, part) and is_firm(i) and i.value >= part.value
        and i.sentence >= said.sentence - _BACK and i.quantity.kind in ("count", "measure")
        and not _NO_WHOLE.search(subject(i.label)) and i.quantity.chinese == part.quantity.chinese
    )  # fmt: skip
    words = said.label_start + role.start() + said.label[role.start() :].find("占")
    return _Claim(said, part, role["whole"], words, wholes)


def _part(items: tuple[Item, ...], at: int, named: str) -> Item | None:
    """The figure in the bracket right after, of that name, or right before."""
    said = items[at]
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and after.lead in "（(" and after.lead and after.start <= said.end + 2:
        counted = after.quantity.kind in ("count", "measure") and is_firm(after)
        return after if counted else None
    if named:
        near = [i for i in items[max(0, at - 30) : at] if i.sentence >= said.sentence - 2]
        for item in reversed(near):
            own = _bare(subject(item.label))
            if len(named) > 1 and own and (own.endswith(named) or named.endswith(own)):
                if len(own) < 2 or not is_firm(item):
                    return None
                return item if item.quantity.kind in ("count", "measure") else None
        return None
    part = items[at - 1] if at else None
    if part is None or part.sentence != said.sentence or part.depth != said.depth:
        return None
    near_by = said.clause - part.clause <= 1 and is_firm(part) and said.lead in "，、"
    good = part.quantity.kind in ("count", "measure") and not _NO_WHOLE.search(subject(part.label))
    return part if near_by and good else None


def _bare(label: str) -> str:
    return re.sub("(?:达到?|[为有是计])+$", "", label)


def _makes(part: Item, whole: Item, said: Item) -> bool:
    factor = 1000 if said.quantity.kind == "permille" else 100
    found = quotient(around(part.quantity), around(whole.quantity), factor)
    return found is not None and found.allows(said.quantity)


_NEAR: Final = 150
"""Characters within which two shares are read as made from one whole."""


def _of_kin(
    claim: _Claim, claims: Sequence[_Claim], made: dict[tuple[int, int], bool]
) -> Item | None:
    """The whole that another share of the same sentence was made from; `made` keeps which share is
    made from which figure."""
    at = claim.said.start
    first = bisect_left(claims, at - _NEAR, key=lambda c: c.said.start)
    last = bisect_right(claims, at + _NEAR, first, key=lambda c: c.said.start)
    for other in claims[first:last]:
        same = other.said.sentence == claim.said.sentence and other is not claim
        alike = other.whole == claim.whole or not claim.whole
        if not same or not alike or not same_unit(other.part, claim.part):
            continue
        fine = other.said.quantity.step < 1 and other.said.value >= 1
        for whole in claim.wholes if fine else ():
            key = id(other), id(whole)
            if key not in made:
                made[key] = whole is not other.part and _makes(other.part, whole, other.said)
            if made[key]:
                return whole
    return None


def _of_name(claim: _Claim) -> Item | None:
    """占常住人口 of 常住18426人: the only figure whose words share a word with the whole named."""
    if len(claim.whole) < 2:
        return None
    wider = _WIDER.search(claim.whole)
    pieces = _pieces(claim.whole)
    if wider is not None:
        pieces = {wider.group()}
    named = [w for w in claim.wholes if pieces & _pieces(w.label + w.tail[:4], bool(wider))]
    named = [w for w in named if not (w.year and claim.part.year and w.year != claim.part.year)]
    if wider is None and len(named) > 1:
        full = [w for w in named if re.search("总|全", w.label)]
        named = full or named
    return named[0] if len({w.value for w in named}) == 1 else None


def _pieces(words: str, whole: bool = False) -> set[str]:
    bare = words if whole else _FULLER.sub("，", words)
    return {bare[k : k + 2] for k in range(len(bare) - 1) if "，" not in bare[k : k + 2]}


def _of_among(claim: _Claim) -> Item | None:
    """…4862户。…。其中n户，占P%: the only larger figure of households of the sentences before."""
    if not claim.part.label.startswith("其中") or claim.part.lead not in "。；" or claim.whole:
        return None
    values = {w.value for w in claim.wholes if w.sentence < claim.part.sentence}
    firm = [w for w in claim.wholes if w.sentence < claim.part.sentence]
    return firm[-1] if len(values) == 1 else None


def _of_slip(claim: _Claim) -> Item | None:
    """The one figure near by that would make the share if one of its digits were another."""
    said = claim.said
    if said.quantity.step >= 1 or said.value < 1 or _WIDER.search(claim.whole):
        return None
    near = [w for w in claim.wholes if w.sentence >= said.sentence - 1]
    others = [
        msgspec.structs.replace(said.quantity, value=v) for v in other_readings(said.quantity)
    ]
    turned = _turned(said)
    found = []
    for whole in near:
        made = quotient(around(claim.part.quantity), around(whole.quantity),
                        1000 if said.quantity.kind == "permille" else 100)  # fmt: skip
        if made is None or (made.high - made.low) * 20 > made.high:
            continue
        if any(made.allows(o) and (o.value in turned or len(near) < 3) for o in others):
            found.append(whole)
    return found[0] if len({w.value for w in found}) == 1 else None


def _turned(said: Item) -> set[object]:
    digits = str(int(said.value / said.quantity.step))
    return {
        int(digits[:k] + digits[k + 1] + digits[k] + digits[k + 2 :]) * said.quantity.step
        for k in range(len(digits) - 1)
    }
