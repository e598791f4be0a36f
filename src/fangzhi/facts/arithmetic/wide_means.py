"""What comes to each head, with total and heads anywhere in the entry: every reading is tried, and
one that misses by one digit is told; where any two figures make it, nothing is."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.pools import (
    CELL,
    MOST_CLAIMS,
    digits,
    in_unit,
    is_near,
    pieces,
    roughly,
    size,
    slips,
    values_before,
    values_far,
)
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.quantities import COUNTS, Quantity
from fangzhi.facts.statements import Item, is_firm
from fangzhi.zh.units import units

_EACH: Final = re.compile(
    r"每(?:(?P<many>百万|十万|百|千|万)(?![瓦米克]))?(?P<named>(?:名|位|户|个|座|家|所|条|艘|辆|台|只|头|项|张|间)(?!次))?(?P<head>[\u4e00-\u9fff]{0,12})$"
)
_ALL: Final = re.compile(
    r"(?P<head>人次|人|户|村|校|班|亩|师|生|工|台|车|件|家|场|社|组|乡|镇|床|店|吨|公里|次|天|日|月)均"
)
_YIELD: Final = re.compile(r"(?P<head>亩产|公顷产|单产)")
_BY_UNIT: Final = re.compile(
    r"^(?:平均)?(?P<head>吨|亩|公顷|立方米|千克|件)(?!位)(?P<of>[\u4e00-\u9fff]{2,8})$"
)
_OF_ALL: Final = re.compile(
    r"平均(?P<of>单价|运距|价格|售价|亩产|单产|造价|规模|面积|产量|收入|工资|投资|深度|长度|宽度|吨位|票价)(?:为|达)?$"
)
_EXEMPT: Final = re.compile(
    "可支配|纯收入|生产总值|消费支出|消费水平|寿命|GDP|标准|不低于|最低|限|比|较|增|减|升|降|由|从|至少|不少于|最"
)
_MANY: Final = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6}
_HEADS: Final = {
    "校": "所", "班": "个", "师": "人", "车": "辆", "社": "家", "组": "个", "乡": "个", "镇": "个",
    "床": "张", "店": "家", "村": "个", "亩产": "亩", "公顷产": "公顷", "台": "台", "人次": "人次",
    "台次": "台次", "名": "人", "位": "人", "生": "人", "工": "人",
}  # fmt: skip
_PERSONS: Final = re.compile("人|生|员|师|工|民|者|职|老|劳动力|儿|女|男|干部|医|护")
_UNITS: Final = tuple(sorted(
    {*units(), *COUNTS}, key=lambda u: (-len(u), u)
))  # fmt: skip
_DAYS: Final = frozenset("天日月年季周次")


class _Claim(msgspec.Struct, frozen=True):
    said: Item
    unit: str
    """The unit of the heads; "" where any may do."""
    name: str
    power: int
    words: int


def wide_means(
    items: tuple[Item, ...], before: Sequence[str | Item], settled: frozenset[int]
) -> Iterator[PerHead]:
    """Give the figures by head not in `settled` (starts) that no two figures of the entry make."""
    most = MOST_CLAIMS
    for at, said in enumerate(items):
        if said.start in settled or said.quantity.kind not in ("count", "measure"):
            continue
        claim = _claim(said) if is_firm(said) and said.value > 0 else None
        if claim is None:
            if _TIMED.search(said.label) and is_firm(said):
                yield from _by_time(said, values_before(items, at))
            continue
        most -= 1
        if most < 0:
            return
        near, far = values_before(items, at), values_far(before)
        every = (*far, *near) if claim.unit else near
        if fits_any(said, claim.unit, claim.power, near, every):
            continue
        found = _found(claim, near, far) or _of_year(claim, far)
        if found is not None:
            yield found


_OFF: Final = Decimal("0.2")
_NO_NAME: Final = re.compile(
    "(?:1[0-9]|20)\\d\\d年?[末底]?|[^，。；]{0,6}[表图][^，。；]{0,12}[见示]|全[\u4e00-\u9fff]|平均|为|的|，"
)


def _of_year(claim: _Claim, far: Sequence[Item]) -> PerHead | None:
    """由表可见，1985年户均3.48人: over the one column of heads in the row of that year."""
    said = claim.said
    if not said.own_year or not claim.unit or claim.power:
        return None
    own = said.label[: claim.words - said.label_start]
    if _NO_NAME.sub("", own):  # 2005年农村户均
        return None
    cells = [i for i in far if i.sentence == CELL and i.own_year and i.year == said.year]
    heads = [c for c in cells if c.unit == claim.unit]
    name = set(re.sub("[为达到占有拥约]+$", "", claim.name))
    totals = [c for c in cells if c.unit == said.unit != claim.unit and name <= set(c.label)]
    totals = [c for c in totals if "总" in c.label] or totals
    if len(heads) != 1 or len(totals) != 1 or totals[0].value <= said.value:
        return None
    made = quotient(around(totals[0].quantity), around(heads[0].quantity), 1)
    if made is None or made.allows(said.quantity):
        return None
    near = abs((made.low + made.high) / 2 - said.value) <= said.value * _OFF
    return PerHead(said, totals[0], heads[0], made, claim.words) if near else None


def _claim(said: Item) -> _Claim | None:
    label = said.label
    if not re.search("[均每产]|^(?:平均)?[吨亩公立千件]", label) or _EXEMPT.search(label):
        return None
    each = _EACH.search(label)
    if each is not None:
        return _claim_of_each(said, each)
    for pattern in (_ALL, _YIELD, _OF_ALL, _BY_UNIT):
        found = pattern.search(label)
        if found is None:
            continue
        head = found.groupdict().get("head") or ""
        if head in _DAYS:
            return None
        name = found.groupdict().get("of") or label[found.end() :]
        return _Claim(said, _HEADS.get(head, head), name, 0, said.label_start + found.start())
    return None


def _claim_of_each(said: Item, each: re.Match[str]) -> _Claim | None:
    head, named = each["head"], each["named"]
    power = _MANY.get(each["many"] or "", 0)
    start = said.label_start + each.start()
    own = next((u for u in _UNITS if head.startswith(u)), None)
    if own is not None and named is None:
        return None if own in _DAYS else _Claim(said, own, head[len(own) :], power, start)
    if head[:1] in _DAYS:
        return None
    if named in ("名", "位") or (named is None and _PERSONS.search(head)):
        return _Claim(said, "人", head, power, start)
    if named is None and not power:
        known = _HEADS.get(head[:1])
        return _Claim(said, known, head[1:], power, start) if known else None
    return _Claim(said, named or "", head, power, start)


def fits_any(
    said: Item, unit: str, power: int, values: Sequence[Item], counted: Sequence[Item]
) -> bool:
    """Tell whether any two figures, or all of a kind together, the one counted in heads, make it."""
    return any(
        found.allows(said.quantity)
        for _, _, found in _pairs(said, unit, power, values, counted, (float(said.value),))
    ) or _fits_together(said, unit, power, values)


Pair = tuple[Item, Item, Range]


def _pairs(
    said: Item, unit: str, power: int, values: Sequence[Item], counted: Sequence[Item],
    sizes: tuple[float, ...],
) -> Iterator[Pair]:  # fmt: skip
    """Each total and each count of heads that make something like one of the sizes."""
    told, _ = size(said)
    per = size(msgspec.structs.replace(said, quantity=_one(said)))[1]
    totals = [(i, v) for i in values if i is not said and (v := _of(i, told))]
    if not totals:
        return
    kind, one = (
        size(msgspec.structs.replace(said, quantity=_one(said, unit))) if unit else ("", 1.0)
    )
    heads = [(i, v / one) for i in counted if (v := _of(i, kind) if kind else size(i)[1])]
    for total, much in totals:
        for item, many in heads:
            if item is total or not is_near(much / per / many * 10**power, sizes):
                continue
            whole, over = in_unit(total, said.unit), _heads(item, unit)
            found = quotient(whole, over, 10**power) if whole and over else None
            if found is not None:
                yield total, item, found


def _of(item: Item, dimension: str) -> float:
    own, much = size(item)
    return much if own == dimension else 0.0


def _one(said: Item, unit: str = "") -> Quantity:
    return msgspec.structs.replace(said.quantity, value=Decimal(1), unit=unit or said.unit)


def _fits_together(said: Item, unit: str, power: int, values: Sequence[Item]) -> bool:
    """小麦a亩、玉米b亩、其他c亩……平均亩产: the total over all of them, or runs of them."""
    if not unit:
        return False
    values = [i for i in values if said.sentence - 1 <= i.sentence <= said.sentence]
    told, kind = size(said)[0], size(msgspec.structs.replace(said, quantity=_one(said, unit)))
    per = size(msgspec.structs.replace(said, quantity=_one(said)))[1]
    totals, heads = (_sums([v for i in values if (v := _of(i, d))][-6:]) for d in (told, kind[0]))
    value = float(said.quantity.value)
    half = float(said.quantity.step) / 2 / value + 0.001
    scale = kind[1] / per * 10**power / value
    for many, total in totals:
        like = tuple(sorted(s for n, s in heads if max(n, many) > 2 or n == many > 1))
        if is_near(total * scale, like, half):
            return True
    return False


def _sums(values: Sequence[float]) -> list[tuple[int, float]]:
    """The sums of all runs, with how many figures each is of."""
    count = range(len(values))
    return [(b + 1 - a, sum(values[a : b + 1])) for a in count for b in count[a:]]


_TIMED: Final = re.compile(
    r"(?:(?P<day>日均|平均每[天日]|每[天日]平均|日平均)|(?P<month>月均|平均每月|每月平均|月平均))(?P<of>[^，。；\d]{0,8})$"
)
_OF_YEAR: Final = re.compile("全年|年(?![初底末])|累计")
_OF_PART: Final = re.compile("月|季|上半|下半|天|日|期间|旬|暑|假|节|年末|比|较")


def _by_time(said: Item, near: Sequence[Item]) -> Iterator[PerHead]:
    """全年供水N，其中…。日均供水n: a year has 365 days and twelve months."""
    by = _TIMED.search(said.label)
    if (
        by is None
        or _EXEMPT.search(said.label)
        or re.search(f"{_OF_PART.pattern}|间", said.label[: by.start()])
    ):
        return
    counts, unit = ((365, 366), "天") if by["day"] else ((12,), "个月")
    readings = []
    for total in reversed(near):
        whole = in_unit(total, said.unit)
        if whole is None or total.start > said.start or _OF_PART.search(total.label):
            continue
        made = [Range(whole.low / n, whole.high / n) for n in counts]
        if any(m.allows(said.quantity) for m in made):
            return
        same = pieces(by["of"]) & pieces(total.label)
        if same and _OF_YEAR.search(total.label) and slips(made[0], said.quantity):
            readings.append(PerHead(said, total, _days(said, counts[0], unit), made[0],
                                    said.label_start))  # fmt: skip
    yield from readings[:1]


def _days(said: Item, number: int, unit: str) -> Item:
    quantity = msgspec.structs.replace(
        said.quantity, text=f"{number}{unit}", value=Decimal(number), step=Decimal(1), unit=unit,
        kind="count",
    )  # fmt: skip
    return msgspec.structs.replace(said, quantity=quantity, label="")


def is_of_any(said: Item, items: tuple[Item, ...]) -> bool:
    """Tell whether two figures of the paragraph, whatever else they are, make what is said."""
    claim = _claim(said)
    if claim is None:
        return False
    near = values_before(items, bisect_left(items, said.start, key=lambda i: i.start))
    return fits_any(said, claim.unit, claim.power, near, near)


def _heads(item: Item, unit: str) -> Range | None:
    return in_unit(item, unit) if unit else around(item.quantity)


def _found(claim: _Claim, near: tuple[Item, ...], far: tuple[Item, ...]) -> PerHead | None:
    said = claim.said
    totals = [i for i in reversed(near) if i.sentence >= said.sentence - 1
              and (i.start < said.start or i.depth > said.depth)
              and not re.search("[均每]", i.label)]  # fmt: skip
    totals += [i for i in reversed(near) if _is_of_the_heads(i, said, near)]
    totals += [i for i in reversed(far) if _is_same_total(claim, i)]
    counted = (*reversed(near), *reversed(far))
    sizes = roughly(said.quantity)
    pairs = list(_pairs(said, claim.unit, claim.power, totals, counted, sizes))
    elsewhere = {id(i) for i in far}
    if any(found.allows(said.quantity) for total, _, found in pairs if id(total) in elsewhere):
        return None
    readings = [
        PerHead(said, total, heads, found, claim.words)
        for total, heads, found in pairs
        if _may_head(claim, heads, heads in near, total) and slips(found, said.quantity)
    ]
    if not readings:
        return None
    best = readings[0]
    strong = best.total.sentence == best.heads.sentence == said.sentence
    if digits(said.quantity) < 2 and not strong:
        return None
    return best


def _is_of_the_heads(total: Item, said: Item, near: Sequence[Item]) -> bool:
    """小学11460人。……。小学教师951人，每名教师负担学生12.05人: further back, of the same school."""
    if not said.sentence - 4 <= total.sentence < said.sentence - 1 or re.search(
        "[均每]", total.label
    ):
        return False
    words = pieces(total.label, _PLAIN)
    return any(i.sentence == said.sentence and words & pieces(i.label, _PLAIN) for i in near)


_PLAIN: Final = frozenset("全县市区镇乡村年末底共有其中的")


def _is_same_total(claim: _Claim, total: Item) -> bool:
    """人均财政收入, of 财政收入 in a paragraph before."""
    name = re.sub("[为达到占有拥]+$", "", claim.name)
    if total.sentence == CELL:
        whole = total.label.startswith("合计") or name in total.label
        return len(name) > 1 and whole and set(name) <= set(total.label + total.tail)
    return len(name) > 1 and pieces(name) <= pieces(total.label)


def _may_head(claim: _Claim, heads: Item, near: bool, total: Item) -> bool:
    if not claim.unit and (heads.unit == claim.said.unit or heads.unit == total.unit):
        return False
    said = claim.said
    words = pieces(claim.name) & pieces(heads.label + heads.unit + heads.tail[:4])
    if not near:
        known = _DEFAULT.get(claim.unit)
        told = bool(words) or (known is not None and known.search(heads.label + heads.tail[:2]))
        return bool(told) and not (heads.own_year and said.year and heads.year != said.year)
    if heads.sentence == said.sentence:
        return True
    return bool(words) or heads.sentence >= said.sentence - 1


_DEFAULT: Final = {
    "人": re.compile("人口|总人|职工|在册|在岗|在职|在校|学生"), "户": re.compile("户"), "亩": re.compile("面积|耕地"),
}  # fmt: skip
