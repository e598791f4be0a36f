"""Totals and their parts (合计与分项) as a sentence states them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal

import msgspec

from fangzhi.facts.arithmetic.divisions import (
    MEAN,
    MOST,
    NO_WHOLE,
    PART_OF_YEAR,
    divided,
    is_run,
    labels_of,
    total_of,
)
from fangzhi.facts.arithmetic.enumerations import (
    bracketed,
    divided_again,
    is_named_after,
    listed,
    without_changes,
)
from fangzhi.facts.arithmetic.partitions import OVERLAPPING, REST, completes, excludes
from fangzhi.facts.arithmetic_readings.pairs import paired
from fangzhi.facts.breaks import opening
from fangzhi.facts.statements import Item, same_unit, subject

How = Literal["其中", "共计", "划分", "分别"]
_AMONG: Final = re.compile(
    r"其中|包括|分为|(?<=，)计(?!划)(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])中(?=，)"
)
_TOTAL_LABEL: Final = re.compile(
    r"(?:共计|合计|总计|总共|一共|合共|累计|总数|相加|之和|[加合算]起来)(?:为|达|有|是)?$|^(?:[两二三四五六七八九十][者区县乡镇村队地项]|全县|全年)?共(?!同|享|产|青|和|性|管)[\u4e00-\u9fff]{0,5}$|^计$"
)
_NOT_PART: Final = re.compile(
    r"比|较|同比|增长|增加|减少|净增|净减|下降|上升|提高|(?<![多常历]年)平均|人均|户均|亩均|(?<!平)均|累计|余额|占(?!用|补)|每|由|从|至|到|达|超|低于|高于|上年|去年|共计|合计|总(?!支|站|厂|队|公司)|扣除|减去|除去|剔除|重复"
)
_NOT_ADDED: Final = frozenset(
    ("个月", "天", "周", "厘米", "毫米", "摄氏度", "度", "尺", "丈", "岁")
)
_LENGTH: Final = re.compile("长|里程|渠|管|线|沟|堤|延|路|墙")
_AND: Final = ("和", "及", "与", "以及")
_THINGS: Final = frozenset("处个项座件所家台")
"""Units in which things of several kinds are counted together (塘坝1246口、泵站214座，两项共1460处)."""
_PLACES: Final = frozenset("处个所座家")
_HOW_MANY: Final = (
    "级",
    "校",
    "站",
    "季",
    "项",
    "者",
    "类",
    "业",
    "种",
    "类别",
    "区",
    "县",
    "乡",
    "镇",
    "村",
    "队",
)
_LIST_BREAKS: Final = "、，；和及）)"


class SumStatement(msgspec.Struct, frozen=True):
    """A total, its parts in order, and whether the words say that the parts are all there is."""

    total: Item
    parts: tuple[Item, ...]
    how: How
    exhaustive: bool

    @property
    def overlapping(self) -> bool:
        """Tell whether the parts may name the same things twice (其中女…、党员…)."""
        labels = labels_of(self.parts)
        return not (completes(labels) or excludes(labels)) and any(
            OVERLAPPING.search(part.label) for part in self.parts
        )


def find_sums(text: str, items: tuple[Item, ...]) -> Iterator[SumStatement]:
    """Give every total with parts; the same total may be given with two readings of its parts."""
    if len(items) < 2:
        return
    starts = [item.start for item in items]
    for among in _AMONG.finditer(text):
        yield from _among(text, items, among, bisect_left(starts, among.end()))
    for at, item in enumerate(items):
        if (
            _TOTAL_LABEL.search(item.label)
            or _is_after_kinds(items, at)
            or _is_after_turns(items, at)
        ):
            yield from _before(items, at)
            yield from _shared_out(text, items, at)
        elif at > 1 and item.label.startswith("全年"):
            run = next((r for n in (2, 4) if completes(labels_of(r := items[at - n : at]))), ())
            if run and _are_of_year(run, item) and is_run((*run, item)):
                yield SumStatement(item, run, "划分", True)
    plain = without_changes(items)
    for read in (items, plain) if len(plain) < len(items) else (items,):
        for total, parts in divided(read):
            yield SumStatement(total, parts, "划分", True)
    for total, parts in listed(text, items):
        yield SumStatement(total, parts, "分别", bool(_named_all(parts)))
    for total, parts in bracketed(text, items):
        apart = not any(OVERLAPPING.search(p.label) for p in parts) or completes(labels_of(parts))
        yield SumStatement(total, parts, "分别", apart)
    for total, parts in (*divided_again(text, items), *paired(items)):
        yield SumStatement(total, parts, "分别", True)


def _are_of_year(run: Sequence[Item], year: Item) -> bool:
    """上半年、下半年 of 全年; 夏粮、秋粮 of 全年粮食."""
    if all(PART_OF_YEAR.search(i.label) for i in run):
        return True
    noun = {subject(i.label)[-1:] for i in run}
    return len(noun) == 1 and next(iter(noun)) in year.label and "总" in year.label


_WHOLE: Final = re.compile(
    "^(?:全[^，]{0,2})?总[\u4e00-\u9fff]{1,4}$|^(?:全[厂县市区镇乡村校场站社矿]|三[者项地县]|合)[^，]{1,5}$"
)


def _is_after_turns(items: tuple[Item, ...], at: int) -> bool:
    """分别长8.6千米、7.2千米、6.4千米，总长22.2千米."""
    if at < 2 or not _WHOLE.search(items[at].label) or items[at].lead != "，":
        return False
    run = items[max(0, at - 12) : at]
    first = next((i for i in reversed(run) if i.label), None)
    return first is not None and re.search("分别|依次", first.label) is not None


def _is_after_kinds(items: tuple[Item, ...], at: int) -> bool:
    """三类构造物共216座: how many kinds, and what they come to."""
    ends = items[at].label.endswith(("共", "合计", "总计", "共有", "共计")) and items[at].lead == ""
    return (
        ends
        and at > 0
        and items[at - 1].unit in ("项", "者", "类", "业", "种", "类别", "级", "校", "站", "季")
    )


def _named_all(parts: Sequence[Item]) -> bool:
    """The list repeats one verb, or opens with a colon: nothing else is meant (用于…用于…用于…)."""
    one_verb = len({p.label[:1] for p in parts}) == 1 and not parts[0].label[:1].isdigit()
    return is_exhaustive(parts) or one_verb or parts[0].lead in "：:" or len(parts) == 2


def _among(
    text: str, items: tuple[Item, ...], among: re.Match[str], first: int
) -> Iterator[SumStatement]:
    if first == 0 or first == len(items) or "。" in text[among.end() : items[first].label_start]:
        return
    if among.group() == "中":
        named = _whole_named(text, items[max(0, first - MOST) : first], among.start())
        parts = parts_after(items, first, named) if named is not None else ()
        if named is not None and len(parts) > 1:
            yield SumStatement(named, parts, "其中", is_exhaustive(parts))
        return
    for total in _totals_before(items, first, among):
        parts = parts_after(items, first, total)
        if len(parts) > 1 and total.quantity.value < max(p.quantity.value for p in parts[1:]):
            parts = _own_parts(parts, total)
        if parts and not (parts[0] is not items[first] and parts[0].lead == "；"):
            told = (among.group() != "其中" and len(parts) > 2) or is_named_after(total, parts)
            how: How = "其中" if among.group() == "其中" else "分别"
            yield SumStatement(total, parts, how, told or is_exhaustive(parts))


def _own_parts(parts: tuple[Item, ...], total: Item) -> tuple[Item, ...]:
    """死亡21人，其中石门区12人，受伤362人: a later count under a doing of its own is no part."""
    for n, part in enumerate(parts[1:], 1):
        if part.quantity.value > total.quantity.value and _DOING.match(part.label):
            return parts[:n]
    return parts


_DOING: Final = re.compile(
    "[受负致]?伤|倒塌|损毁|冲毁|毁坏|死亡|失踪|淹没|转移|安置|受灾|成灾|绝收|减产|紧急|直接|被"
)


def _whole_named(text: str, items: tuple[Item, ...], end: int) -> Item | None:
    """户籍人口中，…: the last earlier quantity that is said of 户籍人口."""
    start = opening(text, end, "，。；：、\n（")
    name = subject(text[start:end]).removesuffix("之")
    if len(name) < 2:
        return None
    return next((i for i in reversed(items) if subject(i.label).endswith(name)), None)


def _totals_before(items: tuple[Item, ...], first: int, among: re.Match[str]) -> Iterator[Item]:
    """The nearest earlier quantity of each unit: in the clause before, else in the sentence."""
    given: list[Item] = []
    sentence, told = items[first].sentence, 0
    for item in reversed(items[max(0, first - MOST) : first]):
        if item.end > among.start() or item.sentence < sentence - 1:
            continue
        if item.depth > items[first].depth:
            continue
        near = item.clause >= items[first].clause - 2 - told or item.sentence < sentence
        if not near:
            break
        told += bool(NO_WHOLE.search(item.label)) and item.lead == "，"
        if any(same_unit(item, g) for g in given) or item.unit in _NOT_ADDED or _is_size(item):
            continue
        if NO_WHOLE.search(item.label) or MEAN.search(item.label) or _EACH.match(item.label):
            continue
        if given and item.sentence < sentence and not same_unit(item, items[first]):
            continue  # 就业863人。进场企业142家，其中县内97家、县外45家，达成意向3168人
        if item.quantity.kind in ("count", "measure"):
            given.append(item)
            yield item


_EACH: Final = re.compile("每(?![年届期季月日天次])")
"""每平方千米215人: no count of anything."""


def _is_size(item: Item) -> bool:
    """直径1米, 高8米: a size has no parts, a length of road or canal has."""
    return item.unit == "米" and not _LENGTH.search(item.label + item.tail)


def parts_after(items: tuple[Item, ...], first: int, total: Item) -> tuple[Item, ...]:
    """Give the run of like quantities that begins at `first` and can be parts of the total."""
    parts: list[Item] = []
    depth = items[first].depth
    for at, item in enumerate(items[first : first + MOST], first):
        if item.sentence != items[first].sentence or item.depth < depth:
            break
        if item.depth > depth:
            continue
        if not same_unit(item, total) or item.quantity.chinese != total.quantity.chinese:
            if parts and item.quantity.kind in ("count", "measure") and item.lead == "，":
                after = items[at + 1 : at + 2]
                if not (after and after[0].lead == "" and same_unit(after[0], total)):
                    break  # another subject begins; 直径300毫米以上42千米 is still a part
            continue
        if item.lead in "，；" and _is_over(parts, item, total):
            break
        if item.lead == "，" and len(parts) > 1 and REST.match(subject(parts[-1].label)):
            break  # …、其他19辆，行政村…
        label = subject(item.label)
        if _NOT_PART.search(label) or (parts and not label and item.lead not in _LIST_BREAKS):
            break
        parts.append(item)
    return tuple(parts)


def _is_over(parts: Sequence[Item], item: Item, total: Item) -> bool:
    """A semicolon ends a list joined with 、 or ，, and one whose next figure cannot be a part; a
    comma ends one joined with 、 that has room for no more."""
    if item.lead == "，":
        listed = len(parts) > 1 and all(p.lead == "、" for p in parts[1:])
        return listed and total.value < total_of(parts) + item.value
    return any(p.lead in "、，" for p in parts[1:]) or (bool(parts) and item.value > total.value)


def is_exhaustive(parts: Sequence[Item]) -> bool:
    """Tell whether the parts' names say that nothing is left out (男女, 其他, 大中小)."""
    labels = labels_of(parts)
    rest = bool(REST.match(labels[-1])) if labels else False
    rest = rest or _are_numbered(labels)
    return len(parts) > 1 and (rest or labels[-1].endswith("及其他") or completes(labels))


_NUMBERED: Final = re.compile("^第?([一二三四五六七八九])(?P<what>[\u4e00-\u9fff]{1,4})$")


def _are_numbered(labels: Sequence[str]) -> bool:
    """一大队…、二大队…、三大队…: one of each, from the first on."""
    found = [_NUMBERED.match(label) for label in labels]
    known = [m for m in found if m is not None]
    turns = "".join(m[1] for m in known)
    alike = len({m["what"] for m in known}) == 1 and len(known) == len(labels) > 2
    return alike and "一二三四五六七八九".startswith(turns)


@lru_cache(maxsize=1024)
def _is_no_part(label: str) -> bool:
    return _NOT_PART.search(subject(label)) is not None


def _before(items: tuple[Item, ...], at: int) -> Iterator[SumStatement]:
    """A、B、C，共计N: the parts are the unbroken run of like quantities before the total."""
    total = items[at]
    parts: list[Item] = []
    how_many = items[at - 1] if at and total.lead == "" else None
    if how_many is not None and how_many.unit in _HOW_MANY:
        counted = items[max(0, at - 1 - int(how_many.value)) : at - 1]
        of_things = total.unit in _THINGS and all(i.quantity.kind == "count" for i in counted)
        alike = (of_things and len(counted) > 1 and not is_run(counted)) or (
            is_run(counted) and same_unit(total, counted[0]) if counted else False
        )
        alike = alike or _are_in_turn(counted, total)
        if len(counted) == how_many.value > 1 and alike:
            yield SumStatement(total, tuple(counted), "共计", True)
        return
    qualified = None
    for number in range(at - 1, max(0, at - MOST) - 1, -1):
        item = items[number]
        if item.sentence != total.sentence or item.depth != total.depth:
            break
        sized = bool(parts) and parts[0].lead == "" and item.clause == parts[0].clause
        if sized and item.label.startswith("其中") and not same_unit(item, total):
            qualified = parts[0]  # 其中60马力以上11艘
            continue
        if parts and _opens_in_turn(item, total):
            parts.insert(0, item)
            break
        if not _adds_up(item, total) or (item.label and _is_no_part(item.label)):
            break
        parts.insert(0, item)
        within = item.lead == "" and item is not parts[-1] and items[at - 1] is not item
        if within and _qualifies(items[number - 1], item):
            continue
        if item.lead not in "、，；" or (item.lead == "" and item.label not in _AND):
            break
    among = next(
        (n for n, p in enumerate(parts) if p.label.startswith("其中") or p is qualified), None
    )
    if among is not None:
        later = parts[among + 1 :]  # 职工1870人，其中女职工312人，工人846人、…，合计1870人
        others = parts[:among] + later
        ways = [others, parts, parts[among:], *([later] if len(later) > 1 else [])]
        parts = min(ways, key=lambda p: abs(total_of(p) - total.value))
    if len(parts) > 2 and parts[0].value == total.value:
        parts = parts[1:]  # 下拨1260吨，甲区420吨、乙区360吨、丙区480吨，三区共1260吨
    one_kind = all(same_unit(p, total) for p in parts)
    joined = len({p.lead for p in parts[1:] if p.lead != "、"}) < 2 and parts[-1:] == [
        items[at - 1]
    ]
    if len(parts) > 1 and (one_kind or joined):
        yield SumStatement(total, tuple(parts), "共计", True)


def _are_in_turn(run: Sequence[Item], total: Item) -> bool:
    """三项面积分别为a、b、c，三项合计N."""
    told = bool(run) and re.search("(?:分别|依次)[为是有]?$", run[0].label) is not None
    return told and all(
        same_unit(i, total) and (i is run[0] or (not subject(i.label) and len(i.label) < 2))
        for i in run
    )


def _adds_up(item: Item, total: Item) -> bool:
    """小学6所、教学点9个，共有办学点25个: places are counted together in any of their units."""
    places = total.unit in _PLACES and item.unit in _PLACES and item.quantity.kind == "count"
    return same_unit(item, total) or places


_IN_TURN: Final = re.compile("(?:分别|依次|各)(?P<verb>增加|减少|增长|新增|增|减)了?$")


_TOLD_IN_TURN: Final = re.compile("(?:分别|依次)[为是有]?$")


def _opens_in_turn(item: Item, total: Item) -> bool:
    """小学、初中分别减少36人、14人，共减少50人: the changes are what is added up."""
    if not item.label or not same_unit(item, total):
        return False
    verb = _IN_TURN.search(item.label)
    return (verb is not None and verb["verb"] in total.label) or (
        _TOLD_IN_TURN.search(item.label) is not None
    )


def _qualifies(before: Item, item: Item) -> bool:
    """其中60马力以上11艘: the figure before only says which are meant."""
    among = before.label.startswith("其中") and before.clause == item.clause
    return among and not same_unit(before, item)


def _shared_out(text: str, items: tuple[Item, ...], at: int) -> Iterator[SumStatement]:
    """共N，分别为A、B."""
    total = items[at]
    rest = items[at + 1 : at + 1 + MOST]
    if not rest or "分别" not in rest[0].label or rest[0].sentence != total.sentence:
        return
    parts = [p for p in rest if p.sentence == total.sentence and same_unit(p, total)]
    if len(parts) > 1:
        yield SumStatement(total, tuple(parts), "分别", True)
