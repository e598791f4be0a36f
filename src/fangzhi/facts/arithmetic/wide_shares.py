"""Shares and rates whose part or whole stands anywhere in the entry: every reading is tried, and one
that names its whole, or misses by one digit, is told; where any reading fits, nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.far_shares import FarShare
from fangzhi.facts.arithmetic.pools import (
    MOST_CLAIMS,
    digits,
    in_unit,
    is_value,
    like,
    pieces,
    slips,
    values_before,
    values_far,
)
from fangzhi.facts.arithmetic.shares import is_in_turn
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import Item, is_firm, subject

_SHARE: Final = re.compile(
    r"(?P<part>[^，。；、]*?)(?:所)?占(?:到|了|据)?(?P<whole>[^占，。；、]{0,18}?)(?:的(?:比重|比例)?|比|比重|比例)?"
    r"(?:约|仅|达到?|为|高达)*$"
)
_RATE: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:率|面|比例|比重|占比)(?:约|仅|已|达到?|为|高达|是)*$"
)
_MOVED: Final = re.compile("增|减|升|降|提高|比上|较|同比|高于|低于|超过|由|从|年均|平均")
_NO_RATE: Final = re.compile(
    "(?:(?<![毛净])利|税|费|汇|概|几|频|效|功|速|失业|死亡|出生|生育|自然|折|净|复合|收益|回报|覆盖|转化)$"
)
_WIDER: Final = re.compile("全国|全省|全市|全州|世界|全球|全流域|同行|同类|省|自治区")
_FULLER: Final = frozenset("总全的县市区镇乡村州年末底数量额人本面积")
_CHANGE: Final = re.compile("增长|增加|减少|下降|净增|净减|新增|比|较|平均|均|每|上年|去年")
_TOTAL: Final = re.compile("总|全|共|合计")
_FACTOR: Final = {"percent": 100, "permille": 1000}


class _Claim(msgspec.Struct, frozen=True):
    said: Item
    parts: tuple[Item, ...]
    whole: str
    name: str
    words: int
    of: Item | None = None
    """The whole itself, where it stands right before the percentage."""


def wide_shares(
    items: tuple[Item, ...], before: Sequence[str | Item], settled: frozenset[int]
) -> Iterator[FarShare]:
    """Give the shares not in `settled` (starts) that no two figures of the entry make."""
    kin: list[Item] = []
    most = MOST_CLAIMS
    for at, said in enumerate(items):
        if said.quantity.kind not in _FACTOR or not is_firm(said):
            continue
        if not said.label or said.value <= 0 or is_in_turn(items, at):
            continue
        claim = _claim(items, at)
        if claim is None:
            after = _told_after(items, at) if said.start not in settled else None
            if after is not None:
                yield after
            continue
        most -= 1
        if most < 0:
            return
        near = values_before(items, at)
        far = values_far(before) if said.start not in settled else ()
        fitting = _fitting(claim, near, far)
        if fitting is not None:
            kin.append(fitting)
        elif said.start not in settled:
            found = _found(claim, near, far, kin)
            if found is not None:
                yield FarShare(said, *found, claim.words)


def _claim(items: tuple[Item, ...], at: int) -> _Claim | None:
    said = items[at]
    if _MOVED.search(said.label):
        return None
    if said.label == "的" and at > 1:
        return _claim_of_figure(items, at)
    role = _SHARE.search(said.label) if "占" in said.label else None
    if role is not None and "占比" not in said.label:
        parts = _parts(items, at, subject(role["part"]))
        words = said.label_start + said.label.rfind("占")
        return _Claim(said, parts, role["whole"], "", words) if parts else None
    rate = _RATE.search(said.label)
    if rate is None or _NO_RATE.search(rate["name"]):
        return None
    parts = _parts_of_rate(items, at, rate["name"])
    words = said.label_start + rate.start("name")
    return _Claim(said, parts, "", rate["name"], words) if parts else None


def _told_after(items: tuple[Item, ...], at: int) -> FarShare | None:
    """农业税占全部税收的38.6%。税收总额N，农业税n: both figures follow in the next sentence."""
    said = items[at]
    role = _SHARE.search(said.label) if "占" in said.label else None
    if role is None or _MOVED.search(said.label) or _WIDER.search(role["whole"]):
        return None
    name, words = subject(role["part"]), pieces(role["whole"], _FULLER)
    after = [i for i in items[at + 1 : at + 6] if is_value(i) and i.sentence <= said.sentence + 1]
    parts = [i for i in after if len(name) > 1 and subject(i.label) == name]
    wholes = [i for i in after if words & pieces(i.label, _FULLER) and i not in parts]
    if len(parts) != 1 or len(wholes) != 1 or not _may_hold(wholes[0], parts[0]):
        return None
    made = _made(parts[0], wholes[0], said)
    if made is None or made.allows(said.quantity) or not slips(made, said.quantity):
        return None
    return FarShare(said, parts[0], wholes[0], said.label_start + said.label.rfind("占"))


def _claim_of_figure(items: tuple[Item, ...], at: int) -> _Claim | None:
    """n，比上年的m增长Q，占W N的P%: the part stands some figures before the whole."""
    said, whole = items[at], items[at - 1]
    role = re.search(r"占[^占]*$", whole.label)
    if role is None or whole.sentence != said.sentence or not is_value(whole):
        return None
    parts = [i for i in items[max(0, at - 8) : at - 1]
             if is_value(i) and i.sentence == said.sentence and _may_hold(whole, i)
             and not re.search("(?:比|较)", i.label)]  # fmt: skip
    words = whole.label_start + role.start()
    return _Claim(said, tuple(reversed(parts)), "", "", words, whole) if parts else None


def _parts(items: tuple[Item, ...], at: int, named: str) -> tuple[Item, ...]:
    said = items[at]
    near = [i for i in items[max(0, at - 12) : at] if is_value(i)]
    if named:
        words = pieces(named, _FULLER)
        own = [i for i in near if words & pieces(i.label + i.tail[:4], _FULLER)]
        return tuple(own[-1:])
    near = [i for i in near if i.sentence == said.sentence and said.clause - i.clause <= 3
            and i.depth <= said.depth and not _CHANGE.search(i.label)]  # fmt: skip
    return tuple(reversed(near[-3:]))


def _parts_of_rate(items: tuple[Item, ...], at: int, name: str) -> tuple[Item, ...]:
    said = items[at]
    near = [i for i in items[max(0, at - 10) : at]
            if is_value(i) and i.sentence >= said.sentence - 1 and not _CHANGE.search(i.label)]  # fmt: skip
    words = pieces(name)
    named = [i for i in near if words & pieces(i.label + i.tail[:3])]
    last = items[at - 1] if at and items[at - 1] in near else None
    if (
        last is not None
        and last.sentence == said.sentence
        and last not in named
        and said.clause - last.clause <= 1
    ):
        named.append(last)
    return tuple(reversed(named))


def _fitting(claim: _Claim, near: tuple[Item, ...], far: tuple[Item, ...]) -> Item | None:
    """The whole of any two figures that make the share as it is printed."""
    said = claim.said
    loose = [i for i in near if i.sentence == said.sentence]
    for part in {id(i): i for i in (*claim.parts, *loose)}.values():
        for whole in (*near, *far):
            if whole is not part and _allows(_made(part, whole, said), said):
                return whole
    return None


def _found(
    claim: _Claim, near: tuple[Item, ...], far: tuple[Item, ...], kin: Sequence[Item]
) -> tuple[Item, Item] | None:
    for part in claim.parts:
        if claim.of is not None:
            if _slips(part, claim.of, claim.said):
                return part, claim.of
            continue
        wholes = [w for w in (*far, *near) if w is not part and _may_hold(w, part)
                  and (w.start < part.start or w in far or w.depth > part.depth or claim.name)]  # fmt: skip
        if not wholes:
            continue
        shared = [w for w in kin if _may_hold(w, part) and _slips(part, w, claim.said)]
        found = _named(claim, part, wholes) if claim.whole else None
        found = found or (shared[-1] if shared and not claim.whole else None)
        found = found or (_of_rate(claim, part, wholes, near) if not claim.whole else None)
        if found is not None:
            return part, found
    return None


def _slips(part: Item, whole: Item, said: Item) -> bool:
    made = _made(part, whole, said)
    return made is not None and slips(made, said.quantity)


def _made(part: Item, whole: Item, said: Item) -> Range | None:
    over = in_unit(whole, part.unit) if part.unit != whole.unit else around(whole.quantity)
    if over is None or over.low <= 0:
        return None
    return quotient(around(part.quantity), over, _FACTOR[said.quantity.kind])


def _allows(found: Range | None, said: Item) -> bool:
    return found is not None and found.allows(said.quantity)


def _may_hold(whole: Item, part: Item) -> bool:
    if not like(whole, part) or _CHANGE.search(subject(whole.label)):
        return False
    over = in_unit(whole, part.unit)
    return over is not None and over.high >= part.value


def tabled_shares(
    items: tuple[Item, ...], cells: Sequence[Item], before: Sequence[str | Item]
) -> Iterator[FarShare]:
    """Give the shares said of a row or a whole of a table beside the prose, one digit off."""
    totals = [c for c in cells if c.label.startswith("合计")]
    for at, said in enumerate(items):
        if said.quantity.kind not in _FACTOR or not is_firm(said) or "占" not in said.label:
            continue
        role = _SHARE.search(said.label)
        if role is None or _MOVED.search(said.label) or _WIDER.search(role["whole"]):
            continue
        near, far = values_before(items, at), values_far(before)
        name = subject(role["part"])
        parts = [i for i in near if i.sentence == said.sentence and i.start < said.start][-3:]
        pairs = [(p, t) for p in parts for t in totals if _may_hold(t, p)
                 and _is_total_of(t, role["whole"], p)]  # fmt: skip
        pairs += [(c, t) for c in cells if name and _is_row(c, name) for t in totals
                  if t.lead == c.lead and t.tail == c.tail and t is not c]  # fmt: skip
        pairs += [(_all_but(c, t), t) for c in cells if name and _is_the_other(c, name)
                  for t in totals if t.lead == c.lead and t.tail == c.tail and t.value > c.value]  # fmt: skip
        loose = [(p, w) for p in parts for w in (*near, *far, *totals) if p is not w]
        if not pairs or any(_allows(_made(p, w, said), said) for p, w in (*pairs, *loose)):
            continue
        found = [(p, w) for p, w in pairs if _slips(p, w, said)]
        if len({(p.value, w.value) for p, w in found}) == 1:
            words = said.label_start + said.label.rfind("占")
            yield FarShare(said, *found[0], words)


def _is_row(cell: Item, name: str) -> bool:
    """汉族 of a row 汉族, 苇湖镇人口 of the column 人口 in the row 苇湖镇."""
    row = cell.label.removesuffix(cell.lead)
    return (
        len(row) > 1 and row != "合计" and row in name and set(name) <= set(cell.label + cell.tail)
    )


def _is_the_other(cell: Item, name: str) -> bool:
    """非税收入 of 税收收入: what the total holds besides."""
    row = cell.label.removesuffix(cell.lead)
    return row[:1] == "非" and len(row) > 2 and set(row[1:]) <= set(name)


def _all_but(cell: Item, total: Item) -> Item:
    value = total.value - cell.value
    text = f"{total.quantity.text}－{cell.quantity.text}"
    quantity = msgspec.structs.replace(cell.quantity, value=value, text=text)
    return msgspec.structs.replace(cell, quantity=quantity, label="")


def _is_total_of(total: Item, whole: str, part: Item) -> bool:
    """占播种面积 of the total of a table of 播种面积, 占总数 of the total of a table of the same."""
    named = "".join(c for c in whole if c not in _FULLER)
    if named:
        return set(named) <= set(total.label + total.tail)
    return bool(pieces(part.label, _FULLER) & pieces(total.label + total.tail))


def _named(claim: _Claim, part: Item, wholes: Sequence[Item]) -> Item | None:
    """占总人口的P%: the figures whose words share a word with the whole named."""
    said = claim.said
    if _WIDER.search(claim.whole):
        words = pieces(claim.whole.replace("的", ""))
        named = [w for w in wholes if words <= pieces(w.label)]
    else:
        words = pieces(claim.whole, _FULLER) or _last(claim.whole)
        named = [
            w for w in wholes if words & (pieces(w.label + w.tail[:3], _FULLER) | _last(w.label))
        ]
    named = [w for w in named if not (w.own_year and part.year and w.year != part.year)]
    full = [w for w in named if _TOTAL.search(w.label)]
    near = [w for w in named if _slips(part, w, said)]
    if len({w.value for w in near}) >= 1:
        return near[-1]
    chosen = full or named
    if len({w.value for w in chosen}) != 1:
        return None
    made = _made(part, chosen[0], said)
    alike = made is not None and made.low <= said.value * 3 and said.value <= made.high * 3
    return chosen[0] if alike else None


def _last(label: str) -> frozenset[str]:
    """The noun of a total (全县总人口 → 人口); nothing of others (少数民族人口)."""
    words = re.sub("[为有达到是约共的]+$", "", subject(label))
    total = len(words) < 4 or _TOTAL.search(label) is not None
    return frozenset((words[-2:],)) if len(words) > 1 and total else frozenset()


def _of_rate(
    claim: _Claim, part: Item, wholes: Sequence[Item], near: tuple[Item, ...]
) -> Item | None:
    """A rate of one figure in another of the paragraph, or of a like one before it, one digit
    away from it."""
    said = claim.said
    words = pieces(part.label + part.tail[:3], _FULLER)
    named = bool(claim.name) and bool(pieces(claim.name) & pieces(part.label + part.tail[:3]))
    if named:
        close = [w for w in wholes if w in near or words & pieces(w.label, _FULLER)]
    else:
        close = [w for w in wholes if w in near and said.sentence - 1 <= w.sentence]
        close = [w for w in close if w.start <= part.start or claim.name]
    slipping = [w for w in close if _slips(part, w, said)]
    if digits(said.quantity) < 3 and len({w.value for w in close}) > 1:
        slipping = [w for w in slipping if named and w.sentence == part.sentence]
    return slipping[-1] if len({w.value for w in slipping}) == 1 else None
