"""Ratios of one to so many (医护比1∶1.15, 师生比1∶15.2): the two counts that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.pools import is_value, slips, values_far
from fangzhi.facts.arithmetic_readings.reading import find_readings
from fangzhi.facts.bounds import around, quotient
from fangzhi.facts.breaks import opening
from fangzhi.facts.quantities import Quantity
from fangzhi.facts.statements import Item

_ONE_TO: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?)(?:之比|比例|比率|比)(?:为|是|达到?|约为)?"
    r"(?P<said>1\s*[∶:：]\s*(?P<many>\d+(?:\.\d+)?)|(?P<first>\d+(?:\.\d+)?)\s*[∶:：]\s*1)(?![\d∶:：.])"
)


class OneTo(msgspec.Struct, frozen=True):
    """`said` (1∶15.2) at `start`..`end` is of `one` and `many`; `made` is what they make."""

    start: int
    end: int
    text: str
    one: Item
    many: Item
    made: Decimal
    step: Decimal


def wrong_pairs(
    text: str, items: tuple[Item, ...], before: Sequence[str | Item]
) -> Iterator[OneTo]:
    """Give the ratios that no two figures of the entry make, with the two they name."""
    if "比" not in text:
        return
    for m in _ONE_TO.finditer(text):
        number = m["many"] or m["first"]
        step = Decimal(1).scaleb(-len(number.partition(".")[2]))
        said = Quantity(m.start("said"), m.end(), m["said"], Decimal(number), step, "", "count")
        own = [msgspec.structs.replace(r.item, label=r.words) for r in find_readings(text)]
        values = [
            i
            for i in (*values_far(before), *own)
            if is_value(i)
            and (i.quantity.kind == "count" or (i.unit == "元" and "收入" in m["name"]))
        ]
        name = _INCOMES.sub("", m["name"])
        found = _named(name, said, values) or _alone(name, said, values, _beside(text, own, m))
        if found is not None:
            one, many = found
            yield OneTo(m.start("name"), m.end(), m["said"], one, many,
                        many.value / one.value, step)  # fmt: skip


_SEXES: Final = re.compile(
    r"(?:(?P<year>(?:1[0-9]|20)\d\d)年(?:末|底)?)?[^，。；\d]{0,8}(?P<said>1?\d\d\.\d{1,2})(?![\d%％‰万亿人年])"
)


def wrong_sex_ratios(
    text: str, items: tuple[Item, ...], before: Sequence[str | Item]
) -> Iterator[OneTo]:
    """Give the sex ratios (女=100) that the men and women of that year do not make."""
    at = text.find("性别比")
    if at < 0:
        return
    values = [i for i in (*values_far(before), *items) if is_value(i) and i.unit in ("人", "名")]
    men = [i for i in values if "男" in i.label and "女" not in i.label]
    women = [i for i in values if "女" in i.label and "男" not in i.label]
    end = text.find("。", at)
    for m in _SEXES.finditer(text, at, end if end > 0 else len(text)):
        number = m["said"]
        step = Decimal(1).scaleb(-len(number.partition(".")[2]))
        said = Quantity(m.start("said"), m.end(), number, Decimal(number), step, "", "count")
        year = int(m["year"] or 0)
        found: list[tuple[Item, Item]] = []
        for man in men:
            for woman in women:
                made = quotient(around(man.quantity), around(woman.quantity), 100)
                if made is not None and made.allows(said):
                    found = []
                    break
                together = man.tail == woman.tail or man.sentence == woman.sentence
                fits = man.year == woman.year and (not year or man.year in (year, 0))
                if made is not None and together and fits and slips(made, said):
                    found.append((man, woman))
            else:
                continue
            break
        if len({(a.value, b.value) for a, b in found}) == 1:
            man, woman = found[-1]
            yield OneTo(m.start("said"), m.end(), number, woman, man,
                        man.value * 100 / woman.value, step)  # fmt: skip


def _named(name: str, said: Quantity, values: Sequence[Item]) -> tuple[Item, Item] | None:
    named: list[tuple[Item, Item]] = []
    for one in values:
        for many in values:
            made = (
                quotient(around(many.quantity), around(one.quantity), 1)
                if one is not many
                else None
            )
            if made is None:
                continue
            if made.allows(said):
                return None
            if slips(made, said) and _speaks_of(name, one, many):
                named.append((one, many))
    return named[-1] if len({(a.value, b.value) for a, b in named}) == 1 else None


def _beside(text: str, own: Sequence[Item], m: re.Match[str]) -> list[Item]:
    """The counts of the two sentences up to a ratio; of two that it may be by, the one that it is said to
    be (按开放床位计算)."""
    opens = opening(text, max(0, opening(text, m.start(), "。！？\n") - 1), "。！？\n")
    near = [
        i
        for i in own
        if opens <= i.start < m.start() and is_value(i) and i.quantity.kind == "count"
    ]
    told = [*_RECKONED.finditer(text, opens, m.start() + 1)]
    if not told:
        return near
    base = [i for i in near if i.label.endswith(told[-1]["base"])]
    return [i for i in near if i in base or all(i.unit != b.unit for b in base)] if base else near


_RECKONED: Final = re.compile(r"(?:按|以)(?P<base>[^，。；、\d]{2,10})(?:数)?计算?，")


def _alone(
    name: str, said: Quantity, values: Sequence[Item], near: Sequence[Item]
) -> tuple[Item, Item] | None:
    """The only two counts near by that a ratio is named by, where no two figures make it and
    these come near it."""
    for one in values:
        for many in values:
            made = quotient(around(many.quantity), around(one.quantity), 1)
            if made is not None and one is not many and made.allows(said):
                return None
    found = [
        (one, many)
        for one in near
        for many in near
        if one is not many
        and _has(one, name[:1])
        and _has(many, name[-1:])
        and one.value * said.value < many.value * 2 < one.value * said.value * 4
    ]
    return found[0] if len(name) == 2 and len(found) == 1 else None


def _speaks_of(name: str, one: Item, many: Item) -> bool:
    """One figure has the first part of the name in its words, the other the last."""
    for cut in range(1, len(name)):
        a, b = name[:cut], name[cut:]
        for first, second in ((one, many), (many, one)):
            if _has(first, a) and _has(second, b):
                return True
    return False


_INCOMES: Final = re.compile("(?<=城乡)(?:居民)?(?:人均)?(?:可支配)?收入$")
_ALSO: Final = {
    "城": "城镇居民",
    "乡": "农村居民|农村$",
    "师": "教师|师",
    "生": "学生|在校生|生",
    "护": "护士|护理",
    "医": "医师|医生",
    "床": "床",
}


def _has(item: Item, word: str) -> bool:
    words = item.label + item.unit + item.tail[:3]
    return re.search(_ALSO.get(word, re.escape(word)), words) is not None
