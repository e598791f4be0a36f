"""Totals and what they are made of: every list of like figures is held against the figures before it
and the one behind it that says what it comes to; the words and the slip between them decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.partitions import (
    OVERLAPPING,
    completes,
    excludes,
    surely_completes,
)
from fangzhi.facts.arithmetic.slips import kind_of_slip
from fangzhi.facts.arithmetic_readings.reading import covers
from fangzhi.facts.explanations.lists import (
    AMONG,
    MOST,
    REACH,
    REST,
    lists_of,
    names_of,
    stretches,
    totals_behind,
    without_inner,
)
from fangzhi.facts.statements import Item, is_firm, same_unit, subject

Where = Literal["told", "maybe", "opens", "before"]
_NO_TOTAL: Final = re.compile(
    "比|较|同比|增长|增加|上升|下降|减少|提高|降低|占|平均|(?<![平])均|率|由|从|(?<![展加达大充增少])[至到](?![12])|相差|每|超|低于|高于|上年|去年|最|不足|净|计划|年初|期初|设计|任务"
)
_SHARED_OUT: Final = re.compile(
    "分别|依次|各为|按[^，。；、\\d]{1,10}(?:分|划分|分类|看|计)|分[^，。；\\d]{1,6}看"
)
_MADE_OF: Final = re.compile("组成|构成|来源|(?:分布|坐落|散布)[于在]|分属|来自|投[向入]|分为|划为")
_HOW_MANY: Final = re.compile(
    "(?<![第\\d.一二三四五六七八九十])([两二三四五六七八九十]|1?\\d)(?=个|大|种|类|项|部分|站|区|乡|镇|村|季|批|者|科|系|校|队|组|片|路|"
    "县|州|年|家|宗|方面|座|条|处|所|院|矿|厂|姓|户|社|人合|人共|级)(?!.\\d)"
)
_OVER_YEARS: Final = re.compile("累计|合计|[两二三四五六七八九十\\d]年")
_SAYS_ALL: Final = re.compile("共|总|合计|^全")
_NUMBERED: Final = re.compile("^第?([一二三四五六七八九])(?P<what>[\u4e00-\u9fff]{1,4})")
_NUMERALS: Final = "零一二三四五六七八九十"
_LISTS: Final = 24
"""No sentence holds more lists."""
_ENOUGH: Final = 5
"""So much evidence is needed before anything is said."""


class Added(msgspec.Struct, frozen=True):
    """`total` misses what `parts` come to; `told` where words say it is their total."""

    total: Item
    parts: tuple[Item, ...]
    told: bool


class Known(msgspec.Struct, frozen=True):
    """Where figures start that are known: totals and parts of sums that hold, and all of those
    that were spoken of."""

    totals: frozenset[int] = frozenset()
    parts: frozenset[int] = frozenset()
    spoken: frozenset[int] = frozenset()


def missed_totals(text: str, items: Sequence[Item], known: Known) -> Iterator[Added]:
    """Give the totals that their parts miss, as far as words and figures leave no doubt."""
    seen = set(known.spoken)
    lists = Counter[int]()
    for first, run in lists_of(items):
        lists[run[0].sentence] += 1
        if lists[run[0].sentence] > _LISTS or any(p.start in seen for p in run):
            continue
        found = _of_list(text, items, first, run, known)
        if found is not None and found.total.start not in seen:
            seen |= {found.total.start, *(p.start for p in found.parts)}
            yield found
    for found in _counted(items):
        if found.total.start not in seen | known.totals:
            yield found


def _of_list(
    text: str, items: Sequence[Item], first: int, run: tuple[Item, ...], known: Known
) -> Added | None:
    """Every stretch of the list that begins and ends somewhere natural, against every total in
    reach: where one of them fits, nothing is wrong; else the one with most evidence is meant."""
    told, maybe = totals_behind(items, first, run)
    before = [
        i for i in items[max(0, first - REACH) : first]
        if same_unit(i, run[0]) and i.sentence >= run[-1].sentence - 2 and i.depth <= run[-1].depth
    ]  # fmt: skip
    near = items[max(0, first - REACH) : first + 2 * MOST]
    best: tuple[int, Added] | None = None
    for begin, end in stretches(run):
        whole = end == len(run)
        for parts in dict.fromkeys((run[begin:end], without_inner(run[begin:end]))):
            if len(parts) < 2:
                continue
            value = sum((p.value for p in parts), Decimal(0))
            others: list[tuple[Item, Where]] = []
            if begin:
                others.append((run[begin - 1], "opens"))
            if whole and told is not None:
                others.append((told, "told"))
            if whole and maybe is not None:
                others.append((maybe, "maybe"))
            if begin == 0:
                others += [(i, "before") for i in reversed(before)]
            for total, where in others:
                off = value - total.value
                if where == "opens" and _is_one_of_all(total, value, before):
                    return None
                if makes(parts, total, value):
                    if where != "opens" or (whole and not _by_chance(parts, told)):
                        return None
                    continue  # a list within a part: 侵财类687起，其中诈骗311起、…；
                if not _can_be_total(total, where) or _is_known(total, parts, known):
                    continue
                again = total.start in known.totals
                proof = _evidence(text, near, total, parts, off, where, again)
                if proof < _ENOUGH or _is_told(near, total, parts, off):
                    continue
                if best is None or proof > best[0]:
                    best = proof, Added(total, parts, where == "told")
    return best[1] if best is not None else None


def _is_one_of_all(first: Item, others: Decimal, before: Sequence[Item]) -> bool:
    """6733户。因病3346户；因残1530户；…: the first is a part like the others of a figure before them."""
    return any(first.value + others == i.value for i in before if i.start < first.start)


def _by_chance(parts: Sequence[Item], told: Item | None) -> bool:
    """教室25间、平房15间、办公室10间，房舍共30间: that the first is what the others make means nothing."""
    return told is not None and all(p.lead == "、" and not AMONG.match(p.label) for p in parts)


def _is_known(total: Item, parts: Sequence[Item], known: Known) -> bool:
    return total.start in known.parts or sum(p.start in known.parts for p in parts) > 1


def _is_told(items: Sequence[Item], total: Item, parts: Sequence[Item], off: Decimal) -> bool:
    """What is over or missing stands beside them (其中3户兼营, 另有24人); or what is left is left of
    another two."""
    own = {total.start, *(p.start for p in parts)}
    last = max(total.sentence, parts[-1].sentence) + 1
    first = min(total.sentence, parts[0].sentence)
    near = [i for i in items if first <= i.sentence <= last and i.start not in own
            and same_unit(i, total)]  # fmt: skip
    if any(i.value == abs(off) for i in near):
        return True
    if not REST.search(parts[-1].label):
        return False
    rest, every = parts[-1], [*near, total, *parts[:-1]]
    return any(a.value - b.value == rest.value for a in every for b in every)


def _can_be_total(total: Item, where: Where) -> bool:
    told = where in ("told", "maybe")
    return is_firm(total) and bool(total.unit) and (told or not _NO_TOTAL.search(total.label))


def makes(parts: Sequence[Item], total: Item, value: Decimal) -> bool:
    """Tell whether parts of that value make a total within rounding."""
    slack = sum((p.quantity.half for p in parts), total.quantity.half)
    return abs(value - total.value) <= slack


def _evidence(
    text: str,
    items: Sequence[Item],
    total: Item,
    parts: tuple[Item, ...],
    off: Decimal,
    where: Where,
    again: bool = False,
) -> int:
    """How surely the total is meant to be that of the parts, and figures are wrong in it; `again`:
    it is divided in another way already."""
    kind = max(_kinds_of_slip(total, parts, off))
    if not kind and abs(off) * 2 > total.value:
        return 0
    if any(p.value == total.value for p in parts):
        return 0  # 航道638千米，其中四级41千米…，三项合计638千米: the whole, told twice
    count, names = len(parts), names_of(text, parts)
    if len(set(names)) < count or not all(names):
        return 0
    if where == "told" and "各" in text[parts[-1].end : total.start]:
        return 0  # 1200吨、800吨各2座，共4000吨
    if where != "told" and _GOES_ON.match(text, parts[-1].end):
        return 0  # 高级19人、中级37人，其余为未定级
    size = _digits(total, parts)
    closed = _closing(text, items, total, parts, names, where)
    closed += 3 * (again and where == "before" and closed > 0 and _lead_of(text, parts[0]) in "：:")
    proof = closed + (0, 2, 3)[kind] + {1: -2, 2: -1, 3: 0, 4: 1}.get(size, 2)
    proof += (count > 3) - (count == 2)
    proof += (abs(off) * 50 <= total.value) + (abs(off) * 100 <= total.value)
    proof += kind > 1 and _are_akin(names)
    member = (
        where == "opens" and parts[0].lead == parts[1].lead and _are_akin([total.label, *names])
    )
    if size < 3 and member and not AMONG.match(parts[0].label):
        proof -= 4  # 国道20米，市道15米，县道10米: one of them
    if off > 0:  # parts are never more than their whole
        proof += {"opens": 2, "before": closed > 0}.get(where, 0)
    apart = completes(names) or excludes(names) or _is_of_all(total, names)
    apart = apart or (kind > 0 and size > 3 and count > 3)  # what overlaps comes out by no chance
    if any(OVERLAPPING.search(p.label) for p in parts) and not apart:
        proof -= 4
    if not kind and closed < 4:
        return 0
    if not kind and off < 0 and abs(off) * 10 > total.value and not _leave_nothing(names, where):
        proof -= 5  # 教师87人，高级、中级职称分别为19人、37人
    nearly = kind and abs(off) * 50 <= total.value
    if off < 0 and closed < 2 and AMONG.match(parts[0].label) and not nearly:
        proof -= 3
    listed = where == "opens" and not AMONG.match(parts[0].label)
    gap = text[total.end : parts[0].start]
    listed = listed and not (_SHARED_OUT.search(gap) or _MADE_OF.search(gap))
    if any(p.value >= total.value for p in parts) and (closed < 4 or listed):
        return 0
    return proof


def _closing(
    text: str,
    items: Sequence[Item],
    total: Item,
    parts: tuple[Item, ...],
    names: Sequence[str],
    where: Where,
) -> int:
    """What the words say: that nothing else belongs to the total."""
    proof = {"told": 5, "maybe": 2, "opens": 1, "before": 0}[where]
    first = parts[0]
    behind = where in ("told", "maybe")
    if where == "before":
        between = any(total.end < i.start < first.start and same_unit(i, first) for i in items)
        near = first.sentence - total.sentence
        proof += (near < 2 and not between) - (near > 1 or (between and near > 0))
    if not behind and _is_told_before(text, total, first):
        proof += 3
    if not behind:
        proof += (proof > 0) * (_SAYS_ALL.search(total.label) is not None)
        gap = text[total.end : first.start]
        proof += 4 * (_SHARED_OUT.search(gap) is not None)
        proof += 3 * (_MADE_OF.search(gap) is not None)
        proof += 3 * (_lead_of(text, first) in ("：", ":", "（", "("))
    told = _how_many(text, total, parts, behind)
    if len(parts) in told:
        proof += 3
    elif told and behind:
        proof -= 4
    if behind and any(parts[-1].end < i.start < total.start and i.lead in ("、", "，") and i.label
                      and i.quantity.kind == "count" for i in items):  # fmt: skip
        proof -= 3  # 线装2146册、旧期刊415册，手稿31件，统计…
    proof += 2 * (behind and _of_one_doing(total, parts))
    rest = REST.search(names[-1]) is not None
    proof += 4 * (rest and not (where == "opens" and _is_member(total, parts)))
    proof += 4 * _are_numbered(names)
    proof += 4 * (completes(names) or _is_of_all(total, names))
    proof += _are_akin(names)
    if all(p.own_year for p in parts) and not _OVER_YEARS.search(total.label):
        proof -= 2  # 贫困村86个，2016年出列21个，2017年出列30个
    proof += where == "opens" and first.lead != "、" and all(p.lead == "、" for p in parts[1:])
    return proof


_GOES_ON: Final = re.compile(
    r"[，；、。]?(?:其余|其他|其它|余者|余下|剩下|另有|还有)(?:的)?[^，。；\d]{0,8}[，。；]"
)


def _lead_of(text: str, first: Item) -> str:
    """The break before a figure; 35岁 of 年龄：35岁以下52人 is none."""
    if first.lead:
        return first.lead
    before = text[max(0, first.label_start - 8) : first.label_start]
    return next((c for c in reversed(before) if c in "，。；：:、（("), "")


_OF_IT: Final = re.compile(
    "(?:^|[，。；：])(?P<name>[^，。；：、\\d]{2,12}?)(?:当中|之中|里头|中|里|内)[，：]?(?:有)?$"
)


def _is_told_before(text: str, total: Item, first: Item) -> bool:
    """新收案件里，刑事208件、…: the words before the list name the total."""
    start = first.label_start if first.lead in ("，", "：") else first.start
    told = _OF_IT.search(text, max(0, start - 20), start)
    return told is not None and covers(subject(told["name"]), total.label + total.tail)


def _is_of_all(total: Item, names: Sequence[str]) -> bool:
    """男女共673人, 春、秋两季, 27个乡镇: the total names each part by what only that one is called."""
    own = [set(n) - {c for o in names if o is not n for c in o} for n in names]
    kinds = total.tail[: len(names)]
    each = [[n for n, chars in enumerate(own) if c in chars] for c in kinds]
    together = len(kinds) > 1 and sorted(n for e in each for n in e) == list(range(len(names)))
    return together or all(chars & set(total.label) for chars in own)


def _is_member(total: Item, parts: Sequence[Item]) -> bool:
    """鱼类13.62万吨，甲壳类11.84万吨，贝类0.34万吨，其他0.58万吨: the first of a list like the others."""
    alike = parts[0].lead == parts[1].lead and not AMONG.match(parts[0].label)
    own = _OUT_OF.sub("", total.label)
    if parts[0].lead == "、":
        own = own.replace("全", "")
    return alike and not _SAYS_ALL.search(own)


_OUT_OF: Final = re.compile("^.*[中里内]有")
"""全场土地中有耕地: the whole is named, the figure is that of its first part."""


def _leave_nothing(names: Sequence[str], where: Where) -> bool:
    return where == "told" or surely_completes(names) or bool(REST.search(names[-1]))


def _are_akin(names: Sequence[str]) -> bool:
    return len(names) > 2 and all(names) and len({n[-1] for n in names}) == 1


def _of_one_doing(total: Item, parts: Sequence[Item]) -> bool:
    """抗战时期负伤四次，解放战争中又负伤三次，前后负伤七次: the parts and the total are of one doing."""
    ends = {p.label[-2:] for p in parts}
    return len(ends) == 1 and len(end := ends.pop()) == 2 and end in total.label


def _how_many(text: str, total: Item, parts: Sequence[Item], behind: bool) -> set[int]:
    """How many things the words around a list say it has (分三类, 五个乡镇合计, 6个项目：)."""
    if behind:
        spans = [(parts[-1].end, total.start)]
    else:
        spans = [(max(total.label_start - 12, 0), total.start), (total.end, parts[0].label_start)]
        if "占" not in text[parts[-1].end : parts[-1].end + 10]:  # 两者合计占播种面积的…
            spans.append((parts[-1].end, parts[-1].end + 8))
    found = {m[1] for a, b in spans for m in _HOW_MANY.finditer(text, a, b)}
    return {2 if n in "两" else int(n) if n.isdigit() else _NUMERALS.index(n) for n in found} - {1}


def _are_numbered(names: Sequence[str]) -> bool:
    """一区十乡，二区九乡…: one of each, from the first on."""
    found = [m for n in names if (m := _NUMBERED.match(n)) is not None]
    turns = "".join(m[1] for m in found)
    return len(found) == len(names) > 2 and "一二三四五六七八九".startswith(turns)


def _counted(items: Sequence[Item]) -> Iterator[Added]:
    """三库合计3660万立方米: the last three of its unit, however far apart they stand."""
    for at, total in enumerate(items):
        kinds = items[at - 1] if at else None
        if kinds is None or total.lead or not kinds.quantity.chinese or not is_firm(total):
            continue
        count = int(kinds.value)
        if (
            not _COUNTED.match(total.label)
            or not 1 < count < 10
            or total.quantity.kind == "percent"
        ):
            continue
        like = [i for i in items[max(0, at - REACH) : at - 1] if same_unit(i, total) and is_firm(i)]
        parts = tuple(like[-count:])
        if len(parts) < count or parts[0].sentence < total.sentence - 2:
            continue
        value = sum((p.value for p in parts), Decimal(0))
        slip = max(_kinds_of_slip(total, parts, value - total.value))
        if not makes(parts, total, value) and slip and _digits(total, parts) > 2:
            yield Added(total, parts, True)


_COUNTED: Final = re.compile("^[一-鿿]{0,2}(?:合计|共计|总计|共|合)(?:为|与|达|有)?$")


def _kinds_of_slip(total: Item, parts: Sequence[Item], off: Decimal) -> Iterator[int]:
    yield kind_of_slip(total.value, total.quantity.step, total.value + off)
    for part in parts:
        yield kind_of_slip(part.value, part.quantity.step, part.value - off)


def _digits(total: Item, parts: Sequence[Item]) -> int:
    """How many digits the figures have in all, idle noughts at their ends left out."""
    values = [i.value.normalize() for i in (total, *parts) if i.value]
    step = min(int(v.as_tuple().exponent) for v in values)
    return len(str(int(total.value.scaleb(-step))))
