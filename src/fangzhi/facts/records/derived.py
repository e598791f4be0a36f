"""Shares, figures by head and growth whose other operand stands in another entry, table or document
of the work: computed from the facts gathered, and told where one digit is off."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.changes import COMPARABLE, CURRENT_PRICES
from fangzhi.facts.arithmetic.pools import digits, slips
from fangzhi.facts.bounds import Range, growth, quotient
from fangzhi.facts.quantities import Quantity, kind_of
from fangzhi.facts.records.record import Record

Kind = Literal["share", "head", "growth"]
_SHARE: Final = re.compile(
    r"占(?:全[县市区镇乡州村旗])?(?P<whole>[^，。；、占\d（）()%]{2,14}?)(?:总数|总量)?的(?:比重|比例)?"
    r"(?:约)?(?P<said>(?P<number>\d+(?:\.\d+)?)(?P<unit>[%％‰]))"
)
_HEAD: Final = re.compile(
    r"(?:平均)?每(?P<many>百|千|万|十万)?名?(?P<who>人?(?:户籍|常住)人口?|人口?|居民|户)[^，。；、\d每]{0,10}?"
    r"(?P<said>(?P<number>\d+(?:\.\d+)?)(?P<scale>万|亿)?(?P<unit>人次|[张人名个次册元件辆部户亩台所平米吨]))"
)
_GROWN: Final = re.compile(
    r"^，?(?:(?:同比|比上年(?:同期)?|较上年(?:同期)?|比上一年|比去年|(?:比|较)(?P<year>(?:1[0-9]|20)\d\d)年(?:末|底)?)?"
    r"(?:(?P<up>增长|增加|上升|提高|增)|(?P<down>下降|减少|降低|减)))(?:了)?(?P<said>(?P<number>\d+(?:\.\d+)?)(?P<unit>[%％]))"
)
_THAN: Final = re.compile("(?:[比较由从]|低于|高于|超过?)[^，。；、]*$")
_BRACKET: Final = re.compile(r"^（[^（）]{0,16}）")
_POPULATION: Final = re.compile(
    r"^(?:年末|全[县市区])?(?:总人口|户籍(?:总)?人口|常住(?:总)?人口|人口)$"
)
_HOUSEHOLDS: Final = re.compile(r"^(?:总户数|户籍(?:总)?人口|总人口|户数|常住人口)$")
_ROUGH: Final = re.compile(
    r"约(?=\d)|大约|(?<![附新最])近(?=\d|[一-十半])|(?<=[\d万亿千百])[余多]|左右|上下|(?:超|逾|不足|不到)过?(?=\d)|"
    r"达标|可比|扣除|剔除|同口径|名义|实际增|调整|修订|新口径"
)
_BOUND: Final = re.compile("以[上下内]|左右|上下|多|余")
_MANY: Final = {"百": 2, "千": 3, "万": 4, "十万": 5}
_TOLD: Final = 3
_SPANS: Final = frozenset(("", "全年"))


class Derived(msgspec.Struct, frozen=True):
    """What `said` (at `start`..`end` of the block of `part`) claims of `part` and `other`."""

    kind: Kind
    said: Quantity
    start: int
    part: Record
    other: Record
    made: Decimal
    rising: bool = True


def wrong_derived(records: Sequence[Record]) -> Iterator[Derived]:
    """Give the claims in prose that the whole work's figures do not bear out."""
    index: dict[tuple[str, str], list[Record]] = {}
    blocks: dict[str, list[Record]] = {}
    said: Counter[tuple[object, ...]] = Counter()  # a figure told often counts a few times
    for record in records:
        if record.standing == "prior":
            continue
        if record.span in _SPANS and not record.scope and (not record.subject or record.table):
            own = (record.place, record.subject, record.indicator, record.digits, record.weight,
                   record.unit.name, record.year)  # fmt: skip
            said[own] += 1
            if said[own] <= _TOLD:
                index.setdefault((record.place, record.indicator), []).append(record)
        if not record.table:
            blocks.setdefault(record.block.id, []).append(record)
    for told in blocks.values():
        text = told[0].block.text
        if "占" in text and "的" in text:
            yield from _shares(text, told, index)
        if "每" in text:
            yield from _heads(text, told, index)
        if "增" in text or "减" in text or "降" in text:
            yield from _growths(text, told, index)


Index = dict[tuple[str, str], list[Record]]


def _said(m: re.Match[str]) -> Quantity:
    number, scale = m["number"], m.groupdict().get("scale") or ""
    weight = Decimal(10) ** {"": 0, "万": 4, "亿": 8}[scale]
    step = Decimal(1).scaleb(-len(number.partition(".")[2])) * weight
    return Quantity(m.start("said"), m.end("said"), m["said"], Decimal(number) * weight, step,
                    m["unit"], kind_of(m["unit"]))  # fmt: skip


def _range(record: Record) -> Range:
    exact = record.weight == 0 and "." not in record.digits and record.unit.factor == 1
    half = Decimal(0) if exact else record.step / 2
    return Range(record.value - half, record.value + half)


def _is_rough(text: str, start: int, end: int, last: int) -> bool:
    """Tell whether a claim, or the figure that ends at `last` before it, is but roughly said.

    60岁以上老年人 is no rough figure: a bound counts right after one of the two.
    """
    if _BOUND.match(text, end) or _BOUND.match(text, last):
        return True
    return _ROUGH.search(text, max(0, start - 12), min(len(text), end + 3)) is not None


def _before(own: Sequence[Record], start: int) -> list[Record]:
    return [r for r in own if start - 60 <= r.start and r.end <= start and not r.span]


def _shares(text: str, own: Sequence[Record], index: Index) -> Iterator[Derived]:
    for m in _SHARE.finditer(text):
        said = _said(m)
        near = _before(own, m.start())
        if not near or _is_rough(text, m.start(), m.end(), near[-1].end):
            continue
        factor = 1000 if m["unit"] == "‰" else 100
        names = _names(m["whole"])
        wholes = [w for name in names for w in index.get((near[-1].place, name), ())]
        ranges = {id(r): _range(r) for r in (*own, *wholes)}
        pairs = [(p, w) for p in near for w in wholes
                 if p.unit.base == w.unit.base and w.value >= p.value > 0]  # fmt: skip
        here = [(p, w) for p in near for w in own if p is not w and w.unit.base == p.unit.base]
        made = [(p, w, quotient(ranges[id(p)], ranges[id(w)], factor)) for p, w in pairs]
        if any(r is not None and r.allows(said) for _, _, r in made):
            continue
        ratios = (quotient(ranges[id(p)], ranges[id(w)], factor) for p, w in here)
        if any(r is not None and r.allows(said) for r in ratios):
            continue
        far = [(p, w, r) for p, w, r in made if r is not None and w.year == p.year
               and w.block.id != p.block.id and slips(r, said)]  # fmt: skip
        if far and len({w.value for _, w, _ in far}) == 1:
            part, whole, _ = far[-1]
            yield Derived("share", said, m.start(), part, whole, part.value / whole.value * factor)


def _names(whole: str) -> tuple[str, ...]:
    if whole in ("总人口", "人口", "人口总数"):
        return ("总人口", "户籍人口", "常住人口", "户籍总人口", "人口")
    return (whole, whole.removeprefix("总"), f"总{whole}")


def _heads(text: str, own: Sequence[Record], index: Index) -> Iterator[Derived]:
    for m in _HEAD.finditer(text):
        said = _said(m)
        near = [r for r in _before(own, m.start()) if r.unit.name == m["unit"]
                or {r.unit.name, m["unit"]} in ({"人", "名"}, {"人次", "次"})]  # fmt: skip
        if not near or said.value == 0 or _is_rough(text, m.start(), m.end(), near[-1].end):
            continue
        persons = m["who"] != "户"
        known = _POPULATION if persons else _HOUSEHOLDS
        heads = [r for (place, name), rs in index.items() if place == near[-1].place
                 and known.match(name) for r in rs if (r.unit.base == "人") == persons]  # fmt: skip
        factor = 10 ** _MANY.get(m["many"] or "", 0)
        pairs = [(t, h) for t in near for h in heads if t is not h]
        made = [(t, h, quotient(_range(t), _range(h), factor)) for t, h in pairs]
        if any(r is not None and r.allows(said) for _, _, r in made):
            continue
        scope = m["who"].replace("人口", "").replace("人", "")
        far = [(t, h, r) for t, h, r in made if r is not None and h.year == t.year
               and scope in h.indicator and h.block.id != t.block.id and slips(r, said)]  # fmt: skip
        if far and digits(said) > 1:
            total, over, _ = far[-1]
            yield Derived("head", said, m.start(), total, over, total.value / over.value * factor)


def _growths(text: str, own: Sequence[Record], index: Index) -> Iterator[Derived]:
    for record in own:
        if record.span not in _SPANS or not record.year or record.kind == "ratio":
            continue
        end = record.end
        bracket = _BRACKET.match(text[end : end + 20])
        end += bracket.end() if bracket is not None else 0
        m = _GROWN.match(text[end : end + 40])
        if m is None or record.unit.base in ("%", "‰"):
            continue
        if _THAN.search(text, max(0, record.start - 24), record.start):
            continue  # 4.68亿件，比2020年的3.54亿件增长32.2%: the figure is the base
        words = text[max(0, record.start - 24) : end + m.end()]
        words = re.split("[。；]", words)[-1]
        if _BOUND.match(text, record.end) or _BOUND.match(text, end + m.end()):
            continue
        if _ROUGH.search(words) or (COMPARABLE.search(words) and not CURRENT_PRICES.search(words)):
            continue
        year = int(m["year"]) if m["year"] else record.year - 1
        bases = [r for r in index.get((record.place, record.indicator), ()) if r.year == year
                 and r.unit.base == record.unit.base and r.subject == record.subject
                 and r.scope == record.scope and r.value > 0]  # fmt: skip
        if not bases or any(b.block.id == record.block.id for b in bases):
            continue
        said, rising = _said(m), m["up"] is not None
        made = [_grown(record, base, rising) for base in bases]
        if any(r is None or r.allows(said) for r in made) or len({b.value for b in bases}) != 1:
            continue
        if made[0] is None or not slips(made[0], said):
            continue
        middle = (made[0].low + made[0].high) / 2
        shifted = msgspec.structs.replace(said, start=end + said.start, end=end + said.end)
        yield Derived("growth", shifted, end + m.start(), record, bases[0], middle, rising)


def _grown(record: Record, base: Record, rising: bool) -> Range | None:
    found = growth(_range(record), _range(base))
    if found is None or rising:
        return found
    return Range(-found.high, -found.low)
