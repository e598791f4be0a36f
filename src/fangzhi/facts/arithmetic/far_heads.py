"""What comes to each head where total or heads stand in brackets, in other paragraphs, or in the
words (每千人, 日均): each with the figures that it should be made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import msgspec

from fangzhi.facts.arithmetic.conversions import converted
from fangzhi.facts.arithmetic.heads import PerHead
from fangzhi.facts.arithmetic.slips import is_one_slip, other_readings
from fangzhi.facts.bounds import Range, around, quotient
from fangzhi.facts.statements import Item, find_items, is_firm, same_unit, subject

_DENSITY: Final = re.compile(r"(?:每平方(?:千米|公里)[^，。；]{0,4}|密度(?:为|是|达到?)?)$")
_DENSITY_TAIL: Final = re.compile(r"^[/／]平方(?:千米|公里)")
_AREA: Final = frozenset(("平方千米", "平方公里"))
_LAND: Final = re.compile("面积|幅员|辖区|全境|总土地|国土|辖境")
_PART_OF_LAND: Final = re.compile(
    "建成|耕地|林地|草|水域|海域|湿地|城区|规划|绿地|公园|滩涂|保护|园区|山|丘|平原|流域|水面|种植|造林|海水|养殖"
)
_PEOPLE: Final = re.compile("人口|总人|户籍|常住|有[^，。；]{0,3}$")
_SOME_PEOPLE: Final = re.compile(
    "农业|城镇|男|女|迁|出生|死亡|少数|族|贫困|流动|劳动|就业|非农|外来|育龄|老年|岁"
)
_PER_MANY: Final = re.compile(
    r"每(?P<many>百|千|万|十万|百万)(?:名)?(?P<who>[^，。；、]{0,10}?)(?:拥有|配备|配|占有|有|为)?(?P<what>[\u4e00-\u9fff]{0,10})$"
)
_MANY: Final = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6}
_OVER_DAYS: Final = re.compile(r"[（(](?:以|按)[^（）()]{0,8}\d+[^（）()]{0,8}[）)]")
_BY_TIME: Final = re.compile(
    r"(?:(?P<day>日均|平均每[天日]|每[天日]平均|日平均)|(?P<month>月均|平均每月|每月平均|月平均))(?P<of>[^，。；\d]{0,8})$"
)
_YEARLY: Final = re.compile("全年|年(?![初底末])|累计")
_PART_OF_YEAR: Final = re.compile("月|季|上半|下半|天|日|期间|旬|暑|假|节")
_EACH: Final = re.compile(
    r"(?:每(?P<each>人|户|村|家|亩|所|班|名|个|座|艘|辆|台)|(?P<head>人|户|村|校|亩|班)均)"
)


_NEAR: Final = 120
"""Figures to either side among which the people of a paragraph are sought."""
_MOST: Final = 60
"""Figures by thousand heads in one paragraph that are held against each other."""


def far_heads(
    text: str, items: tuple[Item, ...], before: Sequence[str], settled: frozenset[int]
) -> Iterator[PerHead]:
    """Give the figures by head not in `settled` (starts) that contradict the figures named."""
    for at, said in enumerate(items):
        if said.start in settled or not is_firm(said):
            continue
        if said.quantity.kind not in ("count", "measure"):
            continue
        if said.label.endswith("每"):
            yield from _one_to(items, at)
        if _DENSITY.search(said.label) or _DENSITY_TAIL.match(said.tail):
            yield from _density(items, at, before)
        elif "均" in said.label or "每" in said.label:
            found = _in_bracket(items, at) or _by_time(text, items, at) or _per_many(items, at)
            if found is not None:
                yield found
    if text.count("每") > 1:
        yield from _unlike_kin(text, items)


def _density(items: tuple[Item, ...], at: int, before: Sequence[str]) -> Iterator[PerHead]:
    said = items[at]
    if said.unit not in ("人", "名", "户") or "净" in said.label:
        return
    people = [i for i in items if i is not said and i.unit == said.unit and is_firm(i)
              and i.value > said.value and not _SOME_PEOPLE.search(i.label)
              and (_PEOPLE.search(i.label) or i.tail.startswith("人口"))]  # fmt: skip
    people = [i for i in people if not (i.year and i.year != said.year) and i.start < said.start]
    if re.search("其中|区|镇|城|乡|部|最", re.sub("全[县市区州乡镇]", "", said.label)):
        return
    areas = [i for i in items if _is_land(i)]
    if not areas:
        for paragraph in reversed(before[-4:]):
            if "平方" in paragraph:
                areas = [i for i in find_items(paragraph) if _is_land(i)]
                break
    if not people or len({a.value for a in areas}) != 1:
        return
    readings = [_reading(said, p, areas[0]) for p in people]
    known = [r for r in readings if r is not None]
    if any(r.range.allows(said.quantity) for r in known):
        return
    near = [r for r in known if r.total.sentence == said.sentence] or known
    yield from [r for r in near if _is_like(r) and _slips(r)][-1:]


def _slips(reading: PerHead) -> bool:
    """One digit stands between the three: other years' people or another area seldom do that."""
    said, step = reading.said.quantity, reading.said.quantity.step

    def holds(values: Sequence[Decimal]) -> bool:
        return values[1] > 0 and abs(values[0] / values[1] - values[2]) <= step / 2

    return is_one_slip([reading.total.quantity, reading.heads.quantity, said], holds)


def _is_land(item: Item) -> bool:
    whole = _LAND.search(item.label) and not _PART_OF_LAND.search(item.label)
    return item.unit in _AREA and is_firm(item) and bool(whole)


def _reading(said: Item, total: Item, heads: Item, factor: int = 1) -> PerHead | None:
    whole = converted(total, said.unit) if not same_unit(total, said) else around(total.quantity)
    found = quotient(whole, around(heads.quantity), factor) if whole is not None else None
    return PerHead(said, total, heads, found, said.label_start) if found is not None else None


def _is_like(reading: PerHead) -> bool:
    middle = (reading.range.low + reading.range.high) / 2
    return middle <= reading.said.value * 12 and reading.said.value <= middle * 12


_HEADED: Final = re.compile("人口|人数|职工|用工|从业|户数|工人|人员|劳动力|学生|户$|人$")


def _in_bracket(items: tuple[Item, ...], at: int) -> PerHead | None:
    """人均67969元（按年平均人口36.58万人计）; 每人136.6万元（用工13650人、产值186.4亿元）."""
    said = items[at]
    each = _EACH.search(said.label)
    inside = []
    for item in items[at + 1 : at + 4]:
        if item.depth != said.depth + 1 or item.sentence != said.sentence:
            break
        inside.append(item)
    if each is None or not inside or inside[0].lead not in "（(" or not all(map(is_firm, inside)):
        return None
    head = each["each"] or each["head"]
    units = ("人", "名") if head in ("人", "名") else ("户",) if head == "户" else ("个", head)
    heads = [i for i in inside if i.unit in units]
    totals = [i for i in inside if i not in heads and converted(i, said.unit) is not None]
    if len(heads) != 1:
        return None
    if not totals and len(inside) == 1 and _HEADED.search(heads[0].label):
        name = subject(said.label).replace("人均", "").replace("户均", "").strip("为达")
        totals = [i for i in items[:at] if len(name) > 2 and converted(i, said.unit) is not None
                  and name[:2] in i.label and name[-2:] in i.label and i.value > said.value
                  and is_firm(i)]  # fmt: skip
        totals = [t for t in totals if not re.search("比|较|上年", t.label)]
    return _reading(said, totals[0], heads[0]) if len(totals) == 1 else None


def _by_time(text: str, items: tuple[Item, ...], at: int) -> PerHead | None:
    """全年用电N，日均n: a year has 365 days and twelve months."""
    said = items[at]
    by = _BY_TIME.search(said.label)
    if by is None or re.search("比|较|最", said.label) or _OVER_DAYS.match(text, said.end):
        return None
    near = [i for i in items[max(0, at - 4) : at] if i.sentence == said.sentence]
    totals = [i for i in near if converted(i, said.unit) is not None and is_firm(i)
              and i.value > said.value]  # fmt: skip
    if len(totals) != 1 or totals[0].clause != said.clause - 1 or said.lead not in "，（(":
        return None
    whole = totals[0]
    words = re.sub("日均|月均|每[天日月]|日平均|月平均", "", text[whole.label_start : said.start])
    if not _YEARLY.search(whole.label) or _PART_OF_YEAR.search(words):
        return None
    if by["of"] and not set(by["of"]) & set(whole.label):
        return None
    counts = (365, 366) if by["day"] else (12,)
    readings = [
        _reading(said, whole, _counted(whole, n, "天" if by["day"] else "个月")) for n in counts
    ]
    known = [r for r in readings if r is not None]
    if any(r.range.allows(said.quantity) for r in known) or not all(map(_is_like, known)):
        return None
    return known[0] if known else None


def _one_to(items: tuple[Item, ...], at: int) -> Iterator[PerHead]:
    """财政供养4860人，总人口29.16万人，平均每60人供养1人."""
    said, one = items[at], items[at + 1] if at + 1 < len(items) else None
    if one is None or one.value != 1 or one.lead != "" or said.unit not in ("人", "名", "户"):
        return
    what = re.sub("[有的拥配备为]", "", one.label)
    near = [i for i in items[max(0, at - 6) : at] if i.sentence == said.sentence and is_firm(i)]
    heads = [i for i in near if same_unit(i, one) and (len(what) > 1 or not one.label)
             and what[:2] in i.label]  # fmt: skip
    totals = [i for i in near if same_unit(i, said) and i not in heads and i.value > said.value]
    if len(heads) != 1 or len(totals) != 1 or heads[0].value >= totals[0].value:
        return
    reading = _reading(said, totals[0], heads[0])
    if reading is not None and _is_like(reading):
        yield reading


def _counted(model: Item, number: int, unit: str) -> Item:
    """The days of a year or its months, as a figure that nobody needs to print."""
    quantity = msgspec.structs.replace(
        model.quantity, text=f"{number}{unit}", value=Decimal(number), step=Decimal(1),
        unit=unit, kind="count", chinese=False,
    )  # fmt: skip
    return msgspec.structs.replace(model, quantity=quantity, label="")


def _per_many(items: tuple[Item, ...], at: int) -> PerHead | None:
    """注册护士1312人，…每千常住人口有注册护士3.60人: the count and the people of the paragraph."""
    said = items[at]
    many = _PER_MANY.search(said.label)
    if many is None or not re.search("人", many["who"] + many["what"]) or "率" in said.label:
        return None
    counted = _counted_of(items, at, many["what"] or many["who"])
    if counted is None:
        return None
    who = re.search("常住|户籍", said.label)
    near = items[max(0, at - _NEAR) : at + _NEAR]
    people = [i for i in near if i.value > 1000 and i.unit == "人" and "人口" in i.label
              and is_firm(i) and not _SOME_PEOPLE.search(i.label) and i is not said]  # fmt: skip
    people = [i for i in people if who is None or who.group() in i.label]
    if len({p.value for p in people}) != 1:
        return None
    reading = _reading(said, counted, people[0], 10 ** _MANY[many["many"]])
    return (
        reading
        if reading is not None and _is_like(reading) and not reading.range.allows(said.quantity)
        else None
    )


def _counted_of(items: tuple[Item, ...], at: int, what: str) -> Item | None:
    said = items[at]
    what = re.sub("^.*人口?[均各]?|拥有|配备|[数有的为]", "", what)
    like = [i for i in items[max(0, at - _NEAR) : at]
            if i.sentence >= said.sentence - 1 and i.value > said.value and "每" not in i.label
            and same_unit(i, said) and is_firm(i)]  # fmt: skip
    if what:
        named = [i for i in like if what[-3:] in i.label and "人口" not in i.label]
        return named[-1] if len({n.value for n in named}) == 1 else None
    close = [i for i in items[max(0, at - 1) : at] if i in like and "人口" not in i.label]
    return close[-1] if close and close[-1].sentence == said.sentence else None


def _unlike_kin(text: str, items: tuple[Item, ...]) -> Iterator[PerHead]:
    """床位2238张，每千人口6.13张；护士1312人，每千人口有护士3.06人: of how many people the one
    speaks the other must speak too; two digits put the other way round would mend it."""
    claims = []
    for at, said in enumerate(items):
        many = _PER_MANY.search(_label(text, said))
        if many is None or "人" not in many["who"] + many["what"] or not is_firm(said):
            continue
        counted = _counted_of(items, at, many["what"] or many["who"])
        if counted is not None and said.value > 0:
            claims.append((said, counted, 10 ** _MANY[many["many"]]))
    if not 2 <= len(claims) <= _MOST or _people_told(items):
        return
    for said, counted, factor in claims:
        for other, base, scale in claims:
            people = quotient(around(base.quantity), around(other.quantity), scale)
            if other is said or people is None:
                continue
            found = quotient(around(counted.quantity), people, factor)
            if found is None or found.allows(said.quantity):
                continue
            mended = [v for v in other_readings(said.quantity)
                      if found.allows(msgspec.structs.replace(said.quantity, value=v))]  # fmt: skip
            if mended and not _mends(other, base, scale, said, counted, factor):
                yield PerHead(said, counted, _of_people(other, people), found, said.label_start)
                return


_BRACKET: Final = re.compile(r"(?P<words>[^，。；、]*)[（(][^（）()\d]{1,8}[）)]$")


def _label(text: str, item: Item) -> str:
    """The words before a figure, those before a bracket too (每千人口（常住）6.13张)."""
    if item.label or item.lead not in ("）", ")"):
        return item.label
    found = _BRACKET.search(text, max(0, item.start - 24), item.start)
    return found["words"] if found is not None else ""


def _people_told(items: Sequence[Item]) -> bool:
    return any(i.unit == "人" and "人口" in i.label and i.value > 1000 for i in items)


def _mends(other: Item, base: Item, scale: int, said: Item, counted: Item, factor: int) -> bool:
    """The other figure may as well be the wrong one, with two digits put the other way round."""
    people = quotient(around(counted.quantity), around(said.quantity), factor)
    found = quotient(around(base.quantity), people, scale) if people is not None else None
    turned = (v for v in other_readings(other.quantity))
    return found is not None and any(
        found.allows(msgspec.structs.replace(other.quantity, value=v)) for v in turned
    )


def _of_people(model: Item, people: Range) -> Item:
    middle = ((people.low + people.high) / 2).quantize(Decimal(1))
    return _counted(model, int(middle), "人")
